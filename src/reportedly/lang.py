"""Words of a language: data/LANGUAGE/TOPIC.toml read into a dataclass that its module defines."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from reportedly.errors import RecordError

LANGUAGES = ("zh", "en", "ru", "ko")

T = TypeVar("T")


@cache
def words(language: str, topic: str, kind: type[T]) -> T:
    """Read data/LANGUAGE/TOPIC.toml as `kind`, a dataclass; a language that we have no words of reads as English.

    Raises RecordError naming the file and the field where the file does not fit the dataclass.
    """
    known = language.split("-")[0]
    folder = known if known in LANGUAGES else "en"
    path = resources.files("reportedly") / "data" / folder / f"{topic}.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, OSError) as error:
        raise RecordError(f"data/{folder}/{topic}.toml: {error}") from error
