"""What a statement does by being said: asserts, denies, neither confirms nor denies, urges, accuses, asks, promises, warns, announces, reports an act.

The cue decides; under a neutral cue (称, said, заявил, 말했다) the form of the content does, read beside the question or claim that it answers;
where both say nothing, the parser's guess. Negative wording alone is polarity, not denial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from reportedly.model import Act, Report, Span, Statement
from reportedly.replies import QUOTES, Answered, View, around, claim_before, negative, question_before, same_speaker, tokens, view
from reportedly.wording import NEVER, Sense, Wording, wording

TRUSTED: frozenset[Act] = frozenset({"urges", "promises", "accuses", "warns", "announces", "reports-action", "asks"})
"""Acts for which the parser's guess is taken where cue and form say nothing."""
CUE = 80
"""Characters of a cue that are looked at."""
BREAKS = "。！？；：!?;:\n“”\"«»"
ABOUT = 0.25
"""Share of a statement's words that must be the claim's, for a strong negation (never, no such) to deny it."""
BESIDE = 3
"""Statements before and after in which the same denial is looked for."""
REPLY = {True: 50, False: 24}
"""Characters in which a reply says no: where words are set apart by blanks, and where not."""
HEAD = {True: 240, False: 130}
"""Characters in which the form of the main clause shows: where words are set apart by blanks, and where not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An act and why."""

    act: Act
    why: str


def settle_acts(report: Report, statements: tuple[Statement, ...], *, trusted: frozenset[Act] = TRUSTED) -> tuple[Statement, ...]:
    """Set act, polarity, target, in_response_to and hedges of every statement, in the order given.

    A statement comes with the parser's guess in `act`; it is kept where cue and form say nothing and it is one of `trusted`.
    """
    w = wording(report.language)
    order = sorted(range(len(statements)), key=lambda k: (statements[k].start, -statements[k].end))
    views = _views(report, [statements[k] for k in order], w)
    settled = dict(zip(order, _settle_all(report, views, w, trusted), strict=True))
    return tuple(settled[k] for k in range(len(statements)))


def _views(report: Report, statements: list[Statement], w: Wording) -> list[View]:
    nested: dict[str, list[Span]] = {}
    for s in statements:
        if s.parent is not None:
            nested.setdefault(s.parent, []).extend((*s.content, *s.cue))
    return [view(report, s, nested.get(s.id, []), w) for s in statements]


def _settle_all(report: Report, views: list[View], w: Wording, trusted: frozenset[Act]) -> list[Statement]:
    out: list[Statement] = []
    for i, this in enumerate(views):
        sense = cue_sense(report, this.statement, w)
        question = None if this.statement.kind == "question" else question_before(report, views, i, w)
        claim = claim_before(views, i, w)
        found = _decide(report, this, sense, question, claim, w) or _guess(this.statement, trusted)
        answered = _answered(found, question, claim)
        out.append(replace(
            this.statement, act=found.act, polarity="negative" if this.negative else "positive",
            in_response_to=answered.id if answered else None, target=_target(report, this, found.act, w), hedges=_hedges(report, this, w),
            why=(*this.statement.why, f"act {found.act}: {found.why}", *([f"in response: {answered.why}"] if answered and answered.id else [])),
        ))  # fmt: skip
    return [_denied_beside(views, out, i) for i in range(len(out))]


def _denied_beside(views: list[View], settled: list[Statement], i: int) -> Statement:
    """A negative statement is a denial where its speaker denies the same thing in so many words beside it (a headline and its sentence)."""
    this = views[i]
    if settled[i].act != "asserts" or not this.negative:
        return settled[i]
    for j in range(max(0, i - BESIDE), min(len(views), i + BESIDE + 1)):
        other = views[j]
        if settled[j].act == "denies" and same_speaker(this, other) and len(this.tokens & other.tokens) >= ABOUT * len(this.tokens):
            return replace(settled[i], act="denies", why=(*settled[i].why, f"act denies: as in “{other.text[:40]}” beside it"))
    return settled[i]


