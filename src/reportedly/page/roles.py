"""What each line of a page is there for.

In doubt a line is body: a wrong role on a paragraph would lose all that is said in it. First each line is looked at by itself
and by its place, then by its neighbours: links below "related", captions above a dateline, subheads.
"""

from __future__ import annotations

from collections import Counter

from reportedly.model import Block, Document, Role
from reportedly.page.captions import is_credit
from reportedly.page.cutting import Row, cut, headline_parts, picture_parts
from reportedly.page.dateline import is_dateline_alone, read_dateline
from reportedly.page.headline import (
    FURNITURE_MARKS,
    FURNITURE_ORIGINS,
    Headline,
    is_east_asian,
    is_headline_again,
    is_list_of_links,
    is_sentence,
    key_of,
)  # fmt: skip
from reportedly.page.masthead import Masthead, label_alone, read_masthead
from reportedly.page.words import is_furniture, is_related_heading, is_said

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FAR = 15
"""Lines between two stretches of body above which they are looked at apart."""


def assign_roles(document: Document, headline: Headline | None) -> list[Row]:
    """Give every line of a document its role and its parts, in order."""
    rows = [Row(line, document.text[line.start : line.end]) for line in document.lines]
    voted = _voted_range(rows)
    stuffed = _stuffed(document, rows)
    written = 0
    for i, row in enumerate(rows):
        row.role = _role(rows, i, headline, voted, near_title=written == 0)
        if row.role == "body":
            row.role = stuffed.get(key_of(row.words), "body")
        if row.role == "body":
            cut(document.text, row, headline, first=written < 3)
            written += any(part.role == "body" for part in row.parts) and (is_sentence(row.words) or len(row.words) > 60)
    _mark_related(rows)
    _mark_captions_above_the_dateline(rows, headline)
    _mark_headings(rows, headline)
    return rows


def blocks_of(rows: list[Row]) -> tuple[Block, ...]:
    """The rows as blocks: parts where a line was cut, else the whole line."""
    out: list[Block] = []
    for row in rows:
        out += row.parts or [Block(row.line.start, row.line.end, row.role)]
    return tuple(out)


def _stuffed(document: Document, rows: list[Row]) -> dict[str, Role]:
    """Lines by their letters: keywords of the page are repeats; what markup shows three times or more is furniture."""
    short = (row for row in rows if len(row.words) <= 60 and not is_sentence(row.words) and row.words[-1] not in ":：,，")
    times = Counter(key_of(row.words) for row in short if row.line.body is not None)
    out: dict[str, Role] = {key: "furniture" for key, n in times.items() if n >= 3 and key}
    return out | {key: "repeat" for word in document.data.keywords if len(key := key_of(word)) >= 3}


def _voted_range(rows: list[Row]) -> tuple[int, int] | None:
    """The first and last line that the main-text extractor holds for body; None where it was not asked or found none.

    It also takes notices in the page's foot: what stands far below the body and is short beside it is left out.
    """
    runs: list[list[int]] = []
    for i, row in enumerate(rows):
        if row.line.body and is_sentence(row.words) and not is_furniture(row.words):
            if runs and i - runs[-1][-1] <= FAR:
                runs[-1].append(i)
            else:
                runs.append([i])
    if not runs:
        return None
    sizes = [sum(len(rows[i].words) for i in run) for run in runs]
    kept = [run for run, size in zip(runs, sizes, strict=True) if size >= 0.25 * max(sizes)]
    return kept[0][0], kept[-1][-1]


def _role(rows: list[Row], i: int, headline: Headline | None, voted: tuple[int, int] | None, *, near_title: bool) -> Role:
    row = rows[i]
    if headline and i == headline.index:
        row.parts = headline_parts(row, headline)
        return "headline"
    if headline and _is_repeat(row, headline):
        return "repeat"
    if is_related_heading(row.words) or is_furniture(row.words) or is_list_of_links(row.words):
        return "furniture"
    if row.line.origin not in FURNITURE_ORIGINS and not (voted and i > voted[1] + 3):
        row.masthead = read_masthead(row.words, near_title=near_title) or _value_below(rows, i)
        if row.masthead is not None:
            return _masthead_role(row.masthead)
    if is_dateline_alone(row.words):
        return "dateline"
    if _is_markup_furniture(row, i, voted) or _is_crumb(row, i, headline):
        return "furniture"
    return _picture_role(row) or (_above(row, voted) if headline and i < headline.index else "body")


def _is_repeat(row: Row, headline: Headline) -> bool:
    if row.line.origin in FURNITURE_ORIGINS or not is_headline_again(row.words, headline):
        return False
    dateline = read_dateline(row.words, first=False)
    return dateline is None or not dateline.titled


def _is_crumb(row: Row, i: int, headline: Headline | None) -> bool:
    """A letter or number by itself, as font sizes and pages of pictures leave it."""
    if headline is None or i < headline.index or is_sentence(row.words):
        return False
    return len(row.words) <= 2 and (row.line.origin != "" or row.line.body is not None or not row.words[0].isdigit())


