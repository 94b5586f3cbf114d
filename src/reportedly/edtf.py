"""EDTF dates (ISO 8601-2) as days: the first and last day that a date can mean."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-([0-2]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d)?)?)?[?~%]?", re.ASCII)
_OPEN = ("", "..")


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and the last day as YYYY-MM-DD, each None where open; raises ValueError where it is no date.

    >>> bounds("2031-03"), bounds("../2031-03-09")
    (('2031-03-01', '2031-03-31'), (None, '2031-03-09'))
    """
    if edtf is None:
        return None, None
    low, mark, high = edtf.partition("/")
    if not mark:
        return _days(low)
    first = None if low in _OPEN else _days(low)[0]
    last = None if high in _OPEN else _days(high)[1]
    if first and last and last < first:
        raise ValueError(f"{edtf!r} ends before it begins")
    return first, last


def _days(one: str) -> tuple[str, str]:
    match = _DATE.fullmatch(one)
    year, month, day = match.groups("") if match else ("0000", "", "")
    last = monthrange(int(year), int(month or 12))[1] if year != "0000" else 0
    if not last or (day and not 1 <= int(day) <= last):
        raise ValueError(f"{one!r} is no date: write 2031-03-08, 2031-03, 2031 or 2031-03-04/2031-03-08")
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or f'{last:02}'}"
