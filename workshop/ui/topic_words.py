"""A topic's place in sentences: its voices, the reason, what to be careful with, what to do."""

from collections.abc import Iterator
from fractions import Fraction

from workshop.domain.matrix import VALENCE_TO_BE_SURE, VOICES_TO_BE_SURE, SideReading, Voices
from workshop.domain.words import Kind, Quadrant, Side
from workshop.i18n import Words
from workshop.services.views.workshop import CardLine, TopicLine, WorkshopView

SIGNS = {Kind.IRRITANT: "−", Kind.ENCHANTMENT: "+"}
MARKS = {
    Quadrant.PRIORITY: "▲",
    Quadrant.INDICATORS: "●",
    Quadrant.TREAT_NEXT: "◆",
    Quadrant.CAPITALISE: "■",
    Quadrant.CONTESTED: "◎",
    Quadrant.ONE_SIDE_MISSING: "▢",
}
"""The shape of each quadrant as a character, for tables and menus."""


def reading_of(topic: TopicLine, side: Side) -> SideReading:
    return topic.client if side is Side.CLIENT else topic.employee


def voices_said(t: Words, voices: Voices) -> str:
    """Voices in words: "16 irrités, 2 contents, dont une table"."""
    if voices.valence is None:
        return t("ui.voices.none")
    said = (
        ("ui.voices.irritants", voices.irritants),
        ("ui.voices.enchantments", voices.enchantments),
        ("ui.voices.neutral", voices.none),
    )
    parts = [t.count(key, n) for key, n in said if n]
    if voices.tables:
        parts.append(t.count("ui.voices.tables", voices.tables))
    return ", ".join(parts)


def cards_said(t: Words, cards: list[CardLine]) -> str:
    """Cards in words: "5 irritants, 2 enchantements"."""
    counts = [(kind, sum(card.kind is kind for card in cards)) for kind in Kind]
    said = [t.count(f"ui.count.{kind}", n) for kind, n in counts if n]
    return ", ".join(said) if said else t("ui.topic.empty")


def summary_said(t: Words, view: WorkshopView) -> str:
    """The matrix in one sentence, for whoever does not see it."""
    counts = {place_name(t, place): len(view.in_quadrant(place)) for place in view.treatment_order}
    elsewhere = (
        *view.in_quadrant(Quadrant.CONTESTED),
        *view.in_quadrant(Quadrant.ONE_SIDE_MISSING),
    )
    for topic in elsewhere:  # divided ones and neutral ones are two things
        counts[name_of(t, topic)] = counts.get(name_of(t, topic), 0) + 1
    parts = [t("ui.matrix.summary.part", n=t.number(n), place=place) for place, n in counts.items()]
    return t(
        "ui.matrix.summary",
        topics=t.count("count.topics", len(view.topics)),
        parts=t.listing(parts),
    )


def side_said(t: Words, topic: TopicLine, side: Side) -> str:
    """The voices of one side under its name: "Le client : 16 irrités, 2 contents"."""
    said = voices_said(t, reading_of(topic, side).placing)
    by_team = side is Side.CLIENT and topic.client_by_team
    name = t("ui.matrix.client_by_team") if by_team else t(f"side.label.{side}")
    return t("ui.voices.line", side=name, said=said)


def valence_said(t: Words, reading: SideReading) -> str:
    """The valence with its sign, "−0,75"; a dash where nobody spoke."""
    valence = reading.valence
    if valence is None:
        return "–"
    if valence == 0:
        return t.number(0)
    return ("+" if valence > 0 else "−") + t.number(abs(float(valence)), decimals=2)


def name_of(t: Words, topic: TopicLine) -> str:
    """The name of where a topic lies; a contested one is divided or neutral."""
    return place_name(t, topic.quadrant, shared=topic.computed.shared)


def place_name(t: Words, quadrant: Quadrant, *, shared: bool = True) -> str:
    if quadrant is Quadrant.CONTESTED and not shared:
        return t("ui.topic.neutral")
    return t(f"quadrant.{quadrant}")


def reason(t: Words, topic: TopicLine) -> str:
    """Why the topic has its computed place, in one sentence with the figures it rests on."""
    place = topic.computed.quadrant
    if place is Quadrant.ONE_SIDE_MISSING:
        return missing_said(t, topic)
    name = place_name(t, place, shared=topic.computed.shared)
    clauses = [_clause(t, topic, side) for side in Side]
    key = "ui.topic.because" if topic.moved_to is None else "ui.topic.voices_say"
    return t(key, quadrant=name, client=clauses[0], team=clauses[1])