def cue_sense(report: Report, statement: Statement, w: Wording) -> tuple[Sense, str] | None:
    """What the cue says, and its words: the longest entry that ends inside the cue, a negation before it included."""
    if not statement.cue:
        return None
    first = statement.cue[0].start
    before = report.text[max(0, first - w.window) : first]
    before = before[max(before.rfind(b) for b in BREAKS) + 1 :]
    said = w.folded(before + " ".join(c.text for c in statement.cue)[:CUE])
    best: tuple[int, Sense, str] | None = None
    for sense, pattern in w.cues:
        for at in range(len(said)):
            m = pattern.match(said, at)
            if m and m.end() > len(before) and (best is None or len(m[0]) > best[0]):
                best = len(m[0]), sense, m[0]
    return (best[1], best[2]) if best else None


def _decide(
    report: Report, this: View, sense: tuple[Sense, str] | None, question: Answered | None, claim: tuple[Answered, bool] | None, w: Wording
) -> Finding | None:
    """The act that cue and form show; None where they say nothing."""
    if sense is not None:
        found = _by_cue(this, sense, w)
        if found is not None:
            return found
    return _by_form(report, this, question, claim, w)


def _by_cue(this: View, sense: tuple[Sense, str], w: Wording) -> Finding | None:
    name, words = sense
    why = f"cue {words.strip()}"
    if name in ("announces", "accuses", "cautions") and (m := w.forms["denies"].search(this.text)):
        return Finding("denies", f"{why}, {m[0]}")
    if name == "rejects":
        return Finding("denies", f"{why} of a claim") if w.claims.search(this.text) or w.anaphor.match(this.text) else None
    if name == "cautions":
        return Finding("urges" if w.forms["urges"].search(this.main) else "warns", why)
    if name == "asks" and w.request.match(this.text) and not w.question.match(this.text) and not w.open_question.match(this.text):
        return Finding("urges", f"{why} of a request")
    if name == "hopes":
        return None if _own_side(this.text[:0], this, w) and w.own.search(this.text[:12]) else Finding("urges", why)
    return Finding(cast(Act, name), why)


def _by_form(
    report: Report, this: View, question: Answered | None, claim: tuple[Answered, bool] | None, w: Wording
) -> Finding | None:
    if this.asks:
        return Finding("asks", "a question")
    return (
        _evasion(this, w) or _denial(report, this, question, claim, w) or _reply(this, question, w) or _condition(this, w) or _plain_form(this, w)
    )


def _evasion(this: View, w: Wording) -> Finding | None:
    m = w.forms["neither-confirms-nor-denies"].search(this.text)
    if m is None or (this.statement.manner == "direct" and w.they.search(this.text[: m.start()].strip(QUOTES + " "))):
        return None
    return Finding("neither-confirms-nor-denies", m[0])


def _denial(
    report: Report, this: View, question: Answered | None, claim: tuple[Answered, bool] | None, w: Wording
) -> Finding | None:
    """Calls a claim false, says that it was not us, or says the contrary of a claim in the text."""
    if m := w.forms["denies"].search(this.text):
        return Finding("denies", m[0])
    nearby = w.folded(" ".join(around(report, this)))
    if (m := w.falsehood.search(this.text)) and (question or w.claims.search(this.text) or w.claims.search(nearby)):
        return Finding("denies", f"calls a claim {m[0]}")
    if not this.negative:
        return None
    if m := w.so_called.search(this.text):
        return Finding("denies", f"negates what it names {m[0]}")
    if claim and claim[1]:
        return Finding("denies", f"the contrary of a claim: {claim[0].why}")
    cue = w.folded(" ".join(c.text for c in this.statement.cue)[:CUE])
    echo = claim or question or w.claims.search(nearby) or this.tokens & tokens(nearby, w)
    said_no = negative(this.main[: REPLY[w.spaced]], w)
    if said_no and (r := w.replies.search(cue)) and echo and not w.not_contrary.search(this.main):
        return Finding("denies", f"{r[0]} in the negative")
    if m := w.emphatic.search(this.main):
        if question or (claim and claim[0].shared >= ABOUT * len(this.tokens)):
            return Finding("denies", f"{m[0]} in answer")
        if n := w.claims.search(nearby):
            return Finding("denies", f"{m[0]}, of {n[0]}")
    return None


