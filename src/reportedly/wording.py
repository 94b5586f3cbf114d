"""The words that tell one act of saying from another: data/LANGUAGE/acts.toml, compiled.

Every field of the file is a table or list of patterns, one a line: plain words or pieces of regular expressions, looked for
without regard to case. `word_start` goes before each (a word border in English and Russian, nothing in Chinese and Korean).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportedly.lang import words
from reportedly.model import Act

Sense = Act | Literal["rejects", "cautions", "hopes", "assures", "doubts", "leaves-open", "tells"]
"""What a cue says: an act, or a sense that the content decides.

rejects (a claim, or an offer), cautions (urges or warns), hopes (urges others, not oneself), assures (promises, or insists),
doubts (asks or accuses), leaves-open (不排除: no answer, where one was asked for), tells (据…通报).
"""

NEVER = re.compile(r"(?!)")


IN_WORDS = (
    "claims", "falsehood", "asked", "question", "open_question", "yes", "no", "negation", "not_negation",
    "not_contrary", "emphatic", "absolute", "askers", "receives", "so_called", "contrast", "replies", "they",
    "will", "done", "condition", "harm", "hedges", "risk", "soft",
)  # fmt: skip
"""Fields whose patterns begin at a word border."""
ANYWHERE = ("subject", "topic", "time_words", "asking_end", "declarative")
"""Fields whose patterns say themselves where they begin."""


@dataclass(frozen=True, slots=True)
class ActWords:
    """data/LANGUAGE/acts.toml as it is written."""

    cues: dict[Sense, str]
    forms: dict[Act, str]
    claims: str
    falsehood: str
    asked: str
    question: str
    open_question: str
    yes: str
    no: str
    negation: str
    not_negation: str
    not_contrary: str
    emphatic: str
    absolute: str
    askers: str
    receives: str
    so_called: str
    contrast: str
    replies: str
    own: str
    they: str
    will: str
    done: str
    condition: str
    harm: str
    anaphor: str
    hedges: str
    targets: dict[Act, str]
    small: str
    subject: str = ""
    topic: str = ""
    request: str = ""
    risk: str = ""
    time_words: str = ""
    asking_end: str = ""
    declarative: str = ""
    soft: str = ""
    verb_final: bool = False
    word_start: str = ""
    word_end: str = ""
    window: int = 24
    folded: str = ""


@dataclass(frozen=True)
class Wording:
    """The patterns of one language."""

    cues: tuple[tuple[Sense, re.Pattern[str]], ...]
    forms: dict[Act, re.Pattern[str]]
    targets: dict[Act, re.Pattern[str]]
    claims: re.Pattern[str]
    falsehood: re.Pattern[str]
    asked: re.Pattern[str]
    question: re.Pattern[str]
    open_question: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    not_contrary: re.Pattern[str]
    emphatic: re.Pattern[str]
    absolute: re.Pattern[str]
    askers: re.Pattern[str]
    receives: re.Pattern[str]
    so_called: re.Pattern[str]
    contrast: re.Pattern[str]
    replies: re.Pattern[str]
    own: re.Pattern[str]
    they: re.Pattern[str]
    will: re.Pattern[str]
    done: re.Pattern[str]
    condition: re.Pattern[str]
    harm: re.Pattern[str]
    anaphor: re.Pattern[str]
    hedges: re.Pattern[str]
    subject: re.Pattern[str]
    topic: re.Pattern[str]
    request: re.Pattern[str]
    risk: re.Pattern[str]
    time_words: re.Pattern[str]
    asking_end: re.Pattern[str]
    declarative: re.Pattern[str]
    soft: re.Pattern[str]
    small: frozenset[str]
    window: int
    fold: dict[int, str]
    spaced: bool
    verb_final: bool

    def folded(self, text: str) -> str:
        """The text with traditional characters as simplified ones, of the same length."""
        return text.translate(self.fold) if self.fold else text


def _any(lines: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """One pattern for a list of patterns, one a line."""
    parts = [line.strip() for line in lines.splitlines() if line.strip()]
    return re.compile(f"{before}(?:{'|'.join(parts)}){after}", re.IGNORECASE) if parts else NEVER


@cache
def wording(language: str) -> Wording:
    """The compiled words of a language; one that we have no words of reads as English."""
    w = words(language, "acts", ActWords)
    start, end = w.word_start, w.word_end
    in_words = {name: _any(getattr(w, name), start) for name in IN_WORDS}
    anywhere = {name: _any(getattr(w, name)) for name in ANYWHERE}
    return Wording(
        cues=tuple((sense, _any(lines, start)) for sense, lines in w.cues.items()),
        forms={act: _any(lines, start) for act, lines in w.forms.items()},
        targets={act: _any(lines) for act, lines in w.targets.items()},
        own=_any(w.own, start, end), anaphor=_any(w.anaphor, "^", "$"), request=_any(w.request, "^"),
        small=frozenset(w.small.split()), window=w.window, spaced=bool(start), verb_final=w.verb_final,
        fold={ord(pair[0]): pair[1] for pair in w.folded.split()}, **in_words, **anywhere,
    )  # fmt: skip
