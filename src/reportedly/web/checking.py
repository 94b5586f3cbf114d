"""Checking drafts in the background: their quotations are held against the stored pages in a process of its own."""

from __future__ import annotations

import multiprocessing
import secrets
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from reportedly.errors import ReportedlyError
from reportedly.store import open_store
from reportedly.web.jobs import settle_down

if TYPE_CHECKING:
    from reportedly.check import Checked

_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was given to be checked, and what came of it."""

    id: str
    text: str = ""
    state: Literal["waiting", "done", "failed"] = "waiting"
    checked: tuple[Checked, ...] = ()
    why: str = ""


@dataclass(slots=True)
class Drafts:
    """What is being checked, and what was checked lately. Drafts are kept in memory only, and gone when the room closes."""

    db: Path
    _known: OrderedDict[str, Draft] = field(default_factory=OrderedDict)
    _pool: ProcessPoolExecutor | None = None
    _lock: Lock = field(default_factory=Lock)

    def start(self, raw: bytes, name: str) -> Draft:
        """Have a draft checked."""
        draft = Draft(secrets.token_urlsafe(9))
        with self._lock:
            self._known[draft.id] = draft
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=settle_down)
            future = self._pool.submit(check_draft, str(self.db), raw, name)
        future.add_done_callback(partial(self._ended, draft.id))
        return draft

    def get(self, draft: str) -> Draft | None:
        """A draft by its id; None where it is not known, or no longer."""
        return self._known.get(draft)

    def close(self) -> None:
        """Let go of the worker."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, draft: str, future: Future[Draft]) -> None:
        try:
            done = future.result()
        except BrokenProcessPool:
            self._pool, done = (
                None,
                Draft(draft, state="failed", why="the worker broke off at this draft; the room goes on without it"),
            )
        except (Exception, CancelledError) as error:  # whatever a draft did to its check is told of that draft; the room goes on
            done = Draft(
                draft,
                state="failed",
                why=str(error) if isinstance(error, ReportedlyError) else f"{type(error).__name__}: {error}",
            )
        with self._lock:
            if draft in self._known:
                self._known[draft] = replace(done, id=draft)


def check_draft(db: str, raw: bytes, name: str) -> Draft:
    """Check one draft: what the worker does."""
    from reportedly.check import check  # the parser and its weights, which pages do not need
    from reportedly.intake import read_bytes

    text = read_bytes(raw, name=name).text
    with open_store(db) as store:
        return Draft("", text, "done", check(text, store))
