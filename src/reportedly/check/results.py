"""What the check of a draft gives back: a verdict for every quotation, where its words stand, and what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportedly.model import Checked as By
from reportedly.model import Span

Verdict = Literal["verbatim", "cut", "altered", "spliced", "another-speaker", "only-in-translation", "not-found", "label"]
Change = Literal["same", "left-out", "put-in", "joint"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that the page and the draft share, that only the page has, that only the draft has; or a joint between two places."""

    kind: Change
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a stored page that a quotation goes back to, and who says them there as the record stands.

    `span` is of the page's text; `version` is not the newest one where `newest` is false. `checked` is how the speaker was checked.
    """

    report: str
    page: str
    version: int
    newest: bool
    outlet: str | None
    published: str | None
    title: str | None
    language: str
    span: Span
    speaker: str | None = None
    statement: str | None = None
    checked: By = "machine"


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation of a draft. `start` and `end` are its place in the draft, marks left out; `speaker` who is said there to say it.

    `found` are the places that the verdict rests on, the best first; `places` is how many there are in all. `difference` goes from
    the page's words to the draft's. `folded` says what was passed over in comparing. `reports` is how many were looked through.
    """

    schema: Literal["reportedly/check/1"] = field(default="reportedly/check/1", kw_only=True)
    start: int
    end: int
    text: str
    speaker: str | None
    verdict: Verdict
    found: tuple[Found, ...] = ()
    places: int = 0
    difference: tuple[Piece, ...] = ()
    folded: tuple[str, ...] = ()
    reports: int = 0
    why: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether there is nothing to look at: the words stand so on a page, or they are a label and no quotation."""
        return self.verdict in ("verbatim", "label")
