"""Fits `confidence` on the dev sets, one of the shared disputes and the project's own gold, tested by leaving reports out, and writes it beside the weights.

usage: calibrate.py [--out src/reportedly/weights/confidence.json]
A prediction is right when its source, act, date and relays all are, as score.py judges each; any that matches no gold statement is wrong. Prints the expected calibration error (ten bins of equal count) of the left-out predictions.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import msgspec
import numpy as np

from data import HERE, SHARED
from reportedly.confidence import FEATURES, Calibration, features
from reportedly.gold import load_gold
from reportedly.intake import read_bytes
from reportedly.model import Given
from reportedly.page import read_page
from reportedly.parser import find_frames
from reportedly.reading import answered

sys.path.insert(0, str(SHARED / "tools"))
import score as tool

Row = tuple[tuple[float, ...], bool]


def rows_of(raw: dict, report, statements) -> list[Row]:  # type: ignore[no-untyped-def]
    """(features, right) of each predicted statement that counts."""
    text = raw["text"]
    gold = [dict(s) for s in raw["statements"]]
    pred = [json.loads(msgspec.json.encode(s)) for s in statements]
    for s in gold + pred:
        s["_c"], s["_s"], s["_q"] = (
            tool.chars(s["content"], text),
            tool.chars(s.get("source"), text),
            tool.chars(s.get("cue"), text),
        )
    pairs = {j: gold[i] for i, j, _ in tool.match(gold, pred)}
    seen = features(report, statements)
    return [(f, j in pairs and right(pairs[j], pred[j], text)) for j, f in enumerate(seen)]


def right(g: dict, p: dict, text: str) -> bool:
    """Source, act, date and relays all right, as score.py judges each."""
    ways = [g["_s"]] + [tool.chars(x, text) for x in tool.aslist(g.get("source")) + tool.aslist(g.get("source_accept"))]
    source = any(w and p["_s"] and tool.iou(w, p["_s"]) >= 0.5 for w in ways) or not (g["_s"] or p["_s"])
    a, b = tool.chars(g.get("relay"), text), tool.chars(p["relays"], text)
    relays = (not a and not b) or tool.iou(a, b) >= 0.5
    return source and relays and p["act"] in g["act_accept"] and tool.same_date(g, p)


def fit(rows: list[Row]) -> Calibration:
    """Logistic regression with a ridge, by Newton's method."""
    x = np.array([[1.0, *f] for f, _ in rows])
    y = np.array([r for _, r in rows], float)
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], 4.0)
    ridge[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve(x.T * (p * (1 - p)) @ x + np.diag(ridge), x.T @ (p - y) + ridge * w)
    return Calibration(float(w[0]), tuple(map(float, w[1:])))


def calibration_error(pairs: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over bins of equal count."""
    pairs = sorted(pairs)
    parts = [pairs[i * len(pairs) // bins : (i + 1) * len(pairs) // bins] for i in range(bins)]
    return sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in parts) / len(pairs)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=HERE.parent / "src/reportedly/weights/confidence.json")
    args = ap.parse_args()
    reports: list[list[Row]] = []
    files = [SHARED / "gold" / f"{x}-dev.jsonl" for x in ("zh", "ru", "en", "ko")]
    for path in [*files, SHARED / "disputes/reservoir/gold.jsonl", HERE.parent / "tests/gold/gold.jsonl"]:
        for g, line in zip(load_gold(path), path.read_text(encoding="utf-8").splitlines(), strict=True):
            report = read_page(read_bytes(g.text.encode(), name=g.id, given=Given(published=g.published, language=g.lang)))
            statements, _ = answered(report, find_frames(report).frames)
            reports.append(rows_of(json.loads(line), report, statements))
    random.Random(0).shuffle(reports)
    held: list[tuple[float, bool]] = []
    for k in range(10):
        fitted = fit([r for i, some in enumerate(reports) if i % 10 != k for r in some])
        held += [(fitted.chance(f), right) for i, some in enumerate(reports) if i % 10 == k for f, right in some]
    every = [r for some in reports for r in some]
    base = sum(r for _, r in every) / len(every)
    print(f"{len(every)} statements of {len(reports)} reports, {base:.3f} right")
    print(
        f"calibration error, reports left out: {calibration_error(held):.3f}; Brier {np.mean([(p - r) ** 2 for p, r in held]):.3f}, constant {base * (1 - base):.3f}"
    )
    best = fit(every)
    weights = {f: round(w, 4) for f, w in zip(FEATURES, best.weights, strict=True)}
    args.out.write_text(json.dumps({"bias": round(best.bias, 4), "weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
