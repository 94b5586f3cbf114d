"""Which reports tell one story: points of different stories are never one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from reportedly.points.sayings import Saying

SHARED = 2
"""Named speakers and acts of saying in common that make two reports one story where they are not long apart."""
DAYS = 30
COMMON = 60
"""A speaker of more reports than this tells nothing of a story."""


def stories(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Acts of saying by story, in order: reports of one month that share two named speakers or acts of saying are of one."""
    root = _Roots()
    for one, other in _alike(sayings):
        root.join(one, other)
    out: dict[str, list[Saying]] = defaultdict(list)
    for s in sayings:
        found = Counter(root.of(t.record.report.id) for t in s.told)
        out[max(found, key=lambda x: (found[x], x))].append(s)
    return list(out.values())


def _alike(sayings: Iterable[Saying]) -> list[tuple[str, str]]:
    """Pairs of reports, no more than a month apart, that share named persons or bodies who speak, or acts of saying."""
    day: dict[str, str] = {}
    seen: dict[str, dict[str, None]] = defaultdict(dict)
    for s in sayings:
        named = s.identity and s.identity.kind in ("person", "organization") and not s.identity.is_party
        for t in s.told:
            seen[f"said {s.id}"].setdefault(t.record.report.id)
            if named:
                seen[f"by {s.actor}"].setdefault(t.record.report.id)
            day[t.record.report.id] = t.record.report.published or ""
    shared: Counter[tuple[str, str]] = Counter()
    for reports in seen.values():
        if len(reports) <= COMMON:
            shared.update(combinations(sorted(reports), 2))
    return [pair for pair, n in shared.items() if n >= SHARED and _near(day[pair[0]], day[pair[1]])]


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
