"""Date expressions in four languages: where they stand in a text, and what each says.

The words are in data/LANGUAGE/dates.toml; `scan` finds the expressions and reads each into a Rule, which timeline.py resolves.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal

from reportedly.lang import words

Kind = Literal["date", "weekday", "day", "count", "same", "week", "weekend", "span", "past", "recent"]
Anchor = Literal["page", "text"]

TITLES = re.compile(r"《[^《》\n]{1,60}》")
"""Titles of works and newspapers: 《星期日泰晤士报》 names no Sunday."""
WORDLESS = re.compile(r"\W{200,}")
FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a date: a regular expression with placeholders in braces."""

    regex: str
    kind: Kind
    anchor: Anchor = "page"
    sign: int = 1
    unit: str = "day"
    bare: int | None = None
    """What it counts where it has no number."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """Data of data/LANGUAGE/dates.toml that serves to find and resolve dates."""

    year: str
    month: str
    day: str
    number: str
    before: str
    part: str
    clock: str
    zone: str
    future_before: str
    future_after: str
    over: str
    since: str
    to: str
    dateline: str
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    years: dict[str, int]
    month_words: dict[str, int]
    week_words: dict[str, int]
    day_words: dict[str, int]
    shift_words: dict[str, int]
    units: dict[str, str]
    month_parts: dict[str, int] = field(default_factory=dict)
    day_counts: dict[str, int] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()
    pattern: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a date expression says, before it is known what it counts from."""

    kind: Kind
    anchor: Anchor = "page"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    weekday: int | None = None
    count: int | None = None
    sign: int = 1
    unit: str = "day"
    until: Rule | None = None
    """The other end of a range."""

    @property
    def explicit(self) -> bool:
        """Whether figures or a month's name say the date, not a word that counts from somewhere."""
        return self.kind == "date" and self.year_shift is None and self.month_shift is None

    @property
    def looks_back(self) -> bool:
        """Whether a word such as "last" or "ago" puts it before what the report is about."""
        ago = self.kind == "count" and self.anchor == "page" and self.sign < 0
        return ago or min(x or 0 for x in (self.week_shift, self.month_shift, self.year_shift)) < 0

    @property
    def vague(self) -> bool:
        """Whether it only says that something was earlier, or of late."""
        return self.kind in ("past", "recent")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date expression: its place and words, what it says, the EDTF that it means there (None: nothing to count from), why."""

    start: int
    end: int
    text: str
    rule: Rule
    edtf: str | None = None
    why: str = ""

    @property
    def kind(self) -> Kind:
        """What sort of expression it is."""
        return self.rule.kind


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns of one language."""

    words: DateWords
    patterns: tuple[tuple[Pattern, re.Pattern[str]], ...]
    blocked: re.Pattern[str] | None
    dateline: re.Pattern[str]
    to: re.Pattern[str]
    future_before: re.Pattern[str]
    future_after: re.Pattern[str]


@cache
def grammar(language: str) -> Grammar:
    """Compile the date patterns of a language."""
    w = words(language, "dates", DateWords)
    places = _placeholders(w)
    patterns = []
    for p in w.pattern:
        regex = re.sub(r"\{(\w+)\}", lambda m: places.get(m[1], m[0]), p.regex)
        patterns.append((p, re.compile(w.before + regex if w.before else regex)))
    blocked = re.compile("|".join(map(re.escape, w.blocked))) if w.blocked else None
    dateline, others = re.compile(w.dateline, re.MULTILINE), map(re.compile, (w.to, w.future_before, w.future_after))
    return Grammar(w, tuple(patterns), blocked, dateline, *others)


def _placeholders(w: DateWords) -> dict[str, str]:
    month = "|".join(filter(None, [*w.months, w.month]))
    tables: dict[str, dict[str, int] | dict[str, str]] = {
        "yw": w.years, "mw": w.month_words, "ww": w.week_words, "dw": w.day_words, "sw": w.shift_words, "w": w.weekdays,
        "u": w.units, "mp": w.month_parts, "kd": w.day_counts,
    }  # fmt: skip
    out = {name: f"(?P<{name}>{_longest_first(table)})" for name, table in tables.items() if table}
    out |= {"y": f"(?P<y>{w.year})", "m": f"(?P<m>{month})", "d": f"(?P<d>{w.day})", "d2": f"(?P<d2>{w.day})"}
    return out | {"n": f"(?P<n>{w.number})", "p": w.part + w.clock + w.zone}


def _longest_first(table: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted((x for key in table for x in key.split("|")), key=len, reverse=True))


@lru_cache(maxsize=1 << 14)
def _value(language: str, table: str, text: str) -> int | str | None:
    """What a table gives for the words of a text; its keys are regular expressions."""
    entries: dict[str, int] | dict[str, str] = getattr(grammar(language).words, table)
    return next((v for key, v in entries.items() if re.fullmatch(key, text, re.IGNORECASE)), None)


def _number(language: str, text: str) -> int | None:
    """The number that figures or words write: 25, 二十五, 二〇三一, three."""
    if text.isascii() and text.isdigit():
        return int(text)
    whole = _value(language, "numbers", text)
    if isinstance(whole, int):
        return whole
    digits = [_value(language, "numbers", c) for c in text]
    if not all(isinstance(d, int) for d in digits):
        return None
    figures = [d for d in digits if isinstance(d, int)]
    if "十" not in text:
        return int("".join(map(str, figures)))
    tens, _, ones = text.partition("十")
    return (_number(language, tens) or 1 if tens else 1) * 10 + (_number(language, ones) or 0 if ones else 0)


