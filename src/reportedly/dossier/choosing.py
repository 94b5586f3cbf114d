"""Which point is meant: the liveliest, one by its id, or one by some of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.dossier.parts import Lively
from reportedly.dossier.words import dossier_words
from reportedly.hanzi import simplified
from reportedly.interface import Tongue
from reportedly.model import Point


def heading(point: Point, tongue: Tongue) -> str:
    """What a point is called in the reader's language, its words in another where it has none there."""
    words = point.wording.get(tongue) or next(iter(point.wording.values()), point.id)
    return dossier_words(tongue).headed(point.stage, words)


def liveliest(points: Iterable[Point], tongue: Tongue) -> tuple[Lively, ...]:
    """The points, those with most parties and acts of saying first."""
    out = [
        Lively(
            p.id, heading(p, tongue), len({x.party or x.actor for x in p.positions}),
            len({u for x in p.positions for u in x.utterances}), len(p.changes),
        )
        for p in points
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda x: (-min(x.parties, 2), -x.utterances, x.id)))


def named(points: Sequence[Point], words: str) -> tuple[Point, ...]:
    """The points of that id, else those whose wording in any language has all of the words."""
    exact = tuple(p for p in points if p.id == words)
    wanted = [_plain(word) for word in words.split()]
    return exact or tuple(p for p in points if all(any(w in _plain(x) for x in p.wording.values()) for w in wanted))


def _plain(words: str) -> str:
    return simplified(words).casefold()
