"""What the acts of saying of one story are about: stages in dispute, and what is put beside them without naming one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from reportedly.model import Act
from reportedly.points.sayings import Saying, Told
from reportedly.points.stages import Mention, urges_calm
from reportedly.utterances import Vectors

NEAR = 0.4
"""How near the words of a statement that names no stage must be to those of one that does."""
NEARER = 0.45
"""The same for what does not deny, ask or leave open: most of what is said is about something else."""
MOST_KNOWN = 4000
"""Statements of a story, its newest, among which the nearest in words is looked for."""
BACK = 3
"""Statements before it in which a statement without words of its own finds what it answers."""
FRICTION: frozenset[Act] = frozenset(("denies", "neither-confirms-nor-denies", "asks"))
LEFT_OPEN: frozenset[Act] = frozenset(("neither-confirms-nor-denies", "asks"))
REACTS: frozenset[Act] = LEFT_OPEN | {"denies", "accuses"}
"""Acts that are about something in dispute even where they name nothing."""
VOICES = 3
"""Speakers on a stage that is only asked about or left open, for it to be in dispute."""


@dataclass(slots=True)
class Topic:
    """A stage of a story with the tellings that speak of it, and why each is there."""

    stage: str
    told: dict[str, Told] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    def put(self, told: Told, why: str = "") -> None:
        """Add a telling."""
        if told.statement.id not in self.told:
            self.told[told.statement.id] = told
            if why:
                self.why.append(why)

    @property
    def utterances(self) -> set[str]:
        """The acts of saying that have a telling here."""
        return {t.utterance for t in self.told.values()}


def topics(story: Sequence[Saying], vectors: Vectors) -> list[Topic]:
    """The stages in dispute in a story, those with most tellings first."""
    tried = _placed(story, _named(story), vectors)
    stages = {x.stage for x in tried if _disputed(x, story)}
    kept = _placed(story, [x for x in _named(story) if x.stage in stages], vectors)
    return [x for x in kept if _disputed(x, story)]


def _named(story: Sequence[Saying]) -> list[Topic]:
    """The stages that two speakers speak of, or that somebody threatens or promises on a condition."""
    named: dict[str, Topic] = {}
    for t in (t for s in story for t in s.told):
        for stage in sorted(t.stages):
            named.setdefault(stage, Topic(stage)).put(t)
    actor = {s.id: s.actor for s in story}
    some = [x for x in named.values() if len({actor[u] for u in x.utterances}) > 1 or _conditional(x)]
    for topic in some:
        words = dict.fromkeys(m.words.lower() for t in topic.told.values() for m in t.mentions if m.stage == topic.stage)
        topic.why.append(f"{len(topic.told)} statements speak of “{topic.stage}”: {', '.join(list(words)[:12])}")
    return sorted(some, key=lambda x: (-len(x.told), x.stage))


def _conditional(topic: Topic) -> bool:
    told = topic.told.values()
    return any(
        m.outcome and m.stage == topic.stage and t.statement.act in ("warns", "promises") for t in told for m in t.mentions
    )


def _disputed(topic: Topic, story: Sequence[Saying]) -> bool:
    """Whether one speaker says that it came about and another that it did not, or somebody asks or leaves open whether it did.

    Also where somebody makes it hang on a condition: what is threatened or promised is worth following.
    """
    actor = {s.id: s.actor for s in story}
    yes: set[str] = set()
    no: set[str] = set()
    unsure: set[str] = set()
    for t in topic.told.values():
        here = [m for m in t.mentions if m.stage == topic.stage]
        against = any(denied(t, m) for m in here) if here else t.statement.act == "denies"
        (unsure if t.statement.act in LEFT_OPEN else no if against else yes).add(actor[t.utterance])
    opposed = any(a != b for a in yes for b in no)
    return opposed or _conditional(topic) or (bool(unsure) and len(yes | no | unsure) >= VOICES)


def denied(t: Told, mention: Mention) -> bool:
    """Whether a telling says of a stage that it did not come about: by a negation, or by a cue that denies words without any."""
    if t.statement.act == "denies" and t.statement.polarity == "positive":
        return True
    return mention.negative


def _placed(story: Sequence[Saying], kept: list[Topic], vectors: Vectors) -> list[Topic]:
    """Put statements that name no stage in dispute beside what they answer, else beside what is nearest in words."""
    if not kept:
        return kept
    by_stage = {x.stage: x for x in kept}
    where: dict[str, list[Topic]] = defaultdict(list)
    for topic in kept:
        for id in topic.told:
            where[id].append(topic)
    desk = _Desk(story, where, vectors)
    named = {t.utterance for x in kept for t in x.told.values()}
    for s in story:
        for t in s.told:
            if t.statement.id not in where:
                for stage, why in desk.place(t, alone=s.id not in named):
                    by_stage[stage].put(t, why)
    for t in (t for s in story for t in s.told):
        if t.statement.id not in where and (t.statement.act in REACTS or urges_calm(t.text, t.language)):
            kept[0].put(t, f"{t.statement.id}: says nothing else in dispute, put beside what most speak of")
    return kept


class _Desk:
    """What stands where in a story's reports."""

    def __init__(self, story: Sequence[Saying], where: dict[str, list[Topic]], vectors: Vectors) -> None:
        self.where = where
        self.lines: dict[str, list[Told]] = defaultdict(list)
        self.questions = {t.statement.id for s in story for t in s.told if t.statement.kind == "question"}
        self.actor = {s.id: s.actor for s in story}
        for t in (t for s in story for t in s.told):
            self.lines[t.record.report.id].append(t)
        for some in self.lines.values():
            some.sort(key=lambda t: t.statement.start)
        known = [t for some in self.lines.values() for t in some if t.statement.id in where and t.statement.id in vectors]
        self.known = known[-MOST_KNOWN:]
        self.vectors = vectors
        rows = [np.asarray(vectors[t.statement.id], np.float32) for t in self.known]
        self.rows = np.stack(rows) if rows else np.zeros((0, 1), np.float32)

    def place(self, t: Told, *, alone: bool) -> Iterator[tuple[str, str]]:
        """The stages that a telling without words of its own belongs to, each with the reason."""
        answered = (
            t.statement.in_response_to if t.statement.act in FRICTION or t.statement.in_response_to in self.questions else None
        )
        if answered in self.where:
            for topic in self.where[answered]:
                yield topic.stage, f"{t.statement.id}: answers {answered}"
        elif (before := self._before(t)) is not None:
            for topic in self.where.get(before.statement.id, ()):
                yield topic.stage, f"{t.statement.id}: follows {before.statement.id} of another speaker"
        elif (alone or t.statement.quantities) and (near := self._nearest(t)) is not None:
            for topic in self.where[near.statement.id]:
                yield topic.stage, f"{t.statement.id}: near in words to {near.statement.id}"

    def _before(self, t: Told) -> Told | None:
        """The question just before that this leaves open or turns round, else the claim of another that it denies."""
        if t.statement.act not in FRICTION or t.statement.kind == "question":
            return None
        line = self.lines[t.record.report.id]
        at = next(n for n, x in enumerate(line) if x.statement.id == t.statement.id)
        others = [x for x in line[max(0, at - BACK) : at] if self.actor[x.utterance] != self.actor[t.utterance]]
        asked = next((x for x in reversed(others) if x.statement.kind == "question"), None)
        claim = others[-1] if others and t.statement.act == "denies" else None
        return asked or claim

    def _nearest(self, t: Told) -> Told | None:
        row = self.vectors.get(t.statement.id)
        if row is None or not self.known:
            return None
        near = self.rows @ np.asarray(row, np.float32)
        best = int(near.argmax())
        least = NEAR if t.statement.act in FRICTION else NEARER
        return self.known[best] if near[best] >= least else None
