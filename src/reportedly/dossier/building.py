"""From a point and what is stored to a dossier: the matrix, figures side by side, who turned, who carried it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from reportedly.dossier.choosing import heading
from reportedly.dossier.moments import moments, since, span_of
from reportedly.dossier.parts import (
    COLUMNS,
    Cited,
    Counted,
    Dossier,
    Held,
    Moment,
    Origin,
    Paper,
    Repeated,
    Row,
    Saying,
    Scale,
    Telling,
    Turn,
)  # fmt: skip
from reportedly.dossier.sayings import Shelf, Teller, teller
from reportedly.interface import Tongue
from reportedly.model import Checked, Copy, Point, Position
from reportedly.numbers import unit_id
from reportedly.reposts import Origins

_LAST = "9999"


def make_dossier(point: Point, shelf: Shelf, tongue: Tongue) -> Dossier:
    """Lay out one point; what was said and can no longer be found by its words is left out."""
    desk = _Desk(point, teller(shelf, tongue))
    sayings, papers = desk.ordered, papers_of(desk.ordered)
    repeated = tuple(_repeated(papers, shelf.copies))
    everyone = tuple(desk.rows())
    rows, aside = _only(everyone, True), _only(everyone, False)
    present = {COLUMNS[h.position] for row in rows for h in row.held}
    return Dossier(
        point=point.id, heading=heading(point, tongue), wording=point.wording, stage=point.stage,
        columns=tuple(c for c in dict.fromkeys(COLUMNS.values()) if c in present), rows=rows, aside=aside,
        turns=tuple(desk.turns()), scales=tuple(desk.scales()), sayings=sayings,
        said_first=desk.first(point.first.said), carried_first=desk.first(point.first.carried),
        origins=tuple(_origins(sayings, repeated, desk.teller.origins)), repeated=repeated,
        moments=moments(sayings, [(p, shelf.records.get(p.report)) for p in papers]), silent=tuple(desk.silent(papers)),
        why=point.why,
    )  # fmt: skip


def all_moments(
    shelf: Shelf, tongue: Tongue, *, of: Container[str] | None = None, on: Dossier | None = None
) -> tuple[Moment, ...]:
    """Everything that has a day, of the whole store or of what is on one point.

    With `of` only these acts of saying and the reports that carry them, and no events.
    """
    sayings = on.sayings if on else tuple(teller(shelf, tongue).sayings(shelf.utterances))
    if of is not None:
        sayings = tuple(s for s in sayings if s.id in of)
    events = shelf.records if of is None else {}
    return moments(sayings, [(p, events.get(p.report)) for p in papers_of(sayings)])


def papers_of(sayings: Iterable[Saying]) -> tuple[Paper, ...]:
    """The reports that tell these, in the order in which they came out."""
    found = {p.key: p for s in sayings for p in s.papers}
    return tuple(sorted(found.values(), key=lambda p: (p.published or _LAST, p.key)))


class _Desk:
    """One point with its acts of saying, while it is laid out."""

    def __init__(self, point: Point, teller: Teller) -> None:
        self.point, self.teller = point, teller
        self.figures = {f.statement for f in point.figures if f.statement}
        on = {s for p in point.positions for s in p.statements} | self.figures
        wanted = [u for p in point.positions for u in p.utterances] + [f.utterance for f in point.figures]
        self.ordered = tuple(teller.sayings(wanted, on))
        self.sayings = {s.id: s for s in self.ordered}

    def first(self, utterance: str | None) -> int | None:
        """What refers to the first act of saying; where that was long before the reports, to the first that belongs to them."""
        found = self.sayings.get(utterance or "")
        day = since(papers_of(self.ordered))
        if found and span_of(found.said)[1] < day:
            found = next((s for s in self.ordered if span_of(s.said)[1] >= day), found)
        return found.number if found else None

    def cited(self, utterances: Iterable[str], statements: Container[str] = ()) -> tuple[Cited, ...]:
        """Acts of saying by their words in some statements, where those are known, else by the words that stand for all."""
        found = [self.sayings[u] for u in utterances if u in self.sayings]
        return tuple(Cited(s.number, self._words(s, statements)) for s in found)

    def _words(self, saying: Saying, statements: Container[str]) -> Telling:
        some = [t for t in saying.tellings if t.statement in statements]
        return self.teller.best(some, self.figures) if some else saying.quoted

    def rows(self) -> Iterator[Row]:
        """Every party with all that it said, in order of its first position."""
        held: dict[str, list[Held]] = {}
        names: dict[str, str] = {}
        turned = {c.to for c in self.point.changes}
        for p in sorted(self.point.positions, key=lambda p: span_of(p.from_)):
            here = self.cited(p.utterances, p.statements)
            if here:
                party = self.teller.party_of(p.actor)
                key = party or p.party or p.actor
                names.setdefault(key, self.teller.party(party) or p.party or self.ordered[here[0].number - 1].who)
                changed = any(u in turned for u in p.utterances)
                held.setdefault(key, []).append(Held(p.position, p.from_, _checked(p, here), here, changed))
        yield from (Row(key, names[key], tuple(some)) for key, some in held.items())

    def turns(self) -> Iterator[Turn]:
        """Who says other than before, as far as both are still found: by the words of the positions, else by those of the figures."""
        held = {u: (p.position, p.statements) for p in self.point.positions for u in p.utterances}
        for c in self.point.changes:
            before, after = held.get(c.from_), held.get(c.to)
            moved = before and after and COLUMNS[before[0]] != COLUMNS[after[0]]
            both = self.cited((c.from_, c.to), {*before[1], *after[1]} if before and after and moved else self.figures)
            if len(both) == 2:
                yield Turn(self.sayings[c.to].who, self.sayings[c.to].party, *both)

    def scales(self) -> Iterator[Scale]:
        """Figures that count one thing, in any language, and then all that cannot be compared with others."""
        groups: dict[tuple[str, ...], list[Counted]] = {}
        for f in self.point.figures:
            for cited in self.cited((f.utterance,), (f.statement,) if f.statement else ()):
                unit = unit_id(f.unit or "", cited.telling.paper.language)
                groups.setdefault((unit, f.stage or "") if f.comparable else (), []).append(Counted(f, cited))
        for key, counted in sorted(groups.items(), key=lambda g: (not g[0], -len(g[1]), g[0])):
            yield Scale(bool(key), tuple(sorted(counted, key=lambda c: c.cited.number)))

    def silent(self, papers: Sequence[Paper]) -> Iterator[str]:
        """The parties that speak in these reports and of which nothing was found on the point."""
        cast = self.teller.shelf.cast
        heard, reports = {self.teller.party_of(p.actor) for p in self.point.positions}, {p.report for p in papers}
        identities = cast.identities if cast else ()
        others = (x.party for x in identities if x.party and x.party not in heard and reports.intersection(x.reports))
        for party in dict.fromkeys(others):
            yield self.teller.party(party) or party


def _only(rows: Iterable[Row], positions: bool) -> tuple[Row, ...]:
    """The rows with nothing but positions, or nothing but what takes none; who says most first."""
    kept = (replace(row, held=tuple(h for h in row.held if (COLUMNS[h.position] != "other") == positions)) for row in rows)
    return tuple(sorted((row for row in kept if row.held), key=lambda row: -row.counted))


def _checked(position: Position, cited: Sequence[Cited]) -> Checked:
    """A position is no surer than the statements that it stands on, unless a person looked at it itself."""
    seen = {c.telling.checked for c in cited}
    if position.checked != "machine" or "machine" in seen:
        return position.checked
    return "corrected" if "corrected" in seen else "accepted"


def _repeated(papers: Sequence[Paper], copies: Sequence[Copy]) -> Iterator[Repeated]:
    """Which of the reports repeat others."""
    known = {p.report: p for p in papers}
    for copy in copies:
        if copy.report in known:
            yield Repeated(known[copy.report], copy.kind, copy.of, copy.share)


def _origins(sayings: Sequence[Saying], repeated: Sequence[Repeated], found: Origins) -> Iterator[Origin]:
    """The reports in the order in which they came out, copies under the report that they copy."""
    groups: dict[str, list[Paper]] = {}
    for paper in papers_of(sayings):
        groups.setdefault(found.of_report(paper.report), []).append(paper)
    whole = {r.paper.report: r for r in repeated if r.kind == "copy"}
    for of, papers in groups.items():
        head = next((p for p in papers if p.report == of), papers[0])
        keys = {p.key for p in papers}
        numbers = tuple(s.number for s in sayings if any(p.key in keys for p in s.papers))
        yield Origin(head, tuple(whole[p.report] for p in papers if p != head and p.report in whole), numbers)
