"""Settings: language, wall, order of treatment, links, downloads, copy and end."""

from workshop.ui.settings import draw_settings
from workshop.ui.shell import open_page

visit = open_page()

draw_settings(visit)
