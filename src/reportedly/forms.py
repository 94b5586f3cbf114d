"""The act that the form of a content shows, where the cue is neutral: 称, said, заявил, 말했다."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.model import Act, Report
from reportedly.replies import QUOTES, Answered, View, around, negative, tokens
from reportedly.wording import NEVER, Wording

ABOUT = 0.25
"""Share of a statement's words that must be the claim's, for a strong negation (never, no such) to deny it."""
REPLY = {True: 50, False: 24}
"""Characters in which a reply says no: where words are set apart by blanks, and where not."""
CURT = {True: 20, False: 6}
"""Characters of an answer so short that its negation is a no."""
HEAD = {True: 240, False: 130}
"""Characters in which the form of the main clause shows: where words are set apart by blanks, and where not."""
PLAIN: tuple[Act, ...] = ("announces", "urges", "warns", "accuses", "promises")
"""Acts that the form of a plain sentence shows, in this order."""
TAIL = 40
"""Characters at the end in which it shows in a language that puts the verb last."""
CLAUSE_MARKS = "，,。；;:：…"


@dataclass(frozen=True, slots=True)
class Finding:
    """An act and why."""

    act: Act
    why: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A statement and what stands around it."""

    report: Report
    this: View
    w: Wording
    question: Answered | None = None
    claim: Answered | None = None
    contrary: bool = False
    """It says the contrary of the claim."""
    just_said: View | None = None
    """What another speaker said just before."""
    disputed: bool = False
    """Another speaker speaks of the same near by."""

    def nearby(self) -> str:
        """The words around it in its sentence, its own and its cue's aside."""
        return self.w.folded(" ".join(around(self.report, self.this)))


def by_form(s: Setting) -> Finding | None:
    """The act that the content shows; None where it shows none."""
    if s.this.asks:
        return Finding("asks", "a question")
    return _evasion(s) or _calls_false(s) or _negates(s) or _answers(s) or _threat(s) or _plain(s)


def _evasion(s: Setting) -> Finding | None:
    """Refuses to say, knows nothing, points elsewhere, rules nothing out; of others in a direct quotation it is no evasion."""
    m = s.w.forms["neither-confirms-nor-denies"].search(s.this.text)
    if m is None:
        return _soft_evasion(s)
    if s.this.statement.manner == "direct" and s.w.they.search(s.this.text[: m.start()].strip(QUOTES + " ")):
        return None
    return Finding("neither-confirms-nor-denies", m[0])


def _soft_evasion(s: Setting) -> Finding | None:
    """Looks into it, rules nothing out: an evasion where a question or a rumour is about."""
    m = s.w.soft.search(s.this.text)
    if m and (s.question or s.w.claims.search(s.nearby())):
        return Finding("neither-confirms-nor-denies", f"{m[0]} in answer")
    return None


def _calls_false(s: Setting) -> Finding | None:
    if m := s.w.forms["denies"].search(s.this.text):
        return Finding("denies", m[0])
    m = s.w.falsehood.search(s.this.full)
    if m and (s.question or s.w.claims.search(s.this.full) or s.w.claims.search(s.nearby())):
        return Finding("denies", f"calls a claim {m[0]}")
    return None


def _negates(s: Setting) -> Finding | None:
    """Negates a claim of the same text; negative wording alone is not enough."""
    if not s.this.negative:
        return None
    if m := s.w.so_called.search(s.this.text):
        return Finding("denies", f"negates what it names {m[0]}")
    if s.claim and s.contrary:
        return Finding("denies", f"the contrary of a claim: {s.claim.why}")
    if s.just_said and (m := s.w.contrast.search(s.this.text)) and s.just_said.tokens & s.this.tokens:
        return Finding("denies", f"{m[0]}, of “{s.just_said.text[:40]}” just before")
    return _replies_no(s) or _strongly(s)


def _replies_no(s: Setting) -> Finding | None:
    cue = s.w.folded(" ".join(c.text for c in s.this.statement.cue)[:80])
    m = s.w.replies.search(cue)
    if m is None or s.w.not_contrary.search(s.this.main) or not negative(s.this.main[: REPLY[s.w.spaced]], s.w):
        return None
    nearby = s.nearby()
    if (
        s.w.emphatic.search(s.this.main)
        or s.claim
        or (s.question and s.question.shared)
        or s.w.claims.search(nearby)
        or s.this.tokens & tokens(nearby, s.w)
    ):
        return Finding("denies", f"{m[0]} in the negative")
    return None


