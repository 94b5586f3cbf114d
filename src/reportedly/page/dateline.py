"""The opening of a paragraph that says where, when and through whom a report comes; the rest of the paragraph stays body.

新华社北京7月26日电（记者某某） · SIVRA, June 13 (Agency) - · ГОРОД, 5 июня. — АГЕНТСТВО. · (도시=통신) 아무개 기자 =
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.page.masthead import HOUSES, NAME, Piece, outlet_name
from reportedly.page.stated import Stated, read_dates
from reportedly.page.words import any_of, is_outlet, page_words


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a paragraph that says where and through whom it comes; the report goes on at `end`."""

    end: int
    agency: Piece | None = None
    authors: tuple[Piece, ...] = ()
    date: Stated | None = None
    titled: bool = False
    """Whether the headline follows (题：…)."""


def read_dateline(line: str, *, first: bool) -> Dateline | None:
    """The dateline that a paragraph opens with; a bare town in capitals counts only in one of the first paragraphs."""
    head = line[:200]
    return _chinese(head) or _korean(head) or _western(head, first)


@cache
def _chinese_dateline() -> re.Pattern[str]:
    date = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
    reporters = r"(?:\s?[（(【\[](?P<names>[^（()）【】\[\]。]{1,60})[)）】\]])?"
    wired = (
        rf"(?P<a1>{outlet_name()})[\u4e00-\u9fff·、]{{0,14}}?\s?(?P<when>{date})\s?(?:专|專)?(?:电|電|讯|訊)(?=[\s（(【\[:：]|$)"
    )
    house = rf"(?P<a2>{outlet_name()}|{HOUSES})(?:综合|綜合)?(?:讯|訊|电|電|消息)(?=[\s（(【\[:：]|$)"
    kind = "(?:综合|綜合|专|專)?(?:报道|報道|报导|報導|讯|訊|电|電|消息)?"
    roundup = rf"[【\[（(](?:{HOUSES}|(?P<a3>{outlet_name()})){kind}[】\]）)]"
    return re.compile(
        rf"(?!据|根据|另据|综合|來自|来自|在)(?:{wired}|{house}|{roundup}){reporters}"
        r"(?:\s?(?:记者|記者)\s?(?P<more>[\u4e00-\u9fff、]{2,20}?)(?:报道|報道)[:：])?"
        r"(?:\s?(?:综合|綜合)(?:报道|報道)[，,:：])?(?P<titled>\s?[题題][:：])?\s*"
    )


@cache
def _chinese_reporter() -> re.Pattern[str]:
    """经济网 记者 某某 …, in front of a paragraph."""
    who = rf"(?:记者|記者|通讯员)\s(?P<names>{NAME}(?:[、\s]{NAME}){{0,3}})"
    return re.compile(rf"(?:(?P<a>{outlet_name()})\s)?(?:{HOUSES})?{who}\s+(?=\S{{10}})")


def _chinese(line: str) -> Dateline | None:
    found = _chinese_dateline().match(line)
    if found:
        agency = next((found.span(g) for g in ("a1", "a2", "a3") if found.group(g)), None)
        if agency is not None and re.fullmatch(HOUSES, line[slice(*agency)]):
            agency = None
        names = found.span("names") if found.group("names") else found.span("more") if found.group("more") else None
        dates = read_dates(found.group("when")) if found.group("when") else []
        return Dateline(found.end(), agency, _reporters(line, names), dates[0] if dates else None, bool(found.group("titled")))
    found = _chinese_reporter().match(line)
    if found:
        return Dateline(found.end(), found.span("a") if found.group("a") else None, (found.span("names"),))
    return None


def _reporters(line: str, names: Piece | None) -> tuple[Piece, ...]:
    if names is None:
        return ()
    found = re.match(r"\s?(?:(?:本报|首席|见习|实习)?(?:记者|記者|通讯员)[ \u3000:：]*)+", line[names[0] : names[1]])
    return ((names[0] + (found.end() if found else 0), names[1]),)


