"""What was looked at and what was found: one line each, a sentence of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workshop.domain.errors import WorkshopError
from workshop.i18n import Words


class Level(StrEnum):
    """``warning``: the room can begin, and something may go wrong; ``error``: it cannot."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination; ``key`` and ``facts`` make its sentence."""

    check: str
    level: Level
    key: str
    facts: dict[str, object] = field(default_factory=dict)


def good(check: str, key: str, **facts: object) -> Finding:
    return Finding(check, Level.OK, key, facts)


def warning(check: str, key: str, **facts: object) -> Finding:
    return Finding(check, Level.WARNING, key, facts)


def bad(check: str, key: str, **facts: object) -> Finding:
    return Finding(check, Level.ERROR, key, facts)


def worst(findings: Iterable[Finding]) -> Level:
    """The gravest level there is; ok where nothing was looked at."""
    levels = {finding.level for finding in findings}
    return next((level for level in reversed(Level) if level in levels), Level.OK)


def sentence(t: Words, finding: Finding) -> str:
    """The line about a finding: what is, and what to do where it is not well."""
    return t(finding.key, **{name: _said(t, fact) for name, fact in finding.facts.items()})


def _said(t: Words, fact: object) -> object:
    match fact:
        case datetime():
            return t.moment(fact)
        case int() | float():
            return t.number(fact)
        case WorkshopError():
            return t.error(fact)
    return fact
