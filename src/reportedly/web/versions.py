"""Two texts side by side: the versions of a page, or a report and what it copies, with every difference marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar, Literal

from reportedly.store import Difference, Entry, compare
from reportedly.web.asked import Asked, Table, entry_of
from reportedly.web.reports import words_of

What = Literal["same", "gone", "new"]
_TOKEN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3]|\w+|\s+|[^\w\s]")
_MOST_TOKENS = 4000
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stand in both texts, only in the earlier, or only in the later."""

    what: What
    text: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one statement."""

    fate: str
    before: str
    after: str
    statement: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the page of two texts knows."""

    template: ClassVar[str] = "compare.html"
    before: Entry
    after: Entry
    versions: bool
    lines: tuple[tuple[Run, ...], ...]
    fates: tuple[Fate, ...]

    def table(self) -> Table:
        """One row a statement."""
        return Table(("fate", "before", "after", "what"), ((f.fate, f.before, f.after, " ".join(f.what)) for f in self.fates))


def compare_page(asked: Asked) -> ComparePage:
    """Two reports, the earlier named last in the path."""
    after = asked.entry()
    before = entry_of(asked.store, asked.path["other"])
    old, new = asked.store.judged(before.key).record, asked.store.judged(after.key).record
    same_page = before.page == after.page
    fates = tuple(_fate(d) for d in compare(old, new) if d.fate != "unchanged") if same_page else ()
    return ComparePage(before, after, same_page, tuple(differences(old.report.text, new.report.text)), fates)


def _fate(d: Difference) -> Fate:
    before, after = (words_of(s) if s else "" for s in (d.before, d.after))
    statement = d.after or d.before
    return Fate(d.fate, before, after, statement.id if statement else "", d.what)


def differences(before: str, after: str) -> Iterator[tuple[Run, ...]]:
    """The lines of both texts in the order of the later, each cut where the two differ."""
    old, new = ([line for line in text.splitlines() if line.strip()] for text in (before, after))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield from ((Run("same", line),) for line in new[c:d])
        else:
            yield from _changed(old[a:b], new[c:d])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Run, ...]]:
    """Lines that differ: those that are alike next to each other are compared word by word."""
    for one, other in zip(old, new, strict=False):
        runs = _words(one, other)
        if sum(len(r.text) for r in runs if r.what == "same") >= _ALIKE * min(len(one), len(other)):
            yield runs
        else:
            yield (Run("gone", one),)
            yield (Run("new", other),)
    yield from ((Run("gone", line),) for line in old[len(new) :])
    yield from ((Run("new", line),) for line in new[len(old) :])


def _words(one: str, other: str) -> tuple[Run, ...]:
    a, b = _TOKEN.findall(one), _TOKEN.findall(other)
    if len(a) + len(b) > _MOST_TOKENS:
        return (Run("gone", one), Run("new", other))
    out: list[Run] = []
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            out.append(Run("same", "".join(b[k:m])))
            continue
        out += [Run("gone", "".join(a[i:j]))] if j > i else []
        out += [Run("new", "".join(b[k:m]))] if m > k else []
    return tuple(out)
