"""Acts of saying with their words: who, when, the telling that is quoted for all, and every other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.actors import Cast
from reportedly.dossier.moments import span_of
from reportedly.dossier.parts import Paper, Saying, Telling
from reportedly.dossier.words import DossierWords
from reportedly.interface import Tongue
from reportedly.model import Copy, Figure, Record, Utterance
from reportedly.store import Entry, Said
from reportedly.targets import opened_at

_OPPOSITION = "/opposition"
_LAST = "9999"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What dossiers are made from: how a statement is found, all acts of saying, copies, who is who, and the reports' records."""

    said: Callable[[str], Said | None]
    utterances: Mapping[str, Utterance]
    copies: Sequence[Copy] = ()
    cast: Cast | None = None
    records: Mapping[str, Record] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes acts of saying ready to be shown, in one language."""

    shelf: Shelf
    tongue: Tongue
    words: DossierWords

    def sayings(self, wanted: Iterable[str], figures: Sequence[Figure] = ()) -> Iterator[Saying]:
        """Those that are still found by their statements, numbered in order of time; one without a day comes last."""
        known = self.shelf.utterances
        found = [(u, told) for u in (known[id] for id in dict.fromkeys(wanted) if id in known) if (told := self._told(u))]
        found.sort(key=lambda one: (*span_of(_day(*one)), one[1][0].entry.published or _LAST, one[0].id))
        for number, (u, told) in enumerate(found, 1):
            yield self._saying(number, u, told, tuple(f for f in figures if f.utterance == u.id))

    def _told(self, u: Utterance) -> list[Said]:
        """Its statements that are still stored, in the order in which the reports came out."""
        told = [s for t in u.tellings if (s := self.shelf.said(t.statement))]
        return sorted(told, key=lambda s: (s.entry.published or _LAST, s.entry.key, s.statement.start))

    def _saying(self, number: int, u: Utterance, told: Sequence[Said], figures: tuple[Figure, ...]) -> Saying:
        hows = {t.statement: t.how for t in u.tellings}
        tellings = tuple(
            Telling(
                s.statement.id, paper_of(s.entry), hows[s.statement.id], s.statement.content, s.statement.quantities,
                tuple(r.text for r in s.statement.relays), opened_at(s.entry.url, s.statement),
                s.standing.checked, s.standing.by,
            )
            for s in told
        )  # fmt: skip
        best = min(range(len(told)), key=lambda n: (*self._unlike(told[n], bool(figures)), n))
        identity = self.shelf.cast.by_id.get(u.speaker) if self.shelf.cast else None
        offices = (s.statement.speaker.office for s in told if s.statement.speaker and self._mine(s))
        return Saying(
            number=number, id=u.id, who=identity.called(self.tongue) if identity else self._who(told[best]),
            office=next(filter(None, offices), None), party=self.party(identity.party) if identity else None,
            said=_day(u, told), quoted=tellings[best], first_here=u.first_here, tellings=tellings, origins=u.origins,
            checked=tellings[best].checked, figures=figures, why=u.why,
        )  # fmt: skip

    def _mine(self, s: Said) -> bool:
        """Whether a report is in the reader's language."""
        return s.entry.language.split("-")[0] == self.tongue

    def _unlike(self, s: Said, counted: bool) -> tuple[bool, bool, bool]:
        """What makes a telling less fit to be quoted: no number where one is told, another language, none of the speaker's words."""
        return counted and not s.statement.quantities, not self._mine(s), s.statement.manner == "indirect"

    def _who(self, s: Said) -> str:
        speaker, source = s.statement.speaker, s.statement.source
        return (speaker.name if speaker else "") or (source.text if source else self.words.nobody)

    def party(self, party: str | None) -> str | None:
        """A party's name in the reader's language; the opposition of a state is a party of its own."""
        if party is None or self.shelf.cast is None:
            return party
        state, opposed, _ = party.partition(_OPPOSITION)
        name = self.shelf.cast.party_name(state, self.tongue) or state
        return self.words.opposition.format(name) if opposed else name


def paper_of(entry: Entry) -> Paper:
    """A stored report as a dossier names it."""
    return Paper(entry.id, entry.key, entry.page, entry.outlet, entry.title, entry.published, entry.language, entry.url)


def _day(u: Utterance, told: Sequence[Said]) -> str | None:
    """When it was said: as all tellings together say, else as the first does."""
    return u.said or told[0].statement.said.edtf
