"""Every page is there as HTML, JSON and CSV, in both languages, and runs nothing that a report put into it."""

from __future__ import annotations

import csv
import io
import tomllib
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

from web.conftest import Served, words
from web.filled import ROOT

TABLES = [
    "/",
    "/find?q=Selwen",
    "/speakers",
    "/speaker?name=Irina+Kovel",
    "/points",
    "/points/p-detained",
    "/review",
    "/log",
    "/reports/2",
]
OTHERS = ["/health", "/draft"]


def pages(room: Served) -> list[str]:
    statement = room.json("/reports/2.json")["statements"][4]["id"]
    return [*TABLES, *OTHERS, f"/reports/2?s={statement}", f"/statements/{statement}", "/reports/7/against/6"]


def also(path: str, form: str) -> str:
    stem, _, query = path.partition("?")
    return f"{'/index' if stem == '/' else stem}.{form}" + (f"?{query}" if query else "")


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_every_page_answers_in_its_language_and_runs_nothing(room: Served, tongue: str) -> None:
    for path in pages(room):
        answer = room.get(path, **{"accept-language": tongue})
        assert answer.status == 200, path
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        page = lxml.html.fromstring(answer.data.decode())
        assert page.get("lang") == {"en": "en", "zh": "zh-Hans"}[tongue]
        assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //*[@*[starts-with(name(), 'on')]]"), path
        assert all(urlsplit(x).netloc == "" for x in page.xpath("//script/@src | //link/@href | //img/@src")), path


def test_every_page_is_also_json_and_every_table_csv(room: Served) -> None:
    for path in pages(room):
        assert room.json(also(path, "json")) or path == "/log", path
    for path in TABLES:
        answer = room.get(also(path, "csv"))
        assert answer.status == 200
        head, *rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert rows or path == "/log", path
        assert all(len(row) == len(head) for row in rows)


def test_every_link_of_every_page_leads_somewhere(room: Served) -> None:
    seen: dict[str, str] = {}
    for path in pages(room):
        for link in room.page(path).xpath("//@href"):
            if link.startswith("/") and not link.startswith("/static/htmx"):
                seen.setdefault(link.partition("#")[0], path)
    assert len(seen) > 150
    broken = {link: path for link, path in seen.items() if room.get(link).status != 200}
    assert not broken


def test_a_report_shows_its_text_letter_for_letter(room: Served) -> None:
    record = room.json("/reports/2.json")
    page = room.page("/reports/2")
    for pin in page.xpath("//sup[contains(@class, 'pin')]"):
        pin.drop_tree()
    lines = [line.text_content() for line in page.xpath("//p[contains(@class, 'line ')]")]
    assert lines == [line for line in record["report"]["text"].split("\n") if line.strip()]
    starts = [int(x) for x in page.xpath("//p[contains(@class, 'line ')]/@data-at")]
    assert all(record["report"]["text"][at:].startswith(line) for at, line in zip(starts, lines, strict=True))


def test_a_statement_says_machine_or_who_accepted_it_and_leads_to_its_words(room: Served) -> None:
    found = next(s for s in room.json("/reports/2.json")["statements"] if len(s["content"][0]["text"]) > 20)
    page = room.page(f"/statements/{found['id']}")
    assert "machine" in words(page)
    told = room.json(f"/statements/{found['id']}.json")
    assert told["checked"] == "machine"
    assert told["page"].startswith("https://example.org/a/") and "#:~:text=" in told["page"]
    assert page.xpath("//figure//*[local-name()='svg']//*[local-name()='path']")
    assert page.xpath("//a[@href=$link]", link=told["page"])


def test_dates_and_words_are_in_the_manner_of_the_language(room: Served) -> None:
    assert "2031年3月4日" in words(room.page("/points/p-detained?interface=zh"))
    assert "4 March 2031" in words(room.page("/points/p-detained?interface=en"))


def test_the_switch_is_remembered(room: Served) -> None:
    answer = room.get("/?interface=zh", **{"accept-language": "en"})
    chosen = next(c for c in answer.headers.getlist("set-cookie") if c.startswith("reportedly-interface")).partition(";")[0]
    assert room.page("/", cookie=chosen, **{"accept-language": "en"}).get("lang") == "zh-Hans"


def test_what_is_not_there_is_said(room: Served) -> None:
    for path in (
        "/reports/999",
        "/reports/abc",
        "/statements/nothing",
        "/points/p-none",
        "/speaker?name=Nobody",
        "/reading/none",
        "/nowhere",
    ):
        answer = room.get(path)
        assert answer.status == 404, path
        assert words(lxml.html.fromstring(answer.data.decode()).get_element_by_id("error"))
    assert "error" in room.http.request("GET", room.address + "/reports/999.json").json()


def test_a_search_finds_the_words_and_is_narrowed(room: Served) -> None:
    marks = room.page(f"/find?q={quote('扣押')}").xpath("//mark")
    assert marks and all(words(mark) == "扣押" for mark in marks)
    total = room.json("/find.json?q=ship")["total"]
    assert 0 < room.json("/find.json?q=ship&act=denies")["total"] < total
    assert room.json("/find.json?q=ship&language=zh")["total"] == 0
    assert "no date" in words(room.page("/find?since=soon")) or room.page("/find?since=soon").xpath("//*[@role='alert']")


def test_a_dossier_is_a_page_of_its_own_to_save(room: Served) -> None:
    answer = room.get("/points/p-detained/dossier?interface=zh")
    page = lxml.html.fromstring(answer.data.decode())
    assert page.get("lang") == "zh-Hans" and not page.xpath("//script | //link[@rel='stylesheet']")
    assert (
        "script-src" not in answer.headers["content-security-policy"]
        and "default-src 'none'" in answer.headers["content-security-policy"]
    )
    assert room.get("/points/p-detained/dossier.md").data.decode().startswith("# ")


def test_csv_cells_are_no_formulas(room: Served) -> None:
    from reportedly.web.asked import _inert

    assert [_inert(x) for x in ("=1+1", "@x", "-3", "a=b", 3)] == ["'=1+1", "'@x", "'-3", "a=b", 3]


def test_both_languages_have_the_same_words() -> None:
    for topic in ("room", "interface"):
        en, zh = (tomllib.loads((ROOT / f"src/reportedly/data/{t}/{topic}.toml").read_text()) for t in ("en", "zh"))
        keys = [{(k, x) for k, v in t.items() for x in (v if isinstance(v, dict) else [None])} for t in (en, zh)]
        assert keys[0] == keys[1]
