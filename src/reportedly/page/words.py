"""The words by which the parts of a page are known, of all four languages at once: pages mix them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from reportedly.lang import LANGUAGES, words

_SHELL = " \t\xa0\u3000:：>»›|·•【】[]［］()（）《》〈〉*#-–—=.。!！…▶▷►◆◇■□●○▼▲△"


_QUOTED = re.compile('[“”"«»「」『』]')
_CODE = re.compile(
    r"[\s{}();]*|[\w.#@ ,>*:()-]{1,80}\{|\}[\w\s(){};]{0,30}|[a-z-]{2,30}\s?:\s?[\w#.%!(),-]+(?: [\w#.%!(),-]+){0,3};"
    r"|(?:if\s?\(|for\s?\(|while\s?\(|function\b|var\b|let\b|const\b).{0,120}[{;]|//.*"
)
"""A line of a style sheet or script that a sloppy copy took along."""


_ADDRESS = re.compile(r"(?:\w{1,12}\s?[:：]\s?)?(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class PageWords:
    """data/LANGUAGE/page.toml."""

    authors: tuple[str, ...]
    sources: tuple[str, ...]
    editors: tuple[str, ...]
    times: tuple[str, ...]
    views: tuple[str, ...]
    comments: tuple[str, ...]
    sections: tuple[str, ...]
    outlet_ends: tuple[str, ...]
    furniture_lines: tuple[str, ...]
    furniture_starts: tuple[str, ...]
    furniture_within: tuple[str, ...]
    notices: tuple[str, ...]
    related: tuple[str, ...]
    end_marks: tuple[str, ...]
    title_labels: tuple[str, ...]
    caption_starts: tuple[str, ...]
    caption_ends: tuple[str, ...]
    credit_starts: tuple[str, ...]
    weekdays: tuple[str, ...]
    site_words: tuple[str, ...]
    months: tuple[str, ...]
    afternoons: tuple[str, ...]
    saying: tuple[str, ...]


@cache
def page_words() -> PageWords:
    """The words of all languages; months stay in the order of the languages, twelve each."""
    by_language = [words(language, "page", PageWords) for language in LANGUAGES]
    return PageWords(**{f.name: tuple(w for ws in by_language for w in getattr(ws, f.name)) for f in fields(PageWords)})


def any_of(choices: tuple[str, ...]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(choices), key=lambda word: (-len(word), word)))


@cache
def month_numbers() -> dict[str, int]:
    """January and янв → 1."""
    return {name.lower(): n % 12 + 1 for n, names in enumerate(page_words().months) for name in names.split("|")}


@cache
def _lines() -> frozenset[str]:
    return frozenset(bare(line) for line in page_words().furniture_lines)


@cache
def _related() -> frozenset[str]:
    return frozenset(bare(line) for line in page_words().related)


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(any_of(page_words().furniture_starts))


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(any_of(page_words().saying) + '|[“”"«»「」：:]')


def is_said(words: str) -> bool:
    """Whether words tell or quote what someone said, as far as a few words and marks show."""
    return _saying().search(words) is not None


@cache
def title_label() -> re.Pattern[str]:
    """What stands before a headline that is printed with its name: 原标题：, Title:"""
    return re.compile(rf"(?:{any_of(page_words().title_labels)})\s?[:：]\s?")


@cache
def _notices() -> re.Pattern[str]:
    return re.compile(any_of(page_words().notices))


@cache
def _within() -> re.Pattern[str]:
    return re.compile(any_of(page_words().furniture_within))


def bare(line: str) -> str:
    """A line without the marks around it, in lower case."""
    return line.strip(_SHELL).lower()


def is_related_heading(line: str) -> bool:
    """Whether a line stands above links to other reports."""
    return len(line) <= 40 and bare(line) in _related()


def is_furniture(line: str) -> bool:
    """Whether a line is nothing but share buttons, editors' names, notices and the like, going by its words alone."""
    if len(line) > 160:
        return len(line) <= 800 and _notices().search(line) is not None
    if bare(line) in _lines() or bare(line) == "" or _CODE.fullmatch(line) or _ADDRESS.fullmatch(line):
        return True
    if _starts().match(line.lstrip(_SHELL)) or _starts().match(line):
        return True
    if _notices().search(line):
        return True
    return len(line) <= 120 and not _QUOTED.search(line) and _within().search(line) is not None


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(page_words().outlet_ends)})$", re.I)


def is_outlet(name: str) -> bool:
    """Whether a name ends as the names of outlets and agencies do."""
    name = name.strip(' «»“”"《》')
    longest = 14 if re.search("[\u4e00-\u9fff]", name) else 40
    return 2 <= len(name) <= longest and _outlet().search(name) is not None


@cache
def is_section(name: str) -> bool:
    """Whether a name is that of a section: 国际, World, В мире, 국제."""
    return name.strip().lower() in {section.lower() for section in page_words().sections}
