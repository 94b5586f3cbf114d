"""What running Chinese text introduces: titled names, foreign names, bodies by country, outlets, a report's own countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import Self

from reportedly.naming.chinese import ARTICLE, STOPS, ChineseReader
from reportedly.naming.mentions import count_pieces, find_names, longest
from reportedly.naming.phrase import Found, Phrase

HAN = "[\u4e00-\u9fff]"
INSIDE = re.compile(r"[（(]([^（）()\s]{2,14})[)）]")
ACRONYM = re.compile(r"[A-Z][A-Za-z-]{1,9}")
RUN = re.compile(r"[\u4e00-\u9fffA-Za-z·]+$")
FOLLOWS = re.compile(r"[，、。（(\s\d在说称对将表介当今昨向透指认为宣强出主率赴会于也还就]")
SENTENCE = re.compile(r"[^。！？!?\n]+")
NOT_IN_BODIES = "的在对将和与为是了说称由从向于到被把让使给及"
BODY_RUN = re.compile(f"的?(?:(?![{NOT_IN_BODIES}]){HAN}){{2,14}}")
BOOKS = re.compile(r"《([^《》]{2,40}?)(?:（[^（）]{1,12}）)?》")
REPORTED = re.compile(
    r"据([^，。；：“”\s]{2,20}?)(?:当地时间)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:(?:援引|引述|引用)[^，。]{2,20}?)?(?:报道|报导|消息)"
)
VERBS = "(?<!参加)(?<!召开)(?<!举行)(?<!出席)(?<!贯彻)(?<!主持)(?<!落实)(?<!开展)(?<!组织)(?<!通过)(?<!传达)"
NAMED_RUN = re.compile(
    f"(?:{VERBS}(?<!的)(?![{NOT_IN_BODIES}]){HAN}|[A-Za-z·\\d]|（[A-Za-z]{{2,8}}）|\\([A-Za-z]{{2,8}}\\)){{1,40}}{VERBS}$"
)
OFFICE_STARTS = re.compile("[日天在对与了说称由从向据晚]")
MOST_BODIES = 80
"""How many short names of bodies are looked up in the text: keeps a long report linear."""
MOST_PLACES = 300
"""How many runs before what only a state has are weighed as countries."""
GAP = 4
"""How many characters a long name may have between two of its short form."""


class ChineseText(ChineseReader):
    """Reads source phrases, and finds what running text introduces."""

    def at_home(self, text: str) -> Self:
        """The same reader, knowing the countries that this text names before what only a state has."""
        folded = self.fold(text)
        parts = {part for m in self._dotted_pattern.finditer(folded) for part in self.dots.split(m[0])[1:]}
        runs = [*dict.fromkeys(m[1] for m in self._state_pattern.finditer(folded))][:MOST_PLACES]
        places = {
            run
            for run in self._tails(runs, folded)
            if run not in parts and not self.place_form(run) and not self._titled_run(run, folded)
        }
        for m in self._held_pattern.finditer(folded):
            if self._dotted_pattern.match(folded, m.end()) and not self.place_form(m[1]):
                places.add(m[1])
        reader = copy(self)
        reader.own_places = frozenset(places)
        reader.books = [*BOOKS.finditer(folded)]
        return reader

    books: list[re.Match[str]] = []
    """The titles in 《》 of the text that the reader is at home in."""

    def _tails(self, runs: list[str], folded: str) -> dict[str, None]:
        """Each run, or its end where that alone comes more often: a character before it belongs to another word (油|库科萨兰)."""
        ends = {run: [run[n:] for n in range(len(run) - 1)] for run in runs}
        counts = count_pieces(folded, (e for some in ends.values() for e in some))
        return dict.fromkeys(max(some, key=lambda e: (counts[e], len(e))) if len(run) > 3 else run for run, some in ends.items())

    def _titled_run(self, run: str, folded: str) -> bool:
        """Whether a title stands before a run of foreign spelling, as it does before a person's name."""
        at, seen = folded.find(run), 0
        while at >= 0 and seen < 20:
            if longest(self.titles, folded, at):
                return True
            at, seen = folded.find(run, at + 1), seen + 1
        return False

    @cached_property
    def _letters(self) -> str:
        return "".join(sorted(c for c in self.spelling if "\u4e00" <= c <= "\u9fff"))

    @cached_property
    def _dotted_pattern(self) -> re.Pattern[str]:
        dots = re.escape(self.words.dots)
        return re.compile(f"[{self._letters}]{{1,8}}(?:[{dots}][{self._letters}]{{1,8}}){{1,4}}")

    @cached_property
    def _state_pattern(self) -> re.Pattern[str]:
        return self._before_word(f"国?(?:{_either(self.words.state)})")

    @cached_property
    def _held_pattern(self) -> re.Pattern[str]:
        return self._before_word(f"(?:{_either(self.words.heads_of_state)})")

    def _before_word(self, word: str) -> re.Pattern[str]:
        return re.compile(f"(?<![{self._letters}{re.escape(self.words.dots)}])([{self._letters}]{{2,6}}?){word}")

    @cached_property
    def _title_pattern(self) -> re.Pattern[str]:
        return re.compile(_either(" ".join(self.titles)))

    # --- persons ---

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Named persons, spokespersons, bodies and outlets, in order; `bodies` are short names whose full forms to look for."""
        folded = self.fold(text)
        found = [*self._titled(text, folded), *self._dotted(text, folded), *self._spokes(text, folded)]
        found += [*self._bracketed(text, folded), *self._placed_bodies(text, folded), *self._reporting(text, folded)]
        found += self._full_bodies(text, folded, dict.fromkeys(bodies))
        return sorted(found, key=lambda f: f.start)

    def _titled(self, text: str, folded: str) -> Iterator[Found]:
        runs = [(m.end(), m[0], self._candidates(folded, m.end())) for m in self._title_pattern.finditer(folded)]
        counts = count_pieces(folded, (c for _, _, some in runs for c in some))
        for at, title, some in runs:
            size = self._size(folded, at, some, counts)
            if size and not title.endswith(("记者", "编辑", "作者")):
                name, office = text[at : at + size], self._office_left(folded, at)
                phrase = Phrase(name, "person", name, office=office, head=title, gender=self.gender_of(title))
                yield Found(at, at + size, phrase)

    def _office_left(self, folded: str, at: int) -> str | None:
        """The words of an office before a name, back to what cannot stand in one."""
        run = RUN.search(folded[max(0, at - 30) : at])
        return OFFICE_STARTS.split(run[0])[-1] if run else None

    def _candidates(self, folded: str, at: int) -> list[str]:
        """What may be the name that begins here, longest first."""
        end = at
        while end < len(folded) and end - at < 24 and folded[end] in self.spelling:
            end += 1
        run = folded[at:end].strip("“”-－—" + self.words.dots)
        if not folded.startswith(run, at):
            return []
        if self.dots.search(run):
            return [run]
        some = [run[:n] for n in range(min(len(run), 8), 1, -1)]
        some += [folded[at : at + n] for n in (3, 2) if self.nickname(folded[at : at + n], 0, folded[at : at + n])]
        if folded[at : at + 1] in self.surnames or folded[at : at + 2] in self.compound:
            some += [folded[at : at + n] for n in ((5, 4, 3) if folded[at : at + 2] in self.compound else (3, 2))]
        return [s for s in dict.fromkeys(some) if len(s) > 1 and (len(s) < 3 or s[-1] not in self.not_last) and self._possible(s)]

    def _possible(self, name: str) -> bool:
        return not STOPS.search(name) and name not in self.words.place_of and not longest(self.unnamed, name, len(name))

    def _size(self, folded: str, at: int, some: list[str], counts: Counter[str]) -> int:
        """How long the name is that begins here: one that comes back, one that a verb or mark follows, or of Chinese shape."""
        if some and self.dots.search(some[0]):
            return len(some[0])
        for name in some:
            goes_on = folded[at + 2 : at + 3] in self.spelling
            loose = len(name) == 2 and name[0] not in self.surnames and (goes_on or not self._common(name))
            if counts[name] > 1 and not loose and counts[name] * 2 > counts[name[:-1]]:
                return len(name)
        chinese = [
            n for n in some if (n[0] in self.surnames and len(n) == 3) or n[:2] in self.compound or n[-1] in self.nicknames
        ]
        sure = [n for n in some if len(n) > 2 and self._ends_name(folded, at + len(n), n)] or chinese
        return len(sure[0]) if sure else 0

    def _ends_name(self, folded: str, at: int, name: str) -> bool:
        """Whether a name ends here: before a mark, a verb or adverb, or where foreign spelling ends."""
        following = folded[at : at + 1] or "。"
        foreign = all(c in self.spelling for c in name)
        return bool(FOLLOWS.match(following)) or (foreign and (following not in self.spelling or following in self.not_last))

    def _common(self, name: str) -> bool:
        """Whether both characters are among those that foreign names are mostly spelt with."""
        return all(c in self._commonest for c in name)

    @cached_property
    def _commonest(self) -> frozenset[str]:
        return frozenset(self.words.spelling.replace("\n", "")[:260])

    def _dotted(self, text: str, folded: str) -> Iterator[Found]:
        """Foreign names told by the dot alone, without a title or country that runs into them: 汉尼斯·维克."""
        for m in self._dotted_pattern.finditer(folded):
            start, first = m.start(), self.dots.split(m[0])[0]
            for cut in range(len(first) - 1, 0, -1):
                if longest(self.titles, folded, start + cut) or (cut > 1 and self.place_form(first[:cut]) == first[:cut]):
                    start += cut
                    break
            name = text[start : m.end()]
            yield Found(start, m.end(), Phrase(name, "person", name))

    def _spokes(self, text: str, folded: str) -> Iterator[Found]:
        """A spokesperson who is named by the body alone: 某国外交部发言人."""
        for m in re.finditer(_either(self.words.spokes), folded):
            run = RUN.search(folded[max(0, m.start() - 24) : m.start()])
            front = re.split("[，。日当天近对针]", run[0])[-1] if run else ""
            if len(front) > 2 and longest(self.bodies, front, len(front)):
                start = m.start() - len(front)
                words = text[start : m.end()]
                yield Found(start, m.end(), Phrase(words, "role", words, head=m[0], owner=words[: len(front)]))

    # --- bodies ---

    def _placed_bodies(self, text: str, folded: str) -> Iterator[Found]:
        """Bodies whose name begins with a country: 某国海岸警卫队, 某国的国家航天局."""
        forms = [p for p in {*self.words.place_of, *self.own_places} if len(p) > 1 and p in folded]
        for m in re.finditer(_either(" ".join(forms)), folded) if forms else ():
            run = BODY_RUN.match(folded, m.end())
            for end in range(run.end() if run else 0, m.end() + 1, -1):
                word = longest(self.bodies, folded, end)
                if len(word) > 1 and not self.runs_over(folded, end) and not self._verbal(folded[m.end() : end]):
                    words = text[m.start() : end]
                    yield Found(m.start(), end, Phrase(words, "body", words, head=word, place=self.place(m[0])))
                    break

    def _verbal(self, words: str) -> bool:
        """Whether a verb or a title stands inside these words."""
        inside = words[:-2]
        titled = any(longest(self.titles, inside, n) for n in range(2, len(inside) + 1))
        return titled or any(words[i : i + 2] in self.nonames for i in range(len(words) - 1))

    def _reporting(self, text: str, folded: str) -> Iterator[Found]:
        """Outlets that the text goes by: 据某某社26日报道."""
        for m in REPORTED.finditer(folded):
            name = self.trim(text[m.start(1) : m.end(1)])
            phrase = self.one(name)
            if phrase.sort == "outlet" and len(name) > 1 and "引" not in name:
                yield Found(m.start(1), m.start(1) + len(name), phrase)

    def _bracketed(self, text: str, folded: str) -> Iterator[Found]:
        """Bodies with an abbreviation in brackets: 世界卫生组织（世卫组织）."""
        seen = Counter(m[1] for m in INSIDE.finditer(folded))
        again = count_pieces(folded, seen)
        for m in INSIDE.finditer(folded):
            run = RUN.search(folded[max(0, m.start() - 24) : m.start()])
            if not run or not longest(self.bodies | self.outlets, run[0], len(run[0])):
                continue
            start = self._body_start(run[0], m[1], twice=again[m[1]] > 1)
            if start is not None:
                a = m.start() - len(run[0]) + start
                short = text[m.start(1) : m.end(1)]
                yield Found(
                    a, m.end(), Phrase(text[a : m.end()], "body", text[a : m.end()], aliases=(text[a : m.start()], short))
                )

    def _body_start(self, run: str, inside: str, *, twice: bool) -> int | None:
        """Where in the run the long name begins that the bracket abbreviates."""
        for at in range(len(run) - 2, -1, -1):
            if run[at] == inside[0] and self.shortens(inside, run[at:]):
                return at
        if not ACRONYM.fullmatch(inside) and not twice:
            return None
        return next(
            (at for at in range(len(run)) if len(self.place_form(run[at:])) > 1 or run[at:].startswith(self.worldwide)), None
        )

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other: its end, or its characters in order from the first on."""
        a, b = self.key(short), self.key(re.sub(r"[（(].*?[)）]", "", long))
        if len(a) > 2 and not a.endswith(("警方", "检方", "军方", "官方", "资方")):
            a = a.removesuffix("方面").removesuffix("方")
        if not 2 <= len(a) < len(b):
            return False
        if b.endswith(a):
            return True
        form = self.place_form(b)
        if len(form) > 1 and a[0] != b[0] and len(b) > len(form) + 2:
            b = b[len(form) :]
        place = self.words.place_of.get(a[0])
        if a[0] != b[0] or (len(a) < 4 and place and not b.startswith(place)):
            return False
        return within(a, b) and a[-1] in b[-4:]

    def _full_bodies(self, text: str, folded: str, bodies: dict[str, None]) -> Iterator[Found]:
        """The long form, anywhere in the text, of a body that a source names short: 欧洲央行, 德工业联合会."""
        for name in [b for b in bodies if 2 <= len(b) <= 9][:MOST_BODIES]:
            short = self.fold(name)
            for head, rest in self._stretched(short):
                found = _stretch(folded, head, rest)
                if found and found[1] - found[0] <= 3 * len(name) and self.shortens(name, folded[found[0] : found[1]]):
                    words = text[found[0] : found[1]]
                    yield Found(*found, Phrase(words, "body", words, aliases=(name,)))
                    break

    def _stretched(self, name: str) -> list[tuple[str, str]]:
        """How the longer forms of a short name may begin, and the characters that must follow in order."""
        place = self.words.place_of.get(name[0])
        if place and name.startswith(place):
            return [(place, name[len(place) :])] if len(name) > len(place) + 1 else []
        out = [(place, name[1:])] if place and place[0] == name[0] else []
        return [*out, (name[0], name[1:])] if len(name) > 3 else out

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """The full form of a body's bare noun, not far before it in the text: …国际会议26日举行，会议承诺."""
        noun = self.pointed(phrase)
        start = max(0, at - 400)
        left = self.fold(text[start:at])
        end = len(left)
        for _ in range(6 if noun in self.gathered else 0):
            end = left.rfind(noun, 0, end)
            run = NAMED_RUN.search(left, max(0, end - 40), end) if end > 0 else None
            if run and len(run[0]) > 3:
                return start + run.start(), text[start + run.start() : start + end + len(noun)]
        return None

    # --- papers ---

    def issuer(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """Where and who put the paper out, by the sentences just before: 某厅26日发布预警。预警指出."""
        start = max(0, at - 240)
        left = self.fold(text[start:at])
        for m in reversed([*SENTENCE.finditer(left)][-3:]):
            noun = m[0].rfind(phrase.head[:2])
            noun = len(m[0]) if noun < 0 else noun
            verb = max(m[0].rfind(v, 0, max(0, noun)) for v in self.words.issues.split())
            subject = self._subject(text[start + m.start() : start + m.start() + verb]) if noun > verb > 1 else None
            if subject:
                return start + m.start(), subject
        return None

    def _subject(self, words: str) -> str | None:
        """The body or person that a clause begins with."""
        for clause in reversed(re.split(r"[，,、\s]", words)):
            trimmed = self.trim(re.split("[在于就以]", clause, maxsplit=1)[0]) if clause else ""
            phrase = self.one(trimmed) if trimmed else None
            if phrase is None or self.general(phrase):
                continue
            if phrase.sort in ("body", "outlet", "place") or (phrase.sort in ("person", "unnamed") and self._plain(trimmed)):
                return trimmed
        return None

    def _plain(self, words: str) -> bool:
        """Whether words without a known ending can be a body's or a person's name: short, no verb, no number."""
        if not 2 < len(words) < 8 or re.search(r"\d", words) or words.endswith(self.plural):
            return False
        return not STOPS.search(words) and not self._verbal(words)

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """The full title of a law that is named by a short one or by an article alone: 《条例》, 第二条, 该协定."""
        folded = self.fold(phrase.words)
        article = ARTICLE.search(folded)
        noun = "" if folded.startswith("第") else self.pointed(phrase)
        noun = (noun[: article.start() - len(folded)] if article and noun else noun).strip("《》")
        if len(noun) > 3 or (noun and noun not in self.laws) or (not noun and not article):
            return None
        books = [
            m
            for m in self.books
            if len(m[1]) > len(noun) and (m[1].endswith(noun) if noun else longest(self.laws, m[1], len(m[1])))
        ]
        book = next((m for m in reversed(books) if m.start() < at), books[0] if books else None)
        return text[book.start() : book.end()] + (phrase.words[article.start() :] if article else "") if book else None

    # --- the text ---

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand."""
        return find_names(text, names, left=False, right=False)

    def units(self, text: str) -> frozenset[str]:
        """Pairs of characters."""
        key = self.key(text)
        return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def within(short: str, long: str) -> bool:
    """Whether the characters of the one stand in the other, in order."""
    rest = iter(long)
    return all(c in rest for c in short)


def _either(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


def _stretch(text: str, head: str, rest: str) -> tuple[int, int] | None:
    """The first place where `head` stands and the characters of `rest` follow in order, few others between; longer than both."""
    start = text.find(head)
    while start >= 0:
        end = _follow(text, start + len(head), rest)
        if end is not None and end - start > len(head) + len(rest):
            return start, end
        start = text.find(head, start + 1)
    return None


def _follow(text: str, at: int, rest: str) -> int | None:
    for c in rest:
        found = text.find(c, at, at + GAP + 1)
        if found < 0 or re.search("[^\u4e00-\u9fff]|[的在是对等说称表]", text[at:found]):
            return None
        at = found + 1
    return at
