"""Cards inside an open transaction: found by their labels, and stored in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from workshop.domain.codes import card_number, read_label
from workshop.domain.errors import CardUnknown
from workshop.domain.words import CardStatus, Horizon, Source
from workshop.services.transaction import Deed
from workshop.storage import tables

# Made once: to build a statement costs several times what it costs to run it.
_ISSUED = (
    update(tables.workshop)
    .where(tables.workshop.c.id == bindparam("workshop"))
    .values(cards_issued=bindparam("issued"))
)


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card looked up by label inside an open change; ``changed``: at which revision it was."""

    id: int
    number: int
    participant_id: int
    topic_id: int | None
    status: CardStatus
    set_aside: str
    changed: int


def find_card(deed: Deed, label: str) -> FoundCard:
    """The card with this label in this workshop, unless withdrawn. Raises CardUnknown."""
    [found] = find_cards(deed, [label])
    return found


def find_cards(deed: Deed, labels: Iterable[str]) -> list[FoundCard]:
    """The cards with these labels, in their order. Raises CardUnknown for the first missing."""
    wanted = {label: read_label(label, "C") for label in labels}
    card = tables.card
    found: dict[int | None, FoundCard] = {}
    for numbers in chunks([number for number in wanted.values() if number is not None]):
        for row in deed.connection.execute(
            select(
                card.c.id,
                card.c.number,
                card.c.participant_id,
                card.c.topic_id,
                card.c.status,
                card.c.set_aside,
                card.c.changed,
            ).where(
                card.c.workshop_id == deed.workshop.id,
                card.c.number.in_(numbers),
                card.c.status != CardStatus.WITHDRAWN,
            )
        ):
            found[row.number] = FoundCard(
                row.id,
                row.number,
                row.participant_id,
                row.topic_id,
                CardStatus(row.status),
                row.set_aside,
                row.changed,
            )
    for label, number in wanted.items():
        if number not in found:
            raise CardUnknown(card=label)
    return [found[number] for number in dict.fromkeys(wanted.values())]


def chunks(values: Sequence[int], size: int = 5_000) -> Iterator[Sequence[int]]:
    """``values`` in pieces for one statement each: databases take 32,766 parameters at most."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def store_cards(deed: Deed, lines: Sequence[dict[str, object]]) -> list[str]:
    """Inside an open change: insert cards in order, shown at once; gives their labels.

    ``lines``: who says what; ids, ranks, labels and whatever else a line does not say are added.
    """
    seed, arrival = deed.workshop.label_seed, deed.workshop.cards_issued
    rows = [
        {
            "workshop_id": deed.workshop.id,
            "card_id": deed.house.new_uuid(),
            "number": card_number(seed, arrival + place),
            "rank": deed.house.draw(),
            "source": Source.ROOM,
            "status": CardStatus.SHOWN,
            "question_id": None,
            "horizon": Horizon.NOW,
            "changed": deed.revision,
            **line,
        }
        for place, line in enumerate(lines)
    ]
    if rows:
        deed.connection.execute(insert(tables.card), rows)
        count_cards(deed, arrival + len(rows))
    return [f"C{row['number']}" for row in rows]


def count_cards(deed: Deed, issued: int) -> None:
    deed.connection.execute(_ISSUED, {"workshop": deed.workshop.id, "issued": issued})
