"""Mood: how each side lives a few steps, what prevents good work and what would help."""

from workshop.domain.words import Phase
from workshop.ui.mood import draw_choices, draw_mood
from workshop.ui.questions import draw_decks, draw_running
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

with phase_head(visit, Phase.MOOD):
    draw_choices(visit)
    draw_decks(visit)
draw_running(visit)
draw_mood(visit)
