"""Measure copies, tellings, points, positions, figures and changes on the disputes, from gold statements and end to end.

    python tools/measure_points.py [DISPUTE_DIR ...]     default: ../shared/disputes/*, and the samples with tests/gold

From gold statements: the gold's statements with our names, numbers, hedges and answers, so that grouping is judged apart from finding.
End to end: `reportedly add --manifest` into a new database, the four JSON files as a store prints them, then score_points.py.
`--keep DIR` keeps databases and JSON; `--gold-only` leaves out the reading, which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from reportedly.actors import identify
from reportedly.acts import settle_acts
from reportedly.errors import ReportedlyError
from reportedly.gold import GoldReport, load_gold
from reportedly.model import Record, Telling, Utterance
from reportedly.names import name_speakers
from reportedly.numbers import count
from reportedly.points import find_points
from reportedly.reposts import find_copies
from reportedly.schema import to_json
from reportedly.utterances import encode_statements, find_utterances

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_points.py"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Where a dispute's gold and manifest are."""

    name: str
    gold: Path
    manifest: Path


@dataclass(frozen=True, slots=True)
class GoldUtterance:
    """What points.json says of one act of saying."""

    id: str
    statements: tuple[str, ...]
    said: str | None = None


@dataclass(frozen=True, slots=True)
class GoldPoints:
    """The part of points.json that utterances are made of."""

    utterances: tuple[GoldUtterance, ...]


def main() -> int:
    """Measure every dispute; exit 1 where the scorer or a dispute is missing."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dispute", nargs="*", type=Path)
    ap.add_argument("--keep", type=Path, metavar="DIR")
    ap.add_argument("--gold-only", action="store_true")
    a = ap.parse_args()
    some = [dispute(d) for d in a.dispute] or known()
    if not SCORER.is_file() or not some:
        print(f"{SCORER.parent.parent}: has no tools/score_points.py or no disputes", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for one in some:
                measure(one, a.keep or Path(scratch), reading=not a.gold_only)
    except ReportedlyError as error:
        print(f"measure_points: {error}", file=sys.stderr)
        return 1
    return 0


def known() -> list[Dispute]:
    """The disputes that are here, and the samples."""
    here = [dispute(d) for d in sorted((SHARED / "disputes").glob("*/")) if (d / "points.json").is_file()]
    return [*here, Dispute("samples", ROOT / "tests" / "gold", ROOT / "samples" / "manifest.jsonl")]


def dispute(folder: Path) -> Dispute:
    """A dispute by its folder."""
    return Dispute(folder.name, folder, folder / "manifest.jsonl")


def measure(one: Dispute, keep: Path, *, reading: bool) -> None:
    """Print one dispute's figures: from the gold's acts of saying, from ours, and end to end."""
    records, told = from_gold(one)
    cast = identify(records)
    statements = [(r.report, s) for r in records for s in r.statements]
    vectors = dict(zip((s.id for _, s in statements), encode_statements(statements), strict=True))
    copies = find_copies([r.report for r in records])
    for label, utterances in (
        ("gold statements and acts", told),
        ("gold statements", find_utterances(records, cast, vectors, copies)),
    ):
        points = find_points(records, utterances, cast, vectors)
        out = keep / f"{one.name}-{label.replace(' ', '-')}"
        show(one, label, written(out, records, utterances, points, copies))
    if reading:
        show(one, "end to end", read(one, keep / f"{one.name}-end-to-end"))


def from_gold(one: Dispute) -> tuple[list[Record], list[Utterance]]:
    """Records of the gold's statements, and acts of saying as points.json has them."""
    known_as: dict[str, str] = {}
    records = []
    golds = load_gold(one.gold / "gold.jsonl")
    published = {Path(x["path"]).stem: x for x in map(json.loads, one.manifest.read_text(encoding="utf-8").splitlines())}
    for g in golds:
        record = as_read(g, published.get(g.id, {}))
        records.append(record)
        ordered = sorted(g.statements, key=lambda s: s.content[0].start)
        known_as |= {f"{g.id}:{s.id}": made.id for s, made in zip(ordered, record.statements, strict=True)}
    cast = identify(records)
    place = {s.id: (r, s) for r in records for s in r.statements}
    points = msgspec.json.decode((one.gold / "points.json").read_bytes(), type=GoldPoints)
    utterances = []
    for u in points.utterances:
        ids = [known_as[s] for s in u.statements]
        heard = Counter(who.id for who in (cast.of(*place[i]) for i in ids) if who)
        speaker = heard.most_common(1)[0][0] if heard else ""
        told = tuple(Telling(place[i][0].report.id, i, "verbatim") for i in ids)
        utterances.append(Utterance(id=u.id, speaker=speaker, said=u.said, tellings=told, first_here=ids[0], origins=1))
    return records, utterances


def as_read(g: GoldReport, manifest: dict[str, str]) -> Record:
    """A gold report's record: spans, acts and dates are the gold's; names, numbers, hedges and answers are ours."""
    record = g.record()
    report = replace(record.report, published=g.published or manifest.get("published"), outlet=manifest.get("outlet"))
    statements, actors = name_speakers(report, record.statements)
    ours = count(report, settle_acts(report, statements))
    kept = tuple(replace(s, act=old.act, said=old.said) for s, old in zip(ours, record.statements, strict=True))
    return Record(report, kept, actors)


def read(one: Dispute, out: Path) -> Path:
    """Read a dispute's reports into a new database; gives the folder with the four JSON files."""
    out.mkdir(parents=True, exist_ok=True)
    db = out / "store.db"
    run("add", "--manifest", str(one.manifest), "--db", str(db))
    for command in ("records", "utterances", "points", "copies"):
        (out / f"{command}.jsonl").write_bytes(run(command, "--db", str(db), "--json"))
    return out


def run(*command: str) -> bytes:
    """What a command prints."""
    return subprocess.run([sys.executable, "-m", "reportedly", *command], check=True, stdout=subprocess.PIPE).stdout


def written(out: Path, *kinds: Iterable[object]) -> Path:
    """Write records, utterances, points and copies as a store prints them."""
    out.mkdir(parents=True, exist_ok=True)
    for name, items in zip(("records", "utterances", "points", "copies"), kinds, strict=True):
        (out / f"{name}.jsonl").write_bytes(b"".join(to_json(x) + b"\n" for x in items))  # type: ignore[arg-type]
    return out


def show(one: Dispute, label: str, predicted: Path) -> None:
    """Print what the scorer says."""
    done = subprocess.run(
        [sys.executable, str(SCORER), str(one.gold), str(predicted)], capture_output=True, text=True, check=False
    )
    print(f"{one.name}, {label}\n{done.stdout or done.stderr}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
