"""What the room sees when it comes back: what succeeded, what is kept, what is still to be done."""

from typing import Any

from workshop.domain.words import ActionStatus
from workshop.services.views.actions import ActionLine
from workshop.services.views.follow import EvidenceLine, read_follow
from workshop.ui import cache
from workshop.ui.shell import Visit

PROOFS_SHOWN = 2
"""Beside the success of the week: the newest ones."""

_PROMISED = (ActionStatus.OPEN, ActionStatus.BLOCKED, ActionStatus.DONE)


def follow_lines(visit: Visit) -> list[dict[str, Any]]:
    """The success of the week, promises kept, the newest proofs, then the actions."""
    t, today = visit.words, visit.house.clock().date()
    follow = cache.part_view(visit.house, visit.facilitator, read_follow)
    success = follow.success
    others = [line for line in follow.evidence if line is not success][:PROOFS_SHOWN]
    lines: list[dict[str, Any]] = []
    if success is not None:
        starred = {"note": f"★ {t('ui.evidence.of_the_week')}", "tone": "green"}
        lines.append({**_proof(visit, success), **starred})
    lines += [
        {
            "title": badge.domain,
            "note": f"✓ {t.count('ui.badges.kept', badge.kept, due=t.number(badge.due))}",
            "tone": "green",
        }
        for badge in follow.badges(today)
    ]
    lines += [_proof(visit, line) for line in others]
    promised = [line for line in visit.view.actions_by_due if line.status in _PROMISED]
    promised.sort(key=lambda line: line.status is ActionStatus.DONE)
    return lines + [_action(visit, line) for line in promised]


def _proof(visit: Visit, line: EvidenceLine) -> dict[str, Any]:
    return {"title": line.fact, "under": visit.words.date(line.seen_on)}


def _action(visit: Visit, line: ActionLine) -> dict[str, Any]:
    """What is blocked is said, for whoever may help; nobody is told to be late in front of all."""
    t = visit.words
    who = line.owner or t("ui.projector.to_confirm_with", name=line.to_confirm_with)
    if line.status is ActionStatus.DONE:
        said = {"note": f"✓ {t('ui.plan.status.done')}", "tone": "green"}
    elif line.status is ActionStatus.BLOCKED:
        said = {"note": t("ui.plan.status.blocked"), "tone": "amber"}
    else:
        said = {}
    return {
        "label": line.label,
        "title": line.what,
        "code": line.quadrant,
        "under": " · ".join(part for part in (who, t.date(line.due) if line.due else "") if part),
        **said,
    }
