"""Scores against gold.

Only letters and digits count, so that quotation marks, commas and spaces never matter: a span is the set of those that it covers.

content   characters in any content span: precision, recall, F1
found     statements matched one to one at content overlap (intersection over union) >= 0.5, best first
exact     the same, contents equal
e2e       who said what: found, and the source overlaps by >= 0.5, or neither has one; with a 90 % bootstrap interval over reports
whole     e2e, and speaker, manner, act, date and relays right: the checkable record
of_found  of the found, in per cent: source, cue, manner, act, said, speaker; said_dated where gold has a date;
          speaker_resolved where the name is not the source's own words
constant  what the dullest answer gets there: indirect, asserts, no date, the source's own words
acts      F1 over all acts but asserts;  relays: F1 of relay spans

A date is right when equal to gold's or an accepted alternate, inside gold's interval, or withheld where gold was only inferred.
Core statements only, unless `every`: gold of kind unattributed, summary and back-reference, and nested ones, are then neither
wanted nor punished.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from reportedly.errors import RecordError
from reportedly.gold import GoldReport, GoldStatement, Prediction, load_gold, load_predictions
from reportedly.model import Act, Kind, Relay, Span, Statement

__all__ = [
    "GoldReport",
    "GoldStatement",
    "Prediction",
    "Rate",
    "Scores",
    "load_gold",
    "load_predictions",
    "pool",
    "same_date",
    "same_name",
    "score",
    "trusted",
]

_OVERLAP = 0.5
_DULL_ACT: Act = "asserts"
_ASIDE: frozenset[Kind] = frozenset({"unattributed", "summary", "back-reference"})
_DRAWS, _LOW, _HIGH = 200, 10, 189

Letters = frozenset[int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One statement through the letters that it covers."""

    content: Letters
    source: Letters
    cue: Letters
    relay: Letters


def _letters(spans: Iterable[Span | Relay], text: str) -> Letters:
    """The places of the letters and digits under some spans."""
    return frozenset(i for s in spans for i in range(s.start, min(s.end, len(text))) if text[i].isalnum())


def _overlap(a: Letters, b: Letters) -> float:
    """Intersection over union; 1 where both are empty."""
    return len(a & b) / len(a | b) if a or b else 1.0


def _see_gold(s: GoldStatement, text: str) -> _Seen:
    return _Seen(_letters(s.content, text), _letters(s.source, text), _letters(s.cue, text), _letters(s.relay, text))


def _see(s: Statement, text: str) -> _Seen:
    source = (s.source,) if s.source else ()
    return _Seen(_letters(s.content, text), _letters(source, text), _letters(s.cue, text), _letters(s.relays, text))


def _plain(name: str | None) -> str:
    """A name's letters and digits, without case."""
    return "".join(c for c in unicodedata.normalize("NFKC", name or "").casefold() if c.isalnum())


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are equal, or one stands inside the other and is at least half as long (a title more or less)."""
    short, long = sorted((_plain(a), _plain(b)), key=len)
    return bool(short) and (short == long or (short in long and 2 * len(short) >= len(long)))


def _day(edtf: str | None) -> str | None:
    """An EDTF date to the day, without its doubts; an open start is no date."""
    if not edtf or edtf.startswith(".."):
        return None
    return "/".join(re.sub(r"T.*|[?~%]", "", part) for part in edtf.split("/"))


def same_date(gold: GoldStatement, edtf: str | None) -> bool:
    """Whether a date of saying is one that the gold takes."""
    wanted, given = _day(gold.said), _day(edtf)
    if given == wanted or given in gold.said_accept:
        return True
    if given is None:
        return gold.basis == "inferred"
    if wanted and "/" in wanted and not wanted.endswith("/.."):
        low, high = wanted.split("/")
        first, last = given.split("/") if "/" in given else (given, given)
        return low <= first <= last <= high
    return False


def _same_source(gold: GoldStatement, a: _Seen, b: _Seen, text: str) -> bool:
    """Whether the source is the whole of gold's, any one of its spans, or an accepted other."""
    ways = [a.source, *(_letters([s], text) for s in (*gold.source, *gold.source_accept))]
    return any(w and b.source and _overlap(w, b.source) >= _OVERLAP for w in ways) or not (a.source or b.source)


