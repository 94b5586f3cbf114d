"""Giving reports to be read: pasted, dropped or by address; a hostile one shows as text."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from reportedly.model import Raw, Record
from web.conftest import Served, words
from web.filled import Samples

REPORT = """Harbour board denies closing the north pier

MARREN, 12 June 2031. The Marren harbour board on Thursday denied that the north pier would be closed.

"Nobody has decided anything about the north pier," said Olga Steen, the board's chairwoman. "The cranes will run on Monday."

The dockers' union said more than 200 jobs were at stake.
"""


def give(desk: Served, **fields: str) -> str:
    answer = desk.post("/read", {"token": desk.visit(), **fields})
    assert answer.status == 303, answer.data.decode()[-500:]
    return answer.headers["location"]


def test_a_pasted_text_is_read_and_opened(desk: Served) -> None:
    job = give(desk, text=REPORT, published="2031-06-12", outlet="Marren Post")
    (item,) = desk.wait(job)
    assert (item["state"], item["outcome"]) == ("done", "new")
    record = desk.json(f"/reports/{item['report']}.json")
    assert record["report"]["text"] == REPORT and record["report"]["outlet"] == "Marren Post"
    assert any(s["speaker"] and s["speaker"]["name"] == "Olga Steen" for s in record["statements"])
    page = desk.page(job)
    assert page.xpath("//li[@class='done']//a/@href") == [f"/reports/{item['report']}"]
    (again,) = desk.wait(give(desk, text=REPORT, published="2031-06-12", outlet="Marren Post"))
    assert again["outcome"] == "unchanged" and again["report"] == item["report"]


def test_files_are_read_one_by_one_and_a_bad_one_fails_alone(desk: Served) -> None:
    files = (("a.txt", REPORT.encode()), ("b.bin", bytes(range(256)) * 40), ("c.txt", b" \n"))
    answer = desk.post("/read", [("token", desk.visit()), *(("files", file) for file in files)])
    states = [(item["name"], item["state"]) for item in desk.wait(answer.headers["location"])]
    assert states == [("a.txt", "done"), ("b.bin", "failed"), ("c.txt", "failed")]


def test_nothing_and_no_date_are_told(desk: Served) -> None:
    token = desk.visit()
    assert desk.post("/read", {"token": token, "text": " "}).status == 409
    assert desk.post("/read", {"token": token, "text": REPORT, "published": "last week"}).status == 409


def test_a_hostile_report_shows_as_text(desk: Served) -> None:
    bad = "<script>alert(1)</script> <img src=x onerror=alert(2)> \u202egnp.exe\u2066 {{ 7*7 }} ]]> </p></section>"
    text = f'Minister {bad} denies it\n\n"{bad}" said Olga Steen, the minister, on 12 June 2031.\n'
    (item,) = desk.wait(give(desk, text=text))
    assert item["state"] == "done", item
    answer = desk.get(f"/reports/{item['report']}")
    source = answer.data.decode()
    assert not re.search(r"<script(?! src=)|<img|\u202e|\u2066", source)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source and "{{ 7*7 }}" in source
    assert "<script>alert(1)</script>" in words(desk.page(f"/reports/{item['report']}"))


def test_a_line_of_a_million_letters_shows_as_text(desk: Served, gold: Samples) -> None:
    record = next(iter(gold.records.values()))
    text = "<b>" + "x" * 1_000_000
    raw = Raw(sha256(text.encode()).hexdigest(), len(text), "utf-8")
    report = replace(record.report, id=raw.sha256[:16], page="long", url=None, title="Long", text=text, raw=raw, blocks=())
    with desk.store() as store:
        key = store.add(Record(report)).entry.key
    page = desk.page(f"/reports/{key}")
    assert page.xpath("//p[contains(@class, 'line ')]")[0].text_content() == text
