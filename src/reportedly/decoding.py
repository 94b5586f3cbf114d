"""From a role's probability at each piece to spans: the likeliest sequence of roles, given where spans can begin and end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportedly.pieces import CLASSES, Ints

Floats = npt.NDArray[np.float32]

ROLES = ("none", "source", "cue", "content", "relay", "addressee", "occasion", "said_words")


@dataclass(frozen=True, slots=True)
class Transitions:
    """log P(next role | role, kind of boundary) by language, counted on gold: (CLASSES, roles, roles)."""

    tables: dict[str, Floats]

    def of(self, language: str) -> Floats:
        """The table of a language; an unknown one reads as English."""
        return self.tables.get(language.split("-")[0], self.tables["en"])


def count_transitions(pairs: list[tuple[Ints, Ints]]) -> Floats:
    """Smoothed log P(next role | role, boundary) from (roles of a stretch, boundaries within it)."""
    n = len(ROLES)
    count = np.zeros((CLASSES, n, n))
    for roles, bounds in pairs:
        np.add.at(count, (bounds, roles[:-1], roles[1:]), 1)
    total = count.sum(0)
    back = (total + 0.1) / (total + 0.1).sum(1, keepdims=True)
    smooth = count + 20 * back
    out: Floats = np.log(smooth / smooth.sum(2, keepdims=True)).astype(np.float32)
    return out


def weighted(table: Floats, *, content: float, other: float) -> Floats:
    """A transition table weighed against the network: changes into or out of a content by one weight, all else by another."""
    at = ROLES.index("content")
    scale = np.full((len(ROLES), len(ROLES)), other, np.float32)
    scale[at, :] = scale[:, at] = content
    out: Floats = table * scale
    return out


def best_roles(logp: Floats, bounds: Ints, table: Floats) -> Ints:
    """The likeliest role of each piece, for each anchor.

    logp: (anchors, pieces, roles); bounds: (anchors, pieces - 1) boundary classes; table: (CLASSES, roles, roles).
    """
    a, t, n = logp.shape
    back = np.zeros((a, t, n), np.int64)
    score = logp[:, 0]
    for i in range(1, t):
        through = score[:, :, None] + table[bounds[:, i - 1]]
        back[:, i] = through.argmax(1)
        score = through.max(1) + logp[:, i]
    out = np.zeros((a, t), np.int64)
    out[:, -1] = score.argmax(1)
    rows = np.arange(a)
    for i in range(t - 1, 0, -1):
        out[:, i - 1] = back[rows, i, out[:, i]]
    return out


def runs(roles: Ints, role: int) -> list[tuple[int, int]]:
    """The stretches of pieces that carry a role."""
    on = np.flatnonzero(np.diff(np.concatenate([[0], (roles == role).astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in on.reshape(-1, 2)]
