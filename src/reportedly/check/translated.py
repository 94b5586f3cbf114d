"""What a quotation says in another language: the stored statements that are nearest to it in meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from reportedly.actors.sounds import Script, script
from reportedly.store import Said, Store
from reportedly.vectors import Floats, encode, vector_model

NEAR = 0.55
"""Below this cosine two statements of different languages do not say the same, whoever says them."""
_TRIED, _OPTIONS = 100, 5
_ONE = 0.85
"""Two statements that are so near each other say the same: neither makes the other doubtful."""
_BATCH = 256
_SENTENCES = re.compile(r"[^。！？!?.…]+(?:[。！？!?…]+|\.+(?=\s|$)|\.(?=\S)[^。！？!?.…]*)*")
_LEAST = 8
"""Characters of a sentence that is looked for by itself."""


@dataclass(frozen=True, slots=True)
class Near:
    """A stored statement in another language, its cosine to the quotation, and how much nearer it is than any that says otherwise."""

    said: Said
    cosine: float
    ahead: float


@dataclass(slots=True)
class Meanings:
    """The store's statements by meaning; those that have no vector yet are given one when they are first asked for.

    Of the words alone: a quotation has no more. (Acts of saying are compared by their sentences too.)
    """

    store: Store
    _ids: Sequence[str] | None = None
    _matrix: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def find(self, quotation: str) -> tuple[tuple[Near, ...], ...]:
        """For each sentence of a quotation the nearest statements in another language; nothing where one has none."""
        self._load()
        if not self._ids:
            return ()
        out = [tuple(self._nearest(row, script(quotation))) for row in encode(sentences(quotation))]
        return tuple(out) if all(out) else ()

    def _nearest(self, row: Floats, own: Script) -> Iterator[Near]:
        assert self._ids is not None
        cosines = self._matrix @ row
        left = _OPTIONS
        for n in np.argsort(-cosines, kind="stable")[:_TRIED]:
            if cosines[n] < NEAR or not left:
                return
            said = self.store.statement(self._ids[n])
            if script(said.statement.content[0].text) != own:
                left -= 1
                others = cosines[self._matrix @ self._matrix[n] < _ONE]
                yield Near(said, round(float(cosines[n]), 2), round(float(cosines[n] - others.max(initial=0.0)), 2))

    def _load(self) -> None:
        if self._ids is not None:
            return
        model = vector_model()
        lacking = self.store.without_vector(model)
        for i in range(0, len(lacking), _BATCH):
            some = lacking[i : i + _BATCH]
            texts = [" ".join(c.text for c in self.store.statement(one).statement.content) for one in some]
            self.store.keep_vectors(model, dict(zip(some, encode(texts).astype(np.float16), strict=True)))
        self._ids, matrix = self.store.vectors(model)
        self._matrix = matrix.astype(np.float32)


def sentences(quotation: str) -> list[str]:
    """The sentences of a quotation; a short one is left with the one before it."""
    out: list[str] = []
    for match in _SENTENCES.finditer(quotation):
        words = match.group().strip()
        if out and (len(words) < _LEAST or len(out[-1]) < _LEAST):
            out[-1] += " " + words
        elif words:
            out.append(words)
    return out or [quotation]
