"""The sponsor's page: the results, read-only, from top to bottom in three minutes."""

from workshop.ui.shell import open_page
from workshop.ui.sponsor import draw_results

visit = open_page(role="sponsor")

draw_results(visit)
