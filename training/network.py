"""The parser as a torch module: an encoder, an anchor head, and frame layers that read the text once for each anchor."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from e5 import E5
from reportedly.parser import REACH

HIDDEN, HEADS, INNER = 384, 12, 1536
BUCKETS = 130


def distance_buckets(reach: int = REACH) -> Tensor:
    """Bucket of each signed distance -reach..reach: exact within 16 pieces, logarithmic beyond."""
    out = []
    for r in range(-reach, reach + 1):
        if abs(r) < 16:
            b = r + 16
        elif r > 0:
            b = 33 + int(6 * math.log2(r))
        else:
            b = 80 + int(6 * math.log2(-r))
        out.append(max(0, min(BUCKETS - 1, b)))
    return torch.tensor(out)


class Layer(nn.Module):
    """A post-norm transformer layer (BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None, drop: float = 0.0) -> Tensor:
        n, t, _ = x.shape
        q, k, v = (m(x).view(n, t, HEADS, HIDDEN // HEADS).transpose(1, 2) for m in (self.q, self.k, self.v))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + F.dropout(self.ao(a.transpose(1, 2).reshape(n, t, HIDDEN)), drop, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), drop, self.training))


def key_mask(valid: Tensor) -> Tensor:
    """Additive attention mask from a boolean (batch, pieces)."""
    return torch.zeros(valid.shape, device=valid.device).masked_fill(~valid, -1e4)[:, None, None, :]


class Parser(nn.Module):
    """words (frozen) → encoder layers → anchor scores; frame layers → roles of each piece for one anchor, and its heads."""

    def __init__(
        self, words: np.ndarray, *, layers: int = 12, frame_layers: int = 2, roles: int = 8, kinds: int = 7, acts: int = 10
    ) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=True)
        self.pos = nn.Embedding(512, HIDDEN)
        self.typ = nn.Parameter(torch.zeros(HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.anchor = nn.Linear(HIDDEN, 2)
        self.mark = nn.Parameter(torch.zeros(HIDDEN))
        self.dist = nn.Embedding(BUCKETS, HIDDEN)
        self.cond = nn.ModuleList(Layer() for _ in range(frame_layers))
        self.out = nn.Linear(HIDDEN, roles)
        self.real = nn.Linear(HIDDEN, 1)
        self.kind = nn.Linear(HIDDEN, kinds)
        self.act = nn.Linear(HIDDEN, acts)
        self.flags = nn.Linear(HIDDEN, 2)  # continuation, nested
        self.register_buffer("buckets", distance_buckets(), persistent=False)

    def encode(self, ids: Tensor, valid: Tensor, drop: float = 0.0) -> Tensor:
        """(batch, pieces) ids → (batch, pieces, 384)."""
        x = self.words(ids) + self.pos.weight[: ids.shape[1]] + self.typ
        x = F.dropout(self.ln(x), drop, self.training)
        mask = key_mask(valid)
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x

    def frames(self, hidden: Tensor, valid: Tensor, window: Tensor, anchor: Tensor, drop: float = 0.0) -> tuple[Tensor, ...]:
        """For each (window, anchor): roles (anchors, 2·REACH+1, roles), real, kind, act, flags.

        `hidden` and `valid` are padded by REACH pieces on both sides here, so the anchor stands in the middle.
        """
        wide, ok = F.pad(hidden, (0, 0, REACH, REACH)), F.pad(valid, (REACH, REACH))
        at = anchor[:, None] + torch.arange(2 * REACH + 1, device=anchor.device)[None]
        x, seen = wide[window[:, None], at], ok[window[:, None], at]
        return self.read_frames(x, seen, drop)

    def read_frames(self, x: Tensor, seen: Tensor, drop: float = 0.0) -> tuple[Tensor, ...]:
        """The frame layers over anchors' surroundings that are already cut out."""
        x = x + self.dist(self.buckets)
        middle = x.shape[1] // 2
        marked = torch.zeros_like(x[:1, :, :1])
        marked[:, middle] = 1.0
        x = x + marked * self.mark
        mask = key_mask(seen)
        for layer in self.cond:
            x = layer(x, mask, drop)
        top = x[:, middle]
        return self.out(x), self.real(top)[:, 0], self.kind(top), self.act(top), self.flags(top)


def of_weights(state: dict[str, Tensor]) -> Parser:
    """A parser of the shape of a checkpoint's weights, which it holds."""
    layers, frame_layers = (
        1 + max(int(k.split(".")[1]) for k in state if k.startswith(f"{part}.")) for part in ("layers", "cond")
    )
    net = Parser(state["words.weight"].numpy(), layers=layers, frame_layers=frame_layers)
    net.load_state_dict(state)
    return net


def shallower(net: Parser, *, without: tuple[int, ...], frame_layers: int) -> Parser:
    """The same parser less some encoder layers and the upper frame layers: what a student starts from."""
    net.layers = nn.ModuleList(layer for i, layer in enumerate(net.layers) if i not in without)
    net.cond = nn.ModuleList(list(net.cond)[:frame_layers])
    return net


def from_e5(e5: E5, rows: list[int], *, layers: int = 12) -> Parser:
    """A parser whose encoder is e5 and whose frame layers are copies of e5's top two."""
    words = e5.tensor("emb.word").reshape(-1, HIDDEN)[rows].copy()
    net = Parser(words, layers=layers)
    put = {"pos.weight": "emb.pos", "typ": "emb.type", "ln.weight": "emb.ln.w", "ln.bias": "emb.ln.b"}
    names = [(f"layers.{i}", f"l{i}") for i in range(layers)] + [("cond.0", "l10"), ("cond.1", "l11")]
    for ours, theirs in names:
        for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
            put[f"{ours}.{part}.weight"], put[f"{ours}.{part}.bias"] = f"{theirs}.{part}.w", f"{theirs}.{part}.b"
    state = net.state_dict()
    for ours, theirs in put.items():
        state[ours] = torch.from_numpy(e5.tensor(theirs)[: state[ours].numel()].reshape(state[ours].shape).copy())
    net.load_state_dict(state)
    return net


def load_spike(net: Parser, path: Path) -> None:
    """Overwrite what the spike's weights have (five roles: none, source, cue, content, relay)."""
    from safetensors.torch import load_file

    spike = {k.removeprefix("enc."): v.float() for k, v in load_file(path).items()}
    state = net.state_dict()
    for name, value in spike.items():
        if name.startswith("out."):
            state[name][:5] = value
        elif name in state:
            state[name] = value
        else:
            raise SystemExit(f"{path}: {name} has no place in the parser")
    net.load_state_dict(state)
