"""Through whom: an outlet whose whole report is what another said is that statement's relay, no source of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from reportedly.model import Relay, Span, Statement

_WORD = re.compile(r"\w")
COVER = 0.7
"""Share of an outlet's content that one statement inside it must take up for the outlet to be its relay."""


def settle_relays(drafts: list[Statement], relaying: tuple[str, ...]) -> list[Statement]:
    """Turn outlets that wrap another's statement into relays, and let continuations keep the relay of their speaker.

    `drafts` are in order of their contents; `relaying` are the words in an outlet's cue that say it passes something on.
    """
    starts = [s.start for s in drafts]
    relays: dict[int, tuple[Relay, ...]] = {}
    wrappers: set[int] = set()
    for n, outer in enumerate(drafts):
        if outer.source is None or not any(w in c.text for c in outer.cue for w in relaying):
            continue
        k = _wrapped(drafts, n, range(bisect_left(starts, outer.start), bisect_left(starts, outer.end)))
        if k is not None:
            wrappers.add(n)
            outlet = Relay(outer.source.start, outer.source.end, outer.source.text)
            inner = relays.get(k, drafts[k].relays)
            relays[k] = tuple(dict.fromkeys((*inner, *relays.get(n, outer.relays), outlet)))
    kept = [
        replace(s, relays=relays[n], why=(*s.why, f"through {relays[n][-1].text}, whose report it is")) if n in relays else s
        for n, s in enumerate(drafts)
        if n not in wrappers
    ]
    return _reach(kept)


def _wrapped(drafts: list[Statement], n: int, among: range) -> int | None:
    """The statement of another source that takes up nearly all of a statement's content."""
    outer = drafts[n]
    best = None
    for k in among:
        s = drafts[k]
        if k == n or s.source is None or not s.cue or s.source.overlaps(outer.source or s.source):
            continue
        begin = min(x.start for x in (*s.content, *s.cue, s.source))
        if begin < outer.start - 1 or s.end > outer.end + 2 or _covered(outer, begin, s.end) < COVER:
            continue
        if best is None or s.end - s.start > drafts[best].end - drafts[best].start:
            best = k
    return best


def _covered(outer: Statement, begin: int, end: int) -> float:
    total = inside = 0
    for c in outer.content:
        total += len(_WORD.findall(c.text))
        a, b = max(begin, c.start), min(end, c.end)
        inside += len(_WORD.findall(c.text[a - c.start : b - c.start])) if a < b else 0
    return inside / total if total else 0.0


def _reach(statements: list[Statement]) -> list[Statement]:
    """A sentence that goes on with the same source and no cue of its own comes through the same relays."""
    out: list[Statement] = []
    through: dict[Span, tuple[Relay, ...]] = {}
    for s in statements:
        if s.source is not None and not s.relays and not s.cue and s.source in through:
            s = replace(s, relays=through[s.source])
        if s.source is not None:
            through[s.source] = s.relays
        out.append(s)
    return out
