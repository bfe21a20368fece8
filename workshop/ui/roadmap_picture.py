"""The roadmap as its component draws it: rows of domains, columns of terms, arrows and gates."""

from collections.abc import Iterable, Mapping
from typing import Any

from workshop.domain.dependencies import Disorder, OrderProblem
from workshop.domain.words import ActionStatus, Priority, Quadrant, Term
from workshop.i18n import Words
from workshop.services.views.roadmap import Gate, PlannedAction, RoadmapView
from workshop.ui.columns import Column

TEXT_LIMIT = 95
"""Characters of an action on its card; the whole sentence stands in the table."""
SAID_SHOWN = 6
"""Cards of tomorrow that the picture shows; the others are in the list below it."""

TRAY = ""
"""The code of the place of actions that have none yet."""

STATE_SIGNS = {
    ActionStatus.DRAFT: "◌",
    ActionStatus.OPEN: "●",
    ActionStatus.BLOCKED: "■",
    ActionStatus.DONE: "✓",
    ActionStatus.DROPPED: "✕",
}
GATE_SIGNS = {"passed": "✓", "next": "◆", "shut": "◇"}


def code_of(term: Term | str | None, domain: str | None) -> str:
    """The code of a place on the roadmap; that of the tray without a term."""
    return f"{term}|{domain or ''}" if term else TRAY


def read_code(code: str) -> tuple[str, str]:
    """The term and the domain of a place, both "" in the tray."""
    term, _, domain = code.partition("|")
    return term, domain


def rows_of(view: RoadmapView) -> list[str]:
    """The domains drawn as rows, by name; "" for what lies in none, last, where it is needed."""
    named = [domain.name for domain in view.domains]
    loose = any(line.domain is None for line in view.on_the_road) or any(
        gate.domain is None for gate in view.gates
    )
    return [*named, ""] if loose or not named else named


def columns_of(view: RoadmapView) -> list[Column]:
    """The places as columns to drag between, by which what was dragged is believed."""
    places = [Column(TRAY, "", {line.label: "" for line in view.waiting})]
    for domain in rows_of(view):
        for term in Term:
            held = {line.label: "" for line in _in_cell(view, domain, term)}
            places.append(Column(code_of(term, domain), "", held))
    return places


def picture_of(
    view: RoadmapView, quadrants: Mapping[str, Quadrant | None], t: Words
) -> dict[str, Any]:
    """What the component is given. ``quadrants``: by the label of an action."""
    warnings = _warnings(view, t)

    def cards(actions: Iterable[PlannedAction]) -> list[dict[str, Any]]:
        return [_card(line, quadrants, warnings, t) for line in actions]

    return {
        "terms": [t(f"ui.roadmap.term.{term}") for term in Term],
        "tray": {
            "code": TRAY,
            "title": t("ui.roadmap.tray"),
            "shown": bool(view.waiting),
            "cards": cards(view.waiting),
        },
        "rows": [
            *(
                {
                    "title": domain or t("ui.roadmap.no_domain"),
                    "target": _target(view, domain, t),
                    "said": False,
                    "gates": [_gate(gate, t) for gate in _gates(view, domain, None)],
                    "cells": [
                        {
                            "code": code_of(term, domain),
                            "name": place_name(term, domain, t),
                            "cards": cards(_in_cell(view, domain, term)),
                            "gates": [_gate(gate, t) for gate in _gates(view, domain, term)],
                        }
                        for term in Term
                    ],
                }
                for domain in rows_of(view)
            ),
            *_tomorrow(view, t),
        ],
        "arrows": _arrows(view),
    }


def place_name(term: Term, domain: str, t: Words) -> str:
    """A place in words: Accueil, court terme."""
    return f"{domain or t('ui.roadmap.no_domain')} · {t(f'ui.roadmap.term.{term}')}"


def problem_words(problem: OrderProblem, view: RoadmapView, t: Words) -> str:
    """What is planned the wrong way round, in one sentence; the map below says what they are."""
    facts = {"action": problem.action, "needs": problem.needs}
    if problem.how is Disorder.DUE:
        due, later = (_due(view, label, t) for label in (problem.action, problem.needs))
        return t("ui.roadmap.problem.due", **facts, due=due, later=later)
    if problem.how is Disorder.TERM:
        return t("ui.roadmap.problem.term", **facts)
    return t("ui.roadmap.problem.dropped", **facts)


def _due(view: RoadmapView, label: str, t: Words) -> str:
    line = view.action(label)
    return t.date(line.due) if line and line.due else ""


def state_words(status: ActionStatus, t: Words) -> str:
    """A status with its sign, for whoever sees no colour."""
    return f"{STATE_SIGNS[status]} {t(f'ui.plan.status.{status}')}"


