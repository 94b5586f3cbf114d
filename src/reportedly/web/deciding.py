"""What a person posts about a statement, made into judgements: accept, reject, correct, add, withdraw, note, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportedly.cli.judging import now, settle, words_near
from reportedly.errors import RecordError
from reportedly.judgements import JudgedRecord, accepting, find_statement
from reportedly.model import Judgement, Report, Statement, Target
from reportedly.statements import letters
from reportedly.store import Entry, Store
from reportedly.targets import Lost, statement_target, target_of
from reportedly.verdicts import WITHDRAWN
from reportedly.web.reports import words_of
from reportedly.web.undoing import undoing

_LONGEST_NOTE = 4000
_LONGEST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What was posted: by whom, on which report, the form's fields."""

    store: Store
    entry: Entry
    by: str
    form: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field's text without outer white space; empty where it is not there."""
        return self.form.get(name, "").replace("\r\n", "\n").strip()

    @property
    def note(self) -> str | None:
        """The remark, where there is one."""
        return self.text("note")[:_LONGEST_NOTE] or None

    @property
    def report(self) -> Report:
        """The report that is judged."""
        return self.store.record(self.entry.key).report


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done, and which statement it was done to; none where it left."""

    what: str
    statement: str | None


def decide(wish: Wish) -> Decided:
    """Do what was posted; raises RecordError, and does nothing, where that cannot be."""
    verdict = wish.text("verdict")
    if verdict == "undo":
        return _undo(wish)
    if verdict == "add":
        return _add(wish)
    if verdict not in _VERDICTS:
        raise RecordError(f"{verdict!r} is no verdict; there are {', '.join(_VERDICTS)}, add, undo")
    found, judged = _found(wish)
    judgements = _VERDICTS[verdict](wish, judged, found)
    if not judgements:
        return Decided("same", found.id)
    after = settle(wish.store, *judgements)
    left = all(s.id != found.id for s in after.record.statements)
    return Decided(verdict, None if left else found.id)


def _found(wish: Wish) -> tuple[Statement, JudgedRecord]:
    """The statement that was posted about, one that was rejected too."""
    judged, wanted = wish.store.judged(wish.entry.key), wish.text("statement")
    for s in (*judged.record.statements, *judged.rejected):
        if s.id == wanted:
            return s, judged
    raise RecordError(f"the report has no statement {wanted}; the page may be older than the record: load it again")


def _accept(wish: Wish, judged: JudgedRecord, s: Statement) -> list[Judgement]:
    return [accepting(judged.record, s, by=wish.by, at=now(), note=wish.note)]


def _reject(wish: Wish, judged: JudgedRecord, s: Statement) -> list[Judgement]:
    return [Judgement(now(), wish.by, "reject", statement_target(judged.record.report, s), note=wish.note)]


def _withdraw(wish: Wish, judged: JudgedRecord, s: Statement) -> list[Judgement]:
    return [Judgement(now(), wish.by, "reject", statement_target(judged.record.report, s), WITHDRAWN, note=wish.note)]


def _note(wish: Wish, judged: JudgedRecord, s: Statement) -> list[Judgement]:
    if not wish.note:
        raise RecordError("a note wants words")
    return [Judgement(now(), wish.by, "note", statement_target(judged.record.report, s), note=wish.note)]


def _correct(wish: Wish, judged: JudgedRecord, s: Statement) -> list[Judgement]:
    """One judgement for each field that was posted otherwise than it stands."""
    report = judged.record.report
    target, at = statement_target(report, s), now()
    out: list[Judgement] = []
    for name, value in _changes(wish, report, s):
        out.append(Judgement(at, wish.by, "correct", target, name, value, wish.note if not out else None))
    return out


def _changes(wish: Wish, report: Report, s: Statement) -> Iterator[tuple[str, str | tuple[Target, ...] | None]]:
    stands = {"speaker": s.speaker.name if s.speaker else "", "said": s.said.edtf or "", "act": s.act, "kind": s.kind}
    for name, old in stands.items():
        if name in wish.form and wish.text(name) != old:
            yield name, wish.text(name) or None
    if "source" in wish.form and wish.text("source") != (s.source.text if s.source else ""):
        yield "source", words_near(report, wish.text("source"), s.start) if wish.text("source") else None
    if wish.text("start") or letters(wish.text("words")) not in ("", letters(words_of(s))):
        start, end = _place(wish, report)
        if (start, end) != (s.start, s.end) or len(s.content) > 1:
            yield "content", (target_of(report, start, end),)


def _add(wish: Wish) -> Decided:
    report = wish.report
    target = target_of(report, *_place(wish, report))
    at = now()
    judgements = [Judgement(at, wish.by, "add", target, note=wish.note)]
    for name in ("speaker", "said", "act", "kind"):
        if wish.text(name):
            judgements.append(Judgement(at, wish.by, "correct", target, name, wish.text(name)))
    if wish.text("source"):
        start = report.text.find(target.quote)
        judgements.append(
            Judgement(at, wish.by, "correct", target, "source", words_near(report, wish.text("source"), max(0, start)))
        )
    after = settle(wish.store, *judgements)
    return Decided("add", find_statement(after.record, target).id)


def _place(wish: Wish, report: Report) -> tuple[int, int]:
    """Where the posted words stand: at the place that the browser counted, in code points, else where they stand alone."""
    words, text = wish.form.get("words", "").replace("\r\n", "\n").strip()[:_LONGEST_WORDS], report.text
    start, end = _number(wish.text("start")), _number(wish.text("end"))
    if start < end <= len(text):
        place = _trimmed(text, start, end)
        if place and (not words or letters(text[place[0] : place[1]]) == letters(words)):
            return place
        raise RecordError("the words that were chosen do not stand at their place: the page may be older than the record")
    if not words:
        raise RecordError("choose the words of the statement in the text, or copy them into the form")
    at = text.find(words)
    if at < 0:
        raise RecordError(f"“{words[:60]}” does not stand in the report: give the words as they stand")
    if text.find(words, at + 1) >= 0:
        raise RecordError(f"“{words[:60]}” stands more than once in the report: give more words")
    return at, at + len(words)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A place without white space at its ends; None where nothing is left."""
    chosen = text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end -= len(chosen) - len(chosen.rstrip())
    return (start, end) if start < end else None


def _undo(wish: Wish) -> Decided:
    judgements = undoing(wish.store, wish.entry.page, by=wish.by)
    if not judgements:
        raise RecordError("nothing stands here that could be undone")
    after = settle(wish.store, *judgements)
    try:
        return Decided("undo", find_statement(after.record, judgements[0].target).id)
    except Lost:  # a statement that was added left again
        return Decided("undo", None)


_VERDICTS: dict[str, Callable[[Wish, JudgedRecord, Statement], list[Judgement]]] = {
    "accept": _accept, "reject": _reject, "correct": _correct, "withdraw": _withdraw, "note": _note,
}  # fmt: skip
