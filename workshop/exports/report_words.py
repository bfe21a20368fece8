"""What stands in a report, in the words of the workshop: plain lists for its page layout.

The same that a sponsor may see, and both pictures: no card that the room may not read, no voice.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from workshop.domain.words import Quadrant, Side, SolutionStatus, Term, Transfer
from workshop.i18n import Words
from workshop.pictures.map import map_svg
from workshop.pictures.map_words import map_sentences
from workshop.pictures.matrix import matrix_svg
from workshop.pictures.matrix_words import matrix_said
from workshop.pictures.measure_words import figure
from workshop.pictures.palette import PRINT
from workshop.services.views.leaders import CommitmentLine, Leaders
from workshop.services.views.map import map_of
from workshop.services.views.sponsor import (
    SponsorAction,
    SponsorMeasure,
    SponsorPilot,
    SponsorSolution,
    SponsorTopic,
    SponsorView,
)
from workshop.services.views.workshop import WorkshopView

Told = dict[str, Any]
"""What JSON can hold: texts, numbers, lists and such tables."""

BRIEF = 200
"""Characters of a sentence in a summary."""
PRIORITIES = 5
"""Topics in a summary, each with its first sentence."""


def report_told(
    view: WorkshopView, results: SponsorView, t: Words, *, most: int | None = None
) -> Told:
    """All that the layout sets. ``most``: of a summary, the rows of each table; others are counted.

    None for the whole report.
    """
    short = most is not None
    priorities = results.in_quadrant(Quadrant.PRIORITY)
    return {
        "short": short,
        "language": results.language,
        "title": results.title,
        "ambition": results.ambition,
        "counts": _counts(results, t),
        "goals": _goals(results, t),
        "owner": t("ui.sponsor.goal.owner", name=results.joint_owner)
        if results.joint_owner
        else "",
        "map": _map(view, t),
        "matrix": _matrix(view, t),
        "priorities": [
            _priority(topic, t, short=short)
            for topic in (priorities[:PRIORITIES] if short else priorities)
        ],
        "floor": ""
        if any(topic.sentences for topic in priorities)
        else t("ui.sponsor.floor", n=results.floor),
        "solutions": [_solution(line, view, t) for line in results.solutions[:most]],
        "more_solutions": _left(len(results.solutions), most, t),
        "plan": _plan(view, results.actions[:most], t),
        "more": _left(len(results.actions), most, t),
        "pilots": [_pilot(pilot, t) for pilot in results.pilots],
        "asked": [[line.what, t.date(line.asked_on)] for line in results.follow.asked],
        "answered": [[line.what, line.answer] for line in results.follow.answered],
        "commitments": commitments(results.follow.leaders, t),
        "evidence": [line.fact for line in results.follow.evidence],
        "words": _words(t),
    }


def commitments(leaders: Leaders, t: Words) -> list[list[str]]:
    """What each level promised, and in words which one has promised nothing: [what, who and when].

    Nothing where no leader of any level has committed to anything: a workshop may end before.
    """
    if not leaders.commitments:
        return []
    told = [[line.what, _promise(line, t)] for line in leaders.commitments]
    silent = [t("ui.commitments.silent", level=t(f"level.{one}")) for one in leaders.silent]
    return [*told, *([said, ""] for said in silent)]


def _promise(line: CommitmentLine, t: Words) -> str:
    due = t("ui.commitments.due", date=t.date(line.due)) if line.due else t("ui.commitments.no_due")
    kept = t("ui.commitments.kept", date=t.date(line.kept_on)) if line.kept_on else ""
    return " · ".join(part for part in (t(f"level.{line.level}"), line.who, due, kept) if part)


def _words(t: Words) -> dict[str, str]:
    columns = ("what", "owner", "due", "measure", "status", "title", "topics", "side")
    sections = ("goal", "matrix", "priorities", "solutions", "actions", "pilots", "asked")
    return {
        **{name: t(f"file.column.{name}") for name in columns},
        **{f"section_{name}": t(f"ui.sponsor.{name}") for name in (*sections, "answered")},
        **{f"no_{name}": t(f"ui.sponsor.{name}.none") for name in sections[2:5]},
        "section_map": t("file.report.map"),
        "section_commitments": t("ui.commitments.title"),
        "section_evidence": t("ui.evidence.wall"),
        "verdict": t("file.column.transfer"),
        **{name: t(f"file.report.{name}") for name in ("code", "before", "after", "read")},
    }


def _counts(results: SponsorView, t: Words) -> str:
    cards = [t.count("count.cards", results.cards)]
    if results.data:
        cards.append(t.count("count.data", results.data))
    return t(
        "ui.sponsor.counts",
        people=t.count("count.people", results.people),
        cards=" · ".join(cards),
        topics=t.count("count.topics", len(results.topics)),
    )


def _goals(results: SponsorView, t: Words) -> list[list[str]]:
    said = {Side.CLIENT: results.client_goal, Side.EMPLOYEE: results.employee_goal}
    return [[t(f"ui.sponsor.goal.{side}"), goal] for side, goal in said.items() if goal]


def _map(view: WorkshopView, t: Words) -> Told:
    read = map_of(view)
    sentences = map_sentences(read, t)
    return {
        "svg": map_svg(read, t, PRINT),
        "says": " ".join(sentences),
        "lines": list(sentences),
        "steps": len(read.steps),
    }


def _matrix(view: WorkshopView, t: Words) -> Told:
    return {"svg": matrix_svg(view, t, PRINT), "says": matrix_said(t, view)}


def _priority(topic: SponsorTopic, t: Words, *, short: bool) -> Told:
    """A topic in the room's words; in a summary one sentence, a few lines at most."""
    said = [_brief(topic.sentences[0])] if short and topic.sentences else topic.sentences
    return {"title": topic.title, "quotes": [t("ui.projector.quote", text=text) for text in said]}


