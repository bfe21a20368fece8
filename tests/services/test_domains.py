"""Functional domains: the rows of the roadmap, each name once, in the order they were given."""

from dataclasses import replace

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DomainUnknown,
    NamedTwice,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    TooMany,
    WorkshopError,
)
from workshop.services import actions, domains, projects, roadmap
from workshop.services.actions import ActionDraft
from workshop.services.domains import MOST_DOMAINS, DomainDraft
from workshop.services.projects import ProjectDraft
from workshop.services.views.projects import read_projects_view
from workshop.services.views.roadmap import read_roadmap

DESK = DomainDraft("Front desk", "One person to talk to")


def names(cast: Cast) -> list[str]:
    return [line.name for line in read_roadmap(cast.house, cast.alice).domains]


def test_a_domain_says_what_the_target_model_expects_of_it(cast: Cast) -> None:
    domains.add_domain(cast.house, cast.alice, replace(DESK, name=" Front\n desk "))
    domains.add_domain(cast.house, cast.bob, DomainDraft("Billing"))
    assert read_roadmap(cast.house, cast.alice).domains == (DESK, DomainDraft("Billing"))


def test_a_name_is_there_once_whatever_its_capitals(cast: Cast) -> None:
    domains.add_domain(cast.house, cast.alice, DESK)
    domains.add_domain(cast.house, cast.alice, DomainDraft("Billing"))
    with pytest.raises(NamedTwice):
        domains.add_domain(cast.house, cast.alice, DomainDraft("front  DESK"))
    with pytest.raises(NamedTwice):
        domains.save_domain(cast.house, cast.alice, "Billing", DomainDraft("FRONT desk"))
    domains.save_domain(cast.house, cast.alice, "front desk", DomainDraft("Front Desk"))
    assert names(cast) == ["Front Desk", "Billing"]


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (DomainDraft(" "), TextEmpty),
        (DomainDraft("x" * 121), TextTooLong),
        (DomainDraft("x", "y" * 1001), TextTooLong),
    ],
)
def test_a_domain_that_breaks_a_rule_is_refused(
    cast: Cast, draft: DomainDraft, refusal: type[WorkshopError]
) -> None:
    domains.add_domain(cast.house, cast.alice, DESK)
    with pytest.raises(refusal):
        domains.add_domain(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        domains.save_domain(cast.house, cast.alice, DESK.name, draft)
    assert read_roadmap(cast.house, cast.alice).domains == (DESK,)


def test_there_are_no_more_than_a_map_can_show(cast: Cast) -> None:
    for number in range(MOST_DOMAINS):
        domains.add_domain(cast.house, cast.alice, DomainDraft(f"Domain {number}"))
    with pytest.raises(TooMany):
        domains.add_domain(cast.house, cast.alice, DESK)
    with pytest.raises(TooMany):
        projects.add_project(cast.house, cast.alice, ProjectDraft("New", domain="Thirteenth"))
    assert read_projects_view(cast.house, cast.alice).projects == ()


def test_many_at_once_are_no_more_either_and_no_name_is_there_twice(cast: Cast) -> None:
    def work(number: int) -> bool:
        try:
            domains.add_domain(cast.house, cast.alice, DomainDraft(f"Domain {number % 15}"))
        except (NamedTwice, TooMany):
            return False
        return True

    assert sum(together(30, work)) == MOST_DOMAINS
    assert len({name.casefold() for name in names(cast)}) == MOST_DOMAINS


def test_domains_are_put_in_order_unless_somebody_changed_them(cast: Cast) -> None:
    for name in ("A", "B", "C"):
        domains.add_domain(cast.house, cast.alice, DomainDraft(name))
    domains.order_domains(cast.house, cast.alice, ["C", "A", "B"])
    assert names(cast) == ["C", "A", "B"]
    domains.remove_domain(cast.house, cast.bob, "A")
    for stale in (["A", "B", "C"], ["B"], ["B", "B", "C"]):
        with pytest.raises(ScreenStale):
            domains.order_domains(cast.house, cast.alice, stale)
    domains.add_domain(cast.house, cast.alice, DomainDraft("D"))
    assert names(cast) == ["C", "B", "D"]


def test_what_lay_in_a_domain_stays_when_it_goes_and_follows_its_new_name(cast: Cast) -> None:
    domains.add_domain(cast.house, cast.alice, DESK)
    action = actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    roadmap.place_action(cast.house, cast.alice, action, "short", DESK.name)
    projects.add_project(cast.house, cast.alice, ProjectDraft("Bundle", domain=DESK.name))
    domains.save_domain(cast.house, cast.alice, DESK.name, DomainDraft("Desk"))
    view = read_projects_view(cast.house, cast.alice)
    assert (view.projects[0].domain, view.actions[0].domain) == ("Desk", "Desk")
    domains.remove_domain(cast.house, cast.alice, "Desk")
    view = read_projects_view(cast.house, cast.alice)
    assert (view.projects[0].domain, view.actions[0].domain) == (None, None)
    assert view.actions[0].term == "short"


@pytest.mark.parametrize("name", ["Nowhere", "", "\x00"])
def test_an_unknown_domain_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(DomainUnknown):
        domains.save_domain(cast.house, cast.alice, name, DESK)
    with pytest.raises(DomainUnknown):
        domains.remove_domain(cast.house, cast.alice, name)
