"""Sentences that say the same in two languages are nearer than those that do not."""

from __future__ import annotations

import numpy as np
import pytest

from reportedly.vectors import SIZE, Floats, encode, vector_model, with_output

SAID = {
    "en": (
        "The island ferry will run four more crossings a day from next month.",
        "We have never held any foreign ship in this harbour.",
        "The price of bread will not rise before the end of the winter.",
        "Twelve engineers were killed when the bridge fell.",
        "The president refused to say whether the troops had crossed the border.",
    ),
    "zh": (
        "岛上的轮渡从下个月起每天增开四班。",
        "我们从未在这个港口扣押过任何外国船只。",
        "冬天结束之前面包价格不会上涨。",
        "大桥倒塌时有十二名工程师遇难。",
        "总统拒绝透露部队是否已经越过边境。",
    ),
    "ru": (
        "Паром на остров со следующего месяца будет делать на четыре рейса в день больше.",
        "Мы никогда не удерживали в этом порту ни одного иностранного судна.",
        "Цены на хлеб не вырастут до конца зимы.",
        "Двенадцать инженеров погибли при обрушении моста.",
        "Президент отказался говорить, перешли ли войска границу.",
    ),
    "ko": (
        "섬으로 가는 여객선은 다음 달부터 하루 네 편 더 운항한다.",
        "우리는 이 항구에서 외국 선박을 억류한 적이 없다.",
        "겨울이 끝나기 전까지 빵 가격은 오르지 않을 것이다.",
        "다리가 무너지면서 기술자 12명이 숨졌다.",
        "대통령은 군대가 국경을 넘었는지 밝히기를 거부했다.",
    ),
}


@pytest.fixture(scope="module")
def rows() -> dict[str, Floats]:
    return {language: encode(texts) for language, texts in SAID.items()}


@pytest.mark.parametrize(("one", "other"), [("zh", "en"), ("ru", "en"), ("ko", "en"), ("zh", "ru"), ("zh", "ko"), ("ru", "ko")])
def test_a_translation_is_nearer_than_other_sentences(rows: dict[str, Floats], one: str, other: str) -> None:
    cosines = rows[one] @ rows[other].T
    right, wrong = np.diag(cosines), cosines[~np.eye(len(cosines), dtype=bool)]
    first = int((cosines.argmax(1) == np.arange(len(right))).sum())
    assert first == len(right) if other == "en" else first >= len(right) - 1
    assert right.min() > wrong.mean() + 0.1 and right.mean() > wrong.mean() + 0.2


def test_rows_are_of_length_one_and_single_precision(rows: dict[str, Floats]) -> None:
    for some in rows.values():
        assert some.shape == (5, SIZE) and some.dtype == np.float32
        assert np.allclose(np.linalg.norm(some, axis=1), 1, atol=1e-5)


def test_nothing_has_no_direction() -> None:
    assert encode([]).shape == (0, SIZE)
    blank, word = encode(["", "船"])
    assert not blank.any() and np.isclose(np.linalg.norm(word), 1, atol=1e-5)


def test_a_text_has_nearly_the_same_vector_whatever_stands_beside_it(rows: dict[str, Floats]) -> None:
    """The encoder rounds by the whole batch, so not quite the same; the same texts give the same to the bit."""
    again = encode([SAID["ru"][1], SAID["zh"][0], SAID["zh"][1]])
    assert ((again * np.stack([rows["ru"][1], rows["zh"][0], rows["zh"][1]])).sum(1) > 0.97).all()
    assert (encode(SAID["ko"]) == rows["ko"]).all()


def test_both_chinese_scripts_say_the_same() -> None:
    simple, full = encode(["总统拒绝透露部队是否已经越过边境。", "總統拒絕透露部隊是否已經越過邊境。"])
    assert np.allclose(simple, full, atol=1e-5)


def test_long_and_strange_texts_have_vectors_too() -> None:
    rows = encode(["船" * 20_000, "\U0001f6a2\U00020000", "\x00", "a" * 20_000])
    assert rows.shape == (4, SIZE) and np.isfinite(rows).all()


def test_the_map_has_a_name_and_an_inner_value_can_be_put_out() -> None:
    assert vector_model() and vector_model() == vector_model()
    assert with_output(b"", "x") == b"\x3a\x0b\x62\x09\x0a\x01x\x12\x04\x0a\x02\x08\x01"
