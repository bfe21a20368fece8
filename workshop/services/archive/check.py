"""What an import must prove before anything is written: each text, range and label."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from workshop.domain.codes import read_room_code
from workshop.domain.errors import (
    FileUnreadable,
    ValueUnknown,
)
from workshop.domain.journey import Persona
from workshop.domain.phases import read_rights
from workshop.domain.text import (
    CARD_LIMIT,
    IMPORTED_CARD_LIMIT,
    NOTE_LIMIT,
    TITLE_LIMIT,
    clean_optional,
    clean_text,
)
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.votes import BUDGET_LIMIT
from workshop.domain.words import (
    QUADRANTS,
    Aspect,
    CardStatus,
    Deck,
    Effect,
    Horizon,
    JourneyMode,
    Kind,
    Lane,
    Moderation,
    Origin,
    Period,
    Phase,
    Quadrant,
    QuestionKind,
    QuestionStatus,
    SetAside,
    Side,
    Source,
    Subject,
    WallPace,
)
from workshop.services.actions import ActionDraft, clean_action
from workshop.services.answers import SCALE_HIGH, SCALE_LOW
from workshop.services.archive import causes, rounds, sameness
from workshop.services.archive.proofs import (
    at,
    distinct,
    each,
    labelled,
    once,
    one_of,
    there,
    within,
)
from workshop.services.archive.records import (
    ActionRecord,
    AnswerRecord,
    Archive,
    BallotRecord,
    CardRecord,
    LinkRecord,
    MergedRecord,
    MirrorRecord,
    ModerationRecord,
    PersonaRecord,
    PlacementRecord,
    QuestionRecord,
    RatingRecord,
    RightsRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    VoteRecord,
    WorkshopRecord,
)
from workshop.services.house import RANDOM_LIMIT
from workshop.services.journeys import ANY_STEP, clean_step
from workshop.services.personas import MOST_PERSONAS, clean_persona
from workshop.services.questions import FEWEST_OPTIONS, MOST_OPTIONS
from workshop.services.rows import LOWEST_FLOOR
from workshop.services.templates import LANGUAGES, StepDraft
from workshop.services.workshops import FAMILIES_LIMIT, MOST_FLOOR, NAME_LIMIT

T = TypeVar("T")

EARLIEST = date(2000, 1, 1)
TEMPLATE_LIMIT = 40
MOST_CODES, MOST_CODES_IN_ALL = 10_000, 100_000
"""Of one round, and of all of them."""


def check(archive: Archive) -> Archive:
    """The archive with every text cleaned, every range kept and every label pointing somewhere.

    Raises FileUnreadable with ``reason`` (duplicate, dangling, or the code of the rule broken) and
    ``place``, such as ``cards[3]``, counted from 0 as in the file.
    """
    with at("workshop"):
        workshop = _workshop(archive.workshop)
    steps = each("steps", archive.steps, clean_step)
    voices = {person.voice for person in archive.participants}
    topics = {topic.label for topic in archive.topics}
    merged = {topic.label for topic in archive.merged}
    solutions = {solution.label for solution in archive.solutions}
    step_names = {str(number) for number in range(1, len(steps) + 1)} | {ANY_STEP}
    cards = {card.label for card in archive.cards}
    questions = {question.label: question for question in archive.questions}
    votes = {vote.label: vote for vote in archive.votes}
    checked = Archive(
        workshop=workshop,
        steps=steps,
        topics=each("topics", archive.topics, _topic),
        participants=each("participants", archive.participants, _voice),
        cards=each(
            "cards",
            archive.cards,
            lambda card: _card(
                card, voices, topics, step_names, questions, _of_side(archive.personas)
            ),
        ),
        placements=each("placements", archive.placements, lambda move: _placement(move, topics)),
        solutions=each(
            "solutions", archive.solutions, lambda solution: _solution(solution, voices, topics)
        ),
        ratings=each("ratings", archive.ratings, lambda rating: _rating(rating, voices, solutions)),
        actions=each("actions", archive.actions, lambda action: _action(action, topics, solutions)),
        merged=each("merged", archive.merged, lambda gone: _merged(gone, topics)),
        mirrors=each(
            "mirrors", archive.mirrors, lambda said: _mirror(said, voices, topics | merged)
        ),
        questions=each(
            "questions", archive.questions, lambda question: _question(question, step_names)
        ),
        answers=each(
            "answers",
            archive.answers,
            lambda answer: _answer(answer, voices, questions, cards, solutions),
        ),
        votes=each(
            "votes", archive.votes, lambda vote: _vote(vote, votes, voices, topics, solutions)
        ),
        ballots=each(
            "ballots",
            archive.ballots,
            lambda ballot: _ballot(ballot, voices, votes, topics, solutions),
        ),
        moderation=each("moderation", archive.moderation, lambda line: _moderation(line, cards)),
        links=each("links", archive.links, lambda link: _link(link, steps)),
        personas=_personas(archive.personas),
        same=each("same", archive.same, lambda said: sameness.check(said, voices, cards)),
        topic_rounds=each(
            "topic_rounds", archive.topic_rounds, lambda held: rounds.check_round(held, topics)
        ),
        topic_ratings=each(
            "topic_ratings",
            archive.topic_ratings,
            lambda rating: rounds.check_rating(
                rating, {held.number for held in archive.topic_rounds}, voices, topics | merged
            ),
        ),
        causes=each("causes", archive.causes, lambda cause: causes.check(cause, topics)),
    )
    once("participants", (person.voice for person in checked.participants))
    once("cards", (card.label for card in checked.cards))
    once("topics", (topic.label for topic in checked.topics))
    once("merged", (topic.label for topic in checked.merged))
    once("solutions", (solution.label for solution in checked.solutions))
    once("ratings", ((rating.solution, rating.voice) for rating in checked.ratings))
    once("actions", (action.label for action in checked.actions))
    once("mirrors", ((said.topic, said.voice, said.side) for said in checked.mirrors))
    once("questions", (question.label for question in checked.questions))
    once("answers", ((answer.question, answer.voice) for answer in checked.answers))
    once("votes", (vote.label for vote in checked.votes))
    once("ballots", ((one.session, one.voice, one.target) for one in checked.ballots))
    once("links", ((link.client, link.employee) for link in checked.links))
    once("same", ((said.a, said.b, said.voice) for said in checked.same))
    once("topic_rounds", (held.number for held in checked.topic_rounds))
    once("topic_ratings", ((one.round, one.topic, one.voice) for one in checked.topic_ratings))
    once("causes", (cause.label for cause in checked.causes))
    _banks(checked, votes)
    _slips(checked)
    _one_open(checked)
    _unmixed(checked)
    return checked


def _banks(archive: Archive, votes: Mapping[str, VoteRecord]) -> None:
    """Nobody has spent more than the budget of a round. Raises FileUnreadable."""
    spent: Counter[tuple[str, int]] = Counter()
    for index, ballot in enumerate(archive.ballots):
        spent[ballot.session, ballot.voice] += ballot.points
        with at(f"ballots[{index}]"):
            within("points", spent[ballot.session, ballot.voice], 1, votes[ballot.session].budget)


def _slips(archive: Archive) -> None:
    """All rounds together: each slip is a row, which a small file could ask for by the million.

    Raises FileUnreadable.
    """
    printed = 0
    for index, vote in enumerate(archive.votes):
        printed += vote.codes
        with at(f"votes[{index}]"):
            within("codes", printed, 0, MOST_CODES_IN_ALL)


def _one_open(archive: Archive) -> None:
    """One vote takes points at a time, one round takes ratings, the ratings of one place.

    Raises FileUnreadable.
    """
    for name, flag, marked in (
        ("votes", "is_open", [vote.is_open for vote in archive.votes]),
        ("topic_rounds", "is_open", [held.is_open for held in archive.topic_rounds]),
        ("topic_rounds", "in_use", [held.in_use for held in archive.topic_rounds]),
    ):
        for index in [index for index, is_marked in enumerate(marked) if is_marked][1:]:
            raise FileUnreadable(reason="duplicate", place=f"{name}[{index}]", value=flag)


def _unmixed(archive: Archive) -> None:
    """Two lanes over one list of steps, or two life cycles: never both. Raises FileUnreadable."""
    is_mirror = archive.workshop.mode == JourneyMode.MIRROR
    for index, step in enumerate(archive.steps):
        if (step.lane is Lane.BOTH) is not is_mirror:
            raise FileUnreadable(reason="value_unknown", place=f"steps[{index}]", value=step.lane)


def _workshop(record: WorkshopRecord) -> WorkshopRecord:
    code = read_room_code(record.code) or ""
    if code != record.code.upper():
        raise ValueUnknown(field="code", value=record.code)
    one_of("language", record.language, LANGUAGES)
    one_of("phase", record.phase, tuple(Phase))
    one_of("wall_pace", record.wall_pace, tuple(WallPace))
    one_of("mode", record.mode, tuple(JourneyMode))
    if record.created_on < EARLIEST:
        raise ValueUnknown(field="created_on", value=record.created_on.isoformat())
    families = tuple(clean_text(family, limit=NAME_LIMIT) for family in record.families)
    distinct("families", families)
    within("families", len(families), 0, FAMILIES_LIMIT)
    distinct("rights", tuple(rights.phase for rights in record.rights))
    within("floor", record.floor, LOWEST_FLOOR, MOST_FLOOR)
    return replace(
        record,
        code=code,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        template=(
            None
            if record.template is None
            else clean_optional(record.template, limit=TEMPLATE_LIMIT)
        ),
        ambition=clean_optional(record.ambition, limit=NOTE_LIMIT),
        scope=clean_optional(record.scope, limit=NOTE_LIMIT),
        out_of_scope=clean_optional(record.out_of_scope, limit=NOTE_LIMIT),
        client_goal=clean_optional(record.client_goal, limit=NOTE_LIMIT),
        employee_goal=clean_optional(record.employee_goal, limit=NOTE_LIMIT),
        joint_owner=clean_optional(record.joint_owner, limit=NOTE_LIMIT),
        client_name=clean_text(record.client_name, limit=NAME_LIMIT),
        team_name=clean_text(record.team_name, limit=NAME_LIMIT),
        families=families,
        rights=tuple(_rights(rights) for rights in record.rights),
        moderation_rule=clean_optional(record.moderation_rule, limit=CARD_LIMIT),
    )


def _link(record: LinkRecord, steps: tuple[StepDraft, ...]) -> LinkRecord:
    """A step of each life cycle. Raises a WorkshopError."""
    for place, lane in ((record.client, Lane.CLIENT), (record.employee, Lane.EMPLOYEE)):
        there(place, {str(number) for number, step in enumerate(steps, 1) if step.lane is lane})
    return record


def _of_side(personas: tuple[PersonaRecord, ...]) -> dict[str, str]:
    """The side of each persona, by what cards call it."""
    return {str(place): persona.side for place, persona in enumerate(personas, 1)}


def _personas(records: tuple[PersonaRecord, ...]) -> tuple[PersonaRecord, ...]:
    """At most five a side. Raises FileUnreadable."""
    so_far: Counter[str] = Counter()

    def clean(record: PersonaRecord) -> PersonaRecord:
        one_of("side", record.side, tuple(Side))
        so_far[record.side] += 1
        within("personas", so_far[record.side], 0, MOST_PERSONAS)
        persona = clean_persona(
            Persona(Side(record.side), record.name, record.description), Side(record.side)
        )
        return replace(record, name=persona.name, description=persona.description)

    return each("personas", records, clean)


def _rights(record: RightsRecord) -> RightsRecord:
    one_of("phase", record.phase, tuple(Phase))
    rights = read_rights(record.may, record.sees)
    return replace(record, may=tuple(sorted(rights.may)))


def _voice(record: VoiceRecord) -> VoiceRecord:
    within("voice", record.voice, 1, RANDOM_LIMIT - 1)
    one_of("speaks_for", record.speaks_for, tuple(Side))
    one_of("origin", record.origin, set(Origin) - {Origin.GONE})
    return replace(record, role=clean_optional(record.role, limit=NAME_LIMIT))


def _card(
    record: CardRecord,
    voices: set[int],
    topics: set[str],
    step_names: set[str],
    questions: Collection[str],
    personas: Mapping[str, str],
) -> CardRecord:
    labelled(record.label, "C")
    one_of("side", record.side, tuple(Side))
    one_of("kind", record.kind, tuple(Kind))
    one_of("source", record.source, tuple(Source))
    # A withdrawn card left no text to take in.
    one_of("status", record.status, set(CardStatus) - {CardStatus.WITHDRAWN})
    one_of("horizon", record.horizon, tuple(Horizon))
    one_of("set_aside", record.set_aside, {"", *SetAside})
    one_of("mirror", record.mirror or Effect.NONE, tuple(Effect))
    there(record.question, questions)
    there(record.step, step_names)
    there(record.topic, topics)
    there(record.persona, {place for place, side in personas.items() if side == record.side})
    for voice in (record.voice, *record.me_too):
        there(voice, voices)
    distinct("me_too", (record.voice, *record.me_too))
    return replace(
        record,
        text=clean_text(record.text, limit=IMPORTED_CARD_LIMIT),
        provenance=clean_optional(record.provenance, limit=TITLE_LIMIT),
    )


def _topic(record: TopicRecord) -> TopicRecord:
    labelled(record.label, "T")
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        because=_reason(record.moved_to, record.because),
    )


def _merged(record: MergedRecord, topics: set[str]) -> MergedRecord:
    labelled(record.label, "T")
    there(record.into, topics)
    if record.label in topics:
        raise FileUnreadable(reason="duplicate", value=record.label)
    return replace(record, title=clean_text(record.title, limit=TITLE_LIMIT))


def _placement(record: PlacementRecord, topics: set[str]) -> PlacementRecord:
    there(record.topic, topics)
    one_of("computed", record.computed, tuple(Quadrant))
    return replace(record, because=_reason(record.moved_to, record.because))


def _reason(moved_to: str | None, because: str) -> str:
    if moved_to is None:
        return clean_optional(because, limit=NOTE_LIMIT)
    one_of("moved_to", moved_to, QUADRANTS)
    return clean_text(because, limit=NOTE_LIMIT)


def _solution(record: SolutionRecord, voices: set[int], topics: set[str]) -> SolutionRecord:
    labelled(record.label, "S")
    there(record.voice, voices)
    for topic in record.topics:
        there(topic, topics)
    distinct("topics", record.topics)
    return replace(record, title=clean_text(record.title, limit=CARD_LIMIT))


def _rating(record: RatingRecord, voices: set[int], solutions: set[str]) -> RatingRecord:
    there(record.solution, solutions)
    there(record.voice, voices)
    within("client", record.client, RATING_LOW, RATING_HIGH)
    within("employee", record.employee, RATING_LOW, RATING_HIGH)
    within("usability", record.usability, RATING_LOW, RATING_HIGH)
    return record


def _action(record: ActionRecord, topics: set[str], solutions: set[str]) -> ActionRecord:
    labelled(record.label, "A")
    there(record.topic, topics)
    there(record.solution, solutions)
    cleaned = clean_action(
        ActionDraft(
            what=record.what,
            owner=record.owner,
            to_confirm_with=record.to_confirm_with,
            due=record.due,
            measure=record.measure,
            status=record.status,
        )
    )
    return replace(
        record,
        what=str(cleaned["what"]),
        owner=str(cleaned["owner"]),
        to_confirm_with=str(cleaned["to_confirm_with"]),
        measure=str(cleaned["measure"]),
    )


def _mirror(record: MirrorRecord, voices: set[int], topics: set[str]) -> MirrorRecord:
    there(record.topic, topics)
    there(record.voice, voices)
    one_of("side", record.side, tuple(Side))
    one_of("value", record.value, tuple(Effect))
    return record


def _question(record: QuestionRecord, step_names: set[str]) -> QuestionRecord:
    labelled(record.label, "Q")
    one_of("deck", record.deck, tuple(Deck))
    one_of("kind", record.kind, tuple(QuestionKind))
    one_of("step", record.step, {"", *step_names} - {ANY_STEP})
    one_of("side", record.side, {"", *Side})
    one_of("aspect", record.aspect, {"", *Aspect})
    one_of("horizon", record.horizon, tuple(Horizon))
    one_of("period", record.period, tuple(Period))
    one_of("status", record.status, tuple(QuestionStatus))
    options = tuple(clean_text(option, limit=TITLE_LIMIT) for option in record.options)
    fewest, most = (FEWEST_OPTIONS, MOST_OPTIONS) if record.kind == QuestionKind.CHOICE else (0, 0)
    within("options", len(options), fewest, most)
    distinct("options", options)
    return replace(
        record,
        text=clean_text(record.text, limit=CARD_LIMIT),
        options=options,
        about=clean_optional(record.about, limit=TITLE_LIMIT),
    )


def _answer(
    record: AnswerRecord,
    voices: set[int],
    questions: Mapping[str, QuestionRecord],
    cards: set[str],
    solutions: set[str],
) -> AnswerRecord:
    there(record.question, questions)
    there(record.voice, voices)
    there(record.card, cards)
    there(record.solution, solutions)
    asked = questions[record.question]
    text = record.text
    if text is None:
        there(record.card or "", cards)
    else:
        text = clean_optional(text, limit=CARD_LIMIT)
    rated = asked.kind in (QuestionKind.SCALE, QuestionKind.CHOICE)
    told = text != "" and asked.kind != QuestionKind.TEXT
    if told or (record.value is not None and not rated):
        raise FileUnreadable(reason="wrong_type")
    if record.value is not None:
        low, high = SCALE_LOW, SCALE_HIGH
        if asked.kind == QuestionKind.CHOICE:
            low, high = 0, len(asked.options) - 1
        within("value", record.value, low, high)
    return replace(record, text=text)


def _vote(
    record: VoteRecord,
    votes: Mapping[str, VoteRecord],
    voices: set[int],
    topics: set[str],
    solutions: set[str],
) -> VoteRecord:
    labelled(record.label, "V")
    one_of("subject", record.subject, tuple(Subject))
    for target in record.chosen:
        there(target, topics if record.subject == Subject.TOPICS else solutions)
    distinct("chosen", record.chosen)
    within("budget", record.budget, 1, BUDGET_LIMIT)
    within("cap", record.cap, 1, record.budget)
    alike = {vote.label for vote in votes.values() if vote.subject == record.subject}
    there(record.follows, alike - {record.label})
    for voice in record.coded:
        there(voice, voices)
    distinct("coded", record.coded)
    within("codes", record.codes, len(record.coded), MOST_CODES)
    if record.is_open and record.revealed:
        raise ValueUnknown(field="revealed", value=record.label)
    return replace(record, title=clean_optional(record.title, limit=TITLE_LIMIT))


def _ballot(
    record: BallotRecord,
    voices: set[int],
    votes: Mapping[str, VoteRecord],
    topics: set[str],
    solutions: set[str],
) -> BallotRecord:
    there(record.session, votes)
    there(record.voice, voices)
    session = votes[record.session]
    there(record.target, topics if session.subject == Subject.TOPICS else solutions)
    within("points", record.points, 1, session.budget)
    return record


def _moderation(record: ModerationRecord, cards: set[str]) -> ModerationRecord:
    there(record.card, cards)
    one_of("deed", record.deed, tuple(Moderation))
    one_of("reason", record.reason, {"", *SetAside})
    return replace(record, note=clean_optional(record.note, limit=CARD_LIMIT))