def missing_said(t: Words, topic: TopicLine) -> str:
    """Which side has not spoken."""
    silent = [side for side in Side if reading_of(topic, side).valence is None]
    return t("ui.topic.silent.both" if len(silent) > 1 else f"ui.topic.silent.{silent[0]}")


def cautions(t: Words, topic: TopicLine) -> list[str]:
    """What to know before trusting the place: few voices, mixed ones, data, who told it."""
    return [*_unsure(t, topic), *_sources(t, topic)]


def treatment(t: Words, topic: TopicLine) -> str:
    """What to do next with a topic that lies where it lies."""
    place = topic.quadrant
    if place is Quadrant.CONTESTED and not topic.computed.shared:
        return t("ui.treatment.neutral")
    return t(f"ui.treatment.{place}")


def where_said(view: WorkshopView, t: Words, topic: TopicLine) -> str:
    """The steps of a topic, and what comes through the main one, which ranks it among equals."""
    steps = spread_said(view, t, topic)
    if not steps or view.step_title(topic.main_step) is None:
        return steps
    total = topic.volume.total
    if total is None:
        return f"{steps} · {t('ui.matrix.volume.unknown')}"
    unit = t(f"journeys.unit.{topic.volume.unit}")
    key = "ui.matrix.volume.at_least" if topic.volume.at_least else "ui.matrix.volume"
    return f"{steps} · {t(key, n=t.number(round(total)), unit=unit)}"


def spread_said(view: WorkshopView, t: Words, topic: TopicLine) -> str:
    """The steps a topic's cards come from: the main one, and how many there are."""
    if not topic.main_step:
        return ""
    title = view.step_title(topic.main_step) or t("step.any")
    if topic.steps_spread < 2:
        return t("ui.topic.one_step", step=title)
    return t.count("ui.topic.spread", topic.steps_spread, step=title)


def _clause(t: Words, topic: TopicLine, side: Side) -> str:
    reading = reading_of(topic, side)
    voices, valence = reading.placing, reading.valence
    assert valence is not None
    total = voices.enchantments + voices.irritants + voices.none
    if reading.weighed:
        return _evened_clause(t, side, reading)
    if valence == 0:
        shared = voices.irritants > 0
        clause = t(f"ui.topic.say.{side}.{'shared' if shared else 'none'}")
    else:
        kind = Kind.IRRITANT if valence < 0 else Kind.ENCHANTMENT
        n = voices.irritants if valence < 0 else voices.enchantments
        clause = t.count(f"ui.topic.say.{side}.{kind}", n, total=t.number(total))
    return t("ui.topic.say.data", clause=clause) if reading.from_data else clause


def _evened_clause(t: Words, side: Side, reading: SideReading) -> str:
    """Where each family weighs the same, a count of voices would explain another place."""
    valence = reading.valence or Fraction(0)
    lean = "even" if valence == 0 else Kind.IRRITANT if valence < 0 else Kind.ENCHANTMENT
    names = t.listing(list(reading.weighed))
    return t(f"ui.topic.evened.{side}.{lean}", names=names, valence=valence_said(t, reading))


def _unsure(t: Words, topic: TopicLine) -> Iterator[str]:
    if not topic.computed.to_confirm:
        return
    for side in Side:
        reading = reading_of(topic, side)
        voices = reading.placing
        if voices.people < VOICES_TO_BE_SURE:
            yield t.count(f"ui.topic.few.{side}", voices.people)
        elif abs(reading.valence or Fraction(0)) < VALENCE_TO_BE_SURE:
            yield t(f"ui.topic.mixed.{side}")


def _rated(t: Words, topic: TopicLine, sides: list[Side]) -> str:
    """That ratings place the topic, and what its cards say beside them."""
    counted = [
        t(
            "ui.voices.line",
            side=t(f"side.label.{side}"),
            said=voices_said(t, reading_of(topic, side).counted),
        )
        for side in sides
        if reading_of(topic, side).counted.people
    ]
    if not counted:
        return t("ui.topic.rated.only")
    return t("ui.topic.rated", said=" · ".join(counted))


def _sources(t: Words, topic: TopicLine) -> Iterator[str]:
    if topic.client_by_team:
        yield t("ui.topic.by_team")
    if rated := [side for side in Side if reading_of(topic, side).rated]:
        yield _rated(t, topic, rated)
    if topic.carried_by:
        yield t("ui.topic.carried", role=topic.carried_by)
    for side in Side:
        reading = reading_of(topic, side)
        if reading.from_data:
            yield t(f"ui.topic.data_only.{side}")
        elif reading.data.valence is not None:
            key = "disagrees" if reading.data_disagrees else "beside"
            yield t(f"ui.topic.data_{key}.{side}", said=voices_said(t, reading.data))
