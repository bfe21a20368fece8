"""The film of a workshop: minutes in which something moved, kept once, bounded, and shown."""

from threading import Thread

import pytest
from sqlalchemy import func, select, update

from tests.services.cast import Cast, Clock
from workshop.domain.errors import NumberOutOfRange
from workshop.domain.words import Phase, Quadrant
from workshop.services import rehearsal, replay, topics, workshops
from workshop.services.capture import CardSent, add_cards
from workshop.services.replay import Frame, ReplayDot, read_replay, record_minutes, show_replay
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables


def record(cast: Cast) -> None:
    record_minutes(cast.house, [cast.code])


def film(cast: Cast) -> tuple[Frame, ...]:
    return read_replay(cast.house, cast.alice).frames


def waiting(cast: Cast) -> str:
    return topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[cast.card()])


def test_a_minute_holds_where_every_topic_lies(cast: Cast, clock: Clock) -> None:
    record(cast)
    assert film(cast) == ()  # nothing to see yet
    label = waiting(cast)
    record(cast)
    clock.go_on(minutes=2, seconds=40)
    cards = [*cast.cards(2), *cast.cards(3, side="employee", kind="enchantment")]
    topics.move_cards(cast.house, cast.alice, cards, to=label)
    record(cast)
    first, second = film(cast)
    assert first.dots == (ReplayDot(label, -1.0, None, 0, Quadrant.ONE_SIDE_MISSING),)
    assert second.dots == (ReplayDot(label, -1.0, 1.0, 3, Quadrant.INDICATORS),)
    assert second.phase is Phase.CAPTURE
    assert (second.at - first.at).total_seconds() == 120
    assert second.at.second == 0


def test_a_topic_moved_when_its_quadrant_is_another_than_a_minute_before(
    cast: Cast, clock: Clock
) -> None:
    label = waiting(cast)
    record(cast)
    for cards in (cast.cards(3, side="employee"), cast.cards(2)):  # a place at last, then louder
        topics.move_cards(cast.house, cast.alice, cards, to=label)
        clock.go_on(minutes=1)
        record(cast)
    newer = waiting(cast)
    clock.go_on(minutes=1)
    record(cast)
    steps = read_replay(cast.house, cast.alice).steps
    assert [before for before, _ in steps] == [None, *(frame for _, frame in steps[:-1])]
    moves = [
        [
            (then and then.quadrant, now.label, now.quadrant)
            for then, now in frame.moved_since(before)
        ]
        for before, frame in steps
    ]
    missing = Quadrant.ONE_SIDE_MISSING
    assert moves == [
        [(None, label, missing)],
        [(missing, label, Quadrant.PRIORITY)],
        [],
        [(None, newer, missing)],
    ]


def test_a_place_by_hand_and_a_renamed_or_removed_topic_are_seen_again(
    cast: Cast, clock: Clock
) -> None:
    label = waiting(cast)
    topics.move_cards(cast.house, cast.alice, [cast.card(side="employee")], to=label)
    topics.place_topics(cast.house, cast.alice, {label: "indicators"}, because="We see it")
    record(cast)
    topics.rename_topic(cast.house, cast.alice, label, title="Waiting long")
    topics.dissolve_topic(cast.house, cast.alice, label)
    clock.go_on(minutes=1)
    record(cast)
    seen = read_replay(cast.house, cast.alice)
    assert [dot.quadrant for dot in seen.frames[0].dots] == [Quadrant.INDICATORS]
    assert seen.frames[1].dots == ()
    assert seen.titles == {label: "Waiting long"}


def test_a_minute_like_the_one_before_leaves_no_row(cast: Cast, clock: Clock) -> None:
    waiting(cast)
    record(cast)
    clock.go_on(minutes=5)
    cast.card()  # in no topic: nothing moves in the matrix
    record(cast)
    assert len(film(cast)) == 1
    workshops.set_phase(cast.house, cast.alice, "group")
    record(cast)
    assert [frame.phase for frame in film(cast)] == [Phase.CAPTURE, Phase.GROUP]
    workshops.set_phase(cast.house, cast.alice, "matrix")
    record(cast)
    assert [frame.phase for frame in film(cast)] == [Phase.CAPTURE, Phase.MATRIX]


def test_two_processes_keep_one_film_and_an_older_look_changes_nothing(
    cast: Cast, clock: Clock
) -> None:
    waiting(cast)
    older = replay._look(cast.house, cast.code)
    topics.make_topic(cast.house, cast.alice, title="Later", cards=[cast.card()])
    threads = [Thread(target=record, args=(cast,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    replay._keep(cast.house, cast.code, clock().replace(second=0), older)
    (frame,) = film(cast)
    assert [dot.label for dot in frame.dots] == ["T1", "T2"]


def test_only_the_last_minutes_stay(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "MINUTES_KEPT", 3)
    for _ in range(5):
        topics.make_topic(cast.house, cast.alice, title="One more")
        record(cast)
        clock.go_on(minutes=1)
    assert [len(frame.dots) for frame in film(cast)] == [3, 4, 5]
    with cast.house.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.matrix_minute)) == 3


def test_a_workshop_that_is_gone_is_passed_over(cast: Cast) -> None:
    waiting(cast)
    gone = replay._look(cast.house, cast.code)
    workshops.delete_workshop(cast.house, cast.alice, typed_title="Counter")
    replay._keep(cast.house, cast.code, cast.house.clock(), gone)
    record_minutes(cast.house, [cast.code, cast.theirs.code])
    with cast.house.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.matrix_minute)) == 0


def test_recording_is_no_gesture(cast: Cast) -> None:
    waiting(cast)
    before = read_workshop_view(cast.house, cast.alice)
    record(cast)
    assert read_workshop_view(cast.house, cast.alice) == before


def test_a_rehearsal_leaves_no_film(cast: Cast) -> None:
    [token] = rehearsal.join_rehearsal(cast.house, cast.alice, phones=1)
    sent = cast.sent(token)
    assert isinstance(sent, CardSent)
    label = cast.send(add_cards, sent).label
    topics.make_topic(cast.house, cast.alice, title="Played", cards=[label])
    record(cast)
    assert len(film(cast)) == 1
    rehearsal.remove_rehearsal(cast.house, cast.alice)
    assert film(cast) == ()


def test_a_topic_whose_row_is_gone_is_left_out(cast: Cast) -> None:
    waiting(cast)
    record(cast)
    with cast.house.database.writing() as connection, connection.begin():
        connection.execute(update(tables.topic).values(number=99))
    assert film(cast)[0].dots == ()


def test_the_projector_is_given_a_minute_and_its_picture_back(cast: Cast, clock: Clock) -> None:
    def shown() -> tuple[object, object]:
        workshop = read_workshop_view(cast.house, cast.alice).workshop
        return workshop.replay_frame, workshop.replay_since

    show_replay(cast.house, cast.alice, 4, playing=True)
    assert shown() == (4, clock())
    show_replay(cast.house, cast.bob, 6, playing=False)
    assert shown() == (6, None)
    for wrong in (-1, 720, 1.5, "2"):
        with pytest.raises(NumberOutOfRange):
            show_replay(cast.house, cast.alice, wrong, playing=False)  # type: ignore[arg-type]
    show_replay(cast.house, cast.alice, None, playing=True)
    assert shown() == (None, None)
    show_replay(cast.house, cast.alice, 4, playing=True)
    workshops.set_phase(cast.house, cast.alice, "vote")
    assert shown() == (None, None)
