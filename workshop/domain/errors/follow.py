"""The weeks after: meetings, the change board, measures, pilots and proofs."""

from workshop.domain.errors.base import Invalid, NotFound, Refused


class MeetingUnknown(NotFound):
    code = "meeting_unknown"


class MeetingExists(Refused):
    """There was a meeting of that kind on ``day`` already: its minutes are to be gone on with."""

    code = "meeting_exists"


class DecisionUnknown(NotFound):
    code = "decision_unknown"


class ItemUnknown(NotFound):
    """There is no such new item on the change board."""

    code = "item_unknown"


class ItemUnqualified(Refused):
    """``item`` has no importance yet: nothing can be decided of it."""

    code = "item_unqualified"


class ItemAccepted(Refused):
    """``item`` has become ``action``: that is where it goes on."""

    code = "item_accepted"


class ReadinessUnknown(NotFound):
    """Nothing was said of how ready the programme was on ``day``."""

    code = "readiness_unknown"


class EvidenceUnknown(NotFound):
    code = "evidence_unknown"


class MeasureUnknown(NotFound):
    code = "measure_unknown"


class MeasureInUse(Refused):
    """``pilots`` are judged by the measure: it can neither go nor tell something else."""

    code = "measure_in_use"


class ReadingUnknown(NotFound):
    """The measure was not read on that day, or not for that pilot."""

    code = "reading_unknown"


class PilotUnknown(NotFound):
    code = "pilot_unknown"


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
