"""Read reports with inline gold markup (the grammar of shared/tools/goldtool.py) and write gold JSON lines.

A marked file: optional first line `#published 2031-03-09`, the text with tags ⟦KIND IDS:words⟧, a line `---`,
then one line a statement:
  ID MANNER ACT[|ALSO-RIGHT...] SAID BASIS [parent=ID] [kind=KIND] [speaker=NAME] [note=...]
KIND: s source, c cue, t content, r relay, d words dating the saying, a addressee, o occasion.
IDS: numbers joined by commas. Tags nest.
usage: marked.py DIR_OR_FILE... [-o OUT.jsonl]      checks, prints a line a bad file, exit 1 if any is bad
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import get_args

from reportedly.model import Act, Basis, Kind, Manner

ROLES = {"s": "source", "c": "cue", "t": "content", "r": "relay", "d": "said_words", "a": "addressee", "o": "occasion"}
MANNERS, ACTS, BASES, KINDS = (frozenset(get_args(kind)) for kind in (Manner, Act, Basis, Kind))
STOP = re.compile(r"[。！？!?\n]|\.(?=\s)")
TAG = re.compile(r"⟦([sctrdao])(\d+(?:,\d+)*):|⟧")


def strip_tags(marked: str) -> tuple[str, list[tuple[str, list[int], int, int]]]:
    """The raw text, and (kind, ids, start, end) of every tag."""
    out, at, length = [], 0, 0
    open_tags: list[tuple[str, list[int], int]] = []
    tags = []
    for m in TAG.finditer(marked):
        out.append(marked[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m[1]:
            open_tags.append((m[1], [int(x) for x in m[2].split(",")], length))
        elif not open_tags:
            raise ValueError(f"⟧ closes nothing near …{''.join(out)[-20:]}")
        else:
            kind, ids, start = open_tags.pop()
            if start == length:
                raise ValueError(f"empty tag {kind}{ids}")
            tags.append((kind, ids, start, length))
    if open_tags:
        raise ValueError(f"tag never closed: {open_tags[-1]}")
    text = "".join(out) + marked[at:]
    if "⟦" in text:
        raise ValueError(f"bad tag near {text[text.index('⟦') :][:25]!r}")
    return text, tags


def statement_line(line: str) -> dict[str, object]:
    """One line after `---`, as a statement without spans."""
    line, _, note = line.partition(" note=")
    number, manner, acts, said, basis, *rest = line.split()
    extra: dict[str, str] = {}
    for word in rest:
        if "=" in word and word.split("=")[0] in ("parent", "kind", "speaker"):
            key, _, value = word.partition("=")
            extra[key] = value
        else:
            extra["speaker"] = f"{extra['speaker']} {word}"
    kind = extra.get("kind", "speech")
    accept = acts.split("|")
    for value, known in ((manner, MANNERS), (basis, BASES), (kind, KINDS), *((a, ACTS) for a in accept)):
        if value not in known:
            raise ValueError(f"{number}: unknown value {value}")
    return {
        "id": int(number), "kind": kind, "manner": manner, "act": accept[0], "act_accept": accept,
        "said": None if said == "-" else said,
        "basis": basis, "parent": int(extra["parent"]) if "parent" in extra else None, "speaker": extra.get("speaker"),
        "note": note or None,
    }  # fmt: skip


def read_marked(path: Path, language: str) -> dict[str, object]:
    """One marked file as a line of gold; raises ValueError saying what is wrong."""
    whole = path.read_text(encoding="utf-8")
    published = None
    if whole.startswith("#published "):
        first, whole = whole.split("\n", 1)
        published = first.split()[1]
    body, found, tail = whole.rpartition("\n---\n")
    if not found:
        raise ValueError("no line '---'")
    text, tags = strip_tags(body)
    statements = {}
    for line in tail.splitlines():
        if line.strip() and not line.startswith("#"):
            one = statement_line(line.strip())
            if one["id"] in statements:
                raise ValueError(f"{one['id']} twice")
            statements[one["id"]] = {**one, **{r: [] for r in ROLES.values()}}
    for kind, ids, start, end in sorted(tags, key=lambda t: (t[2], -t[3])):
        for i in ids:
            if i not in statements:
                raise ValueError(f"tag {kind}{i} has no line")
            statements[i][ROLES[kind]].append({"start": start, "end": end, "text": text[start:end]})
    for i, s in statements.items():
        if not s["content"]:
            raise ValueError(f"{i}: no content")
        for before, after in pairwise(s["content"]):
            if STOP.search(text, before["end"] - 1, after["start"]):
                raise ValueError(f"{i}: a sentence ends before …{after['text'][:20]}: a continuation is a statement of its own")
        if not s["source"] and s["kind"] not in ("unattributed", "question", "outlet-own-voice"):
            raise ValueError(f"{i}: no source")
        if s["parent"] is not None and s["parent"] not in statements:
            raise ValueError(f"{i}: parent {s['parent']} is not here")
    return {
        "id": path.stem, "lang": language, "published": published, "origin": "written for reportedly", "text": text,
        "statements": [statements[i] for i in sorted(statements)],
    }  # fmt: skip


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("paths", nargs="+", type=Path)
    ap.add_argument("-o", "--out", type=Path)
    args = ap.parse_args()
    good, bad = [], 0
    files = [f for p in args.paths for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    for f in files:
        try:
            good.append(read_marked(f, f.parent.name))
        except ValueError as error:
            bad += 1
            print(f"BAD {f}: {error}")
    print(f"{len(good)} good, {bad} bad, {sum(len(g['statements']) for g in good)} statements", file=sys.stderr)
    if args.out:
        args.out.write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in good), encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
