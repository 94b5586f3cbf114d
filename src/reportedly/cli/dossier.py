"""`reportedly dossier`: the page that an editor would write by hand, on one point in dispute."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.db import db_option, opened
from reportedly.cli.gathered import gathered
from reportedly.errors import IntakeError, StoreError
from reportedly.interface import TONGUES, Tongue, own_tongue

if TYPE_CHECKING:
    from reportedly.dossier import Dossier, Lively, Shelf
    from reportedly.gathering import Gathered
    from reportedly.model import Point
    from reportedly.store import Store

_NOTHING = "nothing is in dispute in these reports, as far as the machine can see: no two speakers say other things of one matter"


@click.command("dossier")
@click.argument("words", nargs=-1, metavar="[POINT|WORDS]...")
@db_option
@click.option("--all", "every", is_flag=True, help="Every point, the liveliest first.")
@click.option("--md", "as_markdown", is_flag=True, help="As Markdown, which it is anyway where no terminal listens.")
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT",
    help="Write one self-contained page; of every point where none is named.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one object a point.")
@click.option(
    "--interface", "--lang", "tongue", type=click.Choice(TONGUES), help="Language of the dossier.  [default: your locale's]"
)
def dossier_command(
    words: tuple[str, ...], db: Path, every: bool, as_markdown: bool, html: Path | None, as_json: bool, tongue: Tongue | None
) -> None:
    """Print who said what on one point in dispute, when and through whom, every cell with its words.

    POINT is a point's id, WORDS some words of it in any language. Without either: the liveliest point, and the others are
    listed. What no person has accepted is marked as the machine's.
    """
    language = tongue or own_tongue()
    with opened(db) as store:
        all_of_it = gathered(store)
        shelf = shelf_of(store, all_of_it)
        if not all_of_it.points:
            click.echo(f"{db}: {_NOTHING}", err=True)
            return
        chosen, others = _choose(all_of_it.points, " ".join(words), every, language, db)
    from reportedly.dossier import make_dossier

    if html:
        on_page = (*chosen, *others) if not words else chosen
        _write_page(html, [make_dossier(p, shelf, language) for p in on_page], language)
    dossiers = [make_dossier(p, shelf, language) for p in chosen]
    _show(dossiers, _listed(others, language), language, as_json=as_json, as_markdown=as_markdown)


def shelf_of(store: Store, all_of_it: Gathered) -> Shelf:
    """Where dossiers of a store look things up."""
    from reportedly.dossier import Shelf

    said = {s.statement.id: s for s in store.statements()}
    records = {r.report.id: r for r in all_of_it.records}
    return Shelf(said.get, {u.id: u for u in all_of_it.utterances}, all_of_it.copies, all_of_it.cast, records)


def named_point(points: tuple[Point, ...], words: str, db: Path) -> tuple[Point, ...]:
    """The points that some words name; raises StoreError where none is meant."""
    from reportedly.dossier import named

    found = named(points, words)
    if not found:
        raise StoreError(f"{db}: no point has the id or the words “{words}”; reportedly points lists them")
    return found


def _choose(
    points: tuple[Point, ...], words: str, every: bool, tongue: Tongue, db: Path
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The points that are wanted, and the rest of those that would have done; the liveliest first."""
    from reportedly.dossier import liveliest

    some = named_point(points, words, db) if words else points
    by_id = {p.id: p for p in some}
    ordered = tuple(by_id[x.id] for x in liveliest(some, tongue))
    return (ordered, ()) if every else (ordered[:1], ordered[1:])


def _listed(points: tuple[Point, ...], tongue: Tongue) -> tuple[Lively, ...]:
    from reportedly.dossier import liveliest

    return liveliest(points, tongue)


def _show(dossiers: list[Dossier], others: tuple[Lively, ...], tongue: Tongue, *, as_json: bool, as_markdown: bool) -> None:
    """Print dossiers on standard output."""
    if as_json:
        import msgspec

        for dossier in dossiers:
            click.echo(msgspec.json.encode(dossier))
    elif as_markdown or not sys.stdout.isatty():
        from reportedly.dossier import markdown

        click.echo(markdown(dossiers, tongue, others=others))
    else:
        from rich.console import Console

        from reportedly.dossier import print_dossier, print_others

        console = Console(highlight=False)
        for dossier in dossiers:
            print_dossier(console, dossier, tongue)
        if others:
            print_others(console, others, tongue)


def _write_page(out: Path, dossiers: list[Dossier], tongue: Tongue) -> None:
    """Write the page and say where it is."""
    from reportedly.dossier import draw_page

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(draw_page(dossiers, tongue), encoding="utf-8")
    except OSError as error:
        raise IntakeError(f"{out}: cannot be written: {error.strerror or error}") from error
    click.echo(f"wrote {out}", err=True)
