"""``suggest``: the topics that the machine proposes, told and not made."""

import argparse

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.services.actors import Console
from workshop.services.suggesting import SuggestionView, read_suggestion


def declare(commands: Commands) -> None:
    suggest = commands.add("suggest", _suggest)
    suggest.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    suggest.add_argument(
        "--topics", type=int, metavar="N", default=None, help=say()("cli.option.topics")
    )
    add_json(suggest)


def _suggest(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        actor = Console(room_code(options.code))
        found = read_suggestion(house, actor, topics=options.topics, all_cards=True)
    if options.json:
        tell_json(as_json(found))
        return
    t = say()
    tell(t.count("cli.suggested", len(found.topics)))
    for topic in found.topics:
        cards = t.count("count.cards", len(topic.cards))
        sure = t.number(100 * topic.certainty)
        tell(t("cli.suggested.topic", title=topic.title, cards=cards, percent=sure))
        tell(f"  {', '.join(topic.cards)}")


def as_json(found: SuggestionView) -> dict[str, object]:
    """What ``suggest --json`` prints. ``seconds``: what the computing took."""
    return {
        "topics": [
            {"title": topic.title, "cards": list(topic.cards), "certainty": topic.certainty}
            for topic in found.topics
        ],
        "pairs": [{"a": pair.a, "b": pair.b, "certainty": pair.certainty} for pair in found.pairs],
        "seconds": found.seconds,
    }
