"""Paper: cards that people without a phone wrote by hand, typed in by the facilitator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.domain.errors import NoCards, StepUnknown, ValueUnknown, at_line
from workshop.domain.gestures import Gesture
from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.domain.words import Kind, Origin, Side
from workshop.services.actors import Facilitating
from workshop.services.cards import store_cards
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, read_steps
from workshop.services.participants import add_voice
from workshop.services.transaction import change


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A sentence from a sheet; ``step``: a step's id, ``any`` or "" for everywhere."""

    text: str
    side: str
    kind: str
    step: str = ANY_STEP


def add_by_hand(
    house: House,
    actor: Facilitating,
    rows: Sequence[PaperCard],
    *,
    one_person: bool,
    speaks_for: str = Side.EMPLOYEE,
) -> list[str]:
    """Cards from paper, marked as such; gives their labels in the order of the rows.

    All or nothing. ``one_person``: the whole sheet is one voice, else each card is its own. They
    go straight to the wall: whoever types them has read them. Raises NoCards, ValueUnknown
    (``speaks_for``); and with ``line`` (from 1) the first row's refusal: ValueUnknown,
    StepUnknown, TextEmpty, TextTooLong.
    """
    if not rows:
        raise NoCards()
    if speaks_for not in tuple(Side):
        raise ValueUnknown(field="speaks_for", value=speaks_for)
    with change(house, actor, Gesture.ADD_BY_HAND) as deed:
        steps = {str(step.id): step.id for step in read_steps(deed.connection, deed.workshop.id)}
        lines: list[dict[str, object]] = []
        for line, row in enumerate(rows, 1):
            with at_line(line):
                lines.append(card_line(row, steps))
        voice = 0
        for values in lines:
            if not (one_person and voice):
                voice = add_voice(deed, speaks_for=Side(speaks_for), origin=Origin.HAND)
            values["participant_id"] = voice
        return store_cards(deed, lines)


def card_line(row: PaperCard, steps: Mapping[str, int]) -> dict[str, object]:
    """What a card says, but who wrote it. ``steps``: ids by how a row calls them.

    Raises ValueUnknown, StepUnknown, TextEmpty, TextTooLong.
    """
    if row.side not in tuple(Side):
        raise ValueUnknown(field="side", value=row.side)
    if row.kind not in tuple(Kind):
        raise ValueUnknown(field="kind", value=row.kind)
    if row.step not in ("", ANY_STEP) and row.step not in steps:
        raise StepUnknown(step=row.step)
    return {
        "side": row.side,
        "kind": row.kind,
        "step_id": steps.get(row.step),
        "text": clean_text(row.text, limit=CARD_LIMIT),
    }
