"""Roles of the map against the families of those who are in the room."""

from sqlalchemy import update

from tests.services.cast import Cast
from workshop.services import journeys, workshops
from workshop.services.journeys import Step
from workshop.services.participants import Introduction, introduce
from workshop.services.templates import StepDraft
from workshop.services.transaction import housekeeping
from workshop.services.views.coverage import RoleCoverage, cover
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables


def _step(number: int, front: tuple[str, ...] = (), back: tuple[str, ...] = ()) -> Step:
    return Step(number, number, f"Step {number}", front=front, back=back)


def test_each_role_is_named_once_with_the_steps_it_serves() -> None:
    steps = [_step(1, ("Agent", "agent "), ("IT",)), _step(2, ("AGENT",)), _step(3, (), ("Agent",))]
    assert cover(steps, []) == (
        RoleCoverage("Agent", "front", 2, present=False),
        RoleCoverage("IT", "back", 1, present=False),
        RoleCoverage("Agent", "back", 1, present=False),
    )
    assert cover([], ["Agent"]) == ()


def test_somebody_is_there_whatever_the_case_accents_and_spaces() -> None:
    steps = [_step(1, ("Référent  métier", "Guide"))]
    assert [line.present for line in cover(steps, [" REFERENT metier "])] == [True, False]


def test_only_those_who_joined_and_were_not_removed_are_in_the_room(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.frame(house, alice, {}, families=["Agent", "IT"])
    journeys.add_step(house, alice, StepDraft("Pay", front=("agent",), back=("IT",)))

    def present() -> list[bool]:
        return [role.present for role in read_workshop_view(house, alice).coverage]

    assert present() == [False, False]
    cast.send(introduce, Introduction("phone", "employee", "Agent"))
    assert present() == [True, False]
    with housekeeping(house) as connection:
        connection.execute(update(tables.participant).values(removed=True))
    assert present() == [False, False]
