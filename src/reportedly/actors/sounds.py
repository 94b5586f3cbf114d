"""How names sound across scripts: the evidence that two spellings are one name.

A Chinese character, a Korean letter or a Russian one stands for a short run of Latin (or, from Chinese, Russian) letters. How often
for which is learned from pairs of names (tools/learn_sounds.py) and shipped as data/sounds.json. `evidence(a, b)` is a log likelihood
ratio in nats: how much likelier b's letters are as a's other spelling than as any name's; 0 says nothing, 7 is a thousand to one.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from reportedly.errors import ModelError

Script = Literal["han", "hangul", "cyrillic", "latin"]
Table = dict[str, dict[str, float]]
"""Symbol → run of letters → probability."""

SMOOTH = 0.03
"""The share of a symbol's spellings that was never seen."""
MISSPELT = 3.5
"""Nats that each letter other than expected costs between two spellings of one script."""
LONGEST = 40
"""Letters of a name's part that are looked at."""
_PLAIN = {
    "ø": "o",
    "æ": "ae",
    "ß": "ss",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "œ": "oe",
    "ё": "е",
    "ў": "у",
    "і": "и",
    "ї": "и",
    "є": "е",
}
_DOTS = "·．・•‧∙-–‐= \u3000"


@dataclass(frozen=True, slots=True)
class Sounds:
    """The learned tables, `zh-en` say, and how likely letters follow one another in any name of a language."""

    tables: dict[str, Table]
    letters: dict[str, dict[str, float]]
    longest: dict[str, int]


