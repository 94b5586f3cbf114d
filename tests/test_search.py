from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly.cli import cli
from reportedly.gold import load_gold
from reportedly.hanzi import simplified
from reportedly.model import Raw, Record, Report, Speaker, Statement, When
from reportedly.store import Filter, Store, open_store
from reportedly.store.tokens import found, indexed, phrases

GOLD = Path(__file__).parent / "gold" / "gold.jsonl"
SAID = (
    ("zh", "普京说，局势正在好转。", "普京", "局势正在好转", "asserts", "2031-03-04"),
    ("zh", "莫拉否认调兵，称那是谣言。", "莫拉", "调兵", "denies", "2031-03-05"),
    ("zh-HK", "外長羅德表示，雙方要和，平民不應受害。", "外長羅德", "雙方要和，平民不應受害", "urges", None),
    ("ru", "Президент заявил, что переговоры с президентами соседей ещё впереди.", "Президент", "переговоры с президентами соседей ещё впереди", "asserts", "2031-03"),
    ("en", "The ministry denied that the president's envoys had met Zoë Pálfi.", "The ministry", "the president's envoys had met Zoë Pálfi", "denies", "2031-03-09"),
    ("ko", "대변인은 대통령이 아직 결정하지 않았다고 말했다.", "대변인", "대통령이 아직 결정하지 않았다", "asserts", "2031-03-07"),
)  # fmt: skip


def said(n: int) -> Record:
    language, text, who, words, act, day = SAID[n]
    raw = Raw(sha256(text.encode()).hexdigest(), len(text.encode()), "utf-8")
    report = Report(raw.sha256[:16], f"page {n}", text, language, outlet=f"Outlet {n % 2}", published=f"2031-03-1{n}", raw=raw)
    source = report.span(text.index(who), text.index(who) + len(who))
    content = report.span(text.index(words), text.index(words) + len(words))
    statement = Statement(
        f"s{n}", 0, "speech", content=(content,), source=source, speaker=Speaker(f"a{n}", who), act=act,  # type: ignore[arg-type]
        said=When(day, "explicit" if day else "undated"),
    )  # fmt: skip
    return Record(report, (statement,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("search") / "r.db") as made:
        for n in range(len(SAID)):
            made.add(said(n))
        yield made


@pytest.fixture(scope="module")
def samples_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("samples") / "r.db") as made:
        for gold in load_gold(GOLD):
            made.add(gold.record())
        yield made


def hits(store: Store, query: str, wanted: Filter | None = None) -> set[str]:
    return {one.statement.id for one in store.search(query, wanted or Filter())}


@pytest.mark.parametrize(("query", "wanted"), [
    ("普京", {"s0"}), ("局势", {"s0"}), ("局势 普京", {"s0"}), ("局势 莫拉", set()), ("莫拉", {"s1"}), ("正在好", {"s0"}), ("正好", set()),
    ("和平", set()), ("平民", {"s2"}), ("羅德", {"s2"}),
    ("президент", {"s3"}), ("президентам", {"s3"}), ("ПЕРЕГОВОРОВ", {"s3"}), ("еще", {"s3"}), ("сосед", {"s3"}),
    ("president", {"s4"}), ("presidents", {"s4"}), ("envoy", {"s4"}), ("ministries", {"s4"}), ("zoe palfi", {"s4"}), ("meeting", set()),
    ('"envoys had met"', {"s4"}), ('"met envoys"', set()), ("“had met” president", {"s4"}),
    ("대통령", {"s5"}), ("대변인", {"s5"}), ("통령이", {"s5"}), ("결", {"s5"}), ("다", {"s5"}), ('"대통령이 아직"', {"s5"}), ('"대통령 아직"', set()),
])  # fmt: skip
def test_words_are_found_in_any_form(store: Store, query: str, wanted: set[str]) -> None:
    assert hits(store, query) == wanted


