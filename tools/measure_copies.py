"""How well copies are found: on variants of real reports that this makes, in Chinese, English and Russian.

usage: measure_copies.py [--corpora ../shared/corpora] [--most N] [--seed N] [--json]

Every report of the corpora's news gets some variants, as another page might print it:
  drop      up to three tenths left out, by the sentence            edit      one word (zh: pair of characters) in twelve replaced
  coat      new title, byline, captions, furniture          stuff     the new title between the paragraphs, again and again
  mixed     all four, milder                                script    Chinese in traditional characters, half-width marks
  lead      the first sentences only                        roundup   parts of four reports under one title
  tail      another report with some paragraphs of this one at its end: too little for the containment bar, shown beside it
`short` counts again those of fewer than 200 Chinese characters or 500 letters.

copy precision   of the pairs found as copies, those that are
copy recall      of the pairs that are copies, those found as such
containment      of (lead, origin) and (roundup, each of its four), those found in whatever kind but copy
Intervals hold 90 % of bootstrap draws over the origins. Reports that are found to repeat each other before any variant is made
are listed for a person to judge, and left out: the corpora hold real copies.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.intake import read_bytes
from reportedly.lang import words
from reportedly.model import Copy, Given, Report
from reportedly.page import read_page
from reportedly.reposts import find_copies
from reportedly.reposts.folding import Variants

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
SOURCES = (("wmt21-zh-en", "zh", "src"), ("xwlb-zh", "zh", "text"), ("wmt22-en-zh", "en", "src"), ("wmt21-ru-en", "en", "refs"),
           ("wmt21-ru-en", "ru", "src"), ("wmt22-ru-en", "ru", "src"), ("wmt22-ru-en", "en", "refs"))  # fmt: skip
COPIES = ("drop", "edit", "coat", "stuff", "mixed", "script")
SHORT = {"zh": 200, "en": 500, "ru": 500}
LEAST = {"zh": 24, "en": 70, "ru": 70}
"""A lead of fewer characters is no more than a headline."""
MOST_A_LANGUAGE = 240
_SENTENCE = {
    "zh": re.compile(r"[^。！？\n]*[。！？]+[”」』]?|[^。！？\n]+"),
    "en": re.compile(r"[^.!?\n]*[.!?]+[”»\"]?\s*|[^.!?\n]+"),
}
TITLES = {
    "zh": ("刚刚！这件事终于有了说法", "重磅消息传来，各方反应不一", "一夜之间，形势突变？", "看懂这件事，只要三分钟"),
    "en": (
        "What we know about the story everyone shares",
        "It happened overnight, and nobody saw it coming",
        "Five things to watch",
    ),
    "ru": (
        "Стало известно, чем закончилась эта история",
        "Главное за день: что произошло и чего ждать",
        "Эксперты не ожидали такого",
    ),
}
HEADS = {
    "zh": "2031年3月9日 08:41 来源：远潮网 编辑：小禾",
    "en": "March 9, 2031 08:41 | By Staff Writer",
    "ru": "9 марта 2031, 08:41 | Редакция",
}
FEET = {
    "zh": "分享到： 微信 微博 QQ空间 收藏 举报",
    "en": "Share: Facebook Twitter Email Print",
    "ru": "Поделиться: ВКонтакте Телеграм",
}
CAPTIONS = {"zh": "资料图 图源网络", "en": "File photo / Harbour Pictures", "ru": "Фото из архива"}


@dataclass(frozen=True, slots=True)
class Made:
    """One page made from others: how, and from which (by page)."""

    report: Report
    how: str
    of: tuple[str, ...]
    language: str


def originals(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """(name, language, text) of the news of the corpora."""
    for file, language, field in SOURCES:
        for n, line in enumerate((corpora / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if row.get("domain") not in (None, "news"):
                continue
            if field == "text":
                yield f"{file}:{n}", language, row["title"] + "\n" + row["text"]
            else:
                segments = row["src"] if field == "src" else next(iter(row["refs"].values()))
                yield f"{file}:{n}:{field}", language, "\n".join(segments)


def untitled(report: Report) -> str:
    """A report's text without its headline."""
    return report.text[max((b.end for b in report.blocks if b.role == "headline"), default=0) :].strip()


def page(name: str, text: str, language: str, published: str | None) -> Report:
    """A text read as a page of that name."""
    return read_page(read_bytes(text.encode(), name=name, given=Given(language=language, published=published)))


def sentences(text: str, language: str) -> list[str]:
    """The sentences of each line; a line's last one ends with its line end."""
    pattern = _SENTENCE.get(language, _SENTENCE["en"])
    return [one for line in text.splitlines() if line.strip() for one in _with_end(pattern.findall(line))]


def _with_end(found: list[str]) -> list[str]:
    return [*found[:-1], found[-1].rstrip() + "\n"] if found else []


def drop(text: str, language: str, rnd: random.Random, part: float = 0.3) -> str:
    """Leave out sentences as they come by chance, up to that part of the text."""
    found = sentences(text, language)
    gone: set[int] = set()
    for n in rnd.sample(range(len(found)), len(found)):
        if sum(len(found[m]) for m in gone) + len(found[n]) <= part * len(text):
            gone.add(n)
    return "".join(one for n, one in enumerate(found) if n not in gone)


