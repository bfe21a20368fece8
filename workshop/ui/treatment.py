"""What to look at in a topic of each quadrant: the right questions, and what the step knows."""

from collections.abc import Callable
from typing import Any

from workshop.domain.figures import dissonance
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Known, Push, Quadrant, Side
from workshop.i18n import Words
from workshop.pictures.map_words import channel_said
from workshop.services.journeys import Step
from workshop.services.views.actions import ActionLine
from workshop.services.views.treatment import steps_that_hurt, told_by_step
from workshop.services.views.workshop import TopicLine
from workshop.ui.shell import Visit

Part = dict[str, Any]
"""A question with the lines that help to answer it: ``title``, ``lines``, ``empty``."""

STEPS_TO_REPEAT = 4
ARROWS = {Push.UP: "↑", Push.DOWN: "↓", Push.NONE: "=", Push.UNKNOWN: "?"}


def panel(visit: Visit, topic: TopicLine) -> list[Part]:
    """The parts of a topic's treatment panel, by the quadrant it lies in."""
    parts = _PARTS.get(topic.quadrant)
    return parts(visit, topic) if parts else []


def main_step(visit: Visit, topic: TopicLine) -> Step | None:
    """The step most of its cards are about, None for "everywhere"."""
    return next((step for step in visit.view.steps if str(step.id) == topic.main_step), None)


def _part(title: str, lines: list[str], empty: str = "") -> Part:
    return {"title": title, "lines": lines, "empty": "" if lines else empty}


def _priority(visit: Visit, topic: TopicLine) -> list[Part]:
    t = visit.words
    carried = [action_said(t, line) for line in visit.view.carried(topic.label)]
    return [_part(t("ui.panel.owner"), carried, t("ui.panel.owner.none")), *_causes(visit, topic)]


def _indicators(visit: Visit, topic: TopicLine) -> list[Part]:
    t, step = visit.words, main_step(visit, topic)
    if step is None:
        return [
            _part(t("ui.panel.reach"), [], t("ui.panel.no_step")),
            _part(t("ui.panel.push"), [], t("ui.panel.no_step")),
        ]
    channels = [_channel(t, channel) for channel in step.channels]
    kpis = [_kpi(visit, step, kpi) for kpi in step.kpis]
    return [
        _part(t("ui.panel.reach"), channels, t("ui.panel.no_channel", step=step.client_title)),
        _part(t("ui.panel.push"), kpis, t("ui.panel.no_kpi", step=step.client_title)),
    ]


def _treat_next(visit: Visit, topic: TopicLine) -> list[Part]:
    t, step = visit.words, main_step(visit, topic)
    tools = [t("ui.panel.tool", name=name) for name in (step.tools if step else ())]
    roles = [*(step.front if step else ()), *(step.back if step else ())]
    if roles:
        tools.append(t("ui.panel.roles", names=t.listing(roles)))
    return [
        *(_causes(visit, topic) or [_part(t("ui.panel.cause"), [], t("ui.panel.cause.needed"))]),
        _part(t("ui.panel.tools"), tools, t("ui.panel.no_tool")),
    ]


def _capitalise(visit: Visit, topic: TopicLine) -> list[Part]:
    t, view = visit.words, visit.view
    kept = [action_said(t, line) for line in view.carried(topic.label)]
    elsewhere = [
        t.count("ui.panel.repeat.step", told.irritants, step=view.step_title(told.step))
        for told in steps_that_hurt(view, but=topic.main_step)[:STEPS_TO_REPEAT]
    ]
    return [
        _part(t("ui.panel.protect"), kept, t("ui.panel.protect.none")),
        _part(t("ui.panel.repeat"), elsewhere, t("ui.panel.repeat.none")),
    ]


def _contested(visit: Visit, topic: TopicLine) -> list[Part]:
    """Where a divided topic's cards come from: perhaps it is two."""
    t, view = visit.words, visit.view
    if not topic.computed.shared or topic.steps_spread < 2:
        return []
    lines = [
        t(
            "ui.panel.by_step",
            step=view.step_title(told.step) or t("step.any"),
            hurts=t.count("ui.count.irritant", told.irritants),
            delights=t.count("ui.count.enchantment", told.enchantments),
        )
        for told in told_by_step(view, topic)
    ]
    return [_part(t("ui.panel.divided"), lines)]


def _causes(visit: Visit, topic: TopicLine) -> list[Part]:
    t = visit.words
    said = [
        f"{t(f'cause.{cause.tag}')} · {cause.title}" if cause.tag else cause.title
        for cause in visit.view.causes_of(topic.label)
    ]
    tagged = any(cause.tag for cause in visit.view.causes_of(topic.label))
    if topic.quadrant is Quadrant.TREAT_NEXT and said and not tagged:
        said.append(t("ui.panel.cause.needed"))
    return [_part(t("ui.panel.cause"), said)] if said else []


def action_said(t: Words, line: ActionLine) -> str:
    """An action with whoever carries it and its date: "A3 · Rappeler · Léa · 12 avril"."""
    who = line.owner or t("ui.projector.to_confirm_with", name=line.to_confirm_with)
    due = [t.date(line.due)] if line.due else []
    return " · ".join([line.label, line.what, who, *due])


def _channel(t: Words, channel: Channel) -> str:
    """A channel, what comes through it, and whether the client finds it."""
    found = t(f"ui.panel.findable.{channel.findable}")
    volume = "" if channel.volume is not None else t("ui.matrix.volume.unknown")
    parts = [channel.name if volume else channel_said(t, channel), volume, found]
    marked = "⚠ " if channel.findable is Known.NO else ""
    return marked + " · ".join(part for part in parts if part)


def _kpi(visit: Visit, step: Step, kpi: Kpi) -> str:
    """A KPI, who owns it, where it pushes each side, and whether it pulls against one."""
    t = visit.words
    mood = next((mood for mood in visit.view.moods if mood.step == str(step.id)), None)
    client, employee = (mood.client, mood.employee) if mood else (None, None)
    pushes = ", ".join(f"{t(f'side.label.{side}')} {ARROWS[kpi.push(side)]}" for side in Side)
    parts = [kpi.name, kpi.department, pushes]
    if against := bool(dissonance(kpi, client, employee)):
        parts.append(t("ui.map.against"))
    return ("⚠ " if against else "") + " · ".join(part for part in parts if part)


_PARTS: dict[Quadrant, Callable[[Visit, TopicLine], list[Part]]] = {
    Quadrant.PRIORITY: _priority,
    Quadrant.INDICATORS: _indicators,
    Quadrant.TREAT_NEXT: _treat_next,
    Quadrant.CAPITALISE: _capitalise,
    Quadrant.CONTESTED: _contested,
}
