"""Who is one speaker in many reports: the surest pairs are joined first, and never two that cannot be one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.actors.appearances import Appearance, Member, gather, is_state, read_offices, speaker_member
from reportedly.actors.likeness import Likeness, compare
from reportedly.actors.sounds import parts, plain, romanised
from reportedly.actors.states import Parties, Party
from reportedly.hanzi import simplified
from reportedly.joining import Joining
from reportedly.judgements import Link
from reportedly.model import ActorKind, Record, Statement

MOST_NEAR = 60
"""Other names that one is compared with, of those that sound alike."""
_CLASSES = {
    **dict.fromkeys("bpvfw", "P"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("gkcqx", "K"),
    **dict.fromkeys("jzs", "S"),
    **dict.fromkeys("lr", "L"),
    "m": "M",
    "n": "N",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """One speaker across reports. `names` are by language, the fullest first; `party` is whom he, she or it speaks for."""

    id: str
    kind: ActorKind
    name: str
    names: dict[str, tuple[str, ...]]
    offices: tuple[str, ...]
    party: str | None
    party_name: str | None
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    is_party: bool = False
    why: tuple[str, ...] = ()

    def called(self, language: str) -> str:
        """The fullest name in a language, else in the first that it has one in."""
        return (self.names.get(language) or (self.name,))[0]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers that may be one, for a person to decide."""

    one: str
    other: str
    nats: float
    why: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone who speaks in some reports."""

    identities: tuple[Identity, ...]
    suggestions: tuple[Suggestion, ...]
    parties: dict[str, Party]
    by_member: dict[Member, Identity]
    by_id: dict[str, Identity]

    def of(self, record: Record, statement: Statement) -> Identity | None:
        """Who said a statement, None where nobody is named."""
        member = speaker_member(record, statement)
        return self.by_member.get(member) if member else None

    def party_name(self, party: str | None, language: str) -> str | None:
        """A party's name in a language."""
        return self.parties[party].name(language) if party in self.parties else party


def identify(records: Iterable[Record], *, links: Sequence[Link] = ()) -> Cast:
    """Find who is one across reports; `links` are what people merged and split."""
    appearances = gather(records)
    parties = read_offices(appearances)
    desk = _Desk(appearances, parties)
    desk.obey(links)
    desk.join_same()
    desk.join_alike()
    return desk.cast()


