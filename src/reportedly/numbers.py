"""Quantities in statements: 1万多名士兵, свыше 3000, at least 12, 수십 명 → low, high, bound, unit, of what, at which stage.

A quantity is a number with what it counts. Dates, clock times, ordinals, ages, articles of law and names (Boeing 737) are none. Conventions: more than
and at least leave `high` open, up to leaves `low` open, about gives low = high = the number named, dozens are 20–99 (about), several is vague from 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from reportedly.model import Bound, Quantity, Report, Span, Statement
from reportedly.numerals import WIDE, Numeral, find_numerals, number_words

LEFT, RIGHT = 32, 40
"""Characters before and after a number in which its bound and unit stand."""
STAGE = 40
"""Characters around a number in which its stage (sent, killed) is looked for."""
CLAUSE = re.compile(r"[，。；;：:!?！？]|[,.](?!\d)")


@dataclass(frozen=True)
class Lexis:
    """The words of one language around a number, compiled."""

    before: tuple[tuple[Bound, re.Pattern[str]], ...]
    inner: tuple[tuple[Bound, re.Pattern[str]], ...]
    after: tuple[tuple[Bound, re.Pattern[str]], ...]
    ranges: re.Pattern[str]
    nots: re.Pattern[str]
    none: re.Pattern[str]
    several: re.Pattern[str]
    bare_before: re.Pattern[str]
    percent_before: re.Pattern[str]
    between: re.Pattern[str]
    between_and: re.Pattern[str]
    out_of: re.Pattern[str]
    unit: re.Pattern[str]
    unit_names: dict[str, str]
    unit_ids: dict[str, str]
    rate_before: re.Pattern[str]
    rate_after: re.Pattern[str]
    rate_names: dict[str, str]
    rate_of: tuple[tuple[str, re.Pattern[str]], ...]
    people: re.Pattern[str]
    of: re.Pattern[str]
    of_before: re.Pattern[str]
    money: dict[str, str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    spaced: bool
    korean: bool


def _lines(text: str) -> str:
    return "|".join(line.strip() for line in text.splitlines() if line.strip()) or "(?!)"


def _words(text: str, end: str) -> str:
    """The words of a list as one pattern, the longest first; _ stands for a blank."""
    each = sorted((word.replace("_", " ") for word in text.split()), key=len, reverse=True)
    return "|".join(word + (end if word[-1].isalnum() else "") for word in each) or "(?!)"


@cache
def lexis(language: str) -> Lexis:
    """The compiled words of a language."""
    w = number_words(language)
    start, end = w.word_start, "\\b" if w.word_start else ""
    flags = re.IGNORECASE

    def bounds(table: dict[str, str], shape: str) -> tuple[tuple[Bound, re.Pattern[str]], ...]:
        return tuple((cast(Bound, b), re.compile(shape.format(f"(?:{p})"), flags)) for b, p in table.items())

    names = {uid: f"{_words(many, end)}" for uid, many in w.units.items()}
    ordered = sorted(((form.replace("_", " "), uid) for uid, many in w.units.items() for form in many.split()), key=lambda x: -len(x[0]))
    unit = "|".join(f"(?P<u{n}>{form}{end if form[-1].isalnum() else ''})" for n, (form, _) in enumerate(ordered))
    display = {uid: re.sub(r"\(.*|_", lambda m: " " if m[0] == "_" else "", many.split()[0]) for uid, many in w.units.items()}
    rates = "|".join(_words(many, end) for many in w.rates.values())
    return Lexis(
        before=bounds(w.before, f"{start}{{}}[ \\u00a0]?{w.filler or '(?:)'}{{{{0,3}}}}$"), inner=bounds(w.inner, "{}"), after=bounds(w.after, "[ ,]{{0,2}}{}"),
        ranges=re.compile(f"^(?:{w.ranges})$", flags), nots=re.compile(_lines(w.not_quantities), flags), none=re.compile(_lines(w.none), flags),
        several=re.compile(f"{start}(?:{w.several or '(?!)'})", flags),
        bare_before=re.compile(f"{start}(?:{w.bare_before or '(?!)'})[ -]?$", flags), percent_before=re.compile(f"(?:{w.percent_before or '(?!)'})$"),
        between=re.compile(f"{start}(?:{w.between or '(?!)'})$", flags), between_and=re.compile(f"(?:{w.between_and or '(?!)'})$", flags),
        out_of=re.compile(f"(?:{w.out_of or '(?!)'})$", flags), unit=re.compile(unit, flags),
        unit_names={f"u{n}": uid for n, (_, uid) in enumerate(ordered)}, unit_ids={display[uid]: uid for uid in names},
        rate_before=re.compile(f"(?:{rates})[ ]?$", flags), rate_after=re.compile(f"(?:(?: of)? \\w+)?[ ]?(?:{rates})", flags),
        rate_names={uid: many.split()[0].replace("_", " ") for uid, many in w.rates.items()},
        rate_of=tuple((uid, re.compile(_words(many, end), flags)) for uid, many in w.rates.items()),
        people=re.compile(f"(?:{_words(w.people, end)})", flags), of=re.compile(w.of), of_before=re.compile(w.of_before or "(?!)"), money=dict(zip(w.money.split()[::2], w.money.split()[1::2], strict=True)),
        stages=tuple((stage, re.compile(f"{start}(?:{p})", flags)) for stage, p in w.stages.items()),
        spaced=bool(start), korean=language.startswith("ko"),
    )  # fmt: skip


def count(report: Report, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Set the quantities of every statement from the words of its content."""
    return tuple(
        replace(s, quantities=tuple(q for c in s.content for q in find_quantities(c, report.language))) for s in statements
    )  # fmt: skip


