"""Statements put into groups, the surest pairs first, while all of two groups agree on average."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.judgements import Link
from reportedly.utterances.evidence import Nearness, Settings, nats, reason
from reportedly.utterances.pairs import Pair, Pairs
from reportedly.utterances.told import Floats, Told

MOST = 16
"""Statements of a group that are looked at when two groups are compared."""


@dataclass(slots=True)
class Groups:
    """Groups of statements, at first each alone."""

    told: Sequence[Told]
    rows: Floats
    settings: Settings
    pairs: Pairs
    group: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    why: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    never: set[Pair] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.group = list(range(len(self.told)))
        self.members = {n: [n] for n in self.group}

    def obey(self, links: Sequence[Link]) -> None:
        """Do what people said about the utterances of two statements."""
        where = {t.statement.id: t.n for t in self.told}
        for link in links:
            if link.field == "utterance" and link.one in where and link.other in where:
                a, b = where[link.one], where[link.other]
                if link.same:
                    self._join(a, b, f"merged by {link.judgement.by}")
                else:
                    self.never.add((min(a, b), max(a, b)))

    def join(self) -> None:
        """Join what belongs together, the surest pairs first."""
        weighed = ((self._nats(a, b), a, b) for a, b in self.pairs.compared)
        limit = self.settings.limits.join
        for _, a, b in sorted((x for x in weighed if x[0] > limit), key=lambda x: (-x[0], x[1], x[2])):
            if self.group[a] != self.group[b] and not self._parted(a, b) and self._mean(a, b) > limit:
                self._join(a, b, self._reason(a, b))

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

    def _parted(self, a: int, b: int) -> bool:
        if not self.never:
            return False
        one, other = (self.members[self.group[x]] for x in (a, b))
        return any((min(x, y), max(x, y)) in self.never for x in one for y in other)

    def _join(self, a: int, b: int, why: str) -> None:
        one, other = sorted((self.group[a], self.group[b]))
        if one == other:
            return
        for n in self.members[other]:
            self.group[n] = one
        self.members[one] += self.members.pop(other)
        self.why[one] += [*self.why.pop(other, []), why]
