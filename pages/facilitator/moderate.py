"""Moderate: what waits, the wall, the rule and the log, for a second facilitator too."""

from workshop.ui.moderate import draw_moderate
from workshop.ui.shell import open_page

visit = open_page()

draw_moderate(visit)
