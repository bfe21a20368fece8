"""What a printed sheet of blank cards says of a workshop: its words, and nothing of the room's."""

from dataclasses import dataclass

from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import read_steps
from workshop.services.transaction import snapshot


@dataclass(frozen=True, slots=True)
class SheetView:
    """``steps``: the client's titles, in the order of the journey."""

    code: str
    title: str
    language: str
    client_name: str
    team_name: str
    steps: tuple[str, ...]


def read_sheet(house: House, actor: Facilitating) -> SheetView:
    """The words of a workshop, for its facilitator. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        workshop = seen.workshop
        steps = read_steps(seen.connection, workshop.id)
    return SheetView(
        workshop.code,
        workshop.title,
        workshop.language,
        workshop.client_name,
        workshop.team_name,
        tuple(step.client_title for step in steps),
    )
