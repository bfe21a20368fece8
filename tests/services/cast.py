"""The fixed cast: Alice owns, Bob helps by a link, Sam sponsors, Charlie must see nothing."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from workshop.domain.words import Role
from workshop.services import capture, journeys, me_too, signin, workshops
from workshop.services.access import hash_token, new_token
from workshop.services.actors import Participant, Visitor
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop
from workshop.services.templates import StepDraft
from workshop.services.writer import Apply, Writer
from workshop.storage import tables

PATIENCE_SECONDS = 30


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True, slots=True)
class Cast:
    """Alice's workshop with three steps, in capture; and Charlie's, which is none of hers."""

    house: House
    writer: Writer
    new: NewWorkshop
    theirs: NewWorkshop
    alice: Visitor
    bob: Visitor
    sam: Visitor
    charlie: Visitor
    steps: tuple[int, ...]
    their_step: int
    _count: list[int] = field(default_factory=lambda: [0])

    @property
    def code(self) -> str:
        return self.new.code

    def phone(self, token: str) -> Participant:
        return Participant(self.code, token)

    def send(self, apply: Apply, gesture: object, *, code: str = "") -> Any:
        """What a phone sends, through the writer; gives its answer or raises its refusal."""
        return self.writer.submit(code or self.code, apply, gesture).result(PATIENCE_SECONDS)

    def sent(
        self,
        token: str = "",
        *,
        card_id: str | None = None,
        side: str = "client",
        kind: str = "irritant",
        text: str = "",
        step: str | int = "any",
    ) -> capture.CardSent:
        """A card by the participant ``token``, a new one each time by default."""
        self._count[0] += 1
        n = self._count[0]
        return capture.CardSent(
            token or f"phone-{n}",
            str(uuid.UUID(int=n)) if card_id is None else card_id,
            side,
            kind,
            str(step),
            text or f"Card number {n}",
        )

    def card(self, token: str = "", **values: Any) -> str:
        """Send a card; gives its label."""
        receipt = self.send(capture.add_cards, self.sent(token, **values))
        assert isinstance(receipt, capture.Receipt)
        return receipt.label

    def cards(self, count: int, **values: Any) -> list[str]:
        """So many cards, each by somebody else."""
        return [self.card(**values) for _ in range(count)]

    def me_too(self, token: str, label: str, *, wanted: bool = True) -> Any:
        return self.send(me_too.say_me_too, me_too.MeToo(token, label, wanted))


def gather_cast(house: House, writer: Writer) -> Cast:
    """Two workshops of two owners, a helper and a sponsor of the first."""
    alice_id, alice = add_facilitator(house, "alice@example.org")
    charlie_id, charlie = add_facilitator(house, "charlie@example.org")
    new = workshops.create_workshop(house, title="Counter", language="en", owner_id=alice_id)
    theirs = workshops.create_workshop(house, title="Bank", language="en", owner_id=charlie_id)
    owner = Visitor(new.code, alice, Role.FACILITATOR)
    other = Visitor(theirs.code, charlie, Role.FACILITATOR)
    steps = tuple(
        journeys.add_step(house, owner, StepDraft(title, f"{title}, our side"))
        for title in ("Arrive", "Ask", "Leave")
    )
    their_step = journeys.add_step(house, other, StepDraft("Queue"))
    for visitor in (owner, other):
        workshops.set_phase(house, visitor, "capture")
    return Cast(
        house=house,
        writer=writer,
        new=new,
        theirs=theirs,
        alice=owner,
        bob=by_link(house, new.facilitator_token, Role.FACILITATOR),
        sam=by_link(house, new.sponsor_token, Role.SPONSOR),
        charlie=Visitor(new.code, charlie, Role.FACILITATOR),
        steps=steps,
        their_step=their_step,
    )


def add_facilitator(house: House, email: str) -> tuple[int, str]:
    """An account without the slow hash of a password, and the cookie of a signed-in browser."""
    link = new_token()
    with house.database.writing() as connection, connection.begin():
        account_id: int = connection.execute(
            insert(tables.account)
            .values(email=email, is_laptop=False, created_at=house.clock())
            .returning(tables.account.c.id)
        ).scalar_one()
        connection.execute(
            insert(tables.signin_link).values(
                token_hash=hash_token(link),
                account_id=account_id,
                expires_at=house.clock() + timedelta(minutes=1),
            )
        )
    return account_id, signin.use_signin_link(house, link)


def by_link(house: House, link_token: str, role: Role, *, cookie: str | None = None) -> Visitor:
    """The browser that has just opened a link to a workshop."""
    opened = signin.open_link(house, link_token=link_token, role=role, token=cookie)
    return Visitor(opened.code, opened.token, opened.role)
