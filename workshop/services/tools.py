"""How easy the team finds its tools: phones rate each one by its name, as they rate a mood."""

from collections.abc import Sequence

from sqlalchemy import select, update

from workshop.domain.errors import ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Deck, QuestionStatus
from workshop.services.actors import Facilitating
from workshop.services.decks import deck
from workshop.services.house import House
from workshop.services.questions import row_of_deck, store_questions
from workshop.services.transaction import Deed, change
from workshop.storage import tables


def ask_tools(house: House, actor: Facilitating, tools: Sequence[str]) -> None:
    """Ask how easy these tools are to work with, and no others; an empty list asks about none.

    Answers given before stay. Raises ValueUnknown (``tool``) for one that no step names.
    """
    wanted = list(dict.fromkeys(tools))
    question = tables.question
    with change(house, actor, Gesture.ASK_TOOLS, room=True) as deed:
        _check_named(deed, wanted)
        of_tools = (question.c.workshop_id == deed.workshop.id, question.c.deck == Deck.TOOLS)
        there = set(deed.connection.scalars(select(question.c.about).where(*of_tools)))
        for which, status in (
            (question.c.about.in_(wanted), QuestionStatus.OPEN),
            (question.c.about.not_in(wanted), QuestionStatus.CLOSED),
        ):
            deed.connection.execute(update(question).where(*of_tools, which).values(status=status))
        _store(deed, [tool for tool in wanted if tool not in there])


def _check_named(deed: Deed, tools: Sequence[str]) -> None:
    step, tool = tables.step, tables.step_tool
    named = set(
        deed.connection.scalars(
            select(tool.c.name).join(step).where(step.c.workshop_id == deed.workshop.id)
        )
    )
    for name in tools:
        if name not in named:
            raise ValueUnknown(field="tool", value=name)


def _store(deed: Deed, tools: Sequence[str]) -> None:
    if not tools:
        return
    [asked] = deck(Deck.TOOLS, deed.workshop.language).questions
    rows = [row_of_deck(deed, Deck.TOOLS, asked, None, tool=tool) for tool in tools]
    store_questions(deed, rows, QuestionStatus.OPEN)
