"""Lines that say who reports and when: bylines, reporters' lines, the bare "author section date views comments".

Offsets are those of the line. A line is read as a masthead only where little else stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from reportedly.page.stated import Stated, read_dates
from reportedly.page.words import any_of, is_outlet, is_section, page_words

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a byline says; names and agencies are places in the line, the rest is read."""

    authors: tuple[Piece, ...] = ()
    sources: tuple[Piece, ...] = ()
    editors: tuple[Piece, ...] = ()
    section: str | None = None
    dates: tuple[Stated, ...] = ()
    updated: tuple[Stated, ...] = ()
    views: int | None = None
    comments: int | None = None
    loose: int = 0
    """How many characters of the line are none of these."""

    @property
    def is_editors_only(self) -> bool:
        """Whether nobody but an editor is named."""
        return bool(self.editors) and not (self.authors or self.sources or self.dates)


NAME = r"[\u4e00-\u9fff·]{2,5}"
NAMES = rf"{NAME}(?:[ \u3000、,，]{{1,2}}(?:(?:通讯员|实习生|實習生|摄影|特约记者|记者)[ \u3000]?)?{NAME}){{0,15}}"
HOUSES = r"(?:本报|本報|本刊|本台|本网|本網|总台|總台|央视)"
_POST = r"(?:驻[\u4e00-\u9fff]{2,6}|特约|首席|见习|實習|实习|高级|全媒体)?"
_REPORTERS = r"(?:记者|記者|通讯员|通訊員|特派员|特派記者|评论员|特约撰稿人|作者|文|撰文)"


@cache
def outlet_name() -> str:
    """An outlet's name, as short as it can be."""
    ends = any_of(tuple(end for end in page_words().outlet_ends if "\u4e00" <= end[0] <= "\u9fff"))
    return rf"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z·-]{{0,13}}?(?:{ends})(?:[·・-][\u4e00-\u9fffA-Za-z]{{2,8}}(?:{ends}))?"


@cache
def _reporter_line() -> re.Pattern[str]:
    house = rf"(?:(?:{HOUSES}{{1,2}}|{outlet_name()}){_POST})?"
    return re.compile(rf"[□■●◎]?\s?(?:{house}\s?{_REPORTERS}[ \u3000:：]{{0,2}}(?P<names>{NAMES})\s?(?:报道|報道)?)")


_KOREAN_REPORTER = re.compile(
    r"(?:[가-힣A-Za-z]{2,10}[=\s])?(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,4})\s?(?:선임|수습|인턴|객원|전문|베이징|도쿄)?\s?"
    r"(?:기자|특파원|통신원|논설위원)(?:\s+[\w.-]+@[\w.-]+)?"
)
_BY_WORDS = r"(?:(?:Analysis|Opinion|Story|Review|Interview|Exclusive|Report) )?[Bb]y:?|BY:?|(?:Written|Reported|Words) by"
_BY = re.compile(rf"(?P<by>{_BY_WORDS})\s+(?P<names>.{{3,120}})")
_IN_NAMES = (
    r"and|in|of|the|at|for|&|de|la|du|le|der|den|ter|dos|das|van|von|bin|ibn|al|el|da|di|y|"
    r"chief|senior|staff|our|correspondent|editor|writer"
)
_LATIN_NAME = re.compile(rf"(?:[A-ZÀ-ÞŁŠŽ][\w.'’-]*|{_IN_NAMES})$")
_BRACKETED = re.compile(r"[（(【\[]\s*(?P<inside>[^（()）【】\[\]]{2,120}?)\s*[)）】\]]\s*")
_ACCORDING = re.compile(r"(?:根据|根據|综合|綜合|据|來源|来源)[:：]?\s*(?P<who>.{2,40}?)\s*(?:报道|報道|报导|報導|消息|电|電|$)")


def read_masthead(line: str, *, near_title: bool) -> Masthead | None:
    """What a byline line says; None where the line is something else. Near the title less is asked of it."""
    if not 1 <= len(line) <= 300 or line[-1] in "。！？!?；;，":
        return None
    return _reporters(line) or _by(line, near_title) or _in_brackets(line) or _signed(line) or _fields(line, near_title)


def _reporters(line: str) -> Masthead | None:
    found = _reporter_line().fullmatch(line) or (len(line) <= 60 and _KOREAN_REPORTER.fullmatch(line)) or None
    return Masthead(authors=(found.span("names"),), sources=_outlets_in(line[: found.start("names")])) if found else None


