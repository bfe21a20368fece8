"""``kill -9`` at any moment: what was acknowledged is there, once (TRUST.md, "Nothing lost")."""

import asyncio
import json
import time
from collections import Counter

from benchmarks.house import Server
from benchmarks.wire import ask_once
from tests.faults.outbox import Outbox

PHONES = 20
CARDS = 12  # of each phone, a little above the burst that the pace allows
KILLS = 3
HEALTHY_SECONDS = 20


async def write(phone: Outbox, step: str, labels: list[str], number: int) -> None:
    await phone.join()
    for place in range(CARDS):
        card = {
            "card_id": phone.new_id(),
            "side": "client",
            "kind": "irritant",
            "step": step,
            "text": f"{number}/{place}",
        }
        labels.append((await phone.deliver("cards", card))["label"])
        await asyncio.sleep(phone.chance.random() * 0.4)
    phone.hang_up()


async def play(server: Server, code: str, step: str) -> tuple[list[str], list[float]]:
    labels: list[str] = []
    phones = [
        asyncio.create_task(write(Outbox(server, code, number), step, labels, number))
        for number in range(PHONES)
    ]
    outages = []
    for _ in range(KILLS):
        await asyncio.sleep(1.0)
        server.kill()
        began = time.monotonic()
        await asyncio.to_thread(server.start)
        outages.append(time.monotonic() - began)
    await asyncio.gather(*phones)
    return labels, outages


def test_after_kills_each_acknowledged_card_is_there_once(server: Server) -> None:
    code = server.ask("new", "--title", "Panne", "--template", "contact-centre")["code"]
    server.workshop("phase", code, "capture")
    answer = asyncio.run(ask_once(server.port, f"/j/{code}/state"))
    step = json.loads(answer.body)["steps"][0]["id"]

    labels, outages = asyncio.run(play(server, code, step))

    assert len(outages) == KILLS
    assert max(outages) < HEALTHY_SECONDS
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    texts = Counter(card["text"] for card in cards)
    assert texts == Counter(
        f"{number}/{place}" for number in range(PHONES) for place in range(CARDS)
    )
    assert Counter(labels) == Counter(card["label"] for card in cards)
