"""What a workshop may be taken away as: the agreement between the files and the download route."""

from collections.abc import Callable
from dataclasses import dataclass

from workshop.domain.words import Role
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.transaction import snapshot


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a workshop: its media type, who may have it, and how its bytes are made.

    ``produce`` reads one snapshot and checks the actor's right itself (WorkshopUnknown).
    """

    media_type: str
    produce: Callable[[House, Facilitating], bytes]
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class PersonalDownload:
    """One file of a named person's own page: its media type, and how its bytes are made.

    ``produce`` reads one snapshot and checks the person's link itself (WorkshopUnknown).
    """

    media_type: str
    produce: Callable[[House, Named], bytes]


def language_of(house: House, actor: Facilitating, role: Role = Role.FACILITATOR) -> str:
    """The language of a workshop, in which its files are called. Raises WorkshopUnknown."""
    with snapshot(house, actor, role) as seen:
        return seen.workshop.language
