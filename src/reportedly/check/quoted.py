"""The quotations of a draft, and who is said there to say them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportedly.check.units import Units, units
from reportedly.intake import read_bytes
from reportedly.model import Record, Span, Statement
from reportedly.page import read_page
from reportedly.parser import load_parser
from reportedly.quotes import Quotes
from reportedly.reading import answered

LABEL_WORDS, LABEL_CHARACTERS = 2, 4
"""A quotation of no more is a label (a “special operation”), unless it is all that somebody is said to say."""

SURE_ENOUGH = 0.1
"""What a frame's score must be where quotation marks say already that somebody is quoted."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a draft, the statement there that it belongs to, and whether it is no more than a label."""

    span: Span
    units: Units
    statement: Statement | None
    label: bool


def read_draft(draft: str) -> Record:
    """Read a draft as plain text, so that offsets are the draft's own; raises IntakeError where it is far too long.

    Who is quoted is wanted for every quotation, so all lines are read, and what the parser is less sure of counts too.
    """
    report = read_page(read_bytes(draft.encode("utf-8", "replace"), name="draft.txt"))
    report = replace(report, blocks=tuple(b if b.role == "headline" else replace(b, role="body") for b in report.blocks))
    parser = load_parser()
    found = replace(parser, settings=replace(parser.settings, keep=SURE_ENOUGH)).find(report)
    return Record(report, *answered(report, found.frames))


def quotations(record: Record) -> Iterator[Quoted]:
    """The outermost quotations of a draft that hold letters, in order."""
    text = record.report.text
    for quotation in Quotes.of(text).all:
        inside = text[quotation.inner_start : quotation.inner_end]
        start = quotation.inner_start + len(inside) - len(inside.lstrip())
        cut = units(inside.strip())
        if len(cut):
            span = record.report.span(start, start + len(inside.strip()))
            statement = statement_at(record, [(span.start, span.end)])
            yield Quoted(span, cut, statement, _is_short(cut) and not _is_all_of(cut, statement))


def statement_at(record: Record, places: list[tuple[int, int]]) -> Statement | None:
    """The statement that has at least half of some characters in its content; of several the innermost, which is the shortest."""
    wanted = sum(b - a for a, b in places)
    best: tuple[int, int] | None = None
    found = None
    for s in record.statements:
        shared = sum(max(0, min(b, x.end) - max(a, x.start)) for a, b in places for x in s.content)
        rank = -shared, sum(x.end - x.start for x in s.content)
        if 2 * shared >= wanted and (best is None or rank < best):
            best, found = rank, s
    return found


def _is_short(cut: Units) -> bool:
    return len(cut) <= (LABEL_CHARACTERS if cut.dense else LABEL_WORDS)


def _is_all_of(cut: Units, statement: Statement | None) -> bool:
    """Whether a statement says these words and no others."""
    return statement is not None and units(" ".join(x.text for x in statement.content)).plain == cut.plain


def name_of(statement: Statement | None) -> str | None:
    """The speaker's fullest name, else the source's own words."""
    if statement is None:
        return None
    return (statement.speaker.name if statement.speaker else None) or (statement.source.text if statement.source else None)
