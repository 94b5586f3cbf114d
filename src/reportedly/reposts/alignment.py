"""Which words of one text stand in another: runs of the same letters, joined over small changes, longest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportedly.reposts.folding import Folded
from reportedly.reposts.winnowing import hashes_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Run = tuple[int, int, int]
"""Letters from the first place here and from the second there are the same, so many of them."""

Change = tuple[int, int, int, int]

_OFTEN = 4
"""A run of letters that stands more often than this in either text tells nothing of where it comes from."""
_MOST_RUNS = 20_000


@dataclass(frozen=True, slots=True)
class Fineness:
    """In letters: the shortest run, the widest change that a passage goes on over, the shortest passage."""

    run: int
    gap: int
    passage: int


FINE, COARSE = Fineness(6, 14, 12), Fineness(14, 40, 30)
"""For Chinese, Japanese and Korean; for alphabets."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Letters here that stand there with small changes at most; `same` says how many are unchanged. Ends are exclusive.

    Each of `changes` has start and end here, then start and end there, of letters that differ.
    """

    here: int
    here_end: int
    there: int
    there_end: int
    same: int
    changes: tuple[Change, ...] = ()

    def turned(self) -> Passage:
        """The same as the other text has it."""
        changes = tuple((c, d, a, b) for a, b, c, d in self.changes)
        return Passage(self.there, self.there_end, self.here, self.here_end, self.same, changes)


def align(here: Folded, there: Folded) -> tuple[Passage, ...]:
    """The passages that two texts share, in the order of the first; no letter of either is in two of them."""
    fine = FINE if here.dense or there.dense else COARSE
    runs = _distinct(_common_runs(here, there, fine.run), len(here), len(there), fine.run)
    return tuple(p for p in _passages(runs, here, there, fine.gap) if p.same >= fine.passage)


def _common_runs(here: Folded, there: Folded, k: int) -> list[Run]:
    """Every longest run of k letters or more that both have, but for those that either repeats over and over."""
    a, b = hashes_of(here.letters, k), hashes_of(there.letters, k)
    at, bt = _matches(a, b)
    order = np.lexsort((at, at - bt))
    at, bt = at[order], bt[order]
    if not len(at):
        return []
    breaks = (np.diff(at) != 1) | (np.diff(bt) != 1)
    begins = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    sizes = np.diff(np.concatenate((begins, [len(at)])))
    longest = np.argsort(-sizes, kind="stable")[:_MOST_RUNS]
    picked = begins[longest]
    return list(zip(at[picked].tolist(), bt[picked].tolist(), (sizes[longest] + k - 1).tolist(), strict=True))


def _matches(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """The places in both of every hash that neither has too often."""
    order = np.argsort(a, kind="stable")
    ranked = a[order]
    lo, hi = np.searchsorted(ranked, b, "left"), np.searchsorted(ranked, b, "right")
    sizes = hi - lo
    sizes[(sizes > _OFTEN) | ~_rare(b)] = 0
    bt = np.repeat(np.arange(len(b)), sizes)
    shifts = np.repeat(lo - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) if len(b) else np.zeros(0, np.int64)
    return order[np.arange(len(bt)) + shifts], bt


def _rare(hashes: npt.NDArray[np.uint64]) -> Bools:
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    rare: Bools = counts[inverse] <= _OFTEN
    return rare


def _distinct(runs: list[Run], here: int, there: int, k: int) -> list[Run]:
    """The runs, longest first, each cut back to the letters that no longer one has; in the order of the text."""
    taken_here, taken_there = np.zeros(here, np.bool_), np.zeros(there, np.bool_)
    out = []
    for a, b, n in runs:
        taken = taken_here[a : a + n] | taken_there[b : b + n]
        for start, end in _stretches(np.flatnonzero(~taken)) if taken.any() else [(0, n)]:
            if end - start >= k:
                taken_here[a + start : a + end] = taken_there[b + start : b + end] = True
                out.append((a + start, b + start, end - start))
    return sorted(out)


def _stretches(places: Ints) -> list[tuple[int, int]]:
    """Consecutive numbers as ranges."""
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    begins = np.concatenate(([0], cuts))
    ends = np.concatenate((cuts, [len(places)]))
    return [(int(places[i]), int(places[j - 1]) + 1) for i, j in zip(begins, ends, strict=True)]


def _passages(runs: list[Run], here: Folded, there: Folded, gap: int) -> list[Passage]:
    """Join runs that follow each other in both texts over small changes; furniture between them parts them."""
    out: list[Passage] = []
    for a, b, n in (piece for run in runs for piece in _unbroken(run, here, there)):
        last = out[-1] if out else None
        if (
            last is not None
            and 0 <= a - last.here_end <= gap
            and 0 <= b - last.there_end <= gap
            and here.stretches[a] == here.stretches[last.here_end - 1]
            and there.stretches[b] == there.stretches[last.there_end - 1]
        ):
            change = (last.here_end, a, last.there_end, b)
            out[-1] = Passage(last.here, a + n, last.there, b + n, last.same + n, (*last.changes, change))
        else:
            out.append(Passage(a, a + n, b, b + n, n))
    return out


def _unbroken(run: Run, here: Folded, there: Folded) -> list[Run]:
    """A run cut where something that is no part of the story stands between its letters."""
    a, b, n = run
    if here.stretches[a] == here.stretches[a + n - 1] and there.stretches[b] == there.stretches[b + n - 1]:
        return [run]
    steps = np.diff(here.stretches[a : a + n]) | np.diff(there.stretches[b : b + n])
    cuts = [0, *(np.flatnonzero(steps) + 1).tolist(), n]
    return [(a + i, b + i, j - i) for i, j in zip(cuts, cuts[1:], strict=False)]
