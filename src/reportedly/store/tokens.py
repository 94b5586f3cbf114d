"""Words as the search index has them: each CJK character apart and simplified, Russian and English by stem, Korean by pairs of syllables.

The script decides, not the report's language, so that a query needs none. A query's words are all wanted, each as a phrase:
普京 is 普 then 京. Words in quotation marks are wanted side by side.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from reportedly.hanzi import simplified, spellings

MAKING = 2
"""Goes up when a text's tokens change: another making of the words means another index."""

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_CJK += "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
_LETTER = rf"(?:[^\W_{_CJK}{_HANGUL}]|[\u0300-\u036f])"
_BREAK = rf"(?<=[{_CJK}])[^\w\s·・•‧]+(?=[{_CJK}])"
_RUN = re.compile(rf"[{_CJK}]+|[{_HANGUL}]+|{_LETTER}+(?:['’]{_LETTER}+)*|{_BREAK}")
_CHARACTERS = re.compile(rf"[{_CJK}]")
_SYLLABLES = re.compile(rf"[{_HANGUL}]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z]")
_LATIN_ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_MARKS = re.compile(r"[\"“”«»„「」『』]")
_LONGEST = 200
"""A longer run of letters is no word."""
_SHINGLE = 3
_STOP = "\ue000"
"""The token of a mark between characters: 和 and 平 in “…和，平…” are not 和平."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens wanted side by side, and the runs of letters that they come from; `open`: the last is only how a token begins."""

    tokens: tuple[str, ...]
    runs: tuple[str, ...]
    open: bool = False


def indexed(text: str) -> str:
    """The tokens of a text, with a space between."""
    return " ".join(_tokens(run) for run in _RUN.findall(text))


def phrases(query: str) -> tuple[Phrase, ...]:
    """What a query wants: each of its words, and each stretch in quotation marks as a whole."""
    out = []
    for n, part in enumerate(_MARKS.split(query)):
        runs = _RUN.findall(part)
        for group in [runs] if n % 2 else [_RUN.findall(word) for word in part.split()]:
            if group:
                out.append(_phrase(group))
    return tuple(dict.fromkeys(out))


def shingles(text: str, most: int) -> tuple[str, ...]:
    """Runs of three tokens of a text, so many at most and from all of it: what a page that prints some of it has too."""
    tokens = indexed(text).split()
    runs = [tokens[n : n + _SHINGLE] for n in range(max(1, len(tokens) - _SHINGLE + 1))]
    whole = list(dict.fromkeys(" ".join(run) for run in runs if run and _STOP not in run))
    step = max(1, -(-len(whole) // most))
    return tuple(whole[::step])


def _phrase(runs: list[str]) -> Phrase:
    tokens, plain = " ".join(map(_tokens, runs)).split(), tuple(unicodedata.normalize("NFKC", run).casefold() for run in runs)
    if _SYLLABLES.match(runs[-1]):  # a particle may follow: the last syllable need not end the word
        return Phrase(tuple(tokens[:-1]), plain) if len(runs[-1]) > 1 else Phrase(tuple(tokens), plain, open=True)
    return Phrase(tuple(tokens), plain)


@cache
def version() -> str:
    """What the tokens were made by; an index made by another is made anew."""
    from importlib import metadata

    return f"{MAKING}/{metadata.version('snowballstemmer')}"


def _tokens(run: str) -> str:
    if _CHARACTERS.match(run):
        return " ".join(simplified(unicodedata.normalize("NFKC", run)))
    return _word(run[:_LONGEST]) if run[0].isalnum() else _STOP


@lru_cache(maxsize=100_000)
def _word(run: str) -> str:
    plain = unicodedata.normalize("NFKC", run).casefold()
    if _SYLLABLES.match(run):
        return " ".join([*map("".join, zip(plain, plain[1:], strict=False)), plain[-1]])
    return _stem(plain)


def _stem(word: str) -> str:
    word = word.replace("’", "'")
    if _CYRILLIC.search(word):
        return str(_stemmer("russian").stemWord(word.replace("ё", "е")))
    bare = unicodedata.normalize("NFC", _LATIN_ACCENT.sub("", unicodedata.normalize("NFD", word)))
    return str(_stemmer("english").stemWord(bare)).replace("'", "") if _LATIN.search(bare) else bare


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


def found(text: str, wanted: tuple[Phrase, ...]) -> tuple[tuple[int, int], ...]:
    """Where the phrases stand in a text, in order, overlaps joined."""
    spans = sorted(m.span() for phrase in wanted for m in _pattern(phrase.runs).finditer(text) if _same_stems(m, phrase.runs))
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


@lru_cache(maxsize=1000)
def _pattern(runs: tuple[str, ...]) -> re.Pattern[str]:
    """A phrase's runs one after the other, words caught by their first letter: only their stems are to be the same."""
    return re.compile(r"[\W_]*".join(map(_run_pattern, runs, [False] * (len(runs) - 1) + [True])))


def _run_pattern(run: str, last: bool) -> str:
    if _CHARACTERS.match(run):
        return r"[\s·・•‧]*".join(f"[{spellings(c)}]" for c in run)
    if _SYLLABLES.match(run):
        return run if last else rf"{run}(?![{_HANGUL}])"
    if not run[0].isalnum():
        return r"[^\w\s·・•‧]+"
    first = f"{run[0]}{run[0].upper()}" + ("ЕЁеё" if run[0] in "её" else r"\u00c0-\u024f" if run[0].isascii() else "")
    return rf"(?<!{_LETTER})([{first}](?:{_LETTER}|['’](?={_LETTER}))*)"


def _same_stems(match: re.Match[str], runs: tuple[str, ...]) -> bool:
    words = [run for run in runs if run[0].isalnum() and not (_CHARACTERS.match(run) or _SYLLABLES.match(run))]
    return all(_tokens(caught) == _tokens(run) for caught, run in zip(match.groups(), words, strict=True))
