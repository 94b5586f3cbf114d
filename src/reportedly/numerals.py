"""Numbers as words and figures: 4.1万, 三千, 수십, two dozen, двести, 1.2 million → the interval that they name.

Two grammars: positional (Chinese, Korean: digits before 十 百 千 万 亿) and additive (English, Russian: words that add up,
hundred and thousand that multiply). An unspecified digit (数, 几, 수) or a plural of a scale (dozens, сотни) names an interval by
convention: dozens are 20–99.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.numberwords import NEVER, NumberWords, number_words

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
BLANKS = re.compile("[\u00a0\u202f\u2009 ]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
WIDE = {0xFF10 + n: str(n) for n in range(10)}
"""Full-width figures."""
LONGEST = 40
"""Characters of a number, at most: what is longer is a code."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text: characters start to end, and the values that it may have."""

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
    single: dict[str, float]
    few: frozenset[str]
    infix: frozenset[str]
    alone: frozenset[str]
    positional: bool
    decimal_comma: bool


def _table(lines: dict[str, str]) -> dict[str, float]:
    return {word.replace("_", " "): float(n) for n, many in lines.items() for word in many.split()}


def _plurals(lines: dict[str, str]) -> dict[str, tuple[float, float]]:
    out = {}
    for span, many in lines.items():
        low, _, high = span.partition("-")
        out.update({word.replace("_", " "): (float(low), float(high)) for word in many.split()})
    return out


@cache
def grammar(language: str) -> Grammar:
    """The number words of a language as patterns."""
    w = number_words(language)
    value, scale, big = _table(w.values), _table(w.scales), _table(w.big_scales)
    plural = _plurals(w.plurals)
    names = sorted({*value, *scale, *big, *plural, *w.few.split()}, key=len, reverse=True)
    shape = _positional_shape if w.grammar == "positional" else _additive_shape
    pattern, token = shape(w, "|".join(map(re.escape, names)), [*scale, *big])
    return Grammar(
        re.compile(pattern, re.IGNORECASE), re.compile(token, re.IGNORECASE), value, scale, big, plural, _table(w.singulars),
        frozenset(w.few.split()), frozenset(w.infix.split()), frozenset(a.replace("_", " ") for a in w.alone.split()),
        w.grammar == "positional", w.decimal_comma,
    )  # fmt: skip


def _positional_shape(w: NumberWords, names: str, scales: list[str]) -> tuple[str, str]:
    inside = "|".join(map(re.escape, w.infix.split())) or NEVER
    scale, held, gap = "|".join(map(re.escape, scales)), "|".join(w.before_scale.split()), w.number_gap
    name = f"(?!(?:{held})(?!{scale}))(?:{names})" if held else f"(?:{names})"
    return f"(?:{DIGITS}|{name})(?:{gap}{name}(?:{gap}{DIGITS})?)*(?:(?:{inside})(?:{scale})+)?", f"{DIGITS}|{names}|{inside}"


def _additive_shape(w: NumberWords, names: str, scales: list[str]) -> tuple[str, str]:
    name = f"(?:{names})\\b"
    return f"(?<![\\w.,/])(?:{DIGITS}|{name})(?:(?:{w.joiners}){name})*{w.number_end}", f"{DIGITS}|{name}"


def find_numerals(text: str, language: str) -> list[Numeral]:
    """Every number of the text, in order."""
    g, out = grammar(language), []
    for m in g.pattern.finditer(text.translate(WIDE)):
        said = m[0].lower()
        if len(said) > LONGEST:
            continue
        read = _positional(said, g) if g.positional else _additive(said, g)
        if read is not None:
            out.append(Numeral(m.start(), m.end(), *read, bare=said in g.alone, single=g.single.get(said)))
    return out


def figure(digits: str, *, decimal_comma: bool, scaled: bool = False) -> float:
    """The value of figures: 12,600 is twelve thousand six hundred; where a comma is the decimal mark, 1,2 is one and a fifth."""
    plain = BLANKS.sub("", digits)
    if "," in plain and "." not in plain and decimal_comma:
        whole, _, rest = plain.partition(",")
        if scaled or whole == "0" or not GROUPED.fullmatch(plain):
            return float(f"{whole}.{rest}")
    return float(plain.replace(",", ""))


Read = tuple[float, float, bool, bool, str]


def _positional(said: str, g: Grammar) -> Read | None:
    every = [t.group() for t in g.token.finditer(said)]
    infix = next((p for p in every if p in g.infix and p not in g.value), "")
    parts = [p for p in every if p != infix]
    digits = any(p[0].isdigit() for p in parts)
    if k := _either(parts, g):
        one, other = [*parts[:k], *parts[k + 1 :]], [*parts[: k - 1], *parts[k:]]
        return _sum_up(one, g), _sum_up(other, g), digits, False, infix
    if not g.few.intersection(parts):
        n = _sum_up(parts, g)
        return n, n, digits, False, infix
    if len(parts) == 1:
        return None
    if parts[-1] in g.few:  # 十几: 11–19
        base = _sum_up(parts[:-1], g)
        return base + 1, base + 9, digits, True, infix
    return _sum_up(parts, g, few=2), _sum_up(parts, g, few=10) - 1, digits, True, infix


def _either(parts: list[str], g: Grammar) -> int:
    """The place of the second of two digits that name a choice (三五个, 七八十), 0 where there is none."""
    pairs = [k for k in range(1, len(parts)) if g.value.get(parts[k - 1], 9) < g.value.get(parts[k], 0)]
    alone = len(pairs) == 1 and not (len(parts) > 2 and all(p in g.value for p in parts))
    return pairs[0] if alone else 0


def _sum_up(parts: list[str], g: Grammar, *, few: float = 0) -> float:
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


def _additive(said: str, g: Grammar) -> Read:
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