def _brief(said: str) -> str:
    if len(said) <= BRIEF:
        return said
    return f"{said[:BRIEF].rpartition(' ')[0] or said[:BRIEF]}…"


def _solution(line: SponsorSolution, view: WorkshopView, t: Words) -> Told:
    notes = [t("ui.sponsor.payer", side=t(f"side.label.{line.payer}"))] if line.payer else []
    notes += [t("ui.sponsor.unheard", side=t(f"side.label.{side}")) for side in line.unheard]
    if line.status is not SolutionStatus.PROPOSED:
        notes.append(t(f"solution.status.{line.status}"))
    return {
        "label": line.label,
        "title": line.title,
        "topics": t.listing(line.topics) if line.topics else "",
        "verdict": {"tone": line.transfer, "says": t(f"transfer.{line.transfer}")},
        "notes": " · ".join(notes),
        "answers": [
            answer
            for whole in view.solutions
            if whole.label == line.label
            for answer in (whole.pain_answer, whole.human_answer)
            if answer
        ],
    }


def _left(there: int, most: int | None, t: Words) -> str:
    """How many rows only the whole report has."""
    gone = 0 if most is None else max(0, there - most)
    return t.count("file.report.more", gone) if gone else ""


def _plan(view: WorkshopView, actions: Sequence[SponsorAction], t: Words) -> list[Told]:
    """By horizon, those without one last; the next due first in each."""
    terms = {line.label: line.term for line in view.actions}
    groups = []
    for term in (*Term, ""):
        rows = [_action(line, t) for line in actions if terms[line.label] == term]
        if rows:
            name = t(f"ui.roadmap.term.{term}") if term else t("file.report.no_term")
            groups.append({"name": name, "rows": rows})
    return groups


def _action(line: SponsorAction, t: Words) -> list[str]:
    asked = line.to_confirm_with
    carriers = [line.owner] if line.owner and line.owner != asked else []
    carriers += [t("ui.plan.to_confirm", name=asked)] if asked else []
    return [
        line.label,
        line.what,
        ", ".join(carriers),
        t.date(line.due) if line.due else "",
        line.measure,
        t(f"ui.plan.status.{line.status}"),
    ]


_TONES = {"success": Transfer.GREEN, "not_a_success": Transfer.RED, "undecided": Transfer.AMBER}


def _pilot(pilot: SponsorPilot, t: Words) -> Told:
    verdict = pilot.outcome.verdict
    return {
        "label": pilot.label,
        "title": pilot.title,
        "verdict": {"tone": _TONES[verdict], "says": t(f"pilot.verdict.{verdict}")},
        "why": t(f"pilot.why.{pilot.outcome.why}"),
        "measures": list(_measures(pilot.measures, t)),
        "decision": _decision(pilot, t),
    }


def _decision(pilot: SponsorPilot, t: Words) -> str:
    if pilot.decision is None:
        return ""
    said = t(f"pilot.decision.{pilot.decision}")
    return f"{said[:1].upper()}{said[1:]}{t('ui.colon')} {pilot.because}"


def _measures(measures: Iterable[SponsorMeasure], t: Words) -> Iterable[list[str]]:
    """A row each: the side, its name, before and after, what it says; "" where not to be told."""
    for line in sorted(measures, key=lambda line: line.side):
        figures = [line.before, line.after]
        yield [
            t(f"side.label.{line.side}"),
            line.name,
            *("" if value is None else figure(line, value, t) for value in figures),
            t(f"pilot.read.{line.read}"),
        ]
