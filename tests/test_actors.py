"""One speaker across reports, languages and scripts: invented people, with the offices that reports give them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest

from reportedly.actors import Cast, identify
from reportedly.actors.offices import read_office
from reportedly.actors.sounds import evidence
from reportedly.judgements import Link
from reportedly.model import ActorKind, Block, Judgement, Raw, Record, Report, Speaker, Statement, Target

LEAD = {"en": "On the quay, ", "zh": "在码头，", "ru": "На причале ", "ko": "부두에서 "}


def speaking(page: str, language: str, name: str, office: str | None = None, *, kind: ActorKind = "person") -> Record:
    """A report in which somebody says something."""
    text = f"{LEAD[language]}{name}: …ok"
    report = Report(
        id=sha256(text.encode() + page.encode()).hexdigest()[:16], page=page, text=text, language=language,
        raw=Raw("0" * 64, 1, "utf-8"), blocks=(Block(0, len(text), "body"),),
    )  # fmt: skip
    content = report.span(len(text) - 2, len(text))
    speaker = Speaker(name, name, office=office, kind=kind)
    return Record(report, (Statement(f"{page}-1", 1, "speech", content=(content,), speaker=speaker),))


def who(cast: Cast, record: Record) -> str:
    """The id of who speaks in a report."""
    found = cast.of(record, record.statements[0])
    assert found is not None
    return found.id


def test_a_full_name_is_one_in_four_scripts() -> None:
    records = [
        speaking("a", "en", "Irina Kovel"), speaking("b", "zh", "伊琳娜·科维尔"),
        speaking("c", "ru", "Ирина Ковель"), speaking("d", "ko", "이리나 코벨"),
    ]  # fmt: skip
    cast = identify(records)
    (one,) = cast.identities
    assert set(one.names) == {"en", "zh", "ru", "ko"} and one.called("ru") == "Ирина Ковель"
    assert len(one.statements) == len(one.reports) == 4
    assert all("nats" in line for line in one.why)


def test_two_of_one_surname_are_two() -> None:
    cast = identify([speaking("a", "en", "Leda Marran", "president"), speaking("b", "en", "Joren Marran", "governor")])
    assert len(cast.identities) == 2


def test_a_bare_surname_alone_never_merges_and_is_left_to_a_person() -> None:
    cast = identify([speaking("a", "en", "Tomas Belgrev"), speaking("b", "ru", "Белгрев")])
    assert len(cast.identities) == 2
    (pair,) = cast.suggestions
    assert {pair.one, pair.other} == set(cast.by_id) and "surname" in pair.why


def test_a_surname_with_the_same_office_of_the_same_state_is_one() -> None:
    records = [
        speaking("a", "en", "Tomas Belgrev", "Karvenia's foreign minister"),
        speaking("b", "zh", "贝尔格列夫", "卡尔维尼亚外长"),
    ]  # fmt: skip
    (one,) = identify(records).identities
    assert one.party == "x-karvenia"
    assert one.names == {"en": ("Tomas Belgrev",), "zh": ("贝尔格列夫",)}


def test_a_surname_with_the_office_of_another_state_is_another() -> None:
    records = [
        speaking("a", "en", "Tomas Belgrev", "Karvenia's foreign minister"),
        speaking("b", "en", "Belgrev", "Solmara's foreign minister"),
    ]  # fmt: skip
    assert len(identify(records).identities) == 2


def test_a_ministry_its_spokeswoman_and_its_ambassador_speak_for_one_state() -> None:
    records = [
        speaking("a", "zh", "卡尔维尼亚外交部", kind="organization"),
        speaking("b", "en", "Irena Dovic", "Karvenian foreign ministry spokeswoman"),
        speaking("c", "ru", "Григорий Алдин", "посол Карвении"),
        speaking("d", "en", "Karvenia", kind="organization"),
    ]
    cast = identify(records)
    assert {one.party for one in cast.identities} == {"x-karvenia"}
    assert len(cast.identities) == 4 and [one.name for one in cast.identities if one.is_party] == ["Karvenia"]
    assert cast.party_name("x-karvenia", "zh") == "卡尔维尼亚"


def test_known_states_go_by_their_codes() -> None:
    cast = identify(
        [speaking("a", "zh", "韩国外交部", kind="organization"), speaking("b", "ko", "한국 외교부", kind="organization")]
    )
    assert {one.party for one in cast.identities} == {"KR"}


def test_what_stands_before_的_is_no_state() -> None:
    assert read_office("一名不愿具名的卡国高级官员", "zh").place in ("卡", "卡国")
    assert read_office("卡尔维尼亚外交部发言人", "zh").place == "卡尔维尼亚"


def link(one: str, other: str, same: bool) -> Link:
    judgement = Judgement("2031-05-10T00:00:00Z", "mara", "merge" if same else "split", Target(one, one), "speaker")
    return Link("speaker", one, other, same, judgement)


@pytest.mark.parametrize(
    ("names", "links", "speakers"),
    [
        (("Petra Lindqvist", "Pia Lund"), [link("a-1", "b-1", same=True)], 1),
        (("Petra Lindqvist", "Petra Lindqvist"), [], 1),
        (("Petra Lindqvist", "Petra Lindqvist"), [link("a-1", "b-1", same=False)], 2),
    ],
)
def test_people_have_the_last_word(names: tuple[str, str], links: Sequence[Link], speakers: int) -> None:
    records = [speaking(page, "en", name) for page, name in zip("ab", names, strict=True)]
    assert len(identify(records, links=links).identities) == speakers


@pytest.mark.parametrize(
    ("one", "same", "other"), [("科维尔", "kovel", "dornik"), ("ковель", "kovel", "sorell"), ("코벨", "kovel", "quill")]
)
def test_a_name_is_nearer_to_its_own_spelling(one: str, same: str, other: str) -> None:
    assert evidence(one, same) > 2 > 0 > evidence(one, other)
    assert evidence(one, same) == evidence(same, one)


def test_the_same_reports_give_the_same_cast() -> None:
    records = [speaking(f"p{n}", "en", name) for n, name in enumerate(("Irina Kovel", "Kovel", "Ira Kowel", "Edda Sorell"))]
    assert identify(records) == identify(records)
    assert who(identify(records), records[0]) != who(identify(records), records[3])


def test_no_reports_have_no_speakers() -> None:
    assert identify([]).identities == ()
