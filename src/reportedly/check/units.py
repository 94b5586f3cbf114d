"""A text as the units that a quotation is compared by: words of an alphabet, single characters of Chinese, Japanese and Korean, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reportedly.hanzi import simplified

_DENSE = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_DENSE += "\uff66-\uff9f\U00020000-\U000323af"
_LETTER = rf"(?:[^\W_{_DENSE}]|[\u0300-\u036f])"
_BLANK = "[ \u00a0\u2009\u202f]"
_NUMBER = rf"\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)|\d+(?:[.,:/．]\d+)*"
_MONEY = "$€£¥₽₩￥"
_UNIT = re.compile(
    rf"(?<!\w)[-−+](?={_BLANK}?[{_MONEY}\d])|[{_MONEY}]|(?:{_NUMBER})(?!{_LETTER})|[%％‰]"
    rf"|[{_DENSE}]|{_LETTER}+(?:['’ʼ‐‑-]{_LETTER}+)*"
)
_IS_DENSE = re.compile(rf"[{_DENSE}]")
_ELLIPSIS = re.compile(r"…|⋯|\.{3}|\. \. \.|。。。")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+")
_BETWEEN_GROUPS = re.compile(rf"(?<=\d){_BLANK}(?=\d)")
_JOINS = re.compile("[‐‑-]")
_ACCENT = re.compile("(?<=[a-z])[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Units:
    """Units as they are compared, and where each stands: text[starts[n]:ends[n]]."""

    text: str
    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.plain)

    @property
    def dense(self) -> bool:
        """Whether most units are single characters, which say about half of what a word says."""
        return 2 * sum(_IS_DENSE.match(u) is not None for u in self.plain) > len(self.plain)

    def words(self, start: int, end: int) -> str:
        """The words of some units as they are printed."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""

    def left_out(self) -> frozenset[int]:
        """The units before which an ellipsis says that something is left out."""
        gaps = range(1, len(self))
        return frozenset(n for n in gaps if _ELLIPSIS.search(self.text, self.ends[n - 1], self.starts[n]))

    def bracketed(self) -> frozenset[int]:
        """The units that stand in square brackets: the writer's own words."""
        places = [m.span() for m in re.finditer(r"\[[^\[\]]{1,200}\]", self.text)]
        return frozenset(n for n in range(len(self)) if any(a <= self.starts[n] < b for a, b in places))


def units(text: str) -> Units:
    """Cut a text into units. Marks, spaces, width, case, accents and traditional characters make no difference; digits do."""
    found = [(plain(m.group()), m.start(), m.end()) for m in _UNIT.finditer(text)]
    return Units(text, tuple(u for u, _, _ in found), tuple(a for _, a, _ in found), tuple(b for _, _, b in found))


@lru_cache(maxsize=50_000)
def plain(unit: str) -> str:
    """A unit as it is compared."""
    bare = unaccented(simplified(unicodedata.normalize("NFKC", unit)).casefold())
    bare = _BETWEEN_GROUPS.sub("", bare).replace("’", "'").replace("ʼ", "'").replace("−", "-")
    if bare[0].isdigit():
        return bare.replace(",", "") if _GROUPS.fullmatch(bare) else bare
    return _JOINS.sub("", bare) or "-"


def unaccented(text: str) -> str:
    """A text without the accents of Latin letters, and with е for ё."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).replace("ё", "е")


_FOLDS: dict[str, Callable[[str], str]] = {
    "width": lambda text: unicodedata.normalize("NFKC", text),
    "traditional and simplified characters": simplified,
    "capitals": str.casefold,
    "accents": unaccented,
}


def folded(one: str, other: str) -> tuple[str, ...]:
    """What had to be passed over for two printings of the same units to be equal; nothing where they are equal to the letter."""
    told: set[str] = set()
    a, b = units(one), units(other)
    for n in range(len(a)):
        told |= _letters_folded(a.words(n, n + 1), b.words(n, n + 1))
        told |= _gap_folded(one[a.ends[n - 1] : a.starts[n]], other[b.ends[n - 1] : b.starts[n]]) if n else set()
    return tuple(name for name in (*_FOLDS, "marks", "spaces") if name in told)


def _letters_folded(one: str, other: str) -> set[str]:
    """The folds without which two printings of one unit differ; what stands inside a word or number besides letters are marks."""
    if one == other:
        return set()
    x, y = ("".join(c for c in text if c.isalnum()) for text in (one, other))
    return {name for name in _FOLDS if _but(name, x) != _but(name, y)} | ({"marks"} if x != one or y != other else set())


def _but(name: str, text: str) -> str:
    """A text with all folds but one."""
    for other, fold in _FOLDS.items():
        if other != name:
            text = fold(text)
    return text


def _gap_folded(one: str, other: str) -> set[str]:
    if one == other:
        return set()
    return {"spaces"} if "".join(one.split()) == "".join(other.split()) else {"marks"}
