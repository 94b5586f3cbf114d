"""From frames to statements: where the words begin and end, split frames, continuations, manner, nesting."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.lang import words
from reportedly.model import Frame, Manner, Relay, Report, Span, Speaker, Statement
from reportedly.quotes import Quotation, Quotes
from reportedly.relays import settle_relays

_LEAD = " \t\u3000\n,;:，；：、—–-…·"
_TAIL = " \t\u3000\n,;:，；：、—–-"
_SENTENCE = re.compile(r"[。！？!?]+[”’」』》）)\"]*|[.…]+[”’»\")]*(?=\s+[^a-zа-я\s]|\s*$)|\n+")
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZА-Я]\.)*(?:[A-ZА-Я]|Mrs?|Ms|Drs?|Prof|Sens?|Reps?|Govs?|Gen|Col|Lt|Sgt|Capt|Rev|Hon|St|Jr|Sr|vs|No|Inc|Co|Corp|Ltd"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|г|гг|тыс|млн|млрд|руб|им|ул|стр|проф|акад|ст)$"
)
"""What a full stop that ends no sentence stands after: an initial or a title, Mr. Obama, D.C., 5 тыс."""
_BESIDE = 20
"""Characters between a cue and the quotations on both sides of it that it holds for: “…。”, X said, …"""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class SpanWords:
    """Words of data/LANGUAGE/spans.toml."""

    openers: tuple[str, ...]
    closers: tuple[str, ...]
    keeps: tuple[str, ...]
    imperative_closer: str
    imperative_keeps: str
    imperative_stems: tuple[str, ...]
    source_particles: tuple[str, ...]
    label_letters: int
    full_letters: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A report with what its statements need to know of it."""

    report: Report
    quotes: Quotes
    words: SpanWords
    sentence_ends: tuple[int, ...]

    def sentence(self, place: int) -> int:
        """The number of the sentence in which a character stands; quotations are within one."""
        return bisect_right(self.sentence_ends, place)

    def is_full(self, quotation: Quotation) -> bool:
        """Whether a quotation is long enough to be a statement of its own."""
        return quotation.inner_end - quotation.inner_start >= self.words.full_letters


def build(report: Report, frames: Sequence[Frame]) -> tuple[Statement, ...]:
    """Make the statements of a report's frames, in order of content, each with its spans trimmed as the guide says."""
    if not frames:
        return ()
    quotes = Quotes.of(report.text)
    ends = tuple(
        m.end()
        for m in _SENTENCE.finditer(report.text)
        if ((q := quotes.at(m.start())) is None or q.inner_end <= m.end()) and not _abbreviates(report.text, m)
    )
    text = _Text(report, quotes, words(report.language, "spans", SpanWords), ends)
    drafts = [d for n, f in enumerate(frames) for d in _drafts(text, n, f)]
    drafts.sort(key=lambda d: (d.content[0].start, -d.content[-1].end))
    return _nest(with_ids(report.page, settle_relays(report, ends, _inherit(text, drafts))))


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    return stop[0] == "." and _SHORT.search(text, max(0, stop.start() - 12), stop.start()) is not None


def _drafts(text: _Text, number: int, frame: Frame) -> Iterator[Statement]:
    """The statements of one frame: one for each sentence outside quotation marks, and one where a full quotation begins."""
    groups: list[list[Span]] = []
    for span in frame.content:
        for part in _sentences(text, span):
            for piece in _turns(text, part):
                whole = fit(text.report, text.quotes, piece, text.words)
                if whole is None:
                    continue
                if groups and _goes_on(text, groups[-1][-1], whole, frame):
                    groups[-1].append(whole)
                else:
                    groups.append([whole])
    at = min((c.start for c in frame.cue), default=frame.anchor)
    first = min(range(len(groups)), key=lambda k: _gap(groups[k], at), default=0)
    for k, group in enumerate(groups):
        yield _statement(text, number, frame, _merge(text, group), cued=k == first or _shares_cue(text, groups[first], group, at))


