"""A hundred phones on a bad network and a server that dies: nothing lost, nothing twice."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from benchmarks.house import Server
from benchmarks.wire import ask_once
from tests.faults.outbox import Outbox

PHONES = 100
CARDS = 4
TOPICS = 5
DROPS = 0.2
PATIENCE_SECONDS = 60

Part = Callable[[int, Outbox], Coroutine[Any, Any, None]]


async def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end
        await asyncio.sleep(0.1)


async def play(
    server: Server, code: str, *, part: Part, kill_after: Callable[[], bool], then: str
) -> None:
    """All phones play their part; the server dies in the middle; the phase changes at the end."""
    phones = [Outbox(server, code, number, drops=DROPS) for number in range(PHONES)]
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
            labels.append((await phone.deliver("cards", card))["label"])

    asyncio.run(
        play(server, code, part=write, kill_after=lambda: len(labels) > PHONES, then="group")
    )
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    assert Counter(card["text"] for card in cards) == Counter(
        f"{number}/{place}" for number in range(PHONES) for place in range(CARDS)
    )
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
    told: Counter[tuple[int, str]] = Counter()
    answers: list[int] = []

    async def spend(number: int, phone: Outbox) -> None:
        """All of the budget in single points, then one point taken back and given elsewhere."""
        await asyncio.sleep(phone.chance.random())
        chosen = phone.chance.sample(targets, 3)
        wishes = [(chosen[0], 1), (chosen[1], 1), (chosen[0], 2), (chosen[0], 1), (chosen[2], 1)]
        for target, points in wishes:
            fields = {"session": vote["session"], "target": target, "points": str(points)}
            said = await phone.deliver("votes", fields)
            assert said["points"] == points
            told[number, target] = points
            assert said["left"] == vote["budget"] - sum(
                points for (voter, _), points in told.items() if voter == number
            )
            answers.append(points)
            await asyncio.sleep(phone.chance.random() / 2)

    asyncio.run(
        play(server, code, part=spend, kill_after=lambda: len(answers) > PHONES, then="causes")
    )
    by_target: Counter[str] = Counter()
    for (_, target), points in told.items():
        by_target[target] += points
    shown = {topic["label"]: topic["votes"] for topic in server.ask("show", code)["topics"]}
    assert shown == {target: by_target[target] for target in targets}
    assert sum(shown.values()) == 3 * PHONES
