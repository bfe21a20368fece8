"""What a board is proposed to be, and what taking it in would do, in English words."""

from typing import Any

from tests.services.cast import Cast
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services import verbatims
from workshop.services.boards import (
    Proposal,
    propose,
)
from workshop.services.sheets.reading import Sheet, read_table
from workshop.services.sheets.values import Vocabulary
from workshop.services.verbatims import (
    Preview,
    VerbatimMapping,
    guess_columns,
    plan_verbatims,
)

WORDS = Vocabulary(ways_to_say(words("en"), verbatims.KEYS))


def proposed(content: bytes | str) -> Proposal:
    sheet = read_table(content)
    return propose(sheet, guess_columns(sheet, WORDS), WORDS)


def plan(
    cast: Cast, content: bytes | str | Sheet, columns: dict[str, str], **values: Any
) -> Preview:
    sheet = content if isinstance(content, Sheet) else read_table(content)
    mapping = VerbatimMapping(columns, "A board", **values)
    return plan_verbatims(cast.house, cast.alice, sheet, mapping, WORDS)
