"""The log of deeds: each facilitator's gesture leaves its line, and phones leave none."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tests.services.cast import Cast, Clock
from tests.services.test_strangers import GESTURES, full
from workshop.domain.errors import WorkshopError
from workshop.domain.gestures import Gesture, GestureKind, Hand
from workshop.domain.words import Phase, Role
from workshop.services import (
    actions,
    ballots,
    board,
    commitments,
    decisions,
    handling,
    lanes,
    meetings,
    moderation,
    people,
    projects,
    rehearsal,
    rights,
    roadmap,
    signin,
    suggesting,
    timer,
    topics,
    votes,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console, Visitor
from workshop.services.archive.reading import read_archive
from workshop.services.archive.taking import take_in
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.commitments import CommitmentDraft
from workshop.services.meetings import MeetingDraft
from workshop.services.people import PersonDraft
from workshop.services.projects import ProjectDraft
from workshop.services.suggesting import Accepted
from workshop.services.transaction import change, glance, snapshot
from workshop.services.views.deeds import DeedLine, read_deeds
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage import tables

__all__ = ["full"]

NOTHING_TO_DO = {
    # Asked for what is so already, of an empty inbox, or with a workbook that nobody edited;
    # duplicate makes another workshop.
    *("accept_action", "show_waiting", "add_item", "split_by_step", "go_on", "duplicate"),
    *("add_meeting", "add_commitment", "ask_decision", "take_returned", "push_question"),
    *("ask_tools", "set_persona", "remove_concept"),
}

# Asked for a second time with the same words, these do something again: one more of it, one more
# minute, the last card but one.
EACH_TIME = {
    *("add_action", "add_cause", "add_evidence", "add_measure", "add_pilot", "add_project"),
    *("add_question", "add_solution", "add_step", "make_topic", "join_rehearsal", "next_edition"),
    *("import_cards", "add_by_hand", "vote_by_hand", "rate", "new_codes", "new_link"),
    *("new_person_link", "new_recovery", "extend_timer", "set_aside_last", "undo", "redo"),
}
LAST = ("remove", "delete", "dissolve", "merge", "set_mode", "reorder", "duplicate", "next_edition")


def log(cast: Cast) -> list[DeedLine]:
    """The whole log of Alice's workshop, the oldest line first."""
    return list(read_deeds(cast.house, cast.alice).lines)[::-1]


def last(cast: Cast) -> tuple[str, str, str, str]:
    line = log(cast)[-1]
    return line.what, line.about, line.before, line.after


def _cards(cast: Cast) -> list[str]:
    return [card.label for card in read_workshop_view(cast.house, cast.alice).cards]


def _revision(cast: Cast) -> int:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision


def read_phase(cast: Cast) -> str:
    return read_workshop_view(cast.house, cast.alice).workshop.phase


def _in_a_lasting_order() -> Iterator[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]:
    """What takes something away comes behind what needs it."""
    for gesture in sorted(GESTURES, key=lambda one: one.__name__.startswith(LAST)):
        yield gesture, *GESTURES[gesture]


def _whats(cast: Cast) -> list[str]:
    deed, workshop = tables.deed, tables.workshop
    with glance(cast.house) as connection:
        return list(
            connection.scalars(
                select(deed.c.what)
                .join_from(deed, workshop)
                .where(workshop.c.code == cast.code)
                .order_by(deed.c.id)
            )
        )


def test_each_gesture_leaves_its_own_line_and_a_refused_one_none(full: Cast) -> None:
    """Slow for a test: it does all that a facilitator can do. What it cannot reach is named in the
    code as tests/architecture/test_gestures.py says.
    """
    left: set[str] = set()
    for gesture, arguments, named in _in_a_lasting_order():
        if gesture is workshops.delete_workshop:
            continue
        before, refused = _whats(full), False
        try:
            gesture(full.house, full.alice, *arguments, **named)
        except WorkshopError:
            refused = True
        new = _whats(full)[len(before) :]
        name = gesture.__name__
        changes = name in set(Gesture) and not refused and name not in NOTHING_TO_DO
        assert new == ([name] if changes else []), name
        left |= set(new)
    assert len(left) > 0.75 * len(Gesture)


