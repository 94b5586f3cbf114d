"""`make train`: from data to weights in one command, by nearly the recipe that made the shipped ones (README.md says what differed).

usage: whole.py [--work DIR] [--without NAME ...] [--out WEIGHTS_DIR] [--quick]
Every stage keeps what it made in the working folder: a second run goes on where the first stopped. `--without polnear` (or zh, ru, ko,
own, acts) leaves one source of data out of all stages, and then also the spike's weights, which have seen zh, ru, ko and PolNeAR.
`--quick` takes two steps a stage: it shows that everything runs, and makes weights of no use.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from data import HERE

SOURCES = ("zh", "ru", "ko", "own", "acts", "polnear")
PACKAGE = HERE.parent / "src/reportedly"


@dataclass(frozen=True, slots=True)
class Stage:
    """One run of train.py: what it starts from, how long, at which rate, on which mix."""

    name: str
    start: str
    steps: int
    rate: float
    mix: str
    more: tuple[str, ...] = ()

    def command(self, work: Path, without: frozenset[str]) -> list[str]:
        """The command that runs it, or goes on with it."""
        mix = ",".join(part for part in self.mix.split(",") if part.split("=")[0] not in without)
        start = self.start if self.start in ("e5", "spike") else str(work / self.start / "last.pt")
        return [
            "train.py", str(work / self.name), "--resume", "--measure", "--vocabulary", str(work / "vocabulary.json"),
            "--start", start, "--steps", str(self.steps), "--rate", str(self.rate), "--mix", mix, *self.more,
        ]  # fmt: skip


RECIPE = (
    Stage("first", "spike", 400, 6e-5, "zh=4,ru=4,ko=2,polnear=1"),
    Stage("second", "first", 600, 7e-5, "zh=3,own=3,acts=2,ru=4,ko=3,polnear=0.3", ("--decay",)),
    Stage("shallow", "second", 800, 7e-5, "zh=2,own=2,acts=1,ru=3,ko=3,polnear=0.6", ("--without", "1,9", "--frame-layers", "1")),
    Stage("last", "shallow", 600, 7e-5, "zh=2,own=3,acts=1,ru=3,ko=3,polnear=0.5", ("--decay", "--frame-layers", "1")),
)


def run(*command: str) -> None:
    """Run one script of this folder; its failure is this command's."""
    print("$", *command, flush=True)
    subprocess.run([sys.executable, *command], cwd=HERE, check=True)


def finished(folder: Path, steps: int) -> bool:
    """Whether a stage ran to its end."""
    done = folder / "done"
    return done.exists() and int(done.read_text()) >= steps


def train(work: Path, without: frozenset[str], *, quick: bool) -> Path:
    """All stages that are not finished yet; the last checkpoint."""
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "vocabulary.json").exists():
        run("vocabulary.py", str(work / "vocabulary.json"))
    for stage in RECIPE:
        if stage.start == "spike" and without & {"zh", "ru", "ko", "polnear"}:
            stage = replace(stage, start="e5", steps=3 * stage.steps)
        stage = replace(stage, steps=2) if quick else stage
        if not finished(work / stage.name, stage.steps):
            run(*stage.command(work, without))
            (work / stage.name / "done").write_text(str(stage.steps))
    return work / RECIPE[-1].name / "last.pt"


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--work", type=Path, default=HERE.parent / "work/whole")
    ap.add_argument("--without", action="append", choices=SOURCES, default=[])
    ap.add_argument("--out", type=Path, default=PACKAGE / "weights")
    ap.add_argument("--quick", action="store_true")
    args = ap.parse_args()
    try:
        checkpoint = train(args.work.resolve(), frozenset(args.without), quick=args.quick)
        run(
            "export.py",
            str(checkpoint),
            "--out",
            str(args.out.resolve()),
            "--vocabulary",
            str(args.work.resolve() / "vocabulary.json"),
        )
        if args.out.resolve() == PACKAGE / "weights":  # both read with the package's weights
            run("align.py")
            run("calibrate.py")
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
