"""Frames become statements with their edges where the guide puts them."""

from __future__ import annotations

import hashlib

import pytest

from reportedly.lang import words
from reportedly.model import Block, Frame, Raw, Report, Span
from reportedly.quotes import Quotes
from reportedly.statements import SpanWords, build, fit, manner_of


def report_of(text: str, language: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(at, at + len(line), "body"))
        at += len(line) + 1
    return Report(digest[:16], "page", text, language, raw=Raw(digest, len(text), "utf-8"), blocks=tuple(blocks))


def span(report: Report, part: str, after: int = 0) -> Span:
    start = report.text.index(part, after)
    return report.span(start, start + len(part))


@pytest.mark.parametrize(
    ("language", "text", "rough", "exact"),
    [
        ("zh", "莫拉表示，将继续谈判。", "，将继续谈判。", "将继续谈判"),
        ("zh", "莫拉说：“将继续谈判。”", "“将继续谈判。”", "将继续谈判。"),
        ("zh", "莫拉说：“将继续谈判。”", "将继续谈判", "将继续谈判。"),
        ("zh", "莫拉说，这“不是真的”。", "这“不是真的", "这“不是真的”"),
        ("zh", "“谈判会继续，”莫拉说。", "谈判会继续，”", "谈判会继续"),
        ("en", "Mora said that talks would go on.", "that talks would go on.", "talks would go on"),
        ("en", '"Talks go on," Mora said.', '"Talks go on,"', "Talks go on"),
        ("en", '"Talks go on." Mora left.', "Talks go on", "Talks go on."),
        ("ru", "Мора заявил, что переговоры идут.", ", что переговоры идут.", "переговоры идут"),
        ("ko", "모라는 협상이 계속될 것이라고 말했다.", "협상이 계속될 것이라고", "협상이 계속될 것이"),
        ("ko", "모라는 회담을 중단하라고 요구했다.", "회담을 중단하라고", "회담을 중단하라"),
        ("ko", "모라는 회담이 끝났다고 밝혔다.", "회담이 끝났", "회담이 끝났다"),
    ],
)
def test_edges(language: str, text: str, rough: str, exact: str) -> None:
    report = report_of(text, language)
    got = fit(report, Quotes.of(text), span(report, rough), words(language, "spans", SpanWords))
    assert got is not None and got.text == exact


@pytest.mark.parametrize(
    ("language", "text", "content", "manner"),
    [
        ("zh", "莫拉说：“将继续谈判。”", "将继续谈判。", "direct"),
        ("zh", "莫拉说，将继续谈判。", "将继续谈判", "indirect"),
        ("zh", "莫拉说，这“完全没有任何根据”。", "这“完全没有任何根据”", "mixed"),
        ("ru", "Мора рассказал о судне «Северная Звезда».", "судне «Северная Звезда»", "indirect"),
        ("en", 'Mora called it "a plain and simple lie" again.', 'it "a plain and simple lie"', "mixed"),
        ("en", "Mora Calls Tarn's Premier 'Caesar With Curls' in New Post", "Tarn's Premier 'Caesar With Curls'", "mixed"),
        ("en", "Mora called the ship 'Northern Star' a wreck.", "the ship 'Northern Star' a wreck", "indirect"),
        ("en", 'Mora said the talks were "intense" at times.', 'the talks were "intense" at times', "mixed"),
        ("ko", "모라는 '투나잇 쇼'를 떠난다고 말했다.", "'투나잇 쇼'를 떠난다", "indirect"),
        ("ko", "모라는 이것이 '근거 없는 주장'이라고 말했다.", "이것이 '근거 없는 주장'이", "mixed"),
    ],
)
def test_manner(language: str, text: str, content: str, manner: str) -> None:
    report = report_of(text, language)
    assert manner_of(Quotes.of(text), (span(report, content),), text, words(language, "spans", SpanWords)) == manner


def test_a_split_quotation_is_one_statement() -> None:
    report = report_of('"The gates," Mora said, "were shut."', "en")
    frame = Frame(13, 0.9, (span(report, "The gates"), span(report, "were shut.")), (span(report, "said"),), span(report, "Mora"))
    (one,) = build(report, [frame])
    assert [s.text for s in one.content] == ["The gates", "were shut."]
    assert one.manner == "direct"


def test_a_sentence_end_outside_marks_splits_a_frame_and_the_second_goes_on_with_the_source() -> None:
    report = report_of("莫拉说，闸门关着。夜里没有人开过。", "zh")
    frame = Frame(2, 0.9, (span(report, "闸门关着。夜里没有人开过"),), (span(report, "说"),), span(report, "莫拉"))
    first, second = build(report, [frame])
    assert first.cue and not second.cue
    assert second.source_inherited and second.source == first.source
    assert first.frame == second.frame


def test_a_statement_without_a_source_takes_the_one_above() -> None:
    report = report_of("莫拉说，闸门关着。并称水位正常。", "zh")
    a = Frame(2, 0.9, (span(report, "闸门关着"),), (span(report, "说"),), span(report, "莫拉"))
    b = Frame(9, 0.9, (span(report, "水位正常"),), (span(report, "称"),))
    _, second = build(report, [a, b])
    assert second.source is not None and second.source.text == "莫拉" and second.source_inherited


def test_nested_speech_has_its_holder_as_parent() -> None:
    report = report_of("莫拉说，省长称水位已经正常。", "zh")
    outer = Frame(2, 0.9, (span(report, "省长称水位已经正常"),), (span(report, "说"),), span(report, "莫拉"))
    inner = Frame(6, 0.9, (span(report, "水位已经正常"),), (span(report, "称"),), span(report, "省长"))
    first, second = build(report, [outer, inner])
    assert first.parent is None and second.parent == first.id


def test_ids_come_from_the_page_and_the_words() -> None:
    report = report_of("莫拉说，闸门关着。", "zh")
    frame = Frame(2, 0.9, (span(report, "闸门关着"),), (span(report, "说"),), span(report, "莫拉"))
    moved = report_of("补充：\n莫拉说，闸门关着。", "zh")
    again = Frame(6, 0.5, (span(moved, "闸门关着"),), (span(moved, "说"),), span(moved, "莫拉"))
    assert build(report, [frame])[0].id == build(moved, [again])[0].id