def test_a_gesture_repeated_with_the_same_words_leaves_no_line_and_moves_nothing(
    full: Cast,
) -> None:
    """What its own rule refuses the second time leaves no line either."""
    again = set()
    for gesture, arguments, named in _in_a_lasting_order():
        if gesture is workshops.delete_workshop:
            continue
        with suppress(WorkshopError):
            gesture(full.house, full.alice, *arguments, **named)
        lines, revision = len(_whats(full)), _revision(full)
        with suppress(WorkshopError):
            gesture(full.house, full.alice, *arguments, **named)
        moved = (len(_whats(full)) - lines, _revision(full) - revision)
        assert moved in ((0, 0), (1, 1)), gesture.__name__
        if moved != (0, 0):
            again.add(gesture.__name__)
    # A persona without an id is another one; SQLite may give it the id of the one that went.
    assert again - {"save_personas"} == EACH_TIME


def test_whose_hand_it_was_is_told_by_account_link_computer_or_console(cast: Cast) -> None:
    token = signin.use_signin_link(cast.house, signin.new_signin_link(cast.house))
    laptop = Visitor(cast.code, token, Role.FACILITATOR)
    for actor in (cast.alice, cast.bob, Console(cast.code), laptop):
        topics.make_topic(cast.house, actor, title="Waiting")
    told = [line.who for line in log(cast)[-4:]]
    assert told == ["alice@example.org", Hand.LINK, Hand.CONSOLE, Hand.LAPTOP]


def test_somebody_signed_in_who_came_by_a_link_is_known_by_their_account(cast: Cast) -> None:
    opened = signin.open_link(
        cast.house,
        link_token=cast.new.facilitator_token,
        role=Role.FACILITATOR,
        token=cast.charlie.token,
    )
    charlie = Visitor(cast.code, opened.token, Role.FACILITATOR)
    topics.make_topic(cast.house, charlie, title="Waiting")
    assert log(cast)[-1].who == "charlie@example.org"


def test_it_is_told_to_the_minute(cast: Cast, clock: Clock) -> None:
    clock.go_on(minutes=3, seconds=41)
    timer.start_timer(cast.house, cast.alice, minutes=5)
    assert log(cast)[-1].at == datetime(2026, 3, 12, 9, 33, tzinfo=UTC)


def test_the_first_line_says_how_a_workshop_came_to_be(cast: Cast) -> None:
    new = workshops.create_workshop(cast.house, title="Mine", language="en")
    [line] = read_deeds(cast.house, Console(new.code)).lines
    assert (line.what, line.who) == (Gesture.CREATE_WORKSHOP, Hand.LAPTOP)
    copy = workshops.duplicate(cast.house, cast.alice, title="Copy")
    [line] = read_deeds(cast.house, Console(copy.code)).lines
    assert (line.what, line.who) == (Gesture.CREATE_WORKSHOP, "alice@example.org")


def test_an_import_does_not_bring_a_log_along_and_says_that_it_was_one(cast: Cast) -> None:
    with snapshot(cast.house, cast.alice) as seen:
        archive = read_archive(seen)
    new = take_in(cast.house, archive)
    assert [line.what for line in read_deeds(cast.house, Console(new.code)).lines] == ["take_in"]


def test_the_recovery_code_leaves_a_line(cast: Cast) -> None:
    signin.use_recovery_code(
        cast.house, code=cast.code, recovery_code=cast.new.recovery_code, token=None
    )
    assert log(cast)[-1].what is Gesture.USE_RECOVERY_CODE


def test_a_workshop_takes_its_log_along(cast: Cast) -> None:
    workshops.delete_workshop(cast.house, cast.alice, typed_title="Counter")
    with glance(cast.house) as connection:
        assert set(connection.scalars(select(tables.deed.c.workshop_id))) == {2}


