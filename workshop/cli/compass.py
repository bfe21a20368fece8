"""``compass``: what is worth knowing of a workshop now, the most urgent first."""

import argparse

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import one_line, room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.i18n import words
from workshop.pictures.compass_words import hint_rests_on, hint_said, hint_why
from workshop.services.actors import Console
from workshop.services.views.compass import CompassView, read_compass


def declare(commands: Commands) -> None:
    compass = commands.add("compass", _compass)
    compass.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    add_json(compass)


def _compass(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        seen = read_compass(house, Console(room_code(options.code)))
    if options.json:
        tell_json(_codes(seen))
        return
    workshop = seen.picture.workshop
    t = words(say().language, workshop.client_name, workshop.team_name)
    for hint in seen.hints:
        tell(one_line(hint_said(t, seen.picture, hint)))
        tell(f"  {one_line(hint_why(t, seen.picture, hint))}")
    if not seen.hints:
        tell(t("cli.compass.nothing"))


def _codes(seen: CompassView) -> list[dict[str, object]]:
    return [
        {
            "code": hint.code.value,
            "about": list(hint.about),
            "rests_on": list(hint_rests_on(seen.picture, hint)),
            "figures": dict(hint.figures),
            "side": hint.side.value if hint.side is not None else None,
            "method": hint.method.value,
            "goes_to": str(hint.goes_to),
        }
        for hint in seen.hints
    ]
