"""`reportedly utterances` and `reportedly speakers`: who said what over many reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table

from reportedly.cli.db import db_option, opened
from reportedly.cli.finding import Loose
from reportedly.cli.inputs import Day
from reportedly.interface import shown

if TYPE_CHECKING:
    from reportedly.actors import Identity
    from reportedly.gathering import Gathered
    from reportedly.model import Checked, Record, Statement, Utterance
    from reportedly.store import Store

_WORDS = 90  # terminal cells of an utterance's words
_BY_MACHINE = "What is one act of saying, and who is one speaker, the machine says unless a person's name stands there."


def gathered(store: Store) -> Gathered:
    """What a store's reports are together, with progress on standard error where a person waits there."""
    from reportedly.gathering import gather

    if not sys.stderr.isatty():
        return gather(store)
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done)

        return gather(store, progress=tell)


@click.command("utterances")
@db_option
@click.option("--speaker", metavar="WORDS", help="By a speaker whose name, office or party has these words, or with this id.")
@click.option("--from", "since", type=Day(), help="Said on this day or later.")
@click.option("--to", "until", type=Day(), help="Said on this day or before.")
@click.option(
    "--reports", "least", type=click.IntRange(1), default=1, show_default=True, help="Told by so many reports at least."
)
@click.option("--why", is_flag=True, help="Show also why its tellings are taken for one act of saying.")
@click.option("--json", "as_json", is_flag=True, help="Print one object an utterance.")
def utterances_command(
    db: Path, speaker: str | None, since: str | None, until: str | None, least: int, why: bool, as_json: bool
) -> None:
    """List acts of saying, each with all of its tellings in whatever languages.

    How a report tells it: verbatim, translated, paraphrased or cut. Origins are reports that do not repeat one another. Only
    what has a date can be found by --from and --to.
    """
    with opened(db) as store:
        all_of_it = gathered(store)
    told = Told(all_of_it)
    found = [
        u for u in all_of_it.utterances
        if told.reports(u) >= least and told.is_by(u, speaker) and _within(u.said, since, until)
    ]  # fmt: skip
    if as_json:
        for u in found:
            click.echo(json.dumps(told.as_json(u), ensure_ascii=False))
        return
    print_table(_utterance_table(found, told, why))
    click.echo(f"{len(found)} of {len(all_of_it.utterances)} acts of saying. {_BY_MACHINE}", err=True)


class Told:
    """Utterances with the words, names and checks of their statements."""

    def __init__(self, all_of_it: Gathered) -> None:
        self._cast = all_of_it.cast
        self._checked: dict[str, Checked] = {s.id: j.of(s.id).checked for j in all_of_it.judged for s in j.record.statements}
        self._place: dict[str, tuple[Record, Statement]] = {s.id: (r, s) for r in all_of_it.records for s in r.statements}

    def reports(self, u: Utterance) -> int:
        """How many reports tell it."""
        return len({self._place[t.statement][0].report.page for t in u.tellings})

    def languages(self, u: Utterance) -> list[str]:
        """The languages that it is told in."""
        return list(dict.fromkeys(self._place[t.statement][0].report.language for t in u.tellings))

    def is_by(self, u: Utterance, wanted: str | None) -> bool:
        """Whether its speaker is the one that is asked for."""
        return wanted is None or (u.speaker in self._cast.by_id and is_called(self._cast.by_id[u.speaker], wanted))

    def name(self, u: Utterance) -> str:
        """Its speaker's name, in the language of what was here first."""
        found = self._cast.by_id.get(u.speaker)
        return found.called(self._place[u.first_here][0].report.language.split("-")[0]) if found else "—"

    def words(self, u: Utterance) -> str:
        """What was here first."""
        return self.words_of(u.first_here)

    def words_of(self, statement: str) -> str:
        """What one statement says."""
        return " … ".join(x.text for x in self._place[statement][1].content)

    def checked(self, u: Utterance) -> Checked:
        """Whether a person has looked at every telling."""
        seen = {self._checked[t.statement] for t in u.tellings}
        return "machine" if "machine" in seen else "corrected" if "corrected" in seen else "accepted"

    def as_json(self, u: Utterance) -> Loose:
        """An utterance as it is printed: with names, the words that were here first, and what a person has looked at."""
        loose: Loose = msgspec.to_builtins(u)
        for t in loose["tellings"]:
            record, statement = self._place[t["statement"]]
            t |= {
                "page": record.report.page, "outlet": record.report.outlet, "published": record.report.published,
                "language": record.report.language, "words": " … ".join(x.text for x in statement.content),
                "checked": self._checked[t["statement"]],
            }  # fmt: skip
        return loose | {"speaker_name": self.name(u), "words": self.words(u), "checked": self.checked(u)}


