"""The next edition of a workshop: what it takes along, and what it never knows."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.services.cast import Cast, Clock, by_link
from tests.services.test_statements import counted
from workshop.domain.errors import ActionFinished, ActionUnknown, TextTooLong, WorkshopUnknown
from workshop.domain.journey import Persona
from workshop.domain.pilots import PilotVerdict
from workshop.domain.words import ActionStatus, Quadrant, Role, Side
from workshop.services import (
    actions,
    editions,
    people,
    personas,
    pilots,
    projects,
    rights,
    topics,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console, Visitor
from workshop.services.domains import DomainDraft, add_domain
from workshop.services.people import PersonDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import ProjectDraft
from workshop.services.signin import who_is
from workshop.services.transaction import glance, housekeeping
from workshop.services.views.editions import LastEdition, read_last_edition
from workshop.services.views.home import read_home
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.storage import tables


def _draft(cast: Cast, what: str, **values: object) -> ActionDraft:
    due = cast.house.clock().date() + timedelta(days=30)
    return replace(
        ActionDraft(what, owner="Dora", due=due, measure="Fewer calls", quadrant="priority"),
        **values,  # type: ignore[arg-type]
    )


def _act(cast: Cast, what: str, **values: object) -> str:
    return actions.add_action(cast.house, cast.alice, _draft(cast, what, **values))


def _next(cast: Cast, title: str = "") -> Visitor:
    new = editions.next_edition(cast.house, cast.alice, title=title)
    return Visitor(new.code, cast.alice.token, Role.FACILITATOR)


def _view(cast: Cast, actor: Visitor | Console) -> WorkshopView:
    return read_workshop_view(cast.house, actor)


def _last(cast: Cast, actor: Visitor | Console) -> LastEdition:
    found = read_last_edition(cast.house, actor)
    assert found is not None
    return found


def test_the_next_edition_has_frame_journeys_settings_people_and_domains(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.frame(house, alice, {"ambition": "Calm counters"}, families=["Counter", "IT"])
    workshops.save_settings(house, alice, floor=6, relieve_first=True, nicknames=True)
    rights.set_rights(house, alice, "capture", may=["add_card"], sees="count")
    personas.save_personas(house, alice, "client", [Persona(Side.CLIENT, "Zoe")])
    people.add_person(house, alice, PersonDraft("Gone", "Nobody", "", ranks=False))
    people.add_person(house, alice, PersonDraft("Dora", "Head", "dora@example.org", ranks=True))
    people.remove_person(house, alice, "P1")
    add_domain(house, alice, DomainDraft("Tools", "One screen"))
    other = _next(cast, "Counter again")
    here, there = _view(cast, alice).workshop, _view(cast, other).workshop
    assert (there.title, there.edition, there.previous_id) == ("Counter again", 2, here.id)
    assert (there.ambition, there.families) == ("Calm counters", ["Counter", "IT"])
    assert (there.floor, there.relieve_first, there.nicknames) == (6, True, True)
    assert there.phone_rights == here.phone_rights
    assert there.owner_id == here.owner_id
    assert [step.client_title for step in _view(cast, other).steps] == ["Arrive", "Ask", "Leave"]
    assert [persona.name for persona in _view(cast, other).personas] == ["Zoe"]
    with glance(house) as connection:
        person, area = tables.person, tables.functional_domain
        made = connection.execute(select(person).where(person.c.workshop_id == there.id)).one()
        domain = connection.execute(select(area).where(area.c.workshop_id == there.id)).one()
    assert (made.number, made.name, made.email, made.ranks) == (1, "Dora", "dora@example.org", True)
    assert (domain.name, domain.target) == ("Tools", "One screen")
    assert people.add_person(house, other, PersonDraft("Eve")) == "P2"


def test_the_next_edition_has_keys_of_its_own_and_nothing_of_the_room_s(cast: Cast) -> None:
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cast.cards(3))
    _act(cast, "Call back")
    view = _view(cast, _next(cast))
    here = _view(cast, cast.alice).workshop
    assert view.workshop.title == here.title
    assert view.workshop.participant_key != here.participant_key
    assert view.workshop.label_seed != here.label_seed
    assert (view.cards, view.topics, view.actions, view.participants) == ((), (), (), 0)
    assert view.workshop.phase == "frame"


def test_editions_count_on(cast: Cast) -> None:
    second = _next(cast)
    third = editions.next_edition(cast.house, second, title="  ")
    assert _view(cast, Console(third.code)).workshop.edition == 3
    assert _last(cast, Console(third.code)).edition == 2


def test_a_title_too_long_is_refused_and_nothing_is_made(cast: Cast) -> None:
    before = _count(cast)
    with pytest.raises(TextTooLong):
        _next(cast, "x" * 500)
    assert _count(cast) == before


def _count(cast: Cast) -> int:
    with glance(cast.house) as connection:
        return connection.scalar(select(func.count()).select_from(tables.workshop)) or 0


def test_it_begins_with_what_became_of_the_last_actions(cast: Cast, clock: Clock) -> None:
    house, alice = cast.house, cast.alice
    _act(cast, "Drafted", status=ActionStatus.DRAFT)
    late = _act(cast, "Late", status=ActionStatus.OPEN)
    kept = _act(cast, "Kept", status=ActionStatus.DONE)
    _act(cast, "Given up", status=ActionStatus.DROPPED)
    pilots.add_pilot(house, alice, PilotDraft("At one counter", action=kept))
    pilots.add_pilot(house, alice, PilotDraft("At two counters", action=kept))
    other = _next(cast)
    clock.go_on(days=60)  # longer than a browser stays signed in
    found = _last(cast, Console(other.code))
    assert (found.code, found.title, found.edition, found.shown) == (cast.code, "Counter", 1, True)
    assert [line.what for line in found.actions] == ["Kept", "Late", "Drafted", "Given up"]
    assert [line.late for line in found.actions] == [False, True, True, False]
    assert [line.finished for line in found.actions] == [True, False, False, True]
    assert [(pilot.title, pilot.verdict) for pilot in found.actions[0].pilots] == [
        ("At one counter", PilotVerdict.UNDECIDED),
        ("At two counters", PilotVerdict.UNDECIDED),
    ]
    assert [line.label for line in found.of(ActionStatus.OPEN)] == [late]


def test_what_the_project_of_an_action_tried_is_told_with_it(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    labels = [_act(cast, what, status=ActionStatus.OPEN) for what in ("Call back", "Apart")]
    project = projects.add_project(house, alice, ProjectDraft("Calls", actions=(labels[0],)))
    pilots.add_pilot(house, alice, PilotDraft("Eight people", project=project))
    pilots.add_pilot(house, alice, PilotDraft("On its own"))
    told = {line.what: line.pilots for line in _last(cast, _next(cast)).actions}
    assert [pilot.title for pilot in told["Call back"]] == ["Eight people"]
    assert told["Apart"] == ()


def test_a_first_edition_has_nothing_to_look_back_at(cast: Cast) -> None:
    assert read_last_edition(cast.house, cast.alice) is None
    with pytest.raises(ActionUnknown):
        editions.carry_action(cast.house, cast.alice, "A1")


def test_looking_back_can_be_closed_and_opened_again(cast: Cast) -> None:
    other = _next(cast)
    for shown in (False, True):
        editions.look_back(cast.house, other, shown=shown)
        assert _last(cast, other).shown is shown


def test_an_unfinished_action_is_taken_up_once_as_a_draft(cast: Cast) -> None:
    house = cast.house
    add_domain(house, cast.alice, DomainDraft("Tools"))
    label = _act(cast, "Call back", status=ActionStatus.OPEN, priority="high", domain="Tools")
    other = _next(cast)
    actions.add_action(house, other, ActionDraft("Something new"))
    assert editions.carry_action(house, other, label.lower()) == "A2"
    assert editions.carry_action(house, other, label) == "A2"
    line = _view(cast, other).actions[-1]
    assert (line.label, line.what, line.status) == ("A2", "Call back", ActionStatus.DRAFT)
    assert (line.owner, line.to_confirm_with, line.measure) == ("Dora", "Dora", "Fewer calls")
    assert (line.quadrant, line.priority, line.domain) == (Quadrant.PRIORITY, "high", "Tools")
    assert line.due == _draft(cast, "").due
    assert line.person is not None
    assert [action.carried for action in _last(cast, other).actions] == ["A2"]
    assert len(_view(cast, other).actions) == 2


def test_who_has_not_said_yes_is_asked_again_as_a_person(cast: Cast) -> None:
    asked = ActionDraft("Call back", to_confirm_with="Dora")
    label = actions.add_action(cast.house, cast.alice, asked)
    other = _next(cast)
    editions.carry_action(cast.house, other, label)
    [line] = _view(cast, other).actions
    assert (line.owner, line.to_confirm_with) == ("", "Dora")
    assert line.person is not None


def test_a_past_date_is_not_taken_up(cast: Cast, clock: Clock) -> None:
    label = _act(cast, "Call back", status=ActionStatus.OPEN)
    other = _next(cast)
    clock.go_on(days=90)
    console = Console(other.code)
    editions.carry_action(cast.house, console, label)
    assert _view(cast, console).actions[0].due is None


def test_the_place_of_its_topic_goes_along(cast: Cast) -> None:
    house = cast.house
    placed, moved = (
        topics.make_topic(
            house, cast.alice, title=title, cards=[cast.card(side=side) for side in Side]
        )
        for title in ("Waiting", "Forms")
    )
    silent = topics.make_topic(house, cast.alice, title="Noise", cards=cast.cards(1))
    topics.place_topics(house, cast.alice, {moved: "capitalise"}, because="We saw it")
    labels = [_act(cast, "Do", topic=topic, quadrant=None) for topic in (placed, moved, silent)]
    labels.append(_act(cast, "Do", quadrant=None))
    other = _next(cast)
    for label in labels:
        editions.carry_action(house, other, label)
    assert [line.chosen for line in _view(cast, other).actions] == [
        Quadrant.PRIORITY,
        Quadrant.CAPITALISE,
        None,
        None,
    ]


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.DROPPED])
def test_what_is_finished_is_not_taken_up(cast: Cast, status: ActionStatus) -> None:
    label = _act(cast, "Call back", status=status)
    other = _next(cast)
    with pytest.raises(ActionFinished):
        editions.carry_action(cast.house, other, label)
    assert _view(cast, other).actions == ()


@pytest.mark.parametrize("label", ["A9", "T1", "", "A1\x00", "A" + "9" * 40])
def test_what_is_no_action_of_the_edition_before_is_not_taken_up(cast: Cast, label: str) -> None:
    other = _next(cast)
    with pytest.raises(ActionUnknown):
        editions.carry_action(cast.house, other, label)


def test_two_facilitators_who_take_the_same_action_up_get_one(cast: Cast) -> None:
    label = _act(cast, "Call back", status=ActionStatus.OPEN)
    other = _next(cast)
    given: list[str] = []
    both = [
        threading.Thread(
            target=lambda: given.append(editions.carry_action(cast.house, other, label))
        )
        for _ in range(4)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert given == ["A1"] * 4
    assert len(_view(cast, other).actions) == 1


def test_a_forged_number_leads_into_nobody_else_s_house(cast: Cast) -> None:
    """Charlie's workshop says that it follows Alice's: it learns nothing of her actions."""
    _act(cast, "Secret", status=ActionStatus.OPEN)
    charlie = Visitor(cast.theirs.code, cast.charlie.token, Role.FACILITATOR)
    here = _view(cast, cast.alice).workshop
    with housekeeping(cast.house) as connection:
        connection.execute(
            update(tables.workshop)
            .where(tables.workshop.c.code == cast.theirs.code)
            .values(previous_id=here.id, edition=2)
        )
    assert read_last_edition(cast.house, charlie) is None
    with pytest.raises(ActionUnknown):
        editions.carry_action(cast.house, charlie, "A1")


def test_whoever_may_not_lead_the_new_one_reads_nothing_of_the_old_one(cast: Cast) -> None:
    other = _next(cast)
    for stranger in (cast.charlie, cast.sam, cast.bob):
        with pytest.raises(WorkshopUnknown):
            read_last_edition(cast.house, replace(stranger, code=other.code))


def test_whoever_leads_the_new_one_by_a_link_reads_its_promises_and_not_the_old_room(
    cast: Cast,
) -> None:
    _act(cast, "Call back", status=ActionStatus.OPEN)
    new = editions.next_edition(cast.house, cast.alice)
    helper = by_link(cast.house, new.facilitator_token, Role.FACILITATOR)
    assert [line.what for line in _last(cast, helper).actions] == ["Call back"]
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(cast.house, replace(helper, code=cast.code))


def test_a_deleted_edition_leaves_the_next_one_whole(cast: Cast) -> None:
    label = _act(cast, "Call back", status=ActionStatus.OPEN)
    other = _next(cast)
    editions.carry_action(cast.house, other, label)
    workshops.delete_workshop(cast.house, cast.alice, typed_title="Counter")
    assert read_last_edition(cast.house, other) is None
    assert [line.what for line in _view(cast, other).actions] == ["Call back"]
    assert _view(cast, other).workshop.edition == 2


def test_home_says_which_edition_follows_which(cast: Cast) -> None:
    other = _next(cast)
    browser = who_is(cast.house, cast.alice.token)
    assert browser is not None
    lines = {line.code: line for line in read_home(cast.house, browser)}
    assert (lines[other.code].edition, lines[other.code].previous) == (2, cast.code)
    assert (lines[cast.code].edition, lines[cast.code].previous) == (1, None)


def test_many_last_actions_take_as_many_statements_as_one(cast: Cast) -> None:
    other = _next(cast)
    counts = []
    for _ in range(3):
        label = _act(cast, "Call back", status=ActionStatus.OPEN)
        pilots.add_pilot(cast.house, cast.alice, PilotDraft("Try", action=label))
        editions.carry_action(cast.house, other, label)
        with counted(cast.house.database) as sent:
            _last(cast, other)
        counts.append(len(sent))
    assert counts[0] == counts[2]
