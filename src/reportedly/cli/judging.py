"""`reportedly judge` and `reportedly judgements`: a person's word on a statement, appended and never altered."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.cli.db import db_option, opened
from reportedly.cli.finding import line_of
from reportedly.cli.inputs import bytes_of
from reportedly.errors import RecordError
from reportedly.interface import shown
from reportedly.judgements import accepting, apply, find_statement
from reportedly.model import Judgement, Report, Target, Verdict
from reportedly.schema import read_json, to_json
from reportedly.targets import statement_target, target_of
from reportedly.verdicts import FIELDS, LINKS, SPANS, WITHDRAWN, check

if TYPE_CHECKING:
    from reportedly.judgements import JudgedRecord
    from reportedly.store import Said, Store

F = TypeVar("F", bound=Callable[..., Any])


def now() -> str:
    """The time of a judgement made now."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def you() -> str:
    """Who runs this, by the system's account; raises UsageError where that is not known."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container need not know who runs in it
        raise click.UsageError("Say who judges, with --by or $REPORTEDLY_BY.") from None


def _person(command: F) -> F:
    """What every verdict wants to know: who judges, with which remark."""
    for option in (
        click.option("--note", help="A remark that stands with it."),
        click.option("--by", envvar="REPORTEDLY_BY", default=you, show_envvar=True, help="Who judges.  [default: you]"),
        db_option,
    ):
        command = option(command)
    return command


@click.group("judge")
def judge_command() -> None:
    """Say of a statement that it is right, wrong, or should read otherwise.

    STATEMENT is a statement's id or its beginning, as `reportedly search` prints it. Nothing is overwritten: a newer
    judgement wins, and `reportedly judge withdraw` takes back what was said of a statement so far.
    """


@judge_command.command("accept")
@click.argument("statement")
@_person
def _accept(statement: str, db: Path, by: str, note: str | None) -> None:
    """The statement is right as it stands."""
    with opened(db) as store:
        said = _found(store, statement)
        record = store.judged(said.entry.key).record
        _judge(store, accepting(record, said.statement, by=by, at=now(), note=note), about=said.statement.id)


@judge_command.command("reject")
@click.argument("statement")
@click.option("--field", type=click.Choice(FIELDS), help="Only the correction of this field: the machine's value stands again.")
@_person
def _reject(statement: str, field: str | None, db: Path, by: str, note: str | None) -> None:
    """It is no statement: it leaves lists and searches."""
    with opened(db) as store:
        said = _found(store, statement)
        _judge(store, Judgement(now(), by, "reject", _target(store, said), field, note=note), about=said.statement.id)


@judge_command.command("withdraw")
@click.argument("statement")
@_person
def _withdraw(statement: str, db: Path, by: str, note: str | None) -> None:
    """Take back what was said of the statement so far: it is the machine's again, and one that was added leaves."""
    with opened(db) as store:
        said = _found(store, statement)
        _judge(store, Judgement(now(), by, "reject", _target(store, said), WITHDRAWN, note=note), about=said.statement.id)


@judge_command.command("correct")
@click.argument("statement")
@click.argument("field", type=click.Choice(FIELDS))
@click.argument("value", required=False)
@click.option("--none", "empty", is_flag=True, help="It has none: no source, no date ...")
@_person
def _correct(statement: str, field: str, value: str | None, empty: bool, db: Path, by: str, note: str | None) -> None:
    """A field of the statement should be VALUE.

    The value of content, cue, source, relays, addressee, occasion and target is words of the page; of said an EDTF date.
    """
    if (value is None) != empty:
        raise click.UsageError("Give a VALUE, or --none.")
    with opened(db) as store:
        said = _found(store, statement)
        report = store.record(said.entry.key).report
        words = words_near(report, value, said.statement.start) if field in SPANS and value else value
        target = statement_target(report, said.statement)
        _judge(store, Judgement(now(), by, "correct", target, field, words, note), about=said.statement.id)


def words_near(report: Report, value: str, near: int) -> tuple[Target, ...]:
    """The words of a page that a value is, the place nearest to the statement's start."""
    text = report.text
    places = [n for n in (text.rfind(value, 0, near + len(value)), text.find(value, near)) if n >= 0]
    if not places:
        raise RecordError(f"“{value[:40]}” does not stand on the page {report.page}")
    at = min(places, key=lambda n: abs(n - near))
    return (target_of(report, at, at + len(value)),)


@judge_command.command("add")
@click.argument("report")
@click.argument("words")
@click.option("--source", help="The words that name the source.")
@click.option("--cue", help="The reporting words.")
@click.option("--speaker", help="The speaker's name.")
@click.option("--act", help="What it does by being said.")
@click.option("--kind", help="What kind of statement it is.")
@click.option("--said", help="When it was said, EDTF.")
@_person
def _add(report: str, words: str, db: Path, by: str, note: str | None, **told: str | None) -> None:
    """The reader missed a statement: WORDS, as they stand in the REPORT."""
    with opened(db) as store:
        page = store.record(report).report
        at = page.text.find(words)
        if at < 0:
            raise RecordError(f"“{words[:40]}” does not stand in report {page.id}; give the words as they stand")
        if page.text.find(words, at + 1) >= 0:
            raise RecordError(f"“{words[:40]}” stands more than once in report {page.id}; give more words")
        target = target_of(page, at, at + len(words))
        when = now()
        fields = {name: value for name, value in told.items() if value is not None}
        corrections = [Judgement(when, by, "correct", target, name, value) for name, value in fields.items()]
        _judge(store, Judgement(when, by, "add", target, note=note), *corrections)


