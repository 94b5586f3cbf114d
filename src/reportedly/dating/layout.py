"""A report laid out for dating: its sentences, the seams between glued reports, what is spoken, and its dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import timedelta

from reportedly.dating.timeline import SLACK, Timeline, interval, page_day
from reportedly.dating.words import Mention, ahead, datelines, scan
from reportedly.lang import words
from reportedly.model import Report, Span, Statement

STOPS = "。.!?！？…;；"
CJK = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
TOLD = ("outlet-own-voice", "unattributed")
"""Kinds whose content is the report's own telling: dates there are of its story, as those outside statements."""
LATE = timedelta(days=14)
"""What happened longer before the report is no occasion of its statements."""
ENDS = re.compile(r"[。！？!?]+[”’」』\"'»）)]*|(?<!\.)\.+[”\"'»)’]*(?=\s|$)|\n+")
LONG = 2000
"""Of a longer sentence only so many characters are looked at."""


@dataclass(frozen=True, slots=True)
class SayingWords:
    """Data of data/LANGUAGE/dates.toml that serves to date what was said."""

    trails: bool
    aside: str
    once: str
    signoff: str
    opening: str
    over: str
    since: str
    as_of: str = ""
    """Words before the day that figures are of."""
    finite: str = ""
    """Words that make what stands before a date a clause of its own."""
    pointing: str = "a^"
    pronouns: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    tellings: tuple[str, ...] = ()
    beside: str = "a^"
    groups: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


