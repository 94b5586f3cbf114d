"""The headline of a page, the site's name that hangs on it, and the places where it stands again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportedly.model import Document, Line
from reportedly.page.captions import is_credit, sentence_ends
from reportedly.page.masthead import read_masthead
from reportedly.page.words import any_of, bare, is_furniture, is_outlet, is_related_heading, is_section, page_words, title_label

LONGEST = 220
FURNITURE_ORIGINS = frozenset({"nav", "footer", "form", "button"})
FURNITURE_MARKS = frozenset({"share", "related", "comments", "ad", "tags", "editor"})

_ENDS = "。.!！?？…"
_CLOSERS = "”’\"'»」』）)]】"
_CRUMBS = re.compile(r"(?:[^>»›＞]{1,20}[>»›＞]){1,6}[^>»›＞]{0,20}")
_SUFFIX = re.compile(r"(?P<mark>\s*[-_|｜]\s*|\s+[–—·]\s+)(?P<name>[^-_|｜–—]{2,26})\s*$")


@dataclass(frozen=True, slots=True)
class Headline:
    """Where the headline stands: its line, the headline in it, and its letters without marks and spaces."""

    index: int
    start: int
    end: int
    key: str
    site: str | None = None


def key_of(words: str) -> str:
    """The letters and digits of some words, in lower case."""
    return "".join(c for c in words.lower() if c.isalnum())


def is_east_asian(words: str) -> bool:
    """Whether words are written without spaces between them: Chinese, Japanese, also Korean for measures of length."""
    return re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", words) is not None


def is_sentence(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return words.rstrip().rstrip(_CLOSERS).rstrip()[-1:] in (*_ENDS, "；", ";")


def is_list_of_links(words: str) -> bool:
    """Breadcrumbs (首页 > 国际 > 正文) and bars of sections (首页 国际 体育 财经)."""
    if len(words) > 120 or words[-1] in _ENDS:
        return False
    if _CRUMBS.fullmatch(words) and not re.search(r"[。，,；;“”\"]", words):
        return True
    parts = re.split(r"[\s|｜/·]+", words.strip())
    return len(parts) >= 4 and all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[가-힣]{2,4}", part) for part in parts)


def find_headline(document: Document) -> Headline | None:
    """The line that is the headline; None for a text without one."""
    rows = [document.text[line.start : line.end] for line in document.lines]
    index = _marked_up(document, rows) if document.extractor != "plain" else None
    if index is None:
        index = _first_line_that_could_be(document.lines, rows)
    if index is None:
        return None
    line, words = document.lines[index], rows[index]
    skipped = re.match(r"#{1,6}\s+", words) or title_label().match(words)
    start = skipped.end() if skipped else 0
    end, site = _without_site(words, {n for n in (document.given.outlet, document.data.outlet) if n})
    return Headline(index, line.start + start, line.start + end, key_of(words[start:end]), site)


def _marked_up(document: Document, rows: list[str]) -> int | None:
    told = key_of(document.data.title or "")
    best: tuple[float, int] | None = None
    for i, line in enumerate(document.lines[:400]):
        own = key_of(rows[i])
        if len(own) < 4 or len(rows[i]) > LONGEST or line.origin in FURNITURE_ORIGINS or is_furniture(rows[i]):
            continue
        same = _likeness(own, told)
        heading = 1.2 if line.origin == "h1" else 0.4 if line.origin in ("h2", "h3") else 0.0
        score = 2.0 * same + heading + (line.mark == "headline")
        if (same > 0.5 or line.origin == "h1" or line.mark == "headline") and (best is None or score > best[0] + 0.01):
            best = (score, i)
    return best[1] if best else None


def _likeness(own: str, told: str) -> float:
    """1 where one of two keys holds the other and is hardly longer."""
    if not own or not told:
        return 0.0
    short, long = sorted((own, told), key=len)
    return len(short) / len(long) if short in long else 0.0


def _first_line_that_could_be(lines: tuple[Line, ...], rows: list[str]) -> int | None:
    for i, words in enumerate(rows[:12]):
        line = lines[i]
        if line.origin in FURNITURE_ORIGINS or line.mark in FURNITURE_MARKS or (line.linked and line.body is not True):
            continue
        if is_furniture(words) or is_related_heading(words) or is_list_of_links(words) or is_credit(words):
            continue
        if read_masthead(words, near_title=True) is not None:
            continue
        return i if _could_be(words, rows[i + 1 :]) else None
    return None


def _could_be(words: str, below: list[str]) -> bool:
    if not below or len(words) > LONGEST or len(key_of(words)) < 2:
        return False
    if not is_sentence(words):
        return words[-1] not in ",，、:：" or len(words) < 40
    last = words.rstrip(_CLOSERS)[-1:]
    longest = max(map(len, below[:6]))
    if last in "!！?？…" or last not in _ENDS:
        return len(words) <= (60 if is_east_asian(words) else 140) and longest > len(words)
    return last == "." and len(sentence_ends(words)) < 2 and len(words) <= 120 and len(below[0]) > 1.3 * len(words)


def site_of(title: str | None) -> str | None:
    """The outlet that a page's title names after the headline: …_大鱼资讯网, … | Harbour Courier."""
    return _without_site(title, set())[1] if title else None