def _outlets_in(line: str) -> tuple[Piece, ...]:
    found = re.match(rf"[□■●◎]?\s?(?P<outlet>{outlet_name()})", line)
    return (found.span("outlet"),) if found else ()


def _signed(line: str) -> Masthead | None:
    """某某/某某（某某社，某某社）: writers with the agencies that they drew on."""
    found = re.fullmatch(
        r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[/、 ][\u4e00-\u9fff]{2,4}){0,4})\s?[（(](?P<who>[^（）()]{2,40})[)）]", line
    )
    if not found or not all(is_outlet(name) for name in re.split("[，,、/ ]+", found.group("who"))):
        return None
    return Masthead(authors=(found.span("names"),), sources=_split_names(line, *found.span("who")))


def _by(line: str, near_title: bool) -> Masthead | None:
    found = _BY.fullmatch(line)
    if not found or not near_title and len(line) > 60:
        return None
    dates = read_dates(line)
    end = min([d.start for d in dates] + [m.start() for m in re.finditer(r"\s[|•·–—-]\s|\s{2,}|[|•]", line)] + [len(line)])
    names = line[found.start("names") : end].rstrip(" ,|•·–—-\u3000")
    if not all(_LATIN_NAME.match(word) for word in names.split(",")[0].split()) or not 1 <= len(names.split()) <= 14:
        return None
    authors: list[Piece] = []
    sources: list[Piece] = []
    for part in re.compile(r"[^,\s][^,]*").finditer(line, found.start("names"), found.start("names") + len(names)):
        is_source = is_outlet(part.group()) or (authors and len(part.group().split()) == 1)
        (sources if is_source else authors).append(part.span())
    return Masthead(authors=((authors[0][0], authors[-1][1]),) if authors else (), sources=tuple(sources), dates=tuple(dates))


def _in_brackets(line: str) -> Masthead | None:
    """（记者 某某）, （根据某某社报道）, 【某某社特稿】, one or more of them and nothing else."""
    at, out = 0, None
    while at < len(line):
        found = _BRACKETED.match(line, at)
        inner = _bracket(line, *found.span("inside")) if found else None
        if found is None or inner is None:
            return None
        out = _merged(out, inner) if out else inner
        at = found.end()
    return out


def _bracket(line: str, start: int, end: int) -> Masthead | None:
    inside = line[start:end]
    reporters = re.fullmatch(
        rf"(?:参与|參與|综合|執筆|执笔)?(?:{HOUSES}|{outlet_name()})?{_POST}{_REPORTERS}[ \u3000:：]*(?P<n>.+?)(?:报道|報道)?",
        inside,
    )
    if reporters and not re.search(r"[。！？]", inside):
        return Masthead(authors=((start + reporters.start("n"), start + reporters.end("n")),))
    according = _ACCORDING.fullmatch(inside)
    if according:
        return Masthead(sources=_split_names(line, start + according.start("who"), start + according.end("who")))
    if re.fullmatch(rf"(?:{any_of(page_words().editors)})\s*[:：|]?\s*[^。！？]{{1,30}}", inside):
        return Masthead(editors=((start, end),))
    if len(inside) <= 30 and all(is_outlet(name) for name in re.split("[，,、/ ]+", inside)):
        return Masthead(sources=_split_names(line, start, end))
    special = re.fullmatch(rf"\s?(?P<o>{outlet_name()})(?:专|微|特)(?:特)?稿", inside)
    if special:
        return Masthead(sources=((start + special.start("o"), start + special.end("o")),))
    return Masthead(authors=((start, end),)) if start <= 2 and re.fullmatch(NAME, inside) else None


def _split_names(line: str, start: int, end: int) -> tuple[Piece, ...]:
    return tuple(m.span() for m in re.compile(r"[^，,、/]+").finditer(line, start, end) if is_outlet(m.group()))


