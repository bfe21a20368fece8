"""Frame: why the room is here, and the double goal."""

from workshop.domain.words import Phase
from workshop.ui.editions import draw_last_edition
from workshop.ui.frame import draw_frame
from workshop.ui.personas import draw_personas
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.FRAME)
draw_last_edition(visit)
draw_frame(visit)
draw_personas(visit)