def _strongly(s: Setting) -> Finding | None:
    """Never, no such, 从未: a denial where it is mostly about a claim, answers a question, or names a rumour."""
    if s.w.not_contrary.search(s.this.main):
        return None
    if s.disputed and (m := s.w.absolute.search(s.this.main)):
        return Finding("denies", f"{m[0]}, where others speak of it")
    m = s.w.emphatic.search(s.this.main)
    if m is None or (s.w.receives.search(s.this.main) and not s.question):
        return None
    if (s.question and s.question.asked) or (s.claim and s.claim.shared >= ABOUT * len(s.this.tokens)):
        return Finding("denies", f"{m[0]} in answer")
    if n := s.w.claims.search(s.nearby()):
        return Finding("denies", f"{m[0]}, of {n[0]}")
    return None


def _answers(s: Setting) -> Finding | None:
    """Answers no, or a question of yes or no with neither."""
    q, words = s.question, s.this.text.strip(QUOTES + " ")
    if q is None:
        return None
    if s.w.no.match(words):
        return Finding("denies", f"answers no: {q.why}")
    if s.this.negative and q.yes_or_no and (q.shared or len(words) <= CURT[s.w.spaced]):
        return Finding("denies", f"answers in the negative: {q.why}")
    evades = q.id and q.next_to and q.asked and q.yes_or_no and not q.shared and s.this.statement.manner == "direct"
    if evades and not s.w.yes.match(words):
        return Finding("neither-confirms-nor-denies", f"neither yes nor no: {q.why}")
    return None


def _threat(s: Setting) -> Finding | None:
    """If another acts, harm follows."""
    if s.w.condition.search(s.this.text) and (m := s.w.harm.search(s.this.main)):
        return Finding("warns", f"on a condition, {m[0]}")
    return None


def _plain(s: Setting) -> Finding | None:
    main = s.this.main[-TAIL:] if s.w.verb_final else s.this.main[: HEAD[s.w.spaced]]
    for act in PLAIN:
        pattern = s.w.forms.get(act)
        if act == "urges" and s.this.statement.kind == "document":
            continue  # a treaty stipulates: 另一方应提供援助
        if pattern and (m := pattern.search(main)):
            return Finding(act, f"form {m[0].strip()}")
    if (m := s.w.will.search(main)) and own_side(_before(m, main, s), s.this, s.w):
        return Finding("promises", f"own side, {m[0].strip()}")
    if s.this.statement.kind == "speech" and (m := s.w.done.search(main)):
        before = _before(m, main, s)
        if subject_of(before, s.w) and own_side(before, s.this, s.w):
            return Finding("reports-action", f"own side, {m[0].strip()}")
    return None


def _before(m: re.Match[str], main: str, s: Setting) -> str:
    """What stands before a verb: in its clause, or from the beginning where the subject stands far from it."""
    return s.this.text[: s.this.text.rfind(m[0])] if s.w.verb_final else main[: m.start()]


def subject_of(before: str, w: Wording) -> str:
    """The subject in the words before a verb: marked by a particle where the language has one, else the rest of the clause."""
    if w.subject.pattern != NEVER.pattern:
        topic, names = w.topic.search(before), w.subject.findall(before)
        return topic[1] if topic else str(names[-1]) if names else ""
    clause = before[max(before.rfind(b) for b in CLAUSE_MARKS) + 1 :].strip(QUOTES + " ")
    return " ".join(clause.split()[-7:]) if w.spaced else w.time_words.sub("", clause)


def own_side(before: str, this: View, w: Wording) -> bool:
    """Whether the subject before a verb is the speaker's own side: none, we, he in indirect speech, or words of the source."""
    subject = subject_of(before, w)
    if not subject or w.own.search(subject):
        return True
    if w.they.match(subject) and this.statement.manner == "indirect":
        return True
    return names_source(subject, this, w)


def names_source(subject: str, this: View, w: Wording) -> bool:
    """Whether the subject shares a name with the source (中方 and 中国外交部 do not; 波兰 and 波兰司法部 do)."""
    if not w.spaced:
        return any(subject[k : k + 2] in this.source for k in range(max(0, len(subject) - 7), len(subject) - 1))
    return any(len(word) > 3 and word in this.source.lower() for word in subject.lower().split())
