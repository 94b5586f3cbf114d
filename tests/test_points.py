"""Points in dispute: from short invented reports in all four languages, and from the gold of the disputes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly.actors import identify
from reportedly.acts import settle_acts
from reportedly.cli import cli
from reportedly.gold import load_gold
from reportedly.judgements import Link, Standing
from reportedly.missed import measured, miss_sentence, missed_of_100
from reportedly.model import (
    Act,
    Block,
    Judgement,
    Kind,
    Point,
    Raw,
    Record,
    Report,
    Speaker,
    Statement,
    Target,
    Telling,
    Utterance,
    When,
)  # fmt: skip
from reportedly.names import name_speakers
from reportedly.numbers import count
from reportedly.points import find_points
from reportedly.points.stages import mentions
from reportedly.statements import with_ids
from reportedly.store import open_store

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Line:
    """One statement of an invented report: who, which words, what it does, when, of which kind."""

    who: str
    words: str
    act: Act = "asserts"
    said: str = "2031-05-02"
    kind: Kind = "speech"


def report(name: str, language: str, lines: Iterable[Line], published: str = "2031-05-09") -> Record:
    """A report in which each line stands for itself, read as far as words tell: polarity, hedges, numbers."""
    some = list(lines)
    text = "".join(f"{x.who}: {x.words}\n" for x in some)
    digest, at, statements, blocks = sha256(text.encode()).hexdigest(), 0, [], []
    page = Report(digest[:16], name, text, language, published=published, raw=Raw(digest, len(text.encode()), "utf-8"))
    for n, x in enumerate(some):
        source, words = page.span(at, at + len(x.who)), page.span(at + len(x.who) + 2, at + len(x.who) + 2 + len(x.words))
        speaker = Speaker(x.who, x.who, kind="document" if x.kind == "document" else "person")
        statements.append(
            Statement(str(n), n, x.kind, content=(words,), source=source, speaker=speaker, said=When(x.said, "explicit"))
        )
        blocks.append(Block(source.start, words.end, "body"))
        at = words.end + 1
    page = replace(page, blocks=tuple(blocks))
    read = count(page, settle_acts(page, tuple(with_ids(name, tuple(statements)))))
    return Record(page, tuple(replace(s, act=x.act) for s, x in zip(read, some, strict=True)))


def acts_of_saying(records: Iterable[Record]) -> tuple[Utterance, ...]:
    """Every statement an act of saying of its own, those of one speaker on one day together."""
    known = list(records)
    cast = identify(known)
    told: dict[tuple[str, str | None], list[tuple[Record, Statement]]] = {}
    for r in known:
        for s in r.statements:
            who = cast.of(r, s)
            told.setdefault((who.id if who else s.id, s.said.edtf), []).append((r, s))
    return tuple(
        Utterance(
            id=f"u-{some[0][1].id}", speaker=who, said=said, first_here=some[0][1].id, origins=1,
            tellings=tuple(Telling(r.report.id, s.id, "verbatim") for r, s in some),
        )
        for (who, said), some in told.items()
    )  # fmt: skip


def points_of(*records: Record, **judged: object) -> dict[str, Point]:
    """The points of some records, by stage."""
    cast = identify(records)
    found = find_points(records, acts_of_saying(records), cast, {}, **judged)  # type: ignore[arg-type]
    return {p.stage or "": p for p in found}


def positions_of(point: Point, *records: Record) -> dict[str, list[str]]:
    """Every speaker's positions in order of time, by name."""
    names = {x.id: x.name for x in identify(records).identities}
    out: dict[str, list[str]] = {}
    for x in point.positions:
        out.setdefault(names.get(x.actor, x.actor), []).append(x.position)
    return out


