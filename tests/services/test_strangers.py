"""Two workshops × every read and write × the other's ids: not found, and nothing changed.

The gestures are found by their arguments: one that is added without a line here fails.
"""

import inspect
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import select, update

import workshop.services
from tests.services.cast import Cast
from workshop.domain.agenda import Slot
from workshop.domain.errors import NotFound, ValueUnknown, WorkshopError, WorkshopUnknown
from workshop.domain.journey import Persona
from workshop.domain.ranking import Mark
from workshop.domain.words import JourneyMode, Phase, Role, Side
from workshop.services import (
    actions,
    adoption,
    agenda,
    answers,
    ballots,
    board,
    capture,
    causes,
    commitments,
    decisions,
    domains,
    editions,
    evidence,
    handling,
    help,
    journeys,
    lanes,
    lexicons,
    me_too,
    measures,
    meetings,
    moderation,
    moods,
    paper,
    paper_rows,
    paper_sheets,
    people,
    personas,
    pilots,
    prerequisites,
    projects,
    questions,
    ratings,
    readiness,
    readings,
    rehearsal,
    replay,
    rights,
    roadmap,
    rounds,
    sealing,
    slips,
    solutions,
    sponsor_answers,
    stakeholders,
    suggesting,
    timer,
    tools,
    topics,
    verbatims,
    votes,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console, Visitor
from workshop.services.answers import AnswerSent, answer_questions
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.board import ItemDraft, Qualification
from workshop.services.capture import CardEdit, CardRow
from workshop.services.commitments import CommitmentDraft
from workshop.services.digest import read_digest
from workshop.services.domains import DomainDraft
from workshop.services.downloads import language_of
from workshop.services.evidence import EvidenceDraft
from workshop.services.me_too import MeToo
from workshop.services.measures import MeasureDraft
from workshop.services.meetings import MeetingDraft
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.paper import PaperCard
from workshop.services.people import PersonDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.questions import QuestionDraft
from workshop.services.readiness import ReadinessDraft
from workshop.services.readings import ReadingDraft
from workshop.services.returned import planning
from workshop.services.returned.marks import Marks
from workshop.services.returned.pages import Given
from workshop.services.same import SameSent, answer_same
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.sponsor_answers import SponsorSaid
from workshop.services.suggesting import Accepted
from workshop.services.templates import StepDraft
from workshop.services.transaction import glance, housekeeping
from workshop.services.verbatims import VerbatimMapping
from workshop.services.views.board import read_board
from workshop.services.views.compare import read_comparison
from workshop.services.views.compass import read_compass
from workshop.services.views.dated_actions import read_dated_actions
from workshop.services.views.deeds import read_deeds
from workshop.services.views.editions import read_last_edition
from workshop.services.views.follow import read_follow
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.history import read_history
from workshop.services.views.lens import Lens, read_lens
from workshop.services.views.measures import read_measures
from workshop.services.views.mine import read_mine
from workshop.services.views.note import read_note
from workshop.services.views.paper_sheets import read_typed_sheets
from workshop.services.views.people import read_people
from workshop.services.views.pilots import read_pilots
from workshop.services.views.projects import read_charter, read_projects_view
from workshop.services.views.ranking import read_ranking
from workshop.services.views.roadmap import read_roadmap
from workshop.services.views.search import read_search
from workshop.services.views.sheets import read_sheet
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.trail import read_web
from workshop.services.views.workshop import read_script_view, read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage import tables

STEP = StepDraft("A step")
ROWS = [CardRow("text", "client", "irritant", "")]
SHEET = [PaperCard("text", "client", "irritant")]
TYPED = paper_rows.Sheet(str(uuid.UUID(int=9)), tuple(SHEET))
RANK = 7
RATING = {"by": "client", "client": 1, "employee": 1, "usability": 1}

DAY, NOON = date(2026, 3, 1), datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLE = Sheet("", ("Step",), (("Ask",),), (2,))
NO_WORDS = Vocabulary(())
VERBATIMS = VerbatimMapping({"text": "Step"}, "Survey")
FIGURES = prerequisites.Preview((), (), (), (), JourneyMode.MIRROR)
GIVEN = Given(Marks("ABC234", NOON, {}, {}), (), ())
RETURNED = planning.Preview(NOON, (), (), ())
SAID = verbatims.Preview((), (), 0, 0, 0, "Survey", verbatims.Seen((), (), Counter()))

POINT = MeetingDraft("weekly", DAY, "So")
MEASURE = MeasureDraft("client", "Trust")
PROMISE = CommitmentDraft("director", "Dora", "A morning a month")
SAID_BY_SPONSOR = SponsorSaid(str(uuid.UUID(int=1)), 1, "Yes")

# What each gesture asks besides the house and the actor; all labels exist in both workshops.
GESTURES: dict[Callable[..., Any], tuple[tuple[Any, ...], dict[str, Any]]] = {
    actions.add_action: ((ActionDraft("Do"),), {}),
    actions.save_action: (("A1", ActionDraft("Do")), {}),
    actions.remove_action: (("A1",), {}),
    adoption.adopt_solution: (("S1",), {}),
    adoption.set_aside_solution: (("S1",), {}),
    adoption.reopen_solution: (("S1",), {}),
    adoption.set_automates: (("S1", True), {}),
    handling.accept_action: (("A1",), {}),
    handling.hand_over: (("A1", "Charlie"), {}),
    handling.set_action_status: (("A1", "draft", "x"), {}),
    handling.say_of_action: (("A1", "x"), {}),
    capture.import_cards: ((ROWS,), {}),
    causes.add_cause: ((), {"title": "x", "tag": "tool", "topics": ["T1"]}),
    causes.save_cause: (("R1",), {"title": "x", "tag": "", "whys": [], "topics": []}),
    causes.remove_cause: (("R1",), {}),
    moderation.set_aside: (("C1",), {"reason": "hurtful"}),
    moderation.set_aside_last: ((), {}),
    moderation.park: (("C1",), {}),
    moderation.show_card: (("C1",), {}),
    moderation.show_waiting: ((), {}),
    moderation.remove_device: (("C1",), {"set_cards_aside": True}),
    moderation.save_moderation: ((), {"inbox_first": True, "rule": "Be kind."}),
    paper.add_by_hand: ((SHEET,), {"one_person": True}),
    paper_sheets.type_sheet: ((paper_rows.Sheet(str(uuid.UUID(int=8)), tuple(SHEET)),), {}),
    paper_sheets.remove_sheet: ((TYPED.sheet_id,), {}),
    prerequisites.plan_prerequisites: ((TABLE, {"step": "Step"}, NO_WORDS), {}),
    prerequisites.take_prerequisites: ((FIGURES,), {}),
    planning.plan_returned: ((GIVEN, {}), {}),
    planning.take_returned: ((RETURNED,), {}),
    verbatims.plan_verbatims: ((TABLE, VERBATIMS, NO_WORDS), {}),
    verbatims.take_verbatims: ((SAID,), {}),
    questions.add_question: ((QuestionDraft("Why?", "text"),), {}),
    questions.add_deck: (("guest",), {}),
    questions.push_question: (("Q1",), {}),
    questions.close_question: (("Q1",), {}),
    questions.reveal_question: (("Q1",), {"revealed": True}),
    answers.make_card: (("Q1", RANK), {}),
    answers.make_solution: (("Q1", RANK), {}),
    questions.remove_question: (("Q1",), {}),
    moods.choose_moods: ((["any"],), {}),
    moods.ask_expectations: ((["any"],), {}),
    tools.ask_tools: (([],), {}),
    rehearsal.join_rehearsal: ((), {"phones": 2}),
    rehearsal.remove_rehearsal: ((), {}),
    rights.set_rights: (("capture",), {"may": ["add_card"], "sees": "count"}),
    rights.reset_rights: (("capture",), {}),
    rights.reveal: ((), {"shown": True}),
    timer.start_timer: ((), {"minutes": 5}),
    timer.extend_timer: ((), {"seconds": 60}),
    timer.stop_timer: ((), {}),
    timer.pause: ((), {"minutes": 10}),
    agenda.choose_agenda: (((Slot(Phase.PLAN, 30), Slot(Phase.CLOSE, 10)),), {}),
    agenda.begin_agenda: ((), {}),
    agenda.cut_agenda: (({Phase.CLOSE: 5},), {}),
    agenda.restore_agenda: ((), {}),
    timer.resume: ((), {}),
    domains.add_domain: ((DomainDraft("x"),), {}),
    domains.save_domain: (("Desk", DomainDraft("x")), {}),
    domains.order_domains: ((["Desk"],), {}),
    domains.remove_domain: (("Desk",), {}),
    projects.add_project: ((ProjectDraft("x"),), {}),
    projects.save_project: (("J1", ProjectDraft("x")), {}),
    projects.tick_criterion: (("J1", 1, True), {}),
    projects.finish_phase: (("J1", 1, True), {}),
    projects.remove_project: (("J1",), {}),
    roadmap.place_action: (("A1", "short", ""), {}),
    roadmap.need_action: (("A1", "A2"), {}),
    roadmap.free_action: (("A1", "A2"), {}),
    meetings.add_meeting: ((POINT,), {}),
    meetings.save_meeting: ((1, replace(POINT, minutes="Then")), {}),
    meetings.remove_meeting: ((1,), {}),
    board.add_item: ((ItemDraft("New"),), {}),
    board.save_item: (("N1", ItemDraft("x")), {}),
    board.qualify_item: (("N1", Qualification(2)), {}),
    board.decide_item: (("N1", "accepted"), {}),
    board.reopen_item: (("N1",), {}),
    board.remove_item: (("N1",), {}),
    commitments.add_commitment: ((PROMISE,), {}),
    commitments.save_commitment: ((1, replace(PROMISE, who="Dan")), {}),
    commitments.remove_commitment: ((1,), {}),
    sponsor_answers.answer_as_sponsor: ((SAID_BY_SPONSOR,), {}),
    decisions.ask_decision: (("May we?",), {}),
    decisions.answer_decision: ((1, "Yes"), {}),
    decisions.reopen_decision: ((1,), {}),
    decisions.remove_decision: ((1,), {}),
    readiness.record_readiness: ((ReadinessDraft(DAY, note="So"),), {}),
    readiness.remove_readiness: ((DAY,), {}),
    evidence.add_evidence: ((EvidenceDraft("So", DAY),), {}),
    evidence.save_evidence: ((1, EvidenceDraft("x", DAY)), {}),
    evidence.choose_success: ((1,), {}),
    evidence.remove_evidence: ((1,), {}),
    evidence.set_badges: ((), {"wanted": True}),
    read_follow: ((), {}),
    measures.add_measure: ((MEASURE,), {}),
    measures.save_measure: (("M1", replace(MEASURE, name="Calm")), {}),
    pilots.add_pilot: ((PilotDraft("x"),), {}),
    pilots.save_pilot: (("E1", PilotDraft("x", measures=("M1",))), {}),
    readings.record_reading: ((ReadingDraft("M1", "follow", DAY, mean=2),), {}),
    readings.remove_reading: (("M1",), {"moment": "follow", "taken_on": DAY}),
    pilots.decide_pilot: (("E1",), {"decision": "stop", "because": "x"}),
    pilots.reopen_pilot: (("E1",), {}),
    pilots.remove_pilot: (("E1",), {}),
    measures.remove_measure: (("M1",), {}),
    read_measures: ((), {}),
    read_pilots: ((), {}),
    journeys.add_step: ((STEP,), {}),
    journeys.save_step: ((1, STEP), {}),
    journeys.reorder_steps: (([1, 2, 3],), {}),
    journeys.remove_step: ((1,), {"cards_to": "any"}),
    rounds.open_topic_round: ((), {}),
    rounds.close_topic_round: ((), {}),
    rounds.reopen_topic_round: ((), {}),
    rounds.drop_topic_round: ((), {}),
    lanes.set_mode: (("life_cycle",), {}),
    lanes.link_steps: ((1, 2), {}),
    lanes.unlink_steps: ((1, 2), {}),
    people.add_person: ((PersonDraft("x"),), {}),
    people.save_person: (("P1", PersonDraft("x")), {}),
    people.remove_person: (("P1",), {}),
    people.new_person_link: (("P1",), {}),
    people.revoke_person_links: (("P1",), {}),
    stakeholders.rank_solutions: (({"S1": Mark(3, 3)},), {}),
    personas.save_personas: (("client", [Persona(Side.CLIENT, "x")]), {}),
    personas.set_persona: ((["C1"], None), {}),
    solutions.add_solution: ((), {"title": "x", "topics": ["T1"]}),
    solutions.save_solution: (("S1",), {"title": "x", "topics": []}),
    solutions.remove_solution: (("S1",), {}),
    solutions.tick_solution: (("S1", "simple", True), {}),
    solutions.focus_topic: (("T1",), {}),
    help.remove_helper: (("S1", "Ann"), {}),
    ratings.rate: (("S1",), RATING),
    lexicons.read_lexicon: ((), {}),
    lexicons.save_concept: (("x", ["word"]), {}),
    lexicons.remove_concept: (("x",), {}),
    suggesting.read_suggestion: ((), {}),
    suggesting.accept_suggestion: (([Accepted("x", ("C1",))],), {}),
    topics.make_topic: ((), {"title": "x"}),
    topics.rename_topic: (("T1",), {"title": "x"}),
    topics.move_cards: ((["C1"],), {"to": None}),
    topics.arrange: (({"T1": ["C1"]},), {"seen_revision": 10**6}),
    topics.merge_topics: ((["T2"],), {"into": "T1"}),
    topics.split_topic: (("T1",), {"title": "x", "cards": ["C1"]}),
    topics.split_by_step: (("T1",), {}),
    topics.dissolve_topic: (("T1",), {}),
    topics.undo: ((), {}),
    topics.redo: ((), {}),
    topics.place_topics: (({"T1": "priority"},), {"because": "x"}),
    topics.show_topic: (("T1",), {}),
    votes.open_vote: ((NewVote(),), {}),
    ballots.vote_by_hand: (("V1", {"T1": 1}), {}),
    slips.new_codes: (("V1", 1), {}),
    votes.close_vote: (("V1",), {}),
    votes.reopen_vote: (("V1",), {}),
    votes.reveal_vote: (("V1",), {}),
    votes.remove_vote: (("V1",), {}),
    sealing.seal: ((), {"typed_code": "x"}),
    workshops.duplicate: ((), {"title": "x"}),
    workshops.delete_workshop: ((), {"typed_title": "Counter"}),
    workshops.frame: (({"title": "x"},), {}),
    workshops.save_settings: ((), {"language": "fr"}),
    workshops.set_phase: (("close",), {}),
    workshops.go_on: ((), {"seen": Phase.CAPTURE}),
    workshops.push_focus: ((), {"step": "", "side": "client"}),
    workshops.set_door: ((), {"is_open": False}),
    workshops.open_to_sponsor: ((), {"is_open": True}),
    workshops.blank_projector: ((), {"blank": True}),
    workshops.new_link: ((Role.FACILITATOR,), {}),
    workshops.revoke_links: ((Role.SPONSOR,), {}),
    workshops.new_recovery: ((), {}),
    read_workshop_view: ((), {}),
    read_lens: ((Lens(evened=True),), {}),
    read_script_view: ((), {}),
    replay.show_replay: ((0,), {"playing": True}),
    replay.read_replay: ((), {}),
    read_comparison: ((Console("AAAAAA"),), {}),
    read_note: ((), {}),
    read_compass: ((), {}),
    read_grouping_steps: ((), {}),
    language_of: ((), {}),
    read_charter: (("J1",), {}),
    read_projects_view: ((), {}),
    read_roadmap: ((), {}),
    read_sheet: ((), {}),
    read_typed_sheets: ((), {}),
    read_sponsor_view: ((), {}),
    read_board: ((), {}),
    read_mine: ((), {}),
    read_people: ((), {}),
    read_search: ((), {}),
    read_ranking: ((), {}),
    read_history: ((), {}),
    read_deeds: ((), {}),
    read_digest: ((), {}),
    read_dated_actions: ((), {}),
    editions.next_edition: ((), {}),
    editions.look_back: ((), {"shown": False}),
    editions.carry_action: (("A1",), {}),
    read_last_edition: ((), {}),
    read_web: ((), {}),
}

# They open what the gestures do; test_transaction and test_people are about them.
TRANSACTIONS = {
    *("change", "snapshot", "change_as_person", "snapshot_as_person", "change_as_sponsor"),
    "rehearse",
}

# These take an actor and answer no: nothing is refused and nothing is told.
ANSWER_NO = {"sponsor_waits"}


def _gestures_there_are() -> Iterator[Callable[..., Any]]:
    for module in walk_packages(workshop.services.__path__, "workshop.services."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            asked = list(inspect.signature(function).parameters)[:2]
            is_here = function.__module__ == module.name and not name.startswith("_")
            if is_here and asked in (["house", "actor"], ["house", "visitor"]):
                yield function


@pytest.fixture
def full(cast: Cast) -> Cast:
    """Both workshops with the same labels: steps, cards, topics, an idea, an action, a round."""
    for code in (cast.code, cast.theirs.code):
        actor = Console(code)
        for _ in range(16):  # a whole block of labels
            capture.import_cards(cast.house, actor, ROWS)
        paper_sheets.type_sheet(cast.house, actor, TYPED)
        topics.make_topic(cast.house, actor, title="One", cards=["C1"])
        topics.make_topic(cast.house, actor, title="Two", cards=["C2"])
        topics.undo(cast.house, actor)
        topics.redo(cast.house, actor)
        solutions.add_solution(cast.house, actor, title="Idea", topics=["T1"])
        people.add_person(cast.house, actor, PersonDraft("Ann", ranks=True))
        causes.add_cause(cast.house, actor, title="Why", topics=["T1"])
        actions.add_action(cast.house, actor, ActionDraft("Do", topic="T1"))
        actions.add_action(cast.house, actor, ActionDraft("Do first"))
        phases = (PhaseDraft("Try"),)
        draft = ProjectDraft("Bundle", domain="Desk", criteria=("So",), phases=phases)
        projects.add_project(cast.house, actor, draft)
        questions.add_question(cast.house, actor, QuestionDraft("Why?", "text"))
        questions.push_question(cast.house, actor, "Q1")
        cast.send(answer_questions, AnswerSent("phone", "Q1", text="So"), code=code)
        votes.open_vote(cast.house, actor, NewVote())
        meetings.add_meeting(cast.house, actor, POINT)
        board.add_item(cast.house, actor, ItemDraft("New"))
        decisions.ask_decision(cast.house, actor, "May we?")
        commitments.add_commitment(cast.house, actor, PROMISE)
        readiness.record_readiness(cast.house, actor, ReadinessDraft(DAY))
        evidence.add_evidence(cast.house, actor, EvidenceDraft("So", DAY))
        measures.add_measure(cast.house, actor, MEASURE)
        pilots.add_pilot(cast.house, actor, PilotDraft("Try", measures=("M1",)))
        readings.record_reading(cast.house, actor, ReadingDraft("M1", "follow", DAY, mean=1))
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.answer).values(rank=RANK))
    return cast


