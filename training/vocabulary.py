"""Cuts the encoder's 250,000 pieces down to those that news in our languages uses.

Pieces that often run over the edge of an annotated span (他说, ”。) are left out too: a span can then end where the guide ends it.
usage: vocabulary.py OUT.json [--size 36000]      writes [[piece, score, row in the encoder], ...]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer

from data import SHARED
from e5 import E5, read_e5
from reportedly.pieces import make_tokenizer

CHARACTERS = 8000
SCRIPTS = re.compile(
    r"[▁\u0020-\u007e\u00a0-\u017f\u0400-\u045f\u1100-\u11ff\u2010-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u22ff\u2460-\u24ff"
    r"\u25a0-\u26ff"
    r"\u3000-\u30ff\u3130-\u318f\u3200-\u33ff\u4e00-\u9fff\uac00-\ud7a3]+"
)


def tokenizer(pieces: list[tuple[str, float]], unk: int = 0) -> Tokenizer:
    """The unigram tokenizer over these pieces."""
    tok = make_tokenizer(pieces, unk)
    return tok


def texts(name: str) -> list[dict]:
    return [json.loads(x) for x in (SHARED / name).read_text(encoding="utf-8").splitlines()]


def corpus() -> list[str]:
    """All the text that pieces are counted over."""
    out: list[str] = []
    for f in sorted((SHARED / "corpora").iterdir()):
        if f.suffix == ".jsonl":
            for d in texts(f"corpora/{f.name}"):
                out += [d["text"]] if "text" in d else [*d["src"], *(s for r in d["refs"].values() for s in r)]
        elif f.suffix == ".txt":
            out += f.read_text(encoding="utf-8").splitlines()
    for f in sorted((SHARED / "gold").glob("*train.jsonl")):
        out += [line for d in texts(f"gold/{f.name}") for line in d["text"].split("\n")]
    return out


def straddlers(tok: Tokenizer) -> Counter[str]:
    """How often each piece runs over the edge of a gold span, where it does so in over 3 % of its uses."""
    over: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for name in ("zh-train", "ru-train", "ko-train"):
        for d in texts(f"gold/{name}.jsonl"):
            edges = set()
            for s in d["statements"]:
                for role in ("content", "source", "cue", "relay"):
                    edges |= {e for x in s[role] for e in (x["start"], x["end"])}
            text = d["text"].replace("\n", " ")
            enc = tok.encode(text)
            for piece, (a, b) in zip(enc.tokens, enc.offsets, strict=True):
                first = a + (text[a : a + 1] == " ")  # the space before a word is part of its piece
                used[piece] += 1
                over[piece] += any(e in edges for e in range(first + 1, b))
    return Counter({p: n for p, n in over.items() if n > 0.03 * used[p]})


def choose(e5: E5, size: int) -> list[tuple[str, float, int]]:
    """The kept pieces with score and row: unknown and end of line first, then by use."""
    banned: set[str] = set()
    for _ in range(4):
        full = [(p, float(s) if p not in banned else -1e4) for p, s in zip(e5.pieces, e5.scores, strict=True)]
        new = {p for p in straddlers(tokenizer(full, e5.unk)) if len(p.strip("▁")) > 1 and not p.isascii()} - banned
        print(f"{len(new)} pieces run over edges", file=sys.stderr)
        banned |= new
        if not new:
            break
    tok = tokenizer([(p, float(s) if p not in banned else -1e4) for p, s in zip(e5.pieces, e5.scores, strict=True)], e5.unk)
    count: Counter[int] = Counter()
    for enc in tok.encode_batch(corpus()):
        count.update(enc.ids)
    ours = [i for i, p in enumerate(e5.pieces) if i > 3 and SCRIPTS.fullmatch(p) and p not in banned]
    # the encoder's own order is by frequency: of the characters that we never saw the commonest are kept
    single = set(sorted((i for i in ours if len(e5.pieces[i].strip("▁")) <= 1), key=lambda i: (not count[i], i))[:CHARACTERS])
    used = sorted((i for i in ours if i not in single and count[i]), key=lambda i: (-count[i], i))
    rest = [
        i for i in ours if i not in single and not count[i] and len(e5.pieces[i]) > 1
    ]  # in order of the encoder's own frequency
    print(f"{len(single)} single, {len(used)} used, {len(rest)} other; {len(banned)} banned", file=sys.stderr)
    kept = [*sorted(single), *used, *rest][: size - 2]
    return [("<unk>", 0.0, e5.unk), ("</s>", 0.0, e5.eos), *((e5.pieces[i], float(e5.scores[i]), i) for i in kept)]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("out", type=Path)
    ap.add_argument("--size", type=int, default=36000)
    args = ap.parse_args()
    pieces = choose(read_e5(), args.size)
    args.out.write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
