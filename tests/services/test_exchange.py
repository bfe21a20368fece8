"""A whole workshop out and in again: the same figures, and nobody recognised."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import FileUnreadable, WorkshopUnknown
from workshop.services import actions, capture, journeys, moderation, solutions, topics, workshops
from workshop.services.actors import Console
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.archive.taking import take_in
from workshop.services.house import House
from workshop.services.participants import Introduction, introduce
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.templates import StepDraft
from workshop.services.transaction import snapshot
from workshop.services.views.room import read_myself
from workshop.services.views.workshop import WorkshopView, read_workshop_view


def archive_of(house: House, code: str) -> Archive:
    with snapshot(house, Console(code)) as seen:
        return read_archive(seen)


def figures(view: WorkshopView) -> object:
    """All that the screens show, but for ids, dates and codes."""
    position = {str(step.id): step.position for step in view.steps}
    return (
        [replace(card, step=str(position.get(card.step, "any"))) for card in view.cards],
        [replace(topic, main_step=str(position.get(topic.main_step))) for topic in view.topics],
        view.solutions,
        view.actions,
        [
            (move.topic, move.computed, move.moved_to, move.because)
            for move in view.moves
            if view.topic(move.topic)
        ],
        [replace(step, id=0) for step in view.steps],
        view.participants,
    )


@pytest.fixture
def played(cast: Cast) -> Cast:
    """Alice's workshop with one of everything that an export must carry or leave behind."""
    house, alice = cast.house, cast.alice
    arrive, ask, leave = cast.steps
    workshops.frame(house, alice, {}, families=["Front", "Back"])
    draft = StepDraft("Arrive", "Welcome", True, ("Clerk",), ("IT",), ("Phone",), ("Screen",))
    journeys.save_step(house, alice, arrive, draft)
    waiting = cast.cards(4, step=arrive) + cast.cards(3, side="employee", step=ask)
    thanks = cast.cards(3, kind="enchantment") + cast.cards(3, kind="enchantment", side="employee")
    slow = cast.cards(2, step=leave) + cast.cards(1, side="employee", step=leave)
    cast.send(introduce, Introduction("phone-1", "client", "Front"))
    cast.me_too("phone-2", thanks[0])
    cast.me_too("somebody", thanks[0])
    moderation.set_aside(house, alice, waiting[1], reason="other")
    gone = cast.sent("phone-3")
    cast.send(capture.add_cards, gone)
    cast.send(capture.edit_own_cards, capture.CardEdit("phone-3", gone.card_id, None))
    topics.make_topic(house, alice, title="Waiting", cards=waiting)
    topics.make_topic(house, alice, title="Thanks", cards=thanks)
    topics.make_topic(house, alice, title="Slow", cards=slow)
    topics.make_topic(house, alice, title="A mistake")
    topics.place_topics(house, alice, {"T1": "indicators"}, because="We hardly feel it")
    topics.place_topics(house, alice, {"T2": "priority"}, because="Perhaps")
    topics.place_topics(house, alice, {"T2": None}, because="")
    topics.place_topics(house, alice, {"T3": "priority"}, because="Merged soon")
    solutions.add_solution(house, alice, title="More people", topics=["T1", "T3"])
    solutions.add_solution(house, alice, title="No topic yet", topics=["T4"])
    workshops.set_phase(house, alice, "ideate")
    solution_id = "0b8b3c52-6f0c-4e4f-8d53-3c9bfc6c4a11"
    cast.send(add_solutions, SolutionSent("phone-2", solution_id, "Thank the team", ("T2",)))
    for by in ("client", "employee"):
        solutions.rate(house, alice, "S1", by=by, client=2, employee=-1, usability=0)
    due = date(2026, 5, 1)
    full = actions.ActionDraft("Hire", "Bob", "", due, "Wait under 6 min", "open", "T3", "S1")
    actions.add_action(house, alice, full)
    actions.add_action(house, alice, actions.ActionDraft("Think it over", topic="T4"))
    topics.merge_topics(house, alice, ["T3"], into="T1")
    topics.dissolve_topic(house, alice, "T4")
    return cast


def test_what_comes_in_shows_what_went_out(played: Cast) -> None:
    first = archive_of(played.house, played.code)
    new = take_in(played.house, first)
    assert new.code != played.code
    again = archive_of(played.house, new.code)
    assert replace(again, workshop=replace(again.workshop, code=played.code)) == first
    before = read_workshop_view(played.house, Console(played.code))
    after = read_workshop_view(played.house, Console(new.code))
    assert figures(after) == figures(before)
    assert after.workshop.owner_id is None
    assert after.workshop.phase == "ideate"


def test_the_records_hold_what_hangs_on_a_merged_topic_and_drop_what_is_gone(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    assert sorted(topic.label for topic in archive.topics) == ["T1", "T2"]
    assert {idea.label: idea.topics for idea in archive.solutions} == {
        "S1": ("T1",),
        "S2": (),
        "S3": ("T2",),
    }
    assert {action.label: action.topic for action in archive.actions} == {"A1": "T1", "A2": None}
    assert [move.moved_to for move in archive.placements if move.topic == "T2"] == [
        "priority",
        None,
    ]
    assert "T3" not in {move.topic for move in archive.placements}
    assert len(archive.cards) == 16
    assert [card.status for card in archive.cards].count("hidden") == 1
    assert archive.steps[0].front == ("Clerk",)
    assert {person.role for person in archive.participants} == {"", "Front"}


def test_the_code_is_kept_when_it_is_free(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    workshops.delete_workshop(played.house, played.alice, typed_title="Counter")
    assert take_in(played.house, archive).code == played.code


def test_nobody_is_recognised_and_no_old_link_opens(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    workshops.delete_workshop(played.house, played.alice, typed_title="Counter")
    new = take_in(played.house, archive)
    assert new.code == played.code
    assert not read_myself(played.house, played.phone("phone-2")).known
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(played.house, played.bob)


def test_labels_go_on_after_the_last_one(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    new = take_in(played.house, archive)
    me = Console(new.code)
    row = capture.CardRow("One more", "client", "irritant", "")
    labels = capture.import_cards(played.house, me, [row] * 40)
    assert not {card.label for card in archive.cards} & set(labels)
    assert topics.make_topic(played.house, me, title="New") == "T3"
    assert solutions.add_solution(played.house, me, title="New") == "S4"
    assert actions.add_action(played.house, me, actions.ActionDraft("New")) == "A3"


def test_an_empty_workshop_comes_back_empty_and_to_its_owner(cast: Cast) -> None:
    bare = workshops.create_workshop(cast.house, title="Bare", language="fr")
    first = archive_of(cast.house, bare.code)
    owner = read_workshop_view(cast.house, cast.alice).workshop.owner_id
    new = take_in(cast.house, first, owner_id=owner)
    again = archive_of(cast.house, new.code)
    assert replace(again, workshop=replace(again.workshop, code=bare.code)) == first
    assert read_workshop_view(cast.house, Console(new.code)).workshop.owner_id == owner


def test_a_code_left_out_is_drawn(cast: Cast) -> None:
    archive = archive_of(cast.house, cast.code)
    bare = replace(archive, workshop=replace(archive.workshop, code=""))
    assert take_in(cast.house, bare).code not in ("", cast.code)


def test_a_file_that_breaks_a_rule_leaves_nothing(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    workshops.delete_workshop(played.house, played.alice, typed_title="Counter")
    last = replace(archive.actions[-1], solution="S99")
    with pytest.raises(FileUnreadable):
        take_in(played.house, replace(archive, actions=(*archive.actions[:-1], last)))
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(played.house, Console(played.code))
