"""The network runs from the weights in the package, and says so where they are damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from reportedly.engine import OnnxEngine, session
from reportedly.errors import ModelError


@pytest.mark.parametrize("keep", [0, 9, 5000])
def test_a_damaged_graph_is_an_error_for_people(keep: int) -> None:
    whole = (resources.files("reportedly") / "weights" / "frames.onnx").read_bytes()
    with pytest.raises(ModelError, match="install reportedly again"):
        session(whole[:keep])


def test_each_window_has_hidden_states_and_chances() -> None:
    engine = OnnxEngine()
    ids = np.arange(2, 42, dtype=np.int64).reshape(2, 20)
    hidden, anchor = engine.encode(ids)
    assert hidden.shape == (2, 20, 384) == engine.words(ids).shape
    assert anchor.shape == (2, 20) and 0 <= anchor.min() <= anchor.max() <= 1
    assert engine.pieces == 36_000


def test_one_thread_and_two_read_the_same() -> None:
    report = Path(__file__).parents[1] / "samples" / "13-en-review-roundup.txt"
    said = [
        subprocess.run(
            [sys.executable, "-m", "reportedly", "read", str(report), "--json"],
            env={**os.environ, "REPORTEDLY_THREADS": threads}, check=True, capture_output=True,
        ).stdout
        for threads in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1] and said[0]
