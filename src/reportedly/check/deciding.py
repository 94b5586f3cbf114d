"""From what was found to a verdict on every quotation of a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportedly.check.differing import difference, passed_over
from reportedly.check.looking import Match, Place, Shelf, exact_places, matches, patched
from reportedly.check.quoted import Quoted, name_of, quotations, read_draft, statement_at
from reportedly.check.results import Checked, Found, Verdict
from reportedly.check.runs import fineness
from reportedly.check.speakers import Voice, Voices
from reportedly.check.translated import Meanings, Near
from reportedly.check.units import units
from reportedly.model import Record, Span
from reportedly.store import Entry, Said, Store

MOST_FOUND = 5
_TRIED = 10
_OTHERS = 0.75
"""What the words of another speaker are worth beside those of the one who is quoted."""


def check(draft: str, store: Store) -> tuple[Checked, ...]:
    """Say of every quotation of a draft, in order, whether the stored pages have it so; raises IntakeError where it is far too long.

    Labels of one or two words are given as such. Offsets are those of the draft, in code points.
    """
    record, shelf = read_draft(draft), Shelf(store)
    meanings = Meanings(store)
    looked = [_look(shelf, meanings, quoted) for quoted in quotations(record)]
    pages = {e.id: shelf.judged(e).record for one in looked for e in one.entries()}
    desk = Desk(shelf, Voices.of(record, pages.values()), store.counts().reports)
    return tuple(map(desk.decide, looked))


@dataclass(frozen=True, slots=True)
class Looked:
    """A quotation with the places where it stands whole, else what pages have of it, else what says the same elsewhere."""

    quoted: Quoted
    exact: tuple[Place, ...] = ()
    matches: tuple[Match, ...] = ()
    near: tuple[tuple[Near, ...], ...] = ()

    def entries(self) -> Iterable[Entry]:
        """The pages concerned."""
        yield from (p.entry for p in self.exact)
        yield from (p.entry for m in self.matches for p in m.places)
        yield from (one.said.entry for options in self.near for one in options)


def _look(shelf: Shelf, meanings: Meanings, quoted: Quoted) -> Looked:
    if quoted.label:
        return Looked(quoted)
    exact = exact_places(shelf, quoted.units)
    if exact:
        return Looked(quoted, exact)
    some = matches(shelf, quoted.units)[:_TRIED]
    if not some or len(quoted.units) - some[0].size >= fineness(quoted.units).piece:
        pieces = patched(shelf, quoted.units)
        if pieces and (not some or pieces.size > some[0].size):
            some = [pieces, *some]
    return Looked(quoted, (), tuple(some), () if some else meanings.find(quoted.span.text))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a verdict is made with."""

    shelf: Shelf
    voices: Voices
    reports: int

    def decide(self, looked: Looked) -> Checked:
        """The verdict on one quotation."""
        quoted = looked.quoted
        bare = Checked(
            quoted.span.start, quoted.span.end, quoted.span.text, name_of(quoted.statement), "label", reports=self.reports
        )
        if quoted.label:
            return replace(bare, why=("so few words are a label, and nobody is said to have said just these",))
        if looked.exact:
            return self._verbatim(bare, quoted, looked.exact)
        if looked.matches:
            return self._differing(bare, quoted, looked.matches)
        picked = [self._likest(quoted, some) for some in looked.near]
        if picked and None not in picked:
            return self._translated(bare, quoted, {n.said.statement.id: (n, why) for n, why in filter(None, picked)})
        why = f"none of the {self.reports} reports stored here prints it, and none says it in another language"
        return replace(bare, verdict="not-found", why=(why,))

    def _voice(self, quoted: Quoted, place: Place) -> tuple[Voice, str]:
        record = self._record(place)
        there = statement_at(record, [(s.start, s.end) for s in place.spans])
        return self.voices.compare(quoted.statement, record, there)

    def _record(self, place: Place) -> Record:
        return self.shelf.judged(place.entry).record

    def _found(self, place: Place) -> Found:
        judged = self.shelf.judged(place.entry)
        said = statement_at(judged.record, [(s.start, s.end) for s in place.spans])
        checked = judged.of(said.id).checked if said else "machine"
        span = judged.record.report.span(*place.whole)
        return replace(_found_at(place.entry, span), speaker=name_of(said), statement=said.id if said else None, checked=checked)

    def _verbatim(self, bare: Checked, quoted: Quoted, exact: tuple[Place, ...]) -> Checked:
        """The words stand somewhere just so; whoever is quoted must be the one who says them in one of the places."""
        told = [(self._voice(quoted, place), place) for place in exact]
        told.sort(key=lambda x: (_RANK[x[0][0]], not x[1].entry.newest, x[1].entry.published or "9999", x[1].entry.key))
        (voice, reason), best = told[0]
        return replace(
            bare, verdict="another-speaker" if voice == "other" else "verbatim",
            found=tuple(self._found(place) for _, place in told[:MOST_FOUND]), places=len(told),
            folded=passed_over(quoted.units, best), why=tuple(w for w in (reason, _old(best.entry)) if w),
        )  # fmt: skip

    def _differing(self, bare: Checked, quoted: Quoted, some: tuple[Match, ...]) -> Checked:
        """The words stand somewhere in part, or otherwise."""
        told = [([self._voice(quoted, place) for place in match.places], match) for match in some]
        voices, match = max(told, key=lambda x: x[1].size * (_OTHERS if _is_others(x[0]) else 1))
        verdict, why = _verdict(quoted, match)
        if verdict != "spliced" and _is_others(voices):
            why = (*why, "the words are not quite the same either") if verdict == "altered" else why
            verdict = "another-speaker"
        reasons = dict.fromkeys(
            w for (_, reason), place in zip(voices, match.places, strict=True) for w in (reason, _old(place.entry)) if w
        )
        return replace(
            bare, verdict=verdict, found=tuple(map(self._found, match.places)), places=len(match.places),
            difference=difference(self.shelf, quoted.units, match),
            folded=tuple(dict.fromkeys(f for p in match.places for f in passed_over(quoted.units, p))),
            why=(*why, *reasons),
        )  # fmt: skip

    def _translated(self, bare: Checked, quoted: Quoted, picked: dict[str, tuple[Near, str]]) -> Checked:
        """No page has the words, and statements in another language say the same."""
        why: dict[str, None] = {}
        for near, reason in picked.values():
            why[f"{near.said.entry.page} says the same in another language (cosine {near.cosine:.2f})"] = None
            why |= dict.fromkeys(x for x in (reason, _numbers_differ(quoted, near.said)) if x)
        found = tuple(self._told(near.said) for near, _ in picked.values())
        return replace(bare, verdict="only-in-translation", found=found, places=len(found), why=tuple(why))

    def _likest(self, quoted: Quoted, some: tuple[Near, ...]) -> tuple[Near, str] | None:
        """The nearest statement, those of the one who is quoted first: of another speaker it must be nearer to count."""
        told = [
            (self.voices.compare(quoted.statement, self.shelf.judged(n.said.entry).record, n.said.statement), n) for n in some
        ]
        near = [(voice, n, why) for (voice, why), n in told if _says_it(n, voice)]
        _, best, reason = min(near, key=lambda x: (_RANK[x[0]], -x[1].cosine), default=("unknown", None, ""))
        return (best, reason) if best else None

    def _told(self, said: Said) -> Found:
        s = said.statement
        span = self.shelf.judged(said.entry).record.report.span(s.start, s.end)
        return replace(_found_at(said.entry, span), speaker=name_of(s), statement=s.id, checked=said.standing.checked)


