"""Commands about the whole database: ``backup restore copy migrate``."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands
from workshop.cli.console import Refusal, say, tell
from workshop.cli.house import open_house, open_only, open_url, whereabouts
from workshop.storage.backup import Checked, backup, check, copy, restore
from workshop.storage.schema import prepare
from workshop.storage.shelf import shelve, thin_out

KEPT = 30
"""Backups on a shelf, where nothing else is asked for: a month of nights."""
MOST_KEPT = 10_000


def declare(commands: Commands) -> None:
    parser = commands.add("backup", _backup)
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=say()("cli.option.backup_file")
    )
    parser.add_argument(
        "--folder", metavar="DIR", type=Path, help=say()("cli.option.backup_folder")
    )
    parser.add_argument(
        "--keep", metavar="N", type=_number_kept, help=say()("cli.option.backup_keep")
    )
    parser.add_argument("--check", action="store_true", help=say()("cli.option.backup_check"))
    parser = commands.add("restore", _restore)
    parser.add_argument("file", metavar="FILE", type=Path, help=say()("cli.option.restore_file"))
    parser.add_argument("--check", action="store_true", help=say()("cli.option.restore_check"))
    parser.add_argument("--into", metavar="URL", help=say()("cli.option.restore_into"))
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
    if (options.file is None) == (options.folder is None):
        raise Refusal("cli.backup.where", exit_code=2)
    if options.keep is not None and options.folder is None:
        raise Refusal("cli.backup.keep_where", exit_code=2)
    with open_house(options) as house:
        if options.folder is None:
            target = options.file.absolute()
            backup(house.database, target)
        else:
            target = shelve(house.database, options.folder.absolute())
    tell(str(target))
    if options.check:  # before an older one goes: the new one may be of no use
        _tell_checked(check(target))
    if options.folder is not None:
        gone = thin_out(target, options.keep or KEPT)
        if gone:
            tell(say().count("cli.backup.thinned", len(gone)))


def _tell_checked(checked: Checked) -> None:
    tell(
        say()(
            "cli.backup.checked",
            workshops=checked.workshops,
            cards=checked.cards,
            rows=checked.rows,
        )
    )


def _number_kept(typed: str) -> int:
    """One backup at least, and no number that was a slip. Raises ValueError."""
    number = int(typed)
    if not 1 <= number <= MOST_KEPT:
        raise ValueError(typed)
    return number


def _try_restore(options: argparse.Namespace) -> None:
    """The drill: nothing of the database in use is touched."""
    into = open_url(options.into) if options.into else None
    try:
        _tell_checked(check(options.file.absolute(), into))
    finally:
        if into is not None:
            into.dispose()


def _restore(options: argparse.Namespace) -> None:
    if options.check:
        _try_restore(options)
        return
    if options.into:
        raise Refusal("cli.restore.into_what", exit_code=2)
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
