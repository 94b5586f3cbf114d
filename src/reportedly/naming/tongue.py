"""What must be known of a language to say who is who in a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from reportedly.naming.phrase import Found, Phrase, Sort

if TYPE_CHECKING:
    from reportedly.naming.cast import Character


class Tongue(Protocol):
    """One language's reader of source phrases, and its judge of what may mean whom."""

    mononym: Sort
    """What one bare name is where nothing else tells."""

    def at_home(self, text: str) -> Tongue:
        """The reader for one text, knowing what can be learnt from all of it."""

    # names

    def read(self, words: str, before: str = "") -> Phrase:
        """The phrase that these words make; `before` is what stands to their left."""

    def genitive(self, words: str) -> Phrase:
        """The phrase of words that another noun governs."""

    def key(self, name: str) -> str:
        """What two spellings, or two cases, of one name share."""

    def calls(self, name: str) -> tuple[str, ...]:
        """Keys of the shorter ways to call this person: family name, given name."""

    def short_forms(self, name: str) -> list[str]:
        """The shorter ways to print a person's name."""

    def shortens(self, short: str, long: str) -> bool:
        """Whether one body's name is a short form of the other."""

    # the text

    def introduced(self, text: str, bodies: Iterable[str]) -> list[Found]:
        """Persons and bodies met in running text; `bodies` are short names whose full forms to look for."""

    def mentions(self, text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where the names stand in the text, longest match first, in order: start, end, name."""

    def units(self, text: str) -> frozenset[str]:
        """What two wordings of one content share: pairs of characters, or stems."""

    def issuer(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """Where and who put a paper out, by the sentences just before."""

    def before_noun(self, text: str, at: int, phrase: Phrase) -> tuple[int, str] | None:
        """Where and what is the full form of a body's bare noun, not far before it."""

    def full_law(self, text: str, at: int, phrase: Phrase) -> str | None:
        """The full title of a law that is named by a short one or by an article alone."""

    # what kind of phrase it is

    def general(self, phrase: Phrase) -> bool:
        """Whether a body's words only point back: 该公司, the ministry."""

    def bare_paper(self, phrase: Phrase) -> bool:
        """Whether a paper is named only by what it is: 公告, the statement."""

    def bare_law(self, phrase: Phrase) -> bool:
        """Whether a law is named only by what it is: 该条约, the treaty."""

    def bare_plural(self, phrase: Phrase) -> bool:
        """Whether the words are only the people's noun and may mean those named before."""

    def of_outlet(self, phrase: Phrase) -> bool:
        """Whether the paper is what an outlet puts out: 报道, the article."""

    def authors(self, phrase: Phrase) -> bool:
        """Whether the words are the authors of a paper named before."""

    def asks(self, head: str) -> bool:
        """Whether this is someone who only asks: a reporter."""

    def points_back(self, phrase: Phrase) -> bool:
        """Whether an unnamed person's words point at someone met: 该官员, the official."""

    def telegraphic(self, phrase: Phrase) -> bool:
        """Whether the words are as short as only a headline has them: 俄."""

    def sideways(self, phrase: Phrase) -> bool:
        """Whether the words name a side rather than a speaker: 俄方, 以军."""

    def possessed(self, words: str) -> tuple[str, str] | None:
        """Whose: the pronoun's head, and how the phrase reads with a name in its {}."""

    def speaks_for(self, office: str) -> str | None:
        """The body that an office speaks for, where it is a spokesperson's."""

    # what may mean whom

    def same_sort(self, phrase: Phrase, one: Character) -> bool:
        """Whether a general noun (该公司, the ministry) can mean this body."""

    def inner(self, phrase: Phrase, one: Character) -> str | None:
        """The body inside another's name that the noun means."""

    def holds(self, phrase: Phrase, one: Character) -> bool:
        """Whether this person holds the office that the words name."""

    def may_mean(self, phrase: Phrase, other: Phrase, one: Character) -> bool:
        """Whether a headline's words may mean the speaker of another phrase."""
