"""Where the words of a quotation stand in the store: page by page, those that print most of them first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportedly.check.runs import Chain, Join, Page, Run, best_chain, common_runs, fineness
from reportedly.check.units import Units, units
from reportedly.judgements import JudgedRecord
from reportedly.model import Span
from reportedly.store import Entry, Store

MOST_PAGES = 60
_MOST_UNITS = 400
"""A longer quotation is not looked for in pieces of several pages."""
ENOUGH = 0.6
"""So much of a quotation must stand together on a page for it to be the one that was altered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one page that a quotation, or a part of it, goes back to."""

    entry: Entry
    runs: tuple[Run, ...]
    spans: tuple[Span, ...]
    exact: bool = False

    @property
    def whole(self) -> tuple[int, int]:
        """From the first to the last character."""
        return self.spans[0].start, self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Match:
    """What one page, or several put together, have of a quotation. `joins` are between the runs of all places."""

    places: tuple[Place, ...]
    joins: tuple[Join, ...]
    size: int


@dataclass(slots=True)
class Shelf:
    """The store's pages, each read once."""

    store: Store
    _pages: dict[int, Page] = field(default_factory=dict)
    _judged: dict[int, JudgedRecord] = field(default_factory=dict)

    def judged(self, entry: Entry) -> JudgedRecord:
        """A page's record with people's judgements in it."""
        if entry.key not in self._judged:
            self._judged[entry.key] = self.store.judged(entry.key)
        return self._judged[entry.key]

    def page(self, entry: Entry) -> Page:
        """A page's units."""
        if entry.key not in self._pages:
            self._pages[entry.key] = Page.of(units(self.judged(entry).record.report.text))
        return self._pages[entry.key]

    def near(self, words: str) -> tuple[Entry, ...]:
        """The pages that share most with some words, newest versions before older ones."""
        return tuple(sorted(self.store.alike(words, limit=MOST_PAGES), key=lambda e: not e.newest))

    def span(self, entry: Entry, start: int, end: int) -> Span:
        """The words of some units of a page."""
        cut = self.page(entry).units
        return self.judged(entry).record.report.span(cut.starts[start], cut.ends[end - 1])

    def place(self, entry: Entry, runs: list[Run], *, exact: bool = False) -> Place:
        """The place of some runs on a page."""
        return Place(entry, tuple(runs), tuple(self.span(entry, r.there, r.there_end) for r in runs), exact)


def exact_places(shelf: Shelf, quoted: Units) -> tuple[Place, ...]:
    """Every place where all words of a quotation stand in a row, in the pages that share most with it."""
    return tuple(
        shelf.place(entry, [Run(0, n, len(quoted))], exact=True)
        for entry in shelf.near(quoted.text)
        for n in shelf.page(entry).exact(quoted.plain)
    )


def matches(shelf: Shelf, quoted: Units) -> list[Match]:
    """What each page has of a quotation that is nowhere whole, the most first; too little is nothing."""
    marked = quoted.left_out()
    found = [(chain, entry) for entry in shelf.near(quoted.text) if (chain := best_chain(quoted, shelf.page(entry), marked))]
    some = sorted((one for one in found if _is_enough(one[0], quoted)), key=lambda x: -x[0].score)
    return [_match(shelf, chain, entry) for chain, entry in some]


def _is_enough(chain: Chain, quoted: Units) -> bool:
    longest = max(run.size for run in chain.runs)
    return chain.size >= ENOUGH * len(quoted) and longest >= min(len(quoted) - 1, fineness(quoted).run + 1)


def _match(shelf: Shelf, chain: Chain, entry: Entry) -> Match:
    return Match(tuple(shelf.place(entry, part) for part in chain.parts()), chain.joins, chain.size)


def patched(shelf: Shelf, quoted: Units) -> Match | None:
    """A quotation put together from pieces of several pages: the longest run anywhere, then what is left on both sides of it."""
    if len(quoted) > _MOST_UNITS:
        return None
    pieces = sorted(_pieces(shelf, quoted, 0, len(quoted)), key=lambda p: p.runs[0].at)
    size = sum(p.runs[0].size for p in pieces)
    if len(pieces) < 2 or size < ENOUGH * len(quoted):
        return None
    joins: list[Join] = ["jump"] * (len(pieces) - 1)
    return Match(tuple(pieces), tuple(joins), size)


def _pieces(shelf: Shelf, quoted: Units, start: int, end: int) -> Iterator[Place]:
    """The longest run of some units of a quotation on any page, and again of those before and after it."""
    if end - start < fineness(quoted).piece:
        return
    part = units(quoted.words(start, end))
    best: tuple[int, Entry, Run] | None = None
    for entry in shelf.near(part.text):
        for run in common_runs(part, shelf.page(entry)):
            if best is None or run.size > best[0]:
                best = run.size, entry, run
    if best is None or best[0] < fineness(quoted).piece:
        return
    _, entry, run = best
    at = start + run.at
    yield from _pieces(shelf, quoted, start, at)
    yield shelf.place(entry, [Run(at, run.there, run.size)])
    yield from _pieces(shelf, quoted, at + run.size, end)