LEAK = {
    "zh": (
        Line("田卓", "三号罐的酸液已经泄漏到河里"), Line("罗蕴", "没有任何泄漏", "denies"),
        Line("记者", "酸液是否泄漏", "asks", kind="question"), Line("顾岚", "对此不予置评", "neither-confirms-nor-denies"),
        Line("闻霁", "可能有少量酸液泄漏"),
    ),
    "en": (
        Line("Tarn Oswin", "acid from tank three has leaked into the river"), Line("Lira Moss", "nothing has leaked", "denies"),
        Line("reporters", "whether any acid had leaked", "asks", kind="question"),
        Line("Gail Arden", "no comment", "neither-confirms-nor-denies"), Line("Wen Ferris", "some acid may possibly have leaked"),
    ),
    "ru": (
        Line("Тарн Освин", "произошла утечка кислоты в реку"), Line("Лира Мосс", "никакой утечки не было", "denies"),
        Line("журналисты", "была ли утечка кислоты", "asks", kind="question"),
        Line("Гейл Арден", "комментировать это не буду", "neither-confirms-nor-denies"),
        Line("Вен Феррис", "возможно, произошла небольшая утечка"),
    ),
    "ko": (
        Line("탄오윤", "3번 탱크의 산이 강으로 유출됐다"), Line("모리라", "유출된 것은 전혀 없다", "denies"),
        Line("기자", "산이 유출됐는지", "asks", kind="question"), Line("아든일", "언급하지 않겠다", "neither-confirms-nor-denies"),
        Line("페윤수", "소량이 유출됐을 가능성이 있는 것으로 추정된다"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LEAK))
def test_who_asserts_denies_asks_and_leaves_open(language: str) -> None:
    record = report("plant", language, LEAK[language])
    point = points_of(record)["leaked"]
    held = positions_of(point, record)
    names = [x.who for x in LEAK[language]]
    assert held[names[0]] == ["asserts"]
    assert held[names[1]] == ["denies"]
    assert ["asks"] in held.values()
    assert held[names[3]] == ["neither-confirms-nor-denies"]
    assert held[names[4]] == ["asserts-hedged"]
    assert all(x.checked == "machine" for x in point.positions)
    assert point.wording[language] in record.report.text


def test_one_point_in_four_languages_has_the_printed_words_of_each() -> None:
    records = [report(f"plant-{x}", x, LEAK[x]) for x in LEAK]
    utterances = list(acts_of_saying(records))
    merged = replace(utterances[0], tellings=tuple(Telling(r.report.id, r.statements[0].id, "translated") for r in records))
    first = {r.statements[0].id for r in records}
    rest = [u for u in utterances if u.first_here not in first]
    (point,) = [p for p in find_points(records, [merged, *rest], identify(records), {}) if p.stage == "leaked"]
    assert set(point.wording) == set(LEAK)
    for record in records:
        assert point.wording[record.report.language] in record.report.text
    assert any("speak of “leaked”" in line for line in point.why)


@pytest.mark.parametrize(
    ("language", "plan", "deed"),
    [
        ("zh", "北岸已决定向岛上派遣医疗队", "医疗队已经抵达岛上"),
        ("en", "the north has decided to send a medical team to the island", "the medical team has arrived on the island"),
        ("ru", "север принял решение направить на остров врачей", "врачи уже прибыли на остров"),
        ("ko", "북측이 섬에 의료진을 파견하기로 결정했다", "의료진이 이미 섬에 도착했다"),
    ],
)
def test_what_is_decided_has_not_come_about(language: str, plan: str, deed: str) -> None:
    assert {m.stage for m in mentions(plan, language)} == {"decided"}
    assert {m.stage for m in mentions(deed, language)} == {"arrived"}


@pytest.mark.parametrize(
    ("language", "words", "negative"),
    [
        ("zh", "没有人死亡", True), ("zh", "3人死亡", False), ("en", "nobody was killed", True), ("en", "three were killed", False),
        ("ru", "никто не погиб", True), ("ru", "погибли трое", False), ("ko", "숨진 사람은 없다", True), ("ko", "3명이 숨졌다", False),
    ],
)  # fmt: skip
def test_a_negation_counts_in_its_own_clause(language: str, words: str, negative: bool) -> None:
    assert [m.negative for m in mentions(words, language) if m.stage == "killed"] == [negative]


def test_words_that_say_the_contrary_count_as_negative() -> None:
    (mention,) = [m for m in mentions("the doors opened by themselves", "en") if m.stage == "deliberate"]
    assert mention.negative
    assert mention.contrary


def test_a_speaker_who_says_other_than_before_has_changed() -> None:
    record = report("vote", "en", (
        Line("Ada Quint", "Ballots were forged in the south", said="2031-05-01"),
        Line("Bo Verrin", "No ballots were forged", "denies", "2031-05-02"),
        Line("Bo Verrin", "Forty ballots were forged", said="2031-05-05"),
    ))  # fmt: skip
    point = points_of(record)["forged"]
    assert positions_of(point, record)["Bo Verrin"] == ["denies", "asserts"]
    assert [(c.from_, c.to) for c in point.changes] == [tuple(f"u-{s.id}" for s in record.statements[1:])]
    assert point.first.said == f"u-{record.statements[0].id}"


def test_a_figure_that_is_taken_back_is_a_change_and_can_be_compared() -> None:
    record = report("quake", "en", (
        Line("Ida Holm", "120 people were killed", said="2031-05-01"),
        Line("Jan Reth", "nobody was killed", "denies", "2031-05-02"),
        Line("Ida Holm", "95 people were killed, not 120", said="2031-05-04"),
    ))  # fmt: skip
    point = points_of(record)["killed"]
    figures = {f.low: f for f in point.figures}
    assert {120, 95} <= set(figures)
    assert figures[120].comparable
    assert (f"u-{record.statements[0].id}", f"u-{record.statements[2].id}") in {(c.from_, c.to) for c in point.changes}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "如果再有一枚炮弹发射，我们将起诉"),
        ("en", "If a shot is fired again, we will go to court"),
        ("ru", "Если снова будет выстрел, мы пойдём в трибунал"),
        ("ko", "또다시 발포하면, 재판에 넘기겠다"),
    ],
)
def test_a_threat_hangs_on_its_condition_and_takes_it_as_done_before(language: str, words: str) -> None:
    shot = {"zh": "他们开枪了", "en": "they fired first", "ru": "они стреляли первыми", "ko": "그들이 먼저 발포했다"}[language]
    never = {"zh": "没有人开枪", "en": "nobody fired", "ru": "никто не стрелял", "ko": "아무도 발포하지 않았다"}[language]
    names = ("Ossa Lind", "Pell Marr", "Rua Tesh")
    record = report("border", language, (Line(names[0], shot), Line(names[1], never, "denies"), Line(names[2], words, "warns")))
    points = points_of(record)
    assert positions_of(points["sued"], record)["Rua Tesh"] == ["conditional"]
    assert positions_of(points["fired"], record)["Rua Tesh"] == ["presupposes"]


