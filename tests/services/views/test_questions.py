"""What questions gathered: for the facilitator from the floor on, for phones after the reveal."""

from typing import Any

import pytest

from tests.services.cast import Cast
from workshop.domain.words import Deck, QuestionKind
from workshop.services import (
    answers,
    capture,
    moderation,
    moods,
    participants,
    questions,
    rights,
    workshops,
)
from workshop.services.answers import AnswerSent
from workshop.services.archive.records import FLOOR
from workshop.services.capture import CardEdit, CardSent
from workshop.services.moods import MoodSent
from workshop.services.participants import Introduction
from workshop.services.questions import QuestionDraft
from workshop.services.views.questions import PhoneQuestion, QuestionLine, StepMood
from workshop.services.views.room import read_room
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view


def _ask(cast: Cast, kind: str = "scale", **values: Any) -> str:
    draft = QuestionDraft("How was it?", kind, **values)
    label = questions.add_question(cast.house, cast.alice, draft)
    questions.push_question(cast.house, cast.alice, label)
    return label


def _answer(cast: Cast, label: str, *values: int | str, first: int = 0) -> None:
    """Each by somebody else; words for a question that asks for a sentence."""
    for number, value in enumerate(values, first):
        text = value if isinstance(value, str) and value != "skip" else ""
        sent = AnswerSent(f"phone-{number}", label, "" if text else str(value), text)
        cast.send(answers.answer_questions, sent)


def _line(cast: Cast, label: str) -> QuestionLine:
    line = read_workshop_view(cast.house, cast.alice).question(label)
    assert line is not None
    return line


def _shown(cast: Cast, label: str) -> PhoneQuestion:
    [found] = [one for one in read_room(cast.house, cast.code).questions if one.label == label]
    return found


def _mood(cast: Cast, step: int, side: str, *values: int | str, first: int = 0) -> None:
    for number, value in enumerate(values, first):
        sent = MoodSent(f"phone-{number}", str(step), side, str(value))
        cast.send(moods.set_moods, sent)


def _mood_phase(cast: Cast) -> None:
    """Moods are told, and cards still sent."""
    may = ["mood", "add_card"]
    rights.set_rights(cast.house, cast.alice, "mood", may=may, sees="count")
    workshops.set_phase(cast.house, cast.alice, "mood")


def _moods(cast: Cast) -> tuple[StepMood, ...]:
    return read_workshop_view(cast.house, cast.alice).moods


def test_a_scale_has_its_figures_from_the_floor_on(cast: Cast) -> None:
    label = _ask(cast)
    _answer(cast, label, 2, 2, 1, "skip", -2)
    line = _line(cast, label)
    assert (line.answers, line.skipped, line.below_floor) == (4, 1, True)
    assert (line.mean, line.spread, line.controversy) == (None, (), 0.0)
    _answer(cast, label, 0, first=5)
    line = _line(cast, label)
    assert (line.answers, line.skipped, line.below_floor) == (5, 1, False)
    assert (line.mean, line.spread) == (0.6, (1, 0, 1, 1, 2))
    assert line.controversy == pytest.approx(2 / 5)


def test_a_choice_is_spread_over_its_options(cast: Cast) -> None:
    label = _ask(cast, "choice", options=("Phone", "Desk", "Post"))
    _answer(cast, label, 0, 1, 1, 0, 1)
    line = _line(cast, label)
    assert (line.options, line.spread) == (("Phone", "Desk", "Post"), (2, 3, 0))
    assert (line.mean, line.controversy) == (None, 0.0)


def test_words_are_the_facilitator_s_to_read_at_once_in_random_order(cast: Cast) -> None:
    label = _ask(cast, "text")
    _answer(cast, label, *[f"Answer {number}" for number in range(8)], "skip")
    line = _line(cast, label)
    assert (line.answers, line.skipped, line.spread) == (8, 1, ())
    texts = [one.text for one in line.texts]
    assert sorted(texts) == [f"Answer {number}" for number in range(8)]
    assert texts != sorted(texts)
    assert [one.rank for one in line.texts] == sorted(one.rank for one in line.texts)
    assert {(one.card, one.solution) for one in line.texts} == {(None, None)}


def test_a_removed_device_has_no_word_in_what_a_question_gathered(cast: Cast) -> None:
    scale, words = _ask(cast), _ask(cast, "text")
    questions.push_question(cast.house, cast.alice, scale)
    _answer(cast, scale, *[1] * FLOOR)
    questions.push_question(cast.house, cast.alice, words)
    _answer(cast, words, *["Kind"] * (FLOOR - 1), "Rude")
    _mood_phase(cast)
    _mood(cast, cast.steps[0], "client", *[1] * FLOOR)
    rude = cast.card(f"phone-{FLOOR - 1}")
    cast.send(participants.introduce, Introduction(f"phone-{FLOOR - 1}", "client"))
    assert not _moods(cast)[0].client_by_team
    moderation.remove_device(cast.house, cast.alice, rude, set_cards_aside=False)
    line = _line(cast, scale)
    assert (line.answers, line.below_floor, line.mean) == (FLOOR - 1, True, None)
    assert [answer.text for answer in _line(cast, words).texts] == ["Kind"] * (FLOOR - 1)
    mood = _moods(cast)[0]
    assert (mood.client, mood.client_voices, mood.client_by_team) == (None, FLOOR - 1, True)
    questions.push_question(cast.house, cast.alice, scale)
    questions.reveal_question(cast.house, cast.alice, scale, revealed=True)
    assert not _shown(cast, scale).revealed