def unit_id(unit: str, language: str) -> str:
    """What a unit is in any language: 人 and 명 are `person`; itself where it is unknown."""
    x = lexis(language)
    for uid, name in x.rate_names.items():
        end = f" {name}" if x.spaced else f"/{_display(uid, x) or uid}"
        if unit.endswith(end):
            return f"{unit_id(unit.removesuffix(end), language)}/{uid}"
    return x.unit_ids.get(unit, unit)


def find_quantities(text_span: Span, language: str) -> tuple[Quantity, ...]:
    """The quantities in a span of a report, in order, with offsets of the report."""
    x, text = lexis(language), text_span.text.translate(WIDE)
    taken = _blocked(text, x)
    found = [n for n in find_numerals(text, language) if not taken.overlap(n.start, n.end)]
    out = [*_none_at_all(text, x), *_several(text, x, found)]
    k = 0
    while k < len(found):
        pair = _range(text, found, k, x)
        one = _quantity(text, found[k], found[k + 1] if pair else None, x) or _out_of(text, found, k, x)
        if one is not None and not any(one.start < q.end and q.start < one.end for q in out):
            out.append(one)
        k += 2 if pair else 1
    return tuple(_moved(q, text_span) for q in sorted(out, key=lambda q: q.start))


def _moved(q: Quantity, span: Span) -> Quantity:
    return replace(q, start=q.start + span.start, end=q.end + span.start, text=span.text[q.start : q.end])


