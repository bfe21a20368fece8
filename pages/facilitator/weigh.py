"""Weigh: would one side pay for this idea? Opinions of the room, and the verdict they give."""

from workshop.domain.words import Phase
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page
from workshop.ui.weigh import draw_weigh

visit = open_page()

phase_head(visit, Phase.WEIGH)
draw_weigh(visit)
