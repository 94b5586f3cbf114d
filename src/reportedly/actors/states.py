"""The states and bodies that others speak for: known ones by CLDR and by hand, others learned from the offices of a collection.

`Parties` answers for the words of a place (see offices.py) which party they name: `KR` for 韩国 and South Korean; for a state that
no table knows a name of its own, one for all spellings (卡尔维尼亚, Karvenian, Карвении) by how they sound.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import msgspec

from reportedly.actors.sounds import evidence, plain, romanised, script, unlikely
from reportedly.errors import RecordError
from reportedly.hanzi import simplified
from reportedly.lang import LANGUAGES

SURE = 0.35
"""The share of a name's rarity that the evidence must reach for two spellings to be one place."""
LEAST = 7.0
"""Nats of evidence that two spellings are one place, at least."""
_ENDINGS = {
    "en": re.compile(r"(?<=\w{3})(?:ian|ians|ia|an|ans|ese|ish|i|a|n|y|e)$"),
    "ru": re.compile(r"(?<=\w{3})(?:ии|ия|ию|ией|ам|ах|ов|ск|ан|а|ы|у|е|ой|и|й|я|ь)$"),
}
BY_HAND = "by hand, data/aliases.toml"


@dataclass(frozen=True, slots=True)
class Party:
    """A state or body that actors speak for: its id, its name in each language, and how it is known."""

    id: str
    names: dict[str, str]
    why: str

    def name(self, language: str) -> str:
        """Its name in a language, else in the first that it has one in."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


@dataclass(frozen=True, slots=True)
class Table:
    """All known names: whole forms and stems by language, each to its party."""

    parties: dict[str, Party]
    forms: dict[tuple[str, str], str]
    stems: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Names:
    zh: str = ""
    en: str = ""
    ru: str = ""
    ko: str = ""


@dataclass(frozen=True, slots=True)
class _Aliases:
    states: dict[str, _Names]
    bodies: dict[str, _Names]


@cache
def known() -> Table:
    """The table of data/states.json and data/aliases.toml; raises RecordError where one does not fit."""
    folder = resources.files("reportedly") / "data"
    try:
        cldr = json.loads((folder / "states.json").read_text(encoding="utf-8"))
        aliases = msgspec.convert(tomllib.loads((folder / "aliases.toml").read_text(encoding="utf-8")), _Aliases)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise RecordError(f"data/states.json or data/aliases.toml: {error}") from error
    table = Table({}, {}, {x: [] for x in LANGUAGES})
    for code, by_language in cldr.items():
        table.parties[code] = Party(code, {x: names[0] for x, names in by_language.items() if names}, "Unicode CLDR")
        for language, names in by_language.items():
            for name in names:
                table.forms[language, simplified(name).lower()] = code
    for entries in (aliases.states, aliases.bodies):
        for code, one in entries.items():
            _add_by_hand(table, code, {x: getattr(one, x).split() for x in LANGUAGES})
    return table


def _add_by_hand(table: Table, code: str, forms: dict[str, list[str]]) -> None:
    if code not in table.parties:
        firsts = {x: some[0].replace("_", " ").rstrip("*") for x, some in forms.items() if some}
        table.parties[code] = Party(code, firsts, BY_HAND)
    for language, some in forms.items():
        for form in some:
            word = form.replace("_", " ").lower()
            if word.endswith("*"):
                table.stems[language].append((word[:-1], code))
            else:
                table.forms.setdefault((language, word), code)


@dataclass(frozen=True, slots=True)
class Place:
    """Words that name a state in one report."""

    words: str
    language: str
    report: str


@dataclass(slots=True)
class _Learned:
    """Spellings of one state that no table knows, by language, with how often each was met."""

    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reports: set[str] = field(default_factory=set)


class Parties:
    """Who the places in a collection's offices are."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._learned: list[_Learned] = []
        self._of: dict[tuple[str, str], _Learned] = {}
        self._short: dict[tuple[str, str], str | None] = {}
        counted = Counter(places)
        spelt = Counter({p: n for p, n in counted.items() if _known_id(p.words, p.language) is None and not _is_short(p)})
        whole: dict[tuple[str, str], int] = defaultdict(int)
        for p, n in spelt.items():
            whole[p.words, p.language] += n
        for (word, language), n in sorted(whole.items(), key=lambda x: (-len(plain(x[0][0])), -x[1], x[0])):
            self._learn(word, language, n)
        for p in spelt:
            self._of[p.words, p.language].reports.add(p.report)

    def _learn(self, word: str, language: str, n: int) -> None:
        best = max(self._learned, key=lambda x: self._near(x, word, language), default=None)
        if best is None or self._near(best, word, language) <= 0:
            self._learned.append(best := _Learned())
        best.spellings[language][word] += n
        self._of[word, language] = best

    def _near(self, one: _Learned, word: str, language: str) -> float:
        """How far the evidence that a word spells a learned state goes beyond what is asked for."""
        best = -1.0
        for other, spellings in one.spellings.items():
            for spelling, _ in spellings.most_common(4):
                best = max(best, _same_place(spelling, other, word, language))
        return best

    def of(self, place: Place) -> Party | None:
        """The party that the words of a place name; a short name (卡方, 索国) only where one state of the collection begins so."""
        one = self._of.get((place.words, place.language))
        if one is not None:
            return _party(one)
        code = _known_id(place.words, place.language)
        found = self._by_first(place, known_too=code is not None) if _is_short(place) else None
        return found or (known().parties[code] if code else None)

    def _by_first(self, place: Place, known_too: bool) -> Party | None:
        """The one learned state that begins so, in the same report where a known state has that short name too."""
        first = simplified(place.words)[0]
        some = [x for x in self._learned if any(simplified(w).startswith(first) for w in x.spellings.get(place.language, ()))]
        near = [x for x in some if place.report in x.reports] or ([] if known_too else some)
        return _party(near[0]) if len(near) == 1 else None

    def all(self) -> tuple[Party, ...]:
        """The learned parties."""
        return tuple(_party(x) for x in self._learned)

    def meet(self, name: str, language: str) -> None:
        """Take a body's name for one more spelling of a learned state, where it sounds like one."""
        if (name, language) in self._of or _known_id(name, language):
            return
        one = next((x for x in self._learned if self._near(x, name, language) > 0), None)
        if one is not None:
            one.spellings[language][name] += 1
            self._of[name, language] = one

    def named(self, name: str, language: str, report: str) -> Party | None:
        """The party whose own name this is: Solmara, 韩国; None for any other name."""
        if (name, language) in self._of or _known_id(name, language):
            return self.of(Place(name, language, report))
        return None


