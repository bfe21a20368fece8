"""What a gesture needs around it."""

from collections.abc import Iterator
from datetime import UTC

import pytest

from workshop.i18n import languages
from workshop.services.house import House, current_house, set_house
from workshop.services.templates import demo


@pytest.fixture
def _no_house() -> Iterator[None]:
    set_house(None)
    yield
    set_house(None)


def test_a_house_has_a_clock_that_knows_its_zone_and_chance_that_fits_javascript(
    house: House,
) -> None:
    plain = House(house.database)
    assert plain.clock().tzinfo is UTC
    drawn = [plain.draw() for _ in range(1_000)]
    assert len(set(drawn)) == 1_000
    assert all(0 < number < 2**53 for number in drawn)


@pytest.mark.usefixtures("_no_house")
def test_a_process_serves_the_house_it_was_told(house: House) -> None:
    with pytest.raises(RuntimeError):
        current_house()
    set_house(house)
    assert current_house() is house


@pytest.mark.parametrize("language", languages())
def test_the_demo_is_there_in_each_language(language: str) -> None:
    assert demo(language)["title"]
