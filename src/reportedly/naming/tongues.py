"""The reader of source phrases for each language."""

from __future__ import annotations

from functools import cache

from reportedly.naming.chinese_cast import Chinese
from reportedly.naming.english import English
from reportedly.naming.korean_cast import Korean
from reportedly.naming.lexicon import lexicon
from reportedly.naming.russian import Russian
from reportedly.naming.tongue import Tongue


@cache
def tongue(language: str) -> Tongue:
    """The reader for a BCP 47 language; English for one that we have no words of."""
    known = language.split("-")[0].lower()
    if known == "zh":
        return Chinese(lexicon("zh"))
    if known == "ru":
        return Russian(lexicon("ru"))
    if known == "ko":
        return Korean(lexicon("ko"))
    return English(lexicon("en"))
