"""The cast of one report: everyone and every body that its words name, with all the names that each goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from reportedly.naming.phrase import Found, Gender, Phrase, Sort

MOST_LOOKED_AT = 80
"""How many earlier mentions are looked at for one back-reference: keeps a report of 10,000 statements linear."""


class Tongue(Protocol):
    """What must be known of a language to say who is who in a report."""

    mononym: Sort

    def at_home(self, text: str) -> Tongue:
        """The reader for one text, knowing what can be learnt from all of it."""

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left."""

    def key(self, name: str) -> str:
        """What two spellings, or two cases, of one name share."""

    def calls(self, name: str) -> tuple[str, ...]:
        """Keys of the shorter ways to call this person: family name, given name."""

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other."""

    def introduced(self, text: str) -> list[Found]:
        """Named persons and abbreviated bodies met in running text."""

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand in the text, longest match first, in order: start, end, name."""

    def units(self, text: str) -> frozenset[str]:
        """What two wordings of one content share: pairs of characters, or stems."""


@dataclass(slots=True)
class Character:
    """One of the cast. `offices` are (place in the text, office), in order of the text."""

    sort: Sort
    name: str
    place: str | None = None
    gender: Gender | None = None
    plural: bool = False
    names: dict[str, None] = field(default_factory=dict)
    heads: dict[str, None] = field(default_factory=dict)
    offices: list[tuple[int, str]] = field(default_factory=list)
    owner: str | None = None
    members: tuple[Character, ...] = ()

    @property
    def animate(self) -> bool:
        """Whether he or she can be said of it."""
        return self.sort in ("person", "role", "unnamed")


class Cast:
    """Characters by name, and where each was last met."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.members: list[Character] = []
        self.by_key: dict[str, Character] = {}
        self.by_call: dict[str, list[Character]] = {}
        self.bodies: dict[str, list[Character]] = {}

    def named(self, name: str) -> Character | None:
        """The character of exactly this name."""
        return self.by_key.get(self.tongue.key(name))

    def called(self, name: str) -> list[Character]:
        """The characters that this may be a shorter name of."""
        return self.by_call.get(self.tongue.key(name), [])

    def add(self, phrase: Phrase, at: int) -> Character:
        """The character of this phrase's own name, made where it is new."""
        key = self.tongue.key(phrase.name)
        character = self.by_key.get(key)
        if character is None:
            character = Character(phrase.sort, phrase.name, phrase.place, phrase.gender, phrase.plural, owner=phrase.owner)
            self.members.append(character)
            self.by_key[key] = character
            for call in self.tongue.calls(phrase.name) if phrase.sort == "person" else ():
                self.by_call.setdefault(call, []).append(character)
            if phrase.sort in ("body", "outlet"):
                self.bodies.setdefault(key[:1], []).append(character)
        self.learn(character, phrase, at)
        return character

    def learn(self, character: Character, phrase: Phrase, at: int) -> None:
        """Note what this phrase adds about a character: names, office, gender."""
        if phrase.sort in ("person", "body", "outlet", "place", "joint", "paper"):
            character.names.setdefault(phrase.name)
        if phrase.office:
            character.offices.append((at, phrase.office))
        if phrase.head:
            character.heads.setdefault(phrase.head)
        character.gender = character.gender or phrase.gender
        for alias in phrase.aliases:
            character.names.setdefault(alias)
            self.by_key.setdefault(self.tongue.key(alias), character)

    def longer_body(self, name: str, ranked: Callable[[Character], tuple[int, int]]) -> Character | None:
        """The body that this is a short form of; of several the one that ranks first."""
        key = self.tongue.key(name)
        near = self.bodies.get(key[:1], [])[-MOST_LOOKED_AT:]
        rest = self.members[-MOST_LOOKED_AT:]
        fits = [c for c in dict.fromkeys(id(x) for x in (*near, *rest))]
        known = {id(c): c for c in (*near, *rest)}
        found = [known[i] for i in fits if known[i].sort in ("body", "outlet") and self.tongue.shortens(name, known[i].name)]
        return min(found, key=ranked, default=None)
