"""Ideate: ideas from the phones and from here, each tied to the topics it answers."""

from workshop.domain.words import Phase
from workshop.ui.ideate import draw_ideate
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.IDEATE)
draw_ideate(visit)
