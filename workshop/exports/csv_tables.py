"""The tables of the CSV export: one row a thing, in the workshop's words; no voice and no time."""

from collections.abc import Iterable, Iterator, Sequence

from workshop.domain.matrix import SideReading
from workshop.domain.words import Deck, QuestionKind, Side
from workshop.exports.cells import Cell, headers, rounded, side_name, sides, yes_or_no
from workshop.exports.plan_tables import plan_tables
from workshop.i18n import Words
from workshop.services.answers import SCALE_LOW
from workshop.services.archive.records import Archive, CardRecord
from workshop.services.decks import deck
from workshop.services.journeys import ANY_STEP
from workshop.services.views.pilots import PilotLine
from workshop.services.views.questions import QuestionLine
from workshop.services.views.votes import TargetResult
from workshop.services.views.workshop import WorkshopView


def all_tables(
    view: WorkshopView, archive: Archive, pilots: Sequence[PilotLine], say: Words
) -> dict[str, Iterable[Sequence[Cell]]]:
    """By name of file: the header, then the rows in the order of their random rank.

    Secret is what the facilitator's own screens do not show either: the results of a round before
    the reveal, what a question gathered below the floor.
    """
    return {
        "steps": _steps(view, say),
        "channels": _channels(view, say),
        "kpis": _kpis(view, say),
        "links": _links(view, archive, say),
        "personas": _personas(archive, say),
        "cards": _cards(view, archive, say),
        "topics": _topics(view, archive, say),
        "causes": _causes(archive, say),
        **plan_tables(view, archive, pilots, say),
        "questions": _questions(view, say),
        "answers": _answers(view, say),
        "votes": _votes(view, say),
        "moderation": _moderation(view, say),
    }


