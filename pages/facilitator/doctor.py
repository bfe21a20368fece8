"""Before the room: is this computer ready, and does it hold as many phones?"""

from workshop.ui.doctor import draw_doctor
from workshop.ui.shell import open_page

visit = open_page()

draw_doctor(visit)