def _everything(cast: Cast) -> dict[str, list[tuple[Any, ...]]]:
    with glance(cast.house) as connection:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in connection.execute(select(table)))
            for table in tables.metadata.sorted_tables
        }


def test_every_gesture_with_an_actor_is_in_this_test() -> None:
    functions = {
        function
        for function in _gestures_there_are()
        if function.__name__ not in {*TRANSACTIONS, *ANSWER_NO}
    }
    assert functions == set(GESTURES)


def test_a_stranger_finds_no_workshop_by_any_gesture_and_changes_nothing(full: Cast) -> None:
    workshops.open_to_sponsor(full.house, full.alice, is_open=True)
    before = _everything(full)
    strangers = [
        full.charlie,
        Visitor(full.code, full.charlie.token, Role.SPONSOR),
        Visitor(full.code, "", Role.FACILITATOR),
        Visitor(full.theirs.code, full.bob.token, Role.FACILITATOR),
        Visitor(full.theirs.code, full.sam.token, Role.SPONSOR),
    ]
    for gesture, (arguments, named) in GESTURES.items():
        for stranger in strangers:
            with pytest.raises(WorkshopUnknown):
                gesture(full.house, stranger, *arguments, **named)
    assert _everything(full) == before


def test_a_sponsor_reads_the_sponsor_s_view_and_board_and_nothing_else(full: Cast) -> None:
    workshops.open_to_sponsor(full.house, full.alice, is_open=True)
    before = _everything(full)
    for gesture, (arguments, named) in GESTURES.items():
        if gesture in (read_sponsor_view, read_board):
            gesture(full.house, full.sam, *arguments, **named)
        elif gesture is not sponsor_answers.answer_as_sponsor:
            with pytest.raises(WorkshopUnknown):
                gesture(full.house, full.sam, *arguments, **named)
    assert _everything(full) == before


