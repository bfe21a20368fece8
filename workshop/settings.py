"""What the surroundings decide: environment variables, each read here and nowhere else."""

import os
import sys
from dataclasses import dataclass, field
from email.utils import parseaddr
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
class Mail:
    """A server that takes mails. ``user``: "" where it asks for none; ``sender``: an address, with
    or without a name; ``security``: ``starttls``, ``tls`` or ``none``.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    security: str


MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""Where such a server usually listens, by how the line is kept private."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen reading of the environment.

    ``public_url``: the address phones use, without a trailing slash; empty when the LAN address
    and the port are to be used. ``pace``: None lifts the limit (load tests only).
    ``allowed_hosts``: names beyond its own under which browsers may reach this computer.
    ``embeddings_…``: a sentence model heard when cards are grouped, each empty when there is none.
    ``mail``: None where no mail can be sent.
    """

    database_url: str
    public_url: str
    pace: Pace | None
    allowed_hosts: tuple[str, ...] = ()
    embeddings_folder: str = ""
    embeddings_url: str = ""
    embeddings_model: str = ""
    embeddings_key: str = field(default="", repr=False)
    mail: Mail | None = None


def read_settings() -> Settings:
    """The settings of this process.

    ``WORKSHOP_DATABASE_URL``: a SQLAlchemy URL, default ``data/workshops.sqlite3`` of the
    checkout. ``WORKSHOP_PUBLIC_URL``: the address behind a reverse proxy. ``WORKSHOP_PACE``:
    ``burst/seconds``, such as ``10/2``, or ``off``. ``WORKSHOP_ALLOWED_HOSTS``: names separated
    by commas, such as ``workshop.lan``. ``WORKSHOP_EMBEDDINGS_FOLDER``: a sentence model on this
    computer; ``WORKSHOP_EMBEDDINGS_URL``, ``WORKSHOP_EMBEDDINGS_MODEL`` and
    ``WORKSHOP_EMBEDDINGS_KEY``: a service that has one. ``WORKSHOP_SMTP_HOST``, ``_PORT``,
    ``_USER``, ``_PASSWORD``, ``_FROM`` and ``_SECURITY``: the server that takes mails. Raises
    ValueError on a malformed pace, and on a mail server without what it needs.
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
        mail=_read_mail(),
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


def _read_mail() -> Mail | None:
    host = os.environ.get("WORKSHOP_SMTP_HOST", "").strip()
    if not host:
        return None
    security = os.environ.get("WORKSHOP_SMTP_SECURITY", "").strip().lower() or "starttls"
    if security not in MAIL_PORTS:
        raise ValueError("WORKSHOP_SMTP_SECURITY is 'starttls', 'tls' or 'none'")
    port = os.environ.get("WORKSHOP_SMTP_PORT", "").strip() or str(MAIL_PORTS[security])
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError("WORKSHOP_SMTP_PORT is a number from 1 to 65535")
    sender = os.environ.get("WORKSHOP_SMTP_FROM", "").strip()
    if not _is_sender(sender):
        raise ValueError("WORKSHOP_SMTP_FROM is an address, such as workshop@example.org")
    return Mail(
        host=host,
        port=int(port),
        user=os.environ.get("WORKSHOP_SMTP_USER", "").strip(),
        password=os.environ.get("WORKSHOP_SMTP_PASSWORD", ""),
        sender=sender,
        security=security,
    )


def _is_sender(written: str) -> bool:
    """An address a header can bear, with or without a name before it."""
    name, _, domain = parseaddr(written)[1].rpartition("@")
    return bool(name and domain) and written.isprintable()
