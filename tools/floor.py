"""Hold the reader's scores against quality_floor.toml, or set the floor.

    python tools/floor.py                                       hold it: exit 1 where a figure fell
    python tools/floor.py --raise                               set every figure that rose to what it is now
    python tools/floor.py --lower --reason "why it may fall"    set every figure to what it is now; the reason is kept in the file

A set is one gold file, or several whose reports are scored as one. A floor is pinned with the SHA-256 of its data: other data needs a
new floor, set by --raise. Data that is not here (../shared on a stranger's machine) is passed over and said so.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from reportedly.evaluate import GoldReport, Scores, load_gold, pool, read_gold, score
from reportedly.model import Statement

ROOT = Path(__file__).parents[1]
FLOOR = ROOT / "quality_floor.toml"
RATES = ("found", "exact", "e2e", "whole", "acts", "relays")
SHARES = ("source", "manner", "act", "said", "said_dated", "speaker", "speaker_resolved")
SLACK = 0.05  # figures are rounded to a tenth


@dataclass(frozen=True, slots=True)
class Floor:
    """What one gold set must score at least."""

    gold: list[str]
    sha256: str
    figures: dict[str, float]

    @property
    def name(self) -> str:
        """The set as it is printed."""
        return " + ".join(self.gold)

    @property
    def paths(self) -> list[Path]:
        """Where the gold is."""
        return [ROOT / path for path in self.gold]

    @property
    def is_here(self) -> bool:
        """Whether all of the gold is."""
        return all(path.exists() for path in self.paths)

    def digest(self) -> str:
        """The hash of the gold as it is now."""
        return hashlib.sha256(b"".join(path.read_bytes() for path in self.paths)).hexdigest()


def load_floor() -> tuple[list[Floor], list[str]]:
    """The floors, and the reasons for which they were lowered."""
    data = tomllib.loads(FLOOR.read_text(encoding="utf-8"))
    return [Floor(**one) for one in data["set"]], data.get("lowered", [])


def figures(scores: Scores) -> dict[str, float]:
    """The figures that a floor holds: F1s, and shares of the found."""
    rates = {name: rate.f for name in RATES if (rate := getattr(scores, name)) is not None}
    return rates | {name: scores.of_found[name] for name in SHARES if name in scores.of_found}


@cache
def read(path: Path) -> tuple[list[GoldReport], dict[str, tuple[Statement, ...]]]:
    """The gold of a file and what is found in its texts; each file is read once."""
    golds = load_gold(path)
    return golds, read_gold(golds)


def measure(floor: Floor) -> dict[str, float]:
    """Score what is found in the gold's texts."""
    both = [read(path) for path in floor.paths]
    return figures(score(pool(golds for golds, _ in both), {name: s for _, found in both for name, s in found.items()}))


def fallen(floor: Floor, now: dict[str, float]) -> Iterator[str]:
    """What lies below its floor, in words."""
    for name, least in floor.figures.items():
        value = now.get(name)
        if value is None or value < least - SLACK:
            yield f"{floor.name}: {name} is {value}, the floor is {least}"


def write(floors: list[Floor], lowered: list[str]) -> None:
    """Write quality_floor.toml."""
    out = ["# The least that the reader scores, pinned with the hash of its data. Set by tools/floor.py, not by hand.", ""]
    if lowered:
        out += ["lowered = [", *(f"  {_quoted(reason)}," for reason in lowered), "]", ""]
    for floor in floors:
        out += ["[[set]]", f"gold = [{', '.join(map(_quoted, floor.gold))}]", f'sha256 = "{floor.sha256}"', "[set.figures]"]
        out += [*(f"{name} = {value}" for name, value in floor.figures.items()), ""]
    FLOOR.write_text("\n".join(out), encoding="utf-8")


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def hold(floors: list[Floor]) -> int:
    """Say what fell; 1 where anything did."""
    faults: list[str] = []
    for floor in floors:
        if not floor.is_here:
            print(f"{floor.name}: not here, passed over")
        elif floor.digest() != floor.sha256:
            faults.append(f"{floor.name}: is other data than the floor's; set it anew: python tools/floor.py --raise")
        else:
            now = measure(floor)
            print(f"{floor.name}: " + "  ".join(f"{k} {v}" for k, v in now.items()))
            faults += fallen(floor, now)
    print("\n".join(faults) if faults else "the floor holds", file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


def set_anew(floors: list[Floor], lower: bool) -> list[Floor]:
    """The floors at today's figures; unless lowering, none falls while its data stays the same."""
    out = []
    for floor in floors:
        if not floor.is_here:
            out.append(floor)
            continue
        digest, now = floor.digest(), measure(floor)
        if digest == floor.sha256 and not lower:
            now = {name: max(value, floor.figures.get(name, 0.0)) for name, value in now.items()}
        print(f"{floor.name}: " + "  ".join(f"{k} {v}" for k, v in now.items()))
        out.append(Floor(floor.gold, digest, now))
    return out


def main() -> int:
    """Hold the floor, or set it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--raise", dest="rise", action="store_true")
    way.add_argument("--lower", action="store_true")
    parser.add_argument("--reason")
    asked = parser.parse_args()
    if asked.lower != bool(asked.reason):
        parser.error('lowering takes both: --lower --reason "why it may fall"')
    floors, lowered = load_floor()
    if not (asked.rise or asked.lower):
        return hold(floors)
    lowered = [*lowered, f"{datetime.now(UTC):%Y-%m-%d}: {asked.reason}"] if asked.lower else lowered
    write(set_anew(floors, asked.lower), lowered)
    return 0


if __name__ == "__main__":
    sys.exit(main())
