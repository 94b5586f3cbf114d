"""How well a draft's quotations are judged: on quotations that this makes of annotated reports, in Chinese, English, Russian and Korean.

usage: measure_check.py [--gold ../shared/gold] [--each N] [--seed N] [--json]

Half of the reports of tests/gold, shared/gold and shared/disputes are stored, with their gold statements and the speakers that the
package finds behind the gold's sources. Drafts of a dozen sentences each (莫拉说：“…”, Mora said: “…”) then quote
  verbatim         a statement's words, or a run of two thirds of them; other marks or the other Chinese script in a third
  cut              the same without a stretch from its middle, half of them with an ellipsis
  altered          the same with one or two words (characters) replaced, left out or put in
  spliced          the first half of a statement and the second half of another
  another-speaker  a statement's words, said by somebody else of the same language
  not-found        a statement of the half that is not stored, where no stored report happens to print it
and of the development reports that have a professional translation (wmt21, wmt22; none was learned from)
  only-in-translation   the translation of a sentence that is a statement, with nobody's name
The drafts are read by the package, so who is quoted is what it reads there. Prints how many of each were judged as what, the share
judged right with its 90 % bootstrap interval, and how many sound ones raised an alarm (verbatim judged otherwise).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportedly.check import check
from reportedly.check.units import units
from reportedly.gold import GoldReport, load_gold
from reportedly.hanzi import spellings
from reportedly.model import Record, Statement
from reportedly.names import name_speakers
from reportedly.store import Store, open_store

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAYS = {"zh": "{}说：“{}”", "en": "{} said: “{}”", "ru": "{} заявил: «{}»", "ko": "{}은 “{}”라고 말했다."}
NOBODY = {"zh": "有人", "en": "Somebody", "ru": "Кто-то", "ko": "누군가"}
PARALLEL = (("zh-dev", "wmt21-zh-en"), ("ru-dev", "wmt21-ru-en"), ("ru-train", "wmt22-ru-en"), ("en-dev", "wmt22-en-zh"))
MOST_ENGLISH = 24
"""Reports of PolNeAR, so that English has about as many as the others."""
A_DRAFT = 12
SHORTEST = {"zh": 12, "ko": 16, "en": 9, "ru": 8}
"""Units that a statement must have to be cut, altered or put together with another."""
KINDS = ("verbatim", "cut", "altered", "spliced", "another-speaker", "not-found")


@dataclass(frozen=True, slots=True)
class Sample:
    """A statement that can be quoted: its words and the speaker's name."""

    language: str
    words: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as a draft will have it, and what it should be judged."""

    language: str
    speaker: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation, the verdict it should have and the one that it got."""

    quote: Quote
    verdict: str


def record_of(gold: GoldReport) -> Record:
    """Gold statements with the speakers that the package finds behind their sources."""
    record = gold.record()
    statements, actors = name_speakers(record.report, record.statements)
    return replace(record, statements=statements, actors=actors)


def samples(record: Record) -> Iterator[Sample]:
    """The statements of a report that are one run of words without quotation marks, by a named speaker."""
    language = record.report.language[:2]
    for s in record.statements:
        words = s.content[0].text.strip(" ，,。.；;：:")
        named = s.speaker is not None and s.speaker.kind != "unnamed"
        if named and len(s.content) == 1 and is_plain(s, words) and SHORTEST[language] <= len(units(words)) <= 80:
            assert s.speaker
            yield Sample(language, words, s.speaker.name)


def is_plain(s: Statement, words: str) -> bool:
    """Whether a draft can quote the words: on one line, and no marks in them that would end the quotation."""
    return s.kind in ("speech", "document") and is_clean(words)


def is_clean(words: str) -> bool:
    """Whether words hold no marks that would end a quotation of them."""
    return words.isprintable() and not set(words) & set('“”"«»「」„')