def _without_site(words: str, outlets: set[str]) -> tuple[int, str | None]:
    """Where the headline ends before names of the site: …-中新网, … | Herald; and the first such name."""
    end, site = len(words), None
    known = {bare(name) for name in outlets}
    while found := _SUFFIX.search(words, max(0, end - 40), end):
        name = found.group("name").strip()
        spaced = found.group("mark").strip() != found.group("mark")
        named = bare(name) in known or (is_outlet(name) and (spaced or is_east_asian(name))) or name in page_words().site_words
        if found.start() < 4 or not (named or (site and is_section(name))):
            break
        end, site = found.start(), name if is_outlet(name) or bare(name) in known else site
    return end, site


# The headline again


def is_headline_again(words: str, headline: Headline) -> bool:
    """Whether a whole line is the headline, a keyword out of it, or the headline with a label in brackets or the site's name."""
    label = title_label().match(words)
    key, whole = key_of(words[label.end() :] if label else words), headline.key
    if len(key) < (4 if is_east_asian(words) else 8):
        return False
    if key in whole:
        return len(key) > 0.6 * len(whole) or not is_sentence(words)
    labelled = words[0] in "（(【[" or key.startswith(whole)
    return labelled and len(whole) >= 8 and whole in key and len(key) <= len(whole) + 12 and not is_sentence(words)


def find_again(text: str, start: int, end: int, headline: Headline) -> Iterator[tuple[int, int]]:
    """Where the headline is stuffed into a paragraph, bounded as no part of a sentence is; last, a keyword of it at the end."""
    at = start
    for a, b in _whole_again(text, start, end, headline):
        yield a, b
        at = b
    tail = _TAIL.search(text, max(at, end - 60), end)
    key = key_of(tail.group("words")) if tail and tail.start("words") > at else ""
    if tail and len(key) >= 4 and is_east_asian(key) and key in headline.key:
        yield tail.span("words")


_TAIL = re.compile(r"[。！？!?][”’」』]?\s*(?P<words>[^。！？!?，,、；;：:“”\"\s]{4,40})\s*$")


def _whole_again(text: str, start: int, end: int, headline: Headline) -> Iterator[tuple[int, int]]:
    key = headline.key
    first = re.match(r"\w+", text[headline.start : headline.end])
    if len(key) < (8 if is_east_asian(key) else 24) or first is None or first.group()[:6] not in text[start:end]:
        return
    places = [i for i in range(start, end) if text[i].isalnum()]
    letters = "".join(text[i].lower() for i in places)
    if len(letters) != len(places):  # some capital of another script has two small letters: then places would not fit
        return
    at = letters.find(key)
    while at >= 0:
        a, b = places[at], places[at + len(key) - 1] + 1
        while b < end and text[b] in '!！?？。…”’"」』':
            b += 1
        if _is_bounded(text, (start, a), (b, end)):
            yield a, b
        at = letters.find(key, at + len(key))


@cache
def _caption_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(page_words().caption_ends)})\s*$")


def _is_bounded(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    before, after = text[max(left[0], left[1] - 16) : left[1]], text[right[0] : right[0] + 1] if right[0] < right[1] else ""
    opened = before.rstrip()[-1:]
    starts = not before.strip() or opened in '。！？!?…”"」』）)' or _caption_end().search(before) is not None
    starts = starts or (before[-1:].isspace() and is_east_asian(text[left[1] : right[0]]))
    closed = text[right[0] - 1]
    if closed in '。！？!?…”"」』' or not after:
        return starts
    glued = is_east_asian(after) or (after.isspace() and is_east_asian(text[left[1] : right[0]]))
    return starts and after not in "，,、：:；;-—–" and glued
