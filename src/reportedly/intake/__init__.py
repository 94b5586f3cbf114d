"""Bytes, files, streams and addresses → Documents: a text with what was known of it when it came in.

Plain text and Markdown are never altered: the text is the decoded file, only a byte-order mark is dropped; `\\r\\n` stays, and
offsets count it. Of HTML all visible text is taken, one block a line, joined by `\\n`. Nothing but `fetch_page` uses the network.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from reportedly.errors import IntakeError
from reportedly.intake.charset import Decoded, decode
from reportedly.model import Document, Given, Line, Raw

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 10_000_000
MAX_LINES = 200_000
MAX_TAGS = 400_000
NOTHING = Given()
TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|article|section|main|table|h1)\b", re.I
)
_CLOSING = re.compile(r"</(?:p|div|span|li|ul|a|h[1-6]|td|section|article)\s*>", re.I)
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]{2,30})", re.I
)
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_OUTER = " \t\x0b\x0c\xa0\u3000\u200b\ufeff\x85\x1c\x1d\x1e\x1f"


def read_path(path: Path, given: Given = NOTHING) -> Document:
    """Read a file; raises IntakeError naming it where it cannot be opened or is no report."""
    try:
        with path.open("rb") as stream:
            return read_stream(stream, name=path.name, given=given)
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror or error}") from error


def read_stream(stream: BinaryIO, *, name: str = "-", given: Given = NOTHING) -> Document:
    """Read an open file or standard input, up to MAX_BYTES."""
    return read_bytes(stream.read(MAX_BYTES + 1), name=name, given=given)


def find_files(folder: Path) -> list[Path]:
    """The texts and pages in a folder and the folders within it, in order of their names; hidden ones are left out."""
    kinds = TEXTS | PAGES
    found = (path for path in folder.rglob("*") if path.suffix.lower() in kinds and path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def fetch_page(url: str, given: Given = NOTHING) -> Document:
    """Fetch a page over http or https and read it; raises FetchError or IntakeError."""
    from reportedly.intake.fetch import fetch

    page = fetch(url)
    document = read_bytes(page.raw, name=page.url, given=replace(given, url=given.url or page.url), declared=page.declared)
    return replace(document, retrieved=page.retrieved)


def read_bytes(raw: bytes, *, name: str, given: Given = NOTHING, declared: str | None = None) -> Document:
    """Read a page's bytes; `declared` is the encoding that a server names. Empty bytes give an empty text with a warning.

    Raises IntakeError where the bytes are too many, binary, or in no encoding that news pages use.
    """
    if len(raw) > MAX_BYTES:
        raise IntakeError(f"{name}: is larger than {MAX_BYTES:,} bytes; a news report is not: give one report a file")
    suffix = PurePath(name).suffix.lower()
    decoded = decode(raw, declared=declared or _declared(raw, suffix), name=name)
    if len(decoded.text) > MAX_CHARACTERS:
        raise IntakeError(
            f"{name}: holds more than {MAX_CHARACTERS:,} characters; a news report does not: give one report a file"
        )
    source = Raw(hashlib.sha256(raw).hexdigest(), len(raw), decoded.encoding)
    if suffix in PAGES or (suffix not in TEXTS and _is_markup(decoded.text)):
        document = _from_markup(decoded, name, source)
    else:
        document = Document(name, decoded.text, source, lines=_lines(decoded.text), warnings=decoded.warnings)
    return _counted(replace(document, given=given))


def _declared(raw: bytes, suffix: str) -> str | None:
    """The encoding that a page's own head names; a plain text has no head."""
    found = None if suffix in TEXTS else _DECLARED.search(raw[:4096])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _is_markup(text: str) -> bool:
    """Whether a text that is not called one opens as a page, or is the latter half of one."""
    head = text[:20_000].lstrip(_OUTER + "\n\r")
    while head.startswith(("<!--", "<?xml")):
        end = head.find("-->" if head.startswith("<!--") else "?>")
        if end < 0:
            return False
        head = head[end + 2 :].lstrip("> \t\r\n")
    return _MARKUP.match(head) is not None or len(_CLOSING.findall(head)) >= 4


def _from_markup(decoded: Decoded, name: str, source: Raw) -> Document:
    if decoded.text.count("<") > MAX_TAGS:
        raise IntakeError(f"{name}: has more than {MAX_TAGS:,} tags; a news page does not: save the report as text")
    # lxml and trafilatura take a while to import; a plain text needs neither.
    from reportedly.intake.markup import read_markup

    page = read_markup(decoded.text)
    return Document(
        name, page.text, source, language=page.language, extractor=page.extractor, lines=page.lines, data=page.data,
        warnings=decoded.warnings + page.warnings,
    )  # fmt: skip


def _lines(text: str) -> tuple[Line, ...]:
    out = []
    for match in _LINE.finditer(text):
        row = match.group()
        bare = row.lstrip(_OUTER)
        start = match.start() + len(row) - len(bare)
        bare = bare.rstrip(_OUTER)
        if bare:
            out.append(Line(start, start + len(bare)))
        if len(out) > MAX_LINES:
            break
    return tuple(out)


def _counted(document: Document) -> Document:
    if len(document.lines) > MAX_LINES:
        raise IntakeError(f"{document.name}: has more than {MAX_LINES:,} lines; a news report does not: give one report a file")
    if not document.lines:
        return replace(document, warnings=(*document.warnings, "the page holds no text"))
    return document
