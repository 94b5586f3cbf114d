"""One speaker across reports, languages and scripts, and the party that each speaks for.

    cast = identify(records)                  # with links=store.links() for what people merged and split
    cast.of(record, statement)                # Identity | None: who said this, across reports
    cast.identities, cast.suggestions         # everyone; pairs that a person should look at

Names are compared by how they are spelt in each script (sounds.py), offices by role, field and state (offices.py, states.py).
A bare surname alone never merges two speakers; an unsure pair is a suggestion.
"""

from reportedly.actors.cast import Cast, Identity, Suggestion, identify
from reportedly.actors.states import Party

__all__ = ["Cast", "Identity", "Party", "Suggestion", "identify"]
