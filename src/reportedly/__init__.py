"""Read news reports and keep a checkable record of who said what, when, to whom and through whom.

    >>> import reportedly
    >>> given = reportedly.Given(published="2031-03-11")
    >>> record = reportedly.read("The ministry denied on Monday that the bridge was closed.", given=given)

Names are looked up when they are first used, so that importing costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.errors import ReportedlyError
    from reportedly.model import Given, Record, Report, Span, Statement
    from reportedly.reading import read
    from reportedly.schema import from_json, json_schema, to_json

__version__ = "0.1.0"
__all__ = ["Given", "Record", "Report", "ReportedlyError", "Span", "Statement", "from_json", "json_schema", "read", "to_json"]

_HOMES = {
    "ReportedlyError": "errors",
    "Given": "model", "Record": "model", "Report": "model", "Span": "model", "Statement": "model",
    "read": "reading",
    "from_json": "schema", "json_schema": "schema", "to_json": "schema",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"reportedly.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
