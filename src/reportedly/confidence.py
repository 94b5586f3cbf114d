"""How sure a statement is: the chance that its source, act, date and relays are all right, fitted on annotated reports."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from reportedly.errors import ModelError
from reportedly.model import Report, Statement

FEATURES = (
    "score", "no cue", "inherited source", "no source", "relayed", "nested", "headline", "dated", "neutral act", "zh", "ru", "ko",
)  # fmt: skip
"""What is looked at, in the order of the weights; `score` is the log odds of the parser's own."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic function over FEATURES."""

    bias: float
    weights: tuple[float, ...]

    def chance(self, features: tuple[float, ...]) -> float:
        """The chance that all is right, 0.01 to 0.99."""
        z = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return min(0.99, max(0.01, 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))))


def features(report: Report, statements: tuple[Statement, ...]) -> list[tuple[float, ...]]:
    """What the chance of each statement depends on; their `confidence` is still the parser's score."""
    title = next((b.end for b in report.blocks if b.role == "headline"), 0)
    language = report.language.split("-")[0]
    return [_features(s, title, language) for s in statements]


def _features(s: Statement, title: int, language: str) -> tuple[float, ...]:
    p = min(0.999, max(0.001, s.confidence))
    flags = (
        not s.cue, s.source_inherited, s.source is None, bool(s.relays), s.parent is not None, s.start < title,
        s.said.edtf is not None, s.act == "asserts", language == "zh", language == "ru", language == "ko",
    )  # fmt: skip
    return (math.log(p / (1 - p)), *(float(x) for x in flags))


@cache
def calibration() -> Calibration:
    """The fitted function that ships with the weights."""
    path = resources.files("reportedly") / "weights" / "confidence.json"
    try:
        got = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(float(got["bias"]), tuple(float(got["weights"][f]) for f in FEATURES))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"weights/confidence.json cannot be read ({error}): install reportedly again") from error


def settle_confidence(report: Report, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Turn the parser's scores into chances that the whole of each statement is right."""
    fitted = calibration()
    seen = zip(statements, features(report, statements), strict=True)
    return tuple(replace(s, confidence=round(fitted.chance(f), 2)) for s, f in seen)
