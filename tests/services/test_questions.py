"""Questions on the phones: decks, moods, the exit vote, and one tap from an answer to a card."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    AnswerUnknown,
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    QuestionClosed,
    QuestionUnknown,
    StepUnknown,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import CardStatus, Deck, Horizon, QuestionKind, QuestionStatus
from workshop.services import (
    answers,
    capture,
    journeys,
    moods,
    participants,
    questions,
    rights,
    workshops,
)
from workshop.services.answers import AnswerSent
from workshop.services.journeys import Step
from workshop.services.moods import MoodSent
from workshop.services.participants import Introduction
from workshop.services.questions import QuestionDraft
from workshop.services.templates import StepDraft
from workshop.services.transaction import glance, housekeeping, snapshot
from workshop.services.views.deeds import read_deeds
from workshop.services.views.questions import QuestionLine
from workshop.services.views.room import read_myself, read_room
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.storage import tables


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _line(cast: Cast, label: str) -> QuestionLine:
    line = _view(cast).question(label)
    assert line is not None
    return line


def _revisions(cast: Cast) -> tuple[int, int]:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision, seen.workshop.room_revision


def _ask(cast: Cast, kind: str = "scale", text: str = "How was it?", **values: Any) -> str:
    """A question of Alice's own, on the phones."""
    label = questions.add_question(cast.house, cast.alice, QuestionDraft(text, kind, **values))
    questions.push_question(cast.house, cast.alice, label)
    return label


def _answer(cast: Cast, token: str, question: str, value: str = "", text: str = "") -> Any:
    sent = AnswerSent(token, question, value, text)
    return cast.send(answers.answer_questions, sent)


def _mood(cast: Cast, token: str, step: str | int, side: str, value: str) -> Any:
    return cast.send(moods.set_moods, MoodSent(token, str(step), side, value))


def _said(cast: Cast, label: str, text: str = "Too many forms", token: str = "phone") -> int:
    """An answer in words; gives its rank."""
    _answer(cast, token, label, text=text)
    [rank] = [line.rank for line in _line(cast, label).texts if line.text == text]
    return rank


def _open_labels(cast: Cast) -> list[str]:
    return [line.label for line in _view(cast).questions if line.status is QuestionStatus.OPEN]


# --- the facilitator's own questions and the decks --------------------------------------------


def test_a_question_keeps_all_that_was_said_of_it(cast: Cast) -> None:
    before = _revisions(cast)
    label = questions.add_question(
        cast.house,
        cast.alice,
        QuestionDraft(
            " Which\nway? ",
            "choice",
            step=str(cast.steps[0]),
            side="client",
            horizon="tomorrow",
            period="before",
            options=(" Phone ", "", "Desk", "Desk"),
        ),
    )
    line = _line(cast, label)
    assert (label, line.text, line.deck, line.kind) == (
        "Q1",
        "Which way?",
        Deck.OWN,
        QuestionKind.CHOICE,
    )
    assert (line.step, line.side, line.horizon) == (str(cast.steps[0]), "client", "tomorrow")
    assert (line.period, line.options) == ("before", ("Phone", "Desk"))
    assert (line.status, line.revealed) == (QuestionStatus.READY, False)
    assert _revisions(cast) == (before[0] + 1, before[1] + 1)
    assert read_room(cast.house, cast.code).questions == ()


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (QuestionDraft(" ", "text"), TextEmpty),
        (QuestionDraft("x" * 281, "text"), TextTooLong),
        (QuestionDraft("x", "essay"), ValueUnknown),
        (QuestionDraft("x", "text", side="both"), ValueUnknown),
        (QuestionDraft("x", "text", horizon="never"), ValueUnknown),
        (QuestionDraft("x", "text", period="later"), ValueUnknown),
        (QuestionDraft("x", "text", step="999999"), StepUnknown),
        (QuestionDraft("x", "choice", options=("only one",)), NumberOutOfRange),
        (QuestionDraft("x", "choice", options=("same", "same")), NumberOutOfRange),
        (QuestionDraft("x", "choice", options=tuple("abcdefg")), NumberOutOfRange),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    cast: Cast, draft: QuestionDraft, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        questions.add_question(cast.house, cast.alice, draft)
    assert _view(cast).questions == ()


