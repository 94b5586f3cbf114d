"""Which reports tell one story: points of different stories are never one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from reportedly.points.sayings import Saying

SPEAKERS = 2
"""Named speakers in common that make two reports one story where they are not long apart."""
DAYS = 30
COMMON = 60
"""A speaker of more reports than this tells nothing of a story."""


def stories(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Acts of saying by story, in order: reports that share an act of saying, or two named speakers within a month, are of one."""
    root = _Roots()
    for s in sayings:
        first, *rest = dict.fromkeys(t.record.report.id for t in s.told)
        for other in rest:
            root.join(first, other)
    for one, other in _sharing_speakers(sayings):
        root.join(one, other)
    out: dict[str, list[Saying]] = defaultdict(list)
    for s in sayings:
        out[root.of(s.told[0].record.report.id)].append(s)
    return list(out.values())


def _sharing_speakers(sayings: Iterable[Saying]) -> list[tuple[str, str]]:
    """Pairs of reports, no more than a month apart, in which the same named persons or bodies speak."""
    day: dict[str, str] = {}
    heard: dict[str, dict[str, None]] = defaultdict(dict)
    for s in sayings:
        if s.identity and s.identity.kind in ("person", "organization") and not s.identity.is_party:
            for t in s.told:
                heard[s.actor].setdefault(t.record.report.id)
                day[t.record.report.id] = t.record.report.published or ""
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for reports in heard.values():
        some = sorted(reports)
        if len(some) <= COMMON:
            for n, one in enumerate(some):
                for other in some[n + 1 :]:
                    shared[one, other] += 1
    return [pair for pair, n in shared.items() if n >= SPEAKERS and _near(day[pair[0]], day[pair[1]])]


def _near(one: str, other: str) -> bool:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= DAYS
    except ValueError:
        return True


class _Roots:
    """Sets that are joined: of each member, the one that stands for its set."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def of(self, one: str) -> str:
        while (up := self._up.get(one, one)) != one:
            self._up[one] = self._up.get(up, up)
            one = up
        return one

    def join(self, a: str, b: str) -> None:
        one, other = sorted((self.of(a), self.of(b)))
        self._up[other] = one
