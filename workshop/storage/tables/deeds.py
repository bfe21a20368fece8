"""The log of deeds: who changed what and when, on the facilitator's side."""

from sqlalchemy import Column, String, Table

from workshop.storage.tables.base import Moment, metadata, part_of, row_id

deed = Table(
    # In the order of ``id``. No revision stands beside the moment, and the moment is told to the
    # minute: cards bear the revision of their last change, and would get a time of day from it.
    "deed",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("at", Moment, nullable=False),
    # A facilitator's e-mail address, or the code of a Hand; never a participant.
    Column("who", String(254), nullable=False),
    # The code of a Gesture.
    Column("what", String(24), nullable=False),
    # The label of what it was done to, such as T3; "" for the workshop.
    Column("about", String(12), nullable=False),
    # Codes, where a gesture moves something from one state to another, or how many other lines it
    # was about: never what anybody wrote.
    Column("before", String(24), nullable=False),
    Column("after", String(24), nullable=False),
)
