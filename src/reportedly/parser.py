"""The trained frame parser: which words are statements, whose, under which cue, through whom.

A small multilingual encoder reads windows of the text; pieces that begin a frame are anchors; one more layer reads the
surroundings of each anchor once and gives every piece its role for that anchor. See docs/decisions/parser.md.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Protocol, get_args

import numpy as np
import numpy.typing as npt

from reportedly.decoding import ROLES, Floats, Transitions, best_roles, runs, weighted
from reportedly.errors import ModelError
from reportedly.model import STATED_ROLES, Act, Frame, Kind, Report, Span
from reportedly.outlets import patterns as outlets
from reportedly.pieces import Ints, Pieces, boundaries, cut, make_tokenizer

WINDOW, STRIDE, REACH = 224, 152, 80
MAX_CHARACTERS = 100_000
"""Statements are looked for up to here, which is fifty long reports."""
MAX_ANCHORS = 2_000
"""The surest anchors that are read: 100,000 characters of news have fewer, and each costs 5 ms."""
_STOP = re.compile(r"[。！？!?\n]|\.(?=\s)")
_LETTER = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]")
_LONGEST_WORD = 40
Bools = npt.NDArray[np.bool_]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACTS: tuple[Act, ...] = get_args(Act)


@dataclass(frozen=True, slots=True)
class Readings:
    """What the frame layers say of some anchors: log probabilities of roles (anchors, 2·REACH+1, roles), and of each head."""

    roles: Floats
    real: Floats
    kind: Floats
    act: Floats


class Engine(Protocol):
    """What runs the network: onnxruntime in the package, torch in training."""

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """(windows, pieces) ids → hidden (windows, pieces, 384) and the anchor's probability (windows, pieces)."""
        ...

    def frames(self, around: Floats, seen: Bools) -> Readings:
        """(anchors, 2·REACH+1, 384) surroundings, and which of them exist → readings."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How the parser decides, fitted on the training sets: see docs/decisions/parser.md."""

    keep: float = 0.5
    content: float = 0.5
    other: float = 0.5
    same: float = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """The frames of a report in order of their anchors, and what was left unread, in words."""

    frames: tuple[Frame, ...]
    unread: tuple[str, ...] = ()


_WORDLESS = re.compile(r"[^\w\n]{200,}")


def stretches(report: Report) -> list[tuple[int, int]]:
    """Where statements are looked for: headline, subheads and body up to MAX_CHARACTERS, without long runs of marks."""
    out, left = [], MAX_CHARACTERS
    for block in report.blocks:
        at = block.start
        gaps = [(m.start(), m.end()) for m in _WORDLESS.finditer(report.text, block.start, block.end)]
        for start, end in (*gaps, (block.end, block.end)) if block.role in STATED_ROLES else ():
            stop = min(start, at + left)
            if at < stop:
                out.append((at, stop))
                left -= stop - at
            at = end
    return out


