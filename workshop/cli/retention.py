"""``retention`` and ``seal``: what the installation ends by itself, and one workshop by hand."""

import argparse

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import one_line, room_code, say, tell, tell_json
from workshop.cli.house import open_house, settings_of
from workshop.services.actors import Console
from workshop.services.retention import Term, keep_to_terms
from workshop.services.sealing import seal


def declare(commands: Commands) -> None:
    retention = commands.add("retention", _retention)
    retention.add_argument("--dry-run", action="store_true", help=say()("cli.option.retention_dry"))
    add_json(retention)
    sealing = commands.add("seal", _seal)
    sealing.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    sealing.add_argument(
        "--confirm", required=True, metavar="CODE", help=say()("cli.option.seal_confirm")
    )


def _retention(options: argparse.Namespace) -> None:
    keeping = settings_of(options).keeping
    with open_house(options) as house:
        done = keep_to_terms(house, keeping, dry_run=options.dry_run)
    if options.json:
        tell_json([{"does": what, "code": term.code, "on": _on(what, term)} for what, term in done])
        return
    t = say()
    if keeping.seal is None and keeping.delete is None:
        tell(t("cli.retention.unset"))
    elif not done:
        tell(t("cli.retention.none"))
    when = "would" if options.dry_run else "done"
    for what, term in done:
        tell(one_line(t(f"cli.retention.{what}.{when}", code=term.code, title=term.title)))


def _on(what: str, term: Term) -> str:
    day = term.delete_on if what == "delete" else term.seal_on
    assert day is not None  # it is due
    return day.isoformat()


def _seal(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        seal(house, Console(room_code(options.code)), typed_code=options.confirm)
    tell(say()("cli.sealed", code=room_code(options.code)))
