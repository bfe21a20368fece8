"""What can be refused: one class per broken rule, carrying facts and a code, never a sentence.

The screen layer turns ``code`` and ``facts`` into words (catalogue key ``error.<code>``).
"""

from typing import ClassVar


class WorkshopError(Exception):
    """A rule of the product said no; ``facts`` fill the placeholders of its sentence."""

    code: ClassVar[str] = "workshop_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class NotFound(WorkshopError):
    """The thing does not exist, or this actor may not know that it does (HTTP 404)."""

    code = "not_found"


class Refused(WorkshopError):
    """The state of the workshop forbids the gesture (HTTP 409)."""

    code = "refused"


class Invalid(WorkshopError):
    """What was sent is not usable as it is (HTTP 422)."""

    code = "invalid"


class TooFast(WorkshopError):
    """The same participant sends faster than the pace allows (HTTP 429); ``seconds`` to wait."""

    code = "too_fast"


class WorkshopUnknown(NotFound):
    code = "workshop_unknown"


class StepUnknown(NotFound):
    code = "step_unknown"


class CardUnknown(NotFound):
    code = "card_unknown"


class TopicUnknown(NotFound):
    code = "topic_unknown"


class SolutionUnknown(NotFound):
    code = "solution_unknown"


class ActionUnknown(NotFound):
    code = "action_unknown"


class QuestionUnknown(NotFound):
    code = "question_unknown"


class AnswerUnknown(NotFound):
    """``question`` has no answer in words of that rank."""

    code = "answer_unknown"


class VoteUnknown(NotFound):
    """There is no such voting round in this workshop."""

    code = "vote_unknown"


class TargetUnknown(NotFound):
    """``target`` is not among what this round votes on."""

    code = "target_unknown"


class TemplateUnknown(NotFound):
    code = "template_unknown"


class LinkUnknown(NotFound):
    """A link that never was, was revoked, expired or was used up."""

    code = "link_unknown"


class PhaseClosed(Refused):
    """Phones may not do this in the current phase; ``phase`` is its code."""

    code = "phase_closed"


class QuestionClosed(Refused):
    """The question is not on the phones any more, or not yet."""

    code = "question_closed"


class VoteClosed(Refused):
    """This voting round takes no points any more."""

    code = "vote_closed"


class VoteOpen(Refused):
    """One voting round at a time: ``session`` is still open."""

    code = "vote_open"


class VoteBudgetSpent(Refused):
    """``left`` points of ``budget`` are left, fewer than asked."""

    code = "vote_budget_spent"


class VoteCapReached(Refused):
    """No more than ``cap`` points on one target."""

    code = "vote_cap_reached"


class VoteCodeNeeded(Refused):
    """This round asks for one of the paper codes first."""

    code = "vote_code_needed"


class VoteCodeRefused(Refused):
    """Not one of the round's codes, or somebody else has used it."""

    code = "vote_code_refused"


class DoorClosed(Refused):
    """The facilitator closed the door to newcomers."""

    code = "door_closed"


class ScreenStale(Refused):
    """Somebody else changed the thing since this screen drew it."""

    code = "screen_stale"


class NothingToUndo(Refused):
    code = "nothing_to_undo"


class NothingToRedo(Refused):
    code = "nothing_to_redo"


class StepHasCards(Refused):
    """Removing a step must say what becomes of its ``cards``."""

    code = "step_has_cards"


class NoPlaceYet(Refused):
    """A topic cannot be moved into a quadrant before both sides have spoken."""

    code = "no_place_yet"


class TextEmpty(Invalid):
    code = "text_empty"


class TextTooLong(Invalid):
    """``limit`` and ``length`` in characters after cleaning."""

    code = "text_too_long"


class ValueUnknown(Invalid):
    """``field`` holds a ``value`` outside its list."""

    code = "value_unknown"


class NumberOutOfRange(Invalid):
    """``field`` is not a whole number between ``low`` and ``high``."""

    code = "number_out_of_range"


class IdMalformed(Invalid):
    """``field`` should be a UUID."""

    code = "id_malformed"


class CardAlreadyInTopic(Invalid):
    """``card`` already belongs to ``topic``."""

    code = "card_already_in_topic"


class NoCards(Invalid):
    code = "no_cards"


class ReasonMissing(Invalid):
    code = "reason_missing"


class TitleDoesNotMatch(Invalid):
    """Deleting asks for the workshop's title, typed exactly."""

    code = "title_does_not_match"


class ActionIncomplete(Invalid):
    """An action leaves its draft only with everything in ``missing`` filled in."""

    code = "action_incomplete"


class FileUnreadable(Invalid):
    """A file that is not what it should be; ``reason`` is a code, ``line`` where known."""

    code = "file_unreadable"


class SigninRefused(Invalid):
    """Address or password, code or recovery code: not saying which one is wrong."""

    code = "signin_refused"


class AccountExists(Invalid):
    code = "account_exists"


class PasswordTooShort(Invalid):
    code = "password_too_short"


class EmailMalformed(Invalid):
    code = "email_malformed"


class DatabaseUnreachable(WorkshopError):
    """``database`` (its address without a password) does not answer."""

    code = "database_unreachable"


class DatabaseUnreadable(WorkshopError):
    """The file ``database`` is damaged, or no database at all."""

    code = "database_unreadable"


class SchemaNewer(WorkshopError):
    """The database was last opened by a newer release: it is at ``found``, we know ``known``."""

    code = "schema_newer"


class SchemaHalfDone(WorkshopError):
    """The database has lost ``missing`` (names of tables), or is at several revisions at once."""

    code = "schema_half_done"


class MigrationFailed(WorkshopError):
    """The upgrade from ``before`` to ``after`` was undone; ``backup`` is the copy made first."""

    code = "migration_failed"


class BackupExists(WorkshopError):
    """There is a file at ``path`` already: a backup overwrites nothing."""

    code = "backup_exists"


class BackupUnwritable(WorkshopError):
    """``path`` cannot be written; ``reason`` in the system's words."""

    code = "backup_unwritable"


class BackupUnreadable(WorkshopError):
    """``path`` is no whole backup; ``reason``: missing, not_a_backup, damaged or not_workshops."""

    code = "backup_unreadable"


class DatabaseNotEmpty(WorkshopError):
    """``database`` holds something already: a copy mixes nothing."""

    code = "database_not_empty"


class PortTaken(WorkshopError):
    """Another program listens on ``port`` already."""

    code = "port_taken"


class PortForbidden(WorkshopError):
    """The system keeps ``port`` for itself, or ``host`` is no address of this computer."""

    code = "port_forbidden"


class ConfigurationRefused(WorkshopError):
    """Streamlit's ``options`` are not what the promises of the product rest on."""

    code = "configuration_refused"


class TrialUnderWay(WorkshopError):
    """Simulated phones are already at work in this process: two crowds would measure each other."""

    code = "trial_under_way"


class TrialFailed(WorkshopError):
    """The server that simulated phones were to join did not start."""

    code = "trial_failed"
