"""The tables of the CSV export that tell what came of a workshop, in the workshop's words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from workshop.domain.weighing import Range
from workshop.domain.words import Axis, Side
from workshop.exports.cells import Cell, headers, rounded, side_name, sides, yes_or_no
from workshop.i18n import Words
from workshop.services.archive.plan_records import ActionRecord, MeetingRecord
from workshop.services.archive.records import Archive
from workshop.services.views.pilots import PilotLine
from workshop.services.views.workshop import WorkshopView


def plan_tables(
    view: WorkshopView, archive: Archive, pilots: Sequence[PilotLine], say: Words
) -> dict[str, Iterable[Sequence[Cell]]]:
    """By name of file: the header, then the rows in the order of their random rank."""
    return {
        "solutions": _solutions(view, archive, say),
        "actions": _actions(view, archive, say),
        "history": _history(archive, say),
        "people": _people(archive, say),
        "domains": _domains(archive, say),
        "projects": _projects(archive, say),
        "criteria": _criteria(archive, say),
        "measures": _measures(archive, say),
        "readings": _readings(archive, say),
        "pilots": _pilots(archive, pilots, say),
        "meetings": _meetings(archive, say),
        "decisions": _decisions(archive, say),
        "sponsor_answers": _sponsor_answers(archive, say),
        "commitments": _commitments(archive, say),
        "items": _items(archive, say),
        "readiness": _readiness(archive, say),
        "evidence": _evidence(archive, say),
    }


def _solutions(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield [
        *headers(say, "label", "title", "topics", "causes", "status", "transfer"),
        *sides(say, "effect"),
        *sides(say, "ballots"),
        *headers(say, "benefit_low", "benefit_high", "effort_low", "effort_high"),
        *headers(say, "ticks", "pain_answer", "human_answer", "helpers"),
    ]
    lines = {solution.label: solution for solution in view.solutions}
    for record in archive.solutions:
        solution = lines[record.label]
        client, employee = solution.verdict.client, solution.verdict.employee
        yield [
            solution.label,
            solution.title,
            " ".join(solution.topics),
            " ".join(solution.causes),
            say(f"file.solution.{solution.status}"),
            say(f"transfer.{solution.verdict.transfer}"),
            rounded(client.own),
            rounded(employee.own),
            client.own_ballots,
            employee.own_ballots,
            *_range(solution.benefit),
            *_range(solution.effort),
            " | ".join(say(f"file.tick.{tick}") for tick in solution.ticks),
            solution.pain_answer,
            solution.human_answer,
            " | ".join(solution.helpers),
        ]


def _range(found: Range | None) -> list[Cell]:
    return [None, None] if found is None else [rounded(found.low), rounded(found.high)]


def _actions(view: WorkshopView, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("label", "what", "owner", "to_confirm_with", "confirm_before", "due", "measure"),
        *("status", "priority", "done_on", "topic", "solution", "quadrant", "domain", "term"),
        *("project", "needs"),
    )
    lines = {action.label: action for action in view.actions}
    for record in archive.actions:
        quadrant = lines[record.label].quadrant
        yield [
            record.label,
            record.what,
            record.owner,
            record.to_confirm_with,
            record.confirm_before,
            record.due,
            record.measure,
            say(f"file.action.{record.status}"),
            say(f"file.priority.{record.priority}"),
            record.done_on,
            record.topic,
            record.solution,
            say(f"quadrant.{quadrant}") if quadrant else None,
            record.domain,
            say(f"file.term.{record.term}") if record.term else None,
            record.project,
            " ".join(record.needs),
        ]


def _history(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    """What became of each action, line by line."""
    yield headers(say, "action", "on", "deed", "by", "before", "after", "text")
    for action in archive.actions:
        yield from _events(action, say)


def _events(action: ActionRecord, say: Words) -> Iterator[list[Cell]]:
    for event in action.events:
        yield [
            action.label,
            event.happened_on,
            say(f"file.event.{event.deed}"),
            event.by,
            event.before,
            event.after,
            event.says,
        ]


def _people(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "label", "name", "job", "email", "ranks")
    for person in archive.people:
        yield [
            person.label,
            person.name,
            person.job,
            person.email,
            yes_or_no(say, person.ranks),
        ]


def _domains(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "domain", "target")
    for domain in archive.domains:
        yield [domain.name, domain.target]


def _projects(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("label", "title", "owner", "domain", "objectives", "benefits", "costs", "people"),
        *("starts_on", "ends_on", "status", "measures"),
    )
    for project in archive.projects:
        yield [
            project.label,
            project.title,
            project.owner,
            project.domain,
            project.objectives,
            project.benefits,
            project.budget,
            project.people,
            project.starts_on,
            project.ends_on,
            say(f"file.project.{project.status}"),
            " ".join(project.measures),
        ]


def _criteria(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    """The definition of done of each project, criterion by criterion."""
    yield headers(say, "project", "criterion", "met_on")
    for project in archive.projects:
        for criterion in project.criteria:
            yield [project.label, criterion.text, criterion.met_on]


def _measures(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "label", "side", "name", "unit", "better", "matters_from")
    for measure in archive.measures:
        yield [
            measure.label,
            side_name(say, Side(measure.side)),
            measure.name,
            measure.unit,
            say(f"file.better.{measure.better}"),
            rounded(measure.matters_from),
        ]


def _readings(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say, *("measure", "pilot", "moment", "on", "mean", "deviation", "voices", "figure_from")
    )
    for reading in archive.readings:
        yield [
            reading.measure,
            reading.pilot,
            say(f"file.moment.{reading.moment}"),
            reading.taken_on,
            rounded(reading.mean),
            rounded(reading.spread),
            reading.voices,
            reading.came_from,
        ]


def _pilots(archive: Archive, lines: Sequence[PilotLine], say: Words) -> Iterator[list[Cell]]:
    yield [
        *headers(say, "label", "title", "tried_with", "starts_on", "ends_on", "action", "project"),
        *headers(say, "measures", "verdict"),
        *sides(say, "read"),
        *headers(say, "decision", "why", "decided_on"),
    ]
    outcomes = {line.label: line.outcome for line in lines}
    for pilot in archive.pilots:
        outcome = outcomes[pilot.label]
        yield [
            pilot.label,
            pilot.title,
            pilot.tried_with,
            pilot.starts_on,
            pilot.ends_on,
            pilot.action,
            pilot.project,
            " ".join(pilot.measures),
            say(f"file.verdict.{outcome.verdict}"),
            say(f"file.read.{outcome.client}"),
            say(f"file.read.{outcome.employee}"),
            say(f"file.pilot.{pilot.decision}") if pilot.decision else None,
            pilot.because,
            pilot.decided_on,
        ]


def _meetings(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    texts = [field.name for field in fields(MeetingRecord)][2:]
    yield headers(say, "number", "meeting", "on", *texts)
    for place, meeting in enumerate(archive.meetings, 1):
        yield [
            place,
            say(f"file.meeting.{meeting.kind}"),
            meeting.held_on,
            *(getattr(meeting, name) for name in texts),
        ]


def _decisions(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "meeting", "what", "on", "answer", "answered_who", "answered_on")
    for decision in archive.decisions:
        yield [
            decision.meeting and int(decision.meeting),
            decision.what,
            decision.asked_on,
            decision.answer,
            decision.answered_by,
            decision.answered_on,
        ]


def _sponsor_answers(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    """What the sponsor wrote on their page; ``what``: the decision or the prompt in words."""
    yield headers(say, "what", "answer", "answered_who", "answered_on")
    for one in archive.sponsor_answers:
        what = (
            say(f"ui.sponsor.prompt.{one.prompt}")
            if one.decision is None
            else archive.decisions[int(one.decision) - 1].what
        )
        yield [what, one.text, one.said_by, one.said_on]


def _commitments(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "level", "who", "what", "due", "proof", "kept_on")
    for one in archive.commitments:
        yield [say(f"level.{one.level}"), one.who, one.what, one.due, one.proof, one.kept_on]


def _items(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(
        say,
        *("label", "what", "item_reason", "came_from", "on", "importance", "priority"),
        *("needed_by", "resources", "decision", "why", "meeting", "action"),
    )
    for item in archive.items:
        yield [
            item.label,
            item.what,
            say(f"file.item.{item.reason}"),
            item.came_from,
            item.asked_on,
            item.importance,
            say(f"file.priority.{item.priority}") if item.priority else None,
            item.needed_by,
            item.resources,
            say(f"file.decided.{item.decision}") if item.decision else None,
            item.because,
            item.meeting and int(item.meeting),
            item.action,
        ]


def _readiness(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield [*headers(say, "on"), *(say(f"file.axis.{axis}") for axis in Axis), *headers(say, "note")]
    for record in archive.readiness:
        yield [record.taken_on, *(getattr(record, axis) for axis in Axis), record.note]


def _evidence(archive: Archive, say: Words) -> Iterator[list[Cell]]:
    yield headers(say, "on", "fact", "action", "measure", "of_the_week")
    for record in archive.evidence:
        yield [
            record.seen_on,
            record.fact,
            record.action,
            record.measure,
            yes_or_no(say, record.of_the_week),
        ]