@pytest.mark.parametrize(("wanted", "ids"), [
    (Filter(speaker="普京"), {"s0"}), (Filter(speaker="莫拉"), {"s1"}), (Filter(speaker="ministry"), {"s4"}), (Filter(speaker="谁"), set()),
    (Filter(act="denies"), {"s1", "s4"}), (Filter(outlet="Outlet 0"), {"s0", "s2", "s4"}), (Filter(kind="question"), set()),
    (Filter(language="zh"), {"s0", "s1", "s2"}), (Filter(language="zh-HK"), {"s2"}), (Filter(act="denies", language="en"), {"s4"}),
    (Filter(since="2031-03-06"), {"s3", "s4", "s5"}), (Filter(until="2031-03-04"), {"s0", "s3"}),
    (Filter(since="2031-03-07", until="2031-03-07"), {"s3", "s5"}), (Filter(since="2031-04"), set()), (Filter(page="page 3"), {"s3"}),
])  # fmt: skip
def test_filters_hold_with_and_without_words(store: Store, wanted: Filter, ids: set[str]) -> None:
    assert hits(store, "", wanted) == ids == {one.statement.id for one in store.statements(wanted)}
    for n, (_, _, _, words, _, _) in enumerate(SAID):
        assert hits(store, words, wanted) == ids & {f"s{n}"}


def test_chinese_is_found_in_either_script(store: Store) -> None:
    for query in ("平民不应受害", "平民不應受害"):
        assert [[m.text for m in one.matches] for one in store.search(query)] == [["平民不應受害"]]
    assert hits(store, "谣言") == hits(store, "謠言")
    assert [e.page for e in store.alike("双方要和，平民不应受害。")] == ["page 2"]


def test_a_speaker_is_found_by_office_and_by_the_sources_words(tmp_path: Path) -> None:
    record = said(0)
    speaker = Speaker("a", "弗拉基米尔·科尔", office="总统", kind="person")
    with open_store(tmp_path / "r.db") as store:
        store.add(replace(record, statements=(replace(record.statements[0], speaker=speaker),)))
        for words in ("科尔", "总统", "普京", "弗拉基米尔科尔", "弗拉基米尔·科尔"):
            assert hits(store, "", Filter(speaker=words)) == {"s0"}, words


def test_reports_are_found_by_all_of_their_words(store: Store) -> None:
    found_in = store.search("好转")
    assert found_in.total == found_in.total_printed == 1
    (one,) = store.search("谣言").printed
    assert one.entry.page == "page 1" and [m.text for m in one.matches] == ["谣言"] and store.search("谣言").total == 0
    assert [m.text for m in store.search("президентом").printed[0].matches] == ["Президент", "президентами"]
    assert store.search("谣言", Filter(since="2031-03-12")).printed == ()
    assert store.search("谣言", Filter(act="denies")).printed == ()


def test_every_chinese_name_and_word_is_found_just_where_it_stands(samples_store: Store) -> None:
    """Two to four characters taken anywhere, 200 times: the reports found are those whose text has them side by side, in either script."""
    records, rng = list(samples_store.records()), random.Random(20310309)
    runs = [run for r in records for run in re.findall(r"[\u4e00-\u9fff]{4,}", r.report.text)]
    for _ in range(200):
        run, size = rng.choice(runs), rng.choice((2, 2, 3, 4))
        at = rng.randrange(len(run) - size + 1)
        term = run[at : at + size]
        result = samples_store.search(term, limit=100)
        assert {p.entry.id for p in result.printed} == {
            r.report.id for r in records if simplified(term) in simplified(r.report.text)
        }, term
        assert result.total_printed == len(result.printed)
        assert all(simplified(term) in simplified(m.text) for p in result.printed for m in p.matches)
        wanted = {s.id for r in records for s in r.statements if any(simplified(term) in simplified(c.text) for c in s.content)}
        assert wanted <= {one.statement.id for one in result}, term


def test_the_words_found_are_words_of_the_text(samples_store: Store) -> None:
    for query in ("Орвания корабль", "Keldria ships", "选举 船", "선원", "12 人", '"400 people"', "Hest"):
        result = samples_store.search(query, limit=100)
        for one in result:
            text = samples_store.record(one.entry.key).report.text
            assert one.matches or query in str(one.statement.speaker)  # a name that only the report's other sentences give
            assert all(text[m.start : m.end] == m.text for m in one.matches)
        for page in result.printed:
            text = samples_store.record(page.entry.key).report.text
            assert page.matches and all(text[m.start : m.end] == m.text for m in page.matches)
            assert all(a.end <= b.start for a, b in zip(page.matches, page.matches[1:], strict=False))


