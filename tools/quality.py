"""Measure how good the reader is on all gold that is here, and write the figures into docs/quality.md.

    python tools/quality.py                         read everything, print the figures, write them
    python tools/quality.py --without en-polnear    the same but for the sets whose names hold these words

Each set's row is what `reportedly eval` prints for its file; "zh + ru + en" is what it prints for the three together.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from reportedly.cli.inputs import watched
from reportedly.evaluate import GoldReport, Rate, Scores, load_gold, pool, read_gold, score, trusted
from reportedly.model import Statement
from reportedly.reading import weights_sha256

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: tools/quality.py -->", "<!-- end of figures -->"
RATES = ("found", "exact", "e2e", "whole", "acts", "relays")
SHARES = ("source", "manner", "act", "said", "said_dated", "speaker", "speaker_resolved")
DULL = ("manner", "act", "said", "speaker")


@dataclass(frozen=True, slots=True)
class Set:
    """Some gold files that are scored together."""

    name: str
    files: tuple[Path, ...]

    @property
    def is_here(self) -> bool:
        """Whether all files are: ../shared is not on a stranger's machine."""
        return all(path.exists() for path in self.files)


DEV = {name: SHARED / "gold" / f"{name}.jsonl" for name in ("zh-dev", "ru-dev", "en-dev", "ko-dev", "en-polnear-dev")}
SETS = (
    *(Set(name, (DEV[name],)) for name in ("zh-dev", "ru-dev", "en-dev")),
    Set("zh + ru + en", (DEV["zh-dev"], DEV["ru-dev"], DEV["en-dev"])),
    *(Set(name, (DEV[name],)) for name in ("ko-dev", "en-polnear-dev")),
    Set("samples", (ROOT / "tests/gold/gold.jsonl",)),
    *(Set(name, (SHARED / "disputes" / name / "gold.jsonl",)) for name in ("reservoir", "instructors")),
)
FITTED = ("zh-dev", "ru-dev", "en-dev", "ko-dev", "samples", "reservoir")
"""The sets on which `confidence` was fitted: training/calibrate.py."""
BARS = {"said_dated": 78, "said": 85, "speaker_resolved": 70, "manner": 96, "acts": 60, "relays": 65}
"""What issue 4 asks of zh + ru + en."""


@cache
def read(path: Path) -> tuple[list[GoldReport], dict[str, tuple[Statement, ...]]]:
    """The gold of a file and what is found in its texts; each file is read once."""
    golds = load_gold(path)
    return golds, read_gold(watched(golds))


def measure(one: Set) -> Scores:
    """Score the sets of files as one."""
    both = [read(path) for path in one.files]
    return score(pool(golds for golds, _ in both), {name: s for _, found in both for name, s in found.items()})


def tables(measured: dict[str, Scores]) -> Iterator[str]:
    """All that is measured, as Markdown."""
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d}, weights `{weights_sha256()[:12]}`.\n"
    yield "| set | reports, statements | found | exact | e2e (90 %) | whole | acts | relays |\n|---|---|---|---|---|---|---|---|"
    for name, s in measured.items():
        cells = (_rate(getattr(s, field), interval=field == "e2e") for field in RATES)
        yield f"| {name} | {s.reports}, {s.gold} | {' | '.join(cells)} |"
    yield "\nOf the found, per cent:\n"
    yield f"| set | {' | '.join(SHARES)} |\n|---{'|---' * len(SHARES)}|"
    for name, s in measured.items():
        yield f"| {name} | {' | '.join(str(s.of_found.get(field, '–')) for field in SHARES)} |"
    yield "\nWhat the dullest answer gets there (indirect, asserts, no date, the source's own words as name; no act and no relay ever):\n"
    yield f"| set | {' | '.join(DULL)} | said_dated, speaker_resolved, acts F1, relays F1 |\n|---{'|---' * (len(DULL) + 1)}|"
    for name, s in measured.items():
        if s.constant is not None:
            yield f"| {name} | {' | '.join(str(s.constant.get(field, '–')) for field in DULL)} | 0 |"


def _rate(rate: Rate | None, *, interval: bool) -> str:
    if rate is None:
        return "–"
    return f"{rate.f} ({rate.low}–{rate.high})" if interval else str(rate.f)


def bars(scores: Scores) -> Iterator[str]:
    """zh + ru + en against what is asked of them."""
    yield "\n| zh + ru + en | " + " | ".join(BARS) + " |\n|---" + "|---" * len(BARS) + "|"
    got = {name: scores.of_found.get(name) or getattr(scores, name, None) for name in BARS}
    yield "| measured | " + " | ".join(str(x.f if isinstance(x, Rate) else x) for x in got.values()) + " |"
    yield "| asked | " + " | ".join(str(least) for least in BARS.values()) + " |"


def calibration(sets: Sequence[Set], bins: int = 10) -> str:
    """How far `confidence` is off, over bins of equal count, and its Brier score beside the best constant's."""
    both = [read(path) for one in sets for path in one.files]
    pairs = sorted(pair for golds, found in both for gold in golds for pair in trusted(gold, found[gold.id]))
    n = len(pairs)
    parts = [pairs[i * n // bins : (i + 1) * n // bins] for i in range(bins)]
    error = sum(abs(sum(p for p, _ in part) - sum(right for _, right in part)) for part in parts) / n
    share = sum(right for _, right in pairs) / n
    brier = sum((p - right) ** 2 for p, right in pairs) / n
    return (
        f"{n} statements, {100 * share:.0f} % right, calibration error {error:.3f}; "
        f"Brier {brier:.3f} against {share * (1 - share):.3f} of a constant"
    )


def report(sets: Sequence[Set]) -> str:
    """The part of docs/quality.md that is measured."""
    measured = {one.name: measure(one) for one in sets}
    lines = list(tables(measured))
    if absent := [one.name for one in SETS if one not in sets]:
        lines.append(f"\nNot measured in this run: {', '.join(absent)}.")
    if pooled := measured.get("zh + ru + en"):
        lines += bars(pooled)
    fitted = [one for one in sets if one.name in FITTED]
    lines.append("\n`confidence`, the chance that source, act, date and relays are all right:\n")
    lines.append(f"- on the reports that it was fitted on ({', '.join(one.name for one in fitted)}): {calibration(fitted)}")
    lines += [f"- on *instructors*, which it was not: {calibration([one])}" for one in sets if one.name == "instructors"]
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", nargs="+", default=[], metavar="WORDS")
    left_out = parser.parse_args().without
    sets = [one for one in SETS if one.is_here and not any(words in one.name for words in left_out)]
    figures = report(sets)
    print(figures)
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
