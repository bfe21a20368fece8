"""``workshop doctor``: is this computer ready for a workshop?"""

import argparse
import json
import shutil
import socket
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop.addresses import LOOPBACK, lan_addresses, public_base
from workshop.cli.commands import Commands, add_json, add_port
from workshop.cli.console import Refusal, say, tell, tell_json
from workshop.cli.house import open_only, settings_of, whereabouts
from workshop.domain.errors import WorkshopError
from workshop.settings import CHECKOUT, DEFAULT_PORT, Settings
from workshop.storage.checkup import is_whole
from workshop.storage.engine import Database
from workshop.storage.schema import HEAD, current_revision
from workshop.web.configuration import check_configuration

OLDEST_PYTHON = (3, 11)
DISK_MB = 500
# What Streamlit has where its file says nothing; a promise may rest on that too.
_STREAMLIT_DEFAULTS = {"server.baseUrlPath": "", "global.developmentMode": False}
_ASK_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    check: str
    ok: bool
    says: str


def declare(commands: Commands) -> None:
    doctor = commands.add("doctor", _doctor)
    add_port(doctor)
    add_json(doctor)


def _doctor(options: argparse.Namespace) -> int:
    findings = list(_examine(options))
    if options.json:
        tell_json(
            {
                "ok": all(finding.ok for finding in findings),
                "checks": [
                    {"check": finding.check, "ok": finding.ok, "says": finding.says}
                    for finding in findings
                ],
            }
        )
    else:
        for finding in findings:
            tell(f"{'✓' if finding.ok else '✗'} {finding.says}")
    return 0 if all(finding.ok for finding in findings) else 1


def _examine(options: argparse.Namespace) -> Iterator[Finding]:
    yield check_python(sys.version_info[:3])
    port = options.port or DEFAULT_PORT
    try:
        settings = settings_of(options)
    except Refusal as refused:
        wrong = say()(refused.key, **refused.facts)
        yield Finding("settings", False, say()("cli.doctor.settings_failed", wrong=wrong))
    else:
        yield from check_database(lambda: open_only(options))
        yield check_network(settings, port, lan_addresses())
    yield check_port(port)
    yield check_clock(datetime.now(UTC))
    yield check_streamlit(CHECKOUT / ".streamlit" / "config.toml")


def check_python(version: tuple[int, ...]) -> Finding:
    found = ".".join(map(str, version))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    says = say()("cli.doctor.python", found=found, wanted=wanted)
    return Finding("python", version >= OLDEST_PYTHON, says)


def check_database(opening: Callable[[], Database]) -> Iterator[Finding]:
    """Reachable, up to date, whole, and room to grow; changes nothing, makes no file."""
    try:
        database = opening()
    except Refusal as refused:
        wrong = say()(refused.key, **refused.facts)
        yield Finding("database", False, say()("cli.doctor.database_failed", wrong=wrong))
        return
    try:
        path = whereabouts(database)
        if database.file is not None and not database.file.exists():
            yield Finding("database", True, say()("cli.doctor.database_absent", path=path))
        elif not database.ping():
            wrong = say()("error.database_unreachable", database=path)
            yield Finding("database", False, say()("cli.doctor.database_failed", wrong=wrong))
        else:
            yield Finding("database", True, say()("cli.doctor.database", path=path))
            yield from _check_content(database)
        if database.file is not None:
            yield check_disk(database.file.absolute().parent)
    finally:
        database.dispose()


def _check_content(database: Database) -> Iterator[Finding]:
    try:
        found = current_revision(database)
    except WorkshopError as refused:
        wrong = say().error(refused)
        yield Finding("schema", False, say()("cli.doctor.schema_failed", wrong=wrong))
        return
    if found is None:
        yield Finding("schema", True, say()("cli.doctor.schema_empty"))
        return
    key = "cli.doctor.schema" if found == HEAD else "cli.doctor.schema_older"
    yield Finding("schema", True, say()(key, found=found, known=HEAD))
    whole = is_whole(database)
    key = "cli.doctor.integrity" if whole else "cli.doctor.integrity_failed"
    yield Finding("integrity", whole, say()(key))


def check_disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 2**20
    says = say()("cli.doctor.disk", free=say().number(free), wanted=say().number(DISK_MB))
    return Finding("disk", free >= DISK_MB, says)


def check_port(port: int) -> Finding:
    """Free, or held by this very app."""
    try:
        socket.create_connection((LOOPBACK, port), _ASK_SECONDS).close()
    except OSError:
        return Finding("port", True, say()("cli.doctor.port_free", port=port))
    if _is_ours(port):
        return Finding("port", True, say()("cli.doctor.port_ours", port=port))
    return Finding("port", False, say()("cli.doctor.port_taken", port=port))


def _is_ours(port: int) -> bool:
    try:
        with _direct().open(f"http://{LOOPBACK}:{port}/healthz", timeout=_ASK_SECONDS) as answer:
            health = json.load(answer)
    except urllib.error.HTTPError as error:  # 503: ours, with a database that does not answer
        with error:
            return error.code == 503
    except (OSError, ValueError):
        return False
    return isinstance(health, dict) and {"status", "database", "version"} <= health.keys()


def _direct() -> urllib.request.OpenerDirector:
    """A proxy has no business between this computer and itself."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def check_network(settings: Settings, port: int, addresses: tuple[str, ...]) -> Finding:
    if not settings.public_url and addresses[0] == LOOPBACK:
        return Finding("network", False, say()("cli.doctor.network_failed"))
    url = f"{public_base(settings, port)}/j"
    return Finding("network", True, say()("cli.doctor.network", url=url))


def check_clock(now: datetime) -> Finding:
    """A laptop whose battery was flat says a time before its own programs were made."""
    made = datetime.fromtimestamp((CHECKOUT / "workshop" / "settings.py").stat().st_mtime, UTC)
    key = "cli.doctor.clock" if now >= made else "cli.doctor.clock_failed"
    return Finding("clock", now >= made, say()(key, now=say().moment(now.astimezone())))


def check_streamlit(file: Path) -> Finding:
    """The options that promises rest on, as the file has them."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        says = say()("cli.doctor.streamlit_failed", wrong=type(error).__name__)
        return Finding("streamlit", False, says)
    wrong = check_configuration(lambda name: _option(content, name))
    key = "cli.doctor.streamlit_failed" if wrong else "cli.doctor.streamlit"
    return Finding("streamlit", not wrong, say()(key, wrong="; ".join(wrong)))


def _option(content: dict[str, Any], name: str) -> object:
    section, _, option = name.partition(".")
    found: object = content.get(section, {}).get(option, _STREAMLIT_DEFAULTS.get(name))
    return found
