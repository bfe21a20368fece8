"""What the surroundings decide: environment variables, each read here and nowhere else."""

import os
import sys
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

CHECKOUT = Path(__file__).resolve().parent.parent
DATA = CHECKOUT / "data"
DEFAULT_PORT = 8080


class SettingWrong(ValueError):
    """A setting that cannot be read: which one, and ``code`` and ``facts`` for the sentence."""

    def __init__(self, code: str, setting: str, **facts: object) -> None:
        super().__init__(", ".join((f"{setting}: {code}", *map(str, facts.values()))))
        self.code, self.setting, self.facts = code, setting, facts


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


SHORTEST_TOKEN = 24
"""Of what opens the figures of the process: nobody counts wrong tries there."""

MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""Where such a server usually listens, by how the line is kept private."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An OpenID Connect provider that vouches for facilitators.

    ``issuer``: as the provider writes it, without its discovery path. ``domains``: what stands
    behind the @ of those who get an account when they first come. ``name``: on the button, "" for
    our own word. ``assumes_verified``: an address counts as verified where nothing is said of it.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    domains: tuple[str, ...] = ()
    name: str = ""
    assumes_verified: bool = False


DISCOVERY_PATH = "/.well-known/openid-configuration"
SECRET_MIN = 16
"""Signs of a client secret: what a browser is handed meanwhile is signed with it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long the installation keeps workshops, in days; None where nothing ends by itself.

    ``seal``: after the day of the room was closed; ``delete``: after the last gesture; ``backups``:
    how long whoever runs the app says that backups stay. ``contact``: whom to ask about data.
    """

    seal: int | None = None
    delete: int | None = None
    backups: int | None = None
    contact: str = ""


CONNECTIONS = 32
"""To PostgreSQL, of one process, where nothing else is said: three of them fit into its 100."""
FEWEST_CONNECTIONS, MOST_CONNECTIONS = 10, 200

MOST_DAYS = 3_650
CONTACT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen reading of the environment.

    ``public_url``: the address phones use, without a trailing slash; empty when the LAN address
    and the port are to be used. ``pace``: None lifts the limit (load tests only).
    ``allowed_hosts``: names beyond its own under which browsers may reach this computer.
    ``embeddings_…``: a sentence model heard when cards are grouped, each empty when there is none.
    ``mail``: None where no mail can be sent. ``metrics_token``: what opens ``/metrics``, empty when
    nothing does. ``log``: how lines of the log look, ``plain`` or ``json``. ``organisation``: None
    where nobody signs in through one. ``keeping``: how long workshops stay.
    ``connections``: how many to PostgreSQL this process may hold at most.
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
    metrics_token: str = field(default="", repr=False)
    log: str = "plain"
    organisation: Organisation | None = None
    keeping: Keeping = Keeping()
    connections: int = CONNECTIONS


