"""Where the marks of a drawing go: a timeline and a plot of figures, as numbers that a template writes out as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.edtf import bounds
from reportedly.model import Bound

WIDTH = 720
_MARGIN = 14
_LANE = 52
_TOP = 26
_ROW = 40
_DOT = 6.0
_STACK = 9
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Dated:
    """Something to stand on a timeline."""

    when: str
    what: str
    label: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on a timeline: a dot for a day, a bar for longer."""

    x: float
    y: float
    width: float
    what: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of a timeline, with its name."""

    label: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of a scale, and what stands there."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline, ready to be written out."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


def timeline(lanes: Iterable[tuple[str, Sequence[Dated]]]) -> Timeline | None:
    """Lay out lanes of dated things between the first and the last day; None where nothing has a day."""
    placed = [(label, [(d, *span) for d in dated if (span := _span(d.when))]) for label, dated in lanes]
    days = [x for _, dated in placed for _, low, high in dated for x in (low, high)]
    if not days:
        return None
    first, last = min(days), max(days)
    scale = (WIDTH - 2 * _MARGIN) / max(1, (last - first).days)
    out, y = [], float(_TOP)
    for label, dated in placed:
        dots = tuple(_dots(dated, first, scale, y + 30))
        height = max([_LANE, *(dot.y - y + 16 for dot in dots)])
        out.append(Lane(label, y, dots))
        y += height
    return Timeline(WIDTH, y + 6, tuple(_days(first, last, scale)), tuple(out))


def _span(edtf: str) -> tuple[date, date] | None:
    """The first and last day; an open interval is its one day."""
    try:
        low, high = bounds(edtf)
    except ValueError:
        return None
    if low is None and high is None:
        return None
    return date.fromisoformat(low or high or ""), date.fromisoformat(high or low or "")


def _dots(dated: Sequence[tuple[Dated, date, date]], first: date, scale: float, y: float) -> Iterator[Dot]:
    """Dots of one lane, those that would lie on each other below each other."""
    taken: list[float] = []
    for d, low, high in sorted(dated, key=lambda one: (one[1], one[2], one[0].label)):
        x = _MARGIN + (low - first).days * scale
        width = max(0.0, (high - low).days * scale)
        row = next((n for n, end in enumerate(taken) if x - _DOT >= end), len(taken))
        taken[row : row + 1] = [x + width + _DOT + 1]
        yield Dot(round(x, 1), y + row * 2 * _STACK, round(width, 1), d.what, d.label, d.link)


def _days(first: date, last: date, scale: float) -> Iterator[Tick]:
    """At most seven days of the scale, in even steps."""
    step = max(1, math.ceil((last - first).days / _TICKS))
    day = first
    while day <= last:
        yield Tick(round(_MARGIN + (day - first).days * scale, 1), day.isoformat())
        day += timedelta(days=step)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number to stand in a plot of figures."""

    who: str
    words: str
    low: float | None
    high: float | None
    bound: Bound
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a plot: from `x` to `end`, open where the number is bounded on one side only."""

    y: float
    x: float
    end: float
    open_low: bool
    open_high: bool
    vague: bool
    who: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Figures on one scale, ready to be written out."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def plot(figures: Sequence[Measured]) -> Plot | None:
    """Lay out figures on one scale from zero; None where none has a number."""
    known = [f for f in figures if f.low is not None or f.high is not None]
    values = [v for f in known for v in (f.low, f.high) if v is not None and math.isfinite(v)]
    if not values:
        return None
    top = max(max(values), 0.0) or 1.0
    bottom = min(0.0, *values)
    step = _step((top - bottom) / 5)
    top = math.ceil(top / step) * step
    scale = (WIDTH - 4 * _MARGIN) / (top - bottom)
    bars = tuple(_bar(f, n, bottom, scale) for n, f in enumerate(known))
    count = round((top - bottom) / step)
    ticks = tuple(Tick(round(_MARGIN + n * step * scale, 1), f"{bottom + n * step:,.10g}") for n in range(count + 1))
    return Plot(WIDTH, _TOP + len(bars) * _ROW + 8, ticks, bars)


def _bar(f: Measured, n: int, bottom: float, scale: float) -> Bar:
    low = f.low if f.low is not None else bottom
    high = f.high if f.high is not None else low
    x, end = (round(_MARGIN + (v - bottom) * scale, 1) for v in (low, high))
    vague = f.bound in ("about", "vague")
    return Bar(_TOP + n * _ROW, x, end, f.low is None, f.high is None, vague, f.who, f.words, f.link)


def _step(rough: float) -> float:
    """A round number near a rough step: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
