"""One self-contained HTML page of one or more dossiers: no script, nothing from outside; light, dark, print and narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from reportedly.dossier.drawing import view
from reportedly.dossier.parts import Dossier, Lively, Saying
from reportedly.dossier.words import dossier_words
from reportedly.interface import Tongue, interface
from reportedly.sheet import carried, hashed, template


def draw_page(dossiers: Sequence[Dossier], tongue: Tongue, *, others: Sequence[Lively] = ()) -> str:
    """Draw the dossiers of some points, and name the points that have none here; words in English or Chinese."""
    style = carried("sheet.css") + carried("dossier.css")
    views = [view(d, f"p{n}", tongue, _anchors(f"p{n}")) for n, d in enumerate(dossiers, 1)]
    return template("dossier.html").render(
        ui=interface(tongue), w=dossier_words(tongue), tongue=tongue, views=views, others=others, style=Markup(style),
        policy=f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'",
    )  # fmt: skip


def _anchors(ids: str) -> Callable[[Saying], str]:
    return lambda saying: f"#{ids}u{saying.number}"
