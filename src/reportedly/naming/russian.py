"""Who may be who in a Russian report: names and nouns in any case are matched by stem and printed in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Self

from reportedly.naming.cast import Character
from reportedly.naming.english import English
from reportedly.naming.lexicon import Lexicon
from reportedly.naming.phrase import Found, Gender, Phrase, Sort
from reportedly.naming.russian_cases import ADJECTIVE, name_stem, noun_stem, person_in_nominative, phrase_in_nominative
from reportedly.naming.spaced import BRACKET, Token, tokens

OBLIQUE = re.compile(
    r"(?:\bпо\s+\w+|данным|сведениям|информации|оценкам?|мнению|прогнозам?|словам|слова|слов|стороны|ссылкой на|цитирует|согласно"
    r"|\bв|\bво|\bна|\bот|\bу|\bиз|\bс|\bсо|\bпо|\bдля|\bпри|\bк|\bо|\bоб)\s+[«\"]?$",
    re.IGNORECASE,
)
"""What stands before a source that is in another case than the nominative."""
PATRONYMIC = re.compile(r"(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вной|вну)$")
LATIN = re.compile(r"[A-Za-z]")
NUMBERED = re.compile(r"^(?:\S+\s+)?(?:стать\S*|пункт\S*|част\S*)\s+(?:\d+\S*\s+)(?:из\s+)?", re.IGNORECASE)


class Russian(English):
    """Reads source phrases, and matches them to a cast."""

    mononym: Sort = "person"

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.leaders = self.stems(lexicon.leaders)
        self.new = re.compile(rf"\b(?:{'|'.join(lexicon.new.split())})", re.IGNORECASE)
        self.nominatives = frozenset(f"{lexicon.titles} {lexicon.plural}".split())
        self.common: frozenset[str] = frozenset()
        self.own_places: frozenset[str] = frozenset()
        self.given = {name_stem(n): n for n in f"{lexicon.female} {lexicon.male}".split()}
        self.listed = frozenset(f"{lexicon.female} {lexicon.male}".split())

    @cached_property
    def known_nouns(self) -> dict[str, str]:
        """The nominative of every noun listed, by its stem; the singular where both are."""
        w = self.words
        lists = " ".join((w.plural, w.bodies, w.titles, w.outlets, w.body_papers, w.laws))
        return {noun_stem(n): n for n in lists.split()} | {noun_stem("органы"): "органы"}

    @cached_property
    def known_plurals(self) -> dict[str, str]:
        """The nominative plural of every noun listed as one, by its stem."""
        return {noun_stem(w): w for w in self.words.plural.split()}

    @cached_property
    def irregular(self) -> dict[str, str]:
        """Forms whose nominative no ending shows."""
        return dict(e.split(":") for e in self.words.irregular.split())

    def at_home(self, text: str) -> Self:
        """The same reader, knowing which words the text has in small letters too, and which it uses as places."""
        toks = tokens(text)
        reader = copy(self)
        reader.common = frozenset(noun_stem(t.text) for t in toks if t.text.islower())
        places: set[str] = set()
        for before, token in zip(toks, toks[1:], strict=False):
            placed = (
                before.text.lower() in ("в", "во", "из") and token.joined and token.text[0].isupper() and token.text[1:].islower()
            )
            if (
                (placed or re.search("(?:ия|ии|ию|ией)$", token.text))
                and token.text[0].isupper()
                and name_stem(token.text) not in self.given
                and not self.is_body(token)
            ):
                places.add(name_stem(token.text))
        named = {
            name_stem(t.text)
            for s in (tokens(text),)
            for i, t in enumerate(s)
            if i and s[i].joined and self.is_title(s[i - 1]) and not t.text.endswith(("ия", "ии", "ию", "ией"))
        }
        reader.own_places = frozenset(places - named)
        return reader

    def stem(self, word: str) -> str:
        """What the cases of one word share."""
        return noun_stem(word)

    def key(self, name: str) -> str:
        """What the cases and spellings of one name share."""
        parts = [t.text for t in tokens(BRACKET.sub(" ", name))]
        return " ".join(
            name_stem(p) if p[0].isupper() and noun_stem(p) not in self.titles | self.many else noun_stem(p) for p in parts
        )

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make, its name in the nominative."""
        numbered = NUMBERED.match(words)
        phrase = super().read(words[numbered.end() :] if numbered else words, before)
        if phrase.sort == "pronoun":
            return phrase
        oblique = bool(numbered) or bool(OBLIQUE.search(before)) or self._declined(phrase)
        fresh = bool(self.new.search(words)) or phrase.fresh
        if not oblique:
            return replace(phrase, fresh=fresh)
        parts = tuple(
            replace(p, name=self._nominative(p), aliases=tuple(a for a in p.aliases if a.isupper())) for p in phrase.parts
        )
        name = self._nominative(phrase) if not parts else f"{', '.join(p.name for p in parts[:-1])} и {parts[-1].name}"
        return replace(phrase, name=name, parts=parts, fresh=fresh)

    def _declined(self, phrase: Phrase) -> bool:
        """Whether a noun that we know stands in another case: директора …, экспертов, медиками."""
        first = next((t for t in tokens(phrase.office or phrase.words) if self.stem(t.text) in self.titles | self.many), None)
        return first is not None and first.text.lower().replace("ё", "е") not in self.nominatives

    def _nominative(self, phrase: Phrase) -> str:
        words = phrase.name.split(" ")
        if phrase.sort == "person":
            return " ".join(self._given(person_in_nominative(words)))
        out: list[str] = []
        for piece in (
            re.split(r"(\s+и\s+(?:во?\s+)?(?=[А-ЯЁ]))", phrase.name) if phrase.sort in ("body", "outlet") else [phrase.name]
        ):
            joined = re.fullmatch(r"\s+и\s+(?:во?\s+)?", piece)
            out.append(" и " if joined else " ".join(self._in_nominative(piece.split(" "))) if piece else "")
        return "".join(out)

    def _in_nominative(self, words: list[str]) -> list[str]:
        if words[0][:1] in '«"':
            inner = " ".join(self._in_nominative(" ".join(words).strip('«»"').split(" ")))
            closing = words[-1][-1] if words[-1][-1] in '»"' else ""
            return f"{words[0][0]}{inner}{closing}".split(" ")
        if words[0].lower() in self.irregular:
            return [self.irregular[words[0].lower()], *words[1:]]
        many = any(self.is_plural(t) for t in tokens(" ".join(words))[:3] if self.stem(t.text) in self.known_plurals)
        return phrase_in_nominative(words, self.known_plurals | {"орган": "органы"} if many else self.known_nouns)

    def _given(self, words: list[str]) -> list[str]:
        """With given names that we know in their nominative."""
        known = ((w, name_stem(w)) for w in words)
        return [
            w if w.lower() in self.listed or w.lower() == s or s not in self.given else self.given[s].capitalize()
            for w, s in known
        ]

    def possessed(self, words: str) -> tuple[str, str] | None:
        """No name is put for его: it would have to be inflected."""
        return None

    def is_name(self, token: Token) -> bool:
        """Whether a word can be part of a person's name."""
        text = token.text
        inner = sum(c.isupper() for c in text) > 1 and not re.search("[-’'`]", text)
        if noun_stem(text) in self.common or name_stem(text) in self.own_places:
            return False
        return super().is_name(token) and not inner and (not LATIN.search(text) or bool(re.search("[а-яА-Я]", text)))

    def may_follow(self, before: Token | None, left: list[Token], run: list[Token]) -> bool:
        """After a body in the genitive too: директор института Имя Фамилия."""
        if before is None or not self.is_body(before) or any(self.is_title(t) for t in left):
            return True
        return name_stem(run[0].text) in self.given or self.known_nouns.get(noun_stem(before.text)) != before.text.lower()

    def stands_alone(self, token: Token, toks: list[Token], b: int) -> bool:
        """Whether one word after a title is a name, not a place in the genitive nor an adjective."""
        low = token.text.lower()
        if low.endswith(("ии", "ы", "ого", "ому", "ых")):
            return False
        adjectival = bool(ADJECTIVE.search(low)) and b < len(toks) and toks[b].joined and toks[b].text[0].islower()
        return not adjectival or low.endswith(("ский", "цкий"))

    def head_at(self, toks: list[Token]) -> int:
        """Which of the words is the noun that the others only describe: the first that is no adjective."""
        for i, token in enumerate(toks):
            if (
                self.stem(token.text) in self.known_nouns
                or self.stem(token.text) in self.known_plurals
                or i == len(toks) - 1
                or not ADJECTIVE.search(token.text.lower())
            ):
                return i
        return 0

    def owner(self, toks: list[Token], at: int, base: str) -> str | None:
        """The words after the noun say whose office it is."""
        return base[toks[at + 1].start :] if at + 1 < len(toks) else None

    def _body_after(self, toks: list[Token], at: int, base: str) -> Phrase | None:
        """A body's own name after what it is, where that is the noun of the phrase."""
        return super()._body_after(toks, at, base) if at - 1 == self.head_at(toks) else None

    def paper_owner(self, toks: list[Token], at: int, base: str) -> str | None:
        """The words after the noun say whose paper it is; those of a law do not."""
        words = self.owner(toks, at, base)
        if words and re.match(r"(?:из|в|на|о|об|по|с|от)\s", words):
            return None
        if words and words.islower() and " " not in words and not self.is_body(tokens(words)[0]):
            return None
        bare = (
            words is None
            or self.stem(toks[at].text) in self.laws
            or (len(toks) == at + 2 and self.stem(toks[at + 1].text) in self.papers)
        )
        return None if bare else words

    def is_title(self, token: Token) -> bool:
        """Whether a word is an office or calling; мэрия is none though мэр is."""
        low = token.text.lower()
        return self.stem(low) in self.titles and not (
            low.endswith(("ия", "ии", "ию", "ией")) and low[:-2] + "ия" in self.body_nouns
        )

    @cached_property
    def body_nouns(self) -> frozenset[str]:
        """The bodies as listed."""
        return frozenset(self.words.bodies.split())

    def is_place(self, token: Token) -> bool:
        """Whether a word is a country, one of its people, or a place of this report's own."""
        return super().is_place(token) or (token.text[0].isupper() and name_stem(token.text) in self.own_places)

    def place(self, toks: list[Token]) -> str | None:
        """The country that one of the words names."""
        own = next((name_stem(t.text) for t in toks if t.text[0].isupper() and name_stem(t.text) in self.own_places), None)
        return super().place(toks) or own

    def led_by_many(self, toks: list[Token]) -> bool:
        """Whether the noun of the phrase is people: специалисты обсерватории …."""
        return bool(toks) and self.is_plural(toks[self.head_at(toks)]) and len(toks) > 2

    def many_by_form(self, token: Token) -> bool:
        """Russian tells people by the list alone."""
        return False

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs: доклад [министерства …]."""
        return self.read(words, "по словам ")

    def narrowed(self, toks: list[Token], a: int, b: int) -> int:
        """The last two words of a run, three with a patronymic, all where a particle stands inside."""
        if b - a < 3:
            return a
        at = next((i for i in range(a, b) if toks[i].text.lower() in self.particles), None)
        if at is not None:
            return max(a, at - 2) if at - a > 2 else a
        return b - 3 if PATRONYMIC.search(toks[b - 2].text.lower()) or PATRONYMIC.search(toks[b - 1].text.lower()) else b - 2

    def gender(self, run: list[Token], before: Token | None) -> Gender | None:
        """What the given name, the family name or the title says."""
        known = super().gender(run, before)
        if known:
            return known
        last = run[-1].text.lower()
        if len(run) > 1 and re.search(r"(?:ова|ева|ина|ская|цкая|овой|евой|ской)$", last):
            return "f"
        return "m" if len(run) > 1 and re.search(r"(?:ов|ев|ин|ский|цкий)$", last) else None

    def is_plural(self, token: Token) -> bool:
        """Whether a noun stands for several people."""
        low = token.text.lower()
        return self.stem(low) in self.many and (
            self.stem(low) not in self.titles
            or bool(re.search(r"(?:[ыи]|ов|ев|ей|ам|ям|ами|ями|ах|ях|ые|ых)$", low))
            and low not in self.nominatives - self.plurals
        )

    @cached_property
    def plurals(self) -> frozenset[str]:
        """The plural nouns as listed."""
        return frozenset(self.words.plural.split())

    # --- what running text introduces ---

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Persons with a title or a known given name, in the nominative."""
        toks = tokens(text)
        out: list[Found] = []
        for a, b in self._runs(toks):
            start = self.narrowed(toks, a, b)
            run = toks[start:b]
            before = self._before(toks, start)
            titled = before is not None and self.is_title(before) and not self.is_plural(before)
            titled = titled and (len(run) > 1 or self.stands_alone(run[0], toks, b))
            given = name_stem(run[0].text) in self.given and len(run) > 1
            left = self._office_left(toks, start) if len(run) > 1 else None
            if not (titled or given or left is not None) or len(run) > 7 or any(self.is_body(t) for t in run):
                continue
            words = [t.text for t in run]
            declined = titled and before is not None and before.text.lower().replace("ё", "е") not in self.nominatives
            declined = declined or (given and words[0].lower().replace("ё", "е") not in self.listed)
            name = " ".join(self._given(person_in_nominative(words)) if declined else words)
            head = self.stem(before.text) if titled and before else self.stem(toks[left].text) if left is not None else ""
            office = text[toks[left].start : run[0].start].strip() if left is not None else None
            out.append(
                Found(
                    run[0].start,
                    run[-1].end,
                    Phrase(name, "person", name, office=office, head=head, gender=self.gender(run, before)),
                )
            )
        return out

    def _office_left(self, toks: list[Token], a: int) -> int | None:
        """Where an office in the nominative begins that leads up to this place without a comma: начальник … Имя Фамилия."""
        found = None
        for at in range(a, max(0, a - 7), -1):
            if not toks[at].joined:
                break
            if toks[at - 1].text.lower() in self.nominatives and not self.is_plural(toks[at - 1]):
                found = at - 1
        return found

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand, in any case."""
        by_first: dict[str, list[tuple[list[str], str]]] = {}
        for name in set(names):
            stems = self.key(name).split(" ")
            if stems[0]:
                by_first.setdefault(stems[0], []).append((stems, name))
        for some in by_first.values():
            some.sort(key=lambda x: -len(x[0]))
        toks = tokens(text)
        keys = [self.key(t.text) for t in toks]
        out, at = [], 0
        while at < len(toks):
            hit = next(
                (
                    (s, n)
                    for s, n in by_first.get(keys[at], ())
                    if keys[at : at + len(s)] == s and (toks[at].text[0].isupper() or n[0].islower())
                ),
                None,
            )
            size = len(hit[0]) if hit else 1
            if hit:
                out.append((toks[at].start, toks[at + size - 1].end, hit[1]))
            at += size
        return out

    def units(self, text: str) -> frozenset[str]:
        """The stems of the longer words."""
        return frozenset(noun_stem(t.text)[:6] for t in tokens(text) if len(t.text) > 3)

    def shortens(self, short: str, long: str) -> bool:
        """Initials (ВОЗ), Мин… (Минобороны → Министерство обороны), or some of the words in order."""
        words = [t.text for t in tokens(BRACKET.sub(" ", long))]
        low = short.lower()
        whole = self.expanded(low)
        if whole and all(any(self.stem(w)[:5] == self.stem(x)[:5] for x in words) for w in whole):
            return True
        if short.isupper() and len(short) > 1:
            return (
                "".join(x[0] for w in words for x in w.split("-")).upper() == short
                or "".join(w[0] for w in words if w[0].isupper()) == short
            )
        if low.startswith("мин") and words[0].lower().startswith("министерств") and len(words) > 1:
            return name_stem(words[1])[:4] in low or low[3:7] == words[1].lower()[:4]
        return super().shortens(short, long)

    def expanded(self, low: str) -> list[str]:
        """The words of an abbreviation: мид → министерство иностранных дел."""
        return self.full.get(low, "").split("_") if low in self.full else []

    @cached_property
    def full(self) -> dict[str, str]:
        """Abbreviations and the words they stand for."""
        return dict(entry.split(":") for entry in self.words.abbreviations.split())

    def speaks_for(self, office: str) -> str | None:
        """The body, or the person, of a spokesperson's office in the nominative: пресс-секретарь [президента …]."""
        toks = tokens(office)
        at = next((i for i, t in enumerate(toks) if self.stem(t.text) in self.spokes), None)
        words = office[toks[at + 1].start :] if at is not None and at + 1 < len(toks) else ""
        return self.genitive(words).name if words else None

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: пресс-служба посольства … → посольство …."""
        words, noun = one.name.split(" "), self.stem(tokens(phrase.words)[-1].text)
        at = next((i for i, w in enumerate(words) if self.stem(w) == noun), 0)
        led = at and at != self.head_at(tokens(one.name))
        return " ".join(self._in_nominative(words[at:])) if led else None

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: ведомство, в посольстве, оборонное ведомство."""
        toks = tokens(phrase.words)
        return (
            len(toks) <= 2
            and self.stem(toks[-1].text) in self.general_bodies
            and toks[-1].text.islower()
            and toks[0].text[0].islower()
        )

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether "ведомство" can mean this body."""
        noun = self.stem(tokens(phrase.words)[-1].text)
        if noun in self.any_body:
            return one.sort == "body" and not self.key(one.name).isdigit()
        return any(noun in self.key(n).split() or any(noun == noun_stem(w) for w in n.split()) for n in one.names or (one.name,))

    def is_data(self, head: str) -> bool:
        """Whether a paper is figures, which may be anyone's."""
        return head in self.data

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: в заявлении, в тексте исследования."""
        toks = tokens(phrase.words)
        return (
            len(toks) <= 2
            and all(t.text[0].islower() or i == 0 for i, t in enumerate(toks))
            and phrase.head not in self.laws
            and not self.is_data(phrase.head)
        )

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name."""
        if not phrase.head or phrase.plural or (phrase.fresh and one.sort == "person"):
            return False
        offices = " ".join([*(o for _, o in one.offices), one.name if one.sort != "person" else ""])
        words = {self.stem(t.text) for t in tokens(offices)} | set(one.heads)
        if phrase.head not in words:
            return False
        return not (phrase.place and (theirs := self.place(tokens(offices))) and theirs != phrase.place)

    def authors(self, phrase: Phrase) -> bool:
        """Whether the words are the authors of a paper named before: авторы исследования."""
        return phrase.head == noun_stem("авторы")

    def bare_plural(self, phrase: Phrase) -> bool:
        """Whether the words are only the people's noun and may mean those named before: ученые, по данным властей."""
        return len(tokens(phrase.words)) == 1

    def points_back(self, phrase: Phrase) -> bool:
        """Whether the words point at a person met: the only noun of an office, or a leader of some place."""
        toks = tokens(phrase.words)
        if phrase.fresh or phrase.plural:
            return False
        return len(toks) == 1 or phrase.head in self.leaders or (len(toks) == 2 and phrase.sort in ("role", "unnamed"))

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
        if other.words == phrase.words:
            return False
        theirs = {self.stem(t.text)[:6] for t in tokens(" ".join([other.words, *(o for _, o in one.offices)]))}
        if phrase.sort in ("role", "unnamed"):
            return other.sort in ("person", "role", "unnamed", "joint") and phrase.head[:6] in theirs
        mine = [t.text for t in tokens(phrase.words)]
        if any(self.expanded(w.lower()) and self.stem(w)[:6] not in theirs for w in mine):
            mine = [x for w in mine for x in (self.expanded(w.lower())[1:] or [w])]
        if phrase.sort == "place" and phrase.place:
            return other.sort != "outlet" and phrase.place == self.place(
                tokens(" ".join([other.words, *(o for _, o in one.offices)]))
            )
        return other.sort != "outlet" and all(self.stem(w)[:6] in theirs for w in mine)
