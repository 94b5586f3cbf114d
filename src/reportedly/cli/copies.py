"""`reportedly copies`: which reports repeat others, and what they changed or cut."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
import msgspec
from rich.console import Group
from rich.text import Text

from reportedly.cli.checking import in_marks
from reportedly.cli.db import db_option, headline, opened
from reportedly.cli.finding import Loose
from reportedly.cli.gathered import gathered, print_table, table_of
from reportedly.interface import shown

if TYPE_CHECKING:
    from reportedly.check import Piece
    from reportedly.model import Copy, Report
    from reportedly.store import Store

_SHOWN = 60
"""Characters at both ends of a stretch that is the same; what lies between is left out."""
_BY_MACHINE = "What repeats what, and which was first, the machine says."


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a report and of the one that it repeats, side by side, or words that only one of them has."""

    kind: Literal["both", "only-here", "only-there"]
    here: str
    there: str
    places: tuple[int, int, int, int]


@click.command("copies")
@click.argument("report", required=False)
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print one object a report that repeats others.")
def copies_command(report: str | None, db: Path, as_json: bool) -> None:
    """List the reports that repeat others: copies, excerpts, roundups; with REPORT what was changed or cut.

    REPORT is a report's id or its page. A copy has most of another report and little else; an excerpt part of one; a roundup
    parts of several. Share is how much of a report's story stands in the others.
    """
    with opened(db) as store:
        copies = gathered(store).copies
        if report is not None:
            page = store.versions(report)[-1] if store.versions(report) else store.entry(report)
            copies = tuple(c for c in copies if page.id in (c.report, *c.of))
        if as_json:
            for copy in copies:
                click.echo(json.dumps(_as_json(copy, store if report else None), ensure_ascii=False))
        elif report is None:
            _list(copies, store)
        else:
            for copy in copies:
                _show(copy, store)
            if not copies:
                click.echo(f"{headline(page)}: repeats no report here, and none here repeats it")


def _as_json(copy: Copy, store: Store | None) -> Loose:
    """A copy as it is printed; where a store is given, with its stretches beside those of what it repeats."""
    loose: Loose = msgspec.to_builtins(copy) | {"checked": "machine"}
    if store:
        loose["stretches"] = [
            {"of": copy.of[n], **msgspec.to_builtins(s)} for n in range(len(copy.of)) for s in stretches(copy, n, store)
        ]
    return loose


def _list(copies: tuple[Copy, ...], store: Store) -> None:
    from reportedly.reposts import Origins

    entries = {e.page: e for e in store.entries()}
    table = table_of("report", "kind", "of", "share", "which was first, and why")
    for copy in copies:
        first = Group(Text(f"{copy.first}"), *(Text(shown(why), style="dim") for why in copy.why))
        of = "\n".join(shown(headline(entries[page])) for page in copy.of_pages)
        table.add_row(shown(headline(entries[copy.page or ""])), copy.kind, of, f"{copy.share:.0%}", first)
    if copies:
        print_table(table)
    origins = Origins(copies)
    own = {origins.of_report(e.id) for e in entries.values()} - {c.report for c in copies if c.kind == "roundup"}
    counts = Counter(c.kind for c in copies)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "none repeats another"
    click.echo(f"{len(entries)} reports, {len(own)} origins: {told}. {_BY_MACHINE}", err=True)


def _show(copy: Copy, store: Store) -> None:
    """What a report has otherwise than each of those that it repeats."""
    for n, of in enumerate(copy.of):
        click.echo(click.style(shown(f"{headline(store.entry(copy.report))}"), bold=True) + f" [{copy.kind}, machine]")
        click.echo(shown(f"  of {headline(store.entry(of))}"))
        click.echo(click.style(shown(f"  {copy.why[n]}"), dim=True))
        for stretch in stretches(copy, n, store):
            click.echo(f"  {_line(stretch)}")


def _line(stretch: Stretch) -> str:
    from reportedly.check import compared

    a, b, c, d = stretch.places
    if stretch.kind == "both":
        return f"{a}–{b} ↔ {c}–{d}  {in_marks(map(_short, compared(stretch.there, stretch.here)))}"
    if stretch.kind == "only-here":
        return f"{a}–{b} only here  {click.style(_one_line(stretch.here), fg='green')}"
    return f"{c}–{d} only there  {click.style(_one_line(stretch.there), fg='red')}"


def _one_line(words: str) -> str:
    return shown(" ".join(words.split()))


def _short(piece: Piece) -> Piece:
    """A piece on one line, the middle of a long one that is the same left out."""
    from reportedly.check import Piece

    words = piece.text.replace("\n", " ")
    if piece.kind == "same" and len(words) > 2 * _SHOWN + 3:
        words = f"{words[:_SHOWN]} … {words[-_SHOWN:]}"
    return Piece(piece.kind, words)


def stretches(copy: Copy, n: int, store: Store) -> Iterator[Stretch]:
    """A report beside the nth of those that it repeats, in its own order; of a copy also what it leaves out and puts in."""
    here, there = store.record(copy.report).report, store.record(copy.of[n]).report
    of = copy.aligned_of or (0,) * len(copy.aligned)
    aligned = [span for span, m in zip(copy.aligned, of, strict=True) if m == n]
    left = _between(there, sorted((c, d) for _, _, c, d in aligned)) if copy.kind == "copy" else []
    added = _between(here, [(a, b) for a, b, _, _ in aligned]) if copy.kind == "copy" else []
    found = [(a, Stretch("both", here.text[a:b], there.text[c:d], (a, b, c, d))) for a, b, c, d in aligned]
    found += [(a, Stretch("only-here", here.text[a:b], "", (a, b, 0, 0))) for a, b in added]
    found += [(_beside(c, aligned), Stretch("only-there", "", there.text[c:d], (0, 0, c, d))) for c, d in left]
    return (stretch for _, stretch in sorted(found, key=lambda x: x[0]))


def _beside(place: int, aligned: list[tuple[int, int, int, int]]) -> int:
    """Where words that only the other report has would stand in this one: after what is before them there."""
    return max((b for _, b, _, d in aligned if d <= place), default=-1)


def _between(report: Report, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of a report's story that none of some spans holds."""
    from reportedly.reposts import told_stretches

    out = []
    for start, end in told_stretches(report):
        at = start
        for a, b in [*(x for x in taken if x[1] > start and x[0] < end), (end, end)]:
            if any(c.isalnum() for c in report.text[at : max(at, a)]):
                out.append((at, a))
            at = max(at, b)
    return out
