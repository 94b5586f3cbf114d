"""Acts of saying from hand-made records: vectors are given, so that each case shows one thing."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from reportedly.actors import identify
from reportedly.gold import load_gold
from reportedly.judgements import Link
from reportedly.model import Act, Block, Judgement, Quantity, Raw, Record, Report, Speaker, Statement, Target, Utterance, When
from reportedly.reposts import find_copies
from reportedly.utterances import Vectors, encode_statements, find_utterances
from reportedly.utterances.saying import sentence_of
from reportedly.utterances.told import days_of

GOLD = Path(__file__).parent / "gold" / "gold.jsonl"
DAY = "2031-05-06"
OFFICE = {"en": "Foreign minister", "zh": "外长"}


def told(
    page: str, who: str | None, words: str, said: str | None = DAY, *, act: Act = "asserts", language: str = "en",
    published: str = "2031-05-07", number: float | None = None, lead: str = "Reporters were told on the quay: ",
) -> Record:  # fmt: skip
    """A report with one statement."""
    text = f"{lead}{words}."
    start = len(lead)
    report = Report(
        id=sha256(f"{page}{text}".encode()).hexdigest()[:16], page=page, text=text, language=language, published=published,
        raw=Raw("0" * 64, 1, "utf-8"), blocks=(Block(0, len(text), "body"),),
    )  # fmt: skip
    content = report.span(start, start + len(words))
    counted = () if number is None else (Quantity(start, start + 1, text[start], number, number, "exact"),)
    speaker = Speaker(who, who, office=OFFICE[language], kind="person") if who else None
    statement = Statement(
        f"{page}-1", 1, "speech", content=(content,), speaker=speaker, act=act, said=When(said, "explicit" if said else "undated"),
        quantities=counted,
    )  # fmt: skip
    return Record(report, (statement,))


def joined(*records: Record, near: float, links: Sequence[Link] = ()) -> tuple[Utterance, ...]:
    """The utterances of records, each pair of whose statements is as near in words as given."""
    ids = [s.id for r in records for s in r.statements]
    vectors: Vectors = dict(zip(ids, at_nearness(len(ids), near), strict=True))
    copies = find_copies([r.report for r in records])
    return find_utterances(records, identify(records), vectors, copies, links)


def at_nearness(n: int, near: float) -> list[np.ndarray]:
    """Rows of length one, each as near to every other."""
    own, shared = np.eye(n, n + 1, dtype=np.float32) * (1 - near) ** 0.5, np.zeros(n + 1, np.float32)
    shared[n] = near**0.5
    return [row + shared for row in own]


def test_one_speaker_of_two_languages_on_one_day_said_it_once() -> None:
    english = told("a", "Marcus Halloway", "the ferry was never boarded", act="denies")
    chinese = told("b", "马库斯·哈洛韦", "渡轮从未被登上", act="denies", language="zh", published="2031-05-08", lead="他在码头说")
    (one,) = joined(english, chinese, near=0.6)
    assert [t.how for t in one.tellings] == ["paraphrased", "translated"]
    assert one.first_here == "a-1" and one.said == DAY and one.origins == 2
    assert any("both by" in line and DAY in line for line in one.why)


def test_another_day_is_another_act_of_saying() -> None:
    first = told("a", "Marcus Halloway", "nobody boarded the ferry")
    later = told("b", "Marcus Halloway", "nobody boarded the ferry at all", "2031-05-09")
    assert len(joined(first, later, near=0.7)) == 2


def test_an_open_date_fits_the_day_before_it() -> None:
    first = told("a", "Marcus Halloway", "nobody boarded the ferry")
    retold = told("b", "Marcus Halloway", "no one had gone aboard", "../2031-05-12", published="2031-05-12")
    (one,) = joined(first, retold, near=0.5)
    assert one.said == DAY and days_of("../2031-05-12").gap(days_of(DAY)) <= 0


def test_two_persons_never_share_what_they_say_in_their_own_words() -> None:
    one = told("a", "Marcus Halloway", "nobody boarded the ferry")
    other = told("b", "Petra Lindqvist", "no one ever set foot on it")
    assert len(joined(one, other, near=0.5)) == 2


def test_a_denial_in_the_words_of_the_claim_is_not_the_claim() -> None:
    claim = told("a", "Marcus Halloway", "the northern quay has been closed to the ferry")
    denial = told("b", "Petra Lindqvist", "the northern quay has been closed to the ferry", act="denies", lead="She denied that ")
    assert len(joined(claim, denial, near=1.0)) == 2


def test_the_same_number_speaks_for_one_act_of_saying() -> None:
    plain = told("a", None, "families are still waiting", None), told("b", None, "households wait for word", None)
    counted = told("a", None, "9 families wait", None, number=9), told("b", None, "9 households wait", None, number=9)
    of_any = told("a", None, "1 family waits", None, number=1), told("b", None, "1 household waits", None, number=1)
    sizes = [len(joined(*some, near=0.45)) for some in (plain, counted, of_any)]
    assert sizes == [2, 1, 2]


def test_a_question_is_not_what_is_answered() -> None:
    asked = told("a", "Marcus Halloway", "why did nobody answer the radio", act="asks")
    said = told("b", "Marcus Halloway", "six men were on watch that night", act="asserts")
    assert len(joined(asked, said, near=0.0)) == 2


def test_what_a_copy_prints_is_not_first_and_adds_no_origin() -> None:
    lead = "The harbour office spoke on Monday of a long night and of lamps that nobody had lit on the outer mole. " * 3
    words = "we counted every lamp on the mole and none of them had been lit by anybody"
    page = told("z", "Marcus Halloway", words, lead=lead, published="2031-05-07")
    copy = told("a", "Marcus Halloway", words, lead=lead, published="2031-05-08")
    (one,) = joined(copy, page, near=0.99)
    assert one.first_here == "z-1" and one.origins == 1
    assert [(t.statement, t.how) for t in one.tellings] == [("z-1", "paraphrased"), ("a-1", "verbatim")]


def test_fewer_of_the_same_words_are_cut() -> None:
    words = "we counted every lamp on the mole and none of them had been lit"
    long, short = told("a", "Marcus Halloway", words), told("b", "Marcus Halloway", words[:36], published="2031-05-09")
    (one,) = joined(long, short, near=0.8)
    assert [t.how for t in one.tellings] == ["paraphrased", "cut"]


def link(one: str, other: str, same: bool) -> Link:
    judgement = Judgement("2031-05-10T00:00:00Z", "mara", "merge" if same else "split", Target(one, one), "utterance")
    return Link("utterance", one, other, same, judgement)


def test_people_have_the_last_word() -> None:
    one, other = told("a", "Marcus Halloway", "nobody boarded the ferry"), told("b", "Petra Lindqvist", "it rained all week")
    (merged,) = joined(one, other, near=0.0, links=[link("a-1", "b-1", same=True)])
    assert merged.why == ("merged by mara",)
    same = told("c", "Marcus Halloway", "nobody went aboard")
    assert len(joined(one, same, near=0.8)) == 1
    assert len(joined(one, same, near=0.8, links=[link("a-1", "c-1", same=False)])) == 2


def test_a_split_holds_also_through_a_third() -> None:
    some = [told(page, "Marcus Halloway", f"nobody boarded the ferry {page}") for page in "abc"]
    where = {t.statement: u.id for u in joined(*some, near=0.8, links=[link("a-1", "b-1", same=False)]) for t in u.tellings}
    assert where["a-1"] != where["b-1"] and len(set(where.values())) == 2


def test_each_statement_is_in_one_utterance_and_the_order_of_reports_changes_nothing() -> None:
    records = [gold.record() for gold in load_gold(GOLD)]
    random.seed(5)
    vectors = {s.id: row for s, row in zip((s for r in records for s in r.statements), rows(300), strict=False)}
    found = find_utterances(records, identify(records), vectors)
    assert sorted(t.statement for u in found for t in u.tellings) == sorted(s.id for r in records for s in r.statements)
    assert all(u.first_here in {t.statement for t in u.tellings} for u in found)
    assert found == find_utterances(records, identify(records), vectors)


def rows(n: int) -> np.ndarray:
    made = np.random.default_rng(3).normal(size=(n, 384)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def test_nothing_in_gives_nothing_and_a_statement_without_a_vector_stands_alone() -> None:
    assert find_utterances([], identify([]), {}) == ()
    record = told("a", None, "the ferry was late", None)
    assert [u.speaker for u in find_utterances([record], identify([record]), {})] == [""]


def test_hundreds_of_statements_take_a_moment() -> None:
    names = [
        f"{first} {last}" for first in ("Anna", "Boris", "Carla", "Dmitri") for last in ("Quorne", "Vastel", "Ilmar", "Tesk")
    ]
    records = [told(f"p{n}", names[n % 16], f"words number {n} of a long week", f"2031-05-{n % 27 + 1:02}") for n in range(800)]
    vectors = dict(zip((r.statements[0].id for r in records), rows(800), strict=True))
    cast = identify(records)
    began = time.process_time()
    assert sum(len(u.tellings) for u in find_utterances(records, cast, vectors)) == 800
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("It rained. The crew, he said, slept well. Nobody woke.", "slept well", "The crew, he said, slept well."),
        ("雨下了一夜。他说：“没有人醒来。”随后离开。", "没有人醒来。", "他说：“没有人醒来。”"),
        ("一行标题\n船长称无事", "无事", "船长称无事"),
        ("x" * 5000, "x" * 10, "x" * 310),
    ],
)
def test_the_sentence_around_a_statement(text: str, words: str, sentence: str) -> None:
    record = told("a", None, words, None)
    report = replace(record.report, text=text, blocks=())
    start = text.index(words)
    statement = replace(record.statements[0], content=(report.span(start, start + len(words)),))
    assert sentence_of(report, statement) == sentence


def test_a_statement_is_near_its_translation_and_far_from_others() -> None:
    records = [
        told("a", None, "the northern bridge will stay closed until the flood is over"),
        told("b", None, "北部的桥梁将关闭到洪水结束", language="zh", lead="官员说，"),
        told("c", None, "两名渔民的工资上涨了一成", language="zh", lead="工会说，"),
    ]
    bridge, same, other = encode_statements([(r.report, r.statements[0]) for r in records])
    assert np.allclose(np.linalg.norm([bridge, same, other], axis=1), 1, atol=1e-4)
    assert bridge @ same > bridge @ other + 0.1
