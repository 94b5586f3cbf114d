"""`reportedly add`: reports into the store, each for good or not at all."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.db import db_option, headline, opened
from reportedly.cli.inputs import Batch, Day, LanguageTag, expand, is_address
from reportedly.cli.manifest import load_manifest
from reportedly.errors import IntakeError
from reportedly.model import Given

if TYPE_CHECKING:
    from reportedly.store import Added, Outcome, Store

_WORDS: dict[Outcome, str] = {"new": "new", "version": "new version of a page", "reread": "read anew", "unchanged": "unchanged"}
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Source:
    """What one input is: where it comes from, its bytes, and what it goes by where the page has no address of its own."""

    name: str
    label: str
    raw: bytes
    declared: str | None = None
    retrieved: str | None = None


@click.command("add")
@click.argument("files", nargs=-1, metavar="FILE...")
@db_option
@click.option(
    "--manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="JSON lines or CSV of path, published, outlet, url, language.",
)  # fmt: skip
@click.option("--published", type=Day(), help="When the report was published; wins over what the page says.")
@click.option("--language", type=LanguageTag(), help="The report's language; wins over what the page says.")
@click.option("--outlet", help="Who published the report.")
@click.option("--url", help="The address that the report stands at.")
@click.option("--page", help="What all versions of the page go by, where it has no address.")
@click.option("--fetch", is_flag=True, help="Allow FILE to be an http or https address, and fetch it.")
@click.option("--again", is_flag=True, help="Read also what is there already: with a better reader the records are made anew.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a report, once it is kept for good.")
def add_command(
    files: tuple[str, ...], db: Path, manifest: Path | None, fetch: bool, again: bool, as_json: bool, **given: str | None
) -> None:
    """Read reports into the database.

    FILE is a text or HTML file, a folder of them, or - for standard input. Without FILE, what the manifest names is read.
    What is there already is not read again, so that a run that was broken off goes on where it stopped. The same report
    twice changes nothing; another text of the same page is its next version.
    """
    listed = load_manifest(manifest) if manifest else {}
    if not files and not listed:
        raise click.UsageError("Name a FILE, a folder, - for standard input, or a --manifest.")
    names = list(dict.fromkeys(expand(files) if files else listed))
    told = {name: replace(listed.get(name, Given()), **{k: v for k, v in given.items() if v}) for name in names}
    batch = Batch(names, visible=not (as_json and sys.stdout.isatty()))
    done: list[Added] = []
    with opened(db, create=True) as store:
        take = _taker(store, told, labels(names), fetch=fetch, again=again)
        for added in batch.each(take):
            done.append(added)
            if as_json:
                click.echo(_line(added))
    if not as_json:
        _summary(done, db)
    batch.finish()


def _taker(store: Store, told: dict[str, Given], label: dict[str, str], *, fetch: bool, again: bool) -> Callable[[str], Added]:
    """What adds one input by its name."""
    from reportedly.store import Added

    def take(name: str) -> Added:
        source = _source(name, label[name], fetch)
        before = store.input(source.name, sha256(source.raw).hexdigest())
        known = before.given if before else Given(url=source.label if is_address(name) else None)
        given = overlaid(known, told[name])
        if before and given == before.given and not again:
            return Added("unchanged", before.entry)
        return read_and_add(store, source, given)

    return take


def read_and_add(store: Store, source: Source, given: Given) -> Added:
    """Read one input and keep its record; raises IntakeError where it is no report."""
    from reportedly.intake import read_bytes
    from reportedly.reading import read_document

    document = read_bytes(source.raw, name=source.label, given=given, declared=source.declared)
    if not document.text.strip():
        raise IntakeError(f"{source.name}: the page holds no text; it is not kept")
    record = read_document(replace(document, retrieved=source.retrieved))
    return store.add(record, source.raw, name=source.name, given=given)


def overlaid(before: Given, now: Given) -> Given:
    """What was known, and what is known now on top of it."""
    return replace(before, **{f.name: value for f in fields(Given) if (value := getattr(now, f.name)) is not None})


def labels(names: list[str]) -> dict[str, str]:
    """What each file goes by where its page has no address: its name, or all of its path where several have that name."""
    seen = Counter(Path(name).name for name in names)
    return {name: name if is_address(name) or seen[Path(name).name] > 1 else Path(name).name for name in names}


def _source(name: str, label: str, fetch: bool) -> Source:
    from reportedly.intake import MAX_BYTES

    if name == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Source("-", f"stdin-{sha256(raw).hexdigest()[:12]}", raw)
    if is_address(name):
        return _fetched(name, fetch)
    try:
        with Path(name).open("rb") as stream:
            return Source(str(Path(name).resolve()), label, stream.read(MAX_BYTES + 1))
    except OSError as error:
        raise IntakeError(f"{name}: {error.strerror or error}") from error


def _fetched(name: str, fetch: bool) -> Source:
    from reportedly.intake.fetch import fetch as fetch_bytes

    if not fetch:
        raise IntakeError(f"{name}: is an address; it is fetched only with --fetch")
    page = fetch_bytes(name)
    return Source(name, page.url, page.raw, page.declared, page.retrieved)


def _line(added: Added) -> str:
    entry = added.entry
    return json.dumps(
        {
            "schema": "reportedly/added/1", "outcome": added.outcome, "report": entry.id, "page": entry.page,
            "version": entry.version, "outlet": entry.outlet, "published": entry.published, "title": entry.title,
            "statements": entry.statements, "checked": "machine",
        },
        ensure_ascii=False,
    )  # fmt: skip


def _summary(done: list[Added], db: Path) -> None:
    counts = Counter(added.outcome for added in done)
    told = ", ".join(f"{counts[outcome]} {words}" for outcome, words in _WORDS.items() if counts[outcome])
    statements = sum(added.entry.statements for added in done if added.outcome != "unchanged")
    click.echo(f"{db}: {told or 'nothing added'}; {statements} statements, found by the machine")
    versions = [added.entry for added in done if added.outcome == "version"]
    for entry in versions[:_SHOWN]:
        click.echo(f"  {headline(entry)}: see reportedly versions {entry.page}")
    if len(versions) > _SHOWN:
        click.echo(f"  and {len(versions) - _SHOWN} more new versions")
