"""Workshops end when the installation says so, and not a day before; without a word, never."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from tests.services.cast import Cast, Clock
from workshop.domain.errors import WorkshopUnknown
from workshop.services import decisions, handling, people, retention, signin, workshops
from workshop.services.actions import ActionDraft, add_action
from workshop.services.actors import Console, Named
from workshop.services.house import House
from workshop.services.retention import Term, keep_to_terms, terms_of, today_of
from workshop.services.sealing import seal
from workshop.services.sponsor_answers import SponsorSaid, answer_as_sponsor
from workshop.services.transaction import find_workshop, glance, housekeeping
from workshop.services.views.home import read_home
from workshop.settings import Keeping, read_settings
from workshop.storage import tables

BOTH = Keeping(seal=30, delete=365)
TODAY = date(2026, 3, 12)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def term(cast: Cast, keeping: Keeping = BOTH) -> Term:
    with glance(cast.house) as connection:
        known = find_workshop(connection, cast.code).id
        return terms_of(connection, keeping, today_of(cast.house), [known])[known]


def does(cast: Cast, keeping: Keeping = BOTH, **options: bool) -> list[tuple[str, str]]:
    return [(what, one.code) for what, one in keep_to_terms(cast.house, keeping, **options)]


def test_without_a_setting_nothing_ever_ends(cast: Cast, clock: Clock) -> None:
    clock.go_on(days=9_999)
    assert (term(cast, Keeping()).seal_on, term(cast, Keeping()).delete_on) == (None, None)
    assert does(cast, Keeping()) == []


def test_the_seal_counts_from_the_close_and_not_from_what_is_done_later(
    cast: Cast, clock: Clock
) -> None:
    workshops.set_phase(cast.house, cast.alice, "close")
    clock.go_on(days=5)
    workshops.set_phase(cast.house, cast.alice, "follow")
    assert term(cast).seal_on == TODAY + days(30)
    assert term(cast).delete_on == TODAY + days(5 + 365)
    workshops.set_phase(cast.house, cast.alice, "capture")  # the room goes on after all
    assert term(cast).seal_on == TODAY + days(5 + 30)


def test_each_ends_on_its_day_and_a_dry_run_ends_nothing(cast: Cast, clock: Clock) -> None:
    workshops.set_phase(cast.house, cast.alice, "follow")
    both = sorted([cast.code, cast.theirs.code])
    clock.go_on(days=29)
    assert does(cast) == []
    clock.go_on(days=1)
    for _ in range(2):
        assert sorted(code for _, code in does(cast, dry_run=True)) == both
    assert sorted(does(cast)) == [("seal", code) for code in both]
    assert does(cast) == []
    assert term(cast).seal_on is None
    assert term(cast).delete_on == TODAY + days(365)  # to be sealed is no sign of life
    clock.go_on(days=335)
    assert sorted(does(cast)) == [("delete", code) for code in both]
    assert does(cast) == []
    with pytest.raises(WorkshopUnknown):
        term(cast)


def test_whoever_carries_an_action_or_sponsors_keeps_the_plan_alive(
    cast: Cast, clock: Clock
) -> None:
    whole = ActionDraft("Open", "Nadia", "", TODAY, "Ten", "open", quadrant="priority")
    label = add_action(cast.house, cast.alice, whole)
    link = Named(cast.code, people.new_person_link(cast.house, cast.alice, "P1"))
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    asked = decisions.ask_decision(cast.house, cast.alice, "May we hire?")
    clock.go_on(days=10)
    handling.say_of_action(cast.house, link, label, "Half of it is there")
    assert term(cast).delete_on == TODAY + days(10 + 365)
    clock.go_on(days=10)
    answer_as_sponsor(cast.house, cast.sam, SponsorSaid(str(uuid.uuid4()), asked, "Yes"))
    assert term(cast).delete_on == TODAY + days(20 + 365)


def test_a_day_that_has_not_come_yet_says_nothing(cast: Cast, clock: Clock) -> None:
    """Whoever takes in a file writes its days: one must not stop the work of every night."""
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    asked = decisions.ask_decision(cast.house, cast.alice, "May we hire?")
    answer_as_sponsor(cast.house, cast.sam, SponsorSaid(str(uuid.uuid4()), asked, "Yes"))
    answer = tables.sponsor_answer
    for said_on, last in (
        (date.max, TODAY),
        (TODAY + days(2), TODAY),
        (TODAY + days(1), TODAY + days(1)),  # on the other side of the world
    ):
        with housekeeping(cast.house) as connection:
            connection.execute(update(answer).values(said_on=said_on))
        assert term(cast).delete_on == last + days(365)
    clock.go_on(days=-30)  # a clock that was wrong ends nothing
    assert term(cast, Keeping(delete=20)).delete_on == TODAY + days(-30 + 20)


def test_what_gets_another_title_meanwhile_stays(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.go_on(days=400)

    def rename(house: House, console: Console, *, typed_title: str) -> None:
        if console.code == cast.code:
            workshops.frame(house, console, {"title": "Taken up again"})
        workshops.delete_workshop(house, console, typed_title=typed_title)

    monkeypatch.setattr(retention, "delete_workshop", rename)
    assert does(cast) == [("delete", cast.theirs.code)]
    assert term(cast).delete_on == TODAY + days(400 + 365)


def test_what_moved_since_it_was_looked_at_stays(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.go_on(days=400)
    looks = iter(range(9))

    def look(*arguments: object) -> dict[int, Term]:
        if next(looks) == 1:  # between the list and its turn, a colleague takes it up again
            workshops.set_phase(cast.house, Console(cast.code), "plan")
        return terms_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "terms_of", look)
    assert does(cast) == [("delete", cast.theirs.code)]
    assert term(cast).delete_on == TODAY + days(400 + 365)


@pytest.mark.parametrize("keeping", [BOTH, Keeping(seal=30)])
def test_what_is_deleted_meanwhile_is_none_of_our_doing(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, keeping: Keeping
) -> None:
    clock.go_on(days=400)

    def gone(*_: object, **__: object) -> None:
        raise WorkshopUnknown(code="")

    monkeypatch.setattr(retention, "delete_workshop", gone)
    monkeypatch.setattr(retention, "seal", gone)
    assert does(cast, keeping) == []


def test_the_row_may_be_gone_before_its_turn(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.go_on(days=400)
    first = iter((True,))
    monkeypatch.setattr(
        retention,
        "terms_of",
        lambda *arguments: terms_of(*arguments) if next(first, False) else {},
    )
    assert does(cast) == []


def test_home_tells_the_facilitator_when(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signin.who_is(cast.house, cast.alice.token)
    assert browser is not None
    [line] = read_home(cast.house, browser)
    assert (line.seal_on, line.delete_on) == (None, None)
    monkeypatch.setenv("WORKSHOP_SEAL_DAYS", "30")
    monkeypatch.setenv("WORKSHOP_DELETE_DAYS", "365")
    [line] = read_home(cast.house, browser)
    assert (line.seal_on, line.delete_on) == (TODAY + days(30), TODAY + days(365))
    seal(cast.house, cast.alice, typed_code=cast.code)
    [line] = read_home(cast.house, browser)
    assert line.seal_on is None


@contextmanager
def counted(cast: Cast) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(*arguments: object) -> None:
        said.append(str(arguments[2]))

    event.listen(cast.house.database.engine, "before_cursor_execute", listen)
    yield said
    event.remove(cast.house.database.engine, "before_cursor_execute", listen)


def test_as_many_statements_for_one_workshop_as_for_many(cast: Cast) -> None:
    taken = []
    for _ in range(2):
        with glance(cast.house) as connection, counted(cast) as said:
            terms_of(connection, BOTH, TODAY)
        taken.append(len(said))
        workshops.create_workshop(cast.house, title="One more")
    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("WORKSHOP_SEAL_DAYS", "0"),
        ("WORKSHOP_DELETE_DAYS", "a year"),
        ("WORKSHOP_BACKUP_DAYS", "3651"),
        ("WORKSHOP_PRIVACY_CONTACT", "x" * 121),
    ],
)
def test_a_malformed_term_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str
) -> None:
    monkeypatch.setenv(name, wrong)
    with pytest.raises(ValueError, match=name):
        read_settings()


def test_the_settings_say_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().keeping == Keeping()
    monkeypatch.setenv("WORKSHOP_SEAL_DAYS", "30")
    monkeypatch.setenv("WORKSHOP_BACKUP_DAYS", "14")
    monkeypatch.setenv("WORKSHOP_PRIVACY_CONTACT", " dpo@example.org ")
    assert read_settings().keeping == Keeping(seal=30, backups=14, contact="dpo@example.org")
