"""A line of the log in words."""

from datetime import UTC, datetime

import pytest

from workshop.domain.gestures import Gesture
from workshop.domain.phases import ROAD
from workshop.domain.words import (
    QUADRANTS,
    ActionStatus,
    ItemDecision,
    JourneyMode,
    PilotDecision,
    Role,
    SetAside,
)
from workshop.i18n import words
from workshop.pictures.deed_words import change_said, deed_said, who_said
from workshop.services.views.deeds import DeedLine

EN, FR = words("en"), words("fr")
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def line(
    what: Gesture,
    about: str = "",
    title: str = "",
    *,
    before: str = "",
    after: str = "",
    who: str = "link",
) -> DeedLine:
    return DeedLine(NOON, who, what, about, title, before, after)


def test_it_says_what_was_done_to_what_and_from_which_to_which() -> None:
    topic = line(Gesture.RENAME_TOPIC, "T3", "Attente")
    assert deed_said(FR, topic) == "Sujet renommé · T3 «\u202fAttente\u202f»"
    gone = line(Gesture.REMOVE_ACTION, "A2")
    assert deed_said(EN, gone) == "Action removed · A2"
    phase = line(Gesture.SET_PHASE, before="frame", after="capture")
    assert deed_said(FR, phase) == "Phase changée · Cadrer → Cartes"
    assert deed_said(EN, line(Gesture.UNDO)) == "Last grouping undone"


def test_of_a_workbook_the_first_line_is_named_and_the_others_are_counted() -> None:
    taken = line(Gesture.TAKE_RETURNED, "T3", "Attente", after="2")
    assert deed_said(FR, taken).endswith("· T3 «\u202fAttente\u202f» et 2 autres lignes")
    assert change_said(FR, taken) == ""
    assert deed_said(EN, line(Gesture.TAKE_RETURNED, "T3", after="1")).endswith(
        "· T3 and 1 other line"
    )


def test_a_state_of_which_there_are_no_words_any_more_is_told_by_its_code() -> None:
    old = line(Gesture.SET_PHASE, before="overture", after="capture")
    assert change_said(EN, old) == EN("audit.moved", before="overture", after=EN("phase.capture"))
    assert change_said(EN, line(Gesture.RENAME_TOPIC, "T1", after="louder")) == ""


def test_an_account_is_told_by_its_address_and_a_link_by_its_word() -> None:
    assert who_said(FR, line(Gesture.UNDO)) == "Par un lien"
    assert who_said(FR, line(Gesture.UNDO, who="alice@example.org")) == "alice@example.org"


@pytest.mark.parametrize(
    ("what", "states"),
    [
        (Gesture.SET_PHASE, ROAD),
        (Gesture.GO_ON, ROAD),
        (Gesture.SET_ASIDE, SetAside),
        (Gesture.SET_ASIDE_LAST, SetAside),
        (Gesture.PLACE_TOPICS, QUADRANTS),
        (Gesture.SET_ACTION_STATUS, ActionStatus),
        (Gesture.DECIDE_ITEM, ItemDecision),
        (Gesture.DECIDE_PILOT, PilotDecision),
        (Gesture.SET_MODE, JourneyMode),
        (Gesture.SET_DOOR, ("open", "closed")),
        (Gesture.OPEN_TO_SPONSOR, ("open", "closed")),
        (Gesture.NEW_LINK, (Role.FACILITATOR, Role.SPONSOR)),
        (Gesture.REVOKE_LINKS, (Role.FACILITATOR, Role.SPONSOR)),
    ],
)
def test_every_state_has_its_word(what: Gesture, states: tuple[str, ...]) -> None:
    for t in (EN, FR):
        for state in states:
            said = change_said(t, line(what, after=state))
            assert said, state
            assert "." not in said, "a key without its words shows itself"
