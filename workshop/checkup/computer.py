"""This computer and its network: Python, disk, clock, port, and the ways in from phones.

Nothing leaves the computer: its own addresses are tried from itself. Whether a phone gets in as
well, past the firewall and the Wi-Fi's own rules, only a phone can tell.
"""

import http.client
import ipaddress
import json
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from workshop.addresses import LOOPBACK
from workshop.checkup.findings import Finding, bad, good, warning
from workshop.settings import Settings

OLDEST_PYTHON = (3, 11)
DISK_WANTED_MB = 500
DISK_NEEDED_MB = 50
ASK_SECONDS = 3.0
CLOCKS_APART = timedelta(minutes=5)
"""How much later than now a row may have been written: clocks are set while the app runs."""
APP_YEARS = 30
"""A clock that says so many years after the program was made is wrong."""


def check_python(version: tuple[int, ...]) -> Finding:
    """Python is recent enough; ``version`` as in ``sys.version_info``."""
    facts = {"found": _dotted(version), "wanted": _dotted(OLDEST_PYTHON)}
    if version < OLDEST_PYTHON:
        return bad("python", "check.python.old", **facts)
    return good("python", "check.python", **facts)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def check_disk(folder: Path) -> Finding:
    """Room to grow where the database lies; in megabytes."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < DISK_NEEDED_MB:
        return bad("disk", "check.disk.full", free=free, wanted=DISK_WANTED_MB)
    if free < DISK_WANTED_MB:
        return warning("disk", "check.disk.short", free=free, wanted=DISK_WANTED_MB)
    return good("disk", "check.disk", free=free)


def check_clock(now: datetime, *, made: datetime, newest: datetime | None = None) -> Finding:
    """The clock is neither before the program was made nor before the database's newest row.

    ``newest``: None where nothing is known to have been written. Timers, one-time links and
    "open until" go wrong with it.
    """
    if now < made:
        return bad("clock", "check.clock.slow", now=now)
    if now > made + timedelta(days=365 * APP_YEARS):
        return bad("clock", "check.clock.fast", now=now)
    if newest is not None and now < newest - CLOCKS_APART:
        return warning("clock", "check.clock.back", now=now, newest=newest)
    zone = f"{now.astimezone():%z}"
    return good("clock", "check.clock", now=now, zone=f"UTC{zone[:3]}:{zone[3:5]}")


def made_at(file: Path) -> datetime:
    """When a file of this program was written: no clock that is right says an earlier time."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def check_port(port: int) -> Finding:
    """Free, or held by this very app."""
    if answers(LOOPBACK, port):
        return good("port", "check.port.ours", port=str(port))
    try:
        socket.create_connection((LOOPBACK, port), ASK_SECONDS).close()
    except OSError:
        return good("port", "check.port.free", port=str(port))
    return bad("port", "check.port.taken", port=str(port))


def check_ways_in(settings: Settings, port: int, addresses: tuple[str, ...]) -> Iterator[Finding]:
    """How phones get in: by the public address, else by each of this computer's own.

    ``addresses``: this computer's, as ``lan_addresses`` gives them.
    """
    if settings.public_url:
        yield check_public_url(settings.public_url)
        return
    if addresses[0] == LOOPBACK:
        yield bad("network", "check.network.none")
        return
    answering = [address for address in addresses if answers(address, port)]
    is_open = bool(answering) or answers(LOOPBACK, port)
    for address in addresses:
        url = f"http://{address}:{port}/j"
        if address in answering:
            yield good("network", "check.network.answers", url=url)
        elif not is_open:
            yield good("network", "check.network.later", url=url)
        elif answering:
            yield warning("network", "check.network.silent", url=url)
        else:
            yield bad("network", "check.network.closed", url=url)
    yield good("wifi", "check.wifi")


def check_public_url(url: str) -> Finding:
    """Whether an address can stand in a QR code: a scheme, a host that is not this computer's
    name for itself, and nothing after it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        return bad("public_url", "check.public_url.malformed")
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not host or rest or port == 0:
        return bad("public_url", "check.public_url.malformed")
    if _is_only_here(host):
        return bad("public_url", "check.public_url.here", url=url)
    if parts.scheme == "http" and not _is_private(host):
        return warning("public_url", "check.public_url.open", url=url)
    return good("public_url", "check.public_url", url=f"{url}/j")


def _is_only_here(host: str) -> bool:
    address = _address(host)
    return host == "localhost" or (
        address is not None and (address.is_loopback or address.is_unspecified)
    )


def _is_private(host: str) -> bool:
    """An address or a name of a local network, where https can hardly be had."""
    address = _address(host)
    if address is not None:
        return address.is_private
    return "." not in host or host.endswith((".local", ".lan", ".home", ".internal", ".home.arpa"))


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def answers(address: str, port: int) -> bool:
    """Whether this app answers there, be its database well or not."""
    try:
        with _direct().open(f"http://{address}:{port}/healthz", timeout=ASK_SECONDS) as answer:
            health = json.load(answer)
    except urllib.error.HTTPError as error:  # 503: ours, with a database that does not answer
        with error:
            return error.code == 503
    except (OSError, ValueError, http.client.HTTPException):
        return False
    return isinstance(health, dict) and {"status", "database", "version"} <= health.keys()


def _direct() -> urllib.request.OpenerDirector:
    """A proxy has no business between this computer and itself."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
