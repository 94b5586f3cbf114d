"""How sure it is that two statements tell one act of saying: nats of evidence, each piece with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from reportedly.errors import RecordError
from reportedly.model import ActorKind
from reportedly.utterances.told import FEW, Told


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence weighs, in nats."""

    base: float
    near: float
    mutual: float
    retold: float
    same_words: float
    same_speaker: float
    same_voice: float
    no_speaker: float
    one_speaker: float
    other_speaker: float
    other_person: float
    other_party: float
    nameless: float
    same_day: float
    near_day: float
    next_day: float
    other_day: float
    undated: float
    same_number: float
    same_act: float
    other_act: float
    opposed: float
    same_report: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Where two groups are joined, and how many pairs are looked at."""

    join: float
    neighbours: int
    nearest: float
    crowd: int
    retold: float
    margin: float
    translated: float


@dataclass(frozen=True, slots=True)
class Settings:
    """All of data/utterances.toml."""

    weights: Weights
    limits: Limits


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the words of two statements are (-1 to 1), and whether each is the nearest to the other: of its report, of all."""

    near: float
    mutual: bool = False
    retold: bool = False


NAMELESS: frozenset[ActorKind] = frozenset(("unnamed", "group", "document"))
"""Kinds of speakers whose names say little of whether two are one: an official, residents, the treaty."""
Piece = tuple[float, str]
"""What a piece of evidence weighs, and the reason in words."""


@cache
def shipped_settings() -> Settings:
    """The settings that ship with the package; raises RecordError where they do not fit."""
    try:
        text = (resources.files("reportedly") / "data" / "utterances.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), Settings)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise RecordError(f"data/utterances.toml: {error}") from error


def nats(a: Told, b: Told, words: Nearness, weights: Weights) -> float:
    """How sure it is that two statements tell one act of saying; above 0 it is more likely than not."""
    return weights.base + sum(weight for weight, _ in pieces(a, b, words, weights))


def reason(a: Told, b: Told, words: Nearness, weights: Weights) -> str:
    """What speaks for it, in words."""
    return ", ".join(why for weight, why in pieces(a, b, words, weights) if why and weight > 0)


def pieces(a: Told, b: Told, words: Nearness, weights: Weights) -> Iterator[Piece]:
    """Every piece of evidence."""
    yield weights.near * words.near, f"words {words.near:.2f} near"
    if words.mutual:
        yield weights.mutual, "each the nearest of its report"
    if words.retold:
        yield weights.retold, "each the nearest of all"
    if a.letters == b.letters and len(a.letters) >= FEW:
        yield weights.same_words, "the very same words"
    yield _speaker(a, b, weights)
    yield _day(a, b, weights)
    if a.numbers & b.numbers:
        yield weights.same_number, "the same number"
    if a.statement.act == b.statement.act:
        yield weights.same_act, f"both {a.statement.act}"
    elif a.does != b.does:
        yield weights.other_act, f"one {a.statement.act}, the other {b.statement.act}"
    if _opposed(a, b):
        yield weights.opposed, ""
    if a.record is b.record:
        yield weights.same_report, "in one report"


def _opposed(a: Told, b: Told) -> bool:
    """Whether one denies what surely another says: a denial often has the very words of the claim."""
    one, other = a.identity, b.identity
    if one is None or other is None or one.id == other.id or (a.statement.act == "denies") == (b.statement.act == "denies"):
        return False
    return one.kind == other.kind == "person" or bool(one.party and other.party and one.party != other.party)


def _speaker(a: Told, b: Told, weights: Weights) -> Piece:
    one, other = a.identity, b.identity
    if one is None or other is None:
        return (weights.no_speaker, "no speaker named") if one is other else (weights.one_speaker, "only one names a speaker")
    if one.id == other.id:
        return weights.same_speaker, f"both by {one.name}"
    apart = f"{one.name} is not {other.name}"
    if one.kind == other.kind == "person":
        return weights.other_person, apart
    if one.party and other.party:
        same = one.party == other.party
        return (weights.same_voice, f"both speak for {one.party_name}") if same else (weights.other_party, apart)
    if one.kind == other.kind and one.kind in NAMELESS:
        return weights.nameless, f"{one.name} may be {other.name}"
    return weights.other_speaker, apart


def _day(a: Told, b: Told, weights: Weights) -> Piece:
    if not (a.days.known and b.days.known):
        return weights.undated, ""
    gap = a.days.gap(b.days)
    if gap <= 0:
        same = a.days == b.days and a.days.closed
        return (weights.same_day, f"said {a.statement.said.edtf}") if same else (
            weights.near_day, f"said {a.statement.said.edtf} and {b.statement.said.edtf}"
        )  # fmt: skip
    return (weights.next_day, "a day apart") if gap == 1 else (weights.other_day, "on other days")
