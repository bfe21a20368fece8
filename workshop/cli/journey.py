"""``journey``: what is known of the journeys before the workshop, from a table."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import room_code, say, tell, tell_json, warn
from workshop.cli.house import open_house
from workshop.domain.errors import SheetHasErrors
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services.actors import Console
from workshop.services.prerequisites import (
    KEYS,
    Fate,
    Preview,
    guess_columns,
    plan_prerequisites,
    take_prerequisites,
)
from workshop.services.sheets.reading import SIZE_LIMIT, Sheet, read_table
from workshop.services.sheets.values import LineError, Vocabulary
from workshop.services.transaction import snapshot

SHOWN = 50
"""Wrong lines that are told one by one."""


def declare(commands: Commands) -> None:
    journey = commands.add("journey", _journey)
    journey.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    journey.add_argument("file", metavar="FILE", type=Path, help=say()("cli.option.journey_file"))
    journey.add_argument("--sheet", default="", metavar="NAME", help=say()("cli.option.sheet"))
    journey.add_argument("--check", action="store_true", help=say()("cli.option.check"))
    add_json(journey)


def _journey(options: argparse.Namespace) -> None:
    actor = Console(room_code(options.code))
    sheet = read_file(options.file, options.sheet)
    with open_house(options) as house:
        with snapshot(house, actor) as seen:
            shown = seen.workshop
            spoken = words(shown.language, shown.client_name, shown.team_name)
        known = Vocabulary(ways_to_say(spoken, KEYS))
        plan = plan_prerequisites(house, actor, sheet, guess_columns(sheet, known), known)
        if plan.errors:
            warn_of(plan.errors)
            raise SheetHasErrors(errors=len(plan.errors))
        if not options.check:
            take_prerequisites(house, actor, plan)
    _tell(plan, as_json=options.json)


def read_file(path: Path, page: str) -> Sheet:
    """The table in a file, read no further than a table may be long."""
    with path.open("rb") as file:
        return read_table(file.read(SIZE_LIMIT + 1), path.name, page=page)


def warn_of(errors: tuple[LineError, ...]) -> None:
    """Tell the first wrong lines, one by one."""
    for found in errors[:SHOWN]:
        warn(
            say()(
                "cli.journey.wrong",
                line=found.line,
                column=found.column,
                sentence=say().error(found.error),
            )
        )


def _tell(plan: Preview, *, as_json: bool) -> None:
    titles = {
        fate: [step.draft.client_title for step in plan.steps if step.fate is fate] for fate in Fate
    }
    if as_json:
        tell_json(
            {str(fate): found for fate, found in titles.items()} | {"left_out": plan.left_out}
        )
        return
    lines = [
        say()(f"cli.journey.{fate}", steps=say().listing(found))
        for fate, found in titles.items()
        if found
    ]
    if plan.left_out:
        lines.append(say()("cli.journey.left_out", columns=say().listing(plan.left_out)))
    tell("\n".join(lines))