@dataclass(frozen=True, slots=True)
class Parser:
    """Everything that finding frames needs."""

    engine: Engine
    tokenizer: object
    transitions: Transitions
    settings: Settings = Settings()

    def find(self, report: Report) -> Found:
        """The frames of a report, up to MAX_CHARACTERS and MAX_ANCHORS."""
        where = stretches(report)
        unread = _unread(where)
        pieces = cut(self.tokenizer, report.text, where)
        if not len(pieces.ids):
            return Found((), unread)
        hidden, anchor = self._encode(pieces.ids)
        places = _peaks(anchor, self.settings.keep**2)  # a frame is as sure as its anchor and its reading together
        if len(places) > MAX_ANCHORS:
            places = np.sort(places[np.argsort(-anchor[places], kind="stable")[:MAX_ANCHORS]])
            unread += (f"statements could begin at more than {MAX_ANCHORS:,} places: only the surest of them were read",)
        return Found(self._frames(report, pieces, places, (hidden, anchor)), unread)

    def _frames(self, report: Report, pieces: Pieces, places: Ints, seen: tuple[Floats, Floats]) -> tuple[Frame, ...]:
        """The frames at some places, in order, no two of them over the same words."""
        found: list[Frame] = []
        bounds = boundaries(report.text, pieces)
        table = weighted(self.transitions.of(report.language), content=self.settings.content, other=self.settings.other)
        for i in range(0, len(places), 64):
            found += self._read(report, pieces, places[i : i + 64], (*seen, bounds, table))
        return _distinct(found, self.settings.same, outlets(report.language).relaying)

    def _encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """Hidden states and anchor probabilities, each piece from the window where it lies deepest."""
        n = len(ids)
        begins = [0] if n <= WINDOW else sorted({min(b, n - WINDOW) for b in range(0, n - WINDOW + STRIDE, STRIDE)})
        hidden = np.zeros((n, 384), np.float32)
        anchor = np.zeros(n, np.float32)
        edge = 0
        for i in range(0, len(begins), 8):
            some = begins[i : i + 8]
            rows = np.stack([ids[b : b + WINDOW] for b in some])
            h, p = self.engine.encode(rows)
            for k, b in enumerate(some):
                following = begins[i + k + 1] if i + k + 1 < len(begins) else None
                stop = n if following is None else (following + b + WINDOW) // 2
                hidden[edge:stop], anchor[edge:stop] = h[k, edge - b : stop - b], p[k, edge - b : stop - b]
                edge = stop
        return hidden, anchor

    def _read(self, report: Report, pieces: Pieces, places: Ints, seen: tuple[Floats, Floats, Ints, Floats]) -> list[Frame]:
        """The frames at some anchors that are sure enough."""
        hidden, anchor, bounds, table = seen
        n = len(hidden)
        at = places[:, None] + np.arange(-REACH, REACH + 1)[None]
        exists = (at >= 0) & (at < n)
        clipped = at.clip(0, n - 1)
        around = hidden[clipped] * exists[..., None]
        r = self.engine.frames(around, exists)
        logp = np.where(exists[..., None], r.roles, np.where(np.arange(len(ROLES)) == 0, 0.0, -50.0)).astype(np.float32)
        classes = bounds[at[:, 1:].clip(0, n)]
        scores = [float(np.sqrt(anchor[place] * r.real[k])) for k, place in enumerate(places)]
        sure = [k for k, score in enumerate(scores) if score >= self.settings.keep]
        if not sure:
            return []
        frames = (
            (k, _frame(report, pieces, roles, place=int(places[k])))
            for k, roles in zip(sure, best_roles(logp[sure], classes[sure], table), strict=True)
        )
        return [_with_heads(f, r, k, score=scores[k]) for k, f in frames if f is not None]


def _unread(where: list[tuple[int, int]]) -> tuple[str, ...]:
    """That a report is too long to be searched to its end."""
    if sum(end - start for start, end in where) < MAX_CHARACTERS:
        return ()
    return (f"the report is very long: statements were looked for in its first {MAX_CHARACTERS:,} characters only",)


_CELL = 1000
"""Contents are compared with those that begin within so many characters."""


def _peaks(anchor: Floats, least: float) -> Ints:
    """Places whose anchor probability is over `least` and the highest among their neighbours."""
    padded = np.pad(anchor, 1)
    peak = (anchor >= least) & (anchor >= padded[:-2]) & (anchor > padded[2:])
    return np.flatnonzero(peak)


def _spans(report: Report, pieces: Pieces, roles: Ints, role: str, *, place: int) -> list[Span]:
    """The stretches of one role, cut at line ends, as spans of the report."""
    out = []
    first = place - REACH
    for a, b in runs(roles, ROLES.index(role)):
        start, end = _word_start(report.text, int(pieces.start[first + a])), int(pieces.end[first + b - 1])
        if role == "content" and b == 2 * REACH + 1 and end < len(report.text):
            end = _line_stop(report.text, end)  # the anchor sees no further: to the end of the sentence
        if start < min(end, len(report.text)):
            out.append(report.span(start, min(end, len(report.text))))
    return out


