"""Words of a page, found again in another reading or another version by what stands around them, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from reportedly.errors import SpanError
from reportedly.model import Report, Span, Statement, Target
from reportedly.statements import letters

_AROUND, _FARTHEST = 32, 8192
_AGREEING = 8
"""So many characters before or after must be the same where the words alone could be others' words."""
_TELLING = 16
"""Words of this weight stand for themselves where a page has them once."""
_MANY = 1000
_WIDE = "\u1100"
_WHOLE, _EDGE = 80, 30
"""Words longer than this are named in an address by their first and last letters."""


class Lost(Exception):
    """The words of a target are not to be found; the message says why."""


def target_of(report: Report, start: int, end: int, source: str | None = None) -> Target:
    """Name some words of a report, with as much around them as tells them from the same words elsewhere in it.

    Raises SpanError where the report repeats more than 8,192 characters on either side, so that nothing tells them apart.
    """
    quote, text, around = report.span(start, end).text, report.text, _AROUND
    while around <= _FARTHEST:
        target = Target(report.page, quote, text[max(0, start - around) : start], text[end : end + around], source)
        try:
            if find_words(report, target).start == start:
                return target
        except Lost:
            pass
        around *= 2
    raise SpanError(f"{start}–{end} of report {report.id}: nothing around tells these words from the same words elsewhere")


def statement_target(report: Report, statement: Statement) -> Target:
    """Name a statement by all that stands from the first to the last character of its content."""
    return target_of(report, statement.start, statement.end, statement.source.text if statement.source else None)


def find_words(report: Report, target: Target) -> Span:
    """Where the words of a target stand; raises Lost where they are gone, or where several places fit as well."""
    places = list(_places(report.text, target.quote))
    if not places:
        raise Lost("its words are no longer on the page")
    near = sorted(((_agreement(report.text, place, target), place) for place in places), key=lambda n: -sum(n[0]))
    (before, after), best = near[0]
    if len(near) > 1 and sum(near[1][0]) == before + after:
        raise Lost(f"its words stand {len(places)} times on the page, and nothing around tells which are meant")
    alone = len(places) == 1 and (_weight(target.quote) >= _TELLING or not target.prefix + target.suffix)
    if not (alone or before >= min(_AGREEING, len(target.prefix)) > 0 or after >= min(_AGREEING, len(target.suffix)) > 0):
        raise Lost("its words are so few that they could be others': nothing around them is the same")
    return report.span(best, best + len(target.quote))


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    for _ in range(_MANY):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _agreement(text: str, at: int, target: Target) -> tuple[int, int]:
    """How many characters are the same before and after."""
    before = text[max(0, at - len(target.prefix)) : at]
    after = text[at + len(target.quote) : at + len(target.quote) + len(target.suffix)]
    return _same(before[::-1], target.prefix[::-1]), _same(after, target.suffix)


def _same(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _weight(words: str) -> int:
    """Letters, those of scripts that write a syllable or word in one counted twice."""
    return sum(2 if c >= _WIDE else 1 for c in letters(words))


def web_address(url: str | None) -> str | None:
    """An address that a page may lead to: one of the web, no script and no file."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def opened_at(url: str | None, s: Statement) -> str:
    """A page's address with a text fragment, so that a browser opens it at the statement's words; empty without an address."""
    if not (url := web_address(url)):
        return ""
    words = s.content[0].text.split("\n")[0].strip()
    if len(words) <= _WHOLE:
        text = _escaped(words)
    else:
        text = f"{_escaped(_whole_words(words[:_EDGE], True))},{_escaped(_whole_words(words[-_EDGE:], False))}"
    return f"{url.partition('#')[0]}#:~:text={text}"


def _whole_words(piece: str, first: bool) -> str:
    """A piece of a text without the half word at its cut end; a script without spaces has none."""
    head, _, tail = piece.rpartition(" ") if first else piece.partition(" ")
    return (head if first else tail).strip() or piece


def _escaped(words: str) -> str:
    """Words as a text fragment has them: the dash, comma and ampersand are signs there."""
    return quote(words, safe="").replace("-", "%2D")
