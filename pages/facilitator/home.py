"""My workshops: open one, make one, try the demo, bring one back from its file."""

from workshop.exports.json_file import import_workshop
from workshop.exports.refusals import sentence
from workshop.ui.home import draw_home
from workshop.ui.shell import open_page

visit = open_page(role=None)

draw_home(visit, take_in=import_workshop, why=sentence)
