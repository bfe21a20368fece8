"""Journeys: the client's steps, and under each what the team does."""

from workshop.domain.words import Phase
from workshop.ui.journeys import draw_journeys
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.JOURNEYS)
draw_journeys(visit)
