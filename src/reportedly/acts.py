"""What a statement does by being said: denies, refuses to say, urges, accuses, asks, promises, warns, announces, asserts.

The cue decides; under a neutral cue (称, said, заявил, 말했다) the form of the content does, read beside the question or claim
that it answers; where both say nothing, the parser's guess. Negative wording alone is polarity, not denial.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from reportedly.forms import ABOUT, Finding, Setting, by_form, names_source, subject_of
from reportedly.model import Act, Report, Span, Statement
from reportedly.replies import Answered, View, claim_before, disputed, just_said, question_before, same_speaker, view
from reportedly.wording import Sense, Wording, wording

TRUSTED: frozenset[Act] = frozenset()
"""Acts for which the parser's guess is taken where cue and form say nothing.

None: with the shipped parser, trusting all but denials took acts F1 on the dev sets from 87.7 to 83.3, and no act alone helped.
"""
CUE = 80
"""Characters of a cue that are looked at."""
BREAKS = '。！？；：!?;:\n“”"«»'
BESIDE = 3
"""Statements before and after in which the same denial is looked for."""


def settle_acts(report: Report, statements: tuple[Statement, ...], *, trusted: frozenset[Act] = TRUSTED) -> tuple[Statement, ...]:
    """Set act, polarity, target, in_response_to and hedges of every statement, in the order given.

    A statement comes with the parser's guess in `act`; it is kept where cue and form say nothing and it is one of `trusted`.
    """
    w = wording(report.language)
    order = sorted(range(len(statements)), key=lambda k: (statements[k].start, -statements[k].end))
    views = _views(report, [statements[k] for k in order], w)
    found = [_settle(report, views, i, w, trusted) for i in range(len(views))]
    settled = dict(zip(order, (_denied_beside(views, found, i) for i in range(len(found))), strict=True))
    return tuple(settled[k] for k in range(len(statements)))


def _views(report: Report, statements: list[Statement], w: Wording) -> list[View]:
    nested: dict[str, list[Span]] = {}
    for s in statements:
        if s.parent is not None:
            nested.setdefault(s.parent, []).extend((*s.content, *s.cue))
    return [view(report, s, nested.get(s.id, []), w) for s in statements]


def _settle(report: Report, views: list[View], i: int, w: Wording, trusted: frozenset[Act]) -> Statement:
    this = views[i]
    question = None if this.statement.kind == "question" else question_before(report, views, i, w)
    claim, contrary = claim_before(views, i, w)
    setting = Setting(report, this, w, question, claim, contrary, just_said(report, views, i), disputed(views, i, w))
    sense = cue_sense(report, this.statement, w)
    found = (_by_cue(setting, *sense) if sense else None) or by_form(setting) or _guess(this.statement, trusted)
    answered = _answered(found, setting)
    why = [f"act {found.act}: {found.why}", *([f"in response: {answered.why}"] if answered else [])]
    return replace(
        this.statement, act=found.act, polarity="negative" if this.negative else "positive",
        in_response_to=answered.id if answered else None, target=_target(report, this, found.act, w),
        hedges=_hedges(report, this, w), why=(*this.statement.why, *why),
    )  # fmt: skip


def _denied_beside(views: list[View], settled: list[Statement], i: int) -> Statement:
    """A negative statement is a denial where its speaker denies the same in so many words beside it (headline and sentence)."""
    this = views[i]
    if settled[i].act != "asserts" or not this.negative:
        return settled[i]
    for j in range(max(0, i - BESIDE), min(len(views), i + BESIDE + 1)):
        other = views[j]
        same = same_speaker(this, other) and len(this.tokens & other.tokens) >= ABOUT * len(this.tokens)
        if settled[j].act == "denies" and same:
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
    return (best[1], best[2].strip()) if best else None


def _by_cue(s: Setting, sense: Sense, words: str) -> Finding | None:
    """The act that the cue names, its content seen; None where the cue leaves it open."""
    w, this, why = s.w, s.this, f"cue {words}"
    if this.asks and this.statement.manner == "direct" and sense != "neither-confirms-nor-denies":
        return Finding("asks", f"a question, {why}")
    if sense in ("announces", "accuses", "cautions", "promises") and (m := w.forms["denies"].search(this.text)):
        return Finding("denies", f"{why}, {m[0]}")
    if sense in ("urges", "promises") and _merely_says(this, sense, w):
        return None
    if sense == "rejects":
        return Finding("denies", f"{why} of a claim") if w.claims.search(this.full) or w.anaphor.match(this.text) else None
    if sense == "cautions":
        return Finding("urges" if w.forms["urges"].search(this.main) or not w.risk.search(this.text) else "warns", why)
    if sense == "hopes":
        return None if w.own.search(this.text[:12]) else Finding("urges", why)
    if sense in ("assures", "tells", "leaves-open", "doubts"):
        return _by_open_cue(s, sense, why)
    if sense == "asks" and _requests(this, w):
        return Finding("urges", f"{why} of a request")
    if sense == "urges" and _own_future(this, w):
        return Finding("promises", f"{why}, but the speaker's own side will act")
    return Finding(cast(Act, sense), why)


def _by_open_cue(s: Setting, sense: Sense, why: str) -> Finding | None:
    if sense == "assures" and (m := s.w.will.search(s.this.main)):
        return Finding("promises", f"{why}, {m[0].strip()}")
    if sense == "doubts":
        asks = s.this.asks or s.w.question.search(s.this.text) or s.w.open_question.search(s.this.text)
        return Finding("asks" if asks else "accuses", why)
    if sense == "leaves-open" and (s.question or s.w.claims.search(s.nearby())):
        return Finding("neither-confirms-nor-denies", f"{why} in answer")
    return None


def _merely_says(this: View, act: Act, w: Wording) -> bool:
    """Whether the content is a plain sentence (Korean: …라며 촉구했다 quotes the ground of a call, not the call)."""
    form = w.forms.get(act)
    return bool(w.declarative.search(this.text)) and not (form and form.search(this.text)) and not w.will.search(this.text)


def _requests(this: View, w: Wording) -> bool:
    return bool(w.request.match(this.text)) and not w.question.match(this.text) and not w.open_question.match(this.text)


def _own_future(this: View, w: Wording) -> bool:
    m = w.will.search(this.main)
    if m is None or w.forms["urges"].search(this.main):
        return False
    return names_source(subject_of(this.main[: m.start()], w), this, w)


def _guess(statement: Statement, trusted: frozenset[Act]) -> Finding:
    if statement.act in trusted:
        return Finding(statement.act, "the parser's guess")
    return Finding("asserts", "neither cue nor form says more")


def _answered(found: Finding, s: Setting) -> Answered | None:
    """The question, the claim that it takes up, or what was said just before; only with the id of a statement."""
    if s.question and s.question.id:
        return s.question
    if found.act not in ("denies", "neither-confirms-nor-denies"):
        return None
    if s.claim:
        return s.claim
    if s.just_said:
        return Answered("claim", s.just_said.statement.id, why=f"“{s.just_said.text[:40]}” was said just before")
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
