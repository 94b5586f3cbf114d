"""Reads a source phrase in Chinese: office before the name, no spaces, no capitals, no inflection."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.naming.lexicon import Lexicon
from reportedly.naming.phrase import Gender, Phrase, Sort

BRACKET = re.compile(r"\s*[（(]\s*([^（）()]{1,80}?)\s*[)）]\s*$")
DATED = re.compile(r"(?:当地时间)?(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日?(?:上午|下午|晚|早|夜|晚间|凌晨)?$")
ISSUED = re.compile(
    r"(?:\d+[年月日]|日前|近日|最近|当天|当日|今天|昨天|同一天|同日|此前|去年|今年|上周|本周|官方|最新|发布|公布|发表|提供|出具"
    r"|撰写|刊发|推出|通过|批准|颁布|的|一份).*$"
)
BOOK = re.compile(r"《[^《》]{1,60}》")
MORE = re.compile(r"等(?:人|多人|\d+人|.{0,20}[员士者家人])$")
MADE = re.compile(r"(.+)的(?:作品|文章|小说|著作|歌曲|诗)$")
COUNTED = re.compile(r"[数多几两三\d]+[名位人家]")
STOPS = re.compile(r"[的是在和与及对说称等第于为被将年月日名位\"'《》、，。：:；;！？!?（）()\d\s也已曾不有其从向由就因而该这那每各把让使给跟到]")
MALE = frozenset("先生 爵士 国王 王子 丈夫 父亲 儿子 哥哥 弟弟 神父 亲王 爷爷 大爷 叔叔 伯伯 大叔 大哥".split())
FEMALE = frozenset("女士 小姐 夫人 太太 女王 王后 公主 妻子 母亲 女儿 姐姐 妹妹 阿姨 修女 奶奶 大妈 大姐".split())


def longest(words: frozenset[str], text: str, end: int, most: int = 8) -> str:
    """The longest of the words that ends at `end`, or nothing."""
    for size in range(min(most, end), 0, -1):
        if text[end - size : end] in words:
            return text[end - size : end]
    return ""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _long_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


class ChineseReader:
    """Reads source phrases one by one."""

    mononym: Sort = "person"

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon
        self.titles, self.after, self.vague = _set(lexicon.titles) | _set(lexicon.after), _set(lexicon.after), _set(lexicon.vague)
        self.bodies, self.general_bodies, self.outlets = _set(lexicon.bodies), _set(lexicon.general_bodies), _set(lexicon.outlets)
        self.laws, self.outlet_papers = _set(lexicon.laws), _set(lexicon.outlet_papers)
        self.papers = self.laws | self.outlet_papers | _set(lexicon.body_papers)
        self.spokes, self.nonames = _set(lexicon.spokes), _set(lexicon.nonames)
        self.royal = _set(lexicon.royal)
        self.reporters = _set(lexicon.reporters)
        self.deictic, self.fresh = _long_first(lexicon.deictic), _long_first(lexicon.fresh)
        self.fronts, self.backs, self.joiners = _long_first(lexicon.cut_front), _long_first(lexicon.cut_back), _long_first(lexicon.joiners)
        self.plural = tuple(lexicon.plural.split())
        self.surnames = frozenset(lexicon.surnames.replace("\n", ""))
        self.compound = _set(lexicon.compound_surnames)
        self.spelling = frozenset(lexicon.spelling.replace("\n", "") + lexicon.dots + "-－—“”")
        self.dots = re.compile(f"[{re.escape(lexicon.dots)}]")
        self.pronouns = {word: head for head in ("he", "she", "it", "they") for word in getattr(lexicon, head).split()}

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: 记者."""
        return head in self.reporters

    def fold(self, text: str) -> str:
        """Simplified, character for character."""
        return text.translate(self.words.fold_table)

    def key(self, name: str) -> str:
        """What two spellings of one name share."""
        return "".join(c for c in self.fold(name).casefold() if c.isalnum())

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left in the text."""
        trimmed = self.trim(words)
        folded = self.fold(trimmed)
        if folded in self.pronouns:
            head = self.pronouns[folded]
            gender: Gender | None = "m" if folded == "他" else "f" if head == "she" else None
            return Phrase(trimmed, "pronoun", trimmed, head=head, gender=gender, plural=head == "they")
        phrase = self._joint(trimmed, folded) or self._one(trimmed)
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
        parts = [self._one(p) for p in pieces]
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

    def _one(self, words: str) -> Phrase:
        bracket = BRACKET.search(words[-90:])
        base = words[: -len(bracket[0])] if bracket and len(bracket[0]) < len(words) else words
        inside = (bracket[1],) if bracket and base != words else ()
        person = self._person(base, self.fold(base))
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
            if not title:
                continue
            skip = 2 if folded.startswith("之一", end) else 0
            if self._named(folded[end + skip :]) and not self._runs_over(folded, end):
                return Phrase(base, "person", base[end + skip :], office=base[:end], head=title, gender=gender_of(title))
        title = longest(self.titles, folded, len(folded))
        if title:
            return self._name_first(base, folded, title) if title in self.after else None
        start = folded.rfind("的") + 1
        if self.strictly_named(folded[start:]):
            return Phrase(base, "person", base[start:], office=base[:start].rstrip("的") or None)
        return None

    def _runs_over(self, folded: str, end: int) -> bool:
        """Whether a longer title runs over this place: 部|长."""
        return any(len(longest(self.titles, folded, end + size)) > size for size in range(1, min(5, len(folded) - end + 1)))

    def _name_first(self, base: str, folded: str, title: str) -> Phrase | None:
        """A name before its title: 南某院士, 焦布洛部长, 王局长."""
        start = folded.rfind("的", 0, len(folded) - len(title)) + 1
        part = folded[start : len(folded) - len(title)]
        office = base[:start].rstrip("的") + base[len(base) - len(title) :]
        if part in self.surnames:
            return Phrase(base, "person", base[start:], office=office, head=title, gender=gender_of(title), call=part)
        if not self.strictly_named(part) or self.placed(part):
            return None
        name = base[start:] if title[-1] in "姨叔婆爷奶妈哥嫂伯姐人" or title in self.royal else base[start : len(base) - len(title)]
        return Phrase(base, "person", name, office=office, head=title, gender=gender_of(title))

    def placed(self, part: str) -> bool:
        """Whether the words are a country's or a body's."""
        return bool(longest(self.bodies, part, len(part))) or any(part.startswith(p) for p in self.words.place_of if len(p) > 1)

    def _named(self, rest: str) -> bool:
        """Whether what stands after a title can be a name."""
        bare = re.sub("[“”]", "", rest)
        if not 2 <= len(rest) <= 30 or rest in self.titles or rest.endswith(self.plural):
            return False
        if STOPS.search(bare) and not (rest[:2] in self.compound and len(rest) < 6):
            return False
        if self.dots.search(rest):
            return True
        if longest(self.titles, rest, len(rest)) or len(rest) > 9 or longest(self.nonames, rest, len(rest)):
            return False
        foreign = all(c in self.spelling for c in rest)
        chinese = all("\u4e00" <= c <= "\u9fff" for c in rest) and len(rest) < 6
        ending = longest(self.bodies | self.outlets | self.papers, rest, len(rest))
        return (foreign or chinese) and (not ending or (len(ending) == 1 and rest[0] in self.surnames and len(rest) < 4))

    def strictly_named(self, part: str) -> bool:
        """Whether a bare run is a name: spelt like a foreign one, or a family name and one or two characters."""
        if not 2 <= len(part) <= 30 or part in self.words.place_of or part.startswith(self.fresh) or part.endswith(self.plural):
            return False
        if STOPS.search(re.sub("[“”]", "", part)) and not (part[:2] in self.compound and len(part) < 6):
            return False
        if self.dots.search(part):
            return not longest(self.bodies | self.outlets, part, len(part))
        if longest(self.bodies | self.outlets | self.papers | self.titles, part, len(part)) or longest(self.nonames, part, len(part)):
            return False
        if part[:2] in self.compound:
            return 3 <= len(part) <= 5
        if part[0] in self.surnames and len(part) <= 3:
            return not part.startswith(self.deictic)
        return len(part) <= 9 and all(c in self.spelling for c in part)

    # --- what is no named person ---

    def _thing(self, base: str, folded: str) -> Phrase:
        form = self.place_form(folded)
        place = self.words.place_of[form] if form else None
        if form and folded[len(form) :] in ("", "方", "方面"):
            return Phrase(base, "place", base, place=place)
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
            return Phrase(base, "outlet", base, head=outlet, place=place, plural=outlet.endswith("媒体"))
        if body:
            return Phrase(base, "body", base.removeprefix("施工方"), head=body, place=place)
        plural = folded.endswith(self.plural) or bool(COUNTED.match(folded))
        sort = "body" if folded[-1:] in "商行" and folded.startswith(self.deictic) else "unnamed"
        return Phrase(base, "body" if sort == "body" else "unnamed", base, place=place, plural=plural, head=folded[-2:])

    def place_form(self, folded: str) -> str:
        """The country or side, as printed, that the words begin with."""
        return next((folded[:size] for size in range(min(6, len(folded)), 0, -1) if folded[:size] in self.words.place_of), "")

    def place(self, folded: str) -> str | None:
        """The full name of the country or side that the words begin with."""
        form = self.place_form(folded)
        return self.words.place_of[form] if form else None

    def _book(self, base: str, folded: str, book: re.Match[str]) -> Phrase:
        """What stands in 《》: a law, a periodical, or somebody's work."""
        made = MADE.match(folded[: book.start()])
        if made:
            return Phrase(base, "paper", base, head="作品", owner=base[: made.end(1)])
        law = longest(self.laws, folded, book.end() - 1) or folded[book.end() :].startswith("第")
        if law or base[: book.start()].endswith(("批准的", "通过的", "签署的", "颁布的")):
            return Phrase(base, "paper", base[book.start() :], head=law or "法律")
        return Phrase(base, "outlet", base, aliases=(book[0],))

    def _role(self, base: str, folded: str, title: str, place: str | None) -> Phrase:
        plural = folded.endswith(self.plural) and folded not in self.vague
        if title in self.vague or plural:
            return Phrase(base, "unnamed", base, head=title, place=place, plural=plural)
        return Phrase(base, "role", base, head=title, place=place, owner=base[: -len(title)].rstrip("的") or None)

    def _paper(self, base: str, folded: str, paper: str, place: str | None) -> Phrase:
        front = base[: len(base) - len(paper)]
        owner = ISSUED.sub("", front.removeprefix("来自"))
        bare = self.fold(owner).startswith(self.deictic) or self.fold(owner) in ("", "新", "最新", "会后", "联合", "书面")
        if paper in self.laws or bare:
            owner = ""
        return Phrase(base, "paper", base, head=paper, owner=owner or None, place=place)


def gender_of(title: str) -> Gender | None:
    """What a title says of its bearer."""
    return "m" if title in MALE else "f" if title in FEMALE else None
