"""A draft's quotations are judged by what stored pages print, in four languages and every kind of mark."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.check import Checked, Piece, check, compared
from reportedly.check.deciding import _verdict
from reportedly.check.looking import Shelf, exact_places, matches, patched
from reportedly.check.quoted import Quoted, quotations, read_draft
from reportedly.check.runs import Page, best_chain
from reportedly.check.units import folded, units
from reportedly.gold import load_gold
from reportedly.model import Record, Span
from reportedly.names import name_speakers
from reportedly.store import Store, open_store

GOLD = Path(__file__).parent / "gold" / "gold.jsonl"


def named(record: Record) -> Record:
    """A record of gold with the speakers behind its sources."""
    statements, actors = name_speakers(record.report, record.statements)
    return replace(record, statements=statements, actors=actors)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("check") / "r.db") as made:
        for gold in load_gold(GOLD):
            made.add(named(gold.record()))
        yield made


@pytest.fixture(scope="module")
def shelf(store: Store) -> Shelf:
    return Shelf(store)


# --- units --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We won’t sign, Mr. Ré!", ["we", "won't", "sign", "mr", "re"]),
        ("船上有３７２人", ["船", "上", "有", "372", "人"]),
        ("繳清罰款", ["缴", "清", "罚", "款"]),
        ("Ещё 1 500 рублей", ["еще", "1500", "рублей"]),
        ("рост на 1,5 % и 1,500 тонн", ["рост", "на", "1,5", "%", "и", "1500", "тонн"]),
        ("말했다", ["말", "했", "다"]),
        ("a cease-fire at -5 and $20", ["a", "ceasefire", "at", "-", "5", "and", "$", "20"]),
        ("the F-16s, 10th", ["the", "f16s", "10th"]),
        ("……“”", []),
        ("", []),
    ],
)
def test_units_are_words_characters_and_numbers(text: str, plain: list[str]) -> None:
    cut = units(text)
    assert list(cut.plain) == plain
    assert all(text[a:b].strip() for a, b in zip(cut.starts, cut.ends, strict=True))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("We agree", "We agree", ()),
        ("we agree", "We agree", ("capitals",)),
        ("当天，就可以", "當天,就可以", ("traditional and simplified characters", "marks")),
        ("да, ещё", "да – еще", ("accents", "marks")),
        ("ＡＢ 1,500", "ab 1500", ("width", "capitals", "marks")),
        ("A  b", "A b", ("spaces",)),
    ],
)
def test_what_was_passed_over_is_told(one: str, other: str, told: tuple[str, ...]) -> None:
    assert units(one).plain == units(other).plain
    assert folded(one, other) == told


# --- where the words stand ----------------------------------------------------------------------------------------------------


def verdict_of(shelf: Shelf, words: str) -> str:
    """The verdict on some words whoever says them."""
    cut = units(words)
    if exact_places(shelf, cut):
        return "verbatim"
    found = matches(shelf, cut) or [m for m in [patched(shelf, cut)] if m]
    quoted = Quoted(Span(0, len(words), words), cut, None, False)
    return _verdict(quoted, found[0])[0] if found else "not-found"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("No Orvanian ship has been detained and nobody is being held,", "verbatim"),
        ("no   orvanian ship HAS been detained", "verbatim"),
        ("The Selwen is our guest until the wind drops", "verbatim"),
        ("No Orvanian ship has been detained and nobody is free", "altered"),
        ("No Orvanian ship has been moored and nobody is being held", "altered"),
        ("An Orvanian ship has been detained and nobody is being held", "altered"),
        ("No Orvanian ship has been detained … is being held", "cut"),
        ("We are aware of the reports ... to announce", "cut"),
        ("What would they be doing there ... potatoes", "cut"),
        ("nobody is being held until the wind drops", "spliced"),
        ("No Orvanian ship has been detained and have nothing to announce", "spliced"),
        ("No Orvanian ship has been detained, they ring every Sunday without fail", "spliced"),
        ("We are aware of the reports and this Sunday they did not ring", "spliced"),
        ("The harbour master has lost the only key to the signal tower", "not-found"),
        ("當天就可以解纜", "verbatim"),
        ("当天就可以解缆", "verbatim"),
        ("船是在公海被劫走的，我们一个铜板也不会付。", "verbatim"),
        ("船是在公海被劫走的，我们一个铜板也会付。", "altered"),
        ("船是在公海被拖走的，我们一个铜板也不会付", "altered"),
        ("巡逻艇的航海日志里写了什么，我既不证实，也不否认", "verbatim"),
        ("巡逻艇的航海日志……我既不证实，也不否认", "cut"),
        ("难道每条渔船靠一夜码头，我们一个铜板也不会付", "spliced"),
        ("灯塔看守人把唯一的钥匙掉进了冰窟窿", "not-found"),
    ],
)
def test_words_are_judged_by_where_they_stand(shelf: Shelf, words: str, verdict: str) -> None:
    assert verdict_of(shelf, words) == verdict


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko"])
def test_every_statement_stands_where_it_was_taken_from(shelf: Shelf, store: Store, language: str) -> None:
    tried = 0
    for record in store.records():
        for s in record.statements if record.report.language.startswith(language) else ():
            if len(s.content) == 1 and len(units(s.content[0].text)) > 6:
                found = exact_places(shelf, units(s.content[0].text))
                assert any(s.content[0].start <= p.whole[0] and p.whole[1] <= s.content[0].end for p in found), s.content[0].text
                tried += 1
    assert tried >= 5


def test_a_number_that_differs_is_another_word(shelf: Shelf) -> None:
    (record,) = [r for r in shelf.store.records() if "372" in r.report.text and r.report.language == "en"][:1]
    line = next(x for x in record.report.text.split("\n") if "372" in x)
    assert verdict_of(shelf, line) == "verbatim"
    assert verdict_of(shelf, line.replace("372", "327")) == "altered"


def test_runs_join_over_small_changes_and_part_where_the_place_changes() -> None:
    page = Page.of(units("One two three four five six seven eight nine ten.\n" + "\n".join(f"line {n} of many" for n in range(30))
                         + "\nEleven twelve thirteen fourteen fifteen."))  # fmt: skip
    joins = {
        "one two three four FIFTY six seven eight": ("change",),
        "one two three seven eight nine ten": ("cut",),
        "one two three four five eleven twelve thirteen fourteen fifteen": ("jump",),
        "six seven eight nine one two three four": ("jump",),
    }
    for words, wanted in joins.items():
        chain = best_chain(units(words), page)
        assert chain is not None and chain.joins == wanted, words
    assert best_chain(units("nothing of this kind"), page) is None


def test_a_difference_goes_from_the_page_to_the_draft() -> None:
    assert compared("Nobody is held here.", "Nobody was held") == (
        Piece("same", "Nobody "), Piece("left-out", "is "), Piece("put-in", "was "), Piece("same", "held"), Piece("left-out", "here"),
    )  # fmt: skip
    assert compared("船长说，没有人", "船长说没有一个人")[1] == Piece("put-in", "一个")
    assert compared("", "") == ()


def test_a_long_quotation_and_a_long_page_take_no_time(store: Store) -> None:
    began = time.process_time()
    shelf = Shelf(store)
    for words in ("No Orvanian ship " * 3000, "船是在公海" * 5000, "a" * 500_000, "1.1" * 100_000, "“”" * 50_000, "-" * 100_000):
        cut = units(words)
        exact_places(shelf, cut)
        matches(shelf, cut)
        patched(shelf, cut)
    page = Page.of(units("同" * 300_000))
    assert page.exact(units("同" * 50).plain)
    best_chain(units("同同同异同同同"), page)
    assert time.process_time() - began < 20


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=100))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert all(piece.text for piece in compared(one, other))
    quoted, page = units(other), Page.of(units(one))
    chain = best_chain(quoted, page, quoted.left_out())
    for run in chain.runs if chain else ():
        assert quoted.plain[run.at : run.at_end] == page.units.plain[run.there : run.there_end] and run.size > 0
    assert not chain or all(a.at_end <= b.at for a, b in zip(chain.runs, chain.runs[1:], strict=False))


# --- the whole check ----------------------------------------------------------------------------------------------------------

DRAFT = """The row over the Selwen

