"""The zip of tables: what a spreadsheet may safely open."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest

from tests.services.cast import Cast
from tests.services.everything import SAID
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Channel, Kpi
from workshop.exports import csv_file, downloads, json_file
from workshop.services import (
    actions,
    answers,
    capture,
    journeys,
    moderation,
    questions,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Console
from workshop.services.answers import AnswerSent
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.questions import QuestionDraft
from workshop.services.templates import StepDraft
from workshop.services.transaction import change
from workshop.services.votes import NewVote

BOM = b"\xef\xbb\xbf"
TABLES = [
    *("steps.csv", "channels.csv", "kpis.csv", "links.csv", "personas.csv", "cards.csv"),
    *("topics.csv", "causes.csv", "solutions.csv", "actions.csv", "history.csv", "people.csv"),
    *("domains.csv", "projects.csv", "criteria.csv", "measures.csv", "readings.csv"),
    *("pilots.csv", "meetings.csv", "decisions.csv", "sponsor_answers.csv"),
    *("commitments.csv", "items.csv", "readiness.csv"),
    *("evidence.csv", "questions.csv", "answers.csv", "votes.csv", "moderation.csv"),
    "trail.csv",
]


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
    told = json.loads(json_file.produce(house, demo))
    lists = {
        name: [entry for step in told["steps"] for entry in step[name]]
        for name in ("channels", "kpis")
    }
    lists["answers"] = [answer for answer in told["answers"] if answer["text"]]
    lists["history"] = [event for action in told["actions"] for event in action["events"]]
    lists["trail"] = told["actions"]
    lists["criteria"] = [one for project in told["projects"] for one in project["criteria"]]
    assert rows == {name: len({**told, **lists}[name.removesuffix(".csv")]) for name in TABLES}
    assert (rows["steps.csv"], rows["cards.csv"], rows["topics.csv"]) == (7, 68, 12)


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


FORMULAS = ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("sign", FORMULAS)
def test_no_typed_text_is_a_formula(house: House, sign: str) -> None:
    payload = f'{sign}HYPERLINK("http://example.org";"x")'
    new = workshops.create_workshop(house, title="Counter", language="en")
    me = Console(new.code)
    said = StepDraft(
        payload,
        payload,
        channels=(Channel(payload, figure_from=payload),),
        kpis=(Kpi(payload, payload),),
    )
    step = journeys.add_step(house, me, said)
    rows = [capture.CardRow(payload, side, "irritant", payload) for side in ("client", "employee")]
    labels = capture.import_cards(house, me, rows)
    topics.make_topic(house, me, title=payload, cards=labels)
    topics.place_topics(house, me, {"T1": "priority"}, because=payload)
    solutions.add_solution(house, me, title=payload, topics=["T1"])
    due = date(2026, 5, 1)
    draft = actions.ActionDraft(
        payload, payload, payload, due, payload, "open", confirm_before=due, quadrant="priority"
    )
    actions.add_action(house, me, draft)
    assert step
    tables = tables_of(csv_file.produce(house, me))
    cells = [cell for table in tables.values() for row in table for cell in row.values()]
    typed = [cell for cell in cells if "HYPERLINK" in cell]
    assert len(typed) >= 16
    assert all(cell.startswith("'") for cell in typed)


@pytest.mark.parametrize("sign", FORMULAS)
def test_nor_is_what_a_room_of_phones_typed(house: House, sign: str) -> None:
    payload = f'{sign}HYPERLINK("http://example.org";"x")'
    new = workshops.create_workshop(house, title="Counter", language="en")
    me = Console(new.code)
    workshops.save_settings(house, me, floor=3)
    asked = questions.add_question(house, me, QuestionDraft(payload, "text"))
    choice = QuestionDraft(payload, "choice", options=(payload, f"{payload}!"))
    questions.push_question(house, me, questions.add_question(house, me, choice))
    sent = [AnswerSent(token, "Q2", "0") for token in "abc"]
    with change(house, me, Gesture.FRAME) as deed:
        answers.answer_questions(deed, sent)
    questions.push_question(house, me, asked)
    with change(house, me, Gesture.FRAME) as deed:
        answers.answer_questions(deed, [AnswerSent("a", asked, text=payload)])
    topics.make_topic(house, me, title=payload)
    votes.open_vote(house, me, NewVote(payload))
    votes.reveal_vote(house, me, "V1")
    [label] = capture.import_cards(house, me, [capture.CardRow("Slow", "client", "irritant", "")])
    moderation.set_aside(house, me, label, reason="other", note=payload)
    tables = tables_of(csv_file.produce(house, me))
    cells = [cell for table in tables.values() for row in table for cell in row.values()]
    typed = [cell for cell in cells if "HYPERLINK" in cell]
    assert len(typed) == 8
    assert all(cell.startswith("'") for cell in typed)


def test_an_unknown_volume_is_a_word_and_never_an_empty_cell(house: House) -> None:
    new = workshops.create_workshop(house, title="Counter", language="en")
    me = Console(new.code)
    told = Channel("Phone", 1200, figure_from="Switchboard", figure_on=date(2026, 3, 1))
    journeys.add_step(house, me, StepDraft("Ask", channels=(told, Channel("Counter"))))
    phone, counter = tables_of(csv_file.produce(house, me))["channels.csv"]
    assert (phone["Volume"], phone["Date of figure"]) == ("1200", "2026-03-01")
    assert (phone["Source of figure"], phone["Unit"], phone["Period"]) == (
        *("Switchboard", "contacts", "month"),
    )
    assert (counter["Volume"], counter["Findable"]) == ("unknown", "unknown")


def test_cards_say_where_they_came_from_what_they_answer_and_why_they_went(lived: Cast) -> None:
    rows = tables_of(csv_file.produce(lived.house, Console(lived.code)))["cards.csv"]
    assert {row["Came from"] for row in rows} == {*("phone", "table", "file", "rehearsal")}
    assert {row["Status"] for row in rows} == {"shown", "waiting", "hidden", "parked"}
    aside = {row["Reason for setting it aside"] for row in rows if row["Status"] == "hidden"}
    assert aside == {"Names somebody", "Hurtful", "Another reason"}
    assert {row["Reason for setting it aside"] for row in rows if row["Status"] == "shown"} == {""}
    [tomorrow] = [row for row in rows if row["Time"] == "tomorrow"]
    asked = tables_of(csv_file.produce(lived.house, Console(lived.code)))["questions.csv"]
    [question] = [row for row in asked if row["Label"] == tomorrow["Question"]]
    assert question["Question asked"] == "And tomorrow?"


def test_a_question_below_the_floor_has_its_count_and_no_figure(lived: Cast) -> None:
    rows = tables_of(csv_file.produce(lived.house, Console(lived.code)))["questions.csv"]
    by_text = {row["Question asked"]: row for row in rows}
    choice = by_text["When?"]
    assert (choice["Deck"], choice["Answered by"]) == ("your own", "a choice")
    assert (choice["Answers"], choice["Spread"]) == ("4", "Now (2) | Later (2)")
    assert (choice["Mean"], choice["Shown to the room"], choice["Status"]) == ("", "yes", "over")
    feeling = next(row for row in rows if row["Deck"] == "Mood" and row["Side"] == "the client")
    assert (feeling["Answers"], feeling["Skipped"], feeling["Mean"]) == ("4", "1", "-0.5")
    assert feeling["Spread"] == "−2 (1) | −1 (1) | 0 (1) | 1 (1) | 2 (0)"
    assert feeling["Step"] == "Arrive"
    useful = next(row for row in rows if row["Deck"] == "Before you leave")
    assert (useful["Answers"], useful["Mean"], useful["Spread"]) == ("1", "", "")


def test_answers_in_words_say_what_was_made_of_them_and_nobody_s_voice(lived: Cast) -> None:
    tables = tables_of(csv_file.produce(lived.house, Console(lived.code)))
    answers = {row["Text"]: row for row in tables["answers.csv"]}
    assert set(answers) == {SAID, "More time"}
    cards = {row["Label"]: row["Text"] for row in tables["cards.csv"]}
    assert cards[answers[SAID]["Card made of it"]] == SAID
    assert answers["More time"]["Solution made of it"] == "S1"
    assert set(answers[SAID]) == {"Question", "Text", "Card made of it", "Solution made of it"}


def test_only_a_revealed_round_has_results(lived: Cast) -> None:
    house, me = lived.house, Console(lived.code)
    rows = tables_of(csv_file.produce(house, me))["votes.csv"]
    assert [(row["Round"], row["Status"]) for row in rows] == [
        *[("V1", "revealed")] * 2,
        *[("V2", "revealed")] * 2,
        ("V3", "open"),
    ]
    by_target = {(row["Round"], row["Label"]): row for row in rows}
    merged = by_target["V1", "T1"]
    assert (merged["Points"], merged["People"], merged["Shift"]) == ("3", "1", "")
    again = by_target["V2", "T2"]
    assert (again["Points"], again["Points in the round before"], again["Shift"]) == (
        *("2", "3", "-1"),
    )
    secret = by_target["V3", ""]
    assert (secret["Voters"], secret["Points"], secret["Vote on"]) == ("2", "", "solutions")
    assert merged["Of them on paper"] == "1"
    votes.close_vote(house, me, "V3")
    rows = tables_of(csv_file.produce(house, me))["votes.csv"]
    assert rows[-1]["Status"] == "over, result secret"


def test_the_log_of_moderation_is_in_words(lived: Cast) -> None:
    rows = tables_of(csv_file.produce(lived.house, Console(lived.code)))["moderation.csv"]
    assert [tuple(row.values())[1:] for row in rows[:5]] == [
        ("set aside", "Names somebody", "Says Bob"),
        ("set aside", "Hurtful", ""),
        ("parked", "", ""),
        ("parked", "", ""),
        ("shown", "", ""),
    ]


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


BEGINS = {
    "zip": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF-",
    "pptx": b"PK",
    "json": b"{",
    "svg": b"<svg",
    "png": b"\x89PNG",
    "ics": b"BEGIN:VCALENDAR",
}
"""How a file of each kind begins."""


def test_downloads_are_the_facilitators(house: House) -> None:
    demo = Console(create_demo(house, "en").code)
    for name, download in downloads().items():
        assert download.roles == {"facilitator"}
        content = download.produce(house, demo)
        assert content.startswith(BEGINS[name.rsplit(".")[-1]])
