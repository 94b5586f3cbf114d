"""What a dossier says in its own voice, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.dossier.parts import Dossier, Saying
from reportedly.interface import Interface, Tongue
from reportedly.lang import words
from reportedly.missed import missed_of_100


@dataclass(frozen=True, slots=True)
class DossierWords:
    """The words of a dossier; data/{en,zh}/dossier.toml."""

    name: str
    heading: str
    lede: str
    colon: str
    comma: str
    semicolon: str
    nobody: str
    opposition: str
    reports: str
    origins: str
    languages: str
    sayings: str
    period: str
    looked_at: str
    of: str
    matrix: str
    party: str
    aside: str
    missing: str
    missed: str
    silent: str
    turned: str
    turns: str
    then: str
    figures: str
    comparable: str
    apart: str
    figure: str
    counts: str
    over_time: str
    carried: str
    carriers: str
    said_first: str
    carried_first: str
    copies: str
    copy: str
    excerpt: str
    roundup: str
    tells: str
    more: str
    every_saying: str
    place: str
    statement: str
    all_moments: str
    others: str
    why: str
    counts_of: dict[str, list[str]]
    columns: dict[str, str]
    moments: dict[str, str]
    tongues: dict[str, str]
    stages: dict[str, str]

    def count(self, what: str, n: int) -> str:
        """A number of parties, sayings, changes, reports that tell, or origins in words."""
        forms = self.counts_of[what]
        return forms[0 if n == 1 else -1].format(n)

    def told(self, saying: Saying) -> str:
        """How many reports tell it, and of how many origins where copies are among them; nothing for one report."""
        reports = len(saying.papers)
        some = [self.count("reports", reports)] if reports > 1 else []
        return self.comma.join([*some, *([self.count("origins", saying.origins)] if saying.origins < reports else [])])

    def lively(self, parties: int, sayings: int, changes: int) -> str:
        """How much there is on a point."""
        some = [self.count("parties", parties), self.count("sayings", sayings)]
        return " · ".join([*some, *([self.count("changes", changes)] if changes else [])])

    def headed(self, stage: str | None, wording: str) -> str:
        """What a point is called: its stage, and the words of a report that tell best what is said of it."""
        name = self.staged(stage)
        return self.heading.format(name[:1].upper() + name[1:], wording) if name else wording

    def staged(self, stage: str | None) -> str:
        """A stage as a reader knows it, else as it is called in the data."""
        return self.stages.get(stage or "", stage or "")


def dossier_words(tongue: Tongue) -> DossierWords:
    """The words in one language."""
    found: DossierWords = words(tongue, "dossier", DossierWords)
    return found


def facts(d: Dossier, w: DossierWords, ui: Interface) -> Iterator[tuple[str, str]]:
    """How much a dossier stands on, as names and values."""
    yield w.reports, str(len(d.papers))
    days = sorted(p.published[:10] for p in d.papers if p.published)
    if days:
        yield w.period, ui.day(days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}")
    yield w.origins, str(len(d.origins))
    yield w.languages, w.comma.join(w.tongues.get(language, language) for language in d.languages)
    yield w.sayings, str(len(d.sayings))
    yield w.looked_at, w.of.format(*d.looked_at())


def not_found(d: Dossier, w: DossierWords) -> str:
    """What an empty cell says, of which parties nothing was found, and how much the reader misses."""
    silent = w.silent.format(w.comma.join(d.silent)) if d.silent else ""
    return " ".join(filter(None, (w.missing, silent, w.missed.format(**missed_of_100()))))
