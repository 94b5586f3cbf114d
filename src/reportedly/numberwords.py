"""The words around and inside numbers: data/LANGUAGE/numbers.toml, compiled.

Lists are words between blanks (_ stands for a blank inside one), tables of them by what they mean; patterns are pieces of regular
expressions. All is looked for without regard to case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from reportedly.lang import words
from reportedly.model import Bound

NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """data/LANGUAGE/numbers.toml as it is written."""

    grammar: Literal["positional", "additive"]
    values: dict[str, str]
    scales: dict[str, str]
    before: dict[Bound, str]
    after: dict[Bound, str]
    inner: dict[Bound, str]
    ranges: str
    not_quantities: str
    none: str
    units: dict[str, str]
    rates: dict[str, str]
    stages: dict[str, str]
    of: str
    people: str = ""
    word_start: str = ""
    decimal_comma: bool = False
    few: str = ""
    infix: str = ""
    several: str = NEVER
    plurals: dict[str, str] = field(default_factory=dict)
    big_scales: dict[str, str] = field(default_factory=dict)
    singulars: dict[str, str] = field(default_factory=dict)
    alone: str = ""
    bare_before: str = NEVER
    filler: str = "(?:)"
    percent_before: str = NEVER
    between: str = NEVER
    between_and: str = NEVER
    out_of: str = NEVER
    number_end: str = ""
    number_gap: str = ""
    before_scale: str = ""
    of_before: str = NEVER
    of_mark: str = NEVER
    money: str = ""
    half_after: str = NEVER
    half_unit_after: str = NEVER
    measures: str = ""
    joiners: str = " "
    unit_edge: str = ""
    """What may follow a unit: in Korean a particle, or no syllable at all (대 of 대의, not of 대통령)."""
    unit_gap: str = "[ ]?"


Bounds = tuple[tuple[Bound, re.Pattern[str]], ...]


@dataclass(frozen=True)
class Lexis:
    """The words of one language around a number, compiled."""

    before: Bounds
    inner: Bounds
    after: Bounds
    ranges: re.Pattern[str]
    between: re.Pattern[str]
    between_and: re.Pattern[str]
    out_of: re.Pattern[str]
    nots: re.Pattern[str]
    none: re.Pattern[str]
    several: re.Pattern[str]
    bare_before: re.Pattern[str]
    percent_before: re.Pattern[str]
    unit: re.Pattern[str]
    """Its named groups u0, u1, ... tell the unit: see unit_groups."""
    unit_gap: re.Pattern[str]
    unit_groups: dict[str, str]
    unit_names: dict[str, str]
    """How a unit is printed, by its id: person → 人."""
    measures: frozenset[str]
    half_after: re.Pattern[str]
    half_unit_after: re.Pattern[str]
    rate_before: re.Pattern[str]
    rate_after: re.Pattern[str]
    rate_names: dict[str, str]
    money: dict[str, str]
    people: re.Pattern[str]
    of: re.Pattern[str]
    of_before: re.Pattern[str]
    of_mark: re.Pattern[str]
    stage: re.Pattern[str]
    """Its last group's name is the stage, - written as _."""
    spaced: bool


@cache
def number_words(language: str) -> NumberWords:
    """The words of a language; one that we have no words of reads as English."""
    found: NumberWords = words(language, "numbers", NumberWords)
    return found


def _forms(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _edge(form: str, w: NumberWords) -> str:
    return form + (w.unit_edge or ("\\b" if w.word_start else "") if form[-1].isalnum() else w.unit_edge)


def _choice(forms: list[str], w: NumberWords) -> str:
    """One pattern for a list of words, the longest first."""
    return "|".join(_edge(form, w) for form in sorted(forms, key=len, reverse=True)) or NEVER


def _grouped(table: dict[str, str], letter: str, w: NumberWords) -> tuple[str, dict[str, str]]:
    """One pattern with a named group a word, longest first, and what each group means."""
    pairs = sorted(((form, key) for key, many in table.items() for form in _forms(many)), key=lambda p: -len(p[0]))
    pattern = "|".join(f"(?P<{letter}{n}>{_edge(form, w)})" for n, (form, _) in enumerate(pairs))
    return pattern or NEVER, {f"{letter}{n}": key for n, (_, key) in enumerate(pairs)}


def _shown(many: str) -> str:
    """The first word of a list without its regular expression: 营(?!业) → 营."""
    return re.sub(r"\(.*", "", many.split()[0]).replace("_", " ")


def _bounds(table: dict[Bound, str], before: str, after: str) -> Bounds:
    return tuple((bound, re.compile(f"{before}(?:{p}){after}", re.IGNORECASE)) for bound, p in table.items())


@cache
def lexis(language: str) -> Lexis:
    """The compiled words of a language."""
    w = number_words(language)
    start = w.word_start

    def one(pattern: str, before: str = "", after: str = "") -> re.Pattern[str]:
        lines = "|".join(line.strip("\n") for line in pattern.splitlines() if line.strip())
        return re.compile(f"{before}(?:{lines or NEVER}){after}", re.IGNORECASE)

    unit, unit_groups = _grouped(w.units, "u", w)
    rates = _choice([form for many in w.rates.values() for form in _forms(many)], w)
    stage = "|".join(f"(?P<{key.replace('-', '_')}>{start}(?:{p}))" for key, p in w.stages.items())
    money = w.money.split()
    return Lexis(
        before=_bounds(w.before, start, f"[ \u00a0]?{w.filler}{{0,3}}$"), inner=_bounds(w.inner, "", ""),
        after=_bounds(w.after, "[ ,]{0,2}", ""),
        ranges=one(w.ranges, "^", "$"), between=one(w.between, start, "$"), between_and=one(w.between_and, "^", "$"),
        out_of=one(w.out_of, "^", "$"), nots=one(w.not_quantities), none=one(w.none), several=one(w.several, start),
        bare_before=one(w.bare_before, start, "[ -]?$"), percent_before=one(w.percent_before, "", "$"),
        unit=one(unit), unit_gap=re.compile(w.unit_gap), unit_groups=unit_groups,
        unit_names={uid: _shown(many) for uid, many in w.units.items()}, measures=frozenset(w.measures.split()),
        half_after=one(w.half_after), half_unit_after=one(w.half_unit_after), rate_before=one(rates, "", "[ ]?$"),
        rate_after=one(rates, "(?:(?: of)? \\w+)?[ ]?" if start else "[ ]?"),
        rate_names={uid: _shown(many) for uid, many in w.rates.items()}, money=dict(zip(money[::2], money[1::2], strict=True)),
        people=one(_choice(_forms(w.people), w)), of=one(w.of), of_before=one(w.of_before), of_mark=one(w.of_mark),
        stage=one(stage), spaced=bool(start),
    )  # fmt: skip


@cache
def rate_ids(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The units of time and the like that a rate is by, each with its words: second, per second or 每秒."""
    w = number_words(language)
    return tuple((uid, re.compile(_choice(_forms(many), w), re.IGNORECASE)) for uid, many in w.rates.items())
