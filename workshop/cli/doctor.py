"""``workshop doctor``: is this computer ready for a workshop?"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop.checkup.computer import check_python
from workshop.checkup.crowd import MOST_PHONES, try_crowd
from workshop.checkup.findings import Finding, Level, bad, good, sentence, worst
from workshop.checkup.rounds import check_network, check_public_address, check_time
from workshop.checkup.storing import check_database, check_server
from workshop.cli.commands import Commands, add_json, add_port
from workshop.cli.console import Refusal, say, tell, tell_json
from workshop.cli.house import open_only, settings_of, whereabouts
from workshop.settings import CHECKOUT, DEFAULT_PORT
from workshop.storage.engine import Database
from workshop.web.configuration import check_configuration

SIGNS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}
# What Streamlit has where its file says nothing; a promise may rest on that too.
_STREAMLIT_DEFAULTS = {"server.baseUrlPath": "", "global.developmentMode": False}


def declare(commands: Commands) -> None:
    doctor = commands.add("doctor", _doctor)
    add_port(doctor)
    doctor.add_argument("--phones", type=_phones, metavar="N", help=say()("cli.option.phones"))
    add_json(doctor)


def _phones(typed: str) -> int:
    """A number of simulated phones. Raises ValueError, which argparse turns into a refusal."""
    phones = int(typed)
    if not 1 <= phones <= MOST_PHONES:
        raise ValueError(typed)
    return phones


def _doctor(options: argparse.Namespace) -> int:
    findings: list[Finding] = []
    for finding in _examine(options):
        findings.append(finding)
        if not options.json:
            tell(f"{SIGNS[finding.level]} {sentence(say(), finding)}")
    well = worst(findings) is not Level.ERROR
    if options.json:
        tell_json({"ok": well, "checks": [_as_json(finding) for finding in findings]})
    return 0 if well else 1


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "ok": finding.level is not Level.ERROR,
        "level": finding.level,
        "says": sentence(say(), finding),
    }


def _examine(options: argparse.Namespace) -> Iterator[Finding]:
    yield check_python(sys.version_info[:3])
    database: Database | None = None
    try:
        settings = settings_of(options)
    except Refusal as refused:
        yield bad("settings", "check.settings.failed", wrong=_line(refused))
    else:
        try:
            database = open_only(options)
        except Refusal as refused:
            yield bad("database", "check.database.failed", wrong=_line(refused))
        else:
            yield from check_database(database, whereabouts(database))
            yield from check_server(database, settings.connections)
        yield from check_network(settings, options.port or DEFAULT_PORT)
        yield from check_public_address(settings)
    yield check_time(datetime.now(UTC), database)
    if database is not None:
        database.dispose()
    yield check_streamlit(CHECKOUT / ".streamlit" / "config.toml")
    if options.phones:
        yield _let_in(options.phones)


def _line(refused: Refusal) -> str:
    return say()(refused.key, **refused.facts)


def _let_in(phones: int) -> Finding:
    from workshop.server import open_many_files  # too heavy for every other command

    open_many_files()
    return try_crowd(phones).finding()


def check_streamlit(file: Path) -> Finding:
    """The options that promises rest on, as the file has them."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return bad("streamlit", "check.streamlit.failed", wrong=type(error).__name__)
    wrong = check_configuration(lambda name: _option(content, name))
    if wrong:
        return bad("streamlit", "check.streamlit.failed", wrong="; ".join(wrong))
    return good("streamlit", "check.streamlit")


def _option(content: dict[str, Any], name: str) -> object:
    section, _, option = name.partition(".")
    found: object = content.get(section, {}).get(option, _STREAMLIT_DEFAULTS.get(name))
    return found
