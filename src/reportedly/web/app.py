"""The room as an ASGI application: which address is which page."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import ClassVar

import anyio
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from reportedly.errors import RecordError, ReportedlyError, StoreError
from reportedly.intake import MAX_BYTES
from reportedly.web.asked import PAGES_AT_ONCE, Missing, answered, entry_of, in_thread, routes
from reportedly.web.deciding import Decided, Wish, decide
from reportedly.web.desk import desk_page
from reportedly.web.drafts import draft_of, draft_page
from reportedly.web.finding import find_page
from reportedly.web.guard import Guard, TooLarge
from reportedly.web.health import health_page
from reportedly.web.jobs import Busy
from reportedly.web.points import dossier_to_save, point_page, points_page
from reportedly.web.reading import MOST_FILES, inputs_of, reading_page
from reportedly.web.reports import panel_page, report_page
from reportedly.web.review import log_page, review_page
from reportedly.web.room import Room
from reportedly.web.speakers import speaker_page, speakers_page
from reportedly.web.statements import statement_page
from reportedly.web.versions import compare_page

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, in words."""

    template: ClassVar[str] = "error.html"
    status: int
    why: str


def make_app(room: Room) -> ASGIApp:
    """The room over one file, behind its guard."""

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        app.state.limiter = anyio.CapacityLimiter(PAGES_AT_ONCE)
        room.lining.soon()
        yield
        room.close()

    app = Starlette(routes=_routes(), lifespan=life, exception_handlers={
        ReportedlyError: _told, HTTPException: _told, TooLarge: _told, MultiPartException: _told,
    })  # fmt: skip
    app.state.room = room
    return Guard(app, room.port)


def _routes() -> list[Route]:
    return [
        *routes("/", desk_page, table=True),
        *routes("/find", find_page, table=True),
        *routes("/speakers", speakers_page, table=True),
        *routes("/speaker", speaker_page, table=True),
        *routes("/points", points_page, table=True),
        Route("/points/{point}/dossier", _dossier, methods=["GET"]),
        Route("/points/{point}/dossier.md", _dossier, methods=["GET"]),
        *routes("/points/{point}", point_page, table=True),
        *routes("/review", review_page, table=True),
        *routes("/log", log_page, table=True),
        *routes("/statements/{statement}", statement_page),
        *routes("/reports/{report}/against/{other}", compare_page, table=True),
        Route("/reports/{report}/panel", _panel, methods=["GET"]),
        Route("/reports/{report}/judge", _judge, methods=["POST"]),
        *routes("/reports/{report}", report_page, table=True),
        Route("/read", _read, methods=["POST"]),
        Route("/draft", _draft, methods=["POST"]),
        *routes("/draft/{draft}", draft_page, table=True),
        *routes("/draft", draft_page),
        Route("/line-up", _line_up, methods=["POST"]),
        *routes("/reading/{job}", reading_page),
        *routes("/health", health_page),
        Route("/static/{name}", _static, methods=["GET"]),
    ]


async def _dossier(request: Request) -> Response:
    return await in_thread(request, lambda: dossier_to_save(request))


async def _panel(request: Request) -> Response:
    return await in_thread(request, lambda: answered(request, panel_page))


@contextlib.asynccontextmanager
async def _posted(request: Request) -> AsyncIterator[FormData]:
    """The form that was posted, where its token is the visitor's; its files are closed at the end."""
    async with request.form(max_files=MOST_FILES, max_fields=100, max_part_size=MAX_BYTES) as form:
        room: Room = request.app.state.room
        token = form.get("token")
        if not (isinstance(token, str) and room.tokens.holds(request.scope["visitor"], token)):
            raise HTTPException(403, "the form's token is not yours: load the page again, and allow the room its cookie")
        yield form


async def _judge(request: Request) -> Response:
    async with _posted(request) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    room: Room = request.app.state.room

    def act() -> Response:
        with room.store() as store:
            entry = entry_of(store, request.path_params["report"])
            done = decide(Wish(store, entry, room.by, fields))
            room.lining.soon()
            return RedirectResponse(_back(entry.key, done, fields.get("to", "")), 303)

    return await in_thread(request, act)


def _back(report: int, done: Decided, to: str) -> str:
    """Where a reader goes on after a judgement: the queue, or the report with the statement chosen."""
    if to == "review":
        return f"/review?done={done.what}"
    chosen = f"&s={done.statement}" if done.statement else ""
    return f"/reports/{report}?done={done.what}{chosen}"


async def _read(request: Request) -> Response:
    async with _posted(request) as form:
        inputs = await inputs_of(form)
    room: Room = request.app.state.room
    job = await run_sync(room.jobs.start, inputs)
    return RedirectResponse(f"/reading/{job.id}", 303)


async def _static(request: Request) -> Response:
    body = static(request.path_params["name"])
    if body is None:
        raise HTTPException(404, "there is no such file")
    suffix = "." + request.path_params["name"].rpartition(".")[2]
    return Response(body, media_type=_TYPES[suffix], headers={"cache-control": "max-age=3600"})


async def _draft(request: Request) -> Response:
    async with _posted(request) as form:
        raw, name = await draft_of(form)
    room: Room = request.app.state.room
    draft = await run_sync(room.drafts.start, raw, name)
    return RedirectResponse(f"/draft/{draft.id}", 303)


async def _line_up(request: Request) -> Response:
    async with _posted(request):
        room: Room = request.app.state.room
        room.lining.start()
    return RedirectResponse("/points", 303)


@cache
def _statics() -> dict[str, bytes]:
    """The room's own files and the styles that it shares with self-contained pages."""
    own = resources.files("reportedly.web") / "static"
    out = {f.name: f.read_bytes() for f in own.iterdir() if f.name.endswith(tuple(_TYPES))}
    shared = resources.files("reportedly") / "templates"
    out |= {name: (shared / name).read_bytes() for name in ("sheet.css", "dossier.css")}
    return out


def static(name: str) -> bytes | None:
    """A file that pages ask for, by its very name."""
    return _statics().get(name)


async def _told(request: Request, error: Exception) -> Response:
    """Say what went wrong, in the form in which it was asked."""
    status, why = _status(error)
    if request.url.path.endswith((".json", ".csv")) or request.url.path.startswith("/static/"):
        return JSONResponse({"error": why}, status)
    try:
        return await run_sync(lambda: answered(request, lambda asked: ErrorPage(status, why), status=status))
    except StoreError:
        return PlainTextResponse(f"reportedly: {why}\n", status)


def _status(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, TooLarge):
        return 413, f"larger than {MAX_BYTES:,} bytes; a news report is not"
    if isinstance(error, MultiPartException):
        return 400, error.message
    for kind, status in ((Missing, 404), (Busy, 503), (StoreError, 503), (RecordError, 409)):
        if isinstance(error, kind):
            return status, str(error)
    return 400, str(error)
