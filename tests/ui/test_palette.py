"""Where the palette goes: each kind of thing has its page, each page its name."""

from types import SimpleNamespace

import pytest

from workshop.domain.words import Phase, Role
from workshop.i18n import words
from workshop.ui import live, palette
from workshop.ui.keys import BUTTONS, GROUPS, KEYS
from workshop.ui.navigation import ROAD, phase_script
from workshop.ui.palette import GROUPED, PARTS, PLACES, place_of

FOUND = "step card aside topic cause idea action project person pilot measure"
"""The kinds of services/views/search.py."""


def test_each_kind_of_thing_has_a_page() -> None:
    assert set(PLACES) == set(FOUND.split())
    assert place_of("nothing", Phase.PLAN) is None


@pytest.mark.parametrize(
    ("role", "code", "url"),
    [
        (Role.FACILITATOR, "ABC234", "projector"),
        (Role.FACILITATOR, None, "home"),
        (Role.SPONSOR, "ABC234", "sponsor"),
        (None, "ABC234", "home"),
    ],
)
def test_nothing_is_found_in_the_room_s_window_nor_by_anybody_but_a_facilitator(
    role: Role | None, code: str | None, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(live, "draw", lambda name, *_, **__: drawn.append(name))
    visitor = SimpleNamespace(role=role, code=code)
    palette.draw_palette(visitor, SimpleNamespace(url_path=url))  # type: ignore[arg-type]
    assert drawn == []


@pytest.mark.parametrize("phase", ROAD)
def test_a_topic_is_opened_in_its_group_until_there_is_a_matrix(phase: Phase) -> None:
    early = ROAD.index(phase) < ROAD.index(Phase.MATRIX)
    place = place_of("topic", phase)
    assert place is not None
    assert (place is GROUPED) == early
    assert place.script == phase_script(Phase.GROUP if early else Phase.MATRIX)


def test_a_thing_lies_in_a_part_that_its_page_has() -> None:
    for place in PLACES.values():
        if place.part:
            assert place.part in PARTS[Phase(place.script.url)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_pages_or_parts_have_one_name(language: str) -> None:
    t = words(language)
    names = [t(f"phase.{phase}") for phase in ROAD]
    names += [t(f"ui.{phase}.part.{code}") for phase, codes in PARTS.items() for code in codes]
    assert len(set(names)) == len(names)


def test_every_key_is_listed_once_under_what_it_is_for() -> None:
    listed = [key for keys in GROUPS.values() for key in keys]
    assert sorted(listed) == sorted(KEYS)
    assert set(BUTTONS) - {"?"} <= set(KEYS)
