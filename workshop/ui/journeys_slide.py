"""Both journeys on the projector: their steps as tiles; once moods are shown, their two curves.

What serves a step and what it is measured by stays on the facilitator's map, and in its files.
"""

from typing import Any

from workshop.domain.words import Deck, Lane, Phase, Side
from workshop.i18n import Words
from workshop.services.views.map import Audience, MapMood, MapStep, MapView, map_of
from workshop.ui.answers import scale_words
from workshop.ui.lines import signed
from workshop.ui.mood import in_one_sentence
from workshop.ui.shell import Visit

CLIENT_MARK, TEAM_MARK = "●", "■"
"""The same as on the curves."""


def journeys_shown(visit: Visit) -> MapView:
    """What the room may see of both journeys; while it speaks of its moods, the steps it felt."""
    view = map_of(visit.view, Audience.ROOM)
    return view.felt if visit.view.workshop.phase is Phase.MOOD else view


def has_curves(view: MapView) -> bool:
    """True once a mood of some step may be shown."""
    return any(step.mood(side).mean is not None for step in view.steps for side in Side)


# --- the steps as tiles ---------------------------------------------------------------------------


def step_tiles(visit: Visit, view: MapView) -> tuple[list[dict[str, Any]], str]:
    """A tile for each step, the team's part under it, and the key of the marks."""
    team = view.lane(Lane.EMPLOYEE)
    met = {two.id for _, two in view.pairs}
    tiles = [_tile(view, step) for step in view.steps if step not in team]
    tiles += [_tile(view, step) for step in team if step.id not in met]
    return tiles, _key(visit, view)


def _tile(view: MapView, step: MapStep) -> dict[str, Any]:
    served = [step.team_title] if view.is_mirror else _linked(view, step)
    team = step.lane is Lane.EMPLOYEE
    signs = (TEAM_MARK if team else CLIENT_MARK, str(step.number), *"★"[: step.moment_of_truth])
    return {
        "number": " ".join(signs),
        "team": team,
        "title": step.title,
        "marks": [f"{TEAM_MARK} {said}" for said in served if said],
    }


def _linked(view: MapView, step: MapStep) -> list[str]:
    return [team.title for client, team in view.pairs if client.id == step.id]


def _key(visit: Visit, view: MapView) -> str:
    """What the marks mean, and that what somebody has answered is still to come."""
    t = visit.words
    sides = [
        f"{CLIENT_MARK} {t('side.label.client')}",
        f"{TEAM_MARK} {t('side.label.employee')}",
    ]
    truth = any(step.moment_of_truth for step in view.steps)
    truths = [f"★ {t('ui.map.key.truth')}"] if truth else []
    felt = any(one.answers for one in visit.view.questions if one.deck == Deck.MOOD)
    hidden = [t("ui.map.hidden")] if felt and not view.answers_shown else []
    return " · ".join((*sides, *truths, *hidden))


# --- the curves -----------------------------------------------------------------------------------


def journey_curves(visit: Visit, view: MapView) -> dict[str, Any]:
    """Both curves along the steps for the component ``curves``, each team's step by its link."""
    told = [mood for mood in visit.view.moods if (mood.client, mood.employee) != (None, None)]
    return curves(
        visit.words,
        [_point(visit.words, client, team) for client, team in _columns(view)],
        in_one_sentence(visit, told) if view.is_mirror else "",
    )


def _columns(view: MapView) -> list[tuple[MapStep | None, MapStep | None]]:
    """Where both sides meet; then each step that meets nothing, for its own side."""
    pairs = view.pairs
    met = {step.id for pair in pairs for step in pair}
    alone = [step for step in view.steps if step.id not in met]
    return [
        *pairs,
        *((None, step) if step.lane is Lane.EMPLOYEE else (step, None) for step in alone),
    ]


def _point(t: Words, client: MapStep | None, team: MapStep | None) -> dict[str, Any]:
    named = [step for step in dict.fromkeys((client, team)) if step is not None]
    return point(
        t,
        " · ".join(step.title for step in named),
        client.client if client else MapMood(),
        team.employee if team else MapMood(),
        star=any(step.moment_of_truth for step in named),
    )


def point(
    t: Words, title: str, client: MapMood, employee: MapMood, *, star: bool = False
) -> dict[str, Any]:
    """One step of the curves: both means, their voices, and how they are said."""
    return {
        "title": title,
        "star": star,
        "client": client.mean,
        "employee": employee.mean,
        "dotted": client.by_team,
        "said": {"client": signed(client.mean, t), "employee": signed(employee.mean, t)},
        "voices": {"client": t.number(client.voices), "employee": t.number(employee.voices)},
    }


def curves(t: Words, steps: list[dict[str, Any]], sentence: str) -> dict[str, Any]:
    """The data of the component ``curves``; ``sentence`` says them in words."""
    by_team = any(step["dotted"] and step["client"] is not None for step in steps)
    page = t("ui.projector.page", page="{page}", pages="{pages}")
    return {
        "steps": steps,
        "sentence": sentence,
        "note": t("ui.projector.by_team") if by_team else "",
        "words": {
            "client": t("side.label.client"),
            "employee": t("side.label.employee"),
            "gap": t("ui.map.key.gap"),
            "scale": scale_words(t),
            "voices": t("ui.projector.voices"),
            "page": page,
            "held": t("ui.projector.held"),
        },
    }
