"""What `make demo` ends with: the samples, read by the reader that is shipped, and the dossier of their dispute."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from reportedly.cli import cli

ROOT = Path(__file__).parents[1]
Loose = dict[str, Any]


@dataclass(frozen=True)
class Demo:
    db: Path
    page: Path
    dossiers: list[Loose]

    def said(self, dossier: Loose, party: str, column: str) -> list[tuple[str, str | None, str]]:
        """Who said what and when in one cell of the matrix."""
        sayings = {s["number"]: s for s in dossier["sayings"]}
        held = [h for row in dossier["rows"] if row["name"] == party for h in row["held"] if h["position"] == column]
        return [(sayings[c["number"]]["who"], sayings[c["number"]]["said"], words_of(c)) for h in held for c in h["cited"]]


def words_of(cited: Loose) -> str:
    return " … ".join(span["text"] for span in cited["telling"]["spans"])


def ran(*arguments: str | Path) -> str:
    done = CliRunner().invoke(cli, [str(a) for a in arguments], prog_name="reportedly", catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    db, page = folder / "demo.db", folder / "dossier.html"
    ran("add", "--manifest", ROOT / "samples" / "manifest.jsonl", "--db", db)
    lines = ran("dossier", "--all", "--json", "--lang", "en", "--db", db, "--html", page).splitlines()
    yield Demo(db, page, [json.loads(line) for line in lines])


def test_the_liveliest_point_is_whether_the_ship_was_detained(demo: Demo) -> None:
    first = demo.dossiers[0]
    assert any(who == "Irina Kovel" for who, _, _ in demo.said(first, "Keldria", "denies"))
    assert any(who == "Edda Sorell" and said == "2031-03-03" for who, said, _ in demo.said(first, "Orvania", "asserts"))
    assert any(who == "Dagmar Hest" for who, _, _ in demo.said(first, "Keldria", "neither-confirms-nor-denies"))
    that_day = [s for s in first["sayings"] if s["who"] == "Irina Kovel" and s["said"] == "2031-03-04"]
    assert any({t["paper"]["language"] for t in s["tellings"]} >= {"zh", "ru"} and s["origins"] >= 2 for s in that_day)


def test_copies_are_folded_to_one_origin(demo: Demo) -> None:
    first = demo.dossiers[0]
    folded = {o["paper"]["outlet"]: [(c["paper"]["outlet"], c["kind"]) for c in o["copies"]] for o in first["origins"]}
    assert folded["东屿网"] == [("每日海闻", "copy"), ("渔港热线", "copy")]
    told = [s for s in first["sayings"] if {"东屿网", "每日海闻", "渔港热线"} <= {t["paper"]["outlet"] for t in s["tellings"]}]
    assert told and all(s["origins"] <= len({t["paper"]["key"] for t in s["tellings"]}) - 2 for s in told)


def test_the_numbers_aboard_stand_side_by_side_with_their_bounds(demo: Demo) -> None:
    counted = [
        (next(s["who"] for s in d["sayings"] if s["number"] == c["cited"]["number"]), c["figure"]["low"], c["figure"]["bound"])
        for d in demo.dossiers for scale in d["scales"] for c in scale["counted"]
    ]  # fmt: skip
    assert ("Edda Sorell", 400.0, "exact") in counted and ("Pavel Dornik", 300.0, "more-than") in counted
    assert any(low == 372.0 and bound == "exact" for _, low, bound in counted)


def test_every_cell_quotes_its_report_and_says_that_a_machine_read_it(demo: Demo) -> None:
    texts = {}
    for line in ran("records", "--json", "--db", demo.db).splitlines():
        report = json.loads(line)["report"]
        texts[report["id"]] = report["text"]
    cells = [(h, c) for d in demo.dossiers for row in (*d["rows"], *d["aside"]) for h in row["held"] for c in h["cited"]]
    assert len(cells) > 20
    for held, cited in cells:
        telling = cited["telling"]
        assert held["checked"] == telling["checked"] == "machine"
        text = texts[telling["paper"]["report"]]
        assert telling["spans"] and all(text[x["start"] : x["end"]] == x["text"] for x in telling["spans"])


def test_the_page_has_every_point_and_the_markdown_the_liveliest(demo: Demo) -> None:
    tree = html.fromstring(demo.page.read_text(encoding="utf-8"))
    assert [h.text_content() for h in tree.xpath("//article/h1")] == [d["heading"] for d in demo.dossiers]
    text = ran("dossier", "--db", demo.db, "--lang", "zh")
    assert "## 各方立场" in text and "凯尔德里亚" in text and "## 其他争议点" in text and demo.dossiers[1]["point"] in text


def test_the_timeline_has_what_was_said_carried_and_happened(demo: Demo) -> None:
    moments = [json.loads(line) for line in ran("timeline", "--json", "--lang", "en", "--db", demo.db).splitlines()]
    assert {m["kind"] for m in moments} == {"said", "carried", "event"}
    one = [
        json.loads(line) for line in ran("timeline", "--json", "--lang", "en", "--speaker", "埃达", "--db", demo.db).splitlines()
    ]
    assert {m["who"] for m in one if m["kind"] == "said"} == {"Edda Sorell"} and len(one) < len(moments)
    on = ran("timeline", "--lang", "en", "--point", demo.dossiers[0]["point"], "--db", demo.db)
    assert "Irina Kovel" in on and "carried" in on


def test_a_point_that_is_not_there_is_named(demo: Demo) -> None:
    done = CliRunner().invoke(cli, ["dossier", "volcano", "--db", str(demo.db)], prog_name="reportedly")
    assert done.exit_code == 1 and "volcano" in done.output and "reportedly points" in done.output


def test_no_reports_make_no_dossier(tmp_path: Path) -> None:
    db = tmp_path / "one.db"
    report = tmp_path / "a.txt"
    report.write_text("The harbour of Garn was quiet on Monday.\n", encoding="utf-8")
    ran("add", report, "--db", db)
    done = CliRunner().invoke(cli, ["dossier", "--db", str(db)], prog_name="reportedly")
    assert done.exit_code == 0 and done.stdout == "" and "nothing is in dispute" in done.stderr
