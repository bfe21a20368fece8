"""On the sponsor's page: what they decided, what leaders commit to, and what changed."""

from workshop.services.views.leaders import Leaders
from workshop.services.views.sponsor_follow import SponsorFollow
from workshop.ui import lines
from workshop.ui.commitment_lines import commitment_lines, silent_levels_said
from workshop.ui.evidence import badge_lines, evidence_entry
from workshop.ui.review import decision_entry
from workshop.ui.shell import Visit


def draw_answered(visit: Visit, follow: SponsorFollow) -> None:
    """What the sponsor has decided; nothing before they did."""
    if follow.answered:
        lines.draw(
            lines.section(visit.words("ui.sponsor.answered")),
            *(decision_entry(visit, line) for line in follow.answered),
        )


def draw_commitments(visit: Visit, leaders: Leaders) -> None:
    """What each level has committed to, and which level has not."""
    lines.draw(
        lines.section(visit.words("ui.commitments.title")),
        *commitment_lines(visit, leaders),
        silent_levels_said(visit, leaders),
    )


def draw_changes(visit: Visit, follow: SponsorFollow) -> None:
    """The wall of proofs, the success of the week first, and the badges."""
    t, today = visit.words, visit.house.clock().date()
    if follow.evidence:
        in_order = sorted(follow.evidence, key=lambda line: not line.of_the_week)
        lines.draw(
            lines.section(t("ui.evidence.wall")), *(evidence_entry(line, t) for line in in_order)
        )
    earned = follow.badges(today)
    if earned:
        lines.draw(lines.section(t("ui.badges.title")), badge_lines(earned, t))
