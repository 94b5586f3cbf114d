"""One self-contained HTML page of one or more records: the reports with their statements marked, the list beside them.

A mark in the text and its card in the list point at each other by anchors; which one is chosen is the page's address (:target),
so that all of it works without JavaScript. Offsets are code points, so every cut of a text is made here and none in the browser.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from reportedly.interface import Interface, Tongue, interface, shown
from reportedly.model import Event, Record, Role, Span, Statement
from reportedly.show import speaker_key, speakers

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
HUES = 10
"""Speaker colours in sheet.css; hue 0 is for who is not named, after the last they begin again."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line under the same statements: `marks` from the outermost inwards, `parts` as (what, statement)."""

    text: str
    role: Role
    marks: tuple[int, ...]
    parts: tuple[tuple[str, int], ...]
    opens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report, and where in its text it begins."""

    start: int
    role: Role
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card's reasons: its name, its value and why that is so."""

    name: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One statement in the list."""

    number: int
    hue: int
    who: str
    named: bool
    via: str
    when: str
    dated: bool
    act: str
    telling: bool
    words: str
    nested: bool
    sure: int | None
    rows: tuple[Row, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker in the legend: how many statements, and the number of the first."""

    name: str
    hue: int
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One report with everything that its part of the page shows."""

    number: int
    record: Record
    title: str
    facts: str
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    voices: tuple[Voice, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The dated sentences outside every statement."""
        return self.record.events


def page(records: Sequence[Record], tongue: Tongue) -> str:
    """Draw one self-contained page of these records, its interface in English or Chinese."""
    ui = interface(tongue)
    leaves = [draw_leaf(record, n, ui) for n, record in enumerate(records, 1)]
    style, script = carried("sheet.css") + _chosen(leaves), carried("sheet.js")
    policy = f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; base-uri 'none'; form-action 'none'"
    return template("sheet.html").render(
        ui=ui, tongue=tongue, leaves=leaves, style=Markup(style), script=Markup(script), policy=policy
    )


