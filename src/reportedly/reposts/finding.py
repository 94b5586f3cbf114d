"""Copies, excerpts and roundups among many reports, found as the reports come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from reportedly.model import Copy, CopyKind, FirstBy, Report
from reportedly.reposts.ordering import Order, order
from reportedly.reposts.pairs import HALF, PART, Mask, Pair, Told
from reportedly.reposts.winnowing import Index

MOST_REPORTS = 60
"""A fingerprint that more reports have is a phrase of the trade. Copies do not count: only what they add is indexed."""
_ENOUGH, _SHARE, _SHORT = 4, 0.05, 60
"""Fingerprints in common that make a pair worth comparing: so many, or that share of the fewer; one where few are all there are."""
_CANDIDATES = 60
_ROUND = 3
"""A report that holds parts of so many others is a roundup; of two, where they make up half of it and it is no copy of one."""


def find_copies(reports: Iterable[Report]) -> tuple[Copy, ...]:
    """Say which reports repeat others, in the order of publication; another version of one page is no copy of it."""
    found = Reposts()
    for report in sorted(reports, key=_when):
        found.add(report)
    return found.copies()


def _when(report: Report) -> tuple[str, str, str]:
    return report.published or "9999", report.page, report.id


@dataclass(slots=True)
class Reposts:
    """Reports as they come in, their fingerprints, and the pairs among them that share words."""

    told: list[Told] = field(default_factory=list)
    pairs: list[tuple[int, int, Pair]] = field(default_factory=list)
    _index: Index = field(default_factory=Index)

    def add(self, report: Report) -> None:
        """Take in one report and compare it with those before it that share fingerprints."""
        n, told = len(self.told), Told.of(report)
        copied = np.zeros(len(told.folded), np.bool_)
        for other in self._near(told):
            pair = Pair.of(told, self.told[other])
            if pair.is_copy:
                _take(pair, copied)
            if pair.is_copy or pair.is_part:
                self.pairs.append((n, other, pair))
        self.told.append(told)
        self._index.add(n, told.marks.hashes[~copied[told.marks.places]])

    def copies(self) -> tuple[Copy, ...]:
        """What repeats what, earliest first; words that a source has from elsewhere are put down to where it has them from."""
        sources: dict[int, list[Source]] = {}
        for a, b, pair in self.pairs:
            later, source = _directed((a, b), pair)
            sources.setdefault(later, []).append(source)
        taken: dict[int, Mask] = {}
        out: list[Copy] = []
        for n in sorted(sources, key=lambda n: _rank(self.told[n])):
            taken[n] = np.zeros(len(self.told[n].folded), np.bool_)
            out += _made_of(_chosen(sources[n], taken[n], taken))
        return tuple(out)

    def _near(self, told: Told) -> list[int]:
        """The reports that share enough fingerprints with this one, those that share most first."""
        shared = self._index.shared(told.marks.hashes, MOST_REPORTS)
        some = ((count, n) for n, count in shared.items() if self._enough(told, n, count))
        return [n for _, n in sorted(some, key=lambda x: (-x[0], x[1]))[:_CANDIDATES]]

    def _enough(self, told: Told, n: int, count: int) -> bool:
        other = self.told[n]
        fewest = min(len(told.marks), len(other.marks))
        least = 1 if fewest < _SHORT else min(_ENOUGH, _SHARE * fewest)
        return count >= least and other.report.page != told.report.page


@dataclass(frozen=True, slots=True)
class Source:
    """A report that another one repeats, what of it, and how it is known to be the earlier one."""

    number: int
    pair: Pair
    how: Order

    def without(self, here: Mask, there: Mask | None = None) -> Source:
        """What is left of it without letters that are taken here, or that it has from elsewhere itself."""
        return Source(self.number, self.pair.without(here, there), self.how)


def _directed(numbers: tuple[int, int], pair: Pair) -> tuple[int, Source]:
    """Which of two reports repeats the other."""
    how = order(pair.there.report, pair.here.report)
    forward = how.earlier if how.earlier is not None else _is_within(pair)
    if forward:
        return numbers[0], Source(numbers[1], pair, how)
    return numbers[1], Source(numbers[0], pair.turned(), order(pair.here.report, pair.there.report))


def _rank(told: Told) -> tuple[str, int, str, str]:
    """Earliest first; among equals the longest: what is copied is cut more often than added to."""
    return told.report.published or "9999", -len(told.folded), told.report.page, told.report.id


def _take(pair: Pair, taken: Mask) -> None:
    for p in pair.passages:
        taken[p.here : p.here_end] = True


def _is_within(pair: Pair) -> bool:
    """Whether the first of two undated reports repeats the other: it lies in that one, or has the shared words farther down."""
    if pair.most >= PART:
        return pair.share >= pair.kept
    longest = max(pair.passages, key=lambda p: p.same)
    return longest.here / len(pair.here.folded) >= longest.there / len(pair.there.folded)


def _chosen(sources: list[Source], taken: Mask, elsewhere: Mapping[int, Mask]) -> list[Source]:
    """The sources that explain the words of a report, most first: those with words of their own before those that repeat them."""
    original = [s.without(taken, elsewhere[s.number]) if s.number in elsewhere else s for s in sources]
    return [*_cover(original, taken), *_cover([s.without(taken) for s in sources], taken)]


def _cover(sources: list[Source], taken: Mask) -> list[Source]:
    """Take the source of most letters, and again of those that are left."""
    out: list[Source] = []
    rest = [s for s in sources if s.pair.is_part]
    while rest:
        best = min(rest, key=lambda s: (-s.pair.same, _rank(s.pair.there)))
        out.append(best)
        _take(best.pair, taken)
        rest = [left for s in rest if s is not best and (left := s.without(taken)).pair.is_part]
    return out


def _made_of(sources: list[Source]) -> Iterator[Copy]:
    """What the sources make of a report: a copy of the first, a roundup of them all, or excerpts."""
    share = sum(s.pair.share for s in sources)
    if len(sources) >= _ROUND or (len(sources) > 1 and share >= HALF and not sources[0].pair.is_copy):
        sources = sorted(sources, key=lambda s: s.pair.passages[0].here)
        yield _copy("roundup", sources, share)
        return
    for source in sources:
        yield _copy("copy" if source.pair.is_copy else "excerpt", [source], source.pair.share)


def _copy(kind: CopyKind, sources: list[Source], share: float) -> Copy:
    pairs, orders = [s.pair for s in sources], [s.how for s in sources]
    report = pairs[0].here.report
    placed = sorted((span, n) for n, pair in enumerate(pairs) for span in pair.spans())
    return Copy(
        report=report.id, kind=kind, of=tuple(p.there.report.id for p in pairs), share=round(min(1.0, share), 3),
        aligned=tuple(span for span, _ in placed), aligned_of=tuple(n for _, n in placed),
        kept=tuple(round(p.kept, 3) for p in pairs), first=_first_by(orders),
        page=report.page, of_pages=tuple(p.there.report.page for p in pairs),
        why=tuple(_reason(pair, how) for pair, how in zip(pairs, orders, strict=True)),
    )  # fmt: skip


def _first_by(orders: list[Order]) -> FirstBy:
    """How it is known that all the others came first: by the weakest."""
    if any(not how.earlier for how in orders):
        return "undecided"
    return "text" if any(how.by == "text" for how in orders) else "published"


def _reason(pair: Pair, how: Order) -> str:
    shares = f"{pair.share:.0%} of it stands in {pair.there.report.page}, {pair.kept:.0%} of which stands here"
    return f"{shares}; which was first: {how.why if how.earlier else 'undecided, ' + how.why}"
