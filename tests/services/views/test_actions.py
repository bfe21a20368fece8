"""What an action waits for, by its label, and what it does not say yet."""

from sqlalchemy import insert, select

from tests.services.cast import Cast
from workshop.domain.gestures import Gesture
from workshop.services.actions import ActionDraft, add_action
from workshop.services.transaction import change
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables


def test_what_has_to_be_finished_before_is_told_by_labels(cast: Cast) -> None:
    for what in ("Hire", "Train", "Open"):
        add_action(cast.house, cast.alice, ActionDraft(what))
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        ids = list(
            deed.connection.scalars(select(tables.action.c.id).order_by(tables.action.c.number))
        )
        for needed in ids[1::-1]:
            deed.connection.execute(
                insert(tables.action_dependency).values(action_id=ids[2], needs_id=needed)
            )
    lines = read_workshop_view(cast.house, cast.alice).actions
    assert [line.needs for line in lines] == [(), (), ("A1", "A2")]


def test_what_it_does_not_say_yet_is_named(cast: Cast) -> None:
    add_action(cast.house, cast.alice, ActionDraft("Hire", to_confirm_with="Paul"))
    [line] = read_workshop_view(cast.house, cast.alice).actions
    assert line.missing == ("confirm_before", "due", "measure", "quadrant")
