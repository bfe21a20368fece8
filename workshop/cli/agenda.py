"""``agenda``: the phases of the day with their minutes, shown or chosen."""

import argparse

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.domain.agenda import Agenda, Slot, total, write_agenda
from workshop.domain.agenda_templates import SLUGS, agenda_template
from workshop.services.actors import Console
from workshop.services.agenda import choose_agenda
from workshop.services.views.workshop import read_workshop_view

NONE = "none"


def declare(commands: Commands) -> None:
    agenda = commands.add("agenda", _agenda)
    agenda.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    agenda.add_argument(
        "--template", choices=(*SLUGS, NONE), help=say()("cli.option.agenda_template")
    )
    add_json(agenda)


def add_agenda(parser: argparse.ArgumentParser) -> None:
    """For ``new``: the agenda to begin with."""
    parser.add_argument("--agenda", choices=SLUGS, help=say()("cli.option.agenda"))


def agenda_of(name: str | None) -> Agenda:
    """The slots of a template, none without its name."""
    return agenda_template(name).slots if name else ()


def _agenda(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        actor = Console(room_code(options.code))
        if options.template:
            wanted = "" if options.template == NONE else options.template
            choose_agenda(house, actor, agenda_of(wanted))
        slots = read_workshop_view(house, actor).workshop.agenda
    if options.json:
        tell_json(write_agenda(slots))
        return
    t = say()
    if not slots:
        tell(t("cli.agenda.none"))
        return
    for slot in slots:
        tell(_line(slot))
    tell(t("cli.agenda.total", minutes=total(slots)))


def _line(slot: Slot) -> str:
    t = say()
    phase = t("cli.agenda.break" if slot.phase is None else f"phase.{slot.phase}")
    key = "cli.agenda.cut" if slot.cut else "cli.agenda.slot"
    return t(key, minutes=f"{slot.minutes:>3}", phase=phase, cut=slot.cut)
