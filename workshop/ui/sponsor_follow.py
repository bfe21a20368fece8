"""On the sponsor's page: what they are asked, what they decided, and what changed."""

from workshop.services.views.sponsor_follow import SponsorFollow
from workshop.ui import lines
from workshop.ui.evidence import badge_lines, evidence_entry
from workshop.ui.review import decision_entry
from workshop.ui.shell import Visit


def draw_asked(visit: Visit, follow: SponsorFollow) -> None:
    """What waits for the sponsor, and what they have answered; nothing where neither is."""
    t = visit.words
    if follow.asked:
        lines.draw(
            lines.section(t("ui.sponsor.asked")),
            *(
                lines.entry(line.what, note=t("ui.review.asked_on", date=t.date(line.asked_on)))
                for line in follow.asked
            ),
        )
    if follow.answered:
        lines.draw(
            lines.section(t("ui.sponsor.answered")),
            *(decision_entry(visit, line) for line in follow.answered),
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
