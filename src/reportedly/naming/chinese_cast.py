"""Who may be who in a Chinese report: parts of names, short forms of bodies, words that point back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from copy import copy
from functools import cached_property
from itertools import islice

from reportedly.naming.cast import Character
from reportedly.naming.chinese import ARTICLE, STOPS, ChineseReader, gender_of, longest
from reportedly.naming.mentions import count_pieces, find_names
from reportedly.naming.phrase import Found, Phrase

HAN = "[\u4e00-\u9fff]"
INSIDE = re.compile(r"[（(]([^（）()\s]{2,14})[)）]")
RUN = re.compile(r"[\u4e00-\u9fffA-Za-z·]+$")
FOLLOWS = re.compile(r"[，、。（(\s\d在说称对将表介当今昨向透指认为宣强出主率赴会于也还就]")
SENTENCE = re.compile(r"[^。！？!?\n]+")
BODY_RUN = re.compile(r"的?(?:(?![的在对将和与为是了说称由从向于到被把让使给及])[\u4e00-\u9fff]){2,14}")
GATHERED = frozenset("会议 大会 峰会 论坛 组织 机构 公司 集团 大学 学院 医院 银行 基金会 协会 联盟 委员会".split())
BOOKS = re.compile(r"《([^《》]{2,40}?)(?:（[^（）]{1,12}）)?》")
VERBS = "(?<!参加)(?<!召开)(?<!举行)(?<!出席)(?<!贯彻)(?<!主持)(?<!落实)(?<!开展)(?<!组织)(?<!通过)(?<!传达)"
NAMED_RUN = re.compile(
    f"(?:{VERBS}(?<!的)(?![的在对将和与为是了说称由从向于到被把让使给]){HAN}|[A-Za-z·\\d]|（[A-Za-z]{{2,8}}）|\\([A-Za-z]{{2,8}}\\))+{VERBS}$"
)
WORLDWIDE = ("国际", "世界", "全球", "联合国", "全国")
GENERAL_PAPERS = tuple("数据 统计 资料 研究 调查 文件 章程 材料 结果".split())
MOST_BODIES = 200
"""How many short names of bodies are looked up in the text: keeps a long report linear."""


class Chinese(ChineseReader):
    """Reads source phrases, and matches them to a cast."""

    def at_home(self, text: str) -> Chinese:
        """The same reader, knowing the countries that this text names before what only a state has."""
        folded = self.fold(text)
        places: set[str] = set()
        for m in self._state_pattern.finditer(folded):
            run = m[1]
            if run not in self.words.place_of and not self._personal(run, folded):
                places.add(run)
        for m in self._held_pattern.finditer(folded):
            if self._dotted_pattern.match(folded, m.end()) and not self.place_form(m[1]):
                places.add(m[1])
        reader = copy(self)
        reader.own_places = frozenset(places)
        return reader

    def _personal(self, run: str, folded: str) -> bool:
        """Whether a run of foreign spelling is a person's: after a dot, or after a title."""
        if self.place_form(run) or any(f"{dot}{run}" in folded for dot in self.words.dots):
            return True
        return any(longest(self.titles, folded, m.start()) for m in islice(re.finditer(re.escape(run), folded), 20))

    @cached_property
    def _held_pattern(self) -> re.Pattern[str]:
        letters = "".join(sorted(c for c in self.spelling if "\u4e00" <= c <= "\u9fff"))
        return re.compile(f"(?<![{letters}{re.escape(self.words.dots)}])([{letters}]{{2,6}}?)(?:总统|总理|首相|外长|防长|国王|外交部长|国防部长)")

    @cached_property
    def _state_pattern(self) -> re.Pattern[str]:
        letters = "".join(sorted(c for c in self.spelling if "\u4e00" <= c <= "\u9fff"))
        words = "|".join(sorted(self.words.state.split(), key=len, reverse=True))
        return re.compile(f"(?<![{letters}{re.escape(self.words.dots)}])([{letters}]{{2,6}}?)(?:国?)(?:{words})")

    def calls(self, name: str) -> tuple[str, ...]:
        """The parts of a foreign name, and a royal without the title; a Chinese name is not called by a part of it."""
        return tuple(dict.fromkeys(self.key(p) for p in self.short_forms(name)))

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a person's name: the last part first."""
        parts = [p for p in self.dots.split(name) if len(p) > 1]
        royal = longest(self.royal, self.fold(name), len(name))
        if royal and len(name) > len(royal) + 1:
            return [name[: -len(royal)]]
        return [*reversed(parts), *("·".join(parts[n:]) for n in range(1, len(parts) - 1))] if len(parts) > 1 else []

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other: its end, or its characters in order from the first on."""
        a, b = self.key(short), self.key(re.sub(r"[（(].*?[)）]", "", long))
        if len(a) > 2 and not a.endswith(("警方", "检方", "军方", "官方", "资方")):
            a = a.removesuffix("方面").removesuffix("方")
            if a in self.general_bodies:
                return False
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
        rest = iter(b)
        return all(c in rest for c in a) and a[-1] in b[-4:]

    # --- what running text introduces ---

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Titled names, spokespersons, bodies with an abbreviation in brackets, and the full forms of short bodies."""
        folded = self.fold(text)
        found = [*self._titled(text, folded), *self._dotted(text, folded), *self._spokes(text, folded), *self._bracketed(text, folded)]
        found += self._placed_bodies(text, folded)
        found += self._full_bodies(text, folded, dict.fromkeys(bodies))
        return sorted(found, key=lambda f: f.start)

    @cached_property
    def title_pattern(self) -> re.Pattern[str]:
        """Any title, the longest first."""
        return re.compile("|".join(sorted(map(re.escape, self.titles), key=len, reverse=True)))

    def _titled(self, text: str, folded: str) -> list[Found]:
        runs = [(m.end(), m[0], self._candidates(folded, m.end())) for m in self.title_pattern.finditer(folded)]
        counts = count_pieces(folded, (c for _, _, some in runs for c in some))
        out = []
        for at, title, some in runs:
            size = self._size(folded, at, some, counts)
            if size and not title.endswith(("记者", "编辑", "作者")):
                name = text[at : at + size]
                office = self._office_left(folded, at)
                out.append(Found(at, at + size, Phrase(name, "person", name, office=office, head=title, gender=gender_of(title))))
        return out

    def _common(self, name: str) -> bool:
        """Whether both characters are among those that foreign names are mostly spelt with."""
        return all(c in self._commonest for c in name)

    @cached_property
    def _commonest(self) -> frozenset[str]:
        return frozenset(self.words.spelling.replace("\n", "")[:260])

    def _office_left(self, folded: str, at: int) -> str | None:
        """The words of an office before a name, back to what cannot stand in one."""
        run = RUN.search(folded[max(0, at - 30) : at])
        return re.split("[日天在对与了说称由从向据晚]", run[0])[-1] if run else None

    def _candidates(self, folded: str, at: int) -> list[str]:
        """What may be the name that begins here, longest first."""
        end = at
        while end < len(folded) and end - at < 24 and folded[end] in self.spelling:
            end += 1
        run = folded[at:end].strip("“”-－—·•・．‧")
        if not folded.startswith(run, at):
            return []
        if self.dots.search(run):
            return [run]
        some = [run[:n] for n in range(min(len(run), 8), 1, -1)]
        some += [folded[at : at + n] for n in (3, 2) if self._nickname(folded[at : at + n], 0, folded[at : at + n])]
        if folded[at : at + 1] in self.surnames or folded[at : at + 2] in self.compound:
            some += [folded[at : at + n] for n in ((5, 4, 3) if folded[at : at + 2] in self.compound else (3, 2))]
        ends = self.bodies | self.titles | self.nonames | self.papers | self.outlets
        some = [s for s in some if len(s) > 1 and (len(s) < 3 or s[-1] not in self.not_last)]
        return [s for s in dict.fromkeys(some) if not STOPS.search(s) and s not in self.words.place_of and not longest(ends, s, len(s))]

    def _size(self, folded: str, at: int, some: list[str], counts: Counter[str]) -> int:
        if some and self.dots.search(some[0]):
            return len(some[0])
        for name in some:
            loose = len(name) == 2 and name[0] not in self.surnames and (folded[at + 2 : at + 3] in self.spelling or not self._common(name))
            if counts[name] > 1 and not loose and counts[name] * 2 > counts[name[:-1]]:
                return len(name)
        chinese = [n for n in some if (n[0] in self.surnames and len(n) == 3) or n[:2] in self.compound or n[-1] in self.nicknames]
        sure = [n for n in some if len(n) > 2 and FOLLOWS.match(folded[at + len(n) : at + len(n) + 1] or "。")] or chinese
        return len(sure[0]) if sure else 0

    def _dotted(self, text: str, folded: str) -> list[Found]:
        """Foreign names told by the dot alone: 汉尼斯·维克."""
        out = []
        for m in self._dotted_pattern.finditer(folded):
            start = m.start()
            first = self.dots.split(m[0])[0]
            for cut in range(len(first) - 1, 0, -1):
                if longest(self.titles, folded, start + cut) or (cut > 1 and self.place_form(first[:cut]) == first[:cut]):
                    start += cut
                    break
            name = text[start : m.end()]
            out.append(Found(start, m.end(), Phrase(name, "person", name)))
        return out

    @cached_property
    def _dotted_pattern(self) -> re.Pattern[str]:
        letters = "".join(sorted(c for c in self.spelling if "\u4e00" <= c <= "\u9fff"))
        return re.compile(f"[{letters}]{{1,8}}(?:[{re.escape(self.words.dots)}][{letters}]{{1,8}}){{1,4}}")

    def _placed_bodies(self, text: str, folded: str) -> list[Found]:
        """Bodies whose name begins with a country: 某国海岸警卫队, 某国的国家航天局."""
        forms = sorted((p for p in {*self.words.place_of, *self.own_places} if len(p) > 1 and p in folded), key=len, reverse=True)
        if not forms:
            return []
        out = []
        for m in re.finditer("|".join(map(re.escape, forms)), folded):
            run = BODY_RUN.match(folded, m.end())
            for end in range(run.end() if run else 0, m.end() + 1, -1):
                word = longest(self.bodies, folded, end)
                if len(word) > 1 and not self._runs_over(folded, end) and not self._verbal(folded[m.end() : end]):
                    out.append(Found(m.start(), end, Phrase(text[m.start() : end], "body", text[m.start() : end], head=word, place=self.place(m[0]))))
                    break
        return out

    def _verbal(self, words: str) -> bool:
        inside = words[:-2]
        titled = any(longest(self.titles, inside, n) for n in range(2, len(inside) + 1))
        return titled or any(words[i : i + 2] in self.nonames for i in range(len(words) - 1))

    def _spokes(self, text: str, folded: str) -> list[Found]:
        """A spokesperson who is named by the body alone: 某国外交部发言人."""
        out = []
        for m in re.finditer("|".join(sorted(self.spokes, key=len, reverse=True)), folded):
            run = RUN.search(folded[max(0, m.start() - 24) : m.start()])
            front = re.split("[，。日当天近对针]", run[0])[-1] if run else ""
            if len(front) > 2 and longest(self.bodies, front, len(front)):
                words = text[m.start() - len(front) : m.end()]
                out.append(Found(m.start() - len(front), m.end(), Phrase(words, "role", words, head=m[0], owner=words[: len(front)])))
        return out

    def _bracketed(self, text: str, folded: str) -> list[Found]:
        out = []
        for m in INSIDE.finditer(folded):
            run = RUN.search(folded[max(0, m.start() - 24) : m.start()])
            if not run or not longest(self.bodies | self.outlets, run[0], len(run[0])):
                continue
            start = self._body_start(run[0], m[1], folded)
            if start is not None:
                a, b = m.start() - len(run[0]) + start, m.end()
                out.append(Found(a, b, Phrase(text[a:b], "body", text[a:b], aliases=(text[a : m.start()], text[m.start(1) : m.end(1)]))))
        return out

    def _body_start(self, run: str, inside: str, folded: str) -> int | None:
        """Where in the run the long name begins that the bracket abbreviates."""
        for at in range(len(run) - 2, -1, -1):
            if run[at] == inside[0] and self.shortens(inside, run[at:]):
                return at
        if not re.fullmatch(r"[A-Z][A-Za-z-]{1,9}", inside) and folded.count(inside) < 2:
            return None
        return next((at for at in range(len(run)) if len(self.place_form(run[at:])) > 1 or run[at:].startswith(WORLDWIDE)), None)

    def _full_bodies(self, text: str, folded: str, bodies: dict[str, None]) -> list[Found]:
        """The long form, anywhere in the text, of a body that a source names short: 欧洲央行, 德工业联合会."""
        out = []
        for name in [b for b in bodies if 2 <= len(b) <= 9][:MOST_BODIES]:
            m = next((m for x in self._stretched(self.fold(name)) if (m := re.search(x, folded))), None)
            if m and len(m[0]) <= 3 * len(name) and m[0] != self.fold(name) and self.shortens(name, m[0]):
                out.append(Found(m.start(), m.end(), Phrase(text[m.start() : m.end()], "body", text[m.start() : m.end()], aliases=(name,))))
        return out

    def _stretched(self, name: str) -> list[str]:
        """Patterns for the longer forms of a short name."""
        place = self.words.place_of.get(name[0])
        if place and name.startswith(place):
            return [re.escape(place) + "国?" + self._spaced(name[len(place) :])] if len(name) > len(place) + 1 else []
        out = [self._spaced(name)] if len(name) > 3 else []
        if place and place[0] == name[0]:
            rest = name[1:]
            out.insert(0, re.escape(place) + (f"{HAN}{{0,3}}?" if len(rest) < 2 else "国?") + self._spaced(rest))
        return out

    def _spaced(self, name: str) -> str:
        return "[^\\W的在是对等说称表，。]{0,4}?".join(map(re.escape, name))

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand."""
        return find_names(text, names, left=False, right=False)

    def units(self, text: str) -> frozenset[str]:
        """Pairs of characters."""
        key = self.key(text)
        return frozenset(key[i : i + 2] for i in range(len(key) - 1))

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """The full title of a law that is named by a short one or by an article alone: 《条例》, 第二条, 该协定."""
        folded = self.fold(phrase.words)
        article = ARTICLE.search(folded)
        noun = self._pointed(phrase)[: article.start()] if article and not folded.startswith("第") else "" if article else self._pointed(phrase)
        noun = noun.strip("《》")
        if len(noun) > 3 or (noun and noun not in self.laws) or (not noun and not article):
            return None
        books = [m for m in BOOKS.finditer(self.fold(text)) if (m[1].endswith(noun) if noun else longest(self.laws, m[1], len(m[1]))) and len(m[1]) > len(noun)]
        before = [m for m in books if m.start() < at]
        book = before[-1] if before else books[0] if books else None
        return text[book.start() : book.end()] + (phrase.words[article.start() :] if article else "") if book else None

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """The full form of a body's bare noun, not far before it in the text: …国际会议26日举行，会议承诺."""
        noun = self._pointed(phrase)
        start = max(0, at - 400)
        left = self.fold(text[start:at])
        end = len(left)
        for _ in range(6):
            end = left.rfind(noun, 0, end) if noun in GATHERED else -1
            run = NAMED_RUN.search(left[:end]) if end > 0 else None
            if run and len(run[0]) > 3:
                return start + run.start(), text[start + run.start() : start + end + len(noun)]
        return None

    # --- which phrases point where ---

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: 该公司, 公司."""
        pointed = self._pointed(phrase)
        bare = pointed in self.general_bodies or pointed in self.companies or len(pointed) == 1
        return bare or self.fold(phrase.words).startswith(("这一", "这家", "这个", "该家")) or pointed in self.alike

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether 该公司 can mean this body."""
        noun = self._pointed(phrase)
        if noun in self.alike:
            return any(a in self.fold(n) for a in (noun, *self.alike[noun]) for n in one.names or (one.name,))
        if noun in self.companies:
            return not any(longest(self.authorities, self.fold(n), len(n)) for n in one.names or (one.name,))
        if noun == "方" or noun.endswith(("机构", "组织", "部门", "商", "单位")):
            return True
        ending = noun[-2:] if noun.endswith("方") else noun[-1:]
        return any(self.fold(n).endswith(ending) for n in one.names or (one.name,))

    @cached_property
    def companies(self) -> frozenset[str]:
        """Nouns for a company."""
        return frozenset(self.words.companies.split())

    @cached_property
    def authorities(self) -> frozenset[str]:
        """Endings of bodies that are no company."""
        return frozenset(self.words.authorities.split())

    def _pointed(self, phrase: Phrase) -> str:
        folded = self.fold(phrase.words)
        front = next((d for d in self.deictic if folded.startswith(d)), "")
        return folded[len(front) :]

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: 公告, 该报告."""
        noun = self._pointed(phrase)
        return phrase.owner is None and len(noun) <= 10 and phrase.head not in self.laws and not phrase.head.endswith(GENERAL_PAPERS)

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: 该条约, 新法令."""
        return phrase.head in self.laws and len(self._pointed(phrase)) <= len(phrase.head) + 1

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out: 报道, 文章."""
        return phrase.head in self.outlet_papers

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
        """The body that a clause begins with."""
        for clause in reversed(re.split(r"[，,、\s]", words)):
            trimmed = self.trim(re.split("[在于就以]", clause, maxsplit=1)[0]) if clause else ""
            phrase = self._one(trimmed) if trimmed else None
            plain = 2 < len(trimmed) < 8 and not re.search(r"\d", trimmed) and not STOPS.search(trimmed) and not self._verbal(trimmed)
            short = phrase and phrase.sort in ("person", "unnamed") and plain and not phrase.plural
            if phrase and (short or phrase.sort in ("body", "outlet", "place")) and not self.general(phrase):
                return trimmed
        return None

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""
        return self.read(words)

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun, and how the phrase reads with a name for it."""
        for entry in self.words.possessives.split():
            front, _, head = entry.partition(":")
            if self.fold(words).startswith(front) and len(words) > len(front) + 1 and not self.fold(words).startswith("其他"):
                return head, "{}的" + words[len(front) :] if front != "其" else "{}" + words[1:]
        return None

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: none here."""
        return None

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name: 省长, 俄外长, 上述负责人."""
        if not phrase.head or (phrase.place and one.place and phrase.place != one.place):
            return False
        pointed = self._pointed(phrase)
        bare = pointed == phrase.head
        if bare and phrase.head not in self.vague:
            return any(h.endswith(phrase.head) or phrase.head.endswith(h) for h in one.heads) or self._in_office(phrase.head, one, 6)
        if phrase.head in self.vague and bare and phrase.words == pointed:
            return one.sort != "person" and phrase.head in one.heads
        if phrase.plural or (phrase.head in self.vague and not phrase.owner and one.sort == "unnamed"):
            name = self.fold(one.name)
            return name.endswith(pointed) and name != pointed and name[-len(pointed) - 1] not in "和与及、"
        if phrase.owner and phrase.owner.endswith(("的", "人", "他", "她")):
            return False
        return self.fold(one.name) != pointed and self._in_office(pointed, one, 60)

    def _in_office(self, words: str, one: Character, last: int) -> bool:
        """Whether the words stand in order at the end of an office, or an office in them."""
        offices = [self.fold(o) for _, o in one.offices] + ([self.fold(one.name)] if one.sort != "person" else [])
        return any(self._within(words, o[-last:]) or o.startswith("当地") and o.endswith(words[-2:]) for o in offices)

    def _within(self, short: str, long: str) -> bool:
        rest = iter(long)
        return all(c in rest for c in short)

    def points_back(self, phrase: Phrase) -> bool:
        """Whether an unnamed person's words point at someone met: 该官员, 这名前员工."""
        pointed = self._pointed(phrase)
        return pointed != self.fold(phrase.words) and (pointed == phrase.head or pointed[:1] in "名位" or len(pointed) < 6) and "的" not in pointed

    def authors(self, phrase: Phrase) -> bool:
        """Whether the words are the authors of a paper named before: not told here."""
        return False

    def bare_plural(self, phrase: Phrase) -> bool:
        """Whether the words are only the people's noun and may mean those named before: 专家."""
        return False

    def telegraphic(self, phrase: Phrase) -> bool:
        """Whether the words are as short as only a headline has them: 俄, 美媒."""
        return phrase.sort == "place" and len(phrase.words) == 1

    def sideways(self, phrase: Phrase) -> bool:
        """Whether the words name a side rather than a speaker: 俄方, 以军, 欧盟官员, 伊朗."""
        return phrase.sort in ("place", "unnamed", "role") or (phrase.sort in ("body", "outlet") and len(phrase.words) < 9)

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
        mine, theirs = self.fold(phrase.words), self.fold(other.words)
        if mine == theirs or max(len(theirs), len(one.name)) < len(mine):
            return False
        known = [theirs, *(self.fold(o) for _, o in one.offices)]
        side = phrase.place and (phrase.sort == "place" or (phrase.sort == "body" and len(mine) < 4))
        bare = phrase.sort in ("person", "name") and not phrase.office
        if side or bare or re.fullmatch(f"{HAN}(?:方|国|军|军方|方面)", mine):
            return other.sort != "outlet" and other.head not in self.vague and any(self._of_side(phrase, k) for k in known)
        if phrase.sort == "role":
            return phrase.head in theirs or self._in_office(phrase.head, one, 6)
        if phrase.sort == "unnamed":
            front = mine.removesuffix(phrase.head)
            return other.sort == "person" and any(mine in k or bool(phrase.place and phrase.place in k) or bool(front and front in k) for k in known)
        return self.shortens(phrase.words, other.words) or any(mine in k or (self._within(mine, k) and mine[0] == k[0]) for k in known if k)

    def _of_side(self, phrase: Phrase, words: str) -> bool:
        mine = self.fold(phrase.words)
        if phrase.sort == "person":
            return words.startswith(mine) and words != mine
        return bool(words) and (words[0] == mine[0] or (phrase.place is not None and self.place(words) == phrase.place))
