"""Documents → Reports: the role of every line, and what the page says of itself.

What the caller gives wins over what the page shows, and that over what its meta tags say.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from urllib.parse import urldefrag

from reportedly.lang import LANGUAGES
from reportedly.model import Credit, Document, PublishedBasis, Report
from reportedly.page.cutting import Row
from reportedly.page.headline import find_headline, site_of
from reportedly.page.language import detect_language
from reportedly.page.masthead import HOUSES, Masthead, outlet_name
from reportedly.page.roles import assign_roles, blocks_of
from reportedly.page.stated import Stated
from reportedly.page.words import is_outlet


def read_page(document: Document) -> Report:
    """Make a Report of a page: its lines with their roles, language, headline, byline, date, agencies and counts."""
    headline = find_headline(document)
    rows = assign_roles(document, headline)
    given, data = document.given, document.data
    url = given.url or data.url
    published, basis = _published(document, rows)
    report = Report(
        id=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        page=given.page or (urldefrag(url).url if url else document.name),
        text=document.text, raw=document.raw, language=given.language or detect_language(document.text, document.language),
        title=document.text[headline.start : headline.end] if headline else data.title,
        byline=_byline(rows, document.text) or data.byline, section=_section(rows) or data.section,
        outlet=given.outlet or data.outlet or (headline.site if headline else None) or site_of(data.title), url=url,
        published=published, published_basis=basis, retrieved=document.retrieved, blocks=blocks_of(rows),
    )  # fmt: skip
    views, comments = _counts(rows)
    return replace(report, agencies=tuple(_agencies(rows, document.text)), views=views, comments=comments)


def page_warnings(report: Report) -> tuple[str, ...]:
    """What a reader should know of a page before trusting its record, in words."""
    out = []
    if report.text.strip() and not any(block.role == "body" for block in report.blocks):
        out.append("no body was found in the page")
    if report.text.strip() and report.language.split("-")[0] not in LANGUAGES:
        out.append(f"the language seems to be {report.language!r}, which is not read: words of saying are looked for in English")
    if report.text.strip() and report.published is None:
        out.append("the page names no date of publication; give one with --published")
    return tuple(out)


def _own(rows: list[Row]) -> list[Row]:
    """The rows of the report itself, not of those that the page shows below it."""
    return [row for row in rows if not row.elsewhere]


def _mastheads(rows: list[Row]) -> list[tuple[Row, Masthead]]:
    return [
        (row, row.masthead) for row in _own(rows) if row.masthead is not None and row.role in ("byline", "dateline", "furniture")
    ]


def _byline(rows: list[Row], text: str) -> str | None:
    """The first names of a byline, else of a dateline."""
    for row, masthead in _mastheads(rows):
        if masthead.authors:
            return "、".join(row.words[a:b].strip() for a, b in masthead.authors) or None
    for row in _own(rows):
        if row.dateline is not None and row.dateline.authors:
            return row.words[slice(*row.dateline.authors[0])].strip() or None
    return None


def _section(rows: list[Row]) -> str | None:
    return next((masthead.section for _, masthead in _mastheads(rows) if masthead.section), None)


def _counts(rows: list[Row]) -> tuple[int | None, int | None]:
    views = next((m.views for _, m in _mastheads(rows) if m.views is not None), None)
    comments = next((m.comments for _, m in _mastheads(rows) if m.comments is not None), None)
    return views, comments


def _published(document: Document, rows: list[Row]) -> tuple[str | None, PublishedBasis | None]:
    """When the report came out: given, else a date in its masthead or datelines, else the page's data, else its last update."""
    told = document.data.published
    if document.given.published:
        return document.given.published, "given"
    mastheads = [masthead for _, masthead in _mastheads(rows)]
    first = [date for masthead in mastheads for date in masthead.dates]
    first += [row.dateline.date for row in _own(rows) if row.dateline is not None and row.dateline.date is not None]
    stated = _stated(first, told)
    if stated or told:
        return stated or told, "stated" if stated else "page"
    updated = _stated([date for masthead in mastheads for date in masthead.updated], told)
    return updated, "stated" if updated else None


def _stated(dates: list[Stated], told: str | None) -> str | None:
    """The first date with a year; one without, where the page's data names that very day."""
    for date in dates:
        when = date.edtf(int(told[:4]) if told else None)
        if when and (date.year or (told and when[:10] == told[:10])):
            return when
    return None


_ROUNDUP = re.compile(r"\s*(?:综合|綜合)(?P<who>[^，。：:“”]{2,40}?)(?:等\w{0,4})?(?:报道|報道|报导|消息)[，,：:]")


def _agencies(rows: list[Row], text: str) -> list[Credit]:
    """Credits to agencies that hold for the whole page, each agency once, in order."""
    places: list[tuple[int, int]] = []
    for row in _own(rows):
        at = row.line.start
        if row.masthead is not None and row.role in ("byline", "dateline"):
            authors = [(a, b) for a, b in row.masthead.authors if is_outlet(row.words[a:b])]
            places += [(at + a, at + b) for a, b in sorted([*row.masthead.sources, *authors])]
        if row.dateline is not None and row.dateline.agency:
            places.append((at + row.dateline.agency[0], at + row.dateline.agency[1]))
        if row.role == "body":
            places += _roundup(row, row.dateline.end if row.dateline else 0)
    seen: set[str] = set()
    out = []
    for start, end in places:
        name = text[start:end].strip(' «»“”"')
        if name and name not in seen and not re.fullmatch(HOUSES, name):
            seen.add(name)
            start = text.index(name, start)
            out.append(Credit(start, start + len(name), name, name))
    return out


def _roundup(row: Row, start: int) -> list[tuple[int, int]]:
    """综合某某社、某某网报道：the outlets that a round-up names at the head of a paragraph."""
    found = _ROUNDUP.match(row.words, start)
    if not found:
        return []
    names = re.compile(rf"{outlet_name()}(?=[、,和等驻]|$)").finditer(row.words, *found.span("who"))
    return [(row.line.start + name.start(), row.line.start + name.end()) for name in names]
