"""What a dossier is: one point in dispute as an editor would lay it out, in one language, ready to be drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportedly.model import Act, Checked, CopyKind, Figure, How, Manner, Quantity, Span, Stance

Column = Literal["asserts", "denies", "neither-confirms-nor-denies", "conditional", "other"]
COLUMNS: Mapping[Stance, Column] = {
    "asserts": "asserts", "asserts-hedged": "asserts", "presupposes": "asserts", "denies": "denies",
    "neither-confirms-nor-denies": "neither-confirms-nor-denies", "conditional": "conditional",
    "asks": "other", "no-position": "other",
}  # fmt: skip
"""The column of the matrix that each position stands in, in their order; a cell names the position where it is not the column's.

What only asks or takes no position is `other`: no column of the matrix, but told beside it."""
MomentKind = Literal["said", "carried", "event"]
GAP = " … "
A_CELL = 320
"""Characters of words that a cell shows; all of them stand where every act of saying is listed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report that carries something: `key` is its handle in the store, `report` the id of its text."""

    report: str
    key: int
    page: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str
    url: str | None

    @property
    def name(self) -> str:
        """Who published it, else what it goes by."""
        return self.outlet or self.page


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of an act of saying: its words and where they stand; `address` opens the page at them where it can."""

    statement: str
    paper: Paper
    how: How
    spans: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    via: tuple[str, ...]
    manner: Manner
    act: Act
    address: str
    checked: Checked
    checked_by: str | None = None

    @property
    def words(self) -> str:
        """The words in one line, a gap between their spans."""
        return GAP.join(" ".join(span.text.split()) for span in self.spans)

    def pieces(self, most: int = sys.maxsize) -> Iterator[tuple[str, bool]]:
        """The words in pieces, those that are numbers told apart from the rest; cut where there are more than `most` characters."""
        for words, number in self._pieces():
            yield words[:most] + ("…" if len(words) > most else ""), number
            most -= len(words)
            if most < 0:
                return

    def _pieces(self) -> Iterator[tuple[str, bool]]:
        for n, span in enumerate(self.spans):
            at = span.start
            if n:
                yield GAP, False
            for q in sorted((q for q in self.quantities if span.start <= q.start and q.end <= span.end), key=lambda q: q.start):
                if q.start >= at:
                    yield span.text[at - span.start : q.start - span.start], False
                    yield q.text, True
                    at = q.end
            yield span.text[at - span.start :], False


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying as far as it is on the point; `quoted` is the telling shown for all, `number` what refers to it here."""

    number: int
    id: str
    who: str
    office: str | None
    party: str | None
    said: str | None
    quoted: Telling
    first_here: str
    tellings: tuple[Telling, ...]
    origins: int
    why: tuple[str, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The reports that tell it."""
        return tuple({t.paper.key: t.paper for t in self.tellings}.values())


@dataclass(frozen=True, slots=True)
class Cited:
    """An act of saying by its number, and the telling whose words are shown in this place."""

    number: int
    telling: Telling


@dataclass(frozen=True, slots=True)
class Held:
    """A position that a party took from a day on, with the words for it."""

    position: Stance
    since: str | None
    checked: Checked
    cited: tuple[Cited, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A party in the matrix: all who speak for it, or one who speaks for nobody else."""

    party: str
    name: str
    held: tuple[Held, ...]

    @property
    def counted(self) -> int:
        """How many acts of saying stand in it."""
        return sum(len(h.cited) for h in self.held)

    def at(self, column: Column) -> tuple[tuple[Held, Cited], ...]:
        """What it said in one column, in order of time, each with the position that it is held to take."""
        found = [(h, c) for h in self.held if COLUMNS[h.position] == column for c in h.cited]
        return tuple(sorted(found, key=lambda one: one[1].number))


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with the words that give it."""

    figure: Figure
    cited: Cited


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures that count one thing and can be compared, or all those that cannot."""

    comparable: bool
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody says other than before."""

    who: str
    party: str | None
    before: Cited
    after: Cited


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was said, carried by a report, or happened as a report tells it."""

    schema: Literal["reportedly/moment/1"] = field(default="reportedly/moment/1", kw_only=True)
    when: str
    kind: MomentKind
    who: str
    words: str
    language: str
    paper: Paper
    statement: str | None = None
    number: int | None = None
    checked: Checked = "machine"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A report that repeats another, and how much of what it tells stands in that one."""

    paper: Paper
    kind: CopyKind
    of: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Origin:
    """A report that carries the point in its own words, with those that are copies of it; `numbers` are the sayings it tells."""

    paper: Paper
    copies: tuple[Repeated, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lively:
    """A point with how much is said on it."""

    id: str
    wording: str
    parties: int
    utterances: int
    changes: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """One point in dispute: who said what, when and through whom. It never says who is right."""

    schema: Literal["reportedly/dossier/1"] = field(default="reportedly/dossier/1", kw_only=True)
    point: str
    heading: str
    wording: Mapping[str, str]
    stage: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    aside: tuple[Row, ...]
    turns: tuple[Turn, ...]
    scales: tuple[Scale, ...]
    sayings: tuple[Saying, ...]
    said_first: int | None
    carried_first: int | None
    origins: tuple[Origin, ...]
    repeated: tuple[Repeated, ...]
    moments: tuple[Moment, ...]
    silent: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The reports that carry the point."""
        return tuple({p.key: p for s in self.sayings for p in s.papers}.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its reports."""
        return tuple(dict.fromkeys(p.language.split("-")[0] for p in self.papers))

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The positions that are held, in the order of the columns."""
        held = {h.position for row in (*self.rows, *self.aside) for h in row.held}
        return tuple(stance for stance in COLUMNS if stance in held)

    def saying(self, number: int) -> Saying:
        """An act of saying by its number."""
        return self.sayings[number - 1]

    def looked_at(self) -> tuple[int, int]:
        """How many of its statements a person has accepted or corrected, and how many there are."""
        tellings = [t for s in self.sayings for t in s.tellings]
        return sum(t.checked != "machine" for t in tellings), len(tellings)
