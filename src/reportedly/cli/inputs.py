"""What the commands are given to read: files, folders, standard input, addresses."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from reportedly.errors import IntakeError, ReportedlyError
from reportedly.intake import find_files

T = TypeVar("T")


def expand(names: Iterable[str]) -> Iterator[str]:
    """The names in order, each folder replaced by the texts and pages in it and below."""
    for name in names:
        if name != "-" and not is_address(name) and Path(name).is_dir():
            yield from map(str, find_files(Path(name)))
        else:
            yield name


def is_address(name: str) -> bool:
    """Whether a name is an address of the web rather than a file's."""
    return re.match(r"[a-z][a-z0-9+.-]*://", name, re.IGNORECASE) is not None


def bytes_of(name: str) -> bytes:
    """The bytes of a file, or of standard input for -; raises IntakeError saying why it cannot be opened."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise IntakeError(f"{name}: {error.strerror or error}") from error


def watched(items: Sequence[T], visible: bool = True) -> Iterable[T]:
    """The items, with a progress bar on standard error where a person waits there for more than one."""
    if not visible or len(items) < 2 or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description="reading", console=Console(stderr=True), transient=True)


@dataclass(slots=True)
class Batch:
    """Does one thing to many inputs, keeps what failed, and says so at the end."""

    names: list[str]
    failures: list[str] = field(default_factory=list)
    visible: bool = False

    def each(self, do: Callable[[str], T]) -> Iterator[T]:
        """Yield what `do` makes of every name; one that raises ReportedlyError is kept for the end and never stops the rest."""
        for name in watched(self.names, self.visible):
            try:
                yield do(name)
            except ReportedlyError as error:
                self.failures.append(str(error) if str(error).startswith(name) else f"{name}: {error}")

    def finish(self) -> None:
        """List what failed and exit 1, where anything did."""
        if not self.failures:
            return
        if len(self.names) > 1:
            click.echo(f"reportedly: {len(self.failures)} of {len(self.names)} could not be read:", err=True)
        for failure in self.failures:
            click.echo(f"  {failure}" if len(self.names) > 1 else f"reportedly: {failure}", err=True)
        sys.exit(1)


def is_day(text: str) -> bool:
    """Whether a text is a date to the year, month, day or minute, as EDTF writes it."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d)?)?)?", text, re.ASCII)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


class Day(click.ParamType[str]):
    """A date to the year, month, day or minute, as EDTF writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date as it was written, where it is one."""
        if is_day(str(value)):
            return str(value)
        self.fail(f"{value!r} is no date. Write 2031-03-09, 2031-03 or 2031-03-09T08:30.", param, ctx)


class LanguageTag(click.ParamType[str]):
    """A language tag of BCP 47."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The tag as it was written, where it is one."""
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(value)):
            return str(value)
        self.fail(f"{value!r} is no language tag. Write zh, en, ru or ko.", param, ctx)
