"""The room: the code that phones scan, who is here, and which doors are open."""

from workshop.ui.room import draw_room
from workshop.ui.shell import open_page

visit = open_page()

draw_room(visit)
