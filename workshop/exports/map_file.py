"""The map of both journeys as a picture to keep: as SVG, and as PNG for slides and messages."""

import vl_convert

from workshop.i18n import words
from workshop.pictures.map import map_svg
from workshop.pictures.palette import PRINT
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.views.map import map_of
from workshop.services.views.workshop import read_workshop_view


def produce_svg(house: House, actor: Facilitating) -> bytes:
    """The map as SVG of 1,920 × 1,080 pixels, in the workshop's language.

    Raises WorkshopUnknown.
    """
    return _drawn(house, actor).encode()


def produce_png(house: House, actor: Facilitating) -> bytes:
    """The same as PNG, in the fonts of this computer. Raises WorkshopUnknown."""
    return vl_convert.svg_to_png(_drawn(house, actor))


def _drawn(house: House, actor: Facilitating) -> str:
    view = read_workshop_view(house, actor)
    workshop = view.workshop
    say = words(workshop.language, workshop.client_name, workshop.team_name)
    return map_svg(map_of(view), say, PRINT, title=workshop.title)