def edit(text: str, language: str, rnd: random.Random, every: int = 12) -> str:
    """Replace one word in so many by another word of the text; in Chinese a pair of characters."""
    if language == "zh":
        places = [n for n in range(len(text) - 1) if text[n : n + 2].isalpha()]
        out = list(text)
        for n in rnd.sample(places, len(text) // (2 * every)):
            m = rnd.choice(places)
            out[n : n + 2] = text[m : m + 2]
        return "".join(out)
    pieces = re.split(r"(\s+)", text)
    known = [w for w in pieces if w.strip()]
    return "".join(rnd.choice(known) if w.strip() and rnd.random() < 1 / every else w for w in pieces)


def coat(text: str, language: str, rnd: random.Random) -> str:
    """Give a new title, a byline, a caption and furniture."""
    lines = text.splitlines()
    lines.insert(rnd.randrange(len(lines)) + 1, CAPTIONS[language])
    return "\n".join([rnd.choice(TITLES[language]), HEADS[language], *lines, FEET[language]])


def stuff(text: str, language: str, rnd: random.Random, every: int = 3) -> str:
    """Put a new title on top and again after every few sentences."""
    title, found = rnd.choice(TITLES[language]), sentences(text, language)
    return (
        title + "\n" + "".join(s + (title + ("\n" if s.endswith("\n") else "")) * (not n % every) for n, s in enumerate(found, 1))
    )


def mixed(text: str, language: str, rnd: random.Random) -> str:
    """All of these, milder."""
    return stuff(coat(edit(drop(text, language, rnd, 0.2), language, rnd, 25), language, rnd), language, rnd, 8)


def script(text: str, language: str, rnd: random.Random) -> str:
    """Chinese in traditional characters and half-width marks; elsewhere other marks, and all capitals in a third of the lines."""
    if language == "zh":
        return text.translate(_traditional()).translate(str.maketrans("，：；！？（）", ",:;!?()"))
    lines = text.replace("«", "“").replace("»", "”").replace("—", "-").splitlines()
    return "\n".join(line.upper() if rnd.random() < 1 / 3 else line for line in lines)


def _traditional() -> dict[int, str]:
    v = words("zh", "variants", Variants)
    pairs = zip(v.traditional.replace("\n", ""), v.simplified.replace("\n", ""), strict=True)
    return {ord(simple): full for full, simple in reversed(list(pairs))}


def lead(text: str, language: str, rnd: random.Random) -> str:
    """A new title and the first sentences, up to two fifths of the text."""
    return rnd.choice(TITLES[language]) + "\n" + first_part(text, language, 0.4)


def first_part(text: str, language: str, part: float) -> str:
    """The first sentences, up to that part of a text."""
    out = ""
    for one in sentences(text, language):
        if len(out) + len(one) > part * len(text):
            break
        out += one
    return out


def roundup(texts: Sequence[str], language: str, rnd: random.Random) -> str:
    """The larger part of four reports, one after the other, under one title."""
    parts = (drop(text, language, rnd, rnd.uniform(0.0, 0.35)) for text in texts)
    return "\n".join([rnd.choice(TITLES[language]), *parts])


def tail(text: str, other: str, language: str) -> str:
    """Another report with the first half of this one at its end."""
    return other + "\n" + first_part(text, language, 0.5)


MAKERS: dict[str, Callable[[str, str, random.Random], str]] = {
    "drop": drop, "edit": edit, "coat": coat, "stuff": stuff, "mixed": mixed, "script": script, "lead": lead,
}  # fmt: skip


def make(kept: Sequence[Report], language: str, rnd: random.Random) -> Iterator[Made]:
    """Three variants of every report, one of them no copy, and a roundup and a tail for every fourth."""
    for n, report in enumerate(kept):
        for how in [*rnd.sample(COPIES, 2), "lead"]:
            text = MAKERS[how](untitled(report), language, rnd)
            if how == "lead" and len(text.partition("\n")[2]) < LEAST[language]:
                continue
            yield Made(page(f"{how}/{report.page}", text, language, _later(rnd)), how, (report.page,), language)
        if n % 4 == 0:
            four = [report, *rnd.sample([r for r in kept if r is not report], 3)]
            text = roundup([untitled(r) for r in four], language, rnd)
            yield Made(
                page(f"roundup/{report.page}", text, language, _later(rnd)), "roundup", tuple(r.page for r in four), language
            )
        if n % 4 == 1:
            other = rnd.choice([r for r in kept if len(r.text) >= len(report.text) and r is not report] or [report])
            text = tail(untitled(report), other.text, language)
            if other is not report:
                yield Made(page(f"tail/{report.page}", text, language, _later(rnd)), "tail", (report.page, other.page), language)


def _later(rnd: random.Random) -> str:
    return f"2031-03-{rnd.randint(10, 28)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One pair that is there or was found: its origin's page, what it is, and which it was found as."""

    origin: str
    language: str
    how: str
    short: bool
    found: str | None


def compare(made: Sequence[Made], copies: Sequence[Copy]) -> list[Outcome]:
    """Every true pair with what it was found as, and every pair that was found and is not there."""
    found = {(c.page, o): c.kind for c in copies for o in c.of_pages}
    out = []
    for m in made:
        short = len(m.report.text) < SHORT[m.language]
        for n, origin in enumerate(m.of):
            how = "host" if m.how == "tail" and n == 1 else m.how
            out.append(Outcome(origin, m.language, how, short, found.pop((m.report.page or "", origin), None)))
    by_page = {m.report.page: m for m in made}
    for (report, origin), kind in found.items():
        one = by_page.get(report or "")
        short = one is not None and len(one.report.text) < SHORT[one.language]
        out.append(Outcome(origin, one.language if one else "", "nothing", short, kind))
    return out


def rates(rows: Sequence[Outcome]) -> dict[str, float]:
    """The three figures, and recall of every way of making."""
    copies = [r for r in rows if r.how in COPIES]
    parts = [r for r in rows if r.how in ("lead", "roundup")]
    as_copy = [r for r in rows if r.found == "copy" and r.how not in ("host",)]
    out = {
        "copy precision": _share(as_copy, lambda r: r.how in COPIES), "copy recall": _share(copies, lambda r: r.found == "copy"),
        "containment recall": _share(parts, lambda r: r.found in ("excerpt", "roundup")),
        "containment recall, any kind": _share(parts, lambda r: r.found is not None),
        "containment precision": _share([r for r in rows if r.found in ("excerpt", "roundup")], lambda r: r.how != "nothing"),
    }  # fmt: skip
    for how in sorted({r.how for r in rows} - {"nothing", "host"}):
        out[f"recall {how}"] = _share([r for r in rows if r.how == how], lambda r: r.found is not None)
    return out


def _share(rows: Sequence[Outcome], right: Callable[[Outcome], bool]) -> float:
    return sum(map(right, rows)) / len(rows) if rows else float("nan")


def intervals(rows: Sequence[Outcome], draws: int = 200) -> dict[str, tuple[float, float]]:
    """The 5th and 95th per cent of every figure over origins drawn again with replacement."""
    rnd = random.Random(0)
    groups: dict[str, list[Outcome]] = {}
    for r in rows:
        groups.setdefault(r.origin, []).append(r)
    names = list(groups)
    drawn = [rates([r for name in rnd.choices(names, k=len(names)) for r in groups[name]]) for _ in range(draws)]
    out = {}
    for name in rates(rows):
        values = sorted(d[name] for d in drawn if name in d and d[name] == d[name])
        out[name] = (values[len(values) // 20], values[-1 - len(values) // 20]) if values else (float("nan"), float("nan"))
    return out


def measure(corpora: Path, seed: int, most: int) -> tuple[list[Outcome], dict[str, object]]:
    """Make the variants of so many reports of every language, find copies, and compare."""
    rnd = random.Random(seed)
    reports: dict[str, list[Report]] = {"zh": [], "en": [], "ru": []}
    for name, language, text in originals(corpora):
        reports[language].append(page(name, text, language, "2031-03-09"))
    before = find_copies(r for rs in reports.values() for r in rs)
    repeated = {p for c in before for p in (c.page, *c.of_pages)}
    rows: list[Outcome] = []
    notes: dict[str, object] = {"repeated before any variant": [(c.kind, c.page, *c.of_pages, c.share, *c.kept) for c in before]}
    for language, some in reports.items():
        kept = [r for r in some if r.page not in repeated and len(sentences(untitled(r), language)) >= 3]
        kept = rnd.sample(kept, min(most, len(kept)))
        made = list(make(kept, language, rnd))
        begin = time.perf_counter()
        copies = find_copies([*kept, *(m.report for m in made)])
        notes[f"{language}: originals, pages, seconds"] = len(kept), len(kept) + len(made), round(time.perf_counter() - begin, 1)
        rows += compare(made, copies)
    return rows, notes


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--most", type=int, default=MOST_A_LANGUAGE, help="reports a language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.corpora.is_dir():
        sys.exit(f"{args.corpora}: there are no corpora; name their folder with --corpora")
    rows, notes = measure(args.corpora, args.seed, args.most)
    tables = (
        {"all": rows}
        | {x: [r for r in rows if r.language == x] for x in ("zh", "en", "ru")}
        | {"short": [r for r in rows if r.short]}
    )
    figures = {name: {k: (v, *intervals(some)[k]) for k, v in rates(some).items()} for name, some in tables.items()}
    if args.json:
        print(json.dumps({"figures": figures, "notes": notes}, ensure_ascii=False))
        return
    for name, value in notes.items():
        print(name, len(value) if isinstance(value, list) else value)
    for name, table in figures.items():
        print(f"\n{name}: {len(tables[name])} pairs; {dict(Counter(r.found or 'missed' for r in tables[name]))}")
        for figure, (value, low, high) in table.items():
            print(f"  {figure:30} {value:6.3f}   {low:.3f}–{high:.3f}")


if __name__ == "__main__":
    main()
