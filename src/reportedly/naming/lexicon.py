"""The words of data/LANGUAGE/names.toml, split and indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from reportedly.lang import words


@dataclass(frozen=True)
class Lexicon:
    """One language's words for speakers; every field but the strings of characters is words between blanks."""

    titles: str
    vague: str
    courtesy: str
    bodies: str
    general_bodies: str
    outlets: str
    outlet_papers: str
    body_papers: str
    laws: str
    he: str
    she: str
    it: str
    they: str
    deictic: str
    fresh: str
    plural: str
    joiners: str
    cut_back: str
    cut_front: str
    places: str
    after: str = ""
    spokes: str = ""
    nonames: str = ""
    issues: str = ""
    calling_ends: str = ""
    possessives: str = ""
    irregular: str = ""
    not_person: str = ""
    not_last: str = ""
    before_name: str = ""
    alike: str = ""
    nicknames: str = ""
    state: str = ""
    authorities: str = ""
    companies: str = ""
    tail: str = ""
    royal: str = ""
    abbreviations: str = ""
    reporters: str = ""
    sides: str = ""
    surnames: str = ""
    compound_surnames: str = ""
    spelling: str = ""
    dots: str = "·"
    folded: str = ""
    male: str = ""
    female: str = ""
    particles: str = ""
    feminine: str = ""

    @cached_property
    def fold_table(self) -> dict[int, str]:
        """Traditional to simplified, one for one."""
        return {ord(pair[0]): pair[1] for pair in self.folded.split()}

    @cached_property
    def place_of(self) -> dict[str, str]:
        """Every form of a place to its full name; the first place listed keeps a form that two share."""
        out: dict[str, str] = {}
        for entry in self.places.split():
            full, _, short = entry.replace("_", " ").partition(":")
            for form in (full, *filter(None, short.split("|"))):
                out.setdefault(form, full)
        return out


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language; one that we have no words of reads as English."""
    return words(language, "names", Lexicon)
