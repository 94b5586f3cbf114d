"""How each report tells an act of saying, and which words were here first."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from reportedly.model import How
from reportedly.reposts import Origins
from reportedly.utterances.groups import Groups
from reportedly.utterances.told import Told

SAME, SHORTER = 0.95, 0.85
"""From which share of its letters words are the other's own; under which share of the other's length they are cut."""
LONG = 2000
"""Letters of a statement that are compared."""


def in_order(some: Sequence[Told], origins: Origins) -> list[Told]:
    """The tellings in order of publication, what a copy repeats from another report last, a headline after the body."""
    return sorted(some, key=lambda t: (_is_copied(t, origins), _published(t), t.record.report.page, _in_headline(t), t.n))


def _published(t: Told) -> str:
    return t.record.report.published or "9999"


def _is_copied(t: Told, origins: Origins) -> bool:
    return origins.of(t.record.report.id, t.statement.start, t.statement.end) != t.record.report.id


def _in_headline(t: Told) -> bool:
    return any(b.role == "headline" and b.start <= t.statement.start < b.end for b in t.record.report.blocks)


def tellings(ordered: Sequence[Told], groups: Groups) -> list[How]:
    """How each of the tellings, in their order, tells it: beside the nearest one before it in another report."""
    return [_how(t, [x for x in ordered[:n] if x.record is not t.record], groups) for n, t in enumerate(ordered)]


def _how(t: Told, before: Sequence[Told], groups: Groups) -> How:
    nearest = max(before, key=lambda x: (groups.nearness(x.n, t.n).near, -x.n), default=None)
    if nearest is None:
        return "paraphrased" if t.statement.manner == "indirect" else "verbatim"
    if nearest.language != t.language:
        words = groups.nearness(nearest.n, t.n)
        return "translated" if words.retold or words.near >= groups.settings.limits.translated else "paraphrased"
    here, there = t.letters[:LONG], nearest.letters[:LONG]
    shared = sum(m.size for m in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks() if m.size > 1)
    if shared < SAME * len(here):
        return "paraphrased"
    return "cut" if len(here) < SHORTER * len(there) else "verbatim"
