"""Reads a source phrase in a language with spaces and capitals: names are runs of capitalised words after an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly.naming.lexicon import Lexicon
from reportedly.naming.phrase import Gender, Phrase, Sort

WORD = re.compile(r"[^\W_](?:[\w.'’-]*[^\W_])?\.?")
COMMA = re.compile(r"\s*,\s+|\s+[—–-]\s+|\s*;\s*")
BRACKET = re.compile(r"\s*\(([^()]{1,80})\)\s*")
QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{1,80})[»”“\"]")
SPACED_WORD = re.compile(r"\s(\w+)")
DATED = re.compile(r"\s(?:of|from|dated|от)\s(?:\d{1,2}\s)?[A-ZА-Яа-я][a-zа-я]+\s\d.*$")
"""The date of a paper after its name."""
DIGITS = re.compile(r"^\d")


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `joined` where only a blank stands between it and the word before."""

    text: str
    start: int
    end: int
    joined: bool


POSSESSIVE = re.compile("[’']s?$")


def tokens(words: str) -> list[Token]:
    """The words of a phrase, without a full stop that ends it (initials keep theirs)."""
    out: list[Token] = []
    for m in WORD.finditer(words):
        text = m[0] if len(m[0]) <= 2 or m[0].count(".") > 1 else m[0].rstrip(".")
        gap = words[out[-1].end : m.start()] if out else "x"
        out.append(Token(text, m.start(), m.start() + len(text), gap.strip() == "" and gap != ""))
    return out


