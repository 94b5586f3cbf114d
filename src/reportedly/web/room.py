"""What the room is: its file, who sits in it, its readers at work, and the stores that its pages are made from."""

from __future__ import annotations

import multiprocessing
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

from reportedly.store import Store, open_store
from reportedly.web.checking import Drafts
from reportedly.web.guard import Tokens
from reportedly.web.jobs import Jobs
from reportedly.web.lining import Lining

T = TypeVar("T")
_MOST_KEPT = 400


@dataclass(slots=True)
class Room:
    """One reading room over one file; `by` is who judges in it."""

    db: Path
    by: str
    port: int = 8001
    quiet_s: float = 3.0
    """How long nothing comes in before points are lined up anew."""
    tokens: Tokens = field(default_factory=Tokens)
    jobs: Jobs = field(init=False)
    lining: Lining = field(init=False)
    drafts: Drafts = field(init=False)
    _idle: queue.LifoQueue[Store] = field(default_factory=queue.LifoQueue)
    _kept: dict[str, tuple[object, object]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.db)
        self.lining = Lining(self.db, self.quiet_s)
        self.jobs = Jobs(self.db, self.lining.soon)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store for one page; stores are used again, each by one page at a time."""
        try:
            store = self._idle.get_nowait()
        except queue.Empty:
            store = open_store(self.db)
        try:
            yield store
        finally:
            self._idle.put(store)

    def kept(self, name: str, revision: object, make: Callable[[], T]) -> T:
        """What was made of the store under a name: made anew only where the revision is another by now."""
        with self._lock:
            known = self._kept.get(name)
        if known is not None and known[0] == revision:
            return known[1]  # type: ignore[return-value]  # the same name is always made by the same function
        value = make()
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = (revision, value)
            if len(self._kept) > _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return value

    def close(self) -> None:
        """Stop the readers and close the stores."""
        self.jobs.close()
        self.lining.close()
        self.drafts.close()
        for worker in multiprocessing.active_children():
            worker.terminate()
        while not self._idle.empty():
            self._idle.get_nowait().close()
