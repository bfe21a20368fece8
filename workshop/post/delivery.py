"""The digest on its way: who got it, who did not and why; beside a screen, in its own thread."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from workshop.addresses import person_url
from workshop.domain.errors import (
    MailBroken,
    MailNotConfigured,
    MailUnderWay,
    WorkshopError,
)
from workshop.post.letter import compose
from workshop.post.sender import Line, open_line
from workshop.services.actors import Facilitating
from workshop.services.digest import Digest, Letter, read_digest
from workshop.services.house import House
from workshop.services.people import new_person_link
from workshop.settings import Mail, Settings
from workshop.storage.alone import alone

_log = logging.getLogger("workshop.post")


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody whose mail did not leave, and why."""

    name: str
    why: WorkshopError


@dataclass(frozen=True, slots=True)
class Report:
    """By name: to whom it went, to whom not and why, and who has no address."""

    sent: tuple[str, ...]
    refused: tuple[Refused, ...]
    unreachable: tuple[str, ...]


def send_digest(
    house: House,
    actor: Facilitating,
    settings: Settings,
    *,
    port: int | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Send each person their mail, with a fresh link to their own page.

    ``tell``: called with how many are dealt with, and of how many. One that is refused keeps none
    of the others back. Raises MailNotConfigured, MailUnreachable, MailLoginRefused (nothing was
    sent then), MailUnderWay (from another process), WorkshopUnknown.
    """
    mail = settings.mail
    if mail is None:
        raise MailNotConfigured()
    with alone(house.database, f"digest {actor.code}") as is_free:
        if not is_free:
            raise MailUnderWay()
        return _send_all(house, actor, settings, mail, port, tell)


def _send_all(
    house: House,
    actor: Facilitating,
    settings: Settings,
    mail: Mail,
    port: int | None,
    tell: Callable[[int, int], None],
) -> Report:
    digest = read_digest(house, actor)
    sent: list[str] = []
    refused: list[Refused] = []
    if digest.letters:
        with open_line(mail) as line:
            for done, letter in enumerate(digest.letters):
                tell(done, len(digest.letters))
                try:
                    _send(house, actor, line, digest, letter, settings, mail, port)
                    sent.append(letter.name)
                except WorkshopError as why:
                    refused.append(Refused(letter.name, why))
    return Report(tuple(sent), tuple(refused), digest.unreachable)


def _send(
    house: House,
    actor: Facilitating,
    line: Line,
    digest: Digest,
    letter: Letter,
    settings: Settings,
    mail: Mail,
    port: int | None,
) -> None:
    token = new_person_link(house, actor, letter.person)
    message = compose(
        digest,
        letter,
        link=person_url(settings, port, token),
        sender=mail.sender,
        now=house.clock(),
    )
    line.send(message, letter.name)


class Delivery:
    """One digest on its way; ``outcome`` is None until it is over."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.outcome: Report | WorkshopError | None = None

    def run(self, house: House, actor: Facilitating, settings: Settings) -> None:
        """Send it and keep what became of it."""
        try:
            self.outcome = send_digest(house, actor, settings, tell=self._count)
        except WorkshopError as refused:
            self.outcome = refused
        except Exception as error:  # a database that went away: the screen must not wait for ever
            _log.error("a digest was not sent (%s)", type(error).__name__)
            self.outcome = MailBroken(name="")

    def _count(self, done: int, total: int) -> None:
        self.done, self.total = done, total


_lock = threading.Lock()
_last: dict[str, Delivery] = {}


def begin(house: House, actor: Facilitating, settings: Settings) -> Delivery:
    """Send a workshop's digest and come back at once: a screen that is left stops no mail.

    Raises MailUnderWay: a second tap, or a second facilitator, sends nothing twice.
    """
    with _lock:
        under_way = _last.get(actor.code)
        if under_way is not None and under_way.outcome is None:
            raise MailUnderWay()
        delivery = _last[actor.code] = Delivery()
    threading.Thread(target=delivery.run, args=(house, actor, settings), daemon=True).start()
    return delivery


def last(code: str) -> Delivery | None:
    """The digest of this workshop under way, or the last one of this process."""
    return _last.get(code)


def put_away(code: str) -> None:
    """Its report has been read."""
    with _lock:
        found = _last.get(code)
        if found is not None and found.outcome is not None:
            del _last[code]