def _same_relay(a: _Seen, b: _Seen) -> bool:
    return not (a.relay or b.relay) or _overlap(a.relay, b.relay) >= _OVERLAP


@dataclass(slots=True)
class _Tally:
    """Counts of one report; of the found, how often each question was right, by us and by the dullest answer."""

    counts: Counter[str]
    missed: tuple[str, ...] = ()

    def ask(self, question: str, right: bool, dull: bool | None = None) -> bool:
        """Count one answer; returns whether it was right."""
        self.counts[f"n_{question}"] += 1
        self.counts[f"k_{question}"] += right
        if dull is not None:
            self.counts[f"d_{question}"] += dull
        return right


Pair = tuple[int, int, float]
"""The place of a gold statement, of a found one, and their overlap."""


def _match(gold: Sequence[_Seen], found: Sequence[_Seen]) -> list[Pair]:
    """Pair statements one to one by overlap of content, best first."""
    both = ((i, g, j, p) for i, g in enumerate(gold) for j, p in enumerate(found))
    pairs = sorted(((_overlap(g.content, p.content), i, j) for i, g, j, p in both if g.content & p.content), reverse=True)
    used_gold, used_found, out = set(), set(), []
    for value, i, j in pairs:
        if value >= _OVERLAP and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            out.append((i, j, value))
    return out


Golds = list[tuple[GoldStatement, _Seen]]
Founds = list[tuple[Statement, _Seen]]


def _is_core(s: GoldStatement) -> bool:
    return s.kind not in _ASIDE and not s.parent


def _set_aside(golds: Golds, founds: Founds) -> tuple[Golds, Founds]:
    """Keep the core of gold, and of the found what does not match the rest of gold."""
    core, aside = [g for g in golds if _is_core(g[0])], [g for g in golds if not _is_core(g[0])]
    wanted = {j for _, j, _ in _match([g for _, g in core], [p for _, p in founds])}
    rest = [j for j in range(len(founds)) if j not in wanted]
    pairs = _match([g for _, g in aside], [founds[j][1] for j in rest])
    drop = {rest[j] for _, j, _ in pairs}
    return core, [f for j, f in enumerate(founds) if j not in drop]


def _score_report(gold: GoldReport, statements: Sequence[Statement], every: bool) -> _Tally:
    """Count one report."""
    text = gold.text
    golds = [(s, seen) for s in gold.statements if (seen := _see_gold(s, text)).content]
    founds = [(s, seen) for s in statements if (seen := _see(s, text)).content]
    if not every:
        golds, founds = _set_aside(golds, founds)
    pairs = _match([g for _, g in golds], [p for _, p in founds])
    tally = _Tally(_count_contents(golds, founds))
    to_gold = {founds[j][0].id: golds[i][0].id for i, j, _ in pairs}
    for i, j, value in pairs:
        (a, a_seen), (b, b_seen) = golds[i], founds[j]
        tally.counts.update({"found": 1, "exact": value == 1.0, f"f_{a.manner or '?'}": 1})
        right = _ask_words(tally, a, a_seen, b, b_seen, text)
        if a.act is not None:
            _ask_saying(tally, a, a_seen, b, b_seen, right)
            if every:
                tally.ask("kind", b.kind == a.kind)
                tally.ask("parent", (to_gold.get(b.parent) if b.parent else None) == a.parent)
    matched = {i for i, _, _ in pairs}
    tally.missed = tuple("…".join(x.text for x in s.content)[:120] for i, (s, _) in enumerate(golds) if i not in matched)
    return tally


def _count_contents(golds: Golds, founds: Founds) -> Counter[str]:
    """Letters in any content, statements, and gold statements by manner."""
    of_gold = frozenset[int]().union(*(seen.content for _, seen in golds))
    of_found = frozenset[int]().union(*(seen.content for _, seen in founds))
    counts = Counter({"ct": len(of_gold & of_found), "cp": len(of_found), "cg": len(of_gold), "g": len(golds), "p": len(founds)})
    counts.update(f"g_{s.manner or '?'}" for s, _ in golds)
    return counts


