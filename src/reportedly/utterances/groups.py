"""Statements put into groups, the surest pairs first, while all of two groups agree on average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.joining import Joining
from reportedly.judgements import Link
from reportedly.utterances.evidence import Nearness, Settings, nats, reason
from reportedly.utterances.pairs import Pairs
from reportedly.utterances.told import Floats, Told

MOST = 16
"""Statements of a group that are looked at when two groups are compared."""


@dataclass(slots=True)
class Groups(Joining):
    """Groups of statements, at first each alone."""

    told: Sequence[Told]
    rows: Floats
    settings: Settings
    pairs: Pairs

    def __post_init__(self) -> None:
        self.begin(len(self.told))

    def obey(self, links: Sequence[Link]) -> None:
        """Do what people said about the utterances of two statements."""
        self.follow(links, "utterance", {t.statement.id: t.n for t in self.told})

    def join(self) -> None:
        """Join what belongs together, the surest pairs first."""
        weighed = ((self._nats(a, b), a, b) for a, b in self.pairs.compared)
        limit = self.settings.limits.join
        for _, a, b in sorted((x for x in weighed if x[0] > limit), key=lambda x: (-x[0], x[1], x[2])):
            if self.group[a] != self.group[b] and not self.parted(a, b) and self._mean(a, b) > limit:
                self.merge(a, b, self._reason(a, b))

    def _nats(self, a: int, b: int) -> float:
        return nats(self.told[a], self.told[b], self.nearness(a, b), self.settings.weights)

    def nearness(self, a: int, b: int) -> Nearness:
        """How near the words of two statements are."""
        pair = (min(a, b), max(a, b))
        return Nearness(float(self.rows[a] @ self.rows[b]), pair in self.pairs.mutual, pair in self.pairs.retold)

    def _reason(self, a: int, b: int) -> str:
        one, other = self.told[a], self.told[b]
        said = reason(one, other, self.nearness(a, b), self.settings.weights)
        return f"{one.statement.id} and {other.statement.id}: {said}"

    def _mean(self, a: int, b: int) -> float:
        one, other = (self.members[self.group[x]][:MOST] for x in (a, b))
        return sum(self._nats(x, y) for x in one for y in other) / (len(one) * len(other))
