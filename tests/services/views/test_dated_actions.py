"""What stands in a calendar: of a workshop, and of one person."""

from datetime import timedelta

from tests.services.cast import Cast
from workshop.services import actions, people
from workshop.services.actions import ActionDraft
from workshop.services.actors import Named
from workshop.services.people import PersonDraft
from workshop.services.views.dated_actions import read_dated_actions, read_my_dated_actions


def test_everybody_s_calendar_has_all_commitments_and_one_s_own_only_one_s_own(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    due = house.clock().date() + timedelta(days=9)
    for owner in ("Dora", "Emil"):
        draft = ActionDraft(f"{owner} does it", owner, "", due, "Done", "open", quadrant="priority")
        actions.add_action(house, alice, draft)
    actions.add_action(house, alice, ActionDraft("A draft", "Dora", due=due))
    assert [line.owner for line in read_dated_actions(house, alice).lines] == ["Dora", "Emil"]
    eve = people.add_person(house, alice, PersonDraft("Eve"))
    mine = read_my_dated_actions(house, Named(cast.code, people.new_person_link(house, alice, eve)))
    assert (mine.person, mine.lines) == ("Eve", ())
    mine = read_my_dated_actions(
        house, Named(cast.code, people.new_person_link(house, alice, "P1"))
    )
    assert (mine.person, [line.what for line in mine.lines]) == ("Dora", ["Dora does it"])
