"""What a sponsor sees of pilots and measures: both sides, and what was decided."""

from collections.abc import Iterable

from markupsafe import Markup

from workshop.domain.words import Side
from workshop.pictures.measure_words import figure
from workshop.services.views.sponsor import SponsorMeasure, SponsorPilot, SponsorView
from workshop.ui import lines
from workshop.ui.pilot_words import (
    decision_said,
    joined,
    period_said,
    pilot_head,
    read_chip,
    side_head,
)
from workshop.ui.shell import Visit


def draw_pilots(visit: Visit, results: SponsorView) -> None:
    """Nothing while nothing was tried or measured: most workshops end before."""
    t = visit.words
    if results.pilots:
        lines.draw(lines.section(t("ui.sponsor.pilots")))
    for pilot in results.pilots:
        lines.draw(*_pilot(visit, pilot))
    if results.measures:
        lines.draw(
            lines.section(t("ui.sponsor.measures")),
            *(
                Markup("{}{}").format(
                    side_head(t(f"side.label.{side}")), _measures(visit, results.measures, side)
                )
                for side in Side
                if any(line.side is side for line in results.measures)
            ),
        )


def _pilot(visit: Visit, line: SponsorPilot) -> Iterable[Markup]:
    t = visit.words
    note = joined(line.tried_with, period_said(line, t))
    yield pilot_head(line.label, line.title, line.outcome, note, t)
    yield lines.sentence(t(f"pilot.why.{line.outcome.why}"))
    for side in Side:
        yield _measures(visit, line.measures, side, named=t(f"side.label.{side}"))
    if said := decision_said(line, t):
        yield lines.sentence(said)
        yield lines.quote(line.because)


def _measures(
    visit: Visit, measures: Iterable[SponsorMeasure], side: Side, *, named: str = ""
) -> Markup:
    return lines.EMPTY.join(_measure(visit, line, named) for line in measures if line.side is side)


def _measure(visit: Visit, line: SponsorMeasure, named: str) -> Markup:
    t = visit.words
    said = ""
    if line.before is not None and line.after is not None:
        said = t(
            "ui.pilots.from_to",
            before=figure(line, line.before, t, unit=False),
            after=figure(line, line.after, t),
        )
    elif line.before is not None:
        said = figure(line, line.before, t)
    return lines.entry(
        joined(named, line.name), label=line.label, note=said, chip=read_chip(line.read, t)
    )
