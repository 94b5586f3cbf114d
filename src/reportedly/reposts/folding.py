"""A text's letters and digits, folded so that printing habits hide no copy, each with the place that it stands at."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from reportedly.lang import words
from reportedly.model import STATED_ROLES, Block, Report

U32 = npt.NDArray[np.uint32]
I32 = npt.NDArray[np.int32]

_UNKNOWN, _TOP = 0xFFFFFFFF, 0x110000
_HANGUL = range(0xAC00, 0xD7A4)
_FIRST_CJK = 0x1100
"""Letters from here on (Hangul, kana, Chinese characters) say about three times as much as an alphabet's."""


@dataclass(frozen=True, slots=True)
class Variants:
    """data/zh/variants.toml: traditional characters and, in the same order, their simplified ones."""

    traditional: str
    simplified: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters and digits of some text, each with its place in it and the number of the stretch that it stands in."""

    letters: U32
    places: I32
    stretches: I32

    def __len__(self) -> int:
        return len(self.letters)

    @property
    def dense(self) -> bool:
        """Whether most letters are Chinese, Japanese or Korean."""
        return 2 * int(np.count_nonzero(self.letters >= _FIRST_CJK)) > len(self.letters)


def fold(text: str, stretches: Sequence[tuple[int, int]] | None = None) -> Folded:
    """Fold the letters and digits in some stretches of a text, or in all of it.

    Width, case, accents, punctuation, spaces and traditional characters make no difference; one letter stays one letter.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = _look_up(codes)
    inside = np.full(len(codes), -1, np.int32)
    for n, (start, end) in enumerate([(0, len(text))] if stretches is None else stretches):
        inside[start:end] = n
    kept = np.flatnonzero((folded != 0) & (inside >= 0))
    return Folded(folded[kept], kept.astype(np.int32), inside[kept])


def told_stretches(report: Report) -> tuple[tuple[int, int], ...]:
    """The stretches of a report in which it tells its story: sub-headlines and body, else the headline, else all of it.

    A copy is given a new headline before anything else. Blocks that only white space parts are one stretch.
    """
    for roles in (STATED_ROLES - {"headline"}, STATED_ROLES):
        blocks = [block for block in report.blocks if block.role in roles]
        if any(block.role in ("body", "headline") for block in blocks):
            return _joined(report.text, blocks)
    return ((0, len(report.text)),)


def _joined(text: str, blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for block in blocks:
        if out and not text[out[-1][1] : block.start].strip():
            out[-1] = (out[-1][0], block.end)
        else:
            out.append((block.start, block.end))
    return tuple(out)


def fold_report(report: Report) -> Folded:
    """Fold what a report tells; its headline, furniture, captions and repeats are left out."""
    return fold(report.text, told_stretches(report))


def _look_up(codes: npt.NDArray[np.uint32]) -> U32:
    table = _table()
    folded = table[codes]
    if (folded == _UNKNOWN).any():
        for code in np.unique(codes[folded == _UNKNOWN]):
            table[code] = _fold_one(int(code))
        folded = table[codes]
    return folded


@cache
def _table() -> U32:
    """What each code point folds to, 0 for nothing; filled as code points are met."""
    table = np.full(_TOP, _UNKNOWN, np.uint32)
    variants = words("zh", "variants", Variants)
    pairs = zip(variants.traditional.replace("\n", ""), variants.simplified.replace("\n", ""), strict=True)
    for traditional, simplified in pairs:
        table[ord(traditional)] = ord(simplified)
    return table


def _fold_one(code: int) -> int:
    """The first letter or digit of a character without its width, case and accents, 0 where it is none."""
    plain = unicodedata.normalize("NFKC", chr(code)).casefold()
    if not (plain and ord(plain[0]) in _HANGUL):
        plain = unicodedata.normalize("NFKD", plain)
    first = next((c for c in plain if c.isalnum()), "")
    return ord(first) if first else 0
