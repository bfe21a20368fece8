"""What a facilitator may do to a workshop, by the name of its gesture: the codes of the log.

A gesture is called like the service function that does it, in capitals: who opens a change says
which one it is, and the log of deeds is written from that (services/deeds.py).
"""

from enum import StrEnum
from typing import Self


class GestureKind(StrEnum):
    """What a gesture is about: how the log is looked through."""

    ROOM = "room"
    MODERATION = "moderation"
    JOURNEYS = "journeys"
    TOPICS = "topics"
    VOTES = "votes"
    PLAN = "plan"
    ACCESS = "access"


class Hand(StrEnum):
    """Whose hand it was, where no account with an address tells.

    ``LAPTOP``: the computer's own account. ``LINK``: a facilitator's link. ``CONSOLE``: the
    command line.
    """

    LAPTOP = "laptop"
    LINK = "link"
    CONSOLE = "console"


class Gesture(StrEnum):
    """A facilitator's gesture and its kind; phones' gestures are none of these."""

    kind: GestureKind

    def __new__(cls, code: str, kind: GestureKind) -> Self:
        gesture = str.__new__(cls, code)
        gesture._value_ = code
        gesture.kind = kind
        return gesture

    FRAME = "frame", GestureKind.ROOM
    SAVE_SETTINGS = "save_settings", GestureKind.ROOM
    SET_PHASE = "set_phase", GestureKind.ROOM
    GO_ON = "go_on", GestureKind.ROOM
    PUSH_FOCUS = "push_focus", GestureKind.ROOM
    SET_DOOR = "set_door", GestureKind.ROOM
    BLANK_PROJECTOR = "blank_projector", GestureKind.ROOM
    SHOW_TOPIC = "show_topic", GestureKind.ROOM
    SHOW_REPLAY = "show_replay", GestureKind.ROOM
    START_TIMER = "start_timer", GestureKind.ROOM
    EXTEND_TIMER = "extend_timer", GestureKind.ROOM
    STOP_TIMER = "stop_timer", GestureKind.ROOM
    PAUSE = "pause", GestureKind.ROOM
    RESUME = "resume", GestureKind.ROOM
    SET_RIGHTS = "set_rights", GestureKind.ROOM
    RESET_RIGHTS = "reset_rights", GestureKind.ROOM
    REVEAL = "reveal", GestureKind.ROOM
    JOIN_REHEARSAL = "join_rehearsal", GestureKind.ROOM
    REMOVE_REHEARSAL = "remove_rehearsal", GestureKind.ROOM
    LOOK_BACK = "look_back", GestureKind.ROOM
    CHOOSE_MOODS = "choose_moods", GestureKind.ROOM
    ASK_EXPECTATIONS = "ask_expectations", GestureKind.ROOM
    ASK_TOOLS = "ask_tools", GestureKind.ROOM
    CHOOSE_AGENDA = "choose_agenda", GestureKind.ROOM
    BEGIN_AGENDA = "begin_agenda", GestureKind.ROOM
    CUT_AGENDA = "cut_agenda", GestureKind.ROOM
    RESTORE_AGENDA = "restore_agenda", GestureKind.ROOM

    SET_ASIDE = "set_aside", GestureKind.MODERATION
    SET_ASIDE_LAST = "set_aside_last", GestureKind.MODERATION
    PARK = "park", GestureKind.MODERATION
    SHOW_CARD = "show_card", GestureKind.MODERATION
    SHOW_WAITING = "show_waiting", GestureKind.MODERATION
    REMOVE_DEVICE = "remove_device", GestureKind.MODERATION
    SAVE_MODERATION = "save_moderation", GestureKind.MODERATION
    REMOVE_HELPER = "remove_helper", GestureKind.MODERATION

    ADD_STEP = "add_step", GestureKind.JOURNEYS
    SAVE_STEP = "save_step", GestureKind.JOURNEYS
    REORDER_STEPS = "reorder_steps", GestureKind.JOURNEYS
    REMOVE_STEP = "remove_step", GestureKind.JOURNEYS
    SET_MODE = "set_mode", GestureKind.JOURNEYS
    LINK_STEPS = "link_steps", GestureKind.JOURNEYS
    UNLINK_STEPS = "unlink_steps", GestureKind.JOURNEYS
    SAVE_PERSONAS = "save_personas", GestureKind.JOURNEYS
    SET_PERSONA = "set_persona", GestureKind.JOURNEYS
    TAKE_PREREQUISITES = "take_prerequisites", GestureKind.JOURNEYS
    TAKE_VERBATIMS = "take_verbatims", GestureKind.JOURNEYS
    IMPORT_CARDS = "import_cards", GestureKind.JOURNEYS
    ADD_BY_HAND = "add_by_hand", GestureKind.JOURNEYS
    TYPE_SHEET = "type_sheet", GestureKind.JOURNEYS
    REMOVE_SHEET = "remove_sheet", GestureKind.JOURNEYS
    MAKE_CARD = "make_card", GestureKind.JOURNEYS

    MAKE_TOPIC = "make_topic", GestureKind.TOPICS
    RENAME_TOPIC = "rename_topic", GestureKind.TOPICS
    MOVE_CARDS = "move_cards", GestureKind.TOPICS
    ARRANGE = "arrange", GestureKind.TOPICS
    MERGE_TOPICS = "merge_topics", GestureKind.TOPICS
    SPLIT_TOPIC = "split_topic", GestureKind.TOPICS
    SPLIT_BY_STEP = "split_by_step", GestureKind.TOPICS
    DISSOLVE_TOPIC = "dissolve_topic", GestureKind.TOPICS
    UNDO = "undo", GestureKind.TOPICS
    REDO = "redo", GestureKind.TOPICS
    PLACE_TOPICS = "place_topics", GestureKind.TOPICS
    ACCEPT_SUGGESTION = "accept_suggestion", GestureKind.TOPICS
    SAVE_CONCEPT = "save_concept", GestureKind.TOPICS
    REMOVE_CONCEPT = "remove_concept", GestureKind.TOPICS
    ADD_CAUSE = "add_cause", GestureKind.TOPICS
    SAVE_CAUSE = "save_cause", GestureKind.TOPICS
    REMOVE_CAUSE = "remove_cause", GestureKind.TOPICS

    OPEN_VOTE = "open_vote", GestureKind.VOTES
    CLOSE_VOTE = "close_vote", GestureKind.VOTES
    REOPEN_VOTE = "reopen_vote", GestureKind.VOTES
    REVEAL_VOTE = "reveal_vote", GestureKind.VOTES
    REMOVE_VOTE = "remove_vote", GestureKind.VOTES
    VOTE_BY_HAND = "vote_by_hand", GestureKind.VOTES
    NEW_CODES = "new_codes", GestureKind.VOTES
    RATE = "rate", GestureKind.VOTES
    OPEN_TOPIC_ROUND = "open_topic_round", GestureKind.VOTES
    CLOSE_TOPIC_ROUND = "close_topic_round", GestureKind.VOTES
    REOPEN_TOPIC_ROUND = "reopen_topic_round", GestureKind.VOTES
    DROP_TOPIC_ROUND = "drop_topic_round", GestureKind.VOTES
    ADD_QUESTION = "add_question", GestureKind.VOTES
    ADD_DECK = "add_deck", GestureKind.VOTES
    PUSH_QUESTION = "push_question", GestureKind.VOTES
    CLOSE_QUESTION = "close_question", GestureKind.VOTES
    REVEAL_QUESTION = "reveal_question", GestureKind.VOTES
    REMOVE_QUESTION = "remove_question", GestureKind.VOTES

    ADD_SOLUTION = "add_solution", GestureKind.PLAN
    MAKE_SOLUTION = "make_solution", GestureKind.PLAN
    SAVE_SOLUTION = "save_solution", GestureKind.PLAN
    REMOVE_SOLUTION = "remove_solution", GestureKind.PLAN
    TICK_SOLUTION = "tick_solution", GestureKind.PLAN
    FOCUS_TOPIC = "focus_topic", GestureKind.PLAN
    ADOPT_SOLUTION = "adopt_solution", GestureKind.PLAN
    SET_ASIDE_SOLUTION = "set_aside_solution", GestureKind.PLAN
    REOPEN_SOLUTION = "reopen_solution", GestureKind.PLAN
    SET_AUTOMATES = "set_automates", GestureKind.PLAN
    TAKE_RETURNED = "take_returned", GestureKind.PLAN
    ADD_ACTION = "add_action", GestureKind.PLAN
    SAVE_ACTION = "save_action", GestureKind.PLAN
    REMOVE_ACTION = "remove_action", GestureKind.PLAN
    ACCEPT_ACTION = "accept_action", GestureKind.PLAN
    HAND_OVER = "hand_over", GestureKind.PLAN
    SET_ACTION_STATUS = "set_action_status", GestureKind.PLAN
    SAY_OF_ACTION = "say_of_action", GestureKind.PLAN
    CARRY_ACTION = "carry_action", GestureKind.PLAN
    PLACE_ACTION = "place_action", GestureKind.PLAN
    NEED_ACTION = "need_action", GestureKind.PLAN
    FREE_ACTION = "free_action", GestureKind.PLAN
    ADD_PROJECT = "add_project", GestureKind.PLAN
    SAVE_PROJECT = "save_project", GestureKind.PLAN
    TICK_CRITERION = "tick_criterion", GestureKind.PLAN
    FINISH_PHASE = "finish_phase", GestureKind.PLAN
    REMOVE_PROJECT = "remove_project", GestureKind.PLAN
    ADD_DOMAIN = "add_domain", GestureKind.PLAN
    SAVE_DOMAIN = "save_domain", GestureKind.PLAN
    ORDER_DOMAINS = "order_domains", GestureKind.PLAN
    REMOVE_DOMAIN = "remove_domain", GestureKind.PLAN
    ADD_MEETING = "add_meeting", GestureKind.PLAN
    SAVE_MEETING = "save_meeting", GestureKind.PLAN
    REMOVE_MEETING = "remove_meeting", GestureKind.PLAN
    ADD_ITEM = "add_item", GestureKind.PLAN
    SAVE_ITEM = "save_item", GestureKind.PLAN
    QUALIFY_ITEM = "qualify_item", GestureKind.PLAN
    DECIDE_ITEM = "decide_item", GestureKind.PLAN
    REOPEN_ITEM = "reopen_item", GestureKind.PLAN
    REMOVE_ITEM = "remove_item", GestureKind.PLAN
    ASK_DECISION = "ask_decision", GestureKind.PLAN
    ANSWER_DECISION = "answer_decision", GestureKind.PLAN
    REOPEN_DECISION = "reopen_decision", GestureKind.PLAN
    REMOVE_DECISION = "remove_decision", GestureKind.PLAN
    RECORD_READINESS = "record_readiness", GestureKind.PLAN
    REMOVE_READINESS = "remove_readiness", GestureKind.PLAN
    ADD_EVIDENCE = "add_evidence", GestureKind.PLAN
    SAVE_EVIDENCE = "save_evidence", GestureKind.PLAN
    CHOOSE_SUCCESS = "choose_success", GestureKind.PLAN
    REMOVE_EVIDENCE = "remove_evidence", GestureKind.PLAN
    SET_BADGES = "set_badges", GestureKind.PLAN
    ADD_MEASURE = "add_measure", GestureKind.PLAN
    SAVE_MEASURE = "save_measure", GestureKind.PLAN
    REMOVE_MEASURE = "remove_measure", GestureKind.PLAN
    RECORD_READING = "record_reading", GestureKind.PLAN
    REMOVE_READING = "remove_reading", GestureKind.PLAN
    ADD_PILOT = "add_pilot", GestureKind.PLAN
    SAVE_PILOT = "save_pilot", GestureKind.PLAN
    DECIDE_PILOT = "decide_pilot", GestureKind.PLAN
    REOPEN_PILOT = "reopen_pilot", GestureKind.PLAN
    REMOVE_PILOT = "remove_pilot", GestureKind.PLAN
    ADD_COMMITMENT = "add_commitment", GestureKind.PLAN
    SAVE_COMMITMENT = "save_commitment", GestureKind.PLAN
    REMOVE_COMMITMENT = "remove_commitment", GestureKind.PLAN

    CREATE_WORKSHOP = "create_workshop", GestureKind.ACCESS
    TAKE_IN = "take_in", GestureKind.ACCESS
    NEXT_EDITION = "next_edition", GestureKind.ACCESS
    SEAL = "seal", GestureKind.ACCESS
    DELETE_WORKSHOP = "delete_workshop", GestureKind.ACCESS
    OPEN_TO_SPONSOR = "open_to_sponsor", GestureKind.ACCESS
    NEW_LINK = "new_link", GestureKind.ACCESS
    REVOKE_LINKS = "revoke_links", GestureKind.ACCESS
    NEW_RECOVERY = "new_recovery", GestureKind.ACCESS
    USE_RECOVERY_CODE = "use_recovery_code", GestureKind.ACCESS
    ADD_PERSON = "add_person", GestureKind.ACCESS
    SAVE_PERSON = "save_person", GestureKind.ACCESS
    REMOVE_PERSON = "remove_person", GestureKind.ACCESS
    NEW_PERSON_LINK = "new_person_link", GestureKind.ACCESS
    REVOKE_PERSON_LINKS = "revoke_person_links", GestureKind.ACCESS
