"""A raw websocket to Streamlit: what a browser's script would never send, and all that comes."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_SECONDS = 60.0
_WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-[\w.:+-]*")


@dataclass(slots=True)
class Heard:
    """What Streamlit said during one run."""

    data: bytes = b""
    messages: list[ForwardMsg] = field(default_factory=list)

    def tells(self, word: str) -> bool:
        return word.encode() in self.data

    @property
    def session(self) -> str:
        started = [one.new_session for one in self.messages if one.HasField("new_session")]
        return str(started[0].initialize.session_id)

    @property
    def widgets(self) -> set[str]:
        return {found.decode() for found in _WIDGET.findall(self.data)}

    @property
    def fragments(self) -> set[str]:
        return {one.delta.fragment_id for one in self.messages if one.delta.fragment_id}


@asynccontextmanager
async def stream(
    port: int, cookie: str, *, known: str = "", origin: str | None = None
) -> AsyncIterator[ClientConnection]:
    """An open websocket. ``known``: the session it claims to have had."""
    names = ["streamlit", "xsrf", *([known] if known else [])]
    async with connect(
        f"ws://localhost:{port}/_stcore/stream",
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol(name) for name in names],
        origin=None if origin is None else Origin(origin),
        max_size=None,
    ) as socket:
        yield socket


def asking(query: str = "", *, page: str = "", hash_: str = "", fragment: str = "") -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.page_script_hash = hash_
    message.rerun_script.fragment_id = fragment
    return message


async def run(socket: ClientConnection, message: BackMsg) -> Heard:
    """Send it; gives all until the script has ended."""
    await socket.send(message.SerializeToString())
    heard = Heard()
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for piece in socket:
            assert isinstance(piece, bytes)
            heard.data += piece
            heard.messages.append(ForwardMsg.FromString(piece))
            if heard.messages[-1].HasField("script_finished"):
                return heard
    raise AssertionError("hung up in the middle of a run")
