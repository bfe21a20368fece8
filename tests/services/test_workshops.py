"""A workshop as a whole: created, framed, moved, opened, duplicated."""

import random
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from tests.services.cast import Cast, by_link
from workshop.domain.agenda_templates import agenda_template
from workshop.domain.codes import read_room_code
from workshop.domain.errors import (
    LinkUnknown,
    NumberOutOfRange,
    StepUnknown,
    TemplateUnknown,
    TextEmpty,
    TextTooLong,
    ThresholdOutOfRange,
    TitleDoesNotMatch,
    ValueUnknown,
    WorkshopUnknown,
)
from workshop.domain.words import Phase, Role
from workshop.i18n import languages
from workshop.services import agenda, journeys, signin, topics, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.journeys import Step
from workshop.services.new_workshop import open_workshop
from workshop.services.rows import Workshop
from workshop.services.templates import StepDraft, template, template_slugs
from workshop.services.transaction import housekeeping, snapshot
from workshop.services.views.room import read_room
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables


def _workshop(cast: Cast) -> Workshop:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("slug", template_slugs())
def test_a_template_fills_in_the_frame_and_both_lanes(
    house: House, slug: str, language: str
) -> None:
    new = workshops.create_workshop(house, language=language, template_slug=slug)
    view = read_workshop_view(house, Console(new.code))
    draft = template(slug, language)
    assert view.workshop.title == draft.title
    assert (view.workshop.client_name, view.workshop.team_name) == (
        draft.client_name,
        draft.team_name,
    )
    assert view.workshop.template == slug
    assert [step.client_title for step in view.steps] == [step.client_title for step in draft.steps]
    assert all(step.employee_title and (step.front or step.back) for step in view.steps)


def test_a_bare_workshop_has_a_title_and_the_usual_words(house: House) -> None:
    new = workshops.create_workshop(house, title=" My\nday ", language="en")
    view = read_workshop_view(house, Console(new.code))
    assert (view.workshop.title, view.workshop.template, view.steps) == ("My day", None, ())
    assert (view.workshop.client_name, view.workshop.team_name) == ("the client", "us, the team")
    assert (view.workshop.phase, view.workshop.door_open) == (Phase.FRAME, True)
    assert not view.workshop.sponsor_open
    assert read_room_code(new.code) == new.code


def test_a_workshop_needs_a_title_a_known_language_and_a_known_template(house: House) -> None:
    with pytest.raises(TextEmpty):
        workshops.create_workshop(house)
    with pytest.raises(TextTooLong):
        workshops.create_workshop(house, title="x" * 121)
    with pytest.raises(ValueUnknown):
        workshops.create_workshop(house, title="x", language="de")
    for slug in ("../demo/demo", "nothing", "\x00"):
        with pytest.raises(TemplateUnknown):
            workshops.create_workshop(house, title="x", template_slug=slug)


def test_a_code_is_kept_when_it_is_one_and_free(house: House) -> None:
    def opened(code: str | None) -> str:
        with housekeeping(house) as connection:
            _, new = open_workshop(
                house,
                connection,
                title="x",
                language="fr",
                draft=None,
                owner_id=None,
                code=code,
            )
        return new.code

    assert opened("ABC234") == "ABC234"
    for taken_or_broken in ("ABC234", None, "", "O0O0O0", "ABC23\x00", "A" * 500):
        code = opened(taken_or_broken)
        assert code != "ABC234"
        assert read_room_code(code) == code


def test_a_code_that_is_taken_is_drawn_again(house: House) -> None:
    first = workshops.create_workshop(house, title="x")
    again = House(house.database, house.clock, random.Random(7), house.hub)
    assert workshops.create_workshop(again, title="x").code != first.code


def test_the_frame_is_saved_field_by_field(cast: Cast) -> None:
    workshops.frame(
        cast.house,
        cast.alice,
        {"title": " New ", "ambition": "Less\nwaiting", "scope": "", "client_name": "the patient"},
    )
    row = _workshop(cast)
    assert (row.title, row.ambition, row.client_name) == ("New", "Less waiting", "the patient")
    assert (row.scope, row.team_name) == ("", "us, the team")


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"title": ""}, TextEmpty),
        ({"client_name": " "}, TextEmpty),
        ({"team_name": "x" * 61}, TextTooLong),
        ({"ambition": "x" * 1001}, TextTooLong),
        ({"phase": "close"}, ValueUnknown),
        ({"owner_id": "1"}, ValueUnknown),
        ({"room": "1"}, ValueUnknown),
    ],
)
def test_a_frame_that_breaks_a_rule_is_refused_as_a_whole(
    cast: Cast, values: dict[str, str], refusal: Any
) -> None:
    before = _workshop(cast)
    with pytest.raises(refusal):
        workshops.frame(cast.house, cast.alice, {"scope": "new", **values})
    assert _workshop(cast) == before


def test_saving_nothing_of_the_frame_is_no_error(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {})


