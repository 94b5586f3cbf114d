"""Who may be who in an English report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Self

from reportedly.naming.cast import Character
from reportedly.naming.mentions import find_names
from reportedly.naming.phrase import Found, Phrase
from reportedly.naming.spaced import BRACKET, POSSESSIVE, SpacedReader, Token, tokens

ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
CAPITAL = re.compile(r"[A-Z][\w'’]*")


class English(SpacedReader):
    """Reads source phrases, and matches them to a cast."""

    @cached_property
    def starters(self) -> frozenset[str]:
        """Words that are capitalised only where a sentence begins with them."""
        return frozenset(self.words.starters.split())

    def at_home(self, text: str) -> Self:
        """The same reader: nothing is learnt from one text."""
        return self

    def calls(self, name: str) -> tuple[str, ...]:
        """Keys of the family name, with and without its particles, and of the given name."""
        return tuple(dict.fromkeys(self.key(n) for n in self.short_forms(name)))

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a person's name: the family name first."""
        parts = [t.text for t in tokens(BRACKET.sub(" ", name))]
        if len(parts) < 2:
            return []
        at = next((i for i in range(1, len(parts) - 1) if parts[i].lower() in self.particles), len(parts) - 1)
        tails = [" ".join(parts[n:]) for n in range(1, len(parts)) if parts[n].lower() in self.particles or n == len(parts) - 1]
        return [*tails, *(parts[:1] if at and len(parts[0]) > 2 else [])]

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is the initials of the other, or some of its words in order, its last among them."""
        a = [self.stem(t.text) for t in tokens(short)]
        full = [t.text for t in tokens(BRACKET.sub(" ", long))]
        b = [self.stem(t) for t in full]
        if len(a) == 1 and short.isupper() and len(short) > 1:
            initials = "".join(w[0] for w in full if w[0].isupper())
            return short.rstrip(".").replace(".", "") in (initials, initials[-len(short) :])
        if not a or len(a) >= len(b):
            return False
        rest = iter(b)
        return all(w in rest for w in a) and (a[-1] == b[-1] or a[0] == b[0])

    # --- what running text introduces ---

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Persons with a title or a known given name, and bodies by their full names."""
        toks = tokens(text)
        lone = Counter(t.text for t in toks if t.text[0].isupper())
        out: list[Found] = []
        for a, b in self._runs(toks):
            out += self._introduced_run(text, toks, a, b, lone)
        return sorted(out + self._bodies_in(text, toks), key=lambda f: f.start)

    def _introduced_run(self, text: str, toks: list[Token], a: int, b: int, lone: Counter[str]) -> list[Found]:
        while a < b and toks[a].text.lower() in self.starters:
            a += 1
        before = self._before(toks, a) if a < b else None
        titled = before is not None and self.is_title(before) and not self.is_plural(before)
        given = next((i for i in range(a, b) if self.stem(toks[i].text) in self.male | self.female), None)
        if not titled and given is not None:
            a = given
        run = toks[a:b]
        known = (
            titled
            or (given is not None and len(run) > 1)
            or self._apposition(text, toks, a, b)
            or self._subject(toks, a, b, lone)
        )
        if not run or not known or len(run) > 7 or any(self.is_thing(t) for t in run):
            return []
        if len(run) == 1 and not (titled and before is not None and before.text[0].isupper()):
            return []
        words = self.nominal(text[run[0].start : run[-1].end], text)
        head = self.stem(before.text) if titled and before else ""
        office = self._office_before(text, toks, a) if titled else None
        return [
            Found(
                run[0].start,
                run[-1].end,
                Phrase(words, "person", words, office=office, head=head, gender=self.gender(run, before)),
            )
        ]

    def _apposition(self, text: str, toks: list[Token], a: int, b: int) -> bool:
        """Whether a comma sets an office, an age or a clause off: The governor, Arkad Velm, / Ann Roe, 61, / …, who."""
        if not 2 <= b - a <= 4 or any(t.text.lower() in self.things for t in toks[a:b]):
            return False
        after = text[toks[b - 1].end : toks[b - 1].end + 12]
        if re.match(r",\s+(?:\d{2},|who\b|whose\b|the\b|an?\b)", after):
            return True
        comma = text[max(0, toks[a].start - 2) : toks[a].start] == ", "
        return comma and a > 0 and self.is_title(toks[a - 1]) and not self.is_plural(toks[a - 1]) and after.startswith(",")

    def _subject(self, toks: list[Token], a: int, b: int, lone: Counter[str]) -> bool:
        """Whether a pair of capitalised words begins a sentence or comes back by its last word alone, as people do."""
        run = toks[a:b]
        if len(run) != 2 or any(t.text.lower() in self.things or t.text.lower() in self.starters for t in run):
            return False
        if a and toks[a].joined and toks[a - 1].text.lower() in ("the", "of", "in", "at", "for", "from", "near"):
            return False
        return lone[run[1].text] > lone[run[0].text] and lone[run[0].text] <= 2

    @cached_property
    def things(self) -> frozenset[str]:
        """Words that make a pair of capitalised words a place or a thing."""
        return frozenset(self.words.not_person.split())

    def _office_before(self, text: str, toks: list[Token], a: int) -> str | None:
        """The capitalised words and titles just before a name."""
        start = a
        while (
            start
            and toks[start].joined
            and (self.is_title(toks[start - 1]) or toks[start - 1].text[0].isupper())
            and a - start < 6
        ):
            start -= 1
        return text[toks[start].start : toks[a].start].strip() or None

    def _bodies_in(self, text: str, toks: list[Token]) -> list[Found]:
        """Capitalised runs that hold the word for a kind of body: Iran's Health Ministry, Office of Sea Safety (OSS)."""
        out, at = [], 0
        while at < len(toks):
            end = at
            while (
                end < len(toks)
                and end - at < 10
                and (end == at or toks[end].joined)
                and (
                    toks[end].text[0].isupper()
                    and toks[end].text.lower() not in self.starters
                    or (end > at and toks[end].text in ("of", "for", "and"))
                )
            ):
                end += 1
            while end > at and toks[end - 1].text in ("of", "for", "and"):
                end -= 1
            if end - at > 1 and any(self.stem(t.text) in self.bodies for t in toks[at:end]) and not self.is_title(toks[end - 1]):
                a, b = toks[at].start, toks[end - 1].end
                short = ABBREVIATED.match(text, b + 1)
                words = self.nominal(text[a:b], text)
                head = next(self.stem(t.text) for t in reversed(toks[at:end]) if self.stem(t.text) in self.bodies)
                out.append(Found(a, b, Phrase(words, "body", words, head=head, aliases=(short[1],) if short else ())))
            at = max(end, at + 1)
        return out + self._bodies_after(text, toks) + self._small_bodies(text, toks)

    def _small_bodies(self, text: str, toks: list[Token]) -> list[Found]:
        """Bodies in small letters after an article: the transport ministry."""
        out = []
        for i, token in enumerate(toks):
            start = i
            while i - start < 3 and start and toks[start].joined and toks[start - 1].text.lower() not in ("the", "a", "an"):
                start -= 1
            led = start < i and start > 0 and toks[start].joined and toks[start - 1].text.lower() == "the"
            if led and token.text.islower() and self.stem(token.text) in self.authorities:
                words = text[toks[start].start : token.end]
                out.append(Found(toks[start].start, token.end, Phrase(words, "body", words, head=self.stem(token.text))))
        return out

    def _bodies_after(self, text: str, toks: list[Token]) -> list[Found]:
        """A company named after what it is: the ferry operator Lakeways."""
        out = []
        for i in range(1, len(toks)):
            before, token = toks[i - 1], toks[i]
            if token.joined and self.is_name(token) and before.text.islower() and self.stem(before.text) in self.companies:
                name = POSSESSIVE.sub("", token.text)
                out.append(Found(token.start, token.start + len(name), Phrase(name, "body", name, head=self.stem(before.text))))
        return out

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand, as whole words."""
        return find_names(text, names, left=True, right=True)

    def units(self, text: str) -> frozenset[str]:
        """The first five letters of the longer words."""
        return frozenset(t.text.lower()[:5] for t in tokens(text) if len(t.text) > 3)

    # --- which phrases point where ---

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: the ministry, the company."""
        toks = tokens(phrase.words)
        return len(toks) == 1 and self.stem(toks[0].text) in self.general_bodies

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether "the ministry" can mean this body."""
        noun = self.stem(phrase.words)
        if noun in self.companies:
            return one.sort == "body" and not any(w in self.authorities for w in self.key(one.name).split())
        if noun in self.any_body:
            return one.sort == "body"
        return any(noun in self.key(n).split() for n in one.names or (one.name,))

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: the statement."""
        toks = tokens(phrase.words)
        return len(toks) == 1 and phrase.head in self.papers and phrase.head not in self.laws and not self.is_data(phrase.head)

    def is_data(self, head: str) -> bool:
        """Whether a paper is figures, which may be anyone's."""
        return head in self.data

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: the treaty."""
        return phrase.head in self.laws and len(tokens(phrase.words)) == 1

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out."""
        return phrase.head in self.outlet_papers

    def issuer(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: the last to speak put the paper out."""
        return None

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """No search: laws are matched among the sources."""
        return None

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """No search: capitals and titles already give the full forms."""
        return None

    def speaks_for(self, office: str) -> str | None:
        """The body of a spokesperson's office: spokesman for the ministry, foreign ministry spokeswoman."""
        toks = tokens(office)
        at = next((i for i, t in enumerate(toks) if self.stem(t.text) in self.spokes), None)
        if at is None:
            return None
        after = toks[at + 2 :] if at + 1 < len(toks) and toks[at + 1].text.lower() in ("for", "of") else []
        after = after[1:] if after and after[0].text.lower() == "the" else after
        found = after or toks[:at]
        words = office[found[0].start : found[-1].end] if found else ""
        return POSSESSIVE.sub("", words) or None

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: none here."""
        return None

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name."""
        if not phrase.head or phrase.plural:
            return False
        offices = " ".join([*(o for _, o in one.offices), *one.heads, one.name if one.sort != "person" else ""])
        words = {self.stem(t.text) for t in tokens(offices)}
        if phrase.head not in words or (phrase.fresh and not phrase.definite):
            return False
        mine = {self.stem(w)[:4] for w in CAPITAL.findall(phrase.words) if not self.is_title(Token(w, 0, 0, False))}
        theirs = {self.stem(w)[:4] for w in CAPITAL.findall(offices) if not self.is_title(Token(w, 0, 0, False))}
        return not mine or not theirs or bool(mine & theirs)

    def points_back(self, phrase: Phrase) -> bool:
        """Whether the words point at a person met: the official, the Trump supporter."""
        return phrase.definite and not phrase.plural and (phrase.sort == "role" or phrase.head in self.titles)

    def authors(self, phrase: Phrase) -> bool:
        """Whether the words are the authors of a paper named before: not told here."""
        return False

    def bare_plural(self, phrase: Phrase) -> bool:
        """Whether the words are only the people's noun and may mean those named before: the officials."""
        return phrase.definite and len(tokens(phrase.words)) == 1

    def telegraphic(self, phrase: Phrase) -> bool:
        """English names no side so shortly that only a headline could."""
        return False

    def sideways(self, phrase: Phrase) -> bool:
        """Whether the words name a side rather than a speaker."""
        return False

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
        theirs = {
            self.stem(t.text)[:4]
            for t in tokens(" ".join([other.words, one.name if one.sort == "body" else "", *(o for _, o in one.offices)]))
        }
        mine = tokens(phrase.words)
        if other.words == phrase.words:
            return False
        if phrase.sort in ("role", "unnamed"):
            return other.sort in ("person", "role", "unnamed") and (
                phrase.head[:4] in theirs or (phrase.plural and phrase.head[:-1][:4] in theirs)
            )
        names = [self.stem(t.text)[:4] for t in mine if t.text[0].isupper()]
        return other.sort != "outlet" and bool(names) and all(n in theirs for n in names)
