"""The speaker behind each source, within one report.

A source's words are read by themselves first (`naming.phrase`); then, in the order of the text, each is matched to the cast of
the report: a full name, a shorter one, an office, a pronoun, a paper that stands for its body. Headlines come last, since they
name people before the body introduces them.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from reportedly.model import Actor, ActorKind, Relay, Report, Span, Speaker, Statement
from reportedly.naming.cast import MOST_LOOKED_AT, Cast, Character, Tongue
from reportedly.naming.phrase import Phrase
from reportedly.naming.tongues import tongue

KINDS: dict[str, ActorKind] = {
    "person": "person", "joint": "group", "body": "organization", "outlet": "organization", "place": "organization",
    "paper": "document", "role": "unnamed", "unnamed": "unnamed", "pronoun": "unnamed",
}  # fmt: skip
NARRATIVE = ("summary", "back-reference", "outlet-own-voice", "document")
"""Kinds whose content is told as the report itself tells: who is named there is introduced to the reader."""
HEADLINE = 90
FULL_STOP = re.compile(r"。|\.(?:\s|$)")
"""A first line that is short and holds no full stop is a headline, whatever the page took it for."""
SOON = 400
"""How soon after an office, in characters, its holder must be named."""
SAME_WORDS = 0.5
"""The share of a headline's content that anyone must say to be a headline's unnamed speaker."""
NEXT_TO = 16
"""How near a glued sub-headline the speaker must follow to be its own without saying the same words."""
DEBUG = False
ALIKE = 0.2
"""The share of a headline's content that a statement of the body must repeat to be the same words."""


