"""What an office says in terms that all languages share: its role, its fields, and the words that name whose voice it is.

外长, foreign minister, министр иностранных дел and 외교장관 are role `minister`, field `foreign`. Words: data/LANGUAGE/actors.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from reportedly.hanzi import simplified
from reportedly.lang import words

_LETTER = r"[^\W\d_]"
ENGLISH_PLACE = re.compile(r"\b([A-Z][\w’'-]*[a-z])(?:['’]s?)?(?= )")
ENGLISH_END = re.compile(r"\b(?:of|for) (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)?)$")
RUSSIAN_ADJECTIVE = re.compile(r"\b(\w{3,})ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)\b", re.IGNORECASE)
RUSSIAN_NAME = re.compile(r"(?<=[\w»] )([А-ЯЁ][а-яё]{3,})\b")


@dataclass(frozen=True)
class OfficeWords:
    """The words of data/LANGUAGE/actors.toml; between blanks, _ for a blank inside."""

    head: str
    cut: str
    state: str
    sides: str
    away: str
    opposition: str
    roles: dict[str, str]
    fields: dict[str, str]
    unplaced: str = ""

    @cached_property
    def role_words(self) -> list[tuple[str, str]]:
        """Every word of a role with its role, the longest first."""
        return _longest_first(self.roles)

    @cached_property
    def field_words(self) -> list[tuple[str, str]]:
        """Every word of a field with its field, the longest first."""
        return _longest_first(self.fields)

    @cached_property
    def voices(self) -> re.Pattern[str]:
        """A word that only a state's own office or body has."""
        return re.compile("|".join(re.escape(w) for w in sorted(_split(self.state), key=len, reverse=True)), re.IGNORECASE)

    @cached_property
    def side_words(self) -> tuple[str, ...]:
        """What a state's short name is followed by where it stands for the state."""
        return tuple(sorted(_split(self.sides), key=len, reverse=True))

    @cached_property
    def no_places(self) -> frozenset[str]:
        """Words that look like a state's name and are none."""
        return frozenset(w.lower() for w in _split(self.unplaced))


@dataclass(frozen=True, slots=True)
class Office:
    """What an office, or a body's name, amounts to. `place` is the words of the state that it speaks for, as printed."""

    role: str | None = None
    fields: frozenset[str] = frozenset()
    place: str | None = None
    opposition: bool = False


NO_OFFICE = Office()


def _split(text: str) -> list[str]:
    return [w.replace("_", " ") for w in text.split()]


def _longest_first(table: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(((w.lower(), key) for key, text in table.items() for w in _split(text)), key=lambda x: (-len(x[0]), x))


@cache
def office_words(language: str) -> OfficeWords:
    """The words for offices of a language; one that we have none of reads as English."""
    read: OfficeWords = words(language, "actors", OfficeWords)
    return read


@cache
def read_office(text: str, language: str) -> Office:
    """The role, fields and state's words of an office or a body's name."""
    text = simplified(text) if language == "zh" else text
    w, said = office_words(language), text.lower()
    head = re.split(w.cut, said)[-1 if language == "zh" else 0] if w.cut and language != "ko" else said
    role = _role(head, w, language) or _role(said, w, language)
    fields = frozenset(key for word, key in w.field_words if _at(word, said, language) >= 0)
    return Office(role, fields, _place(text, w, language), any(x in said for x in _split(w.opposition)))


def _role(said: str, w: OfficeWords, language: str) -> str | None:
    """The role of the word that stands last, or first where a language begins with it; a longer word hides those inside it."""
    found: list[tuple[int, int, str]] = []
    for word, role in w.role_words:
        at = _at(word, said, language)
        if at >= 0 and not any(a <= at and at + len(word) <= b for a, b, _ in found):
            found.append((at, at + len(word), role))
    if not found:
        return None
    return (min(found) if w.head == "first" else max(found, key=lambda f: (f[1], -f[0])))[2]


def _at(word: str, said: str, language: str) -> int:
    """Where a word stands: the last place in languages that end with the office; as a whole word in English, as a stem in Russian."""
    if language in ("en", "ru"):
        m = re.search(rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if language == "en" else ""), said)
        return m.start() if m else -1
    return said.rfind(word)


def _place(text: str, w: OfficeWords, language: str) -> str | None:
    if w.away and re.search(w.away, text):
        return None
    found = {"zh": _chinese_place, "ko": _korean_place, "ru": _russian_place}.get(language, _english_place)(text, w)
    return None if found is None or found.lower() in w.no_places else found


def _chinese_place(text: str, w: OfficeWords) -> str | None:
    """What stands before the first word of a state's own office: 卡尔维尼亚|外交部发言人, 卡|总理."""
    if text[1:2] == "方" and len(text) > 2:
        return text[0]
    m = w.voices.search(text)
    side = next((x for x in w.side_words if text.endswith(x) and 1 <= len(text) - len(x) <= 4), None)
    if side and not (m and m.start() > 0):
        return text[: -len(side)]
    if m is None or not 1 <= m.start() <= 9:
        return None
    before = text[: m.start()].rpartition("的")[2]
    if not before:
        return None
    return before[:-1] if before[-1] in "国國方" and len(before) in (2, 3) else before


def _korean_place(text: str, w: OfficeWords) -> str | None:
    first, _, rest = text.partition(" ")
    side = next((x for x in w.side_words if not rest and first.endswith(x) and len(first) > len(x) + 1), None)
    if side:
        return first[: -len(side)]
    return first if rest and w.voices.search(rest) and not w.voices.search(first) else None


def _english_place(text: str, w: OfficeWords) -> str | None:
    """A capitalised word before a state's own office, or after of at the end."""
    for m in ENGLISH_PLACE.finditer(text):
        found = re.sub(r"['’]s?$", "", m[1])
        after = text[m.end() : m.end() + 60]
        if (
            found.lower() not in w.no_places
            and not _is_voice(found, w)
            and re.search(rf"\b(?:{w.voices.pattern})", after, re.IGNORECASE)
        ):
            return found
    end = ENGLISH_END.search(text)
    if end and end[1].lower() not in w.no_places and not _is_voice(end[1], w) and w.voices.search(text[: end.start()]):
        return end[1]
    return None


def _is_voice(word: str, w: OfficeWords) -> bool:
    return bool(w.voices.fullmatch(word.split(" ")[0]))


def _russian_place(text: str, w: OfficeWords) -> str | None:
    """An adjective in -ский, or a capitalised name after a state's own office: министр … Карвении."""
    for m in RUSSIAN_ADJECTIVE.finditer(text):
        if m[1].lower() not in w.no_places and not w.voices.match(m[1]):
            after = text[m.end() :]
            if w.voices.search(after) or re.match(r"\s+(?:сторон|провинци|област)", after):
                return m[1]
    names = [m for m in RUSSIAN_NAME.finditer(text) if m[1].lower() not in w.no_places and w.voices.search(text[: m.start()])]
    return names[-1][1] if names and text.endswith(names[-1][1]) else None
