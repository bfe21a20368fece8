"""KPIs: who owns them, where they push, and departments that share none."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.journey import Kpi, departments_apart
from workshop.domain.words import Push, Side

NAMES = st.sampled_from(["", "Calls", "calls ", "Delay", "Sales"])
DEPARTMENTS = st.sampled_from(["", "Operations", " operations", "Quality", "Quality, Sales", ","])
KPIS = st.lists(st.builds(Kpi, NAMES, DEPARTMENTS), max_size=6)


def test_a_kpi_tells_where_it_pushes_each_side() -> None:
    kpi = Kpi("Calls", client=Push.DOWN, employee=Push.UP)
    assert (kpi.push(Side.CLIENT), kpi.push(Side.EMPLOYEE)) == (Push.DOWN, Push.UP)


def test_several_departments_own_a_kpi_when_their_names_are_written_with_commas() -> None:
    assert Kpi("Calls", " Sales , Quality,, ").owners == ("Sales", "Quality")
    assert Kpi("Calls").owners == ()


def test_two_departments_that_share_no_kpi_stand_apart() -> None:
    apart = [Kpi("Calls", "Operations"), Kpi("Delay", "Quality"), Kpi("Noise")]
    assert departments_apart(apart) == ("Operations", "Quality")


def test_one_shared_kpi_brings_departments_together() -> None:
    together = Kpi("Satisfaction", "operations, Quality")
    assert departments_apart([Kpi("Calls", "Operations"), together]) == ()
    twice = [Kpi("Delay", "Quality"), Kpi(" delay", "Sales")]
    assert departments_apart(twice) == ()


def test_one_department_alone_is_no_silo() -> None:
    assert departments_apart([Kpi("Calls", "Operations"), Kpi("Delay", "OPERATIONS ")]) == ()
    assert departments_apart([]) == ()


@given(KPIS)
def test_the_order_of_the_kpis_makes_no_difference(kpis: list[Kpi]) -> None:
    found = {name.casefold() for name in departments_apart(kpis)}
    assert found == {name.casefold() for name in departments_apart(kpis[::-1])}
    assert len(found) != 1


@given(KPIS)
def test_a_kpi_that_nobody_owns_changes_nothing(kpis: list[Kpi]) -> None:
    assert departments_apart([*kpis, Kpi("Anything", " ")]) == departments_apart(kpis)
