"""Reads the dev sets with a checkpoint and scores them with shared/tools/score.py.

usage: measure.py CHECKPOINT [--sets zh-dev,ru-dev,...] [--polnear 20] [--set keep=0.5 ...] [--out DIR]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch

from data import HERE, SHARED, lines_of, read_report
from marked import read_marked
from network import Parser as Net
from network import of_weights
from reportedly.decoding import Transitions, count_transitions
from reportedly.evaluate import GoldReport, load_gold
from reportedly.parser import REACH, Parser, Readings, Settings
from reportedly.pieces import boundaries
from reportedly.statements import build
from vocabulary import tokenizer

sys.path.insert(0, str(SHARED / "tools"))
from score import score

DEV = ("zh-dev", "ru-dev", "en-dev", "ko-dev", "en-polnear-dev")


class TorchEngine:
    """Runs a network in training for the shipped parser."""

    def __init__(self, net: Net) -> None:
        self.net = net.eval()
        self.device = net.mark.device

    @torch.no_grad()
    def encode(self, ids):  # type: ignore[no-untyped-def]
        t = torch.from_numpy(ids.astype(np.int64)).to(self.device)
        h = self.net.encode(t, torch.ones(t.shape, dtype=torch.bool, device=self.device))
        return h.cpu().numpy(), self.net.anchor(h).softmax(-1)[..., 1].cpu().numpy()

    @torch.no_grad()
    def frames(self, around, seen):  # type: ignore[no-untyped-def]
        r, real, kind, act, _ = self.net.read_frames(
            torch.from_numpy(around).to(self.device), torch.from_numpy(seen).to(self.device)
        )
        scaled = (r.log_softmax(-1), real.sigmoid(), kind.softmax(-1), act.softmax(-1))
        return Readings(*(x.cpu().numpy() for x in scaled))


def transitions(tok) -> Transitions:  # type: ignore[no-untyped-def]
    """Transition tables counted on the training sets and the project's own reports; what lies beyond a text's ends has no role."""
    tables = {}
    for lang, name in (("zh", "zh-train"), ("ru", "ru-train"), ("ko", "ko-train"), ("en", "en-polnear-train")):
        own = [read_marked(f, lang) for f in sorted((HERE / "reports" / lang).glob("*.txt"))]
        pairs = []
        for d in lines_of(SHARED / "gold" / f"{name}.jsonl")[:300] + own:
            p = read_report(tok, d)
            bounds = boundaries(d["text"], p)
            for t in p.targets:
                lo, hi = t.anchor - REACH, t.anchor + REACH + 1
                lo, hi = max(-1, lo), min(len(t.roles) + 1, hi)
                pairs.append((np.pad(t.roles.astype(np.int64), 1)[lo + 1 : hi + 1], bounds[lo + 1 : hi]))
        tables[lang] = count_transitions(pairs)
    return Transitions(tables)


def as_pred(g: GoldReport, parser: Parser) -> dict:
    report = g.report()
    return {"id": g.id, "statements": json.loads(msgspec.json.encode(build(report, parser.find(report).frames)))}


def read_settings(given: Sequence[str] = ()) -> Settings:
    """How the shipped parser decides, with what is given as NAME=VALUE put otherwise."""
    return Settings(
        **{**json.loads((HERE / "settings.json").read_text()), **{k: float(v) for k, v in (x.split("=") for x in given)}}
    )


def scores(parser: Parser, names: Sequence[str], *, polnear: int, out: Path | None = None) -> Iterator[tuple[str, dict]]:
    """Each set's name and its scores as score.py has them; predictions go to `out` where it is given."""
    for name in names:
        path = SHARED / "gold" / f"{name}.jsonl"
        gold = load_gold(path)[: polnear if "polnear" in name else None]
        pred = {g.id: as_pred(g, parser) for g in gold}
        raw = {d["id"]: d for d in lines_of(path)}
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{name}.jsonl").write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in pred.values()))
        yield name, score({g.id: raw[g.id] for g in gold}, pred)[0]


def line(name: str, r: dict) -> str:
    """One set's scores for people."""
    of = r["of_found"]
    return (
        f"{name:15} " + " ".join(f"{k} {r[k]['p']}/{r[k]['r']}/{r[k]['f']}" for k in ("found", "exact", "e2e"))
        + f" gold {r['gold']} pred {r['predicted']} "
        + " ".join(f"{k} {of.get(k)}" for k in ("source", "cue", "act", "manner"))
        + f" relays {r.get('relays', {}).get('f')}"
    )  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("--sets", default=",".join(DEV))
    ap.add_argument("--polnear", type=int, default=20)
    ap.add_argument("--set", action="append", default=[])
    ap.add_argument("--out", type=Path)
    ap.add_argument("--vocabulary", type=Path, default=HERE.parent / "work/vocabulary.json")
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    tok = tokenizer([(p, s) for p, s, _ in json.loads(args.vocabulary.read_text(encoding="utf-8"))])
    net = of_weights(torch.load(args.checkpoint, weights_only=True)["net"])
    parser = Parser(TorchEngine(net), tok, transitions(tok), read_settings(args.set))
    for name, r in scores(parser, args.sets.split(","), polnear=args.polnear, out=args.out):
        print(line(name, r), flush=True)


if __name__ == "__main__":
    main()
