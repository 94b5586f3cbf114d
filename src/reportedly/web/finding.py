"""Search: statements and reports by their words, narrowed by speaker, outlet, act, language and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, get_args

from reportedly.errors import RecordError
from reportedly.judgements import Standing
from reportedly.model import Act, Kind, Span
from reportedly.sheet import Card
from reportedly.store import Entry, Facets, Filter, Printed, Results
from reportedly.web.asked import Asked, Table
from reportedly.web.desk import facets
from reportedly.web.reports import listed, words_of

_A_PAGE = 20
_AROUND = 60
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a text, found or around what was found."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found."""

    card: Card
    entry: Entry
    statement: str
    standing: Standing
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report that was found, with the words around."""

    entry: Entry
    places: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class FindPage:
    """What the search page knows."""

    template: ClassVar[str] = "find.html"
    query: str
    wanted: Filter
    asked: bool
    total: int
    total_reports: int
    found: tuple[Found, ...]
    reports: tuple[FoundReport, ...]
    facets: Facets
    offset: int
    wrong: str = ""
    step: int = _A_PAGE

    def table(self) -> Table:
        """One row a statement."""
        head = ("id", "report", "published", "outlet", "language", "speaker", "said", "act", "words", "checked")
        return Table(head, (
            (f.statement, f.entry.id, f.entry.published, f.entry.outlet, f.entry.language, f.card.who, f.card.when, f.card.act,
             "".join(p.text for p in f.parts), f.standing.checked)
            for f in self.found
        ))  # fmt: skip


def find_page(asked: Asked) -> FindPage:
    """What a search finds; a filter that is none is said to be so, and nothing is searched for."""
    query, wanted, offset = asked.query.get("q", "").strip()[:500], _filter(asked), asked.number("from")
    begun = bool(query) or wanted != Filter()
    found, wrong = Results(0), ""
    try:
        if begun:
            found = asked.store.search(query, wanted, limit=_A_PAGE, offset=offset)
    except RecordError as error:
        wrong = str(error)
    return FindPage(
        query, wanted, begun, found.total, found.total_printed, tuple(_found(asked, found)),
        tuple(map(_printed, found.printed)) if not offset else (), facets(asked), offset, wrong,
    )  # fmt: skip


def _filter(asked: Asked) -> Filter:
    given = {
        name: asked.query.get(name, "").strip()[:200] or None for name in ("speaker", "outlet", "language", "since", "until")
    }
    acts: Mapping[str, Act] = {act: act for act in get_args(Act)}
    kinds: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return Filter(
        act=acts.get(asked.query.get("act", "")), kind=kinds.get(asked.query.get("kind", "")),
        speaker=given["speaker"], outlet=given["outlet"], language=given["language"], since=given["since"], until=given["until"],
    )  # fmt: skip


def _found(asked: Asked, results: Results) -> Iterable[Found]:
    for said in results.said:
        words, spans = words_of(said.statement), said.statement.content
        marks = [m for m in said.matches if any(s.start <= m.start and m.end <= s.end for s in spans)]
        parts = tuple(_parts(spans[0].text, spans[0].start, marks)) if len(spans) == 1 else (Part(words),)
        yield Found(listed(said, asked.ui), said.entry, said.statement.id, said.standing, parts)


def _printed(one: Printed) -> FoundReport:
    places: list[tuple[Part, ...]] = []
    last = -1
    for match in one.matches:
        if match.start < last or len(places) == _PLACES:
            continue
        start, last = max(0, match.start - _AROUND), min(len(one.text), match.end + _AROUND)
        inside = [m for m in one.matches if start <= m.start and m.end <= last]
        places.append(tuple(_parts(one.text[start:last], start, inside)))
    return FoundReport(one.entry, tuple(places))


def _parts(text: str, start: int, marks: Iterable[Span]) -> Iterable[Part]:
    """A text cut where what was found in it begins and ends."""
    at = 0
    for mark in sorted(marks, key=lambda m: m.start):
        low, high = mark.start - start, mark.end - start
        if low > at:
            yield Part(text[at:low])
        if high > max(at, low):
            yield Part(text[max(at, low) : high], True)
        at = max(at, high)
    if at < len(text):
        yield Part(text[at:])
