"""Dates of saying: the words in four languages against a table, and how a date goes on through a report."""

from __future__ import annotations

import re
import sys
import warnings
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from reportedly.dates import date_statements, find_dates, find_events
from reportedly.dating.words import ahead
from reportedly.edtf import bounds
from reportedly.gold import load_gold
from reportedly.model import Block, Raw, Relay, Report, Span, Statement, When

TABLES = Path(__file__).parent / "dates"
SHARED = Path(__file__).parents[2] / "shared"


def rows(language: str) -> list[tuple[str, str, str | None, str]]:
    """Page date, text, the words in question (None: there are none) and their EDTF, from tests/dates/LANGUAGE.tsv."""
    out = []
    for line in (TABLES / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        page, marked, edtf = line.split("\t")
        mark = re.search(r"\[\[(.+?)\]\]", marked)
        out.append((page, marked.replace("[[", "").replace("]]", ""), mark[1] if mark else None, edtf))
    return out


@pytest.mark.parametrize(
    ("language", "page", "text", "words", "edtf"),
    [(language, *row) for language in ("zh", "en", "ru", "ko") for row in rows(language)],
)
def test_expression_in_context(language: str, page: str, text: str, words: str | None, edtf: str) -> None:
    found = {m.text: m.edtf for m in find_dates(text, language, page)}
    assert found == {} if words is None else found.get(words) == edtf, found


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko"])
def test_the_table_is_long_enough_and_every_date_has_a_reason(language: str) -> None:
    table = rows(language)
    assert sum(words is not None for _, _, words, _ in table) >= 60
    for page, text, _, _ in table:
        for m in find_dates(text, language, page):
            assert text[m.start : m.end] == m.text
            assert m.text in m.why and len(m.why) > len(m.text) + 10
            bounds(m.edtf)


def test_every_date_is_edtf_to_another_reader() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package sets a result name that pyparsing warns of when it is imported
        edtf = pytest.importorskip("edtf", reason="the package edtf is not installed")
        for language in ("zh", "en", "ru", "ko"):
            for page, text, _, _ in rows(language):
                for m in find_dates(text, language, page):
                    edtf.parse_edtf(m.edtf)


def plain(language: str) -> list[tuple[str, str, str]]:
    """Rows whose words alone, with the page's date, say a day gone by: what libraries without a document can read."""
    out = []
    for page, text, words, edtf in rows(language):
        found = find_dates(text, language, page)
        if words is None or len(found) != 1 or len(edtf) != 10 or edtf > page or ahead(text, language, found[0]):
            continue
        rule = found[0].rule
        # Libraries differ on "last Friday", and on whether the weekday of the page's own date is today.
        unsure = rule.kind == "weekday" and (edtf == page or rule.sign < 0)
        if rule.anchor == "page" and rule.week_shift is None and not unsure:
            out.append((page, words, edtf))
    return out


@pytest.mark.parametrize("language", ["en", "ru"])
def test_plain_days_agree_with_dateparser(language: str) -> None:
    dateparser = pytest.importorskip("dateparser", reason="dateparser is not installed")
    read = {}
    for page, words, edtf in plain(language):
        base = {"RELATIVE_BASE": datetime.fromisoformat(page), "PREFER_DATES_FROM": "past"}
        other = dateparser.parse(words, languages=[language], settings=base)
        if other is not None:  # it does not know пятницу вечером, вчерашнем
            read[page, words] = (str(other.date()), edtf)
    assert len(read) >= 12
    assert [w for w, (theirs, ours) in read.items() if theirs != ours] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_plain_days_agree_with_recognizers_text(language: str) -> None:
    recognizers = pytest.importorskip("recognizers_date_time", reason="recognizers-text is not installed")
    culture = {"zh": "zh-cn", "en": "en-us"}[language]
    differ, read = [], 0
    for page, words, edtf in plain(language):
        found = recognizers.recognize_datetime(words, culture, reference=datetime.fromisoformat(page))
        values = {v.get("value", v.get("start", ""))[:10] for m in found[:1] for v in m.resolution["values"]}
        read += bool(values)
        if values and edtf not in values:
            differ.append((words, edtf, values))
    assert read >= 12
    assert differ == []


def test_without_a_page_date_the_year_stays_open() -> None:
    (full, day, then) = find_dates("2029年5月3日签署。25日生效。当天放水。", "zh", None)
    assert full.edtf == "2029-05-03"
    assert day.edtf is None and "no date of the page" in day.why
    assert then.edtf == "2029-05-03"


# --- statements ---------------------------------------------------------------------------------------------------------


def report(text: str, language: str, published: str | None = "2031-03-09") -> Report:
    """A report whose first line is the headline where it ends in no full stop."""
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line:
            blocks.append(Block(at, at + len(line), "headline" if n == 0 and line[-1] not in '。."”' else "body"))
        at += len(line) + 1
    raw = Raw("0", len(text.encode()), "utf-8")
    return Report(id="r", page="p", text=text, language=language, raw=raw, published=published, blocks=tuple(blocks))


def said(r: Report, *told: tuple[str, str, str], kinds: dict[int, dict[str, object]] | None = None) -> list[When]:
    """Date statements given as (source, cue, content) words; each word is looked for from the last sentence on."""
    return [s.said for s in date_statements(r, build(r, told, kinds or {}))]


def build(r: Report, told: tuple[tuple[str, str, str], ...], more: dict[int, dict[str, object]]) -> tuple[Statement, ...]:
    out, at = [], 0
    for n, (source, cue, content) in enumerate(told):
        c = find(r, content, at)
        assert c is not None
        near = max(0, *(r.text.rfind(stop, 0, c.start) for stop in ("\n", "。", ". ")))
        where = min(near, at) if more.get(n, {}).get("parent") else near
        s, q = find(r, source, where), find(r, cue, where)
        statement = Statement(str(n), n, "speech", (c,), cue=(q,) if q else (), source=s, source_inherited=not cue)
        out.append(replace(statement, **more.get(n, {})))  # type: ignore[arg-type]
        at = c.start
    return tuple(out)


def find(r: Report, words: str, start: int) -> Span | None:
    """The words in the report from a place on."""
    if not words:
        return None
    at = r.text.index(words, start)
    return r.span(at, at + len(words))


def test_a_date_inside_the_content_is_of_the_event() -> None:
    r = report("外长莫拉说，渡船5日沉没。塔兰8日说，渡船5日沉没，当天有雾。", "zh")
    first, second = said(r, ("外长莫拉", "说", "渡船5日沉没"), ("塔兰", "说", "渡船5日沉没，当天有雾"))
    assert first.edtf is None and first.basis == "undated" and first.why
    assert (second.edtf, second.basis) == ("2031-03-08", "explicit")
    assert second.span is not None and second.span.text == "8日"


def test_the_same_day_counts_from_the_last_date_outside_contents() -> None:
    text = "海利通讯社海利3月8日电 莫拉7日说，渡船2日沉没。乌兰堡方面当天否认，称渡船完好。塔兰次日说，船已捞起。"
    r = report(text, "zh")
    dates = said(r, ("莫拉", "说", "渡船2日沉没"), ("乌兰堡方面", "称", "渡船完好"), ("塔兰", "说", "船已捞起"))
    assert [w.edtf for w in dates] == ["2031-03-07", "2031-03-07", "2031-03-08"]
    assert [w.basis for w in dates] == ["explicit", "relative", "relative"]
    assert "the last date above, 2031-03-07" in dates[1].why


def test_a_speaker_goes_on_and_another_does_not() -> None:
    r = report("莫拉7日说，渡船沉没。她还说，有雾。渔民塔兰说，没有雾。莫拉补充说，船已捞起。", "zh")
    told = ("莫拉", "说", "渡船沉没"), ("她", "说", "有雾"), ("渔民塔兰", "说", "没有雾"), ("莫拉", "补充说", "船已捞起")
    dates = said(r, *told)
    assert [w.edtf for w in dates] == ["2031-03-07", "2031-03-07", None, "2031-03-07"]
    assert [w.basis for w in dates] == ["explicit", "inherited", "undated", "inherited"]
    assert dates[1].why.startswith("the same speaker above: 7日")


def test_a_seam_between_glued_reports_ends_an_anchor() -> None:
    text = (
        "渡船沉没\n海利社海利3月5日电 莫拉5日说，渡船沉没。\n（完）\n"
        "水坝开闸\n海利社北港3月8日电 莫拉说，水坝完好。\n塔兰当天说，闸门已关。\n"
    )
    r = report(text, "zh")
    dates = said(r, ("莫拉", "说", "渡船沉没"), ("莫拉", "说", "水坝完好"), ("塔兰", "说", "闸门已关"))
    assert [w.edtf for w in dates] == ["2031-03-05", None, "2031-03-08"]


def test_a_headline_takes_the_date_of_what_it_sums_up() -> None:
    text = "Mollan: the port will stay open\nHAILEY, March 8 (Unipress) - The port will stay open, Oda Mollan said on Friday."
    r = report(text, "en")
    dates = said(r, ("Mollan", "", "the port will stay open"), ("Oda Mollan", "said", "The port will stay open"))
    assert [w.edtf for w in dates] == ["2031-03-07", "2031-03-07"]
    assert dates[0].basis == "context"


def test_an_occasion_carries_its_date_to_who_else_speaks_there() -> None:
    text = "水文研讨会7日在北港举行。研究员莫拉在会上说，水位正常。记者问起闸门。渔民塔兰在会上说，水位太高。"
    r = report(text, "zh")
    dates = said(r, ("研究员莫拉", "说", "水位正常"), ("渔民塔兰", "说", "水位太高"))
    assert [w.edtf for w in dates] == ["2031-03-07", "2031-03-07"]
    assert [w.basis for w in dates] == ["context", "context"]
    assert dates[0].why.startswith("the 研讨会 above: 7日")


def test_until_a_new_occasion_brings_a_new_day() -> None:
    text = "On Thursday Oda Mollan spoke in parliament. She said the port was open. On Saturday Mollan met reporters. "
    r = report(text + "She said it was shut.", "en")
    dates = said(r, ("She", "said", "the port was open"), ("She", "said", "it was shut"))
    assert [w.edtf for w in dates] == ["2031-03-06", "2031-03-08"]


@pytest.mark.parametrize(
    ("language", "text", "source", "cue", "content"),
    [
        ("en", "Oda Mollan, who resigned on Friday, said the port was open.", "Oda Mollan", "said", "the port was open"),
        ("en", "Since Monday Oda Mollan has said nothing but that the port was open.", "Oda Mollan", "said", "the port was open"),
        ("ru", "Таран, который ушёл в пятницу, заявил, что порт открыт.", "Таран", "заявил", "порт открыт"),
        ("zh", "截至8日，莫拉说，港口开放。", "莫拉", "说", "港口开放"),
        ("en", '"Today we sail", Oda Mollan said.', "Oda Mollan", "said", "we sail"),
        ("en", "Mollan said sales rose this year.", "Mollan", "said", "sales rose"),
    ],
)
def test_a_date_of_another_event_is_not_the_date_of_saying(language: str, text: str, source: str, cue: str, content: str) -> None:
    (when,) = said(report(text, language), (source, cue, content))
    assert when.edtf is None, when


def test_a_date_after_the_cue_in_english_and_russian() -> None:
    (en,) = said(report("Oda Mollan denied the report on Saturday.", "en"), ("Oda Mollan", "denied", "the report"))
    (ru,) = said(report("«Порт открыт», — заявил Таран в субботу.", "ru"), ("Таран", "заявил", "Порт открыт"))
    assert en.edtf == ru.edtf == "2031-03-08"


def test_korean_dates_stand_anywhere_outside_the_content() -> None:
    r = report("몰란 장관은 8일 기자들과 만나 “항구는 열려 있다”고 말했다. 탄 의원은 이날 “닫혔다”고 말했다.", "ko")
    dates = said(r, ("몰란 장관", "말했다", "항구는 열려 있다"), ("탄 의원", "말했다", "닫혔다"))
    assert [w.edtf for w in dates] == ["2031-03-08", "2031-03-08"]


def test_the_day_of_the_relay_is_not_the_day_of_the_speech() -> None:
    text = "据海利通讯社8日报道，外长莫拉说，港口开放。"
    r = report(text, "zh")
    (s,) = build(r, (("外长莫拉", "说", "港口开放"),), {})
    outlet = find(r, "海利通讯社", 0)
    assert outlet is not None
    s = replace(s, relays=(Relay(outlet.start, outlet.end, outlet.text),))
    (s,) = date_statements(r, (s,))
    assert s.relays[0].carried == "2031-03-08"
    assert s.said.edtf == "../2031-03-08" and s.said.basis == "undated"


def test_yesterday_in_anothers_words_counts_from_the_day_of_their_speech() -> None:
    r = report("莫拉5日说，塔兰昨天承认开了闸。", "zh")
    outer, inner = said(r, ("莫拉", "说", "塔兰昨天承认开了闸"), ("塔兰", "承认", "开了闸"), kinds={1: {"parent": "0"}})
    assert outer.edtf == "2031-03-05"
    assert inner.edtf == "2031-03-04"


def test_words_that_put_it_back_in_time_stop_a_date() -> None:
    r = report("莫拉7日说，港口开放。莫拉曾多次表示，港口不会关闭。她此前说，船都在。莫拉说，船已走。", "zh")
    told = ("莫拉", "说", "港口开放"), ("莫拉", "表示", "港口不会关闭"), ("她", "说", "船都在"), ("莫拉", "说", "船已走")
    dates = said(r, *told)
    assert [w.edtf for w in dates] == ["2031-03-07", None, "../2031-03-07", "2031-03-07"]


def test_a_date_of_years_ago_does_not_go_on() -> None:
    text = "In 2019, Oda Mollan said the port was old. The harbour was dug out since. Mollan said it was new."
    dates = said(report(text, "en"), ("Oda Mollan", "said", "the port was old"), ("Mollan", "said", "it was new"))
    assert [w.edtf for w in dates] == ["2019", None]


def test_question_and_answer_are_of_one_day() -> None:
    text = "有记者8日追问闸门有没有动过，莫拉答道：“无可奉告。”"
    ask: dict[str, object] = {"kind": "question", "act": "asks"}
    dates = said(report(text, "zh"), ("记者", "追问", "闸门有没有动过"), ("莫拉", "答道", "无可奉告。"), kinds={0: ask})
    assert [w.edtf for w in dates] == ["2031-03-08", "2031-03-08"]


def test_a_paper_speaks_on_the_day_on_which_it_came_out_or_was_made() -> None:
    r = report("总统府8日发布声明，称港口开放。声明说，船都在。", "zh")
    dates = said(r, ("总统府", "称", "港口开放"), ("声明", "说", "船都在"), kinds={1: {"kind": "document"}})
    assert [w.edtf for w in dates] == ["2031-03-08", "2031-03-08"]
    r = report("该条约于2023年9月签署。条约第五条规定，双方互助。", "zh")
    (when,) = said(r, ("条约第五条", "规定", "双方互助"), kinds={0: {"kind": "document"}})
    assert when.edtf == "2023-09" and when.basis == "context"


def test_words_that_the_parser_gives_are_used_and_wrong_ones_are_not() -> None:
    text = "8日，港口开放。外长莫拉说，船5日就走了。"
    r = report(text, "zh")
    (s,) = build(r, (("外长莫拉", "说", "船5日就走了"),), {})
    right, inside, no_date = (find(r, w, 0) for w in ("8日", "5日", "港口"))
    dates = [date_statements(r, (replace(s, said_words=w),))[0].said.edtf for w in (right, inside, no_date)]
    assert dates == ["2031-03-08", None, None]


def test_every_date_of_saying_has_a_reason_and_lies_in_the_text() -> None:
    gold = SHARED / "disputes" / "reservoir" / "gold.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is not here")
    for g in load_gold(gold):
        for s in date_statements(g.report(), strip(g.as_statements(), words=True)):
            assert s.said.why
            assert s.said.span is None or g.text[s.said.span.start : s.said.span.end] == s.said.span.text
            bounds(s.said.edtf)


