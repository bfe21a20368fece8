"""The zip of tables: what a spreadsheet may safely open."""

import csv
import io
import zipfile
from datetime import date

import pytest

from workshop.domain.errors import WorkshopUnknown
from workshop.exports import csv_file, downloads
from workshop.services import actions, capture, journeys, moderation, solutions, topics, workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.templates import StepDraft

BOM = b"\xef\xbb\xbf"
TABLES = ["steps.csv", "cards.csv", "topics.csv", "solutions.csv", "actions.csv"]


def tables_of(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {
            name: list(csv.DictReader(io.StringIO(whole.read(name).decode("utf-8-sig"), "")))
            for name in whole.namelist()
        }


def test_one_file_a_noun_with_a_byte_order_mark_and_the_same_bytes_each_time(house: House) -> None:
    demo = Console(create_demo(house, "fr").code)
    content = csv_file.produce(house, demo)
    assert csv_file.produce(house, demo) == content
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        assert whole.namelist() == TABLES
        assert all(whole.read(name).startswith(BOM) for name in TABLES)
    rows = {name: len(table) for name, table in tables_of(content).items()}
    assert rows == dict(zip(TABLES, (7, 68, 12, 6, 4), strict=True))


def test_headers_and_values_speak_the_workshops_language(house: House) -> None:
    french = tables_of(csv_file.produce(house, Console(create_demo(house, "fr").code)))
    english = tables_of(csv_file.produce(house, Console(create_demo(house, "en").code)))
    waiting = next(row for row in french["topics.csv"] if row["Étiquette"] == "T1")
    assert waiting["Quadrant"] == "Priorité"
    assert float(waiting["Valence (le client)"]) < 0
    assert int(waiting["Voix (nous, l’équipe)"]) >= 3
    told = next(row for row in english["topics.csv"] if row["Label"] == "T2")
    assert (told["Quadrant"], told["To confirm"]) == ("Priority", "no")
    assert {row["Side"] for row in english["cards.csv"]} == {"the client", "us, the team"}
    assert "Everywhere" in {row["Step"] for row in english["cards.csv"]}
    missing = next(row for row in english["topics.csv"] if row["Label"] == "T12")
    assert "" in (missing["Valence (the client)"], missing["Valence (us, the team)"])
    assert {row["Who pays"] for row in english["solutions.csv"]} >= {"One side pays"}
    assert all(date.fromisoformat(row["Due"]) for row in english["actions.csv"])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠"])
def test_no_typed_text_is_a_formula(house: House, sign: str) -> None:
    payload = f'{sign}HYPERLINK("http://example.org";"x")'
    new = workshops.create_workshop(house, title="Counter", language="en")
    me = Console(new.code)
    step = journeys.add_step(house, me, StepDraft(payload, payload))
    rows = [capture.CardRow(payload, side, "irritant", payload) for side in ("client", "employee")]
    labels = capture.import_cards(house, me, rows)
    topics.make_topic(house, me, title=payload, cards=labels)
    topics.place_topics(house, me, {"T1": "priority"}, because=payload)
    solutions.add_solution(house, me, title=payload, topics=["T1"])
    draft = actions.ActionDraft(payload, payload, payload, date(2026, 5, 1), payload, "open")
    actions.add_action(house, me, draft)
    assert step
    tables = tables_of(csv_file.produce(house, me))
    cells = [cell for table in tables.values() for row in table for cell in row.values()]
    typed = [cell for cell in cells if "HYPERLINK" in cell]
    assert len(typed) >= 10
    assert all(cell.startswith("'") for cell in typed)


def test_our_own_numbers_and_our_minus_sign_stay_as_they_are() -> None:
    assert csv_file.harmless("− Ça coince") == "− Ça coince"
    assert csv_file.harmless("a=b") == "a=b"
    assert csv_file.harmless("") == ""
    assert csv_file.harmless("\r=1") == "'\r=1"


def test_a_hidden_card_says_so_and_a_draft_has_no_date(house: House) -> None:
    new = workshops.create_workshop(house, title="Counter", language="en")
    me = Console(new.code)
    [label] = capture.import_cards(house, me, [capture.CardRow("Slow", "client", "irritant", "")])
    moderation.set_aside(house, me, label, reason="other")
    topics.make_topic(house, me, title="Empty")
    actions.add_action(house, me, actions.ActionDraft("Think"))
    tables = tables_of(csv_file.produce(house, me))
    assert tables["cards.csv"][0]["Status"] == "hidden"
    assert (tables["actions.csv"][0]["Due"], tables["actions.csv"][0]["Status"]) == ("", "draft")
    assert tables["topics.csv"][0]["Step"] == ""


def test_a_stranger_to_the_workshop_gets_no_file(house: House) -> None:
    with pytest.raises(WorkshopUnknown):
        csv_file.produce(house, Console("ZZZZZZ"))


def test_downloads_are_the_facilitators(house: House) -> None:
    demo = Console(create_demo(house, "en").code)
    for name, download in downloads().items():
        assert download.roles == {"facilitator"}
        content = download.produce(house, demo)
        assert content.startswith(b"PK" if name.endswith(".zip") else b"{")
