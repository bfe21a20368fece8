"""Sheets of paper typed in: each is a gesture of its own, counted like what phones send.

A sheet is known by the id that its form gave it: typed in twice it is there once, and it can be
taken back whole. Its voices bear that id in place of a cookie's hash, until the workshop is sealed.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    IdMalformed,
    NumberOutOfRange,
    PaperEmpty,
    PaperUnknown,
    TargetUnknown,
    TopicUnknown,
    ValueUnknown,
    VoteBudgetSpent,
    VoteCapReached,
    VoteClosed,
    at_line,
)
from workshop.domain.gestures import Gesture
from workshop.domain.paper import MOST_VOICES, SheetKind, spread_out, voices_of
from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.domain.votes import deal_points
from workshop.domain.words import CardStatus, Effect, Origin, Side, Subject
from workshop.services.actors import Facilitating
from workshop.services.answers import SCALE_HIGH, SCALE_LOW
from workshop.services.ballots import find_target, save_ballots
from workshop.services.cards import store_cards
from workshop.services.house import House
from workshop.services.journeys import read_steps, step_finder
from workshop.services.labels import SOLUTION, find_id
from workshop.services.moods import put_moods
from workshop.services.paper import PaperCard, card_line
from workshop.services.paper_rows import (
    KINDS,
    IdeaRow,
    MirrorRow,
    MoodRow,
    PointsRow,
    Row,
    Sheet,
    WeighRow,
)
from workshop.services.participants import PAPER_MARK, add_voice
from workshop.services.questions import one_of
from workshop.services.ratings import RatingDraft, clean_rating
from workshop.services.rows import Round
from workshop.services.solutions import store_solution
from workshop.services.standing import Standing, read_standing, tell_choosers
from workshop.services.transaction import Deed, change
from workshop.services.votes import check_number, find_vote, targets_of
from workshop.storage import tables

EFFECTS = (Effect.IRRITANT, Effect.NONE, Effect.ENCHANTMENT)
"""The columns of a mirror sheet, in their order."""


def type_sheet(house: House, actor: Facilitating, sheet: Sheet) -> int:
    """Take in a sheet, all of it or nothing, whatever the phase; gives how many voices it is.

    The same sheet again changes nothing. Raises PaperEmpty, IdMalformed, ValueUnknown
    (``speaks_for``), NumberOutOfRange (``voters``), VoteUnknown, VoteClosed (revealed); and with
    ``line`` (from 1) the first row's refusal: TextEmpty, TextTooLong, StepUnknown, ValueUnknown,
    TopicUnknown, SolutionUnknown, TargetUnknown, NumberOutOfRange, VoteCapReached,
    VoteBudgetSpent.
    """
    if not sheet.rows:
        raise PaperEmpty()
    kind = KINDS[type(sheet.rows[0])]
    mark = _mark(sheet.sheet_id)
    one_of("speaks_for", sheet.speaks_for, Side)
    check_number("voters", sheet.voters, high=MOST_VOICES)
    with change(house, actor, Gesture.TYPE_SHEET) as deed:
        there = _people(deed, sheet.sheet_id)
        if there:
            return len(there)
        typed = _Typed(deed, sheet, f"{mark}:{kind}")
        _TAKE[kind](typed)
        if not typed.voices:
            raise PaperEmpty()
        deed.trace.says(after=kind)
        return len(typed.voices)


def remove_sheet(house: House, actor: Facilitating, sheet_id: str) -> None:
    """Take a sheet back: its cards as if withdrawn, its ideas with their ballots, its strokes.

    Raises PaperUnknown, IdMalformed, and VoteClosed for points that were revealed: what the room
    was told does not change behind its back.
    """
    person, card, solution = tables.participant, tables.card, tables.solution
    with change(house, actor, Gesture.REMOVE_SHEET) as deed:
        people = _people(deed, sheet_id)
        if not people:
            raise PaperUnknown()
        _refuse_revealed(deed, people)
        _withdraw_cards(deed, card.c.participant_id.in_(people))
        if deed.connection.execute(
            delete(solution).where(solution.c.participant_id.in_(people))
        ).rowcount:
            tell_choosers(deed)
        silent = ~exists().where(card.c.participant_id == person.c.id)
        # With a voice go its answers, its points and its ratings.
        deed.connection.execute(delete(person).where(person.c.id.in_(people), silent))
        # The rows of cards stay, as those of withdrawn ones do, and so does whose they were.
        deed.connection.execute(
            update(person)
            .where(person.c.id == bindparam("voice_id"))
            .values(origin=Origin.GONE, removed=True, key_hash=bindparam("mark")),
            [{"voice_id": voice, "mark": secrets.token_hex(32)} for voice in people],
        )


def _refuse_revealed(deed: Deed, people: Sequence[int]) -> None:
    ballot, vote = tables.ballot, tables.vote_session
    number = deed.connection.scalar(
        select(vote.c.number)
        .join_from(ballot, vote, ballot.c.session_id == vote.c.id)
        .where(ballot.c.participant_id.in_(people), vote.c.revealed.is_(True))
        .limit(1)
    )
    if number is not None:
        raise VoteClosed(session=f"V{number}")


def _withdraw_cards(deed: Deed, theirs: ColumnElement[bool]) -> None:
    card = tables.card
    ids = select(card.c.id).where(theirs)
    for table in (tables.me_too, tables.moderation):
        deed.connection.execute(delete(table).where(table.c.card_id.in_(ids)))
    deed.connection.execute(
        update(card)
        .where(theirs)
        .values(text="", status=CardStatus.WITHDRAWN, topic_id=None, changed=deed.revision)
    )


def _mark(sheet_id: str) -> str:
    try:
        return f"{PAPER_MARK}{uuid.UUID(sheet_id).hex}"
    except ValueError as error:
        raise IdMalformed(field="sheet_id") from error


def _people(deed: Deed, sheet_id: str) -> list[int]:
    """The ids of the voices of a sheet, none when it was not typed in."""
    person = tables.participant
    return list(
        deed.connection.scalars(
            select(person.c.id).where(
                person.c.workshop_id == deed.workshop.id,
                person.c.key_hash.startswith(_mark(sheet_id)),
            )
        )
    )


@dataclass(slots=True)
class _Typed:
    """A sheet on its way into an open change; ``voices``: the ids of those that were made."""

    deed: Deed
    sheet: Sheet
    mark: str
    voices: list[int] = field(default_factory=list)

    def each(self, take: Callable[[Row], object]) -> None:
        """``take`` for each row; its refusal says which line it was."""
        for line, row in enumerate(self.sheet.rows, 1):
            with at_line(line):
                take(row)

    def speak(self, count: int = 1) -> list[int]:
        """Make so many voices. A table is one voice; a heap of strokes or votes is nobody's."""
        origin = Origin.TABLE if self.sheet.table and count == 1 else Origin.HAND
        for _ in range(count):
            voice = add_voice(
                self.deed,
                speaks_for=Side(self.sheet.speaks_for),
                origin=origin,
                mark=f"{self.mark}:{len(self.voices)}",
            )
            self.voices.append(voice)
        return self.voices


