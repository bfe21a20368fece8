"""``board``: cards from a board of another tool, read as it seems to be meant or as is said."""

import argparse
from dataclasses import replace
from pathlib import Path

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import Refusal, room_code, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.cli.journey import read_file, warn_of
from workshop.domain.errors import SheetHasErrors
from workshop.domain.words import Kind, Side
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services.actors import Console
from workshop.services.boards import (
    CARD,
    LEFT_OUT,
    MEANT,
    NEW_STEP,
    Proposal,
    StepNames,
    meaning_of,
    propose,
    source_of,
    values_in,
)
from workshop.services.journeys import ANY_STEP, read_steps
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary, check_columns, name_key
from workshop.services.transaction import snapshot
from workshop.services.verbatims import (
    KEYS,
    Preview,
    VerbatimMapping,
    guess_columns,
    plan_verbatims,
    take_verbatims,
)


def declare(commands: Commands) -> None:
    board = commands.add("board", _board)
    board.add_argument("code", metavar="CODE", help=say()("cli.option.code"))
    board.add_argument("file", metavar="FILE", type=Path, help=say()("cli.option.board_file"))
    board.add_argument("--sheet", default="", metavar="NAME", help=say()("cli.option.sheet"))
    board.add_argument("--source", metavar="TEXT", help=say()("cli.option.board_source"))
    board.add_argument("--side", choices=list(Side), default=Side.CLIENT, help=_said("side"))
    board.add_argument("--kind", choices=list(Kind), default=Kind.IRRITANT, help=_said("kind"))
    board.add_argument(
        "--column", action="append", default=[], type=_pair, metavar="X=NAME", help=_said("column")
    )
    board.add_argument(
        "--mean", action="append", default=[], type=_pair, metavar="VALUE=X", help=_said("mean")
    )
    board.add_argument("--check", action="store_true", help=say()("cli.option.check"))
    add_json(board)


def _said(option: str) -> str:
    return say()(f"cli.option.board_{option}")


def _pair(typed: str) -> tuple[str, str]:
    """Both halves of ``X=NAME``; a value may hold an equals sign itself, its meaning none."""
    left, sign, right = typed.rpartition("=")
    if not sign:
        raise ValueError
    return left, right


def _board(options: argparse.Namespace) -> None:
    actor = Console(room_code(options.code))
    sheet = read_file(options.file, options.sheet)
    with open_house(options) as house:
        with snapshot(house, actor) as seen:
            shown = seen.workshop
            steps = StepNames(read_steps(seen.connection, shown.id))
            spoken = words(shown.language, shown.client_name, shown.team_name)
        known = Vocabulary(ways_to_say(spoken, KEYS))
        chosen = dict(options.column)
        check_columns(sheet, list(chosen.values()))
        found = propose(sheet, guess_columns(sheet, known) | chosen, known)
        found = replace(found, columns={**found.columns, **chosen})
        mapping = VerbatimMapping(
            found.columns,
            options.source or source_of(sheet),
            options.side,
            options.kind,
            texts=found.texts,
            meanings=_meanings(sheet, found, options.mean, known, steps),
        )
        plan = plan_verbatims(house, actor, sheet, mapping, known)
        if plan.errors:
            warn_of(plan.errors)
            raise SheetHasErrors(errors=len(plan.errors))
        labels = [] if options.check else take_verbatims(house, actor, plan)
    _tell(plan, labels, as_json=options.json)


def _meanings(
    sheet: Sheet,
    found: Proposal,
    said: list[tuple[str, str]],
    known: Vocabulary,
    steps: StepNames,
) -> dict[str, dict[str, str]]:
    """What values seem to mean, and over it what is said that they mean."""
    columns = {code: found.columns[code] for code in MEANT if code in found.columns}
    meanings: dict[str, dict[str, str]] = {}
    there = set()
    for code, column in columns.items():
        values = values_in(sheet, column, found.texts)
        there |= {value.key for value in values}
        guessed = {value.key: meaning_of(code, value.shown, known, steps) for value in values}
        meanings[code] = {key: meaning for key, meaning in guessed.items() if meaning}
    for value, meaning in said:
        key = name_key(value)
        if key not in there:
            raise Refusal("cli.board.no_value", value=value)
        if meaning == LEFT_OUT:
            codes: tuple[str, ...] = tuple(columns)
        elif meaning == CARD:
            codes = ("made",)
        elif meaning in tuple(Side):
            codes = ("side",)
        elif meaning in tuple(Kind):
            codes = ("kind",)
        else:
            codes = ("step",)
            if meaning not in (ANY_STEP, NEW_STEP):
                step = steps.find(meaning)
                meaning = meaning if step is None else str(step)
        for code in codes:
            meanings.setdefault(code, {})[key] = meaning
    return meanings


def _tell(plan: Preview, labels: list[str], *, as_json: bool) -> None:
    steps = [title for title, _ in plan.new_steps]
    if as_json:
        tell_json(
            {
                "labels": labels,
                "cards": len(plan.cards),
                "already": plan.already,
                "left_out": plan.left_out,
                "silent": plan.silent,
                "new_steps": steps,
            }
        )
        return
    counts = (("cards", plan.cards), ("already", plan.already), ("left_out", plan.left_out))
    lines = [
        say().count(f"ui.sheet.verbatims.{name}", n if isinstance(n, int) else len(n))
        for name, n in counts
        if n or name == "cards"
    ]
    if steps:
        lines.append(say()("ui.board.new_steps", steps=say().listing(steps)))
    tell("\n".join([*lines, *labels]))
