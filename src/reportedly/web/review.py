"""The queue of doubtful statements, least sure first, and the log of who judged what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportedly.judgements import Orphan
from reportedly.model import Judgement
from reportedly.sheet import Card
from reportedly.store import Entry
from reportedly.web.asked import Asked, Table
from reportedly.web.reports import listed, words_of

_A_PAGE = 12
_LOG = 100
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to look at, with the words around it."""

    statement: str
    entry: Entry
    card: Card
    before: str
    words: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the queue knows."""

    template: ClassVar[str] = "review.html"
    total: int
    offset: int
    doubts: tuple[Doubt, ...]
    step: int = _A_PAGE

    def table(self) -> Table:
        """One row a statement."""
        head = ("id", "report", "who", "when", "act", "words", "sure")
        return Table(head, (
            (d.statement, d.entry.id, d.card.who, d.card.when, d.card.act, d.words, d.card.sure) for d in self.doubts
        ))  # fmt: skip


def review_page(asked: Asked) -> ReviewPage:
    """The statements that no person has looked at."""
    offset = asked.number("from")
    total, found = asked.store.doubtful(_A_PAGE, offset)
    doubts = []
    for said in found:
        s, text = said.statement, asked.store.record(said.entry.key).report.text
        middle = text[s.start : s.end] if s.end - s.start < 2000 else words_of(s)
        doubts.append(Doubt(s.id, said.entry, listed(said, asked.ui), _before(text, s.start), middle, _after(text, s.end), s.why))
    return ReviewPage(total, offset, tuple(doubts))


def _before(text: str, start: int) -> str:
    """The words of the line before a place, from a whole word on."""
    cut = text[max(0, start - _AROUND) : start]
    line = cut.rpartition("\n")[2]
    whole = start <= _AROUND or len(line) < len(cut)
    return line if whole else "… " + (line.partition(" ")[2] or line)


def _after(text: str, end: int) -> str:
    """The words of the line after a place, up to a whole word."""
    line = text[end : end + _AROUND].partition("\n")[0]
    return line if len(line) < _AROUND else (line.rpartition(" ")[0] or line) + " …"


@dataclass(frozen=True, slots=True)
class Entered:
    """A judgement in the log, and the report that it was made on, where that is stored."""

    judgement: Judgement
    entry: Entry | None
    value: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """What the log knows."""

    template: ClassVar[str] = "log.html"
    total: int
    offset: int
    entered: tuple[Entered, ...]
    orphans: tuple[Orphan, ...]
    step: int = _LOG

    def public(self) -> object:
        """The judgements as the commands print them."""
        return [one.judgement for one in self.entered]

    def table(self) -> Table:
        """One row a judgement."""
        head = ("at", "by", "verdict", "field", "value", "quote", "page", "note")
        return Table(head, (
            (j.at, j.by, j.verdict, j.field, one.value, j.target.quote, j.target.page, j.note)
            for one in self.entered for j in (one.judgement,)
        ))  # fmt: skip


def log_page(asked: Asked) -> LogPage:
    """Who judged what, the last first."""
    offset = asked.number("from")
    told = asked.room.kept("judgements", asked.store.revision(), lambda: tuple(reversed(asked.store.judgements())))
    entries: dict[str, Entry | None] = {}
    out = []
    for j in told[offset : offset + _LOG]:
        if j.target.page not in entries:
            versions = asked.store.versions(j.target.page)
            entries[j.target.page] = versions[-1] if versions else None
        out.append(Entered(j, entries[j.target.page], _value(j)))
    orphans = asked.room.kept("orphans", asked.store.revision(), asked.store.orphans)
    return LogPage(len(told), offset, tuple(out), orphans)


def _value(j: Judgement) -> str:
    if isinstance(j.value, str):
        return j.value
    return " … ".join(t.quote for t in j.value) if isinstance(j.value, tuple) else ""
