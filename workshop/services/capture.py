"""Cards: sent by phones, imported by the facilitator, corrected, withdrawn."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from workshop.domain.codes import card_number
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    IdMalformed,
    PersonaUnknown,
    PhaseClosed,
    QuestionClosed,
    StepUnknown,
    ValueUnknown,
    WorkshopError,
    at_line,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import (
    CARD_LIMIT,
    IMPORTED_CARD_LIMIT,
    TITLE_LIMIT,
    caseless,
    clean_optional,
    clean_text,
)
from workshop.domain.words import (
    CardStatus,
    Horizon,
    JourneyMode,
    Kind,
    Lane,
    QuestionKind,
    QuestionStatus,
    Side,
    Source,
)
from workshop.services.actors import Facilitating
from workshop.services.cards import count_cards, store_cards
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, append_step, read_steps
from workshop.services.participants import add_voice, settle
from workshop.services.templates import StepDraft
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

# Made once: to build a statement costs several times what it costs to run it.
_SENT_BEFORE = select(tables.card.c.card_id, tables.card.c.number).where(
    tables.card.c.workshop_id == bindparam("workshop"),
    tables.card.c.card_id.in_(bindparam("card_ids", expanding=True)),
)
_STEPS = select(tables.step.c.id).where(tables.step.c.workshop_id == bindparam("workshop"))
_NEW_CARDS = insert(tables.card)


@dataclass(frozen=True, slots=True)
class CardSent:
    """A card as a phone sent it: plain values, none of them trusted.

    ``question``: the label of the question that it answers, "" for none. ``persona``: the id of
    whom it is about, "" for nobody in particular.
    """

    token: str = field(repr=False)
    card_id: str
    side: str
    kind: str
    step: str
    text: str
    question: str = ""
    persona: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the phone is told: its own id for the card, and the card's label in the room."""

    card_id: str
    label: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class CardEdit:
    """A participant corrects their own card; ``text`` None withdraws it."""

    token: str = field(repr=False)
    card_id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of an imported file; ``step`` is the step's title, "" for everywhere."""

    text: str
    side: str
    kind: str
    step: str


def add_cards(deed: Deed, gestures: Sequence[CardSent]) -> list[object]:
    """Apply cards in order (for ``Writer.submit``): each gives its Receipt or its refusal.

    A ``card_id`` that is already there gives the same label again and changes nothing.
    While the inbox is on, a card waits in it. A card that answers an open question takes the
    question's step, side and horizon, and is welcome in any phase. A persona of the other side
    is left out: the side has been changed since. Refusals: PhaseClosed, DoorClosed, IdMalformed,
    ValueUnknown, StepUnknown, PersonaUnknown, QuestionClosed, TextEmpty, TextTooLong.
    """
    wanted = [_as_uuid(gesture.card_id) for gesture in gestures]
    there = {
        row.card_id: row.number
        for row in deed.connection.execute(
            _SENT_BEFORE,
            {
                "workshop": deed.workshop.id,
                "card_ids": [card_id for card_id in wanted if card_id],
            },
        )
    }
    steps = {
        str(step_id) for step_id in deed.connection.scalars(_STEPS, {"workshop": deed.workshop.id})
    } | {ANY_STEP}
    asked = _open_questions(deed, gestures)
    personas = _personas(deed, gestures)
    status = CardStatus.WAITING if deed.workshop.inbox_first else CardStatus.SHOWN
    checked: list[WorkshopError | _Checked] = [
        _check(deed, gesture, card_id, steps, there, asked, personas)
        for gesture, card_id in zip(gestures, wanted, strict=True)
    ]
    fresh = [
        gesture.token
        for gesture, found in zip(gestures, checked, strict=True)
        if isinstance(found, _Checked) and found.card_id not in there
    ]
    people = settle(deed, fresh) if fresh else {}
    arrival = deed.workshop.cards_issued
    rows: list[dict[str, object]] = []
    results: list[object] = []
    for gesture, found in zip(gestures, checked, strict=True):
        if isinstance(found, WorkshopError):
            results.append(found)
        elif found.card_id in there:
            results.append(Receipt(gesture.card_id, f"C{there[found.card_id]}", is_new=False))
        elif gesture.token not in people:
            results.append(DoorClosed())
        else:
            number = there[found.card_id] = card_number(deed.workshop.label_seed, arrival)
            arrival += 1
            rows.append(
                {
                    "workshop_id": deed.workshop.id,
                    "card_id": found.card_id,
                    "number": number,
                    "rank": deed.house.draw(),
                    "participant_id": people[gesture.token],
                    "side": found.side,
                    "kind": found.kind,
                    "step_id": found.step_id,
                    "text": found.text,
                    "source": Source.ROOM,
                    "status": status,
                    "question_id": found.question_id,
                    "persona_id": found.persona_id,
                    "horizon": found.horizon,
                    "changed": deed.revision,
                }
            )
            results.append(Done(Receipt(gesture.card_id, f"C{number}", is_new=True)))
    if rows:
        deed.connection.execute(_NEW_CARDS, rows)
        count_cards(deed, arrival)
    return results


