"""Who may be who in a Chinese report: parts of names, offices, words that point back, headlines' sides."""

from __future__ import annotations

import re

from reportedly.naming.cast import Character
from reportedly.naming.chinese_text import HAN, ChineseText, within
from reportedly.naming.mentions import longest
from reportedly.naming.phrase import Phrase

SIDES = re.compile(f"{HAN}(?:方|国|军|军方|方面)")
SHORT = 9
"""A body's name of fewer characters may be a headline's for who speaks for it."""


class Chinese(ChineseText):
    """Reads source phrases, and matches them to a cast."""

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""
        return self.read(words)

    def calls(self, name: str) -> tuple[str, ...]:
        """The parts of a foreign name, and a royal without the title; a Chinese name is not called by a part of it."""
        return tuple(dict.fromkeys(self.key(p) for p in self.short_forms(name)))

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a person's name: the last part first."""
        royal = longest(self.royal, self.fold(name), len(name))
        if royal and len(name) > len(royal) + 1:
            return [name[: -len(royal)]]
        parts = [p for p in self.dots.split(name) if len(p) > 1]
        return [*reversed(parts), *("·".join(parts[n:]) for n in range(1, len(parts) - 1))] if len(parts) > 1 else []

    # --- which phrases point where ---

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: 该公司, 公司, 这一航空监管机构."""
        pointed = self.pointed(phrase)
        bare = pointed in self.general_bodies or pointed in self.companies or len(pointed) == 1 or pointed in self.alike
        return bare or self.fold(phrase.words).startswith(("这一", "这家", "这个", "该家"))

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether 该公司 can mean this body."""
        noun, names = self.pointed(phrase), [self.fold(n) for n in one.names or (one.name,)]
        if noun in self.alike:
            return any(a in n for a in (noun, *self.alike[noun]) for n in names)
        if noun in self.companies:
            return not any(longest(self.authorities, n, len(n)) for n in names)
        if noun == "方" or noun.endswith(("机构", "组织", "部门", "商", "单位")):
            return True
        ending = noun[-2:] if noun.endswith("方") else noun[-1:]
        return any(n.endswith(ending) for n in names)

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means: none here."""
        return None

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: 公告, 该报告."""
        short = phrase.owner is None and len(self.pointed(phrase)) <= 10
        return short and phrase.head not in self.laws and not phrase.head.endswith(self.data)

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: 该条约, 新法令."""
        return phrase.head in self.laws and len(self.pointed(phrase)) <= len(phrase.head) + 1

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out: 报道, 文章."""
        return phrase.head in self.outlet_papers

    def authors(self, phrase: Phrase) -> bool:
        """Chinese 作者 stay as printed."""
        return False

    def bare_plural(self, phrase: Phrase) -> bool:
        """Chinese says nothing of whom a bare plural means."""
        return False

    def points_back(self, phrase: Phrase) -> bool:
        """Whether an unnamed person's words point at someone met: 该官员, 这名前员工."""
        pointed = self.pointed(phrase)
        near = pointed == phrase.head or pointed[:1] in ("名", "位") or len(pointed) < 6
        return near and pointed != self.fold(phrase.words) and "的" not in pointed

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun, and how the phrase reads with a name for it."""
        folded = self.fold(words)
        for entry in self.words.possessives.split():
            front, _, head = entry.partition(":")
            if folded.startswith(front) and len(words) > len(front) + 1 and not folded.startswith("其他"):
                return head, "{}" + ("的" if front.endswith("的") else "") + re.sub("[{}]", "", words[len(front) :])
        return None

    def speaks_for(self, office: str) -> str | None:
        """The body of a spokesperson's office: 某国外交部|发言人."""
        folded = self.fold(office)
        spokes = longest(self.spokes, folded, len(folded))
        return (office[: -len(spokes)].rstrip("的") or None) if spokes else None

    # --- offices ---

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name: 省长, 俄外长, 上述负责人."""
        if not phrase.head or (phrase.place and one.place and phrase.place != one.place):
            return False
        pointed = self.pointed(phrase)
        vague, bare = phrase.head in self.vague, pointed == phrase.head
        if bare and not vague:
            return any(h.endswith(phrase.head) or phrase.head.endswith(h) for h in one.heads) or self._in_office(
                phrase.head, one, 6
            )
        if vague and bare and phrase.words == pointed:
            return one.sort != "person" and phrase.head in one.heads
        if phrase.plural or (vague and not phrase.owner and one.sort == "unnamed"):
            return self._ends_alike(self.fold(one.name), pointed)
        if phrase.owner and phrase.owner.endswith(("的", "人", "他", "她")):
            return False
        return self.fold(one.name) != pointed and self._in_office(pointed, one, 60)

    def _ends_alike(self, name: str, words: str) -> bool:
        """Whether a longer description ends in these words, and not as one of two joined."""
        return name.endswith(words) and name != words and name[-len(words) - 1] not in "和与及、"

    def _in_office(self, words: str, one: Character, last: int) -> bool:
        """Whether the words stand in order at the end of an office."""
        offices = [self.fold(o) for _, o in one.offices] + ([self.fold(one.name)] if one.sort != "person" else [])
        return any(within(words, o[-last:]) or (o.startswith("当地") and o.endswith(words[-2:])) for o in offices)

    # --- headlines ---

    def telegraphic(self, phrase: Phrase) -> bool:
        """Whether the words are as short as only a headline has them: 俄."""
        return phrase.sort == "place" and len(phrase.words) == 1

    def sideways(self, phrase: Phrase) -> bool:
        """Whether the words name a side rather than a speaker: 俄方, 以军, 欧盟官员, 伊朗."""
        return phrase.sort in ("place", "unnamed", "role") or (phrase.sort in ("body", "outlet") and len(phrase.words) < SHORT)

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
        mine, theirs = self.fold(phrase.words), self.fold(other.words)
        if mine == theirs or max(len(theirs), len(one.name)) < len(mine):
            return False
        known = [k for k in (theirs, *(self.fold(o) for _, o in one.offices)) if k]
        if self._side(phrase, mine):
            return other.sort != "outlet" and other.head not in self.vague and any(self._of_side(phrase, k) for k in known)
        if phrase.sort == "role":
            return phrase.head in theirs or self._in_office(phrase.head, one, 6)
        if phrase.sort == "unnamed":
            marks = [m for m in (mine, phrase.place, mine.removesuffix(phrase.head)) if m]
            return other.sort == "person" and any(m in k for m in marks for k in known)
        return self.shortens(phrase.words, other.words) or any(mine in k or (within(mine, k) and mine[0] == k[0]) for k in known)

    def _side(self, phrase: Phrase, mine: str) -> bool:
        """Whether the words are a country or side, or a bare name that nobody is known by."""
        placed = phrase.place is not None and (phrase.sort == "place" or (phrase.sort == "body" and len(mine) < 4))
        bare = phrase.sort in ("person", "name") and not phrase.office
        return placed or bare or bool(SIDES.fullmatch(mine))

    def _of_side(self, phrase: Phrase, words: str) -> bool:
        mine = self.fold(phrase.words)
        if phrase.sort == "person":
            return words.startswith(mine) and words != mine
        return words[0] == mine[0] or (phrase.place is not None and self.place(words) == phrase.place)
