"""From acts of saying to points."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reportedly.actors import Cast
from reportedly.judgements import Link, Standing
from reportedly.model import First, Point, Position, Record, Utterance
from reportedly.points.figures import figures
from reportedly.points.links import obey
from reportedly.points.sayings import Saying, Told, sayings
from reportedly.points.stances import Held, held
from reportedly.points.stories import stories
from reportedly.points.topics import Topic, topics
from reportedly.points.turns import turns
from reportedly.utterances import Vectors
from reportedly.wording import wording

MOST_REASONS = 40
SENTENCE = 24
"""Letters from which words read as a sentence and not as a stump; a third of that in Chinese."""


def find_points(
    records: Iterable[Record], utterances: Iterable[Utterance], cast: Cast, vectors: Vectors, *,
    standing: Mapping[str, Standing] | None = None, links: Sequence[Link] = (),
) -> tuple[Point, ...]:  # fmt: skip
    """The points in dispute, the narrowest first; `standing` and `links` are what people judged."""
    all_records = list(records)
    tongue = Counter(r.report.language.split("-")[0] for r in all_records).most_common(1)[0][0] if all_records else "en"
    found = [
        _point(topic, story, cast, vectors, tongue)
        for story in stories(sayings(all_records, utterances, cast, standing or {}))
        for topic in obey(topics(story, vectors), story, links)
    ]
    return tuple(sorted(found, key=lambda p: (sum(len(x.utterances) for x in p.positions), p.id)))


def _point(topic: Topic, story: Sequence[Saying], cast: Cast, vectors: Vectors, tongue: str) -> Point:
    taken = held(topic, story)
    told = [t for s in story for t in s.told if t.statement.id in topic.told]
    first = min((h.saying for h in taken), key=lambda s: (s.carried, s.day))
    return Point(
        id=hashlib.sha256(f"point\n{topic.stage}\n{min(t.statement.id for t in told)}".encode()).hexdigest()[:12],
        wording=wording_of(told, topic, vectors), stage=topic.stage or None, positions=positions(taken, cast, tongue),
        figures=figures(told), changes=turns(taken), first=First(taken[0].saying.id, first.id), why=tuple(topic.why[:MOST_REASONS]),
    )  # fmt: skip


def positions(taken: Sequence[Held], cast: Cast, tongue: str) -> tuple[Position, ...]:
    """Every speaker's positions in order of time: acts of saying that one after the other amount to the same are one."""
    last: dict[str, list[Held]] = {}
    runs: list[list[Held]] = []
    for h in taken:
        run = last.get(h.saying.actor)
        if run and (run[-1].stance, run[-1].checked) == (h.stance, h.checked):
            run.append(h)
        else:
            last[h.saying.actor] = [h]
            runs.append(last[h.saying.actor])
    return tuple(_position(run, cast, tongue) for run in runs)


def _position(run: Sequence[Held], cast: Cast, tongue: str) -> Position:
    first = run[0]
    who = first.saying.identity
    party = cast.party_name(who.party, tongue) if who else None
    return Position(
        first.saying.actor, party, first.stance, tuple(h.saying.id for h in run), first.saying.said, first.checked,
        tuple(s for h in run for s in h.statements),
    )  # fmt: skip


def wording_of(told: Sequence[Told], topic: Topic, vectors: Vectors) -> dict[str, str]:
    """The words of the most central statement of each language, as printed: nearest to all that speak of the stage."""
    speaking = [t for t in told if topic.stage in t.stages and t.statement.id in vectors] or list(told)
    rows = [np.asarray(vectors[t.statement.id], np.float32) for t in speaking if t.statement.id in vectors]
    middle = np.mean(rows, axis=0) if rows else None
    out: dict[str, str] = {}
    for language in dict.fromkeys(t.language for t in told):
        some = [t for t in speaking if t.language == language] or [t for t in told if t.language == language]
        best = max(some, key=lambda t: _central(t, middle, vectors))
        out[language] = best.text
    return out


def _central(t: Told, middle: np.ndarray | None, vectors: Vectors) -> tuple[bool, bool, float]:
    """Claims before questions, sentences before stumps (扣船; holding any ship), then how near a telling is to the middle."""
    near = (
        float(np.asarray(vectors[t.statement.id], np.float32) @ middle)
        if middle is not None and t.statement.id in vectors
        else 0.0
    )
    least = SENTENCE if wording(t.language).spaced else SENTENCE // 3
    return t.statement.act in ("asserts", "denies", "accuses", "announces"), sum(map(str.isalnum, t.text)) >= least, near
