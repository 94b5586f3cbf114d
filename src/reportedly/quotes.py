"""Quotation marks of every kind, paired in one pass: nested, mixed, over several paragraphs, unbalanced."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "„": "“", "《": "》", "〈": "〉"}
_TITLES = frozenset("《〈")
_CLOSERS = {"”": "double", "」": "double", "»": "double", "』": "single", "’": "single", "》": "title", "〉": "title"}
_LEVEL = {
    "“": "double",
    "„": "double",
    "«": "double",
    "「": "double",
    '"': "double",
    "‘": "single",
    "'": "single",
    "『": "single",
    "《": "title",
    "〈": "title",
}
_MARKS = re.compile(r"([\"'“”‘’「」『』«»„《》〈〉])\1{3,}|[\n\"'“”‘’「」『』«»„《》〈〉]")
"""Four or more of one mark in a row are a rule or an ornament, no quotation."""
MAX_LINES = 8
"""A quotation that is still open after so many line ends was never closed."""
_MOST_LINES = {'"': 3, "'": 1, "‘": 1}
"""The same for marks that are oftener something else, or a lost one: an inch, an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: text[open:close] with its marks, text[inner_start:inner_end] without. Ends of lines may carry no mark."""

    open: int
    inner_start: int
    inner_end: int
    close: int

    @property
    def reopened(self) -> bool:
        """Whether it has no closing mark of its own: the next paragraph takes it up again."""
        return self.inner_end == self.close


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    lines: int = 0


def pair_quotes(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text in order of their opening marks; titles in 《》 are none.

    One pass over the text. A mark that nothing closes is dropped; an opening mark at the head of a paragraph takes up the
    quotation that the paragraph before left open, which then ends at its line's end.
    """
    found: list[Quotation] = []
    stack: list[_Open] = []
    for mark in _MARKS.finditer(text):
        if mark[1]:
            continue
        i, c = mark.start(), mark[0]
        if c == "\n":
            _end_line(stack)
        elif c in "\"'":
            if _opens(text, i, c, stack):
                _push(text, stack, found, _Open(c, i))
            else:
                _close(stack, found, i, _LEVEL[c])
        elif c == "“" and _nearest(stack, "double") is not None and stack[_nearest(stack, "double") or 0].mark == "„":
            _close(stack, found, i, "double")
        elif c in _PAIRS:
            _push(text, stack, found, _Open(c, i))
        elif c in _CLOSERS and not (c == "’" and _apostrophe(text, i)):
            _close(stack, found, i, _CLOSERS[c])
    return tuple(sorted((q for q in found if text[q.open] not in _TITLES), key=lambda q: q.open))


def _end_line(stack: list[_Open]) -> None:
    for o in stack:
        o.lines += 1
    while stack and stack[0].lines > _MOST_LINES.get(stack[0].mark, MAX_LINES):
        stack.pop(0)


def _nearest(stack: list[_Open], level: str) -> int | None:
    return next((k for k in range(len(stack) - 1, max(-1, len(stack) - 9), -1) if _LEVEL[stack[k].mark] == level), None)


def _apostrophe(text: str, i: int) -> bool:
    return text[i - 1 : i].isalnum() and text[i + 1 : i + 2].isalpha() and text[i + 1 : i + 2] < "\u2e80"


def _opens(text: str, i: int, c: str, stack: list[_Open]) -> bool:
    """Whether a straight mark opens: by what stands around it, and where that is no help by what is open."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    left = not before or before.isspace() or before in "([{（【—–-:："
    right = not after or after.isspace() or after in ")]},.;:!?）】，。；：！？…—–"
    if c == "'":
        return left and after.isalnum()
    if left != right:
        return left
    k = _nearest(stack, "double")
    return k is None or stack[k].lines > 0


def _push(text: str, stack: list[_Open], found: list[Quotation], new: _Open) -> None:
    """Open a quotation; at the head of a paragraph it takes up one that was left open above."""
    k = _nearest(stack, _LEVEL[new.mark])
    if k is not None and stack[k].lines > 0 and _heads_line(text, new.at):
        old = stack[k]
        end = text.find("\n", old.at)
        found.append(Quotation(old.at, old.at + 1, end, end))
        del stack[k:]
    if len(stack) < 64:
        stack.append(new)


def _heads_line(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at]
    line = before.rfind("\n")
    return line >= 0 and not before[line:].strip()


def _close(stack: list[_Open], found: list[Quotation], i: int, level: str) -> None:
    k = _nearest(stack, level)
    if k is None and level != "title":
        k = (
            next((k for k in range(len(stack) - 1, -1, -1) if _LEVEL[stack[k].mark] != "title"), None)
            if level == "double"
            else None
        )
    if k is None:
        return
    opened = stack[k]
    del stack[k:]
    if i > opened.at + 1:
        found.append(Quotation(opened.at, opened.at + 1, i, i + 1))


@dataclass(frozen=True, slots=True)
class Quotes:
    """The outermost quotations of a text, to be asked about places."""

    all: tuple[Quotation, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Quotes:
        """Pair the marks of a text and keep the outermost quotations."""
        outer: list[Quotation] = []
        for q in pair_quotes(text):
            if not outer or q.open >= outer[-1].close:
                outer.append(q)
        return cls(tuple(outer), tuple(q.open for q in outer))

    def at(self, place: int) -> Quotation | None:
        """The quotation in which (marks included) a character stands."""
        k = bisect_right(self.starts, place) - 1
        return self.all[k] if k >= 0 and place < self.all[k].close else None

    def within(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that share a character with text[start:end]."""
        k = max(0, bisect_right(self.starts, start) - 1)
        out = []
        while k < len(self.all) and self.all[k].open < end:
            if self.all[k].close > start:
                out.append(self.all[k])
            k += 1
        return tuple(out)
