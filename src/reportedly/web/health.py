"""Whether all is well: what is stored, what is being read, what is older than the reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from reportedly import __version__
from reportedly.model import Copy, Point, Utterance
from reportedly.store import Counts
from reportedly.web.asked import Asked


@dataclass(frozen=True, slots=True)
class HealthPage:
    """What the page of the room's health knows.

    `stale` names what the worker is to make anew; `speakers_known` says whether it is known yet who is who over all reports.
    """

    template: ClassVar[str] = "health.html"
    status: Literal["ok"]
    version: str
    database: str
    bytes: int
    counts: Counts
    reading: int
    lining_up: bool
    speakers_known: bool
    stale: tuple[str, ...]
    trouble: str


def health_page(asked: Asked) -> HealthPage:
    """How the room is; an answer at all says that the file can be read."""
    store, room = asked.store, asked.room
    old = (("copies", store.stale(Copy)), ("utterances", store.stale(Utterance)), ("points", store.stale(Point)))
    waiting = sum(len(job.items) - job.finished for job in room.jobs.at_work())
    return HealthPage(
        "ok", __version__, str(room.db), room.db.stat().st_size, asked.counts(), waiting, room.lining.at_work, room.lining.cast is not None,
        tuple(name for name, stale in old if stale),        room.lining.trouble,
    )  # fmt: skip
