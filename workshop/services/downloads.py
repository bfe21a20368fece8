"""What a workshop may be taken away as: the agreement between the files and the download route."""

from collections.abc import Callable
from dataclasses import dataclass

from workshop.domain.words import Role
from workshop.services.actors import Facilitating
from workshop.services.house import House


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a workshop: its media type, who may have it, and how its bytes are made.

    ``produce`` reads one snapshot and checks the actor's right itself (WorkshopUnknown).
    """

    media_type: str
    produce: Callable[[House, Facilitating], bytes]
    roles: frozenset[Role]
