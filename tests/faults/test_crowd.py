"""A hundred phones on a bad network and a server that dies: nothing lost, nothing twice."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable

from benchmarks.house import Server
from benchmarks.wire import ask_once
from tests.faults.outbox import Outbox

PHONES = 100
CARDS = 4
DROPS = 0.2
PATIENCE_SECONDS = 60


async def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end
        await asyncio.sleep(0.1)


async def write(phone: Outbox, step: str, labels: list[str], number: int) -> None:
    for place in range(CARDS):
        await asyncio.sleep(phone.chance.random())
        card = {
            "card_id": phone.new_id(),
            "side": phone.chance.choice(("client", "employee")),
            "kind": phone.chance.choice(("irritant", "enchantment")),
            "step": step,
            "text": f"{number}/{place}",
        }
        labels.append((await phone.deliver("cards", card))["label"])


async def play(server: Server, code: str, step: str) -> list[str]:
    """All write, the server dies and comes back, the phase changes; gives the labels received."""
    labels: list[str] = []
    phones = [Outbox(server, code, number, drops=DROPS) for number in range(PHONES)]
    await asyncio.gather(*(phone.join() for phone in phones))
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    await until(lambda: all(phone.phase == "capture" for phone in phones))
    writing = [
        asyncio.create_task(write(phone, step, labels, number))
        for number, phone in enumerate(phones)
    ]
    await until(lambda: len(labels) > PHONES)
    server.kill()
    await asyncio.to_thread(server.start)
    await asyncio.gather(*writing)
    await asyncio.to_thread(server.workshop, "phase", code, "group")
    await until(lambda: all(phone.phase == "group" for phone in phones))
    assert all(phone.outages >= 1 for phone in phones)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for phone in phones:
        phone.hang_up()
    return labels


def test_a_hundred_phones_with_drops_and_a_restart_lose_nothing_and_double_nothing(
    server: Server,
) -> None:
    code = server.ask("new", "--title", "Réseau", "--template", "contact-centre")["code"]
    server.workshop("phase", code, "capture")
    state = json.loads(asyncio.run(ask_once(server.port, f"/j/{code}/state")).body)

    labels = asyncio.run(play(server, code, state["steps"][0]["id"]))

    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    assert Counter(card["text"] for card in cards) == Counter(
        f"{number}/{place}" for number in range(PHONES) for place in range(CARDS)
    )
    assert Counter(labels) == Counter(card["label"] for card in cards)
