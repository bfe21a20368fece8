"""Who is reminded of what: each action once, and nobody without a reason."""

from datetime import date

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.services import handling, people
from workshop.services.actions import ActionDraft, add_action
from workshop.services.digest import Letter, read_digest
from workshop.services.people import PersonDraft

TODAY = date(2026, 3, 12)


def add(cast: Cast, due: date, *, owner: str = "Nadia", asked: str = "") -> str:
    draft = ActionDraft("Do", owner, asked, due, "Less", "open", quadrant="priority")
    if asked:
        draft = ActionDraft(
            "Do", owner, asked, due, "Less", "open", None, None, date(2026, 4, 1), "priority"
        )
    return add_action(cast.house, cast.alice, draft)


def known(cast: Cast, name: str = "Nadia", label: str = "P1") -> None:
    draft = PersonDraft(name, email=f"{name.lower()}@example.org")
    people.save_person(cast.house, cast.alice, label, draft)


def labels(letter: Letter) -> tuple[list[str], ...]:
    kinds = (letter.late, letter.to_confirm, letter.soon)
    return tuple([reminder.label for reminder in kind] for kind in kinds)


def test_late_soon_and_to_confirm_are_told_apart(cast: Cast) -> None:
    for due in (date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 11), TODAY):
        add(cast, due)
    add(cast, date(2026, 3, 1), asked="Nadia")
    add(cast, date(2027, 1, 1), asked="The chief")
    known(cast)
    handling.set_action_status(cast.house, cast.alice, "A3", "blocked", "No key")
    digest = read_digest(cast.house, cast.alice)
    [letter] = digest.letters
    assert (letter.person, letter.name, letter.email) == ("P1", "Nadia", "nadia@example.org")
    assert labels(letter) == (["A3"], ["A5", "A6"], ["A4", "A1"])
    assert letter.count == 5
    assert letter.late[0].is_blocked
    assert letter.to_confirm[0].confirm_before == date(2026, 4, 1)
    assert (digest.today, digest.title, digest.unreachable) == (TODAY, "Counter", ())


def test_nobody_is_reminded_of_drafts_of_what_is_over_or_of_what_is_far_away(cast: Cast) -> None:
    add(cast, date(2026, 3, 27))
    for status in ("done", "dropped"):
        label = add(cast, TODAY)
        handling.set_action_status(cast.house, cast.alice, label, status, "so")
    add_action(cast.house, cast.alice, ActionDraft("Draft", "Nadia", due=TODAY))
    known(cast)
    digest = read_digest(cast.house, cast.alice)
    assert (digest.letters, digest.unreachable) == ((), ())


def test_whoever_has_no_address_is_named(cast: Cast) -> None:
    add(cast, TODAY, owner="Paul")
    add(cast, TODAY)
    known(cast, "Nadia", "P2")
    digest = read_digest(cast.house, cast.alice)
    assert [letter.name for letter in digest.letters] == ["Nadia"]
    assert digest.unreachable == ("Paul",)


def test_an_empty_workshop_reminds_nobody_and_a_stranger_reads_nothing(cast: Cast) -> None:
    assert read_digest(cast.house, cast.alice).letters == ()
    for stranger in (cast.charlie, cast.sam):
        with pytest.raises(WorkshopUnknown):
            read_digest(cast.house, stranger)
