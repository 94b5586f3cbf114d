"""Counting origins instead of pages: words that one report repeats from another have that one's origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.model import Copy

_DEEPEST = 32
Place = tuple[str, int, int]
"""A report's id, and the start and end of some of its words."""


@dataclass(slots=True)
class Origins:
    """Where words that stand in a report come from, by the copies that were found."""

    copies: Sequence[Copy]
    _by_report: dict[str, list[Copy]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_report = {}
        for copy in self.copies:
            self._by_report.setdefault(copy.report, []).append(copy)

    def of(self, report: str, start: int, end: int) -> str:
        """The id of the report that some words come from: the report itself where it does not repeat them from another."""
        place = (report, start, end)
        for _ in range(_DEEPEST):
            there = self._there(place)
            if there is None or there[0] == place[0]:
                break
            place = there
        return place[0]

    def of_report(self, report: str) -> str:
        """The id of the report that another is a copy of: itself where it is none."""
        for _ in range(_DEEPEST):
            whole = next((c for c in self._by_report.get(report, ()) if c.kind == "copy"), None)
            if whole is None or whole.of[0] == report:
                break
            report = whole.of[0]
        return report

    def count(self, places: Iterable[Place]) -> int:
        """How many origins some words in several reports have."""
        return len({self.of(*place) for place in places})

    def _there(self, place: Place) -> Place | None:
        """Where the same words stand in a report that this one repeats: where more than half of them lie in an aligned span."""
        report, start, end = place
        for copy in self._by_report.get(report, ()):
            for (a, b, c, d), n in zip(copy.aligned, copy.aligned_of or (0,) * len(copy.aligned), strict=True):
                shared = min(b, end) - max(a, start)
                if shared > 0 and 2 * shared > end - start:
                    return copy.of[n], max(c, min(d, c + start - a)), max(c, min(d, c + end - a))
        return None