def test_phones_and_simulated_ones_leave_no_line(cast: Cast) -> None:
    topic = topics.make_topic(cast.house, cast.alice, title="Waiting")
    vote = votes.open_vote(cast.house, cast.alice, NewVote())
    workshops.set_phase(cast.house, cast.alice, "vote")
    rights.set_rights(
        cast.house, cast.alice, "vote", may=["add_card", "me_too", "vote"], sees="everything"
    )
    [simulated] = rehearsal.join_rehearsal(cast.house, cast.alice, phones=1)
    before = len(log(cast))
    for token in ("phone-of-ann", simulated):
        label = cast.card(token, text=f"Said by {token}")
        cast.me_too("somebody", label)
        cast.send(give_points, PointsGiven(token, vote, topic, "2"))
    assert len(log(cast)) == before


def test_nothing_of_participants_is_in_the_log(cast: Cast) -> None:
    label = cast.card("phone-of-ann", text="My boss shouts")
    moderation.set_aside(cast.house, cast.alice, label, reason="names_somebody", note="Ann")
    moderation.remove_device(cast.house, cast.alice, label, set_cards_aside=True)
    topic = topics.make_topic(cast.house, cast.alice, title="Shouting")
    vote = votes.open_vote(cast.house, cast.alice, NewVote())
    ballots.vote_by_hand(cast.house, cast.alice, vote, {topic: 3})
    with glance(cast.house) as connection:
        rows = connection.execute(select(tables.deed)).all()
    whole = repr(rows)
    for word in ("boss", "Ann", "ann", "Shouting", cast.alice.token):
        assert word not in whole
    assert last(cast) == ("vote_by_hand", vote, "", "")
    removed = next(row for row in rows if row.what == "remove_device")
    assert removed.about == "", "whose cards a device has sent is nobody's business"


def test_a_card_let_out_of_the_inbox_is_not_named_beside_a_clock(cast: Cast) -> None:
    moderation.save_moderation(cast.house, cast.alice, inbox_first=True)
    one, other = cast.card(), cast.card()
    moderation.show_card(cast.house, cast.alice, one)
    assert last(cast) == ("show_card", "", "", "")
    assert moderation.show_waiting(cast.house, cast.alice) == 1
    assert last(cast) == ("show_waiting", "", "", "")
    moderation.set_aside(cast.house, cast.alice, other, reason="hurtful")
    assert last(cast) == ("set_aside", other, "", "hurtful")
    moderation.show_card(cast.house, cast.alice, other)
    assert last(cast) == ("show_card", other, "", "")