def read_settings() -> Settings:
    """The settings of this process.

    ``WORKSHOP_DATABASE_URL``: a SQLAlchemy URL, default ``data/workshops.sqlite3`` of the
    checkout. ``WORKSHOP_PUBLIC_URL``: the address behind a reverse proxy. ``WORKSHOP_PACE``:
    ``burst/seconds``, such as ``10/2``, or ``off``. ``WORKSHOP_ALLOWED_HOSTS``: names separated
    by commas, such as ``workshop.lan``. ``WORKSHOP_EMBEDDINGS_FOLDER``: a sentence model on this
    computer; ``WORKSHOP_EMBEDDINGS_URL``, ``WORKSHOP_EMBEDDINGS_MODEL`` and
    ``WORKSHOP_EMBEDDINGS_KEY``: a service that has one. ``WORKSHOP_SMTP_HOST``, ``_PORT``,
    ``_USER``, ``_PASSWORD``, ``_FROM`` and ``_SECURITY``: the server that takes mails.
    ``WORKSHOP_METRICS_TOKEN``: what opens ``/metrics``. ``WORKSHOP_LOG``: ``plain`` or ``json``.
    ``WORKSHOP_OIDC_ISSUER``, ``_CLIENT_ID``, ``_CLIENT_SECRET``, ``_DOMAINS``, ``_NAME`` and
    ``_EMAIL``: an organisation's OpenID Connect provider. ``WORKSHOP_SEAL_DAYS``,
    ``WORKSHOP_DELETE_DAYS`` and ``WORKSHOP_BACKUP_DAYS``: how long what is kept;
    ``WORKSHOP_PRIVACY_CONTACT``: whom to ask about it. ``WORKSHOP_DATABASE_CONNECTIONS``: to
    PostgreSQL, 10 to 200. ``WORKSHOP_CATALOGUES``: a folder with more languages.

    Raises SettingWrong on a malformed pace or number, on a mail server or a provider without what
    it needs, on a short token, on another kind of log and on a folder that is none.
    """
    public_url = os.environ.get("WORKSHOP_PUBLIC_URL", "").strip().rstrip("/")
    folder = catalogues_folder()
    if folder is not None and not folder.is_dir():
        raise SettingWrong("folder", "WORKSHOP_CATALOGUES", path=str(folder))
    return Settings(
        database_url=os.environ.get("WORKSHOP_DATABASE_URL") or default_database_url(),
        public_url=public_url,
        pace=_read_pace(os.environ.get("WORKSHOP_PACE", "")),
        allowed_hosts=_read_names(os.environ.get("WORKSHOP_ALLOWED_HOSTS", "")),
        embeddings_folder=os.environ.get("WORKSHOP_EMBEDDINGS_FOLDER", "").strip(),
        embeddings_url=os.environ.get("WORKSHOP_EMBEDDINGS_URL", "").strip().rstrip("/"),
        embeddings_model=os.environ.get("WORKSHOP_EMBEDDINGS_MODEL", "").strip(),
        embeddings_key=os.environ.get("WORKSHOP_EMBEDDINGS_KEY", "").strip(),
        mail=_read_mail(),
        metrics_token=_read_metrics_token(),
        log=_read_log(),
        organisation=_read_organisation(public_url),
        keeping=read_keeping(),
        connections=_read_connections(),
    )


def read_keeping() -> Keeping:
    """How long workshops stay, of the environment. Raises SettingWrong."""
    contact = " ".join(os.environ.get("WORKSHOP_PRIVACY_CONTACT", "").split())
    if len(contact) > CONTACT_LIMIT or not contact.isprintable():
        raise SettingWrong("one_line", "WORKSHOP_PRIVACY_CONTACT", limit=CONTACT_LIMIT)
    return Keeping(
        seal=_read_days("WORKSHOP_SEAL_DAYS"),
        delete=_read_days("WORKSHOP_DELETE_DAYS"),
        backups=_read_days("WORKSHOP_BACKUP_DAYS"),
        contact=contact,
    )


def _read_connections() -> int:
    written = os.environ.get("WORKSHOP_DATABASE_CONNECTIONS", "").strip() or str(CONNECTIONS)
    fits = written.isascii() and written.isdigit() and len(written) < 4
    if not (fits and FEWEST_CONNECTIONS <= int(written) <= MOST_CONNECTIONS):
        raise SettingWrong(
            "number",
            "WORKSHOP_DATABASE_CONNECTIONS",
            low=FEWEST_CONNECTIONS,
            high=MOST_CONNECTIONS,
        )
    return int(written)


def _read_days(name: str) -> int | None:
    written = os.environ.get(name, "").strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= MOST_DAYS):
        raise SettingWrong("days", name, low=1, high=MOST_DAYS)
    return int(written)


