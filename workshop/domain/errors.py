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


class PersonaUnknown(NotFound):
    """There is no such persona, or it is of the other side."""

    code = "persona_unknown"


class TopicUnknown(NotFound):
    code = "topic_unknown"


class SolutionUnknown(NotFound):
    code = "solution_unknown"


class ActionUnknown(NotFound):
    code = "action_unknown"


class PersonUnknown(NotFound):
    code = "person_unknown"


class StakeholderUnknown(NotFound):
    """``name`` is not among those who rank ideas beside the room."""

    code = "stakeholder_unknown"


class DomainUnknown(NotFound):
    """There is no functional domain of the name ``domain``."""

    code = "domain_unknown"


class ProjectUnknown(NotFound):
    code = "project_unknown"


class CriterionUnknown(NotFound):
    """``project`` has no such criterion of being done."""

    code = "criterion_unknown"


class ProjectPhaseUnknown(NotFound):
    """``project`` has no such phase."""

    code = "project_phase_unknown"


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


class CauseUnknown(NotFound):
    code = "cause_unknown"


class MeetingUnknown(NotFound):
    code = "meeting_unknown"


class DecisionUnknown(NotFound):
    code = "decision_unknown"


class ItemUnknown(NotFound):
    """There is no such new item on the change board."""

    code = "item_unknown"


class ReadinessUnknown(NotFound):
    """Nothing was said of how ready the programme was on ``day``."""

    code = "readiness_unknown"


class EvidenceUnknown(NotFound):
    code = "evidence_unknown"


class MeasureUnknown(NotFound):
    code = "measure_unknown"


class PilotUnknown(NotFound):
    code = "pilot_unknown"


class ReadingUnknown(NotFound):
    """The measure was not read on that day, or not for that pilot."""

    code = "reading_unknown"


class TemplateUnknown(NotFound):
    code = "template_unknown"


class LinkUnknown(NotFound):
    """A link that never was, was revoked, expired or was used up."""

    code = "link_unknown"


class MeetingExists(Refused):
    """There was a meeting of that kind on ``day`` already: its minutes are to be gone on with."""

    code = "meeting_exists"


class ItemUnqualified(Refused):
    """``item`` has no importance yet: nothing can be decided of it."""

    code = "item_unqualified"


class ItemAccepted(Refused):
    """``item`` has become ``action``: that is where it goes on."""

    code = "item_accepted"


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


class LensTooFine(Refused):
    """A split by role family is not crossed with another filter: it could be one person."""

    code = "lens_too_fine"


class TopicRoundUnknown(NotFound):
    """No round of this workshop has had topics rated yet."""

    code = "topic_round_unknown"


class TopicRoundOpen(Refused):
    """Phones are rating topics already: one round at a time."""

    code = "topic_round_open"


class TopicRoundClosed(Refused):
    """Phones do not rate topics any more, or not yet."""

    code = "topic_round_closed"


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


class EnoughCompared(Refused):
    """This phone has compared ``limit`` pairs of cards: no more are asked of one participant."""

    code = "enough_compared"


class TagMissing(Refused):
    """A cause of the topic ``topic``, which the team pays for, must say of what kind it is."""

    code = "tag_missing"


class TooManyWhys(Refused):
    """A ladder holds at most ``limit`` whys."""

    code = "too_many_whys"


class DependencyCircle(Refused):
    """An action would wait for itself: ``path`` is the way round, labels from it back to it;
    ``way`` the same with what each says.
    """

    code = "dependency_circle"


class ProjectUnfinished(Refused):
    """A project is done when each of its criteria is met; ``criteria`` are those that are not."""

    code = "project_unfinished"


class PhaseGateShut(Refused):
    """A phase of a project ends only after the one before it, ``before``."""

    code = "phase_gate_shut"


class NothingToUndo(Refused):
    code = "nothing_to_undo"


class NothingToRedo(Refused):
    code = "nothing_to_redo"


class StepHasCards(Refused):
    """Removing a step must say what becomes of its ``cards``."""

    code = "step_has_cards"


