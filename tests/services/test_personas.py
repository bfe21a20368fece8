"""Personas: at most five a side, in their order, and cards that may be about one of them."""

from dataclasses import replace
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    CardUnknown,
    NamedTwice,
    PersonaUnknown,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    TooMany,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.journey import Persona
from workshop.domain.words import Side
from workshop.services import capture, personas, workshops
from workshop.services.actors import Console
from workshop.services.views.room import read_room
from workshop.services.views.workshop import read_workshop_view

CLIENT, TEAM = Side.CLIENT, Side.EMPLOYEE


def _people(cast: Cast, side: Side) -> list[Persona]:
    view = read_workshop_view(cast.house, cast.alice)
    return [persona for persona in view.personas if persona.side is side]


def _names(cast: Cast, side: Side) -> list[str]:
    return [persona.name for persona in _people(cast, side)]


def _about(cast: Cast) -> dict[str, str]:
    view = read_workshop_view(cast.house, cast.alice)
    return {card.label: card.persona for card in view.cards}


def _save(cast: Cast, side: str, *names: str, **values: Any) -> None:
    found = [Persona(CLIENT, name) for name in names]
    personas.save_personas(cast.house, cast.alice, side, found, **values)


def test_each_side_keeps_its_personas_in_their_order(cast: Cast) -> None:
    _save(cast, "employee", "Sam")
    _save(cast, "client", " Nadia \n", "Paul")
    assert (_names(cast, CLIENT), _names(cast, TEAM)) == (["Nadia", "Paul"], ["Sam"])
    nadia, paul = _people(cast, CLIENT)
    personas.save_personas(
        cast.house, cast.alice, "client", [paul, Persona(CLIENT, "Zoe", " In a  hurry "), nadia]
    )
    assert _names(cast, CLIENT) == ["Paul", "Zoe", "Nadia"]
    assert _people(cast, CLIENT)[1].description == "In a hurry"
    assert [one.id for one in _people(cast, CLIENT)][::2] == [paul.id, nadia.id]
    assert (
        read_room(cast.house, cast.code).personas
        == read_workshop_view(cast.house, cast.alice).personas
    )


def test_phones_are_told_of_new_personas(cast: Cast) -> None:
    before = read_room(cast.house, cast.code).room_revision
    _save(cast, "client", "Nadia")
    assert read_room(cast.house, cast.code).room_revision == before + 1


def test_five_a_side_and_no_more(cast: Cast) -> None:
    for side in Side:
        _save(cast, side, *"ABCDE")
        with pytest.raises(TooMany) as refused:
            _save(cast, side, *"ABCDEF")
        assert refused.value.facts["limit"] == 5
        assert _names(cast, side) == list("ABCDE")