def test_a_deck_is_added_once_about_each_step(cast: Cast) -> None:
    first = questions.add_deck(cast.house, cast.alice, "guest")
    assert first == ["Q1", "Q2", "Q3", "Q4"]
    assert questions.add_deck(cast.house, cast.bob, "guest") == first
    about = questions.add_deck(cast.house, cast.alice, "guest", step=str(cast.steps[0]))
    assert about == ["Q5", "Q6", "Q7", "Q8"]
    lines = _view(cast).questions
    assert {line.step for line in lines} == {"", str(cast.steps[0])}
    assert {(line.kind, line.side, line.status) for line in lines} == {
        (QuestionKind.CARD, "client", QuestionStatus.READY)
    }
    questions.remove_question(cast.house, cast.alice, "Q2")
    assert questions.add_deck(cast.house, cast.alice, "guest") == ["Q1", "Q9", "Q3", "Q4"]


def test_a_deck_asked_in_the_other_language_is_there_too(cast: Cast) -> None:
    first = questions.add_deck(cast.house, cast.alice, "stakeholder")
    assert len(first) == 7
    workshops.save_settings(cast.house, cast.alice, language="fr")
    assert questions.add_deck(cast.house, cast.alice, "stakeholder") == first


def test_cards_that_answer_the_deck_of_tomorrow_speak_of_tomorrow(cast: Cast) -> None:
    label, *_ = questions.add_deck(cast.house, cast.alice, "tomorrow")
    questions.push_question(cast.house, cast.alice, label)
    sent = cast.sent("phone", side="employee")
    answering = capture.CardSent(
        sent.token, sent.card_id, "", "irritant", "any", "Robots", question=label
    )
    made = cast.send(capture.add_cards, answering).label
    card = _view(cast).card(made)
    assert card is not None
    assert (card.question, card.horizon, card.side) == (label, Horizon.TOMORROW, "client")
    assert _line(cast, label).answers == 1
    assert read_myself(cast.house, cast.phone("phone")).cards[0].question == label


def test_a_card_answers_only_a_question_that_is_on_the_phones(cast: Cast) -> None:
    label, *_ = questions.add_deck(cast.house, cast.alice, "tomorrow")
    for asked in (label, "Q99"):
        answering = replace(cast.sent("phone"), question=asked)
        with pytest.raises(QuestionClosed):
            cast.send(capture.add_cards, answering)
    assert _view(cast).cards == ()


@pytest.mark.parametrize("name", ["mood", "own", "weather"])
def test_only_decks_that_are_pushed_can_be_added(cast: Cast, name: str) -> None:
    with pytest.raises(ValueUnknown):
        questions.add_deck(cast.house, cast.alice, name)


def test_a_deck_about_no_step_of_ours_is_refused(cast: Cast) -> None:
    with pytest.raises(StepUnknown):
        questions.add_deck(cast.house, cast.alice, "guest", step=str(cast.their_step))


def test_prompts_are_on_the_phones_one_at_a_time(cast: Cast) -> None:
    first, second = _ask(cast, text="One?"), _ask(cast, text="Two?")
    [shown] = read_room(cast.house, cast.code).questions
    assert (shown.label, shown.text, shown.answers) == (second, "Two?", 0)
    assert _line(cast, first).status is QuestionStatus.CLOSED
    questions.close_question(cast.house, cast.alice, second)
    assert read_room(cast.house, cast.code).questions == ()


def test_the_exit_vote_and_a_prompt_are_on_the_phones_together(cast: Cast) -> None:
    first, second = questions.add_deck(cast.house, cast.alice, "exit")
    questions.push_question(cast.house, cast.alice, first)
    questions.push_question(cast.house, cast.alice, second)
    prompt = _ask(cast)
    assert _open_labels(cast) == [first, second, prompt]
    questions.push_question(cast.house, cast.alice, first)
    assert _open_labels(cast) == [first, second, prompt]


