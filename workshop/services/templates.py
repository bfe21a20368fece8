"""The journeys shipped in ``data/templates`` and the demo workshop, read when needed."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workshop.domain.errors import TemplateUnknown
from workshop.settings import DATA

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step before it is stored: both titles, and what serves it."""

    client_title: str
    employee_title: str = ""
    moment_of_truth: bool = False
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkshopDraft:
    """What a template fills in: the frame, the words for both sides, both lanes."""

    slug: str
    name: str
    description: str
    title: str
    client_name: str
    team_name: str
    ambition: str
    scope: str
    out_of_scope: str
    client_goal: str
    employee_goal: str
    joint_owner: str
    families: tuple[str, ...]
    steps: tuple[StepDraft, ...]


@lru_cache(maxsize=32)
def template(slug: str, language: str) -> WorkshopDraft:
    """The template ``slug`` in a language. Raises TemplateUnknown."""
    if slug not in template_slugs():
        raise TemplateUnknown(template=slug)
    return read_draft(slug, _read(DATA / "templates" / f"{slug}.json")[language])


def template_slugs() -> tuple[str, ...]:
    """The templates there are, by name of file."""
    return tuple(sorted(path.stem for path in (DATA / "templates").glob("*.json")))


def demo(language: str) -> dict[str, Any]:
    """The demo workshop as ``data/demo/demo.json`` has it, in a language."""
    block: dict[str, Any] = _read(DATA / "demo" / "demo.json")[language]
    return block


def read_draft(slug: str, block: dict[str, Any]) -> WorkshopDraft:
    """A language block of a template file, as the frozen draft."""
    return WorkshopDraft(
        slug=slug,
        name=block.get("name", block["title"]),
        description=block.get("description", ""),
        title=block["title"],
        client_name=block["client_name"],
        team_name=block["team_name"],
        ambition=block["ambition"],
        scope=block["scope"],
        out_of_scope=block["out_of_scope"],
        client_goal=block["client_goal"],
        employee_goal=block["employee_goal"],
        joint_owner=block["joint_owner"],
        families=tuple(block["families"]),
        steps=tuple(
            StepDraft(
                client_title=step["client"],
                employee_title=step["employee"],
                moment_of_truth=step["moment_of_truth"],
                front=tuple(step["front"]),
                back=tuple(step["back"]),
                channels=tuple(step["channels"]),
                tools=tuple(step["tools"]),
            )
            for step in block["steps"]
        ),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
