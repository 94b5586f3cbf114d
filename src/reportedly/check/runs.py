"""Which units of a quotation stand on a page, in which runs, and how these hang together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from reportedly.check.units import Units

Join = Literal["change", "cut", "jump"]

_OFTEN = 50
"""Units that a page has more often together tell nothing of their place."""
_MOST = 16
"""Runs of a page that are looked at, the longest ones."""
_MOST_PLACES = 1000
_GAP = 40
"""Units between two runs that are looked at one by one."""
_STOPS = re.compile(r"[.!?。！？”»」』\n]|,[\"’]")
_FULL_STOP = re.compile(r"(?<=\w\w\w)[.!?][”\"»’)]*(?=\s)|[。！？\n]|(?<=\w\w\w),[”\"»’]")


@dataclass(frozen=True, slots=True)
class Fineness:
    """In units: the shortest run, the widest change, the shortest piece that was put together with others, the costs of a join."""

    run: int
    change: int
    piece: int
    cut: float
    jump: float


WORDS, CHARACTERS = Fineness(2, 4, 4, 1.0, 3.0), Fineness(3, 7, 7, 2.0, 6.0)


def fineness(units: Units) -> Fineness:
    """How fine a quotation is compared."""
    return CHARACTERS if units.dense else WORDS


@dataclass(frozen=True, slots=True)
class Run:
    """Units of the quotation from `at` on that stand on the page from `there` on, so many of them."""

    at: int
    there: int
    size: int

    @property
    def at_end(self) -> int:
        """One past the last unit in the quotation."""
        return self.at + self.size

    @property
    def there_end(self) -> int:
        """One past the last unit on the page."""
        return self.there + self.size

    def without(self, first: int) -> Run:
        """The run without its first units."""
        return Run(self.at + first, self.there + first, self.size - first)


@dataclass(slots=True)
class Page:
    """A page's units, and where each short run of them stands."""

    units: Units
    lines: tuple[int, ...] = ()
    _grams: dict[int, dict[tuple[str, ...], list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Units) -> Page:
        """Number the lines that the units stand on."""
        lines, line, at = [], 0, 0
        for start in units.starts:
            line += units.text.count("\n", at, start)
            at = start
            lines.append(line)
        return cls(units, tuple(lines))

    def sentence_back(self, at: int, most: int) -> int:
        """So many units back as stand in the same sentence."""
        first = max(0, at - most)
        while at > first and not _STOPS.search(self.units.text, self.units.ends[at - 1], self.units.starts[at]):
            at -= 1
        return at

    def sentence_on(self, at: int, most: int) -> int:
        """So many units on as stand in the same sentence."""
        last = min(len(self.units), at + most)
        while 0 < at < last and not _STOPS.search(self.units.text, self.units.ends[at - 1], self.units.starts[at]):
            at += 1
        return at

    def mixes_sentences(self, start: int, end: int) -> bool:
        """Whether leaving out some units joins the beginning of one sentence to the end of another."""
        text, low, high = self.units.text, self.units.ends[start - 1], self.units.starts[end]
        ends = _FULL_STOP.search(text, low, high) is not None
        after = _FULL_STOP.search(text, low, min(high, self.units.starts[start] + 1)) is not None
        return ends and not (after and _FULL_STOP.search(text, self.units.ends[end - 1], high) is not None)

    def places(self, run: Sequence[str]) -> list[int]:
        """Where a short run of units stands."""
        k = len(run)
        if k not in self._grams:
            grams: dict[tuple[str, ...], list[int]] = {}
            plain = self.units.plain
            for n in range(len(plain) - k + 1):
                grams.setdefault(plain[n : n + k], []).append(n)
            self._grams[k] = grams
        return self._grams[k].get(tuple(run), [])

    def exact(self, plain: tuple[str, ...]) -> list[int]:
        """Where all of some units stand in a row."""
        k = min(len(plain), 3)
        first = min(range(len(plain) - k + 1), key=lambda n: len(self.places(plain[n : n + k])))
        starts = (n - first for n in self.places(plain[first : first + k])[:_MOST_PLACES])
        return [n for n in starts if n >= 0 and self.units.plain[n : n + len(plain)] == plain]


def common_runs(quoted: Units, page: Page) -> list[Run]:
    """The longest runs that a quotation shares with a page, in the order of the quotation."""
    here, there = quoted.plain, page.units.plain
    k = min(fineness(quoted).run, len(here))
    out = []
    for at in range(len(here) - k + 1):
        places = page.places(here[at : at + k])
        for n in places if len(places) <= _OFTEN else ():
            if at and n and here[at - 1] == there[n - 1]:
                continue  # it goes on from a longer one
            size = k
            while at + size < len(here) and n + size < len(there) and here[at + size] == there[n + size]:
                size += 1
            out.append(Run(at, n, size))
    return sorted(sorted(out, key=lambda r: (-r.size, r.at, r.there))[:_MOST], key=lambda r: (r.at, r.there))


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs of one page in the order of the quotation, with what each join to the next is.

    `size` is how many units the runs hold that are long enough to tell where they are from; single units do not count.
    """

    runs: tuple[Run, ...]
    joins: tuple[Join, ...]
    score: float
    size: int

    def parts(self) -> list[list[Run]]:
        """The runs of each place: those between two jumps."""
        out = [[self.runs[0]]]
        for join, run in zip(self.joins, self.runs[1:], strict=True):
            if join == "jump":
                out.append([run])
            else:
                out[-1].append(run)
        return out


def best_chain(quoted: Units, page: Page, marked: frozenset[int] = frozenset()) -> Chain | None:
    """The runs that hold most of a quotation in as few places as possible; `marked`: where an ellipsis stands in it."""
    runs = common_runs(quoted, page)
    fine = fineness(quoted)
    best: list[Chain] = []
    for run in runs:
        options = [Chain((run,), (), float(run.size), run.size)]
        for before in best:
            last = before.runs[-1]
            rest = run.without(max(0, last.at_end - run.at))
            if rest.at < last.at_end or rest.size < 1 or run.at <= last.at:
                continue
            join = _join(last, rest, page, fine, _is_marked(marked, last, rest))
            cost = {"change": 0.5, "cut": fine.cut, "jump": fine.jump}[join]
            if join == "jump" and rest.size < fine.piece:
                continue
            options.append(
                Chain((*before.runs, rest), (*before.joins, join), before.score + rest.size - cost, before.size + rest.size)
            )
        best.append(max(options, key=lambda c: c.score))
    chosen = max(best, key=lambda c: (c.score, -c.runs[0].there), default=None)
    return chosen and _refined(chosen, quoted, page, marked)


def _refined(chain: Chain, quoted: Units, page: Page, marked: frozenset[int]) -> Chain:
    """The chain with what it shares with the page in its gaps too, down to single units; at both ends as far as it was changed."""
    first, last = chain.runs[0], chain.runs[-1]
    before = page.sentence_back(first.there, first.at + 1)
    after = page.sentence_on(last.there_end, len(quoted) - last.at_end + 1)
    ends = [Run(0, before, 0), *chain.runs, Run(len(quoted), after, 0)]
    joins: list[Join] = ["change", *chain.joins, "change"]
    out: list[Run] = []
    for one, other, join in zip(ends, ends[1:], joins, strict=False):
        if join != "jump":
            out += _singles(quoted, page, (one.at_end, other.at), (one.there_end, other.there))
        out += [other] if other.size else []
    fine = fineness(quoted)
    told = tuple(_join(a, b, page, fine, _is_marked(marked, a, b)) for a, b in zip(out, out[1:], strict=False))
    return Chain(tuple(out), told, chain.score, chain.size)


def _singles(quoted: Units, page: Page, here: tuple[int, int], there: tuple[int, int]) -> list[Run]:
    """The units that two short stretches share in order."""
    if not 0 < here[1] - here[0] <= _GAP or not 0 < there[1] - there[0] <= _GAP:
        return []
    blocks = SequenceMatcher(
        None, quoted.plain[slice(*here)], page.units.plain[slice(*there)], autojunk=False
    ).get_matching_blocks()
    return [Run(here[0] + b.a, there[0] + b.b, b.size) for b in blocks if b.size]


def _is_marked(marked: frozenset[int], one: Run, other: Run) -> bool:
    """Whether an ellipsis stands between two runs in the quotation."""
    return any(n in marked for n in range(one.at_end, other.at + 1))


def _join(last: Run, run: Run, page: Page, fine: Fineness, marked: bool) -> Join:
    """What stands between two runs: a small change, a stretch that is left out, or another place."""
    gap, lines = run.there - last.there_end, page.lines[run.there] - page.lines[last.there_end - 1]
    if gap < 0 or lines > (1 if marked else 0) or gap > (REACH if marked else REACH // 2) * fine.run:
        return "jump"
    if marked:
        return "cut"
    put_in = run.at - last.at_end
    if gap <= max(fine.change if put_in else fine.change // 2, 2 * put_in):
        return "change"
    return "jump" if put_in > fine.change or page.mixes_sentences(last.there_end, run.there) else "cut"


REACH = 60
"""Shortest runs that a stretch may be long which is left out within one place; half of it where no ellipsis says so."""