def is_called(one: Identity, wanted: str) -> bool:
    """Whether a speaker's names, offices or party have some words, or its id begins so."""
    known = [*(n for names in one.names.values() for n in names), *one.offices, one.party_name or ""]
    return one.id.startswith(wanted) or any(wanted.casefold() in x.casefold() for x in known)


def _within(said: str | None, since: str | None, until: str | None) -> bool:
    """Whether something with a date can have been said between two days."""
    from reportedly.edtf import bounds

    if since is None and until is None:
        return True
    first, last = bounds(said)
    low, high = bounds(since)[0], bounds(until)[1]
    return said is not None and not ((low and last and last < low) or (high and first and first > high))


def _utterance_table(found: list[Utterance], told: Told, why: bool) -> Table:
    table = table_of("id", "said", "who", "told", "words here first", "checked")
    for u in found:
        languages = " ".join(told.languages(u))
        ways = dict.fromkeys(t.how for t in u.tellings)
        words = shown(told.words(u))
        if cell_len(words) > _WORDS:
            words = set_cell_size(words, _WORDS - 1).rstrip() + "…"
        reasons = "".join(f"\n{shown(line)}" for line in u.why) if why else ""
        counted = f"{told.reports(u)} reports, {u.origins} origins ({languages})\n{', '.join(ways)}"
        table.add_row(u.id, u.said or "undated", shown(told.name(u)), counted, words + reasons, told.checked(u))
    return table


@click.command("speakers")
@db_option
@click.option("--speaker", metavar="WORDS", help="Whose name, office or party has these words, or with this id.")
@click.option(
    "--reports", "least", type=click.IntRange(1), default=1, show_default=True, help="Who speaks in so many reports at least."
)
@click.option(
    "--unsure", is_flag=True, help="List pairs that may be one speaker, for a person to decide (reportedly judge merge)."
)
@click.option("--why", is_flag=True, help="Show also why names are taken for one speaker's.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a speaker, or a pair.")
def speakers_command(db: Path, speaker: str | None, least: int, unsure: bool, why: bool, as_json: bool) -> None:
    """List who speaks in the stored reports, one speaker whatever the language, and the party that each speaks for."""
    from reportedly.actors import identify

    with opened(db) as store:
        cast = identify([j.record for j in store.judged_records()], links=store.links())
    found = [x for x in cast.identities if len(x.reports) >= least and (speaker is None or is_called(x, speaker))]
    ids = {x.id for x in found}
    pairs = [x for x in cast.suggestions if ids & {x.one, x.other}] if unsure else []
    if as_json:
        lines: Iterator[Loose] = (_speaker_json(x) for x in found)
        if unsure:
            lines = ({"schema": "reportedly/suggestion/1", **msgspec.to_builtins(x), "checked": "machine"} for x in pairs)
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    if unsure:
        table = table_of("one", "other", "why", "checked")
        for pair in pairs:
            names = (f"{cast.by_id[x].name}\n{x}" for x in (pair.one, pair.other))
            table.add_row(*map(shown, names), shown(pair.why), "machine")
        print_table(table)
    else:
        print_table(_speaker_table(sorted(found, key=lambda x: (-len(x.statements), x.id)), why))
    click.echo(f"{len(found)} speakers{f', {len(pairs)} pairs that may be one' if unsure else ''}. {_BY_MACHINE}", err=True)


def _speaker_json(one: Identity) -> Loose:
    return {"schema": "reportedly/speaker/1", **msgspec.to_builtins(one), "checked": _joined_by(one)}


def _joined_by(one: Identity) -> str:
    """Who says that all of these names are one speaker's."""
    return "accepted" if one.why and all(line.startswith("merged by ") for line in one.why) else "machine"


def _speaker_table(found: list[Identity], why: bool) -> Table:
    table = table_of("id", "speaker", "names", "office", "for", "said", "checked")
    for one in found:
        others = dict.fromkeys(n for names in one.names.values() for n in names if n != one.name)
        reasons = "".join(f"\n{shown(line)}" for line in one.why) if why else ""
        said = f"{len(one.statements)} in {len(one.reports)} reports"
        names = shown(" · ".join(others)) + reasons
        table.add_row(
            one.id,
            shown(one.name),
            names,
            shown(one.offices[0] if one.offices else ""),
            one.party_name or "",
            said,
            _joined_by(one),
        )
    return table


def table_of(*columns: str) -> Table:
    """An empty table with these columns."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name == "id")
    return table


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal, or of a fixed width where there is none."""
    Console(width=None if sys.stdout.isatty() else 140, highlight=False).print(table)