def _merged(one: Masthead, two: Masthead) -> Masthead:
    return replace(
        one, authors=one.authors + two.authors, sources=one.sources + two.sources, editors=one.editors + two.editors,
        dates=one.dates + two.dates, views=one.views or two.views,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Item:
    """Something recognised in a line of fields: what it is, where it stands, where its value stands."""

    kind: str
    start: int
    end: int
    value: Piece
    date: Stated | None = None
    number: int = 0


_GAP = re.compile(r"\s*[|｜丨•]\s*|\s+[·/–—-]\s+|\s{2,}|\u3000+|[\t]")
_COUNT = r"(?:\d{1,3}(?:[,. \u00a0]\d{3})+|\d{1,9})(?:\.\d+)?\s?(?:万|萬|만|тыс\.?|[kK](?!\w))?"


@cache
def _label() -> re.Pattern[str]:
    w = page_words()
    groups = {
        "editors": w.editors, "authors": tuple(a for a in w.authors if a != "By"), "sources": w.sources, "times": w.times,
    }  # fmt: skip
    named = "|".join(rf"(?P<{kind}>{any_of(labels)})" for kind, labels in groups.items())
    return re.compile(rf"(?<![\w])(?:{named})\s?(?P<mark>[:：/丨|]\s*|(?<=作者)\s+|(?=\d{{4}})|\s(?=\d{{4}}))")


def label_alone(line: str) -> str | None:
    """Which label of a byline's part a line is and nothing more: authors, sources or editors."""
    if not 2 <= len(line) <= 12 or line[-1] not in ":：":
        return None
    w, word = page_words(), line[:-1].strip()
    kinds = (("editors", w.editors), ("authors", w.authors), ("sources", w.sources))
    return next((kind for kind, labels in kinds if word in labels), None)


@cache
def _counts() -> re.Pattern[str]:
    w = page_words()
    views, comments = any_of(w.views), any_of(w.comments)
    before = (
        rf"(?P<k1>{views}|(?P<c1>{comments}))(?:量|数|數|次数|수)?"
        rf"\s?[:：(（]?\s?(?P<n1>{_COUNT})\s?(?:次|条|人|[)）])?"
    )
    after = rf"(?P<n2>{_COUNT})\s?(?:次|条|人)?\s?(?P<k2>{views}|(?P<c2>{comments}))(?!\w)"
    return re.compile(rf"(?<![\w.])(?:{before}|{after})")


def _fields(line: str, near_title: bool) -> Masthead | None:
    items = _items(line)
    if not items:
        return None
    gaps = _gaps(line, items)
    loose = [(a, b) for a, b in gaps if not re.fullmatch(_COUNT, line[a:b])]
    if not _may_be_masthead(line, items, loose, near_title):
        return None
    return _assembled(line, items, gaps)


def _items(line: str) -> list[_Item]:
    """Dates, counts and labels with their values, in order."""
    dates = read_dates(line)
    items = [_Item("date", d.start, d.end, (d.start, d.end), d) for d in dates]
    for found in _counts().finditer(line):
        kind = "comments" if found.group("c1") or found.group("c2") else "views"
        items.append(
            _Item(kind, found.start(), found.end(), found.span(), number=_number(found.group("n1") or found.group("n2")))
        )
    labels = [found for found in _label().finditer(line) if not any(i.start <= found.start() < i.end for i in items)]
    starts = sorted([i.start for i in items] + [found.start() for found in labels] + [len(line)])
    for found in labels:
        kind = next(k for k, v in found.groupdict().items() if v is not None and k != "mark")
        stop = next(at for at in starts if at > found.start())
        gap = _GAP.search(line, found.end(), stop)
        stop = gap.start() if gap and gap.start() > found.end() else stop
        items.append(_Item(kind, found.start(), stop, _trimmed(line, found.end(), stop)))
    return sorted(items, key=lambda i: (i.start, -i.end))


def _trimmed(line: str, start: int, end: int) -> Piece:
    rest = line[start:end]
    left = len(rest) - len(rest.lstrip(" :：/|,，·\u3000"))
    return start + left, start + max(left, len(rest.rstrip(" /|,，·•\u3000-–—（(")))


def _number(words: str) -> int:
    digits = re.sub(r"[^\d]", "", words.split(".")[0] if re.search(r"\.\d{1,2}\s?[万萬만kKт]", words) else words)
    fraction = re.search(r"\.(\d{1,2})\s?[万萬만kKт]", words)
    unit = 10_000 if re.search("[万萬만]", words) else 1_000 if re.search("[kKт]", words) else 1
    value = float(f"{digits}.{fraction.group(1)}") if fraction else float(digits or 0)
    return round(value * unit)


def _gaps(line: str, items: list[_Item]) -> list[Piece]:
    """What stands between the items, cut at separators; Chinese and Korean names also at spaces."""
    out, at = [], 0
    for start, end in [*((i.start, i.end) for i in items), (len(line), len(line))]:
        for piece in re.compile(r"[^|｜丨•\t\u3000]+").finditer(line, at, max(at, start)):
            parts = r"\S+" if _is_east_asian(piece.group()) else r"(?:(?!\s[·/–—-]\s|\s\s).)+"
            out += [_trimmed(line, *p.span()) for p in re.compile(parts).finditer(line, *piece.span())]
        at = max(at, end)
    return [(a, b) for a, b in out if b > a and re.search(r"\w", line[a:b])]


def _is_east_asian(words: str) -> bool:
    return re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", words) is not None or words.replace(" ", "").isdigit()


def _may_be_masthead(line: str, items: list[_Item], loose: list[Piece], near_title: bool) -> bool:
    words = [line[a:b] for a, b in loose]
    strange = [w for w in words if not (is_section(w) or is_outlet(w) or _is_small(w) or re.fullmatch("«[^«»]{2,30}»,?", w))]
    glued = {i.end for i in items if i.date} & {a for a, _ in loose}
    told = any(line[:a].rstrip().endswith((":", "：")) for a, _ in loose)
    if glued or told or any(re.search(r"[。！？!?；;“”\"]", w) for w in words):
        return False
    labelled = any(i.kind != "date" for i in items)
    whole = any(i.date and (i.date.year or i.date.time) for i in items)
    room = (2, 28) if near_title and (labelled or whole) else (1, 16) if labelled and whole else (0, 0)
    if not (labelled or whole or near_title or not words or (len(strange) == 0 and len(words) == 1)):
        return False
    if labelled and not whole and not near_title and sum(i.end - i.start for i in items if i.kind in ("authors", "sources")) > 40:
        return False
    return len(strange) <= room[0] and sum(map(len, strange)) <= room[1] * (1 if any(map(_is_east_asian, strange)) else 2)


def _is_small(word: str) -> bool:
    """Whether a word says nothing beside a date: a weekday, a time zone, "Updated", a clock."""
    rest = re.sub(r"\d{1,2}[:：]\d{2}(?::\d{2})?", "", word).strip(" ,.()（）[]-+").lower()
    return len(rest) < 2 or rest in _small_words() or re.match("字号|字體|字体|글자", rest) is not None


@cache
def _small_words() -> frozenset[str]:
    w = page_words()
    zones = ("gmt", "est", "edt", "utc", "мск", "kst", "cst", "bst", "cet")
    return frozenset(x.lower() for x in (*w.weekdays, *w.times, *zones, "by", "at", "on", "г", "года"))


def _assembled(line: str, items: list[_Item], gaps: list[Piece]) -> Masthead:
    authors = [i.value for i in items if i.kind == "authors" and i.value[1] > i.value[0]]
    sources = [i.value for i in items if i.kind == "sources" and i.value[1] > i.value[0]]
    numbers, section, loose = [], None, 0
    for a, b in gaps:
        word = line[a:b].strip()
        if re.fullmatch(_COUNT, word):
            numbers.append(_number(word))
        elif is_section(word):
            section = section or word
        elif is_outlet(word) and (authors or re.search("[«»]", word)):
            sources.append((a, b))
        elif not _is_small(word):
            loose += b - a
            authors = authors or [_without_by(line, a, b)]
    counts = {i.kind: i.number for i in items if i.kind in ("views", "comments")}
    dates = [(i.date, _is_update(line, i, items)) for i in items if i.date]
    bare = any(i.date for i in items)
    return Masthead(
        authors=tuple(authors), sources=tuple(sources),
        editors=tuple(i.value for i in items if i.kind == "editors"), section=section,
        dates=tuple(d for d, again in dates if not again), updated=tuple(d for d, again in dates if again),
        views=counts.get("views", numbers[0] if bare and numbers else None),
        comments=counts.get("comments", numbers[1] if bare and len(numbers) > 1 else None), loose=loose,
    )  # fmt: skip


def _without_by(line: str, start: int, end: int) -> Piece:
    found = re.match(r"[Bb][Yy]\s+", line[start:end])
    return (start + found.end(), end) if found else (start, end)


def _is_update(line: str, item: _Item, items: list[_Item]) -> bool:
    before = line[max(0, item.start - 16) : item.start].lower()
    return re.search(r"updat|modif|обновл|수정|업데이트|更新", before) is not None and any(i.date for i in items)
