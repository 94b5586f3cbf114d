"""Which statements are worth comparing: those near in words, and those of one speaker at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.utterances.evidence import Limits
from reportedly.utterances.told import Floats, Told

CHUNK = 1024
"""Rows of the matrix that are multiplied at once."""
CROWD = 5
"""Two statements are drawn to each other by how much nearer they are than each one's so many nearest: some are near to all."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of statements, each once, in order.

    `mutual`: each is what the other is drawn to most in its report. `retold`: and in all reports, and enough to say the same.
    """

    compared: tuple[Pair, ...]
    mutual: frozenset[Pair]
    retold: frozenset[Pair]


def worth_comparing(told: Sequence[Told], rows: Floats, limits: Limits) -> Pairs:
    """The pairs of statements that may tell one act of saying."""
    nearest = list(_nearest(told, rows, limits))
    near = {(min(i, j), max(i, j)) for i, some in enumerate(nearest) for j in some}
    crowds = [float(np.mean(rows[some[:CROWD]] @ rows[i])) if some else 0.0 for i, some in enumerate(nearest)]
    drawn = [{j: 2 * float(rows[i] @ rows[j]) - crowds[i] - crowds[j] for j in some} for i, some in enumerate(nearest)]
    first = [_first_of_each_report(told, some) for some in drawn]
    least = [max(limits.retold, max(some.values(), default=0.0) - limits.margin) for some in drawn]
    mutual = frozenset((i, j) for i, j in near if j in first[i] and i in first[j] and rows[i] @ rows[j] >= limits.translated)
    retold = frozenset((i, j) for i, j in near if j in drawn[i] and i in drawn[j] and drawn[i][j] >= max(least[i], least[j]))
    return Pairs(tuple(sorted(near.union(_of_one_speaker(told, limits)))), mutual, retold)


def _nearest(told: Sequence[Told], rows: Floats, limits: Limits) -> Iterator[list[int]]:
    """For each statement those of other reports that are nearest, the nearest first."""
    reports = np.array([id(t.record) for t in told])
    for start in range(0, len(rows), CHUNK):
        near = rows[start : start + CHUNK] @ rows.T
        near[reports[start : start + CHUNK, None] == reports[None, :]] = -1
        most = min(limits.neighbours, near.shape[1])
        best = np.argpartition(-near, most - 1, axis=1)[:, :most]
        for line, places in zip(near, best, strict=True):
            yield sorted((int(j) for j in places if line[j] >= limits.nearest), key=lambda j: (-line[j], j))


def _first_of_each_report(told: Sequence[Told], drawn: Mapping[int, float]) -> set[int]:
    """The statement of each report to which one is drawn most."""
    best: dict[int, int] = {}
    for j in sorted(drawn, key=lambda j: (-drawn[j], j)):
        best.setdefault(id(told[j].record), j)
    return set(best.values())


def _of_one_speaker(told: Sequence[Told], limits: Limits) -> Iterator[Pair]:
    """Statements of one speaker whose days overlap, the next `crowd` in order of time."""
    by_speaker: dict[str, list[Told]] = defaultdict(list)
    for t in told:
        if t.who:
            by_speaker[t.who].append(t)
    for some in by_speaker.values():
        some.sort(key=lambda t: (t.days.first or t.days.last or 0, t.n))
        for place, t in enumerate(some):
            for other in some[place + 1 : place + 1 + limits.crowd]:
                if t.days.gap(other.days) <= 0:
                    yield min(t.n, other.n), max(t.n, other.n)
