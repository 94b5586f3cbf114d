from __future__ import annotations

import multiprocessing
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from reportedly.errors import RecordError, StoreError
from reportedly.gold import load_gold
from reportedly.model import (
    Change,
    Copy,
    Figure,
    First,
    Given,
    Judgement,
    Point,
    Position,
    Raw,
    Reader,
    Record,
    Telling,
    Utterance,
    When,
)  # fmt: skip
from reportedly.schema import from_json, to_json
from reportedly.store import Filter, Store, compare, open_store
from reportedly.store.database import migrations
from reportedly.targets import statement_target

GOLD = Path(__file__).parent / "gold" / "gold.jsonl"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [gold.record() for gold in load_gold(GOLD)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "r.db") as made:
        yield made


def raw_of(record: Record) -> bytes:
    return record.report.text.encode()


def retold(record: Record, old: str, new: str) -> Record:
    """The record of the page when some of its words had been changed: statements that hold them, or follow them, move along."""
    text = record.report.text
    assert text.count(old) == 1
    at, shift = text.index(old), len(new) - len(old)
    changed = text.replace(old, new)
    raw = Raw(sha256(changed.encode()).hexdigest(), len(changed.encode()), "utf-8")
    report = replace(record.report, id=raw.sha256[:16], text=changed, raw=raw, blocks=())

    def move(span: object) -> object:
        start, end = span.start, span.end  # type: ignore[attr-defined]
        start += shift if start > at else 0
        end += shift if end >= at + len(old) else 0
        return replace(span, start=start, end=end, text=changed[start:end])  # type: ignore[type-var]

    moved = []
    for s in record.statements:
        if any(old in c.text for c in s.content) or not any(c.start <= at < c.end for c in s.content):
            content = tuple(move(c) for c in s.content)
            cue, relays = tuple(move(c) for c in s.cue), tuple(move(c) for c in s.relays)
            names = ("source", "addressee", "occasion", "said_words")
            one = {name: move(getattr(s, name)) if getattr(s, name) else None for name in names}
            moved.append(replace(s, content=content, cue=cue, relays=relays, **one))  # type: ignore[arg-type]
    return Record(report, tuple(moved))


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_what_is_added_comes_back_whole(store: Store, records: list[Record]) -> None:
    for record in records:
        given = Given(language=record.report.language)
        added = store.add(record, raw_of(record), name=f"/news/{record.report.page}.txt", given=given)
        assert added.outcome == "new" and added.entry.statements == len(record.statements)
    assert [e.page for e in store.entries()] == [r.report.page for r in records]
    for record in records:
        assert store.record(record.report.id) == record
        assert store.raw(record.report.raw.sha256) == raw_of(record)
        assert store.judged(record.report.id).record == record
    assert list(store.records()) == records
    assert [said.statement for said in store.statements()] == [s for r in records for s in r.statements]


def test_an_input_says_from_where_and_what_was_known(store: Store, records: list[Record]) -> None:
    record = replace(records[0], report=replace(records[0].report, retrieved="2031-03-09T08:00:00Z"))
    given = Given(published="2031-03-04", outlet="Pelagia")
    store.add(record, raw_of(record), name="/news/a.txt", given=given)
    found = store.input("/news/a.txt", record.report.raw.sha256)
    assert found is not None and found.given == given and found.entry.retrieved == "2031-03-09T08:00:00Z"
    assert store.input("/news/a.txt", "0" * 64) is None and store.input("/news/b.txt", record.report.raw.sha256) is None


def test_the_same_report_twice_changes_nothing(store: Store, records: list[Record]) -> None:
    for record in records:
        store.add(record, raw_of(record), name=record.report.page)
    before = dump(store.path)
    for record in records:
        later = replace(record, report=replace(record.report, retrieved="2031-04-01T00:00:00Z"))
        assert store.add(later, raw_of(record), name=record.report.page).outcome == "unchanged"
        assert store.add(record).outcome == "unchanged"
    assert dump(store.path) == before


