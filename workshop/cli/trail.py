"""``trail``: what led to an action, and what it leads to."""

import argparse
from dataclasses import asdict
from typing import Any

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.i18n import Words, words
from workshop.pictures.trail_words import Chapter, chapters
from workshop.services.actors import Console
from workshop.services.views.trail import Trail, Web, read_web


def declare(commands: Commands) -> None:
    trail = commands.add("trail", _trail)
    trail.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    trail.add_argument("label", metavar="LABEL", help=say()("cli.option.trail_label"))
    add_json(trail)


def _trail(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        web = read_web(house, Console(room_code(options.code)))
    trail = web.trail(options.label)
    if options.json:
        tell_json(as_json(trail))
    else:
        shown = web.view.workshop
        _tell(web, trail, words(say().language, shown.client_name, shown.team_name))


def as_json(trail: Trail) -> dict[str, Any]:
    """The trail for a program: codes and labels, days as ISO dates, in the order of the way."""
    return {
        "label": trail.start,
        "title": trail.title,
        "cards": [
            {"label": card.label, "text": card.text, "side": card.side, "kind": card.kind}
            for card in trail.cards
        ],
        "topics": [
            {
                "label": topic.label,
                "title": topic.title,
                "quadrant": topic.quadrant,
                "computed_quadrant": topic.computed.quadrant,
                "to_confirm": topic.computed.to_confirm,
                "history": [
                    {
                        "on": move.at.date().isoformat(),
                        "computed_quadrant": move.computed,
                        "moved_to": move.moved_to,
                        "because": move.because,
                    }
                    for move in trail.moves
                    if move.topic == topic.label
                ],
            }
            for topic in trail.topics
        ],
        "causes": [_without(asdict(cause)) for cause in trail.causes],
        "solutions": [
            {
                "label": idea.label,
                "title": idea.title,
                "topics": list(idea.topics),
                "causes": list(idea.causes),
                "status": idea.status,
                "transfer": idea.verdict.transfer,
                "pain_answer": idea.pain_answer,
                "human_answer": idea.human_answer,
            }
            for idea in trail.solutions
        ],
        **_forward(trail),
    }


def _forward(trail: Trail) -> dict[str, Any]:
    """From the actions on."""
    return {
        "actions": [
            {
                **_without(asdict(action)),
                "needed_by": list(trail.needed_by[action.label]),
                "events": [_without(asdict(event)) for event in trail.events[action.label]],
            }
            for action in trail.actions
        ],
        "projects": [_without(asdict(project), "changed") for project in trail.projects],
        "pilots": [
            {
                "label": pilot.label,
                "title": pilot.title,
                "tried_with": pilot.tried_with,
                "action": pilot.action,
                "project": pilot.project,
                "verdict": pilot.outcome.verdict,
                "client": pilot.outcome.client,
                "employee": pilot.outcome.employee,
                "decision": pilot.decision,
                "because": pilot.because,
                "measures": [line.label for line in pilot.measures],
            }
            for pilot in trail.pilots
        ],
        "measures": [
            {
                "label": measure.label,
                "side": measure.side,
                "name": measure.name,
                "unit": measure.unit,
                "better": measure.better,
                "readings": [_without(asdict(reading)) for reading in measure.readings],
            }
            for measure in trail.measures
        ],
        "evidence": [_without(asdict(proof)) for proof in trail.evidence],
    }


def _without(found: Any, *names: str) -> Any:
    """A row for JSON: days as ISO dates, and none of ``names``."""
    if isinstance(found, dict):
        return {name: _without(value) for name, value in found.items() if name not in names}
    if isinstance(found, list | tuple):
        return [_without(value) for value in found]
    return found.isoformat() if hasattr(found, "isoformat") else found


def _tell(web: Web, trail: Trail, t: Words) -> None:
    tell(f"{trail.start} · {trail.title}")
    for chapter in chapters(t, trail, web.view.steps):
        tell(f"\n{chapter.title}")
        _tell_chapter(chapter)


def _tell_chapter(chapter: Chapter) -> None:
    if not chapter.entries:
        tell(f"  {chapter.missing}")
    for entry in chapter.entries:
        tell(f"  {entry.label:<4} {entry.title}" if entry.label else f"  – {entry.title}")
        for note in entry.notes:
            tell(f"       {note}")
