"""Whether two speakers of different reports are one: names across scripts, offices, states. A bare surname alone never is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from reportedly.actors.appearances import Appearance
from reportedly.actors.sounds import evidence, script
from reportedly.hanzi import simplified

SURE = 9.0
"""Nats of evidence that two full names are one."""
PART = -1.0
"""Nats that each part of a name must give at least: Leda and Joren are two, whatever their surname."""
LIKELY = 4.0
"""Nats that a surname must give beside one office."""
MARKED = frozenset(
    {
        "president",
        "premier",
        "minister",
        "deputy-minister",
        "spokesperson",
        "ambassador",
        "speaker",
        "governor",
        "mayor",
        "secretary-general",
        "captain",
    }
)
"""Roles that few hold at once."""
Verdict = Literal["one", "unsure", "weak", "two"]
"""weak: nothing speaks against it, and next to nothing for it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two speakers compare: the verdict, the evidence of their names in nats, and the reason in words."""

    verdict: Verdict
    nats: float
    why: str


def compare(a: Appearance, b: Appearance) -> Likeness:
    """Compare two persons of different reports."""
    nats, least, named = names_alike(a.parts, b.parts)
    shown = f"{a.name} ~ {b.name} ({nats:.1f} nats)"
    if least < PART:
        return Likeness("two", nats, f"{shown}: a part of the name differs")
    apart = _apart(a, b)
    both = a.whole and b.whole and named >= min(2, len(a.parts), len(b.parts))
    agreed = offices_agree(a, b)
    if both and nats >= SURE:
        return Likeness(
            "unsure" if apart and not agreed else "one",
            nats,
            f"{shown}: both names are full" + (f", but {apart}" if apart else ""),
        )
    if apart:
        return Likeness("two", nats, f"{shown}: {apart}")
    if nats >= LIKELY and agreed:
        return Likeness("one", nats, f"{shown}, {agreed}")
    return Likeness("unsure" if nats >= LIKELY else "weak", nats, f"{shown}: a surname, and no office that says more")


def names_alike(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, float, int]:
    """Nats that two names are one, the least that any part gives, and how many parts were compared.

    The longer name may have parts that the shorter lacks, never the surname, which stands last; two full names may stand the
    other way round (family name first), and a name of East Asia may be one part in one script and two in the other.
    """
    if not a or not b:
        return 0.0, -99.0, 0
    short, long = sorted((a, b), key=len)
    best = (-99.0, -99.0, 0)
    if len(short) == len(long):
        for order in permutations(range(len(long))) if len(long) == 2 else [tuple(range(len(long)))]:
            best = max(best, _sum([evidence(x, long[i]) for x, i in zip(short, order, strict=True)]))
    else:
        tail = long[-len(short) :]
        best = max(best, _sum([evidence(x, y) for x, y in zip(short, tail, strict=True)]))
        if len(short) == 2:
            best = max(best, _sum([evidence(short[0], long[0]), evidence(short[1], long[-1])]))
    if len(short) == 1 and len(long) == 2 and script(short[0]) in ("han", "hangul") and len(short[0]) > 1:
        joined = max(evidence(short[0], long[0] + long[1]), evidence(short[0], long[1] + long[0]))
        best = max(best, (joined, joined, 2))
    return best


def _sum(nats: list[float]) -> tuple[float, float, int]:
    return sum(nats), min(nats), len(nats)


def offices_agree(a: Appearance, b: Appearance) -> str:
    """In words, the office that two speakers share; empty where none is."""
    if a.language == b.language and not (a.party and b.party and a.party.id != b.party.id):
        words = max((_common(x, y) for x in a.offices for y in b.offices), key=len, default="")
        if len(words) >= (4 if a.language in ("zh", "ko") else 14):
            return f"both {words.strip()}"
    shared = a.roles & b.roles & MARKED or (a.roles & b.roles if a.fields & b.fields and a.party and b.party else frozenset())
    if not shared or not (a.fields & b.fields or not a.fields or not b.fields):
        return ""
    states = a.party.id if a.party and b.party and a.party.id == b.party.id else "" if a.party and b.party else "?"
    if not states:
        return ""
    fields = "/".join(sorted(a.fields & b.fields))
    return f"both {fields + ' ' if fields else ''}{sorted(shared)[0]}" + (f" of {states}" if states != "?" else "")


def _common(a: str, b: str) -> str:
    """The longest run of characters that two offices share, at their ends."""
    x, y = simplified(a), simplified(b)
    n = 0
    while n < min(len(x), len(y), 60) and x[-1 - n] == y[-1 - n]:
        n += 1
    return x[len(x) - n :]


def _apart(a: Appearance, b: Appearance) -> str:
    """In words, what keeps two speakers apart: other states, another side at home, other offices for bare surnames."""
    if a.party and b.party and a.party.id != b.party.id:
        return f"one speaks for {a.party.id}, the other for {b.party.id}"
    if a.opposition != b.opposition and (a.roles & MARKED or b.roles & MARKED):
        return "only one is of the opposition"
    one, other = a.roles & MARKED, b.roles & MARKED
    if one and other and not one & other and not (a.whole and b.whole):
        return f"one is {'/'.join(sorted(one))}, the other {'/'.join(sorted(other))}"
    if one & other and a.fields and b.fields and not a.fields & b.fields and not (a.whole and b.whole):
        return "their offices are of other fields"
    return ""
