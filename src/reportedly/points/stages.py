"""The stages that words speak of: ordered, sent, notified ...; whether as come about, as not, or only as a condition."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from reportedly.hanzi import simplified
from reportedly.lang import LANGUAGES, words
from reportedly.replies import LIMIT
from reportedly.wording import Wording, wording

CLAUSE = re.compile(r"[，,；;。.：:!?！？…—]")
"""Where one clause ends and the next begins."""
DECIDED = "decided"
"""What is planned or ordered is spoken of as that and as nothing else: it has not come about."""
DELIBERATE = "deliberate"
RULE = "violated"
"""What a treaty or law says shall be is spoken of as the rule that is kept or broken."""


@dataclass(frozen=True, slots=True)
class PointWords:
    """data/LANGUAGE/points.toml as it is written: patterns by stage, and words that say a stage did not come about."""

    again: str
    calm: str
    open: str
    joints: str
    must: str
    planned: str
    stages: dict[str, str]
    contrary: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stage that a text speaks of, or by its `contrary`: `negative` as not come about, `condition` in an if-clause, `outcome` beside one."""

    stage: str
    words: str
    negative: bool = False
    contrary: bool = False
    condition: bool = False
    outcome: bool = False


@dataclass(frozen=True)
class _Lexis:
    stages: dict[str, re.Pattern[str]]
    contrary: dict[str, re.Pattern[str]]
    again: re.Pattern[str]
    calm: re.Pattern[str]
    open: re.Pattern[str]
    joints: re.Pattern[str]
    must: re.Pattern[str]
    planned: re.Pattern[str]

    def found(self, clause: str) -> dict[str, re.Match[str]]:
        """The stages that a clause speaks of, each with its words, or with those that say the contrary."""
        if decided := self.planned.search(clause) or self.stages[DECIDED].search(clause):
            deliberate = self.stages[DELIBERATE].search(clause)
            return {DECIDED: decided} | ({DELIBERATE: deliberate} if deliberate else {})
        said = {stage: m for stage, p in self.contrary.items() if (m := p.search(clause))}
        return said | {stage: m for stage, p in self.stages.items() if (m := p.search(clause))}


@cache
def _lexis(language: str) -> _Lexis:
    """The compiled words of a language."""
    known = words(language, "points", PointWords)
    start = wording(language).spaced * "\\b"

    def pattern(some: str) -> re.Pattern[str]:
        return re.compile(f"{start}(?:{some})", re.IGNORECASE)

    return _Lexis(
        {k: pattern(v) for k, v in known.stages.items()}, {k: pattern(v) for k, v in known.contrary.items()},
        pattern(known.again), pattern(known.calm), pattern(known.open), pattern(known.joints), pattern(known.must), pattern(known.planned),
    )  # fmt: skip


def tongue(language: str) -> str:
    """The language whose words are used for a report."""
    known = language.split("-")[0]
    return known if known in LANGUAGES else "en"


def folded(text: str, language: str) -> str:
    """The beginning of a text as its words are looked for."""
    text = text[:LIMIT]
    return simplified(text) if tongue(language) == "zh" else text


def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """The stages that a text speaks of, each once for each clause, in order of the text."""
    x, w = _lexis(tongue(language)), wording(language)
    text = folded(text, language)
    held = [m.span() for m in w.condition.finditer(text)]
    out = []
    for start, clause in _clauses(text, x):
        negative = _negated(clause, w)
        for stage, m in x.found(clause).items():
            condition = any(a <= start + m.start() < b for a, b in held)
            contrary = m.re is x.contrary.get(stage)
            out.append(Mention(stage, m[0], negative != contrary, contrary, condition, bool(held) and not condition))
    return tuple(out)


def _clauses(text: str, x: _Lexis) -> list[tuple[int, str]]:
    """The clauses of a text with where they start."""
    out, at = [], 0
    for m in sorted((*CLAUSE.finditer(text), *x.joints.finditer(text)), key=lambda m: m.start()):
        out.append((at, text[at : m.start()]))
        at = max(at, m.end())
    return [(start, clause) for start, clause in (*out, (at, text[at:])) if clause.strip()]


def _negated(clause: str, w: Wording) -> bool:
    return bool(w.negation.search(w.not_negation.sub(" ", clause)))


def says_again(text: str, language: str) -> bool:
    """Whether a text speaks of something as happening anew, so that it happened before."""
    return bool(_lexis(tongue(language)).again.search(folded(text, language)))


def says_must(text: str, language: str) -> bool:
    """Whether a text says what shall be, and not what is."""
    return bool(_lexis(tongue(language)).must.search(folded(text, language)))


def urges_calm(text: str, language: str) -> bool:
    """Whether a text only calls for calm, so that its speaker takes no side."""
    return bool(_lexis(tongue(language)).calm.search(folded(text, language)))


def leaves_open(text: str, language: str) -> bool:
    """Whether a text says that something does not settle the matter: no record is not no notice."""
    return bool(_lexis(tongue(language)).open.search(folded(text, language)))