class ModeMixed(Refused):
    """The two modes of journeys never mix: ``steps`` of the other one stand in the way."""

    code = "mode_mixed"


class NoPlaceYet(Refused):
    """A topic cannot be moved into a quadrant before both sides have spoken."""

    code = "no_place_yet"


class DayAhead(Invalid):
    """``day`` has not come yet: what happened cannot have happened then."""

    code = "day_ahead"


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


class TooMany(Invalid):
    """``field`` holds more than ``limit`` of them."""

    code = "too_many"


class NamedTwice(Invalid):
    """Two of them would have the same ``name``, and nobody could tell them apart."""

    code = "named_twice"


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


class MarkMissing(Invalid):
    """Of the two marks on the idea ``solution`` only one was given."""

    code = "mark_missing"


class TitleDoesNotMatch(Invalid):
    """Deleting asks for the workshop's title, typed exactly."""

    code = "title_does_not_match"


class ActionFinished(Refused):
    """``action`` was done or dropped: there is nothing to take up again."""

    code = "action_finished"


class TrailUnknown(NotFound):
    """Nothing that leaves a trail has this ``label`` in the workshop."""

    code = "trail_unknown"


class ActionIncomplete(Invalid):
    """An action leaves its draft only with everything in ``missing`` filled in."""

    code = "action_incomplete"


class SolutionUntied(Invalid):
    """A solution is adopted only once it answers a topic or a cause."""

    code = "solution_untied"


class PainUnanswered(Invalid):
    """A side pays for the solution: it is adopted only with what is answered to ``side``."""

    code = "pain_unanswered"


class HumanUnanswered(Invalid):
    """The solution lets a machine take the place of people at ``steps``: it is adopted only with
    what stays human there.
    """

    code = "human_unanswered"


class ProjectIncomplete(Invalid):
    """A project leaves its draft only with everything in ``missing`` filled in."""

    code = "project_incomplete"


class MeasureInUse(Refused):
    """``pilots`` are judged by the measure: it can neither go nor tell something else."""

    code = "measure_in_use"


class PilotOneSided(Refused):
    """A pilot is not read before it has a measure of each side."""

    code = "pilot_one_sided"


class PilotDecided(Refused):
    """The pilot ``pilot`` is decided: whoever wants to change it opens it again first."""

    code = "pilot_decided"


class PilotOpen(Refused):
    """The pilot ``pilot`` is not decided: there is nothing to open again."""

    code = "pilot_open"


class PilotSidePays(Refused):
    """A side is worse off than before: the pilot ``pilot`` cannot be generalised."""

    code = "pilot_side_pays"


class PilotUnread(Refused):
    """Nobody can tell yet what became of a side: ``pilot`` cannot be generalised."""

    code = "pilot_unread"


class PilotMeasureRead(Refused):
    """``measure`` was read for this pilot: it stays among what the pilot is judged by."""

    code = "pilot_measure_read"


class ValuesUnreadable(Invalid):
    """``value`` is no number."""

    code = "values_unreadable"


class FigureUnusable(Invalid):
    """``field`` is no number that a measure can be computed with."""

    code = "figure_unusable"


class DatesReversed(Invalid):
    """``name`` would end before it begins."""

    code = "dates_reversed"


class ThresholdOutOfRange(Invalid):
    """A side pays below 0 and gains above it; ``field``: which of the two thresholds is no such."""

    code = "threshold_out_of_range"


class FileUnreadable(Invalid):
    """A file that is not what it should be; ``reason`` is a code, ``line`` where known."""

    code = "file_unreadable"


class SheetTooHeavy(Invalid):
    """A table of more than ``limit`` megabytes, or one that would unpack to more."""

    code = "sheet_too_heavy"


class SheetUnreadable(Invalid):
    """No table at all, or a damaged one; ``line`` where known."""

    code = "sheet_unreadable"


class SheetOldFormat(Invalid):
    """A workbook of a kind that is no longer written, or one locked by a password."""

    code = "sheet_old_format"


class SheetEmpty(Invalid):
    """Not one line below the names of the columns."""

    code = "sheet_empty"