@dataclass(frozen=True, slots=True)
class _Checked:
    card_id: str
    side: Side
    kind: Kind
    text: str
    step_id: int | None = None
    question_id: int | None = None
    persona_id: int | None = None
    horizon: Horizon = Horizon.NOW


def _open_questions(deed: Deed, gestures: Sequence[CardSent]) -> dict[str, Any]:
    """The questions on the phones that a card answers, by label; no query when none is named."""
    if not any(gesture.question for gesture in gestures):
        return {}
    question = tables.question
    return {
        f"Q{row.number}": row
        for row in deed.connection.execute(
            select(question).where(
                question.c.workshop_id == deed.workshop.id,
                question.c.kind == QuestionKind.CARD,
                question.c.status == QuestionStatus.OPEN,
            )
        )
    }


def _personas(deed: Deed, gestures: Sequence[CardSent]) -> dict[str, Any]:
    """The personas of the workshop by id; no query when no card is about one."""
    if not any(gesture.persona for gesture in gestures):
        return {}
    persona = tables.persona
    return {
        str(row.id): row
        for row in deed.connection.execute(
            select(persona.c.id, persona.c.side).where(persona.c.workshop_id == deed.workshop.id)
        )
    }


def _check(
    deed: Deed,
    gesture: CardSent,
    card_id: str | None,
    steps: set[str],
    there: dict[str, int],
    asked: dict[str, Any],
    personas: dict[str, Any],
) -> WorkshopError | _Checked:
    if card_id is None:
        return IdMalformed(field="card_id")
    if card_id in there:  # sent again: the answer stays the same, whatever the phase is now
        return _Checked(card_id, Side.CLIENT, Kind.IRRITANT, "")
    question = asked.get(gesture.question)
    if gesture.question and question is None:
        return QuestionClosed(question=gesture.question)
    if question is None and not deed.workshop.may(PhoneGesture.ADD_CARD):
        return PhaseClosed(phase=deed.workshop.phase)
    side = (question.side if question else "") or gesture.side
    step = str(question.step_id) if question and question.step_id else gesture.step
    if side not in tuple(Side):
        return ValueUnknown(field="side", value=side)
    if gesture.kind not in tuple(Kind):
        return ValueUnknown(field="kind", value=gesture.kind)
    if step not in steps:
        return StepUnknown(step=step)
    persona = personas.get(gesture.persona)
    if gesture.persona and persona is None:
        return PersonaUnknown(persona=gesture.persona)
    try:
        text = clean_text(gesture.text, limit=CARD_LIMIT)
    except WorkshopError as refused:
        return refused
    return _Checked(
        card_id,
        Side(side),
        Kind(gesture.kind),
        text,
        step_id=None if step == ANY_STEP else int(step),
        question_id=question.id if question else None,
        persona_id=persona.id if persona and persona.side == side else None,
        horizon=Horizon(question.horizon) if question else Horizon.NOW,
    )


