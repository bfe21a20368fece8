"""Undo and redo say what they will do, for each gesture of the grouping."""

from tests.services.cast import Cast
from workshop.services import capture, topics
from workshop.services.views.grouping import GroupingStep, GroupingSteps, read_grouping_steps


def steps(cast: Cast) -> GroupingSteps:
    return read_grouping_steps(cast.house, cast.alice)


def card(cast: Cast, step: str | int = "any") -> str:
    return str(cast.send(capture.add_cards, cast.sent(step=step)).label)


def test_a_new_workshop_has_nothing_to_undo_or_redo(cast: Cast) -> None:
    assert steps(cast) == GroupingSteps(None, None)


def test_each_gesture_says_what_undo_takes_back(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    cards = [card(cast, cast.steps[0]), card(cast, cast.steps[1]), card(cast, cast.steps[2])]
    kept = topics.make_topic(house, alice, title="Attente", cards=cards)
    assert steps(cast).undo == GroupingStep("made", "Attente", 3)
    topics.rename_topic(house, alice, kept, title="L’attente")
    assert steps(cast).undo == GroupingStep("renamed", "L’attente", 0)
    split = topics.split_by_step(house, alice, kept)
    undo = steps(cast).undo
    assert undo is not None
    assert (undo.gesture, undo.count) == ("split", 2)
    topics.merge_topics(house, alice, split, into=kept)
    undo = steps(cast).undo
    assert undo is not None
    assert (undo.gesture, undo.count) == ("merged", 2)
    topics.move_cards(house, alice, cards[:1], to=None)
    assert steps(cast).undo == GroupingStep("moved", "", 1)
    topics.dissolve_topic(house, alice, kept)
    assert steps(cast).undo == GroupingStep("dissolved", "L’attente", 2)


def test_what_was_undone_is_what_redo_does_again(cast: Cast) -> None:
    topics.make_topic(cast.house, cast.alice, title="Attente", cards=[card(cast)])
    done = steps(cast).undo
    topics.undo(cast.house, cast.alice)
    assert steps(cast) == GroupingSteps(undo=None, redo=done)
