"""``kill -9`` at any moment: what was acknowledged is there, once (TRUST.md, "Nothing lost")."""

import asyncio
import json
import random
import time
import uuid
from collections import Counter

from benchmarks.house import Server
from benchmarks.wire import Line, ask_once

PHONES = 20
CARDS = 12  # of each phone, a little above the burst that the pace allows
KILLS = 3
HEALTHY_SECONDS = 20


async def phone(server: Server, code: str, step: str, kept: dict[str, str], number: int) -> None:
    """Post cards; after any failure send the same card again, as the outbox does."""
    chance = random.Random(number)
    cookie = ""
    for place in range(CARDS):
        card_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        fields = {
            "card_id": card_id,
            "side": "client",
            "kind": "irritant",
            "step": step,
            "text": f"{number}/{place}",
        }
        while True:
            line = Line(server.port)
            try:
                if not cookie:
                    cookie = (await line.ask("GET", f"/j/{code}")).cookie()
                answer = await line.ask("POST", f"/j/{code}/cards", cookie=cookie, fields=fields)
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.2)
                continue
            finally:
                line.hang_up()
            if answer.status in (200, 201):
                kept[card_id] = json.loads(answer.body)["label"]
                break
            assert answer.status in (429, 503), answer
            await asyncio.sleep(0.3)
        await asyncio.sleep(chance.random() * 0.4)


async def play(server: Server, code: str, step: str) -> tuple[dict[str, str], list[float]]:
    kept: dict[str, str] = {}
    phones = [
        asyncio.create_task(phone(server, code, step, kept, number)) for number in range(PHONES)
    ]
    outages = []
    for _ in range(KILLS):
        await asyncio.sleep(1.0)
        server.kill()
        began = time.monotonic()
        await asyncio.to_thread(server.start)
        outages.append(time.monotonic() - began)
    await asyncio.gather(*phones)
    return kept, outages


def test_after_kills_each_acknowledged_card_is_there_once(server: Server) -> None:
    code = server.ask("new", "--title", "Panne", "--template", "contact-centre")["code"]
    server.workshop("phase", code, "capture")
    answer = asyncio.run(ask_once(server.port, f"/j/{code}/state"))
    step = json.loads(answer.body)["steps"][0]["id"]

    kept, outages = asyncio.run(play(server, code, step))

    assert len(outages) == KILLS
    assert max(outages) < HEALTHY_SECONDS
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    texts = Counter(card["text"] for card in cards)
    assert len(kept) == PHONES * CARDS
    assert texts == Counter(
        f"{number}/{place}" for number in range(PHONES) for place in range(CARDS)
    )
    assert {card["label"] for card in cards} == set(kept.values())