def _shares_cue(text: _Text, first: list[Span], other: list[Span], at: int) -> bool:
    """Whether the cue holds for a second content too: of the same sentence, or right on its other side."""
    if text.sentence(first[0].start) == text.sentence(other[0].start):
        return True
    return _gap(other, at) <= _BESIDE and (first[0].start < at) != (other[0].start < at)


def _goes_on(text: _Text, before: Span, after: Span, frame: Frame) -> bool:
    """Whether two contents are of one statement: one quotation around a cue, or one sentence on the same side of the marks."""
    split_by_cue = any(before.end <= c.start and c.end <= after.start for c in frame.cue)
    if split_by_cue and before.text[-1:] not in "。.!?！？":
        return True
    quoted = text.quotes.at(before.start), text.quotes.at(after.start)
    if text.sentence(after.start) != text.sentence(before.end - 1):
        return False
    full = [q is not None and text.is_full(q) for q in quoted]
    return full[0] == full[1]


def _turns(text: _Text, part: Span) -> Iterator[Span]:
    """A sentence's content cut where indirect speech turns into a full quotation: he said it was late, “we shall go.”"""
    at = part.start
    for q in text.quotes.within(part.start, part.end):
        before = text.report.text[max(at, q.open - 2) : q.open].rstrip()
        if (
            at < q.open
            and text.is_full(q)
            and before[-1:] in tuple("，,：:；;")
            and not _WORD.search(text.report.text, q.close, part.end)
        ):
            yield text.report.span(at, q.open)
            at = q.open
    if at < part.end:
        yield text.report.span(at, part.end)


def _gap(group: list[Span], at: int) -> int:
    return min(min(abs(s.start - at), abs(s.end - at)) for s in group)


def _merge(text: _Text, group: list[Span]) -> tuple[Span, ...]:
    """Neighbouring spans with nothing but marks between them are one."""
    out: list[Span] = []
    for s in group:
        if out and s.start <= out[-1].end:
            out[-1] = text.report.span(out[-1].start, max(s.end, out[-1].end))
        elif (
            out
            and not _WORD.search(text.report.text, out[-1].end, s.start)
            and "\n" not in text.report.text[out[-1].end : s.start]
        ):
            out[-1] = text.report.span(out[-1].start, s.end)
        else:
            out.append(s)
    return tuple(out)


def _sentences(text: _Text, span: Span) -> Iterator[Span]:
    """A span cut at the sentence ends that lie outside quotation marks."""
    at = span.start
    k = bisect_right(text.sentence_ends, span.start)
    while k < len(text.sentence_ends) and text.sentence_ends[k] < span.end:
        yield text.report.span(at, text.sentence_ends[k])
        at = text.sentence_ends[k]
        k += 1
    if at < span.end:
        yield text.report.span(at, span.end)


def fit(report: Report, quotes: Quotes, span: Span, known: SpanWords) -> Span | None:
    """A content with its edges where the guide puts them: marks, stops, complementizers, particles; else None."""
    text, a, b = report.text, span.start, span.end
    while a < b and text[a] in _LEAD:
        a += 1
    a = _past_opener(text, a, b, known.openers)
    while a < b and text[b - 1] in _TAIL:
        b -= 1
    a, b = _with_marks(text, quotes, a, b)
    while a < b and text[b - 1] in _TAIL:
        b -= 1
    if a < b and text[b - 1] in "。." and not text[max(a, b - 2) : b].startswith(".") and quotes.at(b - 1) is None:
        b -= 1
    while a < b and text[a] in _LEAD:
        a += 1
    if known.closers and quotes.at(b - 1) is None:
        b = _before_closer(text, a, b, known)
    return report.span(a, b) if _WORD.search(text, a, b) else None


