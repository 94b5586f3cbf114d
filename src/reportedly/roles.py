"""What each line of a page is there for.

In doubt a line is body: a wrong role on a paragraph would lose all that is said in it. A line may be cut into parts: the
dateline that opens a paragraph, a caption or credit glued to it, the headline stuffed into it, editors' marks at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from reportedly.captions import is_credit, split_captions
from reportedly.dateline import Dateline, read_dateline
from reportedly.headline import (
    FURNITURE_MARKS,
    FURNITURE_ORIGINS,
    Headline,
    find_again,
    is_east_asian,
    is_headline_again,
    is_list_of_links,
    is_sentence,
    key_of,
)  # fmt: skip
from reportedly.masthead import Masthead, label_alone, read_masthead
from reportedly.model import Block, Document, Line, Role
from reportedly.pagewords import any_of, is_furniture, is_related_heading, page_words

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True, eq=False)
class Row:
    """One line with what has been made out of it so far."""

    line: Line
    words: str
    role: Role = "body"
    parts: list[Block] = field(default_factory=list)
    masthead: Masthead | None = None
    dateline: Dateline | None = None
    elsewhere: bool = False
    """Whether it belongs to another report that the page shows below."""


def assign_roles(document: Document, headline: Headline | None) -> list[Row]:
    """Give every line of a document its role and its parts, in order."""
    rows = [Row(line, document.text[line.start : line.end]) for line in document.lines]
    voted = _voted_range(rows)
    keywords = frozenset(key_of(word) for word in document.data.keywords if len(key_of(word)) >= 3)
    written = 0
    for i, row in enumerate(rows):
        row.role = _role(rows, i, headline, voted, near_title=written == 0)
        if row.role == "body" and key_of(row.words) in keywords:
            row.role = "repeat"
        if row.role == "body":
            _cut(document.text, row, headline, first=written < 3)
            written += any(part.role == "body" for part in row.parts) and (is_sentence(row.words) or len(row.words) > 60)
    _mark_related(rows)
    _mark_captions_above_the_dateline(rows, headline)
    _mark_headings(rows, headline)
    return rows


def blocks_of(rows: list[Row]) -> tuple[Block, ...]:
    """The rows as blocks: parts where a line was cut, else the whole line."""
    out: list[Block] = []
    for row in rows:
        out += row.parts or [Block(row.line.start, row.line.end, row.role)]
    return tuple(out)


def _voted_range(rows: list[Row]) -> tuple[int, int] | None:
    """The first and last line that the main-text extractor holds for body; None where it was not asked or found none."""
    body = [i for i, row in enumerate(rows) if row.line.body and is_sentence(row.words)]
    return (body[0], body[-1]) if body else None


def _role(rows: list[Row], i: int, headline: Headline | None, voted: tuple[int, int] | None, *, near_title: bool) -> Role:
    row = rows[i]
    if headline and i == headline.index:
        row.parts = _headline_parts(row, headline)
        return "headline"
    if headline and is_headline_again(row.words, headline) and row.line.origin not in FURNITURE_ORIGINS:
        titled = read_dateline(row.words, first=False)
        return "body" if titled is not None and titled.titled else "repeat"
    if (
        is_related_heading(row.words)
        or is_furniture(row.words)
        or is_list_of_links(row.words)
        or _is_markup_furniture(row, i, voted)
    ):
        return "furniture"
    row.masthead = read_masthead(row.words, near_title=near_title) or _value_below(rows, i)
    if row.masthead is not None:
        return _masthead_role(row.masthead)
    if len(key_of(row.words)) <= 1 and (headline is None or i > headline.index):
        return "furniture"
    if row.line.origin in ("figcaption", "figure", "caption") or (row.line.mark in ("caption", "credit") and not row.line.body):
        row.parts = _picture_parts(row)
        return "caption"
    if is_credit(row.words):
        return "credit"
    if headline and i < headline.index:
        return "body" if is_sentence(row.words) and len(row.words) > 60 else "furniture"
    return "body"


def _value_below(rows: list[Row], i: int) -> Masthead | None:
    """A name whose label stands alone on the line above (来源： / 某某社), as markup often has it."""
    words = rows[i].words
    label = label_alone(rows[i - 1].words) if i else None
    if label is None or len(words) > 30 or is_sentence(words):
        return None
    whole = ((0, len(words)),)
    return {"authors": Masthead(authors=whole), "sources": Masthead(sources=whole), "editors": Masthead(editors=whole)}[label]


def _headline_parts(row: Row, headline: Headline) -> list[Block]:
    parts = [Block(row.line.start, headline.start, "furniture")] if headline.start > row.line.start else []
    parts.append(Block(headline.start, headline.end, "headline"))
    if headline.end < row.line.end:
        rest = row.words[headline.end - row.line.start :]
        parts.append(Block(row.line.end - len(rest.lstrip()), row.line.end, "furniture"))
    return [_trimmed(row, part) for part in parts]


def _trimmed(row: Row, part: Block) -> Block:
    words = row.words[part.start - row.line.start : part.end - row.line.start]
    return Block(part.start + len(words) - len(words.lstrip()), part.start + len(words.rstrip()), part.role)


def _is_markup_furniture(row: Row, i: int, voted: tuple[int, int] | None) -> bool:
    """Whether its place in the markup makes a line furniture; a sentence that was voted body is, only in a navigation bar."""
    line, sentence = row.line, is_sentence(row.words)
    if line.origin in ("nav", "button", "form"):
        return True
    if line.body and sentence:
        return False
    if line.origin == "footer" or line.mark in FURNITURE_MARKS or (line.origin == "aside" and line.body is False):
        return True
    if line.linked and line.origin not in HEADINGS and not sentence:
        return True
    if voted is None or line.body or line.origin in HEADINGS:
        return False
    outside = not voted[0] - 12 <= i <= voted[1]
    return outside and i > voted[1] and line.mark not in ("byline", "time", "caption", "credit")


def _masthead_role(masthead: Masthead) -> Role:
    if masthead.is_editors_only:
        return "furniture"
    who = masthead.authors or masthead.sources or masthead.section or masthead.views is not None or masthead.comments is not None
    return "byline" if who or not masthead.dates else "dateline"


def _picture_parts(row: Row) -> list[Block]:
    """A caption as markup tells it, with its credit apart."""
    parts = split_captions(row.words, 0, len(row.words))
    shifted = [Block(part.start + row.line.start, part.end + row.line.start, part.role) for part in parts]
    if row.line.mark == "credit" and all(part.role == "body" for part in shifted):
        return [Block(row.line.start, row.line.end, "credit")]
    return [Block(part.start, part.end, "caption" if part.role == "body" else part.role) for part in shifted]


# Cutting a paragraph


@cache
def _tail() -> re.Pattern[str]:
    """Marks at the end of the last paragraph: （完）, （责任编辑：某某）, (END)."""
    editors = rf"[（(【\[]\s?(?:{any_of(page_words().editors)})\s?[:：|]?[^）)】\]。]{{1,30}}[）)】\]]"
    return re.compile(rf"\s*(?:(?:{any_of(page_words().end_marks)})|{editors})\s*$")


_SIGNED = re.compile(
    r"(?<=[。！？”…])\s*(?P<by>[（(](?:[\u4e00-\u9fff·]{2,8}(?:社|网|报|台))?(?:本报)?(?:记者|記者)[^（()）。]{1,30}[)）])\s*$"
)


def _cut(text: str, row: Row, headline: Headline | None, *, first: bool) -> None:
    start, end = row.line.start, row.line.end
    opening: list[Block] = []
    row.dateline = read_dateline(row.words, first=first)
    if row.dateline is not None:
        stop = start + row.dateline.end
        opening.append(_trimmed(row, Block(start, stop, "dateline")))
        start = stop
    end, closing = _cut_tail(text, row, start, end)
    if row.dateline is not None and (below := read_masthead(text[start:end].strip(), near_title=True)) and below.authors:
        row.parts = [*opening, _trimmed(row, Block(start, end, "byline"))]
        return
    middle: list[Block] = []
    at = start
    for a, b in find_again(text, start, end, headline) if headline else ():
        middle += [*_captions(text, at, a), Block(a, b, "repeat")]
        at = b
    middle += _captions(text, at, end)
    if row.dateline is not None and row.dateline.titled and middle:
        again = headline is not None and is_headline_again(text[middle[0].start : middle[-1].end], headline)
        middle = [Block(middle[0].start, middle[-1].end, "repeat" if again else "headline")]
    row.parts = opening + middle + closing


def _captions(text: str, start: int, end: int) -> list[Block]:
    return split_captions(text, start, end) if text[start:end].strip() else []


def _cut_tail(text: str, row: Row, start: int, end: int) -> tuple[int, list[Block]]:
    closing: list[Block] = []
    low = max(start, end - 80)
    while found := _tail().search(text, low, end):
        if found.start() <= start:
            break
        words = found.group()
        closing.insert(
            0, Block(found.start() + len(words) - len(words.lstrip()), found.start() + len(words.rstrip()), "furniture")
        )
        end = found.start()
    signed = _SIGNED.search(text, low, end)
    if signed and signed.start() > start:
        closing.insert(0, Block(*signed.span("by"), "byline"))
        end = signed.start()
    return end, closing


# What only the neighbours tell


def _is_short(row: Row) -> bool:
    """Whether a line could be a heading or a link: no sentence, no quotation, not long."""
    words = row.words
    if row.role != "body" or is_sentence(words) or len(row.parts) != 1 or row.parts[0].role != "body" or words[0] in '“"«「–—-':
        return False
    return len(words) <= (45 if is_east_asian(words) else 130) and words[-1] not in ",，、:：;；"


def _mark_related(rows: list[Row]) -> None:
    """Below "related" stand links, or another report in full: of short lines only the last above a paragraph is a headline."""
    below = False
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and below and _is_short(row):
            run.append(row)
            continue
        if run:
            opens = row is not None and row.role in ("body", "byline", "dateline")
            for link in run[: -1 if opens else None]:
                link.role, link.parts = "furniture", []
            if opens:
                run[-1].role, run[-1].parts = "headline", []
            run = []
        if row is not None:
            row.elsewhere = below
            below = below or is_related_heading(row.words)


def _mark_captions_above_the_dateline(rows: list[Row], headline: Headline | None) -> None:
    """Sentences between the headline and the first dateline are captions where a credit stands below them."""
    opens = next((i for i, row in enumerate(rows) if row.dateline is not None), None)
    if opens is None or headline is None or opens <= headline.index:
        return
    credit = next((i for i in range(opens - 1, headline.index, -1) if rows[i].role == "credit"), None)
    if credit is None or credit - headline.index > 6:
        return
    above = [row for row in rows[headline.index + 1 : credit] if row.role == "body" and is_sentence(row.words)]
    if len(above) <= 3 and not any(re.search('[“”"「」：:]', row.words) or len(row.words) > 160 for row in above):
        for row in above:
            row.role, row.parts = "caption", []


def _mark_headings(rows: list[Row], headline: Headline | None) -> None:
    """Short lines above a paragraph are subheads; above a dateline or byline in mid-page, the headline of another report."""
    follows: Row | None = None
    for i in range(len(rows) - 1, -1, -1):
        row = rows[i]
        if (
            row.role == "body"
            and (_is_short(row) or row.line.origin in HEADINGS or row.line.mark == "deck")
            and follows is not None
        ):
            another = follows.dateline is not None or (follows.role in ("byline", "dateline") and _has_date(follows))
            is_new = another and headline is not None and i > headline.index + 3
            row.role, row.parts = ("headline" if is_new else "subhead"), []
        if row.role not in ("furniture", "repeat", "credit", "caption"):
            follows = row


def _has_date(row: Row) -> bool:
    return row.masthead is not None and bool(row.masthead.dates)
