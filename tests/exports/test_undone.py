"""What is taken back leaves no trace: the whole file is the same to the byte, and again after redo.

The room has voted, answered the mirror round, had ideas and given places by hand before; all of
that follows its topic there and back.
"""

from collections.abc import Callable

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import NothingToUndo
from workshop.exports.json_file import produce
from workshop.services import topics
from workshop.services.suggesting import Accepted, accept_suggestion
from workshop.services.views.grouping import read_grouping_steps
from workshop.services.views.workshop import WorkshopView, read_workshop_view

Gesture = Callable[[Cast], object]


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _file(cast: Cast) -> bytes:
    return produce(cast.house, cast.alice)


def _held(cast: Cast, label: str) -> tuple[str, ...]:
    topic = _view(cast).topic(label)
    assert topic is not None
    return topic.cards


def _free(cast: Cast) -> list[str]:
    """Free cards in the order of their labels; there are at least four."""
    return sorted((card.label for card in _view(cast).free_cards), key=lambda label: int(label[1:]))


def _accept(cast: Cast, *proposals: Accepted) -> object:
    return accept_suggestion(cast.house, cast.alice, proposals)


def _accept_all(cast: Cast) -> object:
    one, two, three, four = _free(cast)[:4]
    return _accept(
        cast,
        Accepted("Proposed", (one, two)),
        Accepted("", (three,), into="T2"),
        Accepted("Also proposed", (four,)),
    )


GESTURES: dict[str, Gesture] = {
    "merge": lambda cast: topics.merge_topics(cast.house, cast.alice, ["T2"], into="T1"),
    "merge the other way": lambda cast: topics.merge_topics(
        cast.house, cast.alice, ["T1"], into="T2"
    ),
    "split": lambda cast: topics.split_topic(
        cast.house, cast.alice, "T1", title="Apart", cards=_held(cast, "T1")[:2]
    ),
    "split by step": lambda cast: topics.split_by_step(cast.house, cast.alice, "T1"),
    "move in": lambda cast: topics.move_cards(cast.house, cast.alice, _free(cast)[:2], to="T1"),
    "move across": lambda cast: topics.move_cards(
        cast.house, cast.alice, _held(cast, "T1")[:2], to="T2"
    ),
    "move out": lambda cast: topics.move_cards(
        cast.house, cast.alice, _held(cast, "T2")[:2], to=None
    ),
    "drag": lambda cast: topics.arrange(
        cast.house,
        cast.alice,
        {"T1": _held(cast, "T2")[:1], None: _held(cast, "T1")[:1]},
        seen_revision=10**9,
    ),
    "rename": lambda cast: topics.rename_topic(cast.house, cast.alice, "T1", title="Otherwise"),
    "make": lambda cast: topics.make_topic(
        cast.house, cast.alice, title="New", cards=_free(cast)[:2]
    ),
    "accept one": lambda cast: _accept(cast, Accepted("Proposed", tuple(_free(cast)[:3]))),
    "accept into one there is": lambda cast: _accept(
        cast, Accepted("", tuple(_free(cast)[:2]), into="T1")
    ),
    "accept all": _accept_all,
    "dissolve": lambda cast: topics.dissolve_topic(cast.house, cast.alice, "T1"),
}


def test_a_gesture_undone_is_as_if_it_had_not_been(lived: Cast) -> None:
    before = _file(lived)
    for name, gesture in GESTURES.items():
        gesture(lived)
        after = _file(lived)
        assert after != before, name
        topics.undo(lived.house, lived.alice)
        assert _file(lived) == before, name
        topics.redo(lived.house, lived.alice)
        assert _file(lived) == after, name
        topics.undo(lived.house, lived.alice)
        assert _file(lived) == before, name


def test_all_gestures_in_a_row_are_undone_and_done_again_one_by_one(lived: Cast) -> None:
    files = [_file(lived)]
    for name in (
        "rename",
        "split by step",
        "drag",
        "move out",
        "accept all",
        "merge",
        "dissolve",
        "accept one",
        "make",
    ):
        GESTURES[name](lived)
        files.append(_file(lived))
    for file in reversed(files[:-1]):
        topics.undo(lived.house, lived.alice)
        assert _file(lived) == file
    for file in files[1:]:
        topics.redo(lived.house, lived.alice)
        assert _file(lived) == file


def test_what_is_proposed_and_accepted_together_is_one_step(lived: Cast) -> None:
    steps = 0
    while read_grouping_steps(lived.house, lived.alice).undo is not None:
        topics.undo(lived.house, lived.alice)
        steps += 1
    before = _file(lived)
    for _ in range(steps):
        topics.redo(lived.house, lived.alice)
    _accept_all(lived)
    for _ in range(steps + 1):
        topics.undo(lived.house, lived.alice)
    assert _file(lived) == before
    with pytest.raises(NothingToUndo):
        topics.undo(lived.house, lived.alice)
