"""Cards, the topics they are put into, and their places on the matrix."""

from workshop.domain.errors.base import Invalid, NotFound, Refused


class CardUnknown(NotFound):
    code = "card_unknown"


class TopicUnknown(NotFound):
    code = "topic_unknown"


class CardAlreadyInTopic(Invalid):
    """``card`` already belongs to ``topic``."""

    code = "card_already_in_topic"


class NoCards(Invalid):
    code = "no_cards"


class MarkMissing(Invalid):
    """Of the two marks on the idea ``solution`` only one was given."""

    code = "mark_missing"


class NothingToUndo(Refused):
    code = "nothing_to_undo"


class NothingToRedo(Refused):
    code = "nothing_to_redo"


class EnoughCompared(Refused):
    """This phone has compared ``limit`` pairs of cards: no more are asked of one participant."""

    code = "enough_compared"


class NoPlaceYet(Refused):
    """A topic cannot be moved into a quadrant before both sides have spoken."""

    code = "no_place_yet"


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


class CauseUnknown(NotFound):
    code = "cause_unknown"


class TagMissing(Refused):
    """A cause of the topic ``topic``, which the team pays for, must say of what kind it is."""

    code = "tag_missing"


class TooManyWhys(Refused):
    """A ladder holds at most ``limit`` whys."""

    code = "too_many_whys"
