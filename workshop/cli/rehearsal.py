"""The command about a rehearsal with simulated participants: ``rehearse``."""

import argparse
import random
import threading
import time
from collections.abc import Iterator

from workshop.cli.commands import Commands
from workshop.cli.console import Refusal, room_code, say, tell
from workshop.cli.house import open_house
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.simulated import Rehearsal, check_minutes
from workshop.services.writer import Writer

DEFAULT_MINUTES = 10

SECONDS_A_MINUTE = 60.0


def declare(commands: Commands) -> None:
    rehearse = commands.add("rehearse", _rehearse)
    rehearse.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    rehearse.add_argument(
        "--phones", type=int, metavar="N", help=say()("cli.option.rehearse_phones")
    )
    rehearse.add_argument(
        "--minutes",
        type=int,
        metavar="M",
        default=DEFAULT_MINUTES,
        help=say()("cli.option.rehearse_minutes"),
    )
    rehearse.add_argument("--remove", action="store_true", help=say()("cli.option.rehearse_remove"))


def _rehearse(options: argparse.Namespace) -> None:
    if (options.phones is None) is not options.remove:
        raise Refusal(
            "cli.usage.refused",
            wrong=say()("cli.rehearse.which"),
            command="workshop rehearse",
            exit_code=2,
        )
    actor = Console(room_code(options.code))
    with open_house(options) as house:
        if options.remove:
            _remove(house, actor)
        else:
            _play(house, actor, options.phones, options.minutes)


def _remove(house: House, actor: Console) -> None:
    there = remove_rehearsal(house, actor)
    tell(say().count("cli.rehearse.removed", there) if there else say()("cli.rehearse.nobody"))


def _play(house: House, actor: Console, phones: int, minutes: int) -> None:
    check_minutes(minutes)
    tokens = join_rehearsal(house, actor, phones=phones)
    writer = Writer(house)
    try:
        come = say().count("count.simulated", phones)
        tell(say()("cli.rehearse.come", people=come, code=actor.code))
        rehearsal = Rehearsal(house, writer, actor.code, tokens, random.Random())
        for line in _minutes(rehearsal, minutes):
            tell(line)
    except KeyboardInterrupt:  # as good an end as any other
        pass
    finally:
        writer.close()
    tell(say()("cli.rehearse.over", code=actor.code))


def _minutes(rehearsal: Rehearsal, minutes: int) -> Iterator[str]:
    """Play, with a line for each minute; ends early when nobody is left to act."""
    for minute in range(1, minutes + 1):
        go_on = rehearsal.play(
            seconds=SECONDS_A_MINUTE, wait=threading.Event().wait, clock=time.monotonic
        )
        yield say()("cli.rehearse.minute", minute=minute, done=_done(rehearsal))
        rehearsal.done.clear()
        rehearsal.refused = 0
        if not go_on:
            yield say()("cli.rehearse.left")
            return


def _done(rehearsal: Rehearsal) -> str:
    parts = [say().count(f"count.{noun}", times) for noun, times in rehearsal.done.most_common()]
    if rehearsal.refused:
        parts.append(say().count("count.too_late", rehearsal.refused))
    return say().listing(parts) if parts else say()("cli.rehearse.nothing")