class SheetTooLong(Invalid):
    """More than ``limit`` lines."""

    code = "sheet_too_long"


class SheetManyPages(Invalid):
    """A workbook of more than ``limit`` sheets."""

    code = "sheet_many_pages"


class SheetManyCells(Invalid):
    """A sheet of a workbook with more than ``limit`` filled cells; as CSV it may be read."""

    code = "sheet_many_cells"


class SheetTooWide(Invalid):
    """More than ``limit`` columns."""

    code = "sheet_too_wide"


class SheetQuoteOpen(Invalid):
    """A quotation mark on ``line`` never closes, or closes in the middle of a cell."""

    code = "sheet_quote_open"


class SheetOverflow(Invalid):
    """``line`` has more cells than there are columns."""

    code = "sheet_overflow"


class SheetCellTooLong(Invalid):
    """The cell of ``line`` and ``column`` has ``length`` characters, more than ``limit``."""

    code = "sheet_cell_too_long"


class SheetFormula(Invalid):
    """The formula of ``line`` and ``column`` (a letter) was never computed."""

    code = "sheet_formula"


class SheetFault(Invalid):
    """The formula of ``line`` and ``column`` (a letter) ended in an error, ``value``."""

    code = "sheet_fault"


class SheetColumnMissing(Invalid):
    """No column says ``field``, without which nothing can be taken in."""

    code = "sheet_column_missing"


class SheetHasErrors(Refused):
    """``errors`` lines are wrong: nothing is taken in before they are mended."""

    code = "sheet_has_errors"


class NumberDoubtful(Invalid):
    """``value`` is no whole number, or one that may be read in two ways."""

    code = "number_doubtful"


class ScoreDoubtful(Invalid):
    """``value`` is no mark of a survey, or one that may be read in two ways."""

    code = "score_doubtful"


class DateDoubtful(Invalid):
    """``value`` is no date, or one that may be read in two ways."""

    code = "date_doubtful"


class WordUnknown(Invalid):
    """``value`` is none of the words of its column, such as ``choices``."""

    code = "word_unknown"


class StepMissing(Invalid):
    """A line of a table says something, but of no step."""

    code = "step_missing"


class LaneElsewhere(Invalid):
    """``value`` is a lane that a journey of this mode does not have."""

    code = "lane_elsewhere"


class ChannelMissing(Invalid):
    """A figure of a channel, without the channel."""

    code = "channel_missing"


class ChannelsMixed(Invalid):
    """One figure for several channels of the same cell."""

    code = "channels_mixed"


class FigureTwice(Invalid):
    """Two lines give two figures for the same ``channel`` of one step."""

    code = "figure_twice"


class KpiMissing(Invalid):
    """A department or a direction of a KPI, without the KPI."""

    code = "kpi_missing"


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


class MailNotConfigured(WorkshopError):
    """No mail server is named in the settings."""

    code = "mail_not_configured"


class MailUnreachable(WorkshopError):
    """``host`` does not answer on ``port``, or not as privately as the settings ask."""

    code = "mail_unreachable"


class MailLoginRefused(WorkshopError):
    """The mail server ``host`` does not take the user or the password of the settings."""

    code = "mail_login_refused"


class MailSenderRefused(WorkshopError):
    """The mail server takes no mail from the address of the settings; ``status``: its code."""

    code = "mail_sender_refused"


class MailAddressRefused(WorkshopError):
    """The address of ``name`` is none that a mail can go to."""

    code = "mail_address_refused"


class MailBroken(WorkshopError):
    """The line to the mail server went dead, or it refused the mail to ``name``."""

    code = "mail_broken"


class MailUnderWay(WorkshopError):
    """The mails of this workshop are being sent already."""

    code = "mail_under_way"


class TrialUnderWay(WorkshopError):
    """Simulated phones are already at work in this process: two crowds would measure each other."""

    code = "trial_under_way"


class TrialFailed(WorkshopError):
    """The server that simulated phones were to join did not start."""

    code = "trial_failed"
