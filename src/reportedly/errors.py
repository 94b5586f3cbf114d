"""What can go wrong, as a tree.

ReportedlyError                 base: its message says what, where and what to do
├── SpanError                   a span lies outside its text, or its words differ from the text
├── IntakeError                 the bytes cannot be read as a report (empty, binary, too large, unknown encoding)
│   └── FetchError              an address could not be, or may not be, fetched
├── ModelError                  the parser's weights are missing or damaged
├── RecordError                 a record, gold file or manifest does not follow its schema
└── StoreError                  the database file cannot be used (locked, newer, not ours)
"""


class ReportedlyError(Exception):
    """Something a person can act on went wrong."""


class SpanError(ReportedlyError):
    """A span lies outside its text, or its words differ from the text."""


class IntakeError(ReportedlyError):
    """The bytes cannot be read as a report."""


class FetchError(IntakeError):
    """An address could not be, or may not be, fetched."""


class ModelError(ReportedlyError):
    """The parser's weights are missing or damaged."""


class RecordError(ReportedlyError):
    """A record, gold file or manifest does not follow its schema."""


class StoreError(ReportedlyError):
    """The database file cannot be used."""