def test_one_text_on_two_pages_is_two_reports_with_one_set_of_bytes(store: Store, records: list[Record]) -> None:
    other = replace(records[0], report=replace(records[0].report, page="elsewhere"))
    store.add(records[0], raw_of(records[0]))
    assert store.add(other, raw_of(other)).outcome == "new"
    assert [e.page for e in store.entries()] == [records[0].report.page, "elsewhere"]
    assert store._db.row("SELECT count(*) FROM raws") == (1,)


def test_another_text_of_a_page_is_its_next_version(store: Store, records: list[Record]) -> None:
    old = records[1]
    new = retold(old, old.statements[2].content[0].text, "Nothing of the kind has ever been said here")
    store.add(old, raw_of(old))
    added = store.add(new, raw_of(new))
    assert added.outcome == "version" and added.entry.version == 2 and added.entry.newest
    assert [(e.version, e.id, bool(e.newest)) for e in store.versions(old.report.page)] == [
        (1, old.report.id, False), (2, new.report.id, True),
    ]  # fmt: skip
    assert [e.id for e in store.entries()] == [new.report.id]
    assert len(list(store.entries(Filter(every_version=True)))) == 2
    assert {said.entry.id for said in store.statements()} == {new.report.id}
    assert store.record(old.report.id) == old
    assert store.add(old, raw_of(old)).outcome == "unchanged" and store.versions(old.report.page)[-1].id == new.report.id


