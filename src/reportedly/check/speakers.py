"""Whether the one who is quoted in a draft is the one who says the words on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reportedly.actors import Cast, Identity, identify
from reportedly.actors.sounds import parts, script
from reportedly.check.quoted import name_of
from reportedly.hanzi import simplified
from reportedly.model import Record, Statement

Voice = Literal["same", "other", "unknown"]
_ALIKE = 0.7
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in a draft and in the pages that its words were found on."""

    draft: Record
    cast: Cast
    unsure: frozenset[frozenset[str]]

    @classmethod
    def of(cls, draft: Record, pages: Iterable[Record]) -> Voices:
        """Find who is one."""
        cast = identify([draft, *pages])
        return cls(draft, cast, frozenset(frozenset((s.one, s.other)) for s in cast.suggestions))

    def compare(self, here: Statement | None, page: Record, there: Statement | None) -> tuple[Voice, str]:
        """Compare the speaker of a statement of the draft with that of a page's, with the reason in words."""
        ours, theirs = name_of(here), name_of(there)
        if here is None or ours is None:
            return "unknown", "no speaker was read in the draft" + (f"; there it is {theirs}" if theirs else "")
        if there is None or theirs is None:
            return "unknown", "the page prints it, but no speaker was read there"
        one, other = self.cast.of(self.draft, here), self.cast.of(page, there)
        if (one and one is other) or _one_name(ours, theirs):
            return "same", f"{theirs} says it there"
        if one is None or other is None or self._untold(one, other) or script(ours) != script(theirs):
            return "unknown", f"whether {ours} is {theirs}, who says it there, cannot be told"
        if one.party and one.party == other.party and "person" not in (one.kind, other.kind):
            return "same", f"{theirs} says it there: both speak for {one.party_name or one.party}"
        if one.party and one.party == other.party and (one.kind != "person" or other.kind != "person"):
            return "same", f"{theirs} says it there, who speaks for {one.party_name or one.party}"
        return "other", f"{theirs} says it there, not {ours}"

    def _untold(self, one: Identity, other: Identity) -> bool:
        """Whether nothing tells two speakers apart: one has no name, or a person should look at the two.

        A draft's officials may be the one whom the page names; a page's officials are nobody whom the draft could name.
        """
        nameless = "unnamed" in (one.kind, other.kind) or (one.kind == "group" and other.kind in ("person", "group"))
        return nameless or frozenset((one.id, other.id)) in self.unsure


def _one_name(ours: str, theirs: str) -> bool:
    """Whether one name is the other or a part of it, in whatever case."""
    short, long = sorted((parts(simplified(ours)), parts(simplified(theirs))), key=lambda name: len("".join(name)))
    if not short:
        return False
    whole = "".join(long)
    return all(any(_alike(x, y) for y in long) or (script(x) in ("han", "hangul") and len(x) > 1 and x in whole) for x in short)


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, or differ in their ending only."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (same >= _SHORT and same >= _ALIKE * max(len(one), len(other)))