def test_a_sponsor_s_answer_adds_one_row_and_changes_no_other(full: Cast) -> None:
    workshops.open_to_sponsor(full.house, full.alice, is_open=True)
    before = _everything(full)
    sponsor_answers.answer_as_sponsor(full.house, full.sam, SAID_BY_SPONSOR)
    after = _everything(full)
    changed = {name for name in before if after[name] != before[name]}
    # The workshop's own row moves by its revision alone: the signal to the facilitator's screen.
    assert changed == {"sponsor_answer", "workshop"}
    assert len(after["sponsor_answer"]) == 1


def test_the_other_s_ids_are_not_found_and_their_rows_stay_as_they_are(full: Cast) -> None:
    house, alice, theirs = full.house, full.alice, full.their_step
    refused: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
        (journeys.save_step, (theirs, STEP), {}),
        (journeys.remove_step, (theirs,), {"cards_to": "any"}),
        (journeys.remove_step, (full.steps[0],), {"cards_to": str(theirs)}),
        (journeys.reorder_steps, ([*full.steps, theirs],), {}),
        (lanes.link_steps, (full.steps[0], theirs), {}),
        (lanes.unlink_steps, (theirs, full.steps[0]), {}),
        (workshops.push_focus, (), {"step": str(theirs), "side": ""}),
        (questions.add_question, (QuestionDraft("x", "text", step=str(theirs)),), {}),
        (questions.add_deck, ("guest",), {"step": str(theirs)}),
        (moods.choose_moods, ([str(theirs)],), {}),
        (moods.ask_expectations, ([str(theirs)],), {}),
        (read_lens, (Lens(step=str(theirs)),), {}),
        (
            paper.add_by_hand,
            ([PaperCard("x", "client", "irritant", str(theirs))],),
            {"one_person": True},
        ),
        (
            paper_sheets.type_sheet,
            (
                paper_rows.Sheet(
                    str(uuid.uuid4()), (PaperCard("x", "client", "irritant", str(theirs)),)
                ),
            ),
            {},
        ),
        (
            paper_sheets.type_sheet,
            (
                paper_rows.Sheet(
                    str(uuid.uuid4()),
                    (paper_rows.MoodRow(str(theirs), "client", (1, 0, 0, 0, 0)),),
                ),
            ),
            {},
        ),
    ]
    capture.import_cards(house, alice, [CardRow("x", "client", "irritant", "Arrive")])
    before = _everything(full)
    for gesture, arguments, named in refused:
        with pytest.raises((NotFound, ValueUnknown)):
            gesture(house, alice, *arguments, **named)
    assert _everything(full) == before


