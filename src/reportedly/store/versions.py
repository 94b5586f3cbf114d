"""Two versions of a page, statement by statement: what stayed, what changed, what is gone, what is new, by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportedly.model import Record, Statement
from reportedly.statements import letters

Fate = Literal["unchanged", "changed", "gone", "new"]
_ALIKE = 0.5
_PAIR = 2
_COMMON = 40
"""A pair of letters that more statements have than this tells none of them apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one statement; `what` names the parts that read otherwise: content, source, cue, said, act, polarity."""

    fate: Fate
    before: Statement | None
    after: Statement | None
    what: tuple[str, ...] = ()


def compare(before: Record, after: Record) -> tuple[Difference, ...]:
    """What became of every statement: in the order of the later version, what is gone where it stood in the earlier."""
    old, new = before.statements, after.statements
    partner = _same_words(old, new)
    partner |= _alike(old, new, _left(old, partner), [n for n in range(len(new)) if n not in partner])
    gone = iter(_left(old, partner))
    out: list[Difference] = []
    waiting = next(gone, None)
    for n, s in enumerate(new):
        while waiting is not None and n in partner and waiting < partner[n]:
            out.append(Difference("gone", old[waiting], None))
            waiting = next(gone, None)
        out.append(_pair(old[partner[n]], s) if n in partner else Difference("new", None, s))
    while waiting is not None:
        out.append(Difference("gone", old[waiting], None))
        waiting = next(gone, None)
    return tuple(out)


def _left(old: tuple[Statement, ...], partner: dict[int, int]) -> list[int]:
    """The places of the earlier statements that have no partner."""
    taken = set(partner.values())
    return [n for n in range(len(old)) if n not in taken]


def _pair(a: Statement, b: Statement) -> Difference:
    parts = (
        ("content", _words(a), _words(b)), ("source", _of(a.source), _of(b.source)), ("cue", _cue(a), _cue(b)),
        ("said", a.said.edtf or "", b.said.edtf or ""), ("act", a.act, b.act), ("polarity", a.polarity, b.polarity),
    )  # fmt: skip
    what = tuple(name for name, x, y in parts if x != y)
    return Difference("changed" if what else "unchanged", a, b, what)


def _words(s: Statement) -> str:
    return letters(*(x.text for x in s.content))


def _of(source: object) -> str:
    return letters(getattr(source, "text", ""))


def _cue(s: Statement) -> str:
    return letters(*(x.text for x in s.cue))


def _same_words(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> dict[int, int]:
    """Statements of the same letters, the same source before another, in order; by their place in the new version."""
    out: dict[int, int] = {}
    for with_source in (True, False):
        taken = set(out.values())
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, s in enumerate(old):
            if n not in taken:
                places[_words(s), _of(s.source) if with_source else ""].append(n)
        for n, s in enumerate(new):
            same = places.get((_words(s), _of(s.source) if with_source else ""))
            if n not in out and same:
                out[n] = same.pop(0)
    return out


def _alike(old: tuple[Statement, ...], new: tuple[Statement, ...], left: list[int], right: list[int]) -> dict[int, int]:
    """Pair statements that share at least half of their pairs of letters, the likest first."""
    grams = {n: _grams(_words(old[n])) for n in left}
    having: dict[str, list[int]] = defaultdict(list)
    for n, counted in grams.items():
        for gram in counted:
            having[gram].append(n)
    scored = sorted(_scored(new, right, grams, having), key=lambda x: (-x[0], x[1], x[2]))
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in scored:
        if n not in out and m not in taken:
            out[n] = m
            taken.add(m)
    return out


def _scored(
    new: tuple[Statement, ...], right: list[int], grams: dict[int, Counter[str]], having: dict[str, list[int]]
) -> Iterator[tuple[float, int, int]]:
    for n in right:
        mine = _grams(_words(new[n]))
        for m in {m for gram in mine if len(having.get(gram, ())) <= _COMMON for m in having.get(gram, ())}:
            share = 2 * (mine & grams[m]).total() / (mine.total() + grams[m].total() or 1)
            if share >= _ALIKE:
                yield share, n, m


def _grams(said: str) -> Counter[str]:
    return Counter(said[i : i + _PAIR] for i in range(len(said) - _PAIR + 1)) or Counter([said])
