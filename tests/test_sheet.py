import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from reportedly.interface import TONGUES, Tongue
from reportedly.model import Block, Raw, Record, Report, Speaker, Statement
from reportedly.sheet import page


def drawn(records: list[Record], tongue: Tongue = "en") -> Any:
    return html.fromstring(page(records, tongue))


def one(text: str, *contents: tuple[int, int], parents: tuple[str | None, ...] = ()) -> Record:
    report = Report("r", "p", text, "en", raw=Raw("", 0, "utf-8"), blocks=tuple(blocks(text)))
    padded = (*parents, *[None] * len(contents))
    made = (Statement(str(n), n, "speech", (report.span(a, b),), parent=padded[n]) for n, (a, b) in enumerate(contents))
    return Record(report, tuple(made))


def blocks(text: str) -> Iterator[Block]:
    for line in re.finditer(r"[^\n]+", text):
        yield Block(line.start(), line.end(), "body")


def words(element: Any) -> str:
    """The text of a line without the numbers that mark where statements begin."""
    return "".join(element.xpath(".//text()[not(ancestor::sup)]"))


def test_every_line_of_every_report_stands_as_printed(samples: list[Record]) -> None:
    tree = drawn(samples)
    for n, record in enumerate(samples, 1):
        lines = [words(p) for p in tree.xpath(f"//article[@id='r{n}']//p[starts-with(@class, 'line')]")]
        assert lines == [line for line in re.split(r"[\n\r]+", record.report.text) if line.strip()]


def test_marks_hold_exactly_the_words_of_their_statement(samples: list[Record]) -> None:
    tree = drawn(samples)
    for r, record in enumerate(samples, 1):
        for n, s in enumerate(record.statements, 1):
            marked = tree.xpath(f"//article[@id='r{r}']//a[contains(concat(' ', @class, ' '), ' m{n} ')]")
            assert "".join(a.text_content() for a in marked) == "".join(c.text for c in s.content).replace("\n", "")
            assert tree.xpath(f"//*[@id='r{r}s{n}']//a[@href='#r{r}t{n}']") and tree.xpath(
                f"//sup[@id='r{r}t{n}']/a[@href='#r{r}s{n}']"
            )


def test_no_two_elements_share_an_id_and_every_link_leads_somewhere(samples: list[Record]) -> None:
    tree = drawn(samples)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//a/@href")} <= set(ids)


def test_a_click_on_nested_words_leads_to_the_inner_statement() -> None:
    tree = drawn([one("Vela said that Mora had said that it rained.", (15, 43), (34, 43), parents=(None, "0"))])
    inner = tree.xpath("//a[text()='it rained']")[0]
    assert inner.get("href") == "#r1s2" and "m1 m2" in inner.get("class")
    assert "nested" in tree.xpath("//li[@id='r1s2']/@class")[0]


def test_statements_that_cross_keep_their_words() -> None:
    tree = drawn([one("one two three four five", (0, 13), (8, 23))])
    assert ["".join(a.text_content() for a in tree.xpath(f"//a[contains(@class, 'm{n}')]")) for n in (1, 2)] == [
        "one two three",
        "three four five",
    ]


HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)">\n'
    "</style></script><!-- &amp; \"' \u202egnp.exe\u2066 \x1b[31mred\x07 {{ 7*7 }}"
)


def test_a_hostile_report_shows_as_text() -> None:
    record = one(HOSTILE, (0, 25))
    report = replace(record.report, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, page=HOSTILE, language='en" onload="x')
    speaker = Speaker("<b>", HOSTILE, office=HOSTILE, why=HOSTILE)
    record = Record(report, (replace(record.statements[0], speaker=speaker, why=(HOSTILE,)),), warnings=(HOSTILE,))
    drawn_page = page([record, record], "en")
    tree = html.fromstring(drawn_page)
    assert len(tree.xpath("//script")) == 1 and not tree.xpath(
        "//img | //b[not(ancestor::*[@class='voices'])] | //@onload | //@onerror"
    )
    assert "49" not in tree.xpath("//title")[0].text and tree.xpath("//title")[0].text.startswith("Who said what")
    assert not set(drawn_page) & set("\u202e\u2066\x1b\x07")
    assert "<script>alert(1)</script>" in words(tree.xpath("//p[starts-with(@class, 'line')]")[0])


def test_the_page_asks_for_nothing_from_outside(samples: list[Record]) -> None:
    drawn_page = page(samples, "zh")
    tree = html.fromstring(drawn_page)
    assert (
        not tree.xpath("//link | //img | //iframe | //script[@src]") and "url(" not in drawn_page and "@import" not in drawn_page
    )
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'") and policy.count("sha256-") == 2 and "unsafe" not in policy
    assert not tree.xpath("//@style | //@onclick")


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_card_says_who_when_as_what_and_why(samples: list[Record], tongue: Tongue) -> None:
    record = samples[0]
    first = replace(record.statements[0], confidence=0.934, why=("cue: denies",))
    tree = drawn([replace(record, statements=(first, *record.statements[1:]))], tongue)
    card = " ".join(tree.xpath("//li[@id='r1s1']")[0].text_content().split())
    expected = {
        "en": ["denies", "93 %", "Who", "Said", "reported", "cue: denies"],
        "zh": ["否认", "93 %", "谁", "何时", "转述", "cue: denies"],
    }[tongue]
    assert all(word in card for word in expected)


def test_a_report_without_statements_says_so() -> None:
    tree = drawn([one("Nothing was said.")])
    assert "No statement was found" in tree.xpath("//p[@class='nothing']")[0].text_content()
    assert not tree.xpath("//ol[@class='cards']")


def test_an_empty_report_and_odd_line_ends_are_drawn() -> None:
    assert drawn([one("")]).xpath("//article")
    tree = drawn([one("a\r\nb\rc\u2028d\n\n  \ne", (0, 1), (3, 4))])
    assert [words(p) for p in tree.xpath("//p[starts-with(@class, 'line')]")] == list("abcde")


def test_three_thousand_nested_statements_take_seconds() -> None:
    record = one("x" * 30_000, *[(10 * n, 10 * n + 9) for n in range(3_000)])
    begin = time.perf_counter()
    assert page([record], "en").count('class="card h') == 3_000
    assert time.perf_counter() - begin < 10