class _Blocked:
    """Stretches of a text in which no number is a quantity: dates, names, ordinals."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def overlap(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with these; asked in the order of the text."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] < end


def _blocked(text: str, x: Lexis) -> _Blocked:
    return _Blocked(m.span() for m in x.nots.finditer(text) if m.end() > m.start())


def _none_at_all(text: str, x: Lexis) -> Iterator[Quantity]:
    """没有一名, not a single: exactly none."""
    for m in x.none.finditer(text):
        unit = x.unit.search(m[0])
        uid = x.unit_names[str(unit.lastgroup)] if unit else None
        yield Quantity(m.start(), m.end(), m[0], 0.0, 0.0, "exact", _display(uid, x), stage=_stage(text, m.start(), m.end(), x))


def _several(text: str, x: Lexis, found: list[Numeral]) -> Iterator[Quantity]:
    for m in x.several.finditer(text):
        if any(n.start < m.end() and m.start() <= n.end for n in found) or (m.start() and text[m.start() - 1].isdigit()):
            continue
        tail = _tail(text, m.end(), x)
        if tail.unit or tail.of:
            yield Quantity(m.start(), tail.end, text[m.start() : tail.end], 2.0, None, "vague", tail.unit, tail.of, _stage(text, m.start(), tail.end, x))


def _range(text: str, found: list[Numeral], k: int, x: Lexis) -> bool:
    """Whether the next number is the upper end of a range that starts with this one: 10–20, от 10 до 20, 3至4."""
    if k + 1 >= len(found):
        return False
    a, b = found[k], found[k + 1]
    between = text[a.end : b.start]
    if len(between) > 12:
        return False
    if x.between_and.match(between) and x.between.search(text[max(0, a.start - 10) : a.start]):
        return b.high > a.low
    if not x.ranges.match(between):
        unit = x.unit.match(between.lstrip())
        if not unit or not x.ranges.match(between.lstrip()[unit.end() :]):
            return False
    return b.high > a.low


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a number: unit, what is counted, a bound."""

    end: int
    unit: str | None = None
    of: str | None = None
    bound: Bound | None = None


def _quantity(text: str, a: Numeral, b: Numeral | None, x: Lexis) -> Quantity | None:
    last = b or a
    start, bound = _head(text, a.start, x)
    rate = None
    if m := x.rate_before.search(text[max(0, a.start - 12) : a.start]):
        rate = next((uid for uid, p in x.rate_of if p.search(m[0])), None)
        start, bound = _head(text, a.start - len(m[0]), x)
    tail = _tail(text, last.end, x)
    if x.percent_before.search(text[max(0, a.start - 8) : a.start]):
        start, tail = start - 3, replace(tail, unit="%", of=None)
    if a.bare and not bound:
        m = x.bare_before.search(text[max(0, a.start - 8) : a.start])
        if m is None:
            return None
        start, bound = a.start - len(m[0]), None if x.spaced else "at-least"
    if not _counts(text, a, last, tail, bound, x):
        return None
    unit, end = tail.unit, tail.end
    if rate is None and (m := x.rate_after.match(text, end, end + RIGHT)):
        rate = next((uid for uid, p in x.rate_of if p.search(m[0])), None)
        end = m.end()
    if rate:
        unit = f"{unit or ''} {x.rate_names[rate]}" if x.spaced else f"{unit or ''}/{_display(rate, x) or rate}"
    if unit is None and (sign := text[a.start - 1 : a.start]) in x.money:
        start, unit = min(start, a.start - 1), _display(x.money[sign], x)
    low, high, final = _interval(a, b, bound or tail.bound)
    of = tail.of or (m[1] if (m := x.of_before.search(text[max(0, start - 16) : start])) else None)
    return Quantity(start, end, text[start:end], low, high, final, unit, of, _stage(text, start, end, x))


def _out_of(text: str, found: list[Numeral], k: int, x: Lexis) -> Quantity | None:
    """A number out of another, which tells the unit: три из восьми затворов."""
    if k + 1 >= len(found) or not x.out_of.match(text[found[k].end : found[k + 1].start]):
        return None
    a, tail = found[k], _tail(text, found[k + 1].end, x)
    if a.bare or not (tail.unit or tail.of):
        return None
    start, bound = _head(text, a.start, x)
    return Quantity(start, a.end, text[start : a.end], *_interval(a, None, bound), tail.unit, tail.of, _stage(text, start, tail.end, x))


def _head(text: str, at: int, x: Lexis) -> tuple[int, Bound | None]:
    """The bound that stands before a number, and where it starts."""
    before = text[max(0, at - LEFT) : at]
    best: tuple[int, Bound] | None = None
    for bound, pattern in x.before:
        m = pattern.search(before)
        if m and (best is None or m.start() < best[0]):
            best = m.start(), bound
    return (at - len(before) + best[0], best[1]) if best else (at, None)


