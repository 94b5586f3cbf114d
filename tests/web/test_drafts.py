"""A draft's quotations, checked in the room."""

from __future__ import annotations

import time

import lxml.html

from web.conftest import Served, words

DRAFT = """Pavel Dornik said: "the patrol commander had acted on his own judgement".

Pavel Dornik said: "the patrol commander had never acted on his own judgement".

Pavel Dornik said: "We sell umbrellas to the moon on every second Thursday".
"""


def done(desk: Served, address: str) -> lxml.html.HtmlElement:
    end = time.monotonic() + 300
    while desk.json(f"{address}.json")["state"] == "waiting":
        assert time.monotonic() < end
        time.sleep(0.1)
    return desk.page(address)


def test_a_draft_shows_what_stands_so_what_differs_and_what_is_nowhere(desk: Served) -> None:
    answer = desk.post("/draft", {"token": desk.visit(), "text": DRAFT})
    assert answer.status == 303
    address = answer.headers["location"]
    page = done(desk, address)
    verdicts = [c["verdict"] for c in desk.json(f"{address}.json")["checked"] if c["verdict"] != "label"]
    assert verdicts == ["verbatim", "altered", "not-found"]
    assert [words(x) for x in page.xpath("//ol[@class='checks']//ins")] == ["never"]
    assert [words(x).rstrip("123") for x in page.xpath("//a[starts-with(@class, 'quotation')]")][0].startswith(
        "the patrol commander"
    )
    assert page.xpath("//ol[@class='checks']//a[starts-with(@href, '/statements/')]")
    assert desk.get(f"{address}.csv").data.decode("utf-8-sig").startswith("verdict,")


def test_no_draft_is_told_and_an_unknown_one_is_missing(desk: Served) -> None:
    assert desk.post("/draft", {"token": desk.visit(), "text": " "}).status == 409
    assert desk.get("/draft/none").status == 404
