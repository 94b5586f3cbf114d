"""Who speaks: the list of speakers, and what one of them said, in which office, on which points, through which outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from reportedly.actors import Cast, Identity
from reportedly.dossier import heading
from reportedly.edtf import bounds
from reportedly.judgements import Standing
from reportedly.model import Act, Point
from reportedly.plots import Dated, Timeline, timeline
from reportedly.sheet import Card
from reportedly.store import Entry, Said
from reportedly.web.asked import Asked, Missing, Table
from reportedly.web.desk import facets, points
from reportedly.web.points import utterances
from reportedly.web.reports import listed, words_of

_MOST = 60


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    """What the list of speakers knows."""

    template: ClassVar[str] = "speakers.html"
    speakers: tuple[tuple[str, int], ...]

    def table(self) -> Table:
        """One row a speaker."""
        return Table(("name", "statements"), self.speakers)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the reports give it, and from when to when they do."""

    name: str
    since: str | None
    until: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the speaker."""

    statement: str
    said: str | None
    act: Act
    words: str
    language: str
    entry: Entry
    card: Card
    standing: Standing
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class On:
    """A point that the speaker spoke on, and how often; whether the position changed there."""

    id: str
    wording: str
    count: int
    changed: bool


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """What the page of a speaker knows."""

    template: ClassVar[str] = "speaker.html"
    name: str
    also: tuple[str, ...]
    total: int
    offset: int
    offices: tuple[Office, ...]
    outlets: tuple[tuple[str, int], ...]
    relays: tuple[tuple[str, int], ...]
    points: tuple[On, ...]
    lines: tuple[Line, ...]
    timeline: Timeline | None
    step: int = _MOST

    def table(self) -> Table:
        """One row a statement."""
        head = ("id", "said", "act", "words", "outlet", "published", "report", "checked")
        return Table(head, (
            (x.statement, x.said, x.act, x.words, x.entry.outlet, x.entry.published, x.entry.id, x.standing.checked)
            for x in self.lines
        ))  # fmt: skip

    def acts(self) -> tuple[Act, ...]:
        """The acts on the timeline, most frequent first."""
        return tuple(act for act, _ in Counter(x.act for x in self.lines if x.said).most_common())


def speakers_page(asked: Asked) -> SpeakersPage:
    """The speakers who are heard most."""
    counts: Counter[str] = Counter()
    known = _identities(asked)
    for name, count in facets(asked).speakers:
        counts[known[name].called(asked.tongue) if name in known else name] += count
    return SpeakersPage(tuple(counts.most_common()))


def _identities(asked: Asked) -> Mapping[str, Identity]:
    """Who has a name, where all reports together say that; a name of several stays by itself."""
    cast = asked.room.lining.cast
    return asked.room.kept("identities", id(cast), lambda: _by_name(cast) if cast else {})


def _by_name(cast: Cast) -> dict[str, Identity]:
    found: dict[str, list[Identity]] = {}
    for one in cast.identities:
        for name in {one.name, *(n for names in one.names.values() for n in names)}:
            found.setdefault(name, []).append(one)
    return {name: some[0] for name, some in found.items() if len(some) == 1}


def _names(asked: Asked, name: str) -> tuple[str, ...]:
    """All names of who has one, that one first."""
    known = _identities(asked).get(name)
    names = (n for some in known.names.values() for n in some) if known else ()
    return tuple(dict.fromkeys((name, *names)))


def speaker_page(asked: Asked) -> SpeakerPage:
    """The page of the speaker that the query names."""
    name, offset = asked.query.get("name", "").strip(), asked.number("from")
    names = _names(asked, name)
    total, found = asked.store.said_by(*names, limit=_MOST, offset=offset)
    if not total:
        raise Missing(f"{asked.store.path}: has no speaker {name}")
    on = _points_of(asked)
    lines = tuple(_line(one, on, asked) for one in found)
    return SpeakerPage(
        name, names[1:], total, offset, _offices(found), _counted(one.entry.outlet for one in found),
        _counted(r.text for one in found for r in one.statement.relays), _on(asked, lines), lines, _over_time(asked, lines),
    )  # fmt: skip


def _line(one: Said, on: Mapping[str, tuple[str, ...]], asked: Asked) -> Line:
    s = one.statement
    card = listed(one, asked.ui)
    return Line(s.id, s.said.edtf, s.act, words_of(s), one.entry.language, one.entry, card, one.standing, on.get(s.id, ()))


def _points_of(asked: Asked) -> Mapping[str, tuple[str, ...]]:
    """The points of each statement that is on one."""

    def make() -> dict[str, tuple[str, ...]]:
        tellings = {u.id: [t.statement for t in u.tellings] for u in utterances(asked).values()}
        out: dict[str, list[str]] = {}
        for point in points(asked):
            for u in dict.fromkeys(u for p in point.positions for u in p.utterances):
                for statement in tellings.get(u, ()):
                    out.setdefault(statement, []).append(point.id)
        return {statement: tuple(dict.fromkeys(ids)) for statement, ids in out.items()}

    return asked.room.kept("points of statements", asked.store.made_revision(Point), make)


def _offices(found: tuple[Said, ...]) -> tuple[Office, ...]:
    days: dict[str, list[str | None]] = {}
    for one in found:
        if one.statement.speaker and one.statement.speaker.office:
            days.setdefault(one.statement.speaker.office, []).append(one.statement.said.edtf or one.entry.published)
    out = [Office(name, *_span(d), len(d)) for name, d in days.items()]
    return tuple(sorted(out, key=lambda o: (o.since or "9999", o.name)))


def _span(days: Iterable[str | None]) -> tuple[str | None, str | None]:
    """The first and the last day of some dates; of one that is open on one side, the day that it has."""
    known = [(first or last, last or first) for first, last in map(bounds, days)]
    return min((first for first, _ in known if first), default=None), max((last for _, last in known if last), default=None)


def _counted(names: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def _on(asked: Asked, lines: tuple[Line, ...]) -> tuple[On, ...]:
    counts = Counter(id for line in lines for id in line.points)
    mine, known = {line.statement for line in lines}, utterances(asked)
    out = []
    for point in points(asked):
        if counts[point.id]:
            turned = [known[c.to] for c in point.changes if c.to in known]
            changed = any(t.statement in mine for u in turned for t in u.tellings)
            out.append(On(point.id, heading(point, asked.tongue), counts[point.id], changed))
    return tuple(sorted(out, key=lambda x: -x.count))


def _over_time(asked: Asked, lines: tuple[Line, ...]) -> Timeline | None:
    dated = [Dated(x.said, x.act, x.words, f"/statements/{x.statement}") for x in lines if x.said]
    return timeline([(asked.ui.statements, dated)])
