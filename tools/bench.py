"""`make bench`: what a reading costs. One line of JSON with --json, else a table; every figure is measured in this run.

cold        seconds of `reportedly read ONE-REPORT --json` as a new process (median of 5)
import      seconds of `import reportedly` as a new process, less the interpreter's own (median of 5)
resident    MB that the cold reading held at most
samples/s   reports of samples/ a CPU-second, one thread, parser loaded
PolNeAR/s   the same for the PolNeAR dev texts of ../shared (US reports of some 5,000 characters), where they are
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
POLNEAR = ROOT.parent / "shared/gold/en-polnear-dev.jsonl"
ONE = "samples/02-en-pelagia-denial.txt"


def seconds(*command: str, times: int = 5) -> float:
    """The median wall time of a command in a new process."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def throughput(reports: Sequence[Path | bytes]) -> float:
    """Reports a CPU-second, after one to load the parser."""
    from reportedly.reading import read

    os.environ["REPORTEDLY_THREADS"] = "1"  # before the parser is loaded; a cold reading uses what the machine has
    read(reports[0])
    begin = time.process_time()
    for report in reports:
        read(report)
    return round(len(reports) / (time.process_time() - begin), 1)


def measure() -> dict[str, float]:
    """All figures."""
    from reportedly.intake import find_files

    samples = [f for f in find_files(ROOT / "samples") if f.suffix != ".md"]
    polnear = (
        [json.loads(x)["text"].encode() for x in POLNEAR.read_text(encoding="utf-8").splitlines()] if POLNEAR.exists() else []
    )
    command = (sys.executable, "-m", "reportedly", "read", ONE, "--json")
    bare = seconds(sys.executable, "-c", "pass")
    cold = seconds(*command)
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "cold s": round(cold, 2),
        "import s": round(seconds(sys.executable, "-c", "import reportedly") - bare, 3),
        "resident MB": round(held),
        "samples/s": throughput(3 * samples),
    } | ({"PolNeAR/s": throughput(polnear)} if polnear else {})


if __name__ == "__main__":
    figures = measure()
    print(json.dumps(figures) if "--json" in sys.argv else "\n".join(f"{k:12} {v}" for k, v in figures.items()))