def test_a_question_pushed_again_begins_hidden_but_a_second_tap_hides_nothing(cast: Cast) -> None:
    label = _ask(cast)
    questions.reveal_question(cast.house, cast.alice, label, revealed=True)
    questions.push_question(cast.house, cast.alice, label)
    assert _line(cast, label).revealed
    questions.close_question(cast.house, cast.alice, label)
    assert _line(cast, label).revealed
    questions.push_question(cast.house, cast.alice, label)
    assert not _line(cast, label).revealed


def test_a_question_that_is_not_there_is_refused_by_each_gesture(cast: Cast) -> None:
    for label in ("Q1", "Q0", "C1", ""):
        for gesture in (
            questions.push_question,
            questions.close_question,
            questions.remove_question,
        ):
            with pytest.raises(QuestionUnknown):
                gesture(cast.house, cast.alice, label)
        with pytest.raises(QuestionUnknown):
            questions.reveal_question(cast.house, cast.alice, label, revealed=True)


def test_phones_are_told_of_each_change_of_a_question(cast: Cast) -> None:
    label = _ask(cast)
    gestures: tuple[Callable[[], None], ...] = (
        lambda: questions.close_question(cast.house, cast.alice, label),
        lambda: questions.push_question(cast.house, cast.alice, label),
        lambda: questions.reveal_question(cast.house, cast.alice, label, revealed=True),
        lambda: moods.choose_moods(cast.house, cast.alice, ["any"]),
        lambda: questions.remove_question(cast.house, cast.alice, label),
    )
    for gesture in gestures:
        before = _revisions(cast)[1]
        gesture()
        assert _revisions(cast)[1] == before + 1


def test_removing_a_question_leaves_what_was_made_of_it(cast: Cast) -> None:
    label = _ask(cast, "text")
    rank = _said(cast, label)
    card = answers.make_card(cast.house, cast.alice, label, rank)
    questions.remove_question(cast.house, cast.alice, label)
    kept = _view(cast).card(card)
    assert kept is not None
    assert (kept.status, kept.question) == (CardStatus.SHOWN, None)
    with glance(cast.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.answer)) == 0


# --- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "text", "kept"),
    [
        ("scale", "-2", "", (-2, "")),
        ("scale", "2", "and a word", (2, "")),
        ("choice", "1", "", (1, "")),
        ("text", "", " Two\nlines ", (None, "Two lines")),
        ("text", "2", "words", (None, "words")),
        ("text", "2", "", (None, "")),
        ("scale", "", "", (None, "")),
        ("scale", "skip", "", (None, "")),
        ("text", "skip", "words", (None, "")),
        ("choice", "skip", "", (None, "")),
        ("card", "skip", "", (None, "")),
        ("card", "", " ", (None, "")),
    ],
)
def test_an_answer_is_kept_as_its_kind_wants_it(
    cast: Cast, kind: str, value: str, text: str, kept: tuple[int | None, str]
) -> None:
    label = _ask(cast, kind, options=("Yes", "No"))
    answer = _answer(cast, "phone", label, value, text)
    assert answer == {"question": label, "value": kept[0], "text": kept[1]}
    assert read_myself(cast.house, cast.phone("phone")).answers == {label: kept}
    line = _line(cast, label)
    skipped = kept == (None, "")
    assert (line.skipped, line.answers) == ((1, 0) if skipped else (0, 1))


@pytest.mark.parametrize(
    ("kind", "value", "text", "refusal"),
    [
        ("scale", "3", "", NumberOutOfRange),
        ("scale", "-3", "", NumberOutOfRange),
        ("scale", "1.5", "", NumberOutOfRange),
        ("scale", "", "words", NumberOutOfRange),
        ("scale", "０", "", NumberOutOfRange),
        ("choice", "2", "", NumberOutOfRange),
        ("choice", "-1", "", NumberOutOfRange),
        ("text", "", "x" * 281, TextTooLong),
        ("card", "1", "", ValueUnknown),
        ("card", "", "words", ValueUnknown),
    ],
)
def test_an_answer_that_its_kind_does_not_take_is_refused(
    cast: Cast, kind: str, value: str, text: str, refusal: type[WorkshopError]
) -> None:
    label = _ask(cast, kind, options=("Yes", "No"))
    with pytest.raises(refusal):
        _answer(cast, "phone", label, value, text)
    assert not read_myself(cast.house, cast.phone("phone")).known


