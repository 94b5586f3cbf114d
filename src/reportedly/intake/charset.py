"""Bytes → text: the encoding that a page declares, else the one under which it reads like news.

A byte-order mark decides; then UTF-8 where the bytes are UTF-8; then the declared encoding, unless another one makes
plainly more sense of the bytes; then the best of those that news pages use. "Making sense" is the share of characters
that are frequent in Chinese, Japanese, Korean, Russian or Western European text: a wrong decoding of any of these gives
rare characters and symbols. Line ends are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from reportedly.errors import IntakeError
from reportedly.lang import words

SAMPLE = 60_000
"""Bytes of lines with other than ASCII that are looked at to tell an encoding."""

CODECS = {
    "gb18030": "gb18030", "big5": "cp950", "euc-kr": "cp949", "windows-1251": "cp1251", "koi8-r": "koi8_r",
    "shift_jis": "cp932", "euc-jp": "euc_jp", "windows-1252": "cp1252", "iso-8859-5": "iso8859_5", "ibm866": "cp866",
}  # fmt: skip
"""Encodings that are tried, by the names of the WHATWG standard, with Python's codec for each."""

ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030",
    "big5": "big5", "big5-hkscs": "big5", "x-x-big5": "big5", "cp950": "big5", "cn-big5": "big5",
    "euc-kr": "euc-kr", "ks_c_5601-1987": "euc-kr", "cp949": "euc-kr", "windows-949": "euc-kr", "ksc5601": "euc-kr",
    "windows-1251": "windows-1251", "cp1251": "windows-1251", "x-cp1251": "windows-1251",
    "koi8-r": "koi8-r", "koi8": "koi8-r", "koi": "koi8-r", "koi8-u": "koi8-r",
    "shift_jis": "shift_jis", "shift-jis": "shift_jis", "sjis": "shift_jis", "x-sjis": "shift_jis", "windows-31j": "shift_jis",
    "euc-jp": "euc-jp", "x-euc-jp": "euc-jp", "iso-8859-5": "iso-8859-5", "ibm866": "ibm866", "cp866": "ibm866",
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252",
    "windows-1252": "windows-1252", "cp1252": "windows-1252", "iso-8859-15": "windows-1252",
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
}  # fmt: skip
"""What a page may call its encoding. Markup that can be read as ASCII and calls itself UTF-16 is UTF-8, as browsers hold."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip

_MAGIC = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "a GIF image"), (b"\x1f\x8b", "a gzip file"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip file"), (b"Rar!", "a RAR file"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"), (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"{\\rtf", "an RTF file"),
    (b"OggS", "a sound file"), (b"ID3", "a sound file"), (b"wOF", "a font"),
)  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FOREIGN_BYTES = bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in and what was odd about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Common:
    common: str


def decode(raw: bytes, *, declared: str | None = None, name: str = "-") -> Decoded:
    """Read bytes as text; raises IntakeError where they are no text in any encoding that news pages use."""
    _refuse_files_that_are_no_text(raw, name)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _checked(_read(raw[len(bom) :], encoding, encoding), name)
    if b"\x00" in raw:
        return _checked(_read_with_zeros(raw, name), name)
    if raw.isascii():
        return _checked(Decoded(raw.decode("ascii"), "utf-8"), name)
    encoding, warnings = _choose(raw, declared, name)
    read = _read(raw, CODECS.get(encoding, "utf-8"), encoding)
    return _checked(Decoded(read.text, encoding, warnings + read.warnings), name)


def _refuse_files_that_are_no_text(raw: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise IntakeError(f"{name}: looks like {what}, not a page or a text; save the report as text or HTML")


def _read(raw: bytes, codec: str, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(codec), encoding)
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
        bad = text.count("\ufffd")
        return Decoded(text, encoding, (f"{bad} places could not be read as {encoding} and show as \ufffd",))


def _read_with_zeros(raw: bytes, name: str) -> Decoded:
    """UTF-16 without a byte-order mark has zero bytes on one side of each Western character or line end."""
    if raw.count(0) * 4 < len(raw) and _is_utf8(_sample(raw), None):
        return _read(raw, "utf-8", "utf-8")
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 8 > max(even, odd):
        raise IntakeError(f"{name}: holds binary data, not a text; save the report as text or HTML")
    read = _read(raw, encoding, encoding)
    if sense(read.text[:SAMPLE]) < 0.15 and not read.text[:SAMPLE].isascii():
        raise IntakeError(f"{name}: holds binary data, not a text; save the report as text or HTML")
    return Decoded(read.text, encoding, ("no byte-order mark; read as UTF-16", *read.warnings))


def _checked(read: Decoded, name: str) -> Decoded:
    controls = len(_CONTROL.findall(read.text))
    damaged = read.text.count("\ufffd") if read.warnings else 0
    if controls + damaged > max(2, len(read.text) // 50):
        raise IntakeError(f"{name}: holds binary data, or text in an encoding that is not known; save it as UTF-8")
    if controls:
        return Decoded(read.text, read.encoding, (*read.warnings, f"{controls} control characters stand in the text"))
    return read


def _choose(raw: bytes, declared: str | None, name: str) -> tuple[str, tuple[str, ...]]:
    told = ALIASES.get((declared or "").strip().strip("'\"").lower())
    warnings: tuple[str, ...] = (f"declares an encoding that is not known, {declared!r}",) if declared and not told else ()
    sample = _sample(raw)
    if _is_utf8(sample, told):
        odd = (f"declared {declared}, is UTF-8",) if told not in (None, "utf-8", "windows-1252") else ()
        return "utf-8", warnings + odd
    scores = {encoding: sense(sample.decode(codec, "replace")) for encoding, codec in CODECS.items()}
    scores["utf-8"] = sense(sample.decode("utf-8", "replace"))
    if _foreign(sample) * 20 < len(sample):
        scores["windows-1252"] += 0.3  # a pound sign or two in an English text say little by themselves
    best = max(scores, key=lambda encoding: scores[encoding] + (0.2 if encoding == told else 0))
    if scores[best] < 0.15:
        raise IntakeError(f"{name}: makes no sense in any known encoding; save it as UTF-8")
    if told and best != told:
        warnings += (f"declared {declared}, reads as {best}",)
    return best, warnings


def _sample(raw: bytes) -> bytes:
    """The lines that hold other than ASCII, up to SAMPLE bytes; a line is cut where it is longer."""
    out: list[bytes] = []
    size = 0
    for line in raw.split(b"\n"):
        if line.isascii():
            continue
        out.append(line[: SAMPLE - size])
        size += len(out[-1])
        if size >= SAMPLE:
            break
    return b"\n".join(out)


def _foreign(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _FOREIGN_BYTES))


def _is_utf8(sample: bytes, told: str | None) -> bool:
    """Whether all but a cut or damaged few of the other bytes form UTF-8; under another declaration a few pairs may be chance."""
    found = _UTF8_SEQUENCE.findall(sample)
    within = sum(map(len, found))
    outside = _foreign(sample) - within
    if within == 0 or outside > max(0.02 * within, min(3, within // 12)):
        return False
    return told in (None, "utf-8") or len(found) > 3 or within > 2 * len(found)


def sense(text: str) -> float:
    """How much the characters beyond ASCII look like news text: about 0.8 where they do, below 0.4 for a wrong decoding."""
    text = text.removesuffix("\ufffd") + " "
    total = weight = 0.0
    before = " "
    for at, char in enumerate(text):
        if char > "\x7f":
            total += 1
            weight += _weight(char, before, text[at + 1])
        before = char
    return weight / total if total else 0.0


def _weight(char: str, before: str, after: str) -> float:
    by_latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if "А" <= char <= "я" or char in "ёЁ":
        return -0.5 if by_latin else _russian_weight(char, before)
    if char.isalpha() and char <= "\u024f":
        return 0.6 if by_latin else 0.0
    if "\u4e00" <= char <= "\u9fff" and ("\uac00" <= before <= "\ud7a3" or "\uac00" <= after <= "\ud7a3"):
        return 0.0  # Korean text has few Chinese characters; Chinese text read as Korean has them all over
    return _plain_weight(char)


def _russian_weight(char: str, before: str) -> float:
    if char.isupper():
        return -0.6 if "а" <= before <= "я" else 0.85 * _letters().get(char.lower(), 0.1)
    return _letters().get(char, 0.1)


@cache
def _plain_weight(char: str) -> float:
    if char in _frequent():
        return 1.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.45 if _is_everyday(char) else 0.1
    if "\uac00" <= char <= "\ud7a3":
        return 0.2
    if "\u3041" <= char <= "\u30fe":
        return 0.9
    if "\u3000" <= char <= "\u301f" or "\uff01" <= char <= "\uff5e" or char in "“”‘’—–…·«»№€£\u00a0・":
        return 0.5
    if char in "іїєґўІЇЄҐЎ":
        return 0.4
    return -1.0 if unicodedata.category(char)[0] in "CS" or char in "ЂЃѓ‚„†‡Љ‹ЊЌЋЏђљњќћџ" else 0.0


def _is_everyday(char: str) -> bool:
    """Whether one of the national standards ranks a Chinese character among the frequent half of its tables."""
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\xb0" <= gb[:1] < b"\xd8" or b"\xa4" <= big5[:1] < b"\xc9"


@cache
def _frequent() -> frozenset[str]:
    return frozenset(words("zh", "intake", _Common).common + words("ko", "intake", _Common).common)


@cache
def _letters() -> dict[str, float]:
    """Russian letters: full weight for the first eleven, which make up two thirds of a text, then falling."""
    order = words("ru", "intake", _Common).common
    return {letter: 1.0 if rank < 11 else max(0.1, 0.8 - 0.04 * (rank - 11)) for rank, letter in enumerate(order)}