_SAME, _ALONE, _AHEAD, _SURE = 0.55, 0.6, 0.08, 0.75
"""The cosine from which on a statement in another language says the same: of the one who is quoted; of one of whom that cannot be
told, where it is so much ahead of all that say otherwise; of anybody. Measured on wmt22-en-zh and wmt22-ru-en: docs/quality.md."""
_RANK: dict[Voice, int] = {"same": 0, "unknown": 1, "other": 2}


def _says_it(near: Near, voice: Voice) -> bool:
    """Whether a statement in another language is near enough for what is known of its speaker."""
    alone = voice == "unknown" and near.cosine >= _ALONE and near.ahead >= _AHEAD
    return alone or near.cosine >= (_SAME if voice == "same" else _SURE)


def _is_others(voices: list[tuple[Voice, str]]) -> bool:
    return all(voice == "other" for voice, _ in voices)


def _found_at(entry: Entry, span: Span) -> Found:
    return Found(
        entry.id, entry.page, entry.version, bool(entry.newest), entry.outlet, entry.published, entry.title, entry.language, span
    )


def _old(entry: Entry) -> str:
    """That a page no longer prints the words, as far as its version says."""
    return "" if entry.newest else f"only an older version of {entry.page} (version {entry.version}) prints it"


def _verdict(quoted: Quoted, match: Match) -> tuple[Verdict, tuple[str, ...]]:
    """What the joins of the runs make of it, and why."""
    if len(match.places) > 1:
        pages = len({place.entry.key for place in match.places})
        where = f"{pages} pages" if pages > 1 else "one page"
        return "spliced", (f"words of {len(match.places)} places on {where} are put together",)
    cut = quoted.units
    other = sorted(set(range(len(cut))) - {n for run in match.places[0].runs for n in range(run.at, run.at_end)})
    if not other and "change" not in match.joins:
        gaps = match.joins.count("cut")
        marked = "as an ellipsis says" if cut.left_out() else "and nothing says so"
        return "cut", (f"{gaps} stretch{'es' if gaps > 1 else ''} left out, {marked}",)
    if other and set(other) <= cut.bracketed() and "change" not in _joins_beside(match):
        return "altered", ("only the words in square brackets, which are the writer's own, differ",)
    what = "characters" if cut.dense else "words"
    if not other:
        return "altered", (f"between its {len(cut)} {what} the page has others, and no ellipsis says so",)
    return "altered", (f"{len(cut) - len(other)} of its {len(cut)} {what} stand so on the page",)


def _joins_beside(match: Match) -> tuple[str, ...]:
    """The joins over which the draft has no words of its own."""
    runs = match.places[0].runs
    return tuple(join for join, a, b in zip(match.joins, runs, runs[1:], strict=False) if a.at_end == b.at)


def _numbers_differ(quoted: Quoted, said: Said) -> str:
    """In words, that a quotation and a statement have numbers, and none in common; empty where that is not so."""
    ours = {u for u in quoted.units.plain if u[0].isdigit()}
    theirs = {u for span in said.statement.content for u in units(span.text).plain if u[0].isdigit()}
    differ = ours and theirs and not ours & theirs
    return f"look at the numbers: {', '.join(sorted(ours))} here, {', '.join(sorted(theirs))} there" if differ else ""
