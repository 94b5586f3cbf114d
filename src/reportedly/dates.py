"""When a statement was said: 同日, 25日, в тот же день, last Friday → When, with the reason; and dated events beside statements.

A date counts for a statement where it stands with its cue, outside of what is said: a date inside the content is of the event
talked about. Where none does, the date of the same speaker above, of the occasion or of the paper that the words are taken from
goes on; where there is none of these either the statement is undated: nothing is dated by the page alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from reportedly.dating.flow import go_on
from reportedly.dating.layout import Reading, place, within
from reportedly.dating.timeline import Timeline, find_dates, interval
from reportedly.dating.words import Mention
from reportedly.model import Basis, Event, Relay, Report, Statement, When

__all__ = ["Mention", "date_statements", "find_dates", "find_events"]

CLAUSE = re.compile(r"[，,；;：:()（）—–\n]")
FAR = 400
"""Characters beyond cue and content in which a date of saying is looked for."""
PLANS = ("urges", "promises", "announces", "warns")
"""Acts whose content tells of a day to come."""
UNDATED = When(why="no date stands with it, and none goes on to it")


# --- the words with the cue ------------------------------------------------------------------------------


def date_statements(report: Report, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Set when each statement was said, with basis, words and reason; and when its relays carried it, where they say so.

    Speakers that are known already help: a date goes on to what the same speaker says next.
    """
    r = Reading.of(report, statements)
    own: dict[str, When] = {}
    back: set[str] = set()
    for s in sorted(statements, key=r.depth):
        m = _own(r, s)
        if m is not None:
            own[s.id] = _when(r, m, own.get(s.parent or ""))
            back |= {s.id} if m.rule.looks_back or m.rule.vague else set()
    when = go_on(r, own, back)
    return tuple(_set(r, s, when.get(s.id, UNDATED)) for s in statements)


def _set(r: Reading, s: Statement, said: When) -> Statement:
    """The statement with its date; where only the day is known on which an outlet carried it, it was said by then."""
    relays = tuple(_carried(r, s, x) for x in s.relays)
    known = next((x for x in relays if x.carried is not None), None)
    if said.edtf is None and known is not None:
        said = When(f"../{known.carried}", "undated", None, f"{known.text} carried it on {known.carried}: said by then")
    return replace(s, said=said, relays=relays)


def _own(r: Reading, s: Statement) -> Mention | None:
    """The date expression that stands with the cue of a statement: of those, one that names a day, and the nearest."""
    if s.said_words is not None:
        near = r.between(s.said_words.start - 30, s.said_words.end)
        given = [m for m in near if m.end > s.said_words.start and not within(m.start, s)]
        if given:
            return min(given, key=lambda m: (m.rule.vague, m.start))
    if not s.cue and (s.source is None or s.source_inherited):
        return None
    at = place(s)
    start, end = r.sentences[r.sentence(at.start)]
    start, end = max(start, min(at.start, s.start) - FAR), min(end, max(at.end, s.end) + FAR)
    found = [(m, d) for m in r.between(start, end) if (d := _distance(r, s, m)) is not None]
    return min(found, key=lambda f: (f[0].rule.vague, f[1]))[0] if found else _taken_in(r, s) or _as_of(r, s)


def _as_of(r: Reading, s: Statement) -> Mention | None:
    """The day of figures that begin with it: 数据显示，[截至26日8时，...]."""
    if s.kind != "document" or not r.words.as_of:
        return None
    first = s.content[0]
    head = next(iter(r.between(first.start, first.start + 20)), None)
    dated = head is not None and head.rule.day is not None and r.past(head)
    return head if head and dated and re.search(r.words.as_of, r.report.text[max(0, first.start - 8) : head.start]) else None


def _taken_in(r: Reading, s: Statement) -> Mention | None:
    """A day that a content of mere nouns took in: lamented [the failure of the talks on Saturday]; it belongs to the cue."""
    first = s.content[0]
    if not r.words.finite or s.manner == "direct" or s.act in PLANS or not 0 <= first.start - place(s).end <= 6:
        return None
    days = [m for m in r.between(first.start, first.end) if m.kind in ("weekday", "day") and r.past(m)]
    if len(days) != 1 or days[0].start - first.start < 8 or _another_event(r, s, days[0]):
        return None
    return None if re.search(r.words.finite, r.report.text[first.start : days[0].start]) else days[0]


def _distance(r: Reading, s: Statement, m: Mention) -> int | None:
    """How far a date stands from the cue, contents not counted; None where it cannot be the date of saying."""
    holder = r.by_id.get(s.parent or "")
    if within(m.start, s) or r.dateline(m) or (r.inside(m.start) if holder is None else not within(m.start, holder)):
        return None
    if not r.past(m) or _another_event(r, s, m) or _of_relay(r, s, m) or _claimed(r, s, m):
        return None
    gaps = []
    for c in s.cue or (place(s),):
        a, b = (m.end, c.start) if m.end <= c.start else (c.end, m.start)
        if m.start < c.end or r.words.trails or m.end <= s.start or not r.report.text[a:b].strip():
            gaps.append(r.outside(a, b) if holder is None else max(0, b - a))
    return min(gaps, default=None)


