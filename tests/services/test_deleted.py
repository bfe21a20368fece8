"""A deleted workshop leaves no byte of its texts in the SQLite file, nor rows anywhere."""

from pathlib import Path

from sqlalchemy import func, select

from tests.services.cast import Cast
from workshop.services import actions, capture, solutions, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.capture import CardEdit, CardRow
from workshop.services.transaction import glance
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

SECRET = "Zanzibarundorra"
"""In every text of the workshop that is deleted, and in none of the other's."""


def _fill(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.frame(house, alice, {"title": SECRET, "ambition": SECRET * 20, "client_name": SECRET})
    workshops.frame(house, alice, {}, families=[SECRET])
    rows = [
        CardRow(
            text=f"{SECRET} {n} " + "x" * (n * 7 % 1_900),
            side="employee" if n % 2 else "client",
            kind="irritant",
            step=f"{SECRET} {n % 4}",
        )
        for n in range(400)
    ]
    labels = capture.import_cards(house, alice, rows, create_steps=True)
    for n in range(20):
        sent = cast.sent(f"phone-{SECRET}-{n}", text=f"{SECRET} before")
        cast.send(capture.add_cards, sent)
        after = None if n % 2 else f"{SECRET} after"
        cast.send(capture.edit_own_cards, CardEdit(sent.token, sent.card_id, after))
    for n in range(20):
        topic = topics.make_topic(
            house, alice, title=f"{SECRET} {n}", cards=labels[n * 10 : n * 10 + 10]
        )
        topics.rename_topic(house, alice, topic, title=f"{SECRET} again {n}")
        topics.place_topics(house, alice, {topic: "priority"}, because=SECRET)
        idea = solutions.add_solution(house, alice, title=f"{SECRET} idea", topics=[topic])
        actions.add_action(house, alice, ActionDraft(SECRET * 5, owner=SECRET, solution=idea))
    topics.merge_topics(house, alice, ["T2"], into="T1")
    topics.dissolve_topic(house, alice, "T3")


def test_deleting_leaves_no_row_of_it_and_all_rows_of_the_other(cast: Cast) -> None:
    _fill(cast)
    other = Console(cast.theirs.code)
    capture.import_cards(cast.house, other, [CardRow("theirs", "client", "irritant", "")])
    before = read_workshop_view(cast.house, other)
    workshops.delete_workshop(cast.house, cast.alice, typed_title=SECRET)
    with glance(cast.house) as connection:
        left = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables.metadata.sorted_tables
        }
    assert read_workshop_view(cast.house, other) == before
    assert (left["workshop"], left["card"], left["participant"], left["step"]) == (1, 1, 1, 1)
    for table in ("topic", "solution", "solution_topic", "rating", "action", "placement"):
        assert left[table] == 0
    for table in ("grouping_change", "me_too", "browser_grant"):
        assert left[table] == 0
    assert left["access_link"] == 2


def test_deleting_leaves_no_byte_of_its_texts_in_the_sqlite_files(cast: Cast) -> None:
    _fill(cast)
    file = cast.house.database.file
    if file is None:
        return  # on a server this cannot be promised, and the page says so
    assert SECRET.encode() in _bytes_of(file)
    workshops.delete_workshop(cast.house, cast.alice, typed_title=SECRET)
    assert SECRET.encode() not in _bytes_of(file)


def _bytes_of(file: Path) -> bytes:
    """The file with its write-ahead log and whatever else SQLite keeps beside it."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