_ALONE = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?:,?\s[A-ZÀ-Þ][\w.’'-]*){0,5}\s*(?:[(][A-Z][\w. ]{1,25}[)])?\s*[—–]")
_AGENCY_FIRST = re.compile(
    r"[(](?P<agency>[A-ZÀ-Þ][\w.&’'-]*(?:\s[A-ZÀ-Þ&][\w.&’'-]*){0,3})[)]\s?(?:[—–]|--)\s?(?=[\"“'‘A-ZÀ-Þ\d])"
)
_KOREAN = re.compile(
    r"[(\[【](?P<city>[가-힣A-Za-z·, ]{1,20})=(?P<agency>[가-힣A-Za-z0-9 ]{2,15})[)\]】]\s?"
    r"(?:(?P<names>[가-힣]{2,4}(?:[·, ]{1,2}[가-힣]{2,4}){0,4})\s?(?:선임|수습|인턴)?\s?(?:기자|특파원|통신원)\s?)?=?\s*"
)
_KOREAN_BRACKET = re.compile(
    r"[\[【](?P<agency>[가-힣A-Za-z]{2,12}?)\s?(?:(?P<names>[가-힣]{2,4})\s?(?:기자|특파원))?[\]】]\s?=?\s*"
)


def _korean(line: str) -> Dateline | None:
    found = _KOREAN.match(line) or _KOREAN_BRACKET.match(line)
    if not found or not (found.re is _KOREAN or is_outlet(found.group("agency"))):
        return None
    return Dateline(found.end(), found.span("agency"), (found.span("names"),) if found.group("names") else ())


_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄ"
_DASH = r"\s?(?:[—–]|--?(?=\s))\s?"


@cache
def _english() -> re.Pattern[str]:
    """TOWN, Place, June 13 (Agency) —; the date, place and agency may be left out, the dash may not."""
    months = any_of(tuple(name for names in page_words().months for name in names.split("|")))
    place = rf"(?P<place>(?:,\s?(?!(?:{months})\b)[{_UPPER}][\w.’'-]*(?:\s[{_UPPER}][\w.’'-]*){{0,3}}){{0,2}})"
    date = rf"(?:,\s?(?P<when>(?:{months})\.?\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s(?:{months})\.?(?:\s\d{{4}})?))?"
    agency = rf"(?:\s?[(](?P<agency>[{_UPPER}][\w.&’'-]*(?:\s[{_UPPER}&][\w.&’'-]*){{0,3}})[)])?"
    return re.compile(rf"(?P<city>[{_UPPER}][\w.’'-]*(?:[ -][{_UPPER}][\w.’'-]*){{0,3}}){place}{date}{agency}{_DASH}")


@cache
def _russian() -> re.Pattern[str]:
    """ГОРОД, 5 июня. — Агентство. · ГОРОД, 5 июня. /Корр. АГЕНТСТВО/. · Город. 5 июня. АГЕНТСТВО -"""
    months = any_of(tuple(name for names in page_words().months for name in names.split("|")))
    city = r"(?P<city>[А-ЯЁІЇЄ][\w’'-]*(?:[ -][А-ЯЁІЇЄ][\w’'-]*){0,3})"
    date = rf"[,.]\s(?P<when>\d{{1,2}}\s(?:{months})\.?(?:\s\d{{4}}(?:\s(?:года|г\.))?)?)"
    name = r"[«А-ЯЁA-Z][\w.-]*»?(?:\s[«А-ЯЁA-Z][\w.-]*»?){0,2}"
    between = rf"/\s?(?:[Кк]орр\.\s?)?(?P<a1>{name})\s?/\.?"
    after = rf"[—–-]\s?(?P<a2>{name})\s?(?:\.(?=\s)|\s/)"
    before = rf"(?P<a3>{name}){_DASH}"
    return re.compile(rf"{city}(?:{date})?[.,]?\s?(?:{between}|{after}|{before}|{_DASH})\s*")


def is_dateline_alone(line: str) -> bool:
    """A dateline that markup set on a line of its own: New York (Agency) —"""
    return len(line) <= 60 and _ALONE.fullmatch(line) is not None


def _western(line: str, first: bool) -> Dateline | None:
    return _read_russian(line) or _read_english(line, first)


def _read_russian(line: str) -> Dateline | None:
    found = _russian().match(line)
    if not found:
        return None
    agency = next((found.span(g) for g in ("a1", "a2", "a3") if found.group(g)), None)
    if not (found.group("when") or (found.group("a1") and found.group("city").isupper())):
        return None
    dates = read_dates(found.group("when")) if found.group("when") else []
    return Dateline(found.end(), _unquoted(line, agency), (), dates[0] if dates else None)


def _unquoted(line: str, agency: Piece | None) -> Piece | None:
    if agency is None:
        return None
    return agency[0] + line.startswith("«", agency[0]), agency[1] - line[agency[0] : agency[1]].endswith(("»", "."))


def _read_english(line: str, first: bool) -> Dateline | None:
    alone = _AGENCY_FIRST.match(line)
    if alone:
        return Dateline(alone.end(), alone.span("agency"))
    found = _english().match(line)
    if not found:
        return None
    city, when, agency = found.group("city", "when", "agency")
    capitals = len(city) >= 3 and city.isupper()
    after = line[found.end() : found.end() + 1]
    opens = after.isupper() or after.isdigit() or after in "\"“«'‘"
    bare = capitals and first and len(city.split()) <= 3
    town = capitals or ("." not in city and not re.match(r"[A-Z]-", agency or ""))  # Sen. Somebody (D-State) — is no dateline
    if not opens or not ((agency and town) or (when and capitals) or bare):
        return None
    dates = read_dates(when) if when else []
    return Dateline(found.end(), found.span("agency") if agency else None, (), dates[0] if dates else None)
