"""What the phones' door refuses before any rule of the workshop is asked, and each one's status."""

from workshop.domain.errors import Invalid, NotFound, Refused, TooFast, WorkshopError


class PageUnknown(NotFound):
    """No page of a room has this address."""

    code = "page_unknown"


class ForeignOrigin(WorkshopError):
    """The form was sent by a page that is not ours (HTTP 403)."""

    code = "foreign_origin"


class BodyTooLarge(WorkshopError):
    """More than ``limit`` bytes were sent (HTTP 413)."""

    code = "body_too_large"


class BodyUnreadable(Invalid):
    """The body is not what its content type says."""

    code = "body_unreadable"


class Unavailable(WorkshopError):
    """The gesture could not be written now; ``seconds`` to wait before trying again (HTTP 503)."""

    code = "unavailable"


_STATUS: tuple[tuple[type[WorkshopError], int], ...] = (
    (NotFound, 404),
    (Refused, 409),
    (Invalid, 422),
    (TooFast, 429),
    (ForeignOrigin, 403),
    (BodyTooLarge, 413),
    (Unavailable, 503),
)


def status_of(error: WorkshopError) -> int:
    """The HTTP status of a refusal; 500 for one that phones should never meet."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
