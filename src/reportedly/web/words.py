"""The words of the room, and the interface's own words with dates and numbers in the manner of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

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
    verdicts: Words
    fields: Words
    fates: Words
    languages: Words
    health: Words
    quotations: Words


@dataclass(frozen=True, slots=True)
class Manner(Interface):
    """The interface's words; dates stand as the language writes them."""

    def when_of(self, said: When) -> str:
        """The date of saying in words."""
        return self.day(said.edtf) if said.edtf else self.undated

    def published_of(self, report: Report) -> str:
        """When the report was published, and how that is known."""
        if not report.published:
            return ""
        basis = self.published_bases[report.published_basis] if report.published_basis else ""
        return f"{self.published} {self.day(report.published)}" + (f" ({basis})" if basis else "")

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


def moment(at: str, ui: Manner) -> str:
    """A time of RFC 3339 in words, to the minute."""
    return ui.day(at[:16]) if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", at) else at
