"""Which ideas the room goes on with: adopted, set aside, or proposed still.

An idea is adopted once it answers something, once the side that pays has its answer, and once it
is said what stays human of a human moment (METHOD.md, "Weigh"; article C).
"""

from collections.abc import Mapping

from sqlalchemy import select, update

from workshop.domain.errors import HumanUnanswered, PainUnanswered, SolutionUntied
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, clean_optional
from workshop.domain.words import SolutionStatus, Transfer
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import read_steps
from workshop.services.labels import SOLUTION, find_id, find_row
from workshop.services.main_steps import read_human_topics, steps_of
from workshop.services.standing import standing_topics, tell_choosers
from workshop.services.transaction import Deed, change
from workshop.services.weighed import read_weighed
from workshop.storage import tables


def clean_answer(answer: str) -> str:
    """What is answered to a side that pays, or of a human moment; may be "". Raises TextTooLong."""
    return clean_optional(answer, limit=NOTE_LIMIT)


def adopt_solution(
    house: House,
    actor: Facilitating,
    label: str,
    *,
    pain_answer: str = "",
    human_answer: str = "",
) -> None:
    """The room goes on with an idea, once it is answered to whoever pays for it.

    ``pain_answer``: to the side that pays; ``human_answer``: what stays human; "" leaves what was
    answered before. An idea that was adopted already takes new answers. Raises SolutionUnknown,
    SolutionUntied, PainUnanswered (``side``: who pays), HumanUnanswered (``steps``: titles),
    TextTooLong.
    """
    answers = {"pain_answer": clean_answer(pain_answer), "human_answer": clean_answer(human_answer)}
    given = {name: answer for name, answer in answers.items() if answer}
    with change(house, actor, Gesture.ADOPT_SOLUTION) as deed:
        _adopt(deed, label, given)


def put_status(deed: Deed, label: str, status: SolutionStatus, answers: Mapping[str, str]) -> None:
    """Inside an open change: an idea is adopted by the rules above, or in another state.

    ``answers``: by their names; one that is "" or not there leaves what was answered before.
    Raises what ``adopt_solution`` raises.
    """
    given = {name: said for name, answer in answers.items() if (said := clean_answer(answer))}
    if status is SolutionStatus.ADOPTED:
        _adopt(deed, label, given)
        return
    _save(deed, find_id(deed, SOLUTION, label), status=status, **given)
    tell_choosers(deed)


def _adopt(deed: Deed, label: str, given: dict[str, str]) -> None:
    row = find_row(deed, SOLUTION, label)
    topics = _topics(deed, row.id)
    if not topics and not _has_cause(deed, row.id):
        raise SolutionUntied(solution=label)
    verdict = read_weighed(deed.connection, deed.workshop, [row.id])[row.id].verdict
    if verdict.transfer is Transfer.RED and not given.get("pain_answer", row.pain_answer):
        raise PainUnanswered(solution=label, side=verdict.payer)
    steps = _human_steps(deed, topics) if row.automates else ()
    if steps and not given.get("human_answer", row.human_answer):
        raise HumanUnanswered(solution=label, steps=steps)
    _save(deed, row.id, status=SolutionStatus.ADOPTED, **given)
    tell_choosers(deed)


def set_aside_solution(house: House, actor: Facilitating, label: str) -> None:
    """The room does not go on with an idea; phones rate it no more. Raises SolutionUnknown."""
    _set_status(house, actor, Gesture.SET_ASIDE_SOLUTION, label, SolutionStatus.SET_ASIDE)


def reopen_solution(house: House, actor: Facilitating, label: str) -> None:
    """An idea is proposed again; what was answered is kept. Raises SolutionUnknown."""
    _set_status(house, actor, Gesture.REOPEN_SOLUTION, label, SolutionStatus.PROPOSED)


def set_automates(house: House, actor: Facilitating, label: str, automates: bool) -> None:
    """Whether an idea lets a machine do what people do. Raises SolutionUnknown."""
    with change(house, actor, Gesture.SET_AUTOMATES) as deed:
        _save(deed, find_id(deed, SOLUTION, label), automates=bool(automates))


def _set_status(
    house: House, actor: Facilitating, gesture: Gesture, label: str, status: SolutionStatus
) -> None:
    with change(house, actor, gesture) as deed:
        put_status(deed, label, status, {})


def _topics(deed: Deed, solution_id: int) -> list[int]:
    """The numbers of the topics that it answers today, merged ones where they went."""
    tie, topic, stands = tables.solution_topic, tables.topic, standing_topics(deed.workshop.id)
    return list(
        deed.connection.scalars(
            select(topic.c.number)
            .join_from(tie, stands, stands.c.id == tie.c.topic_id)
            .join(topic, topic.c.id == stands.c.stands)
            .where(tie.c.solution_id == solution_id)
            .distinct()
        )
    )


def _has_cause(deed: Deed, solution_id: int) -> bool:
    tie = tables.solution_cause
    found = select(tie.c.cause_id).where(tie.c.solution_id == solution_id).limit(1)
    return deed.connection.execute(found).first() is not None


def _human_steps(deed: Deed, topics: list[int]) -> tuple[str, ...]:
    steps = read_steps(deed.connection, deed.workshop.id)
    return steps_of(sorted(topics), read_human_topics(deed.connection, deed.workshop.id, steps))


def _save(deed: Deed, solution_id: int, **values: object) -> None:
    deed.connection.execute(
        update(tables.solution)
        .where(tables.solution.c.id == solution_id)
        .values(changed=deed.revision, **values)
    )