def _picture_role(row: Row) -> Role | None:
    if row.line.origin in ("figcaption", "figure", "caption") or (row.line.mark in ("caption", "credit") and not row.line.body):
        row.parts = picture_parts(row)
        return "caption"
    return "credit" if is_credit(row.words) else None


def _above(row: Row, voted: tuple[int, int] | None) -> Role:
    """A line above the headline: furniture, but for a paragraph."""
    paragraph = is_sentence(row.words) and len(row.words) > 60
    return "body" if paragraph and (voted is None or row.line.body) else "furniture"


def _value_below(rows: list[Row], i: int) -> Masthead | None:
    """A name whose label stands alone on the line above (来源： / 某某社), as markup often has it."""
    words = rows[i].words
    label = label_alone(rows[i - 1].words) if i else None
    if label is None or len(words) > 30 or is_sentence(words):
        return None
    whole = ((0, len(words)),)
    return {"authors": Masthead(authors=whole), "sources": Masthead(sources=whole), "editors": Masthead(editors=whole)}[label]


def _is_markup_furniture(row: Row, i: int, voted: tuple[int, int] | None) -> bool:
    """Whether its place in the markup makes a line furniture; a sentence that was voted body is, only in a navigation bar."""
    line, sentence = row.line, is_sentence(row.words)
    if line.origin in ("nav", "button", "form"):
        return True
    if line.body and sentence and not (voted and i > voted[1]):
        return False
    if line.origin == "footer" or line.mark in FURNITURE_MARKS or (line.origin == "aside" and line.body is False):
        return True
    if line.linked and line.origin not in HEADINGS and not sentence:
        return True
    if voted is None or i <= voted[1]:
        return False
    # Below the body: what was voted body far down there is a notice; a signature follows at once.
    return line.body is False or i > voted[1] + FAR


def _masthead_role(masthead: Masthead) -> Role:
    if masthead.is_editors_only:
        return "furniture"
    who = masthead.authors or masthead.sources or masthead.section or masthead.views is not None or masthead.comments is not None
    return "byline" if who or not masthead.dates else "dateline"


# What only the neighbours tell


def _is_short(row: Row) -> bool:
    """Whether a line could be a heading or a link: no sentence, no quotation, not long."""
    words = row.words
    if row.role != "body" or is_sentence(words) or len(row.parts) != 1 or row.parts[0].role != "body" or words[0] in '“"«「–—-':
        return False
    return len(words) <= (45 if is_east_asian(words) else 130) and words[-1] not in ",，、:：;；"


def _mark_related(rows: list[Row]) -> None:
    """Below "related" stand links, or another report in full: of short lines only the last above a paragraph is a headline.

    A paragraph that the main-text extractor voted body ends the links: they stood in mid-page.
    """
    below = False
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and below and _is_short(row):
            run.append(row)
            continue
        below = below and not (row is not None and row.line.body and is_sentence(row.words))
        _settle(run, row)
        run = []
        if row is not None:
            row.elsewhere = below
            below = below or is_related_heading(row.words)


def _settle(run: list[Row], follows: Row | None) -> None:
    """Lines below "related": links, but for the last where a paragraph follows."""
    opens = follows is not None and follows.role in ("body", "byline", "dateline")
    for n, row in enumerate(run, 1):
        voted = row.line.body is not None
        is_title = opens and n == len(run) and row.line.body is not False
        row.become("furniture" if not is_title else "subhead" if voted else "headline")
        row.elsewhere = True


def _mark_captions_above_the_dateline(rows: list[Row], headline: Headline | None) -> None:
    """Sentences between the headline and the first dateline are captions where a credit stands below them."""
    opens = next((i for i, row in enumerate(rows) if row.dateline is not None), None)
    if opens is None or headline is None or opens <= headline.index:
        return
    credit = next((i for i in range(opens - 1, headline.index, -1) if rows[i].role == "credit"), None)
    if credit is None or credit - headline.index > 6:
        return
    above = [row for row in rows[headline.index + 1 : credit] if row.role == "body" and is_sentence(row.words)]
    if len(above) <= 3 and not any(is_said(row.words) or len(row.words) > 160 for row in above):
        for row in above:
            row.become("caption")


def _mark_headings(rows: list[Row], headline: Headline | None) -> None:
    """Short lines above a paragraph are subheads; above a dateline or byline in mid-page, the headline of another report."""
    paragraphs = (i for i, row in enumerate(rows) if row.role == "body" and is_sentence(row.words) and len(row.words) > 15)
    first = next((i for i in paragraphs if headline is None or i > headline.index), len(rows))
    follows: Row | None = None
    for i in range(len(rows) - 1, -1, -1):
        row = rows[i]
        heading = _is_short(row) or row.line.origin in HEADINGS or row.line.mark == "deck"
        if row.role == "body" and heading and follows is not None:
            another = follows.dateline is not None or (follows.masthead is not None and bool(follows.masthead.dates))
            is_new = another and headline is not None and i > max(first, headline.index) and len(row.words) > 8
            row.become("headline" if is_new else "subhead")
        if row.role not in ("furniture", "repeat", "credit", "caption"):
            follows = row
