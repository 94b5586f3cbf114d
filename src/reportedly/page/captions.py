"""Captions and credits in a line, also where they are glued to each other or to a paragraph without any mark."""

from __future__ import annotations

import re
from functools import cache

from reportedly.model import Block, Role
from reportedly.page.masthead import outlet_name
from reportedly.page.words import any_of, is_said, page_words

LONGEST = 320
"""Characters of the longest caption; a longer line with a credit at its end stays body."""

Cut = tuple[int, int, Role]

_SENTENCE_END = re.compile(r"[。！？!?…](?:[”’\"』」）)]*)|\.(?:[”’\"»)]*)(?=\s|$)")
_SHORT = r"Mr|Mrs|Ms|Dr|St|Gen|Col|Gov|Sen|Rep|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|U\.S|a\.m|p\.m|г|ул|им|тыс|руб"
_INITIALS = re.compile(rf"\b(?:[A-ZА-ЯЁ]|{_SHORT})\.$")


_GLUED = r"(?:[\u4e00-\u9fff]{2,4}通讯社|[\u4e00-\u9fff]{2}(?:社|网|報|报))(?:记者)?\s?(?:供图|供圖|发|發|图)"
"""An agency of two or three characters, which may stand glued to the words before it."""


_IN_BRACKETS = "资料图|资料图片|資料圖片|摄|图源|图片来源|图片来自|图据|图："


@cache
def _credit() -> re.Pattern[str]:
    """A credit at the end of a line, as short as it can be."""
    starts, outlet = any_of(page_words().credit_starts), outlet_name()
    name = r"[\u4e00-\u9fff]{2,4}"
    apart = r"(?:(?<=[\s。！？!?”）)])|^)"
    shapes = [
        rf"{apart}(?:{starts})\s?[:：=]\s?[^。！？!?；]{{1,45}}",
        rf"(?<![地企意试版蓝截构])(?:{starts})\s?[/／丨|]\s?[^。！？!?；]{{1,45}}",
        r"(?:图源|圖源|图自|图片来自|图片来源|圖片來源)\s?[^\s，。！？；：]{1,16}。?",
        rf"{apart}(?:{outlet}(?:特约)?(?:记者|記者)?\s?)?(?:记者\s?)?{name}\s?(?:摄|攝)(?:影)?(?:报道)?",
        rf"{apart}[\u4e00-\u9fffA-Za-z·]{{2,18}}\s?(?:供图|供圖|制图|提供图片)",
        _GLUED + r"(?:\s?[（(]?[\u4e00-\u9fff ]{2,6}(?:摄|作|绘)[)）]?)?",
        rf"[（(\[](?:[^（()）\[\]]{{0,24}}[:： /])?(?:{_IN_BRACKETS})[^（()）\[\]]{{0,16}}[)）\]]",
        r"[（(][\u4e00-\u9fff]{2,6}(?:社|网)?(?:记者)?\s?[\u4e00-\u9fff]{0,4}\s?(?:摄|供图|图)[)）]",
        r"[(\[][^()\[\]]{0,45}\b(?:Photo|photo|Photos|Image|Handout|Getty|via)\b[^()\[\]]{0,60}[)\]]\.?",
        r"\b(?:Photo|Photograph|Picture|Image)s? (?:by|courtesy of) [A-Z][^.]{1,50}",
        r"[(\[](?:Фото|фото)[^()\[\]]{1,60}[)\]]\.?",
        r"[(\[](?:사진)[^()\[\]]{0,50}[)\]]\.?",
        r"[(\[][^()\[\]]{1,24}\s?(?:제공|캡처|캡쳐|갈무리|촬영)[^()\[\]]{0,40}[)\]]\.?",
        r"(?<=[.다습])\s?/\s?[가-힣A-Za-z]{2,12}(?:\s?(?:기자|제공))?",
        r"[©ⓒ]\s?[^.。！？]{2,50}",
    ]
    return re.compile(rf"(?P<credit>{'|'.join(shapes)})\s*$")


@cache
def _inner_credit() -> re.Pattern[str]:
    """Caption and credit before a paragraph or between its sentences: …在会上 某某社 供图 据报道，… or 港口图/某某社据报道，…"""
    name = r"[\u4e00-\u9fff]{2,4}"
    agency = r"(?:[\u4e00-\u9fff]{2,4}通讯社|[\u4e00-\u9fff]{2}(?:社|网|报))"
    spaced = (
        rf"(?:{outlet_name()}(?:记者|記者)?\s?{name}\s?(?:摄|攝)|[\u4e00-\u9fffA-Za-z]{{2,10}}\s?(?:供图|供圖)|"
        rf"{outlet_name()}发\s?[（(]{name}摄[)）]|(?:图源|图自|图片来自)\s?[\u4e00-\u9fffA-Za-z]{{2,8}})"
    )
    glued = rf"(?<![地企意试版蓝截构])(?:图|摄影|供图|图源|图片来源)\s?[/／]\s?{agency}(?:记者)?"
    before = r"(?:^|(?<=[。！？!?”]))\s*(?P<caption>[^。！？!?“”：:]{4,90}?)"
    return re.compile(
        rf"{before}(?:\s(?P<spaced>{spaced})[\s\u3000]+(?=\S{{6}})|\s?(?P<glued>{glued})\s?(?=[\u4e00-\u9fff“]{{4}}))"
    )


