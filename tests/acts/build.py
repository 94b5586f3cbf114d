"""Build the gold lines LANG.jsonl from the marked sentences LANG-tune.txt and LANG-test.txt beside this file.

A context is three or more lines, a blank line between contexts: `# type of wording`, the text with the tags of
training/marked.py (⟦t1:words⟧), and `= 1:D-<2 ...`, one item a statement: number, acts (letters joined by |, the first the
best), polarity (+ or -: whether a negation word stands in the main clause; may be left out), `<N` the statement or question
that it answers, `k=KIND`. A question without a source is of kind question, all others speech.
usage: build.py [DIR]       writes DIR/LANG.jsonl (default: beside this file); exits 1 naming the context that is wrong
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROLES = {"s": "source", "c": "cue", "t": "content", "r": "relay", "d": "said_words", "a": "addressee", "o": "occasion"}
ACTS = {
    "A": "asserts", "D": "denies", "N": "neither-confirms-nor-denies", "U": "urges", "C": "accuses", "Q": "asks", "P": "promises",
    "W": "warns", "O": "announces", "R": "reports-action",
}  # fmt: skip
TAG = re.compile(r"⟦([sctrdao])(\d+):|⟧")
ITEM = re.compile(r"(\d+):([A-Z](?:\|[A-Z])*)([+-]?)(?:<(\d+))?(?:k=([a-z-]+))?$")
OPEN, CLOSE = '“«"「', '”»"」'


def strip_tags(marked: str) -> tuple[str, list[tuple[str, int, int, int]]]:
    """The raw text, and (role, number, start, end) of every tag."""
    out, at, length, stack, tags = [], 0, 0, [], []
    for m in TAG.finditer(marked):
        out.append(marked[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m[1]:
            stack.append((ROLES[m[1]], int(m[2]), length))
        else:
            role, number, start = stack.pop()
            tags.append((role, number, start, length))
    if stack or "⟦" in marked[at:]:
        raise ValueError(f"tag never closed in {marked[:40]}")
    return "".join(out) + marked[at:], tags


def manner(text: str, spans: list[dict[str, object]]) -> str:
    """direct where every span stands inside quotation marks, mixed where some of its words do."""
    ends = [(int(str(s["start"])), int(str(s["end"]))) for s in spans]
    if all(a and text[a - 1] in OPEN and (text[b - 1 : b] in CLOSE or text[b : b + 1] in CLOSE) for a, b in ends):
        return "direct"
    return "mixed" if any(c in text[a:b] for a, b in ends for c in OPEN) else "indirect"


def statement(item: str, text: str, tags: list[tuple[str, int, int, int]]) -> dict[str, object]:
    """One item after `=` as a line of gold."""
    m = ITEM.match(item)
    if not m:
        raise ValueError(f"cannot read {item!r} under {text[:40]}")
    number, acts = int(m[1]), [ACTS[a] for a in m[2].split("|")]
    spans: dict[str, list[dict[str, object]]] = {role: [] for role in ROLES.values()}
    for role, n, a, b in sorted(tags, key=lambda t: t[2]):
        if n == number:
            spans[role].append({"start": a, "end": b, "text": text[a:b]})
    if not spans["content"]:
        raise ValueError(f"{number}: no content under {text[:40]}")
    kind = m[5] or ("question" if acts[0] == "asks" and not spans["source"] else "speech")
    return {
        "id": number, "kind": kind, "manner": manner(text, spans["content"]), "act": acts[0], "act_accept": acts,
        "polarity": {"+": "positive", "-": "negative"}.get(m[3]), "in_response_to": int(m[4]) if m[4] else None,
        "said": None, "basis": "undated", "parent": None,
        "speaker": spans["source"][0]["text"] if spans["source"] else None, "note": None, **spans,
    }  # fmt: skip


def contexts(path: Path) -> Iterator[dict[str, object]]:
    """Every context of one marked file as a gold report."""
    language, split = path.stem.split("-")
    for n, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
        wording, *lines, items = block.split("\n")
        text, tags = strip_tags("\n".join(lines))
        found = [statement(item, text, tags) for item in items.removeprefix("= ").split(" ")]
        if {t[1] for t in tags} != {s["id"] for s in found}:
            raise ValueError(f"{path.name}, context {n}: tags and items differ: {text[:40]}")
        yield {
            "id": f"{language}-acts-{split}-{n:03d}", "lang": language, "published": None, "origin": "written for reportedly",
            "split": split, "wording": wording.removeprefix("# "), "text": text, "statements": found,
        }  # fmt: skip


def build(language: str) -> str:
    """The gold lines of one language."""
    both = [g for split in ("tune", "test") for g in contexts(HERE / f"{language}-{split}.txt")]
    return "".join(json.dumps(g, ensure_ascii=False) + "\n" for g in both)


if __name__ == "__main__":
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for one in ("zh", "en", "ru", "ko"):
        (to / f"{one}.jsonl").write_text(build(one), encoding="utf-8")
