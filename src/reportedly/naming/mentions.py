"""Where names stand in a text: one pass, longest first, however many names there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def find_names(text: str, names: Iterable[str], *, left: bool, right: bool) -> list[tuple[int, int, str]]:
    """Every place where one of the names stands, the longest at each place, none inside another: start, end, name.

    `left` and `right`: whether no letter or digit may stand at that side of a name.
    """
    by_start: dict[str, dict[int, set[str]]] = {}
    for name in names:
        if len(name) > 1:
            by_start.setdefault(name[:2], {}).setdefault(len(name), set()).add(name)
    sizes = {start: sorted(some, reverse=True) for start, some in by_start.items()}
    out, at, size = [], 0, len(text)
    while at < size:
        start = text[at : at + 2]
        name = ""
        for n in sizes.get(start, ()):
            if text[at : at + n] in by_start[start][n] and _bounded(text, at, at + n, left=left, right=right):
                name = text[at : at + n]
                out.append((at, at + n, name))
                break
        at += len(name) or 1
    return out


def count_pieces(text: str, pieces: Iterable[str]) -> Counter[str]:
    """How often each piece occurs, overlaps counted."""
    wanted = set(pieces)
    sizes = {len(p) for p in wanted}
    return Counter(piece for size in sizes for at in range(len(text) - size + 1) if (piece := text[at : at + size]) in wanted)


def _bounded(text: str, start: int, end: int, *, left: bool, right: bool) -> bool:
    return not (left and start and text[start - 1].isalnum()) and not (right and end < len(text) and text[end].isalnum())


def longest(words: frozenset[str], text: str, end: int, most: int = 8) -> str:
    """The longest of the words that ends at `end`, or nothing."""
    for size in range(min(most, end), 0, -1):
        if text[end - size : end] in words:
            return text[end - size : end]
    return ""
