"""A text as the parser's word pieces, each with the characters that it covers, and what lies between neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

Ints = npt.NDArray[np.int64]

END_OF_LINE = 1
"""Id of the piece that stands for the end of a line; id 0 is the unknown piece."""

CLASSES = 64
"""Number of kinds of boundary between two pieces."""

_COMMA, _STOP, _OPEN, _CLOSE, _LINE, _OTHER = 1, 2, 3, 4, 5, 6
_KINDS = {
    **dict.fromkeys(",:;，：；、—–-", _COMMA),
    **dict.fromkeys(".!?。！？…", _STOP),
    **dict.fromkeys("“‘「『«„《〈(（[【", _OPEN),
    **dict.fromkeys('”’」』»"》〉)）]】', _CLOSE),
    "\n": _LINE,
}


@dataclass(frozen=True, slots=True)
class Pieces:
    """Ids of the pieces, and the characters text[start:end] that each covers (a space before a word is in none)."""

    ids: Ints
    start: Ints
    end: Ints


def make_tokenizer(pieces: list[tuple[str, float]], unknown: int = 0) -> Any:
    """The unigram tokenizer over (piece, score); `unknown` is the place of the unknown piece."""
    tok = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    tok.normalizer = normalizers.NFKC()
    tok.pre_tokenizer = pre_tokenizers.Metaspace()
    return tok


def cut(tok: Any, text: str, stretches: Iterable[tuple[int, int]]) -> Pieces:
    """The pieces of some stretches of a text, with an end-of-line piece after each line but the last."""
    where = list(_lines(text, stretches))
    blank = tok.token_to_id("▁")  # at a line's head it would cover the first character a second time
    ids: list[int] = []
    start: list[int] = []
    end: list[int] = []
    for (a, b), enc in zip(where, tok.encode_batch([text[a:b] for a, b in where]), strict=True):
        for i, (x, y) in zip(enc.ids, enc.offsets, strict=True):
            while x < y and text[a + x].isspace():
                x += 1
            if x < y and i != blank:
                ids.append(i)
                start.append(a + x)
                end.append(a + y)
        ids.append(END_OF_LINE)
        start.append(b)
        end.append(b + 1)
    return Pieces(*(np.array(x[:-1], np.int64) for x in (ids, start, end)))


def _lines(text: str, stretches: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for a, b in stretches:
        while a < b:
            e = text.find("\n", a, b)
            e = b if e < 0 else e
            if e > a:
                yield a, e
            a = e + 1


def boundaries(text: str, pieces: Pieces) -> Ints:
    """The class of the boundary before each piece and after the last: what ends there, what begins there, whether a word goes on."""
    ids, start, end = pieces.ids.tolist(), pieces.start.tolist(), pieces.end.tolist()
    n = len(ids)
    out = np.zeros(n + 1, np.int64)
    for i in range(n + 1):
        left = _LINE if i == 0 or ids[i - 1] == END_OF_LINE else _kind(text[end[i - 1] - 1])
        right = _LINE if i == n or ids[i] == END_OF_LINE else _kind(text[start[i]])
        if (
            left == right == 0
        ):  # word to word: 0 across a space, 7 within a word of an alphabet, 8 elsewhere (Chinese; within a Korean word)
            within = end[i - 1] == start[i]
            out[i] = 0 if not within else 7 if text[start[i]] < "\u1100" else 8
        else:
            out[i] = 9 + left * 7 + right
    return out


def _kind(character: str) -> int:
    return _KINDS.get(character, 0 if character.isalnum() else _OTHER)
