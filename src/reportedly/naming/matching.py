"""Matches one source phrase to the cast: a shorter name, an office, a pronoun, a paper that stands for its body."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from reportedly.naming.cast import Character
from reportedly.naming.phrase import Gender, Phrase
from reportedly.naming.stage import Stage

Match = tuple[Character, str]
"""Who it is, and why in words."""
SOON = 400
"""How soon after an office, in characters, its holder must be named."""


class Matcher:
    """Answers for one phrase at one place who is meant, by what was said before it."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.cast, self.tongue, self.text = stage, stage.cast, stage.tongue, stage.text
        self.laws: dict[str, list[tuple[int, Phrase]]] = {}
        for (at, _), phrase in stage.phrases.items():
            if phrase.sort == "paper":
                self.laws.setdefault(phrase.head, []).append((at, phrase))

    def match(self, at: int, phrase: Phrase) -> Match:
        """The character that a phrase means at a place of the text."""
        if phrase.sort in ("person", "name"):
            return self.person(at, phrase)
        if phrase.sort == "joint":
            return self.joint(at, phrase)
        if phrase.sort in ("body", "outlet"):
            return self.body(at, phrase)
        if phrase.sort == "paper":
            return self.paper(at, phrase)
        if phrase.sort == "pronoun":
            return self.pronoun(at, phrase)
        if phrase.sort == "place":
            return self.person(at, phrase) if self.cast.called(phrase.name) else self.printed(at, phrase)
        return self.people(at, phrase)

    def printed(self, at: int, phrase: Phrase) -> Match:
        """The words themselves."""
        return self.cast.add(phrase, at), f"{phrase.words}: as printed"

    # --- by name ---

    def person(self, at: int, phrase: Phrase) -> Match:
        """A name, or part of one: the fullest that the report gives."""
        known = self.cast.named(phrase.name)
        if known is not None and known.sort not in ("person", "joint"):
            return known, f"{phrase.words} → {known.name}"
        some = [c for c in self.cast.called(phrase.call or phrase.name) if not _differ(c.gender, phrase.gender)]
        some = some or [c for c in (known,) if c is not None]
        if not some:
            return self.cast.add(phrase, at), f"{phrase.words}: named here"
        one = some[0] if len(some) == 1 else self._likeliest(at, phrase, some)
        self.cast.learn(one, replace(phrase, name=one.name), at)
        fuller = self.tongue.key(one.name) != self.tongue.key(phrase.name)
        return one, f"{phrase.words} → {one.name}" + (", the fullest name here" if fuller else "")

    def _likeliest(self, at: int, phrase: Phrase, some: list[Character]) -> Character:
        """Of several with one name, the one whose office shares most with what is printed here, then the one met last."""
        here = self.tongue.units(phrase.office or "")
        last = self.stage.last_places(at)
        shared = {c: max((len(here & self.tongue.units(o)) for _, o in c.offices), default=0) for c in some}
        return max(some, key=lambda c: (shared[c], last.get(c, -1)))

    def joint(self, at: int, phrase: Phrase) -> Match:
        """Several named together, each by the fullest name."""
        members = [(self.person if p.sort == "person" else self.body)(at, p)[0] for p in phrase.parts]
        name = phrase.name
        for part, member in zip(phrase.parts, members, strict=True):
            name = name.replace(part.name, member.name, 1)
        return self.cast.add(replace(phrase, name=name, parts=()), at), f"{phrase.words}: {len(members)} named together"

    def body(self, at: int, phrase: Phrase) -> Match:
        """A body: 该公司 is the last such named; a short form is the full one."""
        if self.tongue.general(phrase):
            return self._general_body(at, phrase)
        known = self.cast.named(phrase.name) or self.cast.add(phrase, at)
        last = self.stage.last_places(at)
        full = self.cast.fullest_body(known.name, lambda c: (-last.get(c, -1), -len(c.name)))
        if full is not None and full is not known:
            return full, f"{phrase.words} → {full.name}, its full name here"
        return known, f"{phrase.words}: named here"

    def _general_body(self, at: int, phrase: Phrase) -> Match:
        found = self.stage.last(at, lambda c: c.sort in ("body", "outlet", "place") and self.tongue.same_sort(phrase, c))
        full = self.tongue.before_noun(self.text, at, phrase)
        if full and not any(c is found and p >= full[0] for p, c in self.stage.before(at)):
            one = self.cast.add(self.tongue.read(full[1]), full[0])
            return one, f"{phrase.words} → {one.name}, named just before"
        if found is None:
            return self.printed(at, phrase)
        inner = self.tongue.inner(phrase, found)
        one = self.cast.add(replace(phrase, name=inner), at) if inner else found
        return one, f"{phrase.words} → {one.name}, the last such body named"

    # --- papers ---

    def paper(self, at: int, phrase: Phrase) -> Match:
        """A document: its owner, else who put it out, else a law's full title, else itself."""
        if phrase.owner:
            owner = self.tongue.genitive(phrase.owner)
            if owner.sort not in ("pronoun", "unnamed"):
                one, _ = self.match(at, owner)
                return one, f"{phrase.words} → {one.name}, whose paper it is"
        full = self.tongue.full_law(self.text, at, phrase)
        if full:
            return self.cast.add(replace(phrase, name=full), at), f"{phrase.words} → {full}, its title in the text"
        law = self._same_law(at, phrase)
        if law:
            return law, f"{phrase.words} → {law.name}, named in full elsewhere"
        return (self._issued(at, phrase) if self.tongue.bare_paper(phrase) else None) or self.printed(at, phrase)

    def _issued(self, at: int, phrase: Phrase) -> Match | None:
        """Who put out a paper that is named only by what it is."""
        outlets = self.tongue.of_outlet(phrase)
        sorts = ("outlet",) if outlets else ("body", "person", "joint", "place")
        where, found = self.stage.last_speaker(at, lambda c: c.sort in sorts)
        issuer = self.tongue.issuer(self.text, at, phrase)
        if issuer and where < issuer[0]:
            one, _ = self.match(at, self.tongue.read(issuer[1]))
            return one, f"{phrase.words} → {one.name}, who put it out"
        found = found or self.stage.last(at, lambda c: c.sort == sorts[0])
        found = found or self.stage.last_speaker(at, lambda c: c.sort == "body" or c.plural)[1]
        return (found, f"{phrase.words} → {found.name}, the last to put something out") if found else None

    def _same_law(self, at: int, phrase: Phrase) -> Character | None:
        """The treaty or decree that a bare noun means: the last named in full before, else the first after."""
        same = self.laws.get(phrase.head, []) if self.tongue.bare_law(phrase) else []
        fuller = [x for x in same[:200] if len(x[1].name) > len(phrase.name)]
        before = [x for x in fuller if x[0] < at]
        if not fuller:
            return None
        start, one = before[-1] if before else fuller[0]
        return self.cast.add(one, start)

    # --- back-references ---

    def pronoun(self, at: int, phrase: Phrase) -> Match:
        """He, she, it, they: the last that fits; he and she also the next named, where no one was named before."""
        found = self._pronoun(at, phrase)
        if found is None:
            return self.cast.add(phrase, at), f"{phrase.words}: no one named before it"
        found.gender = found.gender or phrase.gender
        return found, f"{phrase.words} → {found.name}, the last named before it"

    def _pronoun(self, at: int, phrase: Phrase) -> Character | None:
        if phrase.plural:
            return self.stage.last_speaker(at, lambda c: c.plural or c.sort == "joint")[1]
        if phrase.head == "who":
            return self.stage.last(at, lambda c: c.sort != "pronoun")
        if phrase.head == "it":
            return self.stage.last(at, lambda c: c.sort in ("body", "outlet", "place"))
        return self._last_person(at, phrase) or next((c for c in self.stage.soon(at, SOON) if self._single(c, phrase)), None)

    def _last_person(self, at: int, phrase: Phrase) -> Character | None:
        """The last person met whom he or she may mean; someone unnamed only where no name agrees."""
        fits = [*islice((c for _, c in self.stage.before(at) if self._single(c, phrase)), 3)]
        sure = next((c for c in fits if c.gender and c.gender == phrase.gender and c.sort == "person"), None)
        if fits and fits[0].sort != "person" and fits[0].gender is None and sure is not None:
            return sure
        return fits[0] if fits else self.stage.last(at, lambda c: self._single(c, phrase))

    def _single(self, c: Character, phrase: Phrase) -> bool:
        return (
            c.animate and not c.plural and not _differ(c.gender, phrase.gender) and not any(self.tongue.asks(h) for h in c.heads)
        )

    def people(self, at: int, phrase: Phrase) -> Match:
        """People told by an office or a description: someone met, or themselves as described."""
        owned = None if phrase.plural else self._possessed(at, phrase)
        if owned:
            return owned
        if phrase.plural and (self.tongue.authors(phrase) or self.tongue.bare_plural(phrase)):
            authors = self.tongue.authors(phrase)
            who = self.stage.last_speaker(
                at,
                lambda c: (
                    (authors and c.sort in ("body", "joint", "person")) or (c.plural and (authors or phrase.head in c.heads))
                ),
            )[1]
            if who:
                return who, f"{phrase.words} → {who.name}, the last such named"
        return self.printed(at, phrase) if phrase.sort == "unnamed" and phrase.fresh else self._role(at, phrase)

    def _role(self, at: int, phrase: Phrase) -> Match:
        if self.tongue.asks(phrase.head):
            return self.printed(at, phrase)
        found = self.stage.last(at, lambda c: c.animate and c.plural == phrase.plural and self.tongue.holds(phrase, c))
        if found is None and self.tongue.points_back(phrase):
            found = self._last_person(at, phrase)
        if found is None and phrase.sort == "role":
            found = self._holder_below(at, phrase)
        if found is not None:
            return found, f"{phrase.words} → {found.name}, who holds that office"
        return self.cast.add(phrase, at), f"{phrase.words}: unnamed"

    def _holder_below(self, at: int, phrase: Phrase) -> Character | None:
        """The only one who holds the office, else the first person named soon after: the lead gives the office alone."""
        later = [c for c in self.cast.members if c.sort == "person" and self.tongue.holds(phrase, c)]
        if len(later) == 1:
            return later[0]
        near = next((c for c in self.stage.soon(at, SOON) if c.sort == "person"), None)
        fits = near is not None and not near.offices and phrase.owner and not self.stage.known_before(at, near)
        return near if fits else None

    def _possessed(self, at: int, phrase: Phrase) -> Match | None:
        """Somebody's spokesman or mother: one named so before, else the name in place of his."""
        found = self.tongue.possessed(phrase.words)
        if not found:
            return None
        kin = self.stage.last(at, lambda c: c.sort == "person" and self.tongue.holds(phrase, c))
        if kin:
            return kin, f"{phrase.words} → {kin.name}, named so before"
        head, shape = found
        gender: Gender | None = "m" if head == "he" else "f" if head == "she" else None
        one = self._pronoun(at, Phrase(phrase.words, "pronoun", phrase.words, head=head, gender=gender, plural=head == "they"))
        if one is None or one.sort in ("pronoun", "unnamed", "role"):
            return self.printed(at, phrase)
        return self.cast.add(
            replace(phrase, name=shape.format(one.name), aliases=()), at
        ), f"{phrase.words} → {shape.format(one.name)}"


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b