def test_families_are_cleaned_and_at_most_eight(cast: Cast) -> None:
    families = [" Desk ", "Desk", "", "\u200b", *(f"Family {n}" for n in range(10))]
    workshops.frame(cast.house, cast.alice, {}, families=families)
    assert _workshop(cast).families == ["Desk", *(f"Family {n}" for n in range(7))]


def test_families_are_saved_with_the_frame_in_one_go(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {"scope": "Paris"}, families=["Desk", "Desk"])
    assert (_workshop(cast).scope, _workshop(cast).families) == ("Paris", ["Desk"])
    workshops.frame(cast.house, cast.alice, {"scope": "Lyon"})
    assert (_workshop(cast).scope, _workshop(cast).families) == ("Lyon", ["Desk"])


def test_settings_of_the_room_are_saved_and_told_to_phones(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.save_settings(house, alice, language="fr")
    workshops.set_door(house, alice, is_open=False)
    workshops.open_to_sponsor(house, alice, is_open=True)
    room = read_room(house, cast.code)
    assert (room.language, room.door_open, room.sponsor_open) == ("fr", False, True)
    assert room.may("add_card")
    assert not room.may("add_solution")
    with pytest.raises(ValueUnknown):
        workshops.save_settings(house, alice, language="de")


def test_settings_of_the_screens_wake_no_phone(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    before = _workshop(cast).room_revision
    workshops.save_settings(house, alice, wall_pace="one_by_one", relieve_first=True)
    workshops.blank_projector(house, alice, blank=True)
    row = _workshop(cast)
    assert (row.wall_pace, row.projector_blank, row.relieve_first) == ("one_by_one", True, True)
    assert row.room_revision == before
    order = read_workshop_view(house, alice).treatment_order
    assert order == ("priority", "treat_next", "indicators", "capitalise")
    with pytest.raises(ValueUnknown):
        workshops.save_settings(house, alice, wall_pace="slowly")


@pytest.mark.parametrize("floor", [2, 21, 0, -5])
def test_the_floor_is_of_three_to_twenty_voices(cast: Cast, floor: int) -> None:
    with pytest.raises(NumberOutOfRange):
        workshops.save_settings(cast.house, cast.alice, floor=floor)
    assert _workshop(cast).floor == 5


def test_a_floor_below_three_counts_as_three_whatever_the_database_says(cast: Cast) -> None:
    workshops.save_settings(cast.house, cast.alice, floor=20)
    assert _workshop(cast).floor == 20
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.workshop).values(floor=1))
    assert _workshop(cast).floor == 3


@pytest.mark.parametrize("phase", Phase)
def test_a_phase_may_jump_anywhere(cast: Cast, phase: Phase) -> None:
    assert workshops.set_phase(cast.house, cast.bob, phase.value) is phase
    assert _workshop(cast).phase is phase


def test_an_unknown_phase_is_refused(cast: Cast) -> None:
    for phase in ("", "CAPTURE", "\x00", "sealed"):
        with pytest.raises(ValueUnknown):
            workshops.set_phase(cast.house, cast.alice, phase)


def test_going_on_takes_the_next_phase_once_however_often_it_is_tapped(cast: Cast) -> None:
    topics.make_topic(cast.house, cast.alice, title="x")
    topics.show_topic(cast.house, cast.alice, "T1")
    for actor in (cast.alice, cast.bob, cast.alice):
        phase = workshops.go_on(cast.house, actor, seen=Phase.CAPTURE)
        assert phase is Phase.GROUP
    row = _workshop(cast)
    assert (row.phase, row.projector_topic, row.closes_at) == (Phase.GROUP, None, None)


def test_going_on_at_the_end_of_the_road_stays_there(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "follow")
    assert workshops.go_on(cast.house, cast.alice, seen=Phase.FOLLOW) is Phase.FOLLOW