@cache
def _caption_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(page_words().caption_ends)})\s*$")


@cache
def _caption_start() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of(page_words().caption_starts)})")


def sentence_ends(words: str) -> list[int]:
    """Where the sentences of some words end; initials and common abbreviations end none."""
    found = _SENTENCE_END.finditer(words)
    return [m.end() for m in found if m.group()[0] != "." or not _INITIALS.search(words[max(0, m.start() - 6) : m.start() + 1])]


def is_credit(words: str) -> bool:
    """Whether a line is a picture credit and nothing else."""
    found = _find_credit(words)
    return len(words) <= 80 and found is not None and not words[: found[0]].strip()


def is_caption(words: str) -> bool:
    """Whether a whole line is a caption by its first or last words."""
    if len(words) > LONGEST:
        return False
    return _starts_caption(words) is not None or (_caption_end().search(words) is not None and len(sentence_ends(words)) < 2)


def _starts_caption(words: str) -> re.Match[str] | None:
    # Korean pages also list with ▲: one is a picture's, several are points.
    return None if words.count("▲") > 1 else _caption_start().match(words)


def split_captions(text: str, start: int, end: int) -> list[Block]:
    """Cut captions and credits off a stretch of text; what is neither stays body. Parts come in order."""
    words = text[start:end]
    inner = _inner_credit().search(words)
    if inner:
        credit = "spaced" if inner.group("spaced") else "glued"
        cuts: list[Cut] = [(*inner.span("caption"), "caption"), (*inner.span(credit), "credit")]
        before = split_captions(text, start, start + inner.start()) if words[: inner.start()].strip() else []
        return before + _blocks(words, start, cuts) + split_captions(text, start + inner.end(), end)
    found = _find_credit(words)
    if found:
        return _blocks(words, start, [*_before_credit(words[: found[0]]), (*found, "credit")])
    return _blocks(words, start, _by_its_words(words))


def _find_credit(words: str) -> tuple[int, int] | None:
    tail = max(0, len(words) - 110)
    found = _credit().search(words, tail)
    if found is None:
        return None
    start, end = found.span("credit")
    glued = re.search(rf"(?:{_GLUED})$", words[start:end])
    return (start + glued.start(), end) if glued and glued.start() >= 4 else (start, end)


def _before_credit(before: str) -> list[Cut]:
    """What a credit follows: a caption alone, or a paragraph with a caption as its last, unfinished sentence."""
    if not before.strip():
        return []
    if len(before) > LONGEST:
        tail = before[-LONGEST:]
        ends = sentence_ends(tail)
        cut = len(before) - LONGEST + ends[-1] if ends else 0
        return [(0, cut, "body"), (cut, len(before), "caption")] if ends and before[cut:].strip() else [(0, len(before), "body")]
    ends = sentence_ends(before)
    if _starts_caption(before) or not ends or (len(ends) == 1 and ends[0] == len(before.rstrip()) and not is_said(before)):
        return [(0, len(before), "caption")]
    if before[ends[-1] :].strip():
        return [(0, ends[-1], "body"), (ends[-1], len(before), "caption")]
    return [(0, len(before), "body")]


def _by_its_words(words: str) -> list[Cut]:
    if len(words) > LONGEST:
        tail = words[-LONGEST:]
        ends = sentence_ends(tail)
        cut = len(words) - LONGEST + (ends[-1] if ends else LONGEST)
    else:
        ends = sentence_ends(words)
        cut = ends[-1] if ends else 0
        start = _starts_caption(words)
        if start:
            first = ends[0] if ends and "\u4e00" <= words[start.end() - 1] <= "\u9fff" else len(words)
            return [(0, first, "caption"), (first, len(words), "body")]
    if words[cut:].strip() and _caption_end().search(words):
        return [(0, cut, "body"), (cut, len(words), "caption")]
    return [(0, len(words), "body")]


def _blocks(words: str, start: int, cuts: list[Cut]) -> list[Block]:
    out = []
    for a, b, role in cuts:
        piece = words[a:b]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            out.append(Block(start + a + left, start + a + len(piece.rstrip()), role))
    return out
