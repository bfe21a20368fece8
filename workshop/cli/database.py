"""Commands about the whole database: ``backup restore copy migrate``."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands
from workshop.cli.console import say, tell
from workshop.cli.house import open_house, open_only, open_url, whereabouts
from workshop.storage.backup import backup, copy, restore
from workshop.storage.schema import prepare


def declare(commands: Commands) -> None:
    for name, run in (("backup", _backup), ("restore", _restore)):
        parser = commands.add(name, run)
        parser.add_argument(
            "file", metavar="FILE", type=Path, help=say()(f"cli.option.{name}_file")
        )
    parser = commands.add("copy", _copy)
    for end in ("from", "to"):
        parser.add_argument(
            f"--{end}",
            dest=f"{end}_url",
            metavar="URL",
            required=True,
            help=say()(f"cli.option.{end}"),
        )
    commands.add("migrate", _migrate)


def _backup(options: argparse.Namespace) -> None:
    target = options.file.absolute()
    with open_house(options) as house:
        backup(house.database, target)
    tell(str(target))


def _restore(options: argparse.Namespace) -> None:
    # Not prepared first: a damaged or half-made database is what one restores.
    database = open_only(options)
    try:
        aside = restore(database, options.file.absolute())
    finally:
        database.dispose()
    tell(say()("cli.restored", path=whereabouts(database)))
    if aside is not None:
        tell(say()("cli.kept_aside", path=aside))


def _copy(options: argparse.Namespace) -> None:
    source, target = open_url(options.from_url), open_url(options.to_url)
    try:
        copy(source, target)
    finally:
        source.dispose()
        target.dispose()
    tell(say()("cli.copied", path=whereabouts(target)))


def _migrate(options: argparse.Namespace) -> None:
    database = open_only(options)
    try:
        outcome = prepare(database)
    finally:
        database.dispose()
    tell(
        say()(
            f"cli.migrate.{outcome.did}",
            before=outcome.before,
            after=outcome.after,
            path=whereabouts(database),
        )
    )
    if outcome.backup is not None:
        tell(say()("cli.kept_aside", path=outcome.backup))
    elif outcome.without_backup:
        tell(say()("cli.no_backup"))
