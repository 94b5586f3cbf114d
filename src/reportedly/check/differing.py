"""What differs between the words of a page and those of a draft, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reportedly.check.looking import Match, Place, Shelf
from reportedly.check.results import Change, Piece
from reportedly.check.runs import Page
from reportedly.check.units import Units, folded, units

_LAST = re.compile(r"[^\w%‰]+$")


def difference(shelf: Shelf, quoted: Units, match: Match) -> tuple[Piece, ...]:
    """The way from the page's words to the draft's: same, left out, put in, and the joints between two places."""
    out: list[Piece] = []
    at = 0
    for n, place in enumerate(match.places):
        if n:
            out.append(Piece("joint", ""))
        last = n == len(match.places) - 1
        end = len(quoted) if last else match.places[n + 1].runs[0].at
        out += _of_place(shelf.page(place.entry), quoted, place, (at, end))
        at = end
    told = [piece for piece in out if piece.text or piece.kind == "joint"]
    return (*told[:-1], Piece(told[-1].kind, _LAST.sub("", told[-1].text)))


def _of_place(page: Page, quoted: Units, place: Place, stretch: tuple[int, int]) -> Iterator[Piece]:
    """The pieces of one place; where words at an end differ, as many of the page's own sentence stand beside them."""
    runs, (at, end) = place.runs, stretch
    there = page.sentence_back(runs[0].there, runs[0].at - at)
    for run in runs:
        yield _piece("left-out", page.units, there, run.there)
        yield _piece("put-in", quoted, at, run.at)
        yield _piece("same", page.units, run.there, run.there_end)
        at, there = run.at_end, run.there_end
    yield _piece("left-out", page.units, there, page.sentence_on(there, end - at))
    yield _piece("put-in", quoted, at, end)


def _piece(kind: Change, printed: Units, start: int, end: int) -> Piece:
    """Some units with what stands between them and the next, so that pieces can be put side by side."""
    after = printed.text[printed.ends[end - 1] : printed.starts[end]] if 0 < end < len(printed) else ""
    return Piece(kind, printed.words(start, end) + " ".join(after.split("\n")) if end > start else "")


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one text to another, unit by unit; units that are equal are given as the later text prints them."""
    old, new = units(before), units(after)
    out: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old.plain, new.plain, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(_piece("same", new, c, d))
        else:
            out += [_piece("left-out", old, a, b), _piece("put-in", new, c, d)]
    return tuple(piece for piece in out if piece.text)


def passed_over(quoted: Units, place: Place) -> tuple[str, ...]:
    """What had to be passed over for the words of a place to be the draft's."""
    told = (folded(quoted.words(r.at, r.at_end), span.text) for r, span in zip(place.runs, place.spans, strict=True))
    return tuple(dict.fromkeys(name for names in told for name in names))
