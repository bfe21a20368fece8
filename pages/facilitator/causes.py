"""Causes: why the topics are as they are, ladder by ladder, and which kinds weigh most."""

from workshop.domain.words import Phase
from workshop.ui.causes import draw_causes
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.CAUSES)
draw_causes(visit)