def _ask_words(tally: _Tally, a: GoldStatement, a_seen: _Seen, b: Statement, b_seen: _Seen, text: str) -> dict[str, bool]:
    """Ask who and with which cue; returns what `whole` needs of the answers."""
    source = tally.ask("source", _same_source(a, a_seen, b_seen, text))
    tally.counts["e2e"] += source
    if a_seen.cue:
        tally.ask("cue", _overlap(a_seen.cue, b_seen.cue) >= _OVERLAP)
    speaker = True
    if a.speaker:
        own_words = same_name(a.speaker, a.source[0].text if a.source else "")
        speaker = tally.ask("speaker", same_name(a.speaker, b.speaker.name if b.speaker else None), own_words)
        if not own_words:
            tally.ask("speaker_resolved", speaker)
    return {"source": source, "speaker": speaker}


def _ask_saying(tally: _Tally, a: GoldStatement, a_seen: _Seen, b: Statement, b_seen: _Seen, right: dict[str, bool]) -> None:
    """Ask how, as what, when and through whom, and whether the whole record is right."""
    counts, accepted = tally.counts, a.act_accept or (a.act,)
    manner = tally.ask("manner", b.manner == a.manner, a.manner == "indirect")
    act = tally.ask("act", b.act in accepted, _DULL_ACT in accepted)
    said = tally.ask("said", same_date(a, b.said.edtf), _day(a.said) is None or a.basis == "inferred")
    if _day(a.said):
        tally.ask("said_dated", said)
    telling = a.act != _DULL_ACT and _DULL_ACT not in accepted
    counts["ag"] += telling
    counts["ap"] += b.act != _DULL_ACT and not (_DULL_ACT in accepted and b.act in accepted)
    counts["at"] += telling and b.act in accepted
    relay = _same_relay(a_seen, b_seen)
    counts["rg"] += bool(a_seen.relay)
    counts["rp"] += bool(b_seen.relay)
    counts["rt"] += bool(a_seen.relay) and bool(b_seen.relay) and relay
    counts["full"] += 1
    counts["whole"] += relay and manner and act and said and all(right.values())


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and F1 in per cent; low and high bound F1 in 90 % of bootstrap draws over reports."""

    p: float
    r: float
    f: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """What one set of reports scores; fields that its gold cannot tell are None."""

    reports: int
    gold: int
    predicted: int
    content: Rate
    found: Rate
    exact: Rate
    e2e: Rate
    whole: Rate | None
    recall_by_manner: dict[str, float]
    of_found: dict[str, float]
    acts: Rate | None
    relays: Rate | None
    constant: dict[str, float] | None
    reports_absent_from_pred: int | None = None
    missed: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The scores as JSON has them: without what is None, and without the list of the missed."""
        plain: dict[str, Any] = {k: v for k, v in msgspec.to_builtins(self).items() if v is not None and k != "missed"}
        return {k: {n: x for n, x in v.items() if x is not None} if isinstance(v, dict) else v for k, v in plain.items()}


def _rate(right: int, found: int, gold: int) -> Rate:
    p, r = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return Rate(round(100 * p, 1), round(100 * r, 1), round(200 * p * r / (p + r), 1) if p + r else 0.0)


def _interval(rows: Sequence[Counter[str]]) -> tuple[float, float]:
    """The 5th and 95th per cent of e2e F1 over reports drawn again with replacement, always by the same seed."""
    rnd = random.Random(0)
    counts = [(c["e2e"], c["p"], c["g"]) for c in rows]
    sums = ([sum(column) for column in zip(*rnd.choices(counts, k=len(counts)), strict=True)] for _ in range(_DRAWS))
    draws = sorted(_rate(*one).f for one in sums)
    return draws[_LOW], draws[_HIGH]


