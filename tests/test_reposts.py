"""Copies, excerpts and roundups are told from reports that only speak of the same."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.hanzi import simplified, spellings
from reportedly.intake import read_bytes
from reportedly.model import Copy, Given, Report, Telling, Utterance
from reportedly.page import read_page
from reportedly.reposts import Origins, Reposts, find_copies, find_roundups, order
from reportedly.reposts.folding import fold
from reportedly.reposts.winnowing import DENSE, SPARSE, winnow

FERRY_ZH = (
    "阿尔文岛轮渡公司周一宣布，从下月起每天增开四班往返大陆的渡轮，首班船清晨五点四十分离港。",
    "公司经理贝诺·卡斯特说，去年冬天有近三成乘客因班次太少改乘小船，“这让我们夜里睡不着觉”。",
    "岛上的面包师们最先得到消息，他们的面粉过去要在码头仓库里等上整整两天才能装船。",
    "港务局同时要求渡轮在大雾天鸣笛三声，并把救生衣的数量增加到载客量的一点二倍。",
    "渔民协会担心新航线穿过海带养殖区，要求公司先派潜水员查看水下的绳索再开航。",
    "卡斯特答应在开航前与渔民见面，但拒绝推迟时刻表，称油料合同早已签好。",
    "教师洛塔·温则希望周日也能有晚班船，好让住校的孩子们在家里吃完晚饭再走。",
)
DAM_ZH = (
    "卡伦河上游的老水坝出现一道两米长的裂缝，工程师们连夜用沙袋和木桩加固了坝脚。",
    "下游三个村子的居民被请到山坡上的学校过夜，村里的牛羊也一并赶上了高处。",
    "水利局长哈根·波尔表示裂缝没有继续扩大，水位在天亮前已经下降了四十厘米。",
    "他说修理要等到雨季结束，届时将从邻省运来两百根钢梁和一台旧式打桩机。",
    "反对派议员指责当局三年前就收到了检查报告，却把修坝的钱拿去铺了广场的石板。",
    "波尔否认此事，称那笔钱至今还躺在国库的账户里，一个铜板也没有动过。",
)
MUSEUM_ZH = (
    "特伦托城的钟表博物馆重新开放，馆内最老的座钟在停摆六十年后又敲响了十二下。",
    "修钟人马蒂亚花了四个冬天，用鱼骨和黄铜片替换了早已锈蚀的齿轮与擒纵叉。",
    "市长出席仪式时迟到了七分钟，他开玩笑说这是全城唯一一次迟到也算准时的机会。",
    "博物馆夜里将派两名守卫看守展品，因为去年有人从窗口偷走了一块怀表的表盖。",
    "参观者每人只能停留半小时，孩子们则可以在后院亲手给一座木钟上发条。",
)
HARVEST_ZH = (
    "今年的苹果收成比往年早了两周，果农们说是因为春天的雨水来得又急又足。",
    "北坡的老果园里，采摘工人不得不在夜里点灯干活，才赶在第一场霜冻前收完。",
    "合作社把价格定在每筐九克朗，比去年低了一克朗，为的是让城里人多买几筐。",
    "酿酒厂已经订下四千筐次果，准备酿一种微酸的起泡酒，在冬至那天开桶。",
    "果农赫拉说，她最担心的不是价格，而是山路上那座摇摇晃晃的木桥。",
)
FERRY_EN = (
    "The Alvin Island ferry company said on Monday that it would add four crossings a day from next month.",
    "The first boat will leave harbour at twenty to six in the morning, an hour earlier than now.",
    "Manager Benno Kast said that nearly a third of last winter's passengers had gone over to small boats.",
    "Bakers on the island were told first, since their flour used to wait two full days in a shed on the quay.",
    "The harbour office wants three blasts of the horn in fog and more life jackets than there are seats.",
    "Fishermen fear that the new route crosses their kelp beds and want divers to look at the ropes below.",
    "Kast promised to meet them before the first crossing, but would not put off the timetable.",
    "A teacher, Lotta Venn, asked for a late boat on Sundays so that boarders could have supper at home.",
)
NEW_TITLE = {"zh": "刚刚传来的消息让所有人都坐不住了", "en": "What everybody on the island is talking about"}


def report(name: str, text: str, *, published: str | None = None, language: str = "zh", outlet: str | None = None) -> Report:
    known = Given(published=published, language=language, outlet=outlet)
    return read_page(read_bytes(text.encode(), name=f"{name}.txt", given=known))


def story(title: str, sentences: Sequence[str], language: str = "zh") -> str:
    """Three sentences a paragraph under a title."""
    blank = "" if language == "zh" else " "
    paragraphs = [blank.join(sentences[n : n + 3]) for n in range(0, len(sentences), 3)]
    return "\n".join([title, *paragraphs])


ORIGINS = {
    "ferry": report("ferry", story("轮渡公司增开四班渡轮", FERRY_ZH), published="2031-03-04"),
    "dam": report("dam", story("老水坝裂缝连夜加固", DAM_ZH), published="2031-03-04"),
    "museum": report("museum", story("钟表博物馆重新开放", MUSEUM_ZH), published="2031-03-04"),
    "harvest": report("harvest", story("苹果收成提早两周", HARVEST_ZH), published="2031-03-04"),
}


def kinds(copies: Sequence[Copy]) -> dict[str, tuple[str, set[str]]]:
    return {c.page or "": (c.kind, set(c.of_pages)) for c in copies}


def test_stories_of_their_own_repeat_nothing() -> None:
    assert find_copies(ORIGINS.values()) == ()


@pytest.mark.parametrize(
    "changed",
    [
        story(NEW_TITLE["zh"], FERRY_ZH),
        story(NEW_TITLE["zh"], FERRY_ZH[:2] + FERRY_ZH[3:]),
        "\n".join([NEW_TITLE["zh"], "2031年3月9日 08:41 来源：远潮网 编辑：小禾", *FERRY_ZH, "分享到： 微信 微博 收藏 举报"]),
        "\n".join(x for s in FERRY_ZH for x in (s, NEW_TITLE["zh"])),
        story(NEW_TITLE["zh"], FERRY_ZH).replace("公司", "企业").replace("要求", "希望"),
        "".join(spellings(c)[-1] for c in story("轮渡公司增开四班渡轮", FERRY_ZH)).replace("，", ","),
    ],
    ids=["title", "a sentence dropped", "furniture", "stuffed", "words", "traditional"],
)
def test_a_copy_is_found_whatever_was_put_around_it(changed: str) -> None:
    (copy,) = find_copies([*ORIGINS.values(), report("again", changed, published="2031-03-05")])
    assert (copy.kind, copy.page, copy.of_pages, copy.first) == ("copy", "again.txt", ("ferry.txt",), "published")
    assert copy.share > 0.6 and copy.kept[0] > 0.7 and "published 2031-03-04" in copy.why[0]


def test_what_stands_in_both_is_aligned_to_the_letter() -> None:
    again = report("again", story(NEW_TITLE["zh"], FERRY_ZH[:3] + FERRY_ZH[4:]), published="2031-03-05")
    (copy,) = find_copies([ORIGINS["ferry"], again])
    pairs = [(again.text[a:b], ORIGINS["ferry"].text[c:d]) for a, b, c, d in copy.aligned]
    assert ["".join(x.split()) for x, _ in pairs] == ["".join(y.split()) for _, y in pairs]
    assert FERRY_ZH[3] not in "".join(y for _, y in pairs) and FERRY_ZH[4][:-1] in "".join(x for x, _ in pairs)
    assert copy.aligned_of == (0,) * len(copy.aligned)


def test_english_is_copied_too() -> None:
    first = report("one", story("Ferry company adds crossings", FERRY_EN, "en"), published="2031-03-04", language="en")
    text = story(NEW_TITLE["en"], FERRY_EN[:4] + FERRY_EN[5:], "en").replace("twenty to six", "5.40").upper()
    again = report("two", text, published="2031-03-05", language="en")
    assert kinds(find_copies([again, first])) == {"two.txt": ("copy", {"one.txt"})}


def test_a_lead_is_an_excerpt_and_parts_of_four_are_a_roundup() -> None:
    lead = report("lead", NEW_TITLE["zh"] + "\n" + "".join(FERRY_ZH[:3]), published="2031-03-05")
    parts = "\n".join("".join(some) for some in (FERRY_ZH[:4], DAM_ZH[1:5], MUSEUM_ZH[:4], HARVEST_ZH[1:]))
    roundup = report("roundup", "一周要闻\n" + parts, published="2031-03-06")
    found = kinds(find_copies([*ORIGINS.values(), lead, roundup]))
    assert found["lead.txt"] == ("excerpt", {"ferry.txt"})
    assert found["roundup.txt"] == ("roundup", {"ferry.txt", "dam.txt", "museum.txt", "harvest.txt"})


def test_two_that_quote_one_statement_do_not_copy_each_other() -> None:
    said = "“这让我们夜里睡不着觉，我们欠岛上每一户人家一个道歉，也欠他们一班准点的船，下个月起谁也不必再在码头上等到天黑”"
    one = report("one", f"轮渡公司道歉\n经理卡斯特说：{said}。\n" + "".join(HARVEST_ZH[:4]), published="2031-03-04")
    two = report("two", f"谁在等船\n面包师们听到卡斯特的话：{said}。\n" + "".join(MUSEUM_ZH[:4]), published="2031-03-05")
    assert find_copies([one, two]) == ()


def test_two_fillings_of_one_form_are_no_copies() -> None:
    form = "{0}市气象台今天上午发布大风警报，预计{0}市沿海风力{1}级，请{0}市各港口注意加固船只，{0}市渔船暂缓出海，请{0}市市民关好门窗。"
    one = report("one", "大风警报\n" + form.format("阿尔", 8), published="2031-03-04")
    two = report("two", "大风警报\n" + form.format("贝伦", 9), published="2031-03-05")
    assert not [c for c in find_copies([one, two]) if c.kind == "copy"]


def test_another_version_of_a_page_is_no_copy_of_it() -> None:
    one = report("same", story("轮渡公司增开四班渡轮", FERRY_ZH), published="2031-03-04")
    two = report("same", story("轮渡公司增开四班渡轮", FERRY_ZH[:-1]), published="2031-03-05")
    assert one.page == two.page and find_copies([one, two]) == ()


def test_what_many_reports_have_is_no_sign_of_copying() -> None:
    phrase = "本报提醒读者，转载须注明出处，如有疑问请致电编辑部，电话在每个工作日的上午九点到下午五点有人接听，节假日除外。"
    rnd = random.Random(7)
    letters = "山川河海风云雨雪春夏秋冬东西南北金木水火土日月星辰花鸟虫鱼"
    many = [
        report(f"r{n}", "日报\n" + "".join(rnd.choice(letters) for _ in range(300)) + "。\n" + phrase, published="2031-03-04")
        for n in range(70)
    ]
    assert find_copies(many) == ()


def test_a_copy_of_a_copy_has_the_first_origin() -> None:
    text = story(NEW_TITLE["zh"], FERRY_ZH)
    reports = [ORIGINS["ferry"], *(report(f"c{n}", text + f"\n第{n}版", published=f"2031-03-1{n}") for n in range(3))]
    copies = find_copies(reports)
    origins = Origins(copies)
    assert {origins.of_report(r.id) for r in reports} == {ORIGINS["ferry"].id}
    at = [(r.id, r.text.index("派潜水员"), r.text.index("派潜水员") + 20) for r in reports]
    assert origins.count(at) == 1 and origins.count([*at, (ORIGINS["dam"].id, 5, 20)]) == 2


def test_which_was_first_by_date_by_the_text_or_not_at_all() -> None:
    text = story("标题", FERRY_ZH)
    early, late = report("a", text, published="2031-03-04"), report("b", text + "。", published="2031-03-05")
    assert (order(early, late).earlier, order(late, early).earlier) == (True, False)
    assert order(report("a", text, published="2031-03-04T08:30"), report("b", text, published="2031-03-04")).earlier is None
    source = report("a", text, outlet="远潮通讯社")
    naming = report("b", text + "\n据远潮通讯社报道。", outlet="小禾网")
    told = order(source, naming)
    assert (told.earlier, told.by) == (True, "text") and "远潮通讯社" in told.why
    assert order(source, report("c", text + "\n完")).by == "undecided"


def test_what_comes_in_first_makes_no_difference() -> None:
    some = [*ORIGINS.values(), report("again", story(NEW_TITLE["zh"], FERRY_ZH), published="2031-03-05")]
    wanted = find_copies(some)
    for seed in range(3):
        assert find_copies(random.Random(seed).sample(some, len(some))) == wanted
    one_by_one = Reposts()
    for one in reversed(some):
        one_by_one.add(one)
    assert kinds(one_by_one.copies()) == kinds(wanted)


def test_a_roundup_in_other_words_is_known_by_what_it_tells() -> None:
    sources = [
        report(f"s{n}", f"来源{n}\n{text}", published="2031-03-04")
        for n, text in enumerate((FERRY_ZH[0], DAM_ZH[0], MUSEUM_ZH[0]))
    ]
    retold = report("retold", "综述\n" + HARVEST_ZH[0], published="2031-03-06")
    told = [
        Utterance(f"u{n}", "p", None, (Telling(sources[n % 3].id, f"s{n}", "verbatim"), Telling(retold.id, f"r{n}", "paraphrased")), f"s{n}", 2)
        for n in range(6)
    ]  # fmt: skip
    (copy,) = find_roundups([*sources, retold], told, ())
    assert copy.kind == "roundup" and set(copy.of) == {s.id for s in sources} and copy.share == 1.0
    assert find_roundups([*sources, retold], told[:5], ()) == ()


@pytest.mark.parametrize("text", ["", "\n\n", "。", "题目", "”“" * 10_000, "同" * 200_000, "ab " * 100_000, "\U0001f6a2" * 50])
def test_anything_is_compared_with_anything(text: str) -> None:
    began = time.process_time()
    some = [report("one", text), report("two", text + "一"), ORIGINS["ferry"]]
    for copy in find_copies(some):
        assert 0 <= copy.share <= 1 and {copy.page, *copy.of_pages} == {"one.txt", "two.txt"}
    assert time.process_time() - began < 10


@settings(max_examples=30, deadline=None)
@given(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯", min_size=40, max_size=120), st.integers(0, 10), st.data())
def test_any_shared_run_of_a_window_gives_a_fingerprint_in_common(shared: str, seed: int, data: st.DataObject) -> None:
    rnd = random.Random(seed)
    around = ["".join(rnd.choice("东西南北春夏秋冬金木水火") for _ in range(rnd.randrange(5, 60))) for _ in range(4)]
    one, two = winnow(fold(around[0] + shared + around[1])), winnow(fold(around[2] + shared + around[3]))
    assert DENSE.window + DENSE.k - 1 <= 40 and (DENSE.k, DENSE.window, SPARSE.k, SPARSE.window) == (8, 12, 25, 30)
    assert len(np.intersect1d(one.hashes, two.hashes)) >= 1


def test_letters_are_folded_one_for_one_with_their_places() -> None:
    text = "「Ｃafé ЁЖ」，岛国２０３１年"
    folded = fold(text)
    assert "".join(map(chr, folded.letters.tolist())) == "cafeеж岛国2031年"
    assert [text[n] for n in folded.places.tolist()] == list("ＣaféЁЖ岛国２０３１年")
    assert simplified("島國") == "岛国"
