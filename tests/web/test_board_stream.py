"""The board channel: whole first, then changes, to those who may and as long as they may."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.types import Message

from tests.web.conftest import Browser, Cast
from workshop.domain.words import Role
from workshop.services import capture, moderation, signin, workshops
from workshop.services.actors import Console, Visitor
from workshop.services.archive.records import FLOOR
from workshop.services.house import House
from workshop.services.views.board import Board, read_board
from workshop.services.writer import Writer
from workshop.web import board_stream
from workshop.web.board_stream import GONE
from workshop.web.front_door import FrontDoor

PATIENCE_SECONDS = 10.0


class Stream:
    """What one open stream was sent."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.pieces: asyncio.Queue[str] = asyncio.Queue()
        self.leave = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["body"]:
            self.pieces.put_nowait(message["body"].decode())

    async def receive(self) -> Message:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def event(self) -> dict[str, Any]:
        """The next ``board`` event; heartbeats are passed over."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                lines = (await self.pieces.get()).strip().split("\n")
                data = [line.removeprefix("data: ") for line in lines if line.startswith("data:")]
                if data:
                    assert "event: board" in lines
                    assert len(data) == 1
                    found: dict[str, Any] = json.loads(data[0])
                    return found

    async def last(self) -> bytes:
        """The next piece, which must be the last one."""
        piece = await self.pieces.get()
        assert self.pieces.empty()
        return piece.encode()

    async def end(self) -> None:
        """Wait until the server ends it."""
        assert self.task is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.task


@asynccontextmanager
async def listening(
    door: FrontDoor, code: str, session: str | None, *, query: str = ""
) -> AsyncIterator[Stream]:
    stream = Stream()
    cookies = [(b"cookie", f"session={session}".encode())] if session else []
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/live/{code}/events",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), *cookies],
        "scheme": "http",
        "server": ("localhost", 8080),
        "client": ("127.0.0.1", 1),
        "http_version": "1.1",
    }
    stream.task = asyncio.create_task(door(scope, stream.receive, stream.send))
    try:
        yield stream
    finally:
        stream.leave.set()
        await asyncio.wait_for(stream.task, PATIENCE_SECONDS)


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    yield writer
    writer.close()


@pytest.fixture
def capturing(house: House, cast: Cast) -> Console:
    me = Console(cast.code)
    workshops.set_phase(house, me, "capture")
    return me


def send_cards(writer: Writer, code: str, voices: list[str], text: str = "on attend") -> list[str]:
    sent = [
        writer.submit(
            code,
            capture.add_cards,
            capture.CardSent(voice, str(uuid.uuid4()), "client", "irritant", "any", text),
        )
        for voice in voices
    ]
    return [answer.result(PATIENCE_SECONDS).label for answer in sent]


async def test_the_first_event_is_whole_and_the_next_ones_hold_what_is_new(
    door: FrontDoor, house: House, cast: Cast, capturing: Console, writer: Writer
) -> None:
    (first,) = await asyncio.to_thread(send_cards, writer, cast.code, ["a"], "ça « coince »\u2028!")
    async with listening(door, cast.code, cast.alice) as stream:
        whole = await stream.event()
        assert stream.status == 200
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["cache-control"] == "no-store"
        assert set(whole) == {"revision", "phase", "stage", "counts", "cards"}
        assert whole["phase"] == "capture"
        assert whole["counts"] == {"cards": 1, "topics": 0, "phones": 0}
        assert whole["cards"] == [
            {
                "label": first,
                "side": "client",
                "kind": "irritant",
                "step": "any",
                "text": whole["cards"][0]["text"],
                "me_too": 0,
                "topic": None,
                "status": "shown",
                "horizon": "now",
                "source": "room",
                "reason": "",
                "question": None,
                "origin": "phone",
                "changed": whole["revision"],
            }
        ]
        (second,) = await asyncio.to_thread(send_cards, writer, cast.code, ["b"])
        change = await stream.event()
        assert [card["label"] for card in change["cards"]] == [second]
        assert change["counts"]["cards"] == 2
        assert change["revision"] > whole["revision"]
        assert change["stage"] == whole["stage"]  # nothing but a card

        workshops.set_phase(house, capturing, "group")
        moved = await stream.event()
        assert moved["phase"] == "group"
        assert moved["stage"] != whole["stage"]
        assert moved["cards"] == []


async def test_only_the_right_cookie_listens(browser: Browser, cast: Cast, house: House) -> None:
    for session in (None, "garbage", cast.oscar, cast.rita):
        answer = await browser(session).get(f"/live/{cast.code}/events")
        assert answer.status_code == 401
    for code in ("ZZZZZZ", "x", cast.other_code):
        assert (await browser(cast.alice).get(f"/live/{code}/events")).status_code == 401
    workshops.open_to_sponsor(house, Console(cast.code), is_open=False)
    assert (await browser(cast.sam).get(f"/live/{cast.code}/events")).status_code == 401
    assert (await browser(cast.alice).post(f"/live/{cast.code}/events")).status_code == 405


async def test_a_sponsor_sees_no_card_below_the_floor_and_all_of_them_above(
    door: FrontDoor, cast: Cast, capturing: Console, writer: Writer
) -> None:
    voices = [f"voice {number}" for number in range(FLOOR)]
    await asyncio.to_thread(send_cards, writer, cast.code, voices[:-1], "Dupont est lent")
    async with (
        listening(door, cast.code, cast.sam) as sam,
        listening(door, cast.code, cast.alice, query="role=sponsor") as preview,
    ):
        for stream in (sam, preview):
            below = await stream.event()
            assert below["cards"] == []
            assert below["counts"]["cards"] == FLOOR - 1
        await asyncio.to_thread(send_cards, writer, cast.code, voices[-1:], "Dupont est lent")
        for stream in (sam, preview):
            above = await stream.event()
            assert len(above["cards"]) == FLOOR
    async with listening(door, cast.code, cast.sam) as sam:
        assert len((await sam.event())["cards"]) == FLOOR


async def test_a_hidden_card_leaves_the_sponsors_screen_without_its_text(
    door: FrontDoor, house: House, cast: Cast, capturing: Console, writer: Writer
) -> None:
    voices = [f"voice {number}" for number in range(FLOOR + 1)]
    labels = await asyncio.to_thread(send_cards, writer, cast.code, voices, "Dupont est lent")
    async with listening(door, cast.code, cast.sam) as sam:
        await sam.event()
        moderation.set_aside(house, capturing, labels[0], reason="other")
        (card,) = (await sam.event())["cards"]
        assert (card["label"], card["status"], card["text"]) == (labels[0], "hidden", "")


async def test_a_revoked_link_ends_the_stream(door: FrontDoor, house: House, cast: Cast) -> None:
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        workshops.revoke_links(house, Console(cast.code), Role.FACILITATOR)
        await stream.end()
        assert await stream.last() == GONE


@pytest.mark.parametrize("how", ["revoked", "closed"])
async def test_an_open_page_of_a_sponsor_is_told_at_once_that_it_may_show_nothing_more(
    door: FrontDoor, house: House, cast: Cast, how: str
) -> None:
    async with listening(door, cast.code, cast.sam) as stream:
        await stream.event()
        if how == "revoked":
            workshops.revoke_links(house, Console(cast.code), Role.SPONSOR)
        else:
            workshops.open_to_sponsor(house, Console(cast.code), is_open=False)
        async with asyncio.timeout(1):
            assert await stream.last() == GONE
        await stream.end()


async def test_signing_out_ends_the_stream_at_the_next_event(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        signin.sign_out(house, cast.alice)
        workshops.set_phase(house, Console(cast.code), "mood")
        await stream.end()
        assert await stream.last() == GONE


async def test_signing_out_ends_a_silent_stream_at_its_next_heartbeat(
    door: FrontDoor, house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_stream, "HEARTBEAT_SECONDS", 0.05)
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await stream.pieces.get() == ": still here\n\n"
        signin.sign_out(house, cast.alice)
        await stream.end()


async def test_closing_the_sponsors_page_ends_the_sponsors_stream_only(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    async with (
        listening(door, cast.code, cast.sam) as sam,
        listening(door, cast.code, cast.alice) as alice,
    ):
        await sam.event()
        await alice.event()
        workshops.open_to_sponsor(house, Console(cast.code), is_open=False)
        await sam.end()
        await alice.event()


async def test_streams_end_when_the_server_stops_and_when_the_browser_leaves(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
    assert house.hub._listeners == {}
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        house.hub.close()
        await stream.end()
    assert house.hub._listeners == {}


async def test_a_deleted_workshop_ends_its_streams(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        workshops.delete_workshop(house, Console(cast.code), typed_title="Chez Alice")
        assert await stream.last() == GONE


async def test_a_thousand_phones_that_join_make_four_events_a_second(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    workshops.set_phase(house, Console(cast.code), "mood")
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        began = asyncio.get_running_loop().time()
        phones = []
        for _ in range(1000):
            phones.append(house.hub.listen(cast.code, "room"))
            await asyncio.sleep(0)
        counts = [0]
        while counts[-1] < 1000:
            event = await stream.event()
            assert event["cards"] == []
            counts.append(event["counts"]["phones"])
        lasted = asyncio.get_running_loop().time() - began
        assert len(counts) - 1 <= lasted * 4 + 2
        # A commit does not wait for the next headcount.
        house.hub.leave(phones.pop())
        workshops.set_phase(house, Console(cast.code), "capture")
        assert (await stream.event())["phase"] == "capture"


async def test_a_projector_is_sent_the_cards_only_once_the_room_may_read_them(
    door: FrontDoor, house: House, cast: Cast
) -> None:
    me = Console(cast.code)
    workshops.set_phase(house, me, "mood")  # phones are told how many, not what
    capture.import_cards(house, me, [capture.CardRow("on attend", "client", "irritant", "")])
    async with (
        listening(door, cast.code, cast.alice, query="screen=projector") as projector,
        listening(door, cast.code, cast.alice) as desk,
    ):
        closed = await projector.event()
        assert (closed["cards"], closed["counts"]["cards"], closed["withheld"]) == ([], 1, True)
        assert [card["text"] for card in (await desk.event())["cards"]] == ["on attend"]
        workshops.set_phase(house, me, "capture")
        opened = await projector.event()
        assert [card["text"] for card in opened["cards"]] == ["on attend"]
        assert "withheld" not in opened
        assert (await desk.event())["cards"] == []


async def test_streams_that_wake_together_share_one_reading_after_their_own_check(
    door: FrontDoor, house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[tuple[str, int]] = []

    def count(house: House, visitor: Visitor, *, since: int = 0, projector: bool = False) -> Board:
        readings.append((visitor.token, since))
        return read_board(house, visitor, since=since, projector=projector)

    monkeypatch.setattr(board_stream, "read_board", count)
    workshops.set_phase(house, Console(cast.code), "capture")
    async with (
        listening(door, cast.code, cast.alice) as one,
        listening(door, cast.code, cast.alice) as two,
        listening(door, cast.code, cast.laptop) as three,
    ):
        for stream in (one, two, three):
            await stream.event()
        assert len(readings) == 1
        signin.sign_out(house, cast.laptop)
        workshops.set_phase(house, Console(cast.code), "group")
        for stream in (one, two):
            assert (await stream.event())["phase"] == "group"
        await three.end()
        assert await three.last() == GONE


async def test_a_browser_opens_only_so_many_streams(
    door: FrontDoor, browser: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_stream, "MOST_STREAMS", 1)
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        assert (await browser(cast.alice).get(f"/live/{cast.code}/events")).status_code == 429
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()


async def test_new_browsers_of_a_link_shut_out_no_other_role_and_no_other_workshop(
    door: FrontDoor, browser: Browser, house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_stream, "MOST_TOGETHER", 1)
    again = signin.open_link(
        house, link_token=cast.sponsor_link, role=Role.SPONSOR, token=None
    ).token
    address = f"/live/{cast.code}/events"
    async with listening(door, cast.code, cast.sam) as stream:
        await stream.event()
        assert (await browser(again).get(address)).status_code == 429
        assert (await browser(cast.alice).get(f"{address}?role=sponsor")).status_code == 429
        async with listening(door, cast.code, cast.alice) as alice:
            await alice.event()
        async with listening(door, cast.other_code, cast.oscar) as oscar:
            await oscar.event()
    async with listening(door, cast.code, again) as stream:
        await stream.event()


async def test_a_browser_that_takes_nothing_is_left(
    door: FrontDoor, house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_stream, "STUCK_SECONDS", 0.05)
    stuck = asyncio.Event()

    async def takes_nothing(self: Stream, message: Message) -> None:
        if message["type"] == "http.response.body":
            await stuck.wait()

    monkeypatch.setattr(Stream, "send", takes_nothing)
    async with listening(door, cast.code, cast.alice) as stream:
        await stream.end()
    assert house.hub._listeners == {}


async def test_a_database_that_goes_away_ends_the_stream_quietly(
    door: FrontDoor,
    house: House,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(house: House, visitor: Visitor, *, since: int = 0, projector: bool = False) -> Board:
        raise OSError("disk")

    async with listening(door, cast.code, cast.alice) as stream:
        await stream.event()
        monkeypatch.setattr(board_stream, "read_board", away)
        workshops.set_phase(house, Console(cast.code), "group")
        await stream.end()
    assert "a board stream ended (OSError)" in caplog.text
