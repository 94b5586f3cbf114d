"""A text is cut into pieces that point back at its characters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.parser import load_parser
from reportedly.pieces import CLASSES, END_OF_LINE, boundaries, cut


def test_pieces_cover_words_without_the_space_before() -> None:
    text = "Mora said no.\n莫拉说不。"
    p = cut(load_parser().tokenizer, text, [(0, len(text))])
    words = [text[a:b] for a, b in zip(p.start, p.end, strict=True)]
    assert words[:2] == ["Mora"[: len(words[0])], words[1]] and not any(w != w.strip() for w in words if w != "\n")
    assert "".join(words).replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert p.ids[words.index("\n")] == END_OF_LINE


def test_only_the_given_stretches_are_read() -> None:
    text = "标题\n图片说明\n正文在此。"
    p = cut(load_parser().tokenizer, text, [(0, 2), (8, 13)])
    assert {text[a:b] for a, b in zip(p.start, p.end, strict=True)}.isdisjoint({"图片", "说明", "图"})


def test_boundaries_tell_words_marks_and_lines_apart() -> None:
    text = "he said, no"
    p = cut(load_parser().tokenizer, text, [(0, len(text))])
    kinds = boundaries(text, p)
    at = int(np.flatnonzero(p.end == text.index(","))[0])
    assert len({int(kinds[at + 1]), int(kinds[at + 2]), 0}) == 3


def test_a_text_begins_and_ends_as_lines_do() -> None:
    text = "莫拉说不\n莫拉说不"
    kinds = boundaries(text, cut(load_parser().tokenizer, text, [(0, len(text))]))
    line = text.index("\n")
    p = cut(load_parser().tokenizer, text, [(0, len(text))])
    at = int(np.flatnonzero(p.start == line)[0])
    assert kinds[0] == kinds[at + 1] and kinds[-1] == kinds[at]


@given(st.text(max_size=300))
def test_any_text_is_cut_inside_itself(text: str) -> None:
    p = cut(load_parser().tokenizer, text, [(0, len(text))])
    assert np.all(p.start < p.end) and (not len(p.end) or p.end.max() <= len(text))
    kinds = boundaries(text, p)
    assert len(kinds) == len(p.ids) + 1 and 0 <= kinds.min() <= kinds.max() < CLASSES