# --- events -------------------------------------------------------------------------------------------------------------


def test_events_are_the_dated_sentences_outside_statements() -> None:
    text = "3月9日渡船沉没\n渡船7日在湖心沉没。莫拉8日说，船2日就漏水。近日有雨。该湖自2019年以来三次泛滥。湖深9米。"
    r = report(text, "zh")
    events = find_events(r, build(r, (("莫拉", "说", "船2日就漏水"),), {}))
    assert [(e.text, e.when) for e in events] == [("渡船7日在湖心沉没。", "2031-03-07")]
    assert r.text[events[0].start : events[0].end] == events[0].text
    assert events[0].why


def test_an_event_to_come_looks_ahead() -> None:
    (event,) = find_events(report("新桥将于4月1日通车。", "zh"), ())
    assert event.when == "2031-04-01"


# --- anything -----------------------------------------------------------------------------------------------------------

JUNK = {
    "empty": "", "blank": "   \n\n ", "quotes": "“\"«「" * 20_000, "dots": "." * 50_000 + "x", "lines": "\n" * 50_000,
    "digits": "1" * 20_000, "astral": "😀25日𠮷" * 3_000, "stops": "！" * 50_000, "titles": "《" * 20_000,
    "dates": "25日，" * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko", "fr"])
@pytest.mark.parametrize("junk", JUNK)
def test_anything_is_read(junk: str, language: str) -> None:
    text = JUNK[junk]
    r = report(text, language)
    starts = list(range(0, max(0, len(text) - 12), max(12, len(text) // 50)))
    told = tuple(
        Statement(str(a), a, "speech", (r.span(a + 5, a + 10),), cue=(r.span(a + 3, a + 4),), source=r.span(a, a + 2))
        for a in starts
    )
    out = date_statements(r, told)
    assert [s.id for s in out] == [s.id for s in told]
    assert all(text[m.start : m.end] == m.text for m in find_dates(text, language, "2031-03-09"))
    for a, b in pairwise(find_events(r, told)):
        assert a.end <= b.start


def test_a_statement_may_be_its_own_ancestor() -> None:
    r = report("莫拉8日说，塔兰说，船在。", "zh")
    loop = build(r, (("莫拉", "说", "塔兰说，船在"), ("塔兰", "说", "船在")), {0: {"parent": "1"}, 1: {"parent": "0"}})
    assert len(date_statements(r, loop)) == 2


# --- gold ---------------------------------------------------------------------------------------------------------------


def strip(statements: tuple[Statement, ...], *, words: bool) -> tuple[Statement, ...]:
    """Gold statements without what is to be found."""
    return tuple(replace(s, said=When(), said_words=s.said_words if words else None) for s in statements)


@pytest.mark.parametrize(
    ("words", "names", "floors"), [(True, True, (90, 88)), (False, True, (90, 88)), (False, False, (86, 86))]
)
def test_dev_gold_is_dated(words: bool, names: bool, floors: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    if not (SHARED / "gold").exists():
        pytest.skip(f"{SHARED} is not here")
    monkeypatch.setattr(sys, "path", [*sys.path, str(SHARED / "tools")])
    import score  # type: ignore[import-not-found]

    right: list[bool] = []
    dated: list[bool] = []
    for name in ("zh-dev", "ru-dev", "en-dev"):
        for g in load_gold(SHARED / "gold" / f"{name}.jsonl"):
            bare = strip(g.as_statements(), words=words)
            bare = bare if names else tuple(replace(s, speaker=None) for s in bare)
            ordered = sorted(g.statements, key=lambda s: s.content[0].start)
            for s, a in zip(date_statements(g.report(), bare), ordered, strict=True):
                want = {"said": a.said, "basis": a.basis}
                if score.is_core({"kind": a.kind, "parent": a.parent}):
                    right.append(score.same_date(want, {"said": s.said.edtf}))
                    dated += [right[-1]] if score.said(want) else []
    assert 100 * sum(right) / len(right) >= floors[0]
    assert 100 * sum(dated) / len(dated) >= floors[1]


def test_days_that_no_month_has_are_no_dates() -> None:
    assert [m.edtf for m in find_dates("2031年2月30日", "zh", "2031-03-09")] == []
    assert [m.edtf for m in find_dates("31 июня, 45 марта", "ru", "2031-03-09")] == []
    assert [m.edtf for m in find_dates("February 29, 2031", "en", "2031-03-09")] == []
    assert [m.edtf for m in find_dates("February 29", "en", "2031-03-09")] == ["2028-02-29"]
