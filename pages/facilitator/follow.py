"""Follow: the weeks after the workshop, from the weekly point to the proofs of what changed."""

from workshop.domain.words import Phase
from workshop.ui.follow import draw_follow
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page

visit = open_page()

phase_head(visit, Phase.FOLLOW)
draw_follow(visit)
