"""Paper: the kit to print, and the sheets that come back typed in."""

from workshop.ui.paper_sheets import draw_sheets
from workshop.ui.shell import open_page

visit = open_page()

draw_sheets(visit)
