"""A raw websocket to Streamlit: what each cookie opens, and what an open one may do."""

import asyncio
import os
import time
import uuid

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.attack.conftest import Target
from tests.attack.dumping import dump
from tests.attack.rules import OUTSIDE
from tests.attack.scene import PROTECTED, SENTENCE, TITLE, new_facilitator, revoke
from tests.attack.streaming import PATIENCE_SECONDS, Heard, asking, run, stream
from workshop.server import MESSAGE_LIMIT
from workshop.services import signin
from workshop.settings import CHECKOUT
from workshop.web.sockets import FREE_MESSAGES, MESSAGE_SECONDS

PAGES = sorted((CHECKOUT / "pages").glob("*/*.py"))
FOREIGN = ("http://evil.example", "null", "http://localhost:1", "http://localhost.evil.example")


@pytest.mark.parametrize("role", OUTSIDE)
async def test_without_a_right_none_opens(target: Target, role: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with stream(target.port, target.stage.cookies[role]):
            pass
    assert refused.value.response.status_code == 401


@pytest.mark.parametrize("origin", FOREIGN)
async def test_no_page_of_another_site_opens_one_with_our_cookie(
    target: Target, origin: str
) -> None:
    for role in ("facilitator", "laptop", "sponsor"):
        with pytest.raises(InvalidStatus) as refused:
            async with stream(target.port, target.stage.cookies[role], origin=origin):
                pass
        assert refused.value.response.status_code == 403


async def test_a_right_that_ends_ends_on_an_open_websocket(target: Target) -> None:
    stage = target.stage
    token = new_facilitator(stage)
    page = asking(f"w={stage.code}", page="frame")
    async with stream(target.port, f"session={token}") as socket:
        assert (await run(socket, page)).tells(TITLE)
        revoke(stage.house, token)
        for again in (page, asking(f"w={stage.code}"), asking(f"w={stage.code}", page="sponsor")):
            heard = await run(socket, again)
            assert not [word for word in PROTECTED if heard.tells(word)]


async def test_a_session_is_not_taken_up_again_after_signing_out(target: Target) -> None:
    stage = target.stage
    token = new_facilitator(stage)
    async with stream(target.port, f"session={token}") as socket:
        known = (await run(socket, asking(f"w={stage.code}", page="frame"))).session
    signin.sign_out(stage.house, token)
    with pytest.raises(InvalidStatus):
        async with stream(target.port, f"session={token}", known=known):
            pass
    for role in ("sponsor", "facilitator elsewhere"):
        async with stream(target.port, stage.cookies[role], known=known) as socket:
            heard = await run(socket, asking(f"w={stage.code}"))
            assert heard.session != known
            assert not heard.tells(SENTENCE)


async def test_what_a_facilitator_presses_does_nothing_in_other_hands(target: Target) -> None:
    """Every widget and fragment of every page, replayed by those who may not press them."""
    stage = target.stage
    query = f"w={stage.code}"
    widgets: set[str] = set()
    fragments: set[str] = set()
    async with stream(target.port, stage.cookies["facilitator"]) as socket:
        for page in PAGES:
            heard = await run(socket, asking(query, page=page.stem))
            widgets |= heard.widgets
            fragments |= heard.fragments
    assert len(widgets) > 100
    assert fragments
    before = dump(stage.house)
    for role in ("sponsor", "facilitator elsewhere"):
        async with stream(target.port, stage.cookies[role]) as socket:
            forged = [
                *(asking(query, hash_=calc_hash(str(page))) for page in PAGES),
                *(asking(query, page=page.stem) for page in PAGES[:3]),
            ]
            for message in forged:
                heard = await run(socket, _pressing(message, widgets))
                assert not _protected(heard, role), (role, message.rerun_script.page_name)
            for fragment in sorted(fragments):
                # Nothing comes back of one that this session does not have.
                message = _pressing(asking(query, fragment=fragment), widgets)
                await socket.send(message.SerializeToString())
            assert not _protected(await run(socket, asking(query)), role)
    assert dump(stage.house) == before


def _pressing(message: BackMsg, widgets: set[str]) -> BackMsg:
    """All of them pressed at once, as a button is and as a text is typed."""
    for widget in widgets:
        message.rerun_script.widget_states.widgets.add(id=widget, trigger_value=True)
    return message


def _protected(heard: Heard, role: str) -> list[str]:
    # A sponsor of this workshop may know its title.
    words = [word for word in PROTECTED if word != TITLE or role != "sponsor"]
    return [word for word in words if heard.tells(word)]


async def test_a_sponsor_brings_no_file_whatever_streamlit_promises(target: Target) -> None:
    cookie = target.stage.cookies["sponsor"]
    async with stream(target.port, cookie) as socket:
        await run(socket, asking())
        await socket.send(_wanting_a_place("one").SerializeToString())
        promised = await _until_promised(socket)
        async with httpx.AsyncClient(base_url=target.server.base) as browser:
            for place in promised:
                answer = await browser.put(
                    place, files={"file": ("a.bin", b"x" * 1000)}, headers={"cookie": cookie}
                )
                assert answer.status_code == 404


def _wanting_a_place(request_id: str) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.request_id = request_id
    message.file_urls_request.file_names.append("a.bin")
    return message


async def _until_promised(socket: ClientConnection) -> list[str]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for piece in socket:
            assert isinstance(piece, bytes)
            message = ForwardMsg.FromString(piece)
            if message.HasField("file_urls_response"):
                return [place.upload_url for place in message.file_urls_response.file_urls]
    raise AssertionError("no answer")


@pytest.mark.parametrize("kind", ["random", "cut short", "text", "beyond the limit"])
async def test_what_is_no_message_ends_its_own_websocket_alone(target: Target, kind: str) -> None:
    whole = asking(f"w={target.stage.code}", page="frame").SerializeToString()
    rubbish: bytes | str = {
        "random": b"\xff" + os.urandom(200),
        "cut short": whole[:-3],
        "text": "rerun_script",
        "beyond the limit": b"\0" * (MESSAGE_LIMIT + 1),
    }[kind]
    cookies = target.stage.cookies
    async with stream(target.port, cookies["facilitator"]) as other:
        async with stream(target.port, cookies["sponsor"]) as socket:
            reason = ""
            try:
                await socket.send(rubbish)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    async for piece in socket:
                        assert isinstance(piece, bytes)
                        assert b"site-packages" not in piece
            except ConnectionClosed as closed:
                reason = str(closed)
            assert "/" not in reason.replace("1009 (message too big)", "")
        assert (await run(other, asking(f"w={target.stage.code}", page="frame"))).tells(TITLE)


async def test_other_messages_of_streamlits_do_no_harm(target: Target) -> None:
    async with stream(target.port, target.stage.cookies["sponsor"]) as socket:
        await run(socket, asking())
        for name in ("clear_cache", "stop_script", "load_git_info", "debug_shutdown_runtime"):
            message = BackMsg()
            setattr(message, name, True)
            await socket.send(message.SerializeToString())
        assert (await run(socket, asking())).messages
    assert httpx.get(f"{target.server.base}/healthz").status_code == 200


async def test_a_flood_on_one_websocket_stops_nobody_else(target: Target) -> None:
    stage = target.stage
    flood = asyncio.Event()
    answered = 0
    began = time.monotonic()

    async def read(socket: ClientConnection) -> None:
        nonlocal answered
        async for piece in socket:
            assert isinstance(piece, bytes)
            answered += ForwardMsg.FromString(piece).HasField("file_urls_response")
            if answered > FREE_MESSAGES // 2:
                flood.set()

    async with stream(target.port, stage.cookies["sponsor"]) as socket:
        await run(socket, asking())
        reading = asyncio.create_task(read(socket))
        message = _wanting_a_place("x").SerializeToString()
        rerun = asking(f"w={stage.code}").SerializeToString()
        for _ in range(4 * FREE_MESSAGES):
            await socket.send(message)
            await socket.send(rerun)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await flood.wait()
        async with httpx.AsyncClient(base_url=target.server.base, timeout=60) as phone:
            for _ in range(20):
                card = {"side": "client", "kind": "irritant", "step": "any", "text": "attendre"}
                answer = await phone.post(
                    f"/j/{stage.code}/cards", data={**card, "card_id": str(uuid.uuid4())}
                )
                assert answer.status_code == 303
        turns = FREE_MESSAGES + (time.monotonic() - began) / MESSAGE_SECONDS + 1
        assert answered <= turns
        assert not reading.done()  # it waits for its turn, and is not thrown out
        reading.cancel()
        socket.transport.abort()  # to say goodbye would wait behind all that was sent
