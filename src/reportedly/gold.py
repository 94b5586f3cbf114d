"""Gold as our own types: annotated reports, and records to be held against them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from reportedly.errors import RecordError
from reportedly.model import Act, Basis, Block, Kind, Manner, Raw, Record, Relay, Report, Span, Speaker, Statement, When
from reportedly.statements import with_ids

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One annotated statement, as gold/*.jsonl has it."""

    id: int
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    source_accept: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    relay: tuple[Span, ...] = ()
    said_words: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    occasion: tuple[Span, ...] = ()
    kind: Kind = "speech"
    manner: Manner | None = None
    act: Act | None = None
    act_accept: tuple[Act, ...] = ()
    said: str | None = None
    said_accept: tuple[str, ...] = ()
    basis: Basis = "undated"
    parent: int | None = None
    speaker: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report."""

    id: str
    lang: str
    text: str
    published: str | None = None
    statements: tuple[GoldStatement, ...] = field(default=())

    def report(self) -> Report:
        """The report, every line of it body but the first (headline where it ends in no full stop)."""
        blocks, at = [], 0
        for n, line in enumerate(self.text.split("\n")):
            if line.strip():
                headline = n == 0 and "\n" in self.text and line.rstrip()[-1] not in '。.!?！？”"'
                blocks.append(Block(at, at + len(line), "headline" if headline else "body"))
            at += len(line) + 1
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Report(
            id=digest[:16], page=self.id, text=self.text, language=self.lang, raw=Raw(digest, len(self.text.encode()), "utf-8"),
            published=self.published, published_basis="given" if self.published else None, blocks=tuple(blocks),
        )  # fmt: skip

    def as_statements(self) -> tuple[Statement, ...]:
        """The gold as Statements, in order of content; a statement's id is its number in the gold."""
        out = []
        for s in sorted(self.statements, key=lambda s: s.content[0].start):
            first = next(iter(s.source), None)
            out.append(Statement(
                id=str(s.id), frame=s.id, kind=s.kind, content=s.content, cue=s.cue, source=first,
                source_inherited=bool(first) and not s.cue and s.kind != "outlet-own-voice",
                speaker=Speaker(actor="", name=s.speaker) if s.speaker else None,
                relays=tuple(Relay(r.start, r.end, r.text) for r in s.relay),
                addressee=next(iter(s.addressee), None), occasion=next(iter(s.occasion), None),
                said_words=next(iter(s.said_words), None),
                parent=None if s.parent is None else str(s.parent), manner=s.manner or "indirect", act=s.act or "asserts",
                said=When(s.said, s.basis),
            ))  # fmt: skip
        return tuple(out)

    def record(self) -> Record:
        """The gold as a record: statements with the ids that a reader would give them."""
        report, statements = self.report(), self.as_statements()
        renamed = with_ids(report.page, statements)
        names = {old.id: new.id for old, new in zip(statements, renamed, strict=True)}
        return Record(report, tuple(replace(s, parent=names.get(s.parent or "")) for s in renamed))


def load_gold(path: Path) -> list[GoldReport]:
    """Read gold, one report a line; raises RecordError naming the line and field that do not fit."""
    return [one for _, one in _lines(path, GoldReport)]


def _lines(path: Path, kind: type[T]) -> Iterator[tuple[int, T]]:
    """The lines of a file that are not blank, with their numbers, each as `kind`."""
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield n, msgspec.json.decode(line, type=kind)
            except msgspec.MsgspecError as error:
                raise RecordError(f"{path}, line {n}: {error}") from error


@dataclass(frozen=True, slots=True)
class Prediction:
    """The statements of one record, with the gold's id on top where the caller put it there."""

    statements: tuple[Statement, ...] = ()
    id: str | None = None
    report: Report | None = None


def load_predictions(path: Path) -> dict[str, tuple[Statement, ...]]:
    """Read records, one a line, by the id on top or else the report's; raises RecordError naming the line that does not fit."""
    out = {}
    for n, one in _lines(path, Prediction):
        if not (name := one.id or (one.report.id if one.report else None)):
            raise RecordError(f'{path}, line {n}: neither "id" nor "report" says which report this is')
        out[name] = one.statements
    return out
