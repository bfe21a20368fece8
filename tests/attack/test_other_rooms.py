"""Two workshops, and the ids of the one sent to the other: refused, and nothing there is changed.

Facilitators' gestures are tried so in ``tests/services/test_strangers.py``; who may read what of
which workshop, in ``test_table.py``. Here phones and named people speak for themselves, over HTTP.
"""

import json
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from starlette.types import ASGIApp

from tests.attack.asking import Answer, ask
from tests.attack.scene import PHONE, PHONE_ELSEWHERE
from tests.services.cast import Cast, Clock, gather_cast
from tests.services.everything import live_through
from workshop.domain.phases import PhoneGesture
from workshop.exports import json_file
from workshop.live import Hub
from workshop.phone.gestures import GESTURES
from workshop.services import people, rights
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.people import PersonDraft
from workshop.services.writer import Writer
from workshop.storage import tables
from workshop.storage.engine import open_database
from workshop.web.personal import _DEEDS

NAMES = {
    "/cards": ("step", "question", "persona"),
    "/cards/{card_id}": (),
    "/cards/{card_id}/withdraw": (),
    "/me-too": ("card",),
    "/solutions": ("topics", "causes"),
    "/votes": ("target", "session"),
    "/votes/code": ("session",),
    "/same": ("a", "b"),
    "/mirror": ("topic", "card"),
    "/places": ("topic",),
    "/moods": ("step",),
    "/answers": ("question",),
    "/ratings": ("solution",),
    "/help": ("solution",),
}
"""By gesture, the fields that name something of a workshop; a card's own id is in its address."""

ABOUT_ONESELF = {"/me", "/ready"}

HARMLESS = {
    "side": "client",
    "kind": "irritant",
    "step": "any",
    "text": "Nothing of theirs",
    "value": "1",
    "client": "1",
    "employee": "1",
    "usability": "1",
    "points": "1",
    "code": "ABCD-EFGH",
    "name": "Zoé",
}


@pytest.fixture(scope="module")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """Alice's workshop with one of everything; Charlie's phones may do all that a phone may."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("rooms") / "w.sqlite3"))
    database = open_database(f"sqlite:///{file}")
    house = House(database, clock=Clock(), hub=Hub())
    writer = Writer(house)
    cast = gather_cast(house, writer)
    live_through(cast)
    rights.set_rights(
        house, Console(cast.theirs.code), "capture", may=list(PhoneGesture), sees="everything"
    )
    writer.close()
    database.empty_journal()
    database.dispose()
    return file, cast


@pytest.fixture
def house(played: tuple[Path, Cast], tmp_path: Path) -> Iterator[House]:
    database = open_database(f"sqlite:///{shutil.copy(played[0], tmp_path / 'w.sqlite3')}")
    yield House(database, clock=Clock(), hub=Hub())
    database.dispose()


@pytest.fixture
def cast(played: tuple[Path, Cast], house: House, writer: Writer) -> Cast:
    return replace(played[1], house=house, writer=writer)


def names_of(cast: Cast) -> list[str]:
    """What things of Alice's are called: keys of rows, labels, ids that her phones gave."""
    asked = {"": tables.step.c.id, "P": tables.persona.c.id, "U": tables.card.c.card_id}
    asked |= {"W": tables.solution.c.solution_id, "C": tables.card.c.number}
    asked |= {"T": tables.topic.c.number, "S": tables.solution.c.number}
    asked |= {"Q": tables.question.c.number, "V": tables.vote_session.c.number}
    asked |= {"R": tables.cause.c.number}
    found = []
    with cast.house.database.reading() as connection:
        for letter, column in asked.items():
            workshop = tables.workshop
            of_alice = column.table.c.workshop_id == (
                select(workshop.c.id).where(workshop.c.code == cast.code).scalar_subquery()
            )
            kept = "" if letter in ("", "P", "U", "W") else letter
            values = connection.scalars(select(column).where(of_alice, column.is_not(None)))
            found += [f"{kept}{value}" for value in list(values)[:3]]
    return found


def texts_of(cast: Cast) -> set[str]:
    with cast.house.database.reading() as connection:
        said = connection.scalars(select(tables.card.c.text).where(tables.card.c.text != ""))
        return {text for text in said if len(text) > 8}


