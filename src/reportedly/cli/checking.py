"""`reportedly check`: every quotation of a draft, held against the stored pages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from reportedly.cli.db import db_option, opened
from reportedly.cli.inputs import bytes_of
from reportedly.interface import shown

if TYPE_CHECKING:
    from reportedly.check import Checked, Found, Piece, Verdict

_WORDS: dict[Verdict, str] = {
    "verbatim": "verbatim", "cut": "cut", "altered": "altered", "spliced": "spliced", "another-speaker": "another speaker",
    "only-in-translation": "only in translation", "not-found": "not found", "label": "label",
}  # fmt: skip
_LONG = 200


@click.command("check")
@click.argument("draft")
@db_option
@click.option("--all", "every", is_flag=True, help="Also list labels: one or two words that nobody is said to have said.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a quotation.")
def check_command(draft: str, db: Path, every: bool, as_json: bool) -> None:
    """Check every quotation in a draft, or in a language model's answer, against the stored pages.

    DRAFT is a text or HTML file, or - for standard input. Of each quotation it says whether the pages have it verbatim, cut,
    altered, spliced, from another speaker, only in translation, or not at all. Exit code 1 on any but verbatim.
    """
    from reportedly.check import check
    from reportedly.intake import read_bytes

    text = read_bytes(bytes_of(draft), name=draft).text
    with opened(db) as store, _waiting():
        checked = check(text, store)
    for one in checked:
        if every or one.verdict != "label":
            if as_json:
                sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
            else:
                _show(one, text)
    if not as_json:
        _total(draft, checked)
    sys.exit(0 if all(one.holds for one in checked) else 1)


def _waiting() -> AbstractContextManager[object]:
    """Something to look at where a person waits."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status("looking through the reports")


def _show(one: Checked, draft: str) -> None:
    colour = "green" if one.holds else "red"
    line = draft.count("\n", 0, one.start) + 1
    words = one.text if len(one.text) <= _LONG else one.text[: _LONG - 1] + "…"
    click.echo(
        f"{click.style(_WORDS[one.verdict], fg=colour, bold=True)} · line {line} · {shown(one.speaker or '—')} · “{shown(words)}”"
    )
    if one.difference:
        click.echo("    " + in_marks(one.difference))
    for told in (*map(_place, one.found), *_more(one), *_folded(one), *one.why):
        click.echo(click.style(shown(f"    {told}"), dim=True))


def in_marks(pieces: Iterable[Piece]) -> str:
    """A difference in one line: what is left out in [-…-], what is put in in {+…+}."""
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    words = shown(piece.text).replace("\n", " ")
    if piece.kind == "left-out":
        return click.style(f"[-{words.rstrip()}-]", fg="red") + _blank(words)
    if piece.kind == "put-in":
        return click.style(f"{{+{words.rstrip()}+}}", fg="green") + _blank(words)
    return click.style(" ‖ ", bold=True) if piece.kind == "joint" else words


def _blank(words: str) -> str:
    return words[len(words.rstrip()) :]


def _place(found: Found) -> str:
    facts = (found.published, found.outlet, found.title or found.page, f"version {found.version}" if found.version > 1 else None)
    who = f"{found.speaker} [{found.checked}]" if found.speaker else "no speaker"
    return f"{' · '.join(f for f in facts if f)}, {found.span.start}–{found.span.end}, {who}: “{found.span.text[:_LONG]}”"


def _more(one: Checked) -> Iterator[str]:
    if one.places > len(one.found):
        yield f"and {one.places - len(one.found)} places more"


def _folded(one: Checked) -> Iterator[str]:
    if one.folded:
        yield f"passed over in comparing: {', '.join(one.folded)}"


def _total(draft: str, checked: Sequence[Checked]) -> None:
    counts = Counter(one.verdict for one in checked)
    labels = counts.pop("label", 0)
    told = ", ".join(f"{counts[verdict]} {words}" for verdict, words in _WORDS.items() if counts[verdict])
    looked = f"; {checked[0].reports} reports were looked through" if checked else ""
    beside = f"; {labels} labels (--all lists them)" if labels else ""
    click.echo(f"{draft}: {counts.total()} quotations{f': {told}' if told else ''}{looked}{beside}", err=True)