def test_pages_of_results_follow_each_other(samples_store: Store) -> None:
    whole = [one.statement.id for one in samples_store.search("船", limit=1000)]
    total = samples_store.search("船").total
    assert len(whole) == total > 10 and len(set(whole)) == total
    parts = [one.statement.id for at in range(0, total, 7) for one in samples_store.search("船", limit=7, offset=at)]
    assert parts == whole
    every = samples_store.search("", limit=1000)
    assert every.total == len(every.said) == sum(e.statements for e in samples_store.entries()) and every.printed == ()


@pytest.mark.parametrize("query", [
    "", " ", "—", '"', '""', "*", "NEAR(a b)", "a OR b", "AND", "NOT x", "who:x", "words:", "^a", "a*", "(", "a)", "'; DROP TABLE reports; --",
    "\x00", "😀", "\ud800".encode("utf-8", "replace").decode(), "x" * 100_000, "船 " * 3000, "́", "ﾊﾝｶｸ", "𠮷野家", "a-b", "1.26万", "\ue000",
])  # fmt: skip
def test_any_query_is_a_query(store: Store, query: str) -> None:
    result = store.search(query)
    assert result.total >= len(result.said)


def test_what_is_not_the_newest_version_is_found_only_on_demand(tmp_path: Path) -> None:
    old, other = said(0), said(1)
    new = replace(other, report=replace(other.report, page=old.report.page))
    with open_store(tmp_path / "r.db") as store:
        store.add(old)
        store.add(new)
        assert store.search("普京").total == store.search("普京").total_printed == 0
        assert [one.entry.version for one in store.search("普京", Filter(every_version=True))] == [1]


def test_splitting_a_megabyte_takes_no_time() -> None:
    for text in (
        "普京说，" * 300_000,
        "대통령은 " * 200_000,
        "x" * 1_000_000,
        "é" * 500_000,
        "a'" * 500_000,
        "президентами " * 80_000,
        "·" * 10**6,
    ):
        start = time.process_time()
        tokens = indexed(text)
        found(text[:100_000], phrases(text[:50]))
        assert time.process_time() - start < 3
        assert tokens or not text.strip("·")


def run(store: Store, *arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["search", "--db", str(store.path), *arguments])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()] if "--json" in arguments else []


def test_the_command_prints_one_object_a_hit(store: Store) -> None:
    statement, report = run(store, "调兵", "--json")
    assert (statement["in"], statement["checked"], statement["page"]) == ("statement", "machine", "page 1")
    assert statement["statement"]["act"] == "denies" and statement["matches"] == [{"start": 4, "end": 6, "text": "调兵"}]  # type: ignore[index]
    assert report["in"] == "report" and report["matches"][0]["around"] == "莫拉否认调兵，称那是谣言。"  # type: ignore[index]
    assert [one["statement"]["id"] for one in run(store, "--act", "denies", "--from", "2031-03-06", "--json")] == ["s4"]  # type: ignore[index]
    assert [one["in"] for one in run(store, "普京", "--speaker", "普京", "--language", "zh", "--to", "2031-03-05", "--json")] == [
        "statement"
    ]
    assert run(store, "没有这样的话", "--json") == []


def test_every_printed_line_of_a_statement_says_who_checked_it(store: Store) -> None:
    result = CliRunner().invoke(cli, ["search", "--db", str(store.path), "president"])
    assert result.stdout.startswith("[machine] 2031-03-09 · The ministry · denies · “the president's envoys had met Zoë Pálfi”")
    nothing = CliRunner().invoke(cli, ["search", "--db", str(store.path), "没有这样的话"])
    assert nothing.exit_code == 0 and "No statement found is not: nobody said so" in nothing.stderr


def test_a_missing_database_is_said_so_and_not_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["search", "--db", str(tmp_path / "none.db"), "x"])
    assert result.exit_code != 0 and not (tmp_path / "none.db").exists()