Irina Kovel said: “No Orvanian ship has been detained and nobody is being held.”
Irina Kovel said: “No Orvanian ship has been detained and everybody is being held.”
Marta Oss said: "They ring every Sunday. This Sunday they rang."
Marta Oss said: ‘No Orvanian ship has been detained and nobody is being held.’
Colin Ashby said: «We are aware of the reports … to announce.»
Colin Ashby said: „The lighthouse has been sold to a company that makes umbrellas.“
Colin Ashby said: “She is bound to the quay by ropes that somebody must have tied.”
He spoke of a “guest”.
赫斯特说：“当天就可以解缆。”
赫斯特說：「巡邏艇的航海日誌裡寫了什麼，我既不證實，也不否認。」
"""


@pytest.fixture(scope="module")
def checked(store: Store) -> tuple[Checked, ...]:
    return check(DRAFT, store)


def one_of(checked: tuple[Checked, ...], words: str) -> Checked:
    return next(one for one in checked if words in one.text)


def test_a_draft_is_judged_quotation_by_quotation(checked: tuple[Checked, ...]) -> None:
    assert [one.verdict for one in checked] == [
        "verbatim", "altered", "altered", "another-speaker", "cut", "not-found", "not-found", "label", "verbatim", "verbatim",
    ]  # fmt: skip
    assert all(DRAFT[one.start : one.end] == one.text for one in checked)
    assert all(one.why for one in checked) and {one.reports for one in checked} == {13}
    assert [one.speaker for one in checked[:6]] == ["Irina Kovel"] * 2 + ["Marta Oss"] * 2 + ["Colin Ashby"] * 2


def test_what_differs_and_where_it_stands_is_shown(checked: tuple[Checked, ...], store: Store) -> None:
    one = one_of(checked, "everybody")
    assert [(p.kind, p.text.strip()) for p in one.difference] == [
        ("same", "No Orvanian ship has been detained and"), ("left-out", "nobody"), ("put-in", "everybody"), ("same", "is being held"),
    ]  # fmt: skip
    (found,) = one.found
    assert store.record(found.report).report.span(found.span.start, found.span.end) == found.span
    assert (found.speaker, found.checked, found.newest) == ("Irina Kovel", "machine", True)
    assert "13 reports" in one_of(checked, "lighthouse").why[0]
    assert "traditional and simplified characters" in one_of(checked, "当天就可以").folded


def test_the_same_draft_is_judged_the_same(checked: tuple[Checked, ...], store: Store) -> None:
    assert check(DRAFT, store) == checked


def test_words_of_another_speaker_are_told(store: Store) -> None:
    (one,) = check('"They ring every Sunday. This Sunday they did not ring," said Colin Ashby, a spokesman, on Tuesday.\n', store)
    assert one.verdict == "another-speaker" and one.found[0].speaker == "Marta Oss" and "not Colin Ashby" in one.why[0]


def test_words_of_an_older_version_are_found_and_told(tmp_path: Path) -> None:
    (gold,) = [g for g in load_gold(GOLD) if "peeling potatoes" in g.text]
    newer = replace(gold, text=gold.text.replace("peeling potatoes", "counting gulls"), statements=())
    with open_store(tmp_path / "r.db") as store:
        store.add(named(gold.record()))
        store.add(newer.record())
        (one,) = check('Kovel asked: "What would they be doing there, peeling potatoes?"', store)
    assert one.verdict == "verbatim" and not one.found[0].newest and "older version" in " ".join(one.why)


@pytest.mark.parametrize("draft", ["", "\n", "No marks at all.", "“", "”" * 1000, '"' * 9999, "“" * 9999, "《书》", "“”"])
def test_a_draft_without_quotations_has_none(draft: str, store: Store) -> None:
    assert all(one.verdict == "label" for one in check(draft, store))


def test_quotations_are_found_in_every_kind_of_mark() -> None:
    words = "nobody has seen the boat since"
    for left, right in ("“”", "‘’", "«»", "„“", "「」", "『』", '""'):
        (one,) = quotations(read_draft(f"Vela Mora said: {left}{words}{right} yesterday."))
        assert one.span.text == words and not one.label
