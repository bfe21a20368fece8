"""A trail in words, chapter by chapter: for the page, the sheet to print and a terminal alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from workshop.domain.words import ActionDeed, Quadrant, Source, Transfer
from workshop.i18n import Words
from workshop.services.journeys import ANY_STEP, Step
from workshop.services.views.actions import ActionLine
from workshop.services.views.causes import CauseLine
from workshop.services.views.history import ActionEvent
from workshop.services.views.measures import MeasureLine
from workshop.services.views.pilots import PilotLine
from workshop.services.views.projects import ProjectLine
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.trail import Proof, Trail
from workshop.services.views.workshop import CardLine, PlaceMove, TopicLine


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a trail. ``label``: "" where no trail begins; ``notes``: a line each.

    ``quadrant``: its shape stands beside, None for none.
    """

    label: str
    title: str
    notes: tuple[str, ...] = ()
    quadrant: Quadrant | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A step of the way. ``missing``: what is said of it while it is empty."""

    code: str
    title: str
    missing: str
    entries: tuple[Entry, ...]


def chapters(t: Words, trail: Trail, steps: Iterable[Step]) -> tuple[Chapter, ...]:
    """The trail from what the room said to what is measured, empty chapters too: they tell what
    is still to do. ``steps``: of the journeys, for the names of those that cards speak of.
    """
    titles = {str(step.id): step.client_title for step in steps}
    titles[ANY_STEP] = t("step.any")
    told: dict[str, Iterable[Entry]] = {
        "cards": (_card(t, line, titles) for line in trail.cards),
        "topics": (_topic(t, line, trail.moves) for line in trail.topics),
        "causes": (_cause(t, line) for line in trail.causes),
        "solutions": (_solution(t, line) for line in trail.solutions),
        "actions": (_action(t, line, trail) for line in trail.actions),
        "projects": (_project(t, line) for line in trail.projects),
        "pilots": (_pilot(t, line) for line in trail.pilots),
        "measures": (_measure(t, line) for line in trail.measures),
        "evidence": (_proof(t, line) for line in trail.evidence),
    }
    return tuple(
        Chapter(code, t(f"trail.{code}"), t(f"trail.{code}.none"), tuple(entries))
        for code, entries in told.items()
    )


def place_said(t: Words, topic: TopicLine) -> str:
    """The place of a topic in words, and that it is to be confirmed."""
    name = t(f"quadrant.{topic.quadrant}")
    unsure = topic.moved_to is None and topic.computed.to_confirm
    return t("trail.to_confirm", place=name) if unsure else name


def verdict_said(t: Words, idea: SolutionLine) -> str:
    """What the room's ballots say of an idea; "" without any."""
    return t(f"transfer.{idea.verdict.transfer}") if idea.ballots else ""


def answers_said(t: Words, idea: SolutionLine) -> list[str]:
    """What was answered to the side that pays, and of what stays human."""
    said = (("trail.pain", idea.pain_answer), ("trail.human", idea.human_answer))
    return [t(key, answer=answer) for key, answer in said if answer]


def outcome_said(t: Words, pilot: PilotLine) -> str:
    """What a pilot came to, and what was decided: "Pas une réussite · arrêter"."""
    decision = t(f"pilot.decision.{pilot.decision}") if pilot.decision else ""
    return _joined(t(f"pilot.verdict.{pilot.outcome.verdict}"), decision)


def measured(t: Words, measure: MeasureLine) -> str:
    """The first reading and the last one, with the unit; "" before the first."""
    first, last = measure.baseline, measure.latest
    if first is None:
        return ""
    figures = {"first": t.number(first.sample.mean, decimals=1), "unit": measure.unit}
    if last is None:
        return t("trail.once", **figures).replace("  ", " ")
    said = t("trail.since", **figures, last=t.number(last.sample.mean, decimals=1))
    return said.replace("  ", " ")


def set_out(t: Words, measure: MeasureLine) -> str:
    """From where a measure sets out; else the pilots that follow it, or that nobody does yet."""
    first = measure.baseline
    if first is None:
        return in_pilots(t, measure) or t("ui.project.baseline.none")
    mean = t.number(first.sample.mean, decimals=1)
    return t("ui.project.baseline", mean=mean, date=t.date(first.taken_on))


def in_pilots(t: Words, measure: MeasureLine) -> str:
    """The pilots that follow a measure which the programme has not read itself; "" for none."""
    if not measure.pilots or measure.baseline is not None:
        return ""
    return t("trail.in_pilots", pilots=t.listing(map(t.quoted, measure.pilots)))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _notes(*lines: str) -> tuple[str, ...]:
    return tuple(f"{line[:1].upper()}{line[1:]}" for line in lines if line)


def _card(t: Words, card: CardLine, steps: dict[str, str]) -> Entry:
    about = _joined(t(f"side.label.{card.side}"), t(f"kind.{card.kind}"), steps.get(card.step, ""))
    too = t.count("count.me_toos", card.me_too) if card.me_too else ""
    data = t("trail.data") if card.source is Source.DATA else ""
    return Entry("", card.text, _notes(_joined(card.label, about, too, data)))


