"""Websockets: a pace for each, a number for each browser."""

from contextlib import ExitStack

import pytest
from starlette.types import Message

from tests.web.conftest import Cast, Streamlit, open_websocket
from workshop.domain.words import Role
from workshop.services.house import House
from workshop.services.signin import links_of, open_link, who_is
from workshop.services.workshops import create_workshop
from workshop.web.front_door import FrontDoor
from workshop.web.sockets import (
    FREE_MESSAGES,
    MESSAGE_SECONDS,
    MOST_OF_A_LINK,
    MOST_SOCKETS,
    Sockets,
    paced,
)


class Sender:
    """Sends without a pause, on a clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.time = 100.0
        self.sent = 0

    async def receive(self) -> Message:
        self.sent += 1
        return {"type": "websocket.receive", "bytes": b"x"}

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


async def test_a_burst_goes_at_once_and_the_rest_at_a_pace() -> None:
    sender = Sender()
    receive = paced(sender.receive, now=lambda: sender.time, sleep=sender.sleep)
    for _ in range(FREE_MESSAGES):
        await receive()
    assert sender.time == pytest.approx(100.0)
    for _ in range(400):
        await receive()
    assert sender.time == pytest.approx(100.0 + 400 * MESSAGE_SECONDS)
    sender.time += 1.0  # a second of peace gives back as many as a second is worth
    before = sender.time
    for _ in range(40):
        await receive()
    assert sender.time == pytest.approx(before)
    assert sender.sent == FREE_MESSAGES + 440  # none was taken in before its turn, none was lost


async def test_opening_and_closing_take_no_turn() -> None:
    sender = Sender()

    async def opened() -> Message:
        return {"type": "websocket.connect"}

    receive = paced(opened, now=lambda: sender.time, sleep=sender.sleep)
    for _ in range(FREE_MESSAGES * 2):
        await receive()
    assert sender.time == pytest.approx(100.0)


def test_each_browser_holds_so_many_and_none_is_remembered() -> None:
    held = Sockets()
    with ExitStack() as tabs:
        for _ in range(MOST_SOCKETS):
            assert not held.is_full(1)
            tabs.enter_context(held.holding(1))
        assert held.is_full(1)
        assert not held.is_full(2)
    assert not held._open


def test_browsers_of_one_link_hold_so_many_together_and_shut_out_no_other() -> None:
    held = Sockets()
    with ExitStack() as tabs:
        for number in range(MOST_OF_A_LINK):
            assert not held.is_full(number, [7])
            tabs.enter_context(held.holding(number, [7]))
        assert held.is_full(MOST_OF_A_LINK, [7])
        assert not held.is_full(MOST_OF_A_LINK, [7, 8])
        assert not held.is_full(MOST_OF_A_LINK, [8])
        assert not held.is_full(MOST_OF_A_LINK)
    assert not held._open


async def test_a_link_that_makes_ever_new_browsers_fills_nothing(
    door: FrontDoor, house: House, cast: Cast, streamlit: Streamlit
) -> None:
    workshop = create_workshop(house, title="One link", language="en")

    def come() -> dict[str, str]:
        link = workshop.facilitator_token
        opened = open_link(house, link_token=link, role=Role.FACILITATOR, token=None)
        return {"host": "localhost", "cookie": f"session={opened.token}"}

    first = who_is(house, come()["cookie"].removeprefix("session="))
    assert first is not None
    [link_id] = links_of(house, first)
    with ExitStack() as tabs:
        for number in range(MOST_OF_A_LINK):
            tabs.enter_context(door._sockets.holding(-number, [link_id]))
        assert (await open_websocket(door, come()))[0]["status"] == 429
        alice = {"host": "localhost", "cookie": f"session={cast.alice}"}
        assert (await open_websocket(door, alice))[0]["type"] == "websocket.accept"
    assert (await open_websocket(door, come()))[0]["type"] == "websocket.accept"


async def test_one_more_than_so_many_is_refused(
    door: FrontDoor, house: House, cast: Cast, streamlit: Streamlit
) -> None:
    alice = {"host": "localhost", "cookie": f"session={cast.alice}"}
    found = who_is(house, cast.alice)
    assert found is not None
    with ExitStack() as tabs:
        for _ in range(MOST_SOCKETS):
            tabs.enter_context(door._sockets.holding(found.browser_id))
        assert (await open_websocket(door, alice))[0]["status"] == 429
        oscar = {**alice, "cookie": f"session={cast.oscar}"}
        assert (await open_websocket(door, oscar))[0]["type"] == "websocket.accept"
    assert (await open_websocket(door, alice))[0]["type"] == "websocket.accept"
    assert len(streamlit.reached) == 2
