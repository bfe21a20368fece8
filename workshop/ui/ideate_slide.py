"""The question that a topic asks of both sides, on the facilitator's page and on the projector."""

from typing import Any

from workshop.domain.words import Quadrant, Sees, SolutionStatus
from workshop.i18n import Words
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine, WorkshopView

PROMPTS_SHOWN = 4
QUOTES_SHOWN = 2

Lines = list[dict[str, Any]]


def how_might_we(t: Words, topic: TopicLine) -> str:
    """The question, in the room's own words."""
    return t(f"ideate.prompt.{topic.quadrant}", topic=topic.title)


def pushed_topic(view: WorkshopView) -> TopicLine | None:
    """The topic that phones find ideas for, None while each chooses."""
    return view.topic(f"T{view.workshop.focus_topic}")


def ideas_under(view: WorkshopView, topic: TopicLine) -> Lines:
    """The ideas that answer a topic, or one of its causes."""
    causes = {cause.label for cause in view.causes_of(topic.label)}
    return [
        {"label": line.label, "title": line.title}
        for line in readable(view)
        if topic.label in line.topics or causes.intersection(line.causes)
    ]


def ideate_slide(t: Words, view: WorkshopView) -> tuple[str, Lines]:
    """Layout and lines: the question that is pushed, in the room's sentences, and its ideas; else
    all ideas; else the questions of the priority topics. No idea while phones may read none."""
    topic = pushed_topic(view)
    if topic is not None:
        asked: Lines = [
            {"label": topic.label, "code": topic.quadrant, "title": how_might_we(t, topic)}
        ]
        return "topic", [*asked, *_quotes(t, view, topic), *ideas_under(view, topic)]
    ideas: Lines = [_idea(view, line) for line in readable(view)]
    if ideas:
        return "list", ideas
    return "list", [
        {"label": one.label, "code": one.quadrant, "title": how_might_we(t, one)}
        for one in view.in_quadrant(Quadrant.PRIORITY)[:PROMPTS_SHOWN]
    ]


def _idea(view: WorkshopView, line: SolutionLine) -> dict[str, Any]:
    """An idea, and the topic that it answers first."""
    topic = next((found for label in line.topics if (found := view.topic(label))), None)
    answers = {"code": topic.quadrant, "under": topic.title} if topic else {}
    return {"label": line.label, "title": line.title, **answers}


def standing(view: WorkshopView) -> list[SolutionLine]:
    """The ideas that nobody has set aside: the room reads and counts these alone."""
    return [line for line in view.solutions if line.status is not SolutionStatus.SET_ASIDE]


def readable(view: WorkshopView) -> list[SolutionLine]:
    """The ideas that stand, none while the room is told no more than how many there are."""
    return standing(view) if view.workshop.rights.sees is Sees.EVERYTHING else []


def _quotes(t: Words, view: WorkshopView, topic: TopicLine) -> Lines:
    """What most people joined of the topic's sentences, where the room may read them."""
    if view.workshop.rights.sees is not Sees.EVERYTHING:
        return []
    held = [card for card in view.shown_cards if card.topic == topic.label]
    held.sort(key=lambda card: -card.me_too)
    return [
        {"title": "", "under": t("ui.projector.quote", text=text)}
        for text in list(dict.fromkeys(card.text for card in held))[:QUOTES_SHOWN]
    ]
