"""What a statement does by being said, on real turns of phrase in four languages and on the shared gold."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest

from reportedly.acts import settle_acts
from reportedly.gold import GoldReport, GoldStatement, load_gold
from reportedly.model import Act, Polarity, Report, Statement

HERE = Path(__file__).parent / "acts"
SHARED = Path(__file__).parents[2] / "shared" / "gold"
LANGUAGES = ["zh", "en", "ru", "ko"]
DENIES, NEITHER = "denies", "neither-confirms-nor-denies"


@dataclass(frozen=True, slots=True)
class Extra:
    """What the sentences of tests/acts say of a statement beyond gold."""

    id: int
    polarity: Polarity | None = None
    in_response_to: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    id: str
    split: str
    statements: tuple[Extra, ...]


def settled(gold: GoldReport) -> list[tuple[GoldStatement, Statement]]:
    """Gold beside what we make of its spans, the acts blanked first."""
    blank = tuple(replace(s, act="asserts") for s in gold.as_statements())
    known = {str(s.id): s for s in gold.statements}
    return [(known[s.id], s) for s in settle_acts(gold.report(), blank)]


def f1(right: int, predicted: int, wanted: int) -> float:
    return 200 * right / (predicted + wanted)


def act_f1(pairs: Iterable[tuple[GoldStatement, Statement]], act: str) -> float:
    """F1 of one act: gold by its first act; a prediction that gold accepts beside its first counts neither way."""
    pairs = list(pairs)
    wanted = sum(g.act == act for g, _ in pairs)
    right = sum(g.act == act == s.act for g, s in pairs)
    wrong = sum(s.act == act and act not in g.act_accept for g, s in pairs)
    return f1(right, right + wrong, wanted)


def all_acts_f1(pairs: Iterable[tuple[GoldStatement, Statement]]) -> float:
    """Acts F1 over all but asserts, as shared/tools/score.py has it."""
    right = predicted = wanted = 0
    for g, s in pairs:
        accept = g.act_accept or (g.act,)
        must = "asserts" not in accept
        wanted += must
        predicted += s.act != "asserts" and not ("asserts" in accept and s.act in accept)
        right += must and s.act in accept
    return f1(right, predicted, wanted)


def halves(language: str, split: str) -> list[tuple[GoldReport, Context]]:
    path = HERE / f"{language}.jsonl"
    contexts = [msgspec.json.decode(line, type=Context) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(g, c) for g, c in zip(load_gold(path), contexts, strict=True) if c.split == split]


def test_lines_are_built_from_the_marked_sentences(tmp_path: Path) -> None:
    subprocess.run([sys.executable, HERE / "build.py", tmp_path], check=True)
    for language in LANGUAGES:
        assert (HERE / f"{language}.jsonl").read_bytes() == (tmp_path / f"{language}.jsonl").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_120_contexts_half_of_them_for_testing(language: str) -> None:
    tune, test = halves(language, "tune"), halves(language, "test")
    assert len(tune) >= 60 and len(test) >= 60
    assert not {g.text for g, _ in tune} & {g.text for g, _ in test}


@pytest.mark.parametrize("act", [DENIES, NEITHER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_denials_and_non_denials_of_the_test_half(language: str, act: str) -> None:
    assert act_f1((p for g, _ in halves(language, "test") for p in settled(g)), act) >= 85


@pytest.mark.parametrize("language", LANGUAGES)
def test_polarity_and_what_is_answered_in_the_test_half(language: str) -> None:
    polar = same = answered = right = wanted = 0
    for g, c in halves(language, "test"):
        extra = {str(e.id): e for e in c.statements}
        for _, s in settled(g):
            want = extra[s.id]
            if want.polarity:
                polar, same = polar + 1, same + (want.polarity == s.polarity)
            target = None if want.in_response_to is None else str(want.in_response_to)
            wanted, answered = wanted + (target is not None), answered + (s.in_response_to is not None)
            right += target is not None and target == s.in_response_to
    assert same >= 0.95 * polar
    assert f1(right, answered, wanted) >= 85


def gold_of(name: str) -> list[GoldReport]:
    path = SHARED / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared gold is not on this machine")
    return load_gold(path)


def test_acts_of_the_shared_dev_sets() -> None:
    def core(g: GoldReport) -> list[tuple[GoldStatement, Statement]]:
        dull = ("unattributed", "summary", "back-reference")
        return [(a, b) for a, b in settled(g) if a.kind not in dull and a.parent is None]

    pairs = [p for name in ("zh-dev", "en-dev", "ru-dev") for g in gold_of(name) for p in core(g)]
    assert all_acts_f1(pairs) >= 85  # measured 94.3 on gold spans, without a parser's guess; always asserts gives 0


def one(text: str, content: str, *, cue: str = "", source: str = "", language: str = "zh", act: Act = "asserts") -> Statement:
    """The only statement of a text, settled."""
    report = GoldReport(id="r", lang=language, text=text).report()

    def at(words: str) -> int:
        return text.index(words)

    s = Statement(
        id="1", frame=1, kind="speech", content=(report.span(at(content), at(content) + len(content)),),
        cue=(report.span(at(cue), at(cue) + len(cue)),) if cue else (),
        source=report.span(at(source), at(source) + len(source)) if source else None, act=act,
    )  # fmt: skip
    return settle_acts(report, (s,))[0]


@pytest.mark.parametrize(
    ("language", "text", "cue", "content", "act"),
    [
        ("zh", "外長批評鄰國越境", "批評", "鄰國越境", "accuses"),
        ("zh", "總統否認曾下令", "否認", "曾下令", "denies"),
        ("zh", "外交部拒絕就換俘置評", "置評", "換俘", NEITHER),
        ("zh", "大使没有否认签过字", "否认", "签过字", NEITHER),
        ("zh", "专家提醒市民不要下水", "提醒", "市民不要下水", "urges"),
        ("zh", "他说，天没有下雨", "说", "天没有下雨", "asserts"),
        ("en", "The club did not deny that he was leaving", "deny", "he was leaving", NEITHER),
        ("en", "The board rejected the offer of a merger", "rejected", "the offer of a merger", "asserts"),
        ("en", "The board rejected the report of a merger", "rejected", "the report of a merger", "denies"),
        ("en", "They asked the mayor to resign", "asked", "the mayor to resign", "urges"),
        ("en", "He said the river had not frozen", "said", "the river had not frozen", "asserts"),
        ("ru", "Министр не стал отрицать встречу", "отрицать", "встречу", NEITHER),
        ("ru", "Он заверил, что мост будет открыт", "заверил", "мост будет открыт", "promises"),
        ("ru", "Он заверил, что мост цел", "заверил", "мост цел", "asserts"),
        ("ko", "장관은 결혼설을 부인하지 않았다", "부인하지 않았다", "결혼설", NEITHER),
        ("ko", "시민들은 사고 원인을 밝히라고 촉구했다", "촉구했다", "사고 원인을 밝히라", "urges"),
    ],
)
def test_cue_is_read_with_its_negation_and_object(language: str, text: str, cue: str, content: str, act: str) -> None:
    found = one(text, content, cue=cue, language=language)
    assert found.act == act
    assert any(act in reason for reason in found.why)


def test_guess_of_the_parser_stands_only_where_words_are_silent_and_it_is_trusted() -> None:
    report = GoldReport(id="r", lang="zh", text="他说，天气很好").report()
    s = Statement(id="1", frame=1, kind="speech", content=(report.span(3, 7),), cue=(report.span(1, 2),), act="promises")
    trusted: frozenset[Act] = frozenset({"promises"})
    assert settle_acts(report, (s,), trusted=trusted)[0].act == "promises"
    assert settle_acts(report, (replace(s, act="denies"),), trusted=trusted)[0].act == "asserts"
    assert settle_acts(report, (s,))[0].act == "asserts"
    assert one("总统否认曾下令", "曾下令", cue="否认", act="promises").act == "denies"


@pytest.mark.parametrize(
    ("language", "text", "cue", "content", "target"),
    [
        ("zh", "秘书长呼吁双方立即停火", "呼吁", "双方立即停火", "双方"),
        ("zh", "外长指责坎托尔炮击村庄", "指责", "坎托尔炮击村庄", "坎托尔"),
        ("en", "She urged both sides to stop", "urged", "both sides to stop", "both sides"),
        ("en", "He accused Lovian troops of shelling it", "accused", "Lovian troops of shelling it", "Lovian troops"),
        ("ru", "Он обвинил армию Ловии в обстреле", "обвинил", "армию Ловии в обстреле", "армию Ловии"),
        ("ru", "Она призвала стороны прекратить огонь", "призвала", "стороны прекратить огонь", "стороны"),
        ("ko", "사무총장은 양국이 대화해야 한다고 촉구했다", "촉구했다", "양국이 대화해야 한다", "양국"),
    ],
)
def test_target_of_a_call_or_an_accusation(language: str, text: str, cue: str, content: str, target: str) -> None:
    found = one(text, content, cue=cue, language=language)
    assert found.target is not None and found.target.text == target
    assert text[found.target.start : found.target.end] == target


@pytest.mark.parametrize(
    ("language", "content", "hedges"),
    [
        ("zh", "所谓的士兵疑似平民，如果属实将追查", ["所谓的", "疑似", "如果"]),
        ("en", "the ship was reportedly seized and may have been armed", ["reportedly", "may"]),
        ("ru", "судно якобы захвачено, возможно, ошибочно", ["якобы", "возможно"]),
        ("ko", "이른바 특공대가 도착한 것으로 알려졌다", ["이른바", "것으로 알려졌다"]),
    ],
)
def test_hedges_are_quoted(language: str, content: str, hedges: list[str]) -> None:
    assert [h.text for h in one(content, content, language=language).hedges] == hedges


def test_answer_names_the_question_and_order_is_kept() -> None:
    (gold,) = [g for g, c in halves("en", "test") if c.id == "en-acts-test-010"]
    blank = gold.as_statements()[::-1]
    out = settle_acts(gold.report(), blank)
    assert [s.id for s in out] == [s.id for s in blank] == ["2", "1"]
    assert (out[0].act, out[0].in_response_to, out[1].in_response_to) == ("denies", "1", None)
    assert any("question" in reason for reason in out[0].why)


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_odd_texts_give_no_error(language: str) -> None:
    rnd = random.Random(language)
    alphabet = "他说不没有“”\"'«»,.?!。？ askedниnotне안않다\n😀𝟛0"
    for length in (1, 2, 30, 2000):
        text = "".join(rnd.choices(alphabet, k=length)) + "。"
        report = GoldReport(id="r", lang=language, text=text).report()
        cuts = sorted(rnd.sample(range(len(text)), min(6, len(text))))
        statements = tuple(
            Statement(id=str(a), frame=a, kind="speech", content=(report.span(a, b),), cue=(report.span(a, b),))
            for a, b in zip(cuts, cuts[1:], strict=False)
        )  # fmt: skip
        for s in settle_acts(report, statements):
            assert all(text[x.start : x.end] == x.text for x in s.spans())
    assert settle_acts(GoldReport(id="r", lang=language, text="").report(), ()) == ()


def long_report(language: str, copies: int) -> tuple[Report, tuple[Statement, ...]]:
    texts = [json.loads(line) for line in (HERE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()] * copies
    whole = "\n".join(t["text"] for t in texts)
    report, out, at = GoldReport(id="r", lang=language, text=whole).report(), [], 0
    for n, t in enumerate(texts):
        for s in t["statements"]:
            spans = {k: tuple(report.span(at + x["start"], at + x["end"]) for x in s[k]) for k in ("content", "cue")}
            out.append(Statement(id=f"{n}-{s['id']}", frame=n, kind="speech", content=spans["content"], cue=spans["cue"]))
        at += len(t["text"]) + 1
    return report, tuple(out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_grows_with_the_number_of_statements(language: str) -> None:
    def seconds(copies: int) -> float:
        report, statements = long_report(language, copies)
        began = time.process_time()
        settle_acts(report, statements)
        return time.process_time() - began

    seconds(1)
    assert seconds(6) < 15 * seconds(1) + 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_without_end_is_read_in_seconds(language: str) -> None:
    for piece in ("不", "не ", "no ", "않", "“", "如果", "a", "если ", " "):
        text = piece * (200_000 // len(piece))
        report = GoldReport(id="r", lang=language, text=text).report()
        s = Statement(id="1", frame=1, kind="speech", content=(report.span(0, len(text)),), cue=(report.span(0, len(text)),))
        began = time.process_time()
        settle_acts(report, (s, replace(s, id="2", parent="1")))
        assert time.process_time() - began < 3
