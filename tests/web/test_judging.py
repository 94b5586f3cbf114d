"""Judging without JavaScript: a page's own forms, posted as they stand."""

from __future__ import annotations

import lxml.html
import pytest

from reportedly.store import Store
from web.conftest import Served, fields_of, words


def verdict(page: lxml.html.HtmlElement, name: str) -> lxml.html.FormElement:
    return next(form for form in page.forms if form.fields.get("verdict") == name)


@pytest.fixture
def at(desk: Served) -> str:
    """A report's page with its third statement chosen."""
    desk.visit()
    return f"/reports/2?s={desk.json('/reports/2.json')['statements'][2]['id']}"


def test_accepting_is_shown_logged_and_undone(desk: Served, at: str) -> None:
    address = desk.submit(verdict(desk.page(at), "accept"))
    page = desk.page(address)
    assert "Accepted." in words(page) and page.xpath("//*[@id='panel']//*[contains(@class, 'check accepted')]")
    (told,) = desk.json("/log.json")
    assert (told["verdict"], told["by"]) == ("accept", "mara")
    desk.submit(verdict(page, "undo"))
    assert desk.page(at).xpath("//*[@id='panel']//*[contains(@class, 'check machine')]")
    assert len(desk.json("/log.json")) == 2  # nothing is deleted


def test_rejecting_takes_it_from_the_list_and_it_can_be_restored(desk: Served, at: str) -> None:
    before = len(desk.json("/reports/2.json")["statements"])
    page = desk.page(desk.submit(verdict(desk.page(at), "reject")))
    assert len(desk.json("/reports/2.json")["statements"]) == before - 1
    restore = verdict(page, "withdraw")
    desk.submit(restore)
    assert len(desk.json("/reports/2.json")["statements"]) == before


def test_a_date_a_speaker_and_words_are_corrected(desk: Served, at: str) -> None:
    page = desk.page(at)
    form = verdict(page, "correct")
    before = desk.json("/reports/2.json")["statements"][2]
    short = before["content"][0]["text"][2:].strip()
    desk.submit(form, said="2031-03-01", speaker="Nadia Brandt", words=short, note="heard it myself")
    after = desk.json("/reports/2.json")["statements"][2]
    assert after["said"]["edtf"] == "2031-03-01" and after["speaker"]["name"] == "Nadia Brandt"
    assert after["content"][0]["text"] == short
    assert {j["field"] for j in desk.json("/log.json")} == {"said", "speaker", "content"}
    assert "heard it myself" in words(desk.page("/log"))


def test_a_correction_that_changes_nothing_is_not_kept(desk: Served, at: str) -> None:
    assert "done=same" in desk.submit(verdict(desk.page(at), "correct"))
    assert desk.json("/log.json") == []


def test_nonsense_is_refused_and_nothing_is_kept(desk: Served, at: str) -> None:
    page = desk.page(at)
    for changed in (
        {"said": "yesterday"},
        {"words": "words that nobody printed"},
        {"source": "nobody's words"},
        {"act": "sings"},
    ):
        fields = {**fields_of(verdict(page, "correct")), **changed}
        answer = desk.post("/reports/2/judge", fields)
        assert answer.status == 409, changed
        assert words(lxml.html.fromstring(answer.data.decode()).get_element_by_id("error"))
    assert desk.json("/log.json") == []


def test_a_missed_statement_is_added_by_its_words(desk: Served, at: str) -> None:
    page = desk.page(at)
    text = desk.json("/reports/2.json")["report"]["text"]
    missed = text.split("\n")[3][:30].strip()
    address = desk.submit(verdict(page, "add"), words=missed, speaker="Hanne Pike", said="2031-03-07", act="warns")
    assert "s=" in address
    added = next(s for s in desk.json("/reports/2.json")["statements"] if s["content"][0]["text"] == missed)
    assert (added["speaker"]["name"], added["said"]["edtf"], added["act"]) == ("Hanne Pike", "2031-03-07", "warns")
    assert "Hanne Pike" in words(desk.page("/speakers"))
    desk.submit(verdict(desk.page(address), "undo"))
    assert not any(s["content"][0]["text"] == missed for s in desk.json("/reports/2.json")["statements"])


def test_undo_takes_back_one_step_at_a_time(desk: Served, at: str) -> None:
    for day in ("2031-03-01", "2031-03-02"):
        desk.submit(verdict(desk.page(at), "correct"), said=day)
    said = [desk.json("/reports/2.json")["statements"][2]["said"]["edtf"]]
    for _ in range(2):
        desk.submit(verdict(desk.page(at), "undo"))
        said.append(desk.json("/reports/2.json")["statements"][2]["said"]["edtf"])
    assert said[:2] == ["2031-03-02", "2031-03-01"] and said[2] not in said[:2]
    assert not desk.page(at).xpath("//input[@value='undo']")


def test_the_queue_is_worked_off_least_sure_first(desk: Served) -> None:
    desk.visit()
    sure = [d["card"]["sure"] for d in desk.json("/review.json")["doubts"]]
    assert sure == sorted(sure)
    total = desk.json("/review.json")["total"]
    assert desk.submit(verdict(desk.page("/review"), "accept")).startswith("/review")
    desk.submit(verdict(desk.page("/review"), "reject"))
    assert desk.json("/review.json")["total"] == total - 2


def test_a_judgement_makes_the_points_stale(desk: Served, at: str) -> None:
    desk.submit(verdict(desk.page(at), "accept"))
    with desk.store() as store:
        assert isinstance(store, Store) and store.counts().accepted == 1
