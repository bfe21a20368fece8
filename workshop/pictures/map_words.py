"""What the map says in words: its labels, its three sentences, its table, and why it warns."""

from collections.abc import Iterable, Iterator

from workshop.domain.figures import Dissonance, GoodwillAlarm, StepVolume
from workshop.domain.journey import Channel
from workshop.domain.words import Kind, Known, Lane, Side, Source, VolumeUnit
from workshop.i18n import Words
from workshop.services.views.map import (
    MapCards,
    MapKpi,
    MapLevel,
    MapMood,
    MapStep,
    MapTool,
    MapView,
    gap_of,
)

UNKNOWN = "?"
NOTHING = "–"
THOUSANDS, MILLIONS = 1_000, 1_000_000
TENS_OF_THOUSANDS = 10_000

Row = dict[str, str]


# --- figures ----------------------------------------------------------------------------------


def figure(t: Words, mood: MapMood) -> str:
    """A mean with its sign, a dash where it is not known."""
    return NOTHING if mood.mean is None else t.signed(mood.mean)


def volume_said(t: Words, volume: StepVolume) -> str:
    """A step's volume in a month, short: "≥ 12 k"; "?" where it is not known."""
    if volume.total is None:
        return UNKNOWN
    number = amount(t, float(volume.total))
    return f"≥ {number}" if volume.at_least else number


def amount(t: Words, value: float) -> str:
    """A volume in few letters: 940, 9,4 k, 12 k, 1,2 M."""
    if value >= MILLIONS:
        return t("ui.map.millions", n=t.number(value / MILLIONS, decimals=1))
    if value >= THOUSANDS:
        decimals = 1 if value < TENS_OF_THOUSANDS else 0
        return t("ui.map.thousands", n=t.number(value / THOUSANDS, decimals=decimals))
    return t.number(value, decimals=0 if value >= 1 or value == 0 else 1)


def channel_said(t: Words, channel: Channel) -> str:
    """A channel with its volume in its own period: "Téléphone 940 / mois".

    Most count contacts; another unit is named.
    """
    if channel.volume is None:
        return f"{channel.name} {UNKNOWN}"
    counted = amount(t, channel.volume)
    if channel.unit is not VolumeUnit.CONTACTS:
        counted = f"{counted} {t(f'journeys.unit.{channel.unit}')}"
    return f"{channel.name} {counted} / {t(f'ui.map.period.{channel.period}')}"


def tool_said(t: Words, tool: MapTool) -> str:
    """A tool and its ease: "Agenda 2,4/5"."""
    if tool.ease is None:
        return tool.name
    return f"{tool.name} {ease_said(t, tool.ease)}"


def ease_said(t: Words, ease: float) -> str:
    """How easy a tool is, 1 … 5: "2,4/5"."""
    return f"{t.number(ease, decimals=1)}/5"


def cards_said(t: Words, cards: MapCards, side: Side, source: Source = Source.ROOM) -> str:
    """How many irritants and enchantments: "−12 +4"; a dash where there is no card."""
    hurts, delights = (cards.of(side, kind, source) for kind in Kind)
    parts = [f"−{t.number(hurts)}"] if hurts else []
    parts += [f"+{t.number(delights)}"] if delights else []
    return " ".join(parts) or NOTHING


def level_said(t: Words, level: MapLevel) -> str:
    """What a side is offered less what it expects: "−1,3"; a dash where one is not known."""
    return NOTHING if level.gap is None else t.signed(level.gap)


def step_said(step: MapStep) -> str:
    """A step with its number, as on the picture."""
    return f"{step.number} · {step.title}"


# --- the picture in three sentences -------------------------------------------------------------


def map_sentences(view: MapView, t: Words) -> tuple[str, str, str]:
    """The map for whoever does not see it: what it holds, the two lanes, and what stands out."""
    return _held(view, t), _lanes(view, t), _outstanding(view, t)


def _held(view: MapView, t: Words) -> str:
    truths = sum(step.moment_of_truth for step in view.steps)
    room = sum(step.cards.total for step in view.steps) + view.everywhere.total
    data = sum(step.cards.data_total for step in view.steps) + view.everywhere.data_total
    parts = [t.count("ui.map.steps", len(view.steps)), t.count("ui.map.truths", truths)]
    if humans := sum(step.human_moment for step in view.steps):
        parts.append(t.count("ui.map.humans", humans))
    if view.answers_shown:
        parts.append(t.count("count.cards", room))
    if data:
        parts.append(t.count("ui.map.data", data))
    if not view.is_mirror:
        parts.append(t.count("ui.map.links", len(view.links)))
    return t("ui.map.holds", parts=t.listing(parts))


