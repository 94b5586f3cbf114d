"""The words of the interface, in English and Chinese, and how numbers, dates and reasons are put with them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from reportedly.edtf import bounds
from reportedly.lang import words
from reportedly.model import Figure, Quantity, Report, Statement, When

Tongue = Literal["en", "zh"]
TONGUES: tuple[Tongue, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Interface:
    """Every word that a page or table says in its own voice; data/{en,zh}/interface.toml."""

    title: str
    lede: str
    reports: str
    report: str
    statements: str
    statement: str
    one_statement: str
    many_statements: str
    legend: str
    speakers: str
    events: str
    warnings: str
    nothing: str
    nothing_hint: str
    all_reasons: str
    in_text: str
    close: str
    keys: str
    who: str
    via: str
    when: str
    act: str
    words: str
    how: str
    source: str
    cue: str
    office: str
    on_behalf_of: str
    addressee: str
    occasion: str
    target: str
    answers: str
    inside: str
    numbers: str
    hedges: str
    sure: str
    why: str
    published: str
    undated: str
    nobody: str
    inherited: str
    negative: str
    carried: str
    made_by: str
    bytes: str
    skip: str
    version: str
    acts: dict[str, str]
    kinds: dict[str, str]
    manners: dict[str, str]
    bases: dict[str, str]
    published_bases: dict[str, str]
    bounds: dict[str, str]
    roles: dict[str, str]
    stances: dict[str, str]
    checked: dict[str, str]
    hows: dict[str, str]
    copies: dict[str, str]
    dates: dict[str, str]

    def counted(self, n: int) -> str:
        """A number of statements in words."""
        return f"{n} {self.one_statement if n == 1 else self.many_statements}"

    def who_of(self, statement: Statement) -> str:
        """The speaker's fullest name, else the source's own words, else that nobody is named."""
        if statement.speaker and statement.speaker.name:
            return statement.speaker.name
        return statement.source.text if statement.source else self.nobody

    def when_of(self, said: When) -> str:
        """The date of saying as it is kept, an open start as "up to", or that there is none."""
        return said.edtf.replace("T", " ").replace("../", "≤ ") if said.edtf else self.undated

    def day(self, edtf: str | None) -> str:
        """A date or interval in words: 4 March 2031, 2031年3月4日; as it stands where it is none.

        >>> interface("en").day("../2031-03-09")
        'up to 9 March 2031'
        """
        if not edtf:
            return ""
        low, mark, high = edtf.partition("/")
        try:
            bounds(edtf)
        except ValueError:
            return edtf
        if not mark:
            return self._one_day(low)
        if low in ("", ".."):
            return self.dates["until"].format(self._one_day(high))
        if high in ("", ".."):
            return self.dates["since"].format(self._one_day(low))
        return self.dates["between"].format(self._one_day(low), self._one_day(high))

    def short_day(self, edtf: str) -> str:
        """A day without its year, for a scale: 4 March, 3月4日."""
        return self._one_day(edtf, "short")

    def _one_day(self, edtf: str, shape: str | None = None) -> str:
        unsure = edtf.endswith(("?", "~", "%"))
        date, _, time = edtf.rstrip("?~%").partition("T")
        parts = [int(x) for x in date.split("-")]
        months = self.dates["months"].split()
        name = months[parts[1] - 1] if len(parts) > 1 else ""
        out = self.dates[shape or ("year", "month", "day")[len(parts) - 1]].format(
            y=parts[0], m=name, d=parts[2] if len(parts) > 2 else ""
        )
        out += f" {time[:5]}" if time else ""
        return self.dates["about"].format(out) if unsure else out

    def published_of(self, report: Report) -> str:
        """When the report was published, and how that is known; empty where it is not."""
        if not report.published:
            return ""
        basis = self.published_bases[report.published_basis] if report.published_basis else ""
        return f"{self.published} {report.published.replace('T', ' ')}" + (f" ({basis})" if basis else "")

    def quantity_of(self, q: Quantity) -> str:
        """A quantity as it is understood: bound, value or range, unit, what it counts and at what stage."""
        return " ".join(x for x in (self.value_of(q), q.unit, q.of, q.stage) if x)

    def value_of(self, q: Quantity | Figure) -> str:
        """The bound with the value or range of a number."""
        ends = [f"{x:,.10g}" for x in (q.low, q.high) if x is not None]
        return f"{self.bounds[q.bound]} {'–'.join(dict.fromkeys(ends)) or '?'}"


def interface(tongue: Tongue) -> Interface:
    """The interface in one language."""
    found: Interface = words(tongue, "interface", Interface)
    return found


def own_tongue() -> Tongue:
    """The language that the environment asks for: Chinese where its locale is, else English."""
    asked = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def shown(words: str) -> str:
    """Words with their control characters made visible, so that no report can steer a terminal or turn a page's direction."""
    return words.translate(_CONTROLS)


_CONTROLS = {
    **{n: 0x2400 + n for n in range(32) if n not in (9, 10)},
    13: None,
    127: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), 0xFFFD),
}
