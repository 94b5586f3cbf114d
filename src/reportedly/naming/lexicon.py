"""The words of data/LANGUAGE/names.toml, split and indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from reportedly.lang import words


@dataclass(frozen=True)
class Lexicon:
    """One language's words for speakers; what each is for stands in data/zh/names.toml and its sisters.

    A field is words between blanks, or characters (surnames, spelling, tail …), or pairs joined by a colon (places, alike …).
    """

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
    nicknames: str = ""
    possessives: str = ""
    who: str = ""
    verbs: str = ""
    irregular: str = ""
    not_person: str = ""
    not_last: str = ""
    before_name: str = ""
    alike: str = ""
    state: str = ""
    heads_of_state: str = ""
    authorities: str = ""
    companies: str = ""
    any_body: str = ""
    tail: str = ""
    royal: str = ""
    abbreviations: str = ""
    reporters: str = ""
    sides: str = ""
    surnames: str = ""
    compound_surnames: str = ""
    spelling: str = ""
    folded: str = ""
    male: str = ""
    female: str = ""
    masculine: str = ""
    feminine: str = ""
    users: str = ""
    particles: str = ""
    prepositions: str = ""
    starters: str = ""
    gathered: str = ""
    worldwide: str = ""
    data: str = ""
    leaders: str = ""
    new: str = ""
    personal: str = ""
    close: str = ""
    clauses: str = ""
    not_of: str = ""
    putting_out: str = ""
    runs_on: str = ""
    bare_papers: str = ""
    dots: str = "·"

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
    found: Lexicon = words(language, "names", Lexicon)
    return found
