"""Numbers in words and figures, with their bounds and units, in the four languages."""

import json
import time
from pathlib import Path

import pytest

from reportedly.gold import load_gold
from reportedly.model import Span
from reportedly.numbers import count, find_quantities, unit_id

SHARED = Path(__file__).parents[2] / "shared"

# One expression a line: words of a statement | low high bound unit (– for open or none). Several quantities are parted by ;.
ZH = """
流量超过每秒3000立方米 | 3000 – more-than 立方米/秒
已有37个村庄被淹 | 37 37 exact 个
4.1万余人受灾 | 41000 – more-than 人
1万多名士兵抵达 | 10000 – more-than 人
三千余人被困 | 3000 – more-than 人
数十名工程师 | 20 99 about 人
数百人受伤 | 200 999 about 人
数万人上街 | 20000 99999 about 人
上百名学生 | 100 – at-least 人
上千人集会 | 1000 – at-least 人
近百人失踪 | 100 100 about 人
约3.85万人 | 38500 38500 about 人
大约二百架次 | 200 200 about 架
两架无人机 | 2 2 exact 架
八孔闸门全部打开 | 8 8 exact 个
一千多人 | 1000 – more-than 人
20多万人 | 200000 – more-than 人
十几名儿童 | 11 19 about 人
二十几个 | 21 29 about 个
三五个人 | 3 5 range 个
七八十辆卡车 | 70 80 range 辆
10至20人 | 10 20 range 人
10—20人 | 10 20 range 人
3-4万人 | 30000 40000 range 人
15到18个营 | 15 18 range 营
最多可能有600人 | – 600 up-to 人
不超过50人 | – 50 up-to 人
不足3万人 | – 30000 up-to 人
至少60名 | 60 – at-least 人
不少于一百二十人 | 120 – at-least 人
5000人以上 | 5000 – at-least 人
20人左右 | 20 20 about 人
48小时内作出解释 | – 48 up-to 小时
至迟于24小时前通知 | 24 – at-least 小时
两个半小时 | 2.5 2.5 exact 小时
没有一名工程师入境 | 0 0 exact 人
一亿两千万元 | 120000000 120000000 exact 元
14.6万人死亡 | 146000 146000 exact 人
１２６００人 | 12600 12600 exact 人
3,200立方米 | 3200 3200 exact 立方米
增长百分之三点 | 3 3 exact %
下降0.4% | 0.4 0.4 exact %
多名官员 | 2 – vague 人
若干人 | 2 – vague 人
逾41.4万例 | 414000 – more-than 例
死3人，伤12人 | 3 3 exact 人; 12 12 exact 人
$2000万 | 20000000 20000000 exact 美元
六艘军舰 | 6 6 exact 艘
"""
ZH_NONE = """
2025年7月25日 | 第九条规定 | 波音737客机 | 24岁的男子 | 26日凌晨1时 | 19:05收到传真 | 7-11便利店 | 两国关系
四川省 | 一带一路 | 卡-52直升机 | 周三表示
三分之一的居民 | 一名男子 | 五角大楼 | F-16战机 | G7峰会 | 1987年签署 | 三号线停运 | 第二季度 | 二十国集团
2019全国优秀作品
"""
EN = """
at least 12 people | 12 – at-least people
more than 300 soldiers | 300 – more-than people
over 1,000 workers | 1000 – more-than people
dozens of engineers | 20 99 about people
hundreds of villagers | 200 999 about people
thousands of protesters | 2000 9999 about people
tens of thousands of people | 20000 99999 about people
some 2,000 troops | 2000 2000 about people
nearly 40 | 40 40 about –
almost two hundred vehicles | 200 200 about vehicles
about 1,200 people | 1200 1200 about people
roughly half a million people | 500000 500000 about people
1.2 million people | 1200000 1200000 exact people
up to 600 engineers | – 600 up-to people
as many as 90 missiles | – 90 up-to missiles
no more than 15 officers | – 15 up-to people
fewer than ten cases | – 10 up-to cases
less than 5 percent | – 5 up-to %
between 10 and 20 drones | 10 20 range drones
10–20 vehicles | 10 20 range vehicles
10 to 20 people | 10 20 range people
two or three gates | 2 3 range gates
two and a half hours | 2.5 2.5 exact hours
3,200 cubic metres of water per second | 3200 3200 exact cubic metres per second
900 cubic metres a second | 900 900 exact cubic metres per second
48 hours to explain | 48 48 exact hours
within five days | – 5 up-to days
twenty-five villages | 25 25 exact villages
three hundred and fifty homes | 350 350 exact buildings
a dozen ships | 12 12 exact ships
two dozen gates | 24 24 exact gates
not a single engineer | 0 0 exact –
more than a thousand | 1000 – more-than –
the 300 figure | 300 300 exact –
20 more observers | 20 20 exact people
several soldiers | 2 – vague people
$20 billion | 20000000000 20000000000 exact dollars
50 or more people | 50 – at-least people
an estimated 38,500 residents | 38500 38500 about people
37 villages and 41,000 people | 37 37 exact villages; 41000 41000 exact people
exceeding 800 cubic metres per second | 800 – more-than cubic metres per second
no fewer than 60 fighters | 60 – at-least people
five tonnes of wheat | 5 5 exact tonnes
eight battalions | 8 8 exact battalions
"""
EN_NONE = """
in 2020 the deal | July 25 | Article 9 of the treaty | a Boeing 737 jet | a 33-year-old man
at 7:05 p.m. on Wednesday | the 21st century | COVID-19 patients | an F-16 | the G7
in the 1990s | 24/7 coverage | World War II | one of the ministers | Flight 312 | the 2015 nuclear deal
the first three | 9/11 | Room 101 | on 25 July 2031
"""
RU = """
свыше 3000 человек | 3000 – more-than человек
более 500 солдат | 500 – more-than человек
более сотни жителей | 100 – more-than человек
более тысячи человек | 1000 – more-than человек
около 900 кубометров в секунду | 900 900 about кубометров в секунду
примерно 40 беспилотников | 40 40 about беспилотников
порядка 1,5 тыс. жителей | 1500 1500 about человек
почти два миллиона доз | 2000000 2000000 about –
не превышал 1450 кубометров в секунду | – 1450 up-to кубометров в секунду
до 180 миллиметров осадков | – 180 up-to миллиметров
не более 15 машин | – 15 up-to машин
менее 10 процентов | – 10 up-to %
в течение пяти дней | – 5 up-to дней
не менее 60 человек | 60 – at-least человек
по меньшей мере 12 раненых | 12 – at-least человек
минимум 4 миллиона евро | 4000000 – at-least евро
два затвора | 2 2 exact затворов
три из восьми затворов | 3 3 exact затворов; 8 8 exact затворов
два с половиной часа | 2.5 2.5 exact часов
полтора миллиона человек | 1500000 1500000 exact человек
десятки домов | 20 99 about домов
сотни людей | 200 999 about человек
тысячи человек | 2000 9999 about человек
десятки тысяч человек | 20000 99999 about человек
3 тыс. солдат | 3000 3000 exact человек
1,2 млн человек | 1200000 1200000 exact человек
12 600 человек | 12600 12600 exact человек
двести иностранных инструкторов | 200 200 exact человек
ни одного инженера | 0 0 exact –
от 10 до 20 ракет | 10 20 range ракет
10–20 ракет | 10 20 range ракет
четыре-пять месяцев | 4 5 range месяцев
двадцать пять сёл | 25 25 exact сёл
сто тридцать домов | 130 130 exact домов
на 8 кг | 8 8 exact килограммов
0,5 процента | 0.5 0.5 exact %
300 000 евро | 300000 300000 exact евро
несколько человек | 2 – vague человек
двое военных | 2 2 exact человек
пятеро детей | 5 5 exact человек
400 человек и более | 400 – at-least человек
сорок тонн зерна | 40 40 exact тонн
48 часов | 48 48 exact часов
"""
RU_NONE = """
в 2021 году | 26 июля | 9-я статья договора | Боинг-737 | в 19:05 | Су-34 | один из министров | статья 9
в 2021–2022 годах | № 5
первый этап | XXI век | 15-й батальон | в 7 часов утра | 90-е годы | оба министра | 25-летний мужчина | рейс 312
1987 год | ковид-19
"""
KO = """
약 300명 | 300 300 about 명
1만2000명 | 12000 12000 exact 명
주민 4만1000여 명 | 41000 – more-than 명
수십 명 | 20 99 about 명
수백 명 | 200 999 about 명
수천 명이 모였다 | 2000 9999 about 명
최소 450명 | 450 – at-least 명
적어도 초당 1380㎥ | 1380 – at-least ㎥/초
1000여 명 | 1000 – more-than 명
마을 37곳이 물에 잠겼다 | 37 37 exact 곳
48시간 안에 | – 48 up-to 시간
72시간 이내 | – 72 up-to 시간
한 명도 없다 | 0 0 exact 명
50명 이상 | 50 – at-least 명
100명 이하 | – 100 up-to 명
10~20명 | 10 20 range 명
10명에서 20명 | 10 20 range 명
삼백 명 | 300 300 exact 명
두 명 | 2 2 exact 명
세 개 | 3 3 exact 개
수문 여덟 개 | 8 8 exact 개
초당 800㎥를 넘 | 800 – more-than ㎥/초
25일간 | 25 25 exact 일
230개 이상의 로켓 | 230 – at-least 개
9조원 | 9000000000000 9000000000000 exact 원
3억 달러 | 300000000 300000000 exact 달러
최대 600명 | – 600 up-to 명
대략 40명 | 40 40 about 명
40명가량 | 40 40 about 명
20명 안팎 | 20 20 about 명
12%를 넘 | 12 – more-than %
27만5000명 | 275000 275000 exact 명
14대 | 14 14 exact 대
드론 80대 | 80 80 exact 대
공병 3개 대대 | 3 3 exact 개
두 시간 반 | 2.5 2.5 exact 시간
1.2% 성장 | 1.2 1.2 exact %
여러 명 | 2 – vague 명
3개월 | 3 3 exact 개월
5톤 | 5 5 exact 톤
여섯 척 | 6 6 exact 척
100만 명 | 1000000 1000000 exact 명
"""
KO_NONE = """
2025년 | 3월 3일 | 제9조 | 보잉 737 | 26살 남성 | 오후 7시 5분 | 두 번째 | 6자회담 | 12호실 | F-16 | 3차 회의
1987년 조약 | 한국 정부 | 세계 정상
2단계 | 이번 사건 | 네트워크 | 만약 | 조사 결과 | 19시 30분
"""


