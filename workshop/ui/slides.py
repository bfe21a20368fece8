"""The slides of the projector: what a phase shows as a list of lines."""

from collections.abc import Callable
from typing import Any

from workshop.domain.words import ActionStatus, Phase, Sees, Side, SolutionStatus
from workshop.i18n import Words
from workshop.services.views.actions import ActionLine
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine
from workshop.ui.editions import last_shown, state_said
from workshop.ui.follow_slide import follow_lines
from workshop.ui.ideate_slide import ideate_slide, standing
from workshop.ui.lines import VERDICT_SIGNS
from workshop.ui.pilot_slide import pilot_lines
from workshop.ui.shell import Visit
from workshop.ui.topic_words import reading_of, side_said

LINES_SHOWN = 8
QUOTES_SHOWN = 4
PROMPTED_SHOWN = 9
"""Lines under the question of one topic, itself counted: it and its quotes are longer."""

Lines = list[dict[str, Any]]
"""Each with a title, and what it may have besides (label, code, note, tone, under, sides)."""


def slide_of(visit: Visit) -> tuple[str, Lines, int]:
    """The slide of the phase: its layout, its lines, and how many more there are."""
    return _SLIDES.get(visit.view.workshop.phase, _welcome)(visit)


def topic_lines(visit: Visit, topic: TopicLine) -> Lines:
    """A topic opened alone: its voices in words, and sentences of the room that it may read."""
    t, view = visit.words, visit.view
    cards = [
        card for label in topic.cards if (card := view.card(label)) and card in view.shown_cards
    ]
    if view.workshop.rights.sees is not Sees.EVERYTHING:
        cards = []
    return [
        {
            "label": topic.label,
            "code": topic.quadrant,
            "title": topic.title,
            "sides": [
                {
                    "said": side_said(t, topic, side),
                    "valence": _valence(topic, side),
                    "dotted": side is Side.CLIENT and topic.client_by_team,
                }
                for side in Side
            ],
        },
        *(
            {"title": "", "under": t("ui.projector.quote", text=card.text)}
            for card in sorted(cards, key=lambda card: -card.me_too)[:QUOTES_SHOWN]
        ),
    ]


def _valence(topic: TopicLine, side: Side) -> float | None:
    """The balance of a side's voices in [−1, 1], None where nobody spoke."""
    valence = reading_of(topic, side).valence
    return None if valence is None else float(valence)


def _welcome(visit: Visit) -> tuple[str, Lines, int]:
    workshop, t = visit.view.workshop, visit.words
    goals = [
        {"title": t("ui.projector.client_goal"), "under": workshop.client_goal},
        {"title": t("ui.projector.team_goal"), "under": workshop.employee_goal},
    ]
    lines: Lines = [
        {"title": workshop.title, "under": workshop.ambition},
        *(goal for goal in goals if goal["under"]),
    ]
    return "join", lines, 0


def _frame(visit: Visit) -> tuple[str, Lines, int]:
    """What became of the last edition's actions, while the frame begins with them."""
    t, last = visit.words, last_shown(visit)
    if last is None:
        return _welcome(visit)
    lines: Lines = [
        {
            "label": line.label,
            "title": line.what,
            "tone": _TONES.get(line.status, "amber" if line.late else ""),
            "note": f"{_SIGNS.get(line.status, '')} {state_said(t, line)}".strip(),
        }
        for line in last.actions
    ]
    return _few(lines, visit)


def _groups(visit: Visit) -> tuple[str, Lines, int]:
    t, view = visit.words, visit.view
    by_size = sorted(view.topics, key=lambda topic: -len(topic.cards))
    lines: Lines = [
        {
            "label": topic.label,
            "title": topic.title,
            "note": t.count("count.cards", len(topic.cards)),
        }
        for topic in by_size[: 2 * LINES_SHOWN]
    ]
    if not lines:
        return "list", [{"title": t("ui.projector.no_topic")}], 0
    return "columns", lines, len(by_size) - len(lines)


def _ideate(visit: Visit) -> tuple[str, Lines, int]:
    layout, lines = ideate_slide(visit.words, visit.view)
    if layout == "list":
        return _few(lines, visit)
    return layout, lines[:PROMPTED_SHOWN], max(0, len(lines) - PROMPTED_SHOWN)


def _weigh(visit: Visit) -> tuple[str, Lines, int]:
    """The ideas that stand, what the room has adopted first."""
    ideas = standing(visit.view)
    ideas.sort(key=lambda line: line.status != SolutionStatus.ADOPTED)
    lines: Lines = [
        {"label": line.label, "title": line.title, **_verdict(visit, line)} for line in ideas
    ]
    return _few(lines, visit)


def _verdict(visit: Visit, line: SolutionLine) -> dict[str, str]:
    """The pain-transfer verdict: a sign and words beside its colour, and why. No figure: the mean
    of one ballot would be somebody's own.
    """
    t, verdict = visit.words, line.verdict
    said = [f"{VERDICT_SIGNS[verdict.transfer]} {t(f'transfer.{verdict.transfer}')}"]
    said += [t("ui.weigh.win_win")] if line.win_win else []
    said += [t("ui.weigh.is_adopted")] if line.status is SolutionStatus.ADOPTED else []
    why = ""
    if verdict.payer is not None:
        why = t("ui.sponsor.payer", side=t(f"side.label.{verdict.payer}"))
    elif verdict.unheard is not None and line.ballots:
        why = t("ui.sponsor.unheard", side=t(f"side.label.{verdict.unheard}"))
    return {"tone": verdict.transfer, "note": " · ".join(said), "under": why}


def plan_lines(visit: Visit) -> Lines:
    """The actions that stand: what, who carries it, until when."""
    t = visit.words
    return [
        {
            "label": action.label,
            "title": action.what,
            "code": action.quadrant,
            "under": " · ".join(
                part
                for part in (*_carried(action, t), t.date(action.due) if action.due else "")
                if part
            ),
        }
        for action in visit.view.actions
        if action.status is not ActionStatus.DROPPED
    ]


def _carried(action: ActionLine, t: Words) -> tuple[str, str]:
    """Whoever said yes in the room, and whom to ask: one that was only named has not."""
    asked = action.to_confirm_with
    owner = "" if action.owner == asked else action.owner
    return owner, t("ui.projector.to_confirm_with", name=asked) if asked else ""


def _plan(visit: Visit) -> tuple[str, Lines, int]:
    return _few(plan_lines(visit), visit)


def _follow(visit: Visit) -> tuple[str, Lines, int]:
    """What both sides say of each pilot, then what has changed since."""
    return _few([*pilot_lines(visit), *follow_lines(visit)], visit)


def _few(lines: Lines, visit: Visit) -> tuple[str, Lines, int]:
    if not lines:
        return "list", [{"title": visit.words("ui.projector.nothing_yet")}], 0
    return "list", lines[:LINES_SHOWN], max(0, len(lines) - LINES_SHOWN)


_TONES = {ActionStatus.DONE: "green"}
_SIGNS = {ActionStatus.DONE: "✓", ActionStatus.DROPPED: "✕"}

_SLIDES: dict[Phase, Callable[[Visit], tuple[str, Lines, int]]] = {
    Phase.FRAME: _frame,
    Phase.GROUP: _groups,
    Phase.IDEATE: _ideate,
    Phase.WEIGH: _weigh,
    Phase.PLAN: _plan,
    Phase.FOLLOW: _follow,
}
