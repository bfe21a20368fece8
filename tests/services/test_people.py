"""People with a name, and the link that opens a page of their own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from tests.services.cast import Cast, Clock
from workshop.domain.errors import (
    EmailMalformed,
    LinkUnknown,
    NamedTwice,
    PersonUnknown,
    TextEmpty,
    TextTooLong,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.services import actions, people, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Named, Visitor
from workshop.services.labels import PERSON, find_id
from workshop.services.people import LINK_DAYS, PersonDraft
from workshop.services.transaction import change, change_as_person, glance, snapshot_as_person
from workshop.services.views.people import PersonLine, read_people
from workshop.services.workshops import delete_workshop
from workshop.storage import tables

NADIA = PersonDraft("Nadia Benali", job="Head of the counter", email="nadia@example.org")


def lines(cast: Cast) -> tuple[PersonLine, ...]:
    return read_people(cast.house, cast.alice).people


def owners(cast: Cast) -> list[tuple[str, int | None]]:
    action = tables.action
    with glance(cast.house) as connection:
        return [
            (row.owner, row.owner_id)
            for row in connection.execute(
                select(action.c.owner, action.c.owner_id).order_by(action.c.number)
            )
        ]


def loose_action(cast: Cast, owner: str) -> None:
    """An action from before people were known: its owner is only a text."""
    actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        action = tables.action
        deed.connection.execute(
            action.update().where(action.c.owner == "").values(owner=owner, owner_id=None)
        )


def id_of(cast: Cast, label: str) -> int:
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        return find_id(deed, PERSON, label)


def test_a_person_has_a_name_a_job_an_address_and_may_rank(cast: Cast) -> None:
    assert people.add_person(cast.house, cast.alice, NADIA) == "P1"
    assert people.add_person(cast.house, cast.bob, PersonDraft("Ann", ranks=True)) == "P2"
    ann, nadia = lines(cast)
    assert (ann.label, ann.name, ann.job, ann.email, ann.ranks) == ("P2", "Ann", "", "", True)
    assert (nadia.name, nadia.job, nadia.email, nadia.ranks) == (
        "Nadia Benali",
        "Head of the counter",
        "nadia@example.org",
        False,
    )
    assert read_people(cast.house, cast.alice).named("P1") == nadia
    assert read_people(cast.house, cast.alice).named("P9") is None


def test_a_person_is_changed_and_removed_and_the_number_is_not_given_again(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, NADIA)
    people.save_person(cast.house, cast.bob, label, replace(NADIA, job="", ranks=True))
    [line] = lines(cast)
    assert (line.job, line.ranks) == ("", True)
    people.remove_person(cast.house, cast.alice, label)
    assert lines(cast) == ()
    assert people.add_person(cast.house, cast.alice, NADIA) == "P2"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (PersonDraft(" "), TextEmpty),
        (PersonDraft("x" * 121), TextTooLong),
        (PersonDraft("Ann", job="x" * 121), TextTooLong),
        (PersonDraft("Ann", email="ann"), EmailMalformed),
        (PersonDraft("Ann", email="ann@example.org, bob@example.org"), EmailMalformed),
        (PersonDraft("Ann", email="ann@example.org\nBcc: all@example.org"), EmailMalformed),
        (PersonDraft("Ann", email="a\x00nn@example.org"), EmailMalformed),
        (PersonDraft("Ann", email="a" * 250 + "@example.org"), EmailMalformed),
        (PersonDraft("NADIA  benali"), NamedTwice),
    ],
)
def test_a_person_that_breaks_a_rule_is_refused(
    cast: Cast, draft: PersonDraft, refusal: type[WorkshopError]
) -> None:
    people.add_person(cast.house, cast.alice, NADIA)
    other = people.add_person(cast.house, cast.alice, PersonDraft("Bob"))
    before = lines(cast)
    with pytest.raises(refusal):
        people.add_person(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        people.save_person(cast.house, cast.alice, other, draft)
    assert lines(cast) == before


def test_one_may_write_ones_own_name_otherwise(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, NADIA)
    people.save_person(cast.house, cast.alice, label, replace(NADIA, name="nadia BENALI"))
    assert [line.name for line in lines(cast)] == ["nadia BENALI"]


@pytest.mark.parametrize("label", ["P9", "P99999999999", "A1", "", "P1\x00"])
def test_an_unknown_person_is_refused(cast: Cast, label: str) -> None:
    people.add_person(cast.house, cast.alice, NADIA)
    for gesture in (
        lambda: people.save_person(cast.house, cast.alice, label, NADIA),
        lambda: people.remove_person(cast.house, cast.alice, label),
        lambda: people.new_person_link(cast.house, cast.alice, label),
        lambda: people.revoke_person_links(cast.house, cast.alice, label),
    ):
        with pytest.raises(PersonUnknown):
            gesture()


# --- who owns what -------------------------------------------------------------------------------


def test_a_new_person_has_the_actions_that_bore_the_name(cast: Cast) -> None:
    loose_action(cast, "nadia  benali")
    loose_action(cast, "Somebody else")
    label = people.add_person(cast.house, cast.alice, NADIA)
    assert owners(cast) == [("nadia  benali", id_of(cast, label)), ("Somebody else", None)]


def test_a_new_name_is_written_on_what_the_person_has_and_takes_what_bore_it(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, PersonDraft("Nadia"))
    loose_action(cast, "Nadia Benali")
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        deed.connection.execute(
            insert(tables.project).values(
                workshop_id=deed.workshop.id,
                number=1,
                rank=1,
                title="Project",
                owner="Nadia",
                owner_id=find_id(deed, PERSON, label),
                objectives="",
                benefits="",
                budget="",
                people="",
                status="draft",
                changed=deed.revision,
            )
        )
    people.save_person(cast.house, cast.alice, label, NADIA)
    assert owners(cast) == [("Nadia Benali", id_of(cast, label))]
    with glance(cast.house) as connection:
        assert connection.scalar(select(tables.project.c.owner)) == "Nadia Benali"


def test_what_a_removed_person_had_keeps_the_name_in_words(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, NADIA)
    loose_action(cast, "Nadia Benali")
    people.save_person(cast.house, cast.alice, label, NADIA)
    people.remove_person(cast.house, cast.alice, label)
    assert owners(cast) == [("Nadia Benali", None)]


def test_a_name_finds_its_person_or_makes_one(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, NADIA)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        known = people.person_named(deed, " nadia   BENALI ")
        made = people.person_named(deed, "Zoé")
        assert people.person_named(deed, "ZOÉ") == made
        assert known == find_id(deed, PERSON, label)
    assert [line.name for line in lines(cast)] == ["Nadia Benali", "Zoé"]


def test_the_list_counts_committed_actions_that_are_not_done(cast: Cast) -> None:
    whole = ActionDraft(
        "Do", "Nadia Benali", due=date(2026, 5, 1), measure="Ten", quadrant="priority"
    )
    for status in ("open", "blocked", "done", "draft", "dropped"):
        actions.add_action(cast.house, cast.alice, replace(whole, status=status))
    assert [(line.name, line.actions) for line in lines(cast)] == [("Nadia Benali", 2)]


# --- the link ------------------------------------------------------------------------------------


@pytest.fixture
def nadia(cast: Cast) -> Named:
    label = people.add_person(cast.house, cast.alice, NADIA)
    return Named(cast.code, people.new_person_link(cast.house, cast.alice, label))


def knows(cast: Cast, actor: Named) -> str:
    with snapshot_as_person(cast.house, actor) as (_, person):
        return f"{person.label} {person.name}"


def refused(cast: Cast, actor: Named) -> bool:
    """Neither a reading nor a change is open to this actor."""
    with pytest.raises(WorkshopUnknown), snapshot_as_person(cast.house, actor):
        raise AssertionError
    with pytest.raises(WorkshopUnknown), change_as_person(cast.house, actor):
        raise AssertionError
    return True


def test_a_link_leads_to_the_workshop_and_says_who_it_is(cast: Cast, nadia: Named) -> None:
    assert people.open_person_link(cast.house, nadia.token) == cast.code
    assert knows(cast, nadia) == "P1 Nadia Benali"
    with change_as_person(cast.house, nadia) as (deed, person):
        assert (deed.workshop.code, person.label, person.ranks) == (cast.code, "P1", False)
    assert nadia.token not in repr(nadia)


def test_an_earlier_link_works_until_all_are_revoked_at_once(cast: Cast, nadia: Named) -> None:
    later = replace(nadia, token=people.new_person_link(cast.house, cast.alice, "P1"))
    assert knows(cast, nadia) == knows(cast, later)
    assert [(line.links, line.until) for line in lines(cast)] == [(2, date(2026, 9, 8))]
    assert people.revoke_person_links(cast.house, cast.bob, "P1") == 2
    for actor in (nadia, later):
        assert refused(cast, actor)
        with pytest.raises(LinkUnknown):
            people.open_person_link(cast.house, actor.token)
    assert [(line.links, line.until) for line in lines(cast)] == [(0, None)]
    assert people.revoke_person_links(cast.house, cast.alice, "P1") == 0


def test_a_link_ends_after_half_a_year(cast: Cast, nadia: Named, clock: Clock) -> None:
    clock.go_on(days=LINK_DAYS, seconds=-1)
    assert knows(cast, nadia)
    clock.go_on(seconds=1)
    assert refused(cast, nadia)
    with pytest.raises(LinkUnknown):
        people.open_person_link(cast.house, nadia.token)


def test_a_link_opens_no_other_workshop_and_no_other_person(cast: Cast, nadia: Named) -> None:
    assert refused(cast, replace(nadia, code=cast.theirs.code))
    assert refused(cast, replace(nadia, code="ZZZZZZ"))
    assert refused(cast, replace(nadia, code="\x00"))
    for token in ("", "x", "\udc80", cast.alice.token, cast.new.facilitator_token):
        assert refused(cast, replace(nadia, token=token))
        with pytest.raises(LinkUnknown):
            people.open_person_link(cast.house, token)


def test_a_person_who_is_removed_and_a_workshop_that_is_deleted_open_nothing(
    cast: Cast, nadia: Named
) -> None:
    other = people.add_person(cast.house, cast.alice, PersonDraft("Bob"))
    bob = replace(nadia, token=people.new_person_link(cast.house, cast.alice, other))
    people.remove_person(cast.house, cast.alice, "P1")
    assert refused(cast, nadia)
    assert knows(cast, bob) == "P2 Bob"
    delete_workshop(cast.house, cast.alice, typed_title="Counter")
    assert refused(cast, bob)
    with pytest.raises(LinkUnknown):
        people.open_person_link(cast.house, bob.token)


def test_a_refused_change_of_a_person_leaves_no_trace(cast: Cast, nadia: Named) -> None:
    before = read_people(cast.house, cast.alice).revision
    people.revoke_person_links(cast.house, cast.alice, "P1")
    assert refused(cast, nadia)
    assert read_people(cast.house, cast.alice).revision == before + 1


def test_a_link_of_a_facilitator_is_no_page_of_a_person(cast: Cast, nadia: Named) -> None:
    token = workshops.new_link(cast.house, cast.alice, cast.bob.role)
    with pytest.raises(LinkUnknown):
        people.open_person_link(cast.house, token)


# --- two at once ---------------------------------------------------------------------------------


def test_two_who_add_the_same_name_at_once_make_one_person(cast: Cast) -> None:
    def add(actor: Visitor) -> bool:
        try:
            people.add_person(cast.house, actor, NADIA)
        except NamedTwice:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(add, [cast.alice, cast.bob] * 4))
    assert done.count(True) == 1
    assert [line.label for line in lines(cast)] == ["P1"]


def test_actions_of_a_new_owner_at_once_make_one_person(cast: Cast) -> None:
    def plan(actor: Visitor) -> None:
        actions.add_action(cast.house, actor, ActionDraft("Do", owner="Nadia"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(plan, [cast.alice, cast.bob] * 4))
    assert [line.name for line in lines(cast)] == ["Nadia"]
    assert len(set(owners(cast))) == 1


def test_a_person_removed_by_one_is_not_brought_back_by_the_other(cast: Cast) -> None:
    label = people.add_person(cast.house, cast.alice, NADIA)
    people.remove_person(cast.house, cast.bob, label)
    with pytest.raises(PersonUnknown):
        people.save_person(cast.house, cast.alice, label, NADIA)
    with pytest.raises(PersonUnknown):
        people.new_person_link(cast.house, cast.alice, label)
    assert lines(cast) == ()