def test_the_last_answer_counts_and_a_repeat_changes_nothing(cast: Cast) -> None:
    label = _ask(cast)
    _answer(cast, "phone", label, "1")
    _answer(cast, "phone", label, "-1")
    before = _revisions(cast)
    _answer(cast, "phone", label, "-1")
    assert _revisions(cast) == before
    _answer(cast, "phone", label, "skip")
    line = _line(cast, label)
    assert (line.answers, line.skipped) == (0, 1)
    assert _revisions(cast)[1] == before[1]


def test_answers_that_come_together_are_kept_in_their_order(cast: Cast) -> None:
    label = _ask(cast)
    with snapshot(cast.house, cast.alice) as seen:
        before = seen.workshop.room_revision
    sent = [
        cast.writer.submit(
            cast.code, answers.answer_questions, AnswerSent(token, asked, value=value)
        )
        for token, asked, value in (
            ("one", label, "1"),
            ("one", label, "9"),
            ("two", label, "0"),
            ("one", "Q99", "0"),
            ("one", label, "-1"),
            ("two", label, "0"),
        )
    ]
    told = [future.exception(30) or future.result() for future in sent]
    assert [getattr(answer, "code", None) for answer in told] == [
        None,
        "number_out_of_range",
        None,
        "question_unknown",
        None,
        None,
    ]
    mine = [read_myself(cast.house, cast.phone(token)).answers[label] for token in ("one", "two")]
    assert mine == [(-1, ""), (0, "")]
    assert read_room(cast.house, cast.code).room_revision == before


def test_only_a_question_on_the_phones_takes_answers(cast: Cast) -> None:
    label = questions.add_question(cast.house, cast.alice, QuestionDraft("Why?", "text"))
    with pytest.raises(QuestionClosed):
        _answer(cast, "phone", label, text="So")
    questions.push_question(cast.house, cast.alice, label)
    _answer(cast, "phone", label, text="So")
    questions.close_question(cast.house, cast.alice, label)
    with pytest.raises(QuestionClosed):
        _answer(cast, "phone", label, text="Or so")
    for unknown in ("Q99", "T1", "", "Q"):
        with pytest.raises(QuestionUnknown):
            _answer(cast, "phone", unknown, text="So")


def test_an_open_question_is_answered_in_any_phase(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "frame")
    label = _ask(cast, "text")
    assert _answer(cast, "phone", label, text="So")["text"] == "So"


def test_a_prompt_ends_with_its_phase_and_can_be_asked_again(cast: Cast) -> None:
    label = _ask(cast, "text")
    _answer(cast, "phone", label, text="So")
    workshops.set_phase(cast.house, cast.alice, "group")
    assert (_line(cast, label).status, _line(cast, label).answers) == (QuestionStatus.CLOSED, 1)
    questions.push_question(cast.house, cast.alice, label)
    assert _open_labels(cast) == [label]


def test_behind_a_closed_door_no_newcomer_answers(cast: Cast) -> None:
    label = _ask(cast)
    workshops.set_phase(cast.house, cast.alice, "mood")
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _answer(cast, "late", label, "1")
    with pytest.raises(DoorClosed):
        _mood(cast, "late", "any", "client", "1")


# --- moods ------------------------------------------------------------------------------------


def test_the_phase_of_moods_asks_about_its_steps_by_itself(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "mood")
    asked = read_room(cast.house, cast.code).questions
    assert [(one.step, one.side, one.aspect) for one in asked] == [
        (str(step), side, aspect)
        for step in cast.steps
        for side, aspect in (
            ("client", "feeling"),
            ("employee", "feeling"),
            ("employee", "ease"),
            ("employee", "obstacle"),
            ("employee", "help"),
        )
    ]
    workshops.set_phase(cast.house, cast.alice, "capture")
    assert read_room(cast.house, cast.code).questions == ()
    moods.choose_moods(cast.house, cast.alice, [str(cast.steps[0])], ["client"])
    workshops.set_phase(cast.house, cast.alice, "mood")
    assert [one.side for one in read_room(cast.house, cast.code).questions] == ["client"]


