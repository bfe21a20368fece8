"""Sheets of paper typed in: all or nothing, once each, counted like phones', and taken back."""

import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    IdMalformed,
    NumberOutOfRange,
    PaperEmpty,
    PaperUnknown,
    SolutionUnknown,
    StepUnknown,
    TargetUnknown,
    TextEmpty,
    TopicUnknown,
    ValueUnknown,
    VoteBudgetSpent,
    VoteCapReached,
    VoteClosed,
    WorkshopError,
)
from workshop.domain.paper import MOST_VOICES, SheetKind
from workshop.domain.words import CardStatus, Origin, Side
from workshop.services import sealing, topics, votes
from workshop.services.actors import Facilitating
from workshop.services.moods import choose_moods
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import (
    IdeaRow,
    MirrorRow,
    MoodRow,
    PointsRow,
    Row,
    Sheet,
    WeighRow,
)
from workshop.services.paper_sheets import remove_sheet, type_sheet
from workshop.services.solutions import add_solution
from workshop.services.views.paper_sheets import (
    mirror_asks,
    read_typed_sheets,
    steps_of_moods,
)
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote, open_vote

FIRST = str(uuid.UUID(int=1))
SLOW = PaperCard("Slow", "client", "irritant")


def view_of(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def sheet(*rows: Row, number: int = 1, **values: Any) -> Sheet:
    return Sheet(str(uuid.UUID(int=number)), rows, **values)


def typed(cast: Cast, *rows: Row, number: int = 1, **values: Any) -> int:
    return type_sheet(cast.house, cast.alice, sheet(*rows, number=number, **values))


def refused(
    cast: Cast, expected: type[WorkshopError], *rows: Row, line: int | None = 2, **values: Any
) -> WorkshopError:
    """What a sheet is refused with, at its second line unless said; nothing of it is kept."""
    before = read_typed_sheets(cast.house, cast.alice)
    with pytest.raises(expected) as found:
        typed(cast, *rows, **values)
    assert found.value.facts.get("line") == line
    # Neither a voice nor a row: the revision has not moved.
    assert read_typed_sheets(cast.house, cast.alice) == before
    assert before.sheets == ()
    return found.value


def topic(cast: Cast, title: str = "Waiting") -> str:
    return topics.make_topic(cast.house, cast.alice, title=title, cards=[cast.card()])


# --- once, and back ---------------------------------------------------------------------------


def test_a_sheet_of_cards_is_one_voice_marked_as_from_paper(cast: Cast) -> None:
    step = str(cast.steps[0])
    row = PaperCard("They smile", "employee", "enchantment", step)
    assert typed(cast, SLOW, row, speaks_for="client") == 1
    cards = view_of(cast).cards
    assert {(card.text, card.step, card.by_hand) for card in cards} == {
        ("Slow", "any", True),
        ("They smile", step, True),
    }
    assert (view_of(cast).room.by_hand, view_of(cast).room.for_client) == (1, 1)


def test_a_table_s_sheet_is_one_voice_shown_as_a_table_and_waits_for_no_phone(cast: Cast) -> None:
    typed(cast, SLOW, table=True)
    view = view_of(cast)
    assert {card.origin for card in view.cards} == {Origin.TABLE}
    label = topics.make_topic(
        cast.house, cast.alice, title="Waiting", cards=[card.label for card in view.cards]
    )
    found = view_of(cast).topic(label)
    assert found is not None
    assert (found.client.room.people, found.client.room.tables) == (1, 1)
    assert (view.room.tables, view.room.here) == (1, 0)


def test_cards_that_were_mixed_are_each_a_voice_of_their_own(cast: Cast) -> None:
    assert typed(cast, SLOW, PaperCard("Rude", "client", "irritant"), apart=True) == 2
    assert view_of(cast).participants == 2
    [line] = read_typed_sheets(cast.house, cast.alice).sheets
    assert (line.voices, len(line.made)) == (2, 2)
    remove_sheet(cast.house, cast.alice, line.sheet_id)
    assert view_of(cast).shown_cards == ()


def test_the_same_sheet_twice_is_there_once(cast: Cast) -> None:
    assert typed(cast, SLOW) == 1
    before = view_of(cast)
    assert typed(cast, SLOW, PaperCard("More", "client", "irritant")) == 1
    assert view_of(cast) == before
    assert typed(cast, SLOW, number=2) == 1
    assert len(view_of(cast).cards) == 2


def test_two_facilitators_who_type_the_same_sheet_at_once_have_it_once(cast: Cast) -> None:
    actors = (cast.alice, cast.bob)

    def work(number: int) -> int:
        return type_sheet(cast.house, actors[number % 2], sheet(SLOW))

    assert together(6, work) == [1] * 6
    assert len(view_of(cast).cards) == 1
    assert len(read_typed_sheets(cast.house, cast.bob).sheets) == 1


def test_the_mirror_asks_the_silent_side_whatever_other_tables_have_answered(cast: Cast) -> None:
    assert mirror_asks(view_of(cast)) == []
    label = topic(cast)
    typed(cast, MirrorRow(label, "employee", (3, 0, 0)))
    [(asked, sides)] = mirror_asks(view_of(cast))
    assert (asked.label, sides) == (label, (Side.EMPLOYEE,))
    both = [cast.card(), cast.card(side="employee")]
    other = topics.make_topic(cast.house, cast.alice, title="Both", cards=both)
    assert [asked.label for asked, _ in mirror_asks(view_of(cast))] == [label]
    topics.dissolve_topic(cast.house, cast.alice, label)
    [(asked, sides)] = mirror_asks(view_of(cast))
    assert (asked.label, set(sides)) == (other, set(Side))


def test_moods_are_of_the_steps_that_are_asked_else_of_those_that_would_be(cast: Cast) -> None:
    every = [str(step) for step in cast.steps]
    assert steps_of_moods(view_of(cast)) == every
    choose_moods(cast.house, cast.alice, [every[1], "any"])
    assert steps_of_moods(view_of(cast)) == ["any", every[1]]
    choose_moods(cast.house, cast.alice, [every[2]])
    assert steps_of_moods(view_of(cast)) == [every[2]]


def test_sheets_are_told_in_the_order_they_were_typed(cast: Cast) -> None:
    typed(cast, IdeaRow("A bell"), number=3)
    typed(cast, SLOW, number=2)
    typed(cast, MoodRow("any", "client", (1, 0, 0, 0, 2)), number=4)
    found = read_typed_sheets(cast.house, cast.alice)
    [card] = view_of(cast).cards
    assert found.revision == view_of(cast).workshop.revision
    assert [(line.kind, line.voices, line.made) for line in found.sheets] == [
        (SheetKind.IDEAS, 1, ("S1",)),
        (SheetKind.CARDS, 1, (card.label,)),
        (SheetKind.MOOD, 3, ()),
    ]


def test_a_sheet_is_taken_back_whole_and_alone(cast: Cast) -> None:
    label = topic(cast)
    open_vote(cast.house, cast.alice, NewVote())
    mine = cast.card("me", text="From a phone")
    before = view_of(cast)
    typed(cast, SLOW, number=1)
    typed(cast, MoodRow("any", "client", (0, 0, 0, 0, 6)), number=2)
    typed(cast, MirrorRow(label, "employee", (3, 0, 0)), number=3)
    typed(cast, PointsRow(label, 3), number=4, session="V1")
    typed(cast, IdeaRow("A bell", label), number=5)
    typed(cast, WeighRow("S1", 1, 1, 0), number=6)
    [card] = [card for card in view_of(cast).cards if card.by_hand]
    cast.me_too("me", card.label)
    for line in read_typed_sheets(cast.house, cast.alice).sheets:
        remove_sheet(cast.house, cast.alice, line.sheet_id)
        with pytest.raises(PaperUnknown):
            remove_sheet(cast.house, cast.alice, line.sheet_id)
    after = view_of(cast)
    assert [card.label for card in after.shown_cards] == [card.label for card in before.shown_cards]
    assert mine in [card.label for card in after.shown_cards]
    assert after.topics == before.topics
    assert after.solutions == ()
    assert [mood.client_voices for mood in after.moods] == [0]
    assert after.votes == before.votes
    assert after.participants == before.participants
    assert {card.status for card in after.cards if card.by_hand} <= {CardStatus.WITHDRAWN}
    assert read_typed_sheets(cast.house, cast.alice).sheets == ()


def test_points_that_were_revealed_are_not_taken_back_behind_the_room(cast: Cast) -> None:
    label = topic(cast)
    open_vote(cast.house, cast.alice, NewVote())
    typed(cast, PointsRow(label, 3), session="V1")
    votes.reveal_vote(cast.house, cast.alice, "V1")
    told = view_of(cast).votes
    with pytest.raises(VoteClosed) as refused:
        remove_sheet(cast.house, cast.alice, FIRST)
    assert refused.value.facts == {"session": "V1"}
    assert view_of(cast).votes == told
    votes.reopen_vote(cast.house, cast.alice, "V1")
    remove_sheet(cast.house, cast.alice, FIRST)
    assert [vote.points_given for vote in view_of(cast).votes] == [0]


def test_a_sealed_workshop_knows_its_sheets_no_more(cast: Cast) -> None:
    typed(cast, SLOW)
    sealing.seal(cast.house, cast.alice, typed_code=cast.code)
    assert read_typed_sheets(cast.house, cast.alice).sheets == ()
    assert len(view_of(cast).cards) == 1


def test_an_unknown_sheet_and_a_garbled_one_are_no_sheets(cast: Cast) -> None:
    with pytest.raises(PaperUnknown):
        remove_sheet(cast.house, cast.alice, FIRST)
    for given in ("", "x", "paper:1\x00"):
        with pytest.raises(IdMalformed):
            remove_sheet(cast.house, cast.alice, given)
        with pytest.raises(IdMalformed):
            type_sheet(cast.house, cast.alice, Sheet(given, (SLOW,)))


def test_a_sheet_of_another_workshop_is_none_of_this_one(cast: Cast) -> None:
    typed(cast, SLOW)
    theirs: Facilitating = cast.charlie
    with pytest.raises(WorkshopError):
        remove_sheet(cast.house, theirs, FIRST)
    assert len(view_of(cast).shown_cards) == 1


# --- what is refused --------------------------------------------------------------------------


def test_an_empty_sheet_is_refused(cast: Cast) -> None:
    open_vote(cast.house, cast.alice, NewVote())
    label = topic(cast)
    refused(cast, PaperEmpty, line=None)
    refused(cast, PaperEmpty, MoodRow("any", "client", (0,) * 5), line=None)
    refused(cast, PaperEmpty, MirrorRow(label, "client", (0,) * 3), line=None)
    refused(cast, PaperEmpty, PointsRow(label, 0), line=None, session="V1")
    refused(cast, ValueUnknown, SLOW, line=None, speaks_for="nobody")
    refused(cast, NumberOutOfRange, SLOW, line=None, voters=0)
    refused(cast, NumberOutOfRange, SLOW, line=None, voters=MOST_VOICES + 1)


MOOD = MoodRow("any", "client", (1, 0, 0, 0, 0))


WRONG: list[tuple[Row, Row, type[WorkshopError]]] = [
    (SLOW, PaperCard(" ", "client", "irritant"), TextEmpty),
    (SLOW, PaperCard("x", "client", "irritant", "999999"), StepUnknown),
    (MOOD, MoodRow("999999", "client", (1, 0, 0, 0, 0)), StepUnknown),
    (MOOD, MoodRow("any", "both", (1, 0, 0, 0, 0)), ValueUnknown),
    (MOOD, MOOD, ValueUnknown),
    (MOOD, MoodRow("any", "employee", (1, 0, 0)), NumberOutOfRange),
    (MOOD, MoodRow("any", "employee", (0, -1, 0, 0, 2)), NumberOutOfRange),
    (MOOD, MoodRow("any", "employee", (MOST_VOICES, 1, 0, 0, 0)), NumberOutOfRange),
    (IdeaRow("A bell"), IdeaRow(" "), TextEmpty),
    (IdeaRow("A bell"), IdeaRow("A horn", "T9"), TopicUnknown),
    (WeighRow("S1", 1, 1, 1), WeighRow("S9", 1, 1, 1), SolutionUnknown),
    (WeighRow("S1", 1, 1, 1), WeighRow("S2", 3, 1, 1), NumberOutOfRange),
    (WeighRow("S1", 1, 1, 1), WeighRow("S1", 1, 1, 1), ValueUnknown),
    (MirrorRow("T1", "client", (1, 0, 0)), MirrorRow("T9", "client", (1, 0, 0)), TopicUnknown),
    (MirrorRow("T1", "client", (1, 0, 0)), MirrorRow("x", "client", (1, 0, 0)), TopicUnknown),
    (MirrorRow("T1", "client", (1, 0, 0)), MirrorRow("T1", "client", (1, 0, 0)), ValueUnknown),
]
"""A line that is right, one that is not, and why."""


def test_one_line_that_cannot_be_kept_keeps_none_and_says_which(cast: Cast) -> None:
    topic(cast)
    for title in ("One", "Two"):
        add_solution(cast.house, cast.alice, title=title)
    for first, second, expected in WRONG:
        refused(cast, expected, first, second)


def test_votes_have_their_budget_and_their_cap_for_each_voter(cast: Cast) -> None:
    first, second = topic(cast), topic(cast, "Manners")
    open_vote(cast.house, cast.alice, NewVote(budget=4, cap=3))

    def of(*points: int) -> Sequence[PointsRow]:
        return [PointsRow(label, n) for label, n in zip((first, second), points, strict=False)]

    cap = refused(cast, VoteCapReached, *of(1, 4), session="V1")
    assert cap.facts["cap"] == 3
    spent = refused(cast, VoteBudgetSpent, *of(3, 2), session="V1")
    assert (spent.facts["budget"], spent.facts["left"]) == (4, 1)
    refused(cast, TargetUnknown, *of(3), PointsRow("T9", 1), session="V1")
    refused(cast, NumberOutOfRange, *of(3, -1), session="V1")
    refused(cast, VoteCapReached, *of(0, 7), session="V1", voters=2)
    refused(cast, VoteBudgetSpent, *of(5, 4), session="V1", voters=2)
    assert typed(cast, *of(3, 1), session="V1") == 1
    assert typed(cast, *of(6, 2), session="V1", voters=2, number=2) == 2
    [vote] = view_of(cast).votes
    assert (vote.voters, vote.by_hand, vote.points_given) == (3, 3, 12)
    votes.reveal_vote(cast.house, cast.alice, "V1")
    results = {result.label: result.points for result in view_of(cast).votes[0].results}
    assert results == {first: 9, second: 3}
    with pytest.raises(VoteClosed):
        typed(cast, *of(1), session="V1", number=3)
