"""The slides of both journeys: how their steps are lived, as a chart with its figures."""

from collections.abc import Callable, Sequence

from workshop.domain.words import Kind, Lane, Side
from workshop.exports.deck import (
    ACCENT,
    BODY,
    EDGE,
    INK,
    SOFT,
    TOP,
    WIDE,
    Deck,
    curves,
    notes,
    table,
    write,
)
from workshop.exports.report_words import Told
from workshop.i18n import Words
from workshop.services.views.map import MapMood, MapStep, map_of
from workshop.services.views.workshop import WorkshopView

STEPS = 12
"""Of a table on one slide, where each is one line."""

Curve = tuple[str, str, Callable[[MapStep], MapMood]]
"""What a side is called, its colour, and its mood at a step."""


def draw_map(deck: Deck, view: WorkshopView, told: Told, t: Words) -> None:
    """The mood curves of one journey, or of each of two on a slide of its own."""
    read = map_of(view)
    client: Curve = (t("side.label.client"), ACCENT, lambda step: step.client)
    team: Curve = (t("side.label.employee"), INK, lambda step: step.employee)
    title: str = told["words"]["section_map"]
    if read.is_mirror:
        _journey(deck, title, read.steps, [client, team], told, t)
        return
    for lane, curve in ((Lane.CLIENT, client), (Lane.EMPLOYEE, team)):
        _journey(deck, f"{title} · {curve[0]}", read.lane(lane), [curve], told, t)


def _journey(
    deck: Deck,
    title: str,
    steps: Sequence[MapStep],
    sides: Sequence[Curve],
    told: Told,
    t: Words,
) -> None:
    """Its curves; where nobody has said yet how a step is lived, its steps."""
    if all(mood(step).mean is None for step in steps for _, _, mood in sides):
        _steps(deck, title, steps, t)
        return
    slide = deck.slide(title)
    notes(slide, told["map"]["says"])
    _, widest, _ = told["map"]["lines"]
    write(slide, (EDGE, 6.25, WIDE - 2 * EDGE, 0.75), [(widest, 16, SOFT, False)])
    curves(
        slide,
        (EDGE, TOP - 0.1, WIDE - 2 * EDGE, 4.8),
        [f"{step.number} {step.title}" for step in steps],
        [(name, colour, [mood(step).mean for step in steps]) for name, colour, mood in sides],
        (t("phone.scale.feeling.worst"), t("phone.scale.feeling.best")),
    )


def _steps(deck: Deck, title: str, steps: Sequence[MapStep], t: Words) -> None:
    """What each side does at a step, and the cards that tell of it."""
    signs = {Kind.IRRITANT: "−", Kind.ENCHANTMENT: "+"}
    counted = [(side, kind) for side in Side for kind in signs]
    counted = counted if any(step.cards.total for step in steps) else []
    is_double = any(step.team_title for step in steps)
    names = [t("file.column.step"), *([t("side.label.employee")] if is_double else [])]
    header = [*names, *(f"{t(f'side.label.{side}')} {signs[kind]}" for side, kind in counted)]
    rows = [
        [f"{step.number} {step.title}", *([step.team_title] if is_double else [])]
        + [str(step.cards.of(*what)) for what in counted]
        for step in steps
    ]
    widths = [*(4.0 for _ in names), *(1.5 for _ in counted)]
    for start in range(0, len(rows), STEPS):
        table(deck.slide(title), BODY, [header, *rows[start : start + STEPS]], widths)
