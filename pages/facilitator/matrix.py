"""Matrix: where each topic lies, why, and what to do next."""

from workshop.domain.words import Phase
from workshop.ui.compare import draw_comparison
from workshop.ui.matrix import draw_matrix
from workshop.ui.replay import draw_replay
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.MATRIX)
draw_matrix(visit)
draw_replay(visit)
draw_comparison(visit)