def score(gold: Sequence[GoldReport], found: Mapping[str, Sequence[Statement]], *, every: bool = False) -> Scores:
    """Score the statements found in each report, by the gold's id or the report's own; one that is not there found nothing."""
    if not gold:
        raise RecordError("no gold to score against: the file holds no report")
    named = {g.id: found.get(g.id, found.get(g.report().id)) for g in gold}
    tallies = [_score_report(g, named[g.id] or (), every) for g in gold]
    total = sum((t.counts for t in tallies), Counter[str]())
    low, high = _interval([t.counts for t in tallies])
    e2e, full = _rate(total["e2e"], total["p"], total["g"]), total["full"] > 0
    return Scores(
        reports=len(gold), gold=total["g"], predicted=total["p"],
        content=_rate(total["ct"], total["cp"], total["cg"]),
        found=_rate(total["found"], total["p"], total["g"]),
        exact=_rate(total["exact"], total["p"], total["g"]),
        e2e=Rate(e2e.p, e2e.r, e2e.f, low, high),
        whole=_rate(total["whole"], total["p"], total["g"]) if full else None,
        recall_by_manner=_shares(total, "f_", "g_"), of_found=_shares(total, "k_", "n_"),
        acts=_rate(total["at"], total["ap"], total["ag"]) if full else None,
        relays=_rate(total["rt"], total["rp"], total["rg"]) if full else None,
        constant=_constant(total) if full else None,
        reports_absent_from_pred=sum(n is None for n in named.values()) or None,
        missed=tuple((g.id, words) for g, t in zip(gold, tallies, strict=True) for words in t.missed),
    )  # fmt: skip


def trusted(gold: GoldReport, statements: Sequence[Statement]) -> list[tuple[float, bool]]:
    """The confidence of each statement, and whether its source, act, date and relays are all right as gold has them."""
    text = gold.text
    founds = [(s, seen) for s in statements if (seen := _see(s, text)).content]
    golds = [(s, seen) for s in gold.statements if (seen := _see_gold(s, text)).content]
    matched = {j: golds[i] for i, j, _ in _match([g for _, g in golds], [p for _, p in founds])}
    return [(s.confidence, j in matched and _holds(*matched[j], s, seen, text)) for j, (s, seen) in enumerate(founds)]


def _holds(a: GoldStatement, a_seen: _Seen, b: Statement, b_seen: _Seen, text: str) -> bool:
    answered = b.act in (a.act_accept or (a.act,)) and same_date(a, b.said.edtf)
    return answered and _same_source(a, a_seen, b_seen, text) and _same_relay(a_seen, b_seen)


def pool(sets: Iterable[Sequence[GoldReport]]) -> list[GoldReport]:
    """The reports of several sets together; raises RecordError where two go by one id."""
    pooled = [gold for golds in sets for gold in golds]
    twice = [name for name, n in Counter(gold.id for gold in pooled).items() if n > 1]
    if twice:
        raise RecordError(f"two reports of the gold go by the id {twice[0]}: give each its own")
    return pooled


def read_gold(golds: Iterable[GoldReport]) -> dict[str, tuple[Statement, ...]]:
    """Read the text of every gold report the whole way, with gold's date and language; raises what reading raises."""
    from reportedly.model import Given
    from reportedly.reading import read

    out = {}
    for gold in golds:
        record = read(gold.text, name=f"{gold.id}.txt", given=Given(published=gold.published, language=gold.lang))
        if record.report.text != gold.text:
            raise RecordError(f"{gold.id}: reading changes the text, so that the gold's places do not hold in it")
        out[gold.id] = record.statements
    return out


def _shares(total: Counter[str], part: str, whole: str) -> dict[str, float]:
    """Per cent of part_X in whole_X, for every X."""
    names = sorted(k[len(whole):] for k in total if k.startswith(whole))  # fmt: skip
    return {name: round(100 * total[part + name] / total[whole + name], 1) for name in names}


def _constant(total: Counter[str]) -> dict[str, float]:
    """What the dullest answer gets."""
    asked = [q for q in ("manner", "act", "said", "speaker") if total[f"n_{q}"]]
    return {q: round(100 * total[f"d_{q}"] / total[f"n_{q}"], 1) for q in asked}
