"""A workshop made to rehearse in: one press, a whole room, and a matrix with four quadrants."""

import random

import pytest

from tests.services.playing import play
from workshop.domain.errors import TextEmpty, ValueUnknown
from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import QUADRANTS, Effect, Phase, Side
from workshop.exports import json_file
from workshop.services import editions, rights, simulated, topics, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.rehearsal import join_rehearsal
from workshop.services.rehearsal_room import PHONES, create_rehearsal, is_for_rehearsal
from workshop.services.simulated import Rehearsal
from workshop.services.simulated_minds import Minds
from workshop.services.templates import demo
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.workshops import create_workshop
from workshop.services.writer import Writer


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever begins a sentence sends it."""
    monkeypatch.setattr(simulated, "TYPING", 0)


def test_it_has_the_demo_s_journeys_and_nothing_of_a_room(house: House) -> None:
    made = create_rehearsal(house, title="Dry run", language="fr")
    view = read_workshop_view(house, Console(made.code))
    assert view.workshop.title == "Dry run"
    assert is_for_rehearsal(view.workshop)
    assert [step.client_title for step in view.steps] == [
        step["client"] for step in demo("fr")["steps"]
    ]
    assert (view.cards, view.topics, view.room.rehearsal) == ((), (), 0)
    ordinary = create_workshop(house, title="Real", language="fr")
    assert not is_for_rehearsal(read_workshop_view(house, Console(ordinary.code)).workshop)


def test_what_is_made_of_it_is_no_rehearsal_and_so_never_deleted_in_one_press(
    house: House,
) -> None:
    me = Console(create_rehearsal(house, title="Dry run", language="fr").code)
    workshops.frame(house, me, {"title": "For real"})
    made = {
        "copy": workshops.duplicate(house, me, title="Copy"),
        "edition": editions.next_edition(house, me),
        "file": json_file.import_workshop(house, json_file.produce(house, me)),
    }
    for code in (new.code for new in made.values()):
        workshop = read_workshop_view(house, Console(code)).workshop
        assert (workshop.template, is_for_rehearsal(workshop)) == (None, False)


def test_it_needs_a_name_and_one_of_our_languages(house: House) -> None:
    with pytest.raises(TextEmpty):
        create_rehearsal(house, title=" ", language="fr")
    with pytest.raises(ValueUnknown):
        create_rehearsal(house, title="Dry run", language="xx")


@pytest.mark.usefixtures("quick")
def test_one_press_and_three_phases_make_a_matrix_with_four_quadrants(
    house: House, writer: Writer
) -> None:
    made = create_rehearsal(house, title="Dry run", language="fr")
    console = Console(made.code)
    tokens = join_rehearsal(house, console, phones=PHONES)
    rehearsal = Rehearsal(house, writer, made.code, tokens, random.Random(7))
    workshops.set_phase(house, console, Phase.CAPTURE)
    play(rehearsal, 80)
    _group(house, console)
    workshops.set_phase(house, console, Phase.GROUP)
    rights.set_rights(house, console, Phase.GROUP, may=["mirror"], sees="everything")
    play(rehearsal, 60)
    view = read_workshop_view(house, console)
    assert rehearsal.refused == 0
    assert {topic.quadrant for topic in view.topics} >= set(QUADRANTS), _places(view)


def _group(house: House, console: Console) -> None:
    """Topics as somebody makes them who knows what belongs together."""
    minds = Minds(random.Random(), "fr")
    together: dict[int | None, list[str]] = {}
    for card in read_workshop_view(house, console).free_cards:
        together.setdefault(minds.subject_of(card.text), []).append(card.label)
    for subject, cards in together.items():
        topics.make_topic(house, console, title=f"Subject {subject}", cards=cards)


def _places(view: WorkshopView) -> list[tuple[str, str]]:
    return [(topic.title, topic.quadrant) for topic in view.topics]


def test_people_lean_as_the_demo_s_do_and_a_few_against_it() -> None:
    minds, subject = Minds(random.Random(1), "en"), 0
    first = demo("en")["cards"][demo("en")["topics"][subject]["cards"][0]]
    assert minds.subject_of(first["text"]) == subject
    taps = [minds.tap(subject, Side.CLIENT) for _ in range(100)]
    assert set(taps) == set(Effect)
    assert taps.count(Effect.IRRITANT) > 50
    levels = [minds.level(subject, Side.EMPLOYEE) for _ in range(100)]
    assert sum(levels) < 0
    assert max(levels) > 0


def test_of_what_the_demo_does_not_know_they_think_anything() -> None:
    minds = Minds(random.Random(1), "en")
    assert minds.subject_of("Something else") is None
    assert {minds.tap(None, Side.CLIENT) for _ in range(60)} == set(Effect)
    assert {minds.level(None, Side.CLIENT) for _ in range(60)} == set(range(-2, 3))
    effects = [minds.effects("Something else", Side.CLIENT) for _ in range(60)]
    assert {effect["client"] for effect in effects} == {-2, -1, 0, 1, 2}


def test_an_idea_of_the_demo_is_rated_as_it_is_there() -> None:
    minds, [idea, *_] = Minds(random.Random(1), "en"), demo("en")["solutions"]
    for _ in range(20):
        assert minds.effects(idea["title"], Side.EMPLOYEE)["employee"] < 0


def test_moods_differ_from_step_to_step_and_stay_on_the_scale() -> None:
    minds = Minds(random.Random(1), "en")
    means = set()
    for place in range(3):
        said = [minds.feeling(place, Side.CLIENT) for _ in range(60)]
        assert set(said) <= set(range(-2, 3))
        means.add(round(sum(said) / len(said)))
    assert means == {-1, 0, 1}


def test_nobody_says_what_somebody_has_said_and_a_large_room_runs_out_of_sentences() -> None:
    minds, whole = Minds(random.Random(1), "fr"), demo("fr")
    told = [card["text"] for card in iter(minds.card, None)]
    assert len(told) == len(set(told)) > 6 * len(whole["cards"])
    assert all(len(text) <= CARD_LIMIT for text in told)
    assert all(minds.subject_of(text) is not None for text in told)
    assert minds.answer() in told


def test_a_second_rehearsal_goes_on_where_the_first_one_stopped() -> None:
    before = [card["text"] for card in iter(Minds(random.Random(1), "en").card, None)]
    minds = Minds(random.Random(2), "en", said=frozenset(before[:-1]))
    assert [card["text"] for card in iter(minds.card, None)] == before[-1:]


@pytest.mark.usefixtures("quick")
def test_once_all_is_said_they_join_what_is_there(
    house: House, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_rehearsal(house, title="Dry run", language="fr")
    tokens = join_rehearsal(house, Console(made.code), phones=8)
    workshops.set_phase(house, Console(made.code), Phase.CAPTURE)
    rehearsal = Rehearsal(house, writer, made.code, tokens, random.Random(5))
    play(rehearsal, 12)
    said = read_workshop_view(house, Console(made.code)).cards
    monkeypatch.setattr(Minds, "card", lambda _: None)
    play(rehearsal, 40)
    view = read_workshop_view(house, Console(made.code))
    assert [card.text for card in view.cards] == [card.text for card in said]
    assert sum(card.me_too for card in view.cards) > sum(card.me_too for card in said)
