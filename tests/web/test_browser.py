"""What a person does, in a browser: paste, read, walk, correct, add, see both in the point's matrix, undo, reload."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from web.conftest import Served, serve
from web.test_pages import pages

CHROMIUM = os.environ.get("REPORTEDLY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium, or name one in REPORTEDLY_CHROMIUM"
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
WAIT_MS = 240_000
"""Of a machine that has other things to do; an idle one needs seconds."""

UNION = {
    "en": """Union says the north pier will be closed

MARREN, 11 June 2031. "The harbour board has decided to close the north pier," said Jon Aldis, chairman of the dockers' union.
""",
    "zh": """工会：北码头要关到年底

马伦港6月11日电 码头工人工会主席乔恩·奥尔迪斯11日表示，港务局要把整个北码头关到年底，货轮都得改道。
""",
}
BOARD = {
    "en": """Harbour board denies closing the north pier

MARREN, 12 June 2031. The Marren harbour board on Thursday denied that it had decided to close the north pier.

"Nobody has decided to close the north pier," said Olga Steen, the board's chairwoman.

At noon the north pier was closed, and the gates stayed shut.
""",
    "zh": """港务局回应北码头传闻

马伦港6月12日电 港务局局长奥尔加·斯廷12日否认港务局已经关闭北码头。

