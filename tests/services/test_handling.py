"""What becomes of an action leaves a trace, and each person touches only their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.services.cast import Cast, Clock
from workshop.domain.errors import (
    ActionIncomplete,
    ActionUnknown,
    ReasonMissing,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopUnknown,
)
from workshop.domain.words import ActionStatus
from workshop.services import actions, handling, people, topics
from workshop.services.actions import ActionDraft
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.views.actions import ActionLine
from workshop.services.views.history import ActionEvent, read_history
from workshop.services.views.workshop import read_workshop_view

TODAY = date(2026, 3, 12)
DUE = date(2026, 5, 1)
WHOLE = ActionDraft(
    "Open a second counter", "Nadia", "", DUE, "Ten minutes", "open", quadrant="priority"
)
ASKED = ActionDraft(
    "Answer mails", "", "Paul", DUE, "A day", "open", None, None, date(2026, 4, 1), "priority"
)


def action(cast: Cast, draft: ActionDraft = WHOLE) -> str:
    return actions.add_action(cast.house, cast.alice, draft)


def person(cast: Cast, label: str) -> Named:
    """Whoever opens the link of that person."""
    return Named(cast.code, people.new_person_link(cast.house, cast.alice, label))


def line(cast: Cast, label: str = "A1") -> ActionLine:
    view = read_workshop_view(cast.house, cast.alice)
    return next(found for found in view.actions if found.label == label)


def traces(cast: Cast, label: str = "A1") -> list[tuple[str, ...]]:
    """The history, the oldest line first: deed, by, before, after, says."""
    events: tuple[ActionEvent, ...] = read_history(cast.house, cast.alice).of(label)
    return [(one.deed, one.by, one.before, one.after, one.says) for one in reversed(events)]


BEGUN = ("status", "", "", "open", "")


def test_whoever_was_asked_says_yes_on_their_own_page(cast: Cast) -> None:
    label = action(cast, ASKED)
    paul = person(cast, "P1")
    handling.accept_action(cast.house, paul, label)
    handling.accept_action(cast.house, paul, label)
    found = line(cast)
    assert (found.owner, found.to_confirm_with, found.confirm_before) == ("Paul", "", None)
    assert traces(cast) == [BEGUN, ("accepted", "Paul", "Paul", "Paul", "")]


def test_the_facilitator_notes_that_somebody_said_yes(cast: Cast) -> None:
    action(cast, ASKED)
    action(cast, ActionDraft("Ask", "Nadia", "The chief"))
    handling.accept_action(cast.house, cast.bob, "A1")
    handling.accept_action(cast.house, cast.bob, "A2")
    assert (line(cast, "A1").owner, line(cast, "A2").owner) == ("Paul", "Nadia")
    assert traces(cast, "A2") == [("accepted", "", "The chief", "Nadia", "")]


def test_an_action_that_is_handed_over_has_to_be_accepted_again(cast: Cast) -> None:
    label = action(cast)
    nadia = person(cast, "P1")
    handling.hand_over(cast.house, nadia, label, " léa  Morel", "On leave", accepted=True)
    found = line(cast)
    assert (found.owner, found.to_confirm_with, found.person) == ("léa Morel", "léa Morel", "P2")
    assert found.confirm_before == date(2026, 3, 19)
    assert traces(cast) == [BEGUN, ("handed_over", "Nadia", "Nadia", "léa Morel", "On leave")]
    with pytest.raises(ActionUnknown):
        handling.accept_action(cast.house, nadia, label)
    lea = person(cast, "P2")
    handling.accept_action(cast.house, lea, label)
    handling.hand_over(cast.house, lea, label, "Nadia")
    handling.accept_action(cast.house, nadia, label)
    assert line(cast).owner == "Nadia"


def test_the_facilitator_may_say_that_the_new_owner_has_accepted(cast: Cast) -> None:
    label = action(cast, ASKED)
    handling.hand_over(cast.house, cast.alice, label, "Nadia", accepted=True)
    found = line(cast)
    assert (found.owner, found.to_confirm_with, found.confirm_before) == ("Nadia", "", None)
    assert traces(cast) == [BEGUN, ("handed_over", "", "Paul", "Nadia", "")]


def test_handing_it_to_whoever_has_it_changes_nothing(cast: Cast) -> None:
    label = action(cast)
    before = line(cast)
    handling.hand_over(cast.house, cast.alice, label, "NADIA")
    assert line(cast) == before
    assert traces(cast) == [BEGUN]


@pytest.mark.parametrize(
    ("due", "by"),
    [
        (date(2026, 3, 15), date(2026, 3, 15)),
        (date(2026, 3, 1), TODAY),
        (None, date(2026, 3, 19)),
    ],
)
def test_the_day_to_accept_comes_before_it_is_due(cast: Cast, due: date | None, by: date) -> None:
    label = action(cast, ActionDraft("Do", "Nadia", due=due))
    handling.hand_over(cast.house, cast.alice, label, "Paul")
    assert line(cast).confirm_before == by


def test_what_blocks_it_and_that_it_is_done_is_said_day_by_day(cast: Cast, clock: Clock) -> None:
    label = action(cast)
    nadia = person(cast, "P1")
    with pytest.raises(ReasonMissing):
        handling.set_action_status(cast.house, nadia, label, "blocked", " ")
    handling.set_action_status(cast.house, nadia, label, "blocked", "No room")
    clock.go_on(days=3)
    handling.set_action_status(cast.house, cast.alice, label, "done")
    handling.set_action_status(cast.house, cast.alice, label, "done")
    assert line(cast).done_on == date(2026, 3, 15)
    handling.set_action_status(cast.house, cast.alice, label, "done", "And praised")
    handling.set_action_status(cast.house, cast.alice, label, "open")
    assert line(cast).done_on is None
    assert traces(cast) == [
        BEGUN,
        ("status", "Nadia", "open", "blocked", "No room"),
        ("status", "", "blocked", "done", ""),
        ("status", "", "done", "done", "And praised"),
        ("status", "", "done", "open", ""),
    ]
    days = [event.on for event in read_history(cast.house, cast.alice).of(label)]
    assert days == [date(2026, 3, 15)] * 3 + [TODAY] * 2


@pytest.mark.parametrize("status", ["draft", "dropped", "finished", ""])
def test_a_person_neither_drops_an_action_nor_makes_it_a_draft(cast: Cast, status: str) -> None:
    label = action(cast)
    with pytest.raises(ValueUnknown):
        handling.set_action_status(cast.house, person(cast, "P1"), label, status)
    assert line(cast).status is ActionStatus.OPEN


@pytest.mark.parametrize("status", ["draft", "dropped"])
def test_a_person_touches_no_draft_and_takes_up_nothing_that_was_dropped(
    cast: Cast, status: str
) -> None:
    """Their page shows neither; a form that is written by hand finds neither."""
    action(cast, WHOLE)
    nadia = person(cast, "P1")
    handling.set_action_status(cast.house, cast.alice, "A1", status)
    before = line(cast), traces(cast)
    with pytest.raises(ActionUnknown):
        handling.set_action_status(cast.house, nadia, "A1", "open")
    with pytest.raises(ActionUnknown):
        handling.hand_over(cast.house, nadia, "A1", "Eve")
    with pytest.raises(ActionUnknown):
        handling.say_of_action(cast.house, nadia, "A1", "x")
    with pytest.raises(ActionUnknown):
        handling.accept_action(cast.house, nadia, "A1")
    assert (line(cast), traces(cast)) == before


def test_the_facilitator_drops_an_action_and_takes_it_up_again(cast: Cast) -> None:
    label = action(cast)
    for status in ("dropped", "draft", "open"):
        handling.set_action_status(cast.house, cast.alice, label, status, "so")
        assert line(cast).status == status
    with pytest.raises(ValueUnknown):
        handling.set_action_status(cast.house, cast.alice, label, "finished")


def test_a_draft_is_moved_on_only_with_all_five(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    cards = cast.cards(3) + cast.cards(3, side="employee")
    source = topics.make_topic(house, alice, title="Waiting", cards=cards)
    target = topics.make_topic(house, alice, title="Queue", cards=cast.cards(1))
    bare = action(cast, ActionDraft("Do", "Nadia", "", DUE, "Ten minutes"))
    with pytest.raises(ActionIncomplete) as refused:
        handling.set_action_status(house, alice, bare, "done")
    assert refused.value.facts == {"missing": ["quadrant"]}
    whole = action(cast, ActionDraft("Do", "Nadia", "", DUE, "Ten minutes", topic=source))
    topics.merge_topics(house, alice, [source], into=target)
    handling.set_action_status(house, alice, whole, "open")
    assert line(cast, whole).status is ActionStatus.OPEN


def test_a_word_is_kept(cast: Cast) -> None:
    label = action(cast)
    handling.say_of_action(cast.house, person(cast, "P1"), label, "Half\nway")
    assert traces(cast)[-1] == ("said", "Nadia", "", "", "Half way")
    for says, refusal in ((" ", TextEmpty), ("x" * 1001, TextTooLong)):
        with pytest.raises(refusal):
            handling.say_of_action(cast.house, cast.alice, label, says)


def test_the_same_word_twice_on_a_day_is_one(cast: Cast, clock: Clock) -> None:
    label, nadia = action(cast), person(cast, "P1")
    for _ in range(2):
        handling.say_of_action(cast.house, nadia, label, "Half way")
        handling.set_action_status(cast.house, nadia, label, "blocked", "No room")
    handling.say_of_action(cast.house, cast.alice, label, "Half way")
    clock.go_on(days=1)
    handling.say_of_action(cast.house, nadia, label, "Half way")
    handling.set_action_status(cast.house, nadia, label, "blocked", "No room")
    said = ("said", "Nadia", "", "", "Half way")
    assert sorted(traces(cast)[1:]) == sorted(
        [
            said,
            ("status", "Nadia", "open", "blocked", "No room"),
            ("said", "", "", "", "Half way"),
            said,
            ("status", "Nadia", "blocked", "blocked", "No room"),
        ]
    )


def test_a_change_in_the_form_leaves_a_trace_too(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    label = action(cast, ASKED)
    saved = ActionDraft("Answer", "Paul", "", DUE, "A day", "done", quadrant="priority")
    actions.save_action(house, alice, label, saved)
    actions.save_action(house, alice, label, saved)
    other = ActionDraft("Answer", "Léa", "", DUE, "A day", "done", quadrant="priority")
    actions.save_action(house, alice, label, other)
    draft = action(cast, ActionDraft("Nobody yet"))
    actions.save_action(house, alice, draft, ActionDraft("Nobody yet", "Léa"))
    assert traces(cast) == [
        BEGUN,
        ("status", "", "open", "done", ""),
        ("accepted", "", "Paul", "Paul", ""),
        ("handed_over", "", "Paul", "Léa", ""),
    ]
    assert traces(cast, draft) == []


GESTURES: list[Callable[[House, Facilitating | Named, str], object]] = [
    handling.accept_action,
    lambda house, actor, label: handling.hand_over(house, actor, label, "Charlie"),
    lambda house, actor, label: handling.set_action_status(house, actor, label, "done"),
    lambda house, actor, label: handling.say_of_action(house, actor, label, "Mine"),
]


@pytest.mark.parametrize("gesture", GESTURES)
def test_nobody_touches_the_action_of_somebody_else(
    cast: Cast, gesture: Callable[[House, Facilitating | Named, str], object]
) -> None:
    action(cast)
    action(cast, ASKED)
    action(cast, ActionDraft("Nobody's"))
    nadia = person(cast, "P1")
    before = read_workshop_view(cast.house, cast.alice).actions
    for label in ("A2", "A3", "A9", "", "A1\x00"):
        with pytest.raises(ActionUnknown):
            gesture(cast.house, nadia, label)
    revoked = person(cast, "P2")
    people.revoke_person_links(cast.house, cast.alice, "P2")
    for actor in (
        revoked,
        Named(cast.code, ""),
        Named(cast.theirs.code, nadia.token),
        Named(cast.code, cast.charlie.token),
    ):
        with pytest.raises(WorkshopUnknown):
            gesture(cast.house, actor, "A2")
    for label in ("A9", "T1"):
        with pytest.raises(ActionUnknown):
            gesture(cast.house, cast.alice, label)
    assert read_workshop_view(cast.house, cast.alice).actions == before
    assert [traces(cast, label) for label in ("A1", "A2", "A3")] == [[BEGUN], [BEGUN], []]


def test_of_two_who_hand_it_on_at_once_one_wins_and_the_other_has_it_no_more(cast: Cast) -> None:
    label = action(cast)
    nadia = person(cast, "P1")

    def give(to: str) -> str:
        try:
            handling.hand_over(cast.house, nadia, label, to)
        except ActionUnknown:
            return ""
        return to

    with ThreadPoolExecutor(2) as both:
        given = [name for name in both.map(give, ("Paul", "Léa")) if name]
    assert [line(cast).owner] == given
    assert len(traces(cast)) == 2
