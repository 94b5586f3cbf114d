"""Statements and reports by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportedly.judgements import JudgedRecord, apply
from reportedly.model import Statement
from reportedly.schema import read_json
from reportedly.store.database import Database
from reportedly.store.entries import COLUMNS, Entry, Filter, Said
from reportedly.store.judged import of_page
from reportedly.store.tokens import Phrase, phrases
from reportedly.store.writing import half_read, packed_of, stored


def where(wanted: Filter, *, of_statements: bool) -> tuple[list[str], list[str]]:
    """The conditions of a filter on `reports r` and `statements s`, and their values; the speaker is looked up in the index."""
    first, last = wanted.days
    day = "s" if of_statements else "r"
    tests: list[tuple[str, str | None]] = [
        ("r.outlet = ?", wanted.outlet), ("r.page = ?", wanted.page),
        (f"{day}.first_day IS NOT NULL AND {day}.last_day >= ?", first), (f"{day}.first_day <= ?", last),
    ]  # fmt: skip
    if of_statements:
        tests += [("s.act = ?", wanted.act), ("s.kind = ?", wanted.kind)]
    conditions = [test for test, value in tests if value is not None]
    values = [value for _, value in tests if value is not None]
    if wanted.language:
        conditions.append("(r.language = ? OR r.language LIKE ? || '-%')")
        values += [wanted.language, wanted.language]
    if not wanted.every_version:
        conditions.append("r.newest")
    return conditions, values


def match(query: str, column: str = "") -> str | None:
    """A query as FTS5 has it; None where it has no word."""
    found = phrases(query)
    return f"{column}{':' if column else ''}({' AND '.join(map(_quoted, found))})" if found else None


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.open else ""}'


def statements(db: Database, wanted: Filter) -> Iterator[Said]:
    """The statements that a filter wants, report by report, each report's in the order of the text."""
    conditions, values = where(wanted, of_statements=True)
    if wanted.speaker is not None:
        conditions.append("s.key IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)")
        values.append(match(wanted.speaker, "who") or '""')
    sql = "SELECT s.report, s.place FROM statements s JOIN reports r ON r.key = s.report"
    rows = list(db.rows(f"{sql} WHERE {' AND '.join(conditions) or 1} ORDER BY s.report, s.place", *values))
    return said(db, rows)


def said(db: Database, found: Iterable[tuple[int, int]]) -> Iterator[Said]:
    """Statements by the keys of their reports and their places there, in the order given; a run of one report's is read once."""
    for key, run in groupby(found, key=lambda hit: hit[0]):
        entry, packed = entry_of(db, key), packed_of(db, key)
        if db.row("SELECT 1 FROM judgements WHERE page = ? LIMIT 1", entry.page):
            judged = judged_of(db, key)
            for _, place in run:
                s = judged.record.statements[place]
                yield Said(entry, s, judged.of(s.id))
        else:
            raw = half_read(packed).statements
            for _, place in run:
                yield Said(entry, read_json(raw[place], Statement))


def entry_of(db: Database, key: int) -> Entry:
    """The entry of a report's row."""
    row = db.row(f"SELECT {COLUMNS} FROM reports r WHERE r.key = ?", key)
    assert row is not None
    return Entry.of(row)


def judged_of(db: Database, key: int) -> JudgedRecord:
    """A stored record with its page's judgements applied."""
    record = stored(db, key)
    return apply(record, of_page(db, record.report.page))
