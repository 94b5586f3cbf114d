"""Where one speaker says other than before: another position, or another figure for the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportedly.model import Change, Quantity, Stance
from reportedly.points.figures import Kind, differ, kind_of
from reportedly.points.sayings import Saying
from reportedly.points.stances import Held

SIDE: dict[Stance, int] = {"asserts": 1, "asserts-hedged": 1, "presupposes": 1, "denies": -1, "neither-confirms-nor-denies": 0}
"""Where a stance stands; the others take none."""


def turns(held: Sequence[Held]) -> tuple[Change, ...]:
    """Changes of position and of figures, in order of time, each once."""
    by_actor: dict[str, list[Held]] = defaultdict(list)
    for h in held:
        by_actor[h.saying.actor].append(h)
    found = [c for some in by_actor.values() for c in (*_positions(some), *_figures([h.saying for h in some]))]
    return tuple(dict.fromkeys(found))


def _positions(some: Sequence[Held]) -> Iterator[Change]:
    before: Held | None = None
    for h in some:
        if h.stance in SIDE:
            if before and SIDE[before.stance] != SIDE[h.stance] and before.saying.day < h.saying.day:
                yield Change(h.saying.actor, before.saying.id, h.saying.id)
            before = h


def _figures(some: Sequence[Saying]) -> Iterator[Change]:
    last: dict[Kind, tuple[Saying, Quantity]] = {}
    for s in some:
        given: dict[Kind, tuple[Saying, Quantity]] = {}
        for t in s.told:
            for q in t.statement.quantities:
                kind = kind_of(t, q)
                if q.unit and kind in last and last[kind][0].day < s.day and differ(last[kind][1], q):
                    yield Change(s.actor, last[kind][0].id, s.id)
                given[kind] = (s, q)
        last |= given
