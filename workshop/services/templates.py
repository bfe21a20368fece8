"""The journeys shipped in ``data/templates`` and the demo workshop, read when needed.

The files say how things hang together; a word in them is a key of the catalogues behind an @, so
that a language is one file. This is the one place below the screens that reads a catalogue: what
comes of it is stored as a workshop's own, like what somebody types, and no sentence to anybody.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workshop.catalogues import languages, said
from workshop.domain.errors import TemplateUnknown, ValueUnknown
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

REHEARSAL = "rehearsal"
"""In place of a template, of a workshop made for a rehearsal alone: it is deleted in one press."""

_WORD = "@"
"""Before the key of a word, in a file of ``data``."""


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
    return read_draft(slug, read_block(f"templates/{slug}.json", language))


def template_slugs() -> tuple[str, ...]:
    """The templates there are, by name of file."""
    return tuple(sorted(path.stem for path in (DATA / "templates").glob("*.json")))


def copied_slug(slug: str | None) -> str:
    """The template of a copy, "" for none. Whatever a rehearsal is copied for is no rehearsal."""
    return "" if slug is None or slug == REHEARSAL else slug


def demo(language: str) -> dict[str, Any]:
    """The demo workshop as ``data/demo/demo.json`` has it, in a language."""
    return read_block("demo/demo.json", language)


def demo_programme(language: str) -> dict[str, Any]:
    """What came of it, as ``data/demo/programme.json`` has it, in a language."""
    return read_block("demo/programme.json", language)


def known_language(language: str) -> str:
    """The language, one that is there. Raises ValueUnknown."""
    if language not in languages():
        raise ValueUnknown(field="language", value=language)
    return language


def usual_names(language: str) -> tuple[str, str]:
    """The client's side and the team's, until the workshop has words of its own."""
    return said(language, "side.client"), said(language, "side.employee")


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


def colon_of(language: str) -> str:
    """What stands between a heading and what it says."""
    return said(language, "format.colon")


def read_block(name: str, language: str) -> dict[str, Any]:
    """A file of ``data`` with its words in a language."""
    block: dict[str, Any] = _worded(_read(DATA / name), language)
    return block


def _worded(block: Any, language: str) -> Any:
    match block:
        case dict():
            return {
                _worded(key, language): _worded(value, language) for key, value in block.items()
            }
        case list():
            return [_worded(value, language) for value in block]
        case str() if block.startswith(_WORD):
            return said(language, block.removeprefix(_WORD))
    return block


@lru_cache(maxsize=32)
def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
