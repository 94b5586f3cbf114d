"""One record's statements while judgements are applied to them, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reportedly.errors import RecordError
from reportedly.judgements.standing import JudgedRecord, Orphan, Standing
from reportedly.model import Checked, Judgement, Record, Relay, Report, Span, Speaker, Stance, Statement, Target, When
from reportedly.statements import letters, statement_id
from reportedly.targets import Lost, find_words
from reportedly.verdicts import SPANS, WITHDRAWN, Value, check, other_of, values_of

_SEVERAL = ("content", "cue")
_GAP = " … "


@dataclass(slots=True)
class Draft:
    """A statement while judgements are applied to it; `machine` is None for one that a person added."""

    machine: Statement | None
    now: Statement
    position: Stance | None = None
    accepted: bool = False
    rejected: bool = False
    fields: dict[str, Checked] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    last: Judgement | None = None

    def standing(self) -> Standing:
        """What people have said of it."""
        checked: Checked = "corrected" if "corrected" in self.fields.values() else "accepted" if self.accepted else "machine"
        by, at = (self.last.by, self.last.at) if self.last else (None, None)
        return Standing(checked, dict(self.fields), self.position, by, at, tuple(self.notes))


@dataclass(slots=True)
class Desk:
    """One record's statements while judgements are applied to them."""

    record: Record
    drafts: list[Draft]

    @property
    def report(self) -> Report:
        """The report that is judged."""
        return self.record.report

    def take(self, j: Judgement) -> None:
        """Apply one judgement; raises Lost or a ReportedlyError where it cannot be."""
        check(j)
        if j.verdict == "add":
            draft = self._added(j)
            draft.accepted, draft.rejected = True, False
        elif j.verdict in ("accept", "correct"):
            draft, exact = self.find(j.target)
            if j.verdict == "accept" and not exact and "content" not in values_of(j):
                raise Lost("the reader now quotes other words than those accepted")
            self._set_all(draft, j)
        else:
            draft, exact = self.find(j.target)
            if not exact:
                raise Lost("the reader now quotes other words than those judged")
            self._other_verdict(draft, j)
        if j.note:
            draft.notes.append(j.note)
        if j.verdict not in ("note", "merge", "split"):
            draft.last = j

    def _other_verdict(self, draft: Draft, j: Judgement) -> None:
        if j.verdict == "reject" and j.field is None:
            draft.rejected = True
        elif j.verdict == "reject" and j.field == WITHDRAWN:
            fresh = Draft(draft.machine, draft.machine or draft.now, rejected=draft.machine is None)
            self.drafts[self.drafts.index(draft)] = fresh
        elif j.verdict == "reject":
            self._restore(draft, str(j.field))
        elif (other := other_of(j)) and other.page == self.report.page:
            self.find(other)

    def find(self, target: Target) -> tuple[Draft, bool]:
        """The draft that a target names, and whether it quotes just its words: marks and spaces may differ.

        Other words are taken only with the same source, where at least half are shared.
        """
        place = find_words(self.report, target)
        wanted = letters(place.text)
        same = [d for d in self.drafts if any(self._quotes(s, place, wanted) for s in (d.now, d.machine) if s)]
        meant = same if len(same) < 2 else [d for d in same if _source(d.now) == letters(target.source or "")]
        if len(meant) == 1:
            return meant[0], True
        if not same and target.source:
            source = letters(target.source)
            near = [d for d in self.drafts if _source(d.now) == source and _shared(d.now, place) >= 0.5]
            if len(near) == 1:
                return near[0], False
        raise Lost("more than one statement has these words" if same else "the reader has no statement at these words")

    def _quotes(self, s: Statement, place: Span, wanted: str) -> bool:
        """Whether a statement's content, from first to last, is some words at their place but for marks and spaces."""
        return s.start < place.end and place.start < s.end and letters(self.report.text[s.start : s.end]) == wanted

    def _added(self, j: Judgement) -> Draft:
        try:
            draft, exact = self.find(j.target)
        except Lost:
            exact = False
        if exact:
            return draft
        place = find_words(self.report, j.target)
        said = letters(place.text)
        nth = 1 + sum(letters(*(c.text for c in d.now.content)) == said for d in self.drafts)
        frame = 1 + max((d.now.frame for d in self.drafts), default=-1)
        why = (f"added by {j.by} on {j.at[:10]}",)
        added = Statement(statement_id(self.report.page, said, nth), frame, "speech", content=(place,), confidence=1.0, why=why)
        self.drafts.append(Draft(None, added))
        return self.drafts[-1]

    def _set_all(self, draft: Draft, j: Judgement) -> None:
        """Set every field that a judgement names; all or none, so that an orphan changes nothing."""
        now, position = draft.now, draft.position
        for name, value in values_of(j).items():
            if name == "position":
                position = value  # type: ignore[assignment]
            else:
                now = self._set(now, name, value, j)
        draft.now, draft.position = now, position
        draft.fields.update({name: self._mark(draft, name, j) for name in values_of(j)})
        if j.verdict == "accept" and j.field is None:
            draft.accepted, draft.rejected = True, False

    def _mark(self, draft: Draft, name: str, j: Judgement) -> Checked:
        """Accepted where a person takes the machine's value, or gives a value of a statement that the machine has not."""
        if draft.machine is None:
            return "accepted"
        same = name == "position" or getattr(draft.now, name) == getattr(draft.machine, name)
        return "accepted" if same and j.verdict == "accept" else "corrected"

    def _set(self, s: Statement, name: str, value: Value, j: Judgement) -> Statement:
        """The statement with one field as a person says; the same statement where that is what it says anyway."""
        new = self._with_words(s, name, value) if name in SPANS else self._with_text(s, name, value, j)
        if new == s:
            return s
        done = "accepted" if j.verdict == "accept" else "corrected"
        return replace(new, why=(*s.why, f"{done} by {j.by} on {j.at[:10]}: {name}"))

    def _with_words(self, s: Statement, name: str, value: Value) -> Statement:
        spans = self._spans(s, value)
        first = next(iter(spans), None)
        if name == "relays":
            same = [(r.start, r.end) for r in s.relays] == [(x.start, x.end) for x in spans]
            return s if same else replace(s, relays=tuple(Relay(x.start, x.end, x.text) for x in spans))
        if name == "source":
            return s if first == s.source else replace(s, source=first, source_inherited=False)
        return replace(s, **{name: tuple(sorted(spans, key=lambda x: x.start)) if name in _SEVERAL else first})  # type: ignore[arg-type]

    def _with_text(self, s: Statement, name: str, value: Value, j: Judgement) -> Statement:
        if isinstance(value, tuple):
            raise RecordError(f"{name} is text, not words of the page")
        if name == "said":
            when = When(value, "explicit" if value else "undated", None, f"{j.by} says so")
            return s if value == s.said.edtf else replace(s, said=when)
        if name == "speaker":
            same = value == (s.speaker.name if s.speaker else None)
            return s if same else replace(s, speaker=self._speaker(value, j) if value else None)
        return replace(s, **{name: value})  # type: ignore[arg-type]

    def _spans(self, s: Statement, value: Value) -> tuple[Span, ...]:
        """The words that a value names: by their surroundings, or else the only ones near the statement."""
        if value is None:
            return ()
        if isinstance(value, tuple):
            return tuple(find_words(self.report, target) for target in value)
        text, (low, high) = self.report.text, self._near(s)
        out: list[Span] = []
        for part in [value] if value in text[low:high] else value.split(_GAP):
            at = text.find(part, low, high)
            if at < 0:
                raise Lost(f"“{part[:30]}” does not stand near the statement")
            if not out and not s.start <= at < s.end and text.find(part, at + 1, high) >= 0:
                raise Lost(f"“{part[:30]}” stands more than once near the statement: give its surroundings")
            out.append(self.report.span(at, at + len(part)))
            low = at + len(part)
        return tuple(out)

    def _near(self, s: Statement) -> tuple[int, int]:
        """The lines that a statement's content stands on, or all of the report where the words are further off."""
        text = self.report.text
        end = text.find("\n", s.end)
        return text.rfind("\n", 0, s.start) + 1, len(text) if end < 0 else end

    def _speaker(self, name: str, j: Judgement) -> Speaker:
        """A speaker by name: one of the report's actors, or somebody new."""
        from reportedly.names import actor_id  # the words of four languages, which few judgements need

        for actor in self.record.actors:
            if name == actor.name or name in actor.names:
                return Speaker(actor.id, actor.name, kind=actor.kind, why=f"{j.by} says so")
        return Speaker(actor_id(self.report, name), name, kind="person", why=f"{j.by} says so")

    def _restore(self, draft: Draft, name: str) -> None:
        """Let the machine's value of one field stand again."""
        draft.fields.pop(name, None)
        if name == "position":
            draft.position = None
        elif draft.machine is not None:
            draft.now = replace(draft.now, **{name: getattr(draft.machine, name)})

    def judged(self, orphans: tuple[Orphan, ...]) -> JudgedRecord:
        """The record as it stands now, links to statements that left taken out."""
        kept = sorted((d for d in self.drafts if not d.rejected), key=lambda d: (d.now.start, -d.now.end))
        ids = {d.now.id for d in kept}
        statements = tuple(_linked(d.now, ids) for d in kept)
        standing = {d.now.id: d.standing() for d in kept if d.last or d.notes}
        gone = tuple(d.machine for d in self.drafts if d.rejected and d.machine)
        return JudgedRecord(replace(self.record, statements=statements), standing, gone, orphans)


def _linked(s: Statement, ids: set[str]) -> Statement:
    """A statement without its links to statements that left."""
    answers = s.in_response_to if s.in_response_to in ids else None
    return replace(s, parent=s.parent if s.parent in ids else None, in_response_to=answers)


def _source(s: Statement) -> str:
    return letters(s.source.text) if s.source else ""


def _shared(s: Statement, place: Span) -> float:
    """Intersection over union of a statement's content, from first to last, and some words."""
    both = min(s.end, place.end) - max(s.start, place.start)
    return both / (max(s.end, place.end) - min(s.start, place.start)) if both > 0 else 0.0
