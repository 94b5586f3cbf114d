"""Measures how well statements of one act of saying, and speakers, are found again across reports and languages.

usage: measure_utterances.py [--disputes] [--parallel] [--tune] [--each N] [--keep DIR]      without a choice: disputes and parallel

disputes   from gold statements (names, numbers and answers are ours): pairs of statements that are one act of saying, and pairs that
           have one speaker, of ../shared/disputes and the samples
parallel   wmt22-en-zh (news) and wmt22-ru-en, 1:1 by segments, both sides read by the shipped reader; --each N takes N reports of each.
           A statement is found on both sides where both have one in its segment. `first` in its report, `all` of the corpus: its
           nearest on the other side is of its segment. `retold`: each is the nearest to the other of its report and near enough
           (data/utterances.toml): precision of those pairs, recall of the statements found on both sides
tune       tries other weights on the reservoir and the samples, one after the other, and prints the best data/utterances.toml
--keep     keeps records and vectors there, so that only what is missing is made
End to end on the disputes: tools/measure_points.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from measure_points import SHARED, Dispute, from_gold, known

from reportedly.actors import Cast, identify
from reportedly.model import Copy, Given, Record, Statement
from reportedly.reading import read, weights_sha256
from reportedly.reposts import find_copies
from reportedly.schema import from_json, to_json
from reportedly.utterances import Vectors, encode_statements, find_utterances, statement_model
from reportedly.utterances.evidence import Settings, shipped_settings
from reportedly.utterances.pairs import worth_comparing
from reportedly.utterances.told import gather_told, matrix

PARALLEL = (("wmt22-en-zh", "en", "zh"), ("wmt22-ru-en", "ru", "en"))
TUNED_ON = ("reservoir", "samples")
STEPS = (-1.0, -0.5, 0.5, 1.0)
LEAST_GAIN = 0.0015
Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A dispute with all that finding its utterances needs, and the pairs of its gold."""

    name: str
    records: list[Record]
    cast: Cast
    vectors: Vectors
    copies: Sequence[Copy]
    gold: set[Pair]
    speakers: set[Pair]

    def told(self, settings: Settings) -> set[Pair]:
        """The pairs of statements that are found to be one act of saying."""
        found = find_utterances(self.records, self.cast, self.vectors, self.copies, settings=settings)
        return pairs([t.statement for t in u.tellings] for u in found)


def pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    """All pairs of members of one group."""
    return {(min(a, b), max(a, b)) for some in groups for a, b in combinations(some, 2)}


