"""``audit``: who did what and when, on the facilitators' side."""

import argparse

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import one_line, room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.domain.gestures import GestureKind
from workshop.pictures.deed_words import deed_said, who_said
from workshop.services.actors import Console
from workshop.services.views.deeds import read_deeds


def declare(commands: Commands) -> None:
    audit = commands.add("audit", _audit)
    audit.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    audit.add_argument(
        "--kind", choices=[kind.value for kind in GestureKind], help=say()("cli.option.audit_kind")
    )
    add_json(audit)


def _audit(options: argparse.Namespace) -> None:
    kind = GestureKind(options.kind) if options.kind else None
    with open_house(options) as house:
        log = read_deeds(house, Console(room_code(options.code)), kind=kind)
    if options.json:
        tell_json(
            [
                {
                    "at": line.at.isoformat(),
                    "who": line.who,
                    "what": line.what,
                    "kind": line.what.kind,
                    "about": line.about,
                    "title": line.title,
                    "before": line.before,
                    "after": line.after,
                }
                for line in log.lines
            ]
        )
        return
    t = say()
    for line in log.lines:
        said = f"{t.moment(line.at)}  {who_said(t, line)}  {deed_said(t, line)}"
        tell(one_line(said))
