"""Measures how well a name is found again in another script: accuracy at the first place among the other held-back names.

usage: measure_names.py [--names ../shared/names] [--candidates 500] [--json]      for the baseline from Chinese: pip install pypinyin

Every twentieth name (tools/learn_sounds.py) was never learned from. Each is asked for once, among as many other names of the other
script; ties count as wrong. Baseline: the smallest edit distance between plain romanisations (pinyin; BGN/PCGN Russian; Revised
Romanization of Korean), with Russian romanised where it is looked for from Chinese.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from learn_sounds import ROOT, read_pairs, split

from reportedly.actors.sounds import edits, evidence

RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
LEADS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
TAILS = [
    "",
    *[
        "k",
        "k",
        "k",
        "n",
        "n",
        "n",
        "t",
        "l",
        "k",
        "m",
        "l",
        "l",
        "l",
        "p",
        "l",
        "m",
        "p",
        "p",
        "t",
        "t",
        "ng",
        "t",
        "t",
        "k",
        "t",
        "p",
        "t",
    ],
]


def romanised(name: str) -> str | None:
    """A name in Latin letters by rule, None where the rule's package is missing."""
    if "\u3400" <= name[0] <= "\u9fff":
        try:
            from pypinyin import lazy_pinyin
        except ImportError:
            return None
        return "".join(lazy_pinyin(name))
    out = []
    for c in name:
        n = ord(c) - 0xAC00
        out.append(LEADS[n // 588] + VOWELS[n % 588 // 28] + TAILS[n % 28] if 0 <= n < 11172 else RUSSIAN.get(c, c))
    return "".join(out)


def first_places(pairs: list[tuple[str, str]], near: Callable[[str, str], float]) -> float:
    """The share of pairs whose right side is strictly nearer to the left one than every other right side is."""
    right = 0
    for a, b in pairs:
        best = near(a, b)
        right += all(near(a, c) < best for _, c in pairs if c != b)
    return round(100 * right / len(pairs), 1)


def chosen(found: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """At most so many pairs, no spelling twice, always the same."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for a, b in sorted(found, key=lambda p: hashlib.sha256("|".join(p).encode()).digest()):
        if a not in out and b not in taken and len(out) < most:
            out[a] = b
            taken.add(b)
    return list(out.items())


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", type=Path, default=ROOT.parent / "shared/names")
    ap.add_argument("--candidates", type=int, default=500)
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args()
    found = read_pairs(args.names)
    latin_of = dict(found["zh-en"])
    out = {}
    for pair, all_pairs in found.items():
        _, back = split(all_pairs, latin_of if pair == "zh-ru" else None)
        asked = chosen(back, args.candidates)
        learned = first_places(asked, evidence)
        spelt = {x: romanised(x) for p in asked for x in p}
        plain = (
            None
            if None in spelt.values()
            else first_places(asked, lambda a, b, s=spelt: -edits(s[a] or "", s[b] or "") / max(len(s[a] or ""), len(s[b] or "")))
        )
        out[pair] = {"names": len(asked), "learned": learned, "edit_distance": plain}
        if not args.json:
            print(f"{pair}: {len(asked)} names, learned table {learned}, romanised edit distance {plain}", flush=True)
    if args.json:
        print(json.dumps(out))


if __name__ == "__main__":
    main()
