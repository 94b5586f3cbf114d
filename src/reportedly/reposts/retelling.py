"""Roundups in other words, or in another language: reports whose every act of saying was told before, by several others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.model import Copy, Report, Utterance
from reportedly.reposts.ordering import order

LEAST, WHOLE = 6, 0.9
"""A roundup tells so many acts of saying, and so much of them stands in earlier reports."""
SOURCES, LARGEST = 3, 0.75
"""It has so many sources at least, and from none of them more than that share."""

Told = Mapping[str, frozenset[str]]


def find_roundups(reports: Sequence[Report], utterances: Iterable[Utterance], copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """Say which reports have nothing to tell but what several earlier ones told, though in other words.

    Reports that copy or collect others word for word are known already: they are neither roundups here nor sources.
    """
    told = _told(utterances)
    known = {c.report for c in copies if c.kind != "excerpt"}
    fresh = [r for r in reports if r.id not in known and r.id in told]
    return tuple(copy for report in fresh if len(told[report.id]) >= LEAST for copy in _roundup(report, fresh, told))


def _told(utterances: Iterable[Utterance]) -> Told:
    """The utterances that each report tells."""
    out: dict[str, set[str]] = {}
    for utterance in utterances:
        for telling in utterance.tellings:
            out.setdefault(telling.report, set()).add(utterance.id)
    return {report: frozenset(ids) for report, ids in out.items()}


def _roundup(report: Report, others: Sequence[Report], told: Told) -> Iterator[Copy]:
    all_of_it = told[report.id]
    earlier = [r for r in others if told[r.id] & all_of_it and order(r, report).earlier]
    sources, left = _cover(report, earlier, told)
    share = 1 - len(left) / len(all_of_it)
    largest = max((len(told[r.id] & all_of_it) for r in sources), default=0) / len(all_of_it)
    if len(sources) < SOURCES or share < WHOLE or largest > LARGEST:
        return
    orders = [order(r, report) for r in sources]
    yield Copy(
        report=report.id, kind="roundup", of=tuple(r.id for r in sources), share=round(share, 3),
        kept=tuple(round(len(told[r.id] & all_of_it) / len(told[r.id]), 3) for r in sources),
        first="text" if any(how.by == "text" for how in orders) else "published",
        page=report.page, of_pages=tuple(r.page for r in sources),
        why=tuple(
            f"{len(told[r.id] & all_of_it)} of its {len(all_of_it)} acts of saying were told in {r.page}; "
            f"which was first: {how.why}" for r, how in zip(sources, orders, strict=True)
        ),
    )  # fmt: skip


def _cover(report: Report, others: Sequence[Report], told: Told) -> tuple[list[Report], frozenset[str]]:
    """The reports that tell most of what none before them tells, and what is left.

    Of equals one in the report's own language is taken, then the one with more of it in all, then the later one.
    """
    wanted = left = told[report.id]
    out: list[Report] = []
    while left and others:
        best = max(others, key=lambda r: (
            len(told[r.id] & left), r.language == report.language, len(told[r.id] & wanted), r.published or "", r.page,
        ))  # fmt: skip
        if not told[best.id] & left:
            break
        out.append(best)
        left -= told[best.id]
    return sorted(out, key=lambda r: (r.published or "", r.page)), left
