"""Values no form of ours sends, in every field of every gesture, on SQLite and on PostgreSQL."""

import json
import random
from collections.abc import Iterator

import pytest
from starlette.routing import Router

from tests.attack.asking import ask
from tests.attack.scene import PHONE
from tests.attack.test_other_rooms import HARMLESS, NAMES
from tests.services.cast import Clock
from workshop.domain.phases import PhoneGesture
from workshop.live import Hub
from workshop.phone.gestures import GESTURES
from workshop.phone.routes import phone_routes
from workshop.services import rights, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import open_database

FIELDS = {
    **{path: (*names, "text", "value", "side") for path, names in NAMES.items()},
    "/cards": (*NAMES["/cards"], "card_id", "kind", "text", "side"),
    "/solutions": (*NAMES["/solutions"], "solution_id", "text"),
    "/votes": (*NAMES["/votes"], "points", "give"),
    "/votes/code": (*NAMES["/votes/code"], "code"),
    "/ratings": (*NAMES["/ratings"], "client", "suppliers", "benefit", "effort_low"),
    "/places": (*NAMES["/places"], "client", "employee"),
    "/help": (*NAMES["/help"], "name", "on"),
    "/me": ("speaks_for", "role", "origin", "where"),
    "/ready": ("wanted",),
}
"""By gesture, what it reads."""

HOSTILE: list[object] = [
    *("", "\0", "a\0b", "\ud800", "\u202etxt", "💥" * 2000, "-1", "9" * 5000, "2147483648"),
    *("9223372036854775808", "1e999", "NaN", "²", "１２", "C0", "T999999999", "V²", "' OR 1=1 --"),
    *("%", "\\", "T1,T1,", 2**70, 1.5, True, None, [], ["T1"] * 90, [["T1"]], {"a": 1}),
]


@pytest.fixture
def room(prepared_url: str) -> Iterator[tuple[str, Router]]:
    """A room whose phones may do all there is, and their routes."""
    database = open_database(prepared_url)
    house = House(database, clock=Clock(), chance=random.Random(7), hub=Hub())
    writer = Writer(house)
    new = workshops.create_workshop(house, title="Counter", template_slug="contact-centre")
    workshops.set_phase(house, Console(new.code), "capture")
    rights.set_rights(
        house, Console(new.code), "capture", may=list(PhoneGesture), sees="everything"
    )
    yield new.code, Router(phone_routes(house, writer, None))
    writer.close()
    database.dispose()


def test_every_gesture_has_its_fields() -> None:
    assert set(FIELDS) == set(GESTURES)


async def test_no_value_makes_a_failure(room: tuple[str, Router]) -> None:
    code, phones = room
    failed = []
    for path, fields in FIELDS.items():
        address = f"/j/{code}{path.replace('{card_id}', '0b8b3c52-6f0c-4e4f-8d53-3c9bfc6c4a11')}"
        for field in fields:
            for value in HOSTILE:
                answer = await ask(
                    phones,
                    "POST",
                    address,
                    cookie=f"participant={PHONE}",
                    body=json.dumps({**HARMLESS, field: value}).encode(),
                    headers={"accept": "application/json", "content-type": "application/json"},
                )
                if answer.status >= 500:
                    failed.append((path, field, value, answer.status))
    assert not failed, failed[:20]


@pytest.mark.parametrize("place", ["similar?text={}&step={}", "?more={}", "state?me={}", "{}"])
async def test_no_question_makes_a_failure(room: tuple[str, Router], place: str) -> None:
    code, phones = room
    for value in ("%00", "%ED%A0%80", "%FF", "%27%20OR%201=1", "9" * 5000, "%C2%B2", "a" * 60_000):
        address = f"/j/{code}/{place}".replace("/?", "?").replace("{}", value)
        answer = await ask(phones, "GET", address, cookie=f"participant={PHONE}; last=a.b.%00.C²")
        assert answer.status < 500, (place, value)
