"""What somebody typed or chose is not usable as it is, whatever it was said of."""

from workshop.domain.errors.base import Invalid, NotFound, Refused


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


class PaperEmpty(Invalid):
    """A sheet of paper on which nothing was said."""

    code = "paper_empty"


class PaperUnknown(NotFound):
    """No sheet of paper that was typed in, or not any more."""

    code = "paper_unknown"


class IdMalformed(Invalid):
    """``field`` should be a UUID."""

    code = "id_malformed"


class EmailMalformed(Invalid):
    code = "email_malformed"


class DayAhead(Invalid):
    """``day`` has not come yet: what happened cannot have happened then."""

    code = "day_ahead"


class DatesReversed(Invalid):
    """``name`` would end before it begins."""

    code = "dates_reversed"


class FigureUnusable(Invalid):
    """``field`` is no number that a measure can be computed with."""

    code = "figure_unusable"


class ThresholdOutOfRange(Invalid):
    """A side pays below 0 and gains above it; ``field``: which of the two thresholds is no such."""

    code = "threshold_out_of_range"


class ReasonMissing(Invalid):
    code = "reason_missing"


class TitleDoesNotMatch(Invalid):
    """Deleting asks for the workshop's title, typed exactly."""

    code = "title_does_not_match"


class CodeDoesNotMatch(Invalid):
    """Sealing for good asks for the workshop's code, typed."""

    code = "code_does_not_match"


class ScreenStale(Refused):
    """Somebody else changed the thing since this screen drew it."""

    code = "screen_stale"