# --- each kind of sheet -----------------------------------------------------------------------


def _take_cards(typed: _Typed) -> None:
    deed = typed.deed
    steps = {str(step.id): step.id for step in read_steps(deed.connection, deed.workshop.id)}
    cards: list[dict[str, object]] = []

    def take(row: Row) -> None:
        assert isinstance(row, PaperCard)
        cards.append(card_line(row, steps))

    typed.each(take)
    voices = typed.speak(len(cards) if typed.sheet.apart else 1)
    whose = voices if typed.sheet.apart else voices * len(cards)
    store_cards(
        deed,
        [{**card, "participant_id": who} for card, who in zip(cards, whose, strict=True)],
    )


def _take_moods(typed: _Typed) -> None:
    find = step_finder(typed.deed)
    rows: dict[tuple[int | None, str], tuple[int, ...]] = {}

    def take(row: Row) -> None:
        assert isinstance(row, MoodRow)
        side = one_of("side", row.side, Side)
        key = (find(row.step), side)
        if key in rows:  # one voice would answer twice
            raise ValueUnknown(field="step", value=row.step)
        _check_counts(row.counts, SCALE_HIGH - SCALE_LOW + 1)
        rows[key] = row.counts

    typed.each(take)
    voices = typed.speak(voices_of(list(rows.values())))
    said = [
        (voices[place], step, side, value + SCALE_LOW)
        for (step, side), counts in rows.items()
        for place, value in enumerate(spread_out(counts))
    ]
    put_moods(typed.deed, said)


