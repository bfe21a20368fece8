"""Sealed for good: nobody is recognised any more, facilitators go on, no byte of the key stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.services.cast import Cast
from tests.services.everything import archive_of, figures, live_through
from workshop.domain.errors import CodeDoesNotMatch, WorkshopSealed, WorkshopUnknown
from workshop.services import (
    actions,
    editions,
    me_too,
    questions,
    rehearsal,
    slips,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.archive.taking import take_in
from workshop.services.capture import add_cards
from workshop.services.help import HelpSent, offer_help
from workshop.services.participants import Introduction, find_person, introduce, was_invited
from workshop.services.questions import QuestionDraft
from workshop.services.replay import read_replay, record_minutes
from workshop.services.rows import Workshop
from workshop.services.sealing import seal
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.deeds import read_deeds
from workshop.services.views.help import read_help_tasks
from workshop.services.views.room import read_room
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables
from workshop.storage.backup import backup
from workshop.storage.engine import open_database


def row(cast: Cast, code: str = "") -> Workshop:
    with glance(cast.house) as connection:
        return find_workshop(connection, code or cast.code)


def hashes(cast: Cast) -> set[str]:
    """All that was made with the key of a workshop, in every table that keeps such a thing."""
    with glance(cast.house) as connection:
        return {
            mark
            for column in (
                tables.participant.c.key_hash,
                tables.help_offer.c.help_key,
                tables.vote_code.c.code_hash,
            )
            for mark in connection.scalars(select(column))
        }


def bytes_of(file: Path) -> bytes:
    """The file with its write-ahead log and whatever else SQLite keeps beside it."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    """A room that said something, voted with slips, and offered help with an idea."""
    card = cast.card("dora")
    cast.me_too("emil", card)
    cast.send(introduce, Introduction("dora", where="away"))
    for n in range(5):
        cast.card(f"other-{n}")
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[card])
    record_minutes(cast.house, [cast.code])
    workshops.set_phase(cast.house, cast.alice, "vote")
    slips.new_codes(cast.house, cast.alice, "V1", 2)
    workshops.set_phase(cast.house, cast.alice, "ideate")
    idea = solutions.add_solution(cast.house, cast.alice, title="Call back", topics=["T1"])
    cast.send(offer_help, HelpSent("dora", idea, "Dora"))
    workshops.set_phase(cast.house, cast.alice, "follow")
    return cast


def test_only_the_typed_code_seals(spoken: Cast) -> None:
    for wrong in ("", "Counter", spoken.theirs.code):
        with pytest.raises(CodeDoesNotMatch):
            seal(spoken.house, spoken.alice, typed_code=wrong)
    assert not row(spoken).is_sealed
    with pytest.raises(WorkshopUnknown):
        seal(spoken.house, spoken.charlie, typed_code=spoken.code)
    seal(spoken.house, spoken.alice, typed_code=f" {spoken.code.lower()} ")
    assert row(spoken).is_sealed
    assert not row(spoken, spoken.theirs.code).is_sealed


def test_it_is_done_once_and_logged_once(spoken: Cast) -> None:
    for _ in range(2):
        seal(spoken.house, spoken.alice, typed_code=spoken.code)
    lines = read_deeds(spoken.house, spoken.alice).lines
    assert [line.who for line in lines if line.what == "seal"] == ["alice@example.org"]


def test_nobody_is_recognised_again_and_an_old_key_fits_nothing(spoken: Cast) -> None:
    before, marks = row(spoken), hashes(spoken)
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    assert hashes(spoken).isdisjoint(marks)
    with glance(spoken.house) as connection:
        for key in (before, row(spoken)):  # as a thief of an older backup would try
            assert find_person(connection, key, "dora") is None
    assert not was_invited(row(spoken), "dora")


def test_what_the_room_said_and_its_voices_stay(spoken: Cast) -> None:
    before = read_workshop_view(spoken.house, spoken.alice)
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    after = read_workshop_view(spoken.house, spoken.alice)
    assert figures(after) == figures(before)
    with glance(spoken.house) as connection:
        assert connection.scalars(select(tables.help_offer.c.name)).all() == ["Dora"]


def test_the_minutes_of_the_film_go(spoken: Cast) -> None:
    assert read_replay(spoken.house, spoken.alice).frames
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    assert read_replay(spoken.house, spoken.alice).frames == ()


def test_every_gesture_of_a_phone_is_refused_and_changes_nothing(spoken: Cast) -> None:
    workshops.set_phase(spoken.house, spoken.alice, "capture")
    asked = questions.add_question(spoken.house, spoken.alice, QuestionDraft("What else?", "text"))
    questions.push_question(spoken.house, spoken.alice, asked)
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    before = row(spoken)
    sent: tuple[tuple[Callable[..., Any], object], ...] = (
        (add_cards, spoken.sent("dora")),
        (add_cards, spoken.sent("somebody new")),
        (me_too.say_me_too, me_too.MeToo("dora", "C1", True)),
        (introduce, Introduction("dora", speaks_for="client")),
        (offer_help, HelpSent("dora", "S1", "", on=False)),
    )
    for apply, gesture in sent:
        with pytest.raises(WorkshopSealed):
            spoken.send(apply, gesture)
    assert row(spoken) == before
    room = read_room(spoken.house, spoken.code)
    assert room.sealed
    assert (room.rights.may, room.questions, room.topic_round) == (frozenset(), (), 0)
    with glance(spoken.house) as connection:
        assert read_help_tasks(connection, row(spoken), "dora") == ()


def test_no_simulated_phone_and_no_new_slip_comes_in(spoken: Cast) -> None:
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    with pytest.raises(WorkshopSealed):
        rehearsal.join_rehearsal(spoken.house, spoken.alice, phones=3)
    with pytest.raises(WorkshopSealed):
        slips.new_codes(spoken.house, spoken.alice, "V1", 2)


def test_a_rehearsal_is_taken_away_after_it_as_before(cast: Cast) -> None:
    tokens = rehearsal.join_rehearsal(cast.house, cast.alice, phones=3)
    label = cast.card(tokens[0])
    seal(cast.house, cast.alice, typed_code=cast.code)
    assert rehearsal.remove_rehearsal(cast.house, cast.alice) == 3
    view = read_workshop_view(cast.house, cast.alice)
    assert view.card(label) is None


def test_the_facilitator_goes_on(spoken: Cast) -> None:
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    actions.add_action(spoken.house, spoken.alice, ActionDraft("Call back", owner="Nora"))
    topics.rename_topic(spoken.house, spoken.alice, "T1", title="Waiting too long")
    votes.close_vote(spoken.house, spoken.alice, "V1")
    workshops.set_phase(spoken.house, spoken.alice, "plan")
    new = editions.next_edition(spoken.house, spoken.alice)
    assert not row(spoken, new.code).is_sealed
    copied = workshops.duplicate(spoken.house, spoken.alice, title="Again")
    assert not row(spoken, copied.code).is_sealed


def test_a_file_of_it_comes_back_sealed(cast: Cast) -> None:
    live_through(cast)
    seal(cast.house, cast.alice, typed_code=cast.code)
    left = archive_of(cast.house, cast.code)
    assert left.workshop.sealed
    new = take_in(cast.house, left)
    assert row(cast, new.code).is_sealed
    back = archive_of(cast.house, new.code)
    assert replace(back.workshop, code=cast.code) == left.workshop
    assert back.cards == left.cards
    with pytest.raises(WorkshopSealed):
        cast.send(add_cards, cast.sent("dora"), code=new.code)
    assert figures(read_workshop_view(cast.house, Console(new.code))) == figures(
        read_workshop_view(cast.house, cast.alice)
    )


def test_on_sqlite_no_byte_of_the_key_stays(spoken: Cast) -> None:
    file, key = spoken.house.database.file, row(spoken).participant_key
    if file is None:
        return  # on a server this cannot be promised, and the page says so
    assert key is not None
    old_marks = hashes(spoken)
    before = bytes_of(file)
    assert key in before
    assert any(mark.encode() in before for mark in old_marks)
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    after = bytes_of(file)
    assert key not in after
    assert [mark for mark in old_marks if mark.encode() in after] == []


def test_a_backup_of_a_sealed_workshop_is_sealed_and_an_older_one_is_not(
    spoken: Cast, tmp_path: Path
) -> None:
    older, newer = tmp_path / "older.sqlite3", tmp_path / "newer.sqlite3"
    key = row(spoken).participant_key
    assert key is not None
    backup(spoken.house.database, older)
    seal(spoken.house, spoken.alice, typed_code=spoken.code)
    backup(spoken.house.database, newer)
    assert key in older.read_bytes()  # which the dialog says, and the page of what is kept
    assert key not in newer.read_bytes()
    for file, is_sealed in ((older, False), (newer, True)):
        database = open_database(f"sqlite:///{file}")
        with database.reading() as connection:
            assert find_workshop(connection, spoken.code).is_sealed == is_sealed
        database.dispose()
