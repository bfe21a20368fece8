"""An action in words: its line in a list, what it still lacks, what became of it."""

from datetime import date

from markupsafe import Markup

from workshop.domain.words import ActionDeed, Priority
from workshop.i18n import Words
from workshop.services.views.actions import ActionLine
from workshop.services.views.history import ActionEvent
from workshop.services.views.sponsor import SponsorAction
from workshop.ui import lines


def action_entry(
    line: ActionLine | SponsorAction, t: Words, *, mark: bool = True, today: date | None = None
) -> Markup:
    """An action in full: its shape, what, its state, then owner, date and measure in words.

    ``mark``: False where the topic's shape stands above already. ``today``: to say what is late.
    """
    due = t("ui.plan.due", date=t.date(line.due)) if line.due else t("ui.plan.no_due")
    measure = (
        t("ui.plan.measure", measure=line.measure) if line.measure else t("ui.plan.no_measure")
    )
    return lines.entry(
        line.what,
        label=line.label,
        note=" · ".join((carried_by(line, t), due, measure)),
        mark=lines.shape(line.quadrant if mark else None, t),
        chip=_chips(line, t, today),
    )


def carried_by(line: ActionLine | SponsorAction, t: Words) -> str:
    """Who carries it, and who has still to say yes."""
    parts = []
    if line.owner and line.owner != line.to_confirm_with:
        parts.append(t("ui.plan.by", name=line.owner))
    if line.to_confirm_with:
        parts.append(to_confirm(line, t))
    return ", ".join(parts) or t("ui.plan.no_owner")


def to_confirm(line: ActionLine | SponsorAction, t: Words) -> str:
    """With whom it is to be confirmed and, for the facilitator, before when."""
    before = line.confirm_before if isinstance(line, ActionLine) else None
    if before is None:
        return t("ui.plan.to_confirm", name=line.to_confirm_with)
    return t("ui.plan.to_confirm.before", name=line.to_confirm_with, date=t.date(before))


def said_of(event: ActionEvent, t: Words) -> str:
    """A line of its history as one sentence."""
    by = event.by or t("ui.plan.history.facilitator")
    match event.deed:
        case ActionDeed.HANDED_OVER:
            return t("ui.plan.history.handed_over", by=by, before=event.before, after=event.after)
        case ActionDeed.ACCEPTED:
            return t("ui.plan.history.accepted", name=event.after)
        case ActionDeed.SAID:
            return t("ui.plan.history.said", by=by)
        case _:
            return t("ui.plan.history.status", by=by, status=t(f"ui.plan.status.{event.after}"))


def _chips(line: ActionLine | SponsorAction, t: Words, today: date | None) -> Markup:
    chips = lines.chip(t(f"ui.plan.status.{line.status}"), f"calm {line.status}")
    if not isinstance(line, ActionLine):
        return chips
    if line.priority is Priority.HIGH:
        chips += Markup(" ") + lines.chip(t("ui.plan.priority.high"), "calm high")
    if today is not None and line.late(today):
        chips += Markup(" ") + lines.chip(t("ui.plan.chip.late"), "red")
    return chips
