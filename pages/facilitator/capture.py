"""Capture: what phones are asked, questions to push, and the wall of cards."""

from workshop.domain.words import Phase
from workshop.ui.personas import draw_card_personas
from workshop.ui.questions import draw_decks, draw_running
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page
from workshop.ui.wall import draw_brought, draw_what_is_asked, wall

visit = open_page()

with phase_head(visit, Phase.CAPTURE):
    draw_what_is_asked(visit)
    draw_decks(visit)
    draw_card_personas(visit)
    draw_brought(visit)
draw_running(visit)
wall(visit)
