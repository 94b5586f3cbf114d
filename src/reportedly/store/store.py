"""The store as others see it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import StoreError
from reportedly.judgements import JudgedRecord, Link, Orphan, links
from reportedly.model import Copy, Given, Judgement, Point, Record, Utterance
from reportedly.store import judged as judging
from reportedly.store import made as making
from reportedly.store import overview, queries, writing
from reportedly.store.database import Database, connect
from reportedly.store.entries import ALL, COLUMNS, Added, Entry, Filter, Input, Results, Said
from reportedly.store.overview import Counts, Facets
from reportedly.store.search import alike, search
from reportedly.store.tokens import version
from reportedly.verdicts import check

if TYPE_CHECKING:
    from numpy import float16
    from numpy.typing import NDArray

NOTHING = Given()


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """Open a store; raises StoreError where the file is missing (and not to be made), locked, newer, or not ours."""
    store = Store(connect(Path(path), create=create))
    store.freshen_index()
    return store


class Store:
    """Reports, statements and judgements in one file. See the package's docstring for what it answers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.connection.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._db.path

    # Reports

    def add(self, record: Record, raw: bytes | None = None, *, name: str | None = None, given: Given = NOTHING) -> Added:
        """Keep a report: all of it or nothing, for good once this returns. `name` is where it came from, `given` what was known.

        The same text on the same page changes nothing, but for another reading of it; another text is the page's next version.
        Raises RecordError where `raw` is not what the record was read from.
        """
        with self._db.writing():
            added = self._place(record, raw, name)
            if name is not None:
                self._note_input(record, added.entry, name, given)
            if added.outcome != "unchanged":
                self._touch()
        return replace(added, entry=queries.entry_of(self._db, added.entry.key))

    def _place(self, record: Record, raw: bytes | None, name: str | None) -> Added:
        db, report = self._db, record.report
        kept = writing.keep_raw(db, record, raw) if raw is not None else None
        known = self._one("r.page = ? AND r.id = ?", report.page, report.id) or self._misnamed(record, name)
        if known is None:
            place = writing.next_place(db, report)
            writing.insert(db, record, place, raw=kept, added=_now())
            return Added("version" if place.version > 1 else "new", queries.entry_of(db, place.key))
        if kept is not None and known.raw is None:
            db.run("UPDATE reports SET raw = ? WHERE key = ?", kept, known.key)
        if _same_reading(writing.stored(db, known.key), record):
            return Added("unchanged", known)
        writing.update(db, record, known.key)
        return Added("reread", known)

    def _misnamed(self, record: Record, name: str | None) -> Entry | None:
        """The same input under another page, before the caller told its address: the only version there, from nowhere else."""
        return self._one(
            "r.id = ? AND r.version = 1 AND r.newest AND (SELECT count(*) FROM inputs i WHERE i.report = r.key) = 1 "
            "AND EXISTS (SELECT 1 FROM inputs i WHERE i.report = r.key AND i.name = ? AND i.sha256 = ?) "
            "AND NOT EXISTS (SELECT 1 FROM reports o WHERE o.page = ?)",
            record.report.id, name, record.report.raw.sha256, record.report.page,
        )  # fmt: skip

    def _note_input(self, record: Record, entry: Entry, name: str, given: Given) -> None:
        report = record.report
        self._db.run(
            "INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name, sha256) DO UPDATE SET given = excluded.given, "
            "report = excluded.report WHERE given != excluded.given OR report != excluded.report",
            name, report.raw.sha256, msgspec.json.encode(given).decode(), entry.key, report.retrieved, _now(),
        )  # fmt: skip

    def input(self, name: str, sha256: str) -> Input | None:
        """What was added before from a file or address, where its bytes are still the same."""
        row = self._db.row("SELECT report, given, added FROM inputs WHERE name = ? AND sha256 = ?", name, sha256)
        if row is None:
            return None
        return Input(queries.entry_of(self._db, row[0]), msgspec.json.decode(row[1], type=Given), row[2])

    def names(self, key: int) -> tuple[str, ...]:
        """The files and addresses from which a version was added, the first one first."""
        return tuple(name for (name,) in self._db.rows("SELECT name FROM inputs WHERE report = ? ORDER BY added, name", key))

    def entries(self, wanted: Filter = ALL) -> Iterator[Entry]:
        """The stored reports that a filter wants, in the order of adding; of each page the newest version."""
        conditions, values = queries.where(wanted, of_statements=False)
        tests = " AND ".join(conditions) or "1"
        return map(Entry.of, self._db.rows(f"SELECT {COLUMNS} FROM reports r WHERE {tests} ORDER BY r.key", *values))

    def versions(self, page: str) -> tuple[Entry, ...]:
        """A page's versions, from the first to the newest."""
        rows = self._db.rows(f"SELECT {COLUMNS} FROM reports r WHERE r.page = ? ORDER BY r.version", page)
        return tuple(map(Entry.of, rows))

    def entry(self, report: str | int) -> Entry:
        """A stored report by the id of its text, or by its key; raises StoreError where there is none."""
        found = self._one("r.key = ?", report) if isinstance(report, int) else self._one("r.id = ?", report)
        if found is None:
            raise StoreError(f"{self.path}: has no report {report}")
        return found

    def record(self, report: str | int) -> Record:
        """A record as the reader made it."""
        return writing.stored(self._db, self.entry(report).key)

    def records(self, wanted: Filter = ALL) -> Iterator[Record]:
        """The records that a filter wants, as the reader made them."""
        return (writing.stored(self._db, entry.key) for entry in list(self.entries(wanted)))

    def judged(self, report: str | int) -> JudgedRecord:
        """A record with people's judgements in it."""
        return queries.judged_of(self._db, self.entry(report).key)

    def judged_records(self, wanted: Filter = ALL) -> Iterator[JudgedRecord]:
        """The records that a filter wants, with people's judgements in them."""
        return (queries.judged_of(self._db, entry.key) for entry in list(self.entries(wanted)))

    def raw(self, sha256: str) -> bytes:
        """A page's bytes as they came in; raises StoreError where they were not kept."""
        row = self._db.row("SELECT packed FROM raws WHERE sha256 = ?", sha256)
        if row is None:
            raise StoreError(f"{self.path}: has no page with the SHA-256 {sha256[:16]}")
        return zlib.decompress(row[0])

    # Statements

    def statements(self, wanted: Filter = ALL) -> Iterator[Said]:
        """The statements that a filter wants, in the order of reports and text."""
        return queries.statements(self._db, wanted)

    def statement(self, statement: str) -> Said:
        """A statement by its id or the unmistakable beginning of one, in the newest version that has it."""
        rows = list(self._db.rows(
            "SELECT s.report, s.place, s.id FROM statements s JOIN reports r ON r.key = s.report "
            "WHERE s.id >= ? AND s.id < ? || '~' ORDER BY s.id = ? DESC, r.newest DESC, r.version DESC LIMIT 200",
            statement, statement, statement,
        ))  # fmt: skip
        if not rows or not statement:
            raise StoreError(f"{self.path}: has no statement {statement}")
        if rows[0][2] != statement and len({row[2] for row in rows}) > 1:
            raise StoreError(f"{self.path}: more than one statement's id begins with {statement}")
        return next(queries.said(self._db, [rows[0][:2]]))

    def search(self, query: str, wanted: Filter = ALL, *, limit: int = 20, offset: int = 0) -> Results:
        """The statements and reports that have all words of a query; without a word, all statements that the filter wants."""
        return search(self._db, query, wanted, limit=limit, offset=offset)

    def alike(self, text: str, *, limit: int = 60) -> tuple[Entry, ...]:
        """The reports that print most of a text's runs of words, in every version, those of most first."""
        return tuple(queries.entry_of(self._db, key) for key in alike(self._db, text, limit=limit))

    # At a glance

    def counts(self) -> Counts:
        """How much is stored, and how much of it a person has looked at."""
        return overview.counts(self._db)

    def facets(self, most: int = 200) -> Facets:
        """The most frequent speakers, outlets and languages."""
        return overview.facets(self._db, most)

    def newest(self, limit: int = 20, offset: int = 0) -> tuple[Entry, ...]:
        """The pages that came in last, in their newest versions."""
        return overview.newest(self._db, limit, offset)

    def doubtful(self, limit: int = 20, offset: int = 0) -> tuple[int, tuple[Said, ...]]:
        """How many statements no person has looked at, and some of them, least sure first."""
        return overview.doubtful(self._db, limit, offset)

    def said_by(self, *names: str, limit: int = 200, offset: int = 0) -> tuple[int, tuple[Said, ...]]:
        """How many statements have a speaker of just these names, and some of them, in order of the day of saying."""
        total, found = overview.said_by(self._db, names, limit, offset)
        return total, tuple(found)

    def revision(self) -> int:
        """A number that goes up whenever reports or judgements come in."""
        return overview.revision(self._db)

    # Judgements

    def judge(self, *judgements: Judgement) -> int:
        """Append judgements and apply them to their pages' statements, all or none; says how many were not there yet."""
        for judgement in judgements:
            check(judgement)
        with self._db.writing():
            new = [j for j in judgements if judging.append(self._db, j)]
            for page in dict.fromkeys(j.target.page for j in new):
                for entry in self.versions(page):
                    writing.rewrite_statements(self._db, queries.judged_of(self._db, entry.key), entry.key)
            if new:
                self._touch()
        return len(new)

    def judgements(self, page: str | None = None) -> tuple[Judgement, ...]:
        """All judgements, or one page's, in the order in which they came."""
        return tuple(judging.every(self._db)) if page is None else judging.of_page(self._db, page)

    def rejected(self) -> Iterator[Said]:
        """The statements that a person rejected, in the newest versions."""
        for (key,) in list(self._db.rows("SELECT key FROM reports WHERE newest AND page IN (SELECT page FROM judgements)")):
            entry, judged = queries.entry_of(self._db, key), queries.judged_of(self._db, key)
            yield from (Said(entry, s, judged.of(s.id)) for s in judged.rejected)

    def orphans(self) -> tuple[Orphan, ...]:
        """The judgements that do not find their words in the newest version of their page, and why."""
        out: list[Orphan] = []
        for page in dict.fromkeys(j.target.page for j in self.judgements()):
            newest = next(self.entries(Filter(page=page)), None)
            if newest is None:
                out += [Orphan(j, "its page is not stored here") for j in self.judgements(page)]
            else:
                out += queries.judged_of(self._db, newest.key).orphans
        return tuple(out)

    def links(self) -> tuple[Link, ...]:
        """What people said belongs together or apart."""
        told = [j for j in self.judgements() if j.verdict in ("merge", "split")]
        pages = {t.page for j in told for t in (j.target, *(j.value if isinstance(j.value, tuple) else ()))}
        newest = [entry for page in pages for entry in self.entries(Filter(page=page))]
        return links({entry.page: queries.judged_of(self._db, entry.key) for entry in newest}, told)

    # What can always be made again

    def keep_vectors(self, model: str, vectors: Mapping[str, NDArray[float16]]) -> None:
        """Keep a vector for each statement, by its id, rounded to float16."""
        with self._db.writing():
            making.keep_vectors(self._db, model, vectors)

    def vectors(self, model: str) -> tuple[Sequence[str], NDArray[float16]]:
        """The ids of the newest statements that a model has a vector for, and a matrix with one row for each."""
        return making.vectors(self._db, model)

    def without_vector(self, model: str) -> list[str]:
        """The ids of the newest statements that a model has no vector for yet."""
        return making.without_vector(self._db, model)

    def remake(self, kind: type[making.T], items: Iterable[making.T], *, revision: int | None = None) -> None:
        """Put new copies, utterances or points in the place of all that were there.

        `revision` is what `revision()` said when their making began: what came in since then makes them stale.
        """
        with self._db.writing():
            making.remake(self._db, kind, items, revision)

    def made(self, kind: type[making.T], *, member: str | None = None) -> tuple[making.T, ...]:
        """The copies, utterances or points; or those that a report, statement or utterance belongs to."""
        return tuple(making.items(self._db, kind, member))

    def stale(self, kind: type[making.T]) -> bool:
        """Whether reports or judgements came in since they were made."""
        return making.stale(self._db, kind)

    def made_revision(self, kind: type[Copy | Utterance | Point]) -> int:
        """The revision of which they were made; -1 where they never were."""
        return overview.made_revision(self._db, kind)

    def freshen_index(self) -> None:
        """Make the search index anew where its words were made in another way."""
        row = self._db.row("SELECT value FROM facts WHERE name = 'index'")
        if row and row[0] != version():
            with self._db.writing():
                writing.reindex(self._db)
                self._db.run("UPDATE facts SET value = ? WHERE name = 'index'", version())

    def _one(self, condition: str, *values: object) -> Entry | None:
        row = self._db.row(f"SELECT {COLUMNS} FROM reports r WHERE {condition} ORDER BY r.key DESC LIMIT 1", *values)
        return Entry.of(row) if row else None

    def _touch(self) -> None:
        self._db.run("UPDATE facts SET value = value + 1 WHERE name = 'revision'")


def _same_reading(a: Record, b: Record) -> bool:
    """Whether two records differ in no more than when the page was fetched and what its bytes were."""
    same = replace(b.report, retrieved=a.report.retrieved, raw=a.report.raw)
    return a == replace(b, report=same)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
