"""``paper``: the kit to print, for a workshop without network or without phones."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands
from workshop.cli.console import Refusal, room_code, say, tell, write_file
from workshop.cli.house import open_house
from workshop.exports import paper_file
from workshop.exports.paper_words import SHEETS
from workshop.services.actors import Console


def declare(commands: Commands) -> None:
    paper = commands.add("paper", _paper)
    paper.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    paper.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help=say()("cli.option.output")
    )
    paper.add_argument(
        "--sheets", nargs="+", action="append", metavar="SHEET", help=say()("cli.option.sheets")
    )


def _paper(options: argparse.Namespace) -> None:
    sheets = _sheets(options.sheets)
    with open_house(options) as house:
        content = paper_file.some(sheets)(house, Console(room_code(options.code)))
    write_file(options.output, content)
    tell(str(options.output.absolute()))


def _sheets(typed: list[list[str]] | None) -> tuple[str, ...]:
    """The sheets that were asked for, all when none was. Raises Refusal for an unknown one."""
    parts = [part for group in typed or () for value in group for part in value.split(",")]
    wanted = [part.strip().lower() for part in parts if part.strip()]
    for name in wanted:
        if name not in SHEETS:
            raise Refusal("cli.paper.unknown", exit_code=2, sheet=name, sheets=", ".join(SHEETS))
    return tuple(wanted) or SHEETS
