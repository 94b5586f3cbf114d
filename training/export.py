"""Writes a checkpoint as the package's weights: int8 word vectors, two quantised ONNX graphs, pieces, transitions, settings.

usage: export.py CHECKPOINT [--out src/reportedly/weights] [--float]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from data import HERE
from measure import transitions
from network import HIDDEN, REACH, Parser, of_weights
from reportedly.parser import WINDOW
from vocabulary import tokenizer


class EncoderGraph(nn.Module):
    """Word vectors → hidden states and the anchor's probability. Windows of a batch are of one length: no mask."""

    def __init__(self, net: Parser) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor]:
        net = self.net
        x = net.ln(words + net.pos.weight[: words.shape[1]] + net.typ)
        for layer in net.layers:
            x = layer(x, None)
        return x, net.anchor(x).softmax(-1)[..., 1]


class FrameGraph(nn.Module):
    """Anchors' surroundings → log probabilities of roles, and the heads' probabilities."""

    def __init__(self, net: Parser) -> None:
        super().__init__()
        self.net = net

    def forward(self, around: Tensor, seen: Tensor) -> tuple[Tensor, ...]:
        roles, real, kind, act, flags = self.net.read_frames(around, seen)
        return roles.log_softmax(-1), real.sigmoid(), kind.softmax(-1), act.softmax(-1), flags.sigmoid()


def write_graph(module: nn.Module, example: tuple[Tensor, ...], path: Path, **names: object) -> None:
    """Export one graph with free first (and for the encoder second) dimensions."""
    torch.onnx.export(
        module.eval(),
        example,
        str(path),
        opset_version=18,
        dynamo=True,
        external_data=False,
        verbose=False,
        optimize=True,
        **names,
    )  # type: ignore[arg-type]


def quantised(source: Path, target: Path) -> None:
    """Matrices to int8, by row; activations are quantised as they come."""
    quantize_dynamic(
        source,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("--out", type=Path, default=HERE.parent / "src/reportedly/weights")
    ap.add_argument("--vocabulary", type=Path, default=HERE.parent / "work/vocabulary.json")
    ap.add_argument("--settings", type=Path, default=HERE / "settings.json")
    ap.add_argument("--float", action="store_true", help="leave the matrices in float32, to measure what int8 costs")
    args = ap.parse_args()
    state = torch.load(args.checkpoint, weights_only=True)["net"]
    net = of_weights(state)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = json.loads(args.vocabulary.read_text(encoding="utf-8"))
    (args.out / "pieces.json").write_text(
        json.dumps([[p, round(s, 4)] for p, s, _ in pieces], ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    words = state["words.weight"].numpy()
    scales = np.abs(words).max(1) / 127
    np.savez(args.out / "words.npz", rows=np.round(words / scales[:, None]).astype(np.int8), scales=scales.astype(np.float32))
    np.savez_compressed(args.out / "transitions.npz", **transitions(tokenizer([(p, s) for p, s, _ in pieces])).tables)
    (args.out / "settings.json").write_text(
        args.settings.read_text(encoding="utf-8") if args.settings.exists() else "{}", encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as tmp, torch.no_grad():
        raw = Path(tmp) / "encoder.onnx"
        batch, length = torch.export.Dim("windows", min=1, max=1024), torch.export.Dim("pieces", min=2, max=WINDOW)
        write_graph(
            EncoderGraph(net),
            (torch.zeros(2, 50, HIDDEN),),
            raw,
            input_names=["words"],
            output_names=["hidden", "anchor"],
            dynamic_shapes={"words": {0: batch, 1: length}},
        )
        (raw.rename(args.out / "encoder.onnx") if args.float else quantised(raw, args.out / "encoder.onnx"))
        raw = Path(tmp) / "frames.onnx"
        anchors = torch.export.Dim("anchors", min=1, max=4096)
        around = (torch.zeros(3, 2 * REACH + 1, HIDDEN), torch.ones(3, 2 * REACH + 1, dtype=torch.bool))
        write_graph(
            FrameGraph(net),
            around,
            raw,
            input_names=["around", "seen"],
            output_names=["roles", "real", "kind", "act", "flags"],
            dynamic_shapes={"around": {0: anchors}, "seen": {0: anchors}},
        )
        (raw.rename(args.out / "frames.onnx") if args.float else quantised(raw, args.out / "frames.onnx"))
    digest = hashlib.sha256()
    for f in sorted(args.out.glob("*")):
        if f.name != "weights.json":
            digest.update(f.read_bytes())
    (args.out / "weights.json").write_text(
        json.dumps({"sha256": digest.hexdigest(), "layers": len(net.layers), "frame_layers": len(net.cond)}) + "\n",
        encoding="utf-8",
    )
    for f in sorted(args.out.glob("*")):
        print(f"{f.stat().st_size:>12,} {f.name}")
    onnx.checker.check_model(str(args.out / "frames.onnx"))


if __name__ == "__main__":
    main()
