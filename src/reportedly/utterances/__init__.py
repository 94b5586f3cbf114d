"""One act of saying, however often told: statements of many reports and languages put together.

    utterances = find_utterances(records, cast, vectors, copies, links)
    vectors: statement id → row of length one, by encode_statements, kept in the store under statement_model()

Two statements are compared by speaker, day of saying, act, numbers and how near their words are; each piece of evidence has a weight
(data/utterances.toml) and a reason in words. Groups are joined, the surest pairs first, while their statements agree on average.
What people merged and split is obeyed.
"""

from reportedly.utterances.finding import find_utterances
from reportedly.utterances.saying import encode_statements, statement_model
from reportedly.utterances.told import Vectors

__all__ = ["Vectors", "encode_statements", "find_utterances", "statement_model"]
