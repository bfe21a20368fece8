"""The database: is it there, up to date, whole, safe from a power cut, with room to grow?"""

from collections.abc import Iterator
from datetime import timedelta

from workshop.checkup.computer import check_disk
from workshop.checkup.drive import Drive, drive_of
from workshop.checkup.findings import Finding, bad, good, warning
from workshop.domain.errors import DatabaseUnreachable, WorkshopError
from workshop.storage.checkup import ask_server, is_durable, is_whole
from workshop.storage.engine import Database
from workshop.storage.schema import HEAD, current_revision

OLDEST_SERVER = 14
CLOCKS_AGREE = timedelta(seconds=2)
CLOCKS_WRONG = timedelta(seconds=60)


def name_of(database: Database) -> str:
    """How a screen calls the database: no path, no server, no password."""
    return database.file.name if database.file is not None else "PostgreSQL"


def check_database(database: Database, place: str) -> Iterator[Finding]:
    """Everything that can be said of it without changing it or making a file.

    ``place``: how to call it on this screen; never with a password.
    """
    if database.file is not None and not database.file.exists():
        yield good("database", "check.database.absent", path=place)
    elif not database.ping():
        unreachable = DatabaseUnreachable(database=place)
        yield bad("database", "check.database.failed", wrong=unreachable)
    else:
        yield good("database", "check.database", path=place)
        yield from _check_content(database, place)
    if database.file is not None:
        yield check_disk(database.file.absolute().parent)
        yield check_drive(database)


def _check_content(database: Database, place: str) -> Iterator[Finding]:
    try:
        found = current_revision(database)
    except WorkshopError as refused:
        if "database" in refused.facts:
            refused.facts["database"] = place
        yield bad("schema", "check.schema.failed", wrong=refused)
        return
    if found is None:
        yield good("schema", "check.schema.empty")
        return
    key = "check.schema" if found == HEAD else "check.schema.older"
    yield good("schema", key, found=found, known=HEAD)
    if not is_whole(database):
        yield bad("integrity", "check.integrity.failed")
        return
    yield good("integrity", "check.integrity")
    if is_durable(database):
        yield good("journal", "check.journal")
    else:
        yield warning("journal", "check.journal.loose")


def check_server(database: Database, connections: int) -> Iterator[Finding]:
    """A PostgreSQL server: new enough, with room for every process, and of the same time.

    ``connections``: what one process may hold. Nothing is said of SQLite, nor of a server that does
    not answer, which was said before.
    """
    if database.is_sqlite or not database.ping():
        return
    server = ask_server(database)
    if server is None:
        yield warning("server", "check.server.silent")
        return
    found = f"{server.version // 10_000}.{server.version % 10_000}"
    if server.version < OLDEST_SERVER * 10_000:
        yield bad("server", "check.server.old", found=found, wanted=str(OLDEST_SERVER))
    else:
        yield good("server", "check.server.version", found=found)
    yield _check_room(server.admits, server.watchers, connections)
    yield _check_clocks(abs(server.ahead))


def _check_room(admits: int, running: int, each: int) -> Finding:
    fits = admits // each
    if fits < max(running, 1):
        facts = {"admits": admits, "running": max(running, 1), "each": each}
        return bad("connections", "check.server.connections.short", **facts)
    facts = {"admits": admits, "fits": fits, "running": running}
    return good("connections", "check.server.connections", **facts)


def _check_clocks(apart: timedelta) -> Finding:
    if apart <= CLOCKS_AGREE:
        return good("server_clock", "check.server.clock")
    say = bad if apart > CLOCKS_WRONG else warning
    return say("server_clock", "check.server.clock.apart", seconds=round(apart.total_seconds()))


def check_drive(database: Database) -> Finding:
    """A SQLite file lies on a disk of the computer itself, where locks hold."""
    assert database.file is not None
    drive = drive_of(database.file)
    if drive is Drive.OWN:
        return good("drive", "check.drive")
    return warning("drive", f"check.drive.{drive}")