def test_labels_mean_one_s_own_workshop_only(full: Cast) -> None:
    """The same labels exist in both: what Alice changes by label is hers."""
    theirs = read_workshop_view(full.house, Console(full.theirs.code))
    by_id = {journeys.save_step, journeys.reorder_steps, journeys.remove_step}
    by_id |= {lanes.link_steps, lanes.unlink_steps}
    done = 0
    for gesture, (arguments, named) in GESTURES.items():
        if gesture in by_id | {workshops.delete_workshop}:
            continue
        with suppress(WorkshopError):  # an earlier gesture has removed what it names
            gesture(full.house, full.alice, *arguments, **named)
            done += 1
    assert done > len(GESTURES) / 2
    workshops.frame(full.house, full.alice, {"title": "Counter"})
    workshops.delete_workshop(full.house, full.alice, typed_title="Counter")
    assert read_workshop_view(full.house, Console(full.theirs.code)) == theirs


def test_a_phone_reaches_only_the_room_whose_code_it_has(full: Cast) -> None:
    card = full.sent("phone", text="mine")
    label = full.send(capture.add_cards, card).label
    workshops.set_phase(full.house, full.alice, "ideate")
    elsewhere = full.theirs.code
    with pytest.raises(NotFound):
        full.send(capture.edit_own_cards, CardEdit("phone", card.card_id, "x"), code=elsewhere)
    with pytest.raises(NotFound):
        full.send(me_too.say_me_too, MeToo("phone", label), code=elsewhere)
    for topic in ("T3", "T1"):
        sent = SolutionSent("phone", str(uuid.uuid4()), "Idea", (topic,))
        if topic == "T3":
            with pytest.raises(NotFound):
                full.send(add_solutions, sent)
        else:
            full.send(add_solutions, sent)
    # The same card id in another room is another card: it neither finds nor changes the first.
    again = full.send(capture.add_cards, card, code=elsewhere)
    assert again.is_new


