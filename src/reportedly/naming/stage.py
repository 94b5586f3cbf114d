"""One report being read for its speakers: what its sources say, who is named where, who spoke before a place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reportedly.model import Relay, Report, Statement
from reportedly.naming.cast import MOST_LOOKED_AT, Cast, Character
from reportedly.naming.phrase import Phrase
from reportedly.naming.tongue import Tongue

Place = tuple[int, int]
"""Start and end of a source in the text."""
NARRATIVE = ("summary", "back-reference", "outlet-own-voice", "document")
"""Kinds whose content is told as the report itself tells: who is named there is introduced to the reader."""
LONGEST = 300
"""A source of more characters is a description, whatever is in it."""
BEFORE = 24
"""How many characters before a source may tell its case or article."""
Test = Callable[[Character], bool]


class Stage:
    """What is known while the sources of one report are matched to its cast."""

    def __init__(self, report: Report, statements: tuple[Statement, ...], tongue: Tongue) -> None:
        self.text = report.text
        self.report = report
        self.tongue = tongue
        self.cast = Cast(tongue)
        self.ordered = sorted(statements, key=lambda s: s.start)
        self.by_source: dict[Place, list[Statement]] = {}
        for s in self.ordered:
            if s.source is not None:
                self.by_source.setdefault((s.source.start, s.source.end), []).append(s)
        self.phrases = {place: self._read(place) for place in sorted(self.by_source)}
        self.told = _merged((c.start, c.end) for s in statements if s.kind not in NARRATIVE for c in s.content)
        self.who: dict[Place, tuple[Character, str]] = {}
        self.met: list[tuple[int, Character]] = []
        self.spoken = sorted(((r.start, self.relay(r)) for s in statements for r in s.relays), key=lambda x: x[0])
        self._introduce()
        self._walk()

    def _read(self, place: Place) -> Phrase:
        a, b = place
        return self._phrase(self.text[a:b], self.text[max(0, a - BEFORE) : a])

    def _phrase(self, words: str, before: str = "") -> Phrase:
        """What these words say; those that hold no letter, or far too many, are themselves."""
        readable = len(words) <= LONGEST and any(c.isalnum() for c in words)
        phrase = self.tongue.read(words, before) if readable else None
        return phrase if phrase and self.tongue.key(phrase.name) else Phrase(words, "unnamed", words)

    # --- who is named at all ---

    def _introduce(self) -> None:
        """Put every full name of the sources and of the text into the cast, then the short ones that mean nobody yet."""
        named = [
            (a, p)
            for (a, _), whole in self.phrases.items()
            for p in whole.parts or (whole,)
            if p.sort in ("person", "body", "outlet", "name")
        ]
        found = self.tongue.introduced(self.text, [p.name for _, p in named if p.sort != "person"])
        self.met += [(f.start, self.cast.add(f.phrase, f.start)) for f in found if f.phrase.sort == "role"]
        named += [(f.start, f.phrase) for f in found if f.phrase.sort != "role"]
        for at, phrase in sorted(named, key=lambda x: (not self.tongue.calls(x[1].name), -len(x[1].name), x[0])):
            person = phrase.sort in ("person", "name")
            if not (self.cast.called(phrase.call or phrase.name) if person else self.tongue.general(phrase)):
                self.cast.add(phrase, at)
        for at, phrase in sorted(named, key=lambda x: x[0]):
            known = self.cast.named(phrase.name)
            if known is not None and known.sort == "person":
                self.cast.learn(known, phrase, at)

    def _walk(self) -> None:
        """Note where each member of the cast is mentioned, in order."""
        self.met += [(start, one) for start, _, one in self.mentions(self.cast.members)]
        self.met.sort(key=lambda x: x[0])

    def mentions(self, members: Iterable[Character]) -> Iterator[tuple[int, int, Character]]:
        """Where these are named in the text; a name that several share is the one's who was named last."""
        owners: dict[str, list[Character]] = {}
        for c in members:
            for name in (*c.names, *(self.tongue.short_forms(c.name) if c.sort == "person" else ())):
                owners.setdefault(name, []).append(c)
        last: dict[Character, int] = {}
        for start, end, name in self.tongue.mentions(self.text, owners):
            exact = self.cast.named(name)
            one = exact if exact in owners[name] else max(owners[name], key=lambda c: last.get(c, -1))
            if one is not None:
                last[one] = start
                yield start, end, one

    def relay(self, relay: Relay) -> Character:
        """Who a relay is: an outlet, unless an office or a kind of body says otherwise."""
        known = self.cast.named(relay.text)
        if known:
            return known
        phrase = self._phrase(relay.text)
        bare = phrase.sort in ("person", "name", "unnamed", "pronoun", "place") and not phrase.office and not phrase.head
        return self.cast.add(replace(phrase, sort="outlet") if bare else phrase, relay.start)

    # --- who was there before a place ---

    def settle(self, place: Place, one: Character, why: str) -> None:
        """Note who a source is."""
        self.who[place] = one, why
        insort(self.spoken, (place[0], one), key=lambda x: x[0])

    def before(self, at: int, *, inside: bool = False) -> Iterator[tuple[int, Character]]:
        """Who was met before this place, the nearest first; `inside`: also those named only within what others say."""
        i, j = bisect_left(self.met, at, key=lambda x: x[0]), bisect_left(self.spoken, at, key=lambda x: x[0])
        for _ in range(MOST_LOOKED_AT):
            a = self.met[i - 1][0] if i else -1
            b = self.spoken[j - 1][0] if j else -1
            if a < 0 and b < 0:
                return
            i, j, near = (i, j - 1, self.spoken[j - 1]) if b >= a else (i - 1, j, self.met[i - 1])
            if inside or not _covered(self.told, near[0]):
                yield near

    def last(self, at: int, test: Test) -> Character | None:
        """The last one met that passes, first among those named outside what others say."""
        outside = next((c for _, c in self.before(at) if test(c)), None)
        return outside or next((c for _, c in self.before(at, inside=True) if test(c)), None)

    def last_speaker(self, at: int, test: Test) -> tuple[int, Character | None]:
        """Who spoke last before this place, of those that pass, and where; -1 and None where no one did."""
        j = bisect_left(self.spoken, at, key=lambda x: x[0])
        near = reversed(self.spoken[max(0, j - MOST_LOOKED_AT) : j])
        return next(((p, c) for p, c in near if test(c) and not _covered(self.told, p)), (-1, None))

    def last_places(self, at: int) -> dict[Character, int]:
        """Where each of those met not long before was met last."""
        return {c: p for p, c in reversed([*self.before(at)])}

    def soon(self, at: int, within: int) -> list[Character]:
        """Who is named next after a place."""
        i = bisect_left(self.met, at, key=lambda x: x[0])
        return [c for p, c in self.met[i : i + 8] if p - at < within]

    def known_before(self, at: int, one: Character) -> bool:
        """Whether someone was named not long before a place."""
        i = bisect_left(self.met, at, key=lambda x: x[0])
        return any(c is one for _, c in self.met[max(0, i - MOST_LOOKED_AT) : i])


def _merged(places: Iterable[Place]) -> list[Place]:
    out: list[Place] = []
    for a, b in sorted(places):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _covered(places: list[Place], at: int) -> bool:
    i = bisect_left(places, (at + 1, 0)) - 1
    return i >= 0 and places[i][0] <= at < places[i][1]
