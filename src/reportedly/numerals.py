"""Numbers as words and digits: 4.1万, 三千, 수십, two dozen, двести, 1.2 million → the interval of values that they name.

Two grammars: positional (Chinese, Korean: digits before 十 百 千 万 亿) and additive (English, Russian: words that add up, hundred and thousand that
multiply). An unspecified digit (数, 几, 수) or a plural of a scale (dozens, сотни) names an interval by convention: dozens are 20–99.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from reportedly.lang import words

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)?)"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """data/LANGUAGE/numbers.toml as it is written."""

    grammar: Literal["positional", "additive"]
    values: dict[str, str]
    scales: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    inner: dict[str, str]
    ranges: str
    not_quantities: str
    none: str
    units: dict[str, str]
    rates: dict[str, str]
    people: str
    stages: dict[str, str]
    of: str
    word_start: str = ""
    decimal_comma: bool = False
    few: str = ""
    infix: str = ""
    several: str = ""
    plurals: dict[str, str] = field(default_factory=dict)
    big_scales: dict[str, str] = field(default_factory=dict)
    singulars: dict[str, str] = field(default_factory=dict)
    alone: str = ""
    bare_before: str = ""
    filler: str = ""
    percent_before: str = ""
    between: str = ""
    between_and: str = ""
    out_of: str = ""
    number_end: str = ""
    before_scale: str = ""
    of_before: str = ""
    money: str = ""
    joiners: str = ""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text: characters start to end, the values that it may have, and whether only by convention."""

    start: int
    end: int
    low: float
    high: float
    digits: bool
    """Written with figures, at least in part."""
    loose: bool = False
    """dozens, 数百: an interval by convention."""
    infix: str = ""
    """多 in 20多万: a bound inside the number."""
    bare: bool = False
    """One word that is a number only beside a bound: one, 百."""
    single: float | None = None
    """What it is beside a bound: сотни are hundreds, but более сотни is more than a hundred."""


@dataclass(frozen=True)
class Grammar:
    """The number words of one language, compiled."""

    pattern: re.Pattern[str]
    token: re.Pattern[str]
    value: dict[str, float]
    scale: dict[str, float]
    big: dict[str, float]
    plural: dict[str, tuple[float, float]]
    few: frozenset[str]
    infix: frozenset[str]
    positional: bool
    decimal_comma: bool
    alone: frozenset[str]
    single: dict[str, float]


@cache
def number_words(language: str) -> NumberWords:
    """The words of a language; one that we have no words of reads as English."""
    return words(language, "numbers", NumberWords)


def _table(lines: dict[str, str]) -> dict[str, float]:
    return {word.replace("_", " "): float(n) for n, many in lines.items() for word in many.split()}


@cache
def grammar(language: str) -> Grammar:
    """The number words of a language as patterns."""
    w = number_words(language)
    value, scale, big = _table(w.values), _table(w.scales), _table(w.big_scales)
    plural = {}
    for span, many in w.plurals.items():
        low, _, high = span.partition("-")
        plural.update({word.replace("_", " "): (float(low), float(high)) for word in many.split()})
    few, infix = frozenset(w.few.split()), frozenset(w.infix.split())
    names = "|".join(map(re.escape, sorted({*value, *scale, *big, *plural, *few}, key=len, reverse=True)))
    if w.grammar == "positional":
        gap = "" if "zh" in language else "\\s?"
        token = f"{DIGITS}|{names}" + "".join(f"|{re.escape(i)}" for i in infix)
        inside = "|".join(map(re.escape, infix)) or "(?!)"
        scales = "|".join(map(re.escape, [*scale, *big]))
        held = "|".join(w.before_scale.split())
        names = f"(?!(?:{held})(?!{scales}))(?:{names})" if held else names
        pattern = f"(?:{DIGITS}|{names})(?:{gap}(?:{names})(?:{gap}{DIGITS})?)*(?:(?:{inside})(?:{scales})+)?"
    else:
        token = f"{DIGITS}|(?:{names})\\b"
        pattern = f"(?<![\\w.,/])(?:{DIGITS}|(?:{names})\\b)(?:(?:{w.joiners or ' '})(?:{names})\\b)*{w.number_end}"
    return Grammar(
        re.compile(pattern, re.IGNORECASE), re.compile(token, re.IGNORECASE), value, scale, big, plural, few, infix,
        w.grammar == "positional", w.decimal_comma, frozenset(a.replace("_", " ") for a in w.alone.split()), _table(w.singulars),
    )  # fmt: skip


