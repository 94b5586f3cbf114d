"""Search over statements and reports."""

from __future__ import annotations

from dataclasses import replace

from reportedly.model import Span
from reportedly.store.database import Database
from reportedly.store.entries import Filter, Printed, Results, Said
from reportedly.store.queries import entry_of, match, said, where
from reportedly.store.tokens import Phrase, found, phrases, shingles
from reportedly.store.writing import half_read, packed_of

_RUNS = 24


def search(db: Database, query: str, wanted: Filter, *, limit: int, offset: int) -> Results:
    """The statements and reports that have all words of a query and that a filter wants."""
    total, rows = _statements(db, query, wanted, limit=limit, offset=offset)
    words = phrases(query)
    hits = tuple(_marked(one, words) for one in said(db, rows))
    if not words or wanted.speaker or wanted.act or wanted.kind:
        return Results(total, hits)
    count, keys = _reports(db, query, wanted, limit=limit, offset=offset)
    return Results(total, hits, count, tuple(_printed(db, key, words) for key in keys))


def alike(db: Database, text: str, *, limit: int) -> list[int]:
    """The keys of the reports that print most of a text's runs of words, in every version."""
    query = " OR ".join(f'"{run}"' for run in shingles(text, _RUNS))
    if not query:
        return []
    sql = "SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid LIMIT ?"
    return [row[0] for row in db.rows(sql, query, limit)]


def _statements(db: Database, query: str, wanted: Filter, *, limit: int, offset: int) -> tuple[int, list[tuple[int, int]]]:
    conditions, values = where(wanted, of_statements=True)
    words = " AND ".join(filter(None, (match(query), match(wanted.speaker or "", "who"))))
    tables = "statements s JOIN reports r ON r.key = s.report"
    if words:  # CROSS JOIN: the index of words first, whatever the planner thinks of a filter
        tables = "statement_words w CROSS JOIN statements s ON s.key = w.rowid CROSS JOIN reports r ON r.key = s.report"
        conditions.append("statement_words MATCH ?")
        values.append(words)
    tests = " AND ".join(conditions) or "1"
    count = db.row(f"SELECT count(*) FROM {tables} WHERE {tests}", *values)
    order = "w.rank, s.key" if words else "s.key"
    rows = db.rows(
        f"SELECT s.report, s.place FROM {tables} WHERE {tests} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset
    )
    return count[0] if count else 0, list(rows)


def _reports(db: Database, query: str, wanted: Filter, *, limit: int, offset: int) -> tuple[int, list[int]]:
    conditions, values = where(wanted, of_statements=False)
    tests = " AND ".join([*conditions, "report_words MATCH ?"])
    values.append(match(query) or "")
    tables = "report_words w CROSS JOIN reports r ON r.key = w.rowid"
    count = db.row(f"SELECT count(*) FROM {tables} WHERE {tests}", *values)
    rows = db.rows(f"SELECT r.key FROM {tables} WHERE {tests} ORDER BY w.rank, r.key LIMIT ? OFFSET ?", *values, limit, offset)
    return count[0] if count else 0, [row[0] for row in rows]


def _marked(one: Said, words: tuple[Phrase, ...]) -> Said:
    spans = (*one.statement.content, *([one.statement.source] if one.statement.source else []))
    return replace(one, matches=tuple(
        Span(s.start + a, s.start + b, s.text[a:b]) for s in spans for a, b in found(s.text, words)
    ))  # fmt: skip


def _printed(db: Database, key: int, words: tuple[Phrase, ...]) -> Printed:
    text = half_read(packed_of(db, key)).report.text
    return Printed(entry_of(db, key), text, tuple(Span(a, b, text[a:b]) for a, b in found(text, words)))
