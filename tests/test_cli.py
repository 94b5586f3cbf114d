from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import reportedly
from reportedly.cli import cli
from reportedly.gold import load_gold
from reportedly.model import Record
from reportedly.schema import from_json, json_schema, to_json

ROOT = Path(__file__).parents[1]
DENIAL = ROOT / "samples" / "02-en-pelagia-denial.txt"
REPOST = ROOT / "samples" / "04-zh-chaotou-repost.html"
GOLD = ROOT / "tests" / "gold" / "gold.jsonl"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """The command in this process, which spares loading the parser each time."""
    done = CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="reportedly")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


def run_alone(*arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """The command as a person has it: a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "reportedly", *map(str, arguments)],
        input=stdin, capture_output=True, cwd=ROOT, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
    )  # fmt: skip
    ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in ran.err, ran.err
    return ran


# --- read ---------------------------------------------------------------------------------------------------------------------


def test_read_prints_a_table_of_a_sample() -> None:
    ran = run("read", DENIAL, "--published", "2031-03-04")
    assert ran.code == 0 and ran.err == ""
    assert all(word in ran.out for word in ("Who", "Said", "Act", "Words", "Irina Kovel", "2031-03-04"))


def test_json_is_one_record_a_line_in_the_order_of_the_files_and_nothing_else() -> None:
    ran = run("read", REPOST, DENIAL, "--json", "--published", "2031-03-05")
    records = [from_json(line) for line in ran.out.splitlines()]
    assert ran.code == 0 and ran.err == "" and len(records) == 2
    assert [r.report.language[:2] for r in records] == ["zh", "en"]
    assert all(r.report.published == "2031-03-05" and r.report.published_basis == "given" and r.statements for r in records)
    assert records[1].report.text == DENIAL.read_text(encoding="utf-8")
    assert records[0].report.reader and records[0].report.reader.version == reportedly.__version__


def test_the_command_and_the_library_read_alike() -> None:
    ran = run("read", DENIAL, "--json", "--published", "2031-03-04", "--outlet", "Pelagia", "--language", "en")
    given = reportedly.Given(published="2031-03-04", outlet="Pelagia", language="en")
    assert ran.out.encode() == to_json(reportedly.read(DENIAL, given=given)) + b"\n"


def test_standard_input_is_read() -> None:
    ran = run("read", "-", "--json", stdin=DENIAL.read_bytes())
    assert ran.code == 0 and from_json(ran.out).report.page == "-"


def test_a_folder_is_read_to_its_depths(tmp_path: Path) -> None:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    for name in ("b.txt", "deep/a.html", "deep/.hidden/c.txt", "picture.png"):
        (tmp_path / name).write_text("Vela Mora said that it rained.", encoding="utf-8")
    ran = run("read", tmp_path, "--json")
    assert ran.code == 0 and [from_json(line).report.page for line in ran.out.splitlines()] == ["b.txt", "a.html"]


def test_one_bad_report_never_stops_the_others_and_is_named_at_the_end(tmp_path: Path) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    missing = tmp_path / "not-here.txt"
    ran = run_alone("read", binary, missing, DENIAL, "--json")
    assert ran.code == 1 and len(ran.out.splitlines()) == 1
    first, *rest = ran.err.splitlines()
    assert "2 of 3" in first and len(rest) == 2 and "picture.txt" in rest[0] and "not-here.txt" in rest[1]


def test_an_empty_file_is_an_empty_record_with_a_warning(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    ran = run("read", empty, "--json")
    record = from_json(ran.out)
    assert ran.code == 0 and record.report.text == "" and not record.statements and record.warnings


def test_an_address_needs_fetch() -> None:
    ran = run("read", "https://example.org/a.html")
    assert ran.code == 1 and "--fetch" in ran.err


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "file:///etc/passwd", "http://10.0.0.1/"]
)
def test_private_addresses_are_refused(address: str) -> None:
    ran = run("read", "--fetch", address)
    assert ran.code == 1 and ran.out == "" and address.split("/")[2].split(":")[0].strip("[") in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",), ("read", DENIAL, "--published", "yesterday"), ("read", DENIAL, "--published", "2031-02-30"),
        ("read", DENIAL, "--language", "Chinese!"),
        ("read", DENIAL, "--nonsense"), ("nonsense",), ("eval", "not-here.jsonl"), ("read", "--manifest", "not-here.jsonl"),
        ("verify",),
    ],
    ids=lambda a: " ".join(map(str, a[-2:])),
)  # fmt: skip
def test_called_wrongly_is_2_and_says_how(arguments: tuple[str | Path, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2 and ran.out == "" and "Usage:" in ran.err


def test_nothing_but_the_records_goes_out_where_no_one_waits() -> None:
    ran = run_alone("read", DENIAL, REPOST, "--json", env={"FORCE_COLOR": "1"})
    assert ran.err == "" and all(json.loads(line)["schema"] == "reportedly/record/1" for line in ran.out.splitlines())


def test_a_page_of_several_reports_is_written(tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.html"
    ran = run("read", DENIAL, REPOST, "--quiet", "--html", out, "--interface", "zh")
    assert ran.code == 0 and ran.out == "" and str(out) in ran.err
    page = out.read_text(encoding="utf-8")
    assert page.count('<article class="leaf"') == 2 and "谁" in page


def test_a_page_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("read", DENIAL, "--quiet", "--html", tmp_path / "file" / "page.html")
    assert ran.code == 1 and "cannot be written" in ran.err


def test_a_terminal_that_cannot_show_it_gets_question_marks() -> None:
    ran = run_alone("read", REPOST, env={"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"})
    assert ran.code == 0 and "?" in ran.out


# --- manifest -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_manifest_says_what_is_known_of_each_file(tmp_path: Path, kind: str) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("Vela Mora said on Monday that it rained.", encoding="utf-8")
    manifest = tmp_path / f"manifest.{kind}"
    lines = {
        "jsonl": '{"path": "b.txt", "published": "2031-03-11", "outlet": "Pelagia"}\n\n{"path": "a.txt", "language": "en"}\n',
        "csv": "path,published,outlet,language\nb.txt,2031-03-11,Pelagia,\na.txt,,,en\n",
    }
    manifest.write_text(lines[kind], encoding="utf-8")
    reports = [from_json(line).report for line in run("read", "--manifest", manifest, "--json").out.splitlines()]
    assert [(r.page, r.published, r.outlet) for r in reports] == [("b.txt", "2031-03-11", "Pelagia"), ("a.txt", None, None)]
    told = run("read", "--manifest", manifest, "--outlet", "ORPA", "--json").out.splitlines()
    assert [from_json(line).report.outlet for line in told] == ["ORPA", "ORPA"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"published": "2031-03-11"}', "path"),
        ('{"path": "a.txt", "published": "soon"}', "soon"),
        ("{", "line 1"),
        ('{"path": 3}', "path"),
    ],
)
def test_a_manifest_that_does_not_fit_is_named(tmp_path: Path, line: str, fault: str) -> None:
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(line, encoding="utf-8")
    ran = run("read", "--manifest", manifest)
    assert ran.code == 1 and fault in ran.err and "manifest.jsonl, line 1" in ran.err


# --- verify, schema, eval -----------------------------------------------------------------------------------------------------


def test_verify_takes_what_read_prints(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(run("read", DENIAL, REPOST, "--json").out, encoding="utf-8")
    ran = run("verify", records)
    assert (ran.code, ran.out, ran.err) == (0, "2 records, all hold\n", "")
    assert run("verify", "-", stdin=records.read_bytes()).code == 0


def test_verify_names_the_file_the_line_and_the_place(tmp_path: Path, samples: list[Record]) -> None:
    good, bad = to_json(samples[0]), to_json(samples[1]).replace(b'"role":"body"', b'"role":"text"', 1)
    records = tmp_path / "records.jsonl"
    records.write_bytes(good + b"\n" + bad + b"\n")
    ran = run("verify", records)
    assert (
        ran.code == 1
        and "records.jsonl, line 2: Invalid enum value 'text' - at `$.report.blocks" in ran.err
        and ran.out == "2 records, 1 wrong\n"
    )
    verdicts = [json.loads(line) for line in run("verify", records, "--json").out.splitlines()]
    assert [(v["line"], v["holds"], len(v["wrong"])) for v in verdicts] == [(1, True, 0), (2, False, 1)]


def test_verify_reads_a_record_printed_over_several_lines(tmp_path: Path, samples: list[Record]) -> None:
    pretty = tmp_path / "record.json"
    pretty.write_text(json.dumps(json.loads(to_json(samples[0])), indent=2), encoding="utf-8")
    assert run("verify", pretty).code == 0


@pytest.mark.parametrize("name", ["not-here.json", "."])
def test_verify_says_what_cannot_be_opened(name: str) -> None:
    ran = run("verify", name)
    assert ran.code == 1 and name in ran.err


def test_schema_is_printed() -> None:
    assert json.loads(run("schema").out) == json_schema()


def test_eval_scores_records_and_prints_both_ways(tmp_path: Path) -> None:
    golds = load_gold(GOLD)
    pred = tmp_path / "pred.jsonl"
    lines = [{"id": g.id, **json.loads(to_json(Record(g.report(), g.as_statements())))} for g in golds]
    pred.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    scores = json.loads(run("eval", GOLD, "--pred", pred, "--json").out)
    assert scores["reports"] == len(golds) and scores["e2e"]["f"] == 100.0 and scores["whole"]["f"] == 100.0
    table = run("eval", GOLD, "--pred", pred).out
    assert "e2e" in table and "constant answer" in table


def test_eval_scores_several_files_and_all_their_reports_together(tmp_path: Path) -> None:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    halves = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    for path, part in zip(halves, (lines[:5], lines[5:]), strict=True):
        path.write_text("\n".join(part), encoding="utf-8")
    pred = tmp_path / "pred.jsonl"
    kept = [g for n, g in enumerate(load_gold(GOLD)) if n != 1]
    said = [{"id": g.id, **json.loads(to_json(Record(g.report(), g.as_statements())))} for g in kept]
    pred.write_text("\n".join(json.dumps(line) for line in said), encoding="utf-8")
    scores = json.loads(run("eval", *halves, "--pred", pred, "--json").out)
    assert list(scores) == [*map(str, halves), "all"]
    assert scores["all"] == json.loads(run("eval", GOLD, "--pred", pred, "--json").out)
    assert scores[str(halves[0])]["e2e"]["f"] < scores["all"]["e2e"]["f"] < scores[str(halves[1])]["e2e"]["f"] == 100.0
    table = run("eval", *halves, "--pred", pred).out
    assert table.count("constant answer") == 3 and "\nall\n" in table
    ran = run("eval", GOLD, halves[0], "--pred", pred)
    assert ran.code == 1 and "go by the id" in ran.err


def test_eval_names_what_was_missed(tmp_path: Path) -> None:
    pred = tmp_path / "pred.jsonl"
    pred.touch()
    missed = json.loads(run("eval", GOLD, "--pred", pred, "--json", "--misses", "3").out)["missed"]
    assert len(missed) == 3 and run("eval", GOLD, "--pred", pred, "--misses", "3").out.count("missed in") == 3


def test_eval_says_which_line_of_gold_does_not_fit(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "lang": "en", "text": "x"}\n{"id": 3}\n', encoding="utf-8")
    ran = run("eval", gold)
    assert ran.code == 1 and "line 2" in ran.err


def test_eval_reads_the_texts_of_gold(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(GOLD.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    scores = json.loads(run("eval", gold, "--json").out)
    assert scores["reports"] == 2 and "reports_absent_from_pred" not in scores and scores["e2e"]["f"] > 0


# --- the house ----------------------------------------------------------------------------------------------------------------


def test_the_reference_page_is_current() -> None:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == module.reference(), "run: make docs"


@pytest.mark.parametrize("command", [(), ("read",), ("verify",), ("schema",), ("eval",)])
def test_help_is_there(command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert ran.code == 0 and "Usage:" in ran.out


def test_version() -> None:
    assert run("--version").out == f"reportedly, version {reportedly.__version__}\n"


def test_a_reader_that_stops_listening_is_no_error() -> None:
    command = f"{sys.executable} -m reportedly schema | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=60)
    assert done.stdout == b"{\n" and b"Traceback" not in done.stderr
