"""What a statement says as numbers: its words, and as much the sentence that they stand in.

A content alone is often a fragment (“they condemn”, 三孔): in the sentence around it stands what it is about. Measured on parallel
reports, statements find their partner far more often so (docs/quality.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from reportedly.model import Report, Statement
from reportedly.utterances.told import Floats
from reportedly.vectors import encode, unit, vector_model

AROUND = 300
"""Characters before and after a statement in which its sentence begins and ends."""
_END = re.compile(r"[。！？!?\n]+[”’」』»\")]*|[.…][”’»\")]*(?=\s)")


def statement_model() -> str:
    """What statements' vectors go by in a store."""
    return f"{vector_model()}+sentence"


def encode_statements(some: Sequence[tuple[Report, Statement]]) -> Floats:
    """One row of length one for each statement; raises ModelError where the parser's weights are missing."""
    words = encode(words_of(s) for _, s in some)
    around = [sentence_of(report, s) for report, s in some]
    place = {text: n for n, text in enumerate(dict.fromkeys(around))}
    sentences = encode(place)
    return unit(words + sentences[np.array([place[text] for text in around], np.int64)])


def words_of(statement: Statement) -> str:
    """What a statement says, its spans joined."""
    return " ".join(span.text for span in statement.content)


def sentence_of(report: Report, statement: Statement) -> str:
    """The sentence, or sentences, that a statement's words stand in."""
    text, before, after = report.text, max(0, statement.start - AROUND), statement.end + AROUND
    start = max((m.end() for m in _END.finditer(text, before, statement.start)), default=before)
    end = next((m.end() for m in _END.finditer(text, max(start, statement.end - 1), after)), after)
    return text[start:end].strip()
