"""A dossier as Markdown: what an editor can paste, every cell with its words and the way to where they stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from reportedly.dossier.parts import A_CELL, Cited, Dossier, Lively, Paper, Saying, Telling
from reportedly.dossier.words import DossierWords, dossier_words, facts, not_found
from reportedly.interface import Interface, Tongue, interface, shown

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(dossiers: Sequence[Dossier], tongue: Tongue, *, others: Sequence[Lively] = ()) -> str:
    """Write the dossiers of some points, and name the points that have none here."""
    ui, w = interface(tongue), dossier_words(tongue)
    lines = [line for n, d in enumerate(dossiers, 1) for line in _Page(d, f"p{n}", ui, w).lines()]
    if others:
        lines += [f"## {w.others}", "", *(f"- {_lively(p, w)}" for p in others), ""]
    return "\n".join(lines)


def plain(words: str) -> str:
    """Words on one line that Markdown leaves as they are."""
    return _SIGNS.sub(r"\\\1", " ".join(shown(words).split())).replace("&", "&amp;")


def _lively(p: Lively, w: DossierWords) -> str:
    return f"`{p.id}` {plain(p.wording)} ({w.lively(p.parties, p.utterances, p.changes)})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(words: str, address: str | None) -> str:
    if not address:
        return words
    return f"[{words}](<{address.replace('<', '%3C').replace('>', '%3E')}>)"


class _Page:
    """One dossier while it is written; `ids` begins its anchors."""

    def __init__(self, dossier: Dossier, ids: str, ui: Interface, w: DossierWords) -> None:
        self.d, self.ids, self.ui, self.w = dossier, ids, ui, w

    def lines(self) -> Iterator[str]:
        """The whole of it."""
        yield from self._head()
        yield from self._section(self.w.matrix, self._matrix())
        yield from self._section(self.w.aside, self._aside())
        yield from self._section(self.w.turns, self._turns())
        yield from self._section(self.w.figures, self._figures())
        yield from self._section(self.w.carriers, self._carriers())
        yield from self._section(self.w.all_moments, self._moments())
        yield from self._section(self.w.every_saying, self._sayings())

    def _section(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        some = list(lines)
        if some:
            yield from (f"## {title}", "", *some, "")

    def _head(self) -> Iterator[str]:
        yield from (f"# {plain(self.d.heading)}", "")
        yield from (f"*{plain(words)}*  " for words in self.d.wording.values() if words not in self.d.heading)
        yield from ("", self.w.lede, "")
        yield " · ".join(f"{name}{self.w.colon}**{plain(value)}**" for name, value in facts(self.d, self.w, self.ui))
        yield ""

    def _ref(self, number: int) -> str:
        return f"[{number}](#{self.ids}u{number})"

    def _quoted(self, t: Telling, most: int = sys.maxsize) -> str:
        return f"“{''.join(f'**{plain(x)}**' if number else _kept(x) for x, number in t.pieces(most))}”"

    def _paper(self, p: Paper) -> str:
        return self.w.comma.join(filter(None, (plain(p.name), self.ui.day((p.published or "")[:10]))))

    def _day(self, s: Saying) -> str:
        return plain(self.ui.day(s.said)) or self.ui.undated

    def _cited(self, c: Cited, name: str, *, position: str = "", checked: str = "") -> str:
        """An act of saying in a cell: who, when, the words, where from, and whether a person has looked."""
        s = self.d.saying(c.number)
        who = f"{plain(s.who)}{self.w.comma}" if s.who != name else ""
        about = f" ({position})" if position else ""
        facts = self.w.semicolon.join(
            filter(None, (plain(c.telling.paper.name), self.w.told(s), self.ui.checked[checked or c.telling.checked]))
        )
        return f"{self._ref(c.number)} {who}{self._day(s)}{about}{self.w.colon}{self._quoted(c.telling, A_CELL)} ({facts})"

    def _matrix(self) -> Iterator[str]:
        yield _row((self.w.party, *(self.w.columns[c] for c in self.d.columns)))
        yield _row("---" for _ in range(1 + len(self.d.columns)))
        for row in self.d.rows:
            cells = (
                "<br>".join(
                    self._cited(c, row.name, position=self._nuance(h.position, column, h.changed), checked=h.checked)
                    for h, c in row.at(column)
                )
                for column in self.d.columns
            )  # fmt: skip
            yield _row((f"**{plain(row.name)}**", *cells))
        yield ""
        yield plain(not_found(self.d, self.w))

    def _nuance(self, position: str, column: str, changed: bool) -> str:
        return ", ".join(
            filter(None, (self.ui.stances[position] if position != column else "", self.w.turned if changed else ""))
        )

    def _aside(self) -> Iterator[str]:
        for row in self.d.aside:
            for h in row.held:
                for c in h.cited:
                    yield f"- **{plain(row.name)}** {self.ui.stances[h.position]}{self.w.colon}{self._cited(c, row.name, checked=h.checked)}"

    def _turns(self) -> Iterator[str]:
        for t in self.d.turns:
            party = f" ({plain(t.party)})" if t.party and t.party != t.who else ""
            yield f"- **{plain(t.who)}**{party}{self.w.colon}{self._cited(t.before, t.who)} → {self._cited(t.after, t.who)}"

    def _figures(self) -> Iterator[str]:
        for scale in self.d.scales:
            yield from ("", f"*{self.w.comparable if scale.comparable else self.w.apart}*", "")
            yield _row((self.w.figure, self.w.counts, self.ui.who, self.ui.words))
            yield _row("---" for _ in range(4))
            for c in scale.counted:
                s, f = self.d.saying(c.cited.number), c.figure
                of = " · ".join(filter(None, (f.of, self.w.staged(f.stage))))
                who = f"{self._ref(s.number)} {plain(s.who)}{self.w.comma}{self._day(s)} ({self.ui.checked[c.cited.telling.checked]})"
                yield _row(
                    (plain(" ".join(filter(None, (self.ui.value_of(f), f.unit)))), plain(of), who, self._quoted(c.cited.telling))
                )

    def _carriers(self) -> Iterator[str]:
        for name, number in ((self.w.said_first, self.d.said_first), (self.w.carried_first, self.d.carried_first)):
            if number:
                s = self.d.saying(number)
                told = f"{plain(s.who)}{self.w.comma}{self._day(s)} · {self._paper(s.tellings[0].paper)} ({self.ui.checked[s.quoted.checked]})"
                yield f"{name}{self.w.colon}{self._ref(number)} {told}  "
        yield ""
        for n, o in enumerate(self.d.origins, 1):
            told = " ".join(map(self._ref, o.numbers))
            yield f"{n}. {self._paper(o.paper)}{self.w.colon}{self._title(o.paper)} — {self.w.tells} {told}"
            for c in o.copies:
                yield f"   - {self._paper(c.paper)}{self.w.colon}{self._title(c.paper)} ({self.w.copy.format(f'{100 * c.share:.0f}')})"

    def _title(self, p: Paper) -> str:
        return _link(plain(p.title or p.page), p.url)

    def _moments(self) -> Iterator[str]:
        yield _row(("", "", ""))
        yield _row("---" for _ in range(3))
        for m in self.d.moments:
            number = f"{self._ref(m.number)} " if m.number else ""
            words = f"{number}{plain(m.who)}{self.w.colon}{plain(m.words)} ({self.ui.checked[m.checked]})"
            yield _row((plain(self.ui.day(m.when)), self.w.moments[m.kind], words))

    def _sayings(self) -> Iterator[str]:
        for s in self.d.sayings:
            about = " · ".join(plain(x) for x in (s.office, s.party if s.party != s.who else None) if x)
            yield f'<a id="{self.ids}u{s.number}"></a>**{s.number}. {plain(s.who)}**{f"{self.w.comma}{about}" if about else ""}{self.w.comma}{self._day(s)}  '
            yield f"{self._quoted(s.quoted)} — {self._source(s.quoted)}"
            for t in s.tellings:
                if t.statement != s.quoted.statement:
                    yield f"- {self.ui.hows[t.how]}{self.w.colon}{self._quoted(t)} — {self._source(t)}"
            yield ""

    def _source(self, t: Telling) -> str:
        """Where a telling stands: report, characters, statement; through whom; and who has looked at it."""
        via = f"{self.ui.via} {plain(' ← '.join(t.via))}" if t.via else ""
        by = f" {plain(t.checked_by)}" if t.checked_by else ""
        place = self.w.place.format(t.spans[0].start, t.spans[-1].end)
        parts = (
            _link(self._paper(t.paper), t.address),
            via,
            f"{place}, {self.w.statement} `{t.statement}`",
            self.ui.checked[t.checked] + by,
        )
        return " · ".join(filter(None, parts))


def _kept(words: str) -> str:
    """A piece of words with the space at its ends."""
    return f"{' ' if words[:1].isspace() else ''}{plain(words)}{' ' if words[1:] and words[-1:].isspace() else ''}"
