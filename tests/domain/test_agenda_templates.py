"""Each template is as long as it promises, and gives every phase what it really takes."""

from itertools import pairwise

import pytest

from workshop.domain.agenda import clean_agenda, total
from workshop.domain.agenda_templates import (
    SLUGS,
    TEMPLATES,
    AgendaTemplate,
    agenda_template,
    scale_of,
)
from workshop.domain.errors import ValueUnknown
from workshop.domain.phases import ROAD
from workshop.domain.shortening import CAN_BE_LEFT_OUT
from workshop.domain.time_needed import need, sentences, taps
from workshop.domain.words import Phase

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.slug))


@every_template
def test_its_minutes_add_up_to_the_length_that_is_promised(template: AgendaTemplate) -> None:
    assert total(template.slots) == template.minutes
    assert clean_agenda(template.slots) == template.slots


@every_template
def test_every_phase_has_what_it_takes_and_nothing_that_it_would_never_use(
    template: AgendaTemplate,
) -> None:
    for slot in template.slots:
        if slot.phase is not None:
            needed = need(slot.phase, template.scale)
            assert needed <= slot.minutes <= 2.5 * needed, slot


@every_template
def test_nobody_sits_longer_than_two_hours(template: AgendaTemplate) -> None:
    sat = 0
    for slot in template.slots:
        sat = 0 if slot.phase is None else sat + slot.minutes
        assert sat <= 120


@every_template
def test_what_it_leaves_out_is_what_can_be_left_out(template: AgendaTemplate) -> None:
    """So that a sentence says what is lost, the same as in the short mode."""
    missing = set(ROAD) - {slot.phase for slot in template.slots} - {Phase.FOLLOW}
    assert missing <= CAN_BE_LEFT_OUT


def test_a_template_is_found_by_its_name() -> None:
    assert [agenda_template(slug).slug for slug in SLUGS] == ["short", "half_day", "day"]
    with pytest.raises(ValueUnknown):
        agenda_template("week")


def test_an_agenda_is_for_a_room_of_its_length() -> None:
    short, half_day, day = TEMPLATES
    assert scale_of(half_day.slots) == half_day.scale
    assert scale_of(half_day.slots[:3]) == short.scale
    assert scale_of(day.slots) == day.scale


def test_moods_of_four_steps_are_eight_taps_and_three_cards_three_sentences() -> None:
    scale = TEMPLATES[1].scale
    assert (taps(Phase.MOOD, scale), taps(Phase.CAPTURE, scale)) == (8, 24)
    assert (sentences(Phase.CAPTURE, scale), sentences(Phase.MATRIX, scale)) == (3, 0)
    assert taps(Phase.PLAN, scale) == 0


def test_more_of_anything_never_takes_less_time() -> None:
    for one, other in pairwise(TEMPLATES):
        for phase in Phase:
            assert need(phase, one.scale) <= need(phase, other.scale)
