"""A whole workshop out and in again: the same figures, and nobody recognised."""

from dataclasses import replace

import pytest

from tests.services.cast import Cast
from tests.services.everything import SAID, archive_of, figures, live_through
from workshop.domain.errors import FileUnreadable, WorkshopUnknown
from workshop.services import actions, capture, questions, solutions, topics, votes, workshops
from workshop.services.actors import Console
from workshop.services.archive.taking import take_in
from workshop.services.house import House
from workshop.services.questions import QuestionDraft
from workshop.services.views.room import read_myself
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote


@pytest.fixture
def played(cast: Cast) -> Cast:
    live_through(cast)
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
        "S1": (),
        "S2": ("T1",),
        "S3": (),
        "S4": ("T2",),
    }
    assert {action.label: action.topic for action in archive.actions} == {
        "A1": "T1",
        "A2": None,
        "A3": "T1",
        "A4": None,
        "A5": None,  # one for nobody's topic, one that the change board accepted
    }
    assert [move.moved_to for move in archive.placements if move.topic == "T2"] == [
        "priority",
        None,
    ]
    assert "T3" not in {move.topic for move in archive.placements}
    assert archive.steps[0].front == ("Clerk",)
    assert {person.role for person in archive.participants} == {""}  # too few share one


def test_the_records_hold_the_agenda_with_what_was_cut_of_it_and_no_moment_of_the_day(
    played: Cast,
) -> None:
    told = {
        slot.phase: (slot.minutes, slot.cut) for slot in archive_of(*at(played)).workshop.agenda
    }
    assert (told["vote"], told["weigh"], told["plan"]) == ((0, 8), (8, 7), (30, 0))
    new = Console(take_in(played.house, archive_of(*at(played))).code)
    came_in = read_workshop_view(played.house, new).workshop
    assert read_workshop_view(played.house, played.alice).workshop.agenda_began_at is not None
    assert (came_in.agenda_began_at, came_in.phase_since) == (None, None)


def at(cast: Cast) -> tuple[House, str]:
    return cast.house, cast.code


def test_the_records_hold_every_state_of_a_card_and_where_it_comes_from(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    assert {card.status for card in archive.cards} == {"shown", "waiting", "hidden", "parked"}
    assert {card.set_aside for card in archive.cards} == {
        "",
        "names_somebody",
        "hurtful",
        "other",
    }
    assert {card.horizon for card in archive.cards} == {"now", "tomorrow"}
    assert {card.mirror for card in archive.cards} == {None, "none"}
    assert {card.source for card in archive.cards} == {"room", "data"}
    assert sum(card.question is not None for card in archive.cards) == 2
    people = archive.participants
    assert {person.origin for person in people} == {"phone", "table", "file", "rehearsal"}
    assert (sum(one.away for one in people), sum(one.removed for one in people)) == (0, 2)
    assert [(line.deed, line.reason, line.note) for line in archive.moderation][:2] == [
        ("set_aside", "names_somebody", "Says Bob"),
        ("set_aside", "hurtful", ""),
    ]


def test_the_records_hold_what_was_asked_answered_and_voted(played: Cast) -> None:
    archive = archive_of(played.house, played.code)
    assert {question.deck for question in archive.questions} == {
        *("stakeholder", "guest", "own", "mood", "exit")
    }
    assert {question.status for question in archive.questions} == {"ready", "open", "closed"}
    made = next(answer for answer in archive.answers if answer.card)
    assert made.text is None
    assert next(card.text for card in archive.cards if card.label == made.card) == SAID
    assert [answer.solution for answer in archive.answers if answer.text == "More time"] == ["S1"]
    assert any((answer.value, answer.text) == (None, "") for answer in archive.answers)
    assert [(vote.label, vote.follows, vote.codes, len(vote.coded)) for vote in archive.votes] == [
        ("V1", None, 0, 0),
        ("V2", "V1", 3, 1),
        ("V3", None, 0, 0),
    ]
    merged = [ballot.points for ballot in archive.ballots if ballot.target == "T1"]
    assert sorted(merged) == [1, 5]
    assert "T4" not in {ballot.target for ballot in archive.ballots}
    assert [(topic.label, topic.into) for topic in archive.merged] == [("T3", "T1")]
    assert {said.topic for said in archive.mirrors} == {"T1", "T3"}
    assert [rights.phase for rights in archive.workshop.rights] == ["causes", "frame"]


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
    assert topics.make_topic(played.house, me, title="New") == "T4"
    assert solutions.add_solution(played.house, me, title="New") == "S5"
    votes.close_vote(played.house, me, "V3")
    assert votes.open_vote(played.house, me, NewVote()) == "V4"
    asked = questions.add_question(played.house, me, QuestionDraft("New?", "text"))
    assert asked == f"Q{len(archive.questions) + 1}"
    assert actions.add_action(played.house, me, actions.ActionDraft("New")) == "A6"


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
