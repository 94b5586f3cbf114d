"""Who may be who in a Korean report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.naming.cast import Character
from reportedly.naming.korean import BRACKET, KoreanReader
from reportedly.naming.mentions import find_names
from reportedly.naming.phrase import Found, Phrase

CLAUSE = re.compile(r"[가-힣A-Za-z-]+(?: [가-힣A-Za-z-]+)*")
POINTING = ("이 ", "그 ", "해당 ")


class Korean(KoreanReader):
    """Reads source phrases, and matches them to a cast."""

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""
        return self.read(words)

    def calls(self, name: str) -> tuple[str, ...]:
        """Keys of the last word of a foreign name, or of the family name of a Korean one."""
        korean = len(name) == 3 and name[0] in self.surnames
        return tuple(self.key(n) for n in self.short_forms(name)) or ((name[0],) if korean else ())

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a foreign name."""
        parts = name.split(" ")
        return [parts[-1]] if len(parts) > 1 and len(parts[-1]) > 1 and not self.title(parts[-1]) else []

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other: its end, or its syllables in order from the first on."""
        a, b = self.key(short).replace(" ", ""), self.key(BRACKET.sub("", long)).replace(" ", "")
        if not 2 <= len(a) < len(b) or a[0] != b[0]:
            return 2 < len(a) < len(b) and b.endswith(a)
        rest = iter(b)
        return all(c in rest for c in a) and (len(a) > 2 or b.startswith(a))

    # --- the text ---

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Names beside a title in running text."""
        return [found for m in CLAUSE.finditer(text) for found in self._titled(m.start(), m[0])]

    def _titled(self, start: int, words: str) -> Iterator[Found]:
        at, toks, offsets = 0, words.split(" "), [0]
        for t in toks:
            offsets.append(offsets[-1] + len(t) + 1)
        for i, t in enumerate(toks):
            bare = self.bare(t)
            titled = self.title(bare)
            if (titled or self.title(t)) not in self.vague | {""} and i > at and not self._stops(toks[i - 1]):
                a = max(at, i - 5, *(n + 1 for n in range(max(at, i - 5), i) if self._stops(toks[n])))
                phrase = self.person(" ".join([*toks[a:i], bare if titled else t]), "")
                where = words.find(phrase.name, offsets[a]) if phrase and len(phrase.name) > 1 and not phrase.call else -1
                if phrase and where >= 0:
                    yield Found(start + where, start + where + len(phrase.name), phrase)
            at = i + 1 if bare != t else at

    def _stops(self, word: str) -> bool:
        """Whether no name goes on over this word."""
        return word in self.fronts or bool(self.runs_on.search(word))

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand; a particle may follow."""
        return find_names(text, names, left=True, right=False)

    def units(self, text: str) -> frozenset[str]:
        """Pairs of syllables."""
        key = self.key(text).replace(" ", "")
        return frozenset(key[i : i + 2] for i in range(len(key) - 1))

    def issuer(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: the last to speak put the paper out."""
        return None

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: titles and particles already give the full forms."""
        return None

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """No search: laws are matched among the sources."""
        return None

    # --- which phrases point where ---

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: 이 회사, 회사 측."""
        bare = phrase.words.removesuffix(" 측")
        pointed = phrase.words.startswith(POINTING) and bare.split(" ")[-1] in self.general_bodies
        return pointed or bare in self.general_bodies

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether 이 기구 can mean this body."""
        noun = phrase.words.removesuffix(" 측").split(" ")[-1]
        if noun in self.words.companies.split():
            return one.sort == "body" and not one.name.endswith(tuple(self.words.authorities.split()))
        return noun in self.words.any_body.split() or any(n.endswith(noun) for n in one.names or (one.name,))

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: none here."""
        return None

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: 성명."""
        return phrase.words in self.outlet_papers or phrase.words in self.words.bare_papers.split()

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: 이 조약."""
        return phrase.head in self.laws and phrase.words in (phrase.head, *(p + phrase.head for p in POINTING))

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out: 보도."""
        return phrase.head in self.outlet_papers

    def authors(self, phrase: Phrase) -> bool:
        """Korean names its authors again."""
        return False

    def bare_plural(self, phrase: Phrase) -> bool:
        """Korean says nothing of whom a bare plural means."""
        return False

    def points_back(self, phrase: Phrase) -> bool:
        """Whether the words point at a person met: 이 관계자."""
        return phrase.words.startswith(POINTING) and not phrase.plural

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun, and how the phrase reads with a name for it."""
        first, _, rest = words.partition(" ")
        head = self.whose.get(first)
        return (head, "{}의 " + rest.replace("{", "").replace("}", "")) if head and rest else None

    def speaks_for(self, office: str) -> str | None:
        """The body of a spokesperson's office: 외교부 | 대변인."""
        words = office.split(" ")
        if not any(words[-1].endswith(t) for t in self.spokes):
            return None
        return " ".join(words[:-1]).removesuffix("의").removesuffix(" 측") or None

    # --- what may mean whom ---

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name."""
        if not phrase.head or phrase.fresh or phrase.head in self.vague:
            return False
        offices = " ".join([*(o for _, o in one.offices), one.name if one.sort != "person" else ""])
        if not any(w.endswith(phrase.head) for w in (*offices.split(" "), *one.heads)):
            return False
        return not phrase.owner or phrase.owner.split(" ")[0][:2] in offices

    def telegraphic(self, phrase: Phrase) -> bool:
        """Whether the words are as short as only a headline has them."""
        return phrase.sort == "place" and len(phrase.words) == 1

    def sideways(self, phrase: Phrase) -> bool:
        """Whether the words name a side rather than a speaker."""
        return phrase.sort == "place"

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
        theirs = " ".join([other.words, one.name, *(o for _, o in one.offices)])
        if phrase.words == other.words:
            return False
        if phrase.sort in ("role", "unnamed"):
            return bool(phrase.head) and phrase.head in theirs and other.sort in ("person", "role", "unnamed")
        return other.sort != "outlet" and (phrase.words in theirs or self.shortens(phrase.words, other.words))
