"""Measure the store: adding without reading, search at 100,000 statements, a report's page, bytes on disk.

    python tools/bench_store.py                          reports of tests/gold, repeated with other numbers
    python tools/bench_store.py --gold FILE --gold FILE  other gold, for a wider vocabulary
    python tools/bench_store.py --json                   the same as one line of JSON

Adding is measured twice: what the store does for a record, and of the samples with reading, as `reportedly add` does it.
Times are of the wall; --cpu counts the processor's instead, for a machine that has other things to do.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

import click

from reportedly.gold import GoldReport, load_gold
from reportedly.intake import find_files
from reportedly.model import Raw, Record, Relay, Report, Span, Statement
from reportedly.reading import read
from reportedly.store import Filter, Results, Store, open_store

ROOT = Path(__file__).parents[1]
SEED = 20310309

T = TypeVar("T")
Clock = Callable[[], float]


def varied(record: Record, n: int, rng: random.Random) -> tuple[Record, bytes]:
    """The record once more, on another page, with other digits: every offset stays."""
    old = record.report
    text = re.sub(r"\d", lambda m: str(rng.randrange(10)), old.text) + f"\n{n}"
    raw = text.encode()
    digest = sha256(raw).hexdigest()
    day = f"20{rng.randrange(25, 35)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    report = replace(
        old, id=digest[:16], text=text, page=f"{old.page}-{n}", raw=Raw(digest, len(raw), "utf-8"), published=day,
        published_basis="given", outlet=f"Outlet {rng.randrange(200)}", retrieved=None,
    )  # fmt: skip
    return Record(report, tuple(_moved(s, report, n, day) for s in record.statements)), raw


def _moved(s: Statement, report: Report, n: int, day: str) -> Statement:
    def cut(x: Span) -> Span:
        return report.span(x.start, x.end)

    def maybe(x: Span | None) -> Span | None:
        return cut(x) if x else None

    return replace(
        s, id=sha256(f"{s.id}{n}".encode()).hexdigest()[:12], parent=None,
        content=tuple(map(cut, s.content)), cue=tuple(map(cut, s.cue)), source=maybe(s.source),
        relays=tuple(Relay(r.start, r.end, report.text[r.start : r.end]) for r in s.relays),
        addressee=maybe(s.addressee), occasion=maybe(s.occasion), said_words=maybe(s.said_words),
        said=replace(s.said, edtf=day if s.said.edtf else None),
    )  # fmt: skip


def many(gold: list[GoldReport], statements: int) -> Iterator[tuple[Record, bytes]]:
    """So many records that they have this many statements."""
    rng, records, n = random.Random(SEED), [g.record() for g in gold if g.statements], 0
    while statements > 0:
        record = records[n % len(records)]
        statements -= len(record.statements)
        n += 1
        yield varied(record, n, rng)


def queries(gold: list[GoldReport], count: int) -> list[str]:
    """Words as people look for them: names of two characters and more, words, pairs of words; common ones are common here too."""
    rng = random.Random(SEED)
    out: list[str] = []
    spoken = [x.text for g in gold for s in g.statements for x in (*s.content, *s.source)]
    while len(out) < count:
        words = re.findall(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff]{3,}", rng.choice(spoken))
        if not words:
            continue
        word = rng.choice(words)
        if word[0] >= "\u4e00" and word[0] <= "\u9fff":
            size = rng.choice((2, 2, 2, 3, 4))
            at = rng.randrange(max(1, len(word) - size + 1))
            word = word[at : at + size]
        out.append(word if rng.random() < 0.8 else f"{word} {rng.choice(words)[:4]}")
    return out


def _timed(ms: list[float]) -> dict[str, float]:
    return {
        "p50 ms": round(median(ms), 2), "p95 ms": round(quantiles(ms, n=20, method="inclusive")[-1], 2), "worst ms": round(max(ms), 1), "times": len(ms),
    }  # fmt: skip


def _times(clock: Clock, do: Callable[[T], object], inputs: Iterable[T]) -> list[float]:
    """How many milliseconds one thing takes for each of its inputs."""
    out = []
    for one in inputs:
        start = clock()
        do(one)
        out.append(1000 * (clock() - start))
    return out


def _ask(store: Store, wanted: Filter, query: str) -> Results:
    return store.search(query, wanted)


@click.command()
@click.option("--statements", default=100_000, show_default=True)
@click.option("--gold", "files", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=1000, show_default=True)
@click.option("--cpu", is_flag=True)
@click.option("--db", type=click.Path(path_type=Path), help="Keep the database here, and use it again where it is.")
@click.option("--json", "as_json", is_flag=True)
def bench(statements: int, files: tuple[Path, ...], count: int, cpu: bool, db: Path | None, as_json: bool) -> None:
    """Measure, and print what was measured."""
    clock = time.process_time if cpu else time.perf_counter
    gold = [g for f in files or (ROOT / "tests/gold/gold.jsonl",) for g in load_gold(f)]
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "samples.db") as store:
            figures["add with reading"] = _added(_times(clock, partial(_read_and_add, store), _samples()))
        with open_store(db or Path(folder) / "bench.db") as store:
            if not next(store.entries(), None):
                ms = _times(clock, lambda one: store.add(one[0], one[1], name=one[0].report.page), many(gold, statements))
                figures["add without reading"] = _added(ms)
            figures |= _figures(store, queries(gold, count), clock)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, values in figures.items():
        click.echo(f"{name:24} " + ", ".join(f"{k} {v:,}" for k, v in values.items()))


def _added(ms: list[float]) -> dict[str, float]:
    return {"reports/s": round(1000 * len(ms) / sum(ms), 1), **_timed(ms)}


def _samples() -> list[Path]:
    """The samples, the first of them first and once more: the parser is loaded before it counts."""
    files = [f for f in find_files(ROOT / "samples") if f.suffix != ".md"]
    read(files[0])
    return files


def _read_and_add(store: Store, file: Path) -> None:
    store.add(read(file), file.read_bytes(), name=str(file))


def _figures(store: Store, asked: list[str], clock: Clock) -> dict[str, dict[str, float]]:
    """Bytes on disk, and the times of searches and of reading a report back."""
    entries = list(store.entries())
    size = sum(Path(f"{store.path}{end}").stat().st_size for end in ("", "-wal") if Path(f"{store.path}{end}").exists())
    text = sum(len(store.record(e.key).report.text.encode()) for e in entries[:500]) / len(entries[:500])
    out: dict[str, dict[str, float]] = {
        "stored": {
            "reports": len(entries), "statements": sum(e.statements for e in entries),
            "bytes on disk a report": round(size / len(entries)), "bytes of text a report": round(text),
        }
    }  # fmt: skip
    for name, wanted in {
        "search": Filter(),
        "search --act denies": Filter(act="denies"),
        "search --from --to": Filter(since="2030-01", until="2030-06"),
        "search --outlet": Filter(outlet="Outlet 7"),
        "search --language zh": Filter(language="zh"),
        "search --speaker": Filter(speaker=asked[0]),
    }.items():
        out[name] = _timed(_times(clock, partial(_ask, store, wanted), asked))
    keys = random.Random(SEED).choices([e.key for e in entries], k=len(asked))
    return out | {"a report by its key": _timed(_times(clock, store.judged, keys))}


if __name__ == "__main__":
    bench()
