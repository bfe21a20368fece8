"""The demo workshop: 24 people of an imaginary energy supplier, from cards to actions."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from workshop.domain.codes import card_number
from workshop.domain.errors import ValueUnknown
from workshop.domain.words import ActionStatus, CardStatus, Phase, Source, WallPace
from workshop.services.archive.records import (
    ActionRecord,
    Archive,
    CardRecord,
    PersonaRecord,
    RatingRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    WorkshopRecord,
)
from workshop.services.archive.taking import take_in
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.templates import LANGUAGES, WorkshopDraft, demo, read_draft
from workshop.services.workshops import NewWorkshop

SLUG = "demo"


def create_demo(house: House, language: str, owner_id: int | None = None) -> NewWorkshop:
    """A new demo workshop, filled in and standing at the matrix; each call makes another one.

    Due dates count from today. Raises ValueUnknown (language).
    """
    if language not in LANGUAGES:
        raise ValueUnknown(field="language", value=language)
    return take_in(house, _archive(house, language, demo(language)), owner_id=owner_id)


def _archive(house: House, language: str, block: dict[str, Any]) -> Archive:
    draft = read_draft(SLUG, block)
    today = house.clock().date()
    people = tuple(
        VoiceRecord(
            voice=house.draw(),
            speaks_for=person["speaks_for"],
            role="" if person["family"] is None else draft.families[person["family"]],
        )
        for person in block["participants"]
    )
    return Archive(
        workshop=_frame(draft, language, today),
        steps=draft.steps,
        personas=tuple(
            PersonaRecord(one.side, one.name, one.description) for one in draft.personas
        ),
        participants=people,
        cards=_cards(house, block, people),
        topics=tuple(
            TopicRecord(label=f"T{number}", title=topic["title"], moved_to=None, because="")
            for number, topic in enumerate(block["topics"], 1)
        ),
        placements=(),
        solutions=tuple(
            SolutionRecord(
                label=f"S{number}",
                title=solution["title"],
                topics=tuple(f"T{topic + 1}" for topic in sorted(solution["topics"])),
                voice=None,
            )
            for number, solution in enumerate(block["solutions"], 1)
        ),
        ratings=tuple(
            rating
            for number, solution in enumerate(block["solutions"], 1)
            for rating in _ballots(house, f"S{number}", solution["ratings"], people)
        ),
        actions=tuple(
            ActionRecord(
                label=f"A{number}",
                what=action["what"],
                owner=action["owner"],
                to_confirm_with="",
                due=today + timedelta(days=action["due_days"]),
                measure=action["measure"],
                status=ActionStatus.OPEN,
                topic=_tied("T", action["topic"]),
                solution=_tied("S", action["solution"]),
            )
            for number, action in enumerate(block["actions"], 1)
        ),
    )


def _frame(draft: WorkshopDraft, language: str, today: date) -> WorkshopRecord:
    return WorkshopRecord(
        code="",
        title=draft.title,
        language=language,
        template=SLUG,
        phase=Phase.MATRIX,
        created_on=today,
        ambition=draft.ambition,
        scope=draft.scope,
        out_of_scope=draft.out_of_scope,
        client_goal=draft.client_goal,
        employee_goal=draft.employee_goal,
        joint_owner=draft.joint_owner,
        client_name=draft.client_name,
        team_name=draft.team_name,
        families=draft.families,
        door_open=True,
        wall_pace=WallPace.BATCHES,
        sponsor_open=False,
        relieve_first=False,
    )


def _cards(
    house: House, block: dict[str, Any], people: Sequence[VoiceRecord]
) -> tuple[CardRecord, ...]:
    """The cards in a random order, with labels dealt as a room's are."""
    topic_of = {
        card: f"T{number}"
        for number, topic in enumerate(block["topics"], 1)
        for card in topic["cards"]
    }
    seed = house.draw()
    cards = [
        CardRecord(
            label=f"C{card_number(seed, index)}",
            side=card["side"],
            kind=card["kind"],
            step=ANY_STEP if card["step"] is None else str(card["step"] + 1),
            text=card["text"],
            source=Source.ROOM,
            status=CardStatus.SHOWN,
            topic=topic_of.get(index),
            voice=people[card["by"]].voice,
            me_too=tuple(people[person].voice for person in card["me_too"]),
            persona=str(card["persona"] + 1) if "persona" in card else None,
        )
        for index, card in enumerate(block["cards"])
    ]
    house.chance.shuffle(cards)
    return tuple(cards)


def _ballots(
    house: House, solution: str, ratings: list[dict[str, Any]], people: Sequence[VoiceRecord]
) -> list[RatingRecord]:
    """Each ballot by somebody else among those who speak for its side, drawn by lot."""
    drawn = house.chance.sample(list(people), len(people))
    ballots = []
    for rating in ratings:
        voter = next(person for person in drawn if person.speaks_for == rating["by"])
        drawn.remove(voter)
        ballots.append(
            RatingRecord(
                solution=solution,
                voice=voter.voice,
                client=rating["client"],
                employee=rating["employee"],
                usability=rating["usability"],
            )
        )
    return ballots


def _tied(letter: str, index: int | None) -> str | None:
    return None if index is None else f"{letter}{index + 1}"
