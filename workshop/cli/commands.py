"""How the commands of each noun are declared."""

import argparse
from collections.abc import Callable

from workshop.cli.console import say

Run = Callable[[argparse.Namespace], int | None]


class Commands:
    """The commands below ``workshop``, or below a noun such as ``account``."""

    def __init__(self, below: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        self._below = below

    def add(self, name: str, run: Run, *, key: str | None = None) -> argparse.ArgumentParser:
        """A command; its help is the catalogue's ``cli.help.<name>``."""
        parser = self._add(name, key or name)
        parser.add_argument("--database-url", metavar="URL", help=say()("cli.option.database_url"))
        parser.set_defaults(run=run)
        return parser

    def under(self, name: str) -> "Commands":
        """Commands of two words: ``account add``."""
        parser = self._add(name, name)
        return Commands(
            parser.add_subparsers(metavar=say()("cli.command"), required=True, dest="verb")
        )

    def _add(self, name: str, key: str) -> argparse.ArgumentParser:
        text = say()(f"cli.help.{key}").replace("%", "%%")
        return self._below.add_parser(name, help=text, description=text)


def port_number(typed: str) -> int:
    """A port from 1 to 65535. Raises ValueError, which argparse turns into a refusal."""
    port = int(typed)
    if not 1 <= port <= 65535:
        raise ValueError(typed)
    return port


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=say()("cli.option.json"))


def add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=port_number, metavar="N", help=say()("cli.option.port"), default=None
    )
