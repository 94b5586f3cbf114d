"""What the commands on a store share: which file, which filters, and what stands beside every line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from reportedly.cli.inputs import Day, LanguageTag
from reportedly.model import Act, Kind

if TYPE_CHECKING:
    from reportedly.store import Entry, Filter, Store

F = TypeVar("F", bound=Callable[..., Any])


def db_option(command: F) -> F:
    """The option --db."""
    return click.option(
        "--db", type=click.Path(dir_okay=False, path_type=Path), envvar="REPORTEDLY_DB", default="reportedly.db",
        show_default=True, show_envvar=True, metavar="FILE", help="The database.",
    )(command)  # fmt: skip


def report_filters(command: F) -> F:
    """The options that say which reports, or statements of which reports."""
    for option in (
        click.option("--to", "until", type=Day(), help="Said, or published, on this day or before."),
        click.option("--from", "since", type=Day(), help="Said, or published, on this day or later."),
        click.option("--language", type=LanguageTag(), help="In this language."),
        click.option("--outlet", help="Published by this outlet."),
    ):
        command = option(command)
    return command


def statement_filters(command: F) -> F:
    """The options that say which statements."""
    for option in (
        click.option("--kind", type=click.Choice(get_args(Kind)), help="Of this kind."),
        click.option("--act", type=click.Choice(get_args(Act)), help="That do this by being said."),
        click.option("--speaker", metavar="WORDS", help="By a speaker whose name, office or source has these words."),
    ):
        command = option(command)
    return report_filters(command)


def opened(db: Path, *, create: bool = False) -> Store:
    """The store in a file."""
    from reportedly.store import open_store

    return open_store(db, create=create)


def filtered(chosen: dict[str, Any]) -> Filter:
    """The filter that some options make."""
    from reportedly.store import Filter

    return Filter(**chosen)


def headline(entry: Entry) -> str:
    """A stored report in one line: when, who, what."""
    facts = (entry.published, entry.outlet, entry.title or entry.page)
    return " · ".join(fact for fact in facts if fact) + (f" (version {entry.version})" if entry.version > 1 else "")
