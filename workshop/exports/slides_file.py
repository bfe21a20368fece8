"""The workshop as slides: one idea a slide, with charts and words that anybody can edit.

What a sponsor may read, and the mood curves; no card that the room may not read, no voice.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide

from workshop.domain.words import (
    QUADRANTS,
    Quadrant,
    SolutionStatus,
    Transfer,
)
from workshop.exports.deck import (
    ACCENT,
    BODY,
    EDGE,
    HIGH,
    INK,
    SOFT,
    TOP,
    WIDE,
    Deck,
    Line,
    high,
    panel,
    points,
    row_heights,
    sign,
    table,
    write,
)
from workshop.exports.report_words import Told, report_told
from workshop.exports.slides_map import draw_map
from workshop.i18n import Words, words
from workshop.pictures.matrix_words import topic_note, tray_said
from workshop.pictures.palette import PLACES
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import snapshot
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.sponsor import results_of
from workshop.services.views.workshop import TopicLine, WorkshopView, picture

T = TypeVar("T")

ROWS = 6
"""Of a table on one slide, where they are short; the next ones go on on another."""
IDEAS = 12
"""With a slide of their own, those that were adopted or weighed first; a table holds the others."""
NAMES = 14
"""Beside the chart of benefit and effort; the others are counted."""
TOPICS = 6
"""In a quadrant, fewer where they are long; the others are counted."""
SMALLEST = 12
"""Points of a topic in a quadrant."""

_SHAPES = {
    Quadrant.PRIORITY: MSO_SHAPE.ISOSCELES_TRIANGLE,
    Quadrant.INDICATORS: MSO_SHAPE.OVAL,
    Quadrant.TREAT_NEXT: MSO_SHAPE.DIAMOND,
    Quadrant.CAPITALISE: MSO_SHAPE.RECTANGLE,
}
_TONES = {
    Transfer.GREEN: ("22713f", "e3f3e8", "✓"),
    Transfer.AMBER: ("8a5a00", "faf0d9", "?"),
    Transfer.RED: ("a52f28", "fbe9e3", "✕"),
}
COLUMNS = 0.5
"""Inches between two columns of words."""
_PLAN = (0.9, 4, 2.4, 1.6, 3.2, 1.4)
"""How wide the columns of the plan are, in shares."""


def produce(house: House, actor: Facilitating) -> bytes:
    """The slides, in the workshop's language. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        view = picture(seen)
        results = results_of(seen, view)
    t = words(results.language, results.client_name, results.team_name)
    told = report_told(view, results, t)
    deck = Deck(results.title, results.language)
    _opening(deck, told)
    draw_map(deck, view, told, t)
    _matrix(deck, view, t)
    _priorities(deck, told)
    _ideas(deck, view, told, t)
    _worth(deck, view, t)
    _plan(deck, told)
    for pilot in told["pilots"]:
        _pilot(deck, pilot, told["words"])
    _lists(deck, told)
    return deck.content()


def _opening(deck: Deck, told: Told) -> None:
    full = WIDE - 2 * EDGE
    slide = deck.slide(told["title"], size=40, box=(EDGE, 0.7, full, 1.5))
    write(slide, (EDGE, 2.3, full, 0.5), [(told["counts"], 18, SOFT, False)])
    if told["ambition"]:
        write(slide, (EDGE, 2.9, full, 1.1), [(told["ambition"], 22, INK, False)])
    wide = (full - 0.4) / 2
    for place, (side, goal) in enumerate(told["goals"]):
        panel(
            slide,
            (EDGE + place * (wide + 0.4), 4.2, wide, 1.9),
            [(side, 16, ACCENT, True), (goal, 22, INK, False)],
            ground="e2f0ef",
            border=ACCENT,
        )
    if told["owner"]:
        write(slide, (EDGE, 6.3, full, 0.6), [(told["owner"], 16, SOFT, False)])


# --- the matrix -----------------------------------------------------------------------------------


def _matrix(deck: Deck, view: WorkshopView, t: Words) -> None:
    slide = deck.slide(t("ui.sponsor.matrix"))
    wide, high = (WIDE - 2 * EDGE - 0.2) / 2, 2.45
    for place, quadrant in enumerate(QUADRANTS):
        row, column = divmod(place, 2)
        box = (EDGE + column * (wide + 0.2), TOP + row * (high + 0.15), wide, high)
        _quadrant(slide, box, quadrant, view.in_quadrant(quadrant), t)
    waiting = tray_said(t, view)
    if waiting:
        write(slide, (EDGE, 6.6, WIDE - 2 * EDGE, 0.4), [(waiting, 14, SOFT, False)])