@cache
def template(name: str) -> Template:
    """A template of the pages that carry everything inside; all text is escaped, control characters are made visible."""
    env = Environment(
        loader=PackageLoader("reportedly"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=select_autoescape(default=True, default_for_string=True),
    )  # fmt: skip
    env.filters["shown"] = shown
    return env.get_template(name)


@cache
def carried(name: str) -> str:
    """A style or script that the page carries inside."""
    return (resources.files("reportedly") / "templates" / name).read_text(encoding="utf-8")


def hashed(source: str) -> str:
    """What a content security policy calls an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _chosen(leaves: Sequence[Leaf]) -> str:
    """Rules that light up a statement's words and its card when either is the page's target."""
    ids = [(leaf.number, card.number) for leaf in leaves for card in leaf.cards]
    when = [f"#r{r}:has(:is(#r{r}s{n},#r{r}t{n}):target)" for r, n in ids]
    rules = (
        (" .m{n}", "background:var(--lit);color:var(--ink)"),
        (" .p{n}", "outline:2px solid var(--line);outline-offset:1px;border-radius:2px"),
        (" #r{r}s{n}", "background:var(--lift);border-color:var(--c)"),
        (" #r{r}s{n} .why", "display:block"),
        (" #r{r}s{n} .said", "-webkit-line-clamp:none"),
    )
    out = []
    for place, body in rules if ids else ():
        out.append(",".join(w + place.format(r=r, n=n) for w, (r, n) in zip(when, ids, strict=True)) + f"{{{body}}}")
    return "@media screen{" + "\n".join(out) + "}\n"


def draw_leaf(record: Record, number: int, ui: Interface) -> Leaf:
    """Everything that one report's part of the page shows."""
    report, voices = record.report, speakers(record)
    hues = {key: 1 + n % (HUES - 1) for n, key in enumerate(k for k in voices if k)}
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    cards = tuple(draw_card(s, numbers, hues.get(speaker_key(s), 0), ui) for s in record.statements)
    facts = (report.outlet, report.byline, report.section, ui.published_of(report), report.url)
    return Leaf(
        number=number, record=record, title=report.title or report.page, facts=" · ".join(f for f in facts if f),
        lines=tuple(_lines(record)), cards=cards,
        voices=tuple(Voice(ui.who_of(of[0]), hues.get(key, 0), len(of), numbers[of[0].id]) for key, of in voices.items()),
    )  # fmt: skip


def _lines(record: Record) -> Iterator[Line]:
    """Cut the text into lines, and each line wherever a block, a statement or a part of one begins or ends."""
    text, blocks = record.report.text, record.report.blocks
    spans = sorted(_spans(record), key=lambda s: (s[0], -s[1]))
    cuts = sorted({x for s in spans for x in s[:2]} | {x for b in blocks for x in (b.start, b.end)})
    firsts = _firsts(record)
    next_span = next_cut = next_block = 0
    live: list[tuple[int, int, str, int]] = []
    for match in _LINE.finditer(text):
        line, start, end, pieces = match.group(), match.start(), match.end(), list[Piece]()
        while start < end:
            while next_cut < len(cuts) and cuts[next_cut] <= start:
                next_cut += 1
            stop = min(end, cuts[next_cut]) if next_cut < len(cuts) else end
            while next_span < len(spans) and spans[next_span][0] <= start:
                live.append(spans[next_span])
                next_span += 1
            live = [s for s in live if s[1] > start]
            while next_block < len(blocks) and blocks[next_block].end <= start:
                next_block += 1
            inside = next_block < len(blocks) and blocks[next_block].start <= start
            role: Role = blocks[next_block].role if inside else "furniture" if not line.strip() else "body"
            pieces.append(_piece(text[start:stop], role, live, firsts.get(start, ())))
            start = stop
        if line.strip():
            letters = Counter[Role]()
            for piece in pieces:
                letters[piece.role] += len(piece.text.strip())
            yield Line(match.start(), letters.most_common(1)[0][0], tuple(pieces))


def _piece(text: str, role: Role, live: Sequence[tuple[int, int, str, int]], opens: tuple[int, ...]) -> Piece:
    """One cut of a line; of nested statements the longer stands first."""
    marks = sorted((s for s in live if s[2] == "content"), key=lambda s: s[0] - s[1])
    return Piece(text, role, tuple(s[3] for s in marks), tuple((s[2], s[3]) for s in live if s[2] != "content"), opens)


def _spans(record: Record) -> Iterator[tuple[int, int, str, int]]:
    """Every span of every statement as (start, end, what it is, the statement's number)."""
    for n, s in enumerate(record.statements, 1):
        for what, spans in _parts(s):
            for span in spans:
                yield span.start, span.end, what, n


def _parts(s: Statement) -> Iterator[tuple[str, Sequence[Span]]]:
    """The spans of a statement by what they are."""
    yield "content", s.content
    yield "cue", s.cue
    yield "source", (s.source,) if s.source else ()
    yield "relay", [Span(r.start, r.end, r.text) for r in s.relays]
    yield "date", (s.said.span,) if s.said.span else ()
    yield "other", [x for x in (s.addressee, s.occasion, s.target) if x]


def _firsts(record: Record) -> dict[int, tuple[int, ...]]:
    """The numbers of the statements whose content begins at a place."""
    out: dict[int, tuple[int, ...]] = {}
    for n, s in enumerate(record.statements, 1):
        out[s.start] = (*out.get(s.start, ()), n)
    return out


def draw_card(s: Statement, numbers: dict[str, int], hue: int, ui: Interface) -> Card:
    """One statement in the list."""
    return Card(
        number=numbers[s.id], hue=hue, who=ui.who_of(s), named=bool(speaker_key(s)), via=" ← ".join(r.text for r in s.relays),
        when=ui.when_of(s.said), dated=bool(s.said.edtf), act=ui.acts[s.act], telling=s.act != "asserts",
        words=" … ".join(c.text for c in s.content), nested=s.parent is not None,
        sure=round(100 * s.confidence) if s.confidence else None,
        rows=tuple(r for r in _rows(s, numbers, ui) if r.value), why=s.why,
    )  # fmt: skip


def _rows(s: Statement, numbers: dict[str, int], ui: Interface) -> Iterator[Row]:
    """What a card says when it is opened."""
    speaker = s.speaker
    yield Row(ui.who, ui.who_of(s), speaker.why if speaker else "")
    if speaker:
        yield Row(ui.office, speaker.office or "")
        yield Row(ui.on_behalf_of, speaker.on_behalf_of or "")
    if s.source:
        yield Row(ui.source, s.source.text, ui.inherited if s.source_inherited else "")
    for relay in s.relays:
        yield Row(ui.via, relay.text, f"{ui.carried} {relay.carried}" if relay.carried else "")
    words = f" · {s.said.span.text}" if s.said.span else ""
    yield Row(ui.when, f"{ui.when_of(s.said)} ({ui.bases[s.said.basis]}){words}" if s.said.edtf else ui.undated, s.said.why)
    yield Row(ui.act, ui.acts[s.act], ui.negative if s.polarity == "negative" else "")
    yield Row(ui.cue, " … ".join(c.text for c in s.cue))
    yield Row(ui.how, f"{ui.manners[s.manner]} · {ui.kinds[s.kind]}")
    for name, span in ((ui.addressee, s.addressee), (ui.occasion, s.occasion), (ui.target, s.target)):
        yield Row(name, span.text if span else "")
    for name, link in ((ui.inside, s.parent), (ui.answers, s.in_response_to)):
        yield Row(name, f"#{numbers[link]}" if link in numbers else "")
    for q in s.quantities:
        yield Row(ui.numbers, q.text, ui.quantity_of(q))
    yield Row(ui.hedges, " · ".join(h.text for h in s.hedges))
