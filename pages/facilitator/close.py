"""Close: what the room produced, who carries what, and the files to take home."""

from workshop.domain.words import Phase
from workshop.ui.close import draw_close
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.CLOSE)
draw_close(visit)