def _before_closer(text: str, a: int, b: int, known: SpanWords) -> int:
    """The end of a content that stops within or after a Korean word: before that word's quotative."""
    end = b
    while end < len(text) and text[end].isalnum():
        end += 1
    if end - b > 5:
        return b
    word_start = max(a, text.rfind(" ", a, b) + 1)
    for closer, keep in zip(known.closers, known.keeps, strict=True):
        if text.endswith(closer, word_start, end) and end - len(closer) > word_start:
            stem = text[end - len(closer) - 1]
            if closer == known.imperative_closer and stem in known.imperative_stems:
                keep = known.imperative_keeps
            return end - len(closer) + len(keep)
    return b


def _past_opener(text: str, a: int, b: int, openers: tuple[str, ...]) -> int:
    for w in openers:
        if text.startswith(w, a) and a + len(w) < b and not text[a + len(w)].isalnum():
            a += len(w)
            while a < b and text[a] in _LEAD:
                a += 1
    return a


def _with_marks(text: str, quotes: Quotes, a: int, b: int) -> tuple[int, int]:
    """Leave out the marks around wholly quoted words, take in those of a part: no half pair stays."""
    first, last = quotes.at(a), quotes.at(b - 1) if b > a else None
    if first is not None and first == last:  # within one quotation: to its inner edges where these are near
        if not _WORD.search(text, first.open, a):
            a = first.inner_start
        if not _WORD.search(text, b, first.close) or (first.inner_end - b < 4 and " " not in text[b : first.inner_end]):
            b = first.inner_end
        return max(a, first.inner_start), max(a + 1, min(b, first.inner_end))
    if first is not None and not _WORD.search(text, first.open, a):
        a = first.open
    if last is not None and not _WORD.search(text, b, last.close):
        b = last.close
    return a, b


def manner_of(quotes: Quotes, content: tuple[Span, ...], text: str, known: SpanWords) -> Manner:
    """direct: all words inside marks; mixed: some that are no mere label; else indirect."""
    total, inside, longest = 0, 0, 0
    for s in content:
        total += len(_WORD.findall(s.text))
        for q in quotes.within(s.start, s.end):
            n = len(_WORD.findall(text, max(q.inner_start, s.start), min(q.inner_end, s.end)))
            inside += n
            longest = max(longest, n if not _name_like(text, q) else 0)
    if inside == total:
        return "direct"
    return "mixed" if longest >= known.label_letters else "indirect"


def _name_like(text: str, q: Quotation) -> bool:
    """Whether quoted words look like a name: each begins with a capital or a digit, which not every word of the line does."""
    tokens = re.findall(r"\w+", text[q.inner_start : min(q.inner_end, q.inner_start + 200)])
    capitals = len(tokens) <= 4 and all(t[0].isupper() or t[0].isdigit() for t in tokens)
    return capitals and not _in_title_case(text, q)


def _in_title_case(text: str, q: Quotation) -> bool:
    """Whether the words of a quotation's line begin with capitals anyway, as in an English headline: short ones aside."""
    start, stop = text.rfind("\n", max(0, q.open - 200), q.open) + 1, text.find("\n", q.close, q.close + 200)
    around = text[max(start, q.open - 200) : q.open] + text[q.close : stop if stop >= 0 else q.close + 200]
    long = [t for t in re.findall(r"[^\W\d_]+", around) if len(t) > 3]
    return len(long) >= 3 and all(t[0].isupper() for t in long)


def _statement(text: _Text, number: int, frame: Frame, content: tuple[Span, ...], *, cued: bool) -> Statement:
    cue = _tidy(text.report, frame.cue) if cued else ()
    tidied = _tidy(text.report, (frame.source,) if frame.source else ())
    source = _without_particle(text, tidied[0]) if tidied else None
    return Statement(
        id="", frame=number, kind=frame.kind, content=content, cue=cue, source=source,
        source_inherited=not cued and source is not None,
        speaker=Speaker(actor="", name=source.text) if source else None,
        relays=tuple(Relay(r.start, r.end, r.text) for r in _tidy(text.report, frame.relays)),
        addressee=frame.addressee, occasion=frame.occasion, said_words=frame.said_words,
        manner=manner_of(text.quotes, content, text.report.text, text.words), act=frame.act, confidence=frame.score,
        why=(_reason(cue, content, frame),),
    )  # fmt: skip


