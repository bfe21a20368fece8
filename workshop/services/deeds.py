"""The log of deeds: one line for each gesture of a facilitator, in the gesture's own transaction.

Who (an account's address or the code of a Hand), what (a Gesture), when (to the minute), about
which label. Nothing of participants: phones' gestures and those of named people on their own page
write no line, and no word that anybody typed is kept (TRUST.md, "Privacy").
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert

from workshop.domain.gestures import Gesture
from workshop.storage import tables

# Made once: to build a statement costs several times what it costs to run it.
_WRITE = insert(tables.deed).values(
    workshop_id=bindparam("workshop"),
    at=bindparam("moment"),
    who=bindparam("hand"),
    what=bindparam("gesture"),
    about=bindparam("label"),
    before=bindparam("was"),
    after=bindparam("is_now"),
)


@dataclass(slots=True)
class Trace:
    """What a gesture says of itself for its line: a label, and codes from which to which.

    Unless it says otherwise it is about what it made, else about what it looked up first
    (services/labels.py). Cards are looked up elsewhere: they appear where moderation names them,
    and nowhere else. ``happened``: False when the log goes with what was taken away. ``in_vain``:
    True once it is known that nothing was changed after all.
    """

    label: str = ""
    is_made: bool = False
    before: str = ""
    after: str = ""
    happened: bool = True
    in_vain: bool = False

    def found(self, label: str) -> None:
        """Somebody looked up what bears this label: the first one counts."""
        self.label = self.label or label

    def made(self, label: str) -> None:
        """Something new bears this label: it counts for more than what was looked up."""
        if not self.is_made:
            self.label, self.is_made = label, True

    def says(self, *, about: str | None = None, before: str = "", after: str = "") -> None:
        """Name it: the label (None leaves what was found), and codes from which to which."""
        if about is not None:
            self.label, self.is_made = about, True
        self.before, self.after = before, after


def write_deed(
    connection: Connection,
    workshop_id: int,
    *,
    moment: datetime,
    who: str,
    gesture: Gesture,
    trace: Trace,
) -> None:
    """Inside an open change: its line in the log."""
    connection.execute(
        _WRITE,
        {
            "workshop": workshop_id,
            "moment": moment.replace(second=0, microsecond=0),
            "hand": who,
            "gesture": gesture,
            "label": trace.label,
            "was": trace.before,
            "is_now": trace.after,
        },
    )