def sentences(text: str, abbreviations: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Start and end of every sentence; a line ends one."""
    short = re.compile(rf"(?:^|[^\w.])(?:{'|'.join(map(re.escape, abbreviations)) or 'a^'}|\w)$")
    out, start = [], 0
    for m in ENDS.finditer(text):
        if m[0] == "." and short.search(text[max(0, m.start() - 8) : m.start()]):
            continue
        if text[start : m.end()].strip():
            out.append((start, m.end()))
        start = m.end()
    if text[start:].strip() or not out:
        out.append((start, len(text)))
    return out


@dataclass(slots=True)
class Reading:
    """One report laid out for dating: sentences, seams, contents and the date expressions in order."""

    report: Report
    statements: tuple[Statement, ...]
    words: SayingWords
    sentences: list[tuple[int, int]]
    seams: list[int]
    contents: list[tuple[int, int]]
    mentions: list[Mention] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)
    by_id: dict[str, Statement] = field(default_factory=dict)
    outer: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, statements: tuple[Statement, ...]) -> Reading:
        """Lay out a report; linear in its length."""
        w = words(report.language, "dates", SayingWords)
        out = cls(report, statements, w, sentences(report.text, w.abbreviations), _seams(report, w), _union(statements))
        out.heads = datelines(report.text, report.language)
        out.cues = sorted(c.start for s in statements for c in s.cue)
        out.by_id = {s.id: s for s in statements}
        out._resolve()
        return out

    def _resolve(self) -> None:
        text, language = self.report.text, self.report.language
        spoken = [self.sentence(a) for a in self.cues]
        minor = {c.start for s in self.statements if s.kind == "back-reference" or s.parent is not None for c in s.cue}
        line, seam, at = Timeline(page_day(self.report.published)), 0, -1
        for m in scan(text, language):
            if self.segment(m.start) != seam:
                seam, line = self.segment(m.start), Timeline(page_day(self.report.published))
            if self.sentence(m.start) != at:
                at, line.sentence = self.sentence(m.start), None
            inside = self.inside(m.start)
            looks = (inside or not _member(spoken, at)) and ahead(text, language, m)
            # A date of what somebody said earlier, told in passing, is not where the story stands.
            passing = bool(minor) and self._nearest_cue(m, at) in minor
            self.mentions.append(line.resolve(m, ahead=looks, moves=not (inside or passing)))
            if self.dateline(m):
                line.page = page_day(self.mentions[-1].edtf) or line.page

    def _nearest_cue(self, m: Mention, k: int) -> int:
        """Where the cue begins that stands nearest to a date in its sentence; -1 where none does."""
        start, end = self.sentences[k]
        found = self.cues[bisect_left(self.cues, start) : bisect_left(self.cues, end)]
        return min(found, key=lambda c: abs(c - m.start), default=-1)

    def depth(self, s: Statement) -> int:
        """How many statements a statement is nested in."""
        depth, seen = 0, {s.id}
        while s.parent in self.by_id and s.parent not in seen:
            s, depth = self.by_id[s.parent], depth + 1
            seen.add(s.id)
        return depth

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return max(0, bisect_right(self.sentences, (at, len(self.report.text) + 1)) - 1)

    def segment(self, at: int) -> int:
        """The number of the report, of those glued together on the page, that holds a place."""
        return bisect_right(self.seams, at)

    def inside(self, at: int) -> bool:
        """Whether a place lies inside what somebody says."""
        k = bisect_right(self.contents, (at, len(self.report.text) + 1)) - 1
        return k >= 0 and at < self.contents[k][1]

    def dateline(self, m: Mention) -> bool:
        """Whether a mention is the day of the dateline."""
        return any(a <= m.start < b for a, b in self.heads)

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch of text."""
        lo = bisect_left(self.mentions, start, key=lambda m: m.start)
        return self.mentions[lo : bisect_left(self.mentions, end, key=lambda m: m.start)]

    def spoken(self, k: int) -> bool:
        """Whether the cue of a statement stands in a sentence."""
        start, end = self.sentences[k]
        lo = bisect_left(self.cues, start)
        return lo < len(self.cues) and self.cues[lo] < end

    def outer_text(self, k: int) -> str:
        """The words of a sentence outside contents and brackets, in small letters."""
        if k not in self.outer:
            start, end = self.sentences[k]
            text = self.report.text[start : min(end, start + LONG)]
            outer = "".join(c for i, c in enumerate(text, start) if not self.inside(i))
            self.outer[k] = re.sub(r"[（(][^（()）]{0,40}[）)]", "", outer).casefold()
        return self.outer[k]

    def tells_day(self, m: Mention) -> bool:
        """Whether a mention names one day on which something happened, outside contents."""
        if m.rule.vague or self.inside(m.start) or self.dateline(m) or self.bounds(m):
            return False
        ends, page = interval(m.edtf), page_day(self.report.published)
        return ends is not None and ends[0] == ends[1] and (page is None or page - LATE <= ends[0] <= page + SLACK)

    def past(self, m: Mention) -> bool:
        """Whether a date had begun when the page came out."""
        ends, page = interval(m.edtf), page_day(self.report.published)
        return ends is None or page is None or ends[0] <= page + SLACK

    def bounds(self, m: Mention) -> bool:
        """Whether the words beside a date make it the bound of a time: since Monday, 截至26日."""
        text = self.report.text
        before, after = text[max(0, m.start - 24) : m.start], text[m.end : m.end + 8]
        return bool(re.search(self.words.over, before) or re.match(self.words.since, after))

    def heads_line(self, s: Statement) -> bool:
        """Whether a statement is a headline: its block's role says so, or no punctuation follows it."""
        if any(b.role in ("headline", "subhead") and b.start <= s.start < b.end for b in self.report.blocks):
            return True
        text = self.report.text
        if text[s.end - 1] in STOPS:
            return False
        after = text[s.end : s.end + 4].lstrip("”’」』\"'» ")
        if CJK.match(after) or not after:
            return True
        line = text[text.rfind("\n", 0, s.start) + 1 : (text.find("\n", s.end) + len(text) + 1) % (len(text) + 1)].rstrip()
        return len(line) < 120 and line[-1:] not in STOPS + "”\"»'’"

    def outside(self, start: int, end: int) -> int:
        """How many characters of a stretch lie outside contents."""
        total, k = max(0, end - start), max(0, bisect_right(self.contents, (start, len(self.report.text) + 1)) - 1)
        while k < len(self.contents) and self.contents[k][0] < end:
            total -= max(0, min(end, self.contents[k][1]) - max(start, self.contents[k][0]))
            k += 1
        return total


def _member(ordered: list[int], x: int) -> bool:
    k = bisect_left(ordered, x)
    return k < len(ordered) and ordered[k] == x


def _union(statements: tuple[Statement, ...]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted((c.start, c.end) for s in statements if s.kind not in TOLD for c in s.content):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _seams(report: Report, w: SayingWords) -> list[int]:
    """Where another report begins on the page: a dateline, a headline after body, an opening line, or after a closing one."""
    text = report.text
    at = {a for a, _ in datelines(text, report.language)}
    at |= {m.end() for m in re.finditer(w.signoff, text, re.MULTILINE)}
    at |= {m.start() for m in re.finditer(w.opening, text, re.MULTILINE)}
    body = next((b.start for b in report.blocks if b.role == "body"), len(text))
    at |= {b.start for b in report.blocks if b.role in ("headline", "dateline") and b.start > body}
    out, last, told = [], 0, False
    for a in sorted({_title_above(text, a) for a in at}):
        told = told or re.search(r"[。.!?！？”\"»] ?\n", text[last:a]) is not None
        last = a
        if told:
            out.append(a)
            told = False
    return out


def place(s: Statement) -> Span:
    """The words that a statement hangs on: its cue, else its own source, else its content."""
    if s.cue:
        return max(s.cue, key=lambda c: c.start)
    return s.source if s.source is not None and not s.source_inherited else s.content[0]


def within(at: int, s: Statement) -> bool:
    """Whether a place lies inside the content of a statement."""
    return any(c.start <= at < c.end for c in s.content)


def _title_above(text: str, at: int) -> int:
    """Where the title lines begin that stand above a place, itself where there are none."""
    for _ in range(3):
        line = text.rfind("\n", 0, at - 1) + 1
        title = text[line:at].strip()
        if at - line > 80 or (title and title[-1] in '。.!?！？”"»；;，,、') or not text[line:at].endswith("\n"):
            return at
        at = line
    return at
