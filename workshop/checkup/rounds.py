"""Everything that is looked at while the app runs, in the order it is read."""

from collections.abc import Iterator
from datetime import datetime

from workshop.addresses import lan_addresses
from workshop.checkup.computer import (
    check_clock,
    check_port,
    check_public_url,
    check_ways_in,
    made_at,
)
from workshop.checkup.findings import Finding, Level
from workshop.checkup.storing import check_database, check_server
from workshop.checkup.wayin import WayIn
from workshop.settings import CHECKOUT, Settings
from workshop.storage.checkup import newest_row
from workshop.storage.engine import Database


def check_network(settings: Settings, port: int) -> Iterator[Finding]:
    """The ways in for phones, and the port behind them."""
    yield from check_ways_in(settings, port, lan_addresses())
    yield check_port(port)


def check_public_address(settings: Settings) -> Iterator[Finding]:
    """Whether the public address, if there is a sound one, leads here and lets everything pass."""
    if settings.public_url and check_public_url(settings.public_url).level is not Level.ERROR:
        yield from WayIn(settings.public_url).check()


def check_time(now: datetime, database: Database | None) -> Finding:
    """The clock, against this program's own files and what the database holds, where it can."""
    made = made_at(CHECKOUT / "workshop" / "settings.py")
    newest = newest_row(database) if database is not None else None
    return check_clock(now, made=made, newest=newest)


def make_rounds(
    database: Database, place: str, settings: Settings, port: int, now: datetime
) -> Iterator[Finding]:
    """The network, the database and the clock; ``place``: how to call the database here."""
    yield from check_network(settings, port)
    yield from check_database(database, place)
    yield from check_server(database, settings.connections)
    yield check_time(now, database)
