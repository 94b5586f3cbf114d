"""A store of the samples as their gold has them: reports, utterances and points, without the parser and what is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from reportedly.gold import load_gold
from reportedly.model import (
    Bound,
    Change,
    Copy,
    CopyKind,
    Figure,
    First,
    How,
    Point,
    Position,
    Record,
    Speaker,
    Stance,
    Statement,
    Telling,
    Utterance,
)  # fmt: skip
from reportedly.store import Store, open_store

ROOT = Path(__file__).parents[2]
BY = "mara"


class Named(msgspec.Struct):
    id: str
    party: str | None
    names: dict[str, list[str]]

    def called(self, language: str) -> str:
        return self.names.get(language, self.names["en"])[0]


class Act(msgspec.Struct):
    id: str
    speaker: str
    said: str | None
    statements: list[str]


class Held(msgspec.Struct):
    actor: str
    position: Stance
    utterances: list[str]


class Disputed(msgspec.Struct):
    id: str
    wording: dict[str, str]
    stage: str
    positions: list[Held]


class Number(msgspec.Struct):
    utterance: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    of: str
    stage: str


class Changed(msgspec.Struct, rename={"from_": "from"}):
    actor: str
    point: str
    from_: str
    to: str


class Repeated(msgspec.Struct):
    report: str
    kind: CopyKind
    of: list[str]


class Gold(msgspec.Struct):
    actors: list[Named]
    copies: list[Repeated]
    utterances: list[Act]
    points: list[Disputed]
    figures: list[Number]
    changes: list[Changed]


class Listed(msgspec.Struct):
    path: str
    outlet: str
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples' records by their gold ids, and what the gold says of them together."""

    records: Mapping[str, Record]
    gold: Gold

    def statement(self, name: str) -> tuple[Record, Statement]:
        """A statement by its gold name, `REPORT:NUMBER`, in the order of the gold."""
        report, _, number = name.partition(":")
        record = self.records[report]
        return record, next(s for s in record.statements if s.frame == int(number))


def load() -> Samples:
    """The samples with outlets and dates of the manifest and speakers' names of the gold."""
    gold = msgspec.json.decode((ROOT / "tests/gold/points.json").read_bytes(), type=Gold)
    lines = (ROOT / "samples/manifest.jsonl").read_bytes().splitlines()
    listed = {Path(one.path).stem: one for one in (msgspec.json.decode(line, type=Listed) for line in lines)}
    spoke = {name: act.speaker for act in gold.utterances for name in act.statements}
    actors = {actor.id: actor for actor in gold.actors}
    records = {}
    for report in load_gold(ROOT / "tests/gold/gold.jsonl"):
        record, known = report.record(), listed[report.id]
        told = replace(
            record.report, title=report.text.split("\n", 1)[0][:120], outlet=known.outlet, url=known.url,
            published=known.published or record.report.published,
        )  # fmt: skip
        statements = tuple(_named(s, actors.get(spoke.get(f"{report.id}:{s.frame}", "")), report.lang) for s in record.statements)
        records[report.id] = Record(told, statements)
    return Samples(records, gold)


def _named(s: Statement, actor: Named | None, language: str) -> Statement:
    confidence = 0.35 + (s.frame * 37 % 60) / 100
    if actor is None:
        return replace(s, confidence=confidence)
    return replace(
        s, confidence=confidence, speaker=Speaker(actor.id, actor.called(language), kind="person", why="the gold says so")
    )


def fill(path: Path, samples: Samples) -> None:
    """Make the store's file."""
    with open_store(path) as store:
        for name, record in samples.records.items():
            store.add(record, record.report.text.encode(), name=name)
        make(store, samples)


def make(store: Store, samples: Samples) -> None:
    """Put the gold's copies, utterances and points in the store."""
    gold, ids = samples.gold, {name: record.report.id for name, record in samples.records.items()}
    store.remake(Copy, (Copy(report=ids[c.report], kind=c.kind, of=tuple(ids[o] for o in c.of), share=0.96) for c in gold.copies))
    store.remake(Utterance, (_utterance(act, samples) for act in gold.utterances))
    store.remake(Point, (_point(p, samples) for p in gold.points))


def _utterance(act: Act, samples: Samples) -> Utterance:
    told = [samples.statement(name) for name in act.statements]
    first = told[0][0].report.language
    tellings = tuple(Telling(r.report.id, s.id, _how(n, r.report.language, first)) for n, (r, s) in enumerate(told))
    return Utterance(
        id=act.id, speaker=act.speaker, said=act.said, tellings=tellings, first_here=tellings[0].statement,
        origins=len({t.report for t in tellings}), why=("the gold says so",),
    )  # fmt: skip


def _how(n: int, language: str, first: str) -> How:
    return "translated" if language != first else "verbatim" if n == 0 else "paraphrased"


def _point(p: Disputed, samples: Samples) -> Point:
    gold = samples.gold
    said = {act.id: act.said for act in gold.utterances}
    actors = {actor.id: actor for actor in gold.actors}
    parties = {actor.id: actors[actor.party].called("en") if actor.party in actors else None for actor in gold.actors}
    positions = tuple(
        Position(h.actor, parties.get(h.actor), h.position, tuple(h.utterances), said[h.utterances[0]]) for h in p.positions
    )
    on = [u for h in p.positions for u in h.utterances]
    figures = tuple(
        Figure(f.utterance, f.low, f.high, f.bound, f.unit, f.of, f.stage, f.stage == p.stage)
        for f in gold.figures if f.utterance in on
    )  # fmt: skip
    changes = tuple(Change(c.actor, c.from_, c.to) for c in gold.changes if c.point == p.id)
    return Point(
        id=p.id, wording=p.wording, stage=p.stage, positions=positions, figures=figures, changes=changes,
        first=First(on[0], on[0]), why=("the gold says so",),
    )  # fmt: skip
