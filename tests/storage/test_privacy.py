"""Whoever adds a column must say here that it tells nobody who a participant is.

No address, user agent, name, e-mail or device of a participant, and no time of a gesture: nothing
that a curious boss or a thief of the laptop could read back (TRUST.md, "Privacy").
"""

import re

import pytest
from sqlalchemy import Column, Date, DateTime, Interval, Table, Time
from sqlalchemy.types import TypeDecorator

from workshop.storage.tables import metadata

FACILITATORS_AND_SPONSORS = {
    # They sign in: what is kept of them is kept of nobody else.
    "account": "id email password_hash is_laptop created_at",
    "signin_link": "token_hash account_id expires_at used_at",
    "browser": "id token_hash account_id created_at expires_at",
    "access_link": "id workshop_id role token_hash created_at expires_at revoked_at",
    "browser_grant": "browser_id link_id",
}
THE_WORKSHOP = {
    "workshop": """
        id code owner_id title language template phase phase_since agenda agenda_began_at revision
        room_revision created_at mode
        ambition scope out_of_scope client_goal employee_goal joint_owner client_name team_name
        families door_open focus_step focus_side focus_topic closes_at phone_rights revealed
        paused_until nicknames inbox_first moderation_rule floor wall_pace projector_blank
        projector_topic replay_frame replay_since sponsor_open relieve_first pays_at gains_at
        also_asks badges edition previous_id looks_back participant_key label_seed recovery_hash
        cards_issued topics_issued solutions_issued actions_issued questions_issued votes_issued
        causes_issued people_issued projects_issued items_issued pilots_issued measures_issued
    """,
    "step": """
        id workshop_id position client_title employee_title moment_of_truth lane backed
        client_choice human_moment
    """,
    "step_link": "client_step_id employee_step_id",
    "step_role": "id step_id position office name",
    "step_channel": """
        id step_id position name volume unit period findable figure_from figure_on
    """,
    "step_kpi": "id step_id position name department client_push employee_push",
    # Somebody made up, not a person.
    "persona": "id workshop_id side position name description",
    "step_tool": "id step_id position name",
    "topic": """
        id workshop_id number rank title moved_to moved_because removed merged_into changed
    """,
    "grouping_change": "id workshop_id sequence before after undone",
    "placement": "id workshop_id topic_id computed moved_to because at",
    "solution_topic": "solution_id topic_id",
    "question": """
        id workshop_id number deck kind text step_id side aspect about horizon period options
        status revealed
    """,
    "vote_session": """
        id workshop_id number title subject chosen budget cap is_open revealed with_codes
        follows_id
    """,
    "lexicon_concept": "id owner_id language name words",
    "topic_round": "id workshop_id number chosen is_open in_use",
    "matrix_minute": "id workshop_id at phase places",
    "cause": "id workshop_id number rank title tag whys changed",
    "cause_topic": "cause_id topic_id",
    "moderation": "id workshop_id card_id deed reason note",
    # An owner is somebody who took an action in front of the room, not an author of cards.
    "action": """
        id workshop_id number rank what owner to_confirm_with due measure status topic_id
        solution_id confirm_before quadrant priority term done_on owner_id domain_id project_id
        carried_from changed
    """,
    "action_dependency": "action_id needs_id",
    "action_event": "id action_id happened_on deed by before after says",
    "solution_cause": "solution_id cause_id",
    # Named, of their own will or by their function; the facilitator writes these in.
    "person": "id workshop_id number rank name job email ranks changed",
    "person_link": "id person_id token_hash created_at expires_at revoked_at",
    "stakeholder_ballot": "person_id solution_id feasibility buy_in",
    "functional_domain": "id workshop_id position name target",
    "project": """
        id workshop_id number rank title owner owner_id domain_id objectives benefits budget people
        starts_on ends_on status changed
    """,
    "project_criterion": "id project_id position text met_on",
    "project_phase": "id project_id position title starts_on ends_on done",
    "project_measure": "project_id measure_id",
    "meeting": """
        id workshop_id kind held_on progress successes blockers next_steps minutes
    """,
    "decision": "id workshop_id meeting_id what asked_on answer answered_by answered_on",
    "change_item": """
        id workshop_id number rank what reason came_from asked_on importance priority needed_by
        resources decision because meeting_id action_id changed
    """,
    "measure": "id workshop_id number rank side name unit better matters_from changed",
    "pilot": """
        id workshop_id number rank title tried_with starts_on ends_on action_id project_id decision
        because decided_on changed
    """,
    "pilot_measure": "pilot_id measure_id",
    "reading": "id measure_id pilot_id moment taken_on mean spread voices came_from",
    "readiness": """
        id workshop_id taken_on prioritisation training engagement management budget returns note
    """,
    "evidence": "id workshop_id rank fact seen_on action_id measure_id of_the_week",
    # A leader's promise in front of the room, and what a sponsor wrote on their own page: neither
    # is a participant. answer_id is drawn by the form, once for each answer.
    "commitment": "id workshop_id rank level who what due proof kept_on",
    "sponsor_answer": "id workshop_id answer_id decision_id prompt text said_by said_on",
    # What facilitators did: "who" is their own address or a fixed word, no participant; "at" is
    # a facilitator's minute, with no revision beside it from which a card would get its time;
    # "what", "before" and "after" are codes, "about" is a label. No gesture of a phone has a line.
    "deed": "id workshop_id at who what about before after",
    # The one named gesture of a phone. Its key is drawn from the cookie and the idea together: it
    # points at no participant, and no card can be found by it.
    "help_offer": "id solution_id help_key rank name",
}
PARTICIPANTS = {
    # The keyed hash of a random cookie, the side spoken for, and one of the workshop's families.
    "participant": """
        id workshop_id key_hash voice speaks_for family origin away ready removed
    """,
    "card": """
        id workshop_id card_id number rank participant_id side kind step_id text source status
        topic_id question_id horizon persona_id provenance set_aside changed
    """,
    "me_too": "card_id participant_id",
    "solution": """
        id workshop_id solution_id number rank participant_id title ticks status automates
        human_answer pain_answer changed
    """,
    "rating": """
        id solution_id participant_id rank client employee usability suppliers citizens
        benefit_low benefit_high effort_low effort_high
    """,
    "mirror": "id workshop_id participant_id topic_id card_id side value",
    "answer": "id question_id participant_id rank value text card_id solution_id",
    "ballot": "id session_id participant_id rank topic_id solution_id points",
    "same_answer": "id workshop_id participant_id low_card_id high_card_id value",
    "topic_rating": "id round_id participant_id topic_id rank client employee",
    # A printed code is handed out on paper, to nobody that we know of.
    "vote_code": "id session_id code_hash participant_id",
}
ALLOWED = FACILITATORS_AND_SPONSORS | THE_WORKSHOP | PARTICIPANTS
BETRAYING = re.compile(
    r"(^|_)(ip|addr(ess)?|agent|ua|name|e?mail|phone|device|fingerprint|host|referr?er|cookie|token"
    r"|at|on|date|time|moment|when|seen|created|updated)(_|$)"
)

