"""What is in dispute: every party's position over time, the figures side by side, who was first, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.dossier import Dossier, Lively, Saying, Shelf, draw_page, make_dossier, markdown
from reportedly.dossier.drawing import View, view
from reportedly.dossier.words import DossierWords, dossier_words
from reportedly.errors import StoreError
from reportedly.model import Copy, Point, Record, Utterance
from reportedly.schema import to_json
from reportedly.store import Said, Store
from reportedly.web.asked import Asked, Missing, Table, asked_of
from reportedly.web.desk import lively, points

T = TypeVar("T")
_MOST = 60
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Of the self-contained dossier, whose own policy names its one style by its hash."""


@dataclass(frozen=True, slots=True)
class PointPage:
    """What the page of a point knows."""

    template: ClassVar[str] = "point.html"
    point: Point
    view: View
    words: DossierWords
    stale: bool
    lining_up: bool
    trouble: str

    def public(self) -> object:
        """The point and its dossier as the commands print them."""
        return {"point": msgspec.Raw(to_json(self.point)), "dossier": self.view.dossier, "stale": self.stale}

    def table(self) -> Table:
        """One row an act of saying in the matrix."""
        head = ("party", "position", "from", "checked", "who", "said", "words", "outlet", "statement")
        d = self.view.dossier
        return Table(head, (
            (row.name, h.position, h.since, h.checked, d.saying(c.number).who, d.saying(c.number).said, c.telling.words,
             c.telling.paper.name, c.telling.statement)
            for row in (*d.rows, *d.aside) for h in row.held for c in h.cited
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointsPage:
    """What the list of points knows."""

    template: ClassVar[str] = "points.html"
    total: int
    points: tuple[Lively, ...]
    offset: int
    stale: bool
    lining_up: bool
    trouble: str
    step: int = _MOST

    def table(self) -> Table:
        """One row a point."""
        head = ("id", "wording", "parties", "utterances", "changes")
        return Table(head, ((p.id, p.wording, p.parties, p.utterances, p.changes) for p in self.points))


def points_page(asked: Asked) -> PointsPage:
    """The points, the liveliest first; `from` in the query turns the list over."""
    found, offset, lining = lively(asked), asked.number("from"), asked.room.lining
    some = found[offset : offset + _MOST]
    return PointsPage(len(found), some, offset, asked.store.stale(Point), lining.at_work, lining.trouble)


def point_page(asked: Asked) -> PointPage:
    """The page of the point that the path names."""
    point, dossier = _wanted(asked)
    drawn = view(dossier, "p", asked.tongue, _opened)
    return PointPage(
        point, drawn, dossier_words(asked.tongue), asked.store.stale(Point), asked.room.lining.at_work, asked.room.lining.trouble
    )


def _opened(saying: Saying) -> str:
    """Where a mark of an act of saying leads to: its words in their page."""
    return f"/statements/{saying.quoted.statement}"


def dossier_to_save(request: Request) -> Response:
    """The dossier of the point that the path names, as a page of its own or as Markdown, to be printed or saved."""
    with asked_of(request) as asked:
        point, dossier = _wanted(asked)
        if request.url.path.endswith(".md"):
            return Response(markdown([dossier], asked.tongue), media_type="text/markdown; charset=utf-8")
        page = draw_page([dossier], asked.tongue)
    return Response(page, media_type="text/html; charset=utf-8", headers={"content-security-policy": _PAGE_POLICY})


def _wanted(asked: Asked) -> tuple[Point, Dossier]:
    wanted = asked.path["point"]
    point = next((p for p in points(asked) if p.id == wanted), None)
    if point is None:
        raise Missing(f"{asked.store.path}: has no point {wanted}")
    revision = (asked.store.revision(), asked.store.made_revision(Point), id(asked.room.lining.cast))
    name = f"dossier {asked.tongue} {wanted}"
    return point, asked.room.kept(name, revision, lambda: make_dossier(point, _shelf(asked), asked.tongue))


def _shelf(asked: Asked) -> Shelf:
    """Where a dossier looks things up: in the store, only what it needs."""
    store = asked.store
    copies = asked.room.kept("copies", store.made_revision(Copy), lambda: store.made(Copy))
    known = Looked(lambda id: next(iter(store.made(Utterance, member=id)), None))
    return Shelf(lambda id: said_of(store, id), known, copies, asked.room.lining.cast, Looked(lambda id: _record(store, id)))


@dataclass(frozen=True, slots=True)
class Looked(Mapping[str, T], Generic[T]):
    """A mapping that is looked up one by one, and never walked through."""

    look: Callable[[str], T | None]
    known: dict[str, T | None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> T:
        """What has the name; raises KeyError where nothing does."""
        if name not in self.known:
            self.known[name] = self.look(name)
        found = self.known[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """The names looked up so far."""
        return iter(self.known)

    def __len__(self) -> int:
        """How many names were looked up so far."""
        return len(self.known)


def utterances(asked: Asked) -> Mapping[str, Utterance]:
    """All acts of saying, by their ids."""
    store = asked.store
    return asked.room.kept("utterances", store.made_revision(Utterance), lambda: {u.id: u for u in store.made(Utterance)})


def said_of(store: Store, statement: str) -> Said | None:
    """A statement by its id; None where a report was read anew since."""
    try:
        return store.statement(statement)
    except StoreError:
        return None


def _record(store: Store, report: str) -> Record | None:
    try:
        return store.judged(report).record
    except StoreError:
        return None
