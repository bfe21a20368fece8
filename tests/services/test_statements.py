"""A list takes as many statements with three items as with one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.cast import Cast, Clock
from workshop.domain.errors import TopicRoundClosed, TopicRoundUnknown
from workshop.domain.journey import Channel, Kpi, Persona
from workshop.domain.ranking import Mark
from workshop.domain.words import Lane, Side
from workshop.services import (
    actions,
    answers,
    ballots,
    board,
    capture,
    causes,
    commitments,
    decisions,
    domains,
    evidence,
    handling,
    journeys,
    lanes,
    measures,
    meetings,
    moderation,
    moods,
    paper,
    people,
    personas,
    pilots,
    projects,
    questions,
    ratings,
    readiness,
    readings,
    replay,
    rights,
    roadmap,
    rounds,
    signin,
    slips,
    solutions,
    suggesting,
    tools,
    topics,
    votes,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Named
from workshop.services.answers import AnswerSent, answer_questions
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.board import ItemDraft, Qualification
from workshop.services.capture import CardRow
from workshop.services.commitments import CommitmentDraft
from workshop.services.digest import read_digest
from workshop.services.domains import DomainDraft
from workshop.services.downloads import language_of
from workshop.services.evidence import EvidenceDraft
from workshop.services.handling import say_of_action
from workshop.services.help import HelpSent, offer_help
from workshop.services.lexicons import read_lexicon
from workshop.services.measures import MeasureDraft
from workshop.services.meetings import MeetingDraft
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.moods import MoodSent, set_moods
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import IdeaRow, Sheet
from workshop.services.paper_sheets import type_sheet
from workshop.services.participants import Introduction, introduce
from workshop.services.people import PersonDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.questions import QuestionDraft
from workshop.services.readiness import ReadinessDraft
from workshop.services.readings import ReadingDraft
from workshop.services.rounds import PlacingSent, give_places
from workshop.services.same import SameSent, answer_same
from workshop.services.slips import ClaimCode, claim_codes
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.stakeholders import rank_solutions
from workshop.services.suggesting import Accepted, read_suggestion
from workshop.services.templates import StepDraft
from workshop.services.timer import Ready, say_ready
from workshop.services.views.board import read_board
from workshop.services.views.compare import read_comparison
from workshop.services.views.compass import read_compass
from workshop.services.views.dated_actions import read_dated_actions
from workshop.services.views.deeds import read_deeds
from workshop.services.views.follow import read_follow
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.history import read_history
from workshop.services.views.home import read_home
from workshop.services.views.lens import Lens, read_lens
from workshop.services.views.map import map_of
from workshop.services.views.measures import read_measures
from workshop.services.views.mine import read_mine
from workshop.services.views.note import read_note
from workshop.services.views.paper_sheets import read_typed_sheets
from workshop.services.views.people import read_people
from workshop.services.views.pilots import read_pilots
from workshop.services.views.projects import read_charter, read_projects_view
from workshop.services.views.ranking import read_ranking
from workshop.services.views.receipt import read_receipt
from workshop.services.views.roadmap import read_roadmap
from workshop.services.views.room import read_myself, read_room, read_said
from workshop.services.views.search import read_search
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.trail import read_web
from workshop.services.views.workshop import read_script_view, read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage.engine import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that were sent inside."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def _fill(cast: Cast, n: int) -> None:
    """One more of everything that can be in a list."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "capture")
    full = StepDraft(
        f"Step {n}",
        "Our side",
        moment_of_truth=True,
        front=("Host",),
        back=("IT",),
        channels=(Channel("Phone"),),
        tools=("CRM", f"Diary {n}"),
        kpis=(Kpi("Calls"),),
    )
    step = journeys.add_step(house, alice, full)
    people = [Persona(Side.CLIENT, f"Persona {number}") for number in range(n + 1)]
    personas.save_personas(house, alice, "client", people)
    mine = cast.card("me", step=step)
    others = cast.cards(5, step=step, text="Waiting at the counter")
    others.append(cast.card(step=step, side="employee"))
    cast.me_too("me", others[0])
    topic = topics.make_topic(house, alice, title=f"Topic {n}", cards=[mine, *others])
    topics.place_topics(house, alice, {topic: "priority"}, because="because")
    workshops.set_phase(house, alice, "ideate")
    cast.send(add_solutions, SolutionSent("me", _uuid(n), "Idea", (topic,)))
    cause = causes.add_cause(house, alice, title="Because", topics=[topic])
    idea = solutions.add_solution(
        house, alice, title="Idea", topics=[topic], causes=[cause], ticks=["simple"]
    )
    for token in ("me", "you"):
        cast.send(offer_help, HelpSent(token, idea, "Ada"))
    solutions.focus_topic(house, alice, topic)
    ratings.rate(house, alice, idea, by="client", client=1, employee=0, usability=0)
    _rank(cast, n, idea)
    actions.add_action(house, alice, ActionDraft("Do", f"Owner {n}", topic=topic, solution=idea))
    handling.say_of_action(house, alice, f"A{n}", "Half way")
    causes.add_cause(house, alice, title="Why", tag="tool", whys=["So"], topics=[topic])
    _plan(cast, n)
    _follow(cast, n)
    _rate_topics(cast, topic)
    _vote(cast, topic, idea)
    _answer_the_mirror(cast, n)
    _answer_questions(cast, n)
    _measure(cast)
    _moderate(cast, step)
    workshops.duplicate(house, alice, title=f"Copy {n}")


