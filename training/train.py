"""Trains the parser: resumable, seeds fixed, on a GPU if there is one, else the CPU.

usage: train.py OUT_DIR --start spike|e5|CHECKPOINT --steps N [--mix zh=4,ru=4,ko=4,own=2,polnear=1] [--decay]
Writes OUT_DIR/last.pt every 200 steps and at the end; `--resume` goes on from it. See docs/decisions/parser.md for the losses.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from augment import swap_marks, traditional
from data import HERE, MISSING, ROLES, SHARED, Pieces, Window, lines_of, packed, read_report, windows
from e5 import read_e5
from marked import read_marked
from measure import DEV, TorchEngine, line, read_settings, scores, transitions
from network import Parser, from_e5, load_spike, of_weights, shallower
from reportedly.parser import Parser as Reader
from vocabulary import tokenizer

BATCH = 8
ROLE_WEIGHT = torch.tensor([0.5, 1.5, 1.5, 1.0, 2.0, 1.5, 1.5, 1.5])


def gold_of(name: str) -> list[dict]:
    """The annotated reports of one part of the mix."""
    files = {"zh": "zh-train", "ru": "ru-train", "ko": "ko-train", "polnear": "en-polnear-train"}
    if name == "own":
        return [read_marked(f, f.parent.name) for f in sorted((HERE / "reports").rglob("*.txt"))]
    if name == "acts":
        return [d for f in sorted((HERE.parent / "tests/acts").glob("*.jsonl")) for d in lines_of(f) if d["split"] == "tune"]
    return lines_of(SHARED / "gold" / f"{files[name]}.jsonl")


def sources(tok, names: dict[str, float]) -> dict[str, list[Pieces]]:  # type: ignore[no-untyped-def]
    """The reports of each part of the mix; those with Chinese ones again in traditional characters."""
    out = {}
    for name in names:
        gold = gold_of(name)
        out[name] = [read_report(tok, d) for d in gold]
        if name in ("zh", "own"):
            out[f"{name}_trad"] = [
                read_report(tok, {**d, "text": traditional(d["text"])}) if d["lang"] == "zh" else p
                for d, p in zip(gold, out[name], strict=True)
            ]
    return out


def one_pass(data: dict[str, list[Pieces]], mix: dict[str, float], rng: random.Random) -> list[Window]:
    """Every part as often as the mix says, cut anew; the big one may be a share of its reports."""
    out: list[Window] = []
    for name, times in mix.items():
        for turn in range(max(1, int(times))):
            reports = data[name]
            if times < 1:
                reports = rng.sample(reports, int(times * len(reports)))
            if f"{name}_trad" in data and turn % 4 == 3:
                reports = [t if rng.random() < 0.5 else p for p, t in zip(reports, data[f"{name}_trad"], strict=True)]
            if name in ("ko", "acts"):
                out += packed(reports, rng)
            else:
                out += [w for p in reports for w in windows(p, rng)]
    rng.shuffle(out)
    return out


def batches(data: dict[str, list[Pieces]], mix: dict[str, float], rng: random.Random) -> Iterator[tuple[int, list[Window]]]:
    """Endless batches of windows of like length, each with the number of its pass."""
    for turn in count():
        all_windows = one_pass(data, mix, rng)
        for i in range(0, len(all_windows) - BATCH * 8 + 1, BATCH * 8):
            pool = sorted(all_windows[i : i + BATCH * 8], key=lambda w: len(w.ids))
            groups = [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
            rng.shuffle(groups)
            yield from ((turn, g) for g in groups)


def losses(net: Parser, batch: list[Window], rng: random.Random, drop: float) -> dict[str, Tensor]:
    """The losses of one batch."""
    t = max(len(w.ids) for w in batch)
    device = net.mark.device
    ids = torch.zeros(len(batch), t, dtype=torch.long)
    valid = torch.zeros(len(batch), t, dtype=torch.bool)
    gold = torch.zeros(len(batch), t, dtype=torch.long)
    for i, w in enumerate(batch):
        ids[i, : len(w.ids)] = torch.from_numpy(w.ids.astype(np.int64))
        valid[i, : len(w.ids)] = True
        for x in w.targets:
            gold[i, x.anchor] = 1
    ids, valid, gold = ids.to(device), valid.to(device), gold.to(device)
    hidden = net.encode(ids, valid, drop)
    anchor = net.anchor(hidden)
    out = {"anchor": F.cross_entropy(anchor[valid], gold[valid], weight=torch.tensor([1.0, 3.0], device=device))}
    picked = [(i, x) for i, w in enumerate(batch) for x in rng.sample(w.targets, min(len(w.targets), 8 if w.full else 5))]
    wrong = false_anchors(anchor, gold, valid, len(batch), rng)
    if not picked:
        return out
    where = torch.tensor([i for i, _ in picked] + [i for i, _ in wrong], device=device)
    at = torch.tensor([x.anchor for _, x in picked] + [a for _, a in wrong], device=device)
    roles, real, kind, act, flags = net.frames(hidden, valid, where, at, drop)
    n = len(picked)
    out["real"] = F.binary_cross_entropy_with_logits(real, (torch.arange(len(real), device=device) < n).float())
    out["roles"] = role_loss(roles[:n], picked, batch)
    for name, logits, target in (("kind", kind, [x.kind for _, x in picked]), ("act", act, [x.act for _, x in picked])):
        goal = torch.tensor(target, device=device)
        if (goal != MISSING).any():
            out[name] = F.cross_entropy(logits[:n], goal, ignore_index=MISSING)
    goal = torch.tensor([[x.continuation, x.nested] for _, x in picked], device=device)
    if (goal != MISSING).any():
        rows = goal[:, 0] != MISSING
        out["flags"] = F.binary_cross_entropy_with_logits(flags[:n][rows], goal[rows].float())
    return out


def false_anchors(anchor: Tensor, gold: Tensor, valid: Tensor, n: int, rng: random.Random) -> list[tuple[int, int]]:
    """Some of the likeliest wrong anchors of a batch, none within two pieces of a right one."""
    with torch.no_grad():
        near = F.max_pool1d(gold[:, None].float(), 5, 1, 2)[:, 0] > 0
        score = (anchor[..., 1] - anchor[..., 0]).masked_fill(near | ~valid, -1e9)
        top = score.flatten().topk(min(n * 6, score.numel()))
        likely = [int(i) for i, s in zip(top.indices, top.values, strict=True) if s > -7]
        return [divmod(i, gold.shape[1]) for i in rng.sample(likely, min(len(likely), 2 * n))]


def role_loss(logits: Tensor, picked: list[tuple[int, object]], batch: list[Window]) -> Tensor:
    """Weighted cross entropy over the pieces around each anchor; where only three roles are known the others are none."""
    reach = logits.shape[1] // 2
    goal = np.full((len(picked), 2 * reach + 1), MISSING, np.int64)
    for row, (_, x) in enumerate(picked):
        a, n = x.anchor, len(x.roles)
        lo, hi = max(0, a - reach), min(n, a + reach + 1)
        goal[row, lo - a + reach : hi - a + reach] = x.roles[lo:hi]
    target = torch.from_numpy(goal).to(logits.device)
    logp = F.log_softmax(logits, -1)
    part = torch.tensor([not batch[i].full for i, _ in picked], device=logits.device)
    if part.any():
        pooled = torch.cat([logp[..., :1], logp[..., 4:]], -1).logsumexp(-1, keepdim=True)
        logp = torch.where(part[:, None, None], torch.cat([pooled, logp[..., 1:]], -1), logp)
    return F.nll_loss(
        logp.reshape(-1, len(ROLES)), target.reshape(-1), weight=ROLE_WEIGHT.to(logits.device), ignore_index=MISSING
    )


SHARE = {"anchor": 3.0, "roles": 2.0, "real": 0.3, "kind": 0.2, "act": 0.3, "flags": 0.2}


def optimizer(net: Parser, rate: float) -> torch.optim.AdamW:
    """AdamW: the encoder at `rate`, frame layers at twice, heads at eight times that."""
    groups: dict[str, list[torch.nn.Parameter]] = {"encoder": [], "cond": [], "heads": []}
    for name, p in net.named_parameters():
        if p.requires_grad:
            top = name.split(".")[0]
            groups[
                "encoder"
                if top in ("layers", "pos", "typ", "ln")
                else "cond"
                if top in ("cond", "mark", "dist", "anchor", "out")
                else "heads"
            ].append(p)
    rates = {"encoder": rate, "cond": 2 * rate, "heads": 8 * rate}
    return torch.optim.AdamW([{"params": ps, "lr": rates[g], "weight_decay": 0.01} for g, ps in groups.items()])


def schedule(step: int, steps: int, decay: bool) -> float:
    """Warm-up over 60 steps, then flat or down to a fiftieth."""
    warm = min(1.0, (step + 1) / 60)
    return warm * (max(0.02, 1 - step / steps) if decay else 1.0)


def begin(args: argparse.Namespace) -> tuple[Parser, list[list]]:
    pieces = json.loads(args.vocabulary.read_text(encoding="utf-8"))
    if args.start in ("e5", "spike"):
        net = from_e5(read_e5(), [row for _, _, row in pieces], layers=12)
        if args.start == "spike":
            load_spike(net, SHARED / "spike/frames.safetensors")
    else:
        net = of_weights(torch.load(args.start, weights_only=True)["net"])
    without = tuple(int(i) for i in args.without.split(",") if i)
    return shallower(net, without=without, frame_layers=args.frame_layers), pieces


def dev_scores(net: Parser, tok, step: int, out: Path) -> None:  # type: ignore[no-untyped-def]
    """Score every dev set with the network as it stands, and keep the figures beside the checkpoint."""
    reader = Reader(TorchEngine(net), tok, transitions(tok), read_settings())
    for name, r in scores(reader, DEV, polnear=20):
        print(line(name, r), flush=True)
        with (out / "scores.jsonl").open("a", encoding="utf-8") as f:
            f.write(json.dumps({"step": step, "set": name, **{k: r[k]["f"] for k in ("found", "exact", "e2e")}}) + "\n")
    net.train()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--start", default="spike")
    ap.add_argument("--without", default="", help="encoder layers to leave out of the start, as 1,9")
    ap.add_argument("--frame-layers", type=int, default=2)
    ap.add_argument("--vocabulary", type=Path, default=HERE.parent / "work/vocabulary.json")
    ap.add_argument("--steps", type=int, default=1000)
    ap.add_argument("--mix", default="zh=4,ru=4,ko=2,polnear=1")
    ap.add_argument("--rate", type=float, default=6e-5)
    ap.add_argument("--drop", type=float, default=0.1)
    ap.add_argument("--decay", action="store_true")
    ap.add_argument("--resume", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--measure", action="store_true", help="score every dev set after each pass")
    args = ap.parse_args()
    torch.set_num_threads(2)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    args.out.mkdir(parents=True, exist_ok=True)
    last = args.out / "last.pt"
    net, pieces = begin(args)
    net.to(device).train()
    tok = tokenizer([(p, s) for p, s, _ in pieces])
    mix = {k: float(v) for k, v in (x.split("=") for x in args.mix.split(","))}
    opt = optimizer(net, args.rate)
    first = 0
    if args.resume and last.exists():
        state = torch.load(last, weights_only=True)
        net.load_state_dict(state["net"])
        opt.load_state_dict(state["opt"])
        first = state["step"]
    base = [g["lr"] for g in optimizer(net, args.rate).param_groups]
    rng = random.Random(args.seed + first)
    torch.manual_seed(args.seed + first)
    stream = batches(sources(tok, mix), mix, rng)
    mean: dict[str, float] = {}
    began, seen, passed = time.time(), 0, 0
    for step in range(first, args.steps):
        turn, batch = next(stream)
        if turn != passed and args.measure:
            passed = turn
            dev_scores(net, tok, step, args.out)
        for w in batch:
            w.ids = swap_marks(tok, w.ids, rng)
        for g, lr in zip(opt.param_groups, base, strict=True):
            g["lr"] = lr * schedule(step - (0 if args.decay else first), args.steps, args.decay)
        parts = losses(net, batch, rng, args.drop)
        total = sum(SHARE[k] * v for k, v in parts.items())
        opt.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_((p for p in net.parameters() if p.requires_grad), 1.0)
        opt.step()
        seen += sum(len(w.ids) for w in batch)
        for k, v in parts.items():
            mean[k] = 0.98 * mean.get(k, float(v.detach())) + 0.02 * float(v.detach())
        if step % 20 == 19:
            print(
                step + 1,
                " ".join(f"{k} {v:.3f}" for k, v in mean.items()),
                f"{seen / (time.time() - began):.0f} pieces/s",
                flush=True,
            )
        if step % 200 == 199 or step + 1 == args.steps:
            torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "step": step + 1}, args.out / "new.pt")
            (args.out / "new.pt").replace(last)
    print(f"done: {last}", file=sys.stderr)


if __name__ == "__main__":
    main()
