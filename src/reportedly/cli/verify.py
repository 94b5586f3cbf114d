"""`reportedly verify` and `reportedly schema`: whether a record holds, and what one looks like."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from reportedly.cli.inputs import bytes_of
from reportedly.schema import check_json, json_schema


@click.command("verify")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one object a record: file, line and what is wrong.")
def verify_command(files: tuple[str, ...], as_json: bool) -> None:
    """Check records: their shape against the schema, and every span against the text, cut anew.

    FILE has one record, or one a line as `reportedly read --json` prints them; - is standard input.
    """
    records = wrong = 0
    for name in files:
        for line, record in _records(name):
            faults = check_json(record)
            records, wrong = records + 1, wrong + bool(faults)
            if as_json:
                click.echo(json.dumps({"file": name, "line": line, "holds": not faults, "wrong": faults}, ensure_ascii=False))
            for fault in () if as_json else faults:
                click.echo(f"{name}, line {line}: {fault}", err=True)
    if not as_json:
        click.echo(f"{records} records, {wrong} wrong" if wrong else f"{records} records, all hold")
    sys.exit(1 if wrong else 0)


def _records(name: str) -> Iterator[tuple[int, bytes]]:
    """Each record's first line and its bytes: the whole file where it is one value, else its lines."""
    raw = bytes_of(name)
    lines = [(n, line) for n, line in enumerate(raw.split(b"\n"), 1) if line.strip()]
    if len(lines) > 1 and lines[0][1].strip() == b"{":
        yield 1, raw  # one record, printed over several lines
    elif lines:
        yield from lines
    else:
        yield 1, b""


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a record."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
