"""A store gathered: what is stale is made, what is good is taken, and the commands that print it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reportedly.cli import cli
from reportedly.gathering import Gathered, gather
from reportedly.judgements import accepting
from reportedly.model import Act, Block, Copy, Judgement, Point, Raw, Record, Report, Speaker, Statement, Utterance, When
from reportedly.store import Store, open_store
from reportedly.targets import statement_target

SAID = (
    ("a", "en", "Marcus Halloway said on Monday: ", "nobody boarded the ferry", "Marcus Halloway", "Solmara's harbour minister"),
    ("b", "zh", "马库斯·哈洛韦周一表示：", "没有人登上渡轮", "马库斯·哈洛韦", "索尔马拉港务部长"),
    ("c", "ru", "Петра Линдквист заявила: ", "цены на хлеб не вырастут до весны", "Петра Линдквист", None),
)


def report(
    page: str, language: str, lead: str, words: str, name: str, office: str | None, *, act: Act = "denies"
) -> Record:  # fmt: skip
    text = f"{lead}{words}。" if language == "zh" else f"{lead}{words}."
    raw = text.encode()
    made = Report(
        id=sha256(raw).hexdigest()[:16], page=page, text=text, language=language, published="2031-05-07", outlet=f"Outlet {page}",
        raw=Raw(sha256(raw).hexdigest(), len(raw), "utf-8"), blocks=(Block(0, len(text), "body"),),
    )  # fmt: skip
    content = made.span(len(lead), len(lead) + len(words))
    source = made.span(text.index(name), text.index(name) + len(name))
    statement = Statement(
        f"{page}-1", 1, "speech", content=(content,), source=source, act=act, said=When("2031-05-06", "relative"),
        speaker=Speaker(name, name, office=office, kind="person"),
    )  # fmt: skip
    return Record(made, (statement,))


@dataclass
class Steps:
    """What was told to be going on."""

    told: list[tuple[str, int, int]]

    def __call__(self, what: str, done: int, total: int) -> None:
        self.told.append((what, done, total))

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(what for what, _, _ in self.told))


def gathered(store: Store) -> tuple[Gathered, Steps]:
    steps = Steps([])
    return gather(store, progress=steps), steps


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports in two languages of one denial, and a third of something else."""
    path = tmp_path_factory.mktemp("gathering") / "r.db"
    with open_store(path) as store:
        for one in SAID:
            store.add(report(*one))
    return path


def told_together(found: Gathered) -> list[set[str]]:
    return [{t.statement for t in u.tellings} for u in found.utterances]


def test_what_is_missing_is_made_kept_and_not_made_again(db: Path) -> None:
    with open_store(db) as store:
        first, steps = gathered(store)
        assert steps.names == ["vectors", "speakers", "copies", "utterances", "points"]
        assert sorted(map(sorted, told_together(first))) == [["a-1", "b-1"], ["c-1"]]
        assert set(first.vectors) == {"a-1", "b-1", "c-1"}
        assert first.utterances == store.made(Utterance) and not store.stale(Utterance)
        assert first.copies == store.made(Copy) == () and first.points == store.made(Point)
    with open_store(db) as store:
        again, steps = gathered(store)
    assert steps.names == ["speakers"]
    assert (again.utterances, again.copies, again.points, again.cast) == (
        first.utterances,
        first.copies,
        first.points,
        first.cast,
    )


def test_what_is_new_is_all_that_is_encoded(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    copy.write_bytes(db.read_bytes())
    with open_store(copy) as store:
        gather(store)
        store.add(report("d", "en", "Petra Lindqvist said: ", "bread will cost more by spring", "Petra Lindqvist", None))
        assert store.stale(Utterance)
        found, steps = gathered(store)
    assert ("vectors", 0, 1) in steps.told and "utterances" in steps.names
    assert "d-1" in {t.statement for u in found.utterances for t in u.tellings}


def test_a_split_is_obeyed(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    copy.write_bytes(db.read_bytes())
    with open_store(copy) as store:
        one, other = (store.record(store.statement(f"{page}-1").entry.key) for page in "ab")
        target, value = (statement_target(r.report, r.statements[0]) for r in (one, other))
        store.judge(Judgement("2031-05-08T00:00:00Z", "mara", "split", target, "utterance", (value,)))
        found, _ = gathered(store)
    assert sorted(map(sorted, told_together(found))) == [["a-1"], ["b-1"], ["c-1"]]


def test_an_empty_store_has_nothing_to_gather(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as store:
        found, _ = gathered(store)
    assert (found.records, found.utterances, found.copies, found.points) == ((), (), (), ())


# --- the commands -------------------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, [str(a) for a in arguments], prog_name="reportedly")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def lines(*arguments: str | Path) -> list[dict[str, Any]]:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_utterances_as_json_say_who_checked_them(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    copy.write_bytes(db.read_bytes())
    found = {u["first_here"]: u for u in lines("utterances", "--db", copy)}
    denial = found["a-1"]
    assert denial["schema"] == "reportedly/utterance/1" and denial["checked"] == "machine" and denial["origins"] == 2
    assert [(t["statement"], t["language"], t["checked"]) for t in denial["tellings"]] == [
        ("a-1", "en", "machine"), ("b-1", "zh", "machine"),
    ]  # fmt: skip
    assert denial["speaker_name"] == "Marcus Halloway" and denial["words"] == "nobody boarded the ferry"
    with open_store(copy) as store:
        record = store.record(store.statement("c-1").entry.key)
        store.judge(accepting(record, record.statements[0], by="mara", at="2031-05-08T00:00:00Z"))
    assert {u["first_here"]: u["checked"] for u in lines("utterances", "--db", copy)} == {"a-1": "machine", "c-1": "accepted"}


def test_utterances_are_filtered_by_speaker_day_and_number_of_reports(db: Path) -> None:
    def firsts(*options: str) -> set[str]:
        return {u["first_here"] for u in lines("utterances", "--db", db, *options)}

    assert firsts("--speaker", "哈洛韦") == firsts("--speaker", "halloway") == {"a-1"}
    assert firsts("--reports", "2") == {"a-1"} and firsts("--speaker", "Nobody") == set()
    assert firsts("--from", "2031-05-07") == firsts("--to", "2031-05-05") == set()
    assert firsts("--from", "2031-05", "--to", "2031-05-06") == {"a-1", "c-1"}


def test_a_table_for_people_says_machine_on_every_row(db: Path) -> None:
    code, out, err = run("utterances", "--db", db, "--why")
    assert code == 0 and out.count("machine") == 2 and "both by" in out and "2 of 2 acts of saying" in err
    code, out, err = run("speakers", "--db", db)
    assert code == 0 and out.count("machine") == 2 and "Marcus Halloway" in out and "2 speakers" in err


def test_speakers_have_all_of_their_names_and_pairs_to_decide_on(db: Path) -> None:
    (one,) = lines("speakers", "--db", db, "--speaker", "Halloway")
    assert one["schema"] == "reportedly/speaker/1" and one["checked"] == "machine" and one["party"] == "x-solmara"
    assert one["names"] == {"en": ["Marcus Halloway"], "zh": ["马库斯·哈洛韦"]}
    assert lines("speakers", "--db", db, "--unsure") == []


def test_a_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    for command in ("utterances", "speakers"):
        code, out, err = run(command, "--db", tmp_path / "none.db")
        assert code == 1 and not out and "none.db" in err
