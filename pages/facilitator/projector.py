"""The window for the projector: it follows the phase and has no controls."""

from workshop.ui.projector import draw_projector
from workshop.ui.shell import open_page

visit = open_page()

draw_projector(visit)