def _plan(cast: Cast, n: int) -> None:
    """A domain, a project with all it lists, and an action that waits for another one."""
    house, alice = cast.house, cast.alice
    domains.add_domain(house, alice, DomainDraft(f"Domain {n}"))
    first, second = (actions.add_action(house, alice, ActionDraft(what)) for what in "ab")
    roadmap.need_action(house, alice, second, first)
    roadmap.place_action(house, alice, second, "short", f"Domain {n}")
    draft = ProjectDraft(
        f"Project {n}",
        domain=f"Domain {n}",
        criteria=tuple(f"So {number}" for number in range(n)),
        phases=tuple(PhaseDraft(f"Phase {number}") for number in range(n)),
        actions=(first, second),
    )
    projects.add_project(house, alice, draft)


def _follow(cast: Cast, n: int) -> None:
    """A point, an item that was decided, one that waits, a question, a look and a proof more."""
    house, alice = cast.house, cast.alice
    day = house.clock().date() - timedelta(days=n)
    meetings.add_meeting(house, alice, MeetingDraft("weekly", day, "So"))
    for decision in ("accepted", ""):
        item = board.add_item(house, alice, ItemDraft(f"New {n} {decision}"))
        board.qualify_item(house, alice, item, Qualification(2))
        if decision:
            board.decide_item(house, alice, item, decision, held_on=day)
    asked = [decisions.ask_decision(house, alice, f"May we {n} {what}?") for what in "ab"]
    decisions.answer_decision(house, alice, asked[0], "Yes", held_on=day)
    readiness.record_readiness(house, alice, ReadinessDraft(day))
    commitments.add_commitment(house, alice, CommitmentDraft("team", f"Team {n}", "So"))
    evidence.add_evidence(house, alice, EvidenceDraft("So", day, action=f"A{n}"))
    evidence.set_badges(house, alice, wanted=True)


def _rank(cast: Cast, n: int, idea: str) -> None:
    """A stakeholder more, with an action, a word on it, and marks."""
    draft = PersonDraft("Ann" if n == 1 else f"Person {n}", ranks=True)
    label = people.add_person(cast.house, cast.alice, draft)
    actor = Named(cast.code, people.new_person_link(cast.house, cast.alice, label))
    rank_solutions(cast.house, actor, {idea: Mark(3, 3)})
    mine = ActionDraft(
        "Do", "Ann", due=cast.house.clock().date(), measure="m", status="open", quadrant="priority"
    )
    say_of_action(cast.house, cast.alice, actions.add_action(cast.house, cast.alice, mine), "So")


