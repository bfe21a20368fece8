"""A workshop as a zip of plain tables, one file per noun, for spreadsheets and other programs.

No voice and no time. Headers and values are in the workshop's language and words; dates are ISO;
a text that a spreadsheet would run as a formula is made harmless (OWASP ASVS 5.0, 1.2.10).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from workshop.domain.matrix import SideReading
from workshop.i18n import Words, words
from workshop.services.actors import Facilitating
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import WorkshopView, picture

Cell = str | int | float | bool | date | None

# A spreadsheet reads a cell that begins so as a formula, the full-width signs too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: when it was made is nobody's concern


def produce(house: House, actor: Facilitating) -> bytes:
    """The zip, from one snapshot, rows in the order of their random rank.

    Raises WorkshopUnknown.
    """
    with snapshot(house, actor) as seen:
        view, archive = picture(seen), read_archive(seen)
    workshop = view.workshop
    say = words(workshop.language, workshop.client_name, workshop.team_name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, table in _tables(view, archive, say).items():
            entry = zipfile.ZipInfo(f"{name}.csv", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            whole.writestr(entry, _csv(table))
    return packed.getvalue()


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it: never a formula, whatever it begins with."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _tables(
    view: WorkshopView, archive: Archive, say: Words
) -> dict[str, Iterable[Sequence[Cell]]]:
    return {
        "steps": _steps(view, say),
        "cards": _cards(view, say),
        "topics": _topics(view, archive, say),
        "solutions": _solutions(view, archive, say),
        "actions": _actions(view, archive, say),
    }


def _csv(table: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(_written, row) for row in table)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str | int | float:
    """Our own numbers stay numbers; only what somebody typed is made harmless."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else cell


def _headers(say: Words, *names: str) -> list[Cell]:
    return [say(f"file.column.{name}") for name in names]


def _sides(say: Words, name: str) -> list[Cell]:
    return [f"{say(f'file.column.{name}')} ({say(side)})" for side in ("file.client", "file.team")]


def _steps(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield [
        *_headers(say, "number"),
        *_sides(say, "step"),
        *_headers(say, "moment_of_truth", "front", "back", "channels", "tools"),
    ]
    for step in view.steps:
        yield [
            step.position,
            step.client_title,
            step.employee_title,
            _yes(say, step.moment_of_truth),
            *(" | ".join(names) for names in (step.front, step.back, step.channels, step.tools)),
        ]


def _cards(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield _headers(
        say, "label", "side", "kind", "step", "text", "me_too", "topic", "source", "status"
    )
    for card in view.cards:
        yield [
            card.label,
            say(f"file.{'client' if card.side == 'client' else 'team'}"),
            say(f"kind.{card.kind}"),
            _step(view, say, card.step),
            card.text,
            card.me_too,
            card.topic,
            say(f"file.source.{card.source}"),
            say(f"file.status.{card.status}"),
        ]


def _topics(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield [
        *_headers(say, "label", "title", "quadrant", "computed_quadrant", "to_confirm", "because"),
        *_sides(say, "valence"),
        *_sides(say, "voices"),
        *_headers(say, "votes", "cards", "step"),
    ]
    for record in archive.topics:
        topic = view.topic(record.label)
        assert topic is not None  # one snapshot
        yield [
            topic.label,
            topic.title,
            say(f"quadrant.{topic.quadrant}"),
            say(f"quadrant.{topic.computed.quadrant}"),
            _yes(say, topic.computed.to_confirm),
            topic.moved_because,
            _valence(topic.client),
            _valence(topic.employee),
            topic.client.placing.people,
            topic.employee.placing.people,
            topic.votes,
            " ".join(topic.cards),
            _step(view, say, topic.main_step) if topic.main_step else None,
        ]


def _solutions(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield [
        *_headers(say, "label", "title", "topics", "transfer"),
        *_sides(say, "effect"),
        *_sides(say, "ballots"),
    ]
    lines = {solution.label: solution for solution in view.solutions}
    for record in archive.solutions:
        solution = lines[record.label]
        client, employee = solution.verdict.client, solution.verdict.employee
        yield [
            solution.label,
            solution.title,
            " ".join(solution.topics),
            say(f"transfer.{solution.verdict.transfer}"),
            _rounded(client.own),
            _rounded(employee.own),
            client.own_ballots,
            employee.own_ballots,
        ]


def _actions(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield _headers(
        say,
        "label",
        "what",
        "owner",
        "to_confirm_with",
        "due",
        "measure",
        "status",
        "topic",
        "solution",
        "quadrant",
    )
    lines = {action.label: action for action in view.actions}
    for record in archive.actions:
        action = lines[record.label]
        yield [
            action.label,
            action.what,
            action.owner,
            action.to_confirm_with,
            action.due,
            action.measure,
            say(f"file.status.{action.status}"),
            action.topic,
            action.solution,
            say(f"quadrant.{action.quadrant}") if action.quadrant else None,
        ]


def _step(view: WorkshopView, say: Words, step: str) -> str:
    return say("file.everywhere") if step == ANY_STEP else view.step_title(step) or ""


def _yes(say: Words, value: bool) -> str:
    return say("file.yes" if value else "file.no")


def _valence(side: SideReading) -> float | None:
    valence = side.placing.valence
    return None if valence is None else _rounded(float(valence))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
