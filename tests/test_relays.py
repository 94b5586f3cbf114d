"""Through whom words came: outlets that wrap a statement, outlets named beside it, and how far a relay reaches."""

from __future__ import annotations

import hashlib

import pytest

from reportedly.model import Block, Frame, Raw, Report, Span, Statement
from reportedly.statements import build


def report_of(text: str, language: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    block = Block(0, len(text), "body")
    return Report(digest[:16], "page", text, language, raw=Raw(digest, len(text), "utf-8"), blocks=(block,))


def span(report: Report, part: str) -> Span:
    start = report.text.index(part)
    return report.span(start, start + len(part))


def frame(report: Report, source: str, cue: str, content: str, *relays: str) -> Frame:
    cues = tuple(span(report, c) for c in cue.split("…") if c)
    through = tuple(span(report, r) for r in relays)
    return Frame(span(report, content).start, 0.9, (span(report, content),), cues, span(report, source), through)


def only(text: str, language: str, told: tuple[str, str, str], *relays: str) -> Statement:
    report = report_of(text, language)
    (one,) = build(report, [frame(report, *told, *relays)])
    return one


@pytest.mark.parametrize(
    ("language", "text", "told", "relays"),
    [
        ("zh", "据海利《晨钟报》9日报道，部长莫拉表示，闸门关着。", ("部长莫拉", "表示", "闸门关着"), ["海利《晨钟报》"]),
        ("zh", "另據特社引述優社報道，一名官員透露，閘門開過。", ("一名官員", "透露", "閘門開過"), ["優社", "特社"]),
        ("zh", "大坝有人看守。罗盘社则援引一名渔民的话说，闸门开过。", ("一名渔民", "援引…说", "闸门开过"), ["罗盘社"]),
        ("zh", "暴雨淹没六省据北港媒体报道，省长塔兰说，闸门关着。", ("省长塔兰", "说", "闸门关着"), ["北港媒体"]),
        ("zh", "综合甲社、乙社等媒体报道，水文站测报，水位已降。", ("水文站", "测报", "水位已降"), ["甲社、乙社等媒体"]),
        ("zh", "据报道，省长塔兰说，闸门关着。", ("省长塔兰", "说", "闸门关着"), []),
        ("zh", "省长塔兰说，闸门关着，据罗盘社报道。", ("省长塔兰", "说", "闸门关着"), ["罗盘社"]),
        ("zh", "通报指出的闸门问题，据罗盘社报道，公司回应称已修好。", ("通报", "指出", "闸门问题"), []),
        ("zh", "报道称，省长塔兰说，闸门关着。", ("省长塔兰", "说", "闸门关着"), []),
        ("zh", "海利社海利9日电 综合海利社驻外记者报道：省长塔兰说，闸门关着。", ("省长塔兰", "说", "闸门关着"), []),
        ("zh", "据法新网报道，闸门关着。", ("法新网", "据…报道", "闸门关着"), []),
        ("zh", "根据证据法报道，省长塔兰就“据此报道，”发言。", ("省长塔兰", "发言", "据此报道"), []),
        ("en", "According to Pelagia, Mora said the gates were shut.", ("Mora", "said", "the gates were shut"), ["Pelagia"]),
        (
            "en", "Mora said the gates were shut, the state news agency Ostar reported on Monday.",
            ("Mora", "said", "the gates were shut"), ["Ostar"],
        ),
        (
            "en", "“The gates were shut,” Mora said, according to the daily Loden Abend.",
            ("Mora", "said", "The gates were shut"), ["Loden Abend"],
        ),
        (
            "en", "State radio, citing the harbour office, reported that four had left.",
            ("harbour office", "citing…reported", "four had left"), ["State radio"],
        ),
        (
            "en", "Doctors at Ulm, quoted by the private channel Tarn 24, put the number at 40.",
            ("Doctors at Ulm", "put", "the number at 40"), ["Tarn 24"],
        ),
        ("en", "The gates were shut, according to Mora.", ("Mora", "according to", "The gates were shut"), []),
        ("en", "The gates were shut, Pelagia reported.", ("Pelagia", "reported", "The gates were shut"), []),
        ("ru", "По данным портала «Тинда», мэр Мора заявил, что шлюзы закрыты.", ("мэр Мора", "заявил", "шлюзы закрыты"), ["Тинда"]),
        (
            "ru", "Шлюзы закрыты, передаёт агентство «Пелагия» со ссылкой на мэра Мору.",
            ("мэра Мору", "передаёт…со ссылкой на", "Шлюзы закрыты"), ["Пелагия"],
        ),
        ("ru", "«Шлюзы закрыты», – сказала она (цитата по ОРПА).", ("она", "сказала", "Шлюзы закрыты"), ["ОРПА"]),
        (
            "ru", "Шлюзы закрыты, заявил мэр Мора. Об этом в субботу сообщила «Пелагия» со ссылкой на агентство ОРПА.",
            ("мэр Мора", "заявил", "Шлюзы закрыты"), ["ОРПА", "Пелагия"],
        ),
        ("ru", "Шлюзы закрыты, заявил мэр Мора. Об этом сообщил посол Тар.", ("мэр Мора", "заявил", "Шлюзы закрыты"), []),
        ("ru", "Шлюзы закрыты, сообщает «Пелагия».", ("Пелагия", "сообщает", "Шлюзы закрыты"), []),
        ("ko", "솔나통신에 따르면 모라 장관은 수문이 닫혔다고 말했다.", ("모라 장관", "말했다", "수문이 닫혔다"), ["솔나통신"]),
        (
            "ko", "경제지 하루경제는 전직 직원을 인용해 수문이 닫혔다고 보도했다.",
            ("전직 직원", "인용해…보도했다", "수문이 닫혔다"), ["하루경제"],
        ),
        (
            "ko", "솔나통신은 유니프레스를 인용해 모라 소장이 수문이 닫혔다고 말했다고 전했다.",
            ("모라 소장", "말했다", "수문이 닫혔다"), ["유니프레스", "솔나통신"],
        ),
        ("ko", "모라 장관은 수문이 닫혔다고 말했다고 민해통신이 9일 보도했다.", ("모라 장관", "말했다", "수문이 닫혔다"), ["민해통신"]),
        ("ko", "모라 장관에 따르면 수문이 닫혔다.", ("모라 장관", "따르면", "수문이 닫혔다"), []),
    ],
)  # fmt: skip
def test_outlets_named_beside_a_statement(language: str, text: str, told: tuple[str, str, str], relays: list[str]) -> None:
    one = only(text, language, told)
    assert [r.text for r in one.relays] == relays
    assert all(text[r.start : r.end] == r.text for r in one.relays)
    assert bool(relays) == any("through" in reason for reason in one.why)


@pytest.mark.parametrize(
    ("language", "text", "told", "marked", "kept"),
    [
        (
            "ru",
            "Мора рассказал агентству ОРПА, что шлюзы закрыты.",
            ("Мора", "рассказал", "шлюзы закрыты"),
            "агентству ОРПА",
            ["ОРПА"],
        ),
        ("zh", "记者在水文站了解到，闸门关着。", ("水文站", "了解到", "闸门关着"), "记者", []),
        ("zh", "据《晨钟报》消息，莫拉说，闸门关着。", ("莫拉", "说", "闸门关着"), "《晨钟报》消息", ["《晨钟报》"]),
        (
            "zh",
            "据晨钟报(CB)网(网站)报道，莫拉说，闸门关着。",
            ("莫拉", "说", "闸门关着"),
            "晨钟报(CB)网(网站)",
            ["晨钟报(CB)网"],
        ),
    ],
)
def test_a_relay_is_the_name_alone(language: str, text: str, told: tuple[str, str, str], marked: str, kept: list[str]) -> None:
    assert [r.text for r in only(text, language, told, marked).relays] == kept


def test_an_outlet_that_wraps_a_statement_is_its_relay() -> None:
    report = report_of("Mora said on Monday that the gates were shut, the Ostar agency reported.", "en")
    inner = frame(report, "Mora", "said on Monday", "the gates were shut")
    outer = frame(report, "the Ostar agency", "reported", "Mora said on Monday that the gates were shut")
    (one,) = build(report, [inner, outer])
    assert one.source is not None and one.source.text == "Mora"
    assert [r.text for r in one.relays] == ["Ostar"]


def test_a_relay_reaches_over_what_goes_on_and_ends_at_the_next_source() -> None:
    report = report_of("据罗盘社报道，莫拉说，闸门关着。夜里没有人开过。塔兰说，水位已降。", "zh")
    mora = Frame(9, 0.9, (span(report, "闸门关着。夜里没有人开过"),), (span(report, "说"),), span(report, "莫拉"))
    taran = Frame(30, 0.9, (span(report, "水位已降"),), (report.span(28, 29),), span(report, "塔兰"))
    said = build(report, [mora, taran])
    assert [[r.text for r in s.relays] for s in said] == [["罗盘社"], ["罗盘社"], []]


def test_a_long_sentence_is_not_searched() -> None:
    text = "据罗盘社报道，" + "很" * 400 + "，莫拉说，闸门关着。"
    assert only(text, "zh", ("莫拉", "说", "闸门关着")).relays == ()
