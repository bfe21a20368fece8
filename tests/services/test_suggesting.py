"""What the machine proposes, and what becomes of a proposal that the facilitator accepts."""

import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.services.cast import Cast
from workshop.domain.errors import (
    NoCards,
    NumberOutOfRange,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    WorkshopError,
)
from workshop.domain.words import Source
from workshop.grouping.sayings import Answer
from workshop.services import capture, lexicons, moderation, suggesting, topics
from workshop.services.capture import CardEdit, CardRow
from workshop.services.suggesting import Accepted, SuggestionView, accept_suggestion
from workshop.services.transaction import housekeeping, snapshot
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

WAITING = (
    "Waiting on the phone takes hours",
    "Waiting on the phone takes far too many hours",
    "Hours of waiting on the phone",
)
FORMS = (
    "The paper form asks for the address six times",
    "The address is asked six times on the paper form",
    "Six times the same address on a paper form",
)


def _suggest(cast: Cast, **asked: Any) -> SuggestionView:
    return suggesting.read_suggestion(cast.house, cast.alice, **asked)


def _accept(cast: Cast, *proposals: Accepted) -> suggesting.Grouped:
    return accept_suggestion(cast.house, cast.alice, proposals)


def _say(cast: Cast, texts: tuple[str, ...], **values: Any) -> list[str]:
    return [cast.card(text=text, **values) for text in texts]


def _topic_of(cast: Cast) -> dict[str, str | None]:
    view = read_workshop_view(cast.house, cast.alice)
    return {card.label: card.topic for card in view.cards}


def _titles(cast: Cast) -> dict[str, str]:
    return {line.label: line.title for line in read_workshop_view(cast.house, cast.alice).topics}


def _answer(cast: Cast, one: str, other: str, *values: str) -> None:
    """What as many phones as there are values say of two cards."""
    card, person = tables.card, tables.participant
    with housekeeping(cast.house) as connection:
        workshop_id = connection.scalar(
            select(tables.workshop.c.id).where(tables.workshop.c.code == cast.code)
        )
        ids = sorted(
            connection.scalars(
                select(card.c.id).where(
                    card.c.workshop_id == workshop_id,
                    card.c.number.in_([int(one[1:]), int(other[1:])]),
                )
            )
        )
        people = connection.scalars(
            select(person.c.id).where(person.c.workshop_id == workshop_id).order_by(person.c.id)
        ).all()
        for voice, value in zip(people, values, strict=False):
            connection.execute(
                insert(tables.same_answer).values(
                    workshop_id=workshop_id,
                    participant_id=voice,
                    low_card_id=ids[0],
                    high_card_id=ids[1],
                    value=value,
                )
            )


# --- proposing ------------------------------------------------------------------------------------