def test_a_second_tap_leaves_no_second_line(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    card = cast.card()
    label = actions.add_action(house, alice, ActionDraft("Do", to_confirm_with="Ann"))
    needed = actions.add_action(house, alice, ActionDraft("Do first"))
    project = projects.add_project(house, alice, ProjectDraft("Counter", criteria=("It opens",)))
    minutes = MeetingDraft("weekly", date(2026, 3, 12), minutes="The rota")
    taps: list[Callable[[], object]] = [
        lambda: moderation.park(house, alice, card),
        lambda: handling.accept_action(house, alice, label),
        lambda: handling.say_of_action(house, alice, label, "Soon"),
        lambda: handling.hand_over(house, alice, label, "Paul"),
        lambda: workshops.go_on(house, alice, seen=Phase.CAPTURE),
        lambda: board.add_item(house, alice, board.ItemDraft("New")),
        lambda: lanes.set_mode(house, alice, "life_cycle"),
        lambda: commitments.add_commitment(house, alice, CommitmentDraft("team", "All", "A rota")),
        lambda: decisions.ask_decision(house, alice, "May we?"),
        lambda: meetings.add_meeting(house, alice, minutes),
        lambda: roadmap.need_action(house, alice, label, needed),
        lambda: projects.tick_criterion(house, alice, project, 1, True),
    ]
    for tap in taps:
        before = len(log(cast))
        for _ in range(2):
            tap()
        assert len(log(cast)) == before + 1, last(cast)


def test_what_moved_is_told_from_which_to_which(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.go_on(house, alice, seen=Phase.CAPTURE)
    line = log(cast)[-1]
    assert (line.before, line.after) == ("capture", read_phase(cast))
    draft = ActionDraft("Do", owner="Ann", due=date(2026, 9, 1), measure="So", quadrant="priority")
    label = actions.add_action(house, alice, draft)
    handling.set_action_status(house, alice, label, "open")
    assert last(cast) == ("set_action_status", label, "draft", "open")
    before = len(log(cast))
    handling.set_action_status(house, alice, label, "open")
    assert len(log(cast)) == before


def test_what_one_gesture_does_to_several_topics_names_none(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    for step in ("any", str(cast.steps[0]), "any", str(cast.steps[1])):
        cast.card(step=step)
    shown = sorted(label for label in _cards(cast))
    one = topics.make_topic(house, alice, title="One", cards=shown[:3])
    assert last(cast)[:2] == ("make_topic", one)
    topics.arrange(house, alice, {one: shown}, seen_revision=10**6)
    assert last(cast)[:2] == ("arrange", "")
    topics.split_by_step(house, alice, one)
    assert last(cast)[:2] == ("split_by_step", one)
    other = topics.make_topic(house, alice, title="Other")
    topics.merge_topics(house, alice, [other], into=one)
    assert last(cast)[:2] == ("merge_topics", one)
    topics.dissolve_topic(house, alice, one)
    free = [card for card in _cards(cast) if card in shown]
    made = [Accepted("A", tuple(free[:1]))]
    suggesting.accept_suggestion(house, alice, made)
    assert last(cast)[1].startswith("T")


def test_titles_are_those_of_today_and_none_of_what_is_gone(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    topic = topics.make_topic(house, alice, title="Waiting")
    people.add_person(house, alice, PersonDraft("Ann"))
    topics.rename_topic(house, alice, topic, title="Too long a wait")
    card = cast.card(text="My boss shouts")
    moderation.park(house, alice, card)
    lines = {line.about: line.title for line in log(cast)}
    assert lines[topic] == "Too long a wait"
    assert lines["P1"] == "Ann"
    assert lines[card] == "", "a card's words are the room's"
    topics.dissolve_topic(house, alice, topic)
    people.remove_person(house, alice, "P1")
    assert {line.title for line in log(cast)} == {""}


def test_it_is_read_by_kind_and_from_its_end(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    topics.make_topic(house, alice, title="One")
    topics.undo(house, alice)
    whole = read_deeds(house, alice)
    assert [line.what for line in whole.lines][:2] == ["undo", "make_topic"]
    assert not whole.goes_on
    newest = read_deeds(house, alice, limit=1)
    assert [line.what for line in newest.lines] == ["undo"]
    assert newest.goes_on
    steps = read_deeds(house, alice, kind=GestureKind.JOURNEYS).lines
    assert {line.what for line in steps} == {Gesture.ADD_STEP}
    assert read_deeds(house, alice, kind=GestureKind.VOTES).lines == ()


def test_two_facilitators_at_once_leave_a_line_each(cast: Cast) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [
            pool.submit(topics.make_topic, cast.house, actor, title=f"Topic {n}")
            for n in range(10)
            for actor in (cast.alice, cast.bob)
        ]:
            done.result()
    made = read_deeds(cast.house, cast.alice, kind=GestureKind.TOPICS).lines
    assert {line.about for line in made} == {f"T{n}" for n in range(1, 21)}
    assert {(line.who, line.title[:5]) for line in made} == {
        ("alice@example.org", "Topic"),
        (Hand.LINK, "Topic"),
    }


def test_a_change_that_fails_leaves_no_line(cast: Cast) -> None:
    before = len(log(cast))
    with (
        pytest.raises(RuntimeError),
        change(cast.house, cast.alice, Gesture.FRAME),
    ):
        raise RuntimeError
    assert len(log(cast)) == before
