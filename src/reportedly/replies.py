"""What a statement answers: the question put just before it, or the claim that it takes up.

`View` is a statement as these questions see it; `question_before` and `claim_before` find what it answers within one report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportedly.model import Report, Span, Statement
from reportedly.wording import Wording

LIMIT = 3000
"""Characters of a content that are looked at: what a statement does shows early."""
NEAR = 240
"""Characters between a question and its answer, at most."""
BACK = 14
"""Earlier statements among which a claim is looked for."""
SHARED, ALIKE = 2, 0.25
"""Words (pairs of characters in Chinese) in common with a claim, and their share of the shorter one's: it is taken up."""
CONTRARY, SAME, HALF = 3, 0.4, 0.5
"""The same where a statement is to deny a claim only by saying its contrary; HALF of the words of the negated clause."""

STOP = re.compile(r"[。！？!?\n]|\.(?=\s|$|[”\"»])")
QUOTES = "“”„\"«»「」『』‘’'"
CLAUSE = re.compile(r"[，,；;。.：:!?！？]")
LABEL = re.compile(r"[“\"«「][^”\"»」]{1,16}[”\"»」]")
HAN = re.compile(r"[\u3400-\u9fff]+")
ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s)$")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class View:
    """One statement as it is looked at: its words with those of nested statements blanked out, and its place."""

    statement: Statement
    text: str
    """Content, folded, its spans joined by …, at most LIMIT characters."""
    full: str
    """The same with nested statements in it."""
    main: str
    """The same without conditions (if …), where the main clause is looked for."""
    start: int
    end: int
    source: str
    tokens: frozenset[str]
    negative: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What a statement answers; `id` is None where the text names a question or claim that is no statement of its own."""

    kind: Literal["question", "claim"]
    id: str | None
    yes_or_no: bool = False
    next_to: bool = False
    asked: bool = False
    """Put to the speaker: by the press, or by nobody in particular."""
    """Nothing else was said between the question and this."""
    shared: int = 0
    why: str = ""


def tokens(text: str, w: Wording) -> frozenset[str]:
    """The words that count in comparing: pairs of Chinese characters, beginnings of words elsewhere, numbers whole."""
    out: set[str] = set()
    for run in HAN.findall(text):
        out.update(pair for pair in map("".join, zip(run, run[1:], strict=False)) if not w.small.intersection(pair))
    for m in WORD.finditer(text.lower()):
        word = m[0]
        if HAN.match(word) or word in w.small:
            continue
        if "가" <= word[0] <= "힣":
            word = word[:2] if len(word) > 1 else ""
        elif not word[0].isdigit():
            word = ENDING.sub("", word)[:5] if len(word) > 2 else ""
        if word and word not in w.small:
            out.add(word)
    return frozenset(out)


def negative(text: str, w: Wording) -> bool:
    """Whether a negation word stands in the text, set phrases (not only, 不断) aside."""
    return bool(w.negation.search(w.not_negation.sub(" ", text)))


def view(report: Report, statement: Statement, nested: list[Span], w: Wording) -> View:
    """The statement as it is looked at, `nested` being the contents of statements inside it."""
    parts = []
    for c in statement.content:
        words = c.text[:LIMIT]
        for n in nested:
            a, b = max(0, n.start - c.start), n.end - c.start
            if 0 <= a < b <= len(words):
                words = words[:a] + "□" * (b - a) + words[b:]
        parts.append(words)
    text = w.folded("…".join(parts)[:LIMIT])
    full = w.folded("…".join(c.text[:LIMIT] for c in statement.content)[:LIMIT])
    main = w.condition.sub(" ", text)
    spans = [*statement.content, *statement.cue]
    if statement.source is not None and not statement.source_inherited:
        spans.append(statement.source)
    asks = statement.kind == "question" or text.rstrip(QUOTES + " .…").endswith(("?", "？")) or bool(w.asking_end.search(text))
    return View(
        statement, text, full, main, min(s.start for s in spans), max(s.end for s in spans),
        w.folded(statement.source.text) if statement.source else "", tokens(text, w), negative(main[:400], w), asks,
    )  # fmt: skip


def just_said(report: Report, views: list[View], i: int) -> View | None:
    """What another speaker said just before views[i], in the same line."""
    this = views[i]
    for other in reversed(views[max(0, i - 3) : i]):
        gap = report.text[other.end : this.start] if other.end <= this.start else ""
        if len(gap) > NEAR or "\n" in gap:
            return None
        if not same_speaker(other, this) and other.statement.parent is None:
            return None if other.asks else other
    return None


def same_speaker(a: View, b: View) -> bool:
    """Whether the two have one source, as far as their names and words tell."""
    one, other = a.statement.speaker, b.statement.speaker
    if one and other and one.name == other.name:
        return True
    return bool(a.source and b.source) and (a.source in b.source or b.source in a.source)


def question_before(report: Report, views: list[View], i: int, w: Wording) -> Answered | None:
    """The question that views[i] answers: a statement just before (or a "when asked" just after), or words that name one."""
    this = views[i]
    for j in range(i - 1, max(-1, i - 5), -1):
        other = views[j]
        gap = report.text[other.end : this.start] if other.end <= this.start else ""
        if len(gap) > NEAR or gap.count("\n") > 2 or len(STOP.findall(gap)) > 2:
            break
        if other.asks and not same_speaker(other, this) and this.statement.parent != other.statement.id:
            return _answers(this, other, w, next_to=j == i - 1 and "\n" not in gap and len(STOP.findall(gap)) < 2)
        if not same_speaker(other, this) and other.statement.parent is None and this.statement.parent is None:
            break
    if i + 1 < len(views) and (late := views[i + 1]).statement.kind == "question":
        gap = report.text[this.statement.end : late.start]
        if len(gap) < NEAR / 2 and not STOP.search(gap.strip(QUOTES + ",，. ")):
            return _answers(this, late, w, next_to=True)
    return _named_question(report, this, w)


def _answers(this: View, question: View, w: Wording, *, next_to: bool) -> Answered:
    return Answered(
        "question", question.statement.id, _yes_or_no(question.text, w), next_to, _asked(question, w),
        len(this.tokens & question.tokens),
        f"answers the question “{_short(question.text)}”",
    )  # fmt: skip


def _asked(question: View, w: Wording) -> bool:
    return question.statement.kind == "question" or not question.source or bool(w.askers.search(question.source))


def _yes_or_no(words: str, w: Wording) -> bool:
    return bool(w.question.search(words)) and not w.open_question.search(words)


def _named_question(report: Report, this: View, w: Wording) -> Answered | None:
    before = around(report, this)[0]
    if m := w.asked.search(w.folded(before)):
        shared = len(this.tokens & tokens(before, w))
        return Answered("question", None, _yes_or_no(before, w), True, True, shared, f"{m[0]} before it")
    return None


def around(report: Report, this: View) -> tuple[str, str]:
    """What stands in the sentence before the statement's own words, and between and behind them."""
    start = this.statement.start
    low = max(0, start - NEAR)
    before = report.text[low:start].rstrip(QUOTES + " :：,，")
    stops = [m.end() for m in STOP.finditer(before)]
    head = before[stops[-1] if stops else 0 :]
    after = report.text[this.statement.end : this.statement.end + NEAR // 2].lstrip(QUOTES + ",，. ")
    stop = STOP.search(after)
    return head, after[: stop.start() if stop else len(after)]


def claim_before(views: list[View], i: int, w: Wording) -> tuple[Answered | None, bool]:
    """The claim that views[i] takes up, and whether it says the contrary: the one inside its content, else the likest near it."""
    this = views[i]
    for other in views[i + 1 : i + 1 + BACK]:
        if other.statement.parent == this.statement.id:
            return Answered("claim", other.statement.id, why=f"takes up “{_short(other.text)}” inside it"), False
    earlier = [v for v in views[max(0, i - BACK) : i] if _claim_for(v, this)]
    if w.anaphor.match(this.text.strip(QUOTES + " ,.")) and earlier:
        last = earlier[-1]
        return Answered("claim", last.statement.id, why=f"“{this.text}” points back to “{_short(last.text)}”"), False
    later = [v for v in views[i + 1 : i + 1 + BACK] if _claim_for(v, this)]
    best = _likest(earlier, this) or _likest(later, this)
    if best is None:
        return None, False
    shared = len(best.tokens & this.tokens)
    alike = shared >= CONTRARY and shared >= SAME * min(len(best.tokens), len(this.tokens))
    why = f"{shared} words in common with “{_short(best.text)}”"
    return Answered("claim", best.statement.id, shared=shared, why=why), alike and _contrary(this, best, w)


def disputed(views: list[View], i: int, w: Wording) -> bool:
    """Whether another speaker near by says something with a word in common with views[i]; if of a thing received, before it.

    That nothing was received (no notice, no call) is an accusation as often as a denial.
    """
    near = views[max(0, i - BACK) : i if w.receives.search(views[i].main) else i + BACK + 1]
    return any(_claim_for(v, views[i]) and not v.negative and v.tokens & views[i].tokens for v in near if v is not views[i])


def _claim_for(v: View, this: View) -> bool:
    return not v.asks and not same_speaker(v, this) and v.statement.id != this.statement.parent


def _likest(claims: list[View], this: View) -> View | None:
    """The claim with most words in common, the nearest among equals; None where none has enough."""
    best = max(claims, key=lambda v: (len(v.tokens & this.tokens), -abs(v.start - this.start)), default=None)
    if best is None or len(best.tokens & this.tokens) < max(SHARED, ALIKE * min(len(best.tokens), len(this.tokens))):
        return None
    return best


def _contrary(this: View, claim: View, w: Wording) -> bool:
    """Whether `this` negates, in a clause with words in common, what the claim says without a negation or condition."""
    if claim.negative or not this.negative or claim.main != claim.text:
        return False
    for clause in CLAUSE.split(w.not_contrary.sub(" ", w.not_negation.sub(" ", LABEL.sub(" ", this.main)))):
        if w.negation.search(clause):
            said = tokens(clause, w)
            if len(said & claim.tokens) >= max(SHARED, HALF * len(said)):
                return True
    return False


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
