"""`make demo`: read the sample reports, print what was said, write one page, say what to try next."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportedly.cli import main

ROOT = Path(__file__).parents[1]
PAGE = Path("demo") / "samples.html"

NEXT = """
The page is {page}
  Open it in a browser: a click on words or on a card shows the other, with the reason for each decision.

Try next
  {reportedly} read {one} --why
  {reportedly} read {one} --json
  {reportedly} read YOUR-REPORT.html --html your-report.html
  {reportedly} --help
"""


def demo() -> None:
    """Run the command that a person would, then say where things are."""
    sys.argv = ["reportedly", "read", "--manifest", "samples/manifest.jsonl", "--html", str(PAGE)]
    try:
        main()
    except SystemExit as done:
        if done.code:
            raise
    command = Path(sys.executable).parent / "reportedly"
    near = command.relative_to(ROOT) if command.is_relative_to(ROOT) else command
    click.echo(NEXT.format(page=(ROOT / PAGE).as_uri(), reportedly=near, one="samples/02-en-pelagia-denial.txt"))


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    demo()
