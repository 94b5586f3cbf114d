"""Two reports side by side: what they share, and what that makes of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportedly.model import Report
from reportedly.quotes import Quotes
from reportedly.reposts.alignment import Change, Passage, align
from reportedly.reposts.folding import U32, Folded, fold_report
from reportedly.reposts.winnowing import Fingerprints, winnow

Mask = npt.NDArray[np.bool_]
Aligned = tuple[int, int, int, int]

MOST, HALF = 0.7, 0.5
"""One report is a copy of another where so much of the one stands in the other, and so much of the other in it."""
PART = 0.6
"""It holds part of another where so much of the smaller stands in the larger."""
SURE = 0.85
"""Two reports that share so much are no two fillings of one form."""
STEADY = 40
"""Letters between two changes in a passage that was copied, not written after the same pattern."""
FEW_DENSE, FEW_SPARSE = 100, 250
"""A passage of so many letters outside quotation marks is no chance and no shared statement: somebody copied."""


@dataclass(slots=True)
class Told:
    """A report prepared for comparing."""

    report: Report
    folded: Folded
    marks: Fingerprints
    _quoted: Mask | None = field(default=None)

    @classmethod
    def of(cls, report: Report) -> Told:
        """Fold and fingerprint what a report tells."""
        folded = fold_report(report)
        return cls(report, folded, winnow(folded))

    @property
    def quoted(self) -> Mask:
        """Which of the letters stand in quotation marks: two reports may well quote the same words by themselves."""
        if self._quoted is None:
            inside = np.zeros(len(self.report.text) + 1, np.bool_)
            for quotation in Quotes.of(self.report.text).all:
                inside[quotation.open : quotation.close] = True
            self._quoted = inside[self.folded.places]
        return self._quoted

    @property
    def few(self) -> int:
        """How many unquoted letters in a row say that somebody copied."""
        return FEW_DENSE if self.folded.dense else FEW_SPARSE


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands in two reports: passages, and the share of each that they make up."""

    here: Told
    there: Told
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, here: Told, there: Told) -> Pair:
        """Align two reports."""
        return cls(here, there, align(here.folded, there.folded))

    def turned(self) -> Pair:
        """The same the other way round."""
        return Pair(self.there, self.here, tuple(sorted((p.turned() for p in self.passages), key=lambda p: p.here)))

    @property
    def same(self) -> int:
        """How many letters are the same in both."""
        return sum(p.same for p in self.passages)

    @property
    def share(self) -> float:
        """The part of the first report that stands in the second."""
        return self.same / max(1, len(self.here.folded))

    @property
    def kept(self) -> float:
        """The part of the second report that stands in the first."""
        return self.same / max(1, len(self.there.folded))

    @property
    def is_copy(self) -> bool:
        """Whether each is mostly the other."""
        return self.most >= MOST and min(self.share, self.kept) >= HALF and not self.is_formula

    @property
    def is_part(self) -> bool:
        """Whether one of them holds most of the other, or a passage of it that nobody writes twice."""
        return not self.is_formula if self.most >= PART else any(map(self._tells, self.passages))

    @property
    def most(self) -> float:
        """The larger of the two shares."""
        return max(self.share, self.kept)

    @property
    def is_formula(self) -> bool:
        """Whether they are alike only as two welcomes are: the same other name again and again, or other numbers."""
        if self.most >= SURE:
            return False
        changed = Counter(words for p in self.passages for change in p.changes if all(words := self._words(change)))
        return any(n > 1 for n in changed.values()) or any(a.isdigit() and b.isdigit() for a, b in changed)

    def _words(self, change: Change) -> tuple[str, str]:
        """The letters of a change, here and there."""
        a, b, c, d = change
        return _text(self.here.folded.letters[a:b]), _text(self.there.folded.letters[c:d])

    def _tells(self, passage: Passage) -> bool:
        """Whether a passage is too long and too little changed for chance or formula; both may have quoted the same statement."""
        unquoted = int(np.count_nonzero(~self.here.quoted[passage.here : passage.here_end]))
        return unquoted >= self.here.few and len(passage.changes) * STEADY <= unquoted

    def without(self, here: Mask, there: Mask | None = None) -> Pair:
        """The pair without the passages of which most letters are taken already, here or there."""
        kept = (
            p for p in self.passages
            if not _mostly(here[p.here : p.here_end]) and (there is None or not _mostly(there[p.there : p.there_end]))
        )  # fmt: skip
        return Pair(self.here, self.there, tuple(kept))

    def spans(self) -> tuple[Aligned, ...]:
        """The passages as places in both texts: start and end here, start and end there."""
        a, b = self.here.folded.places, self.there.folded.places
        return tuple(
            (int(a[p.here]), int(a[p.here_end - 1]) + 1, int(b[p.there]), int(b[p.there_end - 1]) + 1) for p in self.passages
        )


def _mostly(taken: Mask) -> bool:
    return 2 * int(np.count_nonzero(taken)) > len(taken)


def _text(letters: U32) -> str:
    return "".join(map(chr, letters.tolist()))
