"""The speaker behind each source of whole (invented) reports, the actors, and the figures that must hold."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.gold import GoldReport, load_gold
from reportedly.model import Actor, Block, Credit, Raw, Record, Relay, Report, Span, Statement
from reportedly.names import actor_id, name_speakers

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TAG = re.compile(r"\[([sr]):([^\]]*)\]|\{([^}]*)\}")


def marked(language: str, text: str) -> tuple[Report, tuple[Statement, ...]]:
    """A report of marked text: [s:source], {content} in the same order, [r:relay] of the statement that its source begins.

    The first line is the headline if a blank line follows it.
    """
    plain, at, spans = "", 0, []
    for m in TAG.finditer(text):
        plain += text[at : m.start()]
        words = m[2] if m[1] else m[3]
        spans.append((m[1] or "c", Span(len(plain), len(plain) + len(words), words)))
        plain, at = plain + words, m.end()
    plain += text[at:]
    sources, contents = [s for k, s in spans if k == "s"], [s for k, s in spans if k == "c"]
    relays: dict[int, list[Relay]] = {}
    for i, (kind, span) in enumerate(spans):
        if kind == "r":
            relays.setdefault(sum(k == "s" for k, _ in spans[:i]), []).append(Relay(span.start, span.end, span.text))
    statements = tuple(
        Statement(str(n), n, "speech", (c,), source=s, relays=tuple(relays.get(n, ())))
        for n, (s, c) in enumerate(zip(sources, contents, strict=True))
    )
    return report_of(language, plain, headline="\n\n" in text), statements


def report_of(language: str, text: str, *, headline: bool = False) -> Report:
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block(at, at + len(line), "headline" if headline and n == 0 else "body"))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    raw = Raw(digest, len(text.encode()), "utf-8")
    return Report(id=digest[:16], page="test", text=text, language=language, raw=raw, blocks=tuple(blocks))


def speakers(language: str, text: str) -> list[str]:
    report, statements = marked(language, text)
    told, actors = name_speakers(report, statements)
    Record(report, told, actors)
    return [s.speaker.name if s.speaker else "" for s in told]


def named(actors: Iterable[Actor], name: str) -> Actor:
    return next(a for a in actors if a.name == name)


# --- Chinese ---


def test_a_chinese_report() -> None:
    text = (
        "[s:省长]称{上游夜里开了闸}\n\n"
        "南洲通讯社3月8日电 [s:北岭省省长约伦·马兰]8日说，{夜里没有人通知省里}。[s:他]还说，{{水头来得很快}}。\n"
        "[s:马兰]强调，{三十多个村子被淹}。[s:世界河流组织（世河组织）]当天发表声明称，{流量超过警戒线}。"
        "[s:声明]说，{各方应当克制}。[s:世河组织]还要求{公开水文记录}。[s:该组织]呼吁{各方坐下来谈}。\n"
        "[s:卡尔维国外交部发言人伊雷娜·多维]9日表示，{没有开过闸}。[s:发言人]重申，{记录可以公开}。[s:她]拒绝{透露更多细节}。"
    ).replace("{{", "{").replace("}}", "}")  # fmt: skip
    assert speakers("zh", text) == [
        "约伦·马兰", "约伦·马兰", "约伦·马兰", "约伦·马兰", *["世界河流组织（世河组织）"] * 4, *["伊雷娜·多维"] * 3,
    ]  # fmt: skip


def test_sub_headlines_glued_to_the_text() -> None:
    text = (
        "国际快讯\n[s:科]称{击落无人机} [s:沙]称{打击油库}[s:科萨兰国防部]18日称，{当天击落了三架沙尔坎无人机}。"
        "[s:沙尔坎总参谋部]同一天称，{打击了科萨兰一座油库}。沙尔坎政府没有说明伤亡。"
    )
    assert speakers("zh", text) == ["科萨兰国防部", "沙尔坎总参谋部", "科萨兰国防部", "沙尔坎总参谋部"]


def test_papers_stand_for_who_puts_them_out() -> None:
    text = (
        "据[s:南洲通讯社]26日报道，{河水漫过堤岸}。[s:报道]称，{两个村子断电}。\n"
        "当天，北岭省防汛指挥部发布洪水预警。[s:预警]指出，{夜里还有大雨}。[s:北岭大学的数据]显示，{雨量破了纪录}。\n"
        "根据两国《三河水域条约》第九条，放水须先通知。[s:该条约]规定，{不得夜间放水}。"
    )
    assert speakers("zh", text) == ["南洲通讯社", "南洲通讯社", "北岭省防汛指挥部", "北岭大学", "《三河水域条约》"]


def test_traditional_characters_and_two_of_one_family_name() -> None:
    text = (
        "總統萊達．馬蘭昨日到災區視察，[s:她]警告{再開一閘就告上法庭}。[s:下奧省省長約倫．馬蘭]則說，{他沒有看到開閘}。"
        "[s:省長馬蘭]又說，{水是夜裡來的}。"
    )
    assert speakers("zh", text) == ["萊達．馬蘭", "約倫．馬蘭", "約倫．馬蘭"]


def test_the_unnamed_keep_their_description() -> None:
    text = "[s:一名不愿具名的官员]透露，{只有两个人在场}。[s:北岭省水利厅相关负责人]介绍，{堤坝完好}。[s:专家]认为，{还要下雨}。"
    assert speakers("zh", text) == ["一名不愿具名的官员", "北岭省水利厅相关负责人", "专家"]


# --- English ---


def test_an_english_report() -> None:
    text = (
        "[s:Solmar] says {it was never told}\n\n"
        "SIVRA, March 8 - [s:Solmar's foreign minister] said {nobody had called}. "
        "Tomas Oriel, who spoke in Sivra, looked tired. "
        "{We had no warning}, [s:he] said. The [s:minister] added {that a letter came late}.\n"
        "[s:Ann Roe, head of the Office of Sea Safety (OSS)], said {the gauges had failed}. [s:Roe] said {they were old}, "
        "and [s:she] said {new ones would come}. The [s:OSS] said {it would pay}.\n"
        "[s:A senior official], who would not be named, said {two gates were open}. [s:Foreign ministry spokeswoman Gerda Wolm] "
        "said {the records were public}."
    )
    assert speakers("en", text) == [
        *["Tomas Oriel"] * 4, "Ann Roe", "Ann Roe", "Ann Roe", "Office of Sea Safety", "senior official", "Gerda Wolm",
    ]  # fmt: skip


def test_a_company_is_no_ministry() -> None:
    text = (
        "The ferry operator Lakeways denied the charge. The transport ministry opened an inquiry. "
        "The [s:company] said {it would help}. The [s:ministry] said {it would wait}."
    )
    assert speakers("en", text) == ["Lakeways", "transport ministry"]


def test_somebodys_kin_and_spokesman() -> None:
    text = (
        "President Greta Holm-Osei left early. [s:Her spokesman] said {she was tired}. "
        "[s:her daughter, Nadia Holm], said {she slept}. [s:Her daughter] said {all was well}."
    )
    assert speakers("en", text) == ["Greta Holm-Osei's spokesman", "Nadia Holm", "Nadia Holm"]


# --- Russian ---


def test_a_russian_report() -> None:
    text = (
        "[s:Министр]: {створки были закрыты}\n\n"
        "Об этом заявил [s:министр водных ресурсов Карвении Антон Белгрев]. {Ни одна створка не открыта}. "
        "По словам [s:Белгрева], {всё было по правилам}. {Мы проверили}, - сказал [s:он]. "
        "[s:Глава ведомства] добавил, что {записи есть}.\n"
        "В [s:Национальной службе гражданской защиты] сообщили, что {пострадали тысячи}. По данным [s:службы], {вода уходит}. "
        "По мнению [s:экспертов], {паводок пройдёт}. [s:Пресс-секретарь президента Карвении Ирина Дольм] отказалась {отвечать}. "
        "[s:Она] напомнила, что {идёт проверка}."
    )
    assert speakers("ru", text) == [
        *["Антон Белгрев"] * 5, *["Национальная служба гражданской защиты"] * 2, "эксперты", "Ирина Дольм", "Ирина Дольм",
    ]  # fmt: skip


# --- Korean ---


def test_a_korean_report() -> None:
    text = (
        "[s:안톤 벨그레프 카르베니 수자원부 장관]은 13일 {수문을 연 적이 없다}고 말했다. "
        "[s:벨그레프 장관]은 {기록을 공개하겠다}고 했다. [s:그]는 {통보도 했다}고 덧붙였다. 카르베니 정부는 회의를 열었다.\n"
        "[s:노르바 외무부의 게르다 볼름 대변인]은 {확인하지 못했다}고 했다. [s:하늘섬 기상청]은 {비가 더 온다}고 전했다. "
        "[s:익명의 소식통]은 {두 문이 열렸다}고 밝혔다."
    )
    assert speakers("ko", text) == [*["안톤 벨그레프"] * 3, "게르다 볼름", "하늘섬 기상청", "익명의 소식통"]


# --- what else a speaker and an actor carry ---


def test_office_kind_and_body_spoken_for() -> None:
    report, statements = marked("zh", "[s:卡尔维国外交部发言人伊雷娜·多维]说，{没有}。[s:多维]又说，{不会}。")
    told, _ = name_speakers(report, statements)
    first, second = (s.speaker for s in told)
    assert first is not None and second is not None
    assert (first.office, first.kind, first.on_behalf_of) == ("卡尔维国外交部发言人", "person", "卡尔维国外交部")
    assert second.office == "卡尔维国外交部发言人" and second.actor == first.actor
    assert second.why == "多维 → 伊雷娜·多维, the fullest name here" and second.why in told[1].why


@pytest.mark.parametrize(
    ("language", "source", "body"),
    [
        ("en", "Ann Roe, spokeswoman for the Sea Council", "Sea Council"),
        ("en", "Sea Council spokesman Bill Stone", "Sea Council"),
        ("ru", "пресс-секретарь президента Карвении Ирина Дольм", "президент Карвении"),
        ("ko", "이레나 도비치 카르베니 외무부 대변인", "카르베니 외무부"),
    ],
)
def test_bodies_spoken_for(language: str, source: str, body: str) -> None:
    report, statements = marked(language, f"[s:{source}] - {{x}}")
    speaker = name_speakers(report, statements)[0][0].speaker
    assert speaker is not None and speaker.on_behalf_of == body


def test_actors_have_all_names_and_mentions() -> None:
    text = "[r:南洲社]援引[s:外长奥列斯·塔兰]的话说，{会谈停了}。塔兰9日离开。[s:他]没有说{何时回来}。"
    report, statements = marked("zh", text)
    report = replace(report, agencies=(Credit(0, 3, "南洲社", "南洲社"),))
    told, actors = name_speakers(report, statements)
    taran = named(actors, "奥列斯·塔兰")
    assert [m.text for m in taran.mentions] == ["奥列斯·塔兰", "塔兰"]
    assert taran.id == actor_id(report, "奥列斯·塔兰") == told[1].speaker.actor  # type: ignore[union-attr]
    outlet = named(actors, "南洲社")
    assert outlet.kind == "organization" and told[0].relays[0].actor == outlet.id
    assert len({a.id for a in actors}) == len(actors)


def test_two_named_together() -> None:
    report, statements = marked("zh", "[s:议长罗莎·费恩和党鞭奥托·林德]宣布，{明天休会}。[s:费恩]说，{大家累了}。")
    told, actors = name_speakers(report, statements)
    assert [s.speaker.name for s in told if s.speaker] == ["罗莎·费恩和奥托·林德", "罗莎·费恩"]
    assert named(actors, "罗莎·费恩和奥托·林德").kind == "group"


def test_no_source_no_speaker() -> None:
    report = report_of("zh", "据悉，桥明天开通。")
    told, actors = name_speakers(report, (Statement("1", 1, "unattributed", (report.span(3, 8),)),))
    assert told[0].speaker is None and actors == ()


@pytest.mark.parametrize("words", ["“”", "…", " ", "的的的", "第", "()", "\U0001f600", "—"])
@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko", "fr"])
def test_odd_sources(language: str, words: str) -> None:
    report = report_of(language, f"{words}x")
    content, source = report.span(len(words), len(words) + 1), report.span(0, len(words))
    told, actors = name_speakers(report, (Statement("1", 1, "speech", (content,), source=source),))
    Record(report, told, actors)
    assert told[0].speaker is not None and told[0].speaker.actor in {a.id for a in actors}


def test_ten_thousand_statements() -> None:
    line = "外交部副部长奥列斯·塔兰说，没有人知道。他说，没有。该部称，数据在核实。声明说，无人受伤。"
    places = [(0, 12, 14, 19), (20, 21, 23, 25), (26, 28, 30, 35), (36, 38, 40, 44)]
    text = "\n".join([line] * 2500)
    spans = [tuple(x + n * (len(line) + 1) for x in place) for n in range(2500) for place in places]
    report = report_of("zh", text)
    statements = tuple(
        Statement(str(n), n, "speech", (report.span(c, d),), source=report.span(a, b)) for n, (a, b, c, d) in enumerate(spans)
    )
    began = time.perf_counter()
    told, _ = name_speakers(report, statements)
    assert time.perf_counter() - began < 30
    assert {s.speaker.name for s in told if s.speaker} >= {"奥列斯·塔兰"}


# --- figures ---


def same_name(a: str, b: str) -> bool:
    """As shared/tools/score.py: equal, or one inside the other and at least half as long."""
    short, long = sorted(("".join(c for c in n.casefold() if c.isalnum()) for n in (a, b)), key=len)
    return bool(short) and (short == long or (short in long and 2 * len(short) >= len(long)))


def right(gold: Iterable[GoldReport]) -> tuple[float, float]:
    """Per cent of speakers right, and of those whose name is not the source's own words; gold sources, core statements."""
    all_of, resolved = [], []
    for g in gold:
        statements = tuple(replace(s, speaker=None) for s in g.as_statements())
        told = {s.id: s for s in name_speakers(g.report(), statements)[0]}
        for s in g.statements:
            if s.speaker and s.kind not in ("unattributed", "summary", "back-reference") and s.parent is None:
                found = told[str(s.id)].speaker
                ok = found is not None and same_name(s.speaker, found.name)
                all_of.append(ok)
                if not (s.source and same_name(s.speaker, s.source[0].text)):
                    resolved.append(ok)
    return 100 * sum(all_of) / len(all_of), 100 * sum(resolved) / max(1, len(resolved))


def test_the_samples_keep_their_speakers() -> None:
    speaker, resolved = right(load_gold(ROOT / "tests" / "gold" / "gold.jsonl"))
    assert speaker >= 93 and resolved >= 91


@pytest.mark.skipif(not SHARED.exists(), reason="the development gold of ../shared is not here")
@pytest.mark.parametrize(
    ("files", "speaker", "resolved"),
    [
        (["gold/zh-dev", "gold/ru-dev", "gold/en-dev"], 94, 89),
        (["gold/zh-train", "gold/ru-train"], 94, 91),
        (["gold/ko-train", "gold/ko-dev"], 93, 70),
        (["disputes/reservoir/gold", "disputes/instructors/gold"], 91, 90),
    ],
)
def test_development_figures(files: list[str], speaker: float, resolved: float) -> None:
    found = right(g for f in files for g in load_gold(SHARED / f"{f}.jsonl"))
    assert found[0] >= speaker and found[1] >= resolved
