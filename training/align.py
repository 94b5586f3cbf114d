"""Fits the map from the encoder's features to vectors that are near where two languages say the same: data/align.npz.

usage: align.py [--corpora ../shared/corpora] [--gold ../shared/gold] [--out src/reportedly/data/align.npz]

Contrastive, on parallel sentences of wmt21-zh-en, wmt21-ru-en, wmt22-ja-en and ko-park. Never on wmt22-en-zh and wmt22-ru-en, where
alignment is measured, nor on a report or sentence of the dev sets (shared/gold/DEV_TEXTS.md). An eighth of the documents is held
back for the figures that are printed; the map that is written is then fitted on all. Minutes on two cores, after each new export.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from reportedly.vectors import SIZE, Features, Floats, unit

HERE = Path(__file__).parent
FILES = ("wmt21-zh-en", "wmt21-ru-en", "wmt22-ja-en")
RARE = 1e-3
"""A piece as frequent as this weighs half as much as one never seen."""
EPOCHS, BATCH, TEMPERATURE, RATE, DECAY = 10, 512, 0.1, 2e-3, 0.05
SHORTEST = 8


@dataclass(frozen=True)
class Parallel:
    """One sentence in two languages."""

    corpus: str
    document: str
    one: str
    other: str


def read_parallel(corpora: Path, gold: Path) -> list[Parallel]:
    """All parallel sentences that may be learned from."""
    dev = set(re.findall(r"[\w.-]+\.\d+(?:-\d+)?", (gold / "DEV_TEXTS.md").read_text(encoding="utf-8")))
    out = [p for name in FILES for p in _documents(corpora / f"{name}.jsonl", name) if p.document not in dev]
    out += _korean(corpora, gold)
    return [p for p in out if min(len(p.one), len(p.other)) >= SHORTEST]


def _documents(path: Path, name: str) -> Iterator[Parallel]:
    for line in path.read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        if d["domain"] in (None, "news"):
            yield from (Parallel(name, d["id"], a.strip(), b.strip()) for a, b in zip(d["src"], d["refs"]["A"], strict=True))


def _korean(corpora: Path, gold: Path) -> Iterator[Parallel]:
    dev = " ".join(json.loads(x)["text"] for x in (gold / "ko-dev.jsonl").read_text(encoding="utf-8").splitlines())
    sides = [(corpora / f"ko-park-dev.{x}.txt").read_text(encoding="utf-8").splitlines() for x in ("ko", "en")]
    for n, (ko, en) in enumerate(zip(*sides, strict=True)):
        if ko.strip() not in dev:
            yield Parallel("ko-park", f"ko-park.{n}", ko.strip(), en.strip())


def fit(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The mean and the matrix under which the rows of x and y are near their own partner and far from all others."""
    torch.manual_seed(0)
    rnd = random.Random(0)
    both = torch.cat([x, y])
    mean, spread = both.mean(0), both.std(0).clamp_min(1e-6)
    x, y = (x - mean) / spread, (y - mean) / spread
    matrix = torch.nn.Parameter(torch.nn.init.orthogonal_(torch.empty(SIZE, x.shape[1])).T.contiguous())
    order = list(range(len(x)))
    steps = EPOCHS * (len(order) // BATCH + 1)
    optimizer = torch.optim.AdamW([matrix], lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(EPOCHS):
        rnd.shuffle(order)
        for i in range(0, len(order), BATCH):
            some = order[i : i + BATCH]
            near = F.normalize(x[some] @ matrix, dim=1) @ F.normalize(y[some] @ matrix, dim=1).T / TEMPERATURE
            right = torch.arange(len(some))
            loss = F.cross_entropy(near, right) + F.cross_entropy(near.T, right)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return mean, matrix.detach() / spread[:, None]


def first_places(x: Floats, y: Floats) -> Floats:
    """For each row of x whether its partner in y is the nearest of all."""
    return np.asarray((x @ y.T).argmax(1) == np.arange(len(x)), np.float32)


def main() -> None:
    """Fit, say how well held-back sentences are found again, write."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpora", type=Path, default=HERE.parents[1] / "shared/corpora")
    ap.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared/gold")
    ap.add_argument("--out", type=Path, default=HERE.parent / "src/reportedly/data/align.npz")
    args = ap.parse_args()
    pairs, features = read_parallel(args.corpora, args.gold), Features()
    one, other = features.cut([p.one for p in pairs]), features.cut([p.other for p in pairs])
    counts = np.bincount(np.concatenate([*one, *other]), minlength=features.pieces)
    weight = (RARE / (RARE + counts / counts.sum())).astype(np.float16).astype(np.float32)
    x, y = features.of(one, weight), features.of(other, weight)
    held = np.array([int(hashlib.sha256(p.document.encode()).hexdigest(), 16) % 8 == 0 for p in pairs])
    mean, matrix = (t.numpy() for t in fit(torch.from_numpy(x[~held]), torch.from_numpy(y[~held])))
    a, b = (unit((z[held] - mean) @ matrix) for z in (x, y))
    found = (first_places(a, b) + first_places(b, a)) / 2
    print(f"{(~held).sum()} pairs; of {held.sum()} held back {100 * found.mean():.1f} % are found again in first place")
    for name in (*FILES, "ko-park"):
        some = np.array([p.corpus == name for p, h in zip(pairs, held, strict=True) if h])
        print(f"  {name}: {100 * found[some].mean():.1f} % of {some.sum()}")
    mean, matrix = (t.numpy() for t in fit(torch.from_numpy(x), torch.from_numpy(y)))
    name = hashlib.sha256(matrix.astype(np.float16).tobytes()).hexdigest()[:12]
    np.savez_compressed(
        args.out, weight=weight.astype(np.float16), mean=mean.astype(np.float32), matrix=matrix.astype(np.float16), name=name
    )
    print(f"{args.out}: {name}, {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
