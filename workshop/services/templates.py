"""The journeys shipped in ``data/templates`` and the demo workshop, read when needed."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workshop.domain.errors import TemplateUnknown
from workshop.domain.journey import Channel, Kpi, Persona
from workshop.domain.words import (
    Backing,
    JourneyMode,
    Known,
    Lane,
    Push,
    Side,
    VolumePeriod,
    VolumeUnit,
)
from workshop.settings import DATA

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step before it is stored: whose it is, what happens, and what serves it.

    ``client_title`` is a step's title whatever its lane; ``employee_title``, what the team does
    meanwhile, is "" but in mirror mode. ``human_moment``: people meet here, and no machine is to
    take their place unasked.
    """

    client_title: str
    employee_title: str = ""
    moment_of_truth: bool = False
    lane: Lane = Lane.BOTH
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    tools: tuple[str, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    backed: Backing = Backing.NONE
    client_choice: Known = Known.UNKNOWN
    human_moment: bool = False


@dataclass(frozen=True, slots=True)
class WorkshopDraft:
    """What a template fills in: the frame, the words for both sides, both lanes.

    ``links``: pairs of places in ``steps``, from 0: a client step, and a step of the team's.
    """

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
    mode: JourneyMode = JourneyMode.MIRROR
    links: tuple[tuple[int, int], ...] = ()
    personas: tuple[Persona, ...] = ()


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


def demo_programme(language: str) -> dict[str, Any]:
    """What came of it, as ``data/demo/programme.json`` has it, in a language."""
    block: dict[str, Any] = _read(DATA / "demo" / "programme.json")[language]
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
        steps=tuple(_step(step) for step in block["steps"]),
        personas=tuple(
            Persona(Side(side), persona["name"], persona["description"])
            for side in Side
            for persona in block.get("personas", {}).get(side, ())
        ),
    )


def _step(step: dict[str, Any]) -> StepDraft:
    return StepDraft(
        client_title=step["client"],
        employee_title=step["employee"],
        moment_of_truth=step["moment_of_truth"],
        front=tuple(step["front"]),
        back=tuple(step["back"]),
        channels=tuple(_channel(channel) for channel in step["channels"]),
        tools=tuple(step["tools"]),
        kpis=tuple(
            Kpi(kpi["name"], kpi["department"], Push(kpi["client"]), Push(kpi["employee"]))
            for kpi in step.get("kpis", ())
        ),
        backed=Backing(step.get("backed", Backing.NONE)),
        client_choice=Known(step.get("client_choice", Known.UNKNOWN)),
        human_moment=step.get("human_moment", False),
    )


def _channel(channel: dict[str, Any]) -> Channel:
    """What is not written of a channel is not known."""
    return Channel(
        name=channel["name"],
        volume=channel.get("volume"),
        unit=VolumeUnit(channel.get("unit", VolumeUnit.CONTACTS)),
        period=VolumePeriod(channel.get("period", VolumePeriod.MONTH)),
        findable=Known(channel.get("findable", Known.UNKNOWN)),
        figure_from=channel.get("figure_from", ""),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
