"""Print how the acts that we settle on gold spans stand against gold: a confusion table and F1, as Markdown.

usage: acts_table.py GOLD.jsonl... [--misses]      core statements, the gold's acts blanked first, no parser in between
A row is gold's first act, a column ours; ours counts as gold's where gold accepts it. --misses lists the wrong ones (ours to read, not to keep).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

from reportedly.acts import settle_acts
from reportedly.gold import GoldStatement, load_gold
from reportedly.model import Act, Statement

SIDE = ("unattributed", "summary", "back-reference")
SHORT = {"neither-confirms-nor-denies": "neither", "reports-action": "reports"}


def pairs(path: Path) -> Iterator[tuple[GoldStatement, Statement]]:
    """Gold's core statements beside ours."""
    for g in load_gold(path):
        known = {str(s.id): s for s in g.statements}
        for s in settle_acts(g.report(), tuple(replace(s, act="asserts") for s in g.as_statements())):
            if known[s.id].kind not in SIDE and known[s.id].parent is None:
                yield known[s.id], s


def f1(right: int, predicted: int, wanted: int) -> str:
    return f"{200 * right / (predicted + wanted):.1f}" if predicted + wanted else "–"


def print_table(both: list[tuple[GoldStatement, Statement]]) -> None:
    acts = list(get_args(Act))
    cells: Counter[tuple[str, str]] = Counter()
    right = predicted = wanted = ok = dull = 0
    for g, s in both:
        accept = g.act_accept or (g.act or "asserts",)
        cells[g.act or "asserts", (g.act or "asserts") if s.act in accept else s.act] += 1
        must = "asserts" not in accept
        ok, dull = ok + (s.act in accept), dull + (not must)
        wanted, right = wanted + must, right + (must and s.act in accept)
        predicted += s.act != "asserts" and not (not must and s.act in accept)
    print("| gold \\ ours | " + " | ".join(SHORT.get(a, a) for a in acts) + " |\n|---|" + "---|" * len(acts))
    for row in acts:
        print(f"| {SHORT.get(row, row)} | " + " | ".join(str(cells[row, c] or "") for c in acts) + " |")
    n = len(both)
    print(f"\n{n} statements; act right {100 * ok / n:.1f} % (always asserts: {100 * dull / n:.1f}); ", end="")
    print(f"acts F1 {f1(right, predicted, wanted)} (right {right}, predicted {predicted}, wanted {wanted}; always asserts: 0)\n")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--misses", action="store_true")
    args = ap.parse_args()
    both = [p for path in args.gold for p in pairs(path)]
    print_table(both)
    for g, s in both if args.misses else []:
        if s.act not in (g.act_accept or (g.act,)):
            print(g.act, s.act, " ".join(c.text for c in s.cue), "…".join(c.text for c in s.content)[:120], *s.why[-2:], sep="\t")


if __name__ == "__main__":
    main()
