"""The desk: what came in last, which points are lively, and where a report is given to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportedly.dossier import Lively, liveliest
from reportedly.model import Point
from reportedly.store import ALL, Counts, Entry, Facets, Filter
from reportedly.web.asked import Asked, Table
from reportedly.web.jobs import Job

_NEWEST = 14
_LIVELY = 8


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
        asked.counts(), asked.store.newest(_NEWEST, offset), lively(asked)[:_LIVELY], facets(asked),
        asked.room.jobs.at_work(), offset,
    )  # fmt: skip


def facets(asked: Asked) -> Facets:
    """What a search can be narrowed to."""
    return asked.room.kept("facets", asked.store.revision(), asked.store.facets)


def points(asked: Asked) -> tuple[Point, ...]:
    """All points."""
    return asked.room.kept("points", asked.store.made_revision(Point), lambda: asked.store.made(Point))


def lively(asked: Asked) -> tuple[Lively, ...]:
    """The points, the liveliest first."""
    found = points(asked)
    return asked.room.kept(f"lively {asked.tongue}", found, lambda: liveliest(found, asked.tongue))