def test_the_room_may_speak_of_one_step_and_one_side(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    for step, side in ((str(cast.steps[0]), "client"), ("any", "employee"), ("", "")):
        workshops.push_focus(house, alice, step=step, side=side)
        room = read_room(house, cast.code)
        assert (room.focus_step, room.focus_side) == (step, side)
    with pytest.raises(ValueUnknown):
        workshops.push_focus(house, alice, step="", side="both")
    for unknown in (str(cast.their_step), "99999999999999999999", "\x00"):
        with pytest.raises(StepUnknown):
            workshops.push_focus(house, alice, step=unknown, side="")


def test_a_revoked_link_is_shut_out_at_once_and_a_new_one_opens(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    read_workshop_view(house, cast.bob)
    fresh = workshops.new_link(house, alice, Role.FACILITATOR)
    carol = by_link(house, fresh, Role.FACILITATOR)
    assert workshops.revoke_links(house, alice, Role.FACILITATOR) == 2
    assert workshops.revoke_links(house, alice, Role.FACILITATOR) == 0
    for visitor in (cast.bob, carol):
        with pytest.raises(WorkshopUnknown):
            read_workshop_view(house, visitor)
        with pytest.raises(WorkshopUnknown):
            topics.make_topic(house, visitor, title="x")
        assert signin.who_is(house, visitor.token) is None
    for token in (cast.new.facilitator_token, fresh):
        with pytest.raises(LinkUnknown):
            by_link(house, token, Role.FACILITATOR)
    workshops.open_to_sponsor(house, alice, is_open=True)
    by_link(house, cast.new.sponsor_token, Role.SPONSOR)
    read_workshop_view(house, alice)
    newest = by_link(house, workshops.new_link(house, alice, Role.FACILITATOR), Role.FACILITATOR)
    read_workshop_view(house, newest)


def test_a_duplicate_has_the_frame_the_words_and_the_journeys_and_nothing_of_the_room_s(
    cast: Cast,
) -> None:
    house, alice = cast.house, cast.alice
    cast.card(step=cast.steps[0])
    topics.make_topic(house, alice, title="Topic")
    workshops.frame(house, alice, {"ambition": "Less waiting", "client_name": "the patient"})
    workshops.frame(house, alice, {}, families=["Desk"])
    agenda.choose_agenda(house, alice, agenda_template("half_day").slots)
    agenda.cut_agenda(house, alice, {Phase.CLOSE: 5})
    new = workshops.duplicate(house, cast.bob, title="Second day")
    copy = read_workshop_view(house, Console(new.code))
    source = read_workshop_view(house, alice)
    assert (copy.workshop.title, copy.workshop.phase) == ("Second day", Phase.FRAME)
    assert (copy.workshop.ambition, copy.workshop.client_name) == ("Less waiting", "the patient")
    assert (copy.workshop.families, copy.workshop.template) == (["Desk"], None)
    assert copy.workshop.agenda == agenda_template("half_day").slots
    assert copy.workshop.owner_id == source.workshop.owner_id
    assert [step.client_title for step in copy.steps] == ["Arrive", "Ask", "Leave"]
    assert {step.id for step in copy.steps}.isdisjoint(step.id for step in source.steps)
    assert (copy.cards, copy.topics, copy.participants) == ((), (), 0)
    assert copy.workshop.participant_key != source.workshop.participant_key
    with pytest.raises(TextEmpty):
        workshops.duplicate(house, alice, title=" ")


def test_a_duplicate_keeps_every_word_of_its_steps(house: House) -> None:
    new = workshops.create_workshop(house, template_slug="contact-centre", title="x")
    copied = workshops.duplicate(house, Console(new.code), title="y")

    def said(code: str) -> list[Step]:
        return [replace(step, id=0) for step in read_workshop_view(house, Console(code)).steps]

    assert said(copied.code) == said(new.code)


def test_deleting_asks_for_the_title_as_any_keyboard_may_type_it(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.frame(house, alice, {"title": "L’été\u202f: au guichet"})
    for wrong in ("", "L’été", "l’été : au guichet"):
        with pytest.raises(TitleDoesNotMatch):
            workshops.delete_workshop(house, alice, typed_title=wrong)
    workshops.delete_workshop(house, alice, typed_title=" L’e\u0301te\u0301 : au guichet\n")
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(house, alice)
    assert house.hub.known(cast.code) is None
    journeys.add_step(house, Console(cast.theirs.code), StepDraft("Their life goes on"))


def test_thresholds_and_whom_ballots_ask_about_are_settings(cast: Cast) -> None:
    before = read_workshop_view(cast.house, cast.alice).workshop
    assert (before.pays_at, before.gains_at, before.also_asks) == (-0.5, 0.5, [])
    workshops.save_settings(
        cast.house, cast.alice, pays_at=-1.0, also_asks=["citizens", "suppliers", "citizens"]
    )
    workshops.save_settings(cast.house, cast.bob, gains_at=0.3)
    kept = read_workshop_view(cast.house, cast.alice).workshop
    assert (kept.pays_at, kept.gains_at) == (-1.0, 0.3)
    assert kept.also_asks == ["suppliers", "citizens"]
    # Phones are asked about them from now on; a threshold changes nothing on a phone.
    assert read_room(cast.house, cast.code).also_asks == ("suppliers", "citizens")
    assert kept.room_revision == before.room_revision + 1


@pytest.mark.parametrize(
    "wrong",
    [{"pays_at": 0}, {"pays_at": -2.0}, {"gains_at": 0}, {"gains_at": 2.1}, {"pays_at": "-1"}],
)
def test_a_threshold_on_the_wrong_side_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(ThresholdOutOfRange):
        workshops.save_settings(cast.house, cast.alice, **wrong)


def test_ballots_ask_about_nobody_unknown(cast: Cast) -> None:
    with pytest.raises(ValueUnknown):
        workshops.save_settings(cast.house, cast.alice, also_asks=["suppliers", "neighbours"])
    assert read_workshop_view(cast.house, cast.alice).workshop.also_asks == []
