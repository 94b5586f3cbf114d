"""Dossiers of the samples' points as their gold has them, in every form."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html
from rich.console import Console

from reportedly.actors import identify
from reportedly.dossier import (
    Dossier,
    Shelf,
    all_moments,
    draw_page,
    liveliest,
    make_dossier,
    markdown,
    named,
    print_dossier,
    print_moments,
    print_others,
)  # fmt: skip
from reportedly.edtf import bounds
from reportedly.interface import TONGUES, Tongue, interface
from reportedly.judgements import accepting
from reportedly.model import Copy, Point, Quantity, Speaker, Utterance
from reportedly.store import Store, open_store
from web.filled import fill, load

HOSTILE = "<script>alert(1)</script> | [x](javascript:1) `*_# \u202egnp \x1b[31m {{ 7*7 }}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("dossier") / "gold.db"
    fill(path, load())
    with open_store(path) as opened:
        yield opened


def shelf_of(store: Store, *, cast: bool = False) -> Shelf:
    records = list(store.records())
    said = {s.statement.id: s for s in store.statements()}
    return Shelf(
        said.get, {u.id: u for u in store.made(Utterance)}, store.made(Copy), identify(records) if cast else None,
        {r.report.id: r for r in records},
    )  # fmt: skip


def dossier(store: Store, point: str, tongue: Tongue = "en", *, cast: bool = False) -> Dossier:
    return make_dossier(named(store.made(Point), point)[0], shelf_of(store, cast=cast), tongue)


def in_cell(d: Dossier, party: str, column: Any) -> list[str]:
    """Who says what in one cell, and when."""
    row = next(r for r in d.rows if r.name == party)
    return [f"{d.saying(c.number).who}, {d.saying(c.number).said}" for _, c in row.at(column)]


# --- what it holds ------------------------------------------------------------------------------------------------------------


def test_the_matrix_has_every_partys_positions_in_order_of_time(store: Store) -> None:
    d = dossier(store, "p-detained")
    assert d.columns == ("asserts", "denies", "neither-confirms-nor-denies")
    assert [r.name for r in d.rows][:2] == ["Keldria", "Orvania"]
    assert in_cell(d, "Keldria", "denies") == ["Irina Kovel, 2031-03-04"]
    assert in_cell(d, "Keldria", "asserts") == ["Pavel Dornik, 2031-03-07", "Irina Kovel, 2031-03-07", "Dagmar Hest, 2031-03-10"]
    assert in_cell(d, "Wexmere", "neither-confirms-nor-denies") == ["Colin Ashby, 2031-03-04"]
    assert {r.name for r in d.aside} == {"reporters", "Cangning"}


def test_every_quotation_stands_in_its_report(store: Store) -> None:
    for point in store.made(Point):
        d = make_dossier(point, shelf_of(store), "en")
        shown = [c.telling for r in (*d.rows, *d.aside) for h in r.held for c in h.cited]
        for telling in (*shown, *(t for s in d.sayings for t in s.tellings)):
            text = store.record(telling.paper.key).report.text
            assert all(text[x.start : x.end] == x.text for x in telling.spans)
            assert "".join(words for words, _ in telling.pieces()).split() == telling.words.split()


def test_the_reader_is_quoted_a_telling_in_his_language(store: Store) -> None:
    for tongue in TONGUES:
        d = dossier(store, "p-detained", tongue)
        said = next(s for s in d.sayings if s.id == "u-kovel-0304")
        assert said.quoted.paper.language == tongue
    assert dossier(store, "p-detained", "zh").heading == "扣押：凯方扣押了“塞尔文”号"


def test_copies_are_folded_under_the_report_that_they_copy(store: Store) -> None:
    d = dossier(store, "p-detained")
    folded = {o.paper.name: [c.paper.name for c in o.copies] for o in d.origins}
    assert folded["东屿网"] == ["每日海闻", "渔港热线"]
    assert len(d.papers) - len(d.origins) == 2
    assert [o.paper.published for o in d.origins] == sorted(o.paper.published or "" for o in d.origins)


def test_only_statements_on_the_point_count_where_they_are_known(store: Store) -> None:
    point = named(store.made(Point), "p-detained")[0]
    known = {u.id: u for u in store.made(Utterance)}
    position = next(p for p in point.positions if p.utterances == ("u-kovel-0304",))
    one = known["u-kovel-0304"].tellings[1].statement
    narrowed = replace(point, positions=tuple(replace(p, statements=(one,)) if p is position else p for p in point.positions))
    d = make_dossier(narrowed, shelf_of(store), "zh")
    said = next(s for s in d.sayings if s.id == "u-kovel-0304")
    assert [t.statement for t in said.tellings] == [one] and said.origins == 1
    assert len(next(s for s in d.sayings if s.id == "u-sorell-0303").papers) > 1


def test_who_says_otherwise_is_shown_before_and_after(store: Store) -> None:
    d = dossier(store, "p-detained")
    turns = {t.who: (d.saying(t.before.number).said, d.saying(t.after.number).said) for t in d.turns}
    assert turns == {"Irina Kovel": ("2031-03-04", "2031-03-07"), "Pavel Dornik": ("2031-03-04", "2031-03-07")}
    assert {d.saying(c.number).who for r in d.rows for h in r.held if h.changed for c in h.cited} == set(turns)


def test_figures_that_cannot_be_compared_stand_apart(store: Store) -> None:
    d = dossier(store, "p-400")
    assert [s.comparable for s in d.scales] == [True, False]
    together = {(d.saying(c.cited.number).said, c.figure.low) for c in d.scales[0].counted}
    assert {("2031-03-03", 400.0), ("2031-03-08", 372.0)} <= together


def test_what_was_said_long_before_the_reports_is_not_called_first(store: Store) -> None:
    point = named(store.made(Point), "p-detained")[0]
    old = replace(point.positions[0], actor="convention", party=None, utterances=("u-article-14",))
    d = make_dossier(
        replace(point, positions=(old, *point.positions), first=replace(point.first, said="u-article-14")), shelf_of(store), "en"
    )
    assert d.sayings[0].id == "u-article-14" and d.said_first is not None
    assert d.saying(d.said_first).said == "2031-03-03"


def test_parties_that_are_not_heard_on_a_point_are_named(store: Store) -> None:
    shelf = shelf_of(store, cast=True)
    assert shelf.cast is not None
    silent = dossier(store, "p-fine", cast=True).silent
    heard = {x.party for x in shelf.cast.identities if x.party}
    assert set(silent) <= {shelf.cast.party_name(p, "en") for p in heard}


def test_moments_stand_in_order_of_time_and_name_what_they_are(store: Store) -> None:
    d = dossier(store, "p-shots")
    days = [bounds(m.when) for m in d.moments]
    assert [low or high or "" for low, high in days] == sorted(low or high or "" for low, high in days)
    assert {"said", "carried"} <= {m.kind for m in d.moments}
    hers = {u.id for u in store.made(Utterance) if u.speaker == "kovel"}
    kovel = all_moments(shelf_of(store), "en", of=hers)
    assert len([m for m in kovel if m.kind == "said"]) == len(hers) and "event" not in {m.kind for m in kovel}
    assert len(all_moments(shelf_of(store), "en")) > len(kovel)


def test_the_liveliest_point_comes_first_and_points_are_found_by_words_of_any_language(store: Store) -> None:
    points = store.made(Point)
    assert liveliest(points, "en")[0].id == "p-detained"
    assert [p.id for p in named(points, "罚款")] == [p.id for p in named(points, "FINE paid")] == ["p-fine"]
    assert [p.id for p in named(points, "罰款")] == ["p-fine"] and named(points, "volcano") == ()


def test_a_point_whose_statements_are_gone_is_an_empty_dossier(store: Store) -> None:
    d = make_dossier(store.made(Point)[0], Shelf(lambda id: None, {u.id: u for u in store.made(Utterance)}), "en")
    assert d.rows == () and d.sayings == () and d.said_first is None
    assert "Who holds what" in draw_page([d], "en") and d.heading in markdown([d], "en")


# --- how it is shown ----------------------------------------------------------------------------------------------------------


def printed(d: Dossier, tongue: Tongue, width: int = 160) -> str:
    console = Console(file=io.StringIO(), width=width, record=True)
    print_dossier(console, d, tongue)
    return console.export_text()


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_form_has_the_parties_words_and_checks(store: Store, tongue: Tongue) -> None:
    d = dossier(store, "p-detained", tongue)
    denial = next(s for s in d.sayings if s.id == "u-kovel-0304").quoted.words
    machine = interface(tongue).checked["machine"]
    for form in (markdown([d], tongue), draw_page([d], tongue)):
        assert (
            all(row.name in form for row in d.rows)
            and machine in form
            and denial.split("“")[0][:20] in re.sub(r"</?b>", "", form)
        )
    table = printed(d, tongue)
    assert "Keldria" in table and machine in table and interface(tongue).day("2031-03-04") in table


def test_no_position_and_no_figure_stands_without_words_and_a_check(store: Store) -> None:
    for point in store.made(Point):
        d = make_dossier(point, shelf_of(store), "en")
        tree = html.fromstring(draw_page([d], "en"))
        for cell in tree.xpath("//div[@class='word' or @class='word turned']"):
            assert cell.xpath("./q[normalize-space()]") and cell.xpath(".//span[starts-with(@class, 'check ')]")
        rows = tree.xpath("//table[@class='plain']/tbody/tr")
        assert len(rows) == sum(len(s.counted) for s in d.scales)
        assert all(row.xpath(".//q[normalize-space()]") and row.xpath(".//span[starts-with(@class, 'check ')]") for row in rows)


def test_the_missing_stands_with_the_readers_miss_rate(store: Store) -> None:
    d = dossier(store, "p-shots")
    for form in (markdown([d], "en"), draw_page([d], "en"), " ".join(printed(d, "en").split())):
        assert "not that none was made" in form and re.search(r"missed \d+ of 100 statements in Chinese", form)


def test_links_of_the_page_lead_somewhere_and_ids_are_its_own(store: Store) -> None:
    page = draw_page([dossier(store, p.id) for p in store.made(Point)], "en")
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {h[1:] for h in tree.xpath("//@href") if h.startswith("#")}
    assert inside and inside <= set(ids)
    assert all(h.startswith(("#", "https://example.org/")) for h in tree.xpath("//@href"))


def test_the_page_asks_for_nothing_and_runs_nothing(store: Store) -> None:
    page = draw_page([dossier(store, "p-detained")], "zh")
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //@style | //@onclick") and "url(" not in page
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "script-src" not in policy


def test_hostile_words_show_as_words(tmp_path: Path) -> None:
    samples = load()
    with open_store(tmp_path / "hostile.db") as store:
        for name, record in samples.records.items():
            speaker = Speaker("x", HOSTILE, office=HOSTILE)
            statements = tuple(replace(s, speaker=speaker) for s in record.statements)
            report = replace(record.report, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
            store.add(replace(record, report=report, statements=statements), name=name)
        fill_points(store)
        d = dossier(store, "p-detained")
        d = replace(d, heading=HOSTILE)
        page, text, table = draw_page([d], "en"), markdown([d], "en"), printed(d, "en")
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //*[@onload]") and not [h for h in tree.xpath("//@href") if "javascript" in h]
    assert "49" not in tree.xpath("//title")[0].text
    assert "<script>" not in text and "](javascript" not in text.replace("\\]", "")
    assert not set(page + text + table) & set("\u202e\x1b")


def fill_points(store: Store) -> None:
    from web.filled import make

    make(store, load())


def test_json_says_who_looked_at_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    fill(path, load())
    with open_store(path) as store:
        first = dossier(store, "p-shots").sayings[-1].quoted
        record = store.judged(first.paper.key).record
        statement = next(s for s in record.statements if s.id == first.statement)
        store.judge(accepting(record, statement, by="mara", at="2031-03-15T10:00:00Z"))
        d = dossier(store, "p-shots")
    loose = json.loads(msgspec.json.encode(d))
    assert loose["schema"] == "reportedly/dossier/1"
    checked = {t["statement"]: (t["checked"], t["checked_by"]) for s in loose["sayings"] for t in s["tellings"]}
    assert checked[first.statement] == ("accepted", "mara") and d.looked_at()[0] == 1
    assert "mara" in markdown([d], "en") and "✓" not in markdown([d], "en")


def test_other_points_and_moments_are_listed(store: Store) -> None:
    console = Console(file=io.StringIO(), width=140, record=True)
    print_others(console, liveliest(store.made(Point), "en"), "en")
    print_moments(console, all_moments(shelf_of(store), "en", of={"u-hest-0305"}), "en")
    text = console.export_text()
    assert "p-fine" in text and "3 parties · 3 acts of saying" in text and "Dagmar Hest" in text and "carried" in text


def test_a_cell_is_cut_and_the_list_is_not(store: Store, tmp_path: Path) -> None:
    samples = load()
    long = f"We said {'no ' * 200_000}more than 300 men."
    report = replace(samples.records["02-en-pelagia-denial"].report, text=long, blocks=())
    words = report.span(0, len(long))
    quantity = Quantity(long.index("more"), len(long) - 5, "more than 300", 300, None, "more-than")
    statements = samples.records["02-en-pelagia-denial"].statements
    with open_store(tmp_path / "long.db") as other:
        fill(tmp_path / "long.db", samples)
        said = {s.statement.id: s for s in other.statements()}
        denial = next(
            t
            for u in other.made(Utterance)
            if u.id == "u-kovel-0304"
            for t in u.tellings
            if t.statement in {s.id for s in statements}
        )
        said = {
            denial.statement: replace(
                said[denial.statement],
                statement=replace(said[denial.statement].statement, content=(words,), quantities=(quantity,)),
            )
        }
        shelf = Shelf(said.get, {u.id: u for u in other.made(Utterance)})
        d = make_dossier(named(other.made(Point), "p-detained")[0], shelf, "en")
    page = draw_page([d], "en")
    tree = html.fromstring(page)
    cell, listed = tree.xpath("//div[@class='word']/q")[0], tree.xpath("//p[@class='quote']/q")[0]
    assert len(cell.text_content()) < 400 and cell.text_content().endswith("…")
    assert listed.text_content() == long and listed.xpath("./bdi/b")[0].text == "more than 300"
    assert len(printed(d, "en")) < 20_000
