"""`reportedly points`: what is in dispute, every party's position over time, with its words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from reportedly.cli.db import db_option, opened
from reportedly.cli.finding import Loose
from reportedly.cli.gathered import Told, gathered, print_table, table_of
from reportedly.hanzi import simplified
from reportedly.interface import own_tongue, shown
from reportedly.missed import miss_sentence
from reportedly.model import Stance
from reportedly.schema import to_json

if TYPE_CHECKING:
    from reportedly.gathering import Gathered
    from reportedly.model import Figure, Point, Position, Utterance

_WORDS = 56
"""Terminal cells of the words in one cell of the matrix."""


@click.command("points")
@db_option
@click.option(
    "--about", metavar="WORDS", help="Whose wording or statements, in any language, have all of these words, or with this id."
)
@click.option("--why", is_flag=True, help="Show also why acts of saying stand together on a point.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a point.")
def points_command(db: Path, about: str | None, why: bool, as_json: bool) -> None:
    """List points in dispute: parties by positions, with dates, numbers and words.

    A point is one stage of one story: that something was decided, sent, opened, notified. A position is the machine's unless it
    says accepted or corrected.
    """
    from reportedly.dossier import liveliest

    with opened(db) as store:
        all_of_it = gathered(store)
    board = _Board(all_of_it)
    found = [p for p in all_of_it.points if about is None or board.is_about(p, about)]
    if as_json:
        for p in found:
            click.echo(json.dumps(board.as_json(p), ensure_ascii=False))
        return
    by_id = {p.id: p for p in found}
    for lively in liveliest(found, own_tongue()):
        board.show(by_id[lively.id], why)
    click.echo(f"{len(found)} of {len(all_of_it.points)} points in dispute, found by the machine. {miss_sentence()}", err=True)


class _Board:
    """The points of a store with the words and names of their acts of saying."""

    def __init__(self, all_of_it: Gathered) -> None:
        self._told = Told(all_of_it)
        self._by_id: dict[str, Utterance] = {u.id: u for u in all_of_it.utterances}

    def _sayings(self, p: Point) -> Iterator[Utterance]:
        ids = dict.fromkeys(u for x in p.positions for u in x.utterances)
        return (self._by_id[u] for u in ids if u in self._by_id)

    def is_about(self, p: Point, words: str) -> bool:
        """Whether a point is meant by its id, or by words that its wordings and statements have."""
        told = " ".join((p.id, *p.wording.values(), *map(self._told.words, self._sayings(p))))
        known = simplified(told).casefold()
        return all(word in known for word in simplified(words).casefold().split())

    def as_json(self, p: Point) -> Loose:
        """A point as it is printed: every position and figure with its words, and what the reader misses."""
        loose: Loose = json.loads(to_json(p))
        for x in loose["positions"]:
            x["words"] = [self._told.words_of(s) for s in x["statements"]]
            x["speaker_name"] = next((self._told.name(self._by_id[u]) for u in x["utterances"] if u in self._by_id), None)
        for f in loose["figures"]:
            f["words"] = self._told.words_of(f["statement"])
        return loose | {"checked": _checked(p.positions), "not_found": miss_sentence()}

    def show(self, p: Point, why: bool) -> None:
        """Print a point: its wording, the matrix, figures, changes."""
        wording = " · ".join(f"{language}: “{_cut(words, 80)}”" for language, words in p.wording.items())
        click.echo(f"{click.style(shown(p.stage or ''), bold=True)} {p.id}  {shown(wording)}")
        print_table(self._matrix(p))
        for c in p.changes:
            a, b = self._by_id.get(c.from_), self._by_id.get(c.to)
            if a and b:
                before, after = (f"{x.said or 'undated'} “{_cut(self._told.words(x), _WORDS)}”" for x in (a, b))
                click.echo(shown(f"  {self._told.name(b)} said other than before: {before} → {after} [machine]"))
        for line in p.why if why else ():
            click.echo(click.style(shown(f"  {line}"), dim=True))
        click.echo("")

    def _matrix(self, p: Point) -> Table:
        stances = [s for s in get_args(Stance) if any(x.position == s for x in p.positions)]
        table = table_of("party", *stances)
        rows: dict[str, dict[str, list[str]]] = {}
        for x in p.positions:
            if not any(u in self._by_id for u in x.utterances):
                continue
            name = x.party or self._told.name(self._by_id[x.utterances[0]])
            rows.setdefault(name, {}).setdefault(x.position, []).append(self._cell(x, p.figures))
        for name, cells in rows.items():
            table.add_row(Text(shown(name)), *(Text("\n".join(map(shown, cells.get(s, ())))) for s in stances))
        return table

    def _cell(self, x: Position, figures: Iterable[Figure]) -> str:
        """What stands in a cell: since when, who, which numbers, in which words, and who says that it is so."""
        first = self._by_id[next(u for u in x.utterances if u in self._by_id)]
        numbers = ", ".join(_number(f) for f in figures if f.utterance in x.utterances)
        more = f" and {len(x.utterances) - 1} more" if len(x.utterances) > 1 else ""
        told = f"“{_cut(self._told.words_of(x.statements[0]), _WORDS)}”{more}"
        return " · ".join(filter(None, (x.from_ or "undated", self._told.name(first), numbers, f"{told} [{x.checked}]")))


def _checked(positions: Iterable[Position]) -> str:
    """Whether a person has looked at every position of a point."""
    seen = {x.checked for x in positions}
    return "machine" if "machine" in seen or not seen else "corrected" if "corrected" in seen else "accepted"


def _number(f: Figure) -> str:
    ends = [f"{x:,.10g}" for x in (f.low, f.high) if x is not None]
    return f"{f.bound} {'–'.join(dict.fromkeys(ends))} {f.unit or f.of or ''}".strip().removeprefix("exact ")


def _cut(words: str, cells: int) -> str:
    return words if cell_len(words) <= cells else set_cell_size(words, cells - 1).rstrip() + "…"
