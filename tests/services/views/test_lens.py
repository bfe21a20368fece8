"""The matrix through a lens: a part of the cards, one role family, or all with the same weight."""

from fractions import Fraction
from typing import Any

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import LensTooFine, PersonaUnknown, StepUnknown, ValueUnknown
from workshop.domain.journey import Persona
from workshop.domain.matrix import Voices
from workshop.domain.words import Quadrant, Side, Source
from workshop.services import capture, personas, rounds, topics, workshops
from workshop.services.capture import CardRow
from workshop.services.journeys import ANY_STEP
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.participants import Introduction, introduce
from workshop.services.rounds import PlacingSent, give_places
from workshop.services.views.lens import Lens, LensView, families_to_show, read_lens
from workshop.services.views.workshop import TopicLine, read_workshop_view


def look(cast: Cast, **values: Any) -> LensView:
    return read_lens(cast.house, cast.alice, Lens(**values))


def through(cast: Cast, label: str = "T1", **values: Any) -> TopicLine:
    found = look(cast, **values).view.topic(label)
    assert found is not None
    return found


def group(cast: Cast, cards: list[str], title: str = "Topic") -> str:
    return topics.make_topic(cast.house, cast.alice, title=title, cards=cards)


def of_family(cast: Cast, family: str, n: int, **values: Any) -> list[str]:
    """So many cards, each by somebody else of a role family."""
    labels = []
    for number in range(n):
        token = f"{family}-{number}"
        cast.send(introduce, Introduction(token, "employee", family))
        labels.append(cast.card(token, **values))
    return labels


@pytest.fixture
def roles(cast: Cast) -> Cast:
    workshops.frame(cast.house, cast.alice, {}, families=["Desk", "Phone", "Back"])
    return cast


def test_a_lens_shows_the_cards_that_its_figures_are_made_of(roles: Cast) -> None:
    arrive, ask, _ = (str(step) for step in roles.steps)
    [here] = of_family(roles, "Desk", 1, step=arrive)
    [there] = roles.cards(1, step=ask)
    row = CardRow("text", "client", "irritant", "Arrive")
    [data] = capture.import_cards(roles.house, roles.alice, [row], source=Source.DATA)
    cards = read_workshop_view(roles.house, roles.alice).cards

    def shown(**values: Any) -> set[str]:
        return {card.label for card in cards if Lens(**values).shows(card)}

    assert shown() == shown(family="Desk") == {here, there, data}
    assert shown(step=arrive) == {here, data}
    assert shown(step=ask, source="room") == {there}
    assert shown(source="data") == {data}
    assert shown(horizon="now") == {here, there, data}
    assert shown(persona="9") == set()


# --- a part of the cards --------------------------------------------------------------------------


