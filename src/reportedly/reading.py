"""The whole way of one report: bytes to a record.

bytes → intake → page → parser → statements → speakers → dates → acts → numbers, then the dated sentences that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from reportedly import __version__
from reportedly.acts import settle_acts
from reportedly.confidence import settle_confidence
from reportedly.dates import date_statements, find_events
from reportedly.errors import ModelError
from reportedly.intake import read_bytes, read_path
from reportedly.model import Actor, Document, Frame, Given, Reader, Record, Report, Statement
from reportedly.names import name_speakers
from reportedly.numbers import count
from reportedly.page import page_warnings, read_page
from reportedly.parser import find_frames
from reportedly.statements import build


def read(source: bytes | str | Path, *, name: str = "-", given: Given | None = None) -> Record:
    """Read one report: a page's bytes, its text (plain or HTML), or a file by its Path.

    `name` is what bytes or a text go by where the page has no address of its own; `given` is what the caller knows, and wins.
    Raises IntakeError where it is no readable report or cannot be opened, ModelError where the parser's weights are missing.
    """
    known = given or Given()
    if isinstance(source, Path):
        return read_document(read_path(source, known))
    raw = source.encode("utf-8", "replace") if isinstance(source, str) else source
    return read_document(read_bytes(raw, name=name, given=known))


def read_document(document: Document) -> Record:
    """Read one report that has been taken in."""
    report = replace(read_page(document), reader=Reader(__version__, weights_sha256(), document.extractor))
    found = find_frames(report)
    return replace(settle(report, found.frames), warnings=(*document.warnings, *page_warnings(report), *found.unread))


def settle(report: Report, frames: Sequence[Frame]) -> Record:
    """Make the record of a report of the frames that were found in it: everything after the parser."""
    statements, actors = answered(report, frames)
    statements = settle_confidence(report, statements)
    return Record(report, statements, actors, find_events(report, statements))


def answered(report: Report, frames: Sequence[Frame]) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements with every question answered, and the actors; `confidence` is still the parser's own score."""
    statements = build(report, frames)
    statements, actors = name_speakers(report, statements)
    statements = date_statements(report, statements)
    statements = settle_acts(report, statements)
    return count(report, statements), actors


@cache
def weights_sha256() -> str:
    """What the shipped weights go by: the hash that stands with them; raises ModelError where they are missing or damaged."""
    path = resources.files("reportedly") / "weights" / "weights.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Weights).sha256
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"the parser's weights are missing or damaged ({error}): install reportedly again") from error


@dataclass(frozen=True, slots=True)
class _Weights:
    sha256: str
