"""Everyone who speaks in some reports, as each report has them: names, offices, whom they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reportedly.actors.offices import NO_OFFICE, Office, office_words, read_office
from reportedly.actors.sounds import parts
from reportedly.actors.states import Parties, Party, Place
from reportedly.hanzi import simplified
from reportedly.lang import LANGUAGES
from reportedly.model import ActorKind, Record, Statement
from reportedly.naming.lexicon import lexicon

Member = tuple[str, str]
"""A report's id and the id of an actor in it."""
PARTS = 4


@dataclass(slots=True)
class Appearance:
    """One speaker in one report. `parts` are those of the fullest name; `whole` says that it is more than a bare surname."""

    member: Member
    page: str
    language: str
    kind: ActorKind
    name: str
    names: dict[str, None] = field(default_factory=dict)
    offices: dict[str, None] = field(default_factory=dict)
    behalf: dict[str, None] = field(default_factory=dict)
    statements: list[str] = field(default_factory=list)
    read: tuple[Office, ...] = ()
    party: Party | None = None
    whole: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the fullest name, as plain letters."""
        return parts(simplified(self.name))[:PARTS]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of all offices that the report gives."""
        return frozenset(o.role for o in self.read if o.role)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of all offices that the report gives."""
        return frozenset(x for o in self.read for x in o.fields)

    @property
    def opposition(self) -> bool:
        """Whether an office says that its holder is of the opposition."""
        return any(o.opposition for o in self.read)


def speaker_member(record: Record, statement: Statement) -> Member | None:
    """The report and actor behind a statement, None where it has no speaker."""
    speaker = statement.speaker
    if speaker is None or not (speaker.actor or speaker.name):
        return None
    return record.report.id, speaker.actor or speaker.name


def tongue_of(language: str) -> str:
    """The language whose words are used for a report."""
    known = language.split("-")[0]
    return known if known in LANGUAGES else "en"


def gather(records: Iterable[Record]) -> list[Appearance]:
    """Every speaker of every report, in order."""
    out = list(_gathered(records))
    surnames = {(one.language, one.parts[-1]) for one in out if len(one.parts) > 1}
    for one in out:
        one.whole = _is_full_name(one) and not (len(one.parts) == 1 and (one.language, one.parts[0]) in surnames)
    return out


def _gathered(records: Iterable[Record]) -> Iterator[Appearance]:
    for record in records:
        here: dict[Member, Appearance] = {}
        language = tongue_of(record.report.language)
        for s in record.statements:
            member = speaker_member(record, s)
            if member is None or s.speaker is None:
                continue
            one = here.get(member)
            if one is None:
                one = here[member] = Appearance(member, record.report.page, language, s.speaker.kind, s.speaker.name)
            one.statements.append(s.id)
            if len(s.speaker.name) > len(one.name):
                one.name = s.speaker.name
            one.names.setdefault(s.speaker.name)
            for text, into in ((s.speaker.office, one.offices), (s.speaker.on_behalf_of, one.behalf)):
                if text:
                    into.setdefault(text)
        for actor in record.actors:
            found = here.get((record.report.id, actor.id))
            if found is not None:
                for name in actor.names:
                    found.names.setdefault(name)
                if actor.party:
                    found.behalf.setdefault(actor.party)
        yield from here.values()


def read_offices(appearances: list[Appearance]) -> Parties:
    """Read every office and settle which party each speaks for; gives the parties that were learned on the way."""
    for one in appearances:
        one.read = tuple(read_office(text, one.language) for text in _descriptions(one)) or (NO_OFFICE,)
    speaking = [a for a in appearances if a.kind != "document"]
    parties = Parties(Place(o.place, a.language, a.member[0]) for a in speaking for o in a.read if o.place)
    for one in speaking:
        if one.kind == "organization" and len(one.parts) == 1:
            parties.meet(one.name, one.language)
    for one in speaking:
        one.party = _party(one, parties)
        _without_state(one, parties)
    return parties


def _descriptions(one: Appearance) -> Iterator[str]:
    """What is said of a speaker: offices, the bodies spoken for, and a body's or unnamed person's own name."""
    yield from one.offices
    yield from one.behalf
    if one.kind != "person":
        yield from one.names


def _party(one: Appearance, parties: Parties) -> Party | None:
    for office in one.read:
        found = parties.of(Place(office.place, one.language, one.member[0])) if office.place else None
        if found is not None:
            return found
    if one.kind == "organization":
        return next((p for name in one.names if (p := parties.named(name, one.language, one.member[0]))), None)
    return None


def _without_state(one: Appearance, parties: Parties) -> None:
    """Take a state that was read into a person's name out of it again: 토마스 오리엘 솔마라 (장관)."""
    words = one.name.split()
    if one.kind == "person" and len(words) > 2:
        found = parties.named(words[-1], one.language, one.member[0])
        if found is not None:
            one.name, one.party = " ".join(words[:-1]), one.party or found


def is_state(one: Appearance, parties: Parties) -> bool:
    """Whether a body's name is a state's own, or its side's: Solmara, 卡方, солмарская сторона."""
    if one.kind not in ("organization", "group", "unnamed") or one.party is None or one.fields or one.roles:
        return False
    sides = office_words(one.language).side_words
    names = [simplified(name) for name in one.names]
    beside = [name.replace(o.place, "", 1).strip() for o in one.read if o.place for name in names if o.place in name]
    return any(not rest or any(side in rest for side in sides) for rest in beside) or any(
        parties.named(name, one.language, one.member[0]) for name in one.names
    )


def _is_full_name(one: Appearance) -> bool:
    """Whether a person's name is more than a surname: two parts, or a Chinese or Korean full name in one."""
    if len(one.parts) > 1:
        return True
    name = simplified(one.name)
    if one.language == "zh" and 2 <= len(name) <= 3:
        words = lexicon("zh")
        return name[0] in words.surnames or name[:2] in words.compound_surnames.split()
    return one.language == "ko" and len(name) == 3 and name[0] in lexicon("ko").surnames
