"""Reads a source phrase in Korean, and matches it to a cast: the name first, or between body and title, or after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from reportedly.naming.cast import Character
from reportedly.naming.lexicon import Lexicon
from reportedly.naming.mentions import find_names
from reportedly.naming.phrase import Found, Gender, Phrase, Sort

BRACKET = re.compile(r"\s*\(([^()]{1,90})\)\s*")
CLAUSE = re.compile(r"(?:하는|하던|오던|되는|된|했던|사는|있는|이기도 한|나온|가진|맡은|이끄는|옮긴|맺은|다니는|지낸|만든|쓴|찍은|겪은)\s+")
OWNED = re.compile(r"^(\S+?)(?:이|가)\s.*?(?:내놓은|펴낸|낸|발표한|공개한|발간한|작성한|배포한)\s")
NOT_LINKS = ("합의", "결의", "회의", "주의", "협의", "논의", "정의", "동의", "강의", "심의", "문의", "항의")
JOINT = re.compile(r"(?<=\S)(?:와|과)\s+|\s*,\s+|\s+및\s+|\s+그리고\s+")
QUOTES = "\"'“”‘’「」『』"
RUNS_ON = re.compile(r"(?:하는|하던|있는|사는|고|며|면서|지만|는데|다고|라고|와|과|에서|에게|으로|부터|까지|다|들)$")
ACRONYM = re.compile(r"[A-Z][A-Za-z.]+$")


class Korean:
    """Reads source phrases, and matches them to a cast; `own_places` are the countries that one report invents or we do not list."""

    def __init__(self, lexicon: Lexicon, own_places: frozenset[str] = frozenset()) -> None:
        self.words = lexicon
        self.own_places = own_places
        self.titles = self._long(lexicon.titles)
        self.bodies, self.outlets = self._long(lexicon.bodies), self._long(lexicon.outlets)
        self.papers = self._long(f"{lexicon.outlet_papers} {lexicon.body_papers} {lexicon.laws}")
        self.laws, self.outlet_papers = frozenset(lexicon.laws.split()), frozenset(lexicon.outlet_papers.split())
        self.vague, self.reporters, self.spokes = frozenset(lexicon.vague.split()), frozenset(lexicon.reporters.split()), frozenset(lexicon.spokes.split())
        self.general_bodies = frozenset(lexicon.general_bodies.split())
        self.endings = self._long(lexicon.sides)
        self.fronts = frozenset(lexicon.cut_front.split())
        self.many = frozenset(lexicon.plural.split())
        self.modifiers = frozenset(lexicon.particles.split())
        self.surnames = frozenset(lexicon.surnames)
        self.pronouns = {w.replace("_", " "): head for head in ("it", "they", "she", "he") for w in getattr(lexicon, head).split()}

    def _long(self, words: str) -> tuple[str, ...]:
        return tuple(sorted(words.split(), key=len, reverse=True))

    def at_home(self, text: str) -> Korean:
        """The same reader, knowing what this report uses as the name of a country: a word before 정부 or with a particle, never before a title."""
        found: dict[str, list[int]] = {}
        toks = re.findall(r"[가-힣]{2,}", text)
        for this, following in zip(toks, [*toks[1:], ""], strict=True):
            stem = self._without_particle(this)
            stem = stem[:-1] if stem[-1] in "과와" and len(stem) > 2 else stem
            if self._ends(stem, self.bodies) or self._ends(stem, self.outlets) or self._ends(stem, self.papers) or self._title(stem):
                continue
            seen = found.setdefault(stem, [0, 0, 0])
            seen[0] += stem != this
            seen[1] += stem == this and self._without_particle(following) in self.personal
            seen[2] += stem == this and bool(self._ends(self._without_particle(following), self.bodies)) and not self._title(following)
        places = frozenset(
            w for w, (alone, person, body) in found.items() if len(w) > 1 and not self._title(w) and (body or (alone > 1 and not person))
        )
        reader = copy(self)
        reader.own_places = places
        return reader

    def _without_particle(self, word: str) -> str:
        return next((word[: -len(e)] for e in self.endings if word.endswith(e) and len(word) > len(e) + 1), word)

    def key(self, name: str) -> str:
        """What two spellings of one name share."""
        return " ".join("".join(c for c in w.casefold() if c.isalnum()) for w in name.split())

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: 기자."""
        return head in self.reporters

    # --- one phrase ---

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left in the text."""
        trimmed = self._trim(words)
        if trimmed in self.pronouns:
            head = self.pronouns[trimmed]
            gender: Gender | None = "f" if head == "she" else None
            return Phrase(trimmed, "pronoun", trimmed, head=head, gender=gender, plural=head == "they")
        phrase = self._joint(trimmed) or self._one(trimmed)
        return replace(phrase, words=trimmed, fresh=trimmed.split(" ")[0] in self.words.fresh.split())

    def _trim(self, words: str) -> str:
        words = words.strip(" \t\n,.:;·…")
        first = words.split(" ", 1)
        if len(first) > 1 and first[0] in self.fronts:
            words = first[1]
        bare = self._without_particle(words)
        known = bare != words and (self._ends(bare, self.titles) or self._ends(bare, self.bodies) or self._ends(bare, self.outlets))
        return bare if known and not self._ends(words, self.titles) and not self._ends(words, self.bodies) else words

    def _joint(self, words: str) -> Phrase | None:
        pieces = [p for p in JOINT.split(BRACKET.sub(" ", words)) if p]
        if not 2 <= len(pieces) <= 10 or CLAUSE.search(words):
            return None
        parts = tuple(self._one(p) for p in pieces)
        if any(p.sort not in ("person", "body", "outlet") for p in parts) or len(parts) < 2 or not self._title(pieces[-1].split(" ")[-1]):
            return None
        return Phrase(words, "joint", ", ".join(p.name for p in parts), parts=parts, plural=True)

    def _one(self, words: str) -> Phrase:
        bracket = BRACKET.search(words)
        base = BRACKET.sub(" ", words).strip() if bracket else words
        clause = [*CLAUSE.finditer(base)]
        rest = base[clause[-1].end() :] if clause and clause[-1].end() < len(base) else base
        office = base[: len(base) - len(rest)].strip()
        if rest[:1] in QUOTES and rest[-1:] in QUOTES:
            return Phrase(rest, "body", rest.strip(QUOTES), office=office or None)
        person = self._person(rest, office)
        inside = (bracket[1],) if bracket else ()
        if person:
            return replace(person, aliases=inside if not re.match(r"\d", inside[0] if inside else "1") else ())
        phrase = self._thing(rest)
        if inside and phrase.sort in ("body", "outlet", "name"):
            return replace(phrase, sort="body" if phrase.sort == "name" else phrase.sort, name=words, aliases=(base, *inside))
        return phrase

    def _person(self, rest: str, office: str) -> Phrase | None:
        """Cut off what ends in 인 or 의, then look for a name beside a title."""
        toks = rest.split(" ")
        cut = next((i + 1 for i in range(len(toks) - 2, -1, -1) if self._links(toks[i])), 0)
        left, right = toks[:cut], toks[cut:]
        core, before, after = self._name_in(right, placed=bool(left))
        if not core:
            return None
        title = after[-1] if after else (before or left)[-1]
        head = self._title(title.removesuffix("인")) or title
        offices = " ".join(x for x in (office, *left, *before, *after) if x)
        name = " ".join(core).strip(QUOTES)
        gender: Gender | None = "f" if head in ("여사", "부인", "아내", "딸", "어머니", "누나", "누이", "언니", "이모", "할머니") else None
        if len(name) == 1 and after:
            return Phrase(rest, "person", f"{name} {' '.join(after)}", office=offices or None, head=head, gender=gender, call=name)
        return Phrase(rest, "person", name, office=offices or None, head=head, gender=gender)

    def _links(self, token: str) -> bool:
        """Whether a word only leads up to a name: 대변인인, 협회의."""
        return len(token) > 1 and ((token.endswith("의") and not token.endswith(NOT_LINKS)) or (token.endswith("인") and bool(self._title(token[:-1]))))

    def _name_in(self, toks: list[str], *, placed: bool) -> tuple[list[str], list[str], list[str]]:
        """The words of the name, and those of the office before and after it."""
        if not toks or toks[-1].endswith("들") or toks[-1] in self.many:
            return [], [], []
        title = self._title(toks[-1])
        if not title:
            at = next((i for i in range(len(toks) - 2, -1, -1) if self._title(toks[i])), None)
            core = toks[at + 1 :] if at is not None else toks if placed else []
            fine = 0 < len(core) < 5 and not any(self._is_body(t) for t in core) and not self._ends(core[-1], self.papers)
            return (core, toks[: at + 1], []) if fine and at is not None else (core, [], []) if fine else ([], [], [])
        core = toks[:-1]
        inner = next((i for i in range(len(core) - 2, -1, -1) if self._title(core[i]) and not self._looks(core[i])), None)
        if inner is not None and not self._is_body(core[-1]):
            return core[inner + 1 :], core[: inner + 1], toks[-1:]
        while core and core[-1] in self.modifiers:
            core = core[:-1]
        if len(core) == 1 and title in self.vague and not placed:
            return [], [], []
        body = next((i for i, t in enumerate(core) if self._is_body(t) or (i + 1 < len(core) and core[i + 1] == "측")), None)
        if body == 0:
            last = max(i for i, t in enumerate(core) if self._is_body(t))
            return core[last + 1 :], core[: last + 1], toks[-1:]
        if len(core) > 1 and self._looks(core[-1]) and not self._is_body(core[-1]) and not self._looks(core[0]) and title in self.close:
            return core[-1:], core[:-1], toks[-1:]
        size = self._size(core, body, title, placed=placed)
        return core[:size], [], toks[size:]

    def _looks(self, word: str) -> bool:
        """Whether a word has the shape of a Korean name: a family name and two syllables."""
        return len(word) == 3 and word[0] in self.surnames and all("가" <= c <= "힣" for c in word)

    personal = frozenset("씨 장관 대통령 총리 대변인 의원 감독 교수 박사 사장 회장 대표 의장 총재 주지사 시장 국장 장군 여사 선수".split())
    """Titles that a family name alone stands before."""

    close = frozenset("씨 교수 박사 연구원 변호사 의원 기자 감독 선수 작가 판사 검사 위원 연구위원".split())
    """Titles that stand right after the name of a person, the body before."""

    def _size(self, core: list[str], body: int | None, title: str, *, placed: bool) -> int:
        """How many of the words before a title, or before its body, are the name."""
        size = len(core) if body is None else body
        if size > 1 and core[size - 1] in self.own_places and (body is not None or size > 2 or title in self.spokes):
            return size - 1
        if body is None and size > 3:
            return 2
        if body is None and not placed and size > 2 and (title in self.spokes or title.endswith(("지사", "시장"))):
            return size - 1
        return size

    def _title(self, word: str) -> str:
        """The title that ends this word, or nothing; one syllable counts only as a word."""
        return next((t for t in self.titles if word.endswith(t) and (len(t) > 1 or word == t)), "")

    def _ends(self, word: str, among: tuple[str, ...]) -> str:
        return next((b for b in among if word.endswith(b) and (len(b) > 1 or len(word) > 2)), "")

    def _is_body(self, word: str) -> bool:
        """Whether a word is a place or a kind of body."""
        bare = word.removesuffix("의")
        return bare in self.words.place_of or bool(ACRONYM.match(bare)) or bool(self._ends(bare, self.bodies)) and not self._title(bare)

    def _thing(self, words: str) -> Phrase:
        last = words.split(" ")[-1].strip(QUOTES)
        place = self.place(words)
        if words in self.words.place_of or words in self.own_places:
            return Phrase(words, "place", words, place=place or words)
        plural = last.endswith("들") or last in self.many
        title = self._title(last)
        if title or plural:
            sort: Sort = "unnamed" if plural or title in self.vague else "role"
            return Phrase(words, sort, words, head=title or last[-2:], place=place, plural=plural, owner=words[: -len(title)].strip().removesuffix("의") or None)
        for sort, among in (("paper", self.papers), ("outlet", self.outlets), ("body", self.bodies)):
            head = self._ends(last, among)
            if head:
                owned = OWNED.match(words)
                owner = owned[1] if owned and sort == "paper" else words[: len(words) - len(last)].strip().removesuffix("의") if sort == "paper" and head not in self.laws else None
                owner = None if owner and owner.split(" ")[0] in self.words.fresh.split() else owner
                return Phrase(words, sort, words.strip(QUOTES), head=head, place=place, owner=owner or None, plural=sort == "outlet" and head in ("언론", "외신"))  # type: ignore[arg-type]
        if ACRONYM.match(last):
            return Phrase(words, "body", words, place=place)
        return Phrase(words, "name" if len(words.split(" ")) < 4 else "unnamed", words.strip(QUOTES), place=place)

    def place(self, words: str) -> str | None:
        """The country that the words begin with."""
        return self.words.place_of.get(words.split(" ")[0].removesuffix("의"))

    mononym: Sort = "person"

    # --- names among names ---

    def calls(self, name: str) -> tuple[str, ...]:
        """Keys of the last word of a foreign name, and of the family name of a Korean one."""
        return tuple(self.key(n) for n in self.short_forms(name)) or ((name[0],) if len(name) == 3 and name[0] in self.surnames else ())

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a foreign name."""
        parts = name.split(" ")
        return [parts[-1]] if len(parts) > 1 and len(parts[-1]) > 1 and not self._title(parts[-1]) else []

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other: its end, or its syllables in order from the first on."""
        a, b = self.key(short).replace(" ", ""), self.key(BRACKET.sub("", long)).replace(" ", "")
        if not 2 <= len(a) < len(b) or a[0] != b[0]:
            return 2 < len(a) < len(b) and b.endswith(a)
        rest = iter(b)
        return all(c in rest for c in a) and (len(a) > 2 or b.startswith(a))

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Names between the start of a clause and a title."""
        out = []
        for m in re.finditer(r"[가-힣A-Za-z-]+(?: [가-힣A-Za-z-]+)*", text):
            out += self._introduced_in(m.start(), m[0])
        return out

    def _introduced_in(self, start: int, words: str) -> list[Found]:
        out, at, toks, offsets = [], 0, words.split(" "), [0]
        for t in toks:
            offsets.append(offsets[-1] + len(t) + 1)
        for i, t in enumerate(toks):
            bare = self._without_particle(t)
            title = self._title(bare) or self._title(t)
            if title and title not in self.vague and i > at and not RUNS_ON.search(toks[i - 1]) and toks[i - 1] not in self.fronts:
                a = max(at, i - 5, *(n + 1 for n in range(max(at, i - 5), i) if RUNS_ON.search(toks[n]) or toks[n] in self.fronts))
                phrase = self._person(" ".join([*toks[a:i], bare if self._title(bare) else t]), "")
                found = phrase and words.find(phrase.name, offsets[a])
                if phrase and found is not None and found >= 0 and len(phrase.name) > 1 and not phrase.call:
                    out.append(Found(start + found, start + found + len(phrase.name), phrase))
            if bare != t:
                at = i + 1
        return out

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand; a particle may follow."""
        return find_names(text, names, left=True, right=False)

    def units(self, text: str) -> frozenset[str]:
        """Pairs of syllables."""
        key = self.key(text).replace(" ", "")
        return frozenset(key[i : i + 2] for i in range(len(key) - 1))

    # --- which phrases point where ---

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: 이 회사."""
        bare = phrase.words.removesuffix(" 측")
        return bare in self.general_bodies or (phrase.words.startswith(("이 ", "그 ", "해당 ")) and bare.split(" ")[-1] in self.general_bodies)

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether 이 기구 can mean this body."""
        noun = phrase.words.removesuffix(" 측").split(" ")[-1]
        if noun in ("회사", "업체"):
            return one.sort == "body" and not one.name.endswith(("부", "청", "처", "원", "실", "당국", "정부", "경찰", "법원", "의회"))
        return noun in ("기구", "단체", "기관") or any(n.endswith(noun) for n in one.names or (one.name,))

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: 성명."""
        return phrase.words in (*self.outlet_papers, "성명", "성명서", "발표문", "보도자료", "담화")

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: the treaty."""
        return phrase.head in self.laws and "" == phrase.words.replace(phrase.head, "").strip(" 이그해당")

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out."""
        return phrase.head in self.outlet_papers

    def issuer(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: the last to speak put the paper out."""
        return None

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """No search: laws are matched among the sources."""
        return None

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: capitals and titles already give the full forms."""
        return None

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""
        return self.read(words)

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun, and how the phrase reads with a name for it."""
        first, _, rest = words.partition(" ")
        head = dict(e.split(":") for e in self.words.possessives.split()).get(first)
        return (head, f"{{}}의 {rest}") if head and rest else None

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: none here."""
        return None

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name."""
        if not phrase.head or phrase.fresh or phrase.head in self.vague:
            return False
        offices = " ".join([*(o for _, o in one.offices), one.name if one.sort != "person" else ""])
        if not any(w.endswith(phrase.head) for w in (*offices.split(" "), *one.heads)):
            return False
        return not phrase.owner or phrase.owner.split(" ")[0][:2] in offices

    def points_back(self, phrase: Phrase) -> bool:
        """Whether the words point at a person met: 이 관계자."""
        return phrase.words.startswith(("이 ", "그 ", "해당 ")) and not phrase.plural

    def authors(self, phrase: Phrase) -> bool:
        """Whether the words are the authors of a paper named before: not told here."""
        return False

    def bare_plural(self, phrase: Phrase) -> bool:
        """Korean says nothing of whom a bare plural means."""
        return False

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
