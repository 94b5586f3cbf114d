"""Quantities in statements: 1万多名士兵, свыше 3000, at least 12, 수십 명 → low, high, bound, unit, of what, at which stage.

A quantity is a number with what it counts. Dates, clock times, ordinals, ages, articles of law and names (Boeing 737) are none.
Conventions: more than and at least leave `high` open, up to leaves `low` open, about gives low = high = the number named, dozens
are 20–99 (about), several is vague from 2, not a single one is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportedly.model import Bound, Quantity, Report, Span, Statement
from reportedly.numberwords import Bounds, Lexis, lexis, rate_ids
from reportedly.numerals import WIDE, Numeral, find_numerals

LEFT, RIGHT = 32, 40
"""Characters before and after a number in which its bound and unit stand."""
STAGE = 40
"""Characters around a number in which its stage (sent, killed) is looked for."""
YEARS = range(1900, 2100)
MARKS = "，。；;：:!?！？"
INFIXES: dict[str, Bound] = {
    "多": "more-than", "余": "more-than", "餘": "more-than", "여": "more-than", "来": "about", "來": "about",
}  # fmt: skip


def count(report: Report, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Set the quantities of every statement from the words of its content."""
    return tuple(
        replace(s, quantities=tuple(q for c in s.content for q in find_quantities(c, report.language))) for s in statements
    )  # fmt: skip


def unit_id(unit: str, language: str) -> str:
    """What a unit is in any language: 人 and 명 are `person`, 立方米/秒 is `m3/second`; itself where it is unknown."""
    x = lexis(language)
    for uid in x.rate_names:
        if unit.endswith(end := _by_rate("", uid, x)):
            return f"{unit_id(unit.removesuffix(end), language)}/{uid}"
    return next((uid for uid, name in x.unit_names.items() if name == unit), unit)


def find_quantities(text_span: Span, language: str) -> tuple[Quantity, ...]:
    """The quantities in a span of a report, in order, with offsets of the report."""
    text = Text(text_span.text.translate(WIDE), language, lexis(language))
    blocked = Stretches(m.span() for m in text.x.nots.finditer(text.text))
    found = [n for n in find_numerals(text.text, language) if not blocked.overlap(n.start, n.end)]
    vague = text.several(Stretches((n.start, n.end + 1) for n in found))
    out: list[Quantity] = []
    for q in sorted([*text.none_at_all(), *vague, *text.counted(found)], key=lambda q: (q.start, -q.end)):
        if not out or q.start >= out[-1].end:
            out.append(q)
    at, words = text_span.start, text_span.text
    return tuple(replace(q, start=q.start + at, end=q.end + at, text=words[q.start : q.end]) for q in out)


