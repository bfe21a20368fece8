"""What phones answer, for tests of the pages that ask them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.pages.stage import Stage
from workshop.domain.gestures import Gesture
from workshop.domain.words import QuestionStatus
from workshop.services import answers, ballots, participants, questions
from workshop.services.transaction import Deed, change


def phones(stage: Stage, gesture: Any, sent: Sequence[Any]) -> None:
    """Apply gestures of phones as their writer does; none may be refused."""
    with change(stage.house, stage.console, Gesture.FRAME) as deed:
        for result in _applied(deed, gesture, sent):
            if isinstance(result, Exception):
                raise result


def _applied(deed: Deed, gesture: Any, sent: Sequence[Any]) -> list[object]:
    results: list[object] = gesture(deed, sent)
    return results


def ask_nothing_yet(stage: Stage) -> Stage:
    """The same workshop before any question was asked in it."""
    for line in stage.view.questions:
        questions.remove_question(stage.house, stage.console, line.label)
    return stage


def speak_for_clients(stage: Stage, people: int) -> None:
    """The first phones speak for the clients."""
    phones(
        stage,
        participants.introduce,
        [participants.Introduction(f"phone-{n}", "client") for n in range(people)],
    )


def answer(stage: Stage, label: str, values: Sequence[str] = (), texts: Sequence[str] = ()) -> None:
    """One phone after another answers a question."""
    sent = [
        *(answers.AnswerSent(f"phone-{n}", label, value=value) for n, value in enumerate(values)),
        *(answers.AnswerSent(f"phone-{n}", label, text=text) for n, text in enumerate(texts)),
    ]
    phones(stage, answers.answer_questions, sent)


def give(stage: Stage, session: str, *given: Mapping[str, int]) -> None:
    """One phone after another gives its points."""
    phones(
        stage,
        ballots.give_points,
        [
            ballots.PointsGiven(f"phone-{n}", session, target, str(points))
            for n, ballot in enumerate(given)
            for target, points in ballot.items()
        ],
    )


def asked(stage: Stage) -> list[str]:
    """The labels of the questions that are on the phones."""
    return [
        question.label
        for question in stage.view.questions
        if question.status is QuestionStatus.OPEN
    ]
