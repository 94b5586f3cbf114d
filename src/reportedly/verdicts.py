"""What a judgement may say, and whether one does: its fields, their values, its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import get_args

from reportedly.edtf import bounds
from reportedly.errors import RecordError
from reportedly.model import Act, Judgement, Kind, Manner, Polarity, Stance, Target

CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "kind": get_args(Kind),
    "manner": get_args(Manner),
    "polarity": get_args(Polarity),
    "position": get_args(Stance),
}
SPANS = ("content", "cue", "source", "addressee", "occasion", "target", "relays")
FIELDS = (*SPANS, "speaker", "said", *CHOICES)
LINKS = ("speaker", "utterance", "point")
WITHDRAWN = "judgements"
"""The field of a rejection that takes back what was decided on a statement so far."""

Value = str | tuple[Target, ...] | None


def check(judgement: Judgement) -> None:
    """Raise RecordError where a judgement says what no judgement can."""
    wrong = _fault(judgement)
    if wrong:
        raise RecordError(f"{judgement.verdict} “{judgement.target.quote[:30]}”: {wrong}")


def _fault(j: Judgement) -> str | None:
    if not j.target.quote or not j.target.page:
        return "names no words of a page"
    if not j.by.strip():
        return "does not say who judged"
    try:
        moment(j.at)
    except ValueError:
        return f"at {j.at!r} is no time: write 2031-03-09T08:30:00Z"
    if j.verdict in ("merge", "split"):
        well = j.field in LINKS and other_of(j)
        return None if well else f"wants a field ({', '.join(LINKS)}) and as value the other statement's words"
    if j.verdict == "correct" and j.field is None:
        return f"wants a field: {', '.join(FIELDS)}"
    allowed = (*FIELDS, WITHDRAWN) if j.verdict == "reject" else FIELDS
    if j.field is not None and j.field not in allowed:
        return f"{j.field!r} is no field; there are {', '.join(allowed)}"
    if j.verdict in ("correct", "accept"):
        return next(filter(None, (_value_fault(name, value) for name, value in values_of(j).items())), None)
    return None


def _value_fault(name: str, value: Value) -> str | None:
    if name not in FIELDS:
        return f"{name!r} is no field; there are {', '.join(FIELDS)}"
    if value is not None and not isinstance(value, str):
        return None if name in SPANS else f"{name} is text, not words of the page"
    if name in CHOICES and value not in CHOICES[name]:
        return f"{value!r} is no {name}; there are {', '.join(CHOICES[name])}"
    if name == "content" and not value:
        return "a statement needs the words of its content"
    try:
        bounds(value if name == "said" else None)
    except ValueError as error:
        return str(error)
    return None


def values_of(j: Judgement) -> dict[str, Value]:
    """What a judgement says of each field."""
    if j.field is not None:
        return {j.field: None if isinstance(j.value, Mapping) else j.value}
    return dict(j.value) if isinstance(j.value, Mapping) else {}


def other_of(j: Judgement) -> Target | None:
    """The other statement of a merge or split."""
    return j.value[0] if isinstance(j.value, tuple) and len(j.value) == 1 else None


def moment(at: str) -> datetime:
    """A time of RFC 3339, in UTC where it names no zone; raises ValueError where it is none."""
    when = datetime.fromisoformat(at)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
