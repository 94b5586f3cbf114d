"""`make bench`: how fast the room answers, with 20,000 statements in its file and ten readers at once; then the same while reports are added.

    python tools/bench_web.py                    ten readers without a pause between pages, then again while 100 reports are added
    python tools/bench_web.py --pause 1          readers who look at a page for a second

For each page: the processor time that it costs (one reader, nothing else), and how long ten readers wait, alone and while the add runs.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

import click
import msgspec
import numpy as np
import urllib3
from bench_store import many, varied
from numpy.typing import NDArray

from reportedly.gold import load_gold
from reportedly.model import Copy, First, Point, Position, Stance, Telling, Utterance
from reportedly.store import Said, Store, open_store
from reportedly.utterances import statement_model

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests/gold/gold.jsonl"
_TOLD_BY = 3
_ON_A_POINT = 24
T = TypeVar("T")
Waits = dict[str, list[float]]
"""Of each page, how many milliseconds readers waited for it."""
_STANCES: tuple[Stance, ...] = ("asserts", "denies", "neither-confirms-nor-denies", "asks")


def fill(store: Store, statements: int) -> None:
    """Reports with so many statements, every third of them one act of saying, and points of two dozen acts."""
    for record, raw in many(load_gold(GOLD), statements):
        store.add(record, raw, name=record.report.page)
    acts = [_act(told) for told in _runs(list(store.statements()), _TOLD_BY)]
    store.keep_vectors(statement_model(), {id: _vector(id) for id in store.without_vector(statement_model())})
    store.remake(Copy, ())
    store.remake(Utterance, acts)
    store.remake(Point, [_point(n, some) for n, some in enumerate(_runs(acts, _ON_A_POINT))])


def _vector(statement: str) -> NDArray[np.float16]:
    """Any vector of length 1: what is near what does not matter to pages."""
    row = np.random.default_rng(list(statement.encode())).normal(size=384)
    return (row / np.linalg.norm(row)).astype(np.float16)


def _runs(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[n : n + size] for n in range(0, len(items), size))


def _act(told: Sequence[Said]) -> Utterance:
    first = told[0].statement
    tellings = tuple(Telling(s.entry.id, s.statement.id, "paraphrased") for s in told)
    return Utterance(
        id=f"u{first.id}", speaker="a", said=first.said.edtf, tellings=tellings, first_here=first.id, origins=len(told)
    )


def _point(n: int, acts: Sequence[Utterance]) -> Point:
    held = tuple(Position(f"a{k % 8}", f"Party {k % 8}", _STANCES[k % 4], (u.id,), u.said) for k, u in enumerate(acts))
    return Point(id=f"p{n}", wording={"en": f"Point {n}", "zh": f"第{n}点"}, positions=held, first=First(acts[0].id, acts[0].id))


@dataclass(frozen=True, slots=True)
class Server:
    """The room in a process of its own."""

    process: subprocess.Popen[str]
    address: str

    def cpu_s(self) -> float:
        """The processor seconds that it has taken so far, children left out."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def served(db: Path) -> Server:
    """Open the room and wait until it answers."""
    command = [sys.executable, "-m", "reportedly", "serve", "--db", str(db), "--port", "0", "--by", "bench"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = process.stderr.readline()
    address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
    while urllib3.request("GET", f"{address}/health.json").status != 200:
        time.sleep(0.1)
    return Server(process, address)


def addresses(db: Path) -> dict[str, Callable[[random.Random], str]]:
    """An address of each page, another one each time."""
    with open_store(db) as store:
        entries, points, names = list(store.entries()), store.made(Point), [name for name, _ in store.facets().speakers]
        statements = [(s.entry.key, s.statement.id) for s in store.statements()]
    words = ["扣押", "Selwen", "дорник", "否认", "harbour", "400", "佩拉吉亚"]
    return {
        "desk": lambda r: "/",
        "find": lambda r: f"/find?q={r.choice(words)}",
        "report": lambda r: f"/reports/{r.choice(entries).key}",
        "panel": lambda r: "/reports/{}/panel?s={}".format(*r.choice(statements)),
        "statement": lambda r: f"/statements/{r.choice(statements)[1]}",
        "speakers": lambda r: "/speakers",
        "speaker": lambda r: f"/speaker?name={r.choice(names)}",
        "points": lambda r: "/points",
        "point": lambda r: f"/points/{r.choice(points).id}",
        "review": lambda r: f"/review?from={12 * r.randrange(100)}",
        "log": lambda r: "/log",
        "health": lambda r: "/health",
    }


def cost(server: Server, pages: dict[str, list[str]]) -> dict[str, float]:
    """Processor milliseconds that a page costs: one reader, each address once."""
    http, out = urllib3.PoolManager(), {}
    for name, some in pages.items():
        http.request("GET", server.address + some[0])
        begin = server.cpu_s()
        for address in some:
            http.request("GET", server.address + address)
        out[name] = 1000 * (server.cpu_s() - begin) / len(some)
    return out


def waited(server: Server, pages: dict[str, list[str]], *, readers: int, pause: float) -> tuple[Waits, int]:
    """How many milliseconds readers at once wait for each page, and how often they get an error."""
    http = urllib3.PoolManager(maxsize=readers, retries=False)
    out: Waits = defaultdict(list)
    errors = 0

    def read(number: int) -> int:
        rng, wrong = random.Random(number), 0
        turns = [(name, address) for name, some in pages.items() for address in some[number::readers]]
        rng.shuffle(turns)
        for name, address in turns:
            begin = time.perf_counter()
            status = http.request("GET", server.address + address).status
            out[name].append(1000 * (time.perf_counter() - begin))
            wrong += status != 200
            time.sleep(pause)
        return wrong

    with ThreadPoolExecutor(readers) as pool:
        errors = sum(pool.map(read, range(readers)))
    return out, errors


def reports_to_add(folder: Path, count: int) -> None:
    """Texts that are not in the store yet."""
    rng = random.Random(7)
    records = cycle(g.record() for g in load_gold(GOLD) if g.statements)
    for n in range(count):
        (folder / f"new-{n}.txt").write_bytes(varied(next(records), 1_000_000 + n, rng)[1])


@contextmanager
def added(folder: Path, db: Path, count: int) -> Iterator[subprocess.Popen[bytes]]:
    """So many new reports being added by a command of its own; at the end it is waited for."""
    reports_to_add(folder, count)
    command = [sys.executable, "-m", "reportedly", "add", *map(str, folder.glob("new-*.txt")), "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as adding:
        yield adding


def lined_up(server: Server) -> None:
    """Wait until the room has nothing to do but pages: it lines up what is stale when it opens."""
    while not msgspec.json.decode(urllib3.request("GET", f"{server.address}/health.json").data)["speakers_known"]:
        time.sleep(1)


def rows(costs: dict[str, float], alone: Waits, beside: Waits) -> Iterator[str]:
    """The figures in lines."""
    yield f"{'page':10} {'cpu ms':>7} {'p50 ms':>7} {'p95 ms':>7}   while adding: {'p50 ms':>7} {'p95 ms':>7}"
    for name, ms in alone.items():
        added = f"{median(beside[name]):21.0f} {quantiles(beside[name], n=20)[-1]:7.0f}" if beside else ""
        yield f"{name:10} {costs[name]:7.1f} {median(ms):7.0f} {quantiles(ms, n=20)[-1]:7.0f}   {added}"


@click.command()
@click.option("--statements", default=20_000, show_default=True)
@click.option("--readers", default=10, show_default=True)
@click.option("--each", default=100, show_default=True, help="How often each page is asked for.")
@click.option("--pause", default=0.0, show_default=True, help="Seconds that a reader looks at a page.")
@click.option("--add", "adding", default=100, show_default=True, help="Reports that are added meanwhile.")
@click.option("--db", type=click.Path(path_type=Path), help="Keep the database here, and use it again where it is.")
def bench(statements: int, readers: int, each: int, pause: float, adding: int, db: Path | None) -> None:
    """Measure, and print what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = db or folder / "room.db"
        with open_store(path) as store:
            if not store.counts().reports:
                fill(store, statements)
            click.echo(f"{store.counts().reports} reports, {store.counts().statements} statements")
        rng = random.Random(1)
        pages = {name: [make(rng) for _ in range(each)] for name, make in addresses(path).items()}
        server = served(path)
        try:
            lined_up(server)
            costs = cost(server, pages)
            alone, errors = waited(server, pages, readers=readers, pause=pause)
            beside, wrong, told = Waits(), 0, ""
            if adding:
                with added(folder, path, adding) as add:
                    beside, wrong = waited(server, pages, readers=readers, pause=pause)
                    still = add.poll() is None
                told = f"; {wrong} while {adding} reports were added, exit {add.returncode}" + ", still at it at the end" * still
        finally:
            server.process.terminate()
        click.echo("\n".join(rows(costs, alone, beside)))
        click.echo(f"{errors} errors alone{told}")


if __name__ == "__main__":
    bench()
