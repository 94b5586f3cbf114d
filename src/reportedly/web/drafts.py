"""A draft's quotations held against the stored pages: pasted or dropped, and shown with every difference."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from starlette.datastructures import FormData, UploadFile

from reportedly.errors import RecordError
from reportedly.intake import MAX_BYTES
from reportedly.web.asked import Asked, Cell, Missing, Table
from reportedly.web.checking import Draft

if TYPE_CHECKING:
    from reportedly.check import Checked, Verdict


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the draft: of a quotation, by its number, or between two."""

    text: str
    number: int = 0
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What the page of a draft knows; without one it is the form to give one."""

    template: ClassVar[str] = "draft.html"
    draft: Draft | None = None

    def public(self) -> object:
        """The quotations as the command prints them."""
        return (
            {"state": self.draft.state, "why": self.draft.why, "checked": self.draft.checked} if self.draft else {"state": "none"}
        )

    def table(self) -> Table:
        """One row a quotation."""
        head = ("verdict", "speaker", "words", "outlet", "published", "said_by", "statement", "why")
        return Table(head, map(_row, self.draft.checked if self.draft else ()))

    def quotations(self) -> tuple[tuple[int, Checked], ...]:
        """The quotations by their numbers, labels left out."""
        checked = self.draft.checked if self.draft else ()
        return tuple(enumerate((c for c in checked if c.verdict != "label"), 1))

    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """How many quotations have each verdict, most first."""
        return tuple(Counter(c.verdict for _, c in self.quotations()).most_common())

    def pieces(self) -> tuple[Piece, ...]:
        """The draft cut where its quotations begin and end."""
        text, at, out = self.draft.text if self.draft else "", 0, list[Piece]()
        for number, c in self.quotations():
            if c.start >= at:
                out += [Piece(text[at : c.start]), Piece(text[c.start : c.end], number, c.verdict)]
                at = c.end
        return (*out, Piece(text[at:]))


def _row(c: Checked) -> tuple[Cell, ...]:
    first = c.found[0] if c.found else None
    place = (first.outlet, first.published, first.speaker, first.statement) if first else (None,) * 4
    return (c.verdict, c.speaker, c.text, *place, " · ".join(c.why))


def draft_page(asked: Asked) -> DraftPage:
    """The draft that the path names, or the form."""
    if "draft" not in asked.path:
        return DraftPage()
    draft = asked.room.drafts.get(asked.path["draft"])
    if draft is None:
        raise Missing("that draft is forgotten; give it again")
    return DraftPage(draft)


async def draft_of(form: FormData) -> tuple[bytes, str]:
    """The bytes and the name of the draft that was posted; raises RecordError where there is none."""
    upload, text = form.get("file"), form.get("text")
    if isinstance(upload, UploadFile) and upload.filename:
        return await upload.read(MAX_BYTES + 1), upload.filename
    if isinstance(text, str) and text.strip():
        return text.replace("\r\n", "\n").encode("utf-8", "replace"), "draft.txt"
    raise RecordError("no draft was given: paste its text, or choose a file")