class Stretches:
    """Stretches of a text, to be asked in the order of the text."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def overlap(self, start: int, end: int) -> bool:
        """Whether start–end shares a character with one of these."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] < end


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number: half a unit more (两个半小时), unit, what is counted, a bound."""

    end: int
    uid: str | None = None
    of: str | None = None
    bound: Bound | None = None
    half: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one content, in one language."""

    text: str
    language: str
    x: Lexis

    def before(self, at: int, length: int) -> str:
        """Up to `length` characters before `at`."""
        return self.text[max(0, at - length) : at]

    def none_at_all(self) -> Iterator[Quantity]:
        """没有一名, not a single: exactly none."""
        for m in self.x.none.finditer(self.text):
            unit = self.x.unit.search(m[0])
            uid = self.x.unit_groups[str(unit.lastgroup)] if unit else None
            yield self._made(m.start(), m.end(), (0.0, 0.0, "exact"), Tail(m.end(), uid))

    def several(self, numerals: Stretches) -> Iterator[Quantity]:
        """多名, several: vague from two."""
        for m in self.x.several.finditer(self.text):
            if not numerals.overlap(m.start(), m.end()):
                tail = self.tail(m.end())
                if tail.uid or tail.of:
                    yield self._made(m.start(), tail.end, (2.0, None, "vague"), tail)

    def counted(self, found: list[Numeral]) -> Iterator[Quantity]:
        """The numbers and ranges that count something."""
        k = 0
        while k < len(found):
            pair = self._is_range(found, k)
            one = self._quantity(found[k], found[k + 1] if pair else None) or self._out_of(found, k)
            if one is not None:
                yield one
            k += 2 if pair else 1

    def _is_range(self, found: list[Numeral], k: int) -> bool:
        """Whether the next number is the upper end of a range that starts here: 10–20, от 10 до 20, 3至4, 10명에서 20명."""
        if k + 1 >= len(found) or found[k + 1].start - found[k].end > 12 or found[k + 1].high <= found[k].low:
            return False
        a, between = found[k], self.text[found[k].end : found[k + 1].start]
        if self.x.ranges.match(between):
            return True
        if self.x.between_and.match(between):
            return bool(self.x.between.search(self.before(a.start, 10)))
        unit = self.x.unit.match(self.text, a.end + len(between) - len(between.lstrip()))
        return bool(unit) and bool(self.x.ranges.match(self.text[unit.end() if unit else 0 : found[k + 1].start]))

    def _quantity(self, a: Numeral, b: Numeral | None) -> Quantity | None:
        last = b or a
        start, bound = self._head(a.start)
        rate = self._rate(self.x.rate_before.search(self.before(a.start, 12)))
        if rate:
            start, bound = self._head(a.start - len(rate[1]))
        tail = self.tail(last.end)
        if self.x.percent_before.search(self.before(a.start, 8)):
            start, tail = start - 3, replace(tail, uid="percent", of=None)
        if a.bare and not bound:
            m = self.x.bare_before.search(self.before(a.start, 8))
            if m is None:
                return None
            start, bound = a.start - len(m[0]), None if self.x.spaced else "at-least"
        if not self._counts(a, last, tail, bound):
            return None
        end = tail.end
        if rate is None and (m := self.x.rate_after.match(self.text, end, end + RIGHT)):
            rate, end = self._rate(m), m.end()
        if tail.uid is None and (sign := self.text[a.start - 1 : a.start]) in self.x.money:
            start, tail = min(start, a.start - 1), replace(tail, uid=self.x.money[sign])
        a = replace(a, low=a.low + tail.half, high=a.high + tail.half)
        return self._made(start, end, interval(a, b, bound or tail.bound), tail, rate[0] if rate else None)

    def _made(
        self, start: int, end: int, values: tuple[float | None, float | None, Bound], tail: Tail, rate: str | None = None
    ) -> Quantity:
        unit = self.x.unit_names.get(tail.uid or "")
        if rate:
            unit = _by_rate(unit or "", rate, self.x)
        before = self.x.of_before.search(self.before(start, 16))
        of = tail.of or (before[1] if before else None)
        return Quantity(start, end, self.text[start:end], *values, unit, of, self._stage(start, max(end, tail.end)))

    def _out_of(self, found: list[Numeral], k: int) -> Quantity | None:
        """A number out of another, which tells the unit: три из восьми затворов."""
        if k + 1 >= len(found) or not self.x.out_of.match(self.text[found[k].end : found[k + 1].start]):
            return None
        a, tail = found[k], self.tail(found[k + 1].end)
        if a.bare or not (tail.uid or tail.of):
            return None
        start, bound = self._head(a.start)
        return self._made(start, a.end, interval(a, None, bound), tail)

    def _head(self, at: int) -> tuple[int, Bound | None]:
        """The bound that stands before a number, and where it starts."""
        before = self.before(at, LEFT)
        best: tuple[int, Bound] | None = None
        for bound, pattern in self.x.before:
            m = pattern.search(before)
            if m and (best is None or m.start() < best[0]):
                best = m.start(), bound
        return (at - len(before) + best[0], best[1]) if best else (at, None)

    def _rate(self, m: object) -> tuple[str, str] | None:
        """The unit that a rate is by and its words, of a match of rate words."""
        words = str(m[0]) if m else ""  # type: ignore[index]
        return next(((uid, words) for uid, p in rate_ids(self.language) if words and p.search(words)), None)

    def tail(self, at: int) -> Tail:
        """Unit, what is counted and bound behind a number that ends at `at`."""
        x, text = self.x, self.text
        bound, end = _bound_at(text, at, x.inner)
        gap = x.unit_gap.match(text, end)
        after, half, uid = gap.end() if gap else end, 0.0, None
        if m := x.half_after.match(text, end):
            half, after = 0.5, m.end()
        if m := x.unit.match(text, after):
            uid, end = x.unit_groups[str(m.lastgroup)], m.end()
            if m := x.half_unit_after.match(text, end):
                half, end = 0.5, m.end()
            if bound is None:
                bound, end = _bound_at(text, end, x.inner)
        later, end = _bound_at(text, end, x.after)
        return self._counted_thing(Tail(end, uid, None, bound or later, half))

    def _counted_thing(self, tail: Tail) -> Tail:
        """The tail with what is counted; a measure (hours, %) counts something only with a word that says so (小时的)."""
        if tail.uid in self.x.measures and not self.x.of_mark.match(self.text, tail.end):
            return tail
        m = self.x.of.match(self.text, tail.end)
        of = self._cut_at_stage(m[1].strip()) if m else ""
        if of and tail.uid is None and self.x.people.search(of):
            return replace(tail, uid="person", of=of)
        return replace(tail, of=of or None)

    def _cut_at_stage(self, words: str) -> str:
        for m in self.x.stage.finditer(words):
            if m.start() or not self.x.spaced:
                return words[: m.start()].strip()
        return words

    def _counts(self, a: Numeral, last: Numeral, tail: Tail, bound: Bound | None) -> bool:
        """Whether the number counts something: it has a unit, or stands in figures, or a noun follows it."""
        if tail.uid is None and bound is None and a.digits and a.low in YEARS and last.end - last.start == 4:
            return False
        if a.bare and a.low == 1 and bound in (None, "about"):
            return False
        korean = "가" <= self.text[a.start - 1 : a.start] <= "힣"
        if tail.uid:
            return a.digits or not korean
        if self.x.spaced:
            return a.digits or a.loose or bound is not None or tail.of is not None
        latin = self.text[last.end : last.end + 1].isalpha() and self.text[last.end].isascii()
        return a.digits and (bound is not None or not latin)

    def _stage(self, start: int, end: int) -> str | None:
        """The stage named nearest to a number in its clause."""
        before, after = self.before(start, STAGE), self.text[end : end + STAGE]
        low = start - len(before) + max(before.rfind(mark) for mark in (*MARKS, ", ", ". ")) + 1
        stops = [k for mark in (*MARKS, ", ", ". ") if (k := after.find(mark)) >= 0]
        high = end + (min(stops) if stops else len(after))
        best: tuple[int, str] | None = None
        for m in self.x.stage.finditer(self.text, low, high):
            far = start - m.end() if m.end() <= start else max(0, m.start() - end)
            if best is None or far < best[0]:
                best = far, str(m.lastgroup).replace("_", "-")
        return best[1] if best else None


def _by_rate(unit: str, rate: str, x: Lexis) -> str:
    return f"{unit} {x.rate_names[rate]}" if x.spaced else f"{unit}/{x.unit_names.get(rate, rate)}"


def _bound_at(text: str, at: int, table: Bounds) -> tuple[Bound | None, int]:
    for bound, pattern in table:
        if m := pattern.match(text, at, at + RIGHT):
            return bound, m.end()
    return None, at


def interval(a: Numeral, b: Numeral | None, bound: Bound | None) -> tuple[float | None, float | None, Bound]:
    """low, high and bound of one number, or of a range from one to another."""
    if b is not None:
        shared = b.high >= 10000 > a.low and a.low * 10000 < b.high  # 3-4万: both ten thousands
        return a.low * 10000 if shared else a.low, b.high, "range"
    bound = bound or INFIXES.get(a.infix)
    if bound and a.single is not None:
        a = replace(a, low=a.single, high=a.single)
    if bound in ("more-than", "at-least"):
        return a.low, None, bound
    if bound == "up-to":
        return None, a.high, bound
    if a.low != a.high:
        return a.low, a.high, "about" if a.loose else "range"
    return a.low, a.high, bound or "exact"
