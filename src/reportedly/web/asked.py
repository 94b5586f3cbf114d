"""What a page is asked, and how it answers: as HTML, JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

import anyio
import msgspec
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reportedly.errors import RecordError, ReportedlyError, StoreError
from reportedly.interface import Tongue
from reportedly.store import Counts, Entry, Said, Store
from reportedly.web.drawing import Frame, draw
from reportedly.web.room import Room
from reportedly.web.words import CHOSEN, Manner, Spoken, asked_tongue, manner, spoken

Form = Literal["html", "json", "csv"]
Cell = str | int | float | None

PAGES_AT_ONCE = 2
"""More pages than this in the making only wait for each other."""
_YEAR_S = 31_536_000


class Missing(ReportedlyError):
    """There is no such report, statement, speaker or point here."""


class Page(Protocol):
    """What a page knows: a dataclass, drawn by the template of its name. A page with `table` is also given as CSV."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A page's rows, for CSV."""

    head: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a page: which room, what of it, in which language."""

    room: Room
    store: Store
    tongue: Tongue
    path: Mapping[str, str]
    query: Mapping[str, str]
    base: str
    """The room's own address, for links that leave it."""

    @property
    def ui(self) -> Manner:
        """The interface's words."""
        return manner(self.tongue)

    @property
    def words(self) -> Spoken:
        """The room's words."""
        return spoken(self.tongue)

    def number(self, name: str, *, most: int = 1_000_000) -> int:
        """A number of the query, nothing and nonsense read as 0."""
        text = self.query.get(name, "")
        return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def counts(self) -> Counts:
        """How much is stored."""
        return self.room.kept("counts", self.store.revision(), self.store.counts)

    def entry(self) -> Entry:
        """The report that the path names by its key, or by the id of its text."""
        return entry_of(self.store, self.path["report"])

    def said(self, statement: str) -> Said:
        """A statement by its id."""
        try:
            return self.store.statement(statement)
        except StoreError as error:
            raise Missing(str(error)) from error


def entry_of(store: Store, name: str) -> Entry:
    """A report by its key, or by the id of its text; raises Missing where there is none."""
    try:
        return store.entry(int(name) if name.isascii() and name.isdigit() and len(name) < 12 else name)
    except StoreError as error:
        raise Missing(str(error)) from error


Make = Callable[[Asked], Page]


def routes(path: str, make: Make, *, table: bool = False) -> list[Route]:
    """A page at its address, and the same with .json and, where it is a table, .csv behind it."""
    stem = "/index" if path == "/" else path
    out = [Route(f"{stem}.json", _endpoint(make, "json"), methods=["GET"])]
    if table:
        out.append(Route(f"{stem}.csv", _endpoint(make, "csv"), methods=["GET"]))
    return [*out, Route(path, _endpoint(make, "html"), methods=["GET"])]


def _endpoint(make: Make, form: Form) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        return await in_thread(request, lambda: answered(request, make, form))

    return endpoint


async def in_thread(request: Request, do: Callable[[], Response]) -> Response:
    """Do what takes a while outside the event loop, a few at once."""
    limiter: anyio.CapacityLimiter = request.app.state.limiter
    return await run_sync(do, limiter=limiter)


@contextmanager
def asked_of(request: Request) -> Iterator[Asked]:
    """What a request asks, with a store to answer it from."""
    room: Room = request.app.state.room
    with room.store() as store:
        base = str(request.base_url).rstrip("/")
        yield Asked(room, store, asked_tongue(request), dict(request.path_params), dict(request.query_params), base)


def answered(request: Request, make: Make, form: Form = "html", status: int = 200) -> Response:
    """Make a page and give it in the form that is wanted."""
    tongue = asked_tongue(request)
    with asked_of(request) as asked:
        page = make(asked)
        if form == "json":
            return Response(_json(page), status, media_type="application/json; charset=utf-8")
        if form == "csv":
            return _csv(page, request.url.path)
        body = draw(page, framed(request, tongue))
    response = Response(body, status, media_type="text/html; charset=utf-8")
    if request.query_params.get("interface") == tongue:
        response.set_cookie(CHOSEN, tongue, max_age=_YEAR_S, samesite="strict", httponly=True)
    return response


def framed(request: Request, tongue: Tongue) -> Frame:
    """What every page's surroundings are drawn from."""
    room: Room = request.app.state.room
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("interface", "done")]
    return Frame(
        tongue=tongue, ui=manner(tongue), w=spoken(tongue), path=request.url.path, query=tuple(query), by=room.by,
        token=room.tokens.of(request.scope["visitor"]), done=request.query_params.get("done", ""),
        reading=len(room.jobs.at_work()),
    )  # fmt: skip


def _json(page: Page) -> bytes:
    """A page's own account of itself where it has one, else its fields."""
    public = getattr(page, "public", None)
    return msgspec.json.encode(public() if public else page)


def _csv(page: Page, path: str) -> Response:
    table = getattr(page, "table", None)
    if table is None:
        raise RecordError(f"{path}: is no table")
    made: Table = table()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(made.head)
    writer.writerows([_inert(cell) for cell in row] for row in made.rows)
    name = path.strip("/").replace("/", "-")
    headers = {"content-disposition": f'attachment; filename="{name}"'} if name.isascii() and '"' not in name else {}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
