"""The types that everything else stands on: one read report, and what many become.

Offsets are 0-based, end-exclusive, in Unicode code points of `Report.text`. `Report.span` is the only way to quote.
Dates are EDTF strings (ISO 8601-2). Fields stand in the order in which a record is printed.
Imports nothing of ours but the errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportedly.errors import SpanError

Role = Literal["headline", "subhead", "byline", "dateline", "body", "caption", "credit", "repeat", "furniture"]
Kind = Literal["speech", "document", "question", "outlet-own-voice", "unattributed", "summary", "back-reference"]
Act = Literal[
    "asserts", "denies", "neither-confirms-nor-denies", "urges", "accuses", "asks",
    "promises", "warns", "announces", "reports-action",
]  # fmt: skip
Manner = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
ActorKind = Literal["person", "organization", "document", "group", "unnamed"]
Basis = Literal["explicit", "relative", "inherited", "context", "inferred", "undated"]
PublishedBasis = Literal["stated", "given", "page"]
Bound = Literal["exact", "more-than", "about", "at-least", "up-to", "range", "vague"]

How = Literal["verbatim", "translated", "paraphrased", "cut"]
Stance = Literal[
    "asserts", "asserts-hedged", "presupposes", "denies", "neither-confirms-nor-denies", "conditional", "asks", "no-position",
]  # fmt: skip
Checked = Literal["machine", "accepted", "corrected"]
CopyKind = Literal["copy", "excerpt", "roundup"]
FirstBy = Literal["published", "text", "undecided"]
Verdict = Literal["add", "accept", "reject", "correct", "merge", "split", "note"]

STATED_ROLES: frozenset[Role] = frozenset({"headline", "subhead", "body"})
"""Roles of the blocks in which statements are looked for."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a text: text[start:end] == span.text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or len(self.text) != self.end - self.start:
            raise SpanError(f"span {self.start}–{self.end} does not hold {len(self.text)} characters")

    def covers(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One line, or part of a line, of a page and what it is there for."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Credit:
    """A page-level credit to an agency."""

    start: int
    end: int
    text: str
    actor: str


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes that a report was read from."""

    sha256: str
    bytes: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of a report; it wins over what the page says."""

    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of a page, its outer white space left out, and what its markup says of it.

    `origin` is the nearest telling HTML element (h1, p, li, figcaption, time, nav, footer ...), empty for plain text.
    `mark` is what a class, id or itemprop calls it: byline, time, caption, credit, headline, deck, share, related, comments, ad, tags.
    `linked` says that all of it is a link; `body` is the vote of the main-text extractor, None where it was not asked.
    """

    start: int
    end: int
    origin: str = ""
    mark: str = ""
    linked: bool = False
    body: bool | None = None


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page says of itself where no reader sees it: meta tags, JSON-LD, OpenGraph."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a page and all that was known when it came in; page.read_page makes a Report of it."""

    name: str
    text: str
    raw: Raw
    language: str | None = None
    extractor: str = "plain"
    lines: tuple[Line, ...] = ()
    data: PageData = PageData()
    given: Given = Given()
    retrieved: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What made a record: with the raw bytes it can be made again."""

    version: str
    weights: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as a page printed it, with the role of every line."""

    id: str
    page: str
    text: str
    language: str
    title: str | None = None
    byline: str | None = None
    section: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    retrieved: str | None = None
    agencies: tuple[Credit, ...] = ()
    views: int | None = None
    comments: int | None = None
    raw: Raw = field(kw_only=True)
    reader: Reader | None = None
    blocks: tuple[Block, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Quote text[start:end]; raises SpanError where that lies outside the text."""
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"{start}–{end} lies outside report {self.id}, length {len(self.text)}")
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parser sees at one anchor, and how sure it is: one source and one cue, with a content."""

    anchor: int
    score: float
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: Span | None = None
    relays: tuple[Span, ...] = ()
    addressee: Span | None = None
    occasion: Span | None = None
    said_words: Span | None = None
    kind: Kind = "speech"
    act: Act = "asserts"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind a source's words."""

    actor: str
    name: str
    office: str | None = None
    on_behalf_of: str | None = None
    kind: ActorKind = "unnamed"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet or person that passes on another's words."""

    start: int
    end: int
    text: str
    actor: str = ""
    carried: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval (EDTF) with the words that it comes from and the reason."""

    edtf: str | None = None
    basis: Basis = "undated"
    span: Span | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with its bound and what it counts; low and high are inclusive, None where open."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    of: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One source and one communicative act."""

    id: str
    frame: int
    kind: Kind
    parent: str | None = field(default=None, kw_only=True)
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: Span | None = None
    source_inherited: bool = False
    speaker: Speaker | None = None
    relays: tuple[Relay, ...] = ()
    addressee: Span | None = None
    occasion: Span | None = None
    target: Span | None = None
    manner: Manner = "indirect"
    act: Act = "asserts"
    polarity: Polarity = "positive"
    in_response_to: str | None = None
    said: When = When()
    said_words: Span | None = None
    quantities: tuple[Quantity, ...] = ()
    hedges: tuple[Span, ...] = ()
    confidence: float = 0.0
    why: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise SpanError(f"{self.id}: a statement needs the words of its content")

    @property
    def start(self) -> int:
        """The first character of the content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """One past the last character of the content."""
        return self.content[-1].end

    def spans(self) -> Iterator[Span | Relay | Quantity]:
        """Every span that this statement points at."""
        yield from self.content
        yield from self.cue
        yield from self.relays
        yield from self.quantities
        yield from self.hedges
        for one in (self.source, self.addressee, self.occasion, self.target, self.said_words, self.said.span):
            if one is not None:
                yield one


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body that speaks, passes on, or is spoken of in one report."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    party: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence of the body outside every statement, as printed."""

    start: int
    end: int
    text: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one read report becomes. Building one checks every span against the text."""

    schema: Literal["reportedly/record/1"] = field(default="reportedly/record/1", kw_only=True)
    report: Report
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        text = self.report.text
        spans: list[tuple[str, Span | Relay | Quantity | Credit | Event]] = [
            (s.id, x) for s in self.statements for x in s.spans()
        ]
        spans += [("report", x) for x in self.report.agencies]
        spans += [(a.id, x) for a in self.actors for x in a.mentions]
        spans += [("event", x) for x in self.events]
        for owner, x in spans:
            if not 0 <= x.start < x.end <= len(text):
                raise SpanError(f"{owner}: {x.start}–{x.end} lies outside report {self.report.id}, length {len(text)}")
            if text[x.start : x.end] != x.text:
                raise SpanError(f"{owner}: {x.start}–{x.end} of report {self.report.id} does not read {x.text!r}")


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's statement of an act of saying."""

    report: str
    statement: str
    how: How


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of saying, however often told; `origins` counts what is left of its reports when copies are folded."""

    schema: Literal["reportedly/utterance/1"] = field(default="reportedly/utterance/1", kw_only=True)
    id: str
    speaker: str
    said: str | None
    tellings: tuple[Telling, ...]
    first_here: str
    origins: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What a party's utterances amount to on one point, from a day on; written as `from` in JSON.

    `statements` are those of their tellings that say so: an utterance may be of many matters.
    """

    actor: str
    party: str | None
    position: Stance
    utterances: tuple[str, ...]
    from_: str | None = None
    checked: Checked = "machine"
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an utterance gives on a point, in one of its statements; low and high are inclusive, None where open."""

    utterance: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    of: str | None = None
    stage: str | None = None
    comparable: bool = False
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An actor says other than before: from one utterance to a later one; written as `from` and `to` in JSON."""

    actor: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class First:
    """The utterance that was said first on a point, and the one that was carried first."""

    said: str | None = None
    carried: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What is in dispute, by its wording in each language, with every party's position over time."""

    schema: Literal["reportedly/point/1"] = field(default="reportedly/point/1", kw_only=True)
    id: str
    wording: Mapping[str, str]
    stage: str | None = None
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    changes: tuple[Change, ...] = ()
    first: First = First()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats others; `aligned` has start and end here, then start and end there.

    `share` is the part of this report's story that stands in the others; `kept`, for each of `of`, the part of its story that stands here.
    `aligned_of` says in which of `of` each of `aligned` stands. `first` says how it is known that the others came first.
    """

    schema: Literal["reportedly/copy/1"] = field(default="reportedly/copy/1", kw_only=True)
    report: str
    kind: CopyKind
    of: tuple[str, ...]
    share: float
    aligned: tuple[tuple[int, int, int, int], ...] = ()
    aligned_of: tuple[int, ...] = ()
    kept: tuple[float, ...] = ()
    first: FirstBy = "undecided"
    page: str | None = None
    of_pages: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Words of a page with what stands before and after them: they are found again in another reading or version.

    `source` has the words of the statement's source where another statement of the page quotes the same words.
    """

    page: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided on a statement; never altered, only followed by a newer one.

    `value` is text for a plain field; places of words for a field that quotes; the other statement for merge and split;
    for an acceptance the fields as the person saw them, so that another reading never stands as accepted.
    """

    schema: Literal["reportedly/judgement/1"] = field(default="reportedly/judgement/1", kw_only=True)
    at: str
    by: str
    verdict: Verdict
    target: Target
    field: str | None = None
    value: str | tuple[Target, ...] | Mapping[str, str | tuple[Target, ...] | None] | None = None
    note: str | None = None
