"""What a store's reports are together: its speakers, copies, utterances and points, made anew where reports or judgements came in.

    gathered = gather(store)          # what is still good is taken from the store; what is made is kept there

The commands, the dossier and the room all ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.actors import Cast, identify
from reportedly.judgements import JudgedRecord
from reportedly.model import Copy, Point, Record, Report, Utterance
from reportedly.points import find_points
from reportedly.reposts import find_copies, find_roundups
from reportedly.store import Store
from reportedly.utterances import Vectors, encode_statements, find_utterances, statement_model

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""
_SOME = 64
"""Statements whose vectors are made and kept at once."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of a store's reports, in their newest versions and with people's judgements, and what they are together."""

    judged: tuple[JudgedRecord, ...]
    cast: Cast
    vectors: Vectors
    copies: tuple[Copy, ...]
    utterances: tuple[Utterance, ...]
    points: tuple[Point, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, people's corrections in them."""
        return tuple(j.record for j in self.judged)


def gather(store: Store, *, progress: Progress | None = None) -> Gathered:
    """Say what a store's reports are together; raises ModelError where the parser's weights are missing.

    Vectors that are made are kept at once, so that a run that was broken off goes on where it stopped.
    """
    tell = progress or (lambda what, done, total: None)
    began = store.revision()
    fresh = not (store.stale(Copy) or store.stale(Utterance) or store.stale(Point))
    judged = tuple(store.judged_records())
    records, links = tuple(j.record for j in judged), store.links()
    missing = _make_vectors(store, records, tell)
    vectors = dict(zip(*store.vectors(statement_model()), strict=True))
    tell("speakers", 0, len(records))
    cast = identify(records, links=links)
    if fresh and not missing:
        return Gathered(judged, cast, vectors, store.made(Copy), store.made(Utterance), store.made(Point))
    reports = [r.report for r in records]
    tell("copies", 0, len(records))
    copies = find_copies(reports)
    tell("utterances", 0, len(vectors))
    utterances = find_utterances(records, cast, vectors, copies, links)
    copies = _with_roundups(reports, utterances, copies)
    store.remake(Copy, copies, revision=began)
    store.remake(Utterance, utterances, revision=began)
    tell("points", 0, len(utterances))
    standing = {id: one for j in judged for id, one in j.standing.items()}
    points = find_points(records, utterances, cast, vectors, standing=standing, links=links)
    store.remake(Point, points, revision=began)
    return Gathered(judged, cast, vectors, copies, utterances, points)


def _make_vectors(store: Store, records: Sequence[Record], tell: Progress) -> int:
    """Make the vectors that are missing; says how many were."""
    wanted = set(store.without_vector(statement_model()))
    missing = [(r.report, s) for r in records for s in r.statements if s.id in wanted]
    for start in range(0, len(missing), _SOME):
        tell("vectors", start, len(missing))
        some = missing[start : start + _SOME]
        rows = encode_statements(some).astype(np.float16)
        store.keep_vectors(statement_model(), {s.id: row for (_, s), row in zip(some, rows, strict=True)})
    return len(missing)


def _with_roundups(reports: Sequence[Report], utterances: Sequence[Utterance], copies: tuple[Copy, ...]) -> tuple[Copy, ...]:
    """The copies, and those that retell in other words what several told before."""
    return copies + find_roundups(reports, utterances, copies)
