"""Commands that put things into a workshop: ``cards topic solution rate``."""

import argparse
from pathlib import Path

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import Refusal, listed, room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.domain.errors import NoCards, WorkshopError
from workshop.domain.words import Beyond, Side, Source
from workshop.exports import cards_file
from workshop.services.actors import Console
from workshop.services.capture import import_cards
from workshop.services.ratings import rate
from workshop.services.solutions import add_solution
from workshop.services.topics import make_topic


def declare(commands: Commands) -> None:
    cards = commands.add("cards", _cards)
    cards.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    cards.add_argument("file", metavar="FILE.csv", type=Path, help=say()("cli.option.cards_file"))
    cards.add_argument(
        "--source",
        choices=[str(source) for source in Source],
        default=str(Source.ROOM),
        help=say()("cli.option.source"),
    )
    cards.add_argument("--create-steps", action="store_true", help=say()("cli.option.create_steps"))
    add_json(cards)

    topic = commands.add("topic", _topic)
    topic.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    topic.add_argument("--title", required=True, help=say()("cli.option.topic_title"))
    _add_labels(topic, "--cards", "C1,C2")

    solution = commands.add("solution", _solution)
    solution.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    solution.add_argument("--title", required=True, help=say()("cli.option.solution_title"))
    _add_labels(solution, "--topics", "T1,T2", required=False)
    _add_labels(solution, "--causes", "R1,R2", required=False)
    solution.add_argument(
        "--ticks", action="append", nargs="+", metavar="TICK", help=say()("cli.option.ticks")
    )

    rating = commands.add("rate", _rate)
    rating.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    rating.add_argument("solution", metavar="SOLUTION", help=say()("cli.option.solution"))
    rating.add_argument(
        "--by",
        required=True,
        choices=[str(side) for side in Side],
        help=say()("cli.option.by"),
    )
    for name in ("client", "employee"):
        rating.add_argument(
            f"--{name}", required=True, type=int, metavar="N", help=say()(f"cli.option.{name}")
        )
    rating.add_argument(
        "--usability", type=int, default=0, metavar="N", help=say()("cli.option.usability")
    )
    for whom in Beyond:
        rating.add_argument(f"--{whom}", type=int, metavar="N", help=say()(f"cli.option.{whom}"))
    for name in ("benefit", "effort"):
        rating.add_argument(
            f"--{name}", type=_ends, metavar="N-M", help=say()(f"cli.option.{name}")
        )


def _ends(typed: str) -> tuple[int, int]:
    """Both ends of a range: ``2-4``, or ``3`` for 3 alone."""
    low, _, high = typed.partition("-")
    return int(low), int(high or low)


def _add_labels(
    parser: argparse.ArgumentParser, option: str, example: str, *, required: bool = True
) -> None:
    parser.add_argument(
        option,
        required=required,
        action="append",
        nargs="+",
        metavar=example,
        help=say()("cli.option.labels"),
    )


def _cards(options: argparse.Namespace) -> None:
    code = room_code(options.code)
    found = cards_file.read(options.file.read_bytes())
    with open_house(options) as house:
        try:
            labels = import_cards(
                house,
                Console(code),
                found.rows,
                source=Source(options.source),
                create_steps=options.create_steps,
            )
        except WorkshopError as refused:
            row = refused.facts.get("line")
            if isinstance(row, int):  # the service counts rows, a person the lines of the file
                refused.facts["line"] = found.lines[row - 1]
            raise
    if options.json:
        tell_json({"labels": labels})
    else:
        tell("\n".join([say().count("count.cards", len(labels)), *labels]))


def _topic(options: argparse.Namespace) -> None:
    cards = listed(options.cards)
    if not cards:
        raise NoCards()
    with open_house(options) as house:
        actor = Console(room_code(options.code))
        tell(make_topic(house, actor, title=options.title, cards=cards))


def _solution(options: argparse.Namespace) -> None:
    topics, causes = listed(options.topics), listed(options.causes)
    if not topics and not causes:
        raise Refusal("cli.solution.untied")
    with open_house(options) as house:
        label = add_solution(
            house,
            Console(room_code(options.code)),
            title=options.title,
            topics=topics,
            causes=causes,
            ticks=[tick.lower() for tick in listed(options.ticks)],
        )
    tell(label)


def _rate(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        rate(
            house,
            Console(room_code(options.code)),
            options.solution,
            by=options.by,
            client=options.client,
            employee=options.employee,
            usability=options.usability,
            suppliers=options.suppliers,
            citizens=options.citizens,
            benefit=options.benefit,
            effort=options.effort,
        )
    tell(say()("cli.rated", solution=options.solution.upper()))
