"""The project's own sample reports and their gold hold together."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportedly.intake import read_path

ROOT = Path(__file__).parent.parent
SAMPLES, GOLD = ROOT / "samples", ROOT / "tests" / "gold"
ROLES = ("source", "cue", "content", "relay", "said_words", "addressee", "occasion")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def marked() -> ModuleType:
    """training/marked.py, which is no package."""
    spec = importlib.util.spec_from_file_location("marked", ROOT / "training" / "marked.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["marked"] = module
    spec.loader.exec_module(module)
    return module


MANIFEST = lines(SAMPLES / "manifest.jsonl")
REPORTS = {d["id"]: d for d in lines(GOLD / "gold.jsonl")}
POINTS = json.loads((GOLD / "points.json").read_text(encoding="utf-8"))
STATEMENTS = {f"{r}:{s['id']}": s for r, d in REPORTS.items() for s in d["statements"]}
TXT = [m["path"] for m in MANIFEST if m["path"].endswith(".txt")]


def test_every_manifest_path_exists_and_every_sample_is_in_the_manifest() -> None:
    on_disk = {p.name for p in SAMPLES.iterdir() if p.suffix in (".txt", ".html")}
    assert on_disk == {m["path"] for m in MANIFEST}
    assert {Path(m["path"]).stem for m in MANIFEST} == set(REPORTS)


def test_languages_are_what_the_issue_asks_for() -> None:
    count = {language: sum(m["language"] == language for m in MANIFEST) for language in ("zh", "en", "ru", "ko")}
    assert count["zh"] >= 5 and count["en"] >= 3 and count["ru"] >= 2 and count["ko"] >= 2


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda m: m["path"])
def test_manifest_agrees_with_gold(entry: dict[str, Any]) -> None:
    report = REPORTS[Path(entry["path"]).stem]
    assert (entry["published"], entry["language"]) == (report["published"], report["lang"])
    assert (
        date.fromisoformat(entry["published"]).year == 2031
        and entry["outlet"]
        and entry["url"].startswith("https://example.org/")
    )


@pytest.mark.parametrize("path", TXT)
def test_gold_text_is_the_file(path: str) -> None:
    assert (SAMPLES / path).read_bytes().decode("utf-8") == REPORTS[Path(path).stem]["text"]


def test_the_html_page_is_gb18030_and_says_gb2312() -> None:
    raw = (SAMPLES / "04-zh-chaotou-repost.html").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("gb2312")
    assert "charset=gb2312" in raw.decode("gb18030")


def test_the_html_page_is_read_as_the_gold_text() -> None:
    assert read_path(SAMPLES / "04-zh-chaotou-repost.html").text == REPORTS["04-zh-chaotou-repost"]["text"]


def test_gold_is_what_the_markup_says() -> None:
    read = marked().read_marked
    fresh = [read(f, f.parent.name) for f in sorted((GOLD / "marked").rglob("*.txt"))]
    assert fresh == list(REPORTS.values())


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda d: d["id"])
def test_spans_slice_right(report: dict[str, Any]) -> None:
    for s in report["statements"]:
        for role in ROLES:
            for span in s[role]:
                assert report["text"][span["start"] : span["end"]] == span["text"] == span["text"].strip(), (s["id"], role)
        assert "\n" not in "".join(x["text"] for x in s["content"])
        assert (s["said"] is None or s["said"].startswith("..")) <= (s["basis"] in ("undated", "relative"))


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda d: d["id"])
def test_direct_means_quoted(report: dict[str, Any]) -> None:
    """Directly quoted content stands beside a quotation mark, but for headlines that lean on a colon."""
    for s in report["statements"]:
        if s["manner"] == "direct":
            first, last = s["content"][0], s["content"][-1]
            around = report["text"][max(first["start"] - 1, 0) : first["start"]] + report["text"][last["end"] : last["end"] + 2]
            assert re.search('[“”"「」«»]', around), (s["id"], around)


def test_points_refer_to_what_exists() -> None:
    utterances = {u["id"]: u for u in POINTS["utterances"]}
    actors = {a["id"] for a in POINTS["actors"]}
    assert len(utterances) == len(POINTS["utterances"]) and len(actors) == len(POINTS["actors"])
    told = [s for u in utterances.values() for s in u["statements"]]
    assert sorted(told) == sorted(STATEMENTS)
    assert {u["speaker"] for u in utterances.values()} <= actors
    for point in POINTS["points"]:
        assert {x["actor"] for x in point["positions"]} <= actors
        assert {u for x in point["positions"] for u in x["utterances"]} <= set(utterances)
    for change in POINTS["changes"]:
        assert utterances[change["from"]]["said"] < utterances[change["to"]]["said"]
        assert change["point"] in {p["id"] for p in POINTS["points"]}
    for copy in POINTS["copies"]:
        assert {copy["report"], *copy["of"]} <= set(REPORTS)
    assert {r for e in POINTS["events"] for r in e["reports"]} <= set(REPORTS)


@pytest.mark.parametrize("figure", POINTS["figures"], ids=lambda f: f["text"])
def test_figures_are_printed_in_a_statement(figure: dict[str, Any]) -> None:
    where = next(u["statements"] for u in POINTS["utterances"] if u["id"] == figure["utterance"])
    assert any(figure["text"] in span["text"] for key in where for span in STATEMENTS[key]["content"])


def test_a_telling_does_not_contradict_its_utterance() -> None:
    """Where both are dated to a day they agree; a telling may be looser."""
    for u in POINTS["utterances"]:
        for key in u["statements"]:
            said = STATEMENTS[key]["said"]
            if said is None:
                continue
            if said.startswith(".."):
                assert u["said"].removeprefix("../") <= said.removeprefix("../"), key
            else:
                assert said == u["said"], key
