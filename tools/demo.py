"""`make demo`: read the samples into a store, print what each says and the dossier of their dispute, write both pages, say what next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from reportedly.cli import cli
from reportedly.dossier import liveliest
from reportedly.interface import interface, own_tongue
from reportedly.model import Point
from reportedly.sheet import page
from reportedly.show import print_record
from reportedly.store import open_store

ROOT = Path(__file__).parents[1]
DB = Path("demo") / "demo.db"
SAMPLES, DOSSIER = Path("demo") / "samples.html", Path("demo") / "dossier.html"

NEXT = """
The pages
  {samples}
    what each report says: a click on words or on a card shows the other, with the reason for each decision
  {dossier}
    what they say together: every point in dispute, each cell with its words, copies folded to one origin

Try next
  {reportedly} dossier --db {db} {another}
  {reportedly} timeline --db {db} --speaker Kovel
  {reportedly} search --db {db} 扣押
  {reportedly} serve --db {db}
  {reportedly} read YOUR-REPORT.html --html your-report.html
  {reportedly} --help
"""


def run(*arguments: str) -> None:
    """Run a command as a person would; what it says goes to the terminal."""
    click.echo(f"$ reportedly {' '.join(arguments)}", err=True)
    cli(arguments, prog_name="reportedly", standalone_mode=False)


def records() -> None:
    """Print the record of each sample, and write the page of all."""
    with open_store(DB, create=False) as store:
        read = list(store.records())
    console, ui = Console(width=None if sys.stdout.isatty() else 120, highlight=False), interface(own_tongue())
    for record in read:
        print_record(console, record, ui)
    SAMPLES.write_text(page(read, own_tongue()), encoding="utf-8")


def demo() -> None:
    """All of it, in order."""
    for old in DB.parent.glob(f"{DB.name}*"):
        old.unlink()
    DB.parent.mkdir(exist_ok=True)
    run("add", "--manifest", "samples/manifest.jsonl", "--db", str(DB))
    records()
    run("dossier", "--db", str(DB), "--html", str(DOSSIER))
    command = Path(sys.executable).parent / "reportedly"
    near = command.relative_to(ROOT) if command.is_relative_to(ROOT) else command
    with open_store(DB, create=False) as store:
        another = liveliest(store.made(Point), own_tongue())[1].id
    click.echo(
        NEXT.format(
            another=another, samples=SAMPLES.resolve().as_uri(), dossier=DOSSIER.resolve().as_uri(), reportedly=near, db=DB
        )
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    demo()
