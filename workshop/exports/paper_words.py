"""What stands on the sheets of the paper kit, in the workshop's words: for their layout."""

from collections.abc import Sequence

from workshop.domain.votes import BUDGET, CAP
from workshop.domain.words import (
    QUADRANTS,
    Kind,
    Phase,
    Side,
    SolutionStatus,
    Subject,
)
from workshop.exports.report_words import Told
from workshop.i18n import Words
from workshop.services.answers import SCALE_WORDS
from workshop.services.paper_sheets import EFFECTS
from workshop.services.views.paper_sheets import mirror_asks, steps_of_moods
from workshop.services.views.workshop import WorkshopView

SHEETS = ("guide", "steps", "cards", "mood", "mirror", "vote", "ideas", "weigh", "plan")
"""The sheets of the kit, in the order in which a workshop needs them."""

ROAD = tuple(phase for phase in Phase if phase is not Phase.FOLLOW)
"""What one holds in a room; following goes on at a desk."""

BLANK_ROWS = {"steps": 8, "mood": 6, "mirror": 10, "vote": 14, "ideas": 10, "weigh": 8, "plan": 7}
"""Empty lines of a sheet whose rows the room has yet to find."""
CARDS_A_PAGE = 6

# A mouth for each value of the scale, the lowest first: no font has to know these faces.
_MOUTHS = (
    "M7 19 Q12 12 17 19",
    "M8 18 Q12 14.5 16 18",
    "M8 16.5 H16",
    "M8 15 Q12 18.5 16 15",
    "M7 14.5 Q12 21 17 14.5 Z",
)


def kit_told(view: WorkshopView, t: Words, sheets: Sequence[str] = SHEETS) -> Told:
    """All that the layout sets, of these sheets."""
    workshop = view.workshop
    wanted = [sheet for sheet in SHEETS if sheet in sheets]
    return {
        "language": workshop.language,
        "title": workshop.title,
        "kit": t("paper.title"),
        "foot": t("paper.foot", title=workshop.title, code=workshop.code),
        "sheets": [
            {"name": sheet, "title": t(f"paper.sheet.{sheet}"), "says": _says(sheet, view, t)}
            for sheet in wanted
        ],
        "guide": _guide(view, t),
        "steps": [step.client_title for step in view.steps],
        "mood_steps": _mood_steps(view, t),
        "mirror": _mirror(view),
        "vote": _vote(view),
        "weigh": _weigh(view),
        "blank": BLANK_ROWS,
        "cards": CARDS_A_PAGE,
        "faces": [
            {"svg": _face(mouth), "says": t(f"phone.scale.feeling.{name}")}
            for mouth, name in zip(_MOUTHS, SCALE_WORDS, strict=True)
        ],
        "words": _words(t),
    }


def _says(sheet: str, view: WorkshopView, t: Words) -> str:
    budget, cap = _limits(view)
    facts = {"page": t("ui.page.paper"), "budget": t.number(budget), "cap": t.number(cap)}
    return t(f"paper.says.{sheet}", **facts)


def _guide(view: WorkshopView, t: Words) -> Told:
    mirror = t("paper.sheet.mirror")
    return {
        "rows": [
            [t(f"phase.{phase}"), minutes, t(f"paper.how.{phase}", mirror=mirror)]
            if phase
            else [t("paper.break"), minutes, ""]
            for phase, minutes in _road(view, t)
        ],
        "quadrants": [
            [t(f"quadrant.{quadrant}"), t(f"quadrant.{quadrant}.says")] for quadrant in QUADRANTS
        ],
        "columns": min(12, max(4, len(view.steps))),
    }


def _road(view: WorkshopView, t: Words) -> list[tuple[Phase | None, str]]:
    """The phases and breaks of the agenda that was chosen, else all with what they usually take."""
    agenda = view.workshop.agenda
    if not agenda:
        return [(phase, t(f"ui.phase.{phase}.minutes")) for phase in ROAD]
    return [
        (slot.phase, t("paper.slot", n=t.number(slot.minutes))) for slot in agenda if slot.minutes
    ]


def _mood_steps(view: WorkshopView, t: Words) -> list[list[str]]:
    """The steps whose mood is asked, or would be: [number on the journey, title]."""
    numbers = {str(step.id): number for number, step in enumerate(view.steps, 1)}
    titles = {str(step.id): step.client_title for step in view.steps}
    return [
        [str(numbers[step]), titles[step]] if step in numbers else ["", t("step.any")]
        for step in steps_of_moods(view)
    ]


def _mirror(view: WorkshopView) -> list[Told]:
    return [
        {"label": topic.label, "title": topic.title, "asks": [side.value for side in sides]}
        for topic, sides in mirror_asks(view)
    ]


def _limits(view: WorkshopView) -> tuple[int, int]:
    """The points of each, and the most on one topic, of the round that is open or was last."""
    rounds = [vote for vote in view.votes if vote.subject is Subject.TOPICS]
    chosen = next((vote for vote in rounds if vote.is_open), rounds[-1] if rounds else None)
    return (chosen.budget, chosen.cap) if chosen else (BUDGET, CAP)


def _vote(view: WorkshopView) -> Told:
    return {
        "cap": _limits(view)[1],
        "rows": [
            [topic.label, topic.title]
            for topic in sorted(view.topics, key=lambda topic: int(topic.label[1:]))
        ],
    }


def _weigh(view: WorkshopView) -> list[list[str]]:
    return [
        [line.label, line.title]
        for line in view.solutions
        if line.status is not SolutionStatus.SET_ASIDE
    ]


def _words(t: Words) -> dict[str, str]:
    names = (
        *("person", "table", "speaks", "phase", "minutes", "how", "step", "topic", "points"),
        *("idea", "what", "who", "due", "measure", "usability", "wall"),
    )
    return {
        **{name: t(f"paper.{name}") for name in names},
        "curves": t("paper.wall.curves"),
        "matrix": t("paper.wall.matrix"),
        **{side: t(f"side.label.{side}") for side in Side},
        **{kind: t(f"kind.{kind}.phone") for kind in Kind},
        "lives": t("web.cards.side"),
        "when": t("web.cards.step"),
        "sentence": t("web.cards.sentence"),
        "any": t("paper.any"),
        "ask_client": t("phone.mirror.client"),
        "ask_employee": t("phone.mirror.us"),
        **{f"client_{effect}": t(f"phone.mirror.client.{effect}") for effect in EFFECTS},
        **{f"employee_{effect}": t(f"phone.mirror.us.{effect}") for effect in EFFECTS},
    }


def _face(mouth: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1c2330"'
        ' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        '<circle cx="12" cy="12" r="10.5"/><circle cx="8.5" cy="9.5" r="0.9" fill="#1c2330"/>'
        f'<circle cx="15.5" cy="9.5" r="0.9" fill="#1c2330"/><path d="{mouth}"/></svg>'
    )