def verbatim(one: Sample, rnd: random.Random) -> str:
    """The words, or two thirds of them from somewhere; a third of them printed otherwise."""
    cut = units(one.words)
    if rnd.random() < 0.5:
        size = max(SHORTEST[one.language] - 2, 2 * len(cut) // 3)
        at = rnd.randrange(len(cut) - size + 1)
        words = cut.words(at, at + size)
    else:
        words = one.words
    return otherwise(words, one.language) if rnd.random() < 1 / 3 else words


def otherwise(words: str, language: str) -> str:
    """The same words in the other script with half-width marks; elsewhere with other spaces and dashes."""
    if language == "zh":
        return "".join(spellings(c)[-1:] if len(spellings(c)) == 2 else c for c in words).translate(
            str.maketrans("，；：", ",;:")
        )
    return words.replace(" ", "  ", 1).replace("—", "–").replace("’", "'")


def cut_short(one: Sample, rnd: random.Random) -> str:
    """The words without a stretch from the middle: a quarter to two fifths of them."""
    cut = units(one.words)
    gone = max(5 if cut.dense else 3, round(len(cut) * rnd.uniform(0.25, 0.4)))
    at = rnd.randrange(3, max(4, len(cut) - gone - 3 + 1))
    mark = rnd.choice(("…… " if one.language == "zh" else " ... ", "" if cut.dense else " "))
    return cut.words(0, at) + mark + cut.words(at + gone, len(cut))


def altered(one: Sample, rnd: random.Random, others: Sequence[Sample]) -> str:
    """The words with one or two replaced, left out or put in."""
    cut = units(one.words)
    words = [cut.words(n, n + 1) for n in range(len(cut))]
    blank = "" if cut.dense and one.language == "zh" else " "
    strange = [u for u in units(rnd.choice(others).words).plain if u not in cut.plain and u.isalpha()] or ["X"]
    how = rnd.choice(("replace", "replace", "leave", "put"))
    for place in rnd.sample(range(1, len(words) - 1), rnd.choice((1, 2))):
        words[place] = {"replace": rnd.choice(strange), "leave": "", "put": f"{words[place]}{blank}{rnd.choice(strange)}"}[how]
    if one.language == "ko":  # syllables: keep the blanks of the text
        gaps = [one.words[a:b] for a, b in zip(cut.ends, (*cut.starts[1:], cut.ends[-1]), strict=True)]
        return "".join(w + g for w, g in zip(words, gaps, strict=True)).strip()
    return blank.join(w for w in words if w)


def spliced(one: Sample, rnd: random.Random, others: Sequence[Sample]) -> str:
    """The first half of a statement and the second half of another."""
    a, b = units(one.words), units(rnd.choice([o for o in others if o.words != one.words]).words)
    return a.words(0, (len(a) + 1) // 2) + (" " if one.language != "zh" else "，") + b.words(len(b) // 2, len(b))


def quotes(stored: Sequence[Sample], absent: Sequence[Sample], each: int, rnd: random.Random) -> list[Quote]:
    """So many quotations of each kind and language, as far as there are statements."""
    out = []
    makers: dict[str, Callable[[Sample, Sequence[Sample]], str]] = {
        "verbatim": lambda one, _: verbatim(one, rnd), "cut": lambda one, _: cut_short(one, rnd),
        "altered": lambda one, others: altered(one, rnd, others), "spliced": lambda one, others: spliced(one, rnd, others),
        "another-speaker": lambda one, _: one.words, "not-found": lambda one, _: one.words,
    }  # fmt: skip
    for language in SAYS:
        own, other = ([s for s in some if s.language == language] for some in (stored, absent))
        names = sorted({s.speaker for s in own})
        for kind in KINDS:
            some = other if kind == "not-found" else own
            for one in rnd.sample(some, min(each, len(some))):
                speaker = (
                    rnd.choice([n for n in names if not is_near(n, one.speaker)]) if kind == "another-speaker" else one.speaker
                )
                out.append(Quote(language, speaker, makers[kind](one, own), kind))
    return out


def is_near(one: str, other: str) -> bool:
    """Whether two names share a part, so that they may be one."""
    return one in other or other in one or bool(set(one.split()) & set(other.split()))


def translations(shared: Path) -> Iterator[tuple[Record, list[Quote]]]:
    """Development reports, each with the translations of its sentences that are one statement."""
    for gold_file, corpus in PARALLEL:
        lines = (shared / f"corpora/{corpus}.jsonl").read_text(encoding="utf-8").splitlines()
        documents = {d["id"]: d for d in map(json.loads, lines)}
        target = {"wmt22-en-zh": "zh"}.get(corpus, "en")
        for gold in load_gold(shared / f"gold/{gold_file}.jsonl"):
            if gold.id in documents:
                document = documents[gold.id]
                pairs = zip(document["src"], next(iter(document["refs"].values())), strict=True)
                record = record_of(gold)
                yield record, [Quote(target, "", x, "only-in-translation") for x in _stated(record, pairs) if is_clean(x)]


def _stated(record: Record, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The translations of the sentences of which nearly all is in one statement."""
    for source, target in pairs:
        at, size = record.report.text.find(source.strip()), len(source.strip())
        inside = max((sum(min(x.end, at + size) - max(x.start, at) for x in s.content) for s in record.statements), default=0)
        if at >= 0 and inside >= 0.85 * size and size >= 10:
            yield target.strip().strip('“”"«»').strip()


def judged(some: list[Quote], store: Store) -> Iterator[Judged]:
    """Put quotations into drafts, a language each, and have them checked."""
    for language in SAYS:
        own = [q for q in some if q.language == language]
        for i in range(0, len(own), A_DRAFT):
            part = own[i : i + A_DRAFT]
            lines = [SAYS[language].format(q.speaker or NOBODY[language], q.words) for q in part]
            found = check("\n".join(lines), store)
            at = 0
            for quote, line in zip(part, lines, strict=True):
                verdict = next((c.verdict for c in found if at <= c.start < at + len(line)), "missed")
                yield Judged(quote, verdict)
                at += len(line) + 1


def table(rows: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """How many of each kind were judged as what."""
    return {
        kind: dict(Counter(r.verdict for r in rows if r.quote.kind == kind)) for kind in dict.fromkeys(r.quote.kind for r in rows)
    }


def share(rows: Sequence[Judged], draws: int = 500) -> tuple[float, float, float]:
    """The share judged right, and its 5th and 95th per cent over draws with replacement."""
    rnd = random.Random(0)
    right = [r.verdict == r.quote.kind for r in rows]
    drawn = sorted(sum(rnd.choices(right, k=len(right))) / len(right) for _ in range(draws))
    return sum(right) / len(right), drawn[draws // 20], drawn[-1 - draws // 20]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--each", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrong, on standard error")
    args = parser.parse_args()
    if not args.shared.is_dir():
        sys.exit(f"{args.shared}: there is no gold; name its folder with --shared")
    rnd = random.Random(args.seed)
    files = [ROOT / "tests/gold/gold.jsonl", *sorted((args.shared / "gold").glob("[zrk]*.jsonl"))]
    gold = [g for f in (*files, args.shared / "gold/en-dev.jsonl") for g in load_gold(f) if g.statements]
    gold += load_gold(args.shared / "gold/en-polnear-dev.jsonl")[:MOST_ENGLISH]
    rnd.shuffle(gold)
    stored = [record_of(g) for g in gold[: len(gold) // 2]]
    printed = "\x00".join(" ".join(units(r.report.text).plain) for r in stored)
    absent = [s for g in gold[len(gold) // 2 :] for s in samples(record_of(g)) if " ".join(units(s.words).plain) not in printed]
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "check.db") as store:
            for record in stored:
                store.add(record)
            rows = list(judged(quotes([s for r in stored for s in samples(r)], absent, args.each, rnd), store))
        with open_store(Path(folder) / "translated.db") as store:
            quoted: list[Quote] = []
            for record, translated in translations(args.shared):
                store.add(record)
                quoted += translated
            rows += judged(rnd.sample(quoted, min(len(quoted), 3 * args.each)), store)
    for r in rows if args.wrong else ():
        if r.verdict != r.quote.kind:
            print(f"{r.quote.kind} judged {r.verdict}: {r.quote.speaker}: {r.quote.words}", file=sys.stderr)
    tables = {"all": rows} | {x: [r for r in rows if r.quote.language == x] for x in SAYS}
    if args.json:
        print(
            json.dumps({name: {"right": share(some), "table": table(some)} for name, some in tables.items()}, ensure_ascii=False)
        )
        return
    for name, some in tables.items():
        right, low, high = share(some)
        print(f"\n{name}: {len(some)} quotations, judged right {right:.3f} ({low:.3f}–{high:.3f})")
        for kind, counts in table(some).items():
            told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items(), key=lambda x: -x[1]))
            print(f"  {kind:20} {told}")


if __name__ == "__main__":
    main()
