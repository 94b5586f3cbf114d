"""Roles are decoded as sequences, given where spans can begin and end."""

from __future__ import annotations

import numpy as np

from reportedly.decoding import ROLES, Transitions, best_roles, count_transitions, runs, weighted
from reportedly.pieces import CLASSES

CONTENT = ROLES.index("content")


def flat() -> np.ndarray:
    return np.zeros((CLASSES, len(ROLES), len(ROLES)), np.float32)


def scores(content: list[float]) -> np.ndarray:
    logp = np.full((1, len(content), len(ROLES)), -20.0, np.float32)
    logp[0, :, CONTENT] = np.log(content)
    logp[0, :, 0] = np.log1p(-np.array(content))
    return logp


def test_without_transitions_each_piece_takes_its_likeliest_role() -> None:
    bounds = np.zeros((1, 3), np.int64)
    assert best_roles(scores([0.1, 0.9, 0.4, 0.9]), bounds, flat())[0].tolist() == [0, CONTENT, 0, CONTENT]


def test_a_hole_closes_where_roles_seldom_change() -> None:
    bounds = np.zeros((1, 3), np.int64)
    stays = [np.full(8, CONTENT), np.zeros(8, np.int64)]
    table = count_transitions([(roles, np.zeros(7, np.int64)) for roles in stays * 50])
    assert best_roles(scores([0.9, 0.9, 0.4, 0.9]), bounds, table)[0].tolist() == [CONTENT] * 4


def test_an_edge_is_drawn_to_the_boundary_where_spans_end() -> None:
    ends_at_comma = (np.array([CONTENT, CONTENT, 0, 0]), np.array([0, 9, 0]))
    table = count_transitions([ends_at_comma] * 100)
    bounds = np.array([[0, 0, 9]])
    assert best_roles(scores([0.9, 0.9, 0.45, 0.2]), bounds, table)[0].tolist() == [CONTENT, CONTENT, CONTENT, 0]


def test_weights_touch_content_and_the_rest_apart() -> None:
    table = flat() - 1
    out = weighted(table, content=0.5, other=2.0)
    assert out[0, CONTENT, 0] == out[0, 0, CONTENT] == -0.5
    assert out[0, 1, 2] == -2.0


def test_runs_are_the_stretches_of_a_role() -> None:
    assert runs(np.array([3, 3, 0, 3]), 3) == [(0, 2), (3, 4)]
    assert runs(np.array([0, 0]), 3) == []


def test_an_unknown_language_reads_as_english() -> None:
    tables = Transitions({"en": flat(), "zh": flat() + 1})
    assert tables.of("fr") is tables.tables["en"]
    assert tables.of("zh-TW") is tables.tables["zh"]