def test_a_standing_rule_takes_no_position() -> None:
    record = report("pact", "en", (
        Line("the pact", "each side shall not violate the line", said="1998", kind="document"),
        Line("Una Sorrel", "the north violated the pact", "accuses"), Line("Vic Thane", "We complied with the pact"),
    ))  # fmt: skip
    held = positions_of(points_of(record)["violated"], record)
    assert held == {"the pact": ["no-position"], "Una Sorrel": ["presupposes"], "Vic Thane": ["denies"]}


def test_where_most_say_that_nothing_came_about_that_is_the_point() -> None:
    record = report("sirens", "en", (
        Line("Nia Brock", "We were not notified", said="2031-05-01"), Line("Olo Stern", "nobody was notified"),
        Line("Pia Dorn", "everyone was notified", said="2031-05-03"),
    ))  # fmt: skip
    held = positions_of(points_of(record)["notified"], record)
    assert held == {"Nia Brock": ["asserts"], "Olo Stern": ["asserts"], "Pia Dorn": ["denies"]}


def test_what_nobody_disputes_is_no_point() -> None:
    record = report("feast", "en", (Line("Ada Quint", "The hall was opened on Monday"), Line("Bo Verrin", "The hall was opened")))
    assert points_of(record) == {}
    assert find_points([], [], identify([]), {}) == ()


def test_two_stories_never_share_a_point() -> None:
    one = report("plant", "en", LEAK["en"])
    other = report("ferry", "en", (Line("Kay Ludd", "oil leaked from the ferry"), Line("Moe Finch", "no oil leaked", "denies")))
    found = find_points([one, other], acts_of_saying([one, other]), identify([one, other]), {})
    assert [p.stage for p in found] == ["leaked", "leaked"]


def test_a_persons_position_wins_and_is_marked() -> None:
    record = report("plant", "en", LEAK["en"])
    judged = Standing("corrected", {"position": "corrected"}, "no-position", by="desk")
    point = points_of(record, standing={record.statements[0].id: judged})["leaked"]
    assert [(x.position, x.checked) for x in point.positions if x.utterances == (f"u-{record.statements[0].id}",)] == [
        ("no-position", "corrected")
    ]


