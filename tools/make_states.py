"""Writes data/states.json: the names of the world's states in Chinese, English, Russian and Korean, from Unicode's CLDR through Babel.

usage: make_states.py [--out src/reportedly/data/states.json]      needs: pip install babel

CLDR is under the Unicode licence (https://www.unicode.org/license.txt), which lets its data be shipped with this notice.
What CLDR does not know (北朝鲜, Seoul, Кремль) is in data/aliases.toml, by hand.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from babel import Locale

ROOT = Path(__file__).parents[1]
LOCALES = {"zh": ("zh_Hans", "zh_Hant"), "en": ("en",), "ru": ("ru",), "ko": ("ko",)}
NO_STATE = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
_ASIDE = re.compile(r"\s*[（(].*?[)）]")


def main() -> None:
    """Write the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=ROOT / "src/reportedly/data/states.json")
    args = ap.parse_args()
    codes = sorted(c for c in Locale("en").territories if re.fullmatch("[A-Z]{2}", c) and c not in NO_STATE)
    table = {code: {lang: names(code, locales) for lang, locales in LOCALES.items()} for code in codes}
    args.out.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(table)} states, {args.out.stat().st_size:,} bytes")


def names(code: str, locales: tuple[str, ...]) -> list[str]:
    """A state's names in some locales, once each, also without what stands in brackets."""
    full = [Locale.parse(locale).territories[code] for locale in locales]
    return list(dict.fromkeys(x for name in full for x in (name, _ASIDE.sub("", name)) if x))


if __name__ == "__main__":
    main()
