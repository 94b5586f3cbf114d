"""Records and what many become as JSON and back, a record's JSON Schema, and the check of one that came from elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from reportedly.errors import RecordError, ReportedlyError
from reportedly.model import Copy, Judgement, Point, Record, Statement, Utterance

T = TypeVar("T")
Printed = Record | Utterance | Point | Copy | Judgement
"""What the commands print, one object a line."""

_ENCODER = msgspec.json.Encoder()

Json = dict[str, Any] | list[Any] | str | int | float | bool | None
"""Any JSON value, before it is known to be a record."""


def to_json(value: Printed) -> bytes:
    """Write a record, or what many become, as one line of compact UTF-8 JSON, keys in the order of the types."""
    if isinstance(value, Point):
        return _ENCODER.encode(_renamed(msgspec.to_builtins(value), "from_", "from"))
    return _ENCODER.encode(value)


def from_json(line: bytes | str) -> Record:
    """Read a record back; raises RecordError naming a field that does not fit, SpanError a span that is not in the text."""
    return read_json(line, Record)


def read_json(line: bytes | str, kind: type[T]) -> T:
    """Read back any of what `to_json` writes; raises as `from_json` does."""
    try:
        if kind is Point:
            return msgspec.convert(_renamed(msgspec.json.decode(line), "from", "from_"), kind)
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(f"not a {kind.__name__.lower()}: {error}") from error


def _renamed(value: Json, old: str, new: str) -> Json:
    """The same JSON with one key renamed wherever it stands: `from` is no name for a field of Python."""
    if isinstance(value, dict):
        return {new if name == old else name: _renamed(one, old, new) for name, one in value.items()}
    return [_renamed(one, old, new) for one in value] if isinstance(value, list | tuple) else value


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record, drawn from the dataclasses."""
    drawn = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Record)))  # defaults come as tuples, which JSON has not
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "reportedly/record/1", **drawn}


def check_json(line: bytes | str) -> list[str]:
    """Check one record and say everything that is wrong with it, in words; nothing where it is right.

    The shape is checked by the types that `json_schema` is drawn from. Every span, wherever it stands, is cut again.
    """
    try:
        loose: Json = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return [f"not JSON: {error}"]
    except RecursionError:
        return ["not a record: nested too deeply"]
    report = loose.get("report") if isinstance(loose, dict) else None
    text = report.get("text") if isinstance(report, dict) else None
    wrong = list(_wrong_spans(loose, text, "$")) if isinstance(text, str) else []
    if not wrong:
        try:
            wrong = _wrong_links(msgspec.convert(loose, Record))
        except (msgspec.ValidationError, ReportedlyError) as error:
            wrong = [str(error)]
    return wrong


def _wrong_spans(value: Json, text: str, path: str) -> Iterator[str]:
    """Walk any JSON and name every object with start, end and text that does not read its own words."""
    if isinstance(value, list):
        for n, one in enumerate(value):
            yield from _wrong_spans(one, text, f"{path}[{n}]")
    elif isinstance(value, dict):
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if type(start) is int and type(end) is int:
            if not 0 <= start < end <= len(text):
                yield f"{path}: {start}–{end} lies outside the text, length {len(text)}"
            elif isinstance(words, str) and text[start:end] != words:
                yield f"{path}: {start}–{end} reads {_short(text[start:end])}, not {_short(words)}"
        for name, one in value.items():
            yield from _wrong_spans(one, text, f"{path}.{name}")


def _wrong_links(record: Record) -> list[str]:
    """What a well-formed record says that cannot be: a foreign id, a parent that is not there, blocks that overlap."""
    report, ids = record.report, [s.id for s in record.statements]
    digest = hashlib.sha256(report.text.encode()).hexdigest()[:16]
    wrong = [] if report.id == digest else [f"$.report.id: is {report.id}, the text's is {digest}"]
    known = Counter(ids)
    wrong += [f"$.statements: {n} have the id {i}" for i, n in known.items() if n > 1]
    for n, s in enumerate(record.statements):
        wrong += [f"$.statements[{n}].{where}: no statement {i}" for where, i in _links(s) if i not in known]
    for n, (a, b) in enumerate(zip(report.blocks, report.blocks[1:], strict=False)):
        if b.start < a.end:
            wrong.append(f"$.report.blocks[{n + 1}]: starts at {b.start}, inside the one before, which ends at {a.end}")
    return wrong


def _links(statement: Statement) -> Iterator[tuple[str, str]]:
    """The other statements that one points at."""
    if statement.parent is not None:
        yield "parent", statement.parent
    if statement.in_response_to is not None:
        yield "in_response_to", statement.in_response_to


def _short(words: str) -> str:
    """Words in quotation marks, cut where they are long."""
    return repr(words if len(words) <= 40 else words[:39] + "…")
