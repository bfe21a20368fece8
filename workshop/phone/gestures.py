"""Each POST of the contract: what it reads, which service applies it, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from workshop.phone.bodies import Fields
from workshop.services import (
    answers,
    ballots,
    capture,
    me_too,
    mirror,
    moods,
    participants,
    ratings,
    rounds,
    same,
    slips,
    solutions,
    timer,
)
from workshop.services.help import HelpSent, offer_help
from workshop.services.writer import Apply


@dataclass(frozen=True, slots=True)
class Gesture:
    """One POST of the contract: what it asks of the services, and what it answers.

    ``noun``: whose pace it keeps. ``place``: where on the page its refusals are shown, which is
    also where a plain form comes back to.
    """

    noun: str
    apply: Apply
    read: Callable[[Request, str, Fields], Any]
    answer: Callable[[Any], tuple[dict[str, object], int]]
    place: Callable[[Request, Fields], str]


def _read_card(request: Request, token: str, fields: Fields) -> capture.CardSent:
    return capture.CardSent(
        token,
        fields.one("card_id"),
        fields.one("side"),
        fields.one("kind"),
        fields.one("step"),
        fields.one("text"),
        fields.one("question"),
        fields.one("persona"),
    )


def _read_edit(request: Request, token: str, fields: Fields) -> capture.CardEdit:
    return capture.CardEdit(token, request.path_params["card_id"], fields.one("text"))


def _read_withdrawal(request: Request, token: str, fields: Fields) -> capture.CardEdit:
    return capture.CardEdit(token, request.path_params["card_id"], None)


def _read_me_too(request: Request, token: str, fields: Fields) -> me_too.MeToo:
    return me_too.MeToo(token, fields.one("card"), _is_wanted(fields))


def _is_wanted(fields: Fields) -> bool:
    return fields.one("wanted", "yes") not in ("no", "0", "false")


def _read_introduction(request: Request, token: str, fields: Fields) -> participants.Introduction:
    return participants.Introduction(
        token,
        fields.one("speaks_for"),
        fields.one("role"),
        origin=fields.one("origin"),
        where=fields.one("where"),
    )


def _read_solution(request: Request, token: str, fields: Fields) -> solutions.SolutionSent:
    return solutions.SolutionSent(
        token,
        fields.one("solution_id"),
        fields.one("text"),
        _labels(fields, "topics"),
        _labels(fields, "causes"),
    )


def _labels(fields: Fields, name: str) -> tuple[str, ...]:
    """Labels, each in a field of this name or several in one, with commas."""
    sent = (label.strip() for value in fields.all(name) for label in value.split(","))
    return tuple(label for label in sent if label)


def _read_help(request: Request, token: str, fields: Fields) -> HelpSent:
    solution, on = _offer(fields)
    return HelpSent(token, solution, fields.one("name"), on not in ("no", "0", "false"))


def _offer(fields: Fields) -> tuple[str, str]:
    """The idea and "yes" or "no"; the buttons of a plain form say both in one: ``S3 yes``."""
    solution, _, on = fields.one("on").rpartition(" ")
    return fields.one("solution", solution), on


def _read_points(request: Request, token: str, fields: Fields) -> ballots.PointsGiven:
    target, points = _given(fields)
    return ballots.PointsGiven(token, fields.one("session"), target, points)


def _given(fields: Fields) -> tuple[str, str]:
    """The target and its total; the buttons of a plain form say both in one: ``T3 2``."""
    target, _, points = fields.one("give").partition(" ")
    return fields.one("target", target), fields.one("points", points)


def _read_code(request: Request, token: str, fields: Fields) -> slips.ClaimCode:
    return slips.ClaimCode(token, fields.one("session"), fields.one("code"))


def _read_mirror(request: Request, token: str, fields: Fields) -> mirror.MirrorSent:
    return mirror.MirrorSent(
        token,
        fields.one("value"),
        topic=fields.one("topic"),
        card=fields.one("card"),
        side=fields.one("side"),
    )


def _read_place(request: Request, token: str, fields: Fields) -> rounds.PlacingSent:
    return rounds.PlacingSent(
        token, fields.one("topic"), fields.one("client"), fields.one("employee")
    )


def _read_same(request: Request, token: str, fields: Fields) -> same.SameSent:
    return same.SameSent(token, fields.one("a"), fields.one("b"), fields.one("value"))


def _read_mood(request: Request, token: str, fields: Fields) -> moods.MoodSent:
    return moods.MoodSent(token, fields.one("step"), fields.one("side"), fields.one("value"))


def _read_answer(request: Request, token: str, fields: Fields) -> answers.AnswerSent:
    return answers.AnswerSent(
        token, fields.one("question"), fields.one("value"), fields.one("text")
    )


def _read_rating(request: Request, token: str, fields: Fields) -> ratings.RatingSent:
    benefit, effort = _ends(fields, "benefit"), _ends(fields, "effort")
    return ratings.RatingSent(
        token,
        fields.one("solution"),
        fields.one("client"),
        fields.one("employee"),
        fields.one("usability"),
        fields.one("suppliers"),
        fields.one("citizens"),
        *benefit,
        *effort,
    )


def _ends(fields: Fields, name: str) -> tuple[str, str]:
    """Both ends of a range: as they are named, else the first and the last number ticked."""
    ticked = sorted(fields.all(name)) or [""]
    return fields.one(f"{name}_low", ticked[0]), fields.one(f"{name}_high", ticked[-1])


def _read_ready(request: Request, token: str, fields: Fields) -> timer.Ready:
    return timer.Ready(token, _is_wanted(fields))


def _card_receipt(receipt: capture.Receipt) -> tuple[dict[str, object], int]:
    status = 201 if receipt.is_new else 200
    return {"card_id": receipt.card_id, "label": receipt.label}, status


def _solution_receipt(receipt: solutions.SolutionReceipt) -> tuple[dict[str, object], int]:
    status = 201 if receipt.is_new else 200
    return {"solution_id": receipt.solution_id, "label": receipt.label}, status


def _as_it_is(told: dict[str, object]) -> tuple[dict[str, object], int]:
    return told, 200


def _at(name: str, *fields: str) -> Callable[[Request, Fields], str]:
    """The place of a form: its name, then the values of these fields, as in ``votes:T3``."""

    def place(request: Request, sent: Fields) -> str:
        return ":".join([name, *(sent.one(field) for field in fields)])

    return place


def _at_own_card(request: Request, sent: Fields) -> str:
    return str(request.path_params["card_id"])


def _at_target(request: Request, sent: Fields) -> str:
    return f"votes:{_given(sent)[0]}"


def _at_offer(request: Request, sent: Fields) -> str:
    return f"help:{_offer(sent)[0]}"


def _at_mirror(request: Request, sent: Fields) -> str:
    return f"mirror:{sent.one('topic') or sent.one('card')}"


GESTURES = {
    "/cards": Gesture("cards", capture.add_cards, _read_card, _card_receipt, _at("cards")),
    "/cards/{card_id}": Gesture(
        "own", capture.edit_own_cards, _read_edit, _card_receipt, _at_own_card
    ),
    "/cards/{card_id}/withdraw": Gesture(
        "own", capture.edit_own_cards, _read_withdrawal, _card_receipt, _at_own_card
    ),
    "/me": Gesture("me", participants.introduce, _read_introduction, _as_it_is, _at("me")),
    "/me-too": Gesture("near", me_too.say_me_too, _read_me_too, _as_it_is, _at("near")),
    "/solutions": Gesture(
        "solutions", solutions.add_solutions, _read_solution, _solution_receipt, _at("solutions")
    ),
    "/votes": Gesture("votes", ballots.give_points, _read_points, _as_it_is, _at_target),
    "/votes/code": Gesture("code", slips.claim_codes, _read_code, _as_it_is, _at("code")),
    "/same": Gesture("same", same.answer_same, _read_same, _as_it_is, _at("same", "a", "b")),
    "/mirror": Gesture("mirror", mirror.answer_mirror, _read_mirror, _as_it_is, _at_mirror),
    "/places": Gesture(
        "places", rounds.give_places, _read_place, _as_it_is, _at("places", "topic")
    ),
    "/moods": Gesture(
        "moods", moods.set_moods, _read_mood, _as_it_is, _at("moods", "step", "side")
    ),
    "/answers": Gesture(
        "answers", answers.answer_questions, _read_answer, _as_it_is, _at("answers", "question")
    ),
    "/ratings": Gesture(
        "ratings", ratings.rate_solutions, _read_rating, _as_it_is, _at("ratings", "solution")
    ),
    "/help": Gesture("help", offer_help, _read_help, _as_it_is, _at_offer),
    "/ready": Gesture("ready", timer.say_ready, _read_ready, _as_it_is, _at("ready")),
}
"""By what follows ``/j/{code}`` in the address."""