def link(record: Record, one: int, other: int, *, same: bool) -> Link:
    ids = [record.statements[n].id for n in (one, other)]
    judgement = Judgement("2031-05-09T08:00:00Z", "desk", "merge" if same else "split", Target("plant", "words"), field="point")
    return Link("point", ids[0], ids[1], same, judgement)


def test_people_merge_and_split_points() -> None:
    record = report("plant", "en", (*LEAK["en"], Line("Zed Hollow", "Swimming is fun")))
    away, here = record.statements[4].id, record.statements[5].id
    point = points_of(record, links=[link(record, 5, 0, same=True), link(record, 0, 4, same=False)])["leaked"]
    on_it = {u for x in point.positions for u in x.utterances}
    assert f"u-{here}" in on_it
    assert f"u-{away}" not in on_it
    assert [line for line in point.why if "by desk" in line]


def test_it_is_the_same_every_time_and_stands_anything() -> None:
    noise = report(
        "noise", "en", (Line("Ada Quint", "leaked " * 20_000), Line("Bo Verrin", "”“" * 5_000 + " nothing leaked 𝔛", "denies"))
    )
    assert points_of(noise) == points_of(noise)


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {(a, b) for g in groups for a, b in combinations(sorted(set(g)), 2)}


@pytest.mark.parametrize(
    ("folder", "least"),
    [(ROOT / "tests/gold", 0.6), (SHARED / "disputes/reservoir", 0.75), (SHARED / "disputes/instructors", 0.5)],
)
def test_points_of_the_disputes_are_found_again(folder: Path, least: float) -> None:
    if not folder.is_dir():
        pytest.skip("the shared disputes are not on this machine")
    gold = json.loads((folder / "points.json").read_text(encoding="utf-8"))
    records: list[Record] = []
    called: dict[str, str] = {}
    for g in load_gold(folder / "gold.jsonl"):
        old = g.record()
        named, actors = name_speakers(old.report, old.statements)
        read = count(old.report, settle_acts(old.report, named))
        records.append(
            Record(old.report, tuple(replace(s, act=x.act) for s, x in zip(read, old.statements, strict=True)), actors)
        )
        called |= {
            f"{g.id}:{x.id}": s.id for x, s in zip(sorted(g.statements, key=lambda s: s.content[0].start), read, strict=True)
        }
    place = {s.id: r.report.id for r in records for s in r.statements}
    utterances = [
        Utterance(
            id=u["id"], speaker=u["speaker"], said=u.get("said"), first_here=called[u["statements"][0]], origins=1,
            tellings=tuple(Telling(place[called[s]], called[s], "verbatim") for s in u["statements"]),
        )
        for u in gold["utterances"]
    ]  # fmt: skip
    told = {u["id"]: u["statements"] for u in gold["utterances"]}
    wanted = pairs([s for x in p["positions"] for u in x["utterances"] for s in told[u]] for p in gold["points"])
    found = pairs(
        [s for x in p.positions for u in x.utterances for s in told[u]]
        for p in find_points(records, utterances, identify(records), {})
    )
    assert 2 * len(wanted & found) / (len(wanted) + len(found)) >= least


def test_the_command_lists_points_with_their_words_and_what_is_missed(tmp_path: Path) -> None:
    db = tmp_path / "some.db"
    with open_store(db, create=True) as store:
        store.add(report("plant", "en", LEAK["en"]))
    done = CliRunner().invoke(cli, ["points", "--db", str(db), "--json", "--about", "river acid"])
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    point = json.loads(line)
    assert point["schema"] == "reportedly/point/1"
    assert all(x["words"] and x["checked"] == "machine" for x in point["positions"])
    shown = CliRunner().invoke(cli, ["points", "--db", str(db), "--why"])
    assert "Lira Moss" in shown.stdout
    assert "[machine]" in shown.stdout
    assert f"{missed_of_100()['en']} in English" in shown.stderr
    nothing = CliRunner().invoke(cli, ["points", "--db", str(db), "--about", "volcano"])
    assert nothing.exit_code == 0
    assert "0 of 1 points" in nothing.stderr


def test_miss_rates_are_measured_for_every_language() -> None:
    assert set(measured()) == {"zh", "en", "ru", "ko"}
    assert all(0 < m.missed < m.statements for m in measured().values())
    assert all(str(n) in miss_sentence() for n in missed_of_100().values())
