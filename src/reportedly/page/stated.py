"""Dates as bylines print them: a year, a month and a day, perhaps a time; or a day without its year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from reportedly.page.words import any_of, month_numbers, page_words


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that a line states, and where; `year` is None where it is left out, `time` is HH:MM."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    time: str | None = None

    def edtf(self, year: int | None = None) -> str | None:
        """The date to the minute, of the given year where the line names none; None without a year or where no such day is."""
        full = self.year or year
        if full is None:
            return None
        try:
            day = date(full, self.month, self.day).isoformat()
        except ValueError:
            return None
        return f"{day}T{self.time}" if self.time else day


_CLOCK = r"(?P<{0}h>\d{{1,2}})[:：时時시.](?P<{0}m>[0-5]\d)(?:[:：]\d{{2}})?(?:[+-]\d{{2}}(?::?\d{{2}})?|Z)?(?!\d)"
_HALF = r"(?P<{0}half>上午|下午|中午|晚上|晚|傍晚|凌晨|早上|清晨|오전|오후)?\s?"
_ENGLISH_HALF = r"(?:\s?(?P<{0}ampm>[ap]\.?m\.?)(?![a-z]))?"


@cache
def _pattern() -> re.Pattern[str]:
    months = any_of(tuple(name for names in page_words().months for name in names.split("|")))
    weekday = rf"(?:\s?[(（]?(?:{any_of(page_words().weekdays)})[)）]?,?)?"
    zone = r"(?:\s?[(（]?(?:GMT|UTC|[A-Z]{1,3}T|МСК|мск)(?:[+-]\d{1,2})?[)）]?)?"
    before = rf"(?:{_HALF.format('a')}{_CLOCK.format('a')}{_ENGLISH_HALF.format('a')}{zone}\s?[,，|·]?\s?(?:on )?{weekday}\s?)?"
    after = rf"(?:{weekday}[\sT,，;|·/]{{0,3}}(?:at |в |à )?{_HALF.format('b')}{_CLOCK.format('b')}{_ENGLISH_HALF.format('b')})?"
    numbers = [
        r"(?P<y1>\d{4})\s?[-/.年년]\s?(?P<m1>\d{1,2})\s?[-/.月월]\s?(?P<d1>\d{1,2})(?:\s?[日号號일]|\b(?![-/.]\d)|(?=T))",
        r"(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4})(?!\d)",
        rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m3>{months})\.?,?(?:\s(?P<y3>\d{{4}})(?:\s?(?:года|г\.))?)?(?![\w])",
        rf"(?P<m4>{months})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<y4>\d{{4}}))?(?![\w])",
        r"(?P<m5>\d{1,2})[月월]\s?(?P<d5>\d{1,2})[日号號일]",
        r"(?P<m6>\d{1,2})[-/](?P<d6>\d{1,2})(?=\s\d{1,2}:\d{2})",
    ]
    return re.compile(rf"(?<![\w.]){before}(?:{'|'.join(numbers)}){after}", re.I)


def read_dates(line: str) -> list[Stated]:
    """The dates in a line, of its first 300 characters, in order."""
    return [stated for match in _pattern().finditer(line[:300]) if (stated := _read(match))]


def _read(match: re.Match[str]) -> Stated | None:
    got = match.groupdict()
    n = next(n for n in "123456" if got[f"d{n}"])
    name = got[f"m{n}"]
    month = int(name) if name.isdigit() else month_numbers()[name.lower()]
    day, year = int(got[f"d{n}"]), got.get(f"y{n}")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Stated(match.start(), match.end(), int(year) if year else None, month, day, _clock(got, "b") or _clock(got, "a"))


def _clock(got: dict[str, str | None], where: str) -> str | None:
    hour, minute = got[f"{where}h"], got[f"{where}m"]
    if hour is None or minute is None:
        return None
    full = int(hour)
    late = (got[f"{where}half"] or "") in page_words().afternoons or (got[f"{where}ampm"] or "").lower().startswith("p")
    if late and full < 12:
        full += 12
    if full == 12 and (got[f"{where}ampm"] or "").lower().startswith("a"):
        full = 0
    return f"{full:02}:{minute}" if full < 24 else None
