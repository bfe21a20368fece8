"""What stands beside the topics of the matrix, in words: on screens and in pictures alike."""

from collections.abc import Sequence

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.i18n import Words
from workshop.services.views.workshop import TopicLine, WorkshopView


def topic_note(t: Words, topic: TopicLine) -> str:
    """What stands beside a topic's title: to confirm, its points, or its voices."""
    if topic.moved_to is None and topic.computed.to_confirm:
        return t("ui.matrix.to_confirm")
    if topic.client.from_data or topic.employee.from_data:
        return t("ui.matrix.note.data")
    if topic.votes:
        return t.count("count.votes", topic.votes)
    people = (topic.client.placing.people, topic.employee.placing.people)
    if topic.client.rated and topic.employee.rated:  # the same people rated both sides
        return t.count("count.voices", max(people))
    return t.count("count.voices", sum(people))


def contested_counts(topics: Sequence[TopicLine]) -> tuple[int, int]:
    """Of contested topics: on how many voices disagree, and how many have no effect."""
    shared = sum(topic.computed.shared for topic in topics)
    return shared, len(topics) - shared


def tray_line(t: Words, missing: int, shared: int, neutral: int = 0) -> str:
    """How many topics wait for a side, divide the room, or have no effect, in words."""
    parts = []
    if missing:
        parts.append(t.count("ui.matrix.tray", missing))
    if shared:
        parts.append(t.count("ui.matrix.contested", shared))
    if neutral:
        parts.append(t.count("ui.matrix.neutral", neutral))
    return " · ".join(parts)


def tray_said(t: Words, view: WorkshopView) -> str:
    """The line of the tray, "" when every topic has its place."""
    missing = view.in_quadrant(Quadrant.ONE_SIDE_MISSING)
    return tray_line(t, len(missing), *contested_counts(view.in_quadrant(Quadrant.CONTESTED)))


def matrix_said(t: Words, view: WorkshopView) -> str:
    """Each quadrant with its topics by name, then the tray, for whoever does not see them."""
    places = [
        f"{t(f'quadrant.{place}')}{t('ui.colon')} {t.listing([one.title for one in topics])}."
        for place in QUADRANTS
        if (topics := view.in_quadrant(place))
    ]
    waiting = tray_said(t, view)
    return " ".join([*places, f"{waiting}." if waiting else ""]).strip() or t("ui.matrix.empty")
