"""The workshop as slides: one idea a slide, with charts and words that anybody can edit.

What a sponsor may read, and the mood curves; no card that the room may not read, no voice.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide

from workshop.domain.words import QUADRANTS, Lane, Quadrant, Transfer
from workshop.exports.deck import (
    ACCENT,
    EDGE,
    HIGH,
    INK,
    SOFT,
    WIDE,
    Deck,
    Line,
    curves,
    notes,
    panel,
    points,
    sign,
    table,
    write,
)
from workshop.exports.report_words import Told, report_told
from workshop.i18n import Words, words
from workshop.pictures.matrix_words import topic_note, tray_said
from workshop.pictures.palette import PLACES
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import snapshot
from workshop.services.views.map import MapMood, MapStep, map_of
from workshop.services.views.sponsor import results_of
from workshop.services.views.workshop import TopicLine, WorkshopView, picture

T = TypeVar("T")

TOP = 1.5  # inches: where what is under a title begins
ROWS = 6
"""Of a table on one slide; the next ones go on on another."""
TOPICS = 6
"""In a quadrant; the others are counted."""

_SHAPES = {
    Quadrant.PRIORITY: MSO_SHAPE.ISOSCELES_TRIANGLE,
    Quadrant.INDICATORS: MSO_SHAPE.OVAL,
    Quadrant.TREAT_NEXT: MSO_SHAPE.DIAMOND,
    Quadrant.CAPITALISE: MSO_SHAPE.RECTANGLE,
}
_TONES = {
    Transfer.GREEN: ("22713f", "e3f3e8", "✓"),
    Transfer.AMBER: ("8a5a00", "faf0d9", "?"),
    Transfer.RED: ("b83a1b", "fbe9e3", "✕"),
}
_BODY = (EDGE, TOP, WIDE - 2 * EDGE, HIGH - TOP - EDGE)


def produce(house: House, actor: Facilitating) -> bytes:
    """The slides, in the workshop's language. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        view = picture(seen)
        results = results_of(seen, view)
    t = words(results.language, results.client_name, results.team_name)
    told = report_told(view, results, t)
    deck = Deck(results.title, results.language)
    _opening(deck, told)
    _map(deck, view, told, t)
    _matrix(deck, view, t)
    _priorities(deck, told)
    for solution in told["solutions"]:
        _solution(deck, solution)
    _worth(deck, view, t)
    _plan(deck, told)
    for pilot in told["pilots"]:
        _pilot(deck, pilot, told["words"])
    _lists(deck, told)
    return deck.content()


def _opening(deck: Deck, told: Told) -> None:
    slide = deck.slide(told["title"], size=40)
    write(slide, (EDGE, TOP, WIDE - 2 * EDGE, 1.2), [(told["counts"], 18, SOFT, False)])
    if told["ambition"]:
        write(slide, (EDGE, 2.2, WIDE - 2 * EDGE, 1.0), [(told["ambition"], 22, INK, False)])
    wide = (WIDE - 2 * EDGE - 0.4) / 2
    for place, (side, goal) in enumerate(told["goals"]):
        panel(
            slide,
            (EDGE + place * (wide + 0.4), 3.5, wide, 2.2),
            [(side, 16, ACCENT, True), (goal, 22, INK, False)],
            ground="e2f0ef",
            border=ACCENT,
        )
    if told["owner"]:
        write(slide, (EDGE, 6.0, WIDE - 2 * EDGE, 0.6), [(told["owner"], 16, SOFT, False)])


# --- both journeys --------------------------------------------------------------------------------


def _map(deck: Deck, view: WorkshopView, told: Told, t: Words) -> None:
    """The mood curves of one journey, or of each of two; what stands out under them."""
    read = map_of(view)
    if not read.steps:
        return
    slide = deck.slide(told["words"]["section_map"])
    notes(slide, told["map"]["says"])
    _, widest, _ = told["map"]["lines"]
    write(slide, (EDGE, 6.3, WIDE - 2 * EDGE, 0.9), [(widest, 16, SOFT, False)])
    client = (t("side.label.client"), ACCENT, lambda step: step.client)
    team = (t("side.label.employee"), INK, lambda step: step.employee)
    if read.is_mirror:
        box = (EDGE, TOP - 0.1, WIDE - 2 * EDGE, 4.8)
        _curves(slide, box, read.steps, [client, team])
        return
    for place, (lane, side) in enumerate(((Lane.CLIENT, client), (Lane.EMPLOYEE, team))):
        steps = [step for step in read.steps if step.lane is lane]
        if steps:
            box = (EDGE, TOP - 0.1 + 2.4 * place, WIDE - 2 * EDGE, 2.4)
            _curves(slide, box, steps, [side])