def test_a_card_question_counts_the_people_whose_card_is_there(cast: Cast) -> None:
    label = _ask(cast, "card")
    for number, token in enumerate(("one", "one", "two", "gone")):
        card_id = f"00000000-0000-4000-8000-{number:012d}"
        sent = CardSent(token, card_id, "client", "irritant", "any", "x", question=label)
        cast.send(capture.add_cards, sent)
    cast.send(capture.edit_own_cards, CardEdit("gone", card_id, None))
    _answer(cast, label, "skip")
    line = _line(cast, label)
    assert (line.answers, line.skipped, line.below_floor) == (2, 1, True)


def test_phones_see_a_result_after_the_reveal_and_above_the_floor_only(cast: Cast) -> None:
    label = _ask(cast)
    _answer(cast, label, *[1] * FLOOR)
    hidden = _shown(cast, label)
    assert (hidden.revealed, hidden.mean, hidden.spread, hidden.answers) == (False, None, (), 0)
    questions.reveal_question(cast.house, cast.alice, label, revealed=True)
    shown = _shown(cast, label)
    assert (shown.revealed, shown.mean, shown.spread) == (True, 1.0, (0, 0, 0, FLOOR, 0))
    assert shown.answers == FLOOR
    questions.reveal_question(cast.house, cast.alice, label, revealed=False)
    assert _shown(cast, label) == hidden

    workshops.save_settings(cast.house, cast.alice, floor=FLOOR + 1)
    questions.reveal_question(cast.house, cast.alice, label, revealed=True)
    assert _shown(cast, label) == hidden
    assert _line(cast, label).mean is None


def test_the_phase_s_one_button_reveals_its_questions_too(cast: Cast) -> None:
    label = _ask(cast, "choice", options=("Yes", "No"))
    _answer(cast, label, *[0] * FLOOR)
    rights.reveal(cast.house, cast.alice, shown=True)
    assert _shown(cast, label).spread == (FLOOR, 0)
    assert not _line(cast, label).revealed


def test_phones_are_never_sent_the_room_s_answers_in_words(cast: Cast) -> None:
    label = _ask(cast, "text")
    _answer(cast, label, *["Our secret"] * (FLOOR + 1))
    questions.reveal_question(cast.house, cast.alice, label, revealed=True)
    shown = _shown(cast, label)
    assert (shown.revealed, shown.answers, shown.spread) == (True, FLOOR + 1, ())
    assert "secret" not in repr(read_room(cast.house, cast.code))


def test_a_sponsor_is_shown_no_answer(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    label = _ask(cast, "text")
    _answer(cast, label, *["Our secret"] * FLOOR)
    questions.reveal_question(cast.house, cast.alice, label, revealed=True)
    assert "secret" not in repr(read_sponsor_view(cast.house, cast.sam))


def test_a_question_on_the_phones_says_what_it_is_about(cast: Cast) -> None:
    step = str(cast.steps[2])
    label = _ask(cast, "text", step=step, side="employee")
    shown = _shown(cast, label)
    assert (shown.text, shown.deck, shown.kind) == ("How was it?", Deck.OWN, QuestionKind.TEXT)
    assert (shown.step, shown.side, shown.aspect, shown.options) == (step, "employee", None, ())


def test_a_step_s_mood_is_that_of_each_side_from_the_floor_on(cast: Cast) -> None:
    first, second, third = cast.steps
    workshops.set_phase(cast.house, cast.alice, "mood")
    _mood(cast, first, "client", 2, 2, 1, 1, 1)
    _mood(cast, first, "employee", -1, -1, -2, -2, "skip")
    ease = [
        line.label
        for line in read_workshop_view(cast.house, cast.alice).questions
        if line.aspect == "ease" and line.step == str(first)
    ]
    _answer(cast, ease[0], 0, 0, 0, 1, 1)
    assert _moods(cast) == (
        StepMood(
            step=str(first),
            client=1.4,
            client_voices=5,
            client_by_team=True,
            employee=None,
            employee_voices=4,
            ease=0.4,
            ease_voices=5,
        ),
        StepMood(str(second), None, 0, False, None, 0, None, 0),
        StepMood(str(third), None, 0, False, None, 0, None, 0),
    )


def test_a_client_s_mood_is_the_team_s_guess_until_a_client_s_voice_is_heard(cast: Cast) -> None:
    first, second, _ = cast.steps
    workshops.set_phase(cast.house, cast.alice, "mood")
    _mood(cast, first, "client", 1)
    _mood(cast, second, "client", 1)
    cast.send(participants.introduce, Introduction("guest", "client"))
    cast.send(moods.set_moods, MoodSent("guest", str(first), "client", "2"))
    cast.send(moods.set_moods, MoodSent("guest", str(second), "client", "skip"))
    assert [mood.client_by_team for mood in _moods(cast)] == [False, True, False]


def test_only_what_was_asked_has_a_place_in_the_curves(cast: Cast) -> None:
    assert _moods(cast) == ()
    moods.choose_moods(cast.house, cast.alice, [str(cast.steps[1])], ["employee"], four=False)
    assert [mood.step for mood in _moods(cast)] == [str(cast.steps[1])]
    assert [line.label for line in read_workshop_view(cast.house, cast.alice).questions] == ["Q1"]