def _lanes(view: MapView, t: Words) -> str:
    if not view.answers_shown:
        return t("ui.map.hidden")
    widest = view.widest
    if widest is None:
        return t("ui.map.no_gap_known", floor=t.number(view.floor))
    client, team = widest
    return t(
        "ui.map.widest",
        step=client.title if client is team else f"{client.title} – {team.title}",
        client_mean=figure(t, client.client),
        team_mean=figure(t, team.employee),
        voices=t.count("count.voices", client.client.voices + team.employee.voices),
        balance=balance_said(view, t),
    )


def balance_said(view: MapView, t: Words) -> str:
    """The balance index with its steps and, as it never stands alone, both levels."""
    balance = view.balance
    if balance.index is None or balance.client_mean is None or balance.employee_mean is None:
        return t("ui.map.no_balance")
    return t(
        "ui.map.balance",
        index=t.number(balance.index, decimals=2),
        steps=t.count("ui.map.steps" if view.is_mirror else "ui.map.links", balance.steps),
        client_mean=t.signed(balance.client_mean),
        team_mean=t.signed(balance.employee_mean),
    )


def _outstanding(view: MapView, t: Words) -> str:
    said = [reason for step in view.steps for reason in reasons(view, step, t, short=True)]
    if not said:
        return t("ui.map.nothing_stands_out")
    return t("ui.map.stands_out", reasons=t("ui.map.reason_between").join(said))


# --- why ----------------------------------------------------------------------------------------


def reasons(view: MapView, step: MapStep, t: Words, *, short: bool = False) -> Iterator[str]:
    """Why somebody ought to look at a step, each reason with its figures and voices.

    ``short``: in a few words, for a list.
    """
    form = "short" if short else "why"
    if step.goodwill is not GoodwillAlarm.NONE:
        yield t(f"ui.map.goodwill.{form}", **_goodwill_facts(view, step, t))
    for found in step.dissonant:
        facts = {"kpi": found.kpi.name, "step": step.title}
        if short:
            yield t("ui.map.dissonance.short", **facts)
        else:
            yield from (t(f"ui.map.dissonance.{why}", **facts) for why in said_of(found))
    for channel in step.hidden_channels:
        yield t(f"ui.map.hidden_channel.{form}", channel=channel.name, step=step.title)


def said_of(kpi: MapKpi) -> tuple[Dissonance, ...]:
    """The reasons that say something new: pushed apart says already who is pushed down."""
    return kpi.why[:1] if Dissonance.OPPOSITE in kpi.why else kpi.why


def _goodwill_facts(view: MapView, step: MapStep, t: Words) -> dict[str, str]:
    team = next(
        (
            other
            for client, other in view.pairs
            if client is step and other.employee.mean is not None and other.employee.mean <= -1
        ),
        step,
    )
    facts = {
        "step": step.title,
        "client_mean": figure(t, step.client),
        "team_mean": figure(t, team.employee),
        "client_voices": t.count("count.voices", step.client.voices),
        "team_voices": t.count("count.voices", team.employee.voices),
    }
    return {**facts, "volume": _goodwill_volume(step, t)}


def _goodwill_volume(step: MapStep, t: Words) -> str:
    volume = step.volume
    if volume.total is None or step.median is None:
        return t("ui.map.goodwill.volume_unknown")
    how = "firm" if step.goodwill is GoodwillAlarm.FIRM else "not_above"
    return t(
        f"ui.map.goodwill.{how}",
        volume=volume_said(t, volume),
        median=amount(t, float(step.median)),
        unit=t(f"journeys.unit.{volume.unit}"),
    )


# --- the table that says the same ---------------------------------------------------------------


def map_rows(view: MapView, t: Words) -> list[Row]:
    """The map as a table, a row a step, with every figure that the picture has."""
    return [_row(view, step, t) for step in view.steps]


