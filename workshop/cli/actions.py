"""The commands about actions: ``action``, and ``digest``, which reminds people of theirs."""

import argparse
from datetime import date

from workshop.cli.commands import Commands, add_json, add_port
from workshop.cli.console import room_code, say, tell, tell_json, warn
from workshop.cli.house import open_house, settings_of
from workshop.domain.words import QUADRANTS, ActionStatus
from workshop.post.delivery import Report, send_digest
from workshop.services.actions import ActionDraft, add_action
from workshop.services.actors import Console
from workshop.services.digest import Digest, read_digest


def declare(commands: Commands) -> None:
    action = commands.add("action", _action)
    action.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    action.add_argument("--what", required=True, metavar="TEXT", help=say()("cli.option.what"))
    for name, shown in (
        ("owner", "NAME"),
        ("measure", "TEXT"),
        ("confirm-with", "NAME"),
    ):
        action.add_argument(
            f"--{name}", default="", metavar=shown, help=say()(f"cli.option.action_{name}")
        )
    for name in ("due", "confirm-before"):
        action.add_argument(
            f"--{name}", type=_day, metavar="DATE", help=say()(f"cli.option.action_{name}")
        )
    action.add_argument("--topic", metavar="T1", help=say()("cli.option.action_topic"))
    action.add_argument("--solution", metavar="S1", help=say()("cli.option.action_solution"))
    action.add_argument(
        "--quadrant",
        choices=[str(quadrant) for quadrant in QUADRANTS],
        help=say()("cli.option.action_quadrant"),
    )
    action.add_argument("--draft", action="store_true", help=say()("cli.option.action_draft"))
    digest = commands.add("digest", _digest)
    digest.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    digest.add_argument("--dry-run", action="store_true", help=say()("cli.option.dry_run"))
    add_port(digest)
    add_json(digest)


def _day(typed: str) -> date:
    """A date as 2026-03-31. Raises ValueError, which argparse turns into a refusal."""
    return date.fromisoformat(typed)


def _action(options: argparse.Namespace) -> None:
    draft = ActionDraft(
        what=options.what,
        owner=options.owner,
        to_confirm_with=options.confirm_with,
        confirm_before=options.confirm_before,
        due=options.due,
        measure=options.measure,
        status=ActionStatus.DRAFT if options.draft else ActionStatus.OPEN,
        topic=options.topic,
        solution=options.solution,
        quadrant=options.quadrant,
    )
    with open_house(options) as house:
        tell(add_action(house, Console(room_code(options.code)), draft))


def _digest(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    with open_house(options) as house:
        actor = Console(room_code(options.code))
        if options.dry_run:
            _tell_plan(read_digest(house, actor), as_json=options.json)
            return 0
        report = send_digest(house, actor, settings, port=options.port)
    _tell_report(report, as_json=options.json)
    return 1 if report.refused else 0


def _tell_plan(digest: Digest, *, as_json: bool) -> None:
    if as_json:
        kinds = ("late", "to_confirm", "soon")
        tell_json(
            {
                "letters": [
                    {"person": letter.person, "name": letter.name, "email": letter.email}
                    | {kind: [one.label for one in getattr(letter, kind)] for kind in kinds}
                    for letter in digest.letters
                ],
                "unreachable": list(digest.unreachable),
            }
        )
        return
    for letter in digest.letters:
        actions = say().count("cli.digest.actions", letter.count)
        tell(say()("cli.digest.would", name=letter.name, email=letter.email, actions=actions))
    if not digest.letters:
        tell(say()("cli.digest.nobody"))
    _tell_unreachable(digest.unreachable)


def _tell_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        tell_json(
            {
                "sent": list(report.sent),
                "refused": [{"name": one.name, "why": one.why.code} for one in report.refused],
                "unreachable": list(report.unreachable),
            }
        )
        return
    if report.sent:
        tell(say()("cli.digest.sent", names=say().listing(report.sent)))
    elif not report.refused:
        tell(say()("cli.digest.nobody"))
    for one in report.refused:
        warn(say()("cli.digest.refused", name=one.name, why=say().error(one.why)))
    _tell_unreachable(report.unreachable)


def _tell_unreachable(names: tuple[str, ...]) -> None:
    if names:
        warn(say()("cli.digest.unreachable", names=say().listing(names)))
