"""What the tables of the CSV export write in more than one place."""

from datetime import date

from workshop.domain.words import Side
from workshop.i18n import Words

Cell = str | int | float | bool | date | None


def headers(say: Words, *names: str) -> list[Cell]:
    return [say(f"file.column.{name}") for name in names]


def sides(say: Words, name: str) -> list[Cell]:
    return [f"{say(f'file.column.{name}')} ({say(side)})" for side in ("file.client", "file.team")]


def side_name(say: Words, side: Side | None) -> str | None:
    if side is None:
        return None
    return say("file.client" if side is Side.CLIENT else "file.team")


def yes_or_no(say: Words, value: bool) -> str:
    return say("file.yes" if value else "file.no")


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
