"""Vote: where do we begin? Points given in secret, and what they say once revealed."""

from workshop.domain.words import Phase
from workshop.ui.road import phase_head
from workshop.ui.shell import open_page
from workshop.ui.vote import draw_vote

visit = open_page()

phase_head(visit, Phase.VOTE)
draw_vote(visit)