def test_like_cards_are_proposed_together_and_nothing_changes(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    before = read_workshop_view(cast.house, cast.alice)
    found = _suggest(cast, topics=2)
    assert {frozenset(topic.cards) for topic in found.topics} == {
        frozenset(waiting),
        frozenset(forms),
    }
    for topic in found.topics:
        assert topic.title
        assert topic.into is None
        assert 0 <= topic.certainty <= 1
    assert found.cards == frozenset(waiting + forms)
    assert read_workshop_view(cast.house, cast.alice) == before


def test_no_card_is_in_two_proposals_and_none_of_a_topic_in_any(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    topics.make_topic(cast.house, cast.alice, title="Forms", cards=forms)
    proposed = [card for topic in _suggest(cast).topics for card in topic.cards]
    assert len(proposed) == len(set(proposed))
    assert set(proposed) <= set(waiting)


def test_free_cards_are_proposed_for_the_topic_that_speaks_of_the_same(cast: Cast) -> None:
    waiting = _say(cast, WAITING)
    label = topics.make_topic(cast.house, cast.alice, title="The queue", cards=waiting[:2])
    (joining,) = [topic for topic in _suggest(cast).topics if topic.into]
    assert (joining.into, joining.title, joining.cards) == (label, "The queue", (waiting[2],))
    assert 0 < joining.certainty <= 1


def test_a_stray_card_of_a_large_topic_draws_nobody_into_it(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    topics.make_topic(cast.house, cast.alice, title="Mixed", cards=[waiting[0], *forms])
    for topic in _suggest(cast).topics:
        assert topic.into is None
        assert set(topic.cards) <= set(waiting[1:])


def test_all_cards_may_be_proposed_afresh(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    topics.make_topic(cast.house, cast.alice, title="Forms", cards=forms)
    found = _suggest(cast, topics=2, all_cards=True)
    assert sorted(card for topic in found.topics for card in topic.cards) == sorted(waiting + forms)


def test_cards_that_are_not_shown_are_not_proposed(cast: Cast) -> None:
    waiting = _say(cast, WAITING)
    moderation.set_aside(cast.house, cast.alice, waiting[0], reason="hurtful")
    assert waiting[0] not in _suggest(cast).cards


def test_per_step_no_proposal_crosses_two_steps(cast: Cast) -> None:
    one, two, _ = cast.steps
    _say(cast, WAITING, step=one)
    _say(cast, WAITING, step=two)
    _say(cast, WAITING)
    found = _suggest(cast, per_step=True)
    assert found.topics
    assert all(len(topic.steps) == 1 for topic in found.topics)


def test_so_many_topics_as_asked_hold_every_free_card(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    topics.make_topic(cast.house, cast.alice, title="Forms", cards=forms)
    found = _suggest(cast, topics=2)
    assert len(found.topics) == 2
    assert sorted(card for topic in found.topics for card in topic.cards) == sorted(waiting)


@pytest.mark.parametrize("wanted", [0, -1, 4])
def test_more_topics_than_cards_or_none_are_refused(cast: Cast, wanted: int) -> None:
    _say(cast, WAITING)
    with pytest.raises(NumberOutOfRange):
        _suggest(cast, topics=wanted)


def test_a_number_of_topics_without_any_card_is_refused(cast: Cast) -> None:
    with pytest.raises(NoCards):
        _suggest(cast, topics=1)
    assert _suggest(cast).topics == ()


def test_the_room_s_answers_are_counted_by_pair_without_the_skipped(cast: Cast) -> None:
    one, two, three = _say(cast, WAITING)
    _answer(cast, one, two, "yes", "yes", "no")
    _answer(cast, two, three, "skip")
    with snapshot(cast.house, cast.alice) as seen:
        answers = suggesting.room_answers(seen.connection, seen.workshop.id)
    (answer,) = answers
    assert {answer.a, answer.b} == {one, two}
    assert (answer.yes, answer.no) == (2, 1)
    assert isinstance(answer, Answer)


def test_a_proposal_says_how_many_answers_stand_behind_it(cast: Cast) -> None:
    one, two, three = _say(cast, WAITING)
    _answer(cast, one, two, "yes", "yes", "no")
    (topic,) = _suggest(cast, topics=1).topics
    assert (topic.room_yes, topic.room_no) == (2, 1)
    topics.make_topic(cast.house, cast.alice, title="Queue", cards=[one, three])
    (joining,) = [topic for topic in _suggest(cast).topics if topic.into]
    assert (joining.room_yes, joining.room_no) == (2, 1)


def test_what_changes_no_card_computes_nothing_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(cast, WAITING)
    first = _suggest(cast)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("workshop.grouping.suggest.suggest", fail)
    topics.make_topic(cast.house, cast.alice, title="Empty")
    again = _suggest(cast)
    assert again.topics == first.topics
    assert again.revision > first.revision


def test_an_account_s_own_words_bring_cards_together(cast: Cast) -> None:
    one = cast.card(text="The Gizmo blinks red")
    two = cast.card(text="Our dongle restarts")
    cast.card(text="Sunny today")

    def certainty() -> float:
        pairs = _suggest(cast).pairs
        return next(pair.certainty for pair in pairs if {pair.a, pair.b} == {one, two})

    before = certainty()
    lexicons.save_concept(cast.house, cast.alice, "The box", ["gizmo", "dongle"])
    assert certainty() > before


def test_only_so_many_suggestions_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "KEPT_SUGGESTIONS", 1)
    _say(cast, WAITING)
    assert _suggest(cast, topics=1) != _suggest(cast, topics=2)
    assert len(suggesting._kept._found) == 1


# --- accepting ------------------------------------------------------------------------------------


def test_proposals_accepted_together_are_one_step_back(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    label = topics.make_topic(cast.house, cast.alice, title="Forms", cards=forms[:1])
    done = _accept(
        cast,
        Accepted("  The   queue ", tuple(waiting)),
        Accepted("not read", tuple(forms[1:]), into=label),
    )
    assert done == suggesting.Grouped(("T2", label), ())
    assert _titles(cast) == {"T1": "Forms", "T2": "The queue"}
    assert _topic_of(cast) == dict.fromkeys(waiting, "T2") | dict.fromkeys(forms, "T1")
    topics.undo(cast.house, cast.alice)
    assert {card for card, topic in _topic_of(cast).items() if topic} == {forms[0]}
    topics.redo(cast.house, cast.alice)
    assert _topic_of(cast)[waiting[0]] == "T2"


def test_several_topics_accepted_at_once_are_said_so(cast: Cast) -> None:
    waiting, forms = _say(cast, WAITING), _say(cast, FORMS)
    _accept(cast, Accepted("One", tuple(waiting)), Accepted("Two", tuple(forms)))
    step = read_grouping_steps(cast.house, cast.alice).undo
    assert step is not None
    assert (step.gesture, step.count) == ("sorted", 2)


def test_cards_taken_meanwhile_are_left_out_and_said(cast: Cast) -> None:
    free, taken, hidden = _say(cast, WAITING)
    sent = cast.sent("author", text="taken back")
    gone = cast.send(capture.add_cards, sent).label
    topics.make_topic(cast.house, cast.alice, title="Mine", cards=[taken])
    moderation.set_aside(cast.house, cast.alice, hidden, reason="hurtful")
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, None))
    done = _accept(cast, Accepted("Queue", (free, taken, hidden, gone, "C99", "x", "C²")))
    assert done == suggesting.Grouped(("T2",), (taken, hidden, gone, "C99", "x", "C²"))
    assert _topic_of(cast)[taken] == "T1"


def test_a_card_named_twice_goes_to_the_first(cast: Cast) -> None:
    one, two, _ = _say(cast, WAITING)
    done = _accept(cast, Accepted("First", (one, two)), Accepted("Second", (two,)))
    assert done == suggesting.Grouped(("T1",), (two,))
    assert _titles(cast) == {"T1": "First"}


def test_cards_for_a_topic_that_is_gone_are_left_out(cast: Cast) -> None:
    one, two, three = _say(cast, WAITING)
    label = topics.make_topic(cast.house, cast.alice, title="Gone")
    topics.dissolve_topic(cast.house, cast.alice, label)
    done = _accept(cast, Accepted("", (one,), into=label), Accepted("Stays", (two, three)))
    assert done == suggesting.Grouped(("T2",), (one,))
    assert _topic_of(cast)[one] is None


def test_a_proposal_of_which_nothing_is_free_is_an_old_screen(cast: Cast) -> None:
    one, two, _ = _say(cast, WAITING)
    _accept(cast, Accepted("Queue", (one, two)))
    with pytest.raises(ScreenStale):
        _accept(cast, Accepted("Queue", (one, two)))
    assert len(_titles(cast)) == 1


@pytest.mark.parametrize(
    ("title", "refused"), [(" ", TextEmpty), ("x" * 121, TextTooLong), ("\x00", TextEmpty)]
)
def test_a_bad_title_accepts_nothing_at_all(
    cast: Cast, title: str, refused: type[WorkshopError]
) -> None:
    one, two, three = _say(cast, WAITING)
    with pytest.raises(refused):
        _accept(cast, Accepted("Fine", (one, two)), Accepted(title, (three,)))
    assert _titles(cast) == {}


def test_accepting_nothing_is_refused(cast: Cast) -> None:
    for proposals in ((), (Accepted("Empty", ()),)):
        with pytest.raises(NoCards):
            _accept(cast, *proposals)


def test_of_two_facilitators_who_accept_at_once_one_has_the_cards(cast: Cast) -> None:
    cards = tuple(_say(cast, WAITING))
    outcomes: list[object] = []
    start = threading.Barrier(2)

    def accept(actor: Any) -> None:
        start.wait()
        try:
            outcomes.append(accept_suggestion(cast.house, actor, [Accepted("Queue", cards)]))
        except ScreenStale as refused:
            outcomes.append(refused)

    both = [threading.Thread(target=accept, args=(who,)) for who in (cast.alice, cast.bob)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Grouped", "ScreenStale"]
    assert _titles(cast) == {"T1": "Queue"}


def test_a_card_of_another_workshop_is_never_taken(cast: Cast) -> None:
    theirs = cast.send(capture.add_cards, cast.sent(str(uuid.uuid4())), code=cast.theirs.code)
    with pytest.raises(ScreenStale):
        _accept(cast, Accepted("Mine", (theirs.label,)))


def test_of_many_cards_the_room_s_and_the_free_ones_are_compared_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [CardRow("They never call back", "client", "irritant", "")] * 3
    data = capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    held, *free = _say(cast, ("I was never called back", "Nobody calls back", "Call me back"))
    topics.make_topic(cast.house, cast.alice, title="Calls", cards=[held])
    monkeypatch.setattr(suggesting, "MOST_COMPARED", 2)
    assert _suggest(cast).cards == frozenset(free)
    monkeypatch.setattr(suggesting, "MOST_COMPARED", 4)
    assert _suggest(cast, all_cards=True).cards > {held, *free}
    monkeypatch.setattr(suggesting, "MOST_COMPARED", 6)
    assert _suggest(cast).cards == {held, *free, *data}
