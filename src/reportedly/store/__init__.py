"""Many reports in one SQLite file: records, their versions, the pages' bytes, people's judgements, what is made of them all.

    with open_store("reportedly.db") as store:                  # made where it is missing; create=False raises StoreError instead
        store.add(record, raw, name="a.html", given=given)      # one transaction: Added(outcome, entry)

Reports.  A page's versions share `report.page`; the same text on the same page is one version, however often it is added.
`Entry.key` is a version's handle. `Entry.id` is `report.id`, which two pages share that print the very same text.
Outcome of adding: new | version (of a page known before) | reread (the same text, read otherwise) | unchanged.
    store.entries(Filter(...))                      Entry, the newest version of each page, in the order of adding
    store.entry(report_id)                          its Entry: the newest page's where several print the text
    store.versions(page)                            Entry, from the first to the newest
    store.record(report_id), store.records()        Record as the reader made it; store.raw(sha256) the page's bytes
    store.judged(report_id), store.judged_records() JudgedRecord: with people's judgements in it. Build on these.
    compare(record, record)                         Difference a statement: unchanged, changed, gone, new
    store.input(name, sha256)                       what was added before from there, with what was known
    store.names(key)                                the files and addresses from which a version was added

Statements, with judgements applied, in the order of reports and text.
    store.statements(Filter(speaker=, act=, kind=, outlet=, language=, since=, until=, page=, every_version=))   Said
    store.statement(statement_id)                   Said: entry, statement, standing (machine | accepted | corrected)
    store.search("普京", Filter(...), limit=20)      Results: said, printed (reports), with totals and the words found
    store.alike(text, limit=60)                     Entry, in every version: the reports that print most of a text's runs of words

At a glance, of the newest versions.
    store.counts(), store.facets()                  Counts, Facets: how much there is, who speaks most, which outlets
    store.newest(limit=20)                          Entry, the last added first
    store.doubtful(limit=20)                        (total, Said): what only the machine has looked at, least sure first
    store.said_by(name, ..., limit=200)             (total, Said): by the speaker's very name, in order of the day of saying
    store.revision()                                a number that goes up whenever reports or judgements come in

Judgements (judgements.py says what each does).
    store.judge(judgement, ...)                     append, and apply to the page's statements at once: how many were new
    store.judgements(page=None)                     Judgement, in the order of coming
    store.rejected()                                Said: the statements that a person rejected
    store.orphans()                                 those that no longer find their words
    store.links()                                   what people merged and split, by statement ids

What can always be made again.
    store.keep_vectors(model, {statement_id: float16 array}), store.vectors(model) -> (ids, matrix), store.without_vector(model)
    store.remake(Copy | Utterance | Point, items)   in the place of all of that kind; revision= what they were made of
    store.made(Utterance), store.made(Utterance, member=statement_id)
    store.stale(Utterance)                          whether reports or judgements came in since

A reader during a write works. A Store may be used from several threads, one at a time; opening one costs a millisecond.
"""

from reportedly.store.entries import ALL, Added, Entry, Filter, Input, Outcome, Printed, Results, Said
from reportedly.store.overview import Counts, Facets
from reportedly.store.store import Store, open_store
from reportedly.store.versions import Difference, compare

__all__ = [
    "ALL", "Added", "Counts", "Difference", "Entry", "Facets", "Filter", "Input", "Outcome", "Printed", "Results", "Said",
    "Store", "compare", "open_store",
]  # fmt: skip
