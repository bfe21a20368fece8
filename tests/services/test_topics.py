"""Topics: made, moved, merged, split, placed by hand; and refused when the screen is stale."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    CardAlreadyInTopic,
    CardUnknown,
    NoCards,
    NoPlaceYet,
    NothingToUndo,
    ReasonMissing,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    TopicUnknown,
    ValueUnknown,
)
from workshop.domain.words import Quadrant, Source
from workshop.services import actions, capture, moderation, solutions, topics
from workshop.services.actions import ActionDraft
from workshop.services.capture import CardRow
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import TopicLine, WorkshopView, read_workshop_view


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _topic(cast: Cast, label: str) -> TopicLine:
    line = _view(cast).topic(label)
    assert line is not None
    return line


def _make(cast: Cast, title: str = "Topic", cards: list[str] | None = None) -> str:
    return topics.make_topic(cast.house, cast.alice, title=title, cards=cards or [])


def _held(cast: Cast) -> dict[str, set[str]]:
    return {topic.label: set(topic.cards) for topic in _view(cast).topics}


def test_a_topic_holds_the_cards_it_was_made_of(cast: Cast) -> None:
    one, two, free = cast.cards(3)
    assert _make(cast, " Waiting\n", [one, two, one]) == "T1"
    assert (_topic(cast, "T1").title, _held(cast)["T1"]) == ("Waiting", {one, two})
    assert [card.label for card in _view(cast).free_cards] == [free]


def test_topics_are_numbered_in_their_order(cast: Cast) -> None:
    assert [_make(cast) for _ in range(3)] == ["T1", "T2", "T3"]


def test_a_card_is_in_one_topic_at_most(cast: Cast) -> None:
    [card] = cast.cards(1)
    _make(cast, cards=[card])
    with pytest.raises(CardAlreadyInTopic) as refused:
        _make(cast, cards=[card])
    assert refused.value.facts == {"card": card, "topic": "T1"}
    assert list(_held(cast)) == ["T1"]


@pytest.mark.parametrize("card", ["C9", "C99999999999", "T1", "", "C1\x00"])
def test_a_topic_of_an_unknown_card_is_refused(cast: Cast, card: str) -> None:
    with pytest.raises(CardUnknown):
        _make(cast, cards=[card])
    assert _held(cast) == {}


def test_a_topic_has_a_title_that_fits(cast: Cast) -> None:
    with pytest.raises(TextEmpty):
        _make(cast, " ")
    with pytest.raises(TextTooLong):
        _make(cast, "x" * 121)
    label = _make(cast)
    with pytest.raises(TextEmpty):
        topics.rename_topic(cast.house, cast.alice, label, title="")
    topics.rename_topic(cast.house, cast.alice, label, title="Renamed")
    assert _topic(cast, label).title == "Renamed"


def test_cards_move_from_topic_to_topic_and_out(cast: Cast) -> None:
    one, two = cast.cards(2)
    first, second = _make(cast, cards=[one, two]), _make(cast)
    topics.move_cards(cast.house, cast.alice, [one], to=second)
    assert _held(cast) == {first: {two}, second: {one}}
    topics.move_cards(cast.house, cast.alice, [one, two], to=None)
    assert _held(cast) == {first: set(), second: set()}


@pytest.mark.parametrize("label", ["T9", "T99999999999", "C1", "", "T1\x00"])
def test_an_unknown_topic_is_refused_by_every_gesture(cast: Cast, label: str) -> None:
    house, alice = cast.house, cast.alice
    known, [card] = _make(cast), cast.cards(1)
    with pytest.raises(TopicUnknown):
        topics.rename_topic(house, alice, label, title="x")
    with pytest.raises(TopicUnknown):
        topics.move_cards(house, alice, [card], to=label)
    with pytest.raises(TopicUnknown):
        topics.arrange(house, alice, {label: [card]}, seen_revision=99)
    with pytest.raises(TopicUnknown):
        topics.merge_topics(house, alice, [label], into=known)
    with pytest.raises(TopicUnknown):
        topics.merge_topics(house, alice, [known], into=label)
    with pytest.raises(TopicUnknown):
        topics.split_topic(house, alice, label, title="x", cards=[card])
    with pytest.raises(TopicUnknown):
        topics.split_by_step(house, alice, label)
    with pytest.raises(TopicUnknown):
        topics.dissolve_topic(house, alice, label)
    with pytest.raises(TopicUnknown):
        topics.place_topics(house, alice, {label: None}, because="")
    with pytest.raises(TopicUnknown):
        topics.show_topic(house, alice, label)


def test_a_merged_topic_counts_one_person_once(cast: Cast) -> None:
    one = cast.card("same", side="employee")
    two = cast.card("same", side="employee")
    other = cast.card("other", side="employee")
    target, source = _make(cast, cards=[one, other]), _make(cast, cards=[two])
    cast.me_too("other", two)
    topics.merge_topics(cast.house, cast.alice, [source], into=target)
    assert _held(cast) == {target: {one, two, other}}
    room = _topic(cast, target).employee.room
    assert (room.irritants, room.people) == (2, 2)


def test_solutions_and_actions_follow_a_merged_topic_and_come_back(cast: Cast) -> None:
    target, source, far = _make(cast), _make(cast), _make(cast)
    idea = solutions.add_solution(cast.house, cast.alice, title="Idea", topics=[source, target])
    actions.add_action(cast.house, cast.alice, ActionDraft("Do", topic=source))

    def ties() -> tuple[tuple[str, ...], str | None]:
        view = _view(cast)
        [line] = [line for line in view.solutions if line.label == idea]
        return line.topics, view.actions[0].topic

    assert ties() == ((target, source), source)
    topics.merge_topics(cast.house, cast.alice, [source], into=target)
    assert ties() == ((target,), target)
    topics.merge_topics(cast.house, cast.alice, [target], into=far)
    assert ties() == ((far,), far)
    topics.dissolve_topic(cast.house, cast.alice, far)
    assert ties() == ((), None)
    for _ in range(3):
        topics.undo(cast.house, cast.alice)
    assert ties() == ((target, source), source)


def test_merging_a_topic_into_itself_changes_nothing(cast: Cast) -> None:
    [card] = cast.cards(1)
    label = _make(cast, cards=[card])
    for same in (label, label.lower(), f" {label}"):
        topics.merge_topics(cast.house, cast.alice, [same], into=label)
    assert _held(cast) == {label: {card}}


def test_a_split_takes_cards_out_into_a_new_topic(cast: Cast) -> None:
    one, two, elsewhere = cast.cards(3)
    label = _make(cast, cards=[one, two])
    new = topics.split_topic(cast.house, cast.alice, label, title="New", cards=[two])
    assert _held(cast) == {label: {one}, new: {two}}
    with pytest.raises(NoCards):
        topics.split_topic(cast.house, cast.alice, label, title="New", cards=[])
    with pytest.raises(ScreenStale):
        topics.split_topic(cast.house, cast.alice, label, title="New", cards=[one, elsewhere])
    assert _held(cast) == {label: {one}, new: {two}}


def test_a_topic_splits_by_step_and_keeps_its_main_step(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    at_arrive = cast.cards(2, step=arrive)
    at_ask = cast.cards(3, step=ask)
    everywhere = cast.cards(2)
    label = _make(cast, "Waiting", [*everywhere, *at_arrive, *at_ask])
    for card in at_ask[1:]:
        moderation.set_aside(cast.house, cast.alice, card, reason="other")
    second, third = topics.split_by_step(cast.house, cast.alice, label)
    assert _held(cast) == {label: set(at_arrive), second: set(everywhere), third: set(at_ask)}
    assert _topic(cast, second).title == "Waiting"
    assert _topic(cast, third).title == "Waiting · Ask"
    assert topics.split_by_step(cast.house, cast.alice, label) == []
    topics.undo(cast.house, cast.alice)
    assert _held(cast) == {label: {*everywhere, *at_arrive, *at_ask}}


def test_a_long_title_is_cut_when_a_split_adds_the_step(cast: Cast) -> None:
    cards = [cast.card(step=cast.steps[0]), cast.card(step=cast.steps[1])]
    label = _make(cast, "x" * 119, cards)
    [new] = topics.split_by_step(cast.house, cast.alice, label)
    assert _topic(cast, new).title == "x" * 119


def test_a_dissolved_topic_frees_its_cards(cast: Cast) -> None:
    [card] = cast.cards(1)
    label = _make(cast, cards=[card])
    topics.dissolve_topic(cast.house, cast.alice, label)
    assert _held(cast) == {}
    assert [free.label for free in _view(cast).free_cards] == [card]
    assert _make(cast, cards=[card]) == "T2"


def test_one_drag_moves_what_was_moved_and_nothing_else(cast: Cast) -> None:
    one, two, three = cast.cards(3)
    first, second = _make(cast, cards=[one]), _make(cast, cards=[two])
    topics.arrange(
        cast.house,
        cast.alice,
        {first: [one, two], None: [three]},
        seen_revision=_view(cast).workshop.revision,
    )
    assert _held(cast) == {first: {one, two}, second: set()}
    topics.undo(cast.house, cast.alice)
    assert _held(cast) == {first: {one}, second: {two}}


def test_a_drag_on_an_old_picture_is_refused_and_changes_nothing(cast: Cast) -> None:
    one, two = cast.cards(2)
    first, second = _make(cast, cards=[one]), _make(cast, cards=[two])
    seen = _view(cast).workshop.revision
    topics.move_cards(cast.house, cast.bob, [two], to=None)
    before = _held(cast)
    with pytest.raises(ScreenStale):
        topics.arrange(cast.house, cast.alice, {first: [one, two]}, seen_revision=seen)
    assert _held(cast) == before
    topics.dissolve_topic(cast.house, cast.bob, second)
    with pytest.raises(TopicUnknown):
        topics.arrange(cast.house, cast.alice, {second: [one]}, seen_revision=seen)


def test_a_drag_that_moves_nothing_leaves_nothing_to_undo(cast: Cast) -> None:
    [one] = cast.cards(1)
    topics.arrange(cast.house, cast.alice, {None: [one]}, seen_revision=0)
    with pytest.raises(NothingToUndo):
        topics.undo(cast.house, cast.alice)


def test_a_topic_moved_by_hand_keeps_its_computed_place_beside(cast: Cast) -> None:
    cards = [*cast.cards(3), *cast.cards(3, side="employee")]
    label = _make(cast, cards=cards)
    topics.place_topics(
        cast.house, cast.alice, {label: "capitalise"}, because=" the law \n changed "
    )
    line = _topic(cast, label)
    assert (line.quadrant, line.computed.quadrant) == (Quadrant.CAPITALISE, Quadrant.PRIORITY)
    assert line.moved_because == "the law changed"
    topics.place_topics(cast.house, cast.alice, {label: None}, because="whatever")
    line = _topic(cast, label)
    assert (line.quadrant, line.moved_to, line.moved_because) == (Quadrant.PRIORITY, None, "")
    back, there = _view(cast).moves
    assert (there.topic, there.computed, there.moved_to) == (label, "priority", "capitalise")
    assert (there.because, there.at) == ("the law changed", cast.house.clock())
    assert (back.moved_to, back.because) == (None, "")


def test_a_move_by_hand_needs_a_reason_and_one_of_the_four_quadrants(cast: Cast) -> None:
    label = _make(cast)
    with pytest.raises(ReasonMissing):
        topics.place_topics(cast.house, cast.alice, {label: "priority"}, because=" \x00")
    with pytest.raises(TextTooLong):
        topics.place_topics(cast.house, cast.alice, {label: "priority"}, because="x" * 1001)
    for quadrant in ("contested", "one_side_missing", "", "elsewhere"):
        with pytest.raises(ValueUnknown):
            topics.place_topics(cast.house, cast.alice, {label: quadrant}, because="because")
    assert _view(cast).moves == ()


def test_a_topic_of_which_one_side_has_not_spoken_waits(cast: Cast) -> None:
    label = _make(cast, cards=cast.cards(3))
    with pytest.raises(NoPlaceYet):
        topics.place_topics(cast.house, cast.alice, {label: "priority"}, because="we know")
    assert _view(cast).moves == ()


def test_topics_dragged_together_move_for_one_reason_or_not_at_all(cast: Cast) -> None:
    first, second = (
        _make(cast, cards=[*cast.cards(3), *cast.cards(3, side="employee")]) for _ in range(2)
    )
    lonely = _make(cast, cards=cast.cards(3))
    together = {first: "capitalise", lonely: "priority"}
    with pytest.raises(NoPlaceYet):
        topics.place_topics(cast.house, cast.alice, together, because="we know")
    assert _view(cast).moves == ()
    before = _view(cast).workshop.revision
    topics.place_topics(
        cast.house, cast.alice, {first: "capitalise", second: "indicators"}, because="we know"
    )
    assert _view(cast).workshop.revision == before + 1
    assert {move.topic: move.moved_to for move in _view(cast).moves} == {
        first: Quadrant.CAPITALISE,
        second: Quadrant.INDICATORS,
    }


def test_the_projector_opens_one_topic_and_goes_back(cast: Cast) -> None:
    label = _make(cast)

    def shown() -> int | None:
        with snapshot(cast.house, cast.alice) as seen:
            return seen.workshop.projector_topic

    topics.show_topic(cast.house, cast.alice, label)
    assert shown() == 1
    topics.show_topic(cast.house, cast.alice, None)
    assert shown() is None


def test_data_names_a_topic_s_main_step_only_where_the_room_names_none(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    rows = [CardRow("A verbatim", "client", "irritant", "Ask")] * 4
    verbatims = capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    cards = [cast.card(step=arrive), *verbatims[:3]]
    both = topics.make_topic(cast.house, cast.alice, title="Both", cards=cards)
    alone = topics.make_topic(cast.house, cast.alice, title="Data", cards=verbatims[3:])
    view = read_workshop_view(cast.house, cast.alice)
    steps = [topic.main_step for label in (both, alone) if (topic := view.topic(label))]
    assert steps == [str(arrive), str(ask)]
    [apart] = topics.split_by_step(cast.house, cast.alice, both)
    found = read_workshop_view(cast.house, cast.alice).topic(apart)
    assert found is not None
    assert set(found.cards) == set(verbatims[:3])
