"""Names in a text: longest first, none inside another, in one pass."""

from __future__ import annotations

import time

from reportedly.naming.mentions import count_pieces, find_names, longest
from reportedly.naming.tongues import tongue


def test_the_longest_name_wins() -> None:
    text = "奥列斯·塔兰说，塔兰此前"
    assert find_names(text, ["塔兰", "奥列斯·塔兰"], left=False, right=False) == [(0, 6, "奥列斯·塔兰"), (8, 10, "塔兰")]


def test_words_have_edges_where_the_language_has() -> None:
    assert find_names("Roeburn met Roe", ["Roe"], left=True, right=True) == [(12, 15, "Roe")]
    assert find_names("가온부는 가온이 가온", ["가온"], left=True, right=False)[-1] == (9, 11, "가온")


def test_russian_names_are_found_in_any_case() -> None:
    text = "Белгрев ответил. Слова Антона Белгрева приводит газета."
    found = tongue("ru").mentions(text, ["Антон Белгрев", "Белгрев"])
    assert [text[a:b] for a, b, _ in found] == ["Белгрев", "Антона Белгрева"]


def test_many_names_take_one_pass() -> None:
    names = [f"名{i:05}" for i in range(20_000)]
    began = time.perf_counter()
    assert len(find_names("".join(names), names, left=False, right=False)) == 20_000
    assert time.perf_counter() - began < 5


def test_pieces_and_endings() -> None:
    assert count_pieces("阿阿阿阿", ["阿阿"])["阿阿"] == 3
    assert longest(frozenset({"部", "国防部"}), "某国国防部", 5) == "国防部"
    assert longest(frozenset({"局"}), "某国国防部", 5) == ""
