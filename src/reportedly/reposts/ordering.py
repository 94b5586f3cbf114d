"""Which of two reports that share words came first: by the time of publication, else by what the text says, else undecided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.model import FirstBy, Report

_FIRST_CJK = "\u1100"


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the first of two reports is the earlier one (None: undecided), how that is known, and the reason."""

    earlier: bool | None
    by: FirstBy
    why: str


def order(a: Report, b: Report) -> Order:
    """Say which of two reports came first.

    Of two times that are known to different minuteness only the common part counts: 2031-03-09 may be before or after
    2031-03-09T08:30.
    """
    if a.published and b.published:
        size = min(len(a.published), len(b.published))
        x, y = a.published[:size], b.published[:size]
        if x != y:
            first, then = sorted((a.published, b.published))
            return Order(x < y, "published", f"published {first}, the other {then}")
    named_a, named_b = names(b, a), names(a, b)
    if bool(named_a) != bool(named_b):
        return Order(bool(named_a), "text", f"the other names it: {named_a or named_b}")
    known = "published at the same time" if a.published and b.published else "not both have a date of publication"
    return Order(None, "undecided", f"{known}, and neither names the other alone")


def names(report: Report, other: Report) -> str | None:
    """The words with which a report names another one's address or outlet, None where it does not or both are one outlet's."""
    same_house = report.outlet is not None and report.outlet == other.outlet
    return next((name for name in (other.url, None if same_house else other.outlet) if name and _says(report.text, name)), None)


def _says(text: str, name: str) -> bool:
    plain = name.strip()
    if len(plain) < (2 if plain[:1] >= _FIRST_CJK else 4):
        return False
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)" if plain[0] < _FIRST_CJK else re.escape(plain), text) is not None
