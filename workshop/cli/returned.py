"""``import CODE --xlsx FILE``: the workbook of a workshop, edited and given back."""

import argparse
from collections.abc import Iterator

from workshop.cli.console import one_line, room_code, say, tell, tell_json, warn
from workshop.cli.house import open_house
from workshop.domain.errors import SheetHasErrors
from workshop.i18n import words
from workshop.i18n.tables import ways_in_files
from workshop.services.actors import Console
from workshop.services.returned.nouns import KEYS
from workshop.services.returned.pages import read_given
from workshop.services.returned.planning import Preview, plan_returned, take_returned
from workshop.services.sheets.reading import SIZE_LIMIT
from workshop.services.transaction import snapshot

SHOWN = 50
"""Wrong lines that are told one by one."""


def give_back(options: argparse.Namespace) -> None:
    """Say what the workbook would change; with ``--apply``, change all of it.

    Raises SheetHasErrors while a line is wrong, and nothing changes.
    """
    actor = Console(room_code(options.file))
    with options.xlsx.open("rb") as file:
        content = file.read(SIZE_LIMIT + 1)
    with open_house(options) as house:
        with snapshot(house, actor) as seen:
            shown = seen.workshop
            spoken = words(shown.language, shown.client_name, shown.team_name)
        said = ways_in_files(spoken, KEYS)
        plan = plan_returned(house, actor, read_given(content, said), said)
        if plan.errors:
            _warn_of(plan)
            raise SheetHasErrors(errors=len(plan.errors))
        if options.apply:
            take_returned(house, actor, plan)
    if options.json:
        tell_json(_as_json(plan, applied=options.apply))
    else:
        tell("\n".join(map(one_line, _lines(plan, applied=options.apply))))


def _warn_of(plan: Preview) -> None:
    for page, found in plan.errors[:SHOWN]:
        warn(
            say()(
                "cli.returned.wrong",
                sheet=page,
                line=found.line,
                column=found.column or "–",
                sentence=say().error(found.error),
            )
        )


def _lines(plan: Preview, *, applied: bool) -> Iterator[str]:
    for page in plan.pages:
        for row in page.rows:
            for found in row.differences:
                yield say()(
                    "cli.returned.both" if found.both else "cli.returned.difference",
                    sheet=page.name,
                    line=row.line,
                    label=row.label or say()("cli.returned.new"),
                    column=found.column,
                    before=found.before_said or "–",
                    after=found.after_said or "–",
                )
        for line, column in page.stays:
            yield say()("cli.returned.stays", sheet=page.name, line=line, column=column)
    for name in plan.touched:
        yield say()("cli.returned.touched", sheet=name)
    if not plan.rows:
        yield say()("cli.returned.same")
    else:
        yield say().count(
            "cli.returned.applied" if applied else "cli.returned.to_apply", len(plan.rows)
        )


def _as_json(plan: Preview, *, applied: bool) -> dict[str, object]:
    return {
        "applied": applied,
        "touched": list(plan.touched),
        "differences": [
            {
                "sheet": page.name,
                "line": row.line,
                "label": row.label,
                "column": found.column,
                "before": found.before_said,
                "after": found.after_said,
                "both": found.both,
            }
            for page in plan.pages
            for row in page.rows
            for found in row.differences
        ],
        "stays": [
            {"sheet": page.name, "line": line, "column": column}
            for page in plan.pages
            for line, column in page.stays
        ],
    }
