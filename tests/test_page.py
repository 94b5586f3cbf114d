"""What each line of a page is there for, and what a page says of itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import IntakeError
from reportedly.gold import load_gold
from reportedly.intake import read_bytes, read_path
from reportedly.model import STATED_ROLES, Given, Report
from reportedly.page import page_warnings, read_page
from reportedly.page.captions import split_captions
from reportedly.page.dateline import read_dateline
from reportedly.page.language import detect_language
from reportedly.page.masthead import read_masthead
from reportedly.page.stated import read_dates

PAGES = Path(__file__).parent / "pages"
SHARED = Path(__file__).parents[2] / "shared"


def read(text: str, *, name: str = "report.txt", known: Given = Given()) -> Report:  # noqa: B008
    return read_page(read_bytes(text.encode(), name=name, given=known))


def page(name: str, encoding: str) -> Report:
    return read_page(read_bytes((PAGES / name).read_text(encoding="utf-8").encode(encoding), name=name))


def roles(report: Report) -> list[tuple[str, str]]:
    return [(block.role, report.text[block.start : block.end]) for block in report.blocks]


def of_role(report: Report, role: str) -> list[str]:
    return [words for its, words in roles(report) if its == role]


# Whole pages


def test_a_sloppy_repost_page_is_taken_apart() -> None:
    report = page("zh-repost.html", "gb18030")
    headline = "扣船风波再起?塞河外长回应:我们没有扣押任何一艘渔船!"
    assert (report.title, report.language, report.outlet, report.raw.encoding) == (headline, "zh", "大鱼资讯网", "gb18030")
    assert (report.byline, report.section, report.views, report.comments) == ("天下快看", "国际", 1234, 56)
    assert (report.published, report.published_basis) == ("2031-03-09T08:15", "stated")
    assert of_role(report, "body")[:2] == [
        "三天了,北湾还是没有等来她的渔民。",
        '据海潮社报道,塞河国外交部长莱安·托雷克周六在首都梅列对记者说:"我们没有扣押任何一艘渔船。'
        "这是例行检查,不是扣押。”他还补充说,船员们“想走随时可以走”。",
    ]
    assert of_role(report, "body")[3].endswith("目前还没有看到任何文件。")
    assert of_role(report, "repeat") == [headline, headline, headline, "扣船风波"]
    assert of_role(report, "caption") == ["停泊在梅列港外的北湾渔船", "梅列港资料图", "家属在码头等待消息", "托雷克在会上"]
    assert of_role(report, "credit") == ["图/海潮社", "图源网络", "摄影/海潮社记者", "海潮社 供图"]
    assert not any("评论区" in words or "脚本" in words for words in of_role(report, "body"))


def test_the_same_page_pasted_as_plain_text_is_read_the_same() -> None:
    html = page("zh-repost.html", "utf-8")
    kept = {"headline", "byline", "body", "caption", "credit", "repeat"}
    pasted = read(html.text)
    assert [r for r in roles(pasted) if r[0] in kept] == [r for r in roles(html) if r[0] in kept]
    assert (pasted.byline, pasted.section, pasted.published, pasted.views) == (
        html.byline,
        html.section,
        html.published,
        html.views,
    )


def test_an_english_article() -> None:
    report = page("en-article.html", "utf-8")
    assert report.title == "Veldmar says it ‘seized no boats’ as Norbay families wait"
    assert report.page == report.url == "https://courier.example/world/2031/mar/09/veldmar-boats"
    assert (report.byline, report.outlet, report.section) == ("Ines Farrow and Tom Addle", "The Harbour Courier", "World")
    assert (report.published, [credit.text for credit in report.agencies]) == ("2031-03-09T07:40", ["Tidewire"])
    assert of_role(report, "dateline") == ["9 March 2031, 7:40 am", "MERELE, March 8 (Tidewire) -"]
    assert of_role(report, "subhead")[1] == "“They can leave”"
    assert len(of_role(report, "body")) == 6
    assert of_role(report, "caption") == ["Relatives on the quay at Sandholm on Saturday."]
    assert "Anonymous said: they seized my uncle's boat as well, I saw it myself." in of_role(report, "furniture")


def test_a_russian_article() -> None:
    report = page("ru-article.html", "cp1251")
    assert (report.language, report.section, report.views, report.comments) == ("ru", "В мире", 1204, 16)
    assert (report.published, [credit.actor for credit in report.agencies]) == ("2031-03-09T10:25", ["Тайдвайр"])
    assert len(of_role(report, "body")) == 4
    assert roles(report)[3] == ("dateline", "МЕРЕЛЕ, 8 марта. /Тайдвайр/.")
    assert ("caption", "Родственники рыбаков на причале") in roles(report) and ("credit", "Фото: Тайдвайр") in roles(report)
    assert "Подписывайтесь на наш Telegram-канал, чтобы узнавать новости первыми!" in of_role(report, "furniture")


def test_a_korean_article() -> None:
    report = page("ko-article.html", "cp949")
    assert (report.language, report.outlet, report.byline) == ("ko", "한누리일보", "문가람")
    assert (report.published, report.views, report.comments) == ("2031-03-09T08:15", 1204, 12)
    assert len(of_role(report, "body")) == 3
    assert of_role(report, "dateline") == ["(메렐레=해조통신) 문가람 기자 ="]
    assert of_role(report, "caption") == ["▲ 부두에서 소식을 기다리는 선원 가족들."]
    assert of_role(report, "furniture")[-3:] == ["많이 본 뉴스", "노르베이 의회 밤샘 회의", '"검사가 왜 사흘이나"']


# Plain texts


def test_a_plain_report_of_an_agency() -> None:
    text = (
        "北湾要求塞河放人 塞河称只是例行检查-海潮网\n"
        "2031-03-09 08:15:03 来源：海潮社 作者：顾一舟 责任编辑：陈小满\n"
        "图为停泊在梅列港的渔船。\n海潮社记者 林海 摄\n"
        "海潮社梅列3月8日电(记者顾一舟 何田)塞河国外交部长托雷克8日说，塞河没有扣押任何渔船。\n"
        "各方反应\n"
        "“想走随时可以走。”托雷克说。北湾渔业部长塞尔米则要求48小时内放人。（完）\n"
        "延伸阅读\n北湾议会连夜开会\n专家谈例行检查\n"
    )
    report = read(text, known=Given(url="https://haichao.example/1#top"))
    assert roles(report) == [
        ("headline", "北湾要求塞河放人 塞河称只是例行检查"), ("furniture", "-海潮网"),
        ("byline", "2031-03-09 08:15:03 来源：海潮社 作者：顾一舟 责任编辑：陈小满"),
        ("caption", "图为停泊在梅列港的渔船。"), ("credit", "海潮社记者 林海 摄"),
        ("dateline", "海潮社梅列3月8日电(记者顾一舟 何田)"), ("body", "塞河国外交部长托雷克8日说，塞河没有扣押任何渔船。"),
        ("subhead", "各方反应"), ("body", "“想走随时可以走。”托雷克说。北湾渔业部长塞尔米则要求48小时内放人。"),
        ("furniture", "（完）"),
        ("furniture", "延伸阅读"), ("furniture", "北湾议会连夜开会"), ("furniture", "专家谈例行检查"),
    ]  # fmt: skip
    assert (report.outlet, report.byline, report.page) == ("海潮网", "顾一舟", "https://haichao.example/1")
    assert [credit.text for credit in report.agencies] == ["海潮社"]
    assert text[report.agencies[0].start : report.agencies[0].end] == "海潮社"


def test_what_the_caller_gives_wins() -> None:
    known = Given(published="2031-03-10", language="uk", outlet="X", url="https://x.example/", page="p")
    report = read("Headline here\n9 March 2031, 08:15\nHe said that it was so, and that was that.\n", known=known)
    assert (report.published, report.published_basis, report.language) == ("2031-03-10", "given", "uk")
    assert (report.outlet, report.url, report.page) == ("X", "https://x.example/", "p")


def test_a_second_report_below_keeps_its_statements_and_lends_no_date() -> None:
    text = (
        "Торек: ни одно судно задержано не было\n10 марта 2031, 09:00\nМинистр сказал, что это обычная проверка.\n"
        "По теме\n«Тайдвайр», 8 марта 2031\nНорбей требует отпустить рыбаков\n"
        "САНДХОЛЬМ, 8 марта. — Тайдвайр. Министр Селми потребовал отпустить экипаж.\n"
    )
    report = read(text)
    assert report.published == "2031-03-10T09:00" and report.agencies == ()
    assert roles(report)[3:] == [
        ("furniture", "По теме"), ("byline", "«Тайдвайр», 8 марта 2031"), ("headline", "Норбей требует отпустить рыбаков"),
        ("dateline", "САНДХОЛЬМ, 8 марта. — Тайдвайр."), ("body", "Министр Селми потребовал отпустить экипаж."),
    ]  # fmt: skip


def test_two_reports_glued_together_have_two_headlines() -> None:
    text = (
        "塞河承认登船检查\n海潮网梅列3月9日电 外长托雷克9日说，检查已经结束。\n他说，船员可以离开。\n"
        "北湾：渔民仍未回家\n海潮网桑德霍3月10日电 渔业部长塞尔米10日说，渔民仍未回家。\n"
    )
    assert of_role(read(text), "headline") == ["塞河承认登船检查", "北湾：渔民仍未回家"]


def test_a_date_without_a_year_is_not_guessed() -> None:
    report = read("Миссия: замечены беспилотники\n18 марта, 17:40\nВ докладе говорится, что замечены 14 аппаратов.\n")
    assert (report.published, of_role(report, "dateline")) == (None, ["18 марта, 17:40"])
    assert page_warnings(report) == ("the page names no date of publication; give one with --published",)


def test_markdown_is_text_with_marks_before_its_headline() -> None:
    text = "# Veldmar denies seizing boats\n\nBy Ines Farrow\n\n## What was said\n\nTorek said: “We have seized **no** boats.”\n"
    report = read(text, name="report.md")
    assert report.text == text and report.title == "Veldmar denies seizing boats"
    assert roles(report)[0] == ("furniture", "#") and ("byline", "By Ines Farrow") in roles(report)


def test_the_headline_stuffed_into_sentences_that_use_its_words_is_left_alone() -> None:
    text = (
        "Norbay demands release of crew within days\n"
        "Norbay demands release of crew within days, its fisheries minister said on Saturday.\n"
        "The minister said: Norbay demands release of crew within days and will wait no longer.\n"
    )
    assert of_role(read(text), "repeat") == []
    stuffed = (
        "北湾要求塞河立即放人\n北湾要求塞河立即放人。渔业部长塞尔米8日说，他不会再等。\n"
        "塞尔米表示，北湾要求塞河立即放人，否则将采取行动。\n"
    )
    assert of_role(read(stuffed), "repeat") == ["北湾要求塞河立即放人。"]
    assert of_role(read(stuffed), "body") == [
        "渔业部长塞尔米8日说，他不会再等。",
        "塞尔米表示，北湾要求塞河立即放人，否则将采取行动。",
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "　"])
def test_an_empty_page_is_a_report_without_blocks(text: str) -> None:
    report = read(text)
    assert (report.blocks, report.title, report.published, report.language, len(report.id)) == ((), None, None, "und", 16)
    assert page_warnings(report) == ()


def test_a_single_sentence_is_body() -> None:
    assert roles(read("조 셀미 장관은 “물 한 병 없다”고 말했다.")) == [("body", "조 셀미 장관은 “물 한 병 없다”고 말했다.")]
    assert roles(read("他说：“是的。”\r\n")) == [("body", "他说：“是的。”")]


# Parts


@pytest.mark.parametrize(
    ("line", "opening", "agency"),
    [
        ("海潮社梅列3月8日电（记者 顾一舟）塞河外长说，", "海潮社梅列3月8日电（记者 顾一舟）", "海潮社"),
        ("海潮网3月8日讯 围绕渔船的争执", "海潮网3月8日讯 ", "海潮网"),
        ("海潮网3月8日电 综合报道，塞河外长", "海潮网3月8日电 综合报道，", "海潮网"),
        ("【本報綜合報道】塞河外長", "【本報綜合報道】", None),
        ("本报讯(记者 王一)记者从", "本报讯(记者 王一)", None),
        ("北湾日报讯(记者林晶)3月8日，", "北湾日报讯(记者林晶)", "北湾日报"),
        ("据塞河外交部网站8日消息，塞河", None, None),
        ("海潮社8日报道，塞河外长", None, None),
        ("外长8日电话会晤时说，", None, None),
        ("MERELE, March 8 (Tidewire) - Veldmar", "MERELE, March 8 (Tidewire) - ", "Tidewire"),
        ("MERELE, Veldmar — Standing on the quay", "MERELE, Veldmar — ", None),
        ("Merele (Tidewire) — The", "Merele (Tidewire) — ", "Tidewire"),
        ("(Tidewire) -- The minister", "(Tidewire) -- ", "Tidewire"),
        ("NATO — the alliance — said", None, None),
        ("Sen. Joe Selmi (N-Sandholm) — The", None, None),
        ("“We waited,” — said", None, None),
        ("МЕРЕЛЕ, 8 марта. — Тайдвайр. Министр", "МЕРЕЛЕ, 8 марта. — Тайдвайр. ", "Тайдвайр"),
        ("МЕРЕЛЕ, 8 марта. /Корр. ТАЙДВАЙР/. Министр", "МЕРЕЛЕ, 8 марта. /Корр. ТАЙДВАЙР/. ", "ТАЙДВАЙР"),
        ("Мереле. 8 марта. ТАЙДВАЙР - Министр", "Мереле. 8 марта. ТАЙДВАЙР - ", "ТАЙДВАЙР"),
        ("Торек — Министр иностранных дел", None, None),
        ("(메렐레=해조통신) 문가람 기자 = 외교부는", "(메렐레=해조통신) 문가람 기자 = ", "해조통신"),
        ("[한누리일보 문가람 기자] 외교부는", "[한누리일보 문가람 기자] ", "한누리일보"),
    ],
)
def test_datelines(line: str, opening: str | None, agency: str | None) -> None:
    found = read_dateline(line, first=True)
    assert (line[: found.end] if found else None) == opening
    assert (line[slice(*found.agency)] if found and found.agency else None) == agency


@pytest.mark.parametrize(
    ("line", "authors", "sources"),
    [
        ("天下快看 国际 2031-03-09 08:15 1234 56", ["天下快看"], []),
        ("By Ines Farrow, Tidewire | March 9, 2031 10:30 a.m. GMT", ["Ines Farrow"], ["Tidewire"]),
        ("（记者 王一）", ["王一"], []),
        ("（根据海潮社报道）", [], ["海潮社"]),
        ("安一/任二（海潮社，东岸社）", ["安一/任二"], ["海潮社", "东岸社"]),
        ("海潮社记者林一、王二", ["林一、王二"], ["海潮社"]),
        ("Автор: Пётр Ласко", ["Пётр Ласко"], []),
        ("문가람 기자 garam@hannuri.example", ["문가람"], []),
        ("2031年3月9日 来源：海潮网 作者：林一 编辑：何二", ["林一"], ["海潮网"]),
        ("发布时间：2031-03-09 08:15　来源：海潮网　作者：林一　浏览：123次　字号：大 中 小", ["林一"], ["海潮网"]),
        ("天下快看 · 国际 · 2031-03-09 08:15 · 1234阅读 · 56评论", ["天下快看"], []),
    ],
)
def test_bylines(line: str, authors: list[str], sources: list[str]) -> None:
    found = read_masthead(line, near_title=True)
    assert found is not None
    assert [line[a:b] for a, b in found.authors] == authors
    assert [line[a:b] for a, b in found.sources] == sources


@pytest.mark.parametrize(
    "line",
    [
        "By Friday evening the river had fallen",
        "回应记者提问",
        "大会3月9日开幕 三国代表出席",
        "3月24日上线影片《征途》也踏上征途",
        "12日。据报道",
        "外交部：12日已作出回应",
        "March 9, 2031: Gates opened",
        "塞河外长8日说，检查已经结束",
        "The minister said 12 views",
    ],
)
def test_lines_that_are_no_bylines(line: str) -> None:
    assert read_masthead(line, near_title=False) is None


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("2031-03-09 08:15", "2031-03-09T08:15"),
        ("2031年3月9日 下午3:05", "2031-03-09T15:05"),
        ("Sunday, March 9, 2031", "2031-03-09"),
        ("9 March 2031, 12:05 am", "2031-03-09T00:05"),
        ("14:20, 5 июня 2031 г.", "2031-06-05T14:20"),
        ("05.06.2031 14:20", "2031-06-05T14:20"),
        ("2031.03.09 08:15", "2031-03-09T08:15"),
        ("2031년 3월 9일", "2031-03-09"),
        ("Updated 9:22 PM EST, Mon March 9, 2031", "2031-03-09T21:22"),
        ("2031-02-30", None),
        ("March 2031", None),
        ("18 марта, 17:40", None),
    ],
)
def test_stated_dates(line: str, when: str | None) -> None:
    dates = read_dates(line)
    assert (dates[0].edtf() if dates else None) == when


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("洪水过后的村庄图/海潮社", ["caption 洪水过后的村庄", "credit 图/海潮社"]),
        ("部长在会上讲话海潮社供图", ["caption 部长在会上讲话", "credit 海潮社供图"]),
        (
            "部长在会上 海潮社 供图 据海潮社报道，部长不同意。",
            ["caption 部长在会上", "credit 海潮社 供图", "body 据海潮社报道，部长不同意。"],
        ),
        (
            "目前没有文件。村民在屋顶等待摄影/海潮社记者",
            ["body 目前没有文件。", "caption 村民在屋顶等待", "credit 摄影/海潮社记者"],
        ),
        ("图为救援现场。据悉，救援仍在继续。", ["caption 图为救援现场。", "body 据悉，救援仍在继续。"]),
        (
            "Villagers wait on a roof. (Tidewire Photo/Mira Oste)",
            ["caption Villagers wait on a roof.", "credit (Tidewire Photo/Mira Oste)"],
        ),
        (
            "He said: “We waited.” They waited for hours. (Tidewire Photo/M. Oste)",
            ["body He said: “We waited.” They waited for hours.", "credit (Tidewire Photo/M. Oste)"],
        ),
        ("Жители ждут на крыше Фото: Тайдвайр", ["caption Жители ждут на крыше", "credit Фото: Тайдвайр"]),
        ("他企图：否认一切", ["body 他企图：否认一切"]),
        ("政府的意图/目的是什么", ["body 政府的意图/目的是什么"]),
        ("数据由塞方提供", ["body 数据由塞方提供"]),
        ("Source: officials said", ["body Source: officials said"]),
        ("▲첫째 ▲둘째", ["body ▲첫째 ▲둘째"]),
        (
            "停泊的渔船图/海潮社而就在同一天,部长说不。村民在屋顶 海潮社 供图 据报道，部长拒绝置评。",
            [
                "caption 停泊的渔船",
                "credit 图/海潮社",
                "body 而就在同一天,部长说不。",
                "caption 村民在屋顶",
                "credit 海潮社 供图",
                "body 据报道，部长拒绝置评。",
            ],
        ),
        ("他说没有。（图片来源：网络，侵删）", ["body 他说没有。", "credit （图片来源：网络，侵删）"]),
    ],
)
def test_captions_and_credits(line: str, parts: list[str]) -> None:
    assert [f"{block.role} {line[block.start : block.end]}" for block in split_captions(line, 0, len(line))] == parts


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("塞河外长说，没有扣船。", None, "zh"),
        ("塞河外長說，沒有扣船。", "ja", "zh"),
        ("外相は記者団に対し、拿捕していないと述べた。", None, "ja"),
        ("외무장관은 나포하지 않았다고 말했다.", "en", "ko"),
        ("Министр опроверг сообщения.", None, "ru"),
        ("Міністр спростував повідомлення про їхні судна.", None, "uk"),
        ("The minister denied it.", "zh", "en"),
        ("The minister said that the crew of the boats was free to go.", "de", "en"),
        ("12345", "ru", "ru"),
        ("12345", None, "und"),
        ("Der Minister wies den Bericht zurück und sagte, die Besatzung könne jederzeit gehen.", "de", "de"),
        ("塞河外长托雷克对 Tidewire 记者说 no comment", None, "zh"),
    ],
)
def test_language(text: str, hint: str | None, language: str) -> None:
    assert detect_language(text, hint) == language


# Anything at all


def assert_covers(report: Report) -> None:
    at = 0
    for block in report.blocks:
        assert at <= block.start < block.end <= len(report.text)
        assert not any(c.isalnum() for c in report.text[at : block.start])
        assert report.span(block.start, block.end).text.strip()
        at = block.end
    assert not any(c.isalnum() for c in report.text[at:])
    for credit in report.agencies:
        assert report.text[credit.start : credit.end] == credit.text


PIECES = st.sampled_from(
    [
        "他说：“是的。”",
        "图/海潮社",
        "北湾要求塞河立即放人",
        "北湾要求塞河立即放人!",
        "海潮社3月8日电 ",
        "（记者 王一）",
        "（完）",
        "延伸阅读",
        "2031-03-09 08:15",
        "1234 56",
        "By Ines Farrow",
        "MERELE, March 8 (Tidewire) - ",
        "Фото: Тайдвайр",
        "8 марта",
        "▲ ",
        "(사진=해조통신)",
        "来源：",
        "\n",
        "\n",
        "\r\n",
        "\t",
        "　",
        "“",
        '"',
        "👍",
        "𠮷",
        "Photo: x",
        "-海潮网",
        "<p>",
        "</p>",
        "<br>",
        "<figcaption>",
        "</figcaption>",
        "<div class=related>",
        "</div>",
        "<h1>",
        "</h1>",
        "&nbsp;",
        "İ",
        "ß",
        "\u0301",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40), st.sampled_from(["a.txt", "a.html", "-"]))
def test_every_line_of_anything_has_a_role(pieces: list[str], name: str) -> None:
    try:
        document = read_bytes("".join(pieces).encode("utf-8", "replace"), name=name)
    except IntakeError:
        return
    assert_covers(read_page(document))


@pytest.mark.parametrize(
    "text",
    [
        "“" * 10_000,
        '"' * 1_000_000,
        "标题在这里说的是渔船\n" + "他说，“是的。”" * 100_000,
        "北湾要求塞河立即放人\n" + "北湾要求塞河立即放人" * 20_000,
        "图/" * 300_000,
        "（" * 500_000,
        "12:30 2031-03-09 " * 50_000,
        "A" * 300_000 + " — B. " * 50_000,
        "他说的是\n" * 10_000,
        "3月9日\n" * 5_000,
        "👍𠮷" * 200_000,
        "(" * 300_000 + ")" * 300_000,
        "A. " * 200_000,
        "https://x.example/" * 50_000,
        ">" * 500_000,
    ],
    ids=range(15),
)
def test_hostile_texts_are_read_in_seconds(text: str) -> None:
    started = time.process_time()
    assert_covers(read(text))
    assert time.process_time() - started < 5


# Gold: no statement is lost


@pytest.mark.parametrize("name", ["zh-dev", "ru-dev", "en-dev", "ko-dev"])
def test_no_gold_statement_lies_outside_what_is_searched(name: str) -> None:
    path = SHARED / "gold" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not here: it is no part of the project")
    lost = []
    for gold in load_gold(path):
        report = read(gold.text, name=gold.id)
        assert report.language == gold.lang
        searched = set().union(*(range(block.start, block.end) for block in report.blocks if block.role in STATED_ROLES))
        for statement in gold.statements:
            for span in statement.content:
                lost += (
                    [span.text]
                    if any(i not in searched and not gold.text[i].isspace() for i in range(span.start, span.end))
                    else []
                )
    assert lost == []


def test_reading_a_plain_text_needs_no_markup_libraries() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from reportedly.intake import read_bytes; from reportedly.page import read_page\n"
        "read_page(read_bytes('标题\\n他说：“是的。”\\n'.encode(), name='a.txt'))\n"
        "print([m for m in ('lxml', 'trafilatura', 'urllib3', 'onnxruntime') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_page_read_by_path_takes_its_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("他说：“是的。”", encoding="utf-8")
    assert read_page(read_path(tmp_path / "one.txt")).page == "one.txt"
