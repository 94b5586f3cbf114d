"""The commands on many reports: add, records, versions, search, copies, check."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reportedly.cli import cli
from reportedly.model import Raw, Record, Report, Statement
from reportedly.store import open_store

ROOT = Path(__file__).parents[1]
EN = '"No boat has been held at Tarn since the storm," said Vela Mora, the harbour minister, on Monday.\n'
ZH = "港务部长韦拉·莫拉周一表示：“风暴过后，塔恩港没有扣押任何船只。”\n"
RU = "Министр портов Вела Мора заявила в понедельник: «После шторма в Тарне не задержано ни одно судно».\n"
KO = "벨라 모라 항만장관은 월요일 “폭풍 이후 타른항에 억류된 배는 한 척도 없다”고 말했다.\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    done = CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="reportedly")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four small reports, one a language, and the database that they were added to."""
    made = tmp_path_factory.mktemp("many")
    for name, text in (("a-en", EN), ("b-zh", ZH), ("c-ru", RU), ("d-ko", KO)):
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    ran = run("add", made, "--db", made / "r.db", "--published", "2031-03-10", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [(x["outcome"], x["page"], x["checked"]) for x in ran.lines] == [
        ("new", f"{name}.txt", "machine") for name in ("a-en", "b-zh", "c-ru", "d-ko")
    ]
    return made


# --- add ----------------------------------------------------------------------------------------------------------------------


def test_the_same_reports_twice_change_nothing(folder: Path) -> None:
    with open_store(folder / "r.db") as store:
        before = store.revision()
    ran = run("add", folder, "--db", folder / "r.db", "--published", "2031-03-10", "--json")
    assert ran.code == 0 and {x["outcome"] for x in ran.lines} == {"unchanged"}
    told = run("add", folder / "a-en.txt", "--db", folder / "r.db", "--again", "--published", "2031-03-10")
    assert told.code == 0 and "1 unchanged" in told.out and "machine" in told.out
    with open_store(folder / "r.db") as store:
        assert store.revision() == before


def test_a_changed_page_is_a_new_version_and_versions_are_compared(tmp_path: Path) -> None:
    page, db = tmp_path / "page.txt", tmp_path / "r.db"
    for text in (EN, EN.replace("No boat has", "Only one boat has"), EN.replace("No boat has", "Only one boat has")):
        page.write_text(text, encoding="utf-8")
        ran = run("add", page, "--db", db)
        assert ran.code == 0
    assert "1 unchanged" in ran.out
    assert [x["version"] for x in run("versions", "--db", db, "--json").lines] == [2]
    told = run("versions", "page.txt", "--db", db)
    assert "version 1 → 2" in told.out and "changed" in told.out and "machine" in told.out
    (change,) = [x for x in run("versions", "page.txt", "--db", db, "--json").lines if x["fate"] != "unchanged"]
    assert change["schema"] == "reportedly/change/1" and change["fate"] == "changed" and change["checked"] == "machine"
    assert [r["report"]["text"][:60] for r in run("records", "--db", db, "--json").lines] != []
    assert len(run("records", "--db", db, "--json", "--versions").lines) == 2


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_manifest_says_what_is_known(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    manifest = tmp_path / f"manifest.{kind}"
    known = {
        "jsonl": '{"path": "a.txt", "published": "2031-03-11", "outlet": "Pelagia", "url": "https://example.org/a", "language": "en"}\n',
        "csv": "path,published,outlet,url,language\na.txt,2031-03-11,Pelagia,https://example.org/a,en\n",
    }
    manifest.write_text(known[kind], encoding="utf-8")
    (added,) = run("add", "--manifest", manifest, "--db", tmp_path / "r.db", "--json").lines
    assert (added["published"], added["outlet"], added["page"]) == ("2031-03-11", "Pelagia", "https://example.org/a")
    (record,) = run("records", "--db", tmp_path / "r.db", "--json").lines
    assert record["id"] == "a" and record["report"]["language"] == "en" and record["report"]["published_basis"] == "given"


def test_one_bad_file_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "b.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "c.txt").write_text("\n", encoding="utf-8")
    ran = run("add", tmp_path, "--db", tmp_path / "r.db", "--json")
    assert ran.code == 1 and [x["page"] for x in ran.lines] == ["b.txt"]
    first, *rest = ran.err.splitlines()
    assert "2 of 3" in first and ["a.txt" in rest[0], "c.txt" in rest[1]] == [True, True] and "no text" in rest[1]
    assert [r["report"]["page"] for r in run("records", "--db", tmp_path / "r.db", "--json").lines] == ["b.txt"]


def test_standard_input_can_be_added(tmp_path: Path) -> None:
    ran = run("add", "-", "--db", tmp_path / "r.db", "--page", "a page", "--json", stdin=EN.encode())
    assert ran.code == 0 and ran.lines[0]["page"] == "a page"


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(12):
        (pages / f"{n:02}.txt").write_text(EN.replace("Monday", f"March {n + 1}"), encoding="utf-8")
    told: list[str] = []
    for _ in range(2):
        command = [sys.executable, "-m", "reportedly", "add", str(pages), "--db", str(tmp_path / "r.db"), "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout
            told += [json.loads(child.stdout.readline())["report"] for _ in range(3)]
            child.kill()
            told += [json.loads(line)["report"] for line in child.stdout if line.endswith(b"}\n")]
    ran = run("add", pages, "--db", tmp_path / "r.db", "--json")
    assert ran.code == 0 and len(ran.lines) == 12
    unchanged = {x["report"] for x in ran.lines if x["outcome"] == "unchanged"}
    assert set(told) <= unchanged
    assert len(run("records", "--db", tmp_path / "r.db", "--json").lines) == 12


def test_called_wrongly_or_without_a_database_is_said_so(tmp_path: Path) -> None:
    assert run("add", "--db", tmp_path / "r.db").code == 2
    for command in (["records"], ["search", "x"], ["versions"], ["copies"], ["check", str(ROOT / "README.md")]):
        ran = run(*command, "--db", tmp_path / "none.db")
        assert ran.code == 1 and "no such database" in ran.err and not (tmp_path / "none.db").exists(), command


# --- records, search ----------------------------------------------------------------------------------------------------------


def test_records_are_listed_and_printed(folder: Path) -> None:
    told = run("records", "--db", folder / "r.db")
    assert told.code == 0 and len(told.out.splitlines()) == 4 and "machine" in told.out
    (record,) = run("records", "--db", folder / "r.db", "--language", "ru", "--json").lines
    assert record["schema"] == "reportedly/record/1" and {s["checked"] for s in record["statements"]} <= {"machine"}


def test_words_are_searched_in_all_languages(folder: Path) -> None:
    for words, page in (
        ("扣押", "b-zh.txt"),
        ("扣押任何船隻", "b-zh.txt"),
        ("судна", "c-ru.txt"),
        ("boats", "a-en.txt"),
        ("폭풍", "d-ko.txt"),
    ):
        found = run("search", words, "--db", folder / "r.db", "--json").lines
        assert {x["page"] for x in found} == {page}, words
    assert run("search", "灯塔", "--db", folder / "r.db").err.startswith("0 statements and 0 reports found")


# --- copies -------------------------------------------------------------------------------------------------------------------

STORY = (
    "岛上的轮渡公司宣布，从下月起每天增开四班往返大陆的渡轮，首班船清晨五点四十分离港。\n"
    "公司经理贝诺·卡斯特说，去年冬天有近三成乘客因班次太少改乘小船。\n"
    "渔民协会担心新航线穿过海带养殖区，要求公司先派潜水员查看水下的绳索再开航。\n"
    "卡斯特答应在开航前与渔民见面，但拒绝推迟时刻表，称油料合同早已签好。\n"
)


def test_copies_are_listed_and_laid_beside_their_origin(tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    texts = {
        "one": ("轮渡公司增开四班渡轮\n" + STORY, "2031-03-04"),
        "two": (
            "岛民终于等到了\n" + STORY.replace("近三成", "近四成").replace("称油料合同早已签好", "称合同早已签好"),
            "2031-03-05",
        ),
        "three": ("面包涨价\n城里的面包从周二起涨价一克朗，面粉商说磨坊的水车坏了。\n", "2031-03-05"),
    }
    for name, (text, day) in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert run("add", tmp_path / f"{name}.txt", "--db", db, "--published", day).code == 0
    listed = run("copies", "--db", db)
    assert listed.code == 0 and "copy" in listed.out and "3 reports, 2 origins: 1 copy" in listed.err
    (copy,) = run("copies", "--db", db, "--json").lines
    assert (copy["schema"], copy["kind"], copy["page"], copy["of_pages"]) == ("reportedly/copy/1", "copy", "two.txt", ["one.txt"])
    assert (copy["first"], copy["checked"]) == ("published", "machine") and "stretches" not in copy
    beside = run("copies", "two.txt", "--db", db)
    assert "[-三-]{+四+}" in beside.out and "[-油料-]" in beside.out
    (copy,) = run("copies", "one.txt", "--db", db, "--json").lines
    (stretch,) = [s for s in copy["stretches"] if s["kind"] == "both"]
    assert texts["two"][0][stretch["places"][0] : stretch["places"][1]] == stretch["here"]
    assert texts["one"][0][stretch["places"][2] : stretch["places"][3]] == stretch["there"]
    assert "repeats no report here" in run("copies", "three.txt", "--db", db).out
    assert run("copies", "nobody", "--db", db).code == 1


# --- check --------------------------------------------------------------------------------------------------------------------


def test_a_draft_is_checked_with_what_differs(folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "Vela Mora said: “No boat has been held at Tarn since the storm.”\n"
        "Vela Mora said: “Every boat has been held at Tarn since the storm.” She called it a “mishap”.\n",
        encoding="utf-8",
    )
    ran = run("check", draft, "--db", folder / "r.db")
    assert ran.code == 1 and "[-No-] {+Every+} boat has been held" in ran.out and "1 verbatim, 1 altered" in ran.err
    assert "4 reports were looked through" in ran.err and "mishap" not in ran.out
    assert "mishap" in run("check", draft, "--db", folder / "r.db", "--all").out
    verbatim, altered = run("check", draft, "--db", folder / "r.db", "--json").lines
    assert (verbatim["schema"], verbatim["verdict"], altered["verdict"]) == ("reportedly/check/1", "verbatim", "altered")
    text = draft.read_text(encoding="utf-8")
    assert text[altered["start"] : altered["end"]] == altered["text"]
    assert altered["found"][0]["page"] == "a-en.txt" and {p["kind"] for p in altered["difference"]} == {
        "same",
        "left-out",
        "put-in",
    }


def test_a_draft_that_holds_ends_well(folder: Path) -> None:
    ran = run("check", "-", "--db", folder / "r.db", stdin="韦拉·莫拉表示：“塔恩港沒有扣押任何船隻”。\n".encode())
    assert ran.code == 0 and "traditional and simplified" in ran.out
    assert run("check", "-", "--db", folder / "r.db", stdin=b"No quotation here.\n").code == 0


def test_what_only_another_language_has_is_shown_in_it(tmp_path: Path) -> None:
    words = "We have never held any foreign ship in this harbour"
    text = f'"{words}," Mora said.'
    raw = Raw(sha256(text.encode()).hexdigest(), len(text.encode()), "utf-8")
    report = Report(raw.sha256[:16], "a page", text, "en", raw=raw)
    with open_store(tmp_path / "r.db") as store:
        store.add(Record(report, (Statement("s1", 1, "speech", content=(report.span(1, 1 + len(words)),)),)))
    draft = "莫拉说：“春天到来之前，面包价格不会上涨。”\n莫拉说：“我们从未在这个港口扣押过任何外国船只。”\n"
    other, translated = run("check", "-", "--db", tmp_path / "r.db", "--json", stdin=draft.encode()).lines
    assert other["verdict"] == "not-found" and "1 reports" in other["why"][0]
    assert translated["verdict"] == "only-in-translation" and translated["found"][0]["span"]["text"] == words
    assert "cosine" in translated["why"][0] and translated["found"][0]["language"] == "en"
