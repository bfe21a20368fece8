"""Journeys: both lanes step by step, and the map that reads them against each other."""

from workshop.domain.words import Phase
from workshop.ui.journeys import draw_journeys
from workshop.ui.map import MAP, choose_picture, draw_map
from workshop.ui.prerequisites import draw_prerequisites
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.JOURNEYS)
if choose_picture(visit) == MAP:
    draw_map(visit)
else:
    draw_journeys(visit)
    draw_prerequisites(visit)
