"""The sheets of paper that were typed in, for the page that types them and takes them back."""

from dataclasses import dataclass

from sqlalchemy import select

from workshop.domain.paper import SheetKind
from workshop.domain.words import Aspect, Deck, QuestionStatus, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.moods import steps_to_feel
from workshop.services.participants import PAPER_MARK
from workshop.services.transaction import Deed, snapshot
from workshop.services.views.workshop import TopicLine, WorkshopView
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet, in the order in which they were typed. ``made``: labels of its cards or ideas.

    A sheet is no record of its own: it is what the marks of its voices say.
    """

    sheet_id: str
    kind: SheetKind
    voices: int
    made: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedSheets:
    revision: int
    sheets: tuple[SheetLine, ...]


def read_typed_sheets(house: House, actor: Facilitating) -> TypedSheets:
    """All sheets that were typed in, the last one last. Raises WorkshopUnknown."""
    person = tables.participant
    with snapshot(house, actor) as seen:
        rows = seen.connection.execute(
            select(person.c.id, person.c.key_hash)
            .where(
                person.c.workshop_id == seen.workshop.id,
                person.c.key_hash.startswith(PAPER_MARK),
            )
            .order_by(person.c.id)
        ).all()
        made = _made(seen, [row.id for row in rows])
    voices: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        _, sheet_id, kind, _ = row.key_hash.split(":")
        voices.setdefault((sheet_id, kind), []).append(row.id)
    return TypedSheets(
        seen.workshop.revision,
        tuple(
            SheetLine(
                sheet_id,
                SheetKind(kind),
                len(people),
                tuple(label for person_id in people for label in made.get(person_id, ())),
            )
            for (sheet_id, kind), people in voices.items()
        ),
    )


def steps_of_moods(view: WorkshopView) -> list[str]:
    """The ids of the steps whose mood phones are asked, else of those they would be asked."""
    asked = {
        question.step
        for question in view.questions
        if question.deck is Deck.MOOD
        and question.aspect is Aspect.FEELING
        and question.status is QuestionStatus.OPEN
    }
    if not asked:
        return [str(step.id) for step in steps_to_feel(view.steps)]
    everywhere = [ANY_STEP] if "" in asked else []
    return [*everywhere, *(str(step.id) for step in view.steps if str(step.id) in asked)]


def mirror_asks(view: WorkshopView) -> list[tuple[TopicLine, tuple[Side, ...]]]:
    """Topics of whose cards one side says nothing, and that side; all and both without any such.

    By their cards alone: what one table answers takes no topic off the next one's sheet.
    """
    told = {card.label: card.side for card in view.room_cards}
    topics = sorted(view.topics, key=lambda topic: int(topic.label[1:]))
    silent = [
        (topic, tuple(side for side in Side if side not in {told.get(c) for c in topic.cards}))
        for topic in topics
    ]
    return [(topic, sides) for topic, sides in silent if sides] or [
        (topic, tuple(Side)) for topic in topics
    ]


def _made(seen: Deed, people: list[int]) -> dict[int, list[str]]:
    """By voice: the labels of its cards and of its ideas."""
    made: dict[int, list[str]] = {}
    for letter, table in (("C", tables.card), ("S", tables.solution)):
        for row in seen.connection.execute(
            select(table.c.participant_id, table.c.number)
            .where(table.c.workshop_id == seen.workshop.id, table.c.participant_id.in_(people))
            .order_by(table.c.number)
        ):
            made.setdefault(row.participant_id, []).append(f"{letter}{row.number}")
    return made
