"""Judgements on top of a record, and what they say of pairs of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportedly.errors import ReportedlyError
from reportedly.judgements.desk import Desk, Draft
from reportedly.judgements.standing import JudgedRecord, Link, Orphan
from reportedly.model import Judgement, Record, Report, Statement, Target
from reportedly.targets import Lost, statement_target, target_of
from reportedly.verdicts import Value, moment, other_of


def seen(report: Report, statement: Statement) -> dict[str, Value]:
    """The fields of a statement as a person who accepts it sees them."""
    source = statement.source
    return {
        "content": tuple(target_of(report, s.start, s.end) for s in statement.content),
        "source": (target_of(report, source.start, source.end),) if source else None,
        "speaker": statement.speaker.name if statement.speaker else None,
        "act": statement.act,
        "kind": statement.kind,
        "said": statement.said.edtf,
    }


def apply(record: Record, judgements: Iterable[Judgement]) -> JudgedRecord:
    """Put all judgements of a record's page on top of it, the oldest first."""
    mine = sorted((j for j in judgements if j.target.page == record.report.page), key=lambda j: moment(j.at))
    if not mine:
        return JudgedRecord(record)
    desk = Desk(record, [Draft(s, s) for s in record.statements])
    orphans = []
    for j in mine:
        try:
            desk.take(j)
        except (Lost, ReportedlyError) as why:
            orphans.append(Orphan(j, str(why)))
    return desk.judged(tuple(orphans))


def links(records: Mapping[str, JudgedRecord], judgements: Iterable[Judgement]) -> tuple[Link, ...]:
    """What people said belongs together or apart, by statement ids; records by their page. A newer judgement on a pair wins."""
    out: dict[tuple[str, frozenset[str]], Link] = {}
    for j in sorted(judgements, key=lambda j: moment(j.at)):
        other = other_of(j)
        if j.verdict in ("merge", "split") and other and j.target.page in records and other.page in records:
            try:
                one, two = (find_statement(records[t.page].record, t).id for t in (j.target, other))
            except Lost:
                continue
            name = str(j.field)
            out.pop((name, frozenset((one, two))), None)
            out[name, frozenset((one, two))] = Link(name, one, two, j.verdict == "merge", j)
    return tuple(out.values())


def find_statement(record: Record, target: Target) -> Statement:
    """The statement of a record that a target names; raises Lost where there is none, or more than one."""
    return Desk(record, [Draft(s, s) for s in record.statements]).find(target)[0].now


def accepting(record: Record, statement: Statement, *, by: str, at: str, note: str | None = None) -> Judgement:
    """The judgement that a statement is right as it stands."""
    target, value = statement_target(record.report, statement), seen(record.report, statement)
    return Judgement(at, by, "accept", target, value=value, note=note)
