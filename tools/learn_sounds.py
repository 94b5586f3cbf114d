"""Learns which letters each Chinese character, Korean letter and Russian letter is spelt with, from pairs of names: data/sounds.json.

usage: learn_sounds.py [--names ../shared/names] [--out src/reportedly/data/sounds.json]

Names and their licence (CC0): shared/names/README.md. Every twentieth name (by the hash of its Latin letters) is held back from all
tables, so that tools/measure_names.py can ask the shipped file for names that it never saw.
The method is expectation maximisation over all ways to share a name's letters out among its symbols.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportedly.actors.sounds import plain, symbols

ROOT = Path(__file__).parents[1]
LONGEST = {"zh-en": 4, "zh-ru": 4, "ru-en": 4, "ko-en": 4}
ROUNDS, MOST = 5, 20_000
LEAST_SHARE, LEAST_COUNT = 0.004, 1.5

Pair = tuple[tuple[str, ...], str]
Counts = dict[str, dict[str, float]]


def held_back(latin: str) -> bool:
    """Whether a name is for measuring and never learned from."""
    return int(hashlib.sha256(latin.encode()).hexdigest(), 16) % 20 == 0


def read_pairs(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Pairs of parts of names by language pair, every spelling plain; the Latin one decides what is held back."""
    out: dict[str, list[tuple[str, str]]] = {pair: [] for pair in LONGEST}
    for line in (folder / "en_zh_ru_tokens.tsv").read_text(encoding="utf-8").splitlines():
        en, zh, ru = (plain(x) for x in line.split("\t"))
        if en and zh and ru:
            out["zh-en"].append((zh, en))
            out["ru-en"].append((ru, en))
            out["zh-ru"].append((zh, ru))
    for line in (folder / "wd_korean.tsv").read_text(encoding="utf-8").splitlines():
        english, korean = (x.split() for x in line.split("\t"))
        whole = len(korean) == 1
        for en, ko in (
            [(" ".join(english), korean[0])]
            if whole
            else zip(english, korean, strict=False)
            if len(english) == len(korean)
            else []
        ):
            if plain(en) and all("가" <= c <= "힣" for c in ko):
                out["ko-en"].append((ko, plain(en)))
    return {pair: sorted(set(found)) for pair, found in out.items()}


def split(
    pairs: list[tuple[str, str]], latin_of: dict[str, str] | None = None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is learned from, and what is held back: no spelling stands in both."""
    back = [p for p in pairs if held_back((latin_of or {}).get(p[0], p[1]))]
    left, right = {a for a, _ in back}, {b for _, b in back}
    return [p for p in pairs if p[0] not in left and p[1] not in right], back


def learn(pairs: Sequence[Pair], longest: int) -> Counts:
    """The probability of each run of letters given a symbol."""
    letters = Counter(c for _, target in pairs for c in target)
    total = sum(letters.values())
    table: Counts = {}
    for _ in range(ROUNDS):
        counts: Counts = defaultdict(lambda: defaultdict(float))
        for source, target in pairs:
            if source and target and len(target) <= longest * len(source):
                expect(source, target, table, (longest, total, letters), counts)
        table = {s: {run: n / sum(runs.values()) for run, n in runs.items()} for s, runs in counts.items()}
    return {s: kept for s, runs in counts.items() if (kept := _pruned(runs))}


def _pruned(runs: dict[str, float]) -> dict[str, float]:
    whole = sum(runs.values())
    return {run: n / whole for run, n in runs.items() if n >= LEAST_COUNT and n >= LEAST_SHARE * whole}


def expect(source: tuple[str, ...], target: str, table: Counts, world: tuple[int, int, Counter[str]], counts: Counts) -> None:
    """Add the expected counts of one pair: forward, then backward."""
    longest, total, letters = world
    m, k = len(source), len(target)

    def p(i: int, a: int, b: int) -> float:
        if not table:
            return math.exp(-abs((b - a) - k / m))
        run = target[a:b]
        unseen = 0.5 ** len(run) * math.prod(letters[c] / total for c in run) if run else 0.02
        return 0.98 * table.get(source[i], {}).get(run, 0.0) + 0.02 * unseen

    steps: list[list[tuple[int, int, float]]] = []
    forward = [1.0] + [0.0] * k
    rows = [forward]
    for i in range(m):
        least, coming, step = k - longest * (m - i - 1), [0.0] * (k + 1), []
        for a in range(k + 1):
            if forward[a]:
                for b in range(max(a, least), min(k, a + longest) + 1):
                    w = p(i, a, b)
                    coming[b] += forward[a] * w
                    step.append((a, b, w))
        steps.append(step)
        rows.append(forward := coming)
    if forward[k] <= 0:
        return
    backward = [0.0] * k + [1.0]
    for i in range(m - 1, -1, -1):
        before, of = [0.0] * (k + 1), counts[source[i]]
        for a, b, w in steps[i]:
            if backward[b]:
                before[a] += w * backward[b]
                of[target[a:b]] += rows[i][a] * w * backward[b] / rows[m][k]
        backward = before


def letter_pairs(names: Iterable[str]) -> dict[str, int]:
    """How often, in ten thousand, a letter follows another in the names of a language; ^ and $ are their edges."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        framed = f"^{name}$"
        for a, b in zip(framed, framed[1:], strict=False):
            counts[a][b] += 1
    return {
        a + b: max(5, round(10_000 * n / sum(of.values())))
        for a, of in sorted(counts.items())
        for b, n in sorted(of.items())
        if n > 2
    }


def main() -> None:
    """Learn all tables and write them."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", type=Path, default=ROOT.parent / "shared/names")
    ap.add_argument("--out", type=Path, default=ROOT / "src/reportedly/data/sounds.json")
    args = ap.parse_args()
    pairs = read_pairs(args.names)
    latin_of_zh = dict(pairs["zh-en"])
    tables = {}
    for pair, found in pairs.items():
        known, back = split(found, latin_of_zh if pair == "zh-ru" else None)
        known = sorted(known, key=lambda p: hashlib.sha256("".join(p).encode()).digest())[:MOST]
        table = learn([(symbols(a), b) for a, b in known], LONGEST[pair])
        tables[pair] = {
            s: {run: max(1, round(1000 * x)) for run, x in sorted(runs.items(), key=lambda r: -r[1])}
            for s, runs in sorted(table.items())
        }
        print(f"{pair}: {len(known)} pairs learned from, {len(back)} held back, {len(table)} symbols", flush=True)
    letters = {
        lang: letter_pairs(x for x, y in ((b, a) for a, b in pairs[f"zh-{lang}"]) if not held_back(x)) for lang in ("en", "ru")
    }
    written = {"longest": LONGEST, "letters": letters, "tables": tables}
    args.out.write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
