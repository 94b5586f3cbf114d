"""The dossier of one point in dispute: who said what, when and through whom, as an editor would lay it out. Never who is right.

    shelf = Shelf(said, utterances, copies, cast, records)      # where statements, acts of saying and names are looked up
    dossier = make_dossier(point, shelf, "en")
    draw_page([dossier], "en")                                  # one self-contained HTML page
    markdown([dossier], "en")                                   # the same as Markdown
    print_dossier(console, dossier, "en")                       # and in a terminal

Every cell quotes its words; every line says whether a person has accepted it or only the machine has read it.
"""

from reportedly.dossier.building import all_moments, make_dossier
from reportedly.dossier.choosing import heading, liveliest, named
from reportedly.dossier.markdown import markdown
from reportedly.dossier.page import draw_page
from reportedly.dossier.parts import Dossier, Lively, Moment, Saying
from reportedly.dossier.sayings import Shelf
from reportedly.dossier.table import print_dossier, print_moments, print_others

__all__ = [
    "Dossier", "Lively", "Moment", "Saying", "Shelf", "all_moments", "draw_page", "heading", "liveliest", "make_dossier", "markdown",
    "named", "print_dossier", "print_moments", "print_others",
]  # fmt: skip
