"""A statement's permanent address: the words in their page, how they were checked, and the way to the page that printed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import segno

from reportedly.judgements import Standing
from reportedly.model import Statement
from reportedly.sheet import Card, Leaf, Line, draw_card, draw_leaf
from reportedly.store import Entry
from reportedly.targets import opened_at
from reportedly.web.asked import Asked
from reportedly.web.reports import Told, elsewhere, words_of

_AROUND = 1


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What the page of a statement knows."""

    template: ClassVar[str] = "statement.html"
    entry: Entry
    statement: Statement
    standing: Standing
    permalink: str
    source_link: str
    title: str
    number: int
    card: Card
    leaf: Leaf
    lines: tuple[Line, ...]
    links: tuple[str, ...]
    elsewhere: tuple[Told, ...]

    def public(self) -> object:
        """The statement with where it stands and how it was checked."""
        return {
            "schema": "reportedly/cited/1", "statement": self.statement, "checked": self.standing.checked,
            "checked_by": self.standing.by, "checked_at": self.standing.at, "report": self.entry, "permalink": self.permalink,
            "page": self.source_link or None,
            "elsewhere": [{"how": t.how, "report": t.said.entry.id, "statement": t.said.statement.id} for t in self.elsewhere],
        }  # fmt: skip

    def qr(self) -> str:
        """The page's own address, else this one's, as an SVG to be scanned."""
        code = segno.make(self.source_link or self.permalink, error="l", micro=False)
        return code.svg_inline(scale=3, border=2, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)


def statement_page(asked: Asked) -> StatementPage:
    """The page of the statement that the path names."""
    said = asked.said(asked.path["statement"])
    judged = asked.store.judged(said.entry.key)
    leaf = draw_leaf(judged.record, 1, asked.ui)
    ids = [s.id for s in judged.record.statements]
    number = ids.index(said.statement.id) + 1
    return StatementPage(
        said.entry, said.statement, said.standing, f"{asked.base}/statements/{said.statement.id}",
        opened_at(judged.record.report.url, said.statement), words_of(said.statement), number,
        draw_card(said.statement, {one: n for n, one in enumerate(ids, 1)}, leaf.cards[number - 1].hue, asked.ui),
        leaf, _near(leaf, said.statement), tuple(f"/statements/{one}" for one in ids), tuple(elsewhere(asked.store, said.entry.id, said.statement)),
    )  # fmt: skip


def _near(leaf: Leaf, s: Statement) -> tuple[Line, ...]:
    """The lines that a statement stands on, and one before and after."""
    starts = [line.start for line in leaf.lines]
    first = max((n for n, start in enumerate(starts) if start <= s.start), default=0)
    last = max((n for n, start in enumerate(starts) if start < s.end), default=0)
    return leaf.lines[max(0, first - _AROUND) : last + 1 + _AROUND]