def test_a_phone_votes_and_answers_only_in_the_room_whose_code_it_has(full: Cast) -> None:
    theirs, elsewhere = Console(full.theirs.code), full.theirs.code
    mine = topics.make_topic(full.house, full.alice, title="Mine")
    card = full.card("phone")
    votes.close_vote(full.house, full.alice, "V1")
    votes.open_vote(full.house, full.alice, NewVote())
    for actor in (full.alice, theirs):
        workshops.set_phase(full.house, actor, "vote")
        rights.set_rights(
            full.house, actor, "vote", may=["vote", "mirror", "same"], sees="everything"
        )
    before = read_workshop_view(full.house, theirs)
    for apply, sent in (
        (give_points, PointsGiven("phone", "V2", "T1", "1")),
        (give_points, PointsGiven("phone", "V1", mine, "1")),
        (answer_mirror, MirrorSent("phone", "none", topic=mine)),
        (answer_mirror, MirrorSent("phone", "none", card=card)),
        (answer_same, SameSent("phone", card, card, "yes")),
    ):
        with pytest.raises(NotFound):
            full.send(apply, sent, code=elsewhere)
    assert read_workshop_view(full.house, theirs) == before
    full.send(give_points, PointsGiven("phone", "V2", "T1", "1"))
    full.send(answer_mirror, MirrorSent("phone", "none", topic="T1"))
    assert read_workshop_view(full.house, theirs) == before
