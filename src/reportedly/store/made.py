"""What is made from all reports and can always be made again: vectors of statements, copies, utterances, points."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from reportedly.model import Copy, Point, Utterance
from reportedly.schema import read_json, to_json
from reportedly.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy import float16
    from numpy.typing import NDArray

T = TypeVar("T", Copy, Utterance, Point)


def remake(db: Database, kind: type[T], items: Iterable[T], revision: int | None) -> None:
    """Put new items of a kind in the place of all that were there; `revision` is the one that they were made of, else the newest."""
    name = kind.__name__
    db.run("DELETE FROM made WHERE kind = ?", name)
    db.run("DELETE FROM members WHERE kind = ?", name)
    for place, item in enumerate(items):
        db.run("INSERT INTO made VALUES (?, ?, ?)", name, place, zlib.compress(to_json(item)))
        db.many("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", [(name, member, place) for member in _members(item)])
    db.run(
        "INSERT OR REPLACE INTO facts SELECT ?, coalesce(?, value) FROM facts WHERE name = 'revision'", f"made {name}", revision
    )


def stale(db: Database, kind: type[T]) -> bool:
    """Whether reports or judgements came in since the items of a kind were made, or none ever were."""
    row = db.row(
        "SELECT a.value = b.value FROM facts a JOIN facts b ON a.name = ? AND b.name = 'revision'", f"made {kind.__name__}"
    )
    return not (row and row[0])


def items(db: Database, kind: type[T], member: str | None = None) -> Iterator[T]:
    """The items of a kind in the order in which they were made; or those that a statement, report or utterance belongs to."""
    if member is None:
        rows = db.rows("SELECT body FROM made WHERE kind = ? ORDER BY place", kind.__name__)
    else:
        rows = db.rows(
            "SELECT body FROM members JOIN made USING (kind, place) WHERE kind = ? AND member = ? ORDER BY place",
            kind.__name__, member,
        )  # fmt: skip
    return (read_json(zlib.decompress(row[0]), kind) for row in rows)


def _members(item: Copy | Utterance | Point) -> Iterator[str]:
    if isinstance(item, Copy):
        yield item.report
        yield from item.of
        return
    yield item.id
    if isinstance(item, Utterance):
        yield from (t.statement for t in item.tellings)
    else:
        yield from (u for p in item.positions for u in p.utterances)
        yield from (f.utterance for f in item.figures)


def keep_vectors(db: Database, model: str, vectors: Mapping[str, NDArray[float16]]) -> None:
    """Keep a vector for each statement, by its id."""
    rows = [(statement, model, v.astype("<f2").tobytes()) for statement, v in vectors.items()]
    db.many("INSERT OR REPLACE INTO vectors (statement, model, vector) VALUES (?, ?, ?)", rows)


def vectors(db: Database, model: str) -> tuple[Sequence[str], NDArray[float16]]:
    """The ids of the newest statements that have a vector, in order of id, and a matrix with one row for each."""
    import numpy as np

    rows = list(db.rows(
        "SELECT statement, vector FROM vectors WHERE model = ? AND EXISTS (SELECT 1 FROM statements s JOIN reports r "
        "ON r.key = s.report WHERE s.id = statement AND r.newest) ORDER BY statement", model,
    ))  # fmt: skip
    matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2").reshape(len(rows), -1 if rows else 0)
    return [row[0] for row in rows], matrix


def without_vector(db: Database, model: str) -> list[str]:
    """The ids of the newest statements that a model has no vector for yet."""
    return [row[0] for row in db.rows(
        "SELECT s.id FROM statements s JOIN reports r ON r.key = s.report WHERE r.newest "
        "AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.statement = s.id) ORDER BY s.key", model,
    )]  # fmt: skip
