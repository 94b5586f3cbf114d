"""Measure the store: adding without reading, search at 100,000 statements, a report's page, bytes on disk.

    python tools/bench_store.py                          reports of tests/gold, repeated with other numbers
    python tools/bench_store.py --gold FILE --gold FILE  other gold, for a wider vocabulary

Times are of the wall; --cpu counts the processor's instead, for a machine that has other things to do.
"""

from __future__ import annotations

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
from reportedly.model import Raw, Record, Relay, Report, Span, Statement
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


def _timed(ms: list[float]) -> str:
    return f"p50 {median(ms):.2f} ms, p95 {quantiles(ms, n=20)[-1]:.2f} ms, worst {max(ms):.1f} ms ({len(ms)} times)"


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


def _slowest(asked: list[str], ms: list[float]) -> str:
    return ", ".join(f"{q} {t:.0f}" for t, q in sorted(zip(ms, asked, strict=True), reverse=True)[:5])


@click.command()
@click.option("--statements", default=100_000, show_default=True)
@click.option("--gold", "files", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=1000, show_default=True)
@click.option("--cpu", is_flag=True)
@click.option("--db", type=click.Path(path_type=Path), help="Keep the database here, and use it again where it is.")
def bench(statements: int, files: tuple[Path, ...], count: int, cpu: bool, db: Path | None) -> None:
    """Measure, and print what was measured."""
    clock = time.process_time if cpu else time.perf_counter
    gold = [g for f in files or (ROOT / "tests/gold/gold.jsonl",) for g in load_gold(f)]
    with tempfile.TemporaryDirectory() as folder, open_store(db or Path(folder) / "bench.db") as store:
        if not next(store.entries(), None):
            ms = _times(clock, lambda one: store.add(one[0], one[1], name=one[0].report.page), many(gold, statements))
            click.echo(f"add without reading: {1000 * len(ms) / sum(ms):.0f} reports a second; {_timed(ms)}")
        _figures(store, queries(gold, count), clock)


def _figures(store: Store, asked: list[str], clock: Clock) -> None:
    entries = list(store.entries())
    total = sum(e.statements for e in entries)
    size = sum(Path(f"{store.path}{end}").stat().st_size for end in ("", "-wal") if Path(f"{store.path}{end}").exists())
    text = sum(len(store.record(e.key).report.text.encode()) for e in entries[:500]) / len(entries[:500])
    each = f"{size / len(entries):,.0f} bytes on disk a report of {text:,.0f} bytes of text"
    click.echo(f"{len(entries)} reports, {total} statements: {each}")
    for name, wanted in {
        "search": Filter(),
        "search --act denies": Filter(act="denies"),
        "search --from --to": Filter(since="2030-01", until="2030-06"),
        "search --outlet": Filter(outlet="Outlet 7"),
        "search --language zh": Filter(language="zh"),
        "search --speaker": Filter(speaker=asked[0]),
    }.items():
        ms = _times(clock, partial(_ask, store, wanted), asked)
        click.echo(f"{name}: {_timed(ms)}; slowest {_slowest(asked, ms)}")
    keys = random.Random(SEED).choices([e.key for e in entries], k=len(asked))
    click.echo(f"a report by its key, judgements in it: {_timed(_times(clock, store.judged, keys))}")


if __name__ == "__main__":
    bench()
