"""People's decisions put on top of the machine's: pure functions, and never a guess.

A judgement names a statement by its words and their surroundings, so that it holds for another reading and another version of the
page. Newer ones win. What no longer finds its words, or finds them in more than one place, becomes an orphan to look at.

add      the words are a statement that the reader missed; what it says is corrected after that
accept   the statement is right as its `value` has it (speaker, act, date ...), or one `field` of it is
reject   it is no statement; a `field`: its correction is taken back; "judgements" as field: all that was decided on it so far
correct  a `field` is `value`; None where there is none (no source, undated)
merge    two statements have one speaker, utterance or point (`field`); `value` names the other
split    they have not
note     a remark

    judged = apply(record, judgements)
    judged.record                      the record with corrections in it, rejected statements left out, added ones in
    judged.standing[statement.id]      machine | accepted | corrected, by whom, which fields, position, notes
    judged.orphans                     what could not be applied, and why
"""

from reportedly.judgements.apply import accepting, apply, find_statement, links, seen
from reportedly.judgements.standing import MACHINE, JudgedRecord, Link, Orphan, Standing

__all__ = [
    "MACHINE", "JudgedRecord", "Link", "Orphan", "Standing", "accepting", "apply", "find_statement", "links", "seen",
]  # fmt: skip
