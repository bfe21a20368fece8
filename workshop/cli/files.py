"""Commands about files of one workshop: ``export note import``."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands, add_json, add_port
from workshop.cli.console import Refusal, room_code, say, tell, write_file
from workshop.cli.house import open_house
from workshop.cli.workshops import tell_new
from workshop.exports import downloads, json_file, note_file
from workshop.i18n import languages
from workshop.services.actors import Console

FORMATS = {
    "json": "workshop.json",
    "xlsx": "workshop.xlsx",
    "csv": "workshop-csv.zip",
    "pdf": "report.pdf",
    "pptx": "slides.pptx",
}
"""The download that each format is."""


def declare(commands: Commands) -> None:
    export = commands.add("export", _export)
    export.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    export.add_argument(
        "--format", required=True, choices=tuple(FORMATS), help=say()("cli.option.format")
    )
    export.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help=say()("cli.option.output")
    )

    note = commands.add("note", _note)
    note.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    note.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help=say()("cli.option.output")
    )
    note.add_argument("--lang", choices=languages(), help=say()("cli.option.lang"))

    take_in = commands.add("import", _import)
    take_in.add_argument("file", metavar="FILE|CODE", help=say()("cli.option.import_file"))
    take_in.add_argument("--xlsx", type=Path, metavar="FILE", help=say()("cli.option.xlsx"))
    take_in.add_argument("--apply", action="store_true", help=say()("cli.option.apply"))
    add_port(take_in)
    add_json(take_in)


def _export(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        produce = downloads()[FORMATS[options.format]].produce
        content = produce(house, Console(room_code(options.code)))
    write_file(options.output, content)
    tell(str(options.output.absolute()))


def _note(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        content = note_file.in_language(options.lang)(house, Console(room_code(options.code)))
    write_file(options.output, content)
    tell(str(options.output.absolute()))


def _import(options: argparse.Namespace) -> None:
    if options.xlsx is not None:
        # Workbooks take a while to load: no other command waits for them.
        from workshop.cli import returned

        returned.give_back(options)
        return
    if options.apply:
        raise Refusal("cli.returned.no_workbook", exit_code=2)
    content = Path(options.file).read_bytes()
    with open_house(options) as house:
        new = json_file.import_workshop(house, content)
    if options.json:
        tell_new(options, new)
    else:
        tell(new.code)
