"""The language of a text, by the letters that it is written in; words decide only among languages of the Latin alphabet."""

from __future__ import annotations

import re

SAMPLE = 20_000

_SCRIPTS = {
    "han": re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]"), "hangul": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
    "kana": re.compile("[\u3041-\u30fa]"), "cyrillic": re.compile("[\u0400-\u04ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    "arabic": re.compile("[\u0600-\u06ff]"), "hebrew": re.compile("[\u05d0-\u05ea]"), "greek": re.compile("[\u0370-\u03ff]"),
    "thai": re.compile("[\u0e00-\u0e7f]"), "devanagari": re.compile("[\u0900-\u097f]"),
}  # fmt: skip
_WEIGHT = {"han": 3.0, "hangul": 2.5, "kana": 2.0}
"""A character of these says as much as two or three letters."""

_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "said", "with", "was", "as", "it", "at", "by", "from", "be",
    "has", "have", "not", "are", "he", "his", "an", "were", "will",
})  # fmt: skip
_OTHERS = {"arabic": "ar", "hebrew": "he", "greek": "el", "thai": "th", "devanagari": "hi"}
_CYRILLIC = (("uk", "іїєґ"), ("be", "ў"), ("kk", "әғқңөұүһ"), ("sr", "ђћјљњ"), ("mk", "ѓќѕ"))


def detect_language(text: str, hint: str | None = None) -> str:
    """The language as a BCP 47 tag without a region; `hint` is what the page declares, and decides where letters cannot.

    "und" where neither letters nor words tell.
    """
    sample = text[:SAMPLE]
    counts = {script: len(pattern.findall(sample)) * _WEIGHT.get(script, 1.0) for script, pattern in _SCRIPTS.items()}
    declared = (hint or "").split("-")[0].split("_")[0].lower()
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return declared if re.fullmatch("[a-z]{2,3}", declared) else "und"
    if script in ("han", "kana"):
        return "ja" if counts["kana"] > 0.1 * (counts["han"] + counts["kana"]) else "zh"
    if script == "hangul":
        return "ko"
    if script == "cyrillic":
        return _cyrillic(sample.lower())
    return _latin(sample, declared) if script == "latin" else _OTHERS[script]


def _cyrillic(sample: str) -> str:
    russian = sum(map(sample.count, "ыэъё"))
    for language, letters in _CYRILLIC:
        own = sum(map(sample.count, letters))
        if own > 2 and own > russian:
            return language
    length = len(_SCRIPTS["cyrillic"].findall(sample))
    return "bg" if length > 400 and not sum(map(sample.count, "ыэ")) else "ru"


def _latin(sample: str, declared: str) -> str:
    found = re.findall(r"[^\W\d_]+", sample.lower())[:1000]
    english = sum(word in _ENGLISH for word in found) / max(1, len(found))
    if english >= 0.12 or declared == "en" or (len(found) < 25 and not declared):
        return "en"
    if re.fullmatch("[a-z]{2,3}", declared) and declared not in ("zh", "ja", "ko", "ru", "uk", "bg"):
        return declared
    return "en" if english >= 0.06 else "und"
