"""From records to utterances."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.actors import Cast
from reportedly.judgements import Link
from reportedly.model import Copy, Record, Telling, Utterance
from reportedly.reposts import Origins
from reportedly.utterances.evidence import Settings, shipped_settings
from reportedly.utterances.groups import Groups
from reportedly.utterances.pairs import worth_comparing
from reportedly.utterances.telling import in_order, tellings
from reportedly.utterances.told import Told, Vectors, gather_told, matrix

MOST_REASONS = 12


def find_utterances(
    records: Iterable[Record],
    cast: Cast,
    vectors: Vectors,
    copies: Sequence[Copy] = (),
    links: Sequence[Link] = (),
    *,
    settings: Settings | None = None,
) -> tuple[Utterance, ...]:
    """Put statements of many reports together that tell one act of saying, in order of the first day on which each can have been said.

    `copies` are what reposts found: a copy's words never count as first here. `links` are what people merged and split.
    `settings` are the shipped ones unless others are tried.
    """
    told = gather_told(records, cast)
    rows = matrix(told, vectors)
    known = settings or shipped_settings()
    groups = Groups(told, rows, known, worth_comparing(told, rows, known.limits))
    groups.obey(links)
    groups.join()
    origins = Origins(copies)
    made = [
        _utterance(groups, [told[n] for n in sorted(numbers)], origins, groups.why.get(group, []))
        for group, numbers in groups.members.items()
    ]
    return tuple(sorted(made, key=lambda u: (u.said or "9999", u.id)))


def _utterance(groups: Groups, some: list[Told], origins: Origins, why: list[str]) -> Utterance:
    ordered = in_order(some, origins)
    first = ordered[0].statement.id
    places = [(t.record.report.id, t.statement.start, t.statement.end) for t in ordered]
    more = [f"and {len(why) - MOST_REASONS} more joined"] if len(why) > MOST_REASONS else []
    return Utterance(
        id=hashlib.sha256(f"utterance\n{first}".encode()).hexdigest()[:12], speaker=_speaker(ordered), said=_said(ordered),
        tellings=tuple(
            Telling(t.record.report.id, t.statement.id, how)
            for t, how in zip(ordered, tellings(ordered, groups), strict=True)
        ),
        first_here=first, origins=origins.count(places), why=(*why[:MOST_REASONS], *more),
    )  # fmt: skip


def _speaker(some: list[Told]) -> str:
    """Whom most tellings name: a person before the body or state that is named for the person."""
    named = [t.identity for t in some if t.identity]
    counts = Counter(x.id for x in named)
    best = max(named, key=lambda x: (x.kind == "person", not x.is_party, counts[x.id]), default=None)
    return best.id if best else ""


def _said(some: list[Told]) -> str | None:
    """The date that most tellings give of those that leave least open."""
    dates = Counter(t.statement.said.edtf for t in some if t.statement.said.edtf and t.days.known)
    spans = {t.statement.said.edtf: t.days for t in some}

    def open_days(edtf: str) -> int:
        days = spans[edtf]
        return days.last - days.first if days.first is not None and days.last is not None else 10**6

    return min((d for d in dates if d), key=lambda d: (open_days(d) > 0, -dates[d], open_days(d), d), default=None)
