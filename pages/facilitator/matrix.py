"""Matrix: where each topic lies, why, and what to do next."""

from workshop.ui.matrix import draw_matrix
from workshop.ui.shell import open_page

visit = open_page()

draw_matrix(visit)
