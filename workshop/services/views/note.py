"""The note on data: what a workshop keeps of people, as its settings of today have it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workshop.domain.words import Deck, QuestionStatus
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.model import ModelNotice, model_notice
from workshop.services.transaction import Deed, snapshot
from workshop.settings import Keeping, read_settings
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Note:
    """The facts of which the note is written.

    ``run_by``: the address of the account it belongs to, "" without one. ``tools``: phones are
    asked how easy tools are. ``own_file``: the database is a file of this computer; else a server.
    ``mails``: people may be sent their actions. ``helpers``: people who gave their name to help.
    ``people``: named for the plan.
    """

    code: str
    title: str
    language: str
    client_name: str
    team_name: str
    run_by: str
    families: tuple[str, ...]
    nicknames: bool
    tools: bool
    inbox_first: bool
    moderation_rule: str
    floor: int
    sponsor_open: bool
    sealed: bool
    own_file: bool
    mails: bool
    helpers: int
    people: int
    model: ModelNotice
    keeping: Keeping


def read_note(house: House, actor: Facilitating) -> Note:
    """Raises WorkshopUnknown for whoever does not facilitate it."""
    settings = read_settings()
    with snapshot(house, actor) as seen:
        workshop, connection = seen.workshop, seen.connection
        account, person = tables.account, tables.person
        run_by = connection.scalar(select(account.c.email).where(account.c.id == workshop.owner_id))
        people = connection.scalar(select(func.count()).where(person.c.workshop_id == workshop.id))
        tools, helpers = _asks_of_tools(seen), _count_helpers(seen)
    return Note(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        run_by=run_by or "",
        families=tuple(workshop.families),
        nicknames=workshop.nicknames,
        tools=tools,
        inbox_first=workshop.inbox_first,
        moderation_rule=workshop.moderation_rule,
        floor=workshop.floor,
        sponsor_open=workshop.sponsor_open,
        sealed=workshop.is_sealed,
        own_file=house.database.is_sqlite,
        mails=settings.mail is not None,
        helpers=helpers,
        people=people or 0,
        model=model_notice(),
        keeping=settings.keeping,
    )


def _asks_of_tools(seen: Deed) -> bool:
    question = tables.question
    found = select(func.count()).where(
        question.c.workshop_id == seen.workshop.id,
        question.c.deck == Deck.TOOLS,
        question.c.status == QuestionStatus.OPEN,
    )
    return bool(seen.connection.scalar(found))


def _count_helpers(seen: Deed) -> int:
    solution, offer = tables.solution, tables.help_offer
    found = select(func.count()).select_from(offer.join(solution))
    here = found.where(solution.c.workshop_id == seen.workshop.id)
    return seen.connection.scalar(here) or 0
