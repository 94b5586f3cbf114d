"""`reportedly read`: reports in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.inputs import Batch, Day, LanguageTag, expand, is_address
from reportedly.cli.manifest import load_manifest
from reportedly.errors import IntakeError
from reportedly.interface import TONGUES, Tongue, interface, own_tongue
from reportedly.model import Given

if TYPE_CHECKING:
    from reportedly.model import Record


_IN = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("read")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one record a line and nothing else on standard output.")
@click.option(
    "--html",
    "html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Also write one self-contained page of all of them.",
)
@click.option("--why", is_flag=True, help="Show all of the words, and the reason for each decision.")
@click.option("-q", "--quiet", is_flag=True, help="Print no table.")
@click.option("--manifest", type=_IN, metavar="FILE", help="JSON lines or CSV of path, published, outlet, url, language.")
@click.option("--published", type=Day(), help="When the report was published; wins over what the page says.")
@click.option("--language", type=LanguageTag(), help="The report's language; wins over what the page says.")
@click.option("--outlet", help="Who published the report.")
@click.option("--url", help="The address that the report stands at.")
@click.option("--fetch", is_flag=True, help="Allow FILE to be an http or https address, and fetch it.")
@click.option("--interface", "tongue", type=click.Choice(TONGUES), help="Language of table and page.  [default: your locale's]")
def read_command(
    files: tuple[str, ...], as_json: bool, html: Path | None, why: bool, quiet: bool, fetch: bool, tongue: Tongue | None,
    manifest: Path | None, **given: str | None,
) -> None:  # fmt: skip
    """Read reports and print who said what, when, through whom.

    FILE is a text or HTML file, a folder of them, or - for standard input. Without FILE, what the manifest names is read.
    """
    listed = load_manifest(manifest) if manifest else {}
    if not files and not listed:
        raise click.UsageError("Name a FILE, a folder, - for standard input, or a --manifest.")
    names = list(expand(files)) if files else list(listed)
    batch = Batch(names, visible=as_json or quiet or not sys.stdout.isatty())
    show = _printer(as_json, quiet, why, tongue or own_tongue())
    kept: list[Record] = []
    for record in batch.each(_reader(listed, {k: v for k, v in given.items() if v is not None}, fetch)):
        show(record)
        if html:
            kept.append(record)
    if html and kept:
        _write_page(html, kept, tongue or own_tongue())
    batch.finish()


def _reader(listed: dict[str, Given], told: dict[str, str], fetch: bool) -> Callable[[str], Record]:
    """What reads one input by its name; what is told on the command line wins over the manifest."""
    from reportedly.intake import fetch_page, read_path, read_stream
    from reportedly.reading import read_document

    def one(name: str) -> Record:
        given = replace(listed.get(name, Given()), **told)
        if name == "-":
            return read_document(read_stream(sys.stdin.buffer, given=given))
        if not is_address(name):
            return read_document(read_path(Path(name), given))
        if not fetch:
            raise IntakeError(f"{name}: is an address; it is fetched only with --fetch")
        return read_document(fetch_page(name, given))

    return one


def _printer(as_json: bool, quiet: bool, why: bool, tongue: Tongue) -> Callable[[Record], None]:
    """What shows one record on standard output."""
    if as_json:
        from reportedly.schema import to_json

        return lambda record: click.echo(to_json(record))
    if quiet:
        return lambda record: None
    from rich.console import Console

    from reportedly.show import print_record

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False, soft_wrap=False)
    return lambda record: print_record(console, record, interface(tongue), why=why)


def _write_page(out: Path, records: Sequence[Record], tongue: Tongue) -> None:
    """Write the page and say where it is."""
    from reportedly.sheet import page

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page(records, tongue), encoding="utf-8")
    except OSError as error:
        raise IntakeError(f"{out}: cannot be written: {error.strerror or error}") from error
    click.echo(f"wrote {out}", err=True)