def _without_particle(text: _Text, source: Span) -> Span:
    """A source without the Korean particle at its end, whole words only."""
    known, end = text.words.source_particles, source.end
    if not known:
        return source
    while end < len(text.report.text) and text.report.text[end].isalnum() and end - source.end < 4:
        end += 1
    for p in known:
        if text.report.text.endswith(p, source.start, end) and end - len(p) - source.start >= 2:
            return text.report.span(source.start, end - len(p))
    return source


def _reason(cue: tuple[Span, ...], content: tuple[Span, ...], frame: Frame) -> str:
    if cue:
        return f"cue {' … '.join(c.text for c in cue)} ({frame.score:.2f})"
    return f"no cue: goes on at “{content[0].text[:12]}” ({frame.score:.2f})"


def _tidy(report: Report, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans with space and stops trimmed off their edges, without those of which nothing is left."""
    out = []
    for span in spans:
        a, b = span.start, span.end
        while a < b and report.text[a] in _LEAD + '。."“”「」«»':
            a += 1
        while a < b and report.text[b - 1] in _TAIL + '。"“”「»':
            b -= 1
        if a < b:
            out.append(report.span(a, b))
    return tuple(out)


def _inherit(text: _Text, drafts: list[Statement]) -> list[Statement]:
    """Give a statement without words for its source the source of the nearest statement above."""
    out: list[Statement] = []
    last: Statement | None = None
    for s in drafts:
        if s.source is None and s.kind not in ("unattributed", "question") and last is not None:
            why = f"no source at its place: goes on from “{last.source.text if last.source else ''}”"
            s = replace(s, source=last.source, speaker=last.speaker, source_inherited=True, why=(*s.why, why))
        elif s.source is not None and s.cue and text.sentence(s.source.start) < text.sentence(min(s.cue[0].start, s.start)):
            s = replace(s, source_inherited=True)
        if s.source is not None:
            last = s
        out.append(s)
    return out


def with_ids(page: str, statements: Iterable[Statement]) -> list[Statement]:
    """Statements with ids from their page and the quoted words; the same words again count up."""
    seen: Counter[str] = Counter()
    out = []
    for s in statements:
        said = letters(*(x.text for x in s.content))
        seen[said] += 1
        out.append(replace(s, id=statement_id(page, said, seen[said])))
    return out


def letters(*texts: str) -> str:
    """The letters and digits of some words, without case: what stays when only marks or spaces differ."""
    return "".join(c for text in texts for c in text.casefold() if c.isalnum())


def statement_id(page: str, said: str, nth: int = 1) -> str:
    """The id of the nth statement of a page that quotes the same letters."""
    return hashlib.sha256(f"{page}\n{said}\n{nth}".encode()).hexdigest()[:12]


def _nest(statements: list[Statement]) -> tuple[Statement, ...]:
    """Set each statement's parent: the smallest earlier one whose content holds its words."""
    out: list[Statement] = []
    open_ones: list[Statement] = []
    for s in statements:
        open_ones = [o for o in open_ones if o.end > s.start][-50:]
        holders = [
            o for o in open_ones
            if o.frame != s.frame
            and any(c.start <= s.start and s.end <= c.end and len(c.text) > s.end - s.start for c in o.content)
        ]  # fmt: skip
        parent = min(holders, key=lambda o: o.end - o.start).id if holders else None
        out.append(replace(s, parent=parent))
        open_ones.append(s)
    return tuple(out)