def test_versions_are_compared_by_their_words(records: list[Record]) -> None:
    old = records[1]
    words = old.statements[3].content[0].text
    changed = compare(old, retold(old, words, words[: len(words) // 2] + " until further notice " + words[len(words) // 2 :]))
    assert [d.fate for d in changed].count("changed") == 1
    (one,) = (d for d in changed if d.fate == "changed")
    assert one.before == old.statements[3] and one.what == ("content",)
    assert all(d.fate in ("unchanged", "changed") for d in changed)


def test_what_left_stands_where_it_stood_and_what_came_is_new(records: list[Record]) -> None:
    old = records[1]
    fewer = replace(old, statements=old.statements[:2] + old.statements[3:])
    assert [d.fate for d in compare(old, fewer)][:4] == ["unchanged", "unchanged", "gone", "unchanged"]
    assert [d.fate for d in compare(fewer, old)][:4] == ["unchanged", "unchanged", "new", "unchanged"]
    assert [d.fate for d in compare(old, replace(old, statements=()))] == ["gone"] * len(old.statements)


def test_other_words_for_the_source_or_another_date_are_a_change(records: list[Record]) -> None:
    old, s = records[1], records[1].statements[0]
    dated = replace(old, statements=(replace(s, said=When("2031-01-01", "explicit")), *old.statements[1:]))
    assert compare(old, dated)[0].what == ("said",)
    unnamed = replace(old, statements=(replace(s, source=None), *old.statements[1:]))
    assert compare(old, unnamed)[0].what == (("source",) if s.source else ())


def test_ten_thousand_statements_are_compared_in_no_time(records: list[Record]) -> None:
    words = "".join(f"The {n} minister of district {n * 7919} spoke of {n * n}. " for n in range(10_000))
    raw = Raw(sha256(words.encode()).hexdigest(), len(words), "utf-8")
    report = replace(records[1].report, text=words, raw=raw, blocks=())
    s, at, statements = records[1].statements[0], 0, []
    for n, part in enumerate(words.split(". ")[:-1]):
        bare = replace(s, id=str(n), content=(report.span(at, at + len(part)),), cue=(), source=None, relays=(), addressee=None)
        statements.append(replace(bare, occasion=None, said_words=None, said=When()))
        at += len(part) + 2
    big = Record(report, tuple(statements))
    start = time.process_time()
    fates = [d.fate for d in compare(big, replace(big, statements=big.statements[::2]))]
    assert fates.count("unchanged") == fates.count("gone") == 5000
    assert time.process_time() - start < 5


def test_a_better_reading_takes_the_place_of_the_old_one(store: Store, records: list[Record]) -> None:
    old = records[0]
    store.add(old, raw_of(old))
    missed = old.statements[-1].content[0].text
    assert store.search(missed[:6]).total >= 1
    report = replace(old.report, reader=Reader("2", "weights", "plain"))
    added = store.add(Record(report, old.statements[:-1]), raw_of(old))
    assert added.outcome == "reread" and added.entry.statements == len(old.statements) - 1 and added.entry.version == 1
    assert [said.statement.id for said in store.statements()] == [s.id for s in old.statements[:-1]]
    assert all(missed not in c.text for said in store.search(missed[:6]) for c in said.statement.content)
    index_is_whole(store)


def test_the_address_of_an_input_may_be_told_later(store: Store, records: list[Record]) -> None:
    plain = records[0]
    store.add(plain, raw_of(plain), name="/news/a.txt")
    told = replace(plain, report=replace(plain.report, page="https://example.org/a", url="https://example.org/a"))
    assert store.add(told, raw_of(plain), name="/news/a.txt", given=Given(url="https://example.org/a")).outcome == "reread"
    assert [e.page for e in store.entries()] == ["https://example.org/a"]


def test_bytes_that_are_not_the_records_are_refused_and_leave_nothing(store: Store, records: list[Record]) -> None:
    before = dump(store.path)
    with pytest.raises(RecordError, match="other bytes"):
        store.add(records[0], b"other bytes", name="a")
    assert dump(store.path) == before


def test_a_report_whose_statements_share_an_id_leaves_nothing(store: Store, records: list[Record]) -> None:
    before = dump(store.path)
    twice = replace(records[0], statements=(records[0].statements[0], records[0].statements[0]))
    with pytest.raises(StoreError, match="UNIQUE"):
        store.add(twice, raw_of(twice), name="a")
    assert dump(store.path) == before


def test_statements_are_found_by_id_and_by_the_beginning_of_one(store: Store, records: list[Record]) -> None:
    for record in records:
        store.add(record)
    wanted = records[3].statements[1]
    assert store.statement(wanted.id).statement == wanted
    assert store.statement(wanted.id[:8]).entry.id == records[3].report.id
    for id in ("", "nobody", "x"):
        with pytest.raises(StoreError, match="no statement"):
            store.statement(id)
    with pytest.raises(StoreError, match="more than one"):
        store.statement(next(c for c in "0123456789abcdef" if sum(s.id[0] == c for r in records for s in r.statements) > 1))


def test_columns_answer_filters(store: Store, records: list[Record]) -> None:
    for record in records:
        store.add(replace(record, report=replace(record.report, outlet=f"Outlet {record.report.language}")))
    every = [(r, s) for r in records for s in r.statements]
    denied = [said.statement for said in store.statements(Filter(act="denies"))]
    assert denied == [s for _, s in every if s.act == "denies"] and denied
    russian = [said.statement for said in store.statements(Filter(outlet="Outlet ru", kind="speech"))]
    assert russian == [s for r, s in every if r.report.language == "ru" and s.kind == "speech"] and russian
    dated = list(store.statements(Filter(since="2031-03-06", until="2031-03-08")))
    assert dated and all(said.statement.said.edtf for said in dated)
    assert {s.id for _, s in every if s.said.edtf == "2031-03-06"} <= {said.statement.id for said in dated}
    others = {s.id for _, s in every if s.said.edtf in ("2031-03-04", "2031-03-11", None)}
    assert not others & {said.statement.id for said in dated}
    with pytest.raises(RecordError, match="no date"):
        list(store.statements(Filter(since="last week")))


def index_is_whole(store: Store) -> None:
    """Every row of statements and reports stands in its index, and nothing else does."""
    for words, rows in (("statement_words", "statements"), ("report_words", "reports")):
        assert store._db.row(f"SELECT count(*) FROM {words}_docsize") == store._db.row(f"SELECT count(*) FROM {rows}")
        assert not list(store._db.rows(f"SELECT id FROM {words}_docsize EXCEPT SELECT key FROM {rows}"))
    assert store._db.row("PRAGMA integrity_check") == ("ok",) and store._db.row("PRAGMA foreign_key_check") is None


def test_an_index_made_in_another_way_is_made_anew(tmp_path: Path, records: list[Record]) -> None:
    with open_store(tmp_path / "r.db") as store:
        for record in records:
            store.add(record)
        before = [said.statement.id for said in store.search("Keldria", limit=100)]
        store._db.run("UPDATE facts SET value = 'older' WHERE name = 'index'")
        store._db.run("INSERT INTO statement_words (statement_words) VALUES ('delete-all')")
    with open_store(tmp_path / "r.db") as store:
        assert [said.statement.id for said in store.search("Keldria", limit=100)] == before and before
        index_is_whole(store)


def test_files_that_are_not_ours_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        open_store(tmp_path / "missing.db", create=False)
    assert not (tmp_path / "missing.db").exists()
    (tmp_path / "notes.txt").write_text("no database, but a text that is longer than its header " * 20)
    with pytest.raises(StoreError, match="no database"):
        open_store(tmp_path / "notes.txt")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(tmp_path / "other.db")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store._db.run(f"PRAGMA user_version = {len(migrations()) + 1}")
    with pytest.raises(StoreError, match="newer"):
        open_store(tmp_path / "r.db")


def test_reports_and_judgements_can_be_read_while_one_is_written(tmp_path: Path, records: list[Record]) -> None:
    with open_store(tmp_path / "r.db") as writer, open_store(tmp_path / "r.db") as reader:
        writer.add(records[0])
        with writer._db.writing():
            writer.add(records[1])
            assert [e.page for e in reader.entries()] == [records[0].report.page]
            assert reader.search(records[0].statements[0].content[0].text[:4]).total >= 1
        assert len(list(reader.entries())) == 2


def test_two_writers_wait_for_each_other(tmp_path: Path, records: list[Record]) -> None:
    def add(part: list[Record]) -> None:
        with open_store(tmp_path / "r.db") as store:
            for record in part:
                store.add(record, raw_of(record))

    threads = [threading.Thread(target=add, args=(part,)) for part in (records[:6], records[6:], records[3:9])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(tmp_path / "r.db") as store:
        assert {e.page for e in store.entries(Filter(every_version=True))} == {r.report.page for r in records}
        assert len(list(store.entries(Filter(every_version=True)))) == len(records)
        index_is_whole(store)


def test_what_is_made_of_all_is_kept_until_it_is_made_again(store: Store, records: list[Record]) -> None:
    store.add(records[0])
    a, b = (s.id for s in records[0].statements[:2])
    utterance = Utterance("u1", "p1", "2031-03-08", (Telling("r", a, "verbatim"), Telling("r", b, "cut")), a, 1, ("why",))
    point = Point(
        "k1", {"zh": "是否", "en": "whether"}, "decided",
        (Position("p1", "P", "neither-confirms-nor-denies", ("u1",), "2031-03-08", "accepted"),),
        (Figure("u1", 20.0, None, "more-than", "人", "船员", "sent", True),), (Change("p1", "u1", "u2"),),
        First("u1", "u2"), ("why",),
    )  # fmt: skip
    copy = Copy("r2", "copy", ("r1",), 0.97, ((0, 120, 0, 118),))
    assert store.stale(Utterance) and store.made(Utterance) == ()
    store.remake(Utterance, [utterance])
    store.remake(Point, [point])
    store.remake(Copy, [copy])
    assert store.made(Utterance) == (utterance,) and store.made(Point) == (point,) and store.made(Copy) == (copy,)
    assert store.made(Utterance, member=b) == (utterance,) and store.made(Point, member="u1") == (point,)
    assert store.made(Copy, member="r1") == (copy,) and store.made(Copy, member="r3") == ()
    assert not store.stale(Utterance)
    store.add(records[0])
    assert not store.stale(Utterance)
    store.add(records[1])
    assert store.stale(Utterance) and store.stale(Point)
    store.remake(Utterance, [])
    assert store.made(Utterance) == () and store.made(Utterance, member=a) == () and not store.stale(Utterance)
    assert b'"from":"2031-03-08"' in to_json(point) and b"from_" not in to_json(point)


def test_vectors_are_kept_by_statement_and_model(store: Store, records: list[Record]) -> None:
    store.add(records[0])
    ids = [s.id for s in records[0].statements]
    assert store.without_vector("m") == ids and store.vectors("m")[1].shape == (0, 0)
    vectors = {id: np.arange(n, n + 384, dtype=np.float16) for n, id in enumerate(ids[:-1])}
    store.keep_vectors("m", vectors | {"nobody": np.ones(384, dtype=np.float16)})
    names, matrix = store.vectors("m")
    assert list(names) == sorted(ids[:-1]) and matrix.shape == (len(ids) - 1, 384) and matrix.dtype == np.float16
    assert all((matrix[n] == vectors[name]).all() for n, name in enumerate(names))
    assert store.without_vector("m") == ids[-1:] and store.without_vector("other") == ids


def test_no_judgement_is_altered_deleted_or_replaced(store: Store, records: list[Record]) -> None:
    store.add(records[0])
    target = statement_target(records[0].report, records[0].statements[0])
    judgement = Judgement("2031-03-09T08:30:00Z", "ed", "note", target, note="seen")
    assert store.judge(judgement) == 1 and store.judge(judgement) == 0
    for sql in (
        "UPDATE judgements SET body = '{}'",
        "DELETE FROM judgements",
        "INSERT OR REPLACE INTO judgements SELECT n, digest, page, '{}' FROM judgements",
        "REPLACE INTO judgements SELECT n + 1, digest, page, '{}' FROM judgements",
    ):
        with pytest.raises(StoreError, match="never|UNIQUE"):
            store._db.run(sql)
    assert store.judgements() == (judgement,)


def add_until_killed(path: str, lines: list[bytes], first: int, told: multiprocessing.connection.Connection) -> None:
    """Add report after report, each with its bytes, and tell of each once it is kept."""
    records = [from_json(line) for line in lines]
    with open_store(path) as store:
        for n in range(first, first + 100_000):
            record = records[n % len(records)]
            page = replace(record, report=replace(record.report, page=f"page {n}"))
            store.add(page, page.report.text.encode(), name=f"/news/{n}", given=Given(page=f"page {n}"))
            told.send(n)


def test_a_kill_loses_no_acknowledged_report_and_leaves_no_half_one(tmp_path: Path, records: list[Record]) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportedly.store"])
    path, lines, rng = tmp_path / "r.db", [to_json(r) for r in records], random.Random(20310309)
    told: list[int] = []
    for _ in range(20):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=add_until_killed, args=(str(path), lines, len(told) + 1000 * len(told), theirs))
        child.start()
        theirs.close()
        told.append(ours.recv())
        time.sleep(rng.random() * 0.05)
        child.kill()
        child.join()
        assert child.exitcode == -9
        try:
            while True:
                told.append(ours.recv())
        except EOFError:
            ours.close()
    with open_store(path) as store:
        kept = {e.page: e for e in store.entries()}
        assert {f"page {n}" for n in told} <= set(kept)
        assert len(kept) - len(told) <= 20
        for page, entry in kept.items():
            record = store.record(entry.key)
            assert record.report.page == page and entry.statements == len(record.statements)
            assert entry.raw == record.report.raw.sha256 and store.raw(entry.raw) == raw_of(record)
            assert store.input(f"/news/{page.split()[1]}", entry.raw) is not None
            assert [s.statement for s in store.statements(Filter(page=page))] == list(record.statements)
        index_is_whole(store)


def test_what_came_in_while_points_were_made_makes_them_stale(tmp_path: Path, samples: list[Record]) -> None:
    with open_store(tmp_path / "a.db") as store:
        store.add(samples[0])
        began = store.revision()
        store.add(samples[1])
        store.remake(Point, (), revision=began)
        assert store.stale(Point)
        store.remake(Point, (), revision=store.revision())
        assert not store.stale(Point)