async def send(
    door: ASGIApp,
    code: str,
    path: str,
    fields: dict[str, str],
    *,
    cookie: str = f"participant={PHONE_ELSEWHERE}",
) -> Answer:
    return await ask(
        door,
        "POST",
        f"/j/{code}{path}",
        cookie=cookie,
        body=urlencode(fields).encode(),
        headers={"accept": "application/json", "origin": "http://localhost"},
    )


def test_every_gesture_is_tried() -> None:
    assert set(NAMES) | ABOUT_ONESELF == set(GESTURES)


async def test_what_is_named_in_another_room_is_not_found(cast: Cast, door: ASGIApp) -> None:
    house, names, texts = cast.house, names_of(cast), texts_of(cast)
    assert len(names) > 20
    before = json_file.produce(house, Console(cast.code))
    for path, fields in NAMES.items():
        for name in names:
            address = path.replace("{card_id}", name)
            for field in fields or ("card_id",):
                own = {"card_id": str(uuid.uuid4()), "solution_id": str(uuid.uuid4())}
                answer = await send(
                    door, cast.theirs.code, address, {**HARMLESS, **own, field: name}
                )
                assert answer.status in (404, 409, 422), (address, field, name)
                assert not [text for text in texts if text in answer.text], (address, name)
    assert json_file.produce(house, Console(cast.code)) == before


async def test_what_another_room_said_is_not_read_here(cast: Cast, door: ASGIApp) -> None:
    texts = texts_of(cast)
    places = ["", "/state", "/privacy", "/events"]
    for name in names_of(cast):
        places += [f"/similar?{urlencode({'step': name, 'text': 'Card number'})}"]
        places += [f"?{urlencode({'more': name})}"]
    for place in places:
        address = f"/j/{cast.theirs.code}{place}"
        # The room of the other one's cookie, and its last choices.
        cookie = f"participant={PHONE}; last=irritant.client.{cast.steps[0]}.C1"
        answer = await ask(door, "GET", address, cookie=cookie)
        assert answer.status == 200
        assert not [text for text in texts if text in answer.text], place


async def test_people_reach_nothing_of_the_other_workshop(cast: Cast, door: ASGIApp) -> None:
    house, names, them = cast.house, names_of(cast), Console(cast.theirs.code)
    people.add_person(house, them, PersonDraft("Paul", ranks=True))
    link = people.new_person_link(house, them, "P1")
    before = json_file.produce(house, Console(cast.code))
    for deed in _DEEDS:
        for name in [*names, "A1", "A2", "P1"]:
            form = {"action": name, "to": name, "says": "x", "status": "done", f"pay-{name}": "3"}
            form |= {"reason": name} if deed == "item" else {}
            for code in (cast.theirs.code, cast.code):
                answer = await ask(
                    door,
                    "POST",
                    f"/mine/{code}/{deed}",
                    cookie=f"person={link}",
                    body=urlencode(form).encode(),
                    headers={"origin": "http://localhost"},
                )
                assert answer.status in ((401,) if code == cast.code else (303, 404, 409, 422, 429))
    assert json_file.produce(house, Console(cast.code)) == before


async def test_a_card_is_its_own_phones(cast: Cast, door: ASGIApp) -> None:
    """Sent again by another phone of the room: neither shown to it nor changed, nor its own.

    It is told the label, as the first one that lost its cookie on the way must be.
    """
    code, card_id = cast.theirs.code, str(uuid.uuid4())
    card = {**HARMLESS, "card_id": card_id, "text": "What I said"}
    assert (await send(door, code, "/cards", card)).status == 201
    assert (await send(door, code, "/cards", card)).status == 200  # its own, a second time
    before = json_file.produce(cast.house, Console(code))
    other = f"participant={PHONE}"
    stolen = await send(door, code, "/cards", {**card, "text": "What you said"}, cookie=other)
    assert stolen.status == 200
    assert set(json.loads(stolen.text)) == {"card_id", "label"}
    for path in (f"/cards/{card_id}", f"/cards/{card_id}/withdraw"):
        assert (await send(door, code, path, card, cookie=other)).status == 404
    after = json_file.produce(cast.house, Console(code))
    assert after.count(b"What I said") == before.count(b"What I said") == 1