def _reply(this: View, question: Answered | None, w: Wording) -> Finding | None:
    """Answers no, or a question of yes or no with neither."""
    if question is None:
        return None
    if w.no.match(this.text.strip(QUOTES + " ")):
        return Finding("denies", f"answers no: {question.why}")
    if this.negative and question.shared and question.yes_or_no:
        return Finding("denies", f"answers in the negative: {question.why}")
    evades = question.id and question.next_to and question.yes_or_no and not question.shared and not this.negative
    if evades and not w.yes.match(this.text.strip(QUOTES + " ")):
        return Finding("neither-confirms-nor-denies", f"neither yes nor no: {question.why}")
    return None


def _condition(this: View, w: Wording) -> Finding | None:
    """If another acts: a threat where harm follows, a promise where our side does something."""
    if not w.condition.search(this.text):
        return None
    if m := w.harm.search(this.main):
        return Finding("warns", f"on a condition, {m[0]}")
    return None


def _plain_form(this: View, w: Wording) -> Finding | None:
    main = this.main[: HEAD[w.spaced]]
    for act in ("urges", "warns", "accuses"):
        pattern = w.forms.get(cast(Act, act))
        if pattern and (m := pattern.search(main)):
            return Finding(cast(Act, act), f"form {m[0].strip()}")
    if (strong := w.forms.get("promises")) and (m := strong.search(main)):
        return Finding("promises", f"form {m[0].strip()}")
    for act, own in (("promises", w.will), ("reports-action", w.done)):
        if (m := own.search(main)) and _own_side(main[: m.start()], this, w):
            return Finding(cast(Act, act), f"own side, {m[0].strip()}")
    return None


def _own_side(before: str, this: View, w: Wording) -> bool:
    """Whether the subject before a verb is the speaker's own side: none at all, we, or words of the source."""
    if names := w.subject.findall(before):
        before = str(names[-1])
    elif w.subject.pattern != NEVER.pattern:
        return True
    subject = before[max(before.rfind(b) for b in "，,。；;:：…") + 1 :].strip(QUOTES + " ")
    if w.spaced:
        subject = " ".join(subject.split()[-7:])
    if not subject or w.own.search(subject):
        return True
    if w.they.match(subject) and this.statement.manner == "indirect":
        return True
    if not w.spaced:
        return any(subject[k : k + 2] in this.source for k in range(max(0, len(subject) - 7), len(subject) - 1))
    return any(len(word) > 3 and word in this.source.lower() for word in subject.lower().split()[:6])


def _guess(statement: Statement, trusted: frozenset[Act]) -> Finding:
    if statement.act in trusted:
        return Finding(statement.act, "the parser's guess")
    return Finding("asserts", "neither cue nor form says more")


def _answered(found: Finding, question: Answered | None, claim: tuple[Answered, bool] | None) -> Answered | None:
    if question is not None and question.id:
        return question
    if claim and found.act in ("denies", "neither-confirms-nor-denies"):
        return claim[0]
    return None


def _target(report: Report, this: View, act: Act, w: Wording) -> Span | None:
    """Who should act or is blamed, where the content (or the addressee) names it."""
    pattern = w.targets.get(act)
    if pattern is None:
        return None
    first = this.statement.content[0]
    m = pattern.match(w.folded(first.text[:200]))
    if m and m.lastindex and m[m.lastindex].strip():
        a, b = m.span(m.lastindex)
        return report.span(first.start + a, first.start + b)
    return this.statement.addressee if act == "urges" else None


def _hedges(report: Report, this: View, w: Wording) -> tuple[Span, ...]:
    out = []
    for c in this.statement.content:
        for m in w.hedges.finditer(w.folded(c.text)):
            out.append(report.span(c.start + m.start(), c.start + m.end()))
    return tuple(out)
