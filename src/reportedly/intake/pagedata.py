"""What a page says of itself where no reader sees it: JSON-LD, OpenGraph and other meta tags, the canonical link.

JSON-LD is believed first, then OpenGraph, then plain meta tags. Times stay as the page writes them, to the minute, without their
zone: local time stays local.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reportedly.model import PageData

_TIME = re.compile(
    r"\s*(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s]+(\d{1,2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*",
    re.I,
)
_ARTICLES = frozenset({"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "LiveBlogPosting"})
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish_time",
    "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "article:create_at", "apub:time", "weibo:article:create_at", "og:release_date", "dc.date", "date",
)  # fmt: skip
_LIMIT = 400
"""The longest value that is believed to be a title, name or address."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def page_data(root: HtmlElement) -> tuple[PageData, str | None]:
    """The page's data about itself, and the language that it declares."""
    meta = _meta_tags(root)
    article = next((found for script in _scripts(root) for found in _articles(script)), {})
    title = _first(_text(article.get("headline")), meta.get("og:title"), meta.get("twitter:title"))
    data = PageData(
        title=title or _first(_title(root)),
        byline=_first(_names(article.get("author")), meta.get("author"), _no_address(meta.get("article:author"))),
        outlet=_first(
            meta.get("og:site_name"), _names(article.get("publisher")), meta.get("application-name"), _after(title, _title(root))
        ),
        url=_first(_canonical(root), _address(meta.get("og:url")), _address(_text(article.get("url")))),
        published=_published(article, meta, root),
        section=_first(meta.get("article:section"), _text(article.get("articleSection"))),
        keywords=_keywords(meta),
    )
    return data, (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:20] or None


def read_time(value: str | None) -> str | None:
    """A machine's date or time as EDTF to the minute; None where it is no date. Midnight to the second is taken as a day."""
    found = _TIME.fullmatch(value[:60]) if value else None
    if not found:
        return None
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    try:
        told = date(year, month, day).isoformat()
    except ValueError:
        return None
    hour, minute = found.group(4, 5)
    if hour is None or (int(hour), int(minute)) == (0, 0) or int(hour) > 23 or int(minute) > 59:
        return told
    return f"{told}T{int(hour):02}:{minute}"


def _first(*values: str | None) -> str | None:
    for value in values:
        clean = " ".join(value.split()) if value else ""
        if clean and len(clean) <= _LIMIT:
            return clean
    return None


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            out.setdefault(name.strip().lower(), content)
    return out


def _scripts(root: HtmlElement) -> Iterator[Json]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue  # a page's broken JSON-LD says nothing; its meta tags and visible lines are read all the same


def _articles(found: Json) -> Iterator[dict[str, Json]]:
    """Objects that describe an article, in the script itself, in a list or in its graph."""
    for one in found if isinstance(found, list) else [found]:
        if not isinstance(one, dict):
            continue
        kinds = one.get("@type")
        if not _ARTICLES.isdisjoint(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)):
            yield one
        graph = one.get("@graph")
        for inner in graph if isinstance(graph, list) else []:
            if isinstance(inner, dict) and isinstance(inner.get("@type"), str) and inner.get("@type") in _ARTICLES:
                yield inner


def _text(value: Json) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _names(value: Json) -> str | None:
    names = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and not _address(name):
            names.append(name.strip())
    return ", ".join(names[:10]) or None


def _title(root: HtmlElement) -> str | None:
    found = root.find(".//title")
    return found.text if found is not None else None


def _after(title: str | None, whole: str | None) -> str | None:
    """The site's name, where the title element is the article's title with a name after it."""
    whole = " ".join((whole or "").split())
    if not title or not whole.startswith(title):
        return None
    name = re.split(r"[-_|｜–—]", whole[len(title) :])[-1].strip()
    return name if 2 <= len(name) <= 40 else None


def _address(value: str | None) -> str | None:
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _no_address(value: str | None) -> str | None:
    return None if _address(value) else value


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _address(link.get("href"))
    return None


def _published(article: dict[str, Json], meta: dict[str, str], root: HtmlElement) -> str | None:
    told = [_text(article.get("datePublished")), *(meta.get(name) for name in _PUBLISHED)]
    for tag in root.iter("time"):
        if tag.get("pubdate") is not None or tag.get("itemprop") == "datePublished":
            told.append(tag.get("datetime"))
    return next((when for when in map(read_time, told) if when), None)


def _keywords(meta: dict[str, str]) -> tuple[str, ...]:
    value = meta.get("news_keywords") or meta.get("keywords") or ""
    return tuple(word.strip() for word in re.split(r"[,，、;；|]", value[:2000]) if 2 <= len(word.strip()) <= 40)[:30]
