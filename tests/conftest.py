"""What several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.gold import load_gold
from reportedly.model import Record

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> list[Record]:
    """One record a sample report as its gold has it: what pages, tables and schemas are tested with."""
    return [Record(gold.report(), gold.as_statements()) for gold in load_gold(ROOT / "tests" / "gold" / "gold.jsonl")]
