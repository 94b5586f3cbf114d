"""`reportedly records` and `reportedly search`: what is stored, and what is found in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click
import msgspec

from reportedly.cli.db import db_option, filtered, headline, opened, report_filters, statement_filters
from reportedly.interface import shown

if TYPE_CHECKING:
    from reportedly.judgements import JudgedRecord
    from reportedly.model import Span, Statement
    from reportedly.store import Entry, Printed, Said

_AROUND = 30
_NOTHING = "No statement found is not: nobody said so. The reader misses some; reports are searched by all of their words."

Loose = dict[str, Any]


@click.command("records")
@db_option
@report_filters
@click.option("--page", help="Of this page.")
@click.option("--versions", "every_version", is_flag=True, help="Also versions that a newer one has replaced.")
@click.option("--json", "as_json", is_flag=True, help="Print one record a line, every statement with how it was checked.")
def records_command(db: Path, as_json: bool, **chosen: Any) -> None:
    """List the stored reports; with --json their records, people's judgements in them."""
    wanted = filtered(chosen)
    with opened(db) as store:
        for entry in list(store.entries(wanted)):
            judged = store.judged(entry.key)
            if as_json:
                sys.stdout.buffer.write(record_line(judged, store.names(entry.key)) + b"\n")
            else:
                click.echo(f"{entry.id}  {shown(headline(entry))}: {_counted(judged)}")


def record_line(judged: JudgedRecord, names: Sequence[str] = ()) -> bytes:
    """A record as it is printed: `id` is its file's name without the ending, and every statement says how it was checked."""
    loose: Loose = {"id": PurePath(names[0]).stem} if names else {}
    loose |= msgspec.to_builtins(judged.record)
    for s in loose["statements"]:
        s |= checked_by(judged, s["id"])
    return msgspec.json.encode(loose)


def checked_by(judged: JudgedRecord, statement: str) -> Loose:
    """How a statement stands, for JSON: machine, or a person's word with who and when."""
    standing = judged.of(statement)
    out: Loose = {"checked": standing.checked}
    if standing.checked != "machine":
        out |= {"checked_by": standing.by, "checked_at": standing.at, "checked_fields": dict(standing.fields)}
    return out


def _counted(judged: JudgedRecord) -> str:
    """How many statements, and how many of them a person has looked at."""
    counts = {"machine": 0, "accepted": 0, "corrected": 0}
    for s in judged.record.statements:
        counts[judged.of(s.id).checked] += 1
    told = ", ".join(f"{n} {checked}" for checked, n in counts.items() if n)
    rejected = f", {len(judged.rejected)} rejected" if judged.rejected else ""
    return f"{len(judged.record.statements)} statements ({told or 'none'}{rejected})"


@click.command("search")
@click.argument("query", nargs=-1, metavar="[WORDS]...")
@db_option
@statement_filters
@click.option("--in", "where", type=click.Choice(["all", "statements", "reports"]), default="all", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="So many of each at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many.")
@click.option("--versions", "every_version", is_flag=True, help="Also in versions that a newer one has replaced.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a hit.")
def search_command(query: tuple[str, ...], db: Path, where: str, limit: int, offset: int, as_json: bool, **chosen: Any) -> None:
    """Find statements and reports by their words.

    All words must be there, in any form (Russian, English) or with any particle (Korean); words in quotation marks side by
    side. Without WORDS, all statements that the options want. Only statements that have a date can be found by --from, --to.
    """
    with opened(db) as store:
        found = store.search(" ".join(query), filtered(chosen), limit=limit, offset=offset)
        said = found.said if where != "reports" else ()
        printed = found.printed if where != "statements" else ()
        if as_json:
            for line in (*map(_said_json, said), *map(_printed_json, printed)):
                click.echo(json.dumps(line, ensure_ascii=False))
            return
        for one in said:
            _show_said(one)
        for report in printed:
            _show_printed(report)
        _totals(found.total if where != "reports" else None, found.total_printed if where != "statements" else None)


def _totals(statements: int | None, reports: int | None) -> None:
    parts = [f"{n} {what}" for n, what in ((statements, "statements"), (reports, "reports")) if n is not None]
    click.echo(f"{' and '.join(parts)} found", err=True)
    if statements == 0:
        click.echo(
            "No statement found is not: nobody said so. The reader misses statements; the pages' words are searched too.",
            err=True,
        )


def place(entry: Entry) -> Loose:
    """Where something stands, for JSON."""
    return {
        "report": entry.id, "page": entry.page, "version": entry.version, "outlet": entry.outlet, "published": entry.published,
        "language": entry.language, "title": entry.title, "url": entry.url,
    }  # fmt: skip


def _standing_json(one: Said) -> Loose:
    s = one.standing
    return {"checked": s.checked} | ({"checked_by": s.by, "checked_at": s.at} if s.checked != "machine" else {})


def _said_json(one: Said) -> Loose:
    return {
        "schema": "reportedly/found/1", "in": "statement", **place(one.entry), **_standing_json(one),
        "statement": msgspec.to_builtins(one.statement), "matches": msgspec.to_builtins(one.matches),
    }  # fmt: skip


def _printed_json(one: Printed) -> Loose:
    matches = [msgspec.to_builtins(m) | {"around": _around(one.text, m)} for m in one.matches]
    return {"schema": "reportedly/found/1", "in": "report", **place(one.entry), "checked": "machine", "matches": matches}


def _around(text: str, match: Span) -> str:
    """The words of a match with what stands before and after on its line."""
    low, high = max(0, match.start - _AROUND), min(len(text), match.end + _AROUND)
    start, end = text.rfind("\n", low, match.start) + 1 or low, text.find("\n", match.end, high)
    return text[start : high if end < 0 else end]


def line_of(statement: Statement, checked: str) -> str:
    """A statement in one line: checked by whom, when said, by whom, what act, which words."""
    who = statement.speaker.name if statement.speaker else "—"
    words = " … ".join(s.text for s in statement.content)
    return shown(f"[{checked}] {statement.said.edtf or 'undated'} · {who} · {statement.act} · “{words}”")


def _show_said(one: Said) -> None:
    click.echo(line_of(one.statement, one.standing.checked))
    click.echo(click.style(shown(f"    {one.statement.id} · {headline(one.entry)}"), dim=True))


def _show_printed(one: Printed) -> None:
    click.echo(shown(f"report {one.entry.id} · {headline(one.entry)}"))
    for match in one.matches[:3]:
        click.echo(click.style(shown(f"    …{_around(one.text, match)}…"), dim=True))
