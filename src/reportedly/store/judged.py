"""Judgements in the store: appended, never altered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from reportedly.model import Judgement
from reportedly.schema import read_json, to_json
from reportedly.store.database import Database


def append(db: Database, judgement: Judgement) -> bool:
    """Write a judgement down; one that is there already, to the letter, is not written again."""
    body = to_json(judgement)
    digest = hashlib.sha256(body).hexdigest()
    if db.row("SELECT 1 FROM judgements WHERE digest = ?", digest):
        return False
    db.run("INSERT INTO judgements (digest, page, body) VALUES (?, ?, ?)", digest, judgement.target.page, body.decode())
    return True


def of_page(db: Database, page: str) -> tuple[Judgement, ...]:
    """The judgements of one page, in the order in which they came."""
    return tuple(_read(db.rows("SELECT body FROM judgements WHERE page = ? ORDER BY n", page)))


def every(db: Database) -> Iterator[Judgement]:
    """All judgements, in the order in which they came."""
    return _read(db.rows("SELECT body FROM judgements ORDER BY n"))


def _read(rows: Iterator[tuple[str, ...]]) -> Iterator[Judgement]:
    return (read_json(row[0], Judgement) for row in rows)
