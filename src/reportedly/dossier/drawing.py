"""What a page draws of a dossier beside its words: the timeline, and figures on a scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportedly.dossier.parts import Dossier, Saying, Scale
from reportedly.dossier.words import dossier_words, facts, missed
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
    missed: str


def view(dossier: Dossier, ids: str, tongue: Tongue, link: Callable[[Saying], str]) -> View:
    """Lay out what is drawn; figures that cannot be compared stand on no scale."""
    ui, w = interface(tongue), dossier_words(tongue)
    scales = tuple((scale, _plot(scale, ui, link) if scale.comparable else None) for scale in dossier.scales)
    return View(dossier, ids, link, _timeline(dossier, link), scales, tuple(facts(dossier, w, ui)), missed(w))


def _timeline(d: Dossier, link: Callable[[Saying], str]) -> Timeline | None:
    """What each party said, and on the last line when the reports came out."""
    lanes = [
        (
            row.name,
            [Dated(s.said, h.position, f"{s.who}: {s.quoted.words}", link(s)) for h in row.held for s in h.sayings if s.said],
        )
        for row in d.rows
    ]
    numbered = {s.number: s for s in d.sayings}
    carried = [
        Dated(o.paper.published, "carried", f"{o.paper.name}: {o.paper.title or ''}", link(numbered[o.numbers[0]]))
        for o in d.origins if o.paper.published and o.numbers
    ]  # fmt: skip
    return timeline([*lanes, ("", carried)] if carried else lanes)


def _plot(scale: Scale, ui: Interface, link: Callable[[Saying], str]) -> Plot | None:
    return plot([
        Measured(
            f"{c.saying.who} · {ui.value_of(c.figure)}{f' · {ui.day(c.saying.said)}' if c.saying.said else ''}", c.saying.quoted.words,
            c.figure.low, c.figure.high, c.figure.bound, link(c.saying),
        )
        for c in scale.counted
    ])  # fmt: skip
