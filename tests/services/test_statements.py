"""A list takes as many statements with three items as with one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.cast import Cast
from workshop.services import actions, capture, journeys, signin, solutions, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.capture import CardRow
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.templates import StepDraft
from workshop.services.views.board import read_board
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.home import read_home
from workshop.services.views.room import read_myself, read_room, read_said
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view
from workshop.storage.engine import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that were sent inside."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def _fill(cast: Cast, n: int) -> None:
    """One more of everything that can be in a list."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "capture")
    full = StepDraft(f"Step {n}", "Our side", True, ("Host",), ("IT",), ("Phone",), ("CRM",))
    step = journeys.add_step(house, alice, full)
    mine = cast.card("me", step=step)
    others = cast.cards(5, step=step, text="Waiting at the counter")
    others.append(cast.card(step=step, side="employee"))
    cast.me_too("me", others[0])
    topic = topics.make_topic(house, alice, title=f"Topic {n}", cards=[mine, *others])
    topics.place_topics(house, alice, {topic: "priority"}, because="because")
    workshops.set_phase(house, alice, "ideate")
    cast.send(add_solutions, SolutionSent("me", _uuid(n), "Idea", (topic,)))
    idea = solutions.add_solution(house, alice, title="Idea", topics=[topic])
    solutions.rate(house, alice, idea, by="client", client=1, employee=0, usability=0)
    actions.add_action(house, alice, ActionDraft("Do", topic=topic, solution=idea))
    workshops.duplicate(house, alice, title=f"Copy {n}")


def _uuid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012d}"


def _reads(cast: Cast) -> dict[str, Callable[[], object]]:
    house, me = cast.house, cast.phone("me")
    browser = signin.who_is(house, cast.alice.token)
    assert browser is not None
    last = str(read_room(house, cast.code).steps[-1].id)
    return {
        "workshop": lambda: read_workshop_view(house, cast.alice),
        "board": lambda: read_board(house, cast.alice),
        "board since": lambda: read_board(house, cast.alice, since=1),
        "sponsor": lambda: read_sponsor_view(house, cast.sam),
        "sponsor's board": lambda: read_board(house, cast.sam, since=1),
        "home": lambda: read_home(house, browser),
        "room": lambda: read_room(house, cast.code),
        "myself": lambda: read_myself(house, me),
        "said": lambda: read_said(house, me, step=last, text="waiting at the counter"),
        "grouping": lambda: read_grouping_steps(house, cast.alice),
    }


def test_every_read_takes_as_many_statements_with_three_items_as_with_one(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    cast.cards(5)
    counts: list[dict[str, int]] = []
    for n in (1, 2, 3):
        _fill(cast, n)
        for phase in ("capture", "ideate"):
            workshops.set_phase(cast.house, cast.alice, phase)
            here: dict[str, int] = {}
            for name, read in _reads(cast).items():
                with counted(cast.house.database) as sent:
                    read()
                here[f"{name} in {phase}"] = len(sent)
            counts.append(here)
    assert counts[0] == counts[4]
    assert counts[1] == counts[5]


@pytest.mark.parametrize("kind", ["cards", "labels", "topics of an idea"])
def test_gestures_on_lists_do_not_ask_for_each_item(cast: Cast, kind: str) -> None:
    cast.card("me")
    for n in range(4):
        topics.make_topic(cast.house, cast.alice, title=f"Topic {n}")
    workshops.set_phase(cast.house, cast.alice, "capture")
    counts = []
    for size in (1, 3):
        if kind == "cards":
            gestures: list[Any] = [cast.sent("me") for _ in range(size)]
            with counted(cast.house.database) as sent:
                _apply(cast, capture.add_cards, gestures)
        elif kind == "labels":
            labels = cast.cards(size)
            with counted(cast.house.database) as sent:
                topics.move_cards(cast.house, cast.alice, labels, to="T1")
        else:
            chosen = [f"T{n + 1}" for n in range(size)]
            with counted(cast.house.database) as sent:
                solutions.add_solution(cast.house, cast.alice, title="Idea", topics=chosen)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def _apply(cast: Cast, function: Any, gestures: list[Any]) -> None:
    from workshop.services.transaction import change

    with change(cast.house, cast.alice) as deed:
        function(deed, gestures)


def test_an_import_grows_by_its_voices_only(cast: Cast) -> None:
    """Two statements a row would be a minute for two thousand verbatims; one is bearable."""
    counts = []
    for size in (1, 11):
        rows = [CardRow("text", "client", "irritant", "")] * size
        with counted(cast.house.database) as sent:
            capture.import_cards(cast.house, cast.alice, rows)
        counts.append(len(sent))
    assert counts[1] - counts[0] == 10
