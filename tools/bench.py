"""`make bench`: what a reading costs. One line of JSON with --json, else a table; every figure is measured in this run.

cold        seconds of `reportedly read ONE-REPORT --json` as a new process (median of 5)
import      seconds of `import reportedly` as a new process, less the interpreter's own (median of 5)
resident    MB that the cold reading held at most
reports/s   reports of samples/ a CPU-second, one thread, parser loaded
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ONE = "samples/02-en-pelagia-denial.txt"


def seconds(*command: str, times: int = 5) -> float:
    """The median wall time of a command in a new process."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def throughput() -> float:
    """Reports a CPU-second over the samples, thrice, after one to load the parser."""
    from reportedly.intake import find_files
    from reportedly.reading import read

    files = [f for f in find_files(ROOT / "samples") if f.suffix != ".md"]
    read(files[0])
    begin = time.process_time()
    for _ in range(3):
        for file in files:
            read(file)
    return 3 * len(files) / (time.process_time() - begin)


def measure() -> dict[str, float]:
    """All figures."""
    command = (sys.executable, "-m", "reportedly", "read", ONE, "--json")
    bare = seconds(sys.executable, "-c", "pass")
    cold = seconds(*command)
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "cold s": round(cold, 2),
        "import s": round(seconds(sys.executable, "-c", "import reportedly") - bare, 3),
        "resident MB": round(held),
        "reports/s": round(throughput(), 1),
    }


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    figures = measure()
    print(json.dumps(figures) if "--json" in sys.argv else "\n".join(f"{k:12} {v}" for k, v in figures.items()))
