"""Acts of saying with their words: who, when, the telling that is quoted for all, and every other."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.actors import Cast
from reportedly.dossier.moments import span_of
from reportedly.dossier.parts import Paper, Saying, Telling
from reportedly.dossier.words import DossierWords, dossier_words
from reportedly.interface import Tongue
from reportedly.model import Copy, Record, Utterance
from reportedly.reposts import Origins
from reportedly.store import Entry, Said
from reportedly.targets import opened_at, web_address

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
    origins: Origins

    def sayings(self, wanted: Iterable[str], on: Container[str] | None = None) -> Iterator[Saying]:
        """Those that are still found by their statements, numbered in order of time; one without a day comes last.

        Where `on` is given, only statements in it count, unless an act of saying has none there.
        """
        known = self.shelf.utterances
        found = [(u, told) for u in (known[id] for id in dict.fromkeys(wanted) if id in known) if (told := self._told(u, on))]
        found.sort(key=lambda one: (*span_of(_day(*one)), one[1][0].entry.published or _LAST, one[0].id))
        for number, (u, told) in enumerate(found, 1):
            yield self._saying(number, u, told)

    def _told(self, u: Utterance, on: Container[str] | None) -> list[Said]:
        """Its statements that are still stored, in the order in which the reports came out."""
        told = [s for t in u.tellings if (s := self.shelf.said(t.statement))]
        told = (on is not None and [s for s in told if s.statement.id in on]) or told
        return sorted(told, key=lambda s: (s.entry.published or _LAST, s.entry.key, s.statement.start))

    def _saying(self, number: int, u: Utterance, told: Sequence[Said]) -> Saying:
        hows = {t.statement: t.how for t in u.tellings}
        tellings = tuple(
            Telling(
                s.statement.id, paper_of(s.entry), hows[s.statement.id], s.statement.content, s.statement.quantities,
                tuple(r.text for r in s.statement.relays), s.statement.manner, s.statement.act,
                opened_at(s.entry.url, s.statement), s.standing.checked, s.standing.by,
            )
            for s in told
        )  # fmt: skip
        identity = self.shelf.cast.by_id.get(u.speaker) if self.shelf.cast else None
        offices = (s.statement.speaker.office for s in told if s.statement.speaker and self._mine(s.entry.language))
        quoted = self.best(tellings)
        shown = next(s for s in told if s.statement.id == quoted.statement)
        return Saying(
            number=number, id=u.id, who=identity.called(self.tongue) if identity else self._who(shown),
            office=next(filter(None, offices), None),
            party=self.party(identity.party) if identity else None, said=_day(u, told), quoted=quoted, first_here=u.first_here, tellings=tellings,
            origins=len({self._origin(s) for s in told}), why=u.why,
        )  # fmt: skip

    def _origin(self, s: Said) -> str:
        """The report that some words come from; what a copy puts into its own headline is no origin of its own."""
        return self.origins.of_report(self.origins.of(s.entry.id, s.statement.start, s.statement.end))

    def best(self, tellings: Sequence[Telling], figures: Container[str] = ()) -> Telling:
        """The telling to show for all: in the reader's language, in the speaker's own words, with a figure, the earliest."""
        return min(
            tellings,
            key=lambda t: (
                not self._mine(t.paper.language),
                t.manner != "direct",
                t.statement not in figures,
                t.manner == "indirect",
            ),
        )

    def _mine(self, language: str) -> bool:
        """Whether a report is in the reader's language."""
        return language.split("-")[0] == self.tongue

    def _who(self, s: Said) -> str:
        speaker, source = s.statement.speaker, s.statement.source
        return (speaker.name if speaker else "") or (source.text if source else self.words.nobody)

    def party_of(self, actor: str) -> str | None:
        """The id of the party that an actor speaks for."""
        identity = self.shelf.cast.by_id.get(actor) if self.shelf.cast else None
        return identity.party if identity else None

    def party(self, party: str | None) -> str | None:
        """A party's name in the reader's language, by its id; the opposition of a state is a party of its own."""
        if party is None or self.shelf.cast is None:
            return party
        state, opposed, _ = party.partition(_OPPOSITION)
        name = self.shelf.cast.party_name(state, self.tongue) or state
        return self.words.opposition.format(name) if opposed else name


def teller(shelf: Shelf, tongue: Tongue) -> Teller:
    """What makes acts of saying ready in one language."""
    return Teller(shelf, tongue, dossier_words(tongue), Origins(shelf.copies))


def paper_of(entry: Entry) -> Paper:
    """A stored report as a dossier names it."""
    url = web_address(entry.url)
    return Paper(entry.id, entry.key, entry.page, entry.outlet, entry.title, entry.published, entry.language, url)


def _day(u: Utterance, told: Sequence[Said]) -> str | None:
    """When it was said: as all tellings together say, else as the first does."""
    return u.said or told[0].statement.said.edtf
