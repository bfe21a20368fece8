"""What stands on the sheets of paper that are typed in, row by row; none of it is trusted."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.domain.paper import SheetKind
from workshop.domain.words import Side
from workshop.services.paper import PaperCard


@dataclass(frozen=True, slots=True)
class MoodRow:
    """Strokes under the five faces, from −2 to +2, at a step (an id, or ``any``) for a side."""

    step: str
    side: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """Strokes on what a topic (label) does to a side: weighs, no effect, helps."""

    topic: str
    side: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PointsRow:
    """The points on a topic or an idea (label), those of all voters of the sheet together."""

    target: str
    points: int


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """A sentence; ``topic``: the label of the one it answers, "" for none."""

    text: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class WeighRow:
    """What an idea (label) would do to each side and to the tools, −2 … +2."""

    solution: str
    client: int
    employee: int
    usability: int


Row = PaperCard | MoodRow | MirrorRow | PointsRow | IdeaRow | WeighRow
KINDS: Mapping[type, SheetKind] = {
    PaperCard: SheetKind.CARDS,
    MoodRow: SheetKind.MOOD,
    MirrorRow: SheetKind.MIRROR,
    PointsRow: SheetKind.VOTE,
    IdeaRow: SheetKind.IDEAS,
    WeighRow: SheetKind.WEIGH,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was typed: rows of one kind.

    ``sheet_id``: a UUID, the same when the same sheet is sent again. ``table``: written by a table
    together, which is one voice, shown as a table's (a sheet of strokes or votes is as many voices
    as it says). ``apart``: cards that were cut and mixed, each a voice of its own. ``session``,
    ``voters``: of a sheet of votes, the round and how many gave them.
    """

    sheet_id: str
    rows: tuple[Row, ...]
    speaks_for: str = Side.EMPLOYEE
    table: bool = False
    apart: bool = False
    session: str = ""
    voters: int = 1
