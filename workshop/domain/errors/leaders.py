"""What leaders promise and answer."""

from workshop.domain.errors.base import NotFound, Refused
from workshop.domain.errors.room import WorkshopUnknown


class CommitmentUnknown(NotFound):
    code = "commitment_unknown"


class SponsorLinkEnded(WorkshopUnknown):
    """No live sponsor's link: never was, revoked, or expired. Tells nothing of the workshop."""

    code = "sponsor_link_ended"


class SponsorPageClosed(Refused):
    """The facilitator has closed the sponsor's page."""

    code = "sponsor_page_closed"


class AnswersFull(Refused):
    """The question has ``most`` answers of the sponsor already."""

    code = "answers_full"
