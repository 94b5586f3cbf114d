"""A dossier in a terminal: the matrix with its words, who turned, the figures, who carried it first, and what was not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.dossier.parts import Cited, Dossier, Held, Lively, Moment, Telling
from reportedly.dossier.words import DossierWords, dossier_words, facts, not_found
from reportedly.interface import Interface, Tongue, interface, shown

_WORDS = 110  # terminal cells of the words in one place
_STYLES = {"asserts": "cyan", "denies": "red", "neither-confirms-nor-denies": "yellow", "conditional": "magenta", "other": "dim"}


def print_dossier(console: Console, dossier: Dossier, tongue: Tongue) -> None:
    """Print one dossier as a person reads it."""
    console.print(Group(*_Printer(dossier, interface(tongue), dossier_words(tongue)).parts()))


def print_others(console: Console, others: Sequence[Lively], tongue: Tongue) -> None:
    """List the points that have no dossier here, by the id that names them."""
    w = dossier_words(tongue)
    console.print(Text(w.others, style="bold"))
    table = _table("", "", "")
    for p in others:
        table.add_row(p.id, shown(p.wording), w.lively(p.parties, p.utterances, p.changes))
    console.print(table)


def print_moments(console: Console, moments: Sequence[Moment], tongue: Tongue) -> None:
    """Print what was said, carried and happened, one line each."""
    ui, w = interface(tongue), dossier_words(tongue)
    table = _table("", "", "", "", "")
    for m in moments:
        style = {"said": "", "carried": "dim", "event": "italic dim"}[m.kind]
        place = m.paper.name if m.kind == "said" else ""
        table.add_row(
            m.when.replace("../", "≤ ").replace("/", "/\n"), w.moments[m.kind], Text(shown(m.who), style="bold" if m.kind == "said" else "dim"),
            Text(shown(_cut(m.words)), style=style), Text(shown(" · ".join(filter(None, (place, ui.checked[m.checked])))), style="dim"),
        )  # fmt: skip
    console.print(table)


def _table(*columns: str) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD if any(columns) else None,
        show_header=any(columns),
        pad_edge=False,
        header_style="dim",
        padding=(0, 2, 0, 0),
    )
    for n, name in enumerate(columns):
        table.add_column(name, overflow="fold", no_wrap=n == 0 and not name)
    return table


def _cut(words: str) -> str:
    return words if cell_len(words) <= _WORDS else set_cell_size(words, _WORDS - 1).rstrip() + "…"


class _Printer:
    """One dossier while it is printed."""

    def __init__(self, dossier: Dossier, ui: Interface, w: DossierWords) -> None:
        self.d, self.ui, self.w = dossier, ui, w

    def parts(self) -> Iterator[RenderableType]:
        """All parts, those that have nothing to say left out."""
        yield Text(shown(self.d.heading), style="bold", overflow="fold")
        yield Text(shown(" · ".join(w for w in self.d.wording.values() if w not in self.d.heading)), style="dim", overflow="fold")
        yield Text(" · ".join(f"{name} {shown(value)}" for name, value in facts(self.d, self.w, self.ui)), style="dim")
        yield self._matrix()
        yield Text(shown(not_found(self.d, self.w)), style="dim", overflow="fold")
        for title, lines in (
            (self.w.aside, self._aside()),
            (self.w.turns, self._turns()),
            (self.w.figures, self._figures()),
            (self.w.carriers, self._carriers()),
        ):
            some = list(lines)
            if some:
                yield Padding(Text(title, style="bold"), (1, 0, 0, 0))
                yield from some
        yield Text("")

    def _matrix(self) -> Table:
        """Parties by positions; a cell has who, when, the words, how many tell it, and whether a person has looked."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 2, 0, 0), show_lines=False)
        table.add_column(self.w.party, ratio=12, min_width=8, overflow="fold", header_style="dim")
        for column in self.d.columns:
            table.add_column(self.w.columns[column], ratio=26, min_width=12, overflow="fold", header_style=_STYLES[column])
        for n, row in enumerate(self.d.rows):
            cells = [self._cell(row.at(column), row.name, column) for column in self.d.columns]
            table.add_row(Text(shown(row.name), style="bold"), *cells, end_section=n < len(self.d.rows) - 1)
        return table

    def _cell(self, cited: Sequence[tuple[Held, Cited]], name: str, column: str) -> Text:
        cell = Text()
        for h, c in cited:
            cell.append("\n\n" if cell else "")
            cell.append_text(self._head(c, name, h, column))
            cell.append("\n").append_text(self._words(c.telling))
            cell.append(f"\n{self._from(c, h.checked)}", style="dim")
        return cell

    def _head(self, c: Cited, name: str, h: Held, column: str) -> Text:
        s = self.d.saying(c.number)
        who = f"{shown(s.who)} " if s.who != name else ""
        head = Text.assemble((who, "bold"), (self.ui.day(s.said) or self.ui.undated, "dim"))
        if h.position != column:
            head.append(f" {self.ui.stances[h.position]}", style="italic dim")
        return head.append(f" {self.w.turned}", style="bold red") if h.changed else head

    def _words(self, t: Telling) -> Text:
        """Words cut to their place, numbers in bold."""
        words = Text("“")
        for piece, number in t.pieces(_WORDS):
            words.append(shown(" ".join(piece.split("\n"))), style="bold" if number else "")
        if cell_len(words.plain) > _WORDS:
            words.truncate(_WORDS, overflow="ellipsis")
        return words.append("”")

    def _from(self, c: Cited, checked: str) -> str:
        told = self.w.told(self.d.saying(c.number))
        return " · ".join(filter(None, (shown(c.telling.paper.name), told, self.ui.checked[checked])))

    def _aside(self) -> Iterator[RenderableType]:
        for row in self.d.aside:
            for h in row.held:
                for c in h.cited:
                    line = self._head(c, "", h, "").append("  ").append_text(self._words(c.telling))
                    yield line.append(f"  {self._from(c, h.checked)}", style="dim")

    def _turns(self) -> Iterator[RenderableType]:
        for t in self.d.turns:
            line = Text.assemble((shown(t.who), "bold"), f"  {self._day(t.before)} ")
            line.append_text(self._words(t.before.telling)).append(f"\n  → {self._day(t.after)} ").append_text(
                self._words(t.after.telling)
            )
            yield line.append(f"  {self._from(t.after, t.after.telling.checked)}", style="dim")

    def _day(self, c: Cited) -> str:
        return self.ui.day(self.d.saying(c.number).said) or self.ui.undated

    def _figures(self) -> Iterator[RenderableType]:
        for scale in self.d.scales:
            yield Text(self.w.comparable if scale.comparable else self.w.apart, style="dim")
            table = _table(self.w.figure, self.w.counts, self.ui.who, self.ui.words, "")
            for c in scale.counted:
                value = " ".join(filter(None, (self.ui.value_of(c.figure), c.figure.unit)))
                of = " · ".join(filter(None, (c.figure.of, self.w.staged(c.figure.stage))))
                who = f"{shown(self.d.saying(c.cited.number).who)}{self.w.comma}{self._day(c.cited)}"
                checked = Text(self.ui.checked[c.cited.telling.checked], style="dim")
                table.add_row(Text(shown(value), style="bold"), shown(of), who, self._words(c.cited.telling), checked)
            yield table

    def _carriers(self) -> Iterator[RenderableType]:
        for name, number in ((self.w.said_first, self.d.said_first), (self.w.carried_first, self.d.carried_first)):
            if number:
                s = self.d.saying(number)
                place = f"{shown(s.tellings[0].paper.name)}, {self.ui.day((s.tellings[0].paper.published or '')[:10])}"
                yield Text.assemble(
                    (f"{name}: ", "dim"), (shown(s.who), "bold"), f", {self.ui.day(s.said) or self.ui.undated} · {place}"
                )
        for n, o in enumerate(self.d.origins, 1):
            line = Text(f"{n:>3}. {shown(o.paper.name)}, {self.ui.day((o.paper.published or '')[:10])}", overflow="fold")
            line.append(f"  {shown(o.paper.title or o.paper.page)}", style="dim")
            for c in o.copies:
                line.append(f"\n     + {shown(c.paper.name)}, {self.ui.day((c.paper.published or '')[:10])}")
                line.append(f"  {self.w.copy.format(f'{100 * c.share:.0f}')}", style="dim")
            yield line
