"""Pages drawn: Jinja templates, all text escaped, control characters made visible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from reportedly.interface import Tongue, shown
from reportedly.missed import missed_of_100
from reportedly.web.words import Manner, Spoken, moment


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page, and the words that it is drawn with."""

    tongue: Tongue
    ui: Manner
    w: Spoken
    path: str
    query: tuple[tuple[str, str], ...]
    by: str
    token: str
    done: str
    reading: int

    def here(self, **other: object) -> str:
        """This page's address with some of its query put otherwise; None leaves it out."""
        kept = [(k, v) for k, v in self.query if k not in other]
        query = urlencode(kept + [(k, str(v)) for k, v in other.items() if v is not None])
        return f"{self.path}?{query}" if query else self.path

    def also(self, form: str) -> str:
        """The address of this page as JSON or CSV."""
        stem = "/index" if self.path == "/" else self.path
        return f"{stem}.{form}" + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def miss(self) -> str:
        """How much the reader misses, in words."""
        return self.w.site["miss"].format(**missed_of_100())

    def day(self, edtf: str | None) -> str:
        """A date in the reader's language."""
        return self.ui.day(edtf)

    def moment(self, at: str) -> str:
        """A time in the reader's language."""
        return moment(at, self.ui)


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    env = Environment(
        loader=ChoiceLoader([PackageLoader("reportedly.web"), PackageLoader("reportedly")]),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1,
        autoescape=select_autoescape(default=True, default_for_string=True),
    )  # fmt: skip
    env.filters["shown"] = shown
    env.filters["number"] = lambda n: f"{n:,}"
    return env


def draw(page: Any, frame: Frame) -> str:
    """A page as HTML."""
    return environment().get_template(page.template).render(page=page, f=frame, ui=frame.ui, w=frame.w, tongue=frame.tongue)
