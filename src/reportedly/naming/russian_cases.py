"""Russian cases: the nominative of names and of the phrases that news sources stand in, by endings alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

ENDINGS = (
    *("ыми", "ими", "ого", "его", "ому", "ему", "ами", "ями", "иях", "иям", "ией"),
    *("ых", "их", "ые", "ие", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ую", "юю", "ою", "ею", "ым", "им", "ом", "ем", "ей"),
    *("ах", "ях", "ам", "ям", "ия", "ии", "ию", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"),
)
"""Endings of cases, the longest first."""
PLURAL_ENDINGS = ("ов", "ев")
VOWELS = "аеёиоуыэюя"
HUSHED = "гкхжчшщ"
ADJECTIVE = re.compile(r"(?:[оеы]й|[ыи]й|[ое]м|[ое]го|[ое]му|[ыи]ми?|[ыи]х|ая|яя|ую|юю|[ое]е|[ыи]е)$")


@lru_cache(1 << 16)
def name_stem(word: str) -> str:
    """What the cases of one name share: Пескова, Пескову → песков."""
    low = word.lower().replace("ё", "е")
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return low[: -len(ending)]
    return low


@lru_cache(1 << 16)
def noun_stem(word: str) -> str:
    """What the cases of one noun or adjective share: экспертов, эксперты → эксперт."""
    low = word.lower().replace("ё", "е")
    if low.endswith(PLURAL_ENDINGS) and len(low) > 5:
        return low[:-2]
    return name_stem(word)


def person_in_nominative(words: list[str]) -> list[str]:
    """The words of a name that stands in another case, each in the nominative; words that do not inflect stay."""
    last = words[-1].lower()
    woman = last.endswith(("ой", "ую", "ову", "еву", "ину", "ыну")) and len(last) > 4
    return [_woman(w) if woman else _man(w) for w in words]


def _woman(word: str) -> str:
    low = word.lower()
    if low.endswith(("овой", "евой", "иной", "ыной")):
        return word[:-2] + "а"
    if low.endswith("ой"):
        return word[:-2] + ("ая" if low[:-2].endswith(("ск", "цк", "н")) else "а")
    if low.endswith("ую"):
        return word[:-2] + "ая"
    if low.endswith("ии") or low.endswith("ию") or low.endswith("ией"):
        return word[: -3 if low.endswith("ией") else -2] + "ия"
    if low.endswith(("у", "ы")):
        return word[:-1] + "а"
    return word[:-1] + "я" if low.endswith(("ю", "ьи")) else word


def _man(word: str) -> str:
    low = word.lower()
    for ending, whole in (
        ("ского", "ский"),
        ("цкого", "цкий"),
        ("скому", "ский"),
        ("ским", "ский"),
        ("ского", "ский"),
        ("ого", "ый"),
        ("ому", "ый"),
    ):
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return word[: -len(ending)] + whole
    if low.endswith(("ым", "ом")) and low[:-2].endswith(("ов", "ев", "ин", "ын")) or low.endswith("ом") and len(low) > 5:
        return word[:-2]
    if low.endswith(("я", "ю")) and len(low) > 3:
        return word[:-1] + ("й" if low[-2] in VOWELS else "ь")
    if low.endswith(("а", "у")) and len(low) > 3 and low[-2] not in VOWELS:
        return word[:-1]
    return word


def phrase_in_nominative(words: list[str], known: Mapping[str, str]) -> list[str]:
    """The adjectives and the head noun of a phrase in the nominative; `known` gives the nominative of a noun's stem."""
    at = 0
    while at < len(words) - 1 and ADJECTIVE.search(words[at].lower()) and noun_stem(words[at]) not in known:
        at += 1
    hint = words[at - 1].lower() if at else ""
    head = known.get(noun_stem(words[at])) or known.get(name_stem(words[at])) or _noun(words[at], hint)
    if words[at][:1].isupper():
        head = words[at] if words[at].isupper() and len(words[at]) > 1 else head[:1].upper() + head[1:]
    many = head.lower().endswith(("ы", "и"))
    return [*(_adjective(w, head.lower(), many=many) for w in words[:at]), head, *words[at + 1 :]]


def _noun(word: str, adjective: str) -> str:
    """A noun that no list knows, by its ending and by the adjective before it."""
    low = word.lower()
    woman = adjective.endswith(("ой", "ей", "ую"))
    if low.endswith(("ами", "ями", "ах", "ях", "ов", "ев")) and len(low) > 4:
        base = word[: -3 if low.endswith(("ами", "ями")) else -2]
        return base + ("и" if base[-1:].lower() in HUSHED or low.endswith(("ями", "ях", "ев")) else "ы")
    if low.endswith(("теля", "телю", "телем", "теле", "аря", "арю", "арем")):
        return word[: -2 if low.endswith("м") else -1] + "ь"
    if low.endswith("стве") or low.endswith("ства") or low.endswith("ству"):
        return word[:-1] + "о"
    if low.endswith(("ции", "сии", "зии", "фии", "гии", "рии", "лии")):
        return word[:-1] + "я"
    if low.endswith(("ении", "ании")):
        return word[:-1] + "е"
    if low.endswith("у") and woman or low.endswith("ы"):
        return word[:-1] + "а"
    if low.endswith("е") and len(low) > 3:
        return word[:-1] + ("а" if woman else "")
    if low.endswith(("а", "у")) and not woman and len(low) > 3 and low[-2] not in VOWELS:
        return word[:-1]
    return word


def _adjective(word: str, head: str, *, many: bool) -> str:
    base = ADJECTIVE.sub("", word)
    soft = bool(re.search(r"(?:ей|ему|его|ем|ими|их|ие|яя|юю|ее)$", word.lower())) and base[-1:].lower() not in HUSHED
    if many:
        return base + ("ие" if soft or base[-1:].lower() in HUSHED else "ые")
    if head.endswith(("а", "я")):
        return base + ("яя" if soft else "ая")
    if head.endswith(("о", "е")):
        return base + ("ее" if soft else "ое")
    return base + ("ий" if soft or base[-1:].lower() in HUSHED else "ый")
