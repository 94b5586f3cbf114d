"""Giving reports to be read: dropped files, a pasted text, an address; and how far the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from starlette.datastructures import FormData, UploadFile

from reportedly.cli.inputs import is_day
from reportedly.errors import RecordError
from reportedly.intake import MAX_BYTES
from reportedly.model import Given
from reportedly.web.asked import Asked, Missing
from reportedly.web.jobs import Input, Job

MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """What the page of a job knows."""

    template: ClassVar[str] = "reading.html"
    job: Job


def reading_page(asked: Asked) -> ReadingPage:
    """How far a job is."""
    job = asked.room.jobs.get(asked.path["job"])
    if job is None:
        raise Missing("that reading is over and forgotten; what was read stands on the desk")
    return ReadingPage(job)


async def inputs_of(form: FormData) -> list[Input]:
    """What was posted to be read; raises RecordError where it is nothing."""
    given = _given(form)
    out: list[Input] = []
    for upload in form.getlist("files"):
        if isinstance(upload, UploadFile) and upload.filename:
            raw = await upload.read(MAX_BYTES + 1)
            out.append(Input(upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:200], raw, given=given))
    text = _field(form, "text").replace("\r\n", "\n")
    if text.strip():
        raw = text.encode("utf-8", "replace")
        out.append(Input(f"pasted-{sha256(raw).hexdigest()[:12]}.txt", raw, given=given))
    address = _field(form, "address").strip()
    if address:
        out.append(Input(address[:2000], address=True, given=given))
    if not out:
        raise RecordError("nothing was given to be read: drop a file, paste a text, or write an address")
    return out


def _given(form: FormData) -> Given:
    published, outlet = _field(form, "published").strip(), _field(form, "outlet").strip()[:200]
    if published and not is_day(published):
        raise RecordError(f"{published!r} is no date: write 2031-03-09, 2031-03 or 2031-03-09T08:30")
    url = _field(form, "url").strip()[:2000]
    return Given(published=published or None, outlet=outlet or None, url=url or None)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
