"""A record in a terminal: who · via · when · act · words, coloured by speaker."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.interface import Interface, shown
from reportedly.model import Record, Statement

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_green", "bright_magenta", "bright_yellow")
"""One for each speaker in order; after the last they begin again."""
_WORDS = 150  # terminal cells of a statement's words, unless all are asked for


def speakers(record: Record) -> dict[str, list[Statement]]:
    """The statements of each speaker, in order of first appearance; who is not named has the empty key."""
    out: dict[str, list[Statement]] = {}
    for s in record.statements:
        out.setdefault(speaker_key(s), []).append(s)
    return out


def speaker_key(statement: Statement) -> str:
    """What two statements of one speaker share."""
    if statement.speaker and (statement.speaker.actor or statement.speaker.name):
        return statement.speaker.actor or statement.speaker.name
    return statement.source.text if statement.source else ""


def print_record(console: Console, record: Record, ui: Interface, *, why: bool = False) -> None:
    """Print one record as a person reads it; with `why`, all of its words and the reason for each decision."""
    console.print(Group(*_parts(record, ui, why)))


def _parts(record: Record, ui: Interface, why: bool) -> Iterator[RenderableType]:
    report = record.report
    yield Text(shown(report.title or report.page), style="bold", overflow="fold")
    facts = (report.outlet, report.byline, ui.published_of(report), report.language, report.url)
    yield Text(shown(" · ".join(x for x in facts if x)), style="dim", overflow="fold")
    yield _table(record, ui, why) if record.statements else Padding(Text(f"{ui.nothing} {ui.nothing_hint}"), (1, 0))
    for event in record.events if why else ():
        yield Text.assemble((f"{event.when}  ", "dim"), shown(event.text), overflow="fold")
    for warning in record.warnings:
        yield Text(f"! {shown(warning)}", style="yellow", overflow="fold")
    yield Text("")


def _table(record: Record, ui: Interface, why: bool) -> Table:
    """One row a statement; no column for relays where the report has none."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, header_style="dim", padding=(0, 2, 0, 0))
    relayed = any(s.relays for s in record.statements)
    table.add_column(ui.who, ratio=20, min_width=10, overflow="fold")
    if relayed:
        table.add_column(ui.via, ratio=12, min_width=8, overflow="fold")
    table.add_column(ui.when, no_wrap=True)
    table.add_column(ui.act, max_width=16)
    table.add_column(ui.words, ratio=52, min_width=20, overflow="fold")
    colours = {key: COLOURS[n % len(COLOURS)] for n, key in enumerate(k for k in speakers(record) if k)}
    introduced: set[tuple[str, str]] = set()
    for n, s in enumerate(record.statements):
        colour = colours.get(speaker_key(s), "")
        via = [Text(shown(" ← ".join(r.text for r in s.relays)))] if relayed else []
        said = Text(ui.when_of(s.said).replace("/", "/\n"), style="" if s.said.edtf else "dim")
        act = Text(ui.acts[s.act], style="dim" if s.act == "asserts" else "bold")
        last = n == len(record.statements) - 1
        table.add_row(_who(s, ui, colour, introduced), *via, said, act, _words(s, ui, colour, why), end_section=why and not last)
    return table


def _who(s: Statement, ui: Interface, colour: str, introduced: set[tuple[str, str]]) -> Text:
    """The speaker's name, with the office the first time that it is given."""
    who = Text(shown(ui.who_of(s)), style=f"bold {colour}".strip() if speaker_key(s) else "dim")
    office = (s.speaker.office if s.speaker else None) or ""
    if office and office not in ui.who_of(s) and (speaker_key(s), office) not in introduced:
        introduced.add((speaker_key(s), office))
        who.append(f"\n{shown(office)}", style="not bold dim")
    return who


def _words(s: Statement, ui: Interface, colour: str, why: bool) -> Text:
    words = " … ".join(shown(c.text) for c in s.content)
    if not why:
        return Text(words if cell_len(words) <= _WORDS else set_cell_size(words, _WORDS - 1).rstrip() + "…", style=colour)
    return Text.assemble((words, colour), *((f"\n{label}: {shown(reason)}", "dim") for label, reason in reasons(s, ui)))


def reasons(s: Statement, ui: Interface) -> Iterator[tuple[str, str]]:
    """Why each thing is taken to be so, and how sure that is, by the interface's word for it."""
    if s.speaker and s.speaker.why:
        yield ui.who, s.speaker.why
    if s.said.why:
        yield ui.when, s.said.why
    for line in s.why:
        yield ui.why, line
    if s.confidence:
        yield ui.sure, f"{s.confidence:.0%}"
