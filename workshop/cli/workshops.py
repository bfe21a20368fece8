"""Commands about a workshop as a whole: ``new demo phase show``."""

import argparse
from typing import Any

from workshop.addresses import facilitator_url, join_url, sponsor_url
from workshop.catalogues import environment_language
from workshop.cli.agenda import add_agenda, agenda_of
from workshop.cli.commands import Commands, add_json, add_port
from workshop.cli.console import room_code, say, tell, tell_json
from workshop.cli.house import open_house, settings_of
from workshop.domain.matrix import SideReading
from workshop.domain.words import Phase, Quadrant, SolutionStatus
from workshop.i18n import Words, languages, words
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.new_workshop import NewWorkshop
from workshop.services.templates import template_slugs
from workshop.services.views.workshop import ScriptView, TopicLine, read_script_view
from workshop.services.workshops import create_workshop, set_phase


def declare(commands: Commands) -> None:
    new = commands.add("new", _new)
    new.add_argument("--title", required=True, help=say()("cli.option.title"))
    new.add_argument("--template", choices=template_slugs(), help=say()("cli.option.template"))
    add_agenda(new)
    demo = commands.add("demo", _demo)
    for parser in (new, demo):
        parser.add_argument("--lang", choices=languages(), help=say()("cli.option.lang"))
        add_port(parser)
        add_json(parser)

    phase = commands.add("phase", _phase)
    phase.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    phase.add_argument(
        "phase",
        metavar="PHASE",
        type=str.lower,
        choices=[str(phase) for phase in Phase],
        help=", ".join(Phase),
    )

    show = commands.add("show", _show)
    show.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    add_json(show)


def _new(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        new = create_workshop(
            house,
            title=options.title,
            language=options.lang or environment_language(),
            template_slug=options.template,
            agenda=agenda_of(options.agenda),
        )
    tell_new(options, new)


def _demo(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        new = create_demo(house, options.lang or environment_language())
    tell_new(options, new)


def tell_new(options: argparse.Namespace, new: NewWorkshop) -> None:
    """What only the creation of a workshop tells, once."""
    settings = settings_of(options)
    facts = {
        "code": new.code,
        "join_url": join_url(settings, options.port, new.code),
        "facilitator_url": facilitator_url(settings, options.port, new.facilitator_token),
        "sponsor_url": sponsor_url(settings, options.port, new.sponsor_token),
        "recovery_code": new.recovery_code,
    }
    if options.json:
        tell_json(facts)
    else:
        for name, value in facts.items():
            tell(say()(f"cli.new.{name}", value=value))


def _phase(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        tell(set_phase(house, Console(room_code(options.code)), options.phase))


def _show(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        seen = read_script_view(house, Console(room_code(options.code)))
    if options.json:
        tell_json(as_json(seen))
    else:
        _show_table(seen, say())


def as_json(seen: ScriptView) -> dict[str, Any]:
    """The workshop's figures as DESIGN.md, "Contract: command line", has them.

    Votes are those given so far, revealed or not: of all rounds, and by topic in the newest one
    on topics.
    """
    view = seen.picture
    t = words(view.workshop.language)
    return {
        "code": view.workshop.code,
        "phase": view.workshop.phase,
        "revision": view.workshop.revision,
        "counts": _counts(seen),
        "topics": [
            {
                "label": topic.label,
                "title": topic.title,
                "cards": list(topic.cards),
                "client": _side(topic.client),
                "employee": _side(topic.employee),
                "votes": seen.tally.topics.get(topic.label, 0),
                "quadrant": topic.quadrant,
                "computed_quadrant": topic.computed.quadrant,
                "to_confirm": topic.computed.to_confirm,
            }
            for topic in view.topics
        ],
        "solutions": [
            {
                "label": solution.label,
                "title": solution.title,
                "transfer": solution.verdict.transfer,
                "status": solution.status,
                "topics": list(solution.topics),
                "causes": list(solution.causes),
                "ticks": list(solution.ticks),
            }
            for solution in view.solutions
        ],
        "pilots": [
            {
                "label": pilot.label,
                "title": pilot.title,
                "verdict": pilot.outcome.verdict,
                "says": t(f"pilot.verdict.{pilot.outcome.verdict}"),
                "why": pilot.outcome.why,
                "client": pilot.outcome.client,
                "employee": pilot.outcome.employee,
                "decision": pilot.decision,
            }
            for pilot in seen.pilots
        ],
    }


def _counts(seen: ScriptView) -> dict[str, int]:
    view = seen.picture
    return {
        "cards": len(view.shown_cards),
        "topics": len(view.topics),
        "votes": seen.tally.given,
        "solutions": len(view.solutions),
        "actions": len(view.actions),
    }


def _side(side: SideReading) -> dict[str, float | int | None]:
    valence = side.placing.valence
    return {
        "valence": None if valence is None else float(valence),
        "voices": side.placing.people,
    }


def _show_table(seen: ScriptView, words: Words) -> None:
    view = seen.picture
    workshop = view.workshop
    tell(f"{workshop.code} · {workshop.title} · {words(f'phase.{workshop.phase}')}")
    tell(" · ".join(words.count(f"count.{noun}", n) for noun, n in _counts(seen).items()))
    width = max((len(topic.title) for topic in view.topics), default=0)
    for quadrant in (*view.treatment_order, Quadrant.CONTESTED, Quadrant.ONE_SIDE_MISSING):
        if topics := view.in_quadrant(quadrant):
            tell(f"\n{words(f'quadrant.{quadrant}')}")
            for topic in topics:
                tell(f"  {topic.label:<4} {topic.title:<{width}}  {_sides(topic, words)}")
    if view.solutions:
        tell(f"\n{words('cli.show.solutions')}")
        for solution in view.solutions:
            said = [words(f"transfer.{solution.verdict.transfer}")]
            if solution.status is not SolutionStatus.PROPOSED:
                said.append(words(f"solution.status.{solution.status}"))
            tell(f"  {solution.label:<4} {solution.title}  ({', '.join(said)})")
    if seen.pilots:
        tell(f"\n{words('cli.show.pilots')}")
        for pilot in seen.pilots:
            verdict = words(f"pilot.verdict.{pilot.outcome.verdict}")
            tell(f"  {pilot.label:<4} {pilot.title}  ({verdict})")


def _sides(topic: TopicLine, words: Words) -> str:
    parts = []
    for key, side in (("cli.show.client", topic.client), ("cli.show.team", topic.employee)):
        valence = side.placing.valence
        figure = "–" if valence is None else words.number(float(valence), decimals=2)
        voices = words.count("count.voices", side.placing.people)
        parts.append(words(key, valence=figure, voices=voices))
    if topic.computed.to_confirm:
        parts.append(words("cli.show.to_confirm"))
    if topic.moved_to is not None:
        computed = words(f"quadrant.{topic.computed.quadrant}")
        parts.append(words("cli.show.moved", quadrant=computed))
    return " · ".join(parts)
