"""Reads a source phrase in Korean: the name first, or between body and title, or after the title."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import Self

from reportedly.naming.lexicon import Lexicon
from reportedly.naming.mentions import longest
from reportedly.naming.phrase import Gender, Phrase, Sort

BRACKET = re.compile(r"\s*\(([^()]{1,90})\)\s*")
JOINT = re.compile(r"(?<=\S)(?:와|과)\s+|\s*,\s+|\s+및\s+|\s+그리고\s+")
QUOTES = "\"'“”‘’「」『』"
ACRONYM = re.compile(r"[A-Z][A-Za-z.]+$")
HANGUL = re.compile(r"[가-힣]{2,}")


def _set(words: str) -> frozenset[str]:
    return frozenset(w.replace("_", " ") for w in words.split())


class KoreanReader:
    """Reads source phrases; `own_places` are the countries that one report invents or that we do not list."""

    mononym: Sort = "person"
    own_places: frozenset[str] = frozenset()

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon
        self.titles, self.vague, self.spokes = _set(lexicon.titles), _set(lexicon.vague), _set(lexicon.spokes)
        self.reporters, self.personal, self.close = _set(lexicon.reporters), _set(lexicon.personal), _set(lexicon.close)
        self.bodies, self.outlets, self.general_bodies = _set(lexicon.bodies), _set(lexicon.outlets), _set(lexicon.general_bodies)
        self.laws, self.outlet_papers, self.not_of = _set(lexicon.laws), _set(lexicon.outlet_papers), _set(lexicon.not_of)
        self.papers = self.laws | self.outlet_papers | _set(lexicon.body_papers)
        self.particles, self.fronts, self.many = _set(lexicon.sides), _set(lexicon.cut_front), _set(lexicon.plural)
        self.modifiers, self.fresh, self.feminine = _set(lexicon.particles), _set(lexicon.fresh), _set(lexicon.feminine)
        self.surnames = frozenset(lexicon.surnames)
        self.clause = re.compile(f"(?:{'|'.join(_set(lexicon.clauses))})\\s+")
        self.owned = re.compile(rf"^(\S+?)(?:이|가)\s.*?(?:{'|'.join(_set(lexicon.putting_out))})\s")
        self.runs_on = re.compile(f"(?:{'|'.join(_set(lexicon.runs_on))})$")
        self.whose = dict(e.split(":") for e in lexicon.possessives.split())
        self.pronouns = {w: head for head in ("it", "they", "she", "he") for w in _set(getattr(lexicon, head))}

    def at_home(self, text: str) -> Self:
        """The same reader, knowing the countries of this text: words before 정부, or with a particle and before no title."""
        alone: dict[str, list[int]] = {}
        toks = HANGUL.findall(text)
        for this, following in zip(toks, [*toks[1:], ""], strict=False):
            stem = self.bare(this)
            stem = stem[:-1] if stem[-1] in "과와" and len(stem) > 2 else stem
            after = self.bare(following)
            seen = alone.setdefault(stem, [0, 0, 0])
            seen[0] += stem != this
            seen[1] += stem == this and after in self.personal
            seen[2] += stem == this and bool(self.ending(after, self.bodies)) and not self.title(following)
        placed = (w for w, (free, person, body) in alone.items() if body or (free > 1 and not person))
        reader = copy(self)
        reader.own_places = frozenset(w for w in placed if len(w) > 1 and not self._kind_of_thing(w))
        return reader

    def _kind_of_thing(self, word: str) -> bool:
        return bool(self.ending(word, self.bodies | self.outlets | self.papers) or self.title(word))

    def bare(self, word: str) -> str:
        """A word without its particle."""
        particle = longest(self.particles, word, len(word))
        return word[: -len(particle)] if particle and len(word) > len(particle) + 1 else word

    def title(self, word: str) -> str:
        """The title that ends this word, or nothing; one syllable counts only as a word."""
        found = longest(self.titles, word, len(word))
        return found if len(found) > 1 or found == word else ""

    def ending(self, word: str, among: frozenset[str]) -> str:
        """The longest of some words that ends this one; one syllable counts only after two others."""
        found = longest(among, word, len(word))
        return found if len(found) > 1 or len(word) > 2 else ""

    def key(self, name: str) -> str:
        """What two spellings of one name share."""
        return " ".join("".join(c for c in w.casefold() if c.isalnum()) for w in name.split())

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: 기자."""
        return head in self.reporters

    # --- one phrase ---

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left in the text."""
        trimmed = self.trim(words)
        if trimmed in self.pronouns:
            head = self.pronouns[trimmed]
            gender: Gender | None = "f" if head == "she" else None
            return Phrase(trimmed, "pronoun", trimmed, head=head, gender=gender, plural=head == "they")
        phrase = self._joint(trimmed) or self._one(trimmed)
        return replace(phrase, words=trimmed, fresh=trimmed.split(" ")[0] in self.fresh)

    def trim(self, words: str) -> str:
        """Without a connective before, and without a particle after a title or a kind of body."""
        words = words.strip(" \t\n,.:;·…")
        first, _, rest = words.partition(" ")
        words = rest if rest and first in self.fronts else words
        bare = self.bare(words)
        known = self.title(bare) or self.ending(bare, self.bodies | self.outlets)
        return bare if known and not self.title(words) and not self.ending(words, self.bodies) else words

    def _joint(self, words: str) -> Phrase | None:
        pieces = [p for p in JOINT.split(BRACKET.sub(" ", words)) if p]
        if not 2 <= len(pieces) <= 10 or self.clause.search(words) or not self.title(pieces[-1].split(" ")[-1]):
            return None
        parts = tuple(self._one(p) for p in pieces)
        if any(p.sort not in ("person", "body", "outlet") for p in parts):
            return None
        return Phrase(words, "joint", ", ".join(p.name for p in parts), parts=parts, plural=True)

    def _one(self, words: str) -> Phrase:
        bracket = BRACKET.search(words)
        base = BRACKET.sub(" ", words).strip() if bracket else words
        clauses = [m.end() for m in self.clause.finditer(base) if m.end() < len(base)]
        rest = base[clauses[-1] :] if clauses else base
        office = base[: len(base) - len(rest)].strip()
        if rest[:1] in QUOTES and rest[-1:] in QUOTES:
            return Phrase(rest, "body", rest.strip(QUOTES), office=office or None)
        inside = (bracket[1],) if bracket else ()
        person = self.person(rest, office)
        if person:
            return replace(person, aliases=tuple(a for a in inside if not a[0].isdigit()))
        phrase = self._thing(rest)
        if inside and phrase.sort in ("body", "outlet", "name"):
            return replace(phrase, sort="body" if phrase.sort == "name" else phrase.sort, name=words, aliases=(base, *inside))
        return phrase

    # --- persons ---

    def person(self, rest: str, office: str) -> Phrase | None:
        """Cut off what ends in 인 or 의, then look for a name beside a title."""
        toks = rest.split(" ")
        cut = next((i + 1 for i in range(len(toks) - 2, -1, -1) if self._links(toks[i])), 0)
        left, right = toks[:cut], toks[cut:]
        core, before, after = self._name_in(right, placed=bool(left))
        if not core:
            return None
        title = after[-1] if after else (before or left)[-1]
        head = self.title(title.removesuffix("인")) or title
        offices = " ".join(x for x in (office, *left, *before, *after) if x) or None
        name = " ".join(core).strip(QUOTES)
        gender: Gender | None = "f" if head in self.feminine else None
        if len(name) == 1 and after:
            return Phrase(rest, "person", f"{name} {' '.join(after)}", office=offices, head=head, gender=gender, call=name)
        return Phrase(rest, "person", name, office=offices, head=head, gender=gender) if name else None

    def _links(self, token: str) -> bool:
        """Whether a word only leads up to a name: 대변인인, 협회의."""
        of = token.endswith("의") and not longest(self.not_of, token, len(token))
        return len(token) > 1 and (of or (token.endswith("인") and bool(self.title(token[:-1]))))

    def _name_in(self, toks: list[str], *, placed: bool) -> tuple[list[str], list[str], list[str]]:
        """The words of the name, and those of the office before and after it; no name where there is none."""
        if not toks or toks[-1].endswith("들") or toks[-1] in self.many:
            return [], [], []
        title = self.title(toks[-1])
        if not title:
            return self._name_last(toks, placed=placed)
        core = toks[:-1]
        inner = next((i for i in range(len(core) - 2, -1, -1) if self.title(core[i]) and not self._looks(core[i])), None)
        if inner is not None and not self.is_body(core[-1]):
            return core[inner + 1 :], core[: inner + 1], toks[-1:]
        while core and core[-1] in self.modifiers:
            core = core[:-1]
        if len(core) == 1 and title in self.vague and not placed:
            return [], [], []
        return self._name_before(toks, core, title, placed=placed)

    def _name_last(self, toks: list[str], *, placed: bool) -> tuple[list[str], list[str], list[str]]:
        """A name after its title, or after 의 alone."""
        at = next((i for i in range(len(toks) - 2, -1, -1) if self.title(toks[i])), None)
        core = toks[at + 1 :] if at is not None else toks if placed else []
        fine = 0 < len(core) < 5 and not any(self.is_body(t) for t in core) and not self.ending(core[-1], self.papers)
        return (core, toks[: at + 1] if at is not None else [], []) if fine else ([], [], [])

    def _name_before(
        self, toks: list[str], core: list[str], title: str, *, placed: bool
    ) -> tuple[list[str], list[str], list[str]]:
        """A name before its title, the body before or after it."""
        body = next((i for i, t in enumerate(core) if self.is_body(t) or (i + 1 < len(core) and core[i + 1] == "측")), None)
        if body == 0:
            last = max(i for i, t in enumerate(core) if self.is_body(t) or i == 0)
            return core[last + 1 :], core[: last + 1], toks[-1:]
        korean = len(core) > 1 and self._looks(core[-1]) and not self.is_body(core[-1]) and not self._looks(core[0])
        if korean and title in self.close:
            return core[-1:], core[:-1], toks[-1:]
        size = self._size(core, body, title, placed=placed)
        return core[:size], [], toks[size:]

    def _size(self, core: list[str], body: int | None, title: str, *, placed: bool) -> int:
        """How many of the words before a title, or before its body, are the name."""
        size = len(core) if body is None else body
        if size > 1 and core[size - 1] in self.own_places and (body is not None or size > 2 or title in self.spokes):
            return size - 1
        if body is None and size > 3:
            return 2
        local = title in self.spokes or title.endswith(("지사", "시장"))
        return size - 1 if body is None and not placed and size > 2 and local else size

    def _looks(self, word: str) -> bool:
        """Whether a word has the shape of a Korean name: a family name and two syllables."""
        return len(word) == 3 and word[0] in self.surnames and all("가" <= c <= "힣" for c in word)

    def is_body(self, word: str) -> bool:
        """Whether a word is a place or a kind of body."""
        bare = word.removesuffix("의")
        known = bare in self.words.place_of or bool(ACRONYM.match(bare))
        return known or (bool(self.ending(bare, self.bodies)) and not self.title(bare))

    # --- what is no named person ---

    def _thing(self, words: str) -> Phrase:
        last = words.split(" ")[-1].strip(QUOTES)
        place = self.place(words)
        if words in self.words.place_of or words in self.own_places:
            return Phrase(words, "place", words, place=place or words)
        title, plural = self.title(last), last.endswith("들") or last in self.many
        if title or plural:
            sort: Sort = "unnamed" if plural or title in self.vague else "role"
            owner = words[: -len(title)].strip().removesuffix("의") if title else ""
            return Phrase(words, sort, words, head=title or last[-2:], place=place, plural=plural, owner=owner or None)
        head = self.ending(last, self.papers)
        if head:
            return Phrase(words, "paper", words.strip(QUOTES), head=head, place=place, owner=self._paper_owner(words, last, head))
        if head := self.ending(last, self.outlets):
            return Phrase(words, "outlet", words.strip(QUOTES), head=head, place=place, plural=head in ("언론", "외신"))
        if self.ending(last, self.bodies) or ACRONYM.match(last):
            return Phrase(words, "body", words.strip(QUOTES), head=self.ending(last, self.bodies), place=place)
        return Phrase(words, "name" if len(words.split(" ")) < 4 else "unnamed", words.strip(QUOTES), place=place)

    def _paper_owner(self, words: str, last: str, head: str) -> str | None:
        """Whose paper: what stands before it, or before who put it out; a law's makers own none of it."""
        owned = self.owned.match(words)
        owner = owned[1] if owned else words[: len(words) - len(last)].strip().removesuffix("의")
        new = owner.split(" ")[0] in self.fresh
        return None if head in self.laws or new else owner or None

    def place(self, words: str) -> str | None:
        """The country that the words begin with."""
        return self.words.place_of.get(words.split(" ")[0].removesuffix("의"))
