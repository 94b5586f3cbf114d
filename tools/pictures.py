"""`make pictures`: the README's pictures, taken of the reading room over the samples in Debian's Chromium.

Needs `apt install chromium fonts-noto-cjk` and `pip install playwright` (no browser of playwright's own is fetched).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import urllib3

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "pictures"
REPORTEDLY = (sys.executable, "-m", "reportedly")
REPORTS = {"en": "02-en-pelagia-denial", "zh": "05-zh-dongyu-hest"}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
WAIT_MS = 300_000


@contextmanager
def room(db: Path) -> Iterator[str]:
    """The room over the samples, points lined up; gives its address."""
    subprocess.run([*REPORTEDLY, "add", "--manifest", "samples/manifest.jsonl", "--db", str(db)], check=True, cwd=ROOT)
    subprocess.run([*REPORTEDLY, "points", "--db", str(db)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    command = [*REPORTEDLY, "serve", "--db", str(db), "--port", "0", "--by", "you"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as serving:
        assert serving.stderr
        address = next(word for word in serving.stderr.readline().split() if word.startswith("http://")).rstrip("/")
        while not msgspec.json.decode(urllib3.request("GET", f"{address}/health.json").data)["speakers_known"]:
            time.sleep(1)
        yield address
        serving.terminate()


def shown(address: str, tongue: str) -> dict[str, str]:
    """What is taken: one report with the statement chosen that most others tell, and the liveliest point."""

    def asked(path: str) -> Any:
        return msgspec.json.decode(urllib3.request("GET", address + path).data)

    entries = asked("/index.json")["newest"]
    key = next(e["key"] for e in entries if REPORTS[tongue] in (e["url"] or e["page"]))
    statements = [s["id"] for s in asked(f"/reports/{key}.json")["statements"]]
    statement = max(statements, key=lambda id: len(asked(f"/statements/{id}.json")["elsewhere"]))
    point = asked(f"/points.json?interface={tongue}")["points"][0]["id"]
    return {"room": f"/reports/{key}?s={statement}", "point": f"/points/{point}"}


def take(address: str) -> None:
    """All pictures, in both languages; the Chinese ones dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET), timeout=WAIT_MS)
        for tongue, scheme in (("en", "light"), ("zh", "dark")):
            view = browser.new_page(
                viewport={"width": 1280, "height": 800}, color_scheme=scheme, device_scale_factor=1.5,
                locale="zh-CN" if tongue == "zh" else "en-GB",
            )  # fmt: skip
            view.set_default_timeout(WAIT_MS)
            for name, path in shown(address, tongue).items():
                view.goto(address + path)
                view.evaluate("scrollTo(0, 0)")
                view.screenshot(path=OUT / f"{name}-{tongue}.png")
        browser.close()


def main() -> None:
    """Serve the samples and take the pictures."""
    if not shutil.which("chromium"):
        sys.exit("no chromium here: apt install chromium fonts-noto-cjk")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, room(Path(folder) / "room.db") as address:
        take(address)


if __name__ == "__main__":
    main()
