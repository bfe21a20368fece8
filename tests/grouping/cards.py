"""The demo workshop's cards with the topic that each was written for."""

from workshop.grouping.sayings import Saying
from workshop.services.templates import demo


def demo_cards(language: str) -> tuple[list[Saying], list[str]]:
    """The cards that have a topic, and the topic of each."""
    told = demo(language)
    sayings, topics = [], []
    for topic in told["topics"]:
        for place in topic["cards"]:
            card = told["cards"][place]
            sayings.append(
                Saying(f"C{place + 1}", card["text"], card["side"], card["kind"], str(card["step"]))
            )
            topics.append(topic["title"])
    return sayings, topics


def said(*texts: str) -> list[Saying]:
    """Cards C1, C2 … with nothing but these texts."""
    return [Saying(f"C{number}", text) for number, text in enumerate(texts, 1)]