def edit_own_cards(deed: Deed, gestures: Sequence[CardEdit]) -> list[object]:
    """Participants correct or withdraw their own cards while the phase is open.

    A withdrawn card loses its text, its place in a topic and its me-toos for good.
    """
    if not deed.workshop.may(PhoneGesture.ADD_CARD):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    return [_edit_own(deed, gesture, people.get(gesture.token)) for gesture in gestures]


def _edit_own(deed: Deed, gesture: CardEdit, person: int | None) -> object:
    card = tables.card
    row = deed.connection.execute(
        select(card.c.id, card.c.number, card.c.status).where(
            card.c.workshop_id == deed.workshop.id,
            card.c.card_id == (_as_uuid(gesture.card_id) or ""),
            card.c.participant_id == person,
        )
    ).one_or_none()
    if row is None:
        return CardUnknown(card=gesture.card_id)
    answer = Receipt(gesture.card_id, f"C{row.number}", is_new=False)
    if gesture.text is None:
        if row.status == CardStatus.WITHDRAWN:
            return answer
        deed.connection.execute(delete(tables.me_too).where(tables.me_too.c.card_id == row.id))
        values: dict[str, object] = {
            "text": "",
            "status": CardStatus.WITHDRAWN,
            "topic_id": None,
        }
    else:
        if row.status == CardStatus.WITHDRAWN:
            return CardUnknown(card=gesture.card_id)
        try:
            values = {"text": clean_text(gesture.text, limit=CARD_LIMIT)}
        except WorkshopError as refused:
            return refused
        if deed.workshop.inbox_first and row.status == CardStatus.SHOWN:
            values["status"] = CardStatus.WAITING  # what was approved is not what it says now
    deed.connection.execute(
        update(card).where(card.c.id == row.id).values(changed=deed.revision, **values)
    )
    return Done(answer)


def import_cards(
    house: House,
    actor: Facilitating,
    rows: Sequence[CardRow],
    *,
    source: Source = Source.ROOM,
    create_steps: bool = False,
) -> list[str]:
    """Take in cards from a file, each as one voice; gives their labels in the order of the rows.

    All or nothing. Equal texts are kept. ``create_steps`` adds the steps that are missing.
    Raises the first row's refusal with ``line`` (from 1) among its facts: TextEmpty, TextTooLong
    (2,000 characters), ValueUnknown, StepUnknown.
    """
    with change(house, actor, Gesture.IMPORT_CARDS, room=create_steps) as deed:
        steps = {
            caseless(step.client_title): step.id
            for step in reversed(read_steps(deed.connection, deed.workshop.id))
        }
        lines: list[dict[str, object]] = []
        for line, row in enumerate(rows, 1):
            with at_line(line):
                lines.append(_import_line(deed, row, steps, source, create_steps))
        return store_cards(deed, lines)


def _import_line(
    deed: Deed, row: CardRow, steps: dict[str, int], source: Source, create_steps: bool
) -> dict[str, object]:
    if row.side not in tuple(Side):
        raise ValueUnknown(field="side", value=row.side)
    if row.kind not in tuple(Kind):
        raise ValueUnknown(field="kind", value=row.kind)
    text = clean_text(row.text, limit=IMPORTED_CARD_LIMIT)
    title = clean_optional(row.step, limit=TITLE_LIMIT)
    if title and title != ANY_STEP and caseless(title) not in steps:
        if not create_steps:
            raise StepUnknown(step=title)
        steps[caseless(title)] = append_step(deed, new_step(deed, title, row.side))
    return {
        "participant_id": add_voice(
            deed, speaks_for=Side(row.side) if source is Source.DATA else Side.EMPLOYEE
        ),
        "side": row.side,
        "kind": row.kind,
        "step_id": steps.get(caseless(title)),
        "text": text,
        "source": source,
    }


def new_step(deed: Deed, title: str, side: str) -> StepDraft:
    """A step that a file names and nobody has drawn yet: where each side has its own steps, of
    the side that speaks of it first."""
    is_mirror = deed.workshop.mode is JourneyMode.MIRROR
    return StepDraft(title, lane=Lane.BOTH if is_mirror else Lane(side))


def _as_uuid(written: str) -> str | None:
    try:
        return str(uuid.UUID(written))
    except ValueError:
        return None
