"""The nouns that come back out of a workbook: their columns, what they say now, how it is put."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop.domain.text import CARD_LIMIT, NOTE_LIMIT
from workshop.domain.words import (
    ActionStatus,
    Priority,
    ProjectStatus,
    SolutionStatus,
    Term,
    Tick,
)
from workshop.services import labels
from workshop.services.actions import ActionDraft, put_action
from workshop.services.adoption import put_status
from workshop.services.archive.actions import read_actions
from workshop.services.archive.passage import Leaving, leave
from workshop.services.archive.projects import read_projects
from workshop.services.archive.solutions import read_solutions
from workshop.services.archive.topics import read_topics
from workshop.services.projects import PhaseDraft, ProjectDraft, put_project
from workshop.services.returned.fields import (
    MONTHS,
    Day,
    Field,
    Label,
    Labels,
    Marked,
    Text,
    Value,
    Word,
    note,
)
from workshop.services.returned.marks import ABOUT
from workshop.services.solutions import put_solution
from workshop.services.topics import put_topic
from workshop.services.transaction import Deed

LABEL = "label"

Values = Mapping[str, Value]
"""What a thing says, by the codes of its columns."""


@dataclass(frozen=True, slots=True)
class There:
    """A thing of the workshop: its values, and the record that they are of."""

    values: dict[str, Value]
    record: Any


@dataclass(frozen=True, slots=True)
class Noun:
    """``name``: of its sheet in the catalogue. ``put``: the label, or None for a new one, all its
    values, the codes of those that change, and what is there; gives the label.
    """

    name: str
    labelled: labels.Noun
    fields: tuple[Field, ...]
    put: Callable[[Deed, str | None, Values, Collection[str], There | None], str]

    @property
    def title(self) -> Field:
        """What it is called by."""
        return self.fields[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The words of the catalogue that its sheet may use."""
        return (
            f"file.sheet.{self.name}",
            f"file.column.{LABEL}",
            *(f"file.column.{field.code}" for field in self.fields),
            *(
                f"{field.key}.{word}"
                for field in self.fields
                if isinstance(field, Word)
                for word in field.words
            ),
        )

    @property
    def new(self) -> dict[str, Value]:
        """What one says of which nothing is said."""
        return {field.code: field.empty for field in self.fields}


def _put_topic(
    deed: Deed, label: str | None, values: Values, changed: Collection[str], there: There | None
) -> str:
    return put_topic(deed, label, str(values["title"]))


def _put_solution(
    deed: Deed, label: str | None, values: Values, changed: Collection[str], there: There | None
) -> str:
    answers = ("pain_answer", "human_answer")
    given: Any = values
    if label is None or not {"title", "topics", "causes", "ticks"}.isdisjoint(changed):
        label = put_solution(
            deed,
            label,
            title=given["title"],
            topics=given["topics"],
            causes=given["causes"],
            ticks=given["ticks"],
        )
    if not {"status", *answers}.isdisjoint(changed):
        said = {name: given[name] for name in answers}
        put_status(deed, label, SolutionStatus(given["status"]), said)
    return label


def _put_project(
    deed: Deed, label: str | None, values: Values, changed: Collection[str], there: There | None
) -> str:
    given: Any = {"budget" if code == "costs" else code: said for code, said in values.items()}
    if there is None:
        return put_project(deed, label, ProjectDraft(**given))
    project, inside = there.record
    draft = ProjectDraft(
        **given,
        criteria=tuple(line.text for line in project.criteria),
        phases=tuple(
            PhaseDraft(phase.title, phase.starts_on, phase.ends_on) for phase in project.phases
        ),
        actions=inside,
    )
    return put_project(deed, label, draft)


def _put_action(
    deed: Deed, label: str | None, values: Values, changed: Collection[str], there: There | None
) -> str:
    given: Any = {
        code: said or None if code in ("topic", "solution", "domain", "project") else said
        for code, said in values.items()
    }
    quadrant = None if there is None else there.record.quadrant
    return put_action(deed, label, ActionDraft(**given, quadrant=quadrant))


TOPICS = Noun("topics", labels.TOPIC, (Text("title", needed=True),), _put_topic)
SOLUTIONS = Noun(
    "solutions",
    labels.SOLUTION,
    (
        Text("title", limit=CARD_LIMIT, needed=True),
        Labels("topics", of=labels.TOPIC),
        Labels("causes", of=labels.CAUSE),
        Word(
            "status",
            words=tuple(SolutionStatus),
            key="file.solution",
            first=SolutionStatus.PROPOSED,
        ),
        Marked("ticks", words=tuple(Tick), key="file.tick"),
        note("pain_answer", kept=True),
        note("human_answer", kept=True),
    ),
    _put_solution,
)
PROJECTS = Noun(
    "projects",
    labels.PROJECT,
    (
        Text("title", needed=True),
        Text("owner"),
        Text("domain"),
        note("objectives"),
        note("benefits"),
        note("costs"),
        note("people"),
        Day("starts_on"),
        Day("ends_on"),
        Word("status", words=tuple(ProjectStatus), key="file.project", first=ProjectStatus.DRAFT),
        Labels("measures", of=labels.MEASURE),
    ),
    _put_project,
)
ACTIONS = Noun(
    "actions",
    labels.ACTION,
    (
        Text("what", limit=NOTE_LIMIT, needed=True),
        Text("owner"),
        Text("to_confirm_with"),
        Day("confirm_before"),
        Day("due"),
        note("measure"),
        Word("status", words=tuple(ActionStatus), key="file.action", first=ActionStatus.DRAFT),
        Word("priority", words=tuple(Priority), key="file.priority", first=Priority.NORMAL),
        Label("topic", of=labels.TOPIC),
        Label("solution", of=labels.SOLUTION),
        Text("domain"),
        Word("term", words=tuple(Term), key="file.term"),
        Label("project", of=labels.PROJECT),
    ),
    _put_action,
)

NOUNS = (TOPICS, SOLUTIONS, PROJECTS, ACTIONS)
"""In the order in which they are put: a project says which actions it holds before an action
says in which project it is."""

KEYS = (*dict.fromkeys(key for noun in NOUNS for key in noun.keys), f"file.sheet.{ABOUT}", *MONTHS)
"""What has to be known of the catalogues to read a workbook."""


def read_there(deed: Deed) -> dict[str, dict[str, There]]:
    """Inside an open transaction: what the workshop says now, by noun and label."""
    out = leave(deed)
    actions = read_actions(out)
    inside: dict[str | None, list[str]] = {}
    for action in actions:
        inside.setdefault(action.project, []).append(action.label)
    return {
        TOPICS.name: _by_label(TOPICS, read_topics(out)),
        SOLUTIONS.name: _by_label(SOLUTIONS, read_solutions(out)),
        PROJECTS.name: _projects(out, inside),
        ACTIONS.name: _by_label(ACTIONS, actions),
    }


def _by_label(noun: Noun, records: Sequence[Any]) -> dict[str, There]:
    return {record.label: There(_values(noun, record), record) for record in records}


def _projects(out: Leaving, inside: Mapping[str | None, list[str]]) -> dict[str, There]:
    return {
        record.label: There(
            _values(PROJECTS, record), (record, tuple(inside.get(record.label, ())))
        )
        for record in read_projects(out)
    }


def _values(noun: Noun, record: Any) -> dict[str, Value]:
    """An empty field of a record is said as the field says it: a label that is None is ""."""
    found: dict[str, Value] = {}
    for field in noun.fields:
        value = getattr(record, "budget" if field.code == "costs" else field.code)
        found[field.code] = "" if value is None and not isinstance(field, Day) else value
    return found
