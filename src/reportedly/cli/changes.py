"""`reportedly versions`: what became of a page's statements from one version to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from reportedly.cli.db import db_option, opened
from reportedly.cli.finding import Loose, line_of, place
from reportedly.interface import shown

if TYPE_CHECKING:
    from reportedly.model import Statement
    from reportedly.store import Difference, Entry, Store

_LONG = 2000
"""A longer content is not compared letter by letter."""


@click.command("versions")
@click.argument("page", required=False)
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print one object a statement: what became of it.")
@click.option("--all", "every", is_flag=True, help="Show also what stayed as it was.")
def versions_command(page: str | None, db: Path, as_json: bool, every: bool) -> None:
    """Compare a page's versions statement by statement; without PAGE, list the pages that have more than one.

    PAGE is a page's address or name, or a report's id. A change is one of the words, the source, the cue, the date, the act.
    """
    with opened(db) as store:
        if page is None:
            for entry in store.entries():
                if entry.version > 1:
                    click.echo(
                        json.dumps(place(entry), ensure_ascii=False) if as_json else f"{entry.version} versions  {entry.page}"
                    )
            return
        known = store.versions(page) or store.versions(store.entry(page).page)
        for before, after in zip(known, known[1:], strict=False):
            _show_changes(store, before, after, as_json=as_json, every=every)
        if len(known) == 1 and not as_json:
            click.echo(f"{known[0].page}: one version, added {known[0].added}")


def _show_changes(store: Store, before: Entry, after: Entry, *, as_json: bool, every: bool) -> None:
    from reportedly.store import compare

    old, new = store.judged(before.key), store.judged(after.key)
    differences = [d for d in compare(old.record, new.record) if every or as_json or d.fate != "unchanged"]
    if not as_json:
        click.echo(f"{after.page}: version {before.version} → {after.version} ({before.added} → {after.added})")
    for d in differences:
        judged, statement = (new, d.after) if d.after else (old, d.before)
        assert statement is not None
        checked = judged.of(statement.id).checked
        if as_json:
            click.echo(json.dumps(_change_json(before, after, d, checked), ensure_ascii=False))
        else:
            click.echo(f"  {d.fate:<9} {'(' + ', '.join(d.what) + ') ' if d.what else ''}{line_of(statement, checked)}")
            for line in _difference(d):
                click.echo(f"            {shown(line)}")


def _change_json(before: Entry, after: Entry, d: Difference, checked: str) -> Loose:
    return {
        "schema": "reportedly/change/1", "page": after.page, "from": before.id, "to": after.id,
        "versions": [before.version, after.version], "fate": d.fate, "what": list(d.what), "checked": checked,
        "before": msgspec.to_builtins(d.before), "after": msgspec.to_builtins(d.after),
    }  # fmt: skip


def _difference(d: Difference) -> Iterator[str]:
    """What a change took out and put in."""
    if d.before is None or d.after is None:
        return
    if "content" in d.what:
        yield marked(" … ".join(s.text for s in d.before.content), " … ".join(s.text for s in d.after.content))
    for name in ("source", "said", "act"):
        if name in d.what:
            yield f"{name}: {_plain(d.before, name)} → {_plain(d.after, name)}"


def _plain(s: Statement, name: str) -> str:
    if name == "source":
        return s.source.text if s.source else "—"
    return s.said.edtf or "undated" if name == "said" else s.act


def marked(before: str, after: str) -> str:
    """A text with what was taken out in [-…-] and what was put in in {+…+}."""
    if max(len(before), len(after)) > _LONG:
        return f"[-{before}-]{{+{after}+}}"
    out = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(before[a:b])
        else:
            out.append((f"[-{before[a:b]}-]" if b > a else "") + (f"{{+{after[c:d]}+}}" if d > c else ""))
    return "".join(out)
