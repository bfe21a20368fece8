"""Forty labelled cards over HTTP, grouped on the command line, lie where METHOD.md says they do —
and still do after a reload, a restart, and in the workshop that comes out of the file. Turning one
side's cards around moves exactly that topic."""

import asyncio
import json
import uuid
from typing import Any

from benchmarks.house import Server
from benchmarks.wire import Line, ask_once

# topic: (client delights, client irritants, team delights, team irritants), quadrant, to confirm
TOPICS = {
    "Waiting": ((0, 4, 0, 4), "priority", False),
    "Hidden number": ((0, 3, 3, 0), "indicators", False),
    "Goodwill": ((3, 0, 0, 3), "treat_next", False),
    "Call-backs": ((4, 0, 4, 0), "capitalise", False),
    "Engineer": ((0, 3, 0, 2), "priority", True),
    "Voice menu": ((1, 1, 1, 0), "contested", False),
    "Passwords": ((0, 4, 0, 0), "one_side_missing", False),
}
OPPOSITE = {"irritant": "enchantment", "enchantment": "irritant"}
FIELDS = (
    ("client", "enchantment"),
    ("client", "irritant"),
    ("employee", "enchantment"),
    ("employee", "irritant"),
)


async def send_all(
    server: Server, code: str, *, turned: str = "", side: str = ""
) -> dict[str, list[str]]:
    """One phone a card; gives the labels by topic.

    ``turned``: the topic whose cards of ``side`` say the contrary of their label.
    """
    state = json.loads((await ask_once(server.port, f"/j/{code}/state")).body)
    step = state["steps"][0]["id"]
    labels: dict[str, list[str]] = {title: [] for title in TOPICS}
    for title, (counts, _, _) in TOPICS.items():
        for (here, kind), count in zip(FIELDS, counts, strict=True):
            said = OPPOSITE[kind] if (title, here) == (turned, side) else kind
            for number in range(count):
                text = f"{title} {here} {kind} {number}"
                labels[title].append(await send(server, code, step, here, said, text))
    return labels


def gathered(server: Server, title: str, **turned: str) -> tuple[str, dict[str, list[str]]]:
    """A workshop with the forty cards in their topics; gives its code and the labels."""
    code = server.ask("new", "--title", title, "--template", "online-shop")["code"]
    server.workshop("phase", code, "capture")
    labels = asyncio.run(send_all(server, code, **turned))
    for topic, cards in labels.items():
        server.workshop("topic", code, "--title", topic, "--cards", ",".join(cards))
    return code, labels


async def send(server: Server, code: str, step: str, side: str, kind: str, text: str) -> str:
    line = Line(server.port)
    try:
        cookie = (await line.ask("GET", f"/j/{code}")).cookie()
        answer = await line.ask(
            "POST",
            f"/j/{code}/cards",
            cookie=cookie,
            fields={
                "card_id": str(uuid.uuid4()),
                "side": side,
                "kind": kind,
                "step": step,
                "text": text,
            },
        )
    finally:
        line.hang_up()
    assert answer.status == 201
    label: str = json.loads(answer.body)["label"]
    return label


def without_what_moves(shown: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shown.items() if key not in ("revision", "code")}


def test_forty_cards_lie_where_the_method_says(server: Server) -> None:
    code, labels = gathered(server, "Quarante")
    assert sum(map(len, labels.values())) == 40
    shown = server.ask("show", code)
    topics = {topic["title"]: topic for topic in shown["topics"]}
    for title, (counts, quadrant, to_confirm) in TOPICS.items():
        topic = topics[title]
        assert topic["quadrant"] == topic["computed_quadrant"] == quadrant, title
        assert topic["to_confirm"] is to_confirm, title
        assert sorted(topic["cards"]) == sorted(labels[title])
        assert topic["client"]["voices"] == counts[0] + counts[1]
        assert topic["employee"]["voices"] == counts[2] + counts[3]
    assert topics["Waiting"]["client"]["valence"] == -1
    assert topics["Voice menu"]["client"]["valence"] == 0
    assert topics["Passwords"]["employee"] == {"valence": None, "voices": 0}

    assert server.ask("show", code) == shown  # read again
    server.stop()
    server.start()
    assert server.ask("show", code) == shown

    file = server.folder / "quarante.json"
    server.workshop("export", code, "--format", "json", "-o", str(file))
    again = server.workshop("import", str(file)).split()[-1]
    assert again != code  # the code is taken by the workshop itself
    assert without_what_moves(server.ask("show", again)) == without_what_moves(shown)


PLACE = ("client", "employee", "quadrant", "computed_quadrant", "to_confirm")


def places(server: Server, code: str) -> dict[str, tuple[Any, ...]]:
    """By title: all that says where a topic lies."""
    return {
        topic["title"]: tuple(topic[name] for name in PLACE)
        for topic in server.ask("show", code)["topics"]
    }


def test_turning_one_side_of_a_topic_around_moves_exactly_that_topic(server: Server) -> None:
    """Every topic and side in turn: tests/services/test_labelled_cards.py."""
    code, _ = gathered(server, "Quarante")
    turned, _ = gathered(server, "Retourné", turned="Waiting", side="employee")
    before, after = places(server, code), places(server, turned)
    assert after["Waiting"][2:] == ("indicators", "indicators", False)
    assert {name for name in TOPICS if after[name] != before[name]} == {"Waiting"}
