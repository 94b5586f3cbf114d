from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.interface import Tongue, interface, own_tongue, shown
from reportedly.model import Quantity, Raw, Record, Relay, Report, Speaker, Statement, When
from reportedly.show import print_record, speakers


def printed(record: Record, tongue: Tongue = "en", *, width: int = 100, why: bool = False, colour: bool = False) -> str:
    out = StringIO()
    print_record(Console(file=out, width=width, force_terminal=colour, highlight=False), record, interface(tongue), why=why)
    return out.getvalue()


def test_a_sample_shows_who_when_act_and_words(samples: list[Record]) -> None:
    record = next(r for r in samples if r.report.page == "02-en-pelagia-denial")
    shown_table = printed(record)
    assert all(word in shown_table for word in ("Who", "Said", "Act", "Words", "Irina Kovel", "2031-03-04", "denies"))
    assert max(map(len, shown_table.splitlines())) <= 100


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_sample_fits_every_width(samples: list[Record], width: int) -> None:
    for record in samples:
        assert max(map(cell_len, printed(record, "zh", width=width).splitlines())) <= width


def test_speakers_have_a_colour_each(samples: list[Record]) -> None:
    record = next(r for r in samples if len([k for k in speakers(r) if k]) >= 3)
    coloured = printed(record, colour=True)
    assert all(f"\x1b[1;{code}m" in coloured for code in (36, 32, 35)) and "\x1b[" not in printed(record)


def test_relays_have_a_column_only_where_there_are_any() -> None:
    report = Report("r", "p", "Vela told Pelagia: no.", "en", raw=Raw("", 0, "utf-8"))
    said = Statement("1", 1, "speech", (report.span(19, 21),), source=report.span(0, 4))
    assert "Via" not in printed(Record(report, (said,)))
    relayed = replace(said, relays=(Relay(10, 17, "Pelagia"),))
    assert "Via" in printed(Record(report, (relayed,))) and "Pelagia" in printed(Record(report, (relayed,)))


def test_why_shows_all_words_and_each_reason() -> None:
    text = "Vela said " + "word " * 60
    report = Report("r", "p", text, "en", raw=Raw("", 0, "utf-8"))
    statement = Statement(
        "1", 1, "speech", (report.span(10, 309),), source=report.span(0, 4),
        speaker=Speaker("a", "Vela Mora", why="Vela → Vela Mora"),
        said=When("2031-03-08", "relative", None, "the same day"), confidence=0.9, why=("cue said",),
    )  # fmt: skip
    brief, whole = printed(Record(report, (statement,))), printed(Record(report, (statement,)), why=True)
    assert "…" in brief and "the same day" not in brief
    assert whole.count("word") == 60 and all(x in whole for x in ("Vela → Vela Mora", "the same day", "cue said", "90%"))


def test_nothing_found_is_said_with_its_doubt() -> None:
    out = printed(Record(Report("r", "p", "x", "en", raw=Raw("", 0, "utf-8")), warnings=("the page holds no text",)))
    assert "No statement was found" in out and "misses some" in out and "the page holds no text" in out


def test_a_report_cannot_steer_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[2Jhi\u202e\x9b31m"
    report = Report("r", "p", evil, "en", raw=Raw("", 0, "utf-8"), title=evil)
    statement = Statement("1", 1, "speech", (report.span(0, len(evil)),), speaker=Speaker("a", evil))
    out = printed(Record(report, (statement,), warnings=(evil,)), why=True)
    assert not set(out) & set("\x1b\x07\u202e\x9b") and "[bold]" in printed(Record(replace(report, title="[bold]x"), ()))


def test_shown_keeps_what_is_no_control() -> None:
    assert shown("据悉 «да» 🙂\tx\ny\r\n") == "据悉 «да» 🙂\tx\ny\n"


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [({"LC_ALL": "zh_CN.UTF-8"}, "zh"), ({"LANG": "zh_TW"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({}, "en")],
)
def test_the_locale_chooses_the_tongue(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], tongue: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert own_tongue() == tongue


def test_quantities_in_words() -> None:
    ui = interface("en")
    assert (
        ui.quantity_of(Quantity(0, 1, "x", 10_000, None, "more-than", "people", "sailors")) == "more than 10,000 people sailors"
    )
    assert ui.quantity_of(Quantity(0, 1, "x", 3, 4, "range")) == "between 3–4"
    assert interface("zh").quantity_of(Quantity(0, 1, "x", 12, 12, "exact", "人")) == "恰为 12 人"
