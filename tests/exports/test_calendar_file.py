"""The calendar file: every action on its day, strictly as RFC 5545 writes it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import vobject

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.exports import calendar_file, downloads, personal_downloads
from workshop.services import handling, people
from workshop.services.actions import ActionDraft, add_action, save_action
from workshop.services.actors import Named
from workshop.services.projects import ProjectDraft, add_project
from workshop.services.solutions import add_solution
from workshop.services.topics import make_topic
from workshop.services.views.dated_actions import read_dated_actions
from workshop.services.workshops import frame, save_settings

DUE = date(2026, 5, 1)
WHOLE = ActionDraft(
    "Open a second counter", "Nadia", "", DUE, "Ten minutes", "open", quadrant="priority"
)
# A comma, a semicolon, a backslash, and letters that take several octets each.
TRICKY = "Écrire à Léa ; Zoé, puis \\n relire 🙂 " + "façade élève " * 9
PROPERTY = re.compile(r"(?:BEGIN|END|[A-Z-]+(?:;[A-Z-]+=[^:;]+)*):.*")


def events(content: bytes) -> list[Any]:
    """The events, through another program's parser, which refuses what the standard forbids."""
    strictly(content)
    calendar = vobject.readOne(content.decode(), validate=True)
    assert calendar.method.value == "PUBLISH"
    assert calendar.version.value == "2.0"
    return list(calendar.contents.get("vevent", []))


def strictly(content: bytes) -> None:
    """Lines of at most 75 octets that end in CRLF; nothing else breaks a line; each unfolds into
    a property, and what begins ends."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert all(PROPERTY.fullmatch(line) for line in unfolded)
    opened: list[str] = []
    for line in unfolded:
        if line.startswith("BEGIN:"):
            opened.append(line[6:])
        elif line.startswith("END:"):
            assert opened.pop() == line[4:]
        else:
            assert opened
    assert not opened


def test_an_action_is_a_whole_day_with_a_reminder_two_days_before(cast: Cast) -> None:
    add_action(cast.house, cast.alice, WHOLE)
    [event] = events(calendar_file.produce(cast.house, cast.alice))
    assert (event.dtstart.value, event.dtend.value) == (DUE, DUE + timedelta(days=1))
    assert event.summary.value == WHOLE.what
    assert event.description.value == (
        "owner: Nadia\nmeasure: Ten minutes\nCommitted\nAction A1 of the workshop “Counter”"
    )
    assert (event.status.value, event.transp.value) == ("CONFIRMED", "TRANSPARENT")
    assert event.valarm.trigger.value == timedelta(days=-2)
    assert event.valarm.action.value == "DISPLAY"


def test_an_event_leads_back_to_topic_idea_and_project(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    topic = make_topic(house, alice, title="Waiting", cards=[cast.card()])
    idea = add_solution(house, alice, title="A second counter", topics=[topic])
    label = add_action(house, alice, replace(WHOLE, topic=topic, solution=idea))
    add_project(house, alice, ProjectDraft("Counters", actions=(label,)))
    [event] = events(calendar_file.produce(house, alice))
    assert event.description.value.endswith("“Counter”\nTrail: T1 · S1 · J1")


def test_what_people_typed_comes_through_whole_and_makes_no_line_of_its_own(cast: Cast) -> None:
    text = TRICKY.strip()
    frame(cast.house, cast.alice, {"title": "Guichet;BEGIN:VEVENT"})
    asked = ActionDraft(
        text, "", "Paul,\\;", DUE, text, "open", None, None, date(2026, 4, 1), "priority"
    )
    add_action(cast.house, cast.alice, asked)
    content = calendar_file.produce(cast.house, cast.alice)
    [event] = events(content)
    assert event.summary.value == text
    who, measure, *_ = event.description.value.split("\n")
    assert who == "to be confirmed with Paul,\\; before 1 April 2026"
    assert measure == f"measure: {text}"
    assert event.status.value == "TENTATIVE"


def test_an_action_keeps_its_identity_and_its_number_grows(cast: Cast) -> None:
    label = add_action(cast.house, cast.alice, WHOLE)
    [first] = events(calendar_file.produce(cast.house, cast.alice))
    save_action(cast.house, cast.alice, label, replace(WHOLE, what="Open a third counter"))
    [second] = events(calendar_file.produce(cast.house, cast.alice))
    assert first.uid.value == second.uid.value
    assert int(first.sequence.value) < int(second.sequence.value)
    assert cast.code not in calendar_file.produce(cast.house, cast.alice).decode()


def test_drafts_stay_out_what_is_done_is_ticked_and_what_is_dropped_is_called_off(
    cast: Cast,
) -> None:
    house, alice = cast.house, cast.alice
    save_settings(house, alice, language="fr")
    add_action(house, alice, ActionDraft("Not yet", due=DUE))
    labels = [add_action(house, alice, WHOLE) for _ in range(3)]
    for label, status in zip(labels, ("done", "dropped", "blocked"), strict=True):
        handling.set_action_status(house, alice, label, status, "so")
    found = events(calendar_file.produce(house, alice))
    assert [(event.summary.value[:1], event.status.value) for event in found] == [
        ("✓", "CONFIRMED"),
        ("O", "CANCELLED"),
        ("O", "CONFIRMED"),
    ]
    assert [hasattr(event, "valarm") for event in found] == [False, False, True]
    assert "Bloquée" in found[2].description.value


def test_somebody_to_ask_without_a_day_and_the_last_day_there_is(cast: Cast) -> None:
    asked = ActionDraft("Ask", "", "Paul", date.max, "A day", "open", None, None, DUE, "priority")
    label = add_action(cast.house, cast.alice, asked)
    dated = read_dated_actions(cast.house, cast.alice)
    # As an older workshop, which did not ask for that day, may still hold it.
    older = tuple(replace(line, confirm_before=None) for line in dated.lines)
    content = calendar_file.calendar_of(replace(dated, lines=older))
    [event] = events(content)
    assert event.description.value.startswith("to confirm with Paul\n")
    assert event.dtstart.value == date.max
    assert label == "A1"


def test_each_person_takes_only_their_own(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    add_action(house, alice, WHOLE)
    add_action(
        house, alice, ActionDraft("Hire", "Paul", "", DUE, "Two", "open", quadrant="priority")
    )
    nadia = Named(cast.code, people.new_person_link(house, alice, "P1"))
    mine = personal_downloads()["actions.ics"]
    assert [event.summary.value for event in events(mine.produce(house, nadia))] == [WHOLE.what]
    for nobody in (Named(cast.code, ""), Named(cast.theirs.code, nadia.token)):
        with pytest.raises(WorkshopUnknown):
            mine.produce(house, nobody)


def test_a_workshop_without_actions_gives_an_empty_calendar(cast: Cast) -> None:
    assert events(downloads()["actions.ics"].produce(cast.house, cast.alice)) == []
    with pytest.raises(WorkshopUnknown):
        calendar_file.produce(cast.house, cast.charlie)
