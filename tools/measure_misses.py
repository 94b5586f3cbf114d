"""Measure how many statements the reader misses in each language, and write it to src/reportedly/data/miss.toml.

    python tools/measure_misses.py          reads the dev sets of ../shared/gold with the shipped weights (minutes)

Core statements of the dev sets, found as `reportedly eval` counts them: 1 - recall. Run it again whenever the weights change.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.progress import track

from reportedly.evaluate import load_gold, read_gold, score
from reportedly.reading import weights_sha256

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
OUT = ROOT / "src" / "reportedly" / "data" / "miss.toml"
LANGUAGES = ("zh", "en", "ru", "ko")


def main() -> int:
    """Measure all languages, or say which data is missing."""
    if absent := [x for x in LANGUAGES if not (GOLD / f"{x}-dev.jsonl").is_file()]:
        print(f"{GOLD}: has no dev set of {', '.join(absent)}", file=sys.stderr)
        return 1
    lines = [
        "# Core statements of ../shared/gold/*-dev.jsonl that the shipped weights missed: written by tools/measure_misses.py, not by hand.",
        "", f'weights = "{weights_sha256()[:16]}"',
    ]  # fmt: skip
    for language in LANGUAGES:
        golds = load_gold(GOLD / f"{language}-dev.jsonl")
        found = score(golds, read_gold(track(golds, language, disable=not sys.stderr.isatty())))
        missed = round(found.gold * (1 - found.found.r / 100))
        print(f"{language}: {missed} of {found.gold} statements of {len(golds)} reports missed")
        lines += ["", f"[languages.{language}]", f"missed = {missed}", f"statements = {found.gold}", f"reports = {len(golds)}"]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
