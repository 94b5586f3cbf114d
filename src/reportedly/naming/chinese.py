"""Reads a source phrase in Chinese: office before the name, no spaces, no capitals, no inflection."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.naming.lexicon import Lexicon
from reportedly.naming.mentions import longest
from reportedly.naming.phrase import Gender, Phrase, Sort

BRACKET = re.compile(r"\s*[（(]\s*([^（）()]{1,80}?)\s*[)）]\s*$")
DATED = re.compile(r"(?:当地时间)?(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日?(?:上午|下午|晚|早|夜|晚间|凌晨)?$")
ISSUED = re.compile(
    r"(?:\d+[年月日]|日前|近日|最近|当天|当日|今天|昨天|同一天|同日|此前|去年|今年|上周|本周|官方|最新|发布|公布|发表|提供|出具"
    r"|撰写|刊发|推出|通过|批准|颁布|的|一份).*$"
)
BOOK = re.compile(r"《[^《》]{1,60}》")
QUOTED = re.compile(r"([^“”「」\"]{2,40})[“「\"]([^“”「」\"]{1,30})[”」\"]")
SIDE = re.compile("[\u4e00-\u9fff]方")
ARTICLE = re.compile(r"(?:第[一二三四五六七八九十百零\d]+[条款章]|附件.{1,3})+$")
TOLD = re.compile(r"[对向對](?=[^的之]{2,14}$)")
MORE = re.compile(r"等(?:人|多人|\d+人|.{0,20}[员士者家人])$")
SIGNED = re.compile(r".{2,20}[签簽][署訂订]?的(?=.{3})")
MADE = re.compile(r"(.+)的(?:作品|文章|小说|著作|歌曲|诗)$")
COUNTED = re.compile(r"[数多几两三\d]+[名位人家]")
STOPS = re.compile(
    r"[了着过的是在和与及对说称等第于为被将年月日名位\"'《》、，。：:；;！？!?（）()\d\s也已曾不有其从向由就因而该这那每各把让使给跟到]"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _long_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


class ChineseReader:
    """Reads source phrases one by one."""

    mononym: Sort = "person"

    def __init__(self, lexicon: Lexicon, own_places: frozenset[str] = frozenset()) -> None:
        self.words, self.own_places = lexicon, own_places
        self.titles, self.after, self.vague = _set(lexicon.titles) | _set(lexicon.after), _set(lexicon.after), _set(lexicon.vague)
        self.bodies, self.general_bodies, self.outlets = _set(lexicon.bodies), _set(lexicon.general_bodies), _set(lexicon.outlets)
        self.laws, self.outlet_papers = _set(lexicon.laws), _set(lexicon.outlet_papers)
        self.papers = self.laws | self.outlet_papers | _set(lexicon.body_papers)
        self.calling_ends, self.nicknames = frozenset(lexicon.calling_ends), frozenset(lexicon.nicknames)
        self.things = self.bodies | self.outlets | self.papers
        self.spokes, self.nonames = _set(lexicon.spokes), _set(lexicon.nonames)
        self.before_name, self.not_last = tuple(lexicon.before_name.split()), frozenset(lexicon.not_last)
        self.alike = {k: tuple(v.split("|")) for k, _, v in (e.partition(":") for e in lexicon.alike.split())}
        self.users, self.masculine, self.feminine = _set(lexicon.users), _set(lexicon.masculine), _set(lexicon.feminine)
        self.royal, self.reporters, self.gathered = _set(lexicon.royal), _set(lexicon.reporters), _set(lexicon.gathered)
        self.companies, self.authorities = _set(lexicon.companies), _set(lexicon.authorities)
        self.data, self.worldwide = tuple(lexicon.data.split()), tuple(lexicon.worldwide.split())
        self.unnamed = self.things | self.titles | self.nonames
        self.deictic, self.fresh = _long_first(lexicon.deictic), _long_first(lexicon.fresh)
        self.fronts, self.backs, self.joiners = (
            _long_first(lexicon.cut_front),
            _long_first(lexicon.cut_back),
            _long_first(lexicon.joiners),
        )
        self.plural = tuple(lexicon.plural.split())
        self.surnames = frozenset(lexicon.surnames.replace("\n", ""))
        self.compound = _set(lexicon.compound_surnames)
        self.spelling = frozenset(lexicon.spelling.replace("\n", "") + lexicon.dots + "-－—“”")
        self.dots = re.compile(f"[{re.escape(lexicon.dots)}]")
        self.pronouns = {word: head for head in ("he", "she", "it", "they") for word in getattr(lexicon, head).split()}

    def pointed(self, phrase: Phrase) -> str:
        """The words without the 该, 这名 … that point back."""
        folded = self.fold(phrase.words)
        front = next((d for d in self.deictic if folded.startswith(d)), "")
        return folded[len(front) :]

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: 记者."""
        return head in self.reporters

    def fold(self, text: str) -> str:
        """Simplified, character for character."""
        return text.translate(self.words.fold_table)

    def key(self, name: str) -> str:
        """What two spellings of one name share."""
        return "".join(c for c in self.fold(name).casefold() if c.isalnum())

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back; told by those who know a cast."""
        return False

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left in the text."""
        trimmed = self.trim(words)
        folded = self.fold(trimmed)
        if folded in self.pronouns:
            head = self.pronouns[folded]
            gender: Gender | None = "m" if folded == "他" else "f" if head == "she" else None
            return Phrase(trimmed, "pronoun", trimmed, head=head, gender=gender, plural=head == "they")
        phrase = self._joint(trimmed, folded) or self.one(trimmed)
        return replace(phrase, fresh=folded.startswith(self.fresh) or self.fold(before).endswith(("有", *self.fresh)))

    def trim(self, words: str) -> str:
        """Without what a parser may have taken along: a preposition before, a date or a cue after."""
        while True:
            before = words
            words = words.strip(" \t\u3000\n，,。:：;；、")
            if words.count("“") != words.count("”"):
                words = words.strip("“”")
            while len(words) > 2 and words[-1] in self.words.tail and not longest(self.titles | self.bodies, words, len(words)):
                words = words[:-1]
            folded = self.fold(words)
            if len(folded) < 5 and folded[:1] in ("他", "她") and folded[1:2] not in tuple("们的国方人"):
                return words[:1]
            if folded in self.pronouns or longest(self.titles, folded, len(folded)) == folded:
                return words
            front = next((f for f in self.fronts if folded.startswith(f) and len(words) > len(f) + 1), "")
            words = words[len(front) :]
            folded = folded[len(front) :]
            back = next((b for b in self.backs if folded.endswith(b) and len(words) > len(b) + 1), "")
            words = words[: len(words) - len(back)]
            told = TOLD.search(words)
            if told and longest(self.titles | self.bodies, self.fold(words), told.start()):
                words = words[: told.start()]
            dated = DATED.search(words[-24:])
            if dated and len(words) > len(dated[0]) + 1:
                words = words[: -len(dated[0])]
            if words == before or not words:
                return words or before

    # --- named together ---

    def _joint(self, words: str, folded: str) -> Phrase | None:
        """A and B, where each of them is a named person."""
        more = MORE.search(folded)
        pieces, marks = self._split(words[: more.start()] if more else words, folded[: more.start()] if more else folded)
        if not 2 <= len(pieces) <= 12:
            return None
        parts = [self.one(p) for p in pieces]
        named = [p for p in parts if p.sort == "person"]
        if len(named) < 2 or any(p.sort not in ("person", "role", "unnamed") for p in parts):
            return None
        whole = len(named) == len(parts)
        name = named[0].name
        for i, part in enumerate(named[1:], 2):
            name += (marks[-1] if i == len(named) and whole else "、") + part.name
        return Phrase(words, "joint", name + ("等" if more else ""), parts=tuple(named), plural=True)

    def _split(self, words: str, folded: str) -> tuple[list[str], list[str]]:
        """The pieces between 、 和 与 outside brackets, and the marks between them."""
        pieces, marks, depth, at, start = [], [], 0, 0, 0
        while at < len(folded):
            depth += (folded[at] in "（(《“") - (folded[at] in "）)》”")
            joiner = next((j for j in self.joiners if folded.startswith(j, at)), "") if depth <= 0 and at > start else ""
            if joiner:
                pieces.append(words[start:at])
                marks.append(joiner)
                start = at + len(joiner)
            at += len(joiner) or 1
        return [*pieces, words[start:]] if start < len(words) else pieces, marks

    # --- one person, body or paper ---

    def one(self, words: str) -> Phrase:
        """The phrase that trimmed words make, one person, body or paper."""
        quoted = QUOTED.fullmatch(words)
        if quoted and longest(self.bodies | self.titles | self.users, self.fold(quoted[1]), len(quoted[1])):
            user = longest(self.titles | self.users, self.fold(quoted[1]), len(quoted[1]))
            return Phrase(words, "unnamed" if user else "body", quoted[2], office=quoted[1], head=user, aliases=(words,))
        bracket = BRACKET.search(words[-90:])
        base = words[: -len(bracket[0])] if bracket and len(bracket[0]) < len(words) else words
        inside = (bracket[1],) if bracket and base != words else ()
        person = None if SIDE.fullmatch(self.fold(base)) else self._person(base, self.fold(base))
        if person:
            return replace(person, words=words, aliases=inside)
        phrase = self._thing(base, self.fold(base))
        if inside and phrase.sort in ("body", "outlet", "place", "unnamed"):
            return replace(phrase, words=words, name=words, aliases=(base, *inside))
        return replace(phrase, words=words)

    def _person(self, base: str, folded: str) -> Phrase | None:
        """Office and name, or name and title; None where no name is seen."""
        for end in range(len(folded) - 2, max(0, len(folded) - 40), -1):
            title = longest(self.titles, folded, end)
            start = end + (2 if folded.startswith("之一", end) else 0)
            found = self._after_title(base, folded, start) if title and not self.runs_over(folded, end) else None
            if found:
                return replace(found, office=base[:end], head=title, gender=found.gender or self.gender_of(title))
        title = longest(self.titles, folded, len(folded))
        if title in self.after:
            named = self._name_first(base, folded, title)
            if named:
                return named
        return self._after_calling(base, folded) or (None if title else self._after_clause(base, folded))

    def _after_title(self, base: str, folded: str, start: int) -> Phrase | None:
        """What follows a title: a name, or a name with a courtesy or rank of its own (家长涂女士)."""
        rest = folded[start:]
        if self._named(rest):
            return Phrase(base, "person", base[start:])
        title = longest(self.after, rest, len(rest))
        part = rest[: len(rest) - len(title)]
        if not title or title == rest:
            return self.nickname(base, start, rest)
        if part in self.surnames or part in self.compound:
            return Phrase(base, "person", base[start:], gender=self.gender_of(title), call=part)
        if self.strictly_named(part) and not self.placed(part):
            return Phrase(base, "person", base[start : start + len(part)], gender=self.gender_of(title))
        return None

    def nickname(self, base: str, start: int, rest: str) -> Phrase | None:
        """周伯, 阿婆: two or three characters that end in a word for kin."""
        kin = 2 <= len(rest) <= 3 and rest[-1] in self.nicknames and (rest[0] in self.surnames or rest[0] in "阿老小")
        return Phrase(base, "person", base[start:]) if kin else None

    def _after_calling(self, base: str, folded: str) -> Phrase | None:
        """A name after a calling that no list holds, told by its last character: 二十六岁的移民优素福."""
        for end in range(len(folded) - 2, max(1, len(folded) - 12), -1):
            rest = folded[end:]
            if folded[end - 1] not in self.calling_ends or self.runs_over(folded, end):
                continue
            if (self.strictly_named(rest) and not self.placed(rest)) or self.nickname(base, end, rest):
                return Phrase(base, "person", base[end:], office=base[:end], head=folded[max(0, end - 2) : end])
        return None

    def _after_clause(self, base: str, folded: str) -> Phrase | None:
        """A bare name, after 的 or from the start: 今年53岁的李某."""
        start = folded.rfind("的") + 1
        if self.strictly_named(folded[start:]) or (start and self.nickname(base, start, folded[start:])):
            return Phrase(base, "person", base[start:], office=base[:start].rstrip("的") or None)
        return None

    def runs_over(self, folded: str, end: int) -> bool:
        """Whether a longer title runs over this place: 部|长."""
        return any(len(longest(self.titles, folded, end + size)) > size for size in range(1, min(5, len(folded) - end + 1)))

    def _name_first(self, base: str, folded: str, title: str) -> Phrase | None:
        """A name before its title: 南某院士, 焦布洛部长, 王局长."""
        start = folded.rfind("的", 0, len(folded) - len(title)) + 1
        part = folded[start : len(folded) - len(title)]
        office = base[:start].rstrip("的") + base[len(base) - len(title) :]
        if part in self.surnames:
            return Phrase(base, "person", base[start:], office=office, head=title, gender=self.gender_of(title), call=part)
        if part in self.compound:
            return Phrase(base, "person", base[start:], office=office, head=title, gender=self.gender_of(title), call=part)
        if not self.strictly_named(part) or self.placed(part):
            return None
        name = base[start:] if title[-1] in self.nicknames or title in self.royal else base[start : len(base) - len(title)]
        return Phrase(base, "person", name, office=office, head=title, gender=self.gender_of(title))

    def gender_of(self, title: str) -> Gender | None:
        """What a title says of its bearer."""
        return "m" if title in self.masculine else "f" if title in self.feminine else None

    def placed(self, part: str) -> bool:
        """Whether the words are a country's or a body's."""
        return bool(longest(self.bodies, part, len(part))) or len(self.place_form(part)) > 1

    def _named(self, rest: str) -> bool:
        """Whether what stands after a title can be a name."""
        bare = re.sub("[“”]", "", rest)
        if not 2 <= len(rest) <= 30 or rest in self.titles or rest.endswith(self.plural):
            return False
        dotted = bool(self.dots.search(rest)) and all(c in self.spelling for c in rest)
        if STOPS.search(bare) and not dotted and not (rest[:2] in self.compound and len(rest) < 6):
            return False
        if self.dots.search(rest):
            return True
        if longest(self.titles, rest, len(rest)) or len(rest) > 9 or longest(self.nonames, rest, len(rest)):
            return False
        foreign = all(c in self.spelling for c in rest)
        chinese = all("\u4e00" <= c <= "\u9fff" for c in rest) and len(rest) < 6
        ending = longest(self.things, rest, len(rest))
        return (foreign or chinese) and (not ending or (len(ending) == 1 and rest[0] in self.surnames and len(rest) < 4))

    def strictly_named(self, part: str) -> bool:
        """Whether a bare run is a name: spelt like a foreign one, or a family name and one or two characters."""
        if not 2 <= len(part) <= 30 or self.place_form(part) == part or part.startswith(self.fresh) or part.endswith(self.plural):
            return False
        dotted = bool(self.dots.search(part)) and all(c in self.spelling for c in part)
        if STOPS.search(re.sub("[“”]", "", part)) and not dotted and not (part[:2] in self.compound and len(part) < 6):
            return False
        if self.dots.search(part):
            return not longest(self.bodies | self.outlets, part, len(part))
        if longest(self.unnamed, part, len(part)):
            return False
        if part[:2] in self.compound:
            return 3 <= len(part) <= 5
        if part[0] in self.surnames and len(part) <= 3:
            return not part.startswith(self.deictic)
        return len(part) <= 9 and all(c in self.spelling for c in part)

    # --- what is no named person ---

    def _thing(self, base: str, folded: str) -> Phrase:
        form = self.place_form(folded)
        place = self.place(folded)
        if (form and folded[len(form) :] in ("", "方", "方面")) or SIDE.fullmatch(folded):
            return Phrase(base, "place", base, place=place or folded[0])
        if ARTICLE.fullmatch(folded):
            return Phrase(base, "paper", base, head="条约")
        book = BOOK.search(base)
        if book and (book.end() == len(base) or folded[book.end()] == "第"):
            return self._book(base, folded, book)
        ends = [longest(words, folded, len(folded)) for words in (self.papers, self.outlets, self.bodies, self.titles)]
        paper, outlet, body, title = ends
        best = max(ends, key=len)
        if title and title == best and title not in (paper, body):
            return self._role(base, folded, title, place)
        if paper and paper == best and not (paper == outlet and len(folded) > len(paper) and paper not in ("消息", "新闻")):
            return self._paper(base, folded, paper, place)
        if outlet and outlet == best:
            return Phrase(
                base, "outlet", self._bare_body(base, folded, outlet), head=outlet, place=place, plural=outlet.endswith("媒体")
            )
        if body or (folded[-1:] in "商行" and folded.startswith(self.deictic)):
            name = self._bare_body(base, folded, body).removeprefix("施工方")
            return Phrase(base, "body", name, head=body or folded[-1:], place=place, aliases=(base,) if name != base else ())
        named = self._bare_body(base, folded, "")
        if named != base and self.fold(named) != folded and any(folded.endswith(n + self.fold(named)) for n in self.before_name):
            return Phrase(base, "body", named, office=base[: -len(named)], place=place, aliases=(base,))
        plural = folded.endswith(self.plural) or bool(COUNTED.match(folded))
        return Phrase(base, "unnamed", base, place=place, plural=plural, head=folded[-2:])

    def _bare_body(self, base: str, folded: str, ending: str) -> str:
        """A body's name without a clause before it: 连续三日涨停的某某公司."""
        at = folded.rfind("的") + 1
        noun = max((folded.rfind(n, 0, len(folded) - 1) + len(n) for n in self.before_name if n in folded[:-2]), default=0)
        if noun and len(folded) - noun > 1 and folded[noun:] not in self.bodies and not self.place_form(folded):
            return base[noun:]
        clause = at > 5 and len(folded) - at > max(2, len(ending)) and len(self.place_form(folded)) < at - 1
        return base[at:] if clause else base

    def place_form(self, folded: str) -> str:
        """The country or side, as printed, that the words begin with."""
        for size in range(min(8, len(folded)), 0, -1):
            if folded[:size] in self.words.place_of or folded[:size] in self.own_places:
                return folded[:size]
        return folded[:1] if folded[1:2] in ("", "方", "国", "军") and any(p[0] == folded[0] for p in self.own_places) else ""

    def place(self, folded: str) -> str | None:
        """The full name of the country or side that the words begin with."""
        form = self.place_form(folded)
        own = (
            next((p for p in sorted(self.own_places) if form and p.startswith(form)), form)
            if form not in self.words.place_of
            else form
        )
        return self.words.place_of.get(form, own) if form else None

    def _book(self, base: str, folded: str, book: re.Match[str]) -> Phrase:
        """What stands in 《》: a law, a periodical, or somebody's work."""
        made = MADE.match(folded[: book.start()])
        if made:
            return Phrase(base, "paper", base, head="作品", owner=base[: made.end(1)])
        law = longest(self.laws, folded, book.end() - 1) or folded[book.end() :].startswith("第")
        if law or base[: book.start()].endswith(("批准的", "通过的", "签署的", "颁布的")):
            return Phrase(base, "paper", base[book.start() :], head=longest(self.laws, folded, book.end() - 1) or "法律")
        return Phrase(base, "outlet", base, aliases=(book[0],))

    def _role(self, base: str, folded: str, title: str, place: str | None) -> Phrase:
        plural = folded.endswith(self.plural) and folded not in self.vague
        if title in self.vague or plural:
            return Phrase(base, "unnamed", base, head=title, place=place, plural=plural)
        return Phrase(base, "role", base, head=title, place=place, owner=base[: -len(title)].rstrip("的") or None)

    def _paper(self, base: str, folded: str, paper: str, place: str | None) -> Phrase:
        front = base[: len(base) - len(paper)]
        owner = ISSUED.sub("", front.removeprefix("来自"))
        bare = self.fold(owner) in self.deictic or self.fold(owner) in ("", "新", "最新", "会后", "联合", "书面")
        if paper in self.laws or bare:
            owner = ""
        signed = SIGNED.match(base) if paper in self.laws else None
        if signed:
            return Phrase(base, "paper", base[signed.end() :], head=paper, place=place)
        return Phrase(base, "paper", base, head=paper, owner=owner or None, place=place)