def _tail(text: str, at: int, x: Lexis) -> _Tail:
    """Unit, what is counted and bound behind a number that ends at `at`."""
    bound, end = _match_bound(text, at, x.inner)
    gap = re.compile(r"\.?[ \u00a0-]?" if x.spaced else r"[ ]?").match(text, end)
    after = gap.end() if gap else end
    unit = of = None
    if m := x.unit.match(text, after):
        unit, end = _display(x.unit_names[str(m.lastgroup)], x), m.end()
    if bound is None:
        more, reached = _match_bound(text, end, x.inner)
        bound, end = (more, reached) if more and unit else (bound, end)
    later, reached = _match_bound(text, end, x.after)
    if later:
        bound, end = bound or later, reached
    if of is None and (m := x.of.match(text, end)):
        of = _cut_at_stage(m[1].strip(), x) or None
        if of and unit is None and x.people.search(of):
            unit = _display("person", x)
    return _Tail(end, unit, of, bound)


def _match_bound(text: str, at: int, table: tuple[tuple[Bound, re.Pattern[str]], ...]) -> tuple[Bound | None, int]:
    for bound, pattern in table:
        if m := pattern.match(text, at, at + RIGHT):
            return bound, m.end()
    return None, at


def _cut_at_stage(words: str, x: Lexis) -> str:
    ends = [m.start() for _, p in x.stages if (m := p.search(words))]
    return words[: min(ends)].strip() if ends and not x.spaced else words


def _display(uid: str | None, x: Lexis) -> str | None:
    return next((name for name, known in x.unit_ids.items() if known == uid), None)


def _counts(text: str, a: Numeral, last: Numeral, tail: _Tail, bound: Bound | None, x: Lexis) -> bool:
    """Whether the number counts something: it has a unit, or stands in figures, or a noun follows it."""
    if tail.unit:
        return not (x.korean and not a.digits and a.start and "가" <= text[a.start - 1] <= "힣")
    if x.spaced:
        return a.digits or a.loose or bound is not None or tail.of is not None
    if text[last.end : last.end + 1].isalpha() and a.digits and not bound and not x.korean and text[last.end].isascii():
        return False
    return a.digits or (a.loose and tail.of is not None and not x.korean)


def _interval(a: Numeral, b: Numeral | None, bound: Bound | None) -> tuple[float | None, float | None, Bound]:
    """low, high and bound of one number or of a range."""
    infix: dict[str, Bound] = {"多": "more-than", "余": "more-than", "餘": "more-than", "여": "more-than", "来": "about", "來": "about"}
    if b is not None:
        low = a.low
        while low < b.low / 1000 and b.low >= 10000 and low * 10000 < b.low:
            low *= 10000
        return low, b.high, "range"
    bound = bound or infix.get(a.infix)
    if bound and a.single is not None:
        a = replace(a, low=a.single, high=a.single, loose=False)
    if bound in ("more-than", "at-least"):
        return a.low, None, bound
    if bound == "up-to":
        return None, a.high, bound
    if a.low != a.high:
        return a.low, a.high, "about" if a.loose else "range"
    return a.low, a.high, bound or "exact"


def _stage(text: str, start: int, end: int, x: Lexis) -> str | None:
    """The stage named nearest to a number in its clause."""
    lows = [m.end() for m in CLAUSE.finditer(text, max(0, start - STAGE), start)]
    low = lows[-1] if lows else max(0, start - STAGE)
    stop = CLAUSE.search(text, end, end + STAGE)
    high = stop.start() if stop else min(len(text), end + STAGE)
    best: tuple[int, str] | None = None
    for stage, pattern in x.stages:
        for m in pattern.finditer(text, low, high):
            far = start - m.end() if m.end() <= start else max(0, m.start() - end)
            if best is None or far < best[0]:
                best = far, stage
    return best[1] if best else None