def _party(one: _Learned) -> Party:
    names = {x: max(c, key=lambda w: (_is_noun(w, x), c[w], w)) for x, c in one.spellings.items()}
    own = names.get("en") or next(iter(names.values()))
    return Party(f"x-{own.lower().replace(' ', '-')}", names, "learned from the offices of these reports")


def _is_short(place: Place) -> bool:
    return place.language in ("zh", "ko") and len(place.words) == 1


def _is_noun(word: str, language: str) -> bool:
    """Whether a spelling looks like a state's own name rather than an adjective."""
    return not (language == "ru" and word[:1].islower()) and not (language == "en" and word.endswith(("an", "ese", "ish", "i")))


@cache
def _known_id(words: str, language: str) -> str | None:
    """The code of a known state or body by its name, or by the stem of an adjective."""
    table, said = known(), simplified(words).lower()
    found = table.forms.get((language, said)) or table.forms.get((language, said.removeprefix("the ")))
    if found or language not in ("en", "ru"):
        return found
    padded = said + "ск" if language == "ru" and not said.endswith(("ия", "ии")) else said
    fits = [(len(stem), code) for stem, code in table.stems[language] if said.startswith(stem) or padded.startswith(stem)]
    return max(fits)[1] if fits else None


def _same_place(a: str, one: str, b: str, other: str) -> float:
    """Evidence that two words are one place, less what is asked for; endings of adjectives and cases do not count."""
    x, y = plain(simplified(a)), plain(simplified(b))
    if not x or not y:
        return -1.0
    if one == other and script(x) == script(y) and script(x) in ("han", "hangul"):
        return 1.0 if x == y else -1.0
    short = [(_cut(x, one), _cut(y, other)), (x, y), (_cut(x, one), y), (x, _cut(y, other))]
    found = max((evidence(p, q), p, q) for p, q in short if p and q)
    rare = (
        min(unlikely(found[1], one), unlikely(found[2], other))
        if one in ("en", "ru") and other in ("en", "ru")
        else unlikely(found[2] if other in ("en", "ru") else romanised(found[2]), other if other in ("en", "ru") else "en")
    )
    return found[0] - max(LEAST, SURE * rare)


def _cut(word: str, language: str) -> str:
    pattern = _ENDINGS.get(language)
    return pattern.sub("", word) if pattern else word
