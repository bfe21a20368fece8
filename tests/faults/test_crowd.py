"""A hundred phones on a bad network and a server that dies: nothing lost, nothing twice.

Two hundred that all leave at once and come back: nothing has happened.
"""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from typing import Any

from benchmarks.histories import (
    History,
    check_bank,
    check_counter,
    check_order,
    check_set,
)
from benchmarks.house import Server
from benchmarks.outbox import Outbox
from benchmarks.wire import ask_once
from tests.waiting import until

PHONES = 100
CARDS = 4
TOPICS = 5
DROPS = 0.2
ALL = 200

Part = Callable[[int, Outbox], Coroutine[Any, Any, None]]


async def play(
    server: Server,
    code: str,
    history: History,
    *,
    part: Part,
    kill_after: Callable[[], bool],
    then: str,
) -> None:
    """All phones play their part; the server dies in the middle; the phase changes at the end."""
    phones = [
        Outbox(server, code, number, drops=DROPS, history=history) for number in range(PHONES)
    ]
    await asyncio.gather(*(phone.join() for phone in phones))
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    await until(lambda: all(phone.phase for phone in phones))
    playing = [asyncio.create_task(part(number, phone)) for number, phone in enumerate(phones)]
    await until(kill_after)
    server.kill()
    await asyncio.to_thread(server.start)
    await asyncio.gather(*playing)
    await asyncio.to_thread(server.workshop, "phase", code, then)
    await until(lambda: all(phone.phase == then for phone in phones))
    assert all(phone.outages >= 1 for phone in phones)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for phone in phones:
        phone.hang_up()


def open_room(server: Server) -> str:
    code: str = server.ask("new", "--title", "Réseau", "--template", "contact-centre")["code"]
    server.workshop("phase", code, "capture")
    return code


def state(server: Server, code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(asyncio.run(ask_once(server.port, f"/j/{code}/state")).body)
    return found


def test_a_hundred_phones_with_drops_and_a_restart_lose_no_card_and_double_none(
    server: Server,
) -> None:
    code = open_room(server)
    step = state(server, code)["steps"][0]["id"]
    history = History()
    labels: list[str] = []

    async def write(number: int, phone: Outbox) -> None:
        for place in range(CARDS):
            await asyncio.sleep(phone.chance.random())
            card = {
                "card_id": phone.new_id(),
                "side": phone.chance.choice(("client", "employee")),
                "kind": phone.chance.choice(("irritant", "enchantment")),
                "step": step,
                "text": f"{number}/{place}",
            }
            said = await phone.deliver("cards", card, noun="card", key=card["text"])
            labels.append(said["label"])

    asyncio.run(
        play(
            server,
            code,
            history,
            part=write,
            kill_after=lambda: len(labels) > PHONES,
            then="group",
        )
    )
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    assert history.count("card") == PHONES * CARDS
    assert check_set(history, "card", Counter(card["text"] for card in cards)) == []
    assert Counter(labels) == Counter(card["label"] for card in cards)


def test_a_hundred_phones_with_drops_and_a_restart_have_the_votes_they_were_told(
    server: Server,
) -> None:
    code = open_room(server)
    rows = "text,side,kind,step\n" + "".join(f"Carte {n},client,irritant,\n" for n in range(TOPICS))
    file = server.folder / "cards.csv"
    file.write_text(rows, encoding="utf-8")
    for number, label in enumerate(server.ask("cards", code, str(file))["labels"]):
        server.workshop("topic", code, "--title", f"Sujet {number}", "--cards", label)
    server.workshop("phase", code, "vote")
    vote = state(server, code)["vote"]
    targets = [target["label"] for target in vote["targets"]]
    history = History()

    async def spend(number: int, phone: Outbox) -> None:
        """All of the budget in single points, then one point taken back and given elsewhere."""
        await asyncio.sleep(phone.chance.random())
        chosen, held = phone.chance.sample(targets, 3), dict[str, int]()
        wishes = [(chosen[0], 1), (chosen[1], 1), (chosen[0], 2), (chosen[0], 1), (chosen[2], 1)]
        for target, points in wishes:
            fields = {"session": vote["session"], "target": target, "points": str(points)}
            said = await phone.deliver("votes", fields, noun="vote", key=target, value=points)
            held[target] = points
            assert said["points"] == points
            history.see_purse(number, held, said["left"])
            await asyncio.sleep(phone.chance.random() / 2)

    asyncio.run(
        play(
            server,
            code,
            history,
            part=spend,
            kill_after=lambda: history.count("vote") > PHONES,
            then="causes",
        )
    )
    shown = {topic["label"]: topic["votes"] for topic in server.ask("show", code)["topics"]}
    assert set(shown) == set(targets)
    assert check_counter(history, "vote", shown) == []
    assert check_bank(history, budget=vote["budget"], cap=vote["cap"]) == []
    assert sum(shown.values()) == 3 * PHONES


def test_two_hundred_phones_drop_and_return_at_once_and_nothing_has_happened(
    server: Server,
) -> None:
    """The access point restarts: same phase, same people, and each card once."""
    code = open_room(server)
    history = History()
    phones = [
        Outbox(server, code, number, history=history, back_seconds=(0.0, 0.1))
        for number in range(ALL)
    ]

    async def send(phone: Outbox, text: str) -> None:
        card = {
            "card_id": phone.new_id(),
            "side": "client",
            "kind": "irritant",
            "step": "any",
            "text": text,
        }
        await phone.deliver("cards", card, noun="card", key=text)

    async def leave_and_return() -> list[int]:
        await asyncio.gather(*(phone.join() for phone in phones))
        listening = [asyncio.create_task(phone.listen()) for phone in phones]
        await until(lambda: all(phone.phase == "capture" for phone in phones))
        sending = [asyncio.create_task(send(phone, f"{phone.number}/0")) for phone in phones]
        for phone in phones:
            phone.drop()
        await until(lambda: all(phone.outages and phone.phase == "capture" for phone in phones))
        health = (await ask_once(server.port, "/healthz")).status
        await asyncio.gather(*sending)
        await asyncio.gather(*(send(phone, f"{phone.number}/1") for phone in phones))
        await asyncio.gather(*(phone.look() for phone in phones))
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for phone in phones:
            phone.hang_up()
        return [health, *(phone.outages for phone in phones)]

    health, *outages = asyncio.run(leave_and_return())
    assert (health, set(outages)) == (200, {1})
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    told = json.loads(exported.read_text("utf-8"))
    assert history.count("card") == 2 * ALL
    assert check_set(history, "card", Counter(card["text"] for card in told["cards"])) == []
    assert check_order(history, first="capture") == []
    with closing(sqlite3.connect(server.folder / "w.sqlite3")) as file:
        by_voice = file.execute("SELECT count(*) FROM card GROUP BY participant_id").fetchall()
    assert by_voice == [(2,)] * ALL  # the same participants as before
