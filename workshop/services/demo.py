"""The demo workshop: 24 people of an imaginary energy supplier, from cards to actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workshop.domain.codes import card_number
from workshop.domain.words import (
    ActionStatus,
    Aspect,
    CardStatus,
    Deck,
    Phase,
    QuestionStatus,
    Side,
    Source,
    WallPace,
)
from workshop.services.answers import SCALE_LOW
from workshop.services.archive.plan_records import ActionRecord
from workshop.services.archive.records import (
    AnswerRecord,
    Archive,
    CardRecord,
    CauseRecord,
    PersonaRecord,
    QuestionRecord,
    RatingRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    WorkshopRecord,
)
from workshop.services.archive.taking import take_in
from workshop.services.decks import DeckQuestion, deck
from workshop.services.demo_programme import go_on
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.new_workshop import NewWorkshop
from workshop.services.templates import (
    WorkshopDraft,
    demo,
    demo_programme,
    known_language,
    read_draft,
)

SLUG = "demo"


def create_demo(house: House, language: str, owner_id: int | None = None) -> NewWorkshop:
    """A new demo workshop, filled in and standing at the matrix; each call makes another one.

    Due dates count from today. Raises ValueUnknown (language).
    """
    known_language(language)
    room = _archive(house, language, demo(language))
    whole = go_on(room, demo_programme(language), house.clock().date())
    return take_in(house, whole, owner_id=owner_id)


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
    told = _told(language, block)
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
        questions=tuple(_question(number, one, draft) for number, one in enumerate(told, 1)),
        answers=tuple(
            answer
            for number, one in enumerate(told, 1)
            for answer in _answers(house, number, one, people)
        ),
        causes=tuple(
            CauseRecord(
                label=f"R{number}",
                title=cause["title"],
                tag=cause["tag"],
                whys=tuple(cause["whys"]),
                topics=tuple(f"T{topic + 1}" for topic in sorted(cause["topics"])),
            )
            for number, cause in enumerate(block["causes"], 1)
        ),
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What the demo tells of a question: how many of a side gave each value, from -2 to 2."""

    deck: Deck
    question: DeckQuestion
    by: Side
    counts: Sequence[int]
    step: str = ""
    tool: str = ""


def _told(language: str, block: dict[str, Any]) -> list[_Told]:
    """How both sides felt at each step, and how easy the team found some tools."""
    feelings = {
        asked.side: asked
        for asked in deck(Deck.MOOD, language).questions
        if asked.aspect is Aspect.FEELING
    }
    [ease] = deck(Deck.TOOLS, language).questions
    moods = [
        _Told(Deck.MOOD, feelings[side], side, mood[side], step=str(number))
        for number, mood in enumerate(block["moods"], 1)
        for side in Side
    ]
    return moods + [
        _Told(Deck.TOOLS, ease, Side.EMPLOYEE, counts, tool=tool)
        for tool, counts in block["ease"].items()
    ]


def _question(number: int, told: _Told, draft: WorkshopDraft) -> QuestionRecord:
    """Asked, answered and revealed."""
    asked = told.question
    return QuestionRecord(
        label=f"Q{number}",
        deck=told.deck,
        kind=asked.kind,
        text=asked.worded(draft.client_name, draft.team_name, told.tool),
        step=told.step,
        side=asked.side or "",
        aspect=asked.aspect or "",
        horizon=asked.horizon,
        period=asked.period,
        options=(),
        status=QuestionStatus.CLOSED,
        revealed=True,
        about=told.tool,
    )


def _answers(
    house: House, number: int, told: _Told, people: Sequence[VoiceRecord]
) -> list[AnswerRecord]:
    """Each by somebody else among those who speak for that side, drawn by lot."""
    values = [value for value, count in enumerate(told.counts, SCALE_LOW) for _ in range(count)]
    speaking = [person.voice for person in people if person.speaks_for == told.by]
    return [
        AnswerRecord(f"Q{number}", voice, value, "", None, None)
        for voice, value in zip(house.chance.sample(speaking, len(values)), values, strict=True)
    ]


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
