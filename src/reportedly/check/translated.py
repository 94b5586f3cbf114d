"""What a quotation says in another language: the stored statements that are nearest to it in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from reportedly.actors.sounds import script
from reportedly.store import Said, Store
from reportedly.vectors import Floats, encode, vector_model

NEAR = 0.6
"""The cosine from which on two statements of different languages say the same."""
_TRIED = 100
_BATCH = 256
_SENTENCES = re.compile(r"[^。！？!?.…]+(?:[。！？!?…]+|\.+(?=\s|$)|\.(?=\S)[^。！？!?.…]*)*")
_LEAST = 8
"""Characters of a sentence that is looked for by itself."""


@dataclass(frozen=True, slots=True)
class Near:
    """A stored statement in another language, and its cosine to the quotation."""

    said: Said
    cosine: float


@dataclass(slots=True)
class Meanings:
    """The store's statements by meaning; those that have no vector yet are given one when they are first asked for."""

    store: Store
    _ids: Sequence[str] | None = None
    _matrix: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def find(self, quotation: str) -> tuple[Near, ...]:
        """For each sentence of a quotation the nearest statement in another language; nothing where one has none."""
        self._load()
        if not self._ids:
            return ()
        out = [self._nearest(row, quotation) for row in encode(sentences(quotation))]
        near = {one.said.statement.id: one for one in out if one is not None}
        return () if None in out else tuple(near.values())

    def _nearest(self, row: Floats, quotation: str) -> Near | None:
        assert self._ids is not None
        cosines = self._matrix @ row
        for n in np.argsort(-cosines, kind="stable")[:_TRIED]:
            if cosines[n] < NEAR:
                return None
            said = self.store.statement(self._ids[n])
            if script(said.statement.content[0].text) != script(quotation):
                return Near(said, round(float(cosines[n]), 2))
        return None

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
