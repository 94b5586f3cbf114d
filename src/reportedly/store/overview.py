"""What is in the file at a glance: counts, the newest reports, who speaks most, what is least sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model import Copy, Point, Utterance
from reportedly.store.database import Database
from reportedly.store.entries import COLUMNS, Entry, Said
from reportedly.store.queries import said

_NEWEST = "FROM statements s JOIN reports r ON r.key = s.report WHERE r.newest"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is stored, and how much of it a person has looked at; of each page the newest version."""

    reports: int
    statements: int
    machine: int
    accepted: int
    corrected: int
    judgements: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that a search can be narrowed to, most frequent first, each with its number of statements or reports."""

    speakers: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


def counts(db: Database) -> Counts:
    """Count what is stored."""
    (reports,) = db.row("SELECT count(*) FROM reports WHERE newest") or (0,)
    (judgements,) = db.row("SELECT count(*) FROM judgements") or (0,)
    by: dict[str, int] = dict(db.rows(f"SELECT s.checked, count(*) {_NEWEST} GROUP BY s.checked"))
    return Counts(reports, sum(by.values()), by.get("machine", 0), by.get("accepted", 0), by.get("corrected", 0), judgements)


def facets(db: Database, most: int) -> Facets:
    """The most frequent speakers, outlets and languages."""
    speakers = db.rows(
        f"SELECT s.speaker, count(*) n {_NEWEST} AND s.speaker IS NOT NULL GROUP BY s.speaker ORDER BY n DESC, s.speaker LIMIT ?",
        most,
    )
    outlets, languages = (
        db.rows(
            f"SELECT {c}, count(*) n FROM reports WHERE newest AND {c} IS NOT NULL GROUP BY {c} ORDER BY n DESC, {c} LIMIT ?",
            most,
        )
        for c in ("outlet", "language")
    )
    return Facets(tuple(speakers), tuple(outlets), tuple(languages))


def newest(db: Database, limit: int, offset: int) -> tuple[Entry, ...]:
    """The pages that came in last, in their newest versions."""
    rows = db.rows(f"SELECT {COLUMNS} FROM reports r WHERE r.newest ORDER BY r.key DESC LIMIT ? OFFSET ?", limit, offset)
    return tuple(map(Entry.of, rows))


def doubtful(db: Database, limit: int, offset: int) -> tuple[int, tuple[Said, ...]]:
    """How many statements no person has looked at, and some of them, least sure first."""
    (total,) = db.row(f"SELECT count(*) {_NEWEST} AND s.checked = 'machine'") or (0,)
    rows = db.rows(
        f"SELECT s.report, s.place {_NEWEST} AND s.checked = 'machine' ORDER BY s.confidence, s.key LIMIT ? OFFSET ?",
        limit,
        offset,
    )
    return total, tuple(said(db, list(rows)))


def said_by(db: Database, names: Sequence[str], limit: int, offset: int) -> tuple[int, Iterator[Said]]:
    """How many statements have a speaker of just these names, and some of them, in order of the day of saying."""
    marks = ", ".join("?" * len(names))
    (total,) = db.row(f"SELECT count(*) {_NEWEST} AND s.speaker IN ({marks})", *names) or (0,)
    order = "ORDER BY s.first_day IS NULL, s.first_day, s.key LIMIT ? OFFSET ?"
    return total, said(
        db, list(db.rows(f"SELECT s.report, s.place {_NEWEST} AND s.speaker IN ({marks}) {order}", *names, limit, offset))
    )


def made_revision(db: Database, kind: type[Copy | Utterance | Point]) -> int:
    """The revision of which the items of a kind were made; -1 where none ever were."""
    row = db.row("SELECT value FROM facts WHERE name = ?", f"made {kind.__name__}")
    return int(row[0]) if row else -1


def revision(db: Database) -> int:
    """A number that goes up whenever reports or judgements come in."""
    row = db.row("SELECT value FROM facts WHERE name = 'revision'")
    return int(row[0]) if row else 0
