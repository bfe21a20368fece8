"""Each POST of the contract: what it reads, which service applies it, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from workshop.phone.bodies import Fields
from workshop.services import capture, participants, solutions
from workshop.services.writer import Apply


@dataclass(frozen=True, slots=True)
class Gesture:
    """One POST of the contract: what it asks of the services, and what it answers.

    ``place``: where on the page its refusals are shown.
    """

    place: str
    apply: Apply
    read: Callable[[Request, str, Fields], Any]
    answer: Callable[[Any], tuple[dict[str, object], int]]


def _read_card(request: Request, token: str, fields: Fields) -> capture.CardSent:
    return capture.CardSent(
        token,
        fields.one("card_id"),
        fields.one("side"),
        fields.one("kind"),
        fields.one("step"),
        fields.one("text"),
    )


def _read_edit(request: Request, token: str, fields: Fields) -> capture.CardEdit:
    return capture.CardEdit(token, request.path_params["card_id"], fields.one("text"))


def _read_withdrawal(request: Request, token: str, fields: Fields) -> capture.CardEdit:
    return capture.CardEdit(token, request.path_params["card_id"], None)


def _read_me_too(request: Request, token: str, fields: Fields) -> capture.MeToo:
    wanted = fields.one("wanted", "yes") not in ("no", "0", "false")
    return capture.MeToo(token, fields.one("card"), wanted)


def _read_introduction(request: Request, token: str, fields: Fields) -> participants.Introduction:
    return participants.Introduction(token, fields.one("speaks_for"), fields.one("role"))


def _read_solution(request: Request, token: str, fields: Fields) -> solutions.SolutionSent:
    labels = tuple(
        label.strip()
        for value in fields.all("topics")
        for label in value.split(",")
        if label.strip()
    )
    return solutions.SolutionSent(token, fields.one("solution_id"), fields.one("text"), labels)


def _card_receipt(receipt: capture.Receipt) -> tuple[dict[str, object], int]:
    status = 201 if receipt.is_new else 200
    return {"card_id": receipt.card_id, "label": receipt.label}, status


def _solution_receipt(receipt: solutions.SolutionReceipt) -> tuple[dict[str, object], int]:
    status = 201 if receipt.is_new else 200
    return {"solution_id": receipt.solution_id, "label": receipt.label}, status


def _as_it_is(told: dict[str, object]) -> tuple[dict[str, object], int]:
    return told, 200


GESTURES = {
    "/cards": Gesture("cards", capture.add_cards, _read_card, _card_receipt),
    "/cards/{card_id}": Gesture("own", capture.edit_own_cards, _read_edit, _card_receipt),
    "/cards/{card_id}/withdraw": Gesture(
        "own", capture.edit_own_cards, _read_withdrawal, _card_receipt
    ),
    "/me": Gesture("me", participants.introduce, _read_introduction, _as_it_is),
    "/me-too": Gesture("near", capture.say_me_too, _read_me_too, _as_it_is),
    "/solutions": Gesture("solutions", solutions.add_solutions, _read_solution, _solution_receipt),
}
"""By what follows ``/j/{code}`` in the address."""
