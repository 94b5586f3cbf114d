"""What people merged and split: two statements on one point, or never on one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.judgements import Link
from reportedly.points.sayings import Saying, Told
from reportedly.points.topics import Topic


def obey(found: Sequence[Topic], story: Sequence[Saying], links: Iterable[Link]) -> list[Topic]:
    """The topics of a story once people's decisions are done, in the order in which they came."""
    place = {t.statement.id: t for s in story for t in s.told}
    out = list(found)
    for link in links:
        if link.field == "point" and link.one in place and link.other in place:
            one, other, by = place[link.one], place[link.other], link.judgement.by
            if link.same:
                _together(out, one, other, by)
            else:
                _apart(out, one, other, by)
    return [x for x in out if x.told]


def _together(topics: list[Topic], one: Told, other: Told, by: str) -> None:
    """Put each of two statements where the other is; where neither is anywhere, they make a point of their own."""
    homes = [x for x in topics if one.statement.id in x.told or other.statement.id in x.told]
    if not homes:
        homes = [Topic(min(one.stages & other.stages or one.stages or other.stages, default=""))]
        topics += homes
    for topic in homes:
        topic.put(one)
        topic.put(other)
        topic.why.append(f"{one.statement.id} and {other.statement.id}: merged by {by}")


def _apart(topics: Sequence[Topic], one: Told, other: Told, by: str) -> None:
    """Take the second statement, with its whole act of saying, off every point that the first is on."""
    for topic in topics:
        if one.statement.id in topic.told and other.utterance in topic.utterances:
            for t in [t for t in topic.told.values() if t.utterance == other.utterance != one.utterance]:
                del topic.told[t.statement.id]
            topic.why.append(f"{one.statement.id} and {other.statement.id}: split by {by}")
