"""The command about voting rounds: ``vote``."""

import argparse

from workshop.cli.commands import Commands
from workshop.cli.console import Refusal, room_code, say, tell
from workshop.cli.house import open_house
from workshop.domain.errors import NumberOutOfRange
from workshop.domain.votes import BUDGET, CAP
from workshop.domain.words import Subject
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.slips import CODES_LIMIT, new_codes
from workshop.services.views.votes import VoteLine
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote, close_vote, open_vote, reveal_vote


def declare(commands: Commands) -> None:
    vote = commands.add("vote", _vote)
    vote.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    vote.add_argument(
        "verb",
        metavar="VERB",
        choices=("open", "close", "reveal"),
        help=say()("cli.option.vote_verb"),
    )
    vote.add_argument(
        "--on",
        choices=[str(subject) for subject in Subject],
        default=str(Subject.TOPICS),
        help=say()("cli.option.vote_on"),
    )
    for name, default in (("budget", BUDGET), ("cap", CAP)):
        vote.add_argument(
            f"--{name}",
            type=int,
            metavar="N",
            default=default,
            help=say()(f"cli.option.vote_{name}"),
        )
    vote.add_argument(
        "--codes", type=int, metavar="N", default=0, help=say()("cli.option.vote_codes")
    )


def _vote(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        actor = Console(room_code(options.code))
        if options.verb == "open":
            _open(house, actor, options)
            return
        votes = read_workshop_view(house, actor).votes
        if options.verb == "close":
            label = _newest([vote for vote in votes if vote.is_open])
            close_vote(house, actor, label)
        else:
            label = _newest([vote for vote in votes if not vote.revealed])
            reveal_vote(house, actor, label)
    tell(label)


def _open(house: House, actor: Console, options: argparse.Namespace) -> None:
    new = NewVote(
        subject=options.on,
        budget=options.budget,
        cap=options.cap,
        with_codes=options.codes != 0,
    )
    if not 0 <= options.codes <= CODES_LIMIT:  # before a round is open that nobody can vote in
        raise NumberOutOfRange(field="--codes", low=0, high=CODES_LIMIT)
    label = open_vote(house, actor, new)
    codes = new_codes(house, actor, label, options.codes) if options.codes else []
    tell("\n".join([label, *codes]))


def _newest(votes: list[VoteLine]) -> str:
    if not votes:
        raise Refusal("cli.vote.none")
    return votes[-1].label
