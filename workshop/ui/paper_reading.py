"""What is typed into the fields of a sheet of paper, read into rows; faults by the field's key.

Short to type: "- c 3 On attend trop" is a card, "0 2 1 3 0" the strokes under five faces.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop.domain.words import Kind, Side
from workshop.i18n import Words
from workshop.services.journeys import ANY_STEP
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import IdeaRow, Row
from workshop.ui.paper import MARKS

_NUMBER = re.compile(r"[-+]?\d{1,4}")
_IDEA = re.compile(r"(T\d{1,5})[\s:.]+(.*)", re.IGNORECASE)
_STEP = re.compile(r"(\d{1,2})\s+(.*)")


@dataclass(slots=True)
class Reading:
    """The rows that were read, and of each which field it came from, with its line or 0.

    ``faults``: sentences by field; a sheet with one is not sent.
    """

    rows: list[Row] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row, key: str, line: int = 0) -> None:
        self.rows.append(row)
        self.places.append((key, line))

    def blame(self, t: Words, key: str, said: str, line: int = 0) -> None:
        """Say what is wrong in a field; of the lines of one, the first fault is told."""
        told = t("ui.sheets.fault.line", n=line, fault=said) if line else said
        self.faults.setdefault(key, told)


def read_cards(written: str, key: str, steps: Sequence[str], t: Words) -> Reading:
    """One card a line: its sign, the letter of its side, perhaps its step's number, the sentence.

    ``steps``: their ids, in the order of their numbers.
    """
    found = Reading()
    letters = {t(f"ui.sheets.letter.{side}"): side for side in Side}
    for number, raw in enumerate(written.splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        kind = MARKS.get(line[0])
        letter, _, rest = line[1:].strip().partition(" ")
        side = letters.get(letter.lower())
        if kind is None:
            found.blame(t, key, t("ui.paper.no_sign"), number)
        elif side is None:
            found.blame(t, key, t("ui.sheets.fault.side", **letters_of(t)), number)
        else:
            _read_card(found, t, key, number, rest.strip(), steps, kind, side)
    return found


def _read_card(
    found: Reading,
    t: Words,
    key: str,
    line: int,
    rest: str,
    steps: Sequence[str],
    kind: Kind,
    side: Side,
) -> None:
    said = _STEP.fullmatch(rest)
    number, text = (int(said[1]), said[2]) if said else (0, rest)
    if number > len(steps):
        found.blame(t, key, t("ui.sheets.fault.step", n=number), line)
        return
    step = steps[number - 1] if number else ANY_STEP
    found.add(PaperCard(text, side, kind, step), key, line)


def letters_of(t: Words) -> Mapping[str, str]:
    """By which letter each side is typed."""
    return {
        "client_letter": t("ui.sheets.letter.client"),
        "team_letter": t("ui.sheets.letter.employee"),
    }


def read_ideas(written: str, key: str) -> Reading:
    """One idea a line, the label of its topic before it where it has one."""
    found = Reading()
    for number, raw in enumerate(written.splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        tied = _IDEA.fullmatch(line)
        topic, text = (tied[1].upper(), tied[2]) if tied else ("", line)
        found.add(IdeaRow(text, topic), key, number)
    return found


def read_numbers(written: str, count: int) -> tuple[int, ...] | None:
    """So many whole numbers with anything but letters between them; None for anything else."""
    plain = written.replace("−", "-").replace("–", "-")
    numbers = _NUMBER.findall(plain)
    left = _NUMBER.sub("", plain)
    if len(numbers) != count or left.strip(" \t,;|/·"):
        return None
    return tuple(int(number) for number in numbers)