def _topic(t: Words, topic: TopicLine, moves: Iterable[PlaceMove]) -> Entry:
    voices = [
        t("trail.voices", side=t(f"side.label.{name}"), voices=t.count("count.voices", people))
        for name, people in (
            ("client", topic.client.placing.people),
            ("employee", topic.employee.placing.people),
        )
    ]
    history = [_move(t, move) for move in moves if move.topic == topic.label]
    return Entry(
        topic.label,
        topic.title,
        _notes(_joined(place_said(t, topic), *voices), *history),
        topic.quadrant,
    )


def _move(t: Words, move: PlaceMove) -> str:
    day = t.date(move.at.astimezone().date())
    computed = t(f"quadrant.{move.computed}")
    if move.moved_to is None:
        return t("trail.moved_back", date=day, computed=computed)
    place = t(f"quadrant.{move.moved_to}")
    return t("trail.moved", date=day, computed=computed, place=place, because=move.because)


def _cause(t: Words, cause: CauseLine) -> Entry:
    ladder = t("trail.whys", whys=" → ".join(cause.whys)) if cause.whys else ""
    return Entry(cause.label, cause.title, _notes(t(f"cause.{cause.tag or 'none'}"), ladder))


def _solution(t: Words, idea: SolutionLine) -> Entry:
    verdict = verdict_said(t, idea)
    if idea.verdict.transfer is Transfer.RED and idea.verdict.payer:
        verdict = t("trail.pays", verdict=verdict, side=t(f"side.label.{idea.verdict.payer}"))
    status = t(f"solution.status.{idea.status}")
    return Entry(idea.label, idea.title, _notes(_joined(status, verdict), *answers_said(t, idea)))


def _action(t: Words, action: ActionLine, trail: Trail) -> Entry:
    who = t("ui.plan.by", name=action.owner) if action.owner else ""
    asked = ""
    if action.to_confirm_with:
        asked = t("ui.plan.to_confirm", name=action.to_confirm_with)
    status = t(f"ui.plan.status.{action.status}")
    due = t("ui.plan.due", date=t.date(action.due)) if action.due else t("ui.plan.no_due")
    finished = t("trail.done_on", date=t.date(action.done_on)) if action.done_on else ""
    waits = t("trail.needs", actions=t.listing(action.needs)) if action.needs else ""
    held = trail.needed_by.get(action.label, ())
    holds = t("trail.needed_by", actions=t.listing(held)) if held else ""
    measure = t("ui.plan.measure", measure=action.measure) if action.measure else ""
    return Entry(
        action.label,
        action.what,
        _notes(
            _joined(status, who or ("" if asked else t("ui.plan.no_owner")), asked, due, finished),
            measure,
            _joined(waits, holds),
            *(_event(t, event) for event in trail.events.get(action.label, ())),
        ),
        action.quadrant,
    )


def _event(t: Words, event: ActionEvent) -> str:
    """One line of what became of an action."""
    status = event.deed is ActionDeed.STATUS
    after = t(f"ui.plan.status.{event.after}") if status and event.after else event.after
    said = t(f"trail.event.{event.deed}", after=after)
    by = t("trail.by", name=event.by) if event.by else ""
    return t("trail.event", date=t.date(event.on), said=_joined(said, by, event.says))


def _project(t: Words, project: ProjectLine) -> Entry:
    who = t("ui.plan.by", name=project.owner) if project.owner else t("ui.plan.no_owner")
    met = ""
    if project.criteria:
        met = t.count("trail.criteria", project.met, all=t.number(len(project.criteria)))
    days = _period(t, project.starts_on, project.ends_on)
    status = t(f"ui.project.status.{project.status}")
    return Entry(project.label, project.title, _notes(_joined(status, who, days), met))


def _pilot(t: Words, pilot: PilotLine) -> Entry:
    with_whom = t("trail.tried_with", group=pilot.tried_with) if pilot.tried_with else ""
    return Entry(
        pilot.label,
        pilot.title,
        _notes(
            outcome_said(t, pilot),
            _joined(with_whom, _period(t, pilot.starts_on, pilot.ends_on)),
            t(f"pilot.why.{pilot.outcome.why}") if pilot.measures else "",
            t("trail.because", because=pilot.because) if pilot.because else "",
            *(_before_after(t, pilot)),
        ),
    )


def _before_after(t: Words, pilot: PilotLine) -> Iterable[str]:
    for line in pilot.measures:
        if line.before is None or line.after is None:
            continue
        named = f"{line.name} ({line.unit})" if line.unit else line.name
        yield t(
            "trail.before_after",
            side=t(f"side.label.{line.side}"),
            measure=named,
            before=t.number(line.before.sample.mean, decimals=1),
            after=t.number(line.after.sample.mean, decimals=1),
            read=t(f"pilot.read.{line.read}"),
        )


def _measure(t: Words, measure: MeasureLine) -> Entry:
    side = t(f"side.label.{measure.side}")
    said = measured(t, measure) or in_pilots(t, measure) or t("trail.unread")
    return Entry(measure.label, measure.name, _notes(_joined(side, said)))


def _proof(t: Words, proof: Proof) -> Entry:
    return Entry("", proof.fact, _notes(t.date(proof.seen_on)))


def _period(t: Words, starts_on: date | None, ends_on: date | None) -> str:
    say: Callable[[date], str] = t.date
    if starts_on and ends_on:
        return t("pilot.period", start=say(starts_on), end=say(ends_on))
    if starts_on:
        return t("pilot.period.from", start=say(starts_on))
    return t("pilot.period.until", end=say(ends_on)) if ends_on else ""
