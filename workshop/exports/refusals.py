"""Why a file cannot be taken in, in one sentence that says where to look."""

from workshop.domain.errors import WorkshopError
from workshop.i18n import Words


def sentence(say: Words, error: WorkshopError) -> str:
    """The refusal of a file: the line or the place first, then what is wrong there."""
    reason = str(error.facts.get("reason", error.code))
    facts = {name: value for name, value in error.facts.items() if name not in ("line", "place")}
    keys = (f"file.reason.{reason}", f"error.{reason}")
    wrong = next((say(key, **facts) for key in keys if say.has(key)), say.error(error))
    if "line" in error.facts:
        return say("file.at_line", line=error.facts["line"], wrong=wrong)
    if "place" in error.facts:
        return say("file.at_place", place=error.facts["place"], wrong=wrong)
    return wrong
