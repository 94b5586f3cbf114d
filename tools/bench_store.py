"""Measure the store: adding without reading, search at 100,000 statements, a report's page, bytes on disk.

    python tools/bench_store.py                          reports of tests/gold, repeated with other numbers
    python tools/bench_store.py --gold FILE --gold FILE  other gold, for a wider vocabulary
"""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles

import click

from reportedly.gold import GoldReport, load_gold
from reportedly.model import Raw, Record, Relay, Report, Span, Statement
from reportedly.store import Filter, Store, open_store

ROOT = Path(__file__).parents[1]
SEED = 20310309


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
    rng, out = random.Random(SEED), []
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


def _search(store: Store, asked: list[str], wanted: Filter) -> list[float]:
    out = []
    for query in asked:
        start = time.perf_counter()
        store.search(query, wanted)
        out.append(1000 * (time.perf_counter() - start))
    return out


def _slowest(asked: list[str], ms: list[float]) -> str:
    return ", ".join(f"{q} {t:.0f}" for t, q in sorted(zip(ms, asked, strict=True), reverse=True)[:5])


@click.command()
@click.option("--statements", default=100_000, show_default=True)
@click.option("--gold", "files", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), help="Keep the database here, and use it again where it is.")
def bench(statements: int, files: tuple[Path, ...], db: Path | None) -> None:
    """Measure, and print what was measured."""
    gold = [g for f in files or (ROOT / "tests/gold/gold.jsonl",) for g in load_gold(f)]
    with tempfile.TemporaryDirectory() as folder, open_store(db or Path(folder) / "bench.db") as store:
        if not next(store.entries(), None):
            start, count = time.perf_counter(), 0
            for record, raw in many(gold, statements):
                store.add(record, raw, name=record.report.page)
                count += 1
            took = time.perf_counter() - start
            click.echo(f"add without reading: {count} reports, {count / took:.0f} a second ({1000 * took / count:.1f} ms each)")
        _figures(store, gold)


def _figures(store: Store, gold: list[GoldReport]) -> None:
    entries = list(store.entries())
    total = sum(e.statements for e in entries)
    size = sum(Path(f"{store.path}{end}").stat().st_size for end in ("", "-wal") if Path(f"{store.path}{end}").exists())
    text = sum(len(store.record(e.key).report.text.encode()) for e in entries[:500]) / len(entries[:500])
    each = f"{size / len(entries):,.0f} bytes on disk a report of {text:,.0f} bytes of text"
    click.echo(f"{len(entries)} reports, {total} statements: {each}")
    asked = queries(gold, 1000)
    for name, wanted in {
        "search": Filter(),
        "search --act denies": Filter(act="denies"),
        "search --from --to": Filter(since="2030-01", until="2030-06"),
        "search --outlet": Filter(outlet="Outlet 7"),
        "search --language zh": Filter(language="zh"),
    }.items():
        ms = _search(store, asked, wanted)
        click.echo(f"{name}: {_timed(ms)}; slowest {_slowest(asked, ms)}")
    rng, ms = random.Random(SEED), []
    for entry in rng.choices(entries, k=1000):
        start = time.perf_counter()
        store.judged(entry.key)
        ms.append(1000 * (time.perf_counter() - start))
    click.echo(f"a report by its key, judgements in it: {_timed(ms)}")
    click.echo(json.dumps({"statements": total, "bytes_a_report": round(size / len(entries))}))


if __name__ == "__main__":
    bench()
