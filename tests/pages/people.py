"""People of the room whom a page's test needs: what their phones send."""

import uuid
from collections.abc import Sequence
from typing import Any

from tests.pages.stage import Stage
from workshop.services import capture
from workshop.services.writer import Apply, Writer

PATIENCE_SECONDS = 10


def send(stage: Stage, apply: Apply, gestures: Sequence[object]) -> list[Any]:
    """What phones send, in order, through a writer of their own; gives the answers."""
    writer = Writer(stage.house)
    try:
        return [
            writer.submit(stage.code, apply, gesture).result(PATIENCE_SECONDS)
            for gesture in gestures
        ]
    finally:
        writer.close()


def send_cards(stage: Stage, n: int, *, token: str = "") -> list[str]:
    """So many cards, each from somebody else or all from ``token``; gives their labels."""
    answers = send(
        stage,
        capture.add_cards,
        [
            capture.CardSent(
                token or f"phone-{number}",
                str(uuid.uuid4()),
                "client",
                "irritant",
                "any",
                f"Phrase {number}",
            )
            for number in range(n)
        ],
    )
    return [receipt.label for receipt in answers]
