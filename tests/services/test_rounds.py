"""Rating rounds: phones place topics themselves; closed, a round takes the cards' place."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    TopicRoundClosed,
    TopicRoundOpen,
    TopicRoundUnknown,
    TopicUnknown,
    WorkshopError,
)
from workshop.domain.matrix import Voices
from workshop.domain.words import Quadrant
from workshop.services import moderation, rounds, topics, workshops
from workshop.services.participants import Introduction, introduce
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.rounds import PlacingSent, RoundProgress, give_places
from workshop.services.views.room import Myself, read_myself, read_room
from workshop.services.views.workshop import TopicLine, read_workshop_view


@pytest.fixture
def here(cast: Cast) -> Cast:
    """Five topics that hurt both sides, as three cards each say; in the matrix."""
    for n in range(5):
        cards = cast.cards(3) + cast.cards(3, side="employee")
        topics.make_topic(cast.house, cast.alice, title=f"Topic {n}", cards=cards)
    workshops.set_phase(cast.house, cast.alice, "matrix")
    return cast


def start(cast: Cast, *labels: str) -> int:
    return rounds.open_topic_round(cast.house, cast.alice, labels)


def rate(
    cast: Cast, token: str, topic: str = "T1", client: int | str = 2, employee: int | str = 1
) -> Any:
    return cast.send(give_places, PlacingSent(token, topic, str(client), str(employee)))


def line(cast: Cast, label: str = "T1") -> TopicLine:
    found = read_workshop_view(cast.house, cast.alice).topic(label)
    assert found is not None
    return found


def progress(cast: Cast) -> RoundProgress:
    found = read_workshop_view(cast.house, cast.alice).topic_round
    assert found is not None
    return found


def me(cast: Cast, token: str) -> Myself:
    return read_myself(cast.house, cast.phone(token))


def test_ratings_place_a_topic_once_the_round_is_closed_and_not_before(here: Cast) -> None:
    start(here)
    for n in range(5):
        rate(here, f"rater-{n}", client=2, employee=-1)
    assert line(here).quadrant is Quadrant.PRIORITY
    assert not line(here).client.rated
    rounds.close_topic_round(here.house, here.alice)
    placed = line(here)
    assert placed.quadrant is Quadrant.TREAT_NEXT
    assert placed.client.rated
    assert placed.employee.rated
    assert placed.client.room == Voices(enchantments=5, people=5)
    assert placed.client.counted == Voices(irritants=3, people=3)
    assert placed.client.spread == (0, 0, 0, 0, 5)
    assert placed.client.mean == 2
    assert placed.employee.spread == (0, 5, 0, 0, 0)


def test_a_topic_without_any_rating_keeps_what_its_cards_say(here: Cast) -> None:
    start(here)
    rate(here, "one")
    rounds.close_topic_round(here.house, here.alice)
    assert not line(here, "T2").client.rated
    assert line(here, "T2").quadrant is Quadrant.PRIORITY
    assert progress(here).rated == ("T1",)
    assert progress(here).topics == ("T1", "T2", "T3", "T4", "T5")


def test_a_side_that_everybody_left_out_keeps_what_its_cards_say(here: Cast) -> None:
    start(here)
    rate(here, "one", client="skip", employee=2)
    rate(here, "nobody", client="skip", employee="skip")
    rounds.close_topic_round(here.house, here.alice)
    placed = line(here)
    assert not placed.client.rated
    assert placed.employee.rated
    assert placed.quadrant is Quadrant.INDICATORS
    assert (progress(here).ratings, progress(here).people) == (1, 1)


def test_zero_is_no_effect_and_draws_a_topic_to_the_middle(here: Cast) -> None:
    start(here)
    for n in range(3):
        rate(here, f"rater-{n}", client=0, employee=-2)
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).client.room == Voices(none=3, people=3)
    assert line(here).quadrant is Quadrant.CONTESTED


def test_below_the_floor_the_spread_of_the_ratings_is_not_told(here: Cast) -> None:
    start(here)
    for n in range(4):
        rate(here, f"rater-{n}")
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).client.spread == ()
    assert line(here).client.room.people == 4


def test_the_client_s_side_is_dotted_while_nobody_who_rated_speaks_for_clients(here: Cast) -> None:
    start(here)
    rate(here, "team")
    rate(here, "client", "T2")
    here.send(introduce, Introduction("client", "client"))
    rate(here, "client", "T3", client="skip")
    rate(here, "team", "T3")
    rounds.close_topic_round(here.house, here.alice)
    assert [line(here, label).client_by_team for label in ("T1", "T2", "T3")] == [True, False, True]


def test_dropped_the_round_gives_the_place_back_and_reopened_it_keeps_its_ratings(
    here: Cast,
) -> None:
    start(here)
    for n in range(5):
        rate(here, f"rater-{n}")
    rounds.close_topic_round(here.house, here.alice)
    assert (progress(here).state, line(here).quadrant) == ("in_use", Quadrant.CAPITALISE)
    rounds.drop_topic_round(here.house, here.alice)
    assert (progress(here).state, line(here).quadrant) == ("dropped", Quadrant.PRIORITY)
    rounds.reopen_topic_round(here.house, here.alice)
    assert (progress(here).state, line(here).quadrant) == ("open", Quadrant.PRIORITY)
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).quadrant is Quadrant.CAPITALISE


def test_the_newest_closed_round_places_the_topics(here: Cast) -> None:
    start(here)
    rate(here, "one", client=2, employee=2)
    rounds.close_topic_round(here.house, here.alice)
    assert start(here) == 2
    assert line(here).quadrant is Quadrant.CAPITALISE  # the earlier one goes on meanwhile
    rate(here, "one", client=2, employee=-2)
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).quadrant is Quadrant.TREAT_NEXT


def test_the_last_rating_counts_and_the_same_again_changes_nothing(here: Cast) -> None:
    start(here)
    rate(here, "one", client=-2)
    assert rate(here, "one", client=1) == {"topic": "T1", "client": "1", "employee": "1"}
    revision = read_workshop_view(here.house, here.alice).workshop.revision
    assert rate(here, "one", client=1) == {"topic": "T1", "client": "1", "employee": "1"}
    assert read_workshop_view(here.house, here.alice).workshop.revision == revision
    rounds.close_topic_round(here.house, here.alice)
    assert rate(here, "one", client=1)["client"] == "1"  # sent again after the end
    assert line(here).client.room == Voices(enchantments=1, people=1)


def test_ratings_follow_a_merge_and_count_once_for_each_participant(here: Cast) -> None:
    start(here)
    rate(here, "one", "T1", client=2)
    rate(here, "one", "T2", client=-2)
    rate(here, "two", "T2", client=-2)
    topics.merge_topics(here.house, here.alice, ["T2"], into="T1")
    assert progress(here).people == 2
    assert me(here, "one").places[0].client == "-2"
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).client.room.people == 2
    rounds.reopen_topic_round(here.house, here.alice)
    rate(here, "one", "T2", client=1)  # by its old name
    rounds.close_topic_round(here.house, here.alice)
    assert line(here).client.room == Voices(enchantments=1, irritants=1, people=2)


def test_undoing_a_merge_gives_each_topic_its_ratings_back(here: Cast) -> None:
    start(here)
    rate(here, "one", "T1", client=2)
    rate(here, "two", "T2", client=-2)
    rounds.close_topic_round(here.house, here.alice)
    before = (line(here, "T1"), line(here, "T2"))
    topics.merge_topics(here.house, here.alice, ["T2"], into="T1")
    assert line(here).client.room.people == 2
    topics.undo(here.house, here.alice)
    assert (line(here, "T1"), line(here, "T2")) == before


def test_a_removed_device_has_no_rating_any_more(here: Cast) -> None:
    start(here)
    rate(here, "one")
    label = _card_of(here, "one")
    moderation.remove_device(here.house, here.alice, label, set_cards_aside=False)
    assert (progress(here).people, progress(here).ratings) == (0, 0)
    rounds.close_topic_round(here.house, here.alice)
    assert not line(here).client.rated


def _card_of(cast: Cast, token: str) -> str:
    workshops.set_phase(cast.house, cast.alice, "capture")
    label = cast.card(token)
    workshops.set_phase(cast.house, cast.alice, "matrix")
    return label


def test_a_phone_is_given_four_topics_the_least_rated_first_and_keeps_its_own(here: Cast) -> None:
    start(here)
    first = [task.topic for task in me(here, "new").places]
    assert len(first) == rounds.TASKS
    for n in range(3):
        rate(here, f"rater-{n}", "T1")
    rate(here, "me", "T2", client=-1, employee="skip")
    mine = me(here, "me").places
    assert [(task.client, task.employee) for task in mine if task.topic == "T2"] == [("-1", "skip")]
    assert "T1" not in {task.topic for task in mine}
    rounds.close_topic_round(here.house, here.alice)
    assert me(here, "me").places == ()


def test_ratings_on_topics_that_are_gone_are_not_asked_again(here: Cast) -> None:
    start(here)
    rate(here, "me", "T1")
    topics.dissolve_topic(here.house, here.alice, "T1")
    assert "T1" not in {task.topic for task in me(here, "me").places}
    assert progress(here).ratings == 0
    with pytest.raises(TopicUnknown):
        rate(here, "me", "T1", client=0)


def test_phones_rate_only_the_chosen_topics(here: Cast) -> None:
    start(here, "T2", "T3", "T2")
    assert {task.topic for task in me(here, "me").places} == {"T2", "T3"}
    assert progress(here).topics == ("T2", "T3")
    with pytest.raises(TopicUnknown):
        rate(here, "me", "T1")


def test_while_topics_are_rated_the_mirror_round_waits(here: Cast) -> None:
    workshops.set_phase(here.house, here.alice, "capture")
    card = here.card()
    workshops.set_phase(here.house, here.alice, "matrix")
    topics.make_topic(here.house, here.alice, title="One side", cards=[card])
    assert me(here, "me").mirror
    start(here)
    assert read_room(here.house, here.code).topic_round == 1
    assert not me(here, "me").mirror
    rounds.close_topic_round(here.house, here.alice)
    assert read_room(here.house, here.code).topic_round == 0
    assert me(here, "me").mirror


def test_a_round_without_topics_asks_nothing(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "matrix")
    start(cast)
    assert me(cast, "me").places == ()
    assert progress(cast).topics == ()


def test_what_cannot_be_rated_is_refused(here: Cast) -> None:
    with pytest.raises(TopicRoundClosed):
        rate(here, "one")
    start(here)
    with pytest.raises(TopicUnknown):
        rate(here, "one", "T9")
    for bad in ("3", "-3", "", "1.5", "٢", "none"):
        with pytest.raises(NumberOutOfRange):
            rate(here, "one", client=bad)
    with pytest.raises(NumberOutOfRange):
        rate(here, "one", employee="many")
    workshops.set_door(here.house, here.alice, is_open=False)
    with pytest.raises(DoorClosed):
        rate(here, "a newcomer")
    workshops.set_phase(here.house, here.alice, "close")
    with pytest.raises(PhaseClosed):
        rate(here, "one")
    assert read_room(here.house, here.code).topic_round == 0
    assert me(here, "one").places == ()


def test_one_round_at_a_time_and_nothing_to_end_before_the_first(here: Cast) -> None:
    for gesture in (
        rounds.close_topic_round,
        rounds.reopen_topic_round,
        rounds.drop_topic_round,
    ):
        with pytest.raises(TopicRoundUnknown):
            gesture(here.house, here.alice)
    assert read_workshop_view(here.house, here.alice).topic_round is None
    with pytest.raises(TopicUnknown):
        start(here, "T9")
    with pytest.raises(TopicUnknown):
        start(here, "nothing")
    start(here)
    with pytest.raises(TopicRoundOpen):
        rounds.open_topic_round(here.house, here.bob)
    with pytest.raises(TopicRoundOpen):
        rounds.reopen_topic_round(here.house, here.bob)
    rounds.close_topic_round(here.house, here.alice)
    with pytest.raises(TopicRoundClosed):
        rounds.close_topic_round(here.house, here.bob)


def test_of_many_who_open_or_close_a_round_at_once_one_does(here: Cast) -> None:
    def attempt(gesture: Callable[[], object], refusal: type[WorkshopError]) -> bool:
        try:
            gesture()
        except refusal:
            return False
        return True

    def open_it(_: int) -> bool:
        return attempt(
            lambda: rounds.open_topic_round(here.house, here.alice, ["T1"]), TopicRoundOpen
        )

    def close_it(_: int) -> bool:
        return attempt(lambda: rounds.close_topic_round(here.house, here.bob), TopicRoundClosed)

    assert sum(together(8, open_it)) == 1
    assert sum(together(8, close_it)) == 1
    assert (progress(here).number, progress(here).state) == (1, "in_use")


def test_phones_are_told_when_a_round_begins_and_ends(here: Cast) -> None:
    revisions = [read_room(here.house, here.code).room_revision]
    for gesture in (
        rounds.open_topic_round,
        rounds.close_topic_round,
        rounds.reopen_topic_round,
        rounds.drop_topic_round,
    ):
        gesture(here.house, here.alice)
        revisions.append(read_room(here.house, here.code).room_revision)
    assert revisions == sorted(set(revisions))


def test_a_rehearsal_that_is_taken_away_takes_its_ratings_along(here: Cast) -> None:
    start(here)
    [token] = join_rehearsal(here.house, here.alice, phones=1)
    rate(here, token)
    rate(here, "somebody")
    remove_rehearsal(here.house, here.alice)
    assert (progress(here).people, progress(here).ratings) == (1, 1)
