"""A hint of the compass in words: for the line on the pages and a terminal alike."""

from collections.abc import Callable

from workshop.domain.compass import Hint, HintCode
from workshop.i18n import Words
from workshop.services.views.workshop import WorkshopView

_COUNTED = {
    HintCode.PHONES_QUIET: "heard",
    HintCode.LATE: "minutes",
    HintCode.SILENT_SIDE: "cards",
    HintCode.SILENT_SIDE_ON_STEP: "cards",
}
"""What a sentence counts, where that is not how many things the hint is about."""

Show = Callable[[str], str]
"""How what people typed is written where it is read: as it is, or with marks escaped."""


def hint_said(t: Words, view: WorkshopView, hint: Hint, show: Show = str) -> str:
    """The hint in one sentence."""
    counted = _COUNTED.get(hint.code)
    n = hint.figures[counted] if counted else len(hint.about)
    return t.count(f"compass.{hint.code}", n, **_facts(t, view, hint, show))


def hint_why(t: Words, view: WorkshopView, hint: Hint, show: Show = str) -> str:
    """Why it is said now, and what one might do."""
    return t(f"compass.{hint.code}.why", **_facts(t, view, hint, show))


def hint_rests_on(view: WorkshopView, hint: Hint) -> tuple[str, ...]:
    """What it rests on, as people called it, with its label where it has one."""
    titles = _titles(view)
    return tuple(
        f"{label} · {titles[label]}" if label in titles else _named(view, label)
        for label in hint.about
    )


def _facts(t: Words, view: WorkshopView, hint: Hint, show: Show) -> dict[str, object]:
    titles = _titles(view)
    first = hint.about[0] if hint.about else ""
    figures = {name: t.number(value) for name, value in hint.figures.items()}
    name = titles[first] if first in titles else _named(view, first)
    who = t(f"compass.who.{hint.side}") if hint.side is not None else ""
    return {**figures, "name": show(name), "who": who}


def _titles(view: WorkshopView) -> dict[str, str]:
    """By label: topics, ideas and actions."""
    return {
        **{topic.label: topic.title for topic in view.topics},
        **{idea.label: idea.title for idea in view.solutions},
        **{action.label: action.what for action in view.actions},
    }


def _named(view: WorkshopView, step: str) -> str:
    """A step's title by its id; the name of a role is what it says."""
    return view.step_title(step) or step
