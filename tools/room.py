"""`make room`: the samples in a database of their own, and the reading room open on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DB = Path("demo") / "room.db"


def room() -> int:
    """Read the samples where they are not read yet, and serve until a person closes the room."""
    command = [sys.executable, "-m", "reportedly"]
    try:
        subprocess.run([*command, "add", "--manifest", "samples/manifest.jsonl", "--db", str(DB)], cwd=ROOT, check=True)
        return subprocess.run([*command, "serve", "--db", str(DB), *sys.argv[1:]], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(room())