@pytest.mark.parametrize(
    ("side", "names", "refusal"),
    [
        ("", ["A"], ValueUnknown),
        ("both", ["A"], ValueUnknown),
        ("client", ["A", " a"], NamedTwice),
        ("client", [""], TextEmpty),
        ("client", ["\x00"], TextEmpty),
        ("client", ["x" * 61], TextTooLong),
    ],
)
def test_what_is_no_persona_is_refused(
    cast: Cast, side: str, names: list[str], refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        _save(cast, side, *names)
    assert _names(cast, CLIENT) == []


def test_a_description_fits_on_a_card(cast: Cast) -> None:
    with pytest.raises(TextTooLong):
        personas.save_personas(cast.house, cast.alice, "client", [Persona(CLIENT, "A", "x" * 281)])


def test_the_ids_are_those_of_the_same_side_and_workshop(cast: Cast) -> None:
    _save(cast, "client", "Nadia")
    _save(cast, "employee", "Sam")
    theirs = Console(cast.theirs.code)
    personas.save_personas(cast.house, theirs, "client", [Persona(CLIENT, "Theirs")])
    other = read_workshop_view(cast.house, theirs).personas[0]
    [nadia], [sam] = _people(cast, CLIENT), _people(cast, TEAM)
    for wanted in (
        [nadia, sam],
        [other],
        [nadia, replace(nadia, name="B")],
        [Persona(CLIENT, "C", id="x")],
    ):
        with pytest.raises(PersonaUnknown):
            personas.save_personas(cast.house, cast.alice, "client", wanted)
    assert (_people(cast, CLIENT), _people(cast, TEAM)) == ([nadia], [sam])


def test_who_saves_what_a_colleague_has_changed_is_told_and_nothing_is_lost(cast: Cast) -> None:
    _save(cast, "client", "Nadia")
    seen = _people(cast, CLIENT)
    personas.save_personas(
        cast.house, cast.bob, "client", [*seen, Persona(CLIENT, "Paul")], seen=seen
    )
    with pytest.raises(ScreenStale):
        personas.save_personas(cast.house, cast.alice, "client", seen[:0], seen=seen)
    assert _names(cast, CLIENT) == ["Nadia", "Paul"]
    personas.save_personas(cast.house, cast.alice, "client", [], seen=_people(cast, CLIENT))
    assert _names(cast, CLIENT) == []


def test_of_those_who_save_at_once_one_is_heard_and_the_others_are_told(cast: Cast) -> None:
    def save(number: int) -> str:
        try:
            _save(cast, "client", f"Persona {number}", seen=[])
        except ScreenStale:
            return "stale"
        return f"Persona {number}"

    answers = together(8, save)
    [kept] = [answer for answer in answers if answer != "stale"]
    assert _names(cast, CLIENT) == [kept]


def test_a_card_is_about_a_persona_of_its_side(cast: Cast) -> None:
    _save(cast, "client", "Nadia")
    _save(cast, "employee", "Sam")
    [nadia], [sam] = _people(cast, CLIENT), _people(cast, TEAM)
    one, two = cast.cards(2)
    ours = cast.card(side="employee")
    house, alice = cast.house, cast.alice
    personas.set_persona(house, alice, [one, two], nadia.id)
    personas.set_persona(house, alice, [ours], sam.id)
    assert _about(cast) == {one: nadia.id, two: nadia.id, ours: sam.id}
    personas.set_persona(house, alice, [two], None)
    personas.set_persona(house, alice, [], nadia.id)
    refused: list[tuple[list[str], str, type[WorkshopError]]] = [
        ([one, ours], nadia.id, PersonaUnknown),
        ([one], sam.id, PersonaUnknown),
        ([one], "0", PersonaUnknown),
        ([one], "9" * 30, PersonaUnknown),
        ([one, "C999"], nadia.id, CardUnknown),
    ]
    for cards, persona, refusal in refused:
        with pytest.raises(refusal):
            personas.set_persona(house, alice, cards, persona)
    assert _about(cast) == {one: nadia.id, two: "", ours: sam.id}


def test_the_cards_of_a_removed_persona_stay(cast: Cast) -> None:
    _save(cast, "client", "Nadia", "Paul")
    nadia, paul = _people(cast, CLIENT)
    one, two = cast.cards(2)
    personas.set_persona(cast.house, cast.alice, [one], nadia.id)
    personas.set_persona(cast.house, cast.alice, [two], paul.id)
    personas.save_personas(cast.house, cast.alice, "client", [replace(paul, name="Paula")])
    assert _names(cast, CLIENT) == ["Paula"]
    assert _about(cast) == {one: "", two: paul.id}


def test_a_copy_of_the_workshop_has_the_same_personas(cast: Cast) -> None:
    _save(cast, "client", "Nadia", "Paul")
    _save(cast, "employee", "Sam")
    new = workshops.duplicate(cast.house, cast.alice, title="Again")
    copy = read_workshop_view(cast.house, Console(new.code)).personas
    mine = read_workshop_view(cast.house, cast.alice).personas
    assert [replace(one, id="") for one in copy] == [replace(one, id="") for one in mine]


def test_a_phone_says_whom_its_card_is_about(cast: Cast) -> None:
    _save(cast, "client", "Nadia")
    _save(cast, "employee", "Sam")
    [nadia], [sam] = _people(cast, CLIENT), _people(cast, TEAM)
    about = {
        cast.send(capture.add_cards, replace(cast.sent(), persona=persona)).label: kept
        for persona, kept in ((nadia.id, nadia.id), (sam.id, ""), ("", ""))
    }
    for unknown in ("0", "x", "9" * 30, "\x00"):
        with pytest.raises(PersonaUnknown):
            cast.send(capture.add_cards, replace(cast.sent(), persona=unknown))
    assert _about(cast) == about
