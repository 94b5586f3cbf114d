"""Reports into rows: the page's bytes, the record, its statements as columns, its words in the index."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

import msgspec

from reportedly.edtf import bounds
from reportedly.errors import RecordError
from reportedly.judgements import JudgedRecord, apply
from reportedly.model import Record, Report, Statement
from reportedly.schema import from_json, to_json
from reportedly.store.database import Database, Row
from reportedly.store.judged import of_page
from reportedly.store.tokens import indexed

GAP = " … "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report goes: the key of its row, and its number among its page's versions."""

    key: int
    version: int


def pack(record: Record) -> bytes:
    """A record as it is kept."""
    return zlib.compress(to_json(record), 6)


def unpack(packed: bytes) -> Record:
    """A record as the reader made it."""
    return from_json(zlib.decompress(packed))


class Kept(msgspec.Struct):
    """A record's text, and its statements unread: a list of hits wants one of each report's."""

    class Text(msgspec.Struct):
        """As much of a report as is shown."""

        text: str

    report: Text
    statements: list[msgspec.Raw]


def half_read(packed: bytes) -> Kept:
    """A record whose statements are still JSON."""
    return msgspec.json.decode(zlib.decompress(packed), type=Kept)


def stored(db: Database, key: int) -> Record:
    """The record of a report's row."""
    return unpack(packed_of(db, key))


def packed_of(db: Database, key: int) -> bytes:
    """The record of a report's row as it is kept."""
    row = db.row("SELECT packed FROM records WHERE report = ?", key)
    if row is None:
        raise RecordError(f"{db.path}: has no report {key}")
    assert isinstance(row[0], bytes)
    return row[0]


def keep_raw(db: Database, record: Record, raw: bytes) -> int:
    """Keep a page's original bytes once, whoever printed them; raises RecordError where the record was made of others."""
    digest = hashlib.sha256(raw).hexdigest()
    if digest != record.report.raw.sha256:
        raise RecordError(f"{record.report.page}: the record was read from other bytes than these (SHA-256 {digest[:12]})")
    row = db.row("SELECT key FROM raws WHERE sha256 = ?", digest)
    if row is None:
        packed = zlib.compress(raw, 6)
        row = db.row("INSERT INTO raws (sha256, size, packed) VALUES (?, ?, ?) RETURNING key", digest, len(raw), packed)
    assert row is not None
    return int(row[0])


def next_place(db: Database, report: Report) -> Place:
    """The place of a new version, which is then the newest of its page."""
    row = db.row(
        "SELECT (SELECT coalesce(max(key), 0) FROM reports), (SELECT coalesce(max(version), 0) FROM reports WHERE page = ?)",
        report.page,
    )
    assert row is not None
    db.run("UPDATE reports SET newest = 0 WHERE page = ? AND newest", report.page)
    return Place(row[0] + 1, row[1] + 1)


def insert(db: Database, record: Record, place: Place, *, raw: int | None, added: str) -> None:
    """Write a version that is not there yet."""
    report = record.report
    first, last = days(report.published)
    db.run(
        "INSERT INTO reports VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        place.key, report.id, report.page, place.version, report.language, report.outlet, report.title, report.url,
        report.published, first, last, report.retrieved, added, raw,
    )  # fmt: skip
    db.run("INSERT INTO records VALUES (?, ?)", place.key, pack(record))
    db.run("INSERT INTO report_words (rowid, words) VALUES (?, ?)", place.key, indexed(report.text))
    write_statements(db, apply(record, of_page(db, report.page)), place.key)


def update(db: Database, record: Record, key: int) -> None:
    """Put another reading of the same text in a version's place."""
    report = record.report
    first, last = days(report.published)
    db.run(
        "UPDATE reports SET page = ?, language = ?, outlet = ?, title = ?, url = ?, published = ?, first_day = ?, last_day = ?, "
        "retrieved = coalesce(?, retrieved) WHERE key = ?",
        report.page, report.language, report.outlet, report.title, report.url, report.published, first, last,
        report.retrieved, key,
    )  # fmt: skip
    db.run("UPDATE records SET packed = ? WHERE report = ?", pack(record), key)
    rewrite_statements(db, apply(record, of_page(db, report.page)), key)


def rewrite_statements(db: Database, judged: JudgedRecord, key: int) -> None:
    """Take a report's statements out and write them anew."""
    unindex(db, list(db.rows("SELECT key, words, who FROM statements WHERE report = ?", key)))
    db.run("DELETE FROM statements WHERE report = ?", key)
    write_statements(db, judged, key)


def unindex(db: Database, rows: list[Row]) -> None:
    """Take statements out of the index, which has to be told the words that it was given."""
    out = [("delete", key, indexed(words), indexed(who)) for key, words, who in rows]
    db.many("INSERT INTO statement_words (statement_words, rowid, words, who) VALUES (?, ?, ?, ?)", out)


def write_statements(db: Database, judged: JudgedRecord, key: int) -> None:
    """Write a report's statements as columns, and their words into the index."""
    statements = judged.record.statements
    row = db.row("SELECT coalesce(max(key), 0) FROM statements")
    first = int(row[0]) + 1 if row else 1
    rows = [(first + n, key, n, *_columns(s, judged)) for n, s in enumerate(statements)]
    db.many(f"INSERT INTO statements VALUES ({', '.join('?' * 18)})", rows)
    words = [(row[0], indexed(row[-2]), indexed(row[-1])) for row in rows]
    db.many("INSERT INTO statement_words (rowid, words, who) VALUES (?, ?, ?)", words)
    db.run("UPDATE reports SET statements = ? WHERE key = ?", len(rows), key)


def _columns(s: Statement, judged: JudgedRecord) -> Row:
    speaker, party = s.speaker, s.speaker.on_behalf_of if s.speaker else None
    who = [speaker.name, speaker.office or ""] if speaker else []
    source = s.source.text if s.source else ""
    if source not in who:
        who.append(source)
    return (
        s.id, s.kind, s.act, s.manner, s.polarity, speaker.actor if speaker else None, speaker.name if speaker else None, party,
        s.said.edtf, *days(s.said.edtf), s.confidence, judged.of(s.id).checked,
        GAP.join(x.text for x in s.content), GAP.join(w for w in who if w),
    )  # fmt: skip


def days(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a date; nothing where a reader wrote no date."""
    try:
        return bounds(edtf)
    except ValueError:
        return None, None


def reindex(db: Database) -> None:
    """Make both indexes anew from what is stored."""
    db.run("INSERT INTO report_words (report_words) VALUES ('delete-all')")
    db.run("INSERT INTO statement_words (statement_words) VALUES ('delete-all')")
    reports = ((key, indexed(unpack(packed).report.text)) for key, packed in db.rows("SELECT report, packed FROM records"))
    db.many("INSERT INTO report_words (rowid, words) VALUES (?, ?)", reports)
    statements = ((key, indexed(words), indexed(who)) for key, words, who in db.rows("SELECT key, words, who FROM statements"))
    db.many("INSERT INTO statement_words (rowid, words, who) VALUES (?, ?, ?)", statements)