def test_a_step_shows_what_its_cards_say_and_leaves_the_rest_out(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    mixed = (
        cast.cards(3, step=arrive)
        + cast.cards(3, step=arrive, side="employee")
        + cast.cards(9, step=ask, kind="enchantment")
    )
    group(cast, mixed)
    group(cast, cast.cards(2, step=ask), "Elsewhere")
    seen = look(cast, step=str(arrive))
    assert [topic.label for topic in seen.view.topics] == ["T1"]
    assert seen.left_out == 1
    assert seen.view.topics[0].quadrant is Quadrant.PRIORITY
    assert seen.view.topics[0].client.room == Voices(irritants=3, people=3)
    assert through(cast).quadrant is Quadrant.TREAT_NEXT  # 9 of 12 are delighted elsewhere


def test_what_the_mirror_round_says_of_a_whole_topic_stays_with_its_step(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    label = group(cast, cast.cards(3, step=arrive))
    group(cast, cast.cards(3, step=ask), "Other")
    workshops.set_phase(cast.house, cast.alice, "group")
    for n in range(3):
        cast.send(answer_mirror, MirrorSent(f"tap-{n}", "irritant", topic=label))
    assert through(cast, step=str(arrive)).quadrant is Quadrant.PRIORITY
    assert look(cast, step=str(ask)).view.topics[0].employee.room == Voices()


def test_everywhere_is_a_step_of_its_own(cast: Cast) -> None:
    group(cast, cast.cards(2) + cast.cards(1, step=cast.steps[0]))
    assert through(cast, step=ANY_STEP).client.room.people == 2


def test_a_persona_and_a_horizon_are_looked_at_alone(cast: Cast) -> None:
    personas.save_personas(cast.house, cast.alice, Side.CLIENT, [Persona(Side.CLIENT, "Léa")])
    [lea] = read_workshop_view(cast.house, cast.alice).personas
    about, other = cast.cards(2), cast.cards(3)
    personas.set_persona(cast.house, cast.alice, about, lea.id)
    group(cast, about + other)
    assert through(cast, persona=lea.id).client.room.people == 2
    assert look(cast, horizon="tomorrow").view.topics == ()
    assert through(cast, horizon="now").client.room.people == 5


def test_ratings_of_whole_topics_are_set_aside_while_a_part_of_the_cards_is_looked_at(
    cast: Cast,
) -> None:
    group(cast, cast.cards(3) + cast.cards(3, side="employee"))
    workshops.set_phase(cast.house, cast.alice, "matrix")
    rounds.open_topic_round(cast.house, cast.alice)
    cast.send(give_places, PlacingSent("one", "T1", "2", "2"))
    rounds.close_topic_round(cast.house, cast.alice)
    assert through(cast).client.rated
    part = through(cast, step=ANY_STEP)
    assert not part.client.rated
    assert part.quadrant is Quadrant.PRIORITY


def test_the_room_and_the_data_are_each_looked_at_alone(cast: Cast) -> None:
    rows = [CardRow("A verbatim", "client", "enchantment", "")] * 4
    verbatims = capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    group(cast, cast.cards(3) + cast.cards(3, side="employee") + verbatims)
    room, data = through(cast, source="room"), through(cast, source="data")
    assert (room.client.placing.irritants, room.client.data) == (3, Voices())
    assert data.client.placing == Voices(enchantments=4, people=4)
    assert data.client.from_data
    assert data.quadrant is Quadrant.ONE_SIDE_MISSING
    assert not through(cast, source="data", step=ANY_STEP).employee.placing.people


def test_a_lens_stores_nothing_and_shows_no_place_given_by_hand(cast: Cast) -> None:
    label = group(cast, cast.cards(3) + cast.cards(3, side="employee"))
    topics.place_topics(cast.house, cast.alice, {label: "capitalise"}, because="so")
    before = read_workshop_view(cast.house, cast.alice)
    assert through(cast, step=ANY_STEP).quadrant is Quadrant.PRIORITY
    assert through(cast, source="room").moved_because == ""
    assert read_workshop_view(cast.house, cast.alice) == before


def test_a_part_of_the_cards_does_not_tell_for_whom_one_author_speaks(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    for n in range(6):
        cast.send(introduce, Introduction(f"team-{n}", "employee", ""))
    cast.send(introduce, Introduction("guest", "client", ""))
    cards = [cast.card(f"team-{n}", step=arrive) for n in range(6)]
    group(cast, [*cards, cast.card("guest", step=ask)])
    whole = through(cast)
    assert not whole.client_by_team
    for step in (arrive, ask):
        assert through(cast, step=str(step)).client_by_team is whole.client_by_team


# --- role families --------------------------------------------------------------------------------


def test_a_family_is_shown_where_it_and_all_others_have_voices_enough(roles: Cast) -> None:
    cards = of_family(roles, "Desk", 6) + of_family(roles, "Phone", 5, kind="enchantment")
    group(roles, cards)
    desk = through(roles, family="Desk")
    assert desk.client.room == Voices(irritants=6, people=6)
    assert through(roles, family="Phone").client.valence == 1
    assert families_to_show(read_workshop_view(roles.house, roles.alice)) == ("Desk", "Phone")


def test_a_family_is_hidden_when_the_others_would_be_too_few(roles: Cast) -> None:
    group(roles, of_family(roles, "Desk", 6) + of_family(roles, "Back", 2))
    [topic] = read_workshop_view(roles.house, roles.alice).topics
    assert topic.client.split == {}
    seen = look(roles, family="Desk")
    assert (seen.view.topics, seen.left_out) == ((), 1)
    assert families_to_show(read_workshop_view(roles.house, roles.alice)) == ()


def test_where_each_family_weighs_the_same_a_large_one_does_not_decide_alone(roles: Cast) -> None:
    cards = of_family(roles, "Desk", 9) + of_family(roles, "Phone", 5, kind="enchantment")
    cards += [roles.card(f"Desk-{n}", side="employee") for n in range(9)]
    cards += roles.cards(6)  # who named no family weighs nothing here
    group(roles, cards)
    seen = look(roles, evened=True)
    assert seen.families == ("Desk", "Phone")
    assert seen.view.topics[0].client.valence == 0
    assert seen.view.topics[0].quadrant is Quadrant.CONTESTED
    assert through(roles).client.valence == Fraction(5 - 15, 20)
    assert seen.view.topics[0].employee.weighed == ("Desk",)


def test_the_family_that_carries_a_topic_is_marked(roles: Cast) -> None:
    group(roles, of_family(roles, "Desk", 9))
    group(roles, of_family(roles, "Phone", 4), "Few")
    lines = {line.label: line for line in read_workshop_view(roles.house, roles.alice).topics}
    assert (lines["T1"].carried_by, lines["T2"].carried_by) == ("Desk", None)


def test_ratings_split_by_family_too(roles: Cast) -> None:
    group(roles, roles.cards(1))
    workshops.set_phase(roles.house, roles.alice, "matrix")
    rounds.open_topic_round(roles.house, roles.alice)
    for family, value in (("Desk", "2"), ("Back", "-1")):
        for n in range(5):
            token = f"{family}-{n}"
            roles.send(introduce, Introduction(token, "employee", family))
            roles.send(give_places, PlacingSent(token, "T1", value, "skip"))
    rounds.close_topic_round(roles.house, roles.alice)
    desk = through(roles, family="Desk").client
    assert (desk.room, desk.rated) == (Voices(enchantments=5, people=5), True)


def test_a_family_is_crossed_with_nothing(roles: Cast) -> None:
    for values in (
        {"family": "Desk", "step": ANY_STEP},
        {"family": "Desk", "source": "room"},
        {"family": "Desk", "evened": True},
        {"evened": True, "horizon": "now"},
    ):
        with pytest.raises(LensTooFine):
            look(roles, **values)


def test_what_is_none_of_the_workshop_s_is_not_looked_at(cast: Cast) -> None:
    for values, refusal in (
        ({"step": str(cast.their_step)}, StepUnknown),
        ({"step": "'; drop"}, StepUnknown),
        ({"persona": "9"}, PersonaUnknown),
        ({"horizon": "soon"}, ValueUnknown),
        ({"source": "hearsay"}, ValueUnknown),
        ({"family": "Charlie's"}, ValueUnknown),
    ):
        with pytest.raises(refusal):
            look(cast, **values)


def test_without_a_lens_everything_is_seen_as_it_is(cast: Cast) -> None:
    group(cast, cast.cards(3) + cast.cards(3, side="employee"))
    assert Lens().is_plain
    assert not Lens(evened=True).is_plain
    assert look(cast).view.topics == read_workshop_view(cast.house, cast.alice).topics
