import importlib.util
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from reportedly.errors import RecordError
from reportedly.evaluate import GoldReport, GoldStatement, load_gold, load_predictions, same_date, same_name, score, trusted
from reportedly.model import Basis, Relay, Span, Statement, When

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TOOL = SHARED / "tools" / "score.py"
DATES = [None, "../2020-07-26", "2020-07-25", "2020-07-20/2020-07-26", "2020-07-26T10:00"]
GOLD = sorted((SHARED / "gold").glob("*-dev.jsonl"))
needs_shared = pytest.mark.skipif(not TOOL.exists(), reason="../shared is not here")


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_tool", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worse(gold: GoldReport, rnd: random.Random) -> Iterator[Statement]:
    """Gold with mistakes of every kind in it: lost, cut, moved, misnamed, misdated."""
    for s in gold.as_statements():
        if rnd.random() < 0.15:
            continue
        if rnd.random() < 0.3:
            a, b = s.content[0].start, s.content[0].end
            b = max(a + 1, b - rnd.randrange(1, 40))
            s = replace(s, content=(Span(a, b, gold.text[a:b]), *s.content[1:]))
        if rnd.random() < 0.1:
            s = replace(s, source=None)
        if rnd.random() < 0.1:
            s = replace(s, cue=s.content[:1], relays=())
        if rnd.random() < 0.2:
            s = replace(s, manner=rnd.choice(["direct", "indirect", "mixed"]), act=rnd.choice(["denies", "urges", "asserts"]))
        if rnd.random() < 0.2:
            s = replace(s, said=When(rnd.choice(DATES)))
        if s.speaker and rnd.random() < 0.2:
            s = replace(s, speaker=replace(s.speaker, name=s.speaker.name[:2]))
        if rnd.random() < 0.1:
            s = replace(s, parent=None, kind="document")
        yield s


def as_line(gold_id: str, statements: list[Statement]) -> dict[str, object]:
    return {"id": gold_id, "statements": json.loads(msgspec.json.encode(statements))}


@needs_shared
@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_scores_equal_the_shared_tool(path: Path, every: bool) -> None:
    golds, theirs = load_gold(path), tool()
    rnd = random.Random(path.stem)
    sets = [
        {g.id: list(g.as_statements()) for g in golds},
        {g.id: list(worse(g, rnd)) for g in golds},
        {g.id: list(worse(g, rnd)) for g in golds[: len(golds) // 2]},
        {},
    ]
    for found in sets:
        lines = {k: as_line(k, v) for k, v in found.items()}
        expected, shown = theirs.score(dict(theirs.load(path)), lines, every, 10**6)
        got = score(golds, found, every=every)
        assert got.as_dict() == expected
        assert [(doc, words) for doc, _, words in shown] == list(got.missed)


def test_gold_against_itself_is_whole(tmp_path: Path) -> None:
    text = "Mora said on Monday that the bridge would open.\nThe ministry denied it."
    line = {
        "id": "a", "lang": "en", "text": text, "published": "2031-03-11",
        "statements": [
            {"id": 1, "content": [{"start": 20, "end": 46, "text": "that the bridge would open"}],
             "source": [{"start": 0, "end": 4, "text": "Mora"}], "cue": [{"start": 5, "end": 9, "text": "said"}],
             "manner": "indirect", "act": "asserts", "said": "2031-03-10", "basis": "relative", "speaker": "Mora"},
        ],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    golds = load_gold(path)
    scores = score(golds, {"a": golds[0].as_statements()})
    assert scores.whole and scores.whole.f == scores.e2e.f == scores.content.f == 100.0
    assert scores.constant == {"manner": 100.0, "act": 100.0, "said": 0.0, "speaker": 100.0}
    nothing = score(golds, {})
    assert nothing.e2e.f == 0.0 and nothing.reports_absent_from_pred == 1
    assert nothing.missed == (("a", "that the bridge would open"),)


def test_what_is_trusted_is_right_where_source_act_date_and_relays_are() -> None:
    text = "Mora said that the bridge would open. Tar denied it was shut. It rained."
    mora, tar = Span(0, 4, "Mora"), Span(38, 41, "Tar")
    opens, shut, rained = Span(15, 36, text[15:36]), Span(49, 60, text[49:60]), Span(62, 71, text[62:71])
    golds = (
        GoldStatement(1, (opens,), source=(mora,), act="asserts"),
        GoldStatement(2, (shut,), source=(tar,), act="denies", said="2031-03-10"),
    )
    gold = GoldReport("a", "en", text, statements=golds)
    right, wrong = (replace(s, confidence=c) for s, c in zip(gold.as_statements(), (0.9, 0.4), strict=True))
    stray = replace(right, id="3", content=(rained,), confidence=0.2)
    assert trusted(gold, [right, wrong, stray]) == [(0.9, True), (0.4, True), (0.2, False)]
    assert trusted(gold, [replace(right, source=tar), replace(wrong, said=When())]) == [(0.9, False), (0.4, False)]
    assert trusted(gold, [replace(right, relays=(Relay(38, 41, "Tar"),)), replace(wrong, act="asserts")]) == [
        (0.9, False),
        (0.4, False),
    ]


def test_predictions_by_the_text_where_no_id_is_on_top(tmp_path: Path) -> None:
    gold = GoldReport("a", "en", "Mora said so.")
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps({"report": msgspec.to_builtins(gold.report()), "statements": []}), encoding="utf-8")
    assert score([gold], load_predictions(path)).reports_absent_from_pred is None


def test_predictions_that_say_nothing_of_their_report_are_named(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": "a", "statements": []}\n{"statements": []}\n', encoding="utf-8")
    with pytest.raises(RecordError, match="line 2"):
        load_predictions(path)


def test_a_title_more_or_less_is_the_same_name() -> None:
    assert same_name("外交部发言人莫拉", "发言人莫拉") and same_name("Vela Mora", "VELA MORA")
    assert not same_name("莫拉", "外交部发言人莫拉") and not same_name("", "莫拉")


@pytest.mark.parametrize(
    ("said", "basis", "given", "right"),
    [
        ("2031-03-08", "explicit", "2031-03-08T10:30", True),
        ("2031-03-08", "inferred", None, True),
        ("2031-03-08", "relative", None, False),
        (None, "undated", "../2031-03-09", True),
        ("2031-03-01/2031-03-08", "relative", "2031-03-04", True),
        ("2031-03-01/2031-03-08", "relative", "2031-03-09", False),
    ],
)
def test_dates(said: str | None, basis: Basis, given: str | None, right: bool) -> None:
    assert same_date(GoldStatement(1, (), said=said, basis=basis), given) is right
