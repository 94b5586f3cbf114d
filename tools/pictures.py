"""`make pictures`: the README's pictures, taken of the samples' page in Debian's Chromium.

Needs `apt install chromium fonts-noto-cjk` and `pip install playwright` (no browser of playwright's own is fetched).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "pictures"
SAMPLES = {"en": "samples/02-en-pelagia-denial.txt", "zh": "samples/05-zh-dongyu-hest.txt"}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def write_page(tongue: str, out: Path) -> None:
    """Read one sample into a page."""
    published = "2031-03-04" if tongue == "en" else "2031-03-06"
    command = [sys.executable, "-m", "reportedly", "read", SAMPLES[tongue], "--quiet", "--published", published]
    subprocess.run([*command, "--interface", tongue, "--html", str(out)], check=True, cwd=ROOT)


def take(page: Path, out: Path, *, width: int = 1280, height: int = 800, dark: bool = False, chosen: str = "") -> None:
    """One picture of a page, with one statement chosen where its id is given."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        view = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", device_scale_factor=1.5
        )
        view.goto(page.as_uri())
        if chosen:
            view.evaluate("id => location.hash = id", chosen)
            view.wait_for_timeout(300)
        view.screenshot(path=out)
        browser.close()


def main() -> None:
    """Both pictures."""
    if not shutil.which("chromium"):
        sys.exit("no chromium here: apt install chromium fonts-noto-cjk")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for tongue, dark in (("en", False), ("zh", True)):
            page = Path(folder) / f"{tongue}.html"
            write_page(tongue, page)
            take(page, OUT / f"sheet-{tongue}.png", dark=dark, chosen="r1t5" if dark else "r1t3")


if __name__ == "__main__":
    main()
