"""What is in dispute: every party's position over time, the figures side by side, who was first, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, get_args

from reportedly.errors import StoreError
from reportedly.model import Checked, Figure, Point, Stance, Utterance
from reportedly.plots import Dated, Measured, Plot, Timeline, plot, timeline
from reportedly.store import Entry, Said, Store
from reportedly.web.asked import Asked, Missing, Table
from reportedly.web.desk import Lively, liveliest, points, wording
from reportedly.web.reports import words_of


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of an act of saying."""

    how: str
    entry: Entry
    statement: str
    words: str
    via: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Act:
    """One act of saying with its tellings."""

    id: str
    who: str
    said: str | None
    words: str
    statement: str
    language: str
    checked: Checked
    origins: int
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A position that a party took, with what it said."""

    position: Stance
    since: str | None
    checked: Checked
    acts: tuple[Act, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Party:
    """One row of the matrix."""

    name: str
    held: tuple[Held, ...]

    def at(self, stance: str) -> tuple[Held, ...]:
        """What was held in one column, in order of time."""
        return tuple(h for h in self.held if h.position == stance)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that count the same thing, on one scale."""

    unit: str
    of: str
    stage: str
    comparable: bool
    plot: Plot | None
    rows: tuple[tuple[Figure, Act], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An actor who said other than before."""

    who: str
    before: Act
    after: Act


@dataclass(frozen=True, slots=True)
class PointPage:
    """What the page of a point knows."""

    template: ClassVar[str] = "point.html"
    point: Point
    title: str
    stances: tuple[str, ...]
    parties: tuple[Party, ...]
    figures: tuple[Figures, ...]
    turns: tuple[Turn, ...]
    said_first: Act | None
    carried_first: Act | None
    acts: tuple[Act, ...]
    timeline: Timeline | None
    stale: bool
    lining_up: bool

    def public(self) -> object:
        """The point as the commands print it, and its acts of saying with their words."""
        return {"point": self.point, "acts": self.acts, "stale": self.stale}

    def table(self) -> Table:
        """One row a position."""
        head = ("party", "position", "from", "checked", "who", "said", "words", "statement")
        return Table(head, (
            (party.name, h.position, h.since, h.checked, act.who, act.said, act.words, act.statement)
            for party in self.parties for h in party.held for act in h.acts
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointsPage:
    """What the list of points knows."""

    template: ClassVar[str] = "points.html"
    points: tuple[Lively, ...]
    stale: bool
    lining_up: bool

    def table(self) -> Table:
        """One row a point."""
        head = ("id", "wording", "parties", "utterances", "changes")
        return Table(head, ((p.id, p.wording, p.parties, p.utterances, p.changes) for p in self.points))


def points_page(asked: Asked) -> PointsPage:
    """All points, the liveliest first."""
    return PointsPage(liveliest(asked), asked.store.stale(Point), asked.room.lining.at_work)


def point_page(asked: Asked) -> PointPage:
    """The page of the point that the path names."""
    wanted = asked.path["point"]
    point = next((p for p in points(asked) if p.id == wanted), None)
    if point is None:
        raise Missing(f"{asked.store.path}: has no point {wanted}")
    acts = dict(_acts(asked, point))
    parties = tuple(_parties(point, acts))
    present = {h.position for party in parties for h in party.held}
    turns = tuple(Turn(acts[c.from_].who, acts[c.from_], acts[c.to]) for c in point.changes if c.from_ in acts and c.to in acts)
    return PointPage(
        point, wording(point, asked.tongue), tuple(s for s in get_args(Stance) if s in present), parties,
        tuple(_figures(point, acts)), turns, acts.get(point.first.said or ""), acts.get(point.first.carried or ""),
        tuple(sorted(acts.values(), key=lambda a: (a.said is None, a.said or "", a.id))), _timeline(parties, acts),
        asked.store.stale(Point), asked.room.lining.at_work,
    )  # fmt: skip


def utterances(asked: Asked) -> Mapping[str, Utterance]:
    """All acts of saying, by their ids."""
    return asked.room.kept("utterances", asked.store, lambda s: {u.id: u for u in s.made(Utterance)}, of=Utterance)


def _acts(asked: Asked, point: Point) -> Iterator[tuple[str, Act]]:
    known = utterances(asked)
    wanted = [u for p in point.positions for u in p.utterances] + [f.utterance for f in point.figures]
    for id in dict.fromkeys(wanted):
        act = _act(asked.store, known[id]) if id in known else None
        if act:
            yield id, act


def _act(store: Store, u: Utterance) -> Act | None:
    """An act of saying with its words; None where its statements are gone since it was made."""
    told = [t for t in ((how.how, said_of(store, how.statement)) for how in u.tellings) if t[1] is not None]
    tellings = tuple(_telling(how, said) for how, said in told if said)
    if not tellings:
        return None
    first = next((t for t in tellings if t.statement == u.first_here), tellings[0])
    said = next(s for _, s in told if s and s.statement.id == first.statement)
    speaker = said.statement.speaker
    who = speaker.name if speaker else said.statement.source.text if said.statement.source else u.speaker
    return Act(
        u.id,
        who,
        u.said or said.statement.said.edtf,
        first.words,
        first.statement,
        said.entry.language,
        first.checked,
        u.origins,
        tellings,
    )


def said_of(store: Store, statement: str) -> Said | None:
    """A statement by its id; None where a report was read anew since."""
    try:
        return store.statement(statement)
    except StoreError:
        return None


def _telling(how: str, said: Said) -> Telling:
    via = " ← ".join(r.text for r in said.statement.relays)
    return Telling(how, said.entry, said.statement.id, words_of(said.statement), via, said.standing.checked)


def _parties(point: Point, acts: Mapping[str, Act]) -> Iterator[Party]:
    """The rows of the matrix, in order of first speaking."""
    rows: dict[str, list[Held]] = {}
    turned = {c.to for c in point.changes}
    for p in sorted(point.positions, key=lambda p: p.from_ or "9999"):
        here = tuple(acts[u] for u in p.utterances if u in acts)
        if here:
            checked: Checked = p.checked if p.checked != "machine" else here[0].checked
            name = p.party or here[0].who
            rows.setdefault(name, []).append(Held(p.position, p.from_, checked, here, any(u in turned for u in p.utterances)))
    yield from (Party(name, tuple(held)) for name, held in rows.items())


def _figures(point: Point, acts: Mapping[str, Act]) -> Iterator[Figures]:
    groups: dict[tuple[str, str, str, bool], list[tuple[Figure, Act]]] = {}
    for f in point.figures:
        if f.utterance in acts:
            groups.setdefault((f.unit or "", f.of or "", f.stage or "", f.comparable), []).append((f, acts[f.utterance]))
    for (unit, of, stage, comparable), rows in groups.items():
        measured = [Measured(a.who, a.words, f.low, f.high, f.bound, f"/statements/{a.statement}") for f, a in rows]
        yield Figures(unit, of, stage, comparable, plot(measured), tuple(rows))


def _timeline(parties: tuple[Party, ...], acts: Mapping[str, Act]) -> Timeline | None:
    """What each party said, and on the last line when the reports carried it."""
    lanes = [
        (
            party.name,
            [Dated(a.said, h.position, a.words, f"/statements/{a.statement}") for h in party.held for a in h.acts if a.said],
        )
        for party in parties
    ]
    carried = {
        (t.entry.published, t.entry.key): Dated(t.entry.published, "carried", f"{t.entry.outlet or t.entry.page}", f"/reports/{t.entry.key}")
        for a in acts.values() for t in a.tellings if t.entry.published
    }  # fmt: skip
    return timeline([*lanes, ("", list(carried.values()))] if carried else lanes)