市民发来照片，北码头已经关闭，大门紧锁。
""",
}
MISSED = {"en": "the north pier was closed", "zh": "北码头已经关闭"}
WITNESS = {"en": "Ruth Ondry", "zh": "露丝·昂德里"}
DENIED = {"en": "Nobody has decided", "zh": "港务局已经关闭北码头"}
CORRECTED = {"en": "10 June 2031", "zh": "2031年6月10日"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), timeout=WAIT_MS)
        yield browser
        browser.close()


def opened(browser: Browser, tongue: str, width: int) -> Page:
    locale = {"en": "en-GB", "zh": "zh-CN"}[tongue]
    page = browser.new_context(locale=locale, viewport={"width": width, "height": 800}).new_page()
    page.set_default_timeout(WAIT_MS)
    expect.set_options(timeout=WAIT_MS)
    return page


def paste(page: Page, room: Served, text: str) -> None:
    """Paste a report on the desk, wait until it is read, and open it."""
    page.goto(room.address)
    page.fill("#text", text)
    page.click(".give button.strong >> nth=0")
    page.click("#job li.done a")
    page.wait_for_selector("#report")


def walk_to(page: Page, words: str) -> None:
    """Walk down the statements by keyboard to the one that says some words."""
    current = page.locator("[data-walk][aria-current]")
    for n in range(1, page.locator("[data-walk]").count() + 1):
        page.keyboard.press("j")
        expect(page.locator("#panel .chosen")).to_have_attribute("data-number", str(n))
        if words in current.locator(".said").inner_text():
            return
    raise AssertionError(f"no statement says {words}")


def select(page: Page, words: str) -> None:
    """Select some words of the text, as with a mouse."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector('#report .text'), NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error('no such words: ' + words);
        }""",
        words,
    )


@pytest.mark.parametrize(("tongue", "width"), [("en", 1280), ("zh", 360)])
def test_paste_walk_correct_add_see_the_matrix_undo_reload(browser: Browser, tmp_path: Path, tongue: str, width: int) -> None:
    for room in serve(tmp_path / "room.db", quiet_s=0.2):
        page = opened(browser, tongue, width)
        paste(page, room, UNION[tongue])
        paste(page, room, BOARD[tongue])
        walk_to(page, DENIED[tongue])

        page.keyboard.press("e")  # correct the date
        expect(page.locator("#panel [name=said]")).to_be_visible()
        page.fill("#panel [name=said]", "2031-06-10")
        page.click("#panel [data-edit] button.strong")
        expect(page.locator("#panel .check.corrected")).to_be_visible()
        expect(page.locator("#panel")).to_contain_text(CORRECTED[tongue])

        select(page, MISSED[tongue])  # add a missed one
        page.keyboard.press("n")
        form = page.locator("[data-adding] form")
        expect(form.locator("[name=words]")).to_have_value(MISSED[tongue])
        form.locator("[name=speaker]").fill(WITNESS[tongue])
        form.locator("[name=said]").fill("2031-06-12")
        form.locator("button.strong").click()
        expect(page.locator("#panel .chosen h2")).to_contain_text(WITNESS[tongue])
        assert page.evaluate("document.querySelector('.mark.lit').textContent") == MISSED[tongue]
        report = page.url

        for _ in range(200):  # both stand in the matrix once the points are lined up
            page.goto(room.address + "/points")
            if not room.json("/health.json")["stale"] and page.locator("ol.entries a").count():
                page.click("ol.entries a >> nth=0")
                if page.locator(".matrix", has_text=WITNESS[tongue]).count():
                    break
            page.wait_for_timeout(500)
        matrix = page.locator(".matrix")
        expect(matrix).to_contain_text(MISSED[tongue])
        expect(matrix).to_contain_text(CORRECTED[tongue])
        expect(matrix.locator(".check.accepted").first).to_be_visible()
        expect(matrix.locator(".check.corrected").first).to_be_visible()
        matrix.locator(".ref").first.click()
        expect(page.locator(".alone .mark.lit").first).to_be_visible()

        page.goto(report)  # undo both, and reload
        page.keyboard.press("u")
        expect(page.locator("#list")).not_to_contain_text(WITNESS[tongue])
        page.keyboard.press("u")
        expect(page.locator("button.undo")).to_have_count(0)
        page.reload()
        expect(page.locator("#list")).not_to_contain_text(WITNESS[tongue])
        assert room.json("/log.json")[0]["field"] == "judgements"  # undone, and still in the log
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()


def test_keys_accept_reject_and_take_back(browser: Browser, desk: Served) -> None:
    page = opened(browser, "en", 1280)
    page.goto(desk.address + "/reports/2")
    total = page.locator("[data-walk]").count()
    page.keyboard.press("j")
    expect(page.locator("#panel .chosen")).to_have_attribute("data-number", "1")
    page.keyboard.press("a")
    expect(page.locator("#panel .check.accepted")).to_be_visible()
    expect(page.locator("#told")).to_have_text("Accepted.")
    page.keyboard.press("j")
    expect(page.locator("#panel .chosen")).to_have_attribute("data-number", "2")
    page.keyboard.press("x")
    expect(page.locator("[data-walk]")).to_have_count(total - 1)
    page.keyboard.press("u")
    expect(page.locator("[data-walk]")).to_have_count(total)
    page.context.close()


def test_the_queue_is_worked_by_keys(browser: Browser, desk: Served) -> None:
    page = opened(browser, "zh", 360)
    page.goto(desk.address + "/review")
    waiting = desk.json("/review.json")["total"]
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#queue .tally b")).to_have_text(str(waiting - 1))
    expect(page.locator("[data-walk][aria-current]")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator("#queue .tally b")).to_have_text(str(waiting - 2))
    page.keyboard.press("e")
    expect(page.locator("#panel [data-edit]")).to_have_attribute("open", "")
    page.context.close()


@pytest.mark.parametrize(("tongue", "width", "scheme"), [("en", 1280, "light"), ("zh", 360, "dark")])
def test_no_page_has_a_serious_fault_or_is_wider_than_the_screen(
    browser: Browser, room: Served, tongue: str, width: int, scheme: str
) -> None:
    page = opened(browser, tongue, width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    faults = []
    for path in [*pages(room), "/points/p-400", "/points/p-detained/dossier"]:
        answer = page.goto(room.address + path)
        assert answer and answer.ok, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        found = Axe().run(page).response["violations"]
        faults += [
            (path, v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found if v["impact"] in ("serious", "critical")
        ]
    assert not faults
    assert not wrong
    page.context.close()


def test_a_hostile_report_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    bad = "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 2'>"
    for room in serve(tmp_path / "room.db"):
        page = opened(browser, "en", 1280)
        paste(
            page,
            room,
            f'Minister {bad} denies it\n\n"{bad} nothing happened" said Olga Steen on 12 June 2031.\n\n\u202eright to left\n',
        )
        expect(page.locator("#report .text")).to_contain_text("<script>window.hurt = 1</script>")
        page.wait_for_timeout(300)
        assert page.evaluate("window.hurt === undefined")
        assert re.search("\ufffd?right to left", page.locator("#report .text").inner_text())
        page.context.close()
