"""Commitments of leaders in words: on the sponsor's page and on the facilitator's."""

from markupsafe import Markup

from workshop.i18n import Words
from workshop.services.views.leaders import CommitmentLine, Leaders
from workshop.ui import lines
from workshop.ui.shell import Visit


def commitment_lines(visit: Visit, leaders: Leaders) -> list[Markup]:
    """Each commitment, from the top down."""
    return [commitment_entry(visit, line) for line in leaders.commitments]


def commitment_entry(visit: Visit, line: CommitmentLine) -> Markup:
    """What was promised; below who, of which level, by when and what shows it."""
    t = visit.words
    due = t("ui.commitments.due", date=t.date(line.due)) if line.due else t("ui.commitments.no_due")
    # Who is their own level ("General management") is named once.
    said = [*dict.fromkeys((t(f"level.{line.level}"), line.who)), due]
    if line.proof:
        said.append(t("ui.commitments.proof.said", proof=line.proof))
    return lines.entry(line.what, note=" · ".join(said), chip=_state(visit, line, t))


def silent_levels_said(visit: Visit, leaders: Leaders) -> Markup:
    """In amber and in words: the levels of which nobody has committed to anything."""
    t = visit.words
    if not leaders.silent:
        return lines.EMPTY
    return Markup('<p class="rc-say">{}</p>').format(
        lines.spaced(
            lines.chip(t("ui.commitments.silent", level=t(f"level.{level}")), "amber")
            for level in leaders.silent
        )
    )


def _state(visit: Visit, line: CommitmentLine, t: Words) -> Markup:
    if line.kept_on is not None:
        return lines.chip(t("ui.commitments.kept", date=t.date(line.kept_on)), "green")
    if line.late(visit.house.clock().date()):
        return lines.chip(t("ui.plan.chip.late"), "red")
    return lines.EMPTY
