"""Reading in the background: a process of its own reads, so that no page waits for the parser.

One worker reads one report at a time; what waits stands in line. A page that kills its worker fails alone: the next gets a new one.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import Literal

from reportedly.cli.adding import Source, read_and_add
from reportedly.errors import ReportedlyError
from reportedly.intake.fetch import fetch
from reportedly.model import Given
from reportedly.store import Outcome, open_store

State = Literal["waiting", "reading", "done", "failed"]
_REMEMBERED = 200
_MOST_WAITING = 500


class Busy(ReportedlyError):
    """Too many reports wait to be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One report to be read: its bytes, or the address to fetch it from."""

    name: str
    raw: bytes = b""
    address: bool = False
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Item:
    """How far the reading of one report is: at the end its key in the store, or why it failed."""

    name: str
    state: State = "waiting"
    outcome: Outcome | None = None
    report: int | None = None
    title: str = ""
    statements: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Reports that were given to be read together."""

    id: str
    items: tuple[Item, ...]

    @property
    def finished(self) -> int:
        """How many of them are read, or cannot be."""
        return sum(item.state in ("done", "failed") for item in self.items)

    @property
    def over(self) -> bool:
        """Whether none of them waits any more."""
        return self.finished == len(self.items)


@dataclass(slots=True)
class Jobs:
    """What is being read, and what was read lately."""

    db: Path
    when_done: Callable[[], None] = lambda: None
    """Called when nothing waits any more."""
    _known: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _pool: ProcessPoolExecutor | None = None
    _closed: bool = False
    _lock: Lock = field(default_factory=Lock)

    def start(self, inputs: Sequence[Input]) -> Job:
        """Have some reports read, one after the other; raises Busy where too many wait already."""
        job = Job(secrets.token_urlsafe(9), tuple(Item(one.name) for one in inputs))
        with self._lock:
            if sum(len(j.items) - j.finished for j in self._known.values()) + len(inputs) > _MOST_WAITING:
                raise Busy(f"more than {_MOST_WAITING} reports wait to be read; give these later")
            self._known[job.id] = job
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        for n, one in enumerate(inputs):
            self._submit(job.id, n, one)
        return job

    def get(self, job: str) -> Job | None:
        """A job by its id; None where it is not known, or no longer."""
        return self._known.get(job)

    def at_work(self) -> tuple[Job, ...]:
        """The jobs that are not over, the newest first."""
        return tuple(job for job in reversed(list(self._known.values())) if not job.over)

    def close(self) -> None:
        """Let go of the worker; what waits is not read."""
        with self._lock:
            self._closed = True
            if self._pool:
                self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, job: str, n: int, one: Input) -> None:
        with self._lock:
            if self._closed:
                return
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=settle_down)
            pool = self._pool
            future = pool.submit(take, str(self.db), one)
        future.add_done_callback(partial(self._ended, job, n, one, pool))
        self._mark()

    def _mark(self) -> None:
        """Say of the first report in line that it is being read."""
        with self._lock:
            for job in self._known.values():
                for n, item in enumerate(job.items):
                    if item.state == "reading":
                        return
                    if item.state == "waiting":
                        self._put(job.id, n, replace(item, state="reading"))
                        return

    def _ended(self, job: str, n: int, one: Input, pool: ProcessPoolExecutor, future: Future[Item]) -> None:
        try:
            item = future.result()
        except BrokenProcessPool:
            self._broken(job, n, one, pool)
            self._next()
            return
        except (Exception, CancelledError) as error:  # whatever a page did to its reader is told of that page; the room goes on
            item = Item(one.name, "failed", why=f"{type(error).__name__}: {error}")
        with self._lock:
            self._put(job, n, item)
        self._next()

    def _next(self) -> None:
        self._mark()
        if not self.at_work() and not self._closed:
            self.when_done()

    def _broken(self, job: str, n: int, one: Input, pool: ProcessPoolExecutor) -> None:
        """The worker died: at the report that it was reading; those that waited behind it stand in line for a new one."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
            known = self._known.get(job)
            guilty = known is None or known.items[n].state == "reading"
            if guilty:
                self._put(
                    job, n, Item(one.name, "failed", why="the reader broke off at this report; the room goes on without it")
                )
        if not guilty:
            self._submit(job, n, one)

    def _put(self, job: str, n: int, item: Item) -> None:
        known = self._known.get(job)
        if known:
            self._known[job] = replace(known, items=(*known.items[:n], item, *known.items[n + 1 :]))


def settle_down() -> None:
    """A worker gives way to pages, leaves it to the room when to stop, and ends with it however that ends."""
    Thread(target=_end_with_room, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)


def _end_with_room() -> None:
    room = multiprocessing.parent_process()
    if room:
        room.join()
        os._exit(1)


def take(db: str, one: Input) -> Item:
    """Read one report and keep it: what the worker does."""
    try:
        with open_store(db) as store:
            source = _source(one)
            given = replace(one.given, url=one.given.url or source.label) if one.address else one.given
            added = read_and_add(store, source, given)
    except ReportedlyError as error:
        return Item(one.name, "failed", why=str(error))
    entry = added.entry
    return Item(one.name, "done", added.outcome, entry.key, entry.title or entry.page, entry.statements)


def _source(one: Input) -> Source:
    if one.address:
        page = fetch(one.name)
        return Source(one.name, page.url, page.raw, page.declared, page.retrieved)
    return Source(one.name, one.name or f"pasted-{sha256(one.raw).hexdigest()[:12]}", one.raw)
