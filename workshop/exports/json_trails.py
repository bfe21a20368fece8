"""The trail of each action for the JSON file, by labels: what led to it, and what it leads to."""

from typing import Any

from workshop.services.archive.records import Archive
from workshop.services.views.trail import Trail, Web

NAME = "trails"
"""Its place in the file. It says nothing that the records do not: an import leaves it out."""


def _entry() -> dict[str, Any]:
    """An entry as a JSON Schema: labels, and what is thought of each."""
    text = {"type": "string"}
    or_none = {"type": ["string", "null"]}
    labels = {"type": "array", "items": text}

    def lines(noun: str, **more: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "items": _whole({noun: text, **more})}

    return _whole(
        {
            "action": text,
            "quadrant": or_none,
            "cards": labels,
            "topics": lines("topic", quadrant=text),
            "causes": labels,
            "solutions": lines("solution", transfer=text, status=text),
            "projects": labels,
            "needs": labels,
            "needed_by": labels,
            "pilots": lines("pilot", verdict=text, decision=or_none),
            "measures": labels,
            "evidence": labels,
        }
    )


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


ENTRY = _entry()


def trails(web: Web, archive: Archive) -> list[dict[str, Any]]:
    """One entry an action, in the order of the actions in the file."""
    return [_trail(web, web.trail(record.label)) for record in archive.actions]


def _trail(web: Web, trail: Trail) -> dict[str, Any]:
    [action] = (line for line in trail.actions if line.label == trail.start)
    return {
        "action": action.label,
        "quadrant": action.quadrant,
        "cards": [card.label for card in trail.cards],
        "topics": [{"topic": line.label, "quadrant": line.quadrant} for line in trail.topics],
        "causes": [line.label for line in trail.causes],
        "solutions": [
            {"solution": line.label, "transfer": line.verdict.transfer, "status": line.status}
            for line in trail.solutions
        ],
        "projects": [line.label for line in trail.projects],
        "needs": list(action.needs),
        "needed_by": list(trail.needed_by[action.label]),
        "pilots": [
            {"pilot": line.label, "verdict": line.outcome.verdict, "decision": line.decision}
            for line in trail.pilots
        ],
        "measures": [line.label for line in trail.measures],
        "evidence": [proof.fact for proof in trail.evidence],
    }