every_table = pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)


def is_of_a_participant(table: Table) -> bool:
    return table.name == "participant" or any(
        key.column.table.name == "participant" for key in table.foreign_keys
    )


def tells_a_time(column: Column[object]) -> bool:
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(kind, (Date, DateTime, Interval, Time))


@every_table
def test_every_column_has_been_thought_about(table: Table) -> None:
    assert set(table.columns.keys()) == set(ALLOWED[table.name].split())


def test_no_table_is_allowed_that_does_not_exist() -> None:
    assert ALLOWED.keys() == metadata.tables.keys()


def test_the_tables_that_point_at_a_participant_are_known_as_such() -> None:
    pointing = {table.name for table in metadata.sorted_tables if is_of_a_participant(table)}
    assert pointing == PARTICIPANTS.keys()


@every_table
def test_nothing_of_a_participant_has_a_time(table: Table) -> None:
    if is_of_a_participant(table):
        assert [column.name for column in table.columns if tells_a_time(column)] == []


@every_table
def test_no_column_of_a_participant_is_called_like_what_would_betray_them(table: Table) -> None:
    if is_of_a_participant(table):
        assert [name for name in table.columns.keys() if BETRAYING.search(name)] == []  # noqa: SIM118 - a column collection is no dict


def test_the_times_that_are_kept_are_those_of_facilitators() -> None:
    """And the minutes of the replay, which hold topics' places and leave with no export."""
    kept = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if tells_a_time(column)
    }
    assert kept == {
        "access_link.created_at",
        "access_link.expires_at",
        "access_link.revoked_at",
        "account.created_at",
        "action.confirm_before",
        "action.done_on",
        "action.due",
        "action_event.happened_on",
        "browser.created_at",
        "browser.expires_at",
        "change_item.asked_on",
        "change_item.needed_by",
        "commitment.due",
        "commitment.kept_on",
        "decision.answered_on",
        "decision.asked_on",
        "deed.at",
        "evidence.seen_on",
        "matrix_minute.at",
        "meeting.held_on",
        "person_link.created_at",
        "person_link.expires_at",
        "person_link.revoked_at",
        "pilot.decided_on",
        "pilot.ends_on",
        "pilot.starts_on",
        "placement.at",
        "project.ends_on",
        "project.starts_on",
        "project_criterion.met_on",
        "project_phase.ends_on",
        "project_phase.starts_on",
        "readiness.taken_on",
        "reading.taken_on",
        "signin_link.expires_at",
        "signin_link.used_at",
        "sponsor_answer.said_on",
        "step_channel.figure_on",
        "workshop.closes_at",
        "workshop.created_at",
        "workshop.agenda_began_at",
        "workshop.paused_until",
        "workshop.phase_since",
        "workshop.replay_since",
    }
