"""The desk: what came in last, which points are lively, and where a report is given to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportedly.model import Point
from reportedly.store import ALL, Counts, Entry, Facets, Filter, Store
from reportedly.web.asked import Asked, Table
from reportedly.web.jobs import Job

_NEWEST = 14
_LIVELY = 8


@dataclass(frozen=True, slots=True)
class Lively:
    """A point with how much is said on it."""

    id: str
    wording: str
    parties: int
    utterances: int
    changes: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What the desk knows."""

    template: ClassVar[str] = "desk.html"
    counts: Counts
    newest: tuple[Entry, ...]
    lively: tuple[Lively, ...]
    facets: Facets
    jobs: tuple[Job, ...]
    offset: int = 0
    wanted: Filter = ALL

    def table(self) -> Table:
        """One row a report."""
        head = ("key", "id", "published", "outlet", "language", "title", "statements", "url")
        return Table(head, ((e.key, e.id, e.published, e.outlet, e.language, e.title, e.statements, e.url) for e in self.newest))


def desk_page(asked: Asked) -> DeskPage:
    """The desk; `from` in the query turns the list of reports over."""
    offset = asked.number("from")
    return DeskPage(
        asked.store.counts(), asked.store.newest(_NEWEST, offset), liveliest(asked)[:_LIVELY], facets(asked),
        asked.room.jobs.at_work(), offset,
    )  # fmt: skip


def facets(asked: Asked) -> Facets:
    """What a search can be narrowed to."""
    return asked.room.kept("facets", asked.store, Store.facets)


def points(asked: Asked) -> tuple[Point, ...]:
    """All points."""
    return asked.room.kept("points", asked.store, lambda store: store.made(Point), of=Point)


def liveliest(asked: Asked) -> tuple[Lively, ...]:
    """The points, those with most parties and utterances first."""
    language = asked.tongue
    out = [
        Lively(
            p.id, wording(p, language), len({x.party or x.actor for x in p.positions}),
            len({u for x in p.positions for u in x.utterances}), len(p.changes),
        )
        for p in points(asked)
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda x: (-min(x.parties, 2), -x.utterances, x.id)))


def wording(point: Point, tongue: str) -> str:
    """A point in the reader's language, else in the first that there is."""
    return point.wording.get(tongue) or next(iter(point.wording.values()), point.id)
