"""A paragraph cut into parts: the dateline that opens it, captions and credits glued to it, the headline stuffed into it,
marks at its end. What is none of these stays body, and no sentence is cut in two but by the headline standing in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from reportedly.model import Block, Line, Role
from reportedly.page.captions import split_captions
from reportedly.page.dateline import Dateline, read_dateline
from reportedly.page.headline import Headline, find_again, is_headline_again
from reportedly.page.masthead import Masthead, read_masthead
from reportedly.page.words import any_of, page_words


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

    def become(self, role: Role) -> None:
        """Give the whole line one role."""
        self.role, self.parts = role, []


def cut(text: str, row: Row, headline: Headline | None, *, first: bool) -> None:
    """Cut a line that is body as a whole; `first` says that it is one of the first paragraphs."""
    start, end = row.line.start, row.line.end
    opening: list[Block] = []
    row.dateline = read_dateline(row.words, first=first)
    if row.dateline is not None:
        opening.append(trimmed(row, Block(start, start + row.dateline.end, "dateline")))
        start += row.dateline.end
        if _is_signature(text[start:end].strip()):
            row.parts = [*opening, trimmed(row, Block(start, end, "byline"))]
            return
    end, closing = _cut_tail(text, row, start, end)
    middle = _cut_repeats(text, start, end, headline)
    if row.dateline is not None and row.dateline.titled and middle:
        again = headline is not None and is_headline_again(text[middle[0].start : middle[-1].end], headline)
        middle = [Block(middle[0].start, middle[-1].end, "repeat" if again else "headline")]
    row.parts = opening + middle + closing


def _is_signature(words: str) -> bool:
    masthead = read_masthead(words, near_title=True) if words else None
    return masthead is not None and bool(masthead.authors)


def _cut_repeats(text: str, start: int, end: int, headline: Headline | None) -> list[Block]:
    out: list[Block] = []
    for a, b in find_again(text, start, end, headline) if headline else ():
        out += [*_captions(text, start, a), Block(a, b, "repeat")]
        start = b
    return out + _captions(text, start, end)


def _captions(text: str, start: int, end: int) -> list[Block]:
    return split_captions(text, start, end) if text[start:end].strip() else []


@cache
def _tail() -> re.Pattern[str]:
    """Marks at the end of the last paragraph: （完）, （责任编辑：某某）, (END)."""
    editors = rf"[（(【\[]\s?(?:{any_of(page_words().editors)})\s?[:：|]?[^）)】\]。]{{1,30}}[）)】\]]"
    return re.compile(rf"\s*(?:(?:{any_of(page_words().end_marks)})|{editors})\s*$")


_SIGNED = re.compile(
    r"(?<=[。！？”…])\s*(?P<by>[（(](?:[\u4e00-\u9fff·]{2,8}(?:社|网|报|台))?(?:本报)?(?:记者|記者)[^（()）。]{1,30}[)）])\s*$"
)


def _cut_tail(text: str, row: Row, start: int, end: int) -> tuple[int, list[Block]]:
    closing: list[Block] = []
    low = max(start, end - 80)
    while (found := _tail().search(text, low, end)) and found.start() > start:
        closing.insert(0, trimmed(row, Block(found.start(), found.end(), "furniture")))
        end = found.start()
    signed = _SIGNED.search(text, low, end)
    if signed and signed.start() > start:
        closing.insert(0, Block(*signed.span("by"), "byline"))
        end = signed.start()
    return end, closing


def headline_parts(row: Row, headline: Headline) -> list[Block]:
    """The headline's line: marks before it and the site's name after it are furniture."""
    parts = [Block(row.line.start, headline.start, "furniture")] if headline.start > row.line.start else []
    parts.append(Block(headline.start, headline.end, "headline"))
    if headline.end < row.line.end:
        parts.append(Block(headline.end, row.line.end, "furniture"))
    return [trimmed(row, part) for part in parts]


def picture_parts(row: Row) -> list[Block]:
    """A caption as markup tells it, with its credit apart."""
    parts = split_captions(row.words, 0, len(row.words))
    shifted = [Block(part.start + row.line.start, part.end + row.line.start, part.role) for part in parts]
    if row.line.mark == "credit" and all(part.role == "body" for part in shifted):
        return [Block(row.line.start, row.line.end, "credit")]
    return [Block(part.start, part.end, "caption" if part.role == "body" else part.role) for part in shifted]


def trimmed(row: Row, part: Block) -> Block:
    """A part of a line without the white space around it."""
    words = row.words[part.start - row.line.start : part.end - row.line.start]
    return Block(part.start + len(words) - len(words.lstrip()), part.start + len(words.rstrip()), part.role)
