"""How a date of saying goes on through a report: to the same speaker, paper or occasion, and up to the headline."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from reportedly.dating.layout import CJK, LONG, Reading, SayingWords, place
from reportedly.dating.timeline import interval
from reportedly.dating.words import Mention
from reportedly.model import Basis, Span, Statement, When

REACH = 8
"""How many sentences back a dated occasion is looked for."""
BACK = 40
"""How many statements back an inherited date is looked for."""


def go_on(r: Reading, own: dict[str, When], back: set[str]) -> dict[str, When]:
    """Dates of saying by statement id: those of the statements' own words, and those that go on from them.

    `back` are the statements whose words look back: last Friday, 三天前.
    """
    flow = Flow(r, dict(own), set(back))
    flow.down()
    flow.up()
    return flow.when


class Flow:
    """The dates of one report while they go on."""

    def __init__(self, r: Reading, when: dict[str, When], back: set[str]) -> None:
        self.r, self.when, self.back = r, when, back
        self.root: dict[str, str] = {}
        self.order = sorted(r.statements, key=lambda s: (place(s).start, s.start, -s.end))
        self.speakers = Speakers(self.order, r.words, _any_of({m.text for m in r.mentions if not m.rule.vague}))
        self.rules = (
            self._put_back, self._side_by_side, self._new_day, self._above, self._paper, self._narrative, self._answer,
        )  # fmt: skip

    def down(self) -> None:
        """Give dates from above, in the order of the report."""
        for n, s in enumerate(self.order):
            if s.id not in self.when and s.parent is None:
                found = next((w for rule in self.rules if (w := rule(n, s)) is not None), None)
                if found is not None:
                    self.when[s.id] = found

    def up(self) -> None:
        """Give dates from below: a headline, or a speaker whose first words are not dated yet."""
        for n, s in reversed(list(enumerate(self.order))):
            if s.id not in self.when and s.parent is None:
                found = self._below(n, s) or self._headline(n, s) or self._answer(n, s, 1)
                if found is not None:
                    self.when[s.id] = found

    def _near(self, n: int, step: int) -> Iterator[Statement]:
        """The statements above (step -1) or below of the same report, nearest first, nested ones left out."""
        here = self.r.segment(place(self.order[n]).start)
        for k in range(n + step, max(-1, n - BACK) if step < 0 else min(len(self.order), n + BACK), step):
            t = self.order[k]
            if self.r.segment(place(t).start) != here:
                return
            if t.parent is None:
                yield t

    def _put_back(self, n: int, s: Statement) -> When | None:
        """曾表示, "has repeatedly said": another time, not known which."""
        at = place(s).start
        m = re.search(self.r.words.once, self.r.report.text[max(0, at - 30) : at]) if s.cue else None
        if m is None:
            return None
        self.back.add(s.id)
        return When(None, "undated", None, f"{m[0].strip()} puts it back in time, not known how far")

    def _above(self, n: int, s: Statement) -> When | None:
        """The nearest date above of the same speaker; one that looks back only to what follows, or for want of another."""
        found = [t for t in self._near(n, -1) if t.id in self.when and self.speakers.same(s, t) and self._carries(s, t)]
        main = (t for t in found if t.id not in self.back or self._at_once(s, t))
        t = next(main, found[0] if found else None)
        return self._from(s, t, "inherited", "the same speaker above") if t is not None else None

    def _below(self, n: int, s: Statement) -> When | None:
        """The nearest day below of the same speaker."""
        for t in self._near(n, 1):
            if t.id in self.when and self.speakers.same(s, t) and self._one_day(t):
                return self._from(s, t, "context", "the same speaker below")
        return None

    def _one_day(self, t: Statement) -> bool:
        """Whether the date of a statement is one day."""
        ends = interval(self.when[t.id].edtf)
        return ends is not None and ends[0] == ends[1]

    def _carries(self, s: Statement, t: Statement) -> bool:
        """Whether a date goes on so far: that of a year or month ago only to what follows at once."""
        ends = interval(self.when[t.id].edtf)
        return ends is None or (ends[1] - ends[0]).days < 7 or self._at_once(s, t)

    def _at_once(self, s: Statement, t: Statement) -> bool:
        """Whether a statement goes on with the one before without a new speaker or sentence between."""
        pointing = s.source is None or s.source_inherited or s.source.text.casefold() in self.r.words.pronouns
        return not s.cue or (pointing and self.r.sentence(place(s).start) - self.r.sentence(place(t).start) <= 1)

    def _from(self, s: Statement, t: Statement, basis: Basis, why: str) -> When | None:
        w = self.when.get(t.id)
        if w is None:
            return None
        root = self.root.get(t.id, w.why)
        self.root[s.id] = root
        if t.id in self.back:
            self.back.add(s.id)
        return When(w.edtf, basis if w.edtf else "undated", None, f"{why}: {root}")

    def _paper(self, n: int, s: Statement) -> When | None:
        """声明说, "the report added": when the paper came out."""
        noun = self._noun(s.source, self.r.words.documents)
        if noun is None:
            return None
        for t in self._near(n, -1):
            if noun in self.r.outer_text(self.r.sentence(place(t).start)):
                return self._from(s, t, "inherited", f"{noun} came out above")
        if (m := self._made(s, noun)) is not None:
            self.root[s.id] = m.why
            return When(m.edtf, "context", None, f"when the {noun} was made, told above: {m.why}")
        last = next(self._near(n, -1), None)
        bare = s.source is not None and len(s.source.text) <= len(noun) + 3
        if last is None or not bare or self.r.sentence(place(s).start) - self.r.sentence(place(last).start) > 2:
            return None
        return self._from(s, last, "inherited", f"{noun}, which speaks just above")

    def _made(self, s: Statement, noun: str) -> Mention | None:
        """The date that a sentence above gives for a paper that it names: 条约于1987年签署."""
        here = self.r.sentence(place(s).start)
        for k in range(here - 1, max(-1, here - 1 - REACH), -1):
            if not self.r.spoken(k) and noun in self.r.outer_text(k):
                dated = [m for m in self.r.between(*self.r.sentences[k]) if m.rule.explicit and not self.r.inside(m.start)]
                if dated:
                    return dated[0]
        return None

    def _noun(self, span: Span | None, nouns: tuple[str, ...]) -> str | None:
        return None if span is None else next((x for x in nouns if x in span.text.casefold()), None)

    def _new_day(self, n: int, s: Statement) -> When | None:
        """On Thursday the minister changed course. He said: the sentence just above brings the speaker and a new day."""
        k = self.r.sentence(place(s).start) - 1
        name = self.speakers.form[s.id].casefold()
        pronoun = s.source is not None and not s.source_inherited and s.source.text.casefold() in self.r.words.pronouns
        if k < 0 or self.r.spoken(k):
            return None
        start, end = self.r.sentences[k]
        m = next((m for m in self.r.between(start, end) if self.r.tells_day(m)), None)
        if m is None or self.r.segment(start) != self.r.segment(place(s).start):
            return None
        if not pronoun and not _shared(name, self.r.outer_text(k), 0.5):
            return None
        self.root[s.id] = m.why
        return When(m.edtf, "context", None, f"the speaker is named just above: {m.why}")

    def _narrative(self, n: int, s: Statement) -> When | None:
        """25日，发言人答记者问。发言人强调: a sentence just above tells of the occasion, or names the speaker, with its day."""
        here = self.r.sentence(place(s).start)
        for m in self._days_above(s):
            k = self.r.sentence(m.start)
            why = self._joins(s, k, here - k)
            if why is not None:
                self.root[s.id] = m.why
                return When(m.edtf, "context", None, f"{why}: {m.why}")
        return None

    def _days_above(self, s: Statement) -> Iterator[Mention]:
        """Single days of late that sentences above name outside contents, nearest sentence first, one a sentence."""
        at = place(s).start
        here, part = self.r.sentence(at), self.r.segment(at)
        for k in range(here - 1, max(-1, here - 1 - REACH), -1):
            start, end = self.r.sentences[k]
            if self.r.segment(start) != part:
                return
            day = next((m for m in self.r.between(start, end) if self.r.tells_day(m)), None)
            if day is not None:
                yield day

    def _joins(self, s: Statement, k: int, far: int) -> str | None:
        """Why a dated sentence above is where a statement was made; None where nothing says so."""
        w, text, spoken = self.r.words, self.r.outer_text(k), self.r.spoken(k)
        source = "" if s.source is None else s.source.text.casefold()
        name = self.speakers.form[s.id].casefold()
        held = [x for x in w.occasions if x in text]
        mine = source + " " + (s.occasion.text.casefold() if s.occasion is not None else "")
        noun = next((x for x in held if x in mine), None)
        if noun is not None:
            return f"the {noun} above"
        if held and self._beside(s):
            return f"the {held[0]} above"
        telling = held or [x for x in w.tellings if x in text]
        if telling and far <= (4 if held else 2) and (source in w.pronouns or any(x in source for x in w.groups)):
            return f"{telling[0]} above"
        if spoken:
            return f"{name}, with the {held[0]} above" if held and _shared(name, text, 0.7) else None
        if telling and far <= 3:
            return f"{telling[0]} above"
        return f"{name} is named above" if name and far <= 3 and _shared(name, text, 0.5) else None

    def _beside(self, s: Statement) -> bool:
        """Whether the words with the cue put a statement beside the one before it: 会上, "who spoke after him"."""
        at = place(s)
        start, end = self.r.sentences[self.r.sentence(at.start)]
        start, end = max(start, at.start - LONG // 10), min(end, at.end + LONG // 10)
        return any(not self.r.inside(start + m.start()) for m in re.finditer(self.r.words.beside, self.r.report.text[start:end]))

    def _answer(self, n: int, s: Statement, step: int = -1) -> When | None:
        """A question and its answer are of one day."""
        t = next(self._near(n, step), None)
        if t is None or t.id not in self.when or abs(self.r.sentence(place(s).start) - self.r.sentence(place(t).start)) > 1:
            return None
        pair = (s.kind == "question" or s.act == "asks") != (t.kind == "question" or t.act == "asks")
        if step > 0 and "\n" in self.r.report.text[place(s).start : place(t).start]:
            return None
        return self._from(s, t, "context", "question and answer") if pair else None

    def _side_by_side(self, n: int, s: Statement) -> When | None:
        """会上, "who spoke after him": of the day of the statement before."""
        if not self._beside(s):
            return None
        here = self.r.sentence(place(s).start)
        t = next((t for t in self._near(n, -1) if self.r.sentence(place(t).start) < here), None)
        return self._from(s, t, "context", "said beside the statement before") if t is not None and t.id in self.when else None

    def _headline(self, n: int, s: Statement) -> When | None:
        """A headline was said when the sentence below that it sums up was."""
        if not self.r.heads_line(s):
            return None
        mine = grams(" ".join(c.text for c in s.content))
        best: tuple[float, Statement] | None = None
        for t in itertools.islice(self._near(n, 1), 8):
            share = len(mine & grams(" ".join(c.text for c in t.content))) / max(1, len(mine))
            if s.source is not None and t.source is not None:
                share += 0.5 * (s.source.text in t.source.text or _shared(s.source.text, t.source.text, 0.5))
            if share >= 0.25 and (best is None or share > best[0] + 0.1):
                best = share, t
        return self._from(s, best[1], "context", "the headline of what is said below") if best else None


def _any_of(texts: set[str]) -> re.Pattern[str] | None:
    """A pattern of some words, the longest first; None where there are none. A date in a source span is no part of a name."""
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True)))) if texts and len(texts) < 1000 else None


def _shared(name: str, text: str, share: float = 0.3) -> bool:
    mine = grams(name)
    return bool(mine) and len(mine & grams(text)) >= share * len(mine)


@lru_cache(maxsize=1 << 14)
def grams(text: str) -> frozenset[str]:
    """What a text is compared by: pairs of characters in Chinese and Korean runs, the first five letters of other words."""
    out = {w[:5] for w in re.findall(r"[^\W\d_\u3400-\u9fff\uac00-\ud7a3]{3,}|\d+", text.casefold())}
    for run in re.findall(r"[\u3400-\u9fff\uac00-\ud7a3]{2,}", text):
        out |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(out)


class Speakers:
    """Who says what, as far as it can be told from names and sources: a pronoun is the speaker before it."""

    def __init__(self, order: list[Statement], w: SayingWords, dates: re.Pattern[str] | None) -> None:
        self.form: dict[str, str] = {}
        seen: list[str] = []
        for s in order:
            text = s.speaker.name if s.speaker is not None and s.speaker.name else s.source.text if s.source is not None else ""
            text = text if dates is None else dates.sub("", text).strip()
            last = seen[-1] if seen else ""
            if not text and s.cue:
                text = ""
            elif not text or text.casefold() in w.pronouns:
                text = last
            elif s.kind != "document" and re.match(w.pointing, text):
                text = next((x for x in reversed(seen[-BACK:]) if same_name(text, x)), last or text)
            self.form[s.id] = text
            if s.parent is None and text:
                seen.append(text)

    def same(self, a: Statement, b: Statement) -> bool:
        """Whether two statements have one speaker: one name, one inside the other, or a body and who speaks for it."""
        if same_name(self.form[a.id], self.form[b.id]):
            return True
        x, y = ("" if s.source is None else s.source.text for s in (a, b))
        if CJK.search(x + y):
            return min(len(_norm(x)), len(_norm(y))) >= 4 and same_name(x, y)
        return min(len(stems(x)), len(stems(y))) >= 2 and same_name(x, y)


@lru_cache(maxsize=1 << 14)
def same_name(a: str, b: str) -> bool:
    """Whether one name or description is the other, or a part of it: Oriel, Foreign Minister Tomas Oriel."""
    x, y = sorted((_norm(a), _norm(b)), key=len)
    if not x or x == y:
        return bool(x)
    if " " in a.strip() or " " in b.strip() or x.isascii():
        p, q = sorted((stems(a), stems(b)), key=len)
        return bool(p) and p <= q
    return len(x) >= 2 and (x in y or (len(x) >= 5 and _shared(x, y, 0.7)))


def stems(text: str) -> frozenset[str]:
    """The words of a text by their first five letters, short ones left out."""
    return frozenset(w[:5] for w in re.findall(r"\w+", text.casefold()) if len(w) > 2 and w != "the")


def _norm(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
