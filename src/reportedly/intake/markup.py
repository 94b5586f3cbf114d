"""HTML → all visible text in reading order, one block a line, with what the markup says of each line.

The text is ours, the main-text extractor (trafilatura) only votes on which lines are body: its own text drops the
headline and the byline line of a sloppy page. White space is folded as a browser folds it; `<br>` breaks a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reportedly.intake.pagedata import page_data
from reportedly.model import Line, PageData


def _set(*rows: str) -> frozenset[str]:
    return frozenset(word for row in rows for word in row.split())


HIDDEN = _set(
    "head script style noscript template iframe object embed audio video canvas svg math map",
    "datalist select textarea progress meter rp",
)
BLOCKS = _set(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr pre blockquote figure figcaption",
    "article main section aside nav header footer address form fieldset legend details summary hr center dir menu dialog button",
)
ORIGINS = _set(
    "h1 h2 h3 h4 h5 h6 p li figure figcaption time nav footer aside header form button address blockquote pre dt dd td th",
    "caption summary",
)
HEADINGS = _set("h1 h2 h3 h4 h5 h6")
STRONG = _set("nav footer aside form button figure figcaption")
"""Elements that say more of a line than a paragraph inside them."""

APART = _set("a span time em i b strong small label cite td th")
"""Inline neighbours that a style sheet sets apart: a space is put between them where the source has none."""

MARKS = {
    "byline": _set("byline author authors writer journalist reporter source laiyuan zuozhe"),
    "time": _set("date time pubtime pubdate published datetime timestamp"),
    "caption": _set("caption figcaption imgcaption wp-caption-text photodesc tushuo"),
    "credit": _set("credit photocredit copyrightholder"),
    "headline": _set("headline"),
    "deck": _set("deck standfirst subtitle subheadline dek"),
    "share": _set("share sharing social socials sns weibo weixin bdshare sharebar addtoany"),
    "related": _set(
        "related recommend recommended recommends recommendations more-stories readmore hot hotnews rank ranking popular",
        "trending tuijian mostread",
    ),
    "comments": _set("comments comment disqus pinglun replies"),
    "ad": _set("ad ads advert advertisement promo sponsor newsletter subscribe banner paywall cookie cookies consent"),
    "tags": _set("tags tag keywords breadcrumb breadcrumbs crumb crumbs toolbar pagination pager"),
    "editor": _set("editor editors zebian copyright disclaimer"),
}
"""What pages call their parts in class, id and itemprop."""

_MARK = {word: mark for mark, words in MARKS.items() for word in words}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNSEEN_CLASSES = _set("sr-only visually-hidden visuallyhidden screen-reader-text hidden hide d-none")
_SHOWN_WIDE = re.compile(r":(?:block|flex|grid|inline|table)|d-\w+-(?:block|flex|inline)")
"""Classes that hide on a small screen only."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_OUTER = " \t\n\r\f\x0b\xa0\u3000\u200b\ufeff\u2028\u2029\x85\x1c\x1d\x1e\x1f"
VOTE_TAGS = 25_000
VOTE_DEPTH = 150


@dataclass(frozen=True, slots=True)
class Markup:
    """The visible text of a page with its lines, and what it says of itself."""

    text: str
    lines: tuple[Line, ...]
    data: PageData
    language: str | None = None
    extractor: str = "markup"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    origin: str = ""
    mark: str = ""
    linked: bool = False
    pre: bool = False


@dataclass(slots=True)
class _Page:
    """The page as far as it has been read: finished lines and the pieces of the one under way."""

    lines: list[tuple[str, _Place]] = field(default_factory=list)
    pieces: list[tuple[str, _Place]] = field(default_factory=list)

    def add(self, text: str | None, place: _Place) -> None:
        if text:
            self.pieces.append((text, place))

    def end_line(self, block: _Place) -> None:
        if not self.pieces:
            return
        whole = "".join(text for text, _ in self.pieces)
        rows = whole.split("\n") if block.pre else [_SPACE.sub(" ", whole)]
        place = _place_of([place for text, place in self.pieces if text.strip(_OUTER)], block)
        self.lines += [(row.strip(_OUTER), place) for row in rows if row.strip(_OUTER)]
        self.pieces.clear()


def _place_of(places: list[_Place], block: _Place) -> _Place:
    """What holds for a whole line: the words of its pieces where they agree, else its block's."""
    origins, marks = {p.origin for p in places}, {p.mark for p in places}
    return _Place(
        origins.pop() if len(origins) == 1 else block.origin,
        marks.pop() if len(marks) == 1 else block.mark,
        bool(places) and all(p.linked for p in places),
    )


