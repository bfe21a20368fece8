"""The kinds of refusal: what the screens and the phone channel tell apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar


class WorkshopError(Exception):
    """A rule of the product said no; ``facts`` fill the placeholders of its sentence."""

    code: ClassVar[str] = "workshop_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


@contextmanager
def at_line(line: int) -> Iterator[None]:
    """What is refused inside says which line of a sheet or a file it was, from 1."""
    try:
        yield
    except WorkshopError as refused:
        refused.facts["line"] = line
        raise


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