@cache
def load_sounds() -> Sounds:
    """The tables that ship with the package; raises ModelError where they are missing or damaged."""
    path = resources.files("reportedly") / "data" / "sounds.json"
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        tables = {
            pair: {s: {run: n / 1000 for run, n in runs.items()} for s, runs in table.items()}
            for pair, table in read["tables"].items()
        }
        letters = {lang: {two: n / 10000 for two, n in seen.items()} for lang, seen in read["letters"].items()}
        return Sounds(tables, letters, read["longest"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"data/sounds.json cannot be read ({error}): install reportedly again") from error


def script(name: str) -> Script:
    """The script that most of a name's letters are of."""
    counts = {"han": 0, "hangul": 0, "cyrillic": 0, "latin": 0}
    for c in name[:LONGEST]:
        if "\u3400" <= c <= "\u9fff":
            counts["han"] += 1
        elif "\uac00" <= c <= "\ud7a3":
            counts["hangul"] += 1
        elif "\u0400" <= c <= "\u04ff":
            counts["cyrillic"] += 1
        elif c.isalpha():
            counts["latin"] += 1
    best: Script = max(("latin", "cyrillic", "hangul", "han"), key=lambda s: counts[s])
    return best


def plain(name: str) -> str:
    """A name's letters alone, in lower case, without accents."""
    spread = unicodedata.normalize("NFD", name.lower()) if script(name) == "latin" else name.lower()
    return "".join(_PLAIN.get(c, c) for c in spread if c.isalpha() and not unicodedata.combining(c))[:LONGEST]


def parts(name: str) -> tuple[str, ...]:
    """The parts of a name between blanks, dots and hyphens, as plain letters; initials are left out."""
    for dot in _DOTS:
        name = name.replace(dot, " ")
    found = tuple(p for p in (plain(x) for x in name.split() if not x.endswith(".")) if p)
    return tuple(p for p in found if len(p) > 1) or found


def symbols(part: str) -> tuple[str, ...]:
    """What a part of a name is spelt with: characters, letters, or the letters inside Korean syllables (ㅇ is silent at the start)."""
    if script(part) != "hangul":
        return tuple(part)
    out: list[str] = []
    for c in part:
        n = ord(c) - 0xAC00
        if not 0 <= n < 11172:
            continue
        lead, vowel, tail = n // 588, n % 588 // 28, n % 28
        out += [f"i{lead}"] * (lead != 11) + [f"v{vowel}"] + [f"f{tail}"] * (tail > 0)
    return tuple(out)


_LANGUAGE: dict[Script, str] = {"han": "zh", "hangul": "ko", "cyrillic": "ru", "latin": "en"}


@lru_cache(maxsize=200_000)
def evidence(a: str, b: str) -> float:
    """Nats of evidence that two parts of names (see `parts`), in whatever scripts, are one; as much from a to b as from b to a."""
    one, other = sorted((a, b), key=lambda x: (("han", "hangul", "cyrillic", "latin").index(script(x)), x))
    x, y = _LANGUAGE[script(one)], _LANGUAGE[script(other)]
    if x == y:
        return _same_script(one, other, x)
    if f"{x}-{y}" in load_sounds().tables:
        return spelt(one, other, f"{x}-{y}")
    return spelt(one, romanised(other), f"{x}-en")


def _same_script(a: str, b: str, language: str) -> float:
    if language == "zh":
        return spelt(a, romanised(b), "zh-en") if a != b else max(8.0, 4.0 * len(a))
    wrong = edits(_stem(a, language), _stem(b, language))
    if wrong > max(1, min(len(a), len(b)) // 4):
        return -MISSPELT * wrong
    return unlikely(a if len(a) < len(b) else b, language) - MISSPELT * wrong


def _stem(part: str, language: str) -> str:
    """A Russian name without the ending of its case."""
    if language != "ru":
        return part
    for ending in (
        "ого",
        "ому",
        "ыми",
        "ями",
        "ами",
        "ой",
        "ым",
        "им",
        "ом",
        "ем",
        "ей",
        "ую",
        "ая",
        "ий",
        "ый",
        "ою",
        "ью",
        "а",
        "у",
        "е",
        "ы",
        "и",
        "о",
        "я",
        "ю",
        "й",
        "ь",
    ):
        if part.endswith(ending) and len(part) - len(ending) >= 3:
            return part[: -len(ending)]
    return part


def spelt(source: str, target: str, pair: str) -> float:
    """Nats of evidence that `target` spells `source`, by one of the learned tables (`zh-en`, `zh-ru`, `ko-en`, `ru-en`)."""
    sounds = load_sounds()
    likely = _likelihood(symbols(source), target, sounds.tables[pair], sounds.longest[pair])
    return (math.log(likely) if likely > 0 else -200.0) + unlikely(target, pair[-2:])


def unlikely(letters: str, language: str) -> float:
    """How rare a name is by its letters alone, in nats: minus the log probability of a run of letters."""
    seen = load_sounds().letters.get(language)
    if seen is None:  # Korean by syllables: each is one of about a hundred
        return 4.6 * len(letters)
    framed = f"^{letters}$"
    return -sum(math.log(seen.get(framed[i : i + 2], 0.0005)) for i in range(len(framed) - 1))


def _likelihood(source: Sequence[str], target: str, table: Table, longest: int) -> float:
    """The probability of the letters `target` given the symbols `source`, over all ways to share them out."""
    size, away = len(target), len(source)
    reach = [1.0] + [0.0] * size
    for n, symbol in enumerate(source):
        runs = table.get(symbol, {})
        coming = [0.0] * (size + 1)
        least = size - longest * (away - n - 1)
        for at in range(size + 1):
            here = reach[at]
            if here < 1e-300:
                continue
            for end in range(max(at, least), min(size, at + longest) + 1):
                known = runs.get(target[at:end], 0.0)
                coming[end] += here * ((1 - SMOOTH) * known + SMOOTH * _any_run(end - at))
        reach = coming
    return reach[size]


def _any_run(length: int) -> float:
    """The probability of a run that was never seen, by its length."""
    return 0.02 if not length else 0.25 * 0.06**length


@lru_cache(maxsize=50_000)
def romanised(part: str) -> str:
    """The likeliest Latin spelling of a part of a name, symbol by symbol."""
    language = _LANGUAGE[script(part)]
    if language == "en":
        return part
    table = load_sounds().tables[f"{language}-en"]
    return "".join(max(table[s], key=lambda run: (table[s][run], run)) for s in symbols(part) if table.get(s))


def edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