def _steps(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield [
        *headers(say, "number"),
        *sides(say, "step"),
        *headers(say, "moment_of_truth", "front", "back", "channels", "tools"),
        *headers(say, "lane", "backed", "client_choice"),
    ]
    for step in view.steps:
        yield [
            step.position,
            step.client_title,
            step.employee_title,
            yes_or_no(say, step.moment_of_truth),
            *(
                " | ".join(names)
                for names in (step.front, step.back, step.channel_names, step.tools)
            ),
            say(f"file.lane.{step.lane}"),
            say(f"file.backed.{step.backed}"),
            say(f"file.known.{step.client_choice}"),
        ]


def _channels(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    """An unknown volume is said to be so: an empty cell would be summed as 0."""
    yield headers(
        say,
        *("number", "step", "channel", "volume", "unit", "period", "findable"),
        *("figure_from", "figure_on"),
    )
    for step in view.steps:
        for channel in step.channels:
            yield [
                step.position,
                step.client_title,
                channel.name,
                say("file.known.unknown") if channel.volume is None else channel.volume,
                say(f"file.unit.{channel.unit}"),
                say(f"file.period.{channel.period}"),
                say(f"file.known.{channel.findable}"),
                channel.figure_from,
                channel.figure_on,
            ]


def _kpis(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield [*headers(say, "number", "step", "kpi", "department"), *sides(say, "push")]
    for step in view.steps:
        for kpi in step.kpis:
            yield [
                step.position,
                step.client_title,
                kpi.name,
                kpi.department,
                say(f"file.push.{kpi.client}"),
                say(f"file.push.{kpi.employee}"),
            ]


def _links(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield sides(say, "step")
    titles = {str(step.position): step.client_title for step in view.steps}
    for link in archive.links:
        yield [titles[link.client], titles[link.employee]]


def _personas(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "side", "persona", "description")
    for persona in archive.personas:
        yield [side_name(say, Side(persona.side)), persona.name, persona.description]


def _cards(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("label", "side", "kind", "step", "text", "me_too", "topic", "source", "origin"),
        *("status", "set_aside", "horizon", "question", "persona", "provenance"),
    )
    told = {card.label: card for card in archive.cards}
    origins = {voice.voice: voice.origin for voice in archive.participants}
    for card in view.cards:
        yield [
            card.label,
            side_name(say, card.side),
            say(f"kind.{card.kind}"),
            _step(view, say, card.step),
            card.text,
            card.me_too,
            card.topic,
            say(f"file.source.{card.source}"),
            say(f"file.origin.{origins[told[card.label].voice]}"),
            say(f"file.status.{card.status}"),
            _reason(say, card.set_aside),
            say(f"file.horizon.{card.horizon}"),
            card.question,
            *_about(archive, told[card.label]),
        ]


def _about(archive: Archive, card: CardRecord) -> list[Cell]:
    """The persona that a card is about, and what it was taken from."""
    persona = None if card.persona is None else archive.personas[int(card.persona) - 1].name
    return [persona, card.provenance]


def _topics(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield [
        *headers(say, "label", "title", "quadrant", "computed_quadrant", "to_confirm", "because"),
        *sides(say, "valence"),
        *sides(say, "voices"),
        *headers(say, "votes", "cards", "step"),
    ]
    for record in archive.topics:
        topic = view.topic(record.label)
        assert topic is not None  # one snapshot
        yield [
            topic.label,
            topic.title,
            say(f"quadrant.{topic.quadrant}"),
            say(f"quadrant.{topic.computed.quadrant}"),
            yes_or_no(say, topic.computed.to_confirm),
            topic.moved_because,
            _valence(topic.client),
            _valence(topic.employee),
            topic.client.placing.people,
            topic.employee.placing.people,
            topic.votes,
            " ".join(topic.cards),
            _step(view, say, topic.main_step) if topic.main_step else None,
        ]


def _causes(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "label", "title", "cause", "topics", "whys")
    for cause in archive.causes:
        yield [
            cause.label,
            cause.title,
            say(f"cause.{cause.tag or 'none'}"),
            " ".join(cause.topics),
            " | ".join(cause.whys),
        ]


def _questions(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("label", "asked", "deck", "answered_by", "step", "side", "horizon", "status"),
        *("revealed", "answers", "skipped", "mean", "spread"),
    )
    for line in view.questions:
        yield [
            line.label,
            line.text,
            _deck(say, line.deck),
            say(f"file.answered_by.{line.kind}"),
            _step(view, say, line.step),
            side_name(say, line.side),
            say(f"file.horizon.{line.horizon}"),
            say(f"file.question.{line.status}"),
            yes_or_no(say, line.revealed),
            line.answers,
            line.skipped,
            rounded(line.mean),
            _spread(line),
        ]


def _deck(say: Words, slug: Deck) -> str:
    return say("file.deck.own") if slug is Deck.OWN else deck(slug, say.language).name


def _spread(line: QuestionLine) -> str:
    """How many gave each answer; "" below the floor."""
    names = line.options
    if line.kind is QuestionKind.SCALE:
        # The true minus sign: a cell that begins with a hyphen is a formula to a spreadsheet.
        values = range(SCALE_LOW, SCALE_LOW + len(line.spread))
        names = tuple(str(value).replace("-", "−") for value in values)
    pairs = zip(names, line.spread, strict=False)
    return " | ".join(f"{name} ({people})" for name, people in pairs)


def _answers(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "question", "text", "made_card", "made_solution")
    for line in view.questions:
        for answer in line.texts:
            yield [line.label, answer.text, answer.card, answer.solution]


def _votes(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("round", "round_title", "subject", "status", "budget", "cap", "turnout", "by_hand"),
        *("label", "title", "points", "voters", "previous_points", "shift"),
    )
    for vote in view.votes:
        head: list[Cell] = [
            vote.label,
            vote.title,
            say(f"file.subject.{vote.subject}"),
            say(f"file.round.{vote.state}"),
            vote.budget,
            vote.cap,
            vote.voters,
            vote.by_hand,
        ]
        for result in vote.results or (None,):
            yield [*head, *_result(result)]


def _result(result: TargetResult | None) -> list[Cell]:
    """Empty cells for a round that is still secret."""
    if result is None:
        return [None] * 6
    return [
        result.label,
        result.title,
        result.points,
        result.voters,
        result.previous_points,
        result.shift,
    ]


def _moderation(view: WorkshopView, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "card", "deed", "set_aside", "note")
    for line in view.moderation.log:
        yield [
            line.card,
            say(f"file.deed.{line.deed}"),
            _reason(say, line.reason or ""),
            line.note,
        ]


def _reason(say: Words, reason: str) -> str | None:
    return say(f"set_aside.{reason}") if reason else None


def _step(view: WorkshopView, say: Words, step: str) -> str:
    return say("file.everywhere") if step == ANY_STEP else view.step_title(step) or ""


def _valence(side: SideReading) -> float | None:
    valence = side.placing.valence
    return None if valence is None else rounded(float(valence))
