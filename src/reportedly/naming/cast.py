"""The cast of one report: everyone and every body that its words name, with all the names that each goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from reportedly.naming.phrase import Gender, Phrase, Sort
from reportedly.naming.tongue import Tongue

MOST_LOOKED_AT = 80
"""How many earlier mentions are looked at for one back-reference: keeps a report of 10,000 statements linear."""
MOST_OFFICES = 24
NAMING: frozenset[Sort] = frozenset({"person", "body", "outlet", "place", "joint", "paper"})
"""Sorts of phrases whose own words are a name."""


@dataclass(slots=True, eq=False)
class Character:
    """One of the cast. `offices` are (place in the text, office), as they come; `names` and `heads` are sets in order."""

    sort: Sort
    name: str
    place: str | None = None
    gender: Gender | None = None
    plural: bool = False
    names: dict[str, None] = field(default_factory=dict)
    heads: dict[str, None] = field(default_factory=dict)
    offices: list[tuple[int, str]] = field(default_factory=list)

    @property
    def animate(self) -> bool:
        """Whether he or she can be said of it."""
        return self.sort in ("person", "role", "unnamed")

    def office_at(self, at: int) -> str | None:
        """The last office given above a place, else the first below."""
        above = [office for start, office in self.offices if start <= at]
        return above[-1] if above else next((office for _, office in self.offices), None)


class Cast:
    """Characters by name, by shorter name, and bodies by the first letter of theirs."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.members: list[Character] = []
        self.by_key: dict[str, Character] = {}
        self.by_call: dict[str, list[Character]] = {}
        self.bodies: dict[str, list[Character]] = {}
        self.bodies_known = 0
        self.fuller: dict[str, tuple[int, list[Character]]] = {}

    def named(self, name: str) -> Character | None:
        """The character of exactly this name."""
        return self.by_key.get(self.tongue.key(name))

    def called(self, name: str) -> list[Character]:
        """The characters that this may be a shorter name of."""
        return self.by_call.get(self.tongue.key(name), [])

    def add(self, phrase: Phrase, at: int) -> Character:
        """The character of this phrase's own name, made where it is new."""
        if phrase.sort == "name":
            phrase = replace(phrase, sort=self.tongue.mononym)
        key = self.tongue.key(phrase.name)
        character = self.by_key.get(key)
        if character is None:
            character = Character(phrase.sort, phrase.name, phrase.place, phrase.gender, phrase.plural)
            self.members.append(character)
            self.by_key[key] = character
            for call in self.tongue.calls(phrase.name) if phrase.sort == "person" else ():
                self.by_call.setdefault(call, []).append(character)
            if phrase.sort in ("body", "outlet"):
                self.bodies.setdefault(key[:1], []).append(character)
                self.bodies_known += 1
        self.learn(character, phrase, at)
        return character

    def learn(self, character: Character, phrase: Phrase, at: int) -> None:
        """Note what this phrase adds about a character: names, office, gender."""
        if phrase.sort in NAMING:
            character.names.setdefault(phrase.name)
        known = character.offices
        if phrase.office and (not known or known[-1][1] != phrase.office) and len(known) < MOST_OFFICES:
            known.append((at, phrase.office))
        if phrase.head:
            character.heads.setdefault(phrase.head)
        character.gender = character.gender or phrase.gender
        for alias in phrase.aliases:
            character.names.setdefault(alias)
            if key := self.tongue.key(alias):
                self.by_key.setdefault(key, character)

    def fullest_body(self, name: str, rank: Callable[[Character], tuple[int, int]]) -> Character | None:
        """The body that this is a short form of, and so on; of several the one that ranks first."""
        found: Character | None = None
        for _ in range(3):
            further = min(self._longer(found.name if found else name), key=rank, default=None)
            if further is None or further is found:
                break
            found = further
        return found

    def _longer(self, name: str) -> list[Character]:
        known = self.fuller.get(name)
        if known is None or known[0] != self.bodies_known:
            near = self.bodies.get(self.tongue.key(name)[:1], [])[-MOST_LOOKED_AT:]
            rest = [c for c in self.members[-MOST_LOOKED_AT:] if c.sort in ("body", "outlet")]
            some: Iterable[Character] = dict.fromkeys((*near, *rest))
            known = self.fuller[name] = (self.bodies_known, [c for c in some if self.tongue.shortens(name, c.name)])
        return known[1]
