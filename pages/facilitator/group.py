"""Group: cards that say the same thing become a topic."""

from workshop.domain.words import Phase
from workshop.ui.group import draw_group
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.GROUP)
draw_group(visit)
