"""The plan, part by part."""

from workshop.ui.actions import draw_actions
from workshop.ui.parts import parts
from workshop.ui.people import draw_people
from workshop.ui.prioritise import draw_prioritise
from workshop.ui.projects import draw_projects
from workshop.ui.roadmap import draw_roadmap
from workshop.ui.shell import Visit
from workshop.ui.trail import draw_trail


def draw_plan(visit: Visit) -> None:
    """The part of the plan that was asked for; the actions first."""
    parts(
        visit,
        "plan",
        {
            "prioritise": draw_prioritise,
            "actions": draw_actions,
            "projects": draw_projects,
            "roadmap": draw_roadmap,
            "trail": draw_trail,
            "people": draw_people,
        },
        default="actions",
    )
