"""What the room's cards say of how to treat a topic: by step, and where else it hurts."""

from tests.services.cast import Cast
from workshop.domain.words import Source
from workshop.services import capture, moderation, topics
from workshop.services.capture import CardRow
from workshop.services.views.treatment import StepTold, steps_that_hurt, told_by_step
from workshop.services.views.workshop import read_workshop_view


def _data(cast: Cast, step: str) -> list[str]:
    rows = [CardRow("text", "client", "irritant", step)] * 9
    return capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)


def test_a_topic_is_told_by_step_of_the_room_s_shown_cards_alone(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    cards = cast.cards(3, step=arrive)
    cards += cast.cards(2, step=ask, kind="enchantment")
    cards += cast.cards(1, step="any")
    hidden = cast.cards(1, step=ask)
    cast.cards(4, step=arrive)  # in no topic
    label = topics.make_topic(
        cast.house, cast.alice, title="Topic", cards=[*cards, *hidden, *_data(cast, "Arrive")]
    )
    moderation.set_aside(cast.house, cast.alice, hidden[0], reason="hurtful")
    view = read_workshop_view(cast.house, cast.alice)
    topic = view.topic(label)
    assert topic is not None
    assert set(told_by_step(view, topic)) == {
        StepTold(str(arrive), 3, 0),
        StepTold(str(ask), 0, 2),
        StepTold("any", 1, 0),
    }


def test_the_steps_that_hurt_come_with_most_irritants_first(cast: Cast) -> None:
    arrive, ask, leave = cast.steps
    cast.cards(1, step=arrive)
    cast.cards(3, step=ask)
    cast.cards(5, step=leave, kind="enchantment")
    cast.cards(6, step="any")
    _data(cast, "Arrive")
    view = read_workshop_view(cast.house, cast.alice)
    assert steps_that_hurt(view, but="any") == (
        StepTold(str(ask), 3, 0),
        StepTold(str(arrive), 1, 0),
    )
    assert steps_that_hurt(view, but=str(ask)) == (StepTold(str(arrive), 1, 0),)


def test_without_cards_no_step_hurts(cast: Cast) -> None:
    assert steps_that_hurt(read_workshop_view(cast.house, cast.alice), but="") == ()
