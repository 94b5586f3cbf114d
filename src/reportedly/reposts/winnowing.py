"""Winnowed fingerprints of folded texts, and the index that says which reports share some.

After Schleimer, Wilkerson and Aiken, "Winnowing" (SIGMOD 2003): of every window of hashes the smallest is kept, so that any run
of window + k - 1 letters that two texts share gives them a fingerprint in common, wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportedly.reposts.folding import I32, Folded

U64 = npt.NDArray[np.uint64]

_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Grain:
    """How fine fingerprints are: letters a hash, hashes a window."""

    k: int
    window: int


DENSE, SPARSE = Grain(8, 12), Grain(25, 30)
"""For Chinese, Japanese and Korean; for alphabets."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of one text: hashes, and the place of each among the folded letters."""

    hashes: U64
    places: I32

    def __len__(self) -> int:
        return len(self.hashes)


def hashes_of(letters: npt.NDArray[np.uint32], k: int) -> U64:
    """The hash of every run of k letters."""
    n = len(letters) - k + 1
    if n <= 0:
        return np.zeros(0, np.uint64)
    wide = letters.astype(np.uint64) * _MIX
    out = np.zeros(n, np.uint64)
    for i in range(k):
        out = out * _BASE + wide[i : i + n]
    return _mixed(out)


def _mixed(values: U64) -> U64:
    values = (values ^ (values >> _SHIFT)) * _MIX
    return values ^ (values >> _SHIFT)


def winnow(folded: Folded, grain: Grain | None = None) -> Fingerprints:
    """The fingerprints of a text; of one too short for two windows every hash is kept."""
    grain = grain or (DENSE if folded.dense else SPARSE)
    hashes = hashes_of(folded.letters, grain.k)
    if len(hashes) < 2 * grain.window:
        return Fingerprints(hashes, np.arange(len(hashes), dtype=np.int32))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, grain.window)
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return Fingerprints(hashes[kept], kept.astype(np.int32))


@dataclass(slots=True)
class _Level:
    hashes: U64
    owners: I32


@dataclass(slots=True)
class Index:
    """Which owners have a fingerprint. Adding one costs the logarithm of what is there: levels of doubling size are merged."""

    levels: list[_Level] = field(default_factory=list)

    def add(self, owner: int, hashes: U64) -> None:
        """Say that an owner has these fingerprints."""
        new = np.unique(hashes)
        level = _Level(new, np.full(len(new), owner, np.int32))
        while self.levels and len(self.levels[-1].hashes) < 2 * len(level.hashes):
            level = _merged(self.levels.pop(), level)
        self.levels.append(level)

    def shared(self, hashes: U64, most: int) -> dict[int, int]:
        """How many of these fingerprints each owner has; one that more than `most` owners have counts for none."""
        wanted = np.unique(hashes)
        found = [(lo, hi) for level in self.levels for lo, hi in [_range(level.hashes, wanted)]]
        if not found:
            return {}
        usual = sum((hi - lo for lo, hi in found), np.zeros(len(wanted), np.int64)) <= most
        owners = [_gather(level.owners, lo[usual], hi[usual]) for level, (lo, hi) in zip(self.levels, found, strict=True)]
        names, counts = np.unique(np.concatenate(owners), return_counts=True)
        return dict(zip(names.tolist(), counts.tolist(), strict=True))


def _range(hashes: U64, wanted: U64) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    return np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")


def _gather(owners: I32, lo: npt.NDArray[np.intp], hi: npt.NDArray[np.intp]) -> I32:
    """The owners in some ranges, one after the other."""
    sizes = hi - lo
    if not sizes.sum():
        return np.zeros(0, np.int32)
    shifts = np.repeat(lo - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    gathered: I32 = owners[np.arange(sizes.sum()) + shifts]
    return gathered


def _merged(a: _Level, b: _Level) -> _Level:
    hashes = np.concatenate((a.hashes, b.hashes))
    order = np.argsort(hashes, kind="stable")
    return _Level(hashes[order], np.concatenate((a.owners, b.owners))[order])