def test_without_any_step_the_mood_is_asked_everywhere(cast: Cast) -> None:
    for step in cast.steps:
        journeys.remove_step(cast.house, cast.alice, step, cards_to="any")
    workshops.set_phase(cast.house, cast.alice, "mood")
    assert {one.step for one in read_room(cast.house, cast.code).questions} == {""}
    assert _mood(cast, "phone", "any", "employee", "-2")["value"] == -2
    [mood] = _view(cast).moods
    assert (mood.step, mood.employee_voices, mood.employee) == ("any", 1, None)


def _steps(*truths: int, count: int) -> list[Step]:
    return [Step(n, n, f"Step {n}", "", n in truths) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("steps", "chosen"),
    [
        (_steps(count=3), [1, 2, 3]),
        (_steps(count=10), [1, 4, 7, 10]),
        (_steps(3, 8, count=10), [1, 3, 8, 10]),
        (_steps(2, 3, 4, count=9), [2, 3, 4, 7]),
        (_steps(*range(1, 8), count=9), [1, 3, 5, 7]),
        ([], []),
    ],
)
def test_moments_of_truth_come_first_and_the_rest_is_spread(
    steps: list[Step], chosen: list[int]
) -> None:
    assert [step.position for step in moods.steps_to_feel(steps)] == chosen


def test_the_facilitator_chooses_the_moods_and_answers_stay(cast: Cast) -> None:
    first, second, _ = map(str, cast.steps)
    workshops.set_phase(cast.house, cast.alice, "mood")
    _mood(cast, "phone", first, "client", "2")
    moods.choose_moods(cast.house, cast.alice, [second, second, "any"], four=False)
    shown = read_room(cast.house, cast.code).questions
    assert [(one.step, one.aspect) for one in shown] == [
        (second, "feeling"),
        (second, "feeling"),
        ("", "feeling"),
        ("", "feeling"),
    ]
    with pytest.raises(QuestionClosed):
        _mood(cast, "phone", first, "client", "1")
    moods.choose_moods(cast.house, cast.alice, [first], ["client"])
    [again] = read_room(cast.house, cast.code).questions
    assert again.label == "Q1"
    assert read_myself(cast.house, cast.phone("phone")).answers == {"Q1": (2, "")}
    moods.choose_moods(cast.house, cast.alice, [])
    assert read_room(cast.house, cast.code).questions == ()


def test_moods_of_unknown_steps_and_sides_are_not_asked(cast: Cast) -> None:
    with pytest.raises(StepUnknown):
        moods.choose_moods(cast.house, cast.alice, [str(cast.their_step)])
    with pytest.raises(ValueUnknown):
        moods.choose_moods(cast.house, cast.alice, [], ["both"])


def test_a_mood_is_kept_once_and_the_last_one_counts(cast: Cast) -> None:
    step = cast.steps[0]
    workshops.set_phase(cast.house, cast.alice, "mood")
    for value in ("2", "1"):
        answer = _mood(cast, "phone", step, "employee", value)
    assert answer == {"step": str(step), "side": "employee", "value": 1}
    before = _revisions(cast)
    _mood(cast, "phone", step, "employee", "1")
    assert _revisions(cast) == before
    assert _mood(cast, "phone", step, "employee", "skip")["value"] == "skip"
    [label] = [
        one.label
        for one in _view(cast).questions
        if (one.step, one.side, one.aspect) == (str(step), "employee", "feeling")
    ]
    assert _line(cast, label).skipped == 1


def test_a_step_that_was_never_asked_about_is_from_then_on(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "mood")
    step = str(journeys.add_step(cast.house, cast.alice, StepDraft("Come back")))
    before = _revisions(cast)[1]
    _mood(cast, "phone", step, "client", "1")
    _mood(cast, "other", step, "client", "0")
    asked = [one for one in _view(cast).questions if one.step == step]
    assert [(one.aspect, one.answers, one.status) for one in asked] == [
        ("feeling", 2, QuestionStatus.READY)
    ]
    assert _revisions(cast)[1] == before


