"""The day that a date expression means, in the order of the document.

Words such as 当天 or "the day before" count from the last date above, words such as "yesterday" from the report's own day; a
month and day take the year from it, backwards unless the words beside them look ahead.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.dating.words import Mention, Rule, ahead, datelines, scan

SLACK = timedelta(days=1)
"""A page may carry tomorrow's date of another time zone."""
SENTENCE_END = re.compile(r"[。！？!?\n]|\.\s")


def page_day(published: str | None) -> date | None:
    """The day of an EDTF page date, to the minute or to the day; None where it is coarser."""
    m = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    try:
        return date(*map(int, m.groups())) if m else None
    except ValueError:
        return None


def interval(edtf: str | None) -> tuple[date, date] | None:
    """First and last day of an EDTF day, month, year or closed interval."""
    ends = []
    for n, part in enumerate((edtf or "").split("/")):
        m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", part)
        if not m:
            return None
        y, mo, d = int(m[1]), int(m[2] or 0), int(m[3] or 0)
        first = date(y, mo or 1, d or 1)
        last = date(y, mo or 12, d or monthrange(y, mo or 12)[1])
        ends.append(last if n else first)
        ends.append(last)
    return (ends[0], ends[-1]) if ends else None


@dataclass(slots=True)
class Timeline:
    """Resolves date expressions in the order of the document.

    `page` is the day of the report (its dateline's, else the page's); `last` the last day named: 当天 counts from it.
    """

    page: date | None
    last: date | None = None
    named: str | None = None
    """The last date named, a month or year too: what "at that same time" means."""
    sentence: date | None = None
    """The last day named in the sentence."""

    def resolve(self, m: Mention, *, ahead: bool = False, moves: bool = True) -> Mention:
        """The mention with its EDTF and reason; where it moves the anchor, the next relative words count from it."""
        edtf, why = self._read(m.rule, ahead)
        if edtf is not None and m.rule.until is not None:
            edtf = self._range(edtf, m.rule.until, ahead)
        out = replace(m, edtf=edtf, why=f"{m.text} → {edtf}, {why}" if edtf else f"{m.text}: {why}")
        ends = None if m.rule.vague else interval(edtf)
        if moves and ends:
            self.named = edtf
            if ends[0] == ends[1]:
                self.last = self.sentence = ends[0]
        return out

    def _range(self, first: str, until: Rule, ahead: bool) -> str:
        """A range from its first end, the other read beside it; the first end alone where the other comes before it."""
        ends = interval(first)
        self.sentence = ends[0] if ends else self.sentence
        last, _ = self._read(until, ahead)
        return f"{first}/{last}" if last is not None and first < last else first

    def _read(self, rule: Rule, ahead: bool) -> tuple[str | None, str]:
        if rule.vague:
            ref = self.page if rule.kind == "recent" else self.last or self.page
            return (f"../{ref}", "some time up to then") if ref else (None, "some time before")
        if rule.kind == "date":
            return self._figures(rule, ahead)
        if rule.kind == "same" and rule.unit == "time":
            return self.named, "the last date above"
        above = self.last if rule.anchor == "text" else None
        ref = above or self.page
        if ref is None:
            return None, "no date of the page to count from"
        seen = f"the last date above, {ref}" if above else f"the report's day {ref}"
        try:
            return READERS[rule.kind](rule, ref, ahead), f"counted from {seen}"
        except (ValueError, OverflowError):
            return None, f"no such day before or after {seen}"

    def _figures(self, rule: Rule, ahead: bool) -> tuple[str | None, str]:
        """A date in figures, or with a word such as 去年 or 本月 for its year or month."""
        if rule.year is not None:
            return _edtf(rule, rule.year, rule.month), "as written"
        if self.page is None:
            return None, "no date of the page that would say the year"
        year = self.page.year + (rule.year_shift or 0)
        if rule.year_shift is not None:
            return _edtf(rule, year, rule.month), f"counted from the report's day {self.page}"
        if rule.month_shift is not None:
            months = self.page.year * 12 + self.page.month - 1 + rule.month_shift
            return _edtf(rule, months // 12, months % 12 + 1), f"counted from the report's day {self.page}"
        if rule.month is not None:
            return self._year(rule, rule.month, ahead)
        return self._month(rule, rule.day or 1, ahead)

    def _year(self, rule: Rule, month: int, ahead: bool) -> tuple[str | None, str]:
        """Month and day: the last such day up to the page's, or the next one where the tense looks ahead."""
        assert self.page is not None
        day = rule.day or 1
        years = [y for y in range(self.page.year - 8, self.page.year + 9) if day <= monthrange(y, month)[1]]
        past = max((y for y in years if date(y, month, day) <= self.page + SLACK), default=None)
        coming = min((y for y in years if date(y, month, day) >= self.page), default=None)
        if ahead and coming is not None and (past is None or (self.page - date(past, month, day)).days > 31):
            return _edtf(rule, coming, month), f"the next one after the report's day {self.page}, for the sentence looks ahead"
        if past is None:
            return None, "no such day"
        return _edtf(rule, past, month), f"the last one up to the report's day {self.page}"

    def _month(self, rule: Rule, day: int, ahead: bool) -> tuple[str | None, str]:
        """A bare day: of the month that its sentence speaks of, else the last such day up to the page's."""
        assert self.page is not None
        near = self.sentence
        if near is not None and abs((self.page - near).days) > 27:
            months, why = _months_around(near, day), f"beside {near} in its sentence"
            best = min(months, key=lambda d: abs((d - near).days), default=None)
        elif ahead:
            page = self.page
            best = min(_months_around(page, day), key=lambda d: (abs((d - page).days), d < page), default=None)
            why = f"the nearest to the report's day {self.page}, for the sentence looks ahead"
        else:
            best = max((d for d in _months_around(self.page, day) if d <= self.page + SLACK), default=None)
            why = f"the last one up to the report's day {self.page}"
        return (_edtf(rule, best.year, best.month), why) if best else (None, "no such day")


def _months_around(near: date, day: int) -> list[date]:
    """The days numbered so in the month of a date and two months to each side."""
    months = [near.year * 12 + near.month - 1 + k for k in (-2, -1, 0, 1, 2)]
    return [date(n // 12, n % 12 + 1, day) for n in months if n >= 12 and day <= monthrange(n // 12, n % 12 + 1)[1]]


def _edtf(rule: Rule, year: int, month: int | None) -> str | None:
    """Year, month and day as EDTF, as far as the rule gives them."""
    if month is None:
        return f"{year:04}"
    if rule.day is None:
        return f"{year:04}-{month:02}"
    if max(rule.day, rule.last_day or 0) > monthrange(year, month)[1]:
        return None
    first = f"{year:04}-{month:02}-{rule.day:02}"
    return first if rule.last_day is None else f"{first}/{year:04}-{month:02}-{rule.last_day:02}"


def _weekday(rule: Rule, ref: date, ahead: bool) -> str:
    wanted = rule.weekday or 1
    if rule.anchor == "text":
        if rule.sign == 0:
            return str(ref - timedelta((ref.isoweekday() - wanted) % 7))
        step = (wanted - ref.isoweekday() - 1) % 7 + 1 if rule.sign > 0 else -((ref.isoweekday() - wanted - 1) % 7 + 1)
        return str(ref + timedelta(step))
    if rule.week_shift is not None:
        return str(ref + timedelta(7 * rule.week_shift + wanted - ref.isoweekday()))
    if ahead:
        return str(ref + timedelta((wanted - ref.isoweekday()) % 7))
    back = (ref.isoweekday() - wanted) % 7
    return str(ref - timedelta(back or 7 if rule.sign < 0 else back))


def _day(rule: Rule, ref: date, ahead: bool) -> str:
    return str(ref + timedelta(rule.count or 0))


def _count(rule: Rule, ref: date, ahead: bool) -> str | None:
    if rule.unit == "hour":
        return str(ref)
    if rule.count is None:
        return None
    n = rule.sign * rule.count
    if rule.unit == "day":
        return str(ref + timedelta(n))
    if rule.unit == "week":
        day = ref + timedelta(7 * n)
        return f"{day - timedelta(day.isoweekday() - 1)}/{day + timedelta(7 - day.isoweekday())}"
    months = ref.year * 12 + ref.month - 1 + n * (12 if rule.unit == "year" else 1)
    return f"{months // 12:04}" if rule.unit == "year" else f"{months // 12:04}-{months % 12 + 1:02}"


def _same(rule: Rule, ref: date, ahead: bool) -> str:
    return f"{ref.year:04}" if rule.unit == "year" else f"{ref.year:04}-{ref.month:02}"


def _week(rule: Rule, ref: date, ahead: bool) -> str:
    monday = ref - timedelta(ref.isoweekday() - 1) + timedelta(7 * (rule.week_shift or 0))
    sunday = monday + timedelta(6)
    # "Earlier this week" ends before the day of the report.
    end = min(sunday, max(monday, ref - timedelta(1))) if rule.sign < 0 else sunday
    return f"{monday}/{end}" if monday != end else str(monday)


def _weekend(rule: Rule, ref: date, ahead: bool) -> str:
    shift = rule.week_shift if rule.week_shift is not None else (0 if ahead or ref.isoweekday() >= 6 else -1)
    if rule.sign < 0:
        shift = -1
    saturday = ref - timedelta(ref.isoweekday() - 6) + timedelta(7 * shift)
    return f"{saturday}/{saturday + timedelta(1)}"


def _span(rule: Rule, ref: date, ahead: bool) -> str:
    count = rule.count or 1
    days = max(1, count // 24) if rule.unit == "hour" else {"day": 1, "week": 7, "month": 30, "year": 365}[rule.unit] * count
    return f"{ref - timedelta(days)}/{ref}"


READERS = {
    "weekday": _weekday, "day": _day, "count": _count, "same": _same, "week": _week, "weekend": _weekend, "span": _span,
}  # fmt: skip


def find_dates(text: str, language: str, published: str | None) -> list[Mention]:
    """Every date expression of a text with the EDTF that it means there; `published` is the page's date."""
    line = Timeline(page_day(published))
    out: list[Mention] = []
    heads = datelines(text, language)
    for m in scan(text, language):
        if out and SENTENCE_END.search(text, out[-1].end, m.start):
            line.sentence = None
        out.append(line.resolve(m, ahead=ahead(text, language, m)))
        if any(a <= m.start < b for a, b in heads):
            line.page = page_day(out[-1].edtf) or line.page
    return out
