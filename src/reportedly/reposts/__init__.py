"""The same report again: copies, excerpts and roundups found by fingerprints, and who carried the words first.

    copies = find_copies(reports)          # all at once; or Reposts().add(report) as they come, then .copies()
    origins = Origins(copies)              # origins.count([(report, start, end), ...]): origins are counted, not pages
    find_roundups(reports, utterances, copies)      # and those in other words, once it is known what tells the same

Only what a report tells is compared, not its headline, furniture and captions. Fingerprints propose pairs, letters decide: of
both reports the share of letters that stand in the other in passages of some length.
"""

from reportedly.reposts.finding import Reposts, find_copies
from reportedly.reposts.folding import told_stretches
from reportedly.reposts.ordering import Order, order
from reportedly.reposts.origins import Origins
from reportedly.reposts.retelling import find_roundups

__all__ = ["Order", "Origins", "Reposts", "find_copies", "find_roundups", "order", "told_stretches"]
