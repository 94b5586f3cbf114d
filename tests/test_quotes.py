"""Quotation marks are paired as a reader pairs them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.quotes import Quotes, pair_quotes


def quoted(text: str) -> list[str]:
    return [text[q.open : q.close] for q in pair_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("莫拉说：“不会。”", ["“不会。”"]),
        ('她说“没有"，然后说“好”', ['“没有"', "“好”"]),
        ('他说"走"，又说"来。"', ['"走"', '"来。"']),
        ("「這是『謊言』。」", ["「這是『謊言』。」", "『謊言』"]),
        ("«Нет», — сказал он, — «никогда».", ["«Нет»", "«никогда»"]),
        ("„Да“, ответил Рен", ["„Да“"]),
        ("He said \"it's not\" and 'so what', don't.", ['"it\'s not"', "'so what'"]),
        ("‘I’m here,’ she said.", ["‘I’m here,’"]),
        ("读了《大坝志》再说", []),
        ("“头一段。\n“第二段。”完", ["“头一段。", "“第二段。”"]),
        ("“一句。\n又一句。”完", ["“一句。\n又一句。”"]),
        ("没有人说话”", []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_taken_up_again_has_no_closing_mark() -> None:
    first, second = pair_quotes("“头一段。\n“第二段。”")
    assert first.reopened and not second.reopened


def test_outermost_quotations_answer_for_places() -> None:
    text = "他说“有人说‘不’。”完"
    quotes = Quotes.of(text)
    at = quotes.at(text.index("不"))
    assert at is not None and text[at.open : at.close] == "“有人说‘不’。”"
    assert quotes.at(len(text) - 1) is None
    assert len(quotes.within(0, len(text))) == 1


def test_millions_of_marks_take_seconds() -> None:
    began = time.process_time()
    for text in ('"' * 2_000_000, "“\n" * 100_000, "“”" * 100_000, "'a" * 100_000):
        pair_quotes(text)
    assert time.process_time() - began < 20


@given(st.text(alphabet="“”\"'‘’「」«»„a 。\n", max_size=200))
def test_any_marks_give_quotations_in_the_text(text: str) -> None:
    for q in pair_quotes(text):
        assert 0 <= q.open < q.inner_start <= q.inner_end <= q.close <= len(text)