# --- finding ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def scan(text: str, language: str) -> tuple[Mention, ...]:
    """The date expressions of a text in order, none resolved yet; those that touch (周六（7月25日）) are one.

    The last few texts are remembered: statements and events of one report are dated from one look at it.
    """
    g = grammar(language)
    plain = text.translate(FULL_WIDTH)
    hidden = [m.span() for m in g.blocked.finditer(plain)] if g.blocked else []
    hidden = sorted(hidden + [m.span() for m in TITLES.finditer(plain)])
    found: list[tuple[int, int, int, Rule]] = []
    for start, end in _worded(plain):
        for order, (pattern, regex) in enumerate(g.patterns):
            for m in regex.finditer(plain, start, end):
                rule = _rule(language, pattern, m)
                if rule is not None:
                    found.append((m.start() + len(m[0]) - len(m[0].lstrip()), -m.end(), order, rule))
    return tuple(_joined(text, g.to, list(_apart(text, sorted(found, key=lambda f: f[:3]), hidden))))


def _worded(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that hold words, long runs without any left out."""
    start = 0
    for m in WORDLESS.finditer(text):
        if m.start() > start:
            yield start, m.start()
        start = m.end()
    if start < len(text):
        yield start, len(text)


def _apart(text: str, found: list[tuple[int, int, int, Rule]], hidden: list[tuple[int, int]]) -> Iterator[Mention]:
    end, at = 0, 0
    for start, stop, _, rule in found:
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        cut = at < len(hidden) and hidden[at][0] < -stop
        if start >= end and not cut:
            end = -stop
            yield Mention(start, end, text[start:end], rule)


def _joined(text: str, to: re.Pattern[str], found: list[Mention]) -> list[Mention]:
    """Join a weekday or "today" to the date in figures beside it, and the two ends of a range."""
    out: list[Mention] = []
    for m in found:
        gap = text[out[-1].end : m.start] if out else "\n"
        if out and len(gap) <= 2 and re.fullmatch(r"[ ,，(（]{0,2}", gap) and _same_day(out[-1].rule, m.rule):
            stop = m.end + (text[m.end : m.end + 1] in (")", "）") and gap.strip() in ("(", "（"))
            rule = out[-1].rule if out[-1].rule.explicit else m.rule
            out[-1] = Mention(out[-1].start, stop, text[out[-1].start : stop], rule)
        elif out and len(gap) <= 6 and to.fullmatch(gap) and _ends(out[-1].rule, m.rule):
            rule = replace(out[-1].rule, until=m.rule)
            out[-1] = Mention(out[-1].start, m.end, text[out[-1].start : m.end], rule)
        else:
            out.append(m)
    return out


def _ends(a: Rule, b: Rule) -> bool:
    """Whether two dates in figures can be the ends of a range."""
    return a.explicit and b.explicit and a.until is None and (a.day is None) == (b.day is None)


def _same_day(a: Rule, b: Rule) -> bool:
    """Whether one counts or names the day that the other gives in figures."""
    loose, exact = (a, b) if b.explicit else (b, a)
    named = loose.kind == "weekday" or (loose.kind == "day" and loose.anchor == "page") or (loose.kind == "past" and a is loose)
    return named and exact.explicit and (exact.day is not None or loose.kind == "past")


def _rule(language: str, p: Pattern, m: re.Match[str]) -> Rule | None:
    """Read a match of a pattern; None where its figures are no date."""
    g = {k: v for k, v in m.groupdict().items() if v is not None}

    def number(key: str) -> int | None:
        return _number(language, g[key]) if key in g else None

    def word(key: str, table: str) -> int | None:
        found = _value(language, table, g[key]) if key in g else None
        return found if isinstance(found, int) else None

    month = number("mn") or word("m", "months") or (number("m") if "m" in g else None) or word("mp", "month_parts")
    rule = Rule(
        p.kind, p.anchor, year=number("y"), month=month, day=number("d"), last_day=number("d2"),
        year_shift=word("yw", "years"), month_shift=word("mw", "month_words"), week_shift=word("ww", "week_words"),
        weekday=word("w", "weekdays"), sign=p.sign, unit=p.unit,
    )  # fmt: skip
    if p.kind == "day":
        shift = word("dw", "day_words")
        rule = replace(rule, count=word("sw", "shift_words") if shift is None else shift)
    elif p.kind in ("count", "span"):
        unit = _value(language, "units", g.get("u", ""))
        amount = word("kd", "day_counts") if "kd" in g else number("n") if "n" in g else p.bare
        rule = replace(rule, count=amount, unit=unit if isinstance(unit, str) else "day")
    if "ww2" in g:
        rule = replace(rule, week_shift=_shift(language, g["ww2"]))
    return rule if _possible(rule) else None


def _shift(language: str, text: str) -> int | None:
    found = _value(language, "week_words", text)
    return found if isinstance(found, int) else None


def _possible(rule: Rule) -> bool:
    if rule.month is not None and not 1 <= rule.month <= 12:
        return False
    if rule.day is not None:
        longest = 31 if rule.month is None else monthrange(rule.year or 2000, rule.month)[1]
        return 1 <= rule.day <= longest and (rule.last_day is None or rule.day < rule.last_day <= longest)
    return True


def ahead(text: str, language: str, m: Mention) -> bool:
    """Whether the words beside a date say that it was still to come."""
    g = grammar(language)
    return bool(g.future_before.search(text[max(0, m.start - 40) : m.start]) or g.future_after.match(text[m.end : m.end + 40]))


def datelines(text: str, language: str) -> list[tuple[int, int]]:
    """Where a report begins with its place and day: 新华社…7月26日电, SIVRA, June 13 (Unipress) -."""
    return [m.span() for m in grammar(language).dateline.finditer(text)]
