"""What a statement says as 384 numbers, in one space for all languages: near where two say the same.

The mean of the parser's middle layer over the content's pieces, beside the mean of the pieces' own vectors (rare pieces weigh more),
each of length one, through one linear map. The map is fitted on parallel sentences by training/align.py: data/align.npz.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from reportedly.errors import ModelError
from reportedly.hanzi import simplified

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SIZE = 384
MOST_PIECES = 200
"""Pieces of a content that are looked at: its first 600 characters or so."""
BATCH = 16
MIDDLE = "layer_norm_10"
"""The fifth layer's output in the encoder's graph: the upper layers know frames better and meaning across languages worse."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The fitted map: what each piece weighs, what is taken off the features, the matrix (768, 384), and its name."""

    weight: Floats
    mean: Floats
    matrix: Floats
    name: str


class Features:
    """Texts as what the map is fitted on: (texts, 768), from the shipped encoder and its pieces."""

    def __init__(self) -> None:
        from reportedly.engine import OnnxEngine, session
        from reportedly.parser import load_parser

        parser = load_parser()
        assert isinstance(parser.engine, OnnxEngine)
        self.tokenizer, self._engine = parser.tokenizer, parser.engine
        try:
            self._encoder = session(
                with_output((resources.files("reportedly") / "weights" / "encoder.onnx").read_bytes(), MIDDLE)
            )
        except (OSError, ModelError) as error:
            raise ModelError(f"the parser's weights have no layer {MIDDLE} ({error}): fit training/align.py anew") from error

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return self._engine.pieces

    def cut(self, texts: Sequence[str]) -> list[Ints]:
        """The ids of each text's pieces."""
        from reportedly.pieces import cut

        return [cut(self.tokenizer, t, [(0, len(t))]).ids[:MOST_PIECES] for t in map(simplified, texts)]

    def of(self, ids: Sequence[Ints], weight: Floats) -> Floats:
        """The features of texts by their pieces; a text without any has none but zeros."""
        out = np.zeros((len(ids), 2 * SIZE), np.float32)
        by_length: dict[int, list[int]] = {}
        for n, one in enumerate(ids):
            if len(one):
                by_length.setdefault(len(one), []).append(n)
        for places in by_length.values():
            for i in range(0, len(places), BATCH):
                some = places[i : i + BATCH]
                out[some] = self._batch(np.stack([ids[n] for n in some]), weight)
        return out

    def _batch(self, rows: Ints, weight: Floats) -> Floats:
        own = self._engine.words(rows)
        words = np.concatenate([own, own], 1) if rows.shape[1] == 1 else own  # the graph takes two pieces or more
        (hidden,) = self._encoder.run([MIDDLE], {"words": words})
        w = weight[rows][..., None]
        return np.concatenate([unit(hidden.mean(1)), unit((own * w).sum(1) / w.sum(1))], 1)


def unit(rows: Floats) -> Floats:
    """Rows of length one; a row of zeros stays one."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True).clip(1e-6), np.float32)


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX model that also puts out one of its inner values.

    A protocol buffer's message continues where another of its kind follows: what is appended is a model whose graph (field 7) has
    one output (field 12) of that name (field 1) and of type float (field 2: tensor 1: element type 1 = float).
    """
    label = name.encode()
    value = b"\x0a" + bytes([len(label)]) + label + b"\x12\x04\x0a\x02\x08\x01"
    graph = b"\x62" + bytes([len(value)]) + value
    return model + b"\x3a" + bytes([len(graph)]) + graph


@cache
def load_alignment() -> Alignment:
    """The map that ships with the package; raises ModelError where it is missing or damaged."""
    path = resources.files("reportedly") / "data" / "align.npz"
    try:
        with path.open("rb") as f, np.load(f) as data:
            weight, mean, matrix = (data[k].astype(np.float32) for k in ("weight", "mean", "matrix"))
            return Alignment(weight, mean, matrix, str(data["name"]))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"data/align.npz cannot be read ({error}): install reportedly again") from error


@cache
def _features() -> Features:
    return Features()


def vector_model() -> str:
    """What the vectors go by in a store: the fitted map's own name."""
    return load_alignment().name


def encode(texts: Iterable[str]) -> Floats:
    """Texts, in whatever languages, as rows of length one (texts, 384); raises ModelError where weights are missing."""
    alignment, features = load_alignment(), _features()
    if features.pieces != len(alignment.weight):
        raise ModelError("data/align.npz was fitted on other weights: run training/align.py")
    seen = features.of(features.cut(list(texts)), alignment.weight)
    empty = ~seen.any(1)
    out = unit(((seen - alignment.mean) @ alignment.matrix).astype(np.float32))
    out[empty] = 0
    return out
