"""The numbers that are given on a point, side by side, and which of them can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.model import Figure, Quantity
from reportedly.numbers import unit_id
from reportedly.points.sayings import Told

Kind = tuple[str, str]
"""What figures must share to be compared: the unit in any language, and the stage."""


def figures(told: Iterable[Told]) -> tuple[Figure, ...]:
    """Every figure once an act of saying, those of one unit and stage together; comparable where two acts of saying give one."""
    by_kind: dict[Kind, dict[tuple[str, float | None, float | None], Figure]] = defaultdict(dict)
    for t in told:
        for q in t.statement.quantities:
            key = (t.utterance, q.low, q.high)
            by_kind[kind_of(t, q)].setdefault(
                key, Figure(t.utterance, q.low, q.high, q.bound, q.unit, q.of, q.stage, statement=t.statement.id)
            )
    return tuple(_compared(f, some) for kind, found in sorted(by_kind.items()) for some in [list(found.values())] for f in some)


def kind_of(t: Told, q: Quantity) -> Kind:
    """What a figure must share with another to be compared."""
    return (unit_id(q.unit, t.language) if q.unit else q.of or ""), q.stage or ""


def _compared(figure: Figure, some: Sequence[Figure]) -> Figure:
    alone = len({f.utterance for f in some}) < 2 or not figure.unit
    return replace(figure, comparable=not alone)


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two figures cannot both hold."""
    low, high = (max, min)
    lows = [x for x in (one.low, other.low) if x is not None]
    highs = [x for x in (one.high, other.high) if x is not None]
    return bool(lows and highs) and low(lows) > high(highs)