WIDE = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0C: "，", 0xFF0E: "．"}


def find_numerals(text: str, language: str) -> list[Numeral]:
    """Every number of the text, in order."""
    g, out = grammar(language), []
    for m in g.pattern.finditer(text.translate(WIDE)):
        said = m[0].lower()
        read = _positional(said, g) if g.positional else _additive(said, g)
        if read is not None:
            out.append(Numeral(m.start(), m.end(), *read, bare=said in g.alone, single=g.single.get(said)))
    return out


def figure(digits: str, *, decimal_comma: bool, scaled: bool = False) -> float:
    """The value of a run of figures: 12,600 is twelve thousand six hundred, 1,2 is one and a fifth where a comma is the decimal mark."""
    plain = re.sub(r"[\u00a0\u202f\u2009 ]", "", digits)
    if "," in plain and "." not in plain:
        whole, _, rest = plain.partition(",")
        grouped = re.fullmatch(r"\d{1,3}(,\d{3})+", plain) and whole != "0" and not (decimal_comma and scaled)
        plain = plain.replace(",", "") if grouped or not decimal_comma else f"{whole}.{rest}"
    return float(plain.replace(",", ""))


def _positional(said: str, g: Grammar) -> tuple[float, float, bool, bool, str] | None:
    every = [t.group() for t in g.token.finditer(said)]
    infix = next((p for p in every if p in g.infix and p not in g.value), "")
    parts = [p for p in every if p != infix]
    digits = any(p[0].isdigit() for p in parts)
    if k := _either(parts, g):
        return _sum_up([*parts[:k], *parts[k + 1 :]], g, 0), _sum_up([*parts[: k - 1], *parts[k:]], g, 0), digits, False, infix
    if not any(p in g.few for p in parts):
        n = _sum_up(parts, g, 0)
        return n, n, digits, False, infix
    if parts[-1] in g.few:  # 十几: 11–19
        if len(parts) == 1:
            return None
        base = _sum_up(parts[:-1], g, 0)
        return base + 1, base + 9, digits, True, infix
    return _sum_up(parts, g, 2), _sum_up(parts, g, 10) - 1, digits, True, infix


def _either(parts: list[str], g: Grammar) -> int:
    """The place of the second of two digits that name a choice (三五个, 七八十), 0 where there is none."""
    pairs = [k for k in range(1, len(parts)) if g.value.get(parts[k - 1], 9) < g.value.get(parts[k], 0)]
    alone = len(pairs) == 1 and not (len(parts) > 2 and all(p in g.value for p in parts))
    return pairs[0] if alone else 0


def _sum_up(parts: list[str], g: Grammar, few: float) -> float:
    total, section = 0.0, 0.0
    number: float | None = None
    for p in parts:
        if p in g.big:
            section += number or 0.0
            total += (section or 1.0) * g.big[p]
            section, number = 0.0, None
        elif p in g.scale:
            section += (1.0 if number is None else number) * g.scale[p]
            number = None
        else:
            n = few if p in g.few else g.value[p] if p in g.value else figure(p, decimal_comma=False)
            number = number * 10 + n if number is not None and p in g.value and n < 10 else n
    return total + section + (number or 0.0)


def _additive(said: str, g: Grammar) -> tuple[float, float, bool, bool, str]:
    parts = [t.group() for t in g.token.finditer(said)]
    digits = any(p[0].isdigit() for p in parts)
    if said in g.plural:
        return (*g.plural[said], digits, True, "")
    total = section = 0.0
    for k, p in enumerate(parts):
        if p in g.scale:
            section = (section or 1.0) * g.scale[p]
            if g.scale[p] >= 1000:
                total, section = total + section, 0.0
        else:
            scaled = k + 1 < len(parts) and parts[k + 1] in g.scale
            section += g.value[p] if p in g.value else figure(p, decimal_comma=g.decimal_comma, scaled=scaled)
    return total + section, total + section, digits, False, ""