def _word_start(text: str, at: int) -> int:
    """The start of the word around a place: no role begins inside one, though a piece may. Chinese has no such words."""
    least = max(0, at - _LONGEST_WORD)
    while at > least and _LETTER.fullmatch(text, at - 1, at) and _LETTER.fullmatch(text, at, at + 1):
        at -= 1
    return at


def _line_stop(text: str, at: int) -> int:
    found = _STOP.search(text, at, at + 400)
    return found.start() if found else at


def _main(contents: list[Span], at: int, text: str) -> list[Span]:
    """The content at the anchor and what stands in its sentence: stray words elsewhere are none of it."""
    best = min(contents, key=lambda s: (max(0, s.start - at, at - s.end) > 40, -(s.end - s.start)))
    return [s for s in contents if s is best or not _STOP.search(text, min(s.end, best.end) - 1, max(s.start, best.start))]


def _frame(report: Report, pieces: Pieces, roles: Ints, *, place: int) -> Frame | None:
    """The frame that a sequence of roles spells out, or None where it has no content."""
    got = {role: _spans(report, pieces, roles, role, place=place) for role in ROLES[1:]}
    if not got["content"]:
        return None
    at = int(pieces.start[place])
    near = {
        role: min(spans, key=lambda s: min(abs(s.start - at), abs(s.end - at))) if spans else None for role, spans in got.items()
    }
    return Frame(
        anchor=at, score=0.0, content=tuple(_main(got["content"], at, report.text)), cue=tuple(got["cue"]),
        source=near["source"], relays=tuple(got["relay"]),
        addressee=near["addressee"], occasion=near["occasion"], said_words=near["said_words"],
    )  # fmt: skip


def _with_heads(frame: Frame, r: Readings, k: int, *, score: float) -> Frame:
    return replace(frame, score=score, kind=KINDS[int(r.kind[k].argmax())], act=ACTS[int(r.act[k].argmax())])


def _distinct(found: list[Frame], same: float, relaying: tuple[str, ...]) -> tuple[Frame, ...]:
    """The frames, but of two over the same words only the surer; an outlet and whom it quotes are two."""
    kept: dict[int, list[Frame]] = {}
    for f in sorted(found, key=lambda f: -f.score):
        cell = f.content[0].start // _CELL
        near = (k for c in (cell - 1, cell, cell + 1) for k in kept.get(c, ()))
        if not any(_alike(f, k, same) and not _quotes(f, k, relaying) and not _quotes(k, f, relaying) for k in near):
            kept.setdefault(cell, []).append(f)
    return tuple(sorted((f for some in kept.values() for f in some), key=lambda f: f.anchor))


def _alike(a: Frame, b: Frame, least: float) -> bool:
    if a.content[0].start >= b.content[-1].end or b.content[0].start >= a.content[-1].end:
        return False
    x = {i for s in a.content for i in range(s.start, s.end)}
    y = {i for s in b.content for i in range(s.start, s.end)}
    return len(x & y) >= least * len(x | y)


def _quotes(outlet: Frame, other: Frame, relaying: tuple[str, ...]) -> bool:
    """Whether one passes on another's speech: who spoke and under which cue stand within its content."""
    if other.source is None or not other.cue or not any(w in c.text for c in outlet.cue for w in relaying):
        return False
    return all(any(c.covers(part) for c in outlet.content) for part in (other.source, *other.cue))


@cache
def load_parser() -> Parser:
    """The parser that ships with the package; raises ModelError where its weights are missing or damaged."""
    from reportedly.engine import OnnxEngine

    folder = resources.files("reportedly") / "weights"
    try:
        pieces = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        with (folder / "transitions.npz").open("rb") as f, np.load(f) as data:
            tables = {k: data[k] for k in data.files}
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the parser's weights cannot be read ({error}): install reportedly again") from error
    tok = make_tokenizer([(p, s) for p, s in pieces])
    return Parser(OnnxEngine(), tok, Transitions(tables), Settings(**settings))


def find_frames(report: Report) -> Found:
    """Find the frames of a report's headline, subheads and body.

    Raises ModelError where the shipped weights are missing.
    """
    return load_parser().find(report)
