"""How many statements the reader misses, as measured: what stands wherever nothing was found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from reportedly.errors import RecordError


@dataclass(frozen=True, slots=True)
class Missed:
    """What was missed of one language's test reports: so many of so many core statements."""

    missed: int
    statements: int
    reports: int

    @property
    def of_100(self) -> int:
        """How many of 100 statements are missed."""
        return round(100 * self.missed / self.statements)


@dataclass(frozen=True, slots=True)
class _Measured:
    weights: str
    languages: dict[str, Missed]


@cache
def measured() -> Mapping[str, Missed]:
    """What the reader missed, by language, as tools/measure_misses.py wrote it to data/miss.toml."""
    try:
        text = (resources.files("reportedly") / "data" / "miss.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), _Measured).languages
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RecordError(f"data/miss.toml: {error}: run tools/measure_misses.py") from error


@cache
def missed_of_100() -> Mapping[str, int]:
    """How many of 100 statements are missed, by language."""
    return {language: m.of_100 for language, m in measured().items()}


def miss_sentence() -> str:
    """What stands, in English, beside every list in which something may be missing."""
    names = {"zh": "Chinese", "en": "English", "ru": "Russian", "ko": "Korean"}
    first, *rest = [f"in {names.get(language, language)}" for language in missed_of_100()]
    numbers = list(missed_of_100().values())
    told = ", ".join(f"{n} {where}" for n, where in zip(numbers[1:], rest, strict=True))
    return f"Not found is not: not said. On test reports the reader missed {numbers[0]} of 100 statements {first}, {told}."
