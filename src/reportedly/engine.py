"""Runs the parser's network on onnxruntime, on the CPU, from the weights in the package."""

from __future__ import annotations

import os
from importlib import resources

import numpy as np
import onnxruntime as ort
from onnxruntime.capi import onnxruntime_pybind11_state as faults

from reportedly.decoding import Floats
from reportedly.errors import ModelError
from reportedly.parser import Bools, Readings
from reportedly.pieces import Ints


def threads() -> int:
    """Threads that one reader uses: $REPORTEDLY_THREADS, else what the machine has, at most two."""
    given = os.environ.get("REPORTEDLY_THREADS", "")
    return int(given) if given.isdigit() and int(given) > 0 else min(2, os.cpu_count() or 1)


_FAULTS = (faults.Fail, faults.InvalidArgument, faults.InvalidGraph, faults.InvalidProtobuf, faults.RuntimeException)
"""What onnxruntime raises on a graph that it cannot take: they share no base but Exception."""


def session(graph: bytes) -> ort.InferenceSession:
    """Make a graph ready to run, on the CPU; raises ModelError where it is damaged."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # an arena keeps the largest batch for ever: 200 MB more
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    try:
        return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except _FAULTS as error:
        raise ModelError(f"the parser's weights are damaged ({error}): install reportedly again") from error


_HEADS = ["roles", "real", "kind", "act"]
"""What is read of the frame layers, in the order of Readings."""


class OnnxEngine:
    """The shipped network: int8 word vectors by row, an encoder and frame layers."""

    def __init__(self) -> None:
        folder = resources.files("reportedly") / "weights"
        try:
            self._encoder = session((folder / "encoder.onnx").read_bytes())
            self._frames = session((folder / "frames.onnx").read_bytes())
            with (folder / "words.npz").open("rb") as f, np.load(f) as data:
                self._rows, self._scales = data["rows"], data["scales"]
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the parser's weights cannot be read ({error}): install reportedly again") from error

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return len(self._rows)

    def words(self, ids: Ints) -> Floats:
        """(windows, pieces) ids → the pieces' own vectors (windows, pieces, 384)."""
        out: Floats = self._rows[ids].astype(np.float32) * self._scales[ids][..., None]
        return out

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """(windows, pieces) ids → hidden (windows, pieces, 384) and the anchor's probability (windows, pieces)."""
        hidden, anchor = self._encoder.run(None, {"words": self.words(ids)})
        return hidden, anchor

    def frames(self, around: Floats, seen: Bools) -> Readings:
        """(anchors, width, 384) surroundings, and which of them exist → readings."""
        return Readings(*self._frames.run(_HEADS, {"around": around, "seen": seen}))
