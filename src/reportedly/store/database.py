"""One SQLite file: opened, brought up to date, and its errors told in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from reportedly.errors import StoreError

APPLICATION = 0x52505444
"""Marks a file as ours: RPTD."""
_WAIT_S = 30.0
_PAGES_KIB = 65_536
_MAPPED_BYTES = 1 << 30

Row = tuple[Any, ...]


@dataclass(slots=True)
class Database:
    """A connection whose errors are StoreErrors that name the file."""

    path: Path
    connection: sqlite3.Connection

    def run(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Run one statement of SQL."""
        try:
            return self.connection.execute(sql, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_told(error)}") from error

    def many(self, sql: str, rows: Iterator[Row] | list[Row]) -> None:
        """Run one statement of SQL for each of some rows."""
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_told(error)}") from error

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """The rows of a query, as they come."""
        found = self.run(sql, *values)
        while True:
            try:
                row = found.fetchone()
            except sqlite3.Error as error:
                raise StoreError(f"{self.path}: {_told(error)}") from error
            if row is None:
                return
            yield row

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query."""
        return next(self.rows(sql, *values), None)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of what is written in it, or nothing."""
        if self.connection.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.run("ROLLBACK")
            raise


def connect(path: Path, *, create: bool) -> Database:
    """Open a file and bring its tables up to date; raises StoreError where it is missing, newer, locked or not ours."""
    if not create and not path.is_file():
        raise StoreError(f"{path}: there is no such database; reportedly add makes it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: cannot be opened: {error}") from error
    database = Database(path, connection)
    try:
        _prepare(database)
    except BaseException:
        connection.close()
        raise
    return database


def _prepare(database: Database) -> None:
    for setting in ("foreign_keys = ON", "synchronous = FULL", f"cache_size = -{_PAGES_KIB}", f"mmap_size = {_MAPPED_BYTES}"):
        database.run(f"PRAGMA {setting}")
    steps = migrations()
    known, version = _state(database)
    if version > len(steps):
        raise StoreError(f"{database.path}: was written by a newer reportedly (tables {version}, known {len(steps)}): update it")
    if version == len(steps) and known:
        return
    database.run("PRAGMA journal_mode = WAL")
    with database.writing():
        _, version = _state(database)  # another process may have been faster
        for number, step in enumerate(steps[version:], version + 1):
            for sql in step:
                database.run(sql)
            database.run(f"PRAGMA user_version = {number}")
        database.run(f"PRAGMA application_id = {APPLICATION}")


def _state(database: Database) -> tuple[bool, int]:
    """Whether the file is marked as ours, and the number of its last migration."""
    application, version = (next(database.rows(f"PRAGMA {name}"))[0] for name in ("application_id", "user_version"))
    if application not in (0, APPLICATION) or (not application and database.row("SELECT 1 FROM sqlite_master")):
        raise StoreError(f"{database.path}: is a database of another program; name another file with --db")
    return bool(application), int(version)


def migrations() -> list[list[str]]:
    """The statements of SQL of each migration, in order."""
    folder = resources.files("reportedly.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [list(_split(f.read_text(encoding="utf-8"))) for f in files]


def _split(script: str) -> Iterator[str]:
    """A script's statements: a trigger's own semicolons do not end it."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _told(error: sqlite3.Error) -> str:
    words = str(error)
    if "locked" in words or "busy" in words:
        return f"is in use by another process for more than {_WAIT_S:.0f} seconds; try again when that is done"
    if "not a database" in words:
        return "is no database; name another file with --db"
    if "readonly" in words:
        return "cannot be written to"
    return words
