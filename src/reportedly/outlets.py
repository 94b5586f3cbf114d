"""Outlets that a sentence names beside a statement which has a source of its own: 据X报道，Y说…; Y said …, X reported; X со ссылкой на Y."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from reportedly.lang import words
from reportedly.model import Relay, Report, Span, Statement

_WORD = re.compile(r"\w")
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]+)[»”\"]")
LOOK = 300
"""Characters before or after a statement in which its sentence may name an outlet."""
_HIDDEN = "\n"
"""What stands for each character of a content where outlets are looked for: no name reaches over it."""
_SOURCE = "\x01"
"""What stands for the source of the statement that outlets are looked for of: SOURCE in the patterns."""


@dataclass(frozen=True, slots=True)
class OutletWords:
    """Words of data/LANGUAGE/outlets.toml: patterns, in which the names of `parts` stand for them."""

    relaying: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    following: tuple[str, ...]
    head: str
    tail: str
    none: str
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """OutletWords, compiled."""

    relaying: tuple[str, ...]
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    following: tuple[re.Pattern[str], ...]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    none: re.Pattern[str]


@cache
def patterns(language: str) -> Patterns:
    """The patterns of a language; one that we have no words of reads as English."""
    w = words(language, "outlets", OutletWords)

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, part in w.parts.items():
            pattern = pattern.replace(name, part)
        pattern = pattern.replace("SOURCE", _SOURCE)
        return re.compile(pattern)

    before, after, following = (tuple(compiled(p) for p in some) for some in (w.before, w.after, w.following))
    head, tail, none = (re.compile(p) for p in (w.head, w.tail, w.none))
    return Patterns(w.relaying, before, after, following, head, tail, none)


@dataclass(frozen=True, slots=True)
class Sentences:
    """A report's text with the contents of its statements hidden, and where its sentences end."""

    report: Report
    bare: str
    ends: tuple[int, ...]
    w: Patterns

    @classmethod
    def of(cls, report: Report, ends: tuple[int, ...], statements: list[Statement]) -> Sentences:
        """Those of a report with its statements, in order of their contents."""
        out, at = [], 0
        for a, b in sorted((c.start, c.end) for s in statements for c in s.content):
            if b > at:
                out += [report.text[at : max(a, at)], _HIDDEN * (b - max(a, at))]
                at = b
        return cls(report, "".join(out) + report.text[at:], ends, patterns(report.language))

    def bounds(self, place: int) -> tuple[int, int]:
        """Where the sentence in which a character stands begins and ends; quotations are within one."""
        k = bisect_right(self.ends, place)
        return self.ends[k - 1] if k else 0, self.ends[k] if k < len(self.ends) else len(self.bare)

    def name(self, start: int, end: int) -> Relay | None:
        """The outlet in some words, by its name alone; None where they name none: reporters, a report."""
        text = self.report.text[start:end]
        if head := self.w.head.match(text):
            text, start = text[head.end() :], start + head.end()
        if tail := self.w.tail.search(text):
            text = text[: tail.start()]
        text = text.rstrip()
        if marks := _QUOTED.fullmatch(text):
            text, start = marks[1], start + 1
        if not _WORD.search(text) or self.w.none.fullmatch(text):
            return None
        return Relay(start, start + len(text), text)

    def beside(self, s: Statement) -> tuple[Relay, ...]:
        """The outlets that the sentence of a statement names beside its source, or that the next one says it came from."""
        if s.source is None or not s.cue:
            return ()
        start, _ = self.bounds(s.cue[0].start)
        _, end = self.bounds(s.end - 1)
        after = end + len(self.bare[end : end + LOOK]) - len(self.bare[end : end + LOOK].lstrip())
        _, stop = self.bounds(after)
        told_there = after <= s.cue[0].start < stop
        return (
            self._named(self.w.before, s, min(start, s.start), s.start)
            or self._named(self.w.after, s, s.end, end)
            or self._named((*self.w.following, *(self.w.after if told_there else ())), s, after, stop)
        )

    def _named(self, patterns: tuple[re.Pattern[str], ...], s: Statement, start: int, end: int) -> tuple[Relay, ...]:
        """The outlets that stand in a stretch of the text, from the source outwards; the statement's source stands as one mark there."""
        source = s.source
        assert source is not None
        if end - start > LOOK:
            return ()
        start = end - len(self.bare[start:end].lstrip())
        view = self.bare[start:end]
        if inside := start <= source.start and source.end <= end:
            view = view[: source.start - start] + _SOURCE + view[source.end - start :]

        def place(at: int) -> int:
            return start + at + (len(source.text) - 1 if inside and start + at > source.start else 0)

        for pattern in patterns:
            m = pattern.search(view)
            if m is None or (_SOURCE not in m[0] and _holds(place(m.start()), place(m.end()), s.cue)):
                continue  # nothing, or the outlet's own cue
            if end == s.start and _SOURCE in view[: m.start()]:
                continue  # what stands between a source and its words is told of another
            places = [m.span(group) for group in ("later", "outlet") if m.groupdict().get(group)]
            found = [self.name(place(a), place(b)) for a, b in places if _SOURCE not in view[a:b]]
            return tuple(r for r in found if r is not None)
        return ()


def _holds(start: int, end: int, cue: tuple[Span, ...]) -> bool:
    """Whether all of a cue touches a stretch."""
    return all(c.start < end and start < c.end for c in cue)
