"""What an act of saying amounts to on one point: from what its tellings do, and how they speak of the point's stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.model import Act, Checked, Stance
from reportedly.points.sayings import Saying, Told
from reportedly.points.stages import Mention, leaves_open, says_again
from reportedly.points.topics import Topic, denied
from reportedly.wording import wording

FIRM: tuple[Stance, ...] = (
    "conditional", "neither-confirms-nor-denies", "asserts", "presupposes", "asserts-hedged", "denies", "asks", "no-position",
)  # fmt: skip
"""Which stance an act of saying takes where its tellings are evenly divided: the first of these."""

PLEDGES: frozenset[Act] = frozenset(("warns", "promises", "announces", "urges"))
"""Acts in which what is said beside an if-clause hangs on it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an act of saying amounts to on a point, by which of its statements, and whether a person has said so."""

    saying: Saying
    stance: Stance
    checked: Checked = "machine"
    statements: tuple[str, ...] = ()


def held(topic: Topic, story: Sequence[Saying]) -> list[Held]:
    """The stance of every act of saying on a point, in order of time."""
    no = negative_claim(topic)
    return [
        _held(s, [t for t in s.told if t.statement.id in topic.told], topic.stage, no) for s in story if s.id in topic.utterances
    ]


def negative_claim(topic: Topic) -> bool:
    """Whether the point is that something did not come about: most that say so on their own account say that."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for t in topic.told.values():
        if t.statement.act not in ("denies", "neither-confirms-nor-denies", "asks", "urges"):
            for m in t.mentions:
                if m.stage == topic.stage and not (m.condition or m.contrary):
                    said[m.negative].add(t.utterance)
    return len(said[True]) > len(said[False])


def _held(saying: Saying, told: list[Told], stage: str, no: bool) -> Held:
    for t in told:
        if t.standing.position is not None:
            return Held(saying, t.standing.position, t.standing.fields.get("position", "corrected"), (t.statement.id,))
    own = [t for t in told if t.statement.kind != "question"] or told
    speaking = [t for t in own if stage in t.stages] or own
    stances = {t.statement.id: stance(t, stage, no) for t in speaking}
    counts = Counter(stances.values())
    most = max(counts[x] for x in counts)
    firmest = next(x for x in FIRM if counts[x] == most)
    statements = tuple(id for id, x in stances.items() if x == firmest)
    if firmest in ("asserts", "denies") and any(leaves_open(t.text, t.language) for t in saying.told):
        firmest = "neither-confirms-nor-denies"
    return Held(saying, firmest, statements=statements)


def stance(t: Told, stage: str, no: bool) -> Stance:
    """What one telling amounts to; `no` says that the point is that the stage did not come about."""
    here = [m for m in t.mentions if m.stage == stage]
    s = t.statement
    if s.kind == "outlet-own-voice" and _speaks_of_denial(t):
        return "no-position"
    if s.act == "neither-confirms-nor-denies":
        return "neither-confirms-nor-denies"
    if s.kind == "question":
        return "asks"
    if s.act == "asks":
        return _counter_question(t, here)
    if any(m.outcome for m in here) and (s.act in PLEDGES or wording(t.record.report.language).will.search(t.text)):
        return "conditional"
    if any(m.condition for m in here):
        return "presupposes" if says_again(t.text, t.language) else "conditional"
    if s.act == "urges":
        return "presupposes" if here and wording(t.record.report.language).open_question.search(t.text) else "no-position"
    if s.act == "accuses":
        return "presupposes" if not _against(t, here, no) else "denies"
    return _claim(t, here, no, stage)


def _counter_question(t: Told, here: Sequence[Mention]) -> Stance:
    """A speaker's own question: who did it takes it as done; one that speaks of something else gives no answer."""
    if not here or (t.statement.in_response_to and not wording(t.record.report.language).open_question.search(t.text)):
        return "neither-confirms-nor-denies"
    return "presupposes" if wording(t.record.report.language).open_question.search(t.text) else "asks"


def _claim(t: Told, here: Sequence[Mention], no: bool, stage: str) -> Stance:
    if not here:
        if t.statement.act == "denies" or not stage:
            return "denies" if t.statement.act == "denies" else "asserts"
        return "neither-confirms-nor-denies" if t.statement.in_response_to else "no-position"
    if t.is_rule:
        return "no-position"
    if _against(t, here, no):
        return "denies"
    return "asserts-hedged" if t.statement.hedges else "asserts"


def _against(t: Told, here: Iterable[Mention], no: bool) -> bool:
    """Whether most of what a telling says of a stage goes against the point."""
    signs = [denied(t, m) != no for m in here]
    return sum(signs) * 2 > len(signs)


def _speaks_of_denial(t: Told) -> bool:
    """Whether an outlet says of another that he denies, or does not: its own framing, and no position."""
    w = wording(t.record.report.language)
    return any(p.search(t.text) for sense, p in w.cues if sense in ("denies", "neither-confirms-nor-denies"))
