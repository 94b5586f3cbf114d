"""Quotations in a draft, or in a language model's answer, held against the stored pages.

    for one in check(draft, store):           # Checked, one a quotation, in the order of the draft
        one.verdict, one.found, one.difference, one.why
    compared(before, after)                   # Piece: what one text has otherwise than another

verbatim             the words stand so on a page; also where they are part of a longer sentence
cut                  they do, but for a stretch that is left out in one place, with an ellipsis or without
altered              some are others: `difference` goes from the page's words to the draft's
spliced              pieces of two places are put together
another-speaker      the words are there, but somebody else says them wherever they are
only-in-translation  no page has the words; a statement in another language says the same
not-found            nothing of this: `reports` were looked through
label                one or two words that nobody is said to have said: no quotation

Marks, spaces, width, capitals, accents and traditional characters are passed over, and `folded` says which were. Digits never are.
Only the words are compared by the machine: who says them is told as the record stands, and where that cannot tell, so is that.
"""

from reportedly.check.deciding import check
from reportedly.check.differing import compared
from reportedly.check.results import Checked, Found, Piece, Verdict

__all__ = ["Checked", "Found", "Piece", "Verdict", "check", "compared"]