def _curves(
    slide: Slide,
    box: tuple[float, float, float, float],
    steps: Sequence[MapStep],
    sides: Sequence[tuple[str, str, Callable[[MapStep], MapMood]]],
) -> None:
    curves(
        slide,
        box,
        [f"{step.number} {step.title}" for step in steps],
        [(name, colour, [mood(step).mean for step in steps]) for name, colour, mood in sides],
    )


# --- the matrix -----------------------------------------------------------------------------------


def _matrix(deck: Deck, view: WorkshopView, t: Words) -> None:
    slide = deck.slide(t("ui.sponsor.matrix"))
    wide, high = (WIDE - 2 * EDGE - 0.2) / 2, 2.55
    for place, quadrant in enumerate(QUADRANTS):
        row, column = divmod(place, 2)
        box = (EDGE + column * (wide + 0.2), TOP + row * (high + 0.15), wide, high)
        _quadrant(slide, box, quadrant, view.in_quadrant(quadrant), t)
    waiting = tray_said(t, view)
    if waiting:
        write(slide, (EDGE, 6.85, WIDE - 2 * EDGE, 0.45), [(waiting, 14, SOFT, False)])


def _quadrant(
    slide: Slide,
    box: tuple[float, float, float, float],
    quadrant: Quadrant,
    topics: Sequence[TopicLine],
    t: Words,
) -> None:
    look = PLACES[quadrant]
    lines: list[Line] = [
        (f"      {t(f'quadrant.{quadrant}')} · {t(f'quadrant.{quadrant}.says')}", 18, INK, True)
    ]
    shown = topics if len(topics) <= TOPICS else topics[: TOPICS - 1]
    lines += [(f"{topic.title} · {topic_note(t, topic)}", 18, INK, False) for topic in shown]
    if len(shown) < len(topics):
        lines.append((f"+ {len(topics) - len(shown)}", 15, SOFT, False))
    mark, ground = look.mark.removeprefix("#"), look.ground.removeprefix("#")
    panel(slide, box, lines, ground=ground, border=mark)
    sign(slide, _SHAPES[quadrant], (box[0] + 0.15, box[1] + 0.12, 0.26, 0.26), mark)


# --- what hurts, and what to do about it ----------------------------------------------------------


def _priorities(deck: Deck, told: Told) -> None:
    slide = deck.slide(told["words"]["section_priorities"])
    lines: list[Line] = []
    for topic in told["priorities"]:
        lines.append((topic["title"], 20, INK, True))
        lines += [(said, 16, SOFT, False) for said in topic["quotes"]]
    if not lines:
        lines = [(told["words"]["no_priorities"], 20, SOFT, False)]
    elif told["floor"]:
        lines.append((told["floor"], 14, SOFT, False))
    write(slide, _BODY, lines)


def _solution(deck: Deck, solution: Told) -> None:
    slide = deck.slide(solution["title"])
    _verdict(slide, TOP, solution["verdict"])
    lines: list[Line] = [(said, 24, INK, False) for said in (solution["topics"],) if said]
    lines += [(said, 20, SOFT, False) for said in (solution["notes"],) if said]
    lines += [(said, 20, INK, False) for said in solution["answers"]]
    lines.append((solution["label"], 14, SOFT, False))
    write(slide, (EDGE, 2.6, WIDE - 2 * EDGE, 4.0), lines)


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
        names = [f"{line.label} · {line.title}" for line in view.solutions if line.worth]
        box = (EDGE + 7.7, TOP, WIDE - 2 * EDGE - 7.7, HIGH - TOP - EDGE)
        write(slide, box, [(name, 16, INK, False) for name in names])


def _plan(deck: Deck, told: Told) -> None:
    said, section = told["words"], told["words"]["section_actions"]
    header = [said[name] for name in ("code", "what", "owner", "due", "measure", "status")]
    if not told["plan"]:
        write(deck.slide(section), _BODY, [(said["no_actions"], 20, SOFT, False)])
    for group in told["plan"]:
        for rows in _by(ROWS, group["rows"]):
            slide = deck.slide(f"{section} · {group['name']}")
            box = (*_BODY[:3], 0.5 * (len(rows) + 1))
            table(slide, box, [header, *rows], (0.8, 4, 2.4, 1.6, 3.2, 1.2))


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
        box = (EDGE, 4.0, WIDE - 2 * EDGE, 0.45 * (len(rows) + 1))
        table(slide, box, [header, *rows], (1.6, 4, 1.4, 1.4, 2))


def _lists(deck: Deck, told: Told) -> None:
    """What is asked of the sponsor, and what has changed."""
    asked = [f"{what} ({day})" for what, day in told["asked"]]
    for name, found in (("asked", asked), ("evidence", told["evidence"])):
        for lines in _by(ROWS, found):
            slide = deck.slide(told["words"][f"section_{name}"])
            write(slide, _BODY, [(f"• {said}", 20, INK, False) for said in lines])


def _by(many: int, found: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(found), many):
        yield found[start : start + many]