def read_markup(source: str) -> Markup:
    """Read the visible lines of an HTML page and what its head says; never fails on broken markup."""
    root = _parse(source)
    if root is None:
        return Markup("", (), PageData(), warnings=("the page holds no element",))
    rows = _visible(root)
    lines, at = [], 0
    for row, place in rows:
        lines.append(Line(at, at + len(row), place.origin, place.mark, place.linked))
        at += len(row) + 1
    text = "\n".join(row for row, _ in rows)
    data, language = page_data(root)
    markup = Markup(text, tuple(lines), data, language)
    return _voted(markup, source, root)


def _parse(source: str) -> HtmlElement | None:
    # The declared encoding of the source no longer holds: the text comes decoded and goes in as UTF-8.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_blank_text=False)
    try:
        return document_fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def _visible(root: HtmlElement) -> list[tuple[str, _Place]]:
    """Walk the tree without recursion: markup may nest thousands deep."""
    page, places, unseen = _Page(), [_Place()], None
    blocks = [_Place()]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if unseen is not None:
            if event == "end" and element is unseen:
                unseen = None
                page.add(element.tail, places[-1])
        elif event in ("comment", "pi"):
            page.add(element.tail, places[-1])
        elif event == "start":
            if _is_unseen(element):
                unseen = element
            else:
                _open(page, element, places, blocks)
        else:
            _close(page, element, places, blocks)
    page.end_line(blocks[-1])
    return page.lines


def _open(page: _Page, element: HtmlElement, places: list[_Place], blocks: list[_Place]) -> None:
    tag = element.tag
    place = _inside(places[-1], element)
    places.append(place)
    if tag in BLOCKS or tag == "br":
        page.end_line(blocks[-1])
        blocks.append(replace(place, linked=False) if tag != "br" else blocks[-1])
    elif _stands_apart(element):
        page.add(" ", place)
    page.add(element.text, place)


def _close(page: _Page, element: HtmlElement, places: list[_Place], blocks: list[_Place]) -> None:
    if element.tag in BLOCKS or element.tag == "br":
        page.end_line(blocks[-1])
        blocks.pop()
    places.pop()
    page.add(element.tail, places[-1])


def _inside(outer: _Place, element: HtmlElement) -> _Place:
    tag = element.tag
    stronger = outer.origin not in STRONG or tag in STRONG or tag in HEADINGS
    origin = tag if tag in ORIGINS and stronger else outer.origin
    mark = outer.mark
    if tag not in ("html", "body", "main", "article"):
        mark = _mark(element) or mark
    return _Place(origin, mark, outer.linked or tag == "a", outer.pre or tag == "pre")


def _mark(element: HtmlElement) -> str:
    for name in ("itemprop", "class", "id"):
        value = element.get(name)
        if value:
            for token in value.lower()[:200].replace("_", "-").split():
                for word in (token, *token.split("-")[::-1]):
                    if word in _MARK:
                        return _MARK[word]
    return ""


def _is_unseen(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in HIDDEN or element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    style = element.get("style")
    if style and _UNSEEN.search(style[:1000]):
        return True
    classes = element.get("class")
    if classes is None or _SHOWN_WIDE.search(classes):
        return False
    return not _UNSEEN_CLASSES.isdisjoint(classes.lower()[:1000].split())


def _stands_apart(element: HtmlElement) -> bool:
    """Whether an inline element follows its like with nothing between, as the parts of a byline do."""
    if element.tag not in APART:
        return False
    before = element.getprevious()
    if before is None or before.tag not in APART or before.tail:
        return False
    kinds = (element.tag, before.tag)
    return not {"a", "time", "td", "th", "dt"}.isdisjoint(kinds) or bool(element.get("class") or before.get("class"))


def _voted(markup: Markup, source: str, root: HtmlElement) -> Markup:
    if source.count("<") > VOTE_TAGS or _depth(root) > VOTE_DEPTH:
        return replace(markup, warnings=("too large or too deeply nested for the main-text extractor to vote on its lines",))
    import trafilatura

    found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=False, favor_recall=True)
    body = getattr(found, "text", None) or ""
    seen = frozenset(_keys(body.split("\n")))
    lines = tuple(replace(line, body=_is_in(markup.text[line.start : line.end], seen)) for line in markup.lines)
    if not any(line.body for line in lines):
        return replace(markup, warnings=("the main-text extractor found no body in the page",))
    return replace(markup, lines=lines, extractor=f"trafilatura {trafilatura.__version__}")


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _keys(rows: list[str]) -> Iterator[str]:
    for row in rows:
        key = "".join(row.split()).lstrip("-")
        if key:
            yield key
            if len(key) > 30:
                yield key[:30]


def _is_in(row: str, seen: frozenset[str]) -> bool:
    key = "".join(row.split()).lstrip("-")
    return key in seen or (len(key) > 30 and key[:30] in seen)
