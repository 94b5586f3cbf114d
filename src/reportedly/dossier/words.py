"""What a dossier says in its own voice, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.dossier.moments import span_of
from reportedly.dossier.parts import Dossier
from reportedly.interface import Interface, Tongue
from reportedly.lang import words

MISSED = {"zh": 25, "en": 21, "ru": 13, "ko": 7}
"""Of 100 statements so many were not found in the dev sets of ../shared/gold (122, 94, 38, 44 statements), by `reportedly eval`."""


@dataclass(frozen=True, slots=True)
class DossierWords:
    """The words of a dossier; data/{en,zh}/dossier.toml."""

    name: str
    lede: str
    nobody: str
    opposition: str
    reports: str
    origins: str
    languages: str
    sayings: str
    period: str
    looked_at: str
    of: str
    stage: str
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
    told_by: str
    from_origins: str
    more: str
    every_saying: str
    also: str
    place: str
    statement: str
    all_moments: str
    others: str
    parties_short: str
    sayings_short: str
    changes_short: str
    why: str
    columns: dict[str, str]
    moments: dict[str, str]
    tongues: dict[str, str]
    stages: dict[str, str]


def dossier_words(tongue: Tongue) -> DossierWords:
    """The words in one language."""
    found: DossierWords = words(tongue, "dossier", DossierWords)
    return found


def facts(d: Dossier, w: DossierWords, ui: Interface) -> Iterator[tuple[str, str]]:
    """How much a dossier stands on, as names and values; the first and last day of saying among them."""
    if d.stage:
        yield w.stage, w.stages.get(d.stage, d.stage)
    yield w.reports, str(len(d.papers))
    yield w.origins, str(len(d.origins))
    yield w.languages, ", ".join(w.tongues.get(language, language) for language in d.languages)
    yield w.sayings, str(len(d.sayings))
    days = sorted(span_of(s.said) for s in d.sayings if s.said)
    if days:
        first, last = days[0][0], max(day[1] for day in days)
        yield w.period, ui.day(first if first == last else f"{first}/{last}")
    yield w.looked_at, w.of.format(*d.looked_at())


def missed(w: DossierWords) -> str:
    """How much the reader misses, in words."""
    return w.missed.format(**MISSED)
