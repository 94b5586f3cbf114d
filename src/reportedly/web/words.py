"""The words of the room, and the interface's own words with dates and numbers in the manner of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

from reportedly.edtf import bounds
from reportedly.interface import TONGUES, Interface, Tongue
from reportedly.lang import words
from reportedly.model import Report, When

CHOSEN = "reportedly-interface"
"""The cookie that remembers the language that a reader chose."""

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the room says in its own voice, page by page; data/{en,zh}/room.toml."""

    site: Words
    desk: Words
    report: Words
    correct: Words
    told: Words
    statement: Words
    speaker: Words
    point: Words
    find: Words
    draft: Words
    review: Words
    log: Words
    versions: Words
    reading: Words
    stances: Words
    checked: Words
    hows: Words
    verdicts: Words
    fields: Words
    fates: Words
    copies: Words
    languages: Words
    health: Words
    dates: Words
    quotations: Words


@dataclass(frozen=True, slots=True)
class Manner(Interface):
    """The interface's words; dates stand as the language writes them."""

    def when_of(self, said: When) -> str:
        """The date of saying in words."""
        return day(said.edtf, spoken(self.tongue)) if said.edtf else self.undated

    def published_of(self, report: Report) -> str:
        """When the report was published, and how that is known."""
        if not report.published:
            return ""
        basis = self.published_bases[report.published_basis] if report.published_basis else ""
        return f"{self.published} {day(report.published, spoken(self.tongue))}" + (f" ({basis})" if basis else "")

    @property
    def tongue(self) -> Tongue:
        """The language of these words."""
        return "zh" if self.report == "报道" else "en"


def manner(tongue: Tongue) -> Manner:
    """The interface's words in one language."""
    found: Manner = words(tongue, "interface", Manner)
    return found


def spoken(tongue: Tongue) -> Spoken:
    """The room's words in one language."""
    found: Spoken = words(tongue, "room", Spoken)
    return found


def asked_tongue(request: Request) -> Tongue:
    """The language that a reader chose, else the one that the browser prefers of ours."""
    chosen = request.query_params.get("interface") or request.cookies.get(CHOSEN)
    for tongue in TONGUES:
        if tongue == chosen:
            return tongue
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> Tongue:
    """The language of ours that an Accept-Language header likes best; English where it names neither.

    >>> preferred("de, zh-TW;q=0.8, en;q=0.5")
    'zh'
    """
    best: tuple[float, Tongue] = (0.0, "en")
    for part in header.split(",")[:50]:
        name, _, rest = part.strip().partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", rest)
        liked = float(weight[1]) if weight else 1.0 if not rest else 0.0
        for tongue in TONGUES:
            if name.lower().split("-")[0] == tongue and liked > best[0]:
                best = (liked, tongue)
    return best[1]


def day(edtf: str | None, w: Spoken) -> str:
    """A date or interval in words: 4 March 2031, 2031年3月4日; as it stands where it is none.

    >>> day("../2031-03-09", spoken("en"))
    'up to 9 March 2031'
    """
    if not edtf:
        return ""
    low, mark, high = edtf.partition("/")
    try:
        bounds(edtf)
    except ValueError:
        return edtf
    if not mark:
        return _one(low, w)
    if low in ("", ".."):
        return w.dates["until"].format(_one(high, w))
    if high in ("", ".."):
        return w.dates["since"].format(_one(low, w))
    return w.dates["between"].format(_one(low, w), _one(high, w))


def _one(edtf: str, w: Spoken) -> str:
    unsure = edtf.endswith(("?", "~", "%"))
    date, _, time = edtf.rstrip("?~%").partition("T")
    parts = [int(x) for x in date.split("-")]
    months = w.dates["months"].split()
    shape = w.dates[("year", "month", "day")[len(parts) - 1]]
    name = months[parts[1] - 1] if len(parts) > 1 else ""
    out = shape.format(y=parts[0], m=name, d=parts[2] if len(parts) > 2 else "")
    out += f" {time[:5]}" if time else ""
    return w.dates["about"].format(out) if unsure else out


def moment(at: str, w: Spoken) -> str:
    """A time of RFC 3339 in words, to the minute."""
    return day(at[:16], w) if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", at) else at