def _another_event(r: Reading, s: Statement, m: Mention) -> bool:
    """Whether the words beside a date make it the day of something else: since Monday; ..., who left on Friday, ..."""
    text = r.report.text
    if r.bounds(m) or _of_content(r, s, m):
        return True
    named = s.source is not None and s.source.start <= m.start < s.source.end and s.kind != "document"
    if named and m.kind == "date" and m.rule.day is None:
        return True
    a, b = _clause(text, m.start, m.end)
    return bool(r.words.aside and re.match(r.words.aside, text[a:b])) and not a <= place(s).start < b


def _of_content(r: Reading, s: Statement, m: Mention) -> bool:
    """Whether a date belongs to what is said though its span leaves it out: "Today we sail", he said; sales rose this year."""
    text, at = r.report.text, place(s)
    gap = text[m.end : s.start]
    cut = r.words.trails and m.end <= s.start <= at.start and re.fullmatch(r"[\w ]{0,4}", gap) is not None
    coarse = m.kind == "span" or (m.kind == "date" and m.rule.month is None and m.rule.day is None and not m.rule.explicit)
    ends = interval(m.edtf)
    return cut or (coarse and (m.start >= at.end or ends is None or (m.kind == "span" and (ends[1] - ends[0]).days > 7)))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between commas around some words, within 200 characters."""
    low = max(0, start - 200)
    cuts = [c.end() for c in CLAUSE.finditer(text, low, start)]
    stop = CLAUSE.search(text, end, end + 200)
    return (cuts[-1] if cuts else low), (stop.start() if stop else min(len(text), end + 200))


def _of_relay(r: Reading, s: Statement, m: Mention) -> bool:
    """Whether the date is when an outlet carried the words: it is in the clause of the relay, not in that of cue or source."""
    a, b = _clause(r.report.text, m.start, m.end)
    own = any(a <= x < b for x in (place(s).start, -1 if s.source is None else s.source.start))
    return not own and any(a <= x.start < b for x in s.relays)


def _claimed(r: Reading, s: Statement, m: Mention) -> bool:
    """Whether the cue of another statement stands between the date and this one's."""
    at = place(s)
    if s.source is not None and 0 <= m.start - s.source.end <= 12 and m.end <= at.start:
        return False
    a, b = (m.end, at.start) if m.end <= at.start else (at.end, m.start)
    between = r.cues[bisect_left(r.cues, a) : bisect_left(r.cues, b)]
    return any(not any(c.start <= x < c.end for c in s.cue) and (s.parent is not None or not r.inside(x)) for x in between)


def _when(r: Reading, m: Mention, base: When | None) -> When:
    """The date of saying that a mention gives; in another's words "yesterday" counts from the day on which that one spoke."""
    spoke = interval(base.edtf) if base is not None and m.rule.anchor == "page" else None
    if spoke is not None and spoke[0] == spoke[1]:
        m = Timeline(spoke[0], spoke[0]).resolve(m)
    basis: Basis = "explicit" if m.rule.explicit else "relative"
    return When(m.edtf, basis, r.report.span(m.start, m.end), m.why)


def _carried(r: Reading, s: Statement, x: Relay) -> Relay:
    """The relay with the day on which it says that it carried the words."""
    a, b = _clause(r.report.text, x.start, x.end)
    found = [m for m in r.between(a, b) if not (m.rule.vague or r.dateline(m) or within(m.start, s)) and _of_relay(r, s, m)]
    return replace(x, carried=found[0].edtf) if found else x


# --- events ----------------------------------------------------------------------------------------------


def find_events(report: Report, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """The dated sentences of the body that lie outside every statement, as printed, with the first date that each names."""
    r = Reading.of(report, statements)
    bodies = [b for b in report.blocks if b.role == "body"]
    taken = sorted((x.start, x.end) for s in statements for x in (*s.content, *s.cue))
    out, body, k = [], 0, 0
    for start, end in r.sentences:
        while body < len(bodies) and bodies[body].end <= start:
            body += 1
        while k < len(taken) and taken[k][1] <= start:
            k += 1
        told = k < len(taken) and taken[k][0] < end
        if body < len(bodies) and bodies[body].start <= start and not told:
            out += _event(r, start, end)
    return tuple(out)


def _dates_event(r: Reading, m: Mention) -> bool:
    """Whether a mention says when something happened: not of late, not since or until then, no "this year"."""
    loose = m.rule.vague or m.kind == "span" or (m.rule.year_shift is not None and m.rule.month is None)
    return m.edtf is not None and not (loose or r.dateline(m) or r.bounds(m))


def _event(r: Reading, start: int, end: int) -> list[Event]:
    """The event of a sentence: none where it names no date but a vague one or the dateline's."""
    dated = [m for m in r.between(start, end) if _dates_event(r, m)]
    if not dated:
        return []
    m = next((m for m in dated if m.rule.day is not None or m.kind in ("day", "weekday")), dated[0])
    text = r.report.text[start:end]
    a, b = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    return [Event(a, b, r.report.text[a:b], m.edtf or "", m.why)]