class SpacedReader:
    """Reads source phrases one by one; a language fills in what its nouns look like."""

    mononym: Sort = "body"
    """What one capitalised word is where nothing else tells."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon
        self.titles = self.stems(lexicon.titles)
        self.vague, self.spokes = self.stems(lexicon.vague), self.stems(lexicon.spokes)
        self.bodies, self.general_bodies, self.outlets = (
            self.stems(lexicon.bodies),
            self.stems(lexicon.general_bodies),
            self.stems(lexicon.outlets),
        )
        self.laws, self.outlet_papers = self.stems(lexicon.laws), self.stems(lexicon.outlet_papers)
        self.papers = self.laws | self.outlet_papers | self.stems(lexicon.body_papers)
        self.kinds_of_thing = self.bodies | self.outlets | self.papers
        self.many, self.reporters = self.stems(lexicon.plural), self.stems(lexicon.reporters)
        self.fresh, self.deictic = frozenset(lexicon.fresh.split()), frozenset(lexicon.deictic.split())
        self.fronts, self.backs = frozenset(lexicon.cut_front.split()), frozenset(lexicon.cut_back.split())
        self.joiners = [j.replace("_", " ") for j in lexicon.joiners.split()]
        self.prepositions = frozenset(lexicon.prepositions.split())
        self.masculine, self.feminine = self.stems(lexicon.masculine), self.stems(lexicon.feminine)
        self.companies, self.authorities, self.any_body = (
            self.stems(lexicon.companies),
            self.stems(lexicon.authorities),
            self.stems(lexicon.any_body),
        )
        self.data, self.before_name = self.stems(lexicon.data), self.stems(lexicon.before_name)
        self.whose = dict(e.split(":") for e in lexicon.possessives.split())
        self.verbs = frozenset(lexicon.verbs.split())
        self.particles = frozenset(lexicon.particles.split())
        self.male, self.female = self.stems(lexicon.male), self.stems(lexicon.female)
        self.pronouns = {word: head for head in ("who", "they", "it", "she", "he") for word in getattr(lexicon, head).split()}
        self.place_stems = {" ".join(self.stem(w) for w in form.split()): full for form, full in lexicon.place_of.items()}

    def stems(self, words: str) -> frozenset[str]:
        """The words as they are compared."""
        return frozenset(self.stem(w) for w in words.split())

    def stem(self, word: str) -> str:
        """What the forms of one word share."""
        return re.sub("[’']s?$", "", word.lower())

    def key(self, name: str) -> str:
        """What two spellings of one name share."""
        return " ".join(self.stem(t.text) for t in tokens(BRACKET.sub(" ", name)))

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left in the text."""
        trimmed, fresh, definite = self.trim(words, before)
        lower = trimmed.lower()
        if lower in self.pronouns:
            head = self.pronouns[lower]
            gender: Gender | None = "m" if head == "he" else "f" if head == "she" else None
            return Phrase(trimmed, "pronoun", trimmed, head=head, gender=gender, plural=head == "they")
        phrase = self._joint(trimmed) or self._one(trimmed)
        return replace(phrase, words=trimmed, fresh=fresh or (phrase.plural and not definite), definite=definite)

    def trim(self, words: str, before: str) -> tuple[str, bool, bool]:
        """Without articles and what a parser may have taken along; whether someone new is brought in; whether pointed at."""
        words = words.strip(" \t\n,.:;—–-")
        ends = next((m.start() for m in SPACED_WORD.finditer(words) if self._ends_source(m[1], words[: m.start()])), 0)
        words = DATED.sub("", words[:ends] or words)
        toks = [t.text.lower() for t in tokens(words)]
        left = tokens(before[-24:])
        lead = [left[-1].text.lower()] if left and not before[-24:].rstrip(' "“«').endswith((".", ",", ":", "\n")) else []
        first = toks[:1]
        fresh = any(w in self.fresh for w in (lead if lead and lead[0] in ("a", "an") else []) + first)
        definite = any(w in self.deictic for w in lead + first)
        while len(toks) > 1 and toks[0] in self.fronts:
            words = words[tokens(words)[1].start :]
            toks = toks[1:]
        while len(toks) > 1 and (toks[-1] in self.backs or toks[-1] in self.prepositions):
            words = words[: tokens(words)[-2].end]
            toks = toks[:-1]
        return words, fresh, definite

    def _ends_source(self, word: str, before: str) -> bool:
        """Whether a source ends before this verb: not in a clause that describes it."""
        return word in self.verbs and "," not in before and not any(self.pronouns.get(w) == "who" for w in before.split())

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""
        return self.read(words)

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun, and how the phrase reads with a name for it."""
        first, _, rest = words.partition(" ")
        head = self.whose.get(first.lower())
        return (head, "{}'s " + re.sub("[{}]", "", rest)) if head and rest else None

    # --- named together ---

    def _joint(self, words: str) -> Phrase | None:
        """A and B, where each of them is a named person."""
        pattern = r"\s*,?\s+(?:" + "|".join(map(re.escape, self.joiners)) + r")\s+|\s*,\s+"
        pieces = re.split(pattern, words)
        if not 2 <= len(pieces) <= 12:
            return None
        short = all(len(t) == 1 and t[0].text.isupper() and len(t[0].text) > 1 for t in map(tokens, pieces))
        if short or all(BRACKET.search(p) for p in pieces):
            bodies = tuple(self._one(p) for p in pieces)
            if all(b.sort == "body" for b in bodies):
                return Phrase(
                    words,
                    "joint",
                    f"{', '.join(b.name for b in bodies[:-1])} {self.joiners[0]} {bodies[-1].name}",
                    parts=bodies,
                    plural=True,
                )
        parts = [self._person(p, among=True) for p in pieces]
        named = [p for p in parts if p is not None]
        if len(named) < 2 or len({p.name for p in named}) < 2:
            return None
        last = re.search(r"\s(" + "|".join(map(re.escape, self.joiners)) + r")\s", words)
        if last is None:
            return None
        name = ", ".join(p.name for p in named[:-1]) + f" {last[1]} {named[-1].name}"
        return Phrase(words, "joint", name, parts=tuple(named), plural=True)

    # --- one person, body or paper ---

    def _one(self, words: str) -> Phrase:
        bracket = BRACKET.search(words)
        base = BRACKET.sub(" ", words).strip() if bracket else words
        inside = (bracket[1],) if bracket else ()
        alias = self.only_as.search(words)
        if alias:
            return Phrase(words, "person", alias[1], office=words[: alias.start()].rstrip(" ,") or None)
        segments = [s for s in COMMA.split(base) if s]
        for i, segment in enumerate(segments):
            person = self._person(segment)
            if person:
                return replace(
                    person, office=self._office(segments, i, person), aliases=inside if person.sort == "person" else ()
                )
        apposed = self._apposed(segments)
        if apposed:
            return apposed
        phrase = self._thing(segments[0] if segments else base)
        if inside and phrase.sort in ("body", "outlet"):
            return replace(phrase, aliases=(phrase.name, *inside))
        return phrase

    only_as = re.compile(r"\b(?:only as|known only as|identified as|who gave (?:her|his) name as)\s+([A-Z][\w'’-]+)")
    """How a text gives the only name of someone who would give no more."""

    def _apposed(self, segments: list[str]) -> Phrase | None:
        """One capitalised word in apposition: her publisher, Halyard."""
        if len(segments) < 2:
            return None
        toks = tokens(segments[1])
        first = tokens(segments[0])
        if len(toks) != 1 or not self.is_name(toks[0]) or not first or first[-1].text[0].isupper():
            return None
        sort: Sort = "person" if self.is_title(first[self.head_at(first)]) else "name"
        return Phrase(segments[1], sort, toks[0].text, office=segments[0])

    def _office(self, segments: list[str], i: int, person: Phrase) -> str | None:
        """The words before the name, and the segments beside it that are no clause."""
        beside = [
            s
            for n, s in enumerate(segments)
            if n != i and n < 3 and s.split()[0].lower() not in self.prepositions and not s.strip().isdigit()
        ]
        parts = [person.office] if person.office else []
        return ", ".join([*(beside if i else []), *parts, *([] if i else beside)]) or None

    def _person(self, segment: str, *, among: bool = False) -> Phrase | None:
        """The last run of name words that an office, a small word or nothing stands before; `among` others, a plural may lead."""
        toks = tokens(segment)
        if not among and self.led_by_many(toks):
            return None
        for a, b in reversed(self._runs(toks)):
            a = self.narrowed(toks, a, b)
            run = toks[a:b]
            if not run or any(self.is_thing(t) for t in run):
                continue
            before = self._before(toks, a)
            if before is not None and before.text.lower() in self.prepositions:
                continue
            titled = before is not None and self.is_title(before) and (len(run) > 1 or self.stands_alone(run[0], toks, b))
            clause = b == len(toks) or toks[b].text.lower() in self.prepositions or not toks[b].joined
            long = len(run) > 1 and self.may_be_name(run)
            if (titled or (long and self.may_follow(before, toks[:a], run))) and clause:
                words = segment[run[0].start : run[-1].end]
                office = segment[: run[0].start].strip(" ,") or None
                head = self.stem(before.text) if titled and before else ""
                return Phrase(
                    segment, "person", self.nominal(words, segment), office=office, head=head, gender=self.gender(run, before)
                )
        return None

    def led_by_many(self, toks: list[Token]) -> bool:
        """Whether the noun of the phrase is people, so that a name in it is not theirs."""
        return False

    def may_follow(self, before: Token | None, left: list[Token], run: list[Token]) -> bool:
        """Whether a name may stand after this word without a title of its own: not after a kind of body."""
        return before is None or not self.is_body(before)

    def stands_alone(self, token: Token, toks: list[Token], b: int) -> bool:
        """Whether one word after a title is a name."""
        return True

    def _runs(self, toks: list[Token]) -> list[tuple[int, int]]:
        """Where runs of name words begin and end; particles may stand inside one."""
        out, at = [], 0
        while at < len(toks):
            end = at
            while end < len(toks) and self._goes_on(toks, at, end):
                end += 1
            while end > at and toks[end - 1].text.lower() in self.particles and not toks[end - 1].text[0].isupper():
                end -= 1
            if end > at:
                out.append((at, end))
            at = max(end, at + 1)
        return out

    def _goes_on(self, toks: list[Token], at: int, end: int) -> bool:
        token = toks[end]
        if end > at and (not token.joined or POSSESSIVE.search(toks[end - 1].text)):
            return False
        return self.is_name(token) or (end > at and token.text.lower() in self.particles)

    def _before(self, toks: list[Token], a: int) -> Token | None:
        """The word that stands before a name, places between them left out."""
        while a and toks[a].joined and self.is_place(toks[a - 1]):
            a -= 1
        return toks[a - 1] if a and toks[a].joined else None

    def narrowed(self, toks: list[Token], a: int, b: int) -> int:
        """Where the name in a run begins."""
        return a

    def may_be_name(self, run: list[Token]) -> bool:
        """Whether these words, which nothing introduces, can be a person's."""
        return len(run) < 5 or any(t.text.lower() in self.particles for t in run)

    def is_name(self, token: Token) -> bool:
        """Whether a word can be part of a person's name."""
        text = token.text
        if not text[0].isupper() or self.is_title(token) or self.is_place(token):
            return False
        return not (len(text) > 1 and text.isupper() and "." not in text) and not DIGITS.search(text)

    def is_title(self, token: Token) -> bool:
        """Whether a word is an office or calling."""
        return self.stem(token.text) in self.titles

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: a reporter."""
        return head in self.reporters

    def is_body(self, token: Token) -> bool:
        """Whether a word is a kind of body: firm, ministry."""
        return self.stem(token.text) in self.bodies | self.outlets

    def is_thing(self, token: Token) -> bool:
        """Whether a capitalised word makes a run the name of a body or paper; Bill and Mark are given names first."""
        stem = self.stem(token.text)
        return stem in self.kinds_of_thing and stem not in self.male and stem not in self.female

    def is_place(self, token: Token) -> bool:
        """Whether a word is a country, or one of its people."""
        return self.stem(token.text) in self.place_stems

    def gender(self, run: list[Token], before: Token | None) -> Gender | None:
        """What the given name or the title says."""
        first = self.stem(run[0].text)
        title = self.stem(before.text) if before else ""
        if title in self.feminine or (first in self.female and first not in self.male):
            return "f"
        return "m" if title in self.masculine or (first in self.male and first not in self.female) else None

    def nominal(self, words: str, segment: str) -> str:
        """The words as a name stands by itself."""
        return POSSESSIVE.sub("", words)

    # --- what is no named person ---

    def _thing(self, base: str) -> Phrase:
        toks = tokens(base)
        if not toks:
            return Phrase(base, "unnamed", base)
        end = next((i for i, t in enumerate(toks) if i and t.text.lower() in self.prepositions), len(toks))
        at = self.head_at(toks[:end])
        head = toks[at]
        stem, place = self.stem(head.text), self.place(toks)
        name = self.nominal(base, base)
        plural = self.is_plural(head)
        if len(toks) == 1 and self.is_place(head):
            return Phrase(base, "place", name, place=place)
        owned = self._quoted_outlet(toks, base) or (self._named_after(toks, base) if stem not in self.papers else None)
        if owned:
            return owned
        if stem in self.papers or any(self.stem(t.text) in self.laws and t.text[0].isupper() for t in toks):
            return self._paper(base, toks, at, place)
        if stem in self.outlets or (
            not self.is_title(head) and any(self.stem(t.text) in self.outlets and t.text[0].isupper() for t in toks)
        ):
            return Phrase(base, "outlet", name, head=stem, place=place, plural=False)
        if self.is_title(head) or plural:
            sort: Sort = "unnamed" if plural or stem in self.vague else "role"
            return Phrase(base, sort, name, head=stem, place=place, plural=plural, owner=self.owner(toks, at, base))
        if any(self.stem(t.text) in self.bodies for t in toks[:end]):
            return Phrase(base, "body", name, head=stem, place=place)
        if all(self.is_name(t) or t.text.lower() in self.particles for t in toks) and len(toks) < 5:
            return self._bare_name(base, toks, place)
        if head.text[:1].isupper() or head.text.isupper():
            return Phrase(base, "body", name, head=stem, place=place)
        return Phrase(base, "unnamed", name, head=stem, place=place)

    def _bare_name(self, base: str, toks: list[Token], place: str | None) -> Phrase:
        if len(toks) == 1 and self.many_by_form(toks[0]):
            return Phrase(base, "unnamed", base, head=self.stem(base), plural=True)
        sort: Sort = "person" if len(toks) > 1 else "name"
        name = self.nominal(base, base)
        return Phrase(base, sort, name, place=place, gender=self.gender(toks, None) if sort == "person" else None)

    def many_by_form(self, token: Token) -> bool:
        """Whether a capitalised word that begins a sentence is people by its ending: Rescuers."""
        return bool(re.search(r"(?:ers|ists|ians|ants|ees|men|women)$", token.text))

    def _named_after(self, toks: list[Token], base: str) -> Phrase | None:
        """A body's own name after what it is: the cybersecurity firm Crowdstrike."""
        for i in range(len(toks) - 1, 0, -1):
            if not (toks[i].text[0].isupper() and toks[i].joined):
                return self._body_after(toks, i + 1, base)
        return None

    def _body_after(self, toks: list[Token], at: int, base: str) -> Phrase | None:
        before = toks[at - 1]
        if at < len(toks) and before.text[0].islower() and self.is_body(before):
            name = base[toks[at].start : toks[-1].end]
            return Phrase(base, "body", name, office=base[: toks[at].start].strip(), head=self.stem(before.text), aliases=(base,))
        return None

    def _quoted_outlet(self, toks: list[Token], base: str) -> Phrase | None:
        """An outlet's name in quotation marks or Latin letters after what it is: газета «…», сайт example.org."""
        quoted = QUOTED.search(base)
        if quoted and len(quoted[0]) == len(base):
            return Phrase(base, "outlet", base)
        kinds = self.outlets | self.before_name
        kind = next((t for t in toks if self.stem(t.text) in kinds and (t.text[0].islower() or t.start == 0)), None)
        head = self.head_at(toks)
        if kind is None or (head < len(toks) - 1 and self.stem(toks[head].text) not in kinds):
            return None
        if quoted and self.stem(kind.text) not in self.outlets and (quoted.end() < len(base) or kind.end + 2 < quoted.start()):
            return None
        if quoted and kind.end <= quoted.start():
            sort: Sort = "outlet" if self.stem(kind.text) in self.outlets else "body"
            return Phrase(base, sort, quoted[1], head=self.stem(kind.text), aliases=(base,))
        site = re.search(r"\s([\w-]+(?:\.[\w-]+)+)$", base)
        return Phrase(base, "outlet", site[1], head=self.stem(kind.text)) if site else None

    def head_at(self, toks: list[Token]) -> int:
        """Which of the words is the noun that the others only describe: in English the last."""
        return len(toks) - 1

    def owner(self, toks: list[Token], at: int, base: str) -> str | None:
        """The words that say whose office or paper it is: in English those before the noun."""
        return base[toks[0].start : toks[at - 1].end] if at else None

    def _paper(self, base: str, toks: list[Token], at: int, place: str | None) -> Phrase:
        stem = self.stem(toks[at].text)
        if stem not in self.papers:
            stem = next((self.stem(t.text) for t in toks if self.stem(t.text) in self.papers), stem)
        return Phrase(base, "paper", self.nominal(base, base), head=stem, place=place, owner=self.paper_owner(toks, at, base))

    def paper_owner(self, toks: list[Token], at: int, base: str) -> str | None:
        """The body or outlet whose paper it is, where the phrase says so."""
        return None

    def is_plural(self, token: Token) -> bool:
        """Whether a noun stands for several people."""
        return self.stem(token.text) in self.many or token.text.lower() in self.words.plural.split()

    def place(self, toks: list[Token]) -> str | None:
        """The country that one of the words names."""
        return next((self.place_stems[s] for t in toks if (s := self.stem(t.text)) in self.place_stems), None)
