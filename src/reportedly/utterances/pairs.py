"""Which statements are worth comparing: those near in words, and those of one speaker at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from reportedly.utterances.evidence import Limits
from reportedly.utterances.told import Floats, Told

CHUNK = 1024
"""Rows of the matrix that are multiplied at once."""
Pair = tuple[int, int]


def worth_comparing(told: Sequence[Told], rows: Floats, limits: Limits) -> list[Pair]:
    """Pairs of statements, each once, in order."""
    found = set(_near_in_words(told, rows, limits))
    found.update(_of_one_speaker(told, limits))
    return sorted(found)


def _near_in_words(told: Sequence[Told], rows: Floats, limits: Limits) -> Iterator[Pair]:
    """For each statement those of other reports that are nearest."""
    reports = np.array([id(t.record) for t in told])
    for start in range(0, len(rows), CHUNK):
        near = rows[start : start + CHUNK] @ rows.T
        near[reports[start : start + CHUNK, None] == reports[None, :]] = -1
        most = min(limits.neighbours, near.shape[1] - 1)
        if most < 1:
            return
        best = np.argpartition(-near, most - 1, axis=1)[:, :most]
        for i, places in enumerate(best):
            for j in places[near[i, places] >= limits.nearest]:
                yield min(start + i, int(j)), max(start + i, int(j))


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