def _take_mirror(typed: _Typed) -> None:
    deed = typed.deed
    topics = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
    rows: dict[tuple[int, str], tuple[int, ...]] = {}

    def take(row: Row) -> None:
        assert isinstance(row, MirrorRow)
        key = (_topic(topics, row.topic), one_of("side", row.side, Side))
        if key in rows:  # one voice would answer twice
            raise ValueUnknown(field="topic", value=row.topic)
        _check_counts(row.counts, len(EFFECTS))
        rows[key] = row.counts

    typed.each(take)
    voices = typed.speak(voices_of(list(rows.values())))
    answers = [
        {
            "workshop_id": deed.workshop.id,
            "participant_id": voices[place],
            "topic_id": topic,
            "side": side,
            "value": EFFECTS[value],
        }
        for (topic, side), counts in rows.items()
        for place, value in enumerate(spread_out(counts))
    ]
    if answers:
        deed.connection.execute(insert(tables.mirror), answers)


def _take_votes(typed: _Typed) -> None:
    deed, voters = typed.deed, typed.sheet.voters
    found = find_vote(deed, typed.sheet.session)
    if found.revealed:
        raise VoteClosed(session=found.label)
    targets = targets_of(deed, [found])[found.id]
    given: dict[int, int] = {}

    def take(row: Row) -> None:
        assert isinstance(row, PointsRow)
        _give(row, found, targets, given, voters)

    typed.each(take)
    if not sum(given.values()):
        return
    people = typed.speak(voters)
    ballots = deal_points(given, voters)
    save_ballots(
        deed,
        found,
        {
            (person, target): points
            for person, ballot in zip(people, ballots, strict=True)
            for target, points in ballot.items()
        },
    )


def _give(
    row: PointsRow, found: Round, targets: Standing, given: dict[int, int], voters: int
) -> None:
    """Count a row in. Raises TargetUnknown, NumberOutOfRange, VoteCapReached, VoteBudgetSpent."""
    target = find_target(targets, row.target)
    if target is None:
        raise TargetUnknown(target=row.target)
    check_number("points", row.points, low=0, high=found.budget * voters)
    left = found.budget * voters - sum(given.values())
    given[target] = given.get(target, 0) + row.points
    if given[target] > found.cap * voters:
        raise VoteCapReached(cap=found.cap * voters)
    if row.points > left:
        raise VoteBudgetSpent(budget=found.budget * voters, left=left)


def _take_ideas(typed: _Typed) -> None:
    [voice] = typed.speak()

    def take(row: Row) -> None:
        assert isinstance(row, IdeaRow)
        store_solution(
            typed.deed,
            clean_text(row.text, limit=CARD_LIMIT),
            [row.topic] if row.topic else [],
            solution_id=typed.deed.house.new_uuid(),
            person=voice,
        )

    typed.each(take)
    tell_choosers(typed.deed)


def _take_ratings(typed: _Typed) -> None:
    [voice] = typed.speak()
    rated: set[int] = set()

    def take(row: Row) -> None:
        assert isinstance(row, WeighRow)
        solution = find_id(typed.deed, SOLUTION, row.solution)
        if solution in rated:  # one voice would rate twice
            raise ValueUnknown(field="solution", value=row.solution)
        rated.add(solution)
        typed.deed.connection.execute(
            insert(tables.rating).values(
                solution_id=solution,
                participant_id=voice,
                rank=typed.deed.house.draw(),
                **clean_rating(RatingDraft(row.client, row.employee, row.usability)),
            )
        )

    typed.each(take)


_TAKE: Mapping[SheetKind, Callable[[_Typed], None]] = {
    SheetKind.CARDS: _take_cards,
    SheetKind.MOOD: _take_moods,
    SheetKind.MIRROR: _take_mirror,
    SheetKind.VOTE: _take_votes,
    SheetKind.IDEAS: _take_ideas,
    SheetKind.WEIGH: _take_ratings,
}


def _check_counts(counts: Sequence[int], columns: int) -> None:
    """Raises NumberOutOfRange (``marks``) unless each column has a whole number of strokes."""
    if len(counts) != columns:
        raise NumberOutOfRange(field="marks", low=columns, high=columns)
    for count in counts:
        check_number("marks", count, low=0, high=MOST_VOICES)
    check_number("marks", sum(counts), low=0, high=MOST_VOICES)


def _topic(topics: Standing, label: str) -> int:
    number = read_label(label, topics.letter)
    if number is None or number not in topics.by_number:
        raise TopicUnknown(topic=label)
    return topics.by_number[number]
