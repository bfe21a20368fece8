"""Group: cards that say the same thing become a topic."""

from workshop.ui.group import draw_group
from workshop.ui.shell import open_page

visit = open_page()

draw_group(visit)
