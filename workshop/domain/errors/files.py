"""Files that are read in: archives, and sheets with their cells."""

from workshop.domain.errors.base import Invalid, Refused


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


class SheetColumnPersonal(Invalid):
    """``column`` tells of people or of when they wrote: it is never taken in."""

    code = "sheet_column_personal"


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


class WorkbookUnmarked(Invalid):
    """A workbook that does not say which workshop gave it out, or that was torn."""

    code = "workbook_unmarked"


class WorkbookElsewhere(Invalid):
    """The workbook of another workshop, ``workshop``: its code."""

    code = "workbook_elsewhere"


class LabelTwice(Invalid):
    """``label`` stands on two lines of a sheet: which one is meant is not for us to choose."""

    code = "label_twice"
