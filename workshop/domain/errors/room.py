"""Workshops, their doors and their phases, and who signs in."""

from workshop.domain.errors.base import Invalid, NotFound, Refused


class WorkshopUnknown(NotFound):
    code = "workshop_unknown"


class LinkUnknown(NotFound):
    """A link that never was, was revoked, expired or was used up."""

    code = "link_unknown"


class TemplateUnknown(NotFound):
    code = "template_unknown"


class AgendaOutOfOrder(Invalid):
    """A phase twice or out of the order of the road, or a break that is between no two phases."""

    code = "agenda_out_of_order"


class DoorClosed(Refused):
    """The facilitator closed the door to newcomers."""

    code = "door_closed"


class WorkshopSealed(Refused):
    """The workshop was sealed for good: no phone is recognised, and none may send any more."""

    code = "workshop_sealed"


class PhaseClosed(Refused):
    """Phones may not do this in the current phase; ``phase`` is its code."""

    code = "phase_closed"


class QuestionUnknown(NotFound):
    code = "question_unknown"


class QuestionClosed(Refused):
    """The question is not on the phones any more, or not yet."""

    code = "question_closed"


class AnswerUnknown(NotFound):
    """``question`` has no answer in words of that rank."""

    code = "answer_unknown"


class SigninRefused(Invalid):
    """Address or password, code or recovery code: not saying which one is wrong."""

    code = "signin_refused"


class AccountExists(Invalid):
    code = "account_exists"


class AccountUnknown(Invalid):
    """``email``: no account has this address."""

    code = "account_unknown"


class PasswordTooShort(Invalid):
    code = "password_too_short"
