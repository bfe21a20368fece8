"""Plan: actions with an owner, a date and a measure; priority topics without one come first."""

from workshop.domain.words import Phase
from workshop.ui.plan import draw_plan
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.PLAN)
draw_plan(visit)
