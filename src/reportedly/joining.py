"""Numbered things put into groups, pair by pair; what people split never comes together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportedly.judgements import Link

Pair = tuple[int, int]


@dataclass(slots=True)
class Joining:
    """Groups of numbers, at first each alone: the group of each, the members of each group, and why they were joined."""

    group: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    why: dict[int, list[str]] = field(init=False)
    never: set[Pair] = field(init=False)

    def begin(self, count: int) -> None:
        """Put each of so many numbers into a group of its own."""
        self.group = list(range(count))
        self.members = {n: [n] for n in self.group}
        self.why = defaultdict(list)
        self.never = set()

    def follow(self, links: Iterable[Link], what: str, where: Mapping[str, int]) -> None:
        """Do what people said about two statements, one's `what` and the other's; `where` has each statement's number."""
        for link in links:
            if link.field == what and link.one in where and link.other in where:
                a, b = where[link.one], where[link.other]
                if link.same:
                    self.merge(a, b, f"merged by {link.judgement.by}")
                else:
                    self.never.add((min(a, b), max(a, b)))

    def parted(self, a: int, b: int) -> bool:
        """Whether people split some member of one's group from some of the other's."""
        if not self.never:
            return False
        one, other = (self.members[self.group[x]] for x in (a, b))
        return any((min(x, y), max(x, y)) in self.never for x in one for y in other)

    def merge(self, a: int, b: int, why: str) -> None:
        """Make one group of the groups of two."""
        one, other = sorted((self.group[a], self.group[b]))
        if one == other:
            return
        for n in self.members[other]:
            self.group[n] = one
        self.members[one] += self.members.pop(other)
        self.why[one] += [*self.why.pop(other, []), why]
