"""Generated texts and pages thrown at `read`: whatever comes in, every span lies inside its text and a page can be drawn.

500 examples of each in `make check`, always the same; `make fuzz` takes 10,000 new ones (REPORTEDLY_FUZZ).
"""

from __future__ import annotations

import os
import time
from io import StringIO
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from reportedly.errors import IntakeError
from reportedly.intake import read_bytes
from reportedly.interface import interface
from reportedly.model import Act, Frame, Given, Kind, Record, Report, Span
from reportedly.page import read_page
from reportedly.reading import read, settle
from reportedly.schema import check_json, to_json
from reportedly.sheet import page
from reportedly.show import print_record

ASKED = os.environ.get("REPORTEDLY_FUZZ")
EXAMPLES = int(ASKED or 500)
fuzzed = settings(
    max_examples=EXAMPLES, derandomize=not ASKED, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

KINDS, ACTS = get_args(Kind), get_args(Act)
QUOTES = "「」『』“”‘’«»„‚\"'《》〈〉()（）[]【】"
POINTS = "。，、；：？！…—.,;:?!-–\n\n\r\t \u3000\u200b\ufeff"
ODD = "\x00\x07\x1b\x85\u2028\u202e\u0301\U0001f600\U00020000\ufffd\ud7ff{}%<>&"
WORDS = (
    "莫拉", "外交部发言人", "表示", "说", "称", "否认", "据悉", "当天", "3月9日", "1万多名", "记者", "他", "讯", "没有", "图源",
    "Vela Mora", "said", "told Pelagia", "denied", "according to", "on Monday", "at least 12", "she", "the spokesman",
    "Мора", "заявил", "сообщила", "накануне", "свыше 3000", "якобы", "он", "по словам", "пресс-секретарь",
    "모라", "말했다", "밝혔다", "이날", "수십 명", "고", "라고", "것으로 알려졌다", "대변인은",
    "2031-03-09", "(Pelagia)", "来源：", "Read more", "Подписывайтесь", "http://example.org/", "12/31/99", "0", "9" * 20,
)  # fmt: skip
TAGS = (
    "p",
    "div",
    "h1",
    "h2",
    "span",
    "a",
    "li",
    "table",
    "td",
    "script",
    "style",
    "figcaption",
    "time",
    "br",
    "title",
    "meta",
    "b",
)

characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(QUOTES + POINTS + ODD)
wild = st.text(characters, max_size=300)
newslike = st.lists(st.sampled_from(WORDS) | st.sampled_from(QUOTES + POINTS) | st.text(characters, max_size=4), max_size=120)
texts = wild | newslike.map("".join) | newslike.map(" ".join)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """HTML of a kind: tags opened, closed and crossed as they come, with attributes that may be anything."""
    out = [draw(st.sampled_from(["<html>", "<!doctype html>", "<p>", "<html><head><meta charset=gb2312>"]))]
    for _ in range(draw(st.integers(0, 25))):
        tag = draw(st.sampled_from(TAGS))
        words = draw(st.sampled_from(WORDS) | st.text(characters, max_size=20))
        kind = draw(st.sampled_from(["open", "close", "text", "both", "class"]))
        forms = {"open": f"<{tag}>", "close": f"</{tag}>", "text": words, "both": f"<{tag}>{words}</{tag}>"}
        out.append(forms.get(kind, f'<{tag} class="{words}" content="{words}" hidden>{words}'))
    return "".join(out)


def holds(record: Record) -> None:
    """Everything that must be so of any record."""
    assert check_json(to_json(record)) == []
    assert 'class="leaf"' in page([record], "zh")
    print_record(Console(file=StringIO(), width=80), record, interface("en"), why=True)


raws = st.binary(max_size=200) | texts.map(lambda t: t.encode("gb18030", "replace")) | texts.map(lambda t: t.encode("utf-16"))
languages = st.sampled_from([None, "zh", "en", "ru", "ko", "fr"])


@fuzzed
@given(text=texts, language=languages, published=st.sampled_from([None, "2031-03-09", "2031"]))
def test_any_text(text: str, language: str | None, published: str | None) -> None:
    try:
        record = read(text, name="text.txt", given=Given(language=language, published=published))
    except IntakeError:
        return
    holds(record)


@fuzzed
@given(markup=pages())
def test_any_page(markup: str) -> None:
    try:
        record = read(markup, name="page.html")
    except IntakeError:
        return
    holds(record)


@fuzzed
@given(raw=raws)
def test_any_bytes(raw: bytes) -> None:
    try:
        record = read(raw)
    except IntakeError as error:
        assert str(error)
        return
    holds(record)


letters = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4)
printable = st.lists(st.sampled_from(WORDS) | st.sampled_from(QUOTES + POINTS) | letters, max_size=120).map("".join)
printable = printable.filter(lambda text: text.strip("\ufeff"))


@st.composite
def framed(draw: st.DrawFn) -> tuple[Report, list[Frame]]:
    """A report and frames of any spans in it, as a parser gone wild might find them."""
    text = draw(printable)
    language = draw(st.sampled_from(["zh", "en", "ru", "ko"]))
    report = read_page(read_bytes(text.encode(), name="text.txt", given=Given(language=language, published="2031-03-09")))

    def span() -> Span:
        start = draw(st.integers(0, len(report.text) - 1))
        return report.span(start, draw(st.integers(start + 1, min(len(report.text), start + 60))))

    def maybe() -> Span | None:
        return span() if draw(st.booleans()) else None

    def spans(least: int) -> tuple[Span, ...]:
        return tuple(sorted((span() for _ in range(draw(st.integers(least, 2)))), key=lambda s: s.start))

    def frame() -> Frame:
        content = spans(1)
        return Frame(
            content[0].start, 0.9, content, spans(0), maybe(), spans(0), maybe(), maybe(), maybe(), draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(ACTS)),
        )  # fmt: skip

    return report, [frame() for _ in range(draw(st.integers(0, 6)))]


@fuzzed
@given(found=framed())
def test_any_frames(found: tuple[Report, list[Frame]]) -> None:
    holds(settle(*found))


@pytest.mark.parametrize("mark", ["“", '"', "«", "「", "’", "\"'", "<", "（", "？", "-"])
def test_five_megabytes_of_marks_return_in_seconds(mark: str) -> None:
    text = mark * (5_000_000 // len(mark.encode()))
    begin = time.process_time()
    record = read(text, name="marks.txt")
    assert time.process_time() - begin < 60
    assert record.report.text == text


@pytest.mark.parametrize("name", ["lines.txt", "nested.html"])
def test_nothing_but_lines_or_depth_returns_in_seconds(name: str) -> None:
    texts = {"lines.txt": "说。\n" * 2_000, "nested.html": "<div>" * 200_000 + "Vela said no."}
    begin = time.process_time()
    try:
        read(texts[name], name=name)
    except IntakeError as error:
        assert name in str(error)
    assert time.process_time() - begin < 60