def _measure(cast: Cast) -> None:
    """A measure of each side, read for the programme, and a pilot judged by both."""
    house, alice, day = cast.house, cast.alice, cast.house.clock().date()
    labels = tuple(measures.add_measure(house, alice, MeasureDraft(side, "Ease")) for side in Side)
    pilot = pilots.add_pilot(house, alice, PilotDraft("Try", measures=labels))
    for label in labels:
        readings.record_reading(house, alice, ReadingDraft(label, "follow", day, mean=1))
        for moment in ("before", "after"):
            reading = ReadingDraft(label, moment, day, pilot=pilot, values="1 2 3 4 5 6 7 8")
            readings.record_reading(house, alice, reading)
    pilots.decide_pilot(house, alice, pilot, decision="stop", because="So")


def _rate_topics(cast: Cast, topic: str) -> None:
    """A round that places topics, and one that phones answer still."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "matrix")
    with suppress(TopicRoundUnknown, TopicRoundClosed):
        rounds.close_topic_round(house, alice)
    for _ in range(2):
        rounds.open_topic_round(house, alice)
        cast.send(give_places, PlacingSent("me", topic, "1", "-1"))
        rounds.close_topic_round(house, alice)
    rounds.reopen_topic_round(house, alice)


def _vote(cast: Cast, topic: str, idea: str) -> None:
    """Two rounds on topics, of which the second follows the first, and one on ideas, revealed;
    then one that stays open, with codes."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "vote")
    held = read_workshop_view(house, alice).open_vote
    if held is not None:
        votes.close_vote(house, alice, held.label)
    follows = None
    for subject, target in (("topics", topic), ("topics", topic), ("solutions", idea)):
        new = NewVote(subject=subject, follows=follows if subject == "topics" else None)
        follows = votes.open_vote(house, alice, new)
        cast.send(give_points, PointsGiven("me", follows, target, "1"))
        ballots.vote_by_hand(house, alice, follows, {target: 1})
        votes.reveal_vote(house, alice, follows)
    label = votes.open_vote(house, alice, NewVote(with_codes=True))
    code, _ = slips.new_codes(house, alice, label, 2)
    cast.send(claim_codes, ClaimCode("me", label, code))
    cast.send(give_points, PointsGiven("me", label, topic, "1"))


def _answer_the_mirror(cast: Cast, n: int) -> None:
    """About one's own card, and about a topic of which one side has spoken."""
    workshops.set_phase(cast.house, cast.alice, "capture")
    mine = cast.card("me")
    topic = topics.make_topic(cast.house, cast.alice, title=f"One side {n}", cards=[mine])
    cast.send(answer_mirror, MirrorSent("me", "irritant", card=mine))
    workshops.set_phase(cast.house, cast.alice, "group")
    cast.send(answer_mirror, MirrorSent("me", "irritant", topic=topic))


