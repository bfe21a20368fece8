"""Agenda: the phases of the day with their minutes, breaks, and the hours that follow."""

from workshop.ui.agenda_page import draw_agenda
from workshop.ui.shell import open_page

visit = open_page()

draw_agenda(visit)
