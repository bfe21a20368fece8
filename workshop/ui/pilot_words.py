"""Pilots and measures in words: the same on every screen."""

from datetime import date
from typing import Protocol

from markupsafe import Markup

from workshop.domain.pilots import VOICES_NEEDED, Outcome, PilotVerdict, Read, Sample
from workshop.domain.words import PilotDecision, Transfer
from workshop.i18n import Words
from workshop.pictures.measure_words import Counted, decimals_of, figure
from workshop.services.views.measures import Measured
from workshop.ui import lines
from workshop.ui.lines import VERDICT_SIGNS

TONES = {
    PilotVerdict.SUCCESS: Transfer.GREEN,
    PilotVerdict.NOT_A_SUCCESS: Transfer.RED,
    PilotVerdict.UNDECIDED: Transfer.AMBER,
}
"""The colour of a verdict; its sign and its words stand beside it."""

_READS = {
    Read.UP: (str(Transfer.GREEN), "▲"),
    Read.NOT_WORSE: ("calm", "≥"),
    Read.SAME: ("calm", "="),
    Read.UNCLEAR: (str(Transfer.AMBER), "?"),
    Read.TOO_FEW: ("calm", "…"),
    Read.DOWN: (str(Transfer.RED), "▼"),
}


class Tried(Protocol):
    """A pilot, as the facilitator or the sponsor sees it."""

    @property
    def starts_on(self) -> date | None:
        """Its first day."""

    @property
    def ends_on(self) -> date | None:
        """Its last day."""

    @property
    def decision(self) -> PilotDecision | None:
        """None until it is decided."""

    @property
    def decided_on(self) -> date | None:
        """None until then."""


def verdict_chip(outcome: Outcome, t: Words) -> Markup:
    """The verdict on a pilot: colour, sign and words together."""
    tone = TONES[outcome.verdict]
    return _chip(tone, VERDICT_SIGNS[tone], t(f"pilot.verdict.{outcome.verdict}"))


def verdict_said(outcome: Outcome, t: Words) -> str:
    """The same where there is no colour: sign and words."""
    return f"{VERDICT_SIGNS[TONES[outcome.verdict]]} {t(f'pilot.verdict.{outcome.verdict}')}"


def read_chip(read: Read, t: Words) -> Markup:
    """What a measure says of its side."""
    tone, sign = _READS[read]
    return _chip(tone, sign, t(f"pilot.read.{read}"))


def _chip(tone: str, sign: str, said: str) -> Markup:
    return Markup('<span class="rc-chip {}"><i aria-hidden="true">{}</i>{}</span>').format(
        tone, sign, said
    )


def signed(line: Counted, value: float, t: Words) -> str:
    """A change of a measure with its sign, without its unit."""
    return t.signed(value, decimals=decimals_of(line))


def sample_said(line: Counted, sample: Sample, t: Words) -> str:
    """A mean with its unit, and the voices behind it where they are known."""
    mean = figure(line, sample.mean, t)
    if sample.voices is None:
        return mean
    voices = t.count("count.voices", sample.voices)
    return t("ui.readings.mean_of", mean=mean, voices=voices)


def change_said(line: Measured, t: Words) -> str:
    """How much better or worse, with its range; why not, where nobody can tell."""
    found = line.change
    if found is None:
        return t("ui.pilots.needs", n=VOICES_NEEDED)
    if line.read not in (Read.UP, Read.DOWN):
        return t(
            "ui.pilots.no_gain",
            estimate=signed(line, found.estimate, t),
            low=signed(line, found.low, t),
            high=signed(line, found.high, t),
        )
    # The whole range is on one side of 0: how far, without a sign that would say it twice.
    low, high = sorted((abs(found.low), abs(found.high)))
    return t(
        "ui.pilots.gain" if line.read is Read.UP else "ui.pilots.loss",
        estimate=figure(line, abs(found.estimate), t, unit=False),
        low=figure(line, low, t, unit=False),
        high=figure(line, high, t, unit=False),
    )


def period_said(line: Tried, t: Words) -> str:
    """When it is tried; "" while nobody said."""
    start = t.date(line.starts_on) if line.starts_on else ""
    end = t.date(line.ends_on) if line.ends_on else ""
    if start and end:
        return t("pilot.period", start=start, end=end)
    if start:
        return t("pilot.period.from", start=start)
    return t("pilot.period.until", end=end) if end else ""


def decision_said(line: Tried, t: Words) -> str:
    """What was decided and when; "" before."""
    if line.decision is None or line.decided_on is None:
        return ""
    decision = t(f"pilot.decision.{line.decision}")
    return t("pilot.decided", date=t.date(line.decided_on), decision=decision)


def joined(*parts: str) -> str:
    """What there is to say, with dots between."""
    return " · ".join(part for part in parts if part)


def side_head(named: str) -> Markup:
    """The name of a side above what its measures say."""
    return Markup('<h4 class="rc-head"><span>{}</span></h4>').format(named)


def pilot_head(label: str, title: str, outcome: Outcome, note: str, t: Words) -> Markup:
    """A pilot as a small heading with its verdict, and with whom and when it is tried."""
    return Markup('<h3 class="rc-head" data-label="{}"><span>{} {}</span></h3>{}').format(
        label, title, verdict_chip(outcome, t), small(note)
    )


def small(said: str) -> Markup:
    """What is soft and small under a line."""
    return Markup('<div class="rc-entry"><small>{}</small></div>').format(said)


def measure_entry(line: Measured, said: str, t: Words) -> Markup:
    """A measure with what it says of its side; ``said``: its figures."""
    return lines.entry(line.name, label=line.label, note=said, chip=read_chip(line.read, t))