def environment_locale() -> str:
    """What the environment says of its language: ``LC_ALL``, then ``LC_MESSAGES``, then ``LANG``.

    Such as ``fr_FR.UTF-8``; "" where it says nothing.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, names), "")


def catalogues_folder() -> Path | None:
    """``WORKSHOP_CATALOGUES``: where an organisation keeps languages of its own, None without."""
    written = os.environ.get("WORKSHOP_CATALOGUES", "").strip()
    return Path(written) if written else None


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
        raise SettingWrong("pace", "WORKSHOP_PACE") from error
    if pace.burst < 1 or not 0 < pace.seconds < 3600:
        raise SettingWrong("pace", "WORKSHOP_PACE")
    return pace


def _read_log() -> str:
    style = os.environ.get("WORKSHOP_LOG", "").strip().lower() or "plain"
    if style not in ("plain", "json"):
        raise SettingWrong("choice", "WORKSHOP_LOG", choices=("plain", "json"))
    return style


def _read_metrics_token() -> str:
    token = os.environ.get("WORKSHOP_METRICS_TOKEN", "").strip()
    if token and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise SettingWrong("token", "WORKSHOP_METRICS_TOKEN", least=SHORTEST_TOKEN)
    return token


def _read_mail() -> Mail | None:
    host = os.environ.get("WORKSHOP_SMTP_HOST", "").strip()
    if not host:
        return None
    security = os.environ.get("WORKSHOP_SMTP_SECURITY", "").strip().lower() or "starttls"
    if security not in MAIL_PORTS:
        raise SettingWrong("choice", "WORKSHOP_SMTP_SECURITY", choices=tuple(MAIL_PORTS))
    port = os.environ.get("WORKSHOP_SMTP_PORT", "").strip() or str(MAIL_PORTS[security])
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise SettingWrong("number", "WORKSHOP_SMTP_PORT", low=1, high=65535)
    sender = os.environ.get("WORKSHOP_SMTP_FROM", "").strip()
    if not _is_sender(sender):
        raise SettingWrong("sender", "WORKSHOP_SMTP_FROM")
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


def _read_organisation(public_url: str) -> Organisation | None:
    issuer = os.environ.get("WORKSHOP_OIDC_ISSUER", "").strip().removesuffix(DISCOVERY_PATH)
    if not issuer:
        return None
    if not is_private(issuer):
        raise SettingWrong("private", "WORKSHOP_OIDC_ISSUER")
    if not is_private(public_url):
        raise SettingWrong("needs_private", "WORKSHOP_OIDC_ISSUER", needed="WORKSHOP_PUBLIC_URL")
    client_id = os.environ.get("WORKSHOP_OIDC_CLIENT_ID", "").strip()
    if not client_id:
        raise SettingWrong("needs", "WORKSHOP_OIDC_ISSUER", needed="WORKSHOP_OIDC_CLIENT_ID")
    secret = os.environ.get("WORKSHOP_OIDC_CLIENT_SECRET", "").strip()
    if len(secret) < SECRET_MIN:
        raise SettingWrong("secret", "WORKSHOP_OIDC_CLIENT_SECRET", least=SECRET_MIN)
    domains = _read_names(os.environ.get("WORKSHOP_OIDC_DOMAINS", ""))
    if any("." not in domain or not domain.isprintable() or "@" in domain for domain in domains):
        raise SettingWrong("domains", "WORKSHOP_OIDC_DOMAINS")
    email = os.environ.get("WORKSHOP_OIDC_EMAIL", "").strip().lower() or "verified"
    if email not in ("verified", "assumed"):
        raise SettingWrong("choice", "WORKSHOP_OIDC_EMAIL", choices=("verified", "assumed"))
    return Organisation(
        issuer=issuer,
        client_id=client_id,
        client_secret=secret,
        domains=domains,
        name=os.environ.get("WORKSHOP_OIDC_NAME", "").strip()[:60],
        assumes_verified=email == "assumed",
    )


def is_private(address: str, *, query: bool = False) -> bool:
    """Whether nobody on the way reads what goes there: https, or this very computer.

    ``query``: whether there may be a question mark in it.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.fragment or not parts.hostname or (parts.query and not query):
        return False
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return parts.scheme == "https" or (parts.scheme == "http" and here)
