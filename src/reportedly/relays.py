"""Through whom: an outlet whose whole report is what another said is that statement's relay, no source of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from reportedly.model import Relay, Report, Span, Statement
from reportedly.outlets import Sentences

_WORD = re.compile(r"\w")
COVER = 0.7
"""Share of an outlet's content that one statement inside it must take up for the outlet to be its relay."""


def settle_relays(report: Report, ends: tuple[int, ...], drafts: list[Statement]) -> list[Statement]:
    """Give each statement its relays: the parser's, outlets that wrap it or are named beside it, as far as they reach.

    `drafts` are in order of their contents; `ends` are the ends of the report's sentences.
    """
    sentences = Sentences.of(report, ends, drafts)
    named = [replace(s, relays=_names(sentences, s)) if s.relays else s for s in drafts]
    return _reach([_beside(sentences, s) for s in _unwrap(sentences, named)])


def _names(sentences: Sentences, s: Statement) -> tuple[Relay, ...]:
    """The parser's relays, by their names alone."""
    return tuple(dict.fromkeys(n for r in s.relays if (n := sentences.name(r.start, r.end)) is not None))


def _beside(sentences: Sentences, s: Statement) -> Statement:
    """A statement that the parser found no relay of, with the outlets named beside it."""
    if s.relays or not (relays := sentences.beside(s)):
        return s
    return replace(s, relays=relays, why=(*s.why, f"through {relays[-1].text}, named beside it"))


def _unwrap(sentences: Sentences, drafts: list[Statement]) -> list[Statement]:
    """Turn outlets that wrap another's statement into relays: sources with a cue that says they pass something on."""
    starts = [s.start for s in drafts]
    relays: dict[int, tuple[Relay, ...]] = {}
    wrappers: set[int] = set()
    for n, outer in enumerate(drafts):
        if outer.source is None or not any(w in c.text for c in outer.cue for w in sentences.w.relaying):
            continue
        k = _wrapped(drafts, n, range(bisect_left(starts, outer.start), bisect_left(starts, outer.end)))
        if k is not None:
            wrappers.add(n)
            source = outer.source
            outlet = sentences.name(source.start, source.end) or Relay(source.start, source.end, source.text)
            inner = relays.get(k, drafts[k].relays)
            relays[k] = tuple(dict.fromkeys((*inner, *relays.get(n, outer.relays), outlet)))
    return [
        replace(s, relays=relays[n], why=(*s.why, f"through {relays[n][-1].text}, whose report it is")) if n in relays else s
        for n, s in enumerate(drafts)
        if n not in wrappers
    ]


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
