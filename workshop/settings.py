"""What the surroundings decide: environment variables, each read here and nowhere else."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
DATA = CHECKOUT / "data"
DEFAULT_PORT = 8080


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one participant may send: ``burst`` at once, then one each ``seconds``."""

    burst: int = 10
    seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen reading of the environment.

    ``public_url``: the address phones use, without a trailing slash; empty when the LAN address
    and the port are to be used. ``pace``: None lifts the limit (load tests only).
    ``allowed_hosts``: names beyond its own under which browsers may reach this computer.
    ``embeddings_…``: a sentence model heard when cards are grouped, each empty when there is none.
    """

    database_url: str
    public_url: str
    pace: Pace | None
    allowed_hosts: tuple[str, ...] = ()
    embeddings_folder: str = ""
    embeddings_url: str = ""
    embeddings_model: str = ""
    embeddings_key: str = field(default="", repr=False)


def read_settings() -> Settings:
    """The settings of this process.

    ``WORKSHOP_DATABASE_URL``: a SQLAlchemy URL, default ``data/workshops.sqlite3`` of the
    checkout. ``WORKSHOP_PUBLIC_URL``: the address behind a reverse proxy. ``WORKSHOP_PACE``:
    ``burst/seconds``, such as ``10/2``, or ``off``. ``WORKSHOP_ALLOWED_HOSTS``: names separated
    by commas, such as ``workshop.lan``. ``WORKSHOP_EMBEDDINGS_FOLDER``: a sentence model on this
    computer; ``WORKSHOP_EMBEDDINGS_URL``, ``WORKSHOP_EMBEDDINGS_MODEL`` and
    ``WORKSHOP_EMBEDDINGS_KEY``: a service that has one. Raises ValueError on a malformed pace.
    """
    return Settings(
        database_url=os.environ.get("WORKSHOP_DATABASE_URL") or default_database_url(),
        public_url=os.environ.get("WORKSHOP_PUBLIC_URL", "").strip().rstrip("/"),
        pace=_read_pace(os.environ.get("WORKSHOP_PACE", "")),
        allowed_hosts=_read_names(os.environ.get("WORKSHOP_ALLOWED_HOSTS", "")),
        embeddings_folder=os.environ.get("WORKSHOP_EMBEDDINGS_FOLDER", "").strip(),
        embeddings_url=os.environ.get("WORKSHOP_EMBEDDINGS_URL", "").strip().rstrip("/"),
        embeddings_model=os.environ.get("WORKSHOP_EMBEDDINGS_MODEL", "").strip(),
        embeddings_key=os.environ.get("WORKSHOP_EMBEDDINGS_KEY", "").strip(),
    )


def environment_language() -> str:
    """The language of this computer's environment: ``fr`` or ``en``.

    ``LC_ALL``, then ``LC_MESSAGES``, then ``LANG``: French when it begins with ``fr``, says
    nothing, or names no language (``C``, ``POSIX``); English otherwise.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), "C").lower()
    says_nothing = name.split(".")[0] in ("c", "posix")
    return "fr" if says_nothing or name.startswith("fr") else "en"


def has_screen() -> bool:
    """Whether somebody sits in front of this computer: a browser can then be opened there."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def wants_details() -> bool:
    """``WORKSHOP_DEBUG=1``: show whole traces to whoever develops."""
    return os.environ.get("WORKSHOP_DEBUG", "") not in ("", "0")


def default_database_url() -> str:
    return f"sqlite:///{DATA / 'workshops.sqlite3'}"


def _read_names(written: str) -> tuple[str, ...]:
    return tuple(name for part in written.split(",") if (name := part.strip().lower()))


def _read_pace(written: str) -> Pace | None:
    if not written:
        return Pace()
    if written == "off":
        return None
    try:
        burst, seconds = written.split("/")
        pace = Pace(int(burst), float(seconds))
    except ValueError as error:
        raise ValueError("WORKSHOP_PACE is 'burst/seconds', such as 10/2, or 'off'") from error
    if pace.burst < 1 or not 0 < pace.seconds < 3600:
        raise ValueError("WORKSHOP_PACE is 'burst/seconds', such as 10/2, or 'off'")
    return pace
