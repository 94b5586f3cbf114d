"""Headlines name people before the body introduces them: their speaker is the one below who says the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reportedly.model import Statement
from reportedly.naming.cast import Character
from reportedly.naming.phrase import Phrase
from reportedly.naming.stage import Place, Stage

ALIKE = 0.2
"""The share of a headline's content that a statement of the body must repeat to be the same words."""
SAME_WORDS = 0.5
"""That share where the words of the headline name nobody in particular."""
NEXT_TO = 16
"""How near a glued sub-headline the speaker must follow to be its own without saying the same words."""
FOLLOWING = 40
"""How many statements below are looked at."""
HEADLINE = 90
FULL_STOP = re.compile(r"。|\.(?:\s|$)")
"""A first line that is short and holds no full stop is a headline, whatever the page took it for."""
STOPPED = ("", *"，。；！？、.,;!?\n")


class Headlines:
    """Tells which sources stand in headlines, and whom those below may be."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.tongue = stage, stage.tongue
        self.blocks = stage.report.blocks
        self.starts = [b.start for b in self.blocks]
        self.units: dict[str, frozenset[str]] = {}
        first = self.blocks[0] if self.blocks else None
        short = (
            first is not None and first.end - first.start < HEADLINE and not FULL_STOP.search(stage.text, first.start, first.end)
        )
        self.first = first if short else None
        self.held = {place for place in stage.phrases if self._ahead(place)}

    def _ahead(self, place: Place) -> bool:
        i = bisect_right(self.starts, place[0]) - 1
        block = self.blocks[i] if i >= 0 and place[0] < self.blocks[i].end else None
        if block is not None and (block is self.first or block.role in ("headline", "subhead", "repeat")):
            return True
        return self.tongue.telegraphic(self.stage.phrases[place])

    def ahead(self, place: Place) -> bool:
        """Whether this source stands in a headline, or is short as only headlines are."""
        return place in self.held

    def glued(self, place: Place) -> bool:
        """Whether this source stands in a sub-headline glued to the text: a side is named and no full stop ends it."""
        if not self.tongue.sideways(self.stage.phrases[place]):
            return False
        end = self.stage.by_source[place][-1].end
        return self.stage.text[end : end + 2].strip("”』」 ")[:1] not in STOPPED

    def below(self, place: Place) -> Character | None:
        """The one further down who says the same, and whom a headline's words may mean."""
        phrase = self.stage.phrases[place]
        known = phrase.sort in ("person", "name") and (phrase.office or self.stage.cast.called(phrase.name))
        if known or phrase.sort in ("joint", "pronoun"):
            return None
        best, one = ALIKE, None
        mine = frozenset().union(*(self._units(s) for s in self.stage.by_source[place]))
        same = phrase.words if phrase.sort in ("place", "name") else None
        others = ((s, spot) for s, spot in self._following(place) if self.stage.phrases[spot].words != same)
        for n, (s, spot) in enumerate(others):
            alike = self._alike(place, spot, mine, s, first=n == 0)
            if alike > best:
                best, one = alike, self.stage.who[spot][0]
        return one

    def _alike(self, place: Place, spot: Place, mine: frozenset[str], s: Statement, *, first: bool) -> float:
        """How much of a headline's content another statement says; more than ALIKE where it need not say it."""
        phrase, other = self.stage.phrases[place], self.stage.phrases[spot]
        if spot not in self.stage.who or other.words == phrase.words:
            return 0.0
        one = self.stage.who[spot][0]
        share = len(mine & self._units(s)) / max(1, len(mine))
        if self.tongue.may_mean(phrase, other, one):
            end = self.stage.by_source[place][-1].end
            own = (first and self.ahead(place)) or (self.glued(place) and 0 <= spot[0] - end < NEXT_TO)
            return max(share, ALIKE + 0.01) if own else share
        anyone = self.ahead(place) and _nobody(phrase) and one.sort in ("person", "body")
        return share if anyone and share >= SAME_WORDS else 0.0

    def _following(self, place: Place) -> Iterator[tuple[Statement, Place]]:
        """The statements after this source that stand in no headline, with their sources."""
        at = bisect_left(self.stage.ordered, place[1], key=lambda s: s.start)
        for s in self.stage.ordered[at : at + FOLLOWING]:
            spot = (s.source.start, s.source.end) if s.source else None
            if spot is not None and spot not in self.held:
                yield s, spot

    def _units(self, s: Statement) -> frozenset[str]:
        if s.id not in self.units:
            self.units[s.id] = self.tongue.units("".join(c.text for c in s.content))
        return self.units[s.id]


def _nobody(phrase: Phrase) -> bool:
    return phrase.sort == "unnamed" and not phrase.plural
