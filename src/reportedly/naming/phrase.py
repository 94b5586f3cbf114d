"""What the words of one source say by themselves, before the rest of the report is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sort = Literal["person", "joint", "body", "outlet", "paper", "role", "pronoun", "place", "name", "unnamed"]
Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One source read: the name that it gives, or what it must be matched by.

    `head` is the noun that a later or earlier mention is matched by: 发言人, report, врач, he. `owner` is the body that a paper
    or a spokesperson belongs to. `fresh` phrases bring in someone new (一名专家, a senior official), `definite` ones point
    at someone.
    `call` is the family name of a person who is named by it and a title alone (王局长, 김 국장).
    """

    words: str
    sort: Sort
    name: str
    office: str | None = None
    head: str = ""
    owner: str | None = None
    place: str | None = None
    aliases: tuple[str, ...] = ()
    parts: tuple[Phrase, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    fresh: bool = False
    definite: bool = False
    call: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase met in running text; start and end are those of the name."""

    start: int
    end: int
    phrase: Phrase
