"""Gold reports cut into windows of pieces, with an anchor and the roles of every piece for each statement."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from reportedly.decoding import ROLES
from reportedly.parser import ACTS, KINDS, WINDOW
from reportedly.pieces import END_OF_LINE as EOL
from reportedly.pieces import cut

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
PAINT = ("occasion", "addressee", "said_words", "relay", "content", "source", "cue")  # later ones win a piece
MISSING = -100


@dataclass
class Target:
    """One statement: the piece of its anchor, each piece's role, and what the heads should say (-100: not annotated)."""

    anchor: int
    roles: np.ndarray
    kind: int = MISSING
    act: int = MISSING
    continuation: int = MISSING
    nested: int = MISSING


@dataclass
class Pieces:
    """A report as pieces with their characters, and its statements."""

    ids: np.ndarray
    start: np.ndarray
    end: np.ndarray
    targets: list[Target]
    full: bool = True  # whether roles beyond source, cue and content are annotated


@dataclass
class Window:
    """A stretch of pieces; anchors are counted from its first piece."""

    ids: np.ndarray
    targets: list[Target] = field(default_factory=list)
    full: bool = True


def encode(tok: Tokenizer, text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Piece ids with the first and last+1 character of each, as the shipped parser cuts them."""
    p = cut(tok, text, [(0, len(text))])
    return p.ids, p.start, p.end


def covered(spans: Sequence[dict], start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which pieces lie at least half inside one of the spans."""
    mask = np.zeros(len(start), bool)
    for x in spans:
        inside = np.minimum(end, x["end"]) - np.maximum(start, x["start"])
        mask |= 2 * inside >= (end - start)
    return mask


def read_report(tok: Tokenizer, d: dict) -> Pieces:
    """One line of gold as pieces; PolNeAR's statements know no act, nor any role beyond source, cue and content."""
    full = all("act" in s for s in d["statements"])
    ids, start, end = encode(tok, d["text"])
    anchors: dict[int, Target] = {}
    for s in d["statements"]:
        roles = np.zeros(len(ids), np.int8)
        for role in PAINT:
            if s.get(role):
                roles[covered(s[role], start, end)] = ROLES.index(role)
        roles[ids == EOL] = 0
        mine = np.flatnonzero(covered(s["cue"] or s["content"], start, end))
        if not len(mine):
            continue
        target = Target(int(mine[0]), roles)
        if full:
            target.kind = KINDS.index(s.get("kind", "speech"))
            target.act = ACTS.index(s["act"])
            target.continuation = int(not s["cue"])
            target.nested = int(s.get("parent") is not None)
        old = anchors.get(target.anchor)
        if old is None:
            anchors[target.anchor] = target
        else:  # several statements under one cue: the frame holds them all, the decoder splits it
            old.roles = np.where(old.roles == 0, target.roles, old.roles)
    return Pieces(ids, start, end, sorted(anchors.values(), key=lambda t: t.anchor), full)


def lines_of(path: Path) -> list[dict]:
    """The reports of a gold file as they stand in it."""
    return [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]


def windows(p: Pieces, rng: random.Random, *, size: int = WINDOW, stride: int = 168) -> list[Window]:
    """Overlapping windows from a random first cut; an anchor belongs to the window where it lies deepest."""
    n = len(p.ids)
    if n <= size:
        return [Window(p.ids, p.targets, p.full)]
    first = rng.randint(0, stride // 2)
    begins = sorted({max(0, min(b, n - size)) for b in range(-first, n - size + stride, stride)})
    out = {b: Window(p.ids[b : b + size], [], p.full) for b in begins}
    for t in p.targets:
        b = max(begins, key=lambda b: min(t.anchor - b, b + size - t.anchor))
        if b <= t.anchor < b + size:
            out[b].targets.append(Target(t.anchor - b, t.roles[b : b + size], t.kind, t.act, t.continuation, t.nested))
    return list(out.values())


def packed(reports: list[Pieces], rng: random.Random, *, size: int = WINDOW) -> list[Window]:
    """Short reports (single sentences) packed into windows, a line's end between them."""
    out: list[Window] = []
    ids: list[np.ndarray] = []
    targets: list[Target] = []
    length = 0
    for p in rng.sample(reports, len(reports)):
        if length and length + len(p.ids) + 1 > size:
            out.append(pack(ids, targets, length))
            ids, targets, length = [], [], 0
        for t in p.targets:
            wide = np.zeros(length + len(p.ids), np.int8)
            wide[length:] = t.roles
            targets.append(Target(t.anchor + length, wide, t.kind, t.act, t.continuation, t.nested))
        ids.append(np.append(p.ids, EOL))
        length += len(p.ids) + 1
    if ids:
        out.append(pack(ids, targets, length))
    return out


def pack(ids: list[np.ndarray], targets: list[Target], length: int) -> Window:
    """One window out of several reports."""
    for t in targets:
        t.roles = np.pad(t.roles, (0, length - len(t.roles)))
    return Window(
        np.concatenate(ids)[: length - 1].astype(np.int32),
        [Target(t.anchor, t.roles[: length - 1], t.kind, t.act, t.continuation, t.nested) for t in targets],
    )
