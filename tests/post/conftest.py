"""A mail server of one's own on loopback, and a workshop with three people to remind."""

import asyncio
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.services.cast import Clock
from tests.web.running import free_port
from workshop.live import Hub
from workshop.services import people, workshops
from workshop.services.actions import ActionDraft, add_action
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.people import PersonDraft
from workshop.settings import Mail, Settings
from workshop.storage.engine import open_database

NAMES = ("Nadia", "Paul", "Léa")


class Post:
    """What a mail server was handed; it refuses what it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refused_recipients: set[str] = set()
        self.refuses_sender = False
        self.hangs_up = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_sender:
            return "553 not from here"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused_recipients:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        await asyncio.to_thread(self.may_go_on.wait, 10)
        if self.hangs_up:
            server.transport.close()
            return "421 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((envelope.rcpt_tos[0], message_from_bytes(content, policy=default)))
        return "250 taken"


Serve = Callable[..., Mail]


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def serve(post: Post) -> Iterator[Serve]:
    """Start the server; gives the settings that lead to it."""
    with ExitStack() as servers:

        def start(*, user: str = "", password: str = "") -> Mail:
            def check(
                server: Any, session: Any, envelope: Any, mechanism: str, data: Any
            ) -> AuthResult:
                known = isinstance(data, LoginPassword) and (data.login, data.password) == (
                    b"workshop",
                    b"secret",
                )
                return AuthResult(success=known, handled=known)

            port = free_port()
            controller = Controller(
                cast(Any, post),
                hostname="127.0.0.1",
                port=port,
                authenticator=check,
                auth_required=bool(user),
                auth_require_tls=False,
            )
            controller.start()
            servers.callback(controller.stop)
            sender = "Atelier <workshop@example.org>"
            return Mail("127.0.0.1", port, user, password, sender, "none")

        yield start


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}")
    yield House(database, clock=Clock(), chance=random.Random(7), hub=Hub())
    database.dispose()


@pytest.fixture
def me(house: House) -> Console:
    """A French workshop in which Nadia, Paul and Léa each have something late."""
    new = workshops.create_workshop(house, title="Guichet « A & B »", language="fr")
    me = Console(new.code)
    today = house.clock().date()
    for number, name in enumerate(NAMES, 1):
        late = ActionDraft(
            f"Rappeler <b>{name}</b>", name, "", today - timedelta(days=1), "Moins", "open",
            quadrant="priority",
        )  # fmt: skip
        add_action(house, me, late)
        address = PersonDraft(name, email=f"p{number}@example.org")
        people.save_person(house, me, f"P{number}", address)
    return me


def settings_with(mail: Mail | None) -> Settings:
    return Settings("", "https://workshop.example.org", None, mail=mail)
