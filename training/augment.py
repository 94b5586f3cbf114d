"""Variants that real pages need: other quotation marks, mixed pairs, half-width stops, traditional characters."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
from tokenizers import Tokenizer

OPEN, CLOSE = ("“", "「", "«", '"', "『", "„"), ("”", "」", "»", '"', "』", "“")


@cache
def _converter():  # type: ignore[no-untyped-def]
    import opencc

    return opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    """The text in traditional characters, one for one (offsets hold)."""
    table = {c: t for c in set(text) if len(t := _converter().convert(c)) == 1}
    return "".join(table.get(c, c) for c in text)


def swap_marks(tok: Tokenizer, ids: np.ndarray, rng: random.Random) -> np.ndarray:
    """Quotation marks of another kind, mismatched or half-width, in one window out of four."""
    if rng.random() > 0.25:
        return ids
    one = {m: tok.token_to_id(m) for m in {*OPEN, *CLOSE, "。", "."}}
    way = rng.randrange(4)
    to_open = one[rng.choice(OPEN[:4])]
    to_close = one[rng.choice(CLOSE[:4])] if way == 1 else one[CLOSE[OPEN.index(next(m for m in OPEN if one[m] == to_open))]]
    out = ids.copy()
    if way in (0, 1):  # another pair, or a mismatched one
        out[ids == one["“"]] = to_open
        out[ids == one["”"]] = to_close
    elif way == 2:  # one closing mark in three is lost
        hit = np.flatnonzero(ids == one["”"])
        out[[i for i in hit if rng.random() < 0.3]] = one['"']
    else:  # straight marks, and half-width stops
        out[(ids == one["“"]) | (ids == one["”"])] = one['"']
        out[ids == one["。"]] = one["."]
    return out
