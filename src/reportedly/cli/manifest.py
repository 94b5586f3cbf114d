"""A manifest: what the caller knows of each of many reports, as JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from reportedly.cli.inputs import bytes_of, is_day
from reportedly.errors import RecordError
from reportedly.model import Given


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest; the path counts from the manifest's own folder."""

    path: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    page: str | None = None

    @property
    def given(self) -> Given:
        """What the line tells the reader."""
        return Given(published=self.published, language=self.language, outlet=self.outlet, url=self.url, page=self.page)


def load_manifest(path: Path) -> dict[str, Given]:
    """What is known of each file, by its path, in the manifest's order; raises RecordError naming a line that does not fit."""
    try:
        text = bytes_of(str(path)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: is not UTF-8 ({error.reason} at byte {error.start})") from error
    rows = _csv_rows(text) if path.suffix.lower() == ".csv" else _json_rows(text, path)
    out = {}
    for n, row in rows:
        entry = _entry(row, f"{path}, line {n}")
        out[str(path.parent / entry.path)] = entry.given
    return out


def _csv_rows(text: str) -> list[tuple[int, Any]]:
    return [(n, {k: v or None for k, v in row.items() if k}) for n, row in enumerate(csv.DictReader(io.StringIO(text)), 2)]


def _json_rows(text: str, path: Path) -> list[tuple[int, Any]]:
    out = []
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                out.append((n, msgspec.json.decode(line)))
            except msgspec.DecodeError as error:
                raise RecordError(f"{path}, line {n}: {error}") from error
    return out


def _entry(row: Any, where: str) -> Entry:
    try:
        entry = msgspec.convert(row, Entry)
    except msgspec.ValidationError as error:
        raise RecordError(f"{where}: {error}") from error
    if entry.published is not None and not is_day(entry.published):
        raise RecordError(f"{where}: {entry.published!r} is no date. Write 2031-03-09, 2031-03 or 2031-03-09T08:30")
    return entry