def _in_cell(view: RoadmapView, domain: str, term: Term) -> list[PlannedAction]:
    return [
        line for line in view.on_the_road if line.term is term and (line.domain or "") == domain
    ]


def _gates(view: RoadmapView, domain: str, term: Term | None) -> list[Gate]:
    return [gate for gate in view.gates if (gate.domain or "") == domain and gate.term is term]


def _target(view: RoadmapView, domain: str, t: Words) -> str:
    said = next((one.target for one in view.domains if one.name == domain), "")
    return t("ui.roadmap.target", target=said) if said else ""


def _card(
    line: PlannedAction,
    quadrants: Mapping[str, Quadrant | None],
    warnings: Mapping[str, list[str]],
    t: Words,
) -> dict[str, Any]:
    notes = [
        t("ui.roadmap.urgent") if line.priority is Priority.HIGH else "",
        line.owner,
        t("ui.plan.due", date=t.date(line.due)) if line.due else "",
        line.project or "",
        t("ui.roadmap.after", actions=t.listing(line.needs)) if line.needs else "",
    ]
    return {
        "label": line.label,
        "text": shortened(line.what),
        "whole": line.what,
        "quadrant": quadrants.get(line.label) or "",
        "status": line.status,
        "priority": line.priority,
        "state": state_words(line.status, t),
        "notes": [note for note in notes if note],
        "warnings": warnings.get(line.label, []),
    }


def _warnings(view: RoadmapView, t: Words) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in view.problems:
        found.setdefault(problem.action, []).append(t("ui.roadmap.too_early", needs=problem.needs))
    return found


def _gate(gate: Gate, t: Words) -> dict[str, str]:
    state = "passed" if gate.done else "next" if gate.is_next else "shut"
    said = t(f"ui.roadmap.gate.{state}", phase=gate.phase)
    due = f" · {t.date(gate.ends_on)}" if gate.ends_on else ""
    return {
        "project": gate.project,
        "sign": GATE_SIGNS[state],
        "state": state,
        "text": f"{said}{due}",
    }


def _tomorrow(view: RoadmapView, t: Words) -> list[dict[str, Any]]:
    """A last row with what the room said of tomorrow, in the long column."""
    if not view.tomorrow:
        return []
    left = len(view.tomorrow) - SAID_SHOWN
    said = [{"label": card.label, "text": card.text} for card in view.tomorrow[:SAID_SHOWN]]
    cells: list[dict[str, Any]] = [
        {"code": f"said-{term}", "name": "", "cards": [], "gates": [], "said": [], "more": ""}
        for term in Term
    ]
    cells[-1] |= {
        "said": said,
        "more": t.count("ui.roadmap.tomorrow.more", left) if left > 0 else "",
    }
    return [
        {
            "title": t("ui.roadmap.tomorrow.row"),
            "target": t("ui.roadmap.tomorrow.says"),
            "said": True,
            "gates": [],
            "cells": cells,
        }
    ]


def _arrows(view: RoadmapView) -> list[dict[str, Any]]:
    wrong = {(problem.action, problem.needs) for problem in view.problems}
    return [
        {"from": needed, "to": line.label, "wrong": (line.label, needed) in wrong}
        for line in view.on_the_road
        for needed in line.needs
    ]


def shortened(text: str) -> str:
    """As much of a sentence as a card holds."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1].rstrip() + "…"


def table_of(view: RoadmapView, t: Words) -> list[dict[str, str]]:
    """The same in rows, for whoever reads no picture: every action that is not dropped."""
    rows = []
    for line in view.actions:
        if line.status is ActionStatus.DROPPED:
            continue
        rows.append(
            {
                t("ui.roadmap.table.action"): f"{line.label} {line.what}",
                t("ui.roadmap.table.domain"): line.domain or "",
                t("ui.roadmap.table.term"): (
                    t(f"ui.roadmap.term.{line.term}") if line.term else t("ui.roadmap.tray")
                ),
                t("ui.roadmap.table.needs"): ", ".join(line.needs),
                t("ui.roadmap.table.owner"): line.owner,
                t("ui.roadmap.table.due"): t.date(line.due) if line.due else "",
                t("ui.roadmap.table.status"): state_words(line.status, t),
                t("ui.roadmap.table.project"): line.project or "",
            }
        )
    return rows


def summary_of(view: RoadmapView, t: Words) -> str:
    """What the picture shows, in one or two sentences."""
    said = [t.count("ui.roadmap.placed", len(view.on_the_road))]
    if view.waiting:
        said.append(t.count("ui.roadmap.to_place", len(view.waiting)))
    if view.problems:
        said.append(t.count("ui.roadmap.problems", len(view.problems)))
    return " ".join(said)
