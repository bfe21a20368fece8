"""What may be typed, and what becomes of it."""

import argparse
import os
import re
import sys
import traceback
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from workshop import __version__
from workshop.cli import (
    accounts,
    actions,
    agenda,
    audit,
    board,
    cards,
    compass,
    database,
    doctor,
    files,
    journey,
    languages,
    paper,
    rehearsal,
    retention,
    serving,
    suggesting,
    trail,
    votes,
    workshops,
)
from workshop.cli.commands import Commands
from workshop.cli.console import Refusal, one_line, say, speak_utf8, warn
from workshop.domain.errors import WorkshopError
from workshop.exports.refusals import sentence
from workshop.settings import wants_details

UNEXPECTED = 70
INTERRUPTED = 130

# What argparse says in English, and our sentence for it. Anything else comes through as it is.
_USAGE = (
    (r"the following arguments are required: (?P<names>.*)", "cli.usage.missing"),
    (r"unrecognized arguments: (?P<names>.*)", "cli.usage.unknown"),
    (
        r"argument (?P<name>\S+): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)",
        "cli.usage.choice",
    ),
    (r"argument (?P<name>\S+): expected .*", "cli.usage.no_value"),
    (
        r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)",
        "cli.usage.not_both",
    ),
    (r"argument (?P<name>\S+): invalid _day value: (?P<value>.*)", "cli.usage.day"),
    (r"argument (?P<name>\S+): invalid \w+ value: (?P<value>.*)", "cli.usage.value"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; gives the exit code.

    0 done, 1 refused, 2 not understood, 70 unexpected, 130 interrupted: a refusal is one line on
    stderr, never a trace (WORKSHOP_DEBUG=1 shows it).
    """
    speak_utf8()
    try:
        options = build_parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int | None] = options.run
        return run(options) or 0
    except SystemExit as asked:  # --help and --version
        return int(asked.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `workshop show … | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if wants_details():
            traceback.print_exc()
        line, exit_code = _refusal(error)
        warn(line)
        return exit_code


def build_parser() -> argparse.ArgumentParser:
    """Everything that may be typed, with its help in the language of the environment."""
    parser: argparse.ArgumentParser = _Parser(prog="workshop", description=say()("cli.description"))
    parser.add_argument(
        "--version", action="version", version=__version__, help=say()("cli.option.version")
    )
    commands = Commands(
        parser.add_subparsers(
            title=say()("cli.commands"), metavar=say()("cli.command"), required=True, dest="command"
        )
    )
    for part in (
        *(
            serving,
            accounts,
            workshops,
            agenda,
            journey,
            cards,
            board,
            suggesting,
            votes,
            actions,
            trail,
            audit,
            compass,
        ),
        *(files, paper, retention, database, doctor, rehearsal, languages),
    ):
        part.declare(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that speaks the language of the environment and refuses in one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{**options, "formatter_class": _Help, "add_help": False, "allow_abbrev": False}
        )
        self.add_argument("-h", "--help", action="help", help=say()("cli.option.help"))
        self._positionals.title = say()("cli.arguments")
        self._optionals.title = say()("cli.options")

    def error(self, message: str) -> NoReturn:
        for pattern, key in _USAGE:
            if found := re.fullmatch(pattern, message):
                facts = {name: fact.replace("'", "") for name, fact in found.groupdict().items()}
                wrong = say()(key, **facts)
                break
        else:
            wrong = message
        raise Refusal("cli.usage.refused", wrong=wrong, command=self.prog, exit_code=2)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        # An empty prefix is asked for when the names of the commands below are made.
        ours = say()("cli.usage") if prefix is None else prefix
        super().add_usage(usage, actions, groups, ours)


def _refusal(error: Exception) -> tuple[str, int]:
    """The one line about an error, and the exit code."""
    if isinstance(error, Refusal):
        return say()(error.key, **error.facts), error.exit_code
    if isinstance(error, WorkshopError):
        return sentence(say(), error), 1
    if isinstance(error, OSError) and error.filename is not None:
        return say()("cli.system", path=error.filename, wrong=error.strerror or ""), 1
    return say()("cli.unexpected", code=_short_code(error)), UNEXPECTED


def _short_code(error: Exception) -> str:
    """Six signs that are the same for the same fault in the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__} {frames[-1].name} {frames[-1].lineno}" if frames else ""
    return f"{zlib.crc32(one_line(place).encode()):08X}"[:6]