def name_speakers(report: Report, statements: tuple[Statement, ...]) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Set the speaker of every statement that has a source, the actor of every relay, and list the actors of the report."""
    reading = _Reading(report, statements, tongue(report.language).at_home(report.text))
    reading.meet()
    reading.resolve()
    return tuple(reading.told(s) for s in statements), reading.actors()


def actor_id(report: Report, key: str) -> str:
    """The id of an actor: the same for the same name in the same report."""
    return hashlib.sha256(f"{report.id}|{key}".encode()).hexdigest()[:12]


Place = tuple[int, int]


@dataclass(slots=True)
class _Reading:
    """One report being read: what its phrases say, who has been met so far, and who each source turned out to be."""

    report: Report
    statements: tuple[Statement, ...]
    tongue: Tongue
    cast: Cast = field(init=False)
    phrases: dict[Place, Phrase] = field(default_factory=dict)
    who: dict[Place, tuple[Character, str]] = field(default_factory=dict)
    spoken: list[tuple[int, Character]] = field(default_factory=list)
    met: list[tuple[int, Character]] = field(default_factory=list)
    quoted: list[Place] = field(default_factory=list)
    by_source: dict[Place, list[Statement]] = field(default_factory=dict)
    ordered: list[Statement] = field(default_factory=list)

    # --- first pass: who is named at all ---

    def meet(self) -> None:
        """Read every source by itself and put every full name of the text into the cast."""
        self.cast = Cast(self.tongue)
        self.ordered = sorted(self.statements, key=lambda s: s.start)
        for s in self.statements:
            if s.source is not None:
                self.by_source.setdefault((s.source.start, s.source.end), []).append(s)
        for a, b in sorted(self.by_source):
            self.phrases[a, b] = self.tongue.read(self.report.text[a:b], self.report.text[max(0, a - 24) : a])
        self.quoted = _merged((c.start, c.end) for s in self.statements if s.kind not in NARRATIVE for c in s.content)
        named = [(a, p) for (a, _), whole in self.phrases.items() for p in (whole.parts or (whole,)) if p.sort in ("person", "body", "outlet", "name")]
        found = self.tongue.introduced(self.report.text, [p.name for _, p in named if p.sort != "person"])
        named += [(f.start, f.phrase) for f in found]
        self.met += [(f.start, self.cast.add(f.phrase, f.start)) for f in found if f.phrase.sort == "role"]
        for at, phrase in sorted(named, key=lambda x: (not self.tongue.calls(x[1].name), -len(x[1].name), x[0])):
            if phrase.sort in ("person", "name"):
                if not self.cast.called(phrase.call or phrase.name):
                    self.cast.add(phrase if phrase.sort == "person" else replace(phrase, sort=self.tongue.mononym), at)
            elif phrase.sort != "role" and not self.tongue.general(phrase):
                self.cast.add(phrase, at)
        for at, phrase in sorted(named, key=lambda x: x[0]):
            known = self.cast.named(phrase.name)
            if known is not None and known.sort == "person":
                self.cast.learn(known, phrase, at)
        self._walk()

    def _walk(self) -> None:
        """Note where each member of the cast is mentioned, in order."""
        names = [n for c in self.cast.members for n in c.names]
        for c in self.cast.members:
            if c.sort == "person":
                names += self.tongue.short_forms(c.name)
        last: dict[int, int] = {}
        for start, _, name in self.tongue.mentions(self.report.text, names):
            some = [x for x in (self.cast.named(name),) if x] or self.cast.called(name)
            if some:
                one = max(some, key=lambda c: last.get(id(c), -1))
                last[id(one)] = start
                self.met.append((start, one))
        self.met.sort(key=lambda x: x[0])

    # --- second pass: who each source is ---

    def resolve(self) -> None:
        """Match each source to the cast: the body in order, then headlines and other words that point forward."""
        for s in self.statements:
            self.spoken += [(r.start, self._relay(r)) for r in s.relays]
        self.spoken.sort(key=lambda x: x[0])
        places = sorted(self.phrases)
        for place in places:
            if not self._ahead(place):
                self._settle(place, *self._match(place, self.phrases[place]))
        for place in reversed(places):
            one = self._below(place, self.phrases[place]) if self._ahead(place) or self._glued(place) else None
            if one:
                self._settle(place, one, f"{self.phrases[place].words} → {one.name}, who says the same below")
            elif place not in self.who:
                self._settle(place, *self._match(place, self.phrases[place]))

    def _settle(self, place: Place, character: Character, why: str) -> None:
        self.who[place] = character, why
        insort(self.spoken, (place[0], character), key=lambda x: x[0])

    def _ahead(self, place: Place) -> bool:
        """Whether this source stands in a headline, or is short as only headlines are."""
        block = next((b for b in self.report.blocks if b.start <= place[0] < b.end), None)
        role = block.role if block else "body"
        if block and block is self.report.blocks[0] and block.end - block.start < HEADLINE and not FULL_STOP.search(self.report.text, block.start, block.end):
            return True
        return role in ("headline", "subhead", "repeat") or self.tongue.telegraphic(self.phrases[place])

    def _glued(self, place: Place) -> bool:
        """Whether this source stands in a sub-headline glued to the text: a side is named and no full stop ends it."""
        if not self.tongue.sideways(self.phrases[place]):
            return False
        end = self.by_source[place][-1].end
        return self.report.text[end : end + 2].strip("”』」 ")[:1] not in ("", *"，。；！？、.,;!?\n")

    def _match(self, place: Place, phrase: Phrase) -> tuple[Character, str]:
        at = place[0]
        if phrase.sort in ("person", "name"):
            return self._person(at, phrase)
        if phrase.sort == "joint":
            return self._joint(at, phrase)
        if phrase.sort in ("body", "outlet"):
            return self._body(at, phrase)
        if phrase.sort == "paper":
            return self._paper(at, phrase)
        if phrase.sort == "pronoun":
            return self._pronoun(at, phrase)
        if phrase.plural and self.tongue.authors(phrase):
            who = self._last_speaker(at, lambda c: c.sort in ("body", "joint") or c.plural or c.sort == "person")[1]
            if who:
                return who, f"{phrase.words} → {who.name}, whose work was named last"
        owned = self._possessed(at, phrase) if phrase.sort in ("role", "unnamed") else None
        if owned:
            return owned
        if phrase.sort == "role" or (phrase.sort == "unnamed" and not phrase.fresh):
            return self._role(at, phrase)
        if phrase.plural and self.tongue.bare_plural(phrase):
            found = self._last_speaker(at, lambda c: c.plural and phrase.head in c.heads)[1]
            if found:
                return found, f"{phrase.words} → {found.name}, the last such people named"
        return self.cast.add(phrase, at), f"{phrase.words}: as printed"

    def _person(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        some = [c for c in self.cast.called(phrase.call or phrase.name) if not _differ(c.gender, phrase.gender)]
        known = self.cast.named(phrase.name)
        if known is not None and known.sort != "person" and known.sort != "joint":
            return known, f"{phrase.words} → {known.name}"
        if known is not None and known not in some:
            some.append(known) if not some else None
        if not some:
            return self.cast.add(phrase if phrase.sort == "person" else replace(phrase, sort=self.tongue.mononym), at), f"{phrase.words}: named here"
        one = some[0] if len(some) == 1 else self._likeliest(at, phrase, some)
        self.cast.learn(one, replace(phrase, name=one.name), at)
        return one, f"{phrase.words} → {one.name}" + (", the fullest name here" if self.tongue.key(one.name) != self.tongue.key(phrase.name) else "")

    def _likeliest(self, at: int, phrase: Phrase, some: list[Character]) -> Character:
        """Of several with one name, the one whose office shares most with what is printed here, then the one met last."""
        here = self.tongue.units(phrase.office or "")
        last = {id(c): p for p, c in self._before(at)}
        return max(some, key=lambda c: (max((len(here & self.tongue.units(o)) for _, o in c.offices), default=0), last.get(id(c), -1)))

    def _joint(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        members = tuple((self._person if p.sort == "person" else self._body)(at, p)[0] for p in phrase.parts)
        name = phrase.name
        for part, member in zip(phrase.parts, members, strict=True):
            name = name.replace(part.name, member.name, 1)
        joint = self.cast.add(replace(phrase, name=name, parts=()), at)
        joint.members = members
        return joint, f"{phrase.words}: {len(members)} named together"

    def _body(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        if self.tongue.general(phrase):
            found = self._last(at, lambda c: c.sort in ("body", "outlet", "place") and self.tongue.same_sort(phrase, c))
            full = self.tongue.before_noun(self.report.text, at, phrase)
            if full and (found is None or not any(c is found and p >= full[0] for p, c in self._before(at))):
                one = self.cast.add(self.tongue.read(full[1]), full[0])
                return one, f"{phrase.words} → {one.name}, named just before"
            if found:
                inner = self.tongue.inner(phrase, found)
                one = self.cast.add(replace(phrase, name=inner), at) if inner else found
                return one, f"{phrase.words} → {one.name}, the last such body named"
            return self.cast.add(phrase, at), f"{phrase.words}: as printed"
        known = self.cast.named(phrase.name) or self.cast.add(phrase, at)
        last = {id(c): p for p, c in self._before(at)}
        longer = self.cast.longer_body(known.name, lambda c: (-last.get(id(c), -1), -len(c.name)))
        for _ in range(2):
            further = self.cast.longer_body(longer.name, lambda c: (-last.get(id(c), -1), -len(c.name))) if longer else None
            longer = further or longer
        if longer is not None and longer is not known:
            return longer, f"{phrase.words} → {longer.name}, its full name here"
        return known, f"{phrase.words}: named here"

    def _paper(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        if phrase.owner:
            owner = self.tongue.genitive(phrase.owner)
            if owner.sort not in ("pronoun", "unnamed"):
                one, _ = self._match((at, at), owner)
                return one, f"{phrase.words} → {one.name}, whose paper it is"
        full = self.tongue.full_law(self.report.text, at, phrase)
        if full:
            return self.cast.add(replace(phrase, name=full), at), f"{phrase.words} → {full}, its title in the text"
        law = self._same_law(at, phrase)
        if law:
            return law, f"{phrase.words} → {law.name}, named in full elsewhere"
        if self.tongue.bare_paper(phrase):
            sorts = ("outlet",) if self.tongue.of_outlet(phrase) else ("body", "person", "joint", "place")
            where, found = self._last_speaker(at, lambda c: c.sort in sorts)
            issuer = self.tongue.issuer(self.report.text, at, phrase)
            if issuer and where < issuer[0]:
                one, _ = self._match((at, at), self.tongue.read(issuer[1]))
                return one, f"{phrase.words} → {one.name}, who put it out"
            found = found or self._last(at, lambda c: c.sort in sorts[:1]) or self._last_speaker(at, lambda c: c.sort == "body" or c.plural)[1]
            if found:
                return found, f"{phrase.words} → {found.name}, the last to put something out"
        return self.cast.add(phrase, at), f"{phrase.words}: as printed"

    def _same_law(self, at: int, phrase: Phrase) -> Character | None:
        """The treaty or decree that a bare noun means: the last named in full before, else the first after."""
        if not self.tongue.bare_law(phrase):
            return None
        same = [(a, p) for (a, _), p in self.phrases.items() if p.sort == "paper" and p.head == phrase.head and len(p.name) > len(phrase.name)]
        if not same:
            return None
        before = [x for x in same if x[0] < at]
        nearest = max(before, key=lambda x: x[0]) if before else min(same, key=lambda x: x[0])
        return self.cast.add(nearest[1], nearest[0])

    def _pronoun(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        if phrase.plural:
            found = self._last_speaker(at, lambda c: c.plural or c.sort == "joint")[1]
        elif phrase.head == "it":
            found = self._last(at, lambda c: c.sort in ("body", "outlet", "place"))
        else:
            found = self._last_person(at, phrase)
        if found is None and phrase.head in ("he", "she"):
            found = next((c for p, c in self.met[bisect_left(self.met, at, key=lambda x: x[0]) :][:6] if p - at < SOON and self._single(c, phrase)), None)
        if found is None:
            return self.cast.add(phrase, at), f"{phrase.words}: no one named before it"
        found.gender = found.gender or phrase.gender
        return found, f"{phrase.words} → {found.name}, the last named before it"

    def _possessed(self, at: int, phrase: Phrase) -> tuple[Character, str] | None:
        """Somebody's office, spokesman or mother: his → the name."""
        found = self.tongue.possessed(phrase.words)
        if not found:
            return None
        head, shape = found
        kin = self._last(at, lambda c: c.sort == "person" and self.tongue.holds(phrase, c))
        if kin:
            return kin, f"{phrase.words} → {kin.name}, named so before"
        pronoun = Phrase(phrase.words, "pronoun", phrase.words, head=head, gender="m" if head == "he" else "f" if head == "she" else None, plural=head == "they")
        one, _ = self._pronoun(at, pronoun)
        if one.sort in ("pronoun", "unnamed", "role"):
            return self.cast.add(phrase, at), f"{phrase.words}: as printed"
        name = shape.format(one.name)
        return self.cast.add(replace(phrase, name=name, aliases=()), at), f"{phrase.words} → {name}"

    def _last_person(self, at: int, phrase: Phrase) -> Character | None:
        """The last person met whom he or she may mean; someone unnamed only where no name agrees."""
        fits = [c for c in islice((c for _, c in self._before(at) if self._single(c, phrase)), 3)]
        sure = next((c for c in fits if c.gender and c.gender == phrase.gender and c.sort == "person"), None)
        if fits and fits[0].sort != "person" and fits[0].gender is None and sure is not None:
            return sure
        return fits[0] if fits else self._last(at, lambda c: self._single(c, phrase))

    def _single(self, c: Character, phrase: Phrase) -> bool:
        return c.animate and not c.plural and not _differ(c.gender, phrase.gender) and not any(self.tongue.asks(h) for h in c.heads)

    def _role(self, at: int, phrase: Phrase) -> tuple[Character, str]:
        if self.tongue.asks(phrase.head):
            return self.cast.add(phrase, at), f"{phrase.words}: as printed"
        found = self._last(at, lambda c: c.animate and c.plural == phrase.plural and self.tongue.holds(phrase, c))
        if found is None and self.tongue.points_back(phrase):
            found = self._last_person(at, phrase)
        if found is None and phrase.sort == "role":
            later = {id(c): c for _, c in self.met if c.sort == "person" and self.tongue.holds(phrase, c)}
            found = next(iter(later.values())) if len(later) == 1 else self._next_named(at, phrase)
        if found is not None:
            return found, f"{phrase.words} → {found.name}, who holds that office"
        return self.cast.add(phrase, at), f"{phrase.words}: unnamed"

    def _next_named(self, at: int, phrase: Phrase) -> Character | None:
        """The first person named soon after an office without a name, if no office is given there: the lead names the office only."""
        i = bisect_left(self.met, at, key=lambda x: x[0])
        near = [c for p, c in self.met[i : i + 8] if p - at < SOON and c.sort == "person"]
        known = bool(near) and any(c is near[0] for _, c in self.met[max(0, i - MOST_LOOKED_AT) : i])
        return near[0] if near and not known and not near[0].offices and phrase.owner else None

    def _below(self, place: Place, phrase: Phrase) -> Character | None:
        """The one further down who says the same, and whom a headline's words may mean."""
        if phrase.sort in ("joint", "pronoun") or (phrase.sort in ("person", "name") and (phrase.office or self.cast.called(phrase.name))):
            return None
        best, one = ALIKE, None
        mine = self.tongue.units("".join(c.text for s in self.by_source[place] for c in s.content))
        for n, s in enumerate(s for s in self._following(place) if not s.source or not self._ahead((s.source.start, s.source.end))):
            spot = (s.source.start, s.source.end) if s.source else place
            if spot == place or spot not in self.who or self.phrases[spot].words == phrase.words:
                continue
            fits = self.tongue.may_mean(phrase, self.phrases[spot], self.who[spot][0])
            if not fits and not (self._ahead(place) and phrase.sort == "unnamed" and not phrase.plural and self.who[spot][0].sort in ("person", "body")):
                continue
            theirs = self.tongue.units("".join(c.text for c in s.content))
            alike = len(mine & theirs) / max(1, len(mine))
            lead = n == 0 and self._ahead(place) or (self._glued(place) and 0 <= spot[0] - self.by_source[place][-1].end < NEXT_TO)
            if not fits:
                alike = alike if alike >= SAME_WORDS else 0.0
            elif lead:
                alike = max(alike, ALIKE + 0.01)
            if DEBUG: print("   ~~", self._glued(place), round(alike, 2), phrase.words, "→", self.who[spot][0].name)
            if alike > best:
                best, one = alike, self.who[spot][0]
        return one

    def _following(self, place: Place) -> Iterator[Statement]:
        """The statements after this source, in order of content; the first forty."""
        at = bisect_left(self.ordered, place[1], key=lambda s: s.start)
        yield from self.ordered[at : at + 40]

    # --- looking back ---

    def _before(self, at: int, *, quoted: bool = False) -> Iterator[tuple[int, Character]]:
        """Who was met before this place, the nearest first; those named only inside what others say are left out unless asked for."""
        i, j = bisect_left(self.met, at, key=lambda x: x[0]), bisect_left(self.spoken, at, key=lambda x: x[0])
        for _ in range(MOST_LOOKED_AT):
            a = self.met[i - 1][0] if i else -1
            b = self.spoken[j - 1][0] if j else -1
            if a < 0 and b < 0:
                return
            if b >= a:
                j -= 1
                if quoted or not _inside(self.quoted, b):
                    yield self.spoken[j]
            else:
                i -= 1
                if quoted or not _inside(self.quoted, a):
                    yield self.met[i]

    def _last(self, at: int, test: Callable[[Character], bool]) -> Character | None:
        """The last one met that passes, first among those named outside what others say."""
        outside = next((c for _, c in self._before(at) if test(c)), None)
        return outside or next((c for _, c in self._before(at, quoted=True) if test(c)), None)

    def _last_speaker(self, at: int, test: Callable[[Character], bool]) -> tuple[int, Character | None]:
        """Who spoke last before this place, of those that pass, and where; -1 and None where no one did."""
        j = bisect_left(self.spoken, at, key=lambda x: x[0])
        near = reversed(self.spoken[max(0, j - MOST_LOOKED_AT) : j])
        return next(((p, c) for p, c in near if test(c) and not _inside(self.quoted, p)), (-1, None))

    # --- what comes out ---

    def told(self, s: Statement) -> Statement:
        """The statement with its speaker and the actors of its relays."""
        relays = tuple(replace(r, actor=self._id(self._relay(r))) for r in s.relays)
        if s.source is None:
            return replace(s, relays=relays)
        place = (s.source.start, s.source.end)
        one, why = self.who[place]
        phrase = self.phrases[place]
        kind: ActorKind = "group" if one.plural or one.sort == "joint" else KINDS[one.sort]
        speaker = Speaker(self._id(one), one.name, self._office(place[0], phrase, one), None, kind, why)
        return replace(s, speaker=speaker, relays=relays, why=(*s.why, why))

    def _office(self, at: int, phrase: Phrase, one: Character) -> str | None:
        """The office as given at this place, else the last one given above, else the first below."""
        if phrase.office:
            return phrase.office
        if one.sort != "person":
            return None
        above = [o for p, o in one.offices if p <= at]
        return above[-1] if above else next((o for _, o in one.offices), None)

    def _relay(self, relay: Relay) -> Character:
        known = self.cast.named(relay.text)
        if known:
            return known
        phrase = self.tongue.read(relay.text)
        bare = phrase.sort in ("person", "unnamed", "pronoun", "place") and not phrase.office and not phrase.head
        return self.cast.add(replace(phrase, sort="outlet") if bare else phrase, relay.start)

    def _id(self, one: Character) -> str:
        return actor_id(self.report, self.tongue.key(one.name) or one.name)

    def actors(self) -> tuple[Actor, ...]:
        """Everyone who speaks or passes on, with every mention of their names."""
        return ()


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _merged(places: Iterator[Place]) -> list[Place]:
    out: list[Place] = []
    for a, b in sorted(places):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _inside(places: list[Place], at: int) -> bool:
    i = bisect_left(places, (at + 1, 0)) - 1
    return i >= 0 and places[i][0] <= at < places[i][1]
