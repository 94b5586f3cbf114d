"""One report: its text as printed with the statements marked, the list beside it, and the one that is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from reportedly.cli.finding import record_line
from reportedly.errors import StoreError
from reportedly.judgements import JudgedRecord, Orphan, Standing
from reportedly.model import Copy, Judgement, Record, Statement, Utterance
from reportedly.sheet import Card, Leaf, draw_card, draw_leaf
from reportedly.store import Entry, Said, Store
from reportedly.web.asked import Asked, Table
from reportedly.web.undoing import last_step
from reportedly.web.words import Manner

_ELSEWHERE = 12
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Told:
    """Another report's telling of the same act of saying."""

    how: str
    said: Said


@dataclass(frozen=True, slots=True)
class Chosen:
    """The statement that is looked at."""

    number: int
    statement: Statement
    card: Card
    standing: Standing
    words: str
    elsewhere: tuple[Told, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """Another report that this one repeats, or that repeats it."""

    kind: str
    entry: Entry
    share: float
    earlier: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page of a report knows."""

    template: ClassVar[str] = "report.html"
    entry: Entry
    judged: JudgedRecord
    leaf: Leaf
    links: tuple[str, ...]
    chosen: Chosen | None
    versions: tuple[Entry, ...]
    relatives: tuple[Relative, ...]
    undoable: Judgement | None

    @property
    def record(self) -> Record:
        """The record with people's judgements in it."""
        return self.judged.record

    def public(self) -> msgspec.Raw:
        """The record as the commands print it."""
        return msgspec.Raw(record_line(self.judged))

    def table(self) -> Table:
        """One row a statement."""
        head = ("id", "speaker", "source", "said", "act", "kind", "words", "confidence", "checked")
        return Table(head, (
            (s.id, s.speaker.name if s.speaker else None, s.source.text if s.source else None, s.said.edtf, s.act, s.kind,
             words_of(s), s.confidence, self.judged.of(s.id).checked)
            for s in self.record.statements
        ))  # fmt: skip

    def others(self) -> tuple[Entry, ...]:
        """The page's other versions."""
        return tuple(v for v in self.versions if v.key != self.entry.key)

    def orphans(self) -> tuple[Orphan, ...]:
        """Judgements that no longer find their words."""
        return self.judged.orphans


@dataclass(frozen=True, slots=True)
class PanelPage:
    """What the panel of the chosen statement knows: a part of a report's page."""

    template: ClassVar[str] = "panel.html"
    entry: Entry
    record: Record
    chosen: Chosen | None


def report_page(asked: Asked) -> ReportPage:
    """The page of a report."""
    entry = asked.entry()
    judged = asked.store.judged(entry.key)
    return ReportPage(
        entry=entry, judged=judged, leaf=draw_leaf(judged.record, 1, asked.ui),
        links=tuple(f"/reports/{entry.key}?s={s.id}#xt{n}" for n, s in enumerate(judged.record.statements, 1)),
        chosen=_asked_for(asked, judged), versions=asked.store.versions(entry.page),
        relatives=tuple(relatives(asked.store, entry)), undoable=last_step(asked.store, entry.page),
    )  # fmt: skip


def panel_page(asked: Asked) -> PanelPage:
    """The panel of the statement that the query names."""
    entry = asked.entry()
    judged = asked.store.judged(entry.key)
    return PanelPage(entry, judged.record, _asked_for(asked, judged))


def _asked_for(asked: Asked, judged: JudgedRecord) -> Chosen | None:
    """The statement that the query names, where the record has it."""
    wanted = asked.query.get("s", "")
    ids = [s.id for s in judged.record.statements]
    if wanted not in ids:
        return None
    n = ids.index(wanted)
    statement = judged.record.statements[n]
    numbers = {one: place for place, one in enumerate(ids, 1)}
    return Chosen(
        n + 1, statement, draw_card(statement, numbers, 0, asked.ui), judged.of(wanted), words_of(statement),
        tuple(elsewhere(asked.store, judged.record.report.id, statement)), ids[n - 1] if n else None, ids[n + 1] if n + 1 < len(ids) else None,
    )  # fmt: skip


def words_of(statement: Statement) -> str:
    """The words of a statement in one line, a gap between its spans."""
    return _GAP.join(re.sub(r"\s+", " ", span.text) for span in statement.content)


def elsewhere(store: Store, report: str, statement: Statement) -> Iterator[Told]:
    """Which other reports tell the same act of saying."""
    for utterance in store.made(Utterance, member=statement.id):
        others = [t for t in utterance.tellings if t.report != report]
        for telling in others[:_ELSEWHERE]:
            try:
                yield Told(telling.how, store.statement(telling.statement))
            except StoreError:  # a report was read anew since the utterances were made
                continue


def relatives(store: Store, entry: Entry) -> Iterator[Relative]:
    """The reports that this one repeats, and those that repeat it."""
    for copy in store.made(Copy, member=entry.id):
        for other in copy.of if copy.report == entry.id else (copy.report,):
            try:
                yield Relative(copy.kind, store.entry(other), copy.share, copy.report == entry.id)
            except StoreError:
                continue


def listed(said: Said, ui: Manner) -> Card:
    """A statement as a list of statements from many reports shows it."""
    return draw_card(said.statement, {said.statement.id: 1}, 0, ui)
