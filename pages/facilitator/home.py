"""My workshops: open one, make one, try the demo."""

from workshop.ui.home import draw_home

from workshop.ui.shell import open_page

visit = open_page("home", role=None)

draw_home(visit)