@judge_command.command("merge")
@click.argument("statement")
@click.argument("other")
@click.option("--field", type=click.Choice(LINKS), required=True, help="What they share.")
@_person
def _merge(statement: str, other: str, field: str, db: Path, by: str, note: str | None) -> None:
    """Both statements have one speaker, are one utterance, or are on one point."""
    _link("merge", (statement, other), field, db=db, by=by, note=note)


@judge_command.command("split")
@click.argument("statement")
@click.argument("other")
@click.option("--field", type=click.Choice(LINKS), required=True, help="What they do not share.")
@_person
def _split(statement: str, other: str, field: str, db: Path, by: str, note: str | None) -> None:
    """The two statements have two speakers, are two utterances, or are on two points."""
    _link("split", (statement, other), field, db=db, by=by, note=note)


@judge_command.command("note")
@click.argument("statement")
@click.argument("words")
@_person
def _note(statement: str, words: str, db: Path, by: str, note: str | None) -> None:
    """A remark on the statement; it changes nothing else."""
    with opened(db) as store:
        remark = words if note is None else f"{words}\n{note}"
        said = _found(store, statement)
        _judge(store, Judgement(now(), by, "note", _target(store, said), note=remark), about=said.statement.id)


def _link(verdict: Verdict, pair: tuple[str, str], field: str, *, db: Path, by: str, note: str | None) -> None:
    """Say of two statements that they belong together or apart."""
    with opened(db) as store:
        one, two = (_found(store, statement) for statement in pair)
        judgement = Judgement(now(), by, verdict, _target(store, one), field, (_target(store, two),), note)
        _judge(store, judgement, about=one.statement.id)


def _found(store: Store, statement: str) -> Said:
    """A statement by its id; one that was rejected is found too, so that it can be taken back."""
    out = [said for said in store.rejected() if statement and said.statement.id.startswith(statement)]
    return out[0] if len(out) == 1 else store.statement(statement)


def _target(store: Store, said: Said) -> Target:
    return statement_target(store.record(said.entry.key).report, said.statement)


def settle(store: Store, *judgements: Judgement) -> JudgedRecord:
    """Append judgements of one page that can be applied, and return how the version stands in which they could.

    Raises RecordError, and appends nothing, where they find their words in no version.
    """
    page = judgements[0].target.page
    lost = ["its page is not stored here"]
    for entry in reversed(store.versions(page)):
        judged = apply(store.record(entry.key), (*store.judgements(page), *judgements))
        lost = [o.why for o in judged.orphans if o.judgement in judgements]
        if not lost:
            store.judge(*judgements)
            return judged
    raise RecordError(f"nothing is judged: {lost[0]}")


def _judge(store: Store, *judgements: Judgement, about: str | None = None) -> None:
    """Append judgements that can be applied, and show how the statement that they are about stands then."""
    judged = settle(store, *judgements)
    now = next((s for s in judged.record.statements if s.id == about), None)
    if now is None and judgements[0].verdict == "add":
        now = find_statement(judged.record, judgements[0].target)
    checked = judged.of(now.id).checked if now else ""
    click.echo(line_of(now, checked) if now else shown(f"[rejected] “{judgements[0].target.quote}”"))


@click.command("judgements")
@db_option
@click.option("--page", help="Only of this page.")
@click.option("--orphans", is_flag=True, help="Only those that do not find their words in the page's newest version, and why.")
@click.option("--import", "imported", metavar="FILE", help="Append the judgements of FILE, one a line; - is standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print one judgement a line, as --import reads them.")
def judgements_command(db: Path, page: str | None, orphans: bool, imported: str | None, as_json: bool) -> None:
    """List people's judgements in the order in which they came; they go out with --json and in with --import."""
    with opened(db, create=imported is not None) as store:
        if imported is not None:
            told = _imported(imported)
            click.echo(f"{store.judge(*told)} of {len(told)} judgements are new", err=as_json)
            return
        if orphans:
            for orphan in store.orphans():
                if page in (None, orphan.judgement.target.page):
                    click.echo(to_json(orphan.judgement) if as_json else f"{_told(orphan.judgement)}\n    {orphan.why}")
            return
        for judgement in store.judgements(page):
            click.echo(to_json(judgement) if as_json else _told(judgement))


def _imported(name: str) -> list[Judgement]:
    """The judgements of a file; raises RecordError naming the line that is none."""
    out = []
    for n, line in enumerate(bytes_of(name).split(b"\n"), 1):
        if line.strip():
            try:
                judgement = read_json(line, Judgement)
                check(judgement)
            except RecordError as error:
                raise RecordError(f"{name}, line {n}: {error}") from error
            out.append(judgement)
    return out


def _told(j: Judgement) -> str:
    value = j.value if isinstance(j.value, str) else " … ".join(t.quote for t in j.value) if isinstance(j.value, tuple) else ""
    parts = [j.verdict, j.field, f"= {value or 'none'}" if j.verdict == "correct" else f"with “{value}”" if value else None]
    note = f" ({j.note})" if j.note else ""
    return shown(f"{j.at[:16]} {j.by}: {' '.join(filter(None, parts))} “{j.target.quote}”{note} · {j.target.page}")
