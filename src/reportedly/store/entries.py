"""What the store gives back: reports as they are listed, statements as they are found, filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reportedly.edtf import bounds
from reportedly.errors import RecordError
from reportedly.judgements import MACHINE, Standing
from reportedly.model import Act, Given, Kind, Span, Statement
from reportedly.store.database import Row

Outcome = Literal["new", "version", "reread", "unchanged"]

COLUMNS = (
    "r.key, r.id, r.page, r.version, r.newest, r.language, r.outlet, r.title, r.url, r.published, r.retrieved, r.added, "
    "r.statements, (SELECT sha256 FROM raws WHERE raws.key = r.raw)"
)
"""The columns of `reports r` that make an Entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored version of a page. `key` is its handle here; `id` is its text's, and the same on every page that prints it."""

    key: int
    id: str
    page: str
    version: int
    newest: int
    language: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    retrieved: str | None
    added: str
    statements: int
    raw: str | None

    @classmethod
    def of(cls, row: Row) -> Entry:
        """The entry of a row of COLUMNS."""
        return cls(*row)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report that was given to the store."""

    outcome: Outcome
    entry: Entry


@dataclass(frozen=True, slots=True)
class Input:
    """A file or address that was added before with the same bytes, and what was known of it."""

    entry: Entry
    given: Given
    added: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements or reports are wanted; what is None does not matter.

    `speaker` is words of the speaker's name, office or source; `since` and `until` are EDTF: a statement is wanted where the
    day of saying can lie between, a report where it was published between. Undated statements are then left out.
    """

    speaker: str | None = None
    act: Act | None = None
    kind: Kind | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    page: str | None = None
    every_version: bool = False

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and last day wanted; raises RecordError where one is no date."""
        try:
            return bounds(self.since)[0], bounds(self.until)[1]
        except ValueError as error:
            raise RecordError(str(error)) from error


ALL = Filter()


@dataclass(frozen=True, slots=True)
class Said:
    """A stored statement, as people's judgements left it, with where it stands and how it was checked."""

    entry: Entry
    statement: Statement
    standing: Standing = MACHINE
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A stored report in which a query was found, its text, and the words found, in the order of the text."""

    entry: Entry
    text: str
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: how many there are in all, and those asked for. With a filter by speaker, act or kind no reports."""

    total: int
    said: tuple[Said, ...] = ()
    total_printed: int = 0
    printed: tuple[Printed, ...] = field(default=())

    def __iter__(self) -> Iterator[Said]:
        return iter(self.said)