@pytest.mark.parametrize(
    ("step", "side", "value", "refusal"),
    [
        ("999999", "client", "1", StepUnknown),
        ("any", "both", "1", ValueUnknown),
        ("any", "client", "3", NumberOutOfRange),
        ("any", "client", "", NumberOutOfRange),
    ],
)
def test_a_mood_that_means_nothing_is_refused(
    cast: Cast, step: str, side: str, value: str, refusal: type[WorkshopError]
) -> None:
    workshops.set_phase(cast.house, cast.alice, "mood")
    with pytest.raises(refusal):
        _mood(cast, "phone", step, side, value)


def test_moods_are_told_in_their_phase_or_where_the_workshop_allows_it(cast: Cast) -> None:
    step = cast.steps[0]
    workshops.set_phase(cast.house, cast.alice, "mood")
    ease = next(one for one in _view(cast).questions if one.aspect == "ease").label
    assert _answer(cast, "phone", ease, "-1")["value"] == -1
    workshops.set_phase(cast.house, cast.alice, "capture")
    with pytest.raises(PhaseClosed):
        _mood(cast, "phone", step, "client", "1")
    with pytest.raises(PhaseClosed):
        _answer(cast, "phone", ease, "1")
    rights.set_rights(cast.house, cast.alice, "capture", may=["mood"], sees="nothing")
    _mood(cast, "phone", step, "client", "1")
    assert _answer(cast, "phone", ease, "1")["value"] == 1
    assert read_room(cast.house, cast.code).questions


# --- the close --------------------------------------------------------------------------------


def test_the_close_asks_its_two_questions_once(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "close")
    asked = read_room(cast.house, cast.code).questions
    assert [(one.deck, one.kind) for one in asked] == [
        (Deck.EXIT, QuestionKind.SCALE),
        (Deck.EXIT, QuestionKind.TEXT),
    ]
    questions.close_question(cast.house, cast.alice, asked[0].label)
    workshops.set_phase(cast.house, cast.alice, "follow")
    workshops.set_phase(cast.house, cast.alice, "close")
    assert _open_labels(cast) == [asked[1].label]
    assert len(_view(cast).questions) == 2


# --- the workshop's own words -----------------------------------------------------------------


def test_questions_of_the_decks_follow_the_names_of_the_sides(cast: Cast) -> None:
    questions.add_deck(cast.house, cast.alice, "guest")
    own = _ask(cast, "text", text="What about the client?")
    assert "the client" in _line(cast, "Q1").text
    workshops.frame(cast.house, cast.alice, {"client_name": "the patient"})
    assert _line(cast, "Q1").text == "What brings the patient to us?"
    assert _line(cast, own).text == "What about the client?"
    workshops.frame(cast.house, cast.alice, {"client_name": "the member", "ambition": "More"})
    assert "the member" in _line(cast, "Q1").text
    workshops.frame(cast.house, cast.alice, {"ambition": "Still more"})
    assert "the member" in _line(cast, "Q1").text


def test_new_names_change_nothing_where_no_deck_says_them(cast: Cast) -> None:
    own = _ask(cast, "text", text="What about the client?")
    workshops.frame(cast.house, cast.alice, {"client_name": "the patient"})
    assert _line(cast, own).text == "What about the client?"


# --- one tap ----------------------------------------------------------------------------------


def test_an_answer_in_words_becomes_its_author_s_card(cast: Cast) -> None:
    label = _ask(cast, "text", step=str(cast.steps[1]), side="employee", horizon="tomorrow")
    rank = _said(cast, label)
    made = answers.make_card(cast.house, cast.alice, label, rank, kind="enchantment")
    card = _view(cast).card(made)
    assert card is not None
    assert (card.text, card.side, card.step, card.kind) == (
        "Too many forms",
        "employee",
        str(cast.steps[1]),
        "enchantment",
    )
    assert (card.status, card.horizon, card.question) == (CardStatus.SHOWN, "tomorrow", label)
    assert [own.label for own in read_myself(cast.house, cast.phone("phone")).cards] == [made]
    assert _line(cast, label).texts[0].card == made
    before = read_deeds(cast.house, cast.alice)
    assert answers.make_card(cast.house, cast.alice, label, rank) == made
    assert len(_view(cast).cards) == 1
    assert read_deeds(cast.house, cast.alice) == before, "a second tap leaves no line"