def scores(gold: set[Pair], found: set[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hit = len(gold & found)
    return hit / max(1, len(found)), hit / max(1, len(gold)), 2 * hit / max(1, len(gold) + len(found))


def vectors_of(records: Iterable[Record], kept: Path | None) -> Vectors:
    """The vector of every statement, made only where none is kept."""
    path = kept / f"vectors-{statement_model()}.npz" if kept else None
    have: dict[str, np.ndarray] = {}
    if path and path.exists():
        with np.load(path) as data:
            have = dict(zip(data["ids"].tolist(), data["rows"], strict=True))
    some = [(r.report, s) for r in records for s in r.statements if s.id not in have]
    if some:
        have |= dict(zip((s.id for _, s in some), encode_statements(some), strict=True))
        if path:
            np.savez(path, ids=np.array(list(have)), rows=np.stack(list(have.values())))
    return have


def case(one: Dispute, kept: Path | None) -> Case:
    """A dispute from its gold statements."""
    records, told = from_gold(one)
    gold = msgspec.json.decode((one.gold / "points.json").read_bytes(), type=_Speakers)
    by_id = {u.id: u.speaker for u in gold.utterances}
    said_by: dict[str, list[str]] = {}
    for u in told:
        said_by.setdefault(by_id[u.id], []).extend(t.statement for t in u.tellings)
    return Case(
        one.name, records, identify(records), vectors_of(records, kept), find_copies([r.report for r in records]),
        pairs([t.statement for t in u.tellings] for u in told), pairs(said_by.values()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    id: str
    speaker: str


@dataclass(frozen=True, slots=True)
class _Speakers:
    utterances: tuple[_Said, ...]


def show_disputes(kept: Path | None) -> None:
    """Print how well acts of saying and speakers are found on each dispute."""
    for one in known():
        it = case(one, kept)
        ours = pairs(x.statements for x in it.cast.identities)
        for what, gold, found in (("tellings", it.gold, it.told(shipped_settings())), ("speakers", it.speakers, ours)):
            p, r, f = scores(gold, found)
            print(f"{it.name}, gold statements: {what} precision {p:.3f} recall {r:.3f} F1 {f:.3f}", flush=True)


def both_sides(name: str, languages: Sequence[str], each: int, kept: Path | None) -> list[Record]:
    """The records of a parallel corpus, one report's two sides one after the other; segments are lines."""
    path = kept / f"{name}-{weights_sha256()[:12]}.jsonl" if kept else None
    have = {r.report.page: r for r in map(from_json, path.read_bytes().splitlines())} if path and path.exists() else {}
    out = []
    for line in (SHARED / "corpora" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        if d["domain"] != "news" or len(out) >= 2 * each:
            continue
        for language, segments in zip(languages, (d["src"], d["refs"]["A"]), strict=True):
            page = f"{d['id']}.{language}"
            if page not in have:
                text = "\n".join(s.replace("\n", " ") for s in segments)
                have[page] = read(text, given=Given(published="2021-06-15", language=language, page=page))
                if path:
                    with path.open("ab") as f:
                        f.write(to_json(have[page]) + b"\n")
            out.append(have[page])
    return out


def segment(record: Record, s: Statement) -> tuple[str, int]:
    """The report, without its language, and the number of the segment in which a statement begins."""
    return record.report.page.rpartition(".")[0], record.report.text.count("\n", 0, s.start)


def show_parallel(each: int, kept: Path | None) -> None:
    """Print how well statements find their partners in parallel reports."""
    for name, *languages in PARALLEL:
        records = both_sides(name, languages, each, kept)
        told = gather_told(records, identify(records))
        rows = matrix(told, vectors_of(records, kept))
        sides = np.array([t.record.report.page.endswith(languages[0]) for t in told])
        places = [segment(t.record, t.statement) for t in told]
        a, b = np.flatnonzero(sides), np.flatnonzero(~sides)
        right = np.array([[places[i] == places[j] for j in b] for i in a])
        report = np.array([[places[i][0] == places[j][0] for j in b] for i in a])
        near = rows[a] @ rows[b].T
        found = right.any(1).sum() + right.any(0).sum()
        firsts = [
            (np.take_along_axis(right, x.argmax(1)[:, None], 1).sum() + np.take_along_axis(right, x.argmax(0)[None], 0).sum())
            / found
            for x in (np.where(report, near, -2), near)
        ]
        retold = {p for p in worth_comparing(told, rows, shipped_settings().limits).retold if sides[p[0]] != sides[p[1]]}
        good = {p for p in retold if places[p[0]] == places[p[1]]}
        print(
            f"{name}: {len(records) // 2} reports, {found} statements found on both sides: right partner first {firsts[0]:.3f} in its "
            f"report, {firsts[1]:.3f} of all; retold precision {len(good) / max(1, len(retold)):.3f} "
            f"recall {len({n for p in good for n in p}) / max(1, found):.3f}", flush=True,
        )  # fmt: skip


def tune(kept: Path | None) -> None:
    """Try other weights, one after the other, and print the best that is found."""
    cases = [case(one, kept) for one in known() if one.name in TUNED_ON]

    def worth(settings: Settings) -> float:
        return sum(scores(it.gold, it.told(settings))[2] for it in cases) / len(cases)

    best, most = shipped_settings(), worth(shipped_settings())
    print(f"shipped: mean F1 {most:.4f}", flush=True)
    for name in [f.name for f in fields(best.weights)] * 2:
        for step in STEPS:
            settings = replace(best, weights=replace(best.weights, **{name: getattr(best.weights, name) + step}))
            if (found := worth(settings)) > most + LEAST_GAIN:
                best, most = settings, found
                print(f"{name} = {getattr(best.weights, name)}: mean F1 {most:.4f}", flush=True)
    for table in ("weights", "limits"):
        print(
            f"[{table}]", *(f"{f.name} = {getattr(getattr(best, table), f.name)}" for f in fields(getattr(best, table))), sep="\n"
        )


def main() -> None:
    """Measure what is asked for."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for choice in ("disputes", "parallel", "tune"):
        ap.add_argument(f"--{choice}", action="store_true")
    ap.add_argument("--each", type=int, default=1000)
    ap.add_argument("--keep", type=Path)
    args = ap.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    some = args.disputes or args.parallel or args.tune
    if args.disputes or not some:
        show_disputes(args.keep)
    if args.parallel or not some:
        show_parallel(args.each, args.keep)
    if args.tune:
        tune(args.keep)


if __name__ == "__main__":
    main()