def _quadrant(
    slide: Slide,
    box: tuple[float, float, float, float],
    quadrant: Quadrant,
    topics: Sequence[TopicLine],
    t: Words,
) -> None:
    look = PLACES[quadrant]
    says: Line = (t(f"quadrant.{quadrant}.says"), 14, SOFT, False)
    told = [f"{topic.title} · {topic_note(t, topic)}" for topic in topics]
    for many in range(TOPICS, 1, -1):
        shown = told if len(told) <= many else told[: many - 1]
        left = len(told) - len(shown)
        said = [*shown, *([f"+ {left}"] if left else [])]
        lines: list[Line] = [says, *((line, 18, INK, False) for line in said)]
        if high([(line, SMALLEST, INK, False) for line in said], box[2] - 0.3) <= box[3] - 0.8:
            break
    mark, ground = look.mark.removeprefix("#"), look.ground.removeprefix("#")
    panel(slide, box, lines, ground=ground, border=mark, top=0.45)
    name: Line = (t(f"quadrant.{quadrant}"), 18, INK, True)
    write(slide, (box[0] + 0.5, box[1] + 0.02, box[2] - 0.6, 0.5), [name])
    sign(slide, _SHAPES[quadrant], (box[0] + 0.15, box[1] + 0.12, 0.26, 0.26), mark)


# --- what hurts, and what to do about it ----------------------------------------------------------


def _priorities(deck: Deck, told: Told) -> None:
    title = told["words"]["section_priorities"]
    topics: list[list[Line]] = [
        [(topic["title"], 20, INK, True), *((said, 16, SOFT, False) for said in topic["quotes"])]
        for topic in told["priorities"]
    ]
    if not topics:
        topics = [[(told["words"]["no_priorities"], 20, SOFT, False)]]
    elif told["floor"]:
        topics.append([(told["floor"], 14, SOFT, False)])
    left, top, full, room = BODY
    wide = (full - COLUMNS) / 2
    heights = [high(lines, wide) + 0.2 for lines in topics]
    balanced = (sum(heights) + max(heights)) / 2
    columns = list(_fitting(topics, heights, min(room, balanced)))
    for pair in _by(2, columns):
        slide = deck.slide(title)
        for place, some in enumerate(pair):
            box = (left + place * (wide + COLUMNS), top, wide, room)
            write(slide, box, [line for lines in some for line in lines])


def _ideas(deck: Deck, view: WorkshopView, told: Told, t: Words) -> None:
    """A slide each; where there are many, a table for those that nobody has weighed or adopted."""
    lines = {line.label: line for line in view.solutions}
    ranked = sorted(told["solutions"], key=lambda idea: not _matters(lines[idea["label"]]))
    own = {idea["label"] for idea in ranked[:IDEAS]}
    for idea in told["solutions"]:
        if idea["label"] in own:
            _idea(deck, idea, lines[idea["label"]], _follows(view, told, idea["label"]), told, t)
    said = told["words"]
    rows = [
        [idea["label"], idea["title"], idea["topics"], idea["verdict"]["says"]]
        for idea in told["solutions"]
        if idea["label"] not in own
    ]
    header = [said[name] for name in ("code", "title", "topics", "verdict")]
    _table(deck, said["section_solutions"], header, rows, (0.9, 5, 4, 3))


def _matters(idea: SolutionLine) -> bool:
    return idea.status is SolutionStatus.ADOPTED or idea.worth is not None


def _follows(view: WorkshopView, told: Told, solution: str) -> list[str]:
    """The actions that an idea has become, a line each."""
    tied = {line.label for line in view.actions if line.solution == solution}
    rows = [row for group in told["plan"] for row in group["rows"] if row[0] in tied]
    carried = [(what, [said for said in (who, due) if said]) for _, what, who, due, *_ in rows]
    return [f"{what} ({', '.join(by)})" if by else what for what, by in carried]


def _idea(
    deck: Deck, said: Told, idea: SolutionLine, follows: Sequence[str], told: Told, t: Words
) -> None:
    """Its verdict, what it answers, what it brings and costs, and what is decided of it."""
    slide = deck.slide(said["title"])
    _verdict(slide, TOP, said["verdict"])
    lines: list[Line] = []

    def add(name: str, *found: str) -> None:
        if any(found):
            lines.append((name, 16, ACCENT, True))
            lines.extend((line, 22, INK, False) for line in found)

    add(t("file.column.topics"), said["topics"])
    add(t("file.column.pain_answer"), idea.pain_answer)
    add(t("file.column.human_answer"), idea.human_answer)
    if idea.benefit is not None and idea.effort is not None:
        figures = [t.number(found.centre, decimals=1) for found in (idea.benefit, idea.effort)]
        names = (t("ui.prioritise.axis.benefit"), t("ui.prioritise.axis.effort"))
        worth = " · ".join(f"{name} {n} / 5" for name, n in zip(names, figures, strict=True))
        add(t("ui.prioritise.benefit"), worth)
    add(told["words"]["section_actions"], *follows)
    write(slide, (EDGE, 2.5, WIDE - 2 * EDGE, 4.4), lines)
    named = " · ".join(word for word in (said["label"], said["notes"]) if word)
    write(slide, (EDGE + 6.5, TOP + 0.1, 5.6, 0.7), [(named, 16, SOFT, False)])


