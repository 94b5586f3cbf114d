"""Chinese characters, traditional and simplified, as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportedly.lang import words


@dataclass(frozen=True, slots=True)
class _Variants:
    traditional: str
    simplified: str


@cache
def _back() -> dict[str, str]:
    back: dict[str, str] = {}
    for full, simple in _table().items():
        back[chr(simple)] = back.get(chr(simple), "") + chr(full)
    return back


@cache
def _table() -> dict[int, int]:
    """data/zh/variants.toml: one for one, in the same order."""
    pairs = words("zh", "variants", _Variants)
    one, other = (x.replace("\n", "") for x in (pairs.traditional, pairs.simplified))
    return {ord(a): ord(b) for a, b in zip(one, other, strict=True)}


def simplified(text: str) -> str:
    """A text with its traditional characters made simplified, one for one, so that offsets hold."""
    return text.translate(_table())


def spellings(character: str) -> str:
    """A character simplified, and every traditional one that is made it."""
    simple = simplified(character)
    return simple + _back().get(simple, "")