@pytest.mark.parametrize("speaks_for", ["client", "employee"])
def test_a_card_from_a_question_about_no_side_is_of_the_side_its_author_speaks_for(
    cast: Cast, speaks_for: str
) -> None:
    cast.send(participants.introduce, Introduction("phone", speaks_for))
    label = _ask(cast, "text")
    made = answers.make_card(cast.house, cast.alice, label, _said(cast, label))
    card = _view(cast).card(made)
    assert card is not None
    assert (card.side, card.step) == (speaks_for, "any")


def test_a_card_made_of_an_answer_is_out_of_the_inbox(cast: Cast) -> None:
    label = _ask(cast, "text")
    rank = _said(cast, label)
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.workshop).values(inbox_first=True))
    made = answers.make_card(cast.house, cast.alice, label, rank)
    assert [card.label for card in _view(cast).shown_cards] == [made]


def test_an_answer_in_words_becomes_its_author_s_idea(cast: Cast) -> None:
    label = _ask(cast, "text")
    rank = _said(cast, label, "Fewer forms")
    made = answers.make_solution(cast.house, cast.alice, label, rank)
    [idea] = _view(cast).solutions
    assert (idea.label, idea.title, idea.topics) == (made, "Fewer forms", ())
    mine = read_myself(cast.house, cast.phone("phone")).solutions
    assert [own.label for own in mine] == [made]
    assert _line(cast, label).texts[0].solution == made
    before = read_deeds(cast.house, cast.alice)
    assert answers.make_solution(cast.house, cast.bob, label, rank) == made
    assert read_deeds(cast.house, cast.alice) == before, "a second tap leaves no line"


def test_what_is_no_answer_in_words_becomes_nothing(cast: Cast) -> None:
    asked = _ask(cast, "text")
    rank = _said(cast, asked)
    other = _ask(cast)
    _answer(cast, "phone", other, "1")
    with glance(cast.house) as connection:
        ranks = connection.scalars(select(tables.answer.c.rank)).all()
    [number] = set(ranks) - {rank}
    for label, of in ((asked, number), (other, rank), (other, number), (asked, 0)):
        with pytest.raises(AnswerUnknown):
            answers.make_card(cast.house, cast.alice, label, of)
        with pytest.raises(AnswerUnknown):
            answers.make_solution(cast.house, cast.alice, label, of)
    with pytest.raises(QuestionUnknown):
        answers.make_card(cast.house, cast.alice, "Q99", rank)
    with pytest.raises(ValueUnknown):
        answers.make_card(cast.house, cast.alice, asked, rank, kind="opinion")


def test_two_facilitators_tap_at_once_and_one_card_and_one_idea_are_made(cast: Cast) -> None:
    label = _ask(cast, "text")
    rank = _said(cast, label)

    def tap(number: int) -> str:
        who = cast.alice if number % 2 else cast.bob
        gesture = answers.make_card if number % 4 < 2 else answers.make_solution
        return gesture(cast.house, who, label, rank)

    made = together(16, tap)
    view = _view(cast)
    assert len(set(made)) == 2
    assert [card.label for card in view.cards] == [made[0]]
    assert [idea.label for idea in view.solutions] == [made[2]]


def test_two_facilitators_who_add_the_same_deck_at_once_add_it_once(cast: Cast) -> None:
    labels = together(8, lambda _: tuple(questions.add_deck(cast.house, cast.bob, "exit")))
    assert set(labels) == {("Q1", "Q2")}
    assert len(_view(cast).questions) == 2


def test_a_hundred_phones_answer_at_once_and_none_is_lost(cast: Cast) -> None:
    label = _ask(cast)
    together(100, lambda n: [_answer(cast, f"phone-{n}", label, str(v)) for v in (-1, 0, 2)])
    line = _line(cast, label)
    assert (line.answers, line.mean, line.spread) == (100, 2.0, (0, 0, 0, 0, 100))