def _answer_questions(cast: Cast, n: int) -> None:
    """Moods, levels and tools of every step, the exit vote, and a question whose answer became a
    card and an idea."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "close")
    steps = [str(step.id) for step in read_room(house, cast.code).steps]
    moods.choose_moods(house, alice, steps)
    moods.ask_expectations(house, alice, steps, ("client", "employee"))
    tools.ask_tools(house, alice, ["CRM", *(f"Diary {number + 1}" for number in range(n))])
    workshops.set_phase(house, alice, "mood")
    for asked in read_workshop_view(house, alice).questions:
        if asked.about or asked.aspect in moods.COMPARED:
            cast.send(answer_questions, AnswerSent("me", asked.label, "1"))
    for side in ("client", "employee"):
        cast.send(set_moods, MoodSent("me", steps[-1], side, "1"))
    label = questions.add_question(house, alice, QuestionDraft(f"Why {n}?", "text"))
    questions.push_question(house, alice, label)
    cast.send(answer_questions, AnswerSent("me", label, text="Because"))
    line = read_workshop_view(house, alice).question(label)
    assert line is not None
    answers.make_card(house, alice, label, line.texts[0].rank)
    answers.make_solution(house, alice, label, line.texts[0].rank)
    questions.reveal_question(house, alice, label, revealed=True)


def _moderate(cast: Cast, step: int) -> None:
    house, alice = cast.house, cast.alice
    row = PaperCard("By hand", "client", "irritant", str(step))
    for written in (row, IdeaRow("On paper")):
        sheet = Sheet(str(house.new_uuid()), (written,))
        type_sheet(house, alice, sheet)
    for label in paper.add_by_hand(house, alice, [row, row], one_person=False):
        moderation.set_aside(house, alice, label, reason="twice")
    moderation.park(house, alice, label)


def _uuid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012d}"


def _reads(cast: Cast) -> dict[str, Callable[[], object]]:
    house, me = cast.house, cast.phone("me")
    browser = signin.who_is(house, cast.alice.token)
    assert browser is not None
    person = Named(cast.code, people.new_person_link(house, cast.alice, "P1"))
    last = str(read_room(house, cast.code).steps[-1].id)
    return {
        "workshop": lambda: read_workshop_view(house, cast.alice),
        "script": lambda: read_script_view(house, cast.alice),
        "board": lambda: read_board(house, cast.alice),
        "board since": lambda: read_board(house, cast.alice, since=1),
        "sponsor": lambda: read_sponsor_view(house, cast.sam),
        "sponsor's board": lambda: read_board(house, cast.sam, since=1),
        "home": lambda: read_home(house, browser),
        "note": lambda: read_note(house, cast.alice),
        "compass": lambda: read_compass(house, cast.alice),
        "own page": lambda: read_mine(house, person),
        "people": lambda: read_people(house, cast.alice),
        "sheets of paper": lambda: read_typed_sheets(house, cast.alice),
        "search": lambda: read_search(house, cast.alice),
        "ranking": lambda: read_ranking(house, cast.alice),
        "room": lambda: read_room(house, cast.code),
        "myself": lambda: read_myself(house, me),
        "said": lambda: read_said(house, me, step=last, text="waiting at the counter"),
        "lens": lambda: read_lens(house, cast.alice, Lens(step=last)),
        "grouping": lambda: read_grouping_steps(house, cast.alice),
        "suggestion": lambda: read_suggestion(house, cast.alice),
        "lexicon": lambda: read_lexicon(house, cast.alice),
        "roadmap": lambda: read_roadmap(house, cast.alice),
        "projects": lambda: read_projects_view(house, cast.alice),
        "language": lambda: language_of(house, cast.alice),
        "charter": lambda: read_charter(house, cast.alice, "J1"),
        "film": lambda: replay.read_replay(house, cast.alice),
        "minute": lambda: replay.record_minutes(house, [cast.code]),
        "comparison": lambda: read_comparison(house, cast.alice, cast.alice),
        "history": lambda: read_history(house, cast.alice),
        "deeds": lambda: read_deeds(house, cast.alice),
        "dated actions": lambda: read_dated_actions(house, cast.alice),
        "web": lambda: read_web(house, cast.alice),
        "receipt": lambda: read_receipt(house, cast.code),
        "digest": lambda: read_digest(house, cast.alice),
        "follow": lambda: read_follow(house, cast.alice),
        "measures": lambda: read_measures(house, cast.alice),
        "pilots": lambda: read_pilots(house, cast.alice),
    }


def test_every_read_takes_as_many_statements_with_three_items_as_with_one(
    cast: Cast, clock: Clock
) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    cast.cards(5)
    counts: list[dict[str, int]] = []
    for n in (1, 2, 3):
        _fill(cast, n)
        clock.go_on(minutes=1)  # to a minute of its own in the film
        replay.record_minutes(cast.house, [cast.code])
        here: dict[str, int] = {}
        for phase in ("mood", "capture", "group", "matrix", "vote", "ideate", "close"):
            workshops.set_phase(cast.house, cast.alice, phase)
            for name, read in _reads(cast).items():
                read()  # what is kept for a second, as which cards are compared, is there
                with counted(cast.house.database) as sent:
                    read()
                here[f"{name} in {phase}"] = len(sent)
        counts.append(here)
    assert counts[0] == counts[2]


def test_two_life_cycles_take_as_many_statements_with_three_links_as_with_one(cast: Cast) -> None:
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    counts = []
    for n in (1, 2, 3):
        client, own = (
            journeys.add_step(cast.house, cast.alice, StepDraft(f"{lane} {n}", lane=lane))
            for lane in (Lane.CLIENT, Lane.EMPLOYEE)
        )
        with counted(cast.house.database) as linking:
            lanes.link_steps(cast.house, cast.alice, client, own)
        with counted(cast.house.database) as reading:
            assert (
                len(map_of(read_workshop_view(cast.house, cast.alice)).links) == len(cast.steps) + n
            )
        counts.append((len(linking), len(reading)))
    assert counts[0] == counts[2]


LISTS = (
    "cards",
    "labels",
    "topics of an idea",
    "topics of a cause",
    "causes of an idea",
    "cards of a proposal",
    "steps to expect of",
    "tools",
)


@pytest.mark.parametrize("kind", LISTS)
def test_gestures_on_lists_do_not_ask_for_each_item(cast: Cast, kind: str) -> None:
    cast.card("me")
    for n in range(4):
        topics.make_topic(cast.house, cast.alice, title=f"Topic {n}")
    workshops.set_phase(cast.house, cast.alice, "capture")
    counts = []
    for size in (1, 3):
        if kind == "cards":
            gestures: list[Any] = [cast.sent("me") for _ in range(size)]
            with counted(cast.house.database) as sent:
                _apply(cast, capture.add_cards, gestures)
        elif kind == "labels":
            labels = cast.cards(size)
            with counted(cast.house.database) as sent:
                topics.move_cards(cast.house, cast.alice, labels, to="T1")
        elif kind == "topics of a cause":
            chosen = [f"T{n + 1}" for n in range(size)]
            with counted(cast.house.database) as sent:
                causes.add_cause(cast.house, cast.alice, title="Why", topics=chosen)
        elif kind == "causes of an idea":
            chosen = [causes.add_cause(cast.house, cast.alice, title="Why") for _ in range(size)]
            with counted(cast.house.database) as sent:
                solutions.add_solution(cast.house, cast.alice, title="Idea", causes=chosen)
        elif kind == "cards of a proposal":
            proposal = Accepted("New", tuple(cast.cards(size)))
            with counted(cast.house.database) as sent:
                suggesting.accept_suggestion(cast.house, cast.alice, [proposal])
        elif kind == "steps to expect of":
            asked = [
                str(journeys.add_step(cast.house, cast.alice, StepDraft(f"Step {size} {n}")))
                for n in range(size)
            ]
            with counted(cast.house.database) as sent:
                moods.ask_expectations(cast.house, cast.alice, asked)
        elif kind == "tools":
            names = tuple(f"Tool {size} {n}" for n in range(size))
            journeys.add_step(cast.house, cast.alice, StepDraft(f"Step {size}", tools=names))
            with counted(cast.house.database) as sent:
                tools.ask_tools(cast.house, cast.alice, names)
        else:
            chosen = [f"T{n + 1}" for n in range(size)]
            with counted(cast.house.database) as sent:
                solutions.add_solution(cast.house, cast.alice, title="Idea", topics=chosen)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_points_and_answers_of_a_batch_are_written_together(cast: Cast) -> None:
    """In as many statements for thirty phones as for one."""
    for n in range(4):
        topics.make_topic(cast.house, cast.alice, title=f"Topic {n}", cards=cast.cards(1))
    cards = cast.cards(2)
    may = ["vote", "mirror", "mood", "same", "place"]
    rights.set_rights(cast.house, cast.alice, "vote", may=may, sees="everything")
    questions.add_question(cast.house, cast.alice, QuestionDraft("How was it?", "scale"))
    questions.push_question(cast.house, cast.alice, "Q1")
    moods.choose_moods(cast.house, cast.alice, ["any"])
    workshops.set_phase(cast.house, cast.alice, "vote")
    codes = slips.new_codes(cast.house, cast.alice, "V1", 31)
    rounds.open_topic_round(cast.house, cast.alice)
    counts = []
    for size in (1, 30):
        tokens = [f"phone-{size}-{n}" for n in range(size)]
        batches: list[tuple[Any, list[Any]]] = [
            (claim_codes, [ClaimCode(token, "V1", codes.pop()) for token in tokens]),
            (give_points, [PointsGiven(token, "V1", "T1", "2") for token in tokens]),
            (give_points, [PointsGiven(token, "V1", "T1", "0") for token in tokens]),
            (answer_mirror, [MirrorSent(token, "none", topic="T2") for token in tokens]),
            (give_places, [PlacingSent(token, "T1", "1", "skip") for token in tokens]),
            (give_places, [PlacingSent(token, "T1", "2", "0") for token in tokens]),
            (answer_same, [SameSent(token, cards[0], cards[1], "yes") for token in tokens]),
            (introduce, [Introduction(token, "client", where="away") for token in tokens]),
            (say_ready, [Ready(token) for token in tokens]),
            (set_moods, [MoodSent(token, "any", "client", "1") for token in tokens]),
            (set_moods, [MoodSent(token, "any", "client", "2") for token in tokens]),
            (answer_questions, [AnswerSent(token, "Q1", "1") for token in tokens]),
        ]
        with counted(cast.house.database) as sent:
            for function, gestures in batches:
                _apply(cast, function, gestures)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_cards_about_personas_are_written_together(cast: Cast) -> None:
    people = [Persona(Side.CLIENT, name) for name in "ABC"]
    personas.save_personas(cast.house, cast.alice, "client", people)
    ids = [persona.id for persona in read_room(cast.house, cast.code).personas]
    counts = []
    for size in (1, 3):
        gestures = [replace(cast.sent(), persona=persona) for persona in ids[:size]]
        with counted(cast.house.database) as sent:
            _apply(cast, capture.add_cards, gestures)
        labels = [card.label for card in read_workshop_view(cast.house, cast.alice).cards]
        personas.set_persona(cast.house, cast.alice, labels, None)
        with counted(cast.house.database) as also:
            personas.set_persona(cast.house, cast.alice, labels, ids[0])
        counts.append((len(sent), len(also)))
    assert counts[0] == counts[1]


def _apply(cast: Cast, function: Any, gestures: list[Any]) -> None:
    """As the writer does it: nobody looks on at what phones write (storage/touched.py)."""
    from workshop.services.transaction import Deed, bump

    with cast.house.database.writing() as connection, connection.begin():
        function(Deed(cast.house, connection, bump(connection, cast.code)), gestures)


def test_an_import_grows_by_its_voices_only(cast: Cast) -> None:
    """Two statements a row would be a minute for two thousand verbatims; one is bearable."""
    counts = []
    for size in (1, 11):
        rows = [CardRow("text", "client", "irritant", "")] * size
        with counted(cast.house.database) as sent:
            capture.import_cards(cast.house, cast.alice, rows)
        counts.append(len(sent))
    assert counts[1] - counts[0] == 10
