"""The speaker behind each source, within one report.

A source's words are read by themselves first (`naming.phrase`); then, in the order of the text, each is matched to the cast of
the report (`naming.matching`): a full name, a shorter one, an office, a pronoun, a paper that stands for its body. Headlines
come last (`naming.headlines`), since they name people before the body introduces them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from reportedly.model import Actor, ActorKind, Report, Span, Speaker, Statement
from reportedly.naming.cast import NAMING, Character
from reportedly.naming.headlines import Headlines
from reportedly.naming.matching import Matcher
from reportedly.naming.phrase import Phrase, Sort
from reportedly.naming.stage import Stage
from reportedly.naming.tongues import tongue

KINDS: dict[Sort, ActorKind] = {
    "person": "person", "joint": "group", "body": "organization", "outlet": "organization", "place": "organization",
    "name": "organization", "paper": "document", "role": "unnamed", "unnamed": "unnamed", "pronoun": "unnamed",
}  # fmt: skip


def name_speakers(report: Report, statements: tuple[Statement, ...]) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Set the speaker of every statement that has a source and the actor of every relay; list the actors of the report."""
    stage = Stage(report, statements, tongue(report.language).at_home(report.text))
    matcher, headlines = Matcher(stage), Headlines(stage)
    for place, phrase in stage.phrases.items():
        if not headlines.ahead(place):
            stage.settle(place, *matcher.match(place[0], phrase))
    for place, phrase in reversed(stage.phrases.items()):
        one = headlines.below(place) if headlines.ahead(place) or headlines.glued(place) else None
        if one is not None:
            stage.settle(place, one, f"{phrase.words} → {one.name}, who says the same below")
        elif place not in stage.who:
            stage.settle(place, *matcher.match(place[0], phrase))
    return tuple(_told(stage, s) for s in statements), _actors(stage, statements)


def actor_id(report: Report, name: str) -> str:
    """The id of an actor: the same for the same name in the same report, whatever its case or spelling."""
    key = tongue(report.language).key(name) or name
    return hashlib.sha256(f"{report.id}|{key}".encode()).hexdigest()[:12]


def _told(stage: Stage, s: Statement) -> Statement:
    """The statement with its speaker and the actors of its relays."""
    relays = tuple(replace(r, actor=actor_id(stage.report, stage.relay(r).name)) for r in s.relays)
    if s.source is None:
        return replace(s, relays=relays)
    place = (s.source.start, s.source.end)
    one, why = stage.who[place]
    office = _office(place[0], stage.phrases[place], one)
    speaker = Speaker(actor_id(stage.report, one.name), one.name, office, _on_behalf(stage, office, one), _kind(one), why)
    return replace(s, speaker=speaker, relays=relays, why=(*s.why, why))


def _kind(one: Character) -> ActorKind:
    return "group" if one.plural and one.sort != "outlet" else KINDS[one.sort]


def _office(at: int, phrase: Phrase, one: Character) -> str | None:
    """The office as given at this place, else the last one given above, else the first below."""
    if one.sort != "person":
        return None
    if phrase.office:
        return phrase.office
    return phrase.words if phrase.sort == "role" else one.office_at(at)


def _on_behalf(stage: Stage, office: str | None, one: Character) -> str | None:
    """The body that a spokesperson speaks for, by its fullest name."""
    words = office if one.sort == "person" else one.name if one.sort == "role" else None
    body = stage.tongue.speaks_for(words) if words else None
    known = stage.cast.named(body) if body else None
    return known.name if known else body


# --- actors ---


def _actors(stage: Stage, statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """Everyone who speaks, passes on or is credited, with every mention of their names in the text."""
    cast = dict.fromkeys(one for one, _ in stage.who.values())
    cast |= dict.fromkeys(stage.relay(r) for s in statements for r in s.relays)
    spans: dict[str, dict[int, int]] = {}
    for start, end, one in stage.mentions(cast):
        spans.setdefault(actor_id(stage.report, one.name), {})[start] = end
    for (start, end), (one, _) in stage.who.items():
        if one.sort not in NAMING:
            spans.setdefault(actor_id(stage.report, one.name), {}).setdefault(start, end)
    actors = {i: a for one in cast for i, a in [(actor_id(stage.report, one.name), _actor(stage, one))]}
    for credit in stage.report.agencies:
        i = actor_id(stage.report, credit.actor or credit.text)
        actors.setdefault(i, Actor(i, "organization", credit.actor or credit.text, (credit.text,)))
        spans.setdefault(i, {}).setdefault(credit.start, credit.end)
    return tuple(replace(a, mentions=_apart(stage.report, spans.get(i, {}))) for i, a in actors.items())


def _actor(stage: Stage, one: Character) -> Actor:
    names = dict.fromkeys((one.name, *one.names))
    return Actor(actor_id(stage.report, one.name), _kind(one), one.name, tuple(names))


def _apart(report: Report, spans: dict[int, int]) -> tuple[Span, ...]:
    """The spans in order, none inside another of the same actor."""
    out: list[Span] = []
    for start, end in sorted(spans.items()):
        if not out or start >= out[-1].end:
            out.append(report.span(start, end))
    return tuple(out)
