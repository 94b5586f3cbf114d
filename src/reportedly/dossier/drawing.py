"""What a page draws of a dossier beside its words: the timeline, and figures on a scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportedly.dossier.moments import since, span_of
from reportedly.dossier.parts import A_CELL, Cited, Counted, Dossier, Saying, Scale
from reportedly.dossier.words import dossier_words, facts, not_found
from reportedly.interface import Interface, Tongue, interface
from reportedly.plots import Dated, Measured, Plot, Timeline, plot, timeline


@dataclass(frozen=True, slots=True)
class View:
    """A dossier ready to be drawn: `ids` begins the ids of its parts, `link` says where a mark of an act of saying leads to."""

    dossier: Dossier
    ids: str
    link: Callable[[Saying], str]
    timeline: Timeline | None
    scales: tuple[tuple[Scale, Plot | None], ...]
    facts: tuple[tuple[str, str], ...]
    not_found: str
    cell: int = A_CELL


def view(dossier: Dossier, ids: str, tongue: Tongue, link: Callable[[Saying], str]) -> View:
    """Lay out what is drawn; figures that cannot be compared stand on no scale."""
    ui, w = interface(tongue), dossier_words(tongue)
    scales = tuple((scale, _plot(dossier, scale, ui, link) if scale.comparable else None) for scale in dossier.scales)
    return View(dossier, ids, link, _timeline(dossier, link), scales, tuple(facts(dossier, w, ui)), not_found(dossier, w))


def _timeline(d: Dossier, link: Callable[[Saying], str]) -> Timeline | None:
    """What each party said, and on the last line when the reports came out."""
    first = since(d.papers)
    dots = {row.party: [dot for h in row.held for c in h.cited if (dot := _dot(d, h.position, c, link))] for row in d.rows}
    lanes = [(row.name, some) for row in d.rows if (some := [x for x in dots[row.party] if span_of(x.when)[1] >= first])]
    carried = [
        Dated(o.paper.published, "carried", f"{o.paper.name}: {o.paper.title or ''}", link(d.saying(o.numbers[0])))
        for o in d.origins if o.paper.published
    ]  # fmt: skip
    return timeline([*lanes, ("", carried)] if carried else lanes)


def _dot(d: Dossier, what: str, cited: Cited, link: Callable[[Saying], str]) -> Dated | None:
    saying = d.saying(cited.number)
    return Dated(saying.said, what, f"{saying.who}: {cited.telling.words}", link(saying)) if saying.said else None


def _plot(d: Dossier, scale: Scale, ui: Interface, link: Callable[[Saying], str]) -> Plot | None:
    return plot([_measured(d.saying(c.cited.number), c, ui, link) for c in scale.counted])


def _measured(saying: Saying, c: Counted, ui: Interface, link: Callable[[Saying], str]) -> Measured:
    f = c.figure
    label = " · ".join(filter(None, (saying.who, ui.value_of(f), ui.day(saying.said))))
    return Measured(label, c.cited.telling.words, f.low, f.high, f.bound, link(saying))
