"""From a point and what is stored to a dossier: the matrix, figures side by side, who turned, who carried it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.dossier.choosing import wording
from reportedly.dossier.moments import moments, span_of
from reportedly.dossier.parts import COLUMNS, Counted, Dossier, Held, Moment, Origin, Paper, Repeated, Row, Saying, Scale, Turn
from reportedly.dossier.sayings import Shelf, Teller
from reportedly.dossier.words import dossier_words
from reportedly.interface import Tongue
from reportedly.model import Checked, Copy, Figure, Point, Position
from reportedly.reposts import Origins

_LAST = "9999"


def make_dossier(point: Point, shelf: Shelf, tongue: Tongue) -> Dossier:
    """Lay out one point; what was said and can no longer be found by its words is left out."""
    teller = Teller(shelf, tongue, dossier_words(tongue))
    wanted = [u for p in point.positions for u in p.utterances] + [f.utterance for f in point.figures]
    ordered = tuple(teller.sayings(wanted, point.figures))
    sayings = {s.id: s for s in ordered}
    rows = tuple(_rows(point, sayings, teller))
    present = {COLUMNS[h.position] for row in rows for h in row.held}
    papers = papers_of(ordered)
    repeated = tuple(_repeated(papers, shelf.copies))
    return Dossier(
        point=point.id, title=wording(point, tongue), wording=point.wording, stage=point.stage,
        columns=tuple(c for c in dict.fromkeys(COLUMNS.values()) if c in present), rows=rows,
        turns=tuple(_turns(point, sayings)), scales=tuple(_scales(point.figures, sayings)), sayings=ordered,
        said_first=sayings.get(point.first.said or ""), carried_first=sayings.get(point.first.carried or ""),
        origins=tuple(_origins(ordered, repeated, shelf.copies)), repeated=repeated,
        moments=moments(ordered, [(p, shelf.records.get(p.report)) for p in papers]),
        silent=tuple(_silent(point, papers, teller)), why=point.why,
    )  # fmt: skip


def all_moments(shelf: Shelf, tongue: Tongue, *, speaker: str | None = None) -> tuple[Moment, ...]:
    """Everything stored that has a day; with `speaker` only what those said whose name, office or party has these words."""
    sayings = tuple(Teller(shelf, tongue, dossier_words(tongue)).sayings(shelf.utterances))
    if speaker is not None:
        wanted = speaker.casefold().split()
        sayings = tuple(s for s in sayings if all(w in f"{s.who} {s.office} {s.party}".casefold() for w in wanted))
    events = shelf.records if speaker is None else {}
    return moments(sayings, [(p, events.get(p.report)) for p in papers_of(sayings)])


def papers_of(sayings: Iterable[Saying]) -> tuple[Paper, ...]:
    """The reports that tell these, in the order in which they came out."""
    found = {p.key: p for s in sayings for p in s.papers}
    return tuple(sorted(found.values(), key=lambda p: (p.published or _LAST, p.key)))


def _rows(point: Point, sayings: Mapping[str, Saying], teller: Teller) -> Iterator[Row]:
    """The rows of the matrix: who says most first, those who only ask or take no position last."""
    held: dict[str, list[Held]] = {}
    names: dict[str, str] = {}
    turned = {c.to for c in point.changes}
    for p in sorted(point.positions, key=lambda p: span_of(p.from_)):
        here = tuple(sayings[u] for u in p.utterances if u in sayings)
        if here:
            key = p.party or p.actor
            names.setdefault(key, teller.party(p.party) or here[0].who)
            changed = any(u in turned for u in p.utterances)
            held.setdefault(key, []).append(Held(p.position, p.from_, _checked(p, here), here, changed))
    rows = [Row(key, names[key], tuple(some)) for key, some in held.items()]
    yield from sorted(
        rows, key=lambda r: (all(COLUMNS[h.position] == "other" for h in r.held), -sum(len(h.sayings) for h in r.held))
    )


def _checked(position: Position, sayings: Sequence[Saying]) -> Checked:
    """A position is no surer than the statements that it stands on, unless a person looked at it itself."""
    if position.checked != "machine" or any(s.checked == "machine" for s in sayings):
        return position.checked
    return "corrected" if any(s.checked == "corrected" for s in sayings) else "accepted"


def _turns(point: Point, sayings: Mapping[str, Saying]) -> Iterator[Turn]:
    """Who says other than before, as far as both are still found."""
    for c in point.changes:
        if c.from_ in sayings and c.to in sayings:
            after = sayings[c.to]
            yield Turn(after.who, after.party, sayings[c.from_], after)


def _scales(figures: Sequence[Figure], sayings: Mapping[str, Saying]) -> Iterator[Scale]:
    """Figures of one unit together, those that can be compared apart from those that cannot."""
    groups: dict[tuple[bool, str | None], list[Counted]] = {}
    for f in figures:
        if f.utterance in sayings:
            groups.setdefault((not f.comparable, f.unit), []).append(Counted(f, sayings[f.utterance]))
    for (apart, unit), counted in sorted(groups.items(), key=lambda g: (g[0][0], -len(g[1]), g[0][1] or "")):
        yield Scale(unit, not apart, tuple(sorted(counted, key=lambda c: c.saying.number)))


def _repeated(papers: Sequence[Paper], copies: Sequence[Copy]) -> Iterator[Repeated]:
    """Which of the reports repeat others."""
    known = {p.report: p for p in papers}
    for copy in copies:
        if copy.report in known:
            yield Repeated(known[copy.report], copy.kind, copy.of, copy.share)


def _origins(sayings: Sequence[Saying], repeated: Sequence[Repeated], copies: Sequence[Copy]) -> Iterator[Origin]:
    """The reports in the order in which they came out, copies under the report that they copy."""
    found = Origins(copies)
    groups: dict[str, list[Paper]] = {}
    for paper in papers_of(sayings):
        groups.setdefault(found.of_report(paper.report), []).append(paper)
    whole = {r.paper.report: r for r in repeated if r.kind == "copy"}
    for of, papers in groups.items():
        head = next((p for p in papers if p.report == of), papers[0])
        keys = {p.key for p in papers}
        numbers = tuple(s.number for s in sayings if any(p.key in keys for p in s.papers))
        yield Origin(head, tuple(whole[p.report] for p in papers if p != head and p.report in whole), numbers)


def _silent(point: Point, papers: Sequence[Paper], teller: Teller) -> Iterator[str]:
    """The parties that speak in these reports and of which nothing was found on the point."""
    identities = teller.shelf.cast.identities if teller.shelf.cast else ()
    heard, reports = {p.party for p in point.positions}, {p.report for p in papers}
    others = (x.party for x in identities if x.party and x.party not in heard and reports.intersection(x.reports))
    for party in dict.fromkeys(others):
        yield teller.party(party) or party
