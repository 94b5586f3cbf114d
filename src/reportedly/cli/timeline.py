"""`reportedly timeline`: what was said, carried and happened, in order of time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.db import db_option, opened
from reportedly.cli.dossier import named_point, shelf_of
from reportedly.cli.gathered import gathered, is_called
from reportedly.interface import TONGUES, Tongue, own_tongue

if TYPE_CHECKING:
    from reportedly.gathering import Gathered


@click.command("timeline")
@db_option
@click.option("--speaker", metavar="WORDS", help="Only what those said whose name, office or party has these words.")
@click.option("--point", "point", metavar="POINT|WORDS", help="Only what is on this point: its id, or some of its words.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line.")
@click.option(
    "--interface", "--lang", "tongue", type=click.Choice(TONGUES), help="Language of the list.  [default: your locale's]"
)
def timeline_command(db: Path, speaker: str | None, point: str | None, as_json: bool, tongue: Tongue | None) -> None:
    """List what was said, when reports carried it, and the dated events that they tell, in order of time.

    An act of saying stands once, however many reports tell it, and only where it has a day. What happened is told by
    reports; it is not checked.
    """
    from reportedly.dossier import all_moments, make_dossier, print_moments

    language = tongue or own_tongue()
    with opened(db) as store:
        all_of_it = gathered(store)
        shelf = shelf_of(store, all_of_it)
    on = make_dossier(named_point(all_of_it.points, point, db)[0], shelf, language) if point else None
    found = all_moments(shelf, language, of=_said_by(all_of_it, speaker) if speaker else None, on=on)
    if as_json:
        import msgspec

        for moment in found:
            click.echo(msgspec.json.encode(moment))
        return
    from rich.console import Console

    print_moments(Console(width=None if sys.stdout.isatty() else 140, highlight=False), found, language)


def _said_by(all_of_it: Gathered, speaker: str) -> set[str]:
    """The acts of saying of speakers whose name in any language, office or party has some words."""
    wanted = {id for id, one in all_of_it.cast.by_id.items() if is_called(one, speaker)}
    return {u.id for u in all_of_it.utterances if u.speaker in wanted}
