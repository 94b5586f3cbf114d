"""Undo: nothing is deleted; a step is taken back by withdrawing what was said of its statement and saying again all but the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reportedly.judgements import find_statement
from reportedly.model import Judgement, Record, Target
from reportedly.store import Store
from reportedly.targets import Lost, statement_target
from reportedly.verdicts import WITHDRAWN

_OF_STATEMENTS = frozenset({"add", "accept", "reject", "correct"})


def last_step(store: Store, page: str) -> Judgement | None:
    """The judgement that undoing would take back: the last of a page that still stands."""
    judgements = store.judgements(page)
    if not judgements:
        return None
    standing = _standing(_Finder(store, page), judgements)
    return standing[-1][1][0] if standing else None


def undoing(store: Store, page: str, *, by: str) -> tuple[Judgement, ...]:
    """The judgements that take back the last step on a page; none where nothing stands that could be."""
    finder = _Finder(store, page)
    standing = _standing(finder, store.judgements(page))
    if not standing:
        return ()
    statement, last = standing[-1]
    when = datetime.now(UTC)
    out = [Judgement(_at(when), by, "reject", finder.target_of(statement, last[0].target), WITHDRAWN)]
    kept = [step for of, step in standing[:-1] if of == statement]
    for n, step in enumerate(kept, 1):
        out += [replace(j, at=_at(when + timedelta(milliseconds=n))) for j in step]
    return tuple(out)


Step = tuple[str, tuple[Judgement, ...]]
"""A statement's id and what was said of it at one time."""


class _Finder:
    """Which statement a judgement is about, by the newest version of its page; the machine's statements, then those added."""

    def __init__(self, store: Store, page: str) -> None:
        key = store.versions(page)[-1].key
        self.records: tuple[Record, ...] = (store.record(key), store.judged(key).record)

    def id_of(self, target: Target) -> str:
        """The statement's id, or the words themselves where no statement has them any more."""
        for record in self.records:
            try:
                return find_statement(record, target).id
            except Lost:
                continue
        return target.quote

    def target_of(self, statement: str, otherwise: Target) -> Target:
        """The statement's words as they stand now; where it was rejected, as the machine has them."""
        for record in reversed(self.records):
            for s in record.statements:
                if s.id == statement:
                    return statement_target(record.report, s)
        return otherwise


def _standing(finder: _Finder, judgements: Sequence[Judgement]) -> list[Step]:
    """What was said and not taken back, in the order in which it was said."""
    out: list[Step] = []
    for j in judgements:
        if j.verdict not in _OF_STATEMENTS:
            continue
        statement = finder.id_of(j.target)
        if j.verdict == "reject" and j.field == WITHDRAWN:
            out = [step for step in out if step[0] != statement]
        elif out and out[-1][0] == statement and out[-1][1][0].at == j.at:
            out[-1] = (statement, (*out[-1][1], j))
        else:
            out.append((statement, (j,)))
    return out


def _at(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
