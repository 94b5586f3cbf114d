"""Acts of saying as points are made of them: who, for which party, when, and what each telling speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportedly.actors import Cast, Identity
from reportedly.edtf import bounds
from reportedly.judgements import MACHINE, Standing
from reportedly.model import Record, Statement, Utterance
from reportedly.points.stages import RULE, Mention, mentions, says_must, tongue


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: a statement of a report, and the stages that it speaks of."""

    utterance: str
    record: Record
    statement: Statement
    mentions: tuple[Mention, ...]
    standing: Standing = MACHINE
    is_rule: bool = False

    @property
    def language(self) -> str:
        """The language of its report."""
        return tongue(self.record.report.language)

    @property
    def text(self) -> str:
        """The words of its content."""
        return " … ".join(c.text for c in self.statement.content)

    @property
    def stages(self) -> frozenset[str]:
        """The stages that it speaks of."""
        return frozenset(m.stage for m in self.mentions)


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying with its tellings, in the order of reports and text."""

    id: str
    actor: str
    identity: Identity | None
    said: str | None
    told: tuple[Told, ...]

    @property
    def day(self) -> str:
        """The first day on which it can have been said, else the last; 9999 where none is known."""
        first, last = bounds(self.said)
        return first or last or "9999"

    @property
    def carried(self) -> str:
        """The day on which a report first carried it."""
        return min((t.record.report.published or "9999" for t in self.told), default="9999")

    @property
    def side(self) -> str:
        """Whom it speaks for: the party where one is known, else the speaker."""
        return (self.identity and self.identity.party) or self.actor


def sayings(
    records: Iterable[Record], utterances: Iterable[Utterance], cast: Cast, standing: Mapping[str, Standing]
) -> tuple[Saying, ...]:
    """All acts of saying in order of time, each with its tellings."""
    known = {s.id: (record, s) for record in records for s in record.statements}
    out = list(_sayings(known, utterances, cast, standing))
    return tuple(sorted(out, key=lambda s: (s.day, s.carried, s.id)))


def _sayings(
    known: Mapping[str, tuple[Record, Statement]], utterances: Iterable[Utterance], cast: Cast, standing: Mapping[str, Standing]
) -> Iterator[Saying]:
    for u in utterances:
        told = []
        for telling in u.tellings:
            if telling.statement in known:
                record, s = known[telling.statement]
                text = " … ".join(c.text for c in s.content)
                rule = _is_rule(record, s, text)
                found = (Mention(RULE, text),) if rule else mentions(text, record.report.language)
                told.append(Told(u.id, record, s, found, standing.get(s.id, MACHINE), rule))
        if told:
            yield Saying(u.id, u.speaker or u.id, cast.by_id.get(u.speaker), u.said, tuple(told))


def _is_rule(record: Record, s: Statement, text: str) -> bool:
    """Whether a statement quotes a standing text, so that it says what shall be: a document of a year before, or of no date that says must."""
    if s.kind != "document":
        return False
    last = bounds(s.said.edtf)[1]
    if last is None or record.report.published is None:
        return says_must(text, record.report.language)
    return int(last[:4]) < int(record.report.published[:4])