def _row(view: MapView, step: MapStep, t: Words) -> Row:
    row = {t("ui.map.column.step"): _starred(step)}
    if view.is_mirror:
        row[t("ui.map.column.team")] = step.team_title or NOTHING
    else:
        row[t("ui.map.column.lane")] = t(f"side.label.{step.lane}")
        row[t("ui.map.column.links")] = _met(view, step, t)
    row[t("ui.map.column.channels")] = _listed(
        channel_said(t, channel)
        + (f" ({t('ui.map.not_findable')})" if channel.findable is Known.NO else "")
        for channel in step.channels
    )
    row[t("ui.map.column.volume")] = _volume_cell(step, t)
    row[t("ui.map.column.kpis")] = _listed(_kpi_said(t, kpi) for kpi in step.kpis)
    row[t("ui.map.column.tools")] = _listed(
        tool_said(t, tool) + (f" ({t.count('count.voices', tool.voices)})" if tool.voices else "")
        for tool in step.tools
    )
    for side in Side:
        row[t(f"side.label.{side}")] = _mood_said(t, step.mood(side))
    if view.is_mirror:
        row[t("ui.map.column.gap")] = NOTHING if step.gap is None else t.signed(step.gap)
    row[t("ui.map.column.levels")] = _listed(_level_cell(t, level) for level in step.levels)
    row[t("ui.map.column.cards")] = _cards_cell(t, step.cards, Source.ROOM)
    row[t("ui.map.column.data")] = _cards_cell(t, step.cards, Source.DATA)
    row[t("ui.map.column.backed")] = t(f"ui.map.backed.{step.backed}")
    row[t("ui.map.column.look")] = _listed(reasons(view, step, t))
    return row


def _starred(step: MapStep) -> str:
    """A step with its number, and what is marked on it."""
    truth, human = " ★" * step.moment_of_truth, " ♥" * step.human_moment
    return f"{step_said(step)}{truth}{human}"


def _met(view: MapView, step: MapStep, t: Words) -> str:
    """The steps of the other life cycle that this one meets, each with the gap."""
    mine = 0 if step.lane is Lane.CLIENT else 1
    met = []
    for pair in view.pairs:
        if pair[mine] is step:
            gap = gap_of(*pair)
            met.append(pair[1 - mine].title + ("" if gap is None else f" ({t.signed(gap)})"))
    return _listed(met)


def _volume_cell(step: MapStep, t: Words) -> str:
    if not step.channels:
        return NOTHING
    if step.volume.total is None:
        return t("ui.map.volume_unknown")
    unit = t(f"journeys.unit.{step.volume.unit}")
    said = [f"{volume_said(t, step.volume)} {unit}"]
    said += [
        f"{amount(t, float(total))} {t(f'journeys.unit.{unit}')}"
        for unit, total in step.volume.others
    ]
    return _listed(said)


def _kpi_said(t: Words, found: MapKpi) -> str:
    kpi = found.kpi
    pushes = ", ".join(f"{t(f'side.label.{side}')} {_ARROWS[kpi.push(side)]}" for side in Side)
    owner = f", {kpi.department}" if kpi.department else ""
    flag = f" – {t('ui.map.against')}" if found.why else ""
    return f"{kpi.name} ({pushes}{owner}){flag}"


_ARROWS = {"up": "↑", "down": "↓", "none": "=", "unknown": UNKNOWN}


def _mood_said(t: Words, mood: MapMood) -> str:
    if mood.mean is None:
        return t.count("count.voices", mood.voices) if mood.voices else NOTHING
    parts = [figure(t, mood), t.count("count.voices", mood.voices)]
    if mood.first is not None:
        parts.append(t("ui.map.first", mean=t.signed(mood.first)))
    if mood.by_team:
        parts.append(t("ui.map.by_team"))
    return " · ".join(parts)


def _level_cell(t: Words, level: MapLevel) -> str:
    return t(
        "ui.map.level",
        side=t(f"side.label.{level.side}"),
        offered=NOTHING if level.offered is None else t.signed(level.offered),
        expected=NOTHING if level.expected is None else t.signed(level.expected),
        voices=t.count("count.voices", max(level.offered_voices, level.expected_voices)),
    )


def _cards_cell(t: Words, cards: MapCards, source: Source) -> str:
    said = [
        f"{t(f'side.label.{side}')} {found}"
        for side in Side
        if (found := cards_said(t, cards, side, source)) != NOTHING
    ]
    return _listed(said)


def _listed(items: Iterable[str]) -> str:
    return " · ".join(items) or NOTHING
