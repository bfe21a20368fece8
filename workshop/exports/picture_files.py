"""The map and the matrix as pictures to keep: as SVG, and as PNG for slides and messages.

Each is 1,920 × 1,080 pixels in the workshop's language; a PNG is drawn in this computer's fonts.
"""

from collections.abc import Callable

import vl_convert

from workshop.i18n import Words, words
from workshop.pictures.map import map_svg
from workshop.pictures.matrix import matrix_svg
from workshop.pictures.palette import PRINT
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.views.map import map_of
from workshop.services.views.workshop import WorkshopView, read_workshop_view

Draw = Callable[[WorkshopView, Words], str]


def draw_map(view: WorkshopView, say: Words) -> str:
    """Both journeys read against each other, as SVG."""
    return map_svg(map_of(view), say, PRINT, title=view.workshop.title)


def draw_matrix(view: WorkshopView, say: Words) -> str:
    """The four quadrants with their topics, as SVG."""
    return matrix_svg(view, say, PRINT, title=view.workshop.title)


def svg_of(draw: Draw) -> Callable[[House, Facilitating], bytes]:
    """The download of a picture as SVG, which raises WorkshopUnknown."""
    return lambda house, actor: _drawn(house, actor, draw).encode()


def png_of(draw: Draw) -> Callable[[House, Facilitating], bytes]:
    """The download of a picture as PNG, which raises WorkshopUnknown."""
    return lambda house, actor: vl_convert.svg_to_png(_drawn(house, actor, draw))


def _drawn(house: House, actor: Facilitating, draw: Draw) -> str:
    view = read_workshop_view(house, actor)
    workshop = view.workshop
    return draw(view, words(workshop.language, workshop.client_name, workshop.team_name))
