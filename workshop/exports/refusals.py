"""Why a file cannot be taken in, in one sentence that says where to look."""

from workshop.domain.errors import FileUnreadable, WorkshopError
from workshop.i18n import Words


def sentence(say: Words, error: WorkshopError) -> str:
    """The refusal of a file: the line or the place first, then what is wrong there."""
    if not isinstance(error, FileUnreadable):
        return say.error(error)
    cause = error.__cause__
    if isinstance(cause, WorkshopError):  # the rule that a value in the file broke
        wrong = say.error(cause)
    else:
        wrong = say(f"file.reason.{error.facts['reason']}", **error.facts)
    if "line" in error.facts:
        return say("error.at_line", line=error.facts["line"], sentence=wrong)
    if "place" in error.facts:
        return say("file.at_place", place=error.facts["place"], sentence=wrong)
    return wrong