def _verdict(slide: Slide, top: float, verdict: Told) -> None:
    mark, ground, drawn = _TONES[Transfer(verdict["tone"])]
    box = (EDGE, top, 6.2, 0.8)
    said = f"{drawn} {verdict['says']}"
    panel(slide, box, [(said, 22, mark, True)], ground=ground, border=mark, middle=True)


def _worth(deck: Deck, view: WorkshopView, t: Words) -> None:
    """Benefit against effort, where enough people have said both."""
    dots = [
        (line.label, line.effort.centre, line.benefit.centre)
        for line in view.solutions
        if line.effort is not None and line.benefit is not None
    ]
    if dots:
        slide = deck.slide(t("ui.prioritise.benefit"))
        axes = (t("ui.prioritise.axis.effort"), t("ui.prioritise.axis.benefit"))
        points(slide, (EDGE, TOP, 7.4, HIGH - TOP - EDGE), axes, dots)
        named = [line for line in view.solutions if line.worth]
        shown = named if len(named) <= NAMES else named[: NAMES - 1]
        names = [f"{line.label} · {line.title}" for line in shown]
        names += [f"+ {len(named) - len(shown)}"] if len(shown) < len(named) else []
        box = (EDGE + 7.7, TOP, WIDE - 2 * EDGE - 7.7, HIGH - TOP - EDGE)
        write(slide, box, [(name, 16, INK, False) for name in names])


def _plan(deck: Deck, told: Told) -> None:
    said, section = told["words"], told["words"]["section_actions"]
    header = [said[name] for name in ("code", "what", "owner", "due", "measure", "status")]
    if not told["plan"]:
        write(deck.slide(section), BODY, [(said["no_actions"], 20, SOFT, False)])
    for group in told["plan"]:
        _table(deck, f"{section} · {group['name']}", header, group["rows"], _PLAN)


def _table(
    deck: Deck,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A table over as many slides as it takes, each with the names of the columns."""
    first, *heights = row_heights([header, *rows], BODY[2], widths)
    for some in _fitting(rows, heights, BODY[3] - first - 0.2, most=ROWS):
        box = (*BODY[:3], first + 0.1)
        table(deck.slide(title), box, [header, *some], widths)


def _pilot(deck: Deck, pilot: Told, said: dict[str, str]) -> None:
    slide = deck.slide(pilot["title"])
    _verdict(slide, TOP, pilot["verdict"])
    write(
        slide,
        (EDGE, 2.5, WIDE - 2 * EDGE, 1.3),
        [(pilot["why"], 20, INK, False), (pilot["decision"], 16, SOFT, False)],
    )
    if pilot["measures"]:
        header = [said[name] for name in ("side", "measure", "before", "after", "read")]
        rows = pilot["measures"][:ROWS]
        box = (EDGE, 4.0, WIDE - 2 * EDGE, 0.4 * (len(rows) + 1))
        table(slide, box, [header, *rows], (1.6, 4, 1.4, 1.4, 2))


def _lists(deck: Deck, told: Told) -> None:
    """What is asked of the sponsor, what leaders commit to, and what has changed."""
    asked = [f"{what} ({day})" for what, day in told["asked"]]
    promised = [f"{what} ({who})" if who else what for what, who in told["commitments"]]
    lists = {"asked": asked, "commitments": promised, "evidence": told["evidence"]}
    for name, found in lists.items():
        bullets: list[Line] = [(f"• {said}", 22, INK, False) for said in found]
        heights = [high([line], BODY[2]) for line in bullets]
        for lines in _fitting(bullets, heights, BODY[3] - 0.2):
            write(deck.slide(told["words"][f"section_{name}"]), BODY, lines)


def _fitting(
    found: Sequence[T], heights: Sequence[float], room: float, *, most: int = 1000
) -> Iterator[list[T]]:
    """One slide's after the other: at most ``most`` things, together at most ``room`` high."""
    some: list[T] = []
    left = room
    for one, takes in zip(found, heights, strict=True):
        if some and (takes > left or len(some) == most):
            yield some
            some, left = [], room
        some.append(one)
        left -= takes
    if some:
        yield some


def _by(many: int, found: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(found), many):
        yield found[start : start + many]
