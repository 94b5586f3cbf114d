"""A statement with all that is compared of it: who, when, which numbers, what it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from reportedly.actors import Cast, Identity
from reportedly.edtf import bounds
from reportedly.model import Act, Record, Statement
from reportedly.statements import letters

Floats = npt.NDArray[np.float32]
Vectors = Mapping[str, npt.NDArray[np.float32] | npt.NDArray[np.float16]]
"""Statement id → what it says as numbers."""
FEW = 12
"""So few letters may be the same by chance."""
TELLING = 3
"""From here on a number says something of the statement that gives it."""
_APART: frozenset[Act] = frozenset(("asks", "neither-confirms-nor-denies"))
"""A question and a refusal to answer are acts of their own, whatever else was said on the occasion."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day on which something can have been said, as ordinals; None where open."""

    first: int | None = None
    last: int | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.first is not None or self.last is not None

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.first is not None and self.last is not None

    def gap(self, other: Days) -> int:
        """The days that lie between two spans; 0 or less where they overlap."""
        later = [a - b for a, b in ((self.first, other.last), (other.first, self.last)) if a is not None and b is not None]
        return max(later, default=0)


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a collection."""

    n: int
    record: Record
    statement: Statement
    identity: Identity | None
    days: Days
    numbers: frozenset[float]
    does: str
    letters: str

    @property
    def language(self) -> str:
        """The language of its report."""
        return self.record.report.language.split("-")[0]

    @property
    def who(self) -> str:
        """The speaker's id, empty where none is known."""
        return self.identity.id if self.identity else ""


def gather_told(records: Iterable[Record], cast: Cast) -> list[Told]:
    """Every statement of all records, in order."""
    out: list[Told] = []
    for record in records:
        for s in record.statements:
            out.append(Told(
                len(out), record, s, cast.of(record, s), days_of(s.said.edtf), numbers_of(s),
                s.act if s.act in _APART else "says", letters(*(x.text for x in s.content)),
            ))  # fmt: skip
    return out


def numbers_of(statement: Statement) -> frozenset[float]:
    """The numbers that a statement gives, but those that any may give: none, one, two."""
    return frozenset(n for q in statement.quantities for n in (q.low, q.high) if n is not None and n >= TELLING)


def days_of(edtf: str | None) -> Days:
    """The days that a date can mean."""
    first, last = bounds(edtf)
    return Days(*(date.fromisoformat(x).toordinal() if x else None for x in (first, last)))


def matrix(told: Iterable[Told], vectors: Vectors) -> Floats:
    """One row a statement; zeros for one that has no vector."""
    size = len(next(iter(vectors.values()))) if vectors else 1
    nothing = np.zeros(size, np.float32)
    return np.array([vectors.get(t.statement.id, nothing) for t in told], np.float32).reshape(-1, size)