@dataclass(slots=True)
class _Desk(Joining):
    """Groups of appearances, joined step by step."""

    all: list[Appearance]
    parties: Parties
    unsure: list[tuple[float, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begin(len(self.all))

    def obey(self, links: Sequence[Link]) -> None:
        """Do what people said about the speakers of two statements."""
        self.follow(links, "speaker", {s: n for n, one in enumerate(self.all) for s in one.statements})

    def join_same(self) -> None:
        """Join what is plainly one: a state, a state's body, a body or document of one name, a full name of one spelling."""
        seen: dict[tuple[str, ...], int] = {}
        for n, one in enumerate(self.all):
            for key, why in self._keys(one):
                first = seen.setdefault(key, n)
                if first != n and not self.parted(first, n) and self._agree(first, n):
                    self.merge(first, n, why)

    def _keys(self, one: Appearance) -> Iterator[tuple[tuple[str, ...], str]]:
        """What two speakers must share to be joined without more ado."""
        if one.kind == "person":
            if one.whole:
                yield ("person", one.language, *one.parts), f"{one.name}: the same full name"
        elif one.party and is_state(one, self.parties):
            yield ("state", one.party.id), f"{one.name}: stands for {one.party.id}"
        elif one.kind in ("organization", "document"):
            if one.kind == "organization" and one.party and one.fields and len(one.parts) < 6 and not one.opposition:
                yield ("body", one.party.id, *sorted(one.fields)), f"{one.name}: {'/'.join(sorted(one.fields))} of {one.party.id}"
            yield (one.kind, one.language, plain(simplified(one.name))), f"{one.name}: the same name"

    def _agree(self, a: int, b: int) -> bool:
        one, other = self.all[a], self.all[b]
        return one.kind != "person" or compare(one, other).verdict == "one"

    def join_alike(self) -> None:
        """Join persons whose names and offices say so, the surest first; where several would do, none, and they are suggested."""
        found = sorted(self._pairs(), key=lambda x: (-x[0].nats, x[1], x[2]))
        full = [x for x in found if self.all[x[1]].whole and self.all[x[2]].whole]
        rest = [x for x in found if not (self.all[x[1]].whole and self.all[x[2]].whole)]
        for some in (full, sorted(rest, key=lambda x: not self._same_office(x[1], x[2]))):
            for likeness, a, b in some:
                if self.group[a] == self.group[b]:
                    continue
                if likeness.verdict == "one" and not self.parted(a, b) and self._fits(a, b):
                    self.merge(a, b, likeness.why)
                elif likeness.verdict in ("one", "unsure"):
                    self.unsure.append((likeness.nats, a, b, likeness.why))

    def _same_office(self, a: int, b: int) -> bool:
        """Whether two speakers hold an office of the very same words."""
        one, other = ({simplified(o) for o in self.all[x].offices} for x in (a, b))
        return bool(one & other)

    def _fits(self, a: int, b: int) -> bool:
        """Whether nobody in one group is plainly another than somebody in the other."""
        one, other = (self.members[self.group[x]] for x in (a, b))
        return not any(compare(self.all[x], self.all[y]).verdict == "two" for x in one[:8] for y in other[:8])

    def _pairs(self) -> Iterator[tuple[Likeness, int, int]]:
        """Pairs of persons in other groups whose names share a pair of consonants, compared."""
        near: dict[str, list[int]] = defaultdict(list)
        known: dict[tuple[object, ...], int] = {}
        for n, one in enumerate(self.all):
            if one.kind != "person" or not one.parts:
                continue
            same = (one.language, one.parts, one.roles, one.fields, one.party.id if one.party else "", one.opposition)
            first = known.setdefault(same, n)
            if first != n and self.group[first] != self.group[n]:
                yield compare(self.all[first], one), first, n
                continue
            done: set[int] = set()
            for sound in sounds_of(one.parts):
                for other in near[sound][-MOST_NEAR:]:
                    if other not in done and self.group[other] != self.group[n]:
                        done.add(other)
                        likeness = compare(self.all[other], one)
                        if likeness.verdict in ("one", "unsure"):
                            yield likeness, other, n
                near[sound].append(n)

    def cast(self) -> Cast:
        """The groups as identities, in order of first appearance."""
        identities: list[Identity] = []
        by_member: dict[Member, Identity] = {}
        parties: dict[str, Party] = {p.id: p for p in self.parties.all()}
        for group, numbers in sorted(self.members.items()):
            some = [self.all[n] for n in sorted(numbers)]
            made = _identity(some, tuple(dict.fromkeys(self.why.get(group, ()))), is_state(some[0], self.parties))
            identities.append(made)
            by_member |= {one.member: made for one in some}
            parties |= {one.party.id: one.party for one in some if one.party}
        told = {n: identities[i].id for i, (_, numbers) in enumerate(sorted(self.members.items())) for n in numbers}
        seen: dict[tuple[str, str], Suggestion] = {}
        for nats, a, b, why in sorted(self.unsure, key=lambda x: (-x[0], x[1], x[2])):
            if told[a] != told[b]:
                seen.setdefault((told[a], told[b]), Suggestion(told[a], told[b], round(nats, 1), why))
        return Cast(tuple(identities), tuple(seen.values()), parties, by_member, {x.id: x for x in identities})


def _identity(some: list[Appearance], why: tuple[str, ...], is_party: bool) -> Identity:
    """One speaker of all that reports say of it."""
    names: dict[str, dict[str, None]] = {}
    for one in some:
        names.setdefault(one.language, {}).update(one.names)
    first = max(some, key=lambda x: (len(x.parts) > 1, x.language == some[0].language))
    party = next((x.party for x in some if x.party), None)
    opposition = any(x.opposition for x in some)
    offices = tuple(dict.fromkeys(o for x in some for o in x.offices))
    party_id = f"{party.id}/opposition" if party and opposition else party.id if party else None
    return Identity(
        id=hashlib.sha256(f"{some[0].page}|{some[0].name}|{some[0].member[1]}".encode()).hexdigest()[:12],
        kind=first.kind, name=first.name,
        names={x: tuple(sorted(n, key=lambda w: (-len(parts(w)), -len(w), w))) for x, n in names.items()},
        offices=offices, party=party_id, party_name=party.name(first.language) if party else None,
        statements=tuple(s for x in some for s in x.statements),
        reports=tuple(dict.fromkeys(x.member[0] for x in some)), is_party=is_party, why=why,
    )  # fmt: skip


def sounds_of(names: tuple[str, ...]) -> list[str]:
    """What names that may be one share: pairs of neighbouring consonants of each part, whatever its script, by their kind."""
    out: dict[str, None] = {}
    for part in names:
        kinds = [_CLASSES[c] for c in romanised(part) if c in _CLASSES]
        kinds = [k for k, before in zip(kinds, ["", *kinds], strict=False) if k != before]
        pairs = ["".join(kinds[i : i + 2]) for i in range(len(kinds) - 1)] or ["".join(kinds) or part[:1]]
        out.update(dict.fromkeys(pairs))
    return list(out)