def rows(table: str) -> list[tuple[str, list[str]]]:
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return [(text, want.split("; ")) for text, want in lines]


def said(text: str, language: str) -> list[str]:
    def shown(x: float | None) -> str:
        return "–" if x is None else f"{x:.10g}" if x < 1e10 else f"{x:.0f}"

    found = find_quantities(Span(5, 5 + len(text), text), language)
    return [f"{shown(q.low)} {shown(q.high)} {q.bound} {q.unit or '–'}" for q in found]


TABLES = {"zh": ZH, "en": EN, "ru": RU, "ko": KO}


@pytest.mark.parametrize(("language", "text", "want"), [(la, t, w) for la, table in TABLES.items() for t, w in rows(table)])
def test_number_is_read_with_its_bound_and_unit(language: str, text: str, want: list[str]) -> None:
    assert said(text, language) == want


@pytest.mark.parametrize("language", TABLES)
def test_every_language_has_forty_expressions(language: str) -> None:
    assert len(rows(TABLES[language])) >= 40


NONE = {"zh": ZH_NONE, "en": EN_NONE, "ru": RU_NONE, "ko": KO_NONE}


def expressions(table: str) -> list[str]:
    return [text.strip() for line in table.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize(("language", "text"), [(la, text) for la, table in NONE.items() for text in expressions(table)])
def test_date_name_or_ordinal_is_no_quantity(language: str, text: str) -> None:
    assert said(text, language) == []


def test_quantity_quotes_the_report_and_tells_what_it_counts_and_its_stage() -> None:
    text = "他说，1万多名士兵已抵达边境，37人死亡"
    one, two = find_quantities(Span(3, len(text), text[3:]), "zh")
    assert text[one.start : one.end] == one.text == "1万多名"
    assert (one.of, one.stage, two.stage) == ("士兵", "arrived", "killed")
    assert text[two.start : two.end] == "37人"


@pytest.mark.parametrize(
    ("text", "language", "of", "stage"),
    [
        ("决定派遣1200名工程师", "zh", "工程师", "sent"),
        ("about 300 engineers have arrived", "en", "engineers", "arrived"),
        ("свыше 40 жителей эвакуированы", "ru", "жителей", "evacuated"),
        ("주민 300명이 대피했다", "ko", "주민", "evacuated"),
        ("14 unmarked drones were shot down", "en", "unmarked drones", "destroyed"),
    ],
)
def test_what_is_counted_and_stage(text: str, language: str, of: str, stage: str) -> None:
    (q,) = find_quantities(Span(0, len(text), text), language)
    assert (q.of, q.stage) == (of, stage)


def test_units_of_four_languages_are_one() -> None:
    people = ["300人", "300 people", "300 человек", "300명"]
    flows = ["每秒900立方米", "900 cubic metres a second", "900 кубометров в секунду", "초당 900㎥"]
    for texts, want in ((people, "person"), (flows, "m3/second")):
        for text, language in zip(texts, TABLES, strict=True):
            (q,) = find_quantities(Span(0, len(text), text), language)
            assert q.unit and unit_id(q.unit, language) == want


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko", "fr"])
def test_odd_text_gives_no_error_and_spans_inside(language: str) -> None:
    odd = ["", "𝟛 𝟜𝟝 😀12😀", "9" * 4000, "1,2,3,4" * 500, "万" * 3000, "数数数百百百", "one two three", "여여여"]
    for text in [*odd, "и 1 и 2 и", "第" * 999]:
        for q in find_quantities(Span(7, 7 + len(text), text), language):
            assert 7 <= q.start < q.end <= 7 + len(text)
            assert q.text == text[q.start - 7 : q.end - 7]


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko"])
def test_long_text_is_read_in_linear_time(language: str) -> None:
    text = TABLES[language].replace("\n", " ") * 6

    def seconds(words: str) -> float:
        began = time.process_time()
        find_quantities(Span(0, len(words), words), language)
        return time.process_time() - began

    seconds(text)
    assert seconds(text * 8) < 20 * seconds(text) + 0.5


@pytest.mark.parametrize("language", ["zh", "en", "ru", "ko"])
def test_a_line_without_end_is_read_in_seconds(language: str) -> None:
    for piece in ("9", "a", "万", "1,", "수", "A-", "三", "один ", "two ", " ", "第", "1 "):
        text = piece * (30_000 // len(piece))
        began = time.process_time()
        find_quantities(Span(0, len(text), text), language)
        assert time.process_time() - began < 5, piece


@pytest.mark.parametrize(("dispute", "floor"), [("reservoir", 23), ("instructors", 18)])
def test_figures_of_the_disputes_are_found(dispute: str, floor: int) -> None:
    folder = SHARED / "disputes" / dispute
    if not folder.is_dir():
        pytest.skip("the shared disputes are not on this machine")
    points = json.loads((folder / "points.json").read_text(encoding="utf-8"))
    told = {u["id"]: u["statements"] for u in points["utterances"]}
    found = {
        f"{g.id}:{s.id}": {(q.low, q.high, q.bound) for q in s.quantities}
        for g in load_gold(folder / "gold.jsonl") for s in count(g.report(), g.as_statements())
    }  # fmt: skip
    wanted = [((f["low"], f["high"], f["bound"]), told[f["utterance"]]) for f in points["figures"]]
    assert sum(any(values in found.get(s, set()) for s in statements) for values, statements in wanted) >= floor
