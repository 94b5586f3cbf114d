"""What was said, what reports carried, and what happened as they tell it, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from reportedly.dossier.parts import Moment, MomentKind, Paper, Saying
from reportedly.edtf import bounds
from reportedly.model import Record

_ORDER: tuple[MomentKind, ...] = ("event", "said", "carried")
_LAST = "9999"
_BEFORE = timedelta(days=30)


def moments(sayings: Sequence[Saying], papers: Iterable[tuple[Paper, Record | None]]) -> tuple[Moment, ...]:
    """All moments that have a day: acts of saying, the reports that carry them, and the dated sentences of those reports."""
    found = [*_said(sayings), *_carried_and_happened(papers)]
    return tuple(sorted(found, key=lambda m: (*span_of(m.when), _ORDER.index(m.kind), m.number or 0)))


def span_of(edtf: str | None) -> tuple[str, str]:
    """The first and the last day that a date can mean, to sort by: what is open on one side is its one day, no date comes last."""
    try:
        low, high = bounds(edtf)
    except ValueError:
        low = high = None
    return low or high or _LAST, high or low or _LAST


def since(papers: Iterable[Paper]) -> str:
    """The first day that belongs to what reports are about: what was said long before them, as in a treaty, does not."""
    days = sorted(date.fromisoformat(p.published[:10]) for p in papers if p.published and len(p.published) >= 10)
    return (days[0] - max(_BEFORE, days[-1] - days[0])).isoformat() if days else ""


def _said(sayings: Sequence[Saying]) -> Iterator[Moment]:
    for s in sayings:
        if s.said:
            yield Moment(
                s.said, "said", s.who, s.quoted.words, s.quoted.paper.language, s.quoted.paper,
                statement=s.quoted.statement, number=s.number, checked=s.quoted.checked,
            )  # fmt: skip


def _carried_and_happened(papers: Iterable[tuple[Paper, Record | None]]) -> Iterator[Moment]:
    """A sentence that several reports print is told once, for the first of them."""
    seen: set[tuple[str, str]] = set()
    for paper, record in papers:
        if paper.published:
            yield Moment(paper.published, "carried", paper.name, paper.title or "", paper.language, paper)
        for event in record.events if record else ():
            if (event.when, event.text) not in seen:
                seen.add((event.when, event.text))
                yield Moment(event.when, "event", paper.name, " ".join(event.text.split()), paper.language, paper)
