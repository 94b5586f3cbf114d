"""The reading room: pages where people see, check and correct the record. Bound to this machine only.

    app = make_app(Room(db=Path("reportedly.db"), by="mara", port=8001))       # an ASGI application

A page is a frozen dataclass, made by one function of what was asked (`Asked`): the same is drawn as HTML by the template of its
name, and given as JSON and, where it is a table, as CSV. What changes the record is posted, with a token, and answered by the page.
"""

from reportedly.web.app import make_app
from reportedly.web.room import Room

__all__ = ["Room", "make_app"]
