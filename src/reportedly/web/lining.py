"""Lining up in the background: copies, utterances and points are made anew in a process of its own, so that no page waits for it."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer

from reportedly.actors import Cast
from reportedly.errors import ReportedlyError
from reportedly.store import open_store
from reportedly.web.jobs import settle_down


@dataclass(slots=True)
class Lining:
    """Makes anew what is older than the reports and judgements, one making at a time."""

    db: Path
    quiet_s: float = 3.0
    """So long nothing more is to come in before the making begins: who walks through a report judges every few seconds."""
    trouble: str = ""
    cast: Cast | None = None
    """Who is who over all reports, once that is known."""
    _timer: Timer | None = None
    _pool: ProcessPoolExecutor | None = None
    _running: bool = False
    _again: bool = False
    _closed: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def at_work(self) -> bool:
        """Whether something is being made."""
        return self._running

    def soon(self) -> None:
        """Have it made once nothing came in for a while."""
        with self._lock:
            if self._closed:
                return
            if self._timer:
                self._timer.cancel()
            self._timer = Timer(self.quiet_s, self.start)
            self._timer.daemon = True
            self._timer.start()

    def start(self) -> None:
        """Have it made now; where it is being made already, once more after that."""
        with self._lock:
            if self._closed or self._running:
                self._again = self._running
                return
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=settle_down)
            self._running = True
            future = self._pool.submit(line_up, str(self.db))
        future.add_done_callback(self._ended)

    def close(self) -> None:
        """Let go of the worker."""
        with self._lock:
            self._closed = True
            if self._timer:
                self._timer.cancel()
            if self._pool:
                self._pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, future: Future[Cast]) -> None:
        trouble = ""
        try:
            self.cast = future.result()
        except BrokenProcessPool:
            trouble, self._pool = "the worker broke off; it is tried again after the next report or judgement", None
        except (ReportedlyError, CancelledError) as error:
            trouble = str(error)
        except Exception as error:  # whatever the reports did to their making is told on the health page; the room goes on
            trouble = f"{type(error).__name__}: {error}"
        with self._lock:
            self.trouble, self._running = trouble, False
            again, self._again = self._again, False
        if again:
            self.start()


def line_up(db: str) -> Cast:
    """Make anew what is stale, and say who is who: what the worker does."""
    from reportedly.gathering import gather  # numpy and the parser's weights, which pages do not need

    with open_store(db) as store:
        return gather(store).cast
