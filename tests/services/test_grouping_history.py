"""Undo and redo of the grouping, whatever was done before."""

import random
from collections.abc import Callable

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import NothingToRedo, NothingToUndo
from workshop.services import capture, topics
from workshop.services.capture import CardEdit
from workshop.services.transaction import glance
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

Picture = tuple[dict[str, str], dict[str, str | None]]


def _picture(cast: Cast) -> Picture:
    view = read_workshop_view(cast.house, cast.alice)
    return (
        {topic.label: topic.title for topic in view.topics},
        {card.label: card.topic for card in view.cards},
    )


def _undo_all(cast: Cast) -> int:
    count = 0
    while read_grouping_steps(cast.house, cast.alice).undo is not None:
        topics.undo(cast.house, cast.alice)
        count += 1
    return count


def _random_gesture(cast: Cast, chance: random.Random) -> None:
    """One gesture of the grouping that this picture allows."""
    house, alice = cast.house, cast.alice
    titles, cards = _picture(cast)
    labels = sorted(titles)
    free = sorted(card for card, topic in cards.items() if topic is None)
    title = f"Title {chance.randrange(1000)}"

    def some(of: list[str]) -> list[str]:
        return chance.sample(of, chance.randint(0, min(3, len(of))))

    doable: list[Callable[[], object]] = [
        lambda: topics.make_topic(house, alice, title=title, cards=some(free))
    ]
    if labels:
        label = chance.choice(labels)
        held = sorted(card for card, topic in cards.items() if topic == label)
        doable += [
            lambda: topics.rename_topic(house, alice, label, title=title),
            lambda: topics.move_cards(house, alice, some(sorted(cards)), to=label),
            lambda: topics.move_cards(house, alice, some(sorted(cards)), to=None),
            lambda: topics.merge_topics(house, alice, some(labels), into=label),
            lambda: topics.split_by_step(house, alice, label),
            lambda: topics.dissolve_topic(house, alice, label),
            lambda: topics.arrange(house, alice, {label: some(sorted(cards))}, seen_revision=10**9),
        ]
        if held:
            doable.append(
                lambda: topics.split_topic(house, alice, label, title=title, cards=[held[0]])
            )
    chance.choice(doable)()


@pytest.mark.parametrize("seed", range(4))
def test_undoing_all_leads_back_to_the_start_and_redoing_all_to_the_end(
    cast: Cast, seed: int
) -> None:
    chance = random.Random(seed)
    for step in (*cast.steps, "any") * 2:
        cast.card(step=step)
    start = _picture(cast)
    pictures = [start]
    for _ in range(12):
        _random_gesture(cast, chance)
        if _picture(cast) != pictures[-1]:
            pictures.append(_picture(cast))
    assert _undo_all(cast) == len(pictures) - 1
    assert _picture(cast) == start
    for picture in pictures[1:]:
        topics.redo(cast.house, cast.alice)
        assert _picture(cast) == picture
    for picture in reversed(pictures[:-1]):
        topics.undo(cast.house, cast.alice)
        assert _picture(cast) == picture


def test_with_nothing_done_there_is_nothing_to_take_back(cast: Cast) -> None:
    with pytest.raises(NothingToUndo):
        topics.undo(cast.house, cast.alice)
    with pytest.raises(NothingToRedo):
        topics.redo(cast.house, cast.alice)


def test_a_new_change_ends_what_could_be_done_again(cast: Cast) -> None:
    topics.make_topic(cast.house, cast.alice, title="One")
    topics.undo(cast.house, cast.alice)
    topics.make_topic(cast.house, cast.alice, title="Two")
    with pytest.raises(NothingToRedo):
        topics.redo(cast.house, cast.alice)
    assert _picture(cast)[0] == {"T2": "Two"}


def test_what_changes_nothing_leaves_the_redo_there(cast: Cast) -> None:
    [card] = cast.cards(1)
    topics.make_topic(cast.house, cast.alice, title="One", cards=[card])
    topics.undo(cast.house, cast.alice)
    topics.move_cards(cast.house, cast.alice, [card], to=None)
    topics.redo(cast.house, cast.alice)
    assert _picture(cast) == ({"T1": "One"}, {card: "T1"})


def test_undo_does_not_revive_a_card_withdrawn_meanwhile(cast: Cast) -> None:
    sent = cast.sent("author", text="taken back")
    gone = cast.send(capture.add_cards, sent).label
    stays = cast.card()
    topics.make_topic(cast.house, cast.alice, title="One", cards=[gone, stays])
    topics.dissolve_topic(cast.house, cast.alice, "T1")
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, None))
    topics.undo(cast.house, cast.alice)
    assert _picture(cast) == ({"T1": "One"}, {stays: "T1"})
    with glance(cast.house) as connection:
        row = connection.execute(
            tables.card.select().where(tables.card.c.card_id == sent.card_id)
        ).one()
    assert (row.text, row.status, row.topic_id) == ("", "withdrawn", None)


def test_undo_of_one_workshop_leaves_the_other_alone(cast: Cast) -> None:
    from workshop.services.actors import Console

    theirs = Console(cast.theirs.code)
    topics.make_topic(cast.house, theirs, title="Theirs")
    with pytest.raises(NothingToUndo):
        topics.undo(cast.house, cast.alice)
    assert [line.title for line in read_workshop_view(cast.house, theirs).topics] == ["Theirs"]
