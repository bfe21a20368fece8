"""The matrix looked at otherwise: a part of the cards, one role family, or all with one weight.

What a lens shows is a picture only: nothing of it is stored, no place given by hand is in it, and
it says what it is. Splits by role family obey the floor and its complement, on each side of each
topic, and are never crossed with another filter: a family at one step could be one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, select

from workshop.domain.errors import LensTooFine, PersonaUnknown, StepUnknown, ValueUnknown
from workshop.domain.matrix import SideReading, Voices, place
from workshop.domain.words import Horizon, Source
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.places import Reading, read_card_voices
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import CardLine, TopicLine, WorkshopView, picture
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Lens:
    """What is looked at; "" is everything.

    ``step``: an id, or ``any`` for cards about no step. ``persona``: an id. ``horizon``,
    ``source``: their codes. ``family``: a role family's name. ``evened``: each family weighs the
    same.
    """

    step: str = ""
    persona: str = ""
    horizon: str = ""
    source: str = ""
    family: str = ""
    evened: bool = False

    @property
    def is_plain(self) -> bool:
        """True when everything is seen as it is."""
        return self == Lens()

    @property
    def about_cards(self) -> bool:
        """True for a part of the cards, so that ratings of whole topics are set aside."""
        return bool(self.step or self.persona or self.horizon)

    @property
    def by_role(self) -> bool:
        return bool(self.family or self.evened)

    def shows(self, card: CardLine) -> bool:
        """Whether a card is looked at. Roles hide none: nobody is told whose a card is."""
        wanted = (
            (self.step, card.step),
            (self.persona, card.persona),
            (self.horizon, card.horizon.value),
            (self.source, card.source.value),
        )
        return all(asked in ("", there) for asked, there in wanted)


@dataclass(frozen=True, slots=True)
class LensView:
    """The workshop through a lens: ``view`` holds the topics that it shows, in their places there.

    ``left_out``: how many topics it says nothing of: no such card, or too few people of a family.
    ``families``: those that weigh the same on one topic at least.
    """

    lens: Lens
    view: WorkshopView
    left_out: int
    families: tuple[str, ...] = ()


def read_lens(house: House, actor: Facilitating, lens: Lens) -> LensView:
    """The workshop through a lens. Raises LensTooFine, StepUnknown, PersonaUnknown, ValueUnknown
    (``horizon``, ``source``, ``role``), WorkshopUnknown.
    """
    if lens.by_role and (lens.about_cards or lens.source or (lens.family and lens.evened)):
        raise LensTooFine()
    with snapshot(house, actor) as seen:
        view = picture(seen)
        only = _conditions(view, lens)
        readings: Mapping[str, Reading] | None = None
        if lens.about_cards:
            readings = _by_label(seen.connection, seen.workshop, only)
    lines = [line for topic in view.topics if _speaks(line := _through(topic, lens, readings))]
    return LensView(
        lens,
        replace(view, topics=tuple(sorted(lines, key=lambda line: line.rank)), moves=()),
        left_out=len(view.topics) - len(lines),
        families=tuple(
            family
            for family in view.workshop.families
            if any(
                family in side.weighed for line in lines for side in (line.client, line.employee)
            )
        ),
    )


def families_to_show(view: WorkshopView) -> tuple[str, ...]:
    """The role families of which the floor lets one topic's side be told at least."""
    told = {
        family
        for topic in view.topics
        for side in (topic.client, topic.employee)
        for family in side.split
    }
    return tuple(family for family in view.workshop.families if family in told)


def _conditions(view: WorkshopView, lens: Lens) -> list[ColumnElement[bool]]:
    """What a card must meet; checks every value of the lens."""
    card = tables.card
    only: list[ColumnElement[bool]] = []
    if lens.step:
        if lens.step not in {ANY_STEP, *(str(step.id) for step in view.steps)}:
            raise StepUnknown(step=lens.step)
        is_any = lens.step == ANY_STEP
        only.append(card.c.step_id.is_(None) if is_any else card.c.step_id == int(lens.step))
    if lens.persona:
        if lens.persona not in {persona.id for persona in view.personas}:
            raise PersonaUnknown(persona=lens.persona)
        only.append(card.c.persona_id == int(lens.persona))
    for name, value, known in (
        ("horizon", lens.horizon, tuple(Horizon)),
        ("source", lens.source, tuple(Source)),
        ("role", lens.family, tuple(view.workshop.families)),
    ):
        if value and value not in known:
            raise ValueUnknown(field=name, value=value)
    if lens.horizon:
        only.append(card.c.horizon == lens.horizon)
    return only


def _by_label(
    connection: Connection, workshop: Workshop, only: list[ColumnElement[bool]]
) -> dict[str, Reading]:
    topic = tables.topic
    readings = read_card_voices(connection, workshop.id, only)
    numbers = connection.execute(
        select(topic.c.id, topic.c.number).where(
            topic.c.workshop_id == workshop.id, topic.c.removed.is_(False)
        )
    )
    return {f"T{row.number}": readings[row.id] for row in numbers if row.id in readings}


def _through(topic: TopicLine, lens: Lens, readings: Mapping[str, Reading] | None) -> TopicLine:
    if readings is not None:
        reading = readings.get(topic.label, Reading())
        client, employee = reading.client, reading.employee
    else:
        client, employee = topic.client, topic.employee
    client, employee = _seen(client, lens), _seen(employee, lens)
    return replace(
        topic,
        client=client,
        employee=employee,
        # As of the whole topic: of one card it would say for whom its author speaks.
        client_by_team=topic.client_by_team and client.placing.people > 0,
        computed=place(client, employee),
        moved_to=None,
        moved_because="",
        carried_by=None,
    )


def _seen(side: SideReading, lens: Lens) -> SideReading:
    """One side through the lens."""
    if lens.family:
        return side.of_family(lens.family)
    if lens.evened:
        return side.evened
    if lens.source == Source.ROOM:
        return replace(side, data=Voices())
    if lens.source == Source.DATA:
        return SideReading(data=side.data)
    return side


def _speaks(line: TopicLine) -> bool:
    return line.client.placing.people + line.employee.placing.people > 0
