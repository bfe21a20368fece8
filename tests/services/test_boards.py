"""Boards of other tools, as they are proposed to be meant before anything is taken in."""

import time
from collections import Counter

import pytest

from tests.services import board_files
from tests.services.board_plans import WORDS, plan, proposed
from tests.services.cast import Cast
from workshop.domain.errors import (
    SheetColumnPersonal,
    ValueUnknown,
)
from workshop.services import workshops
from workshop.services.boards import (
    HEADING,
    LEFT_OUT,
    StepNames,
    is_personal,
    meaning_of,
    source_of,
    tool_of,
    values_in,
)
from workshop.services.sheets.reading import read_table
from workshop.services.views.workshop import read_workshop_view


def test_a_scrumlr_board_is_recognised_and_its_columns_tell_the_kind() -> None:
    found = proposed(board_files.SCRUMLR)
    assert found.tool == "scrumlr"
    assert found.columns == {"text": "text", "kind": "column"}
    old = proposed(board_files.OLD_SCRUMLR)
    assert (old.tool, dict(old.columns)) == ("scrumlr", {"text": "text", "step": "column"})


def test_categories_of_a_french_list_of_ideas_tell_side_and_kind_at_once() -> None:
    found = proposed(board_files.KLAXOON)
    assert found.tool == ""
    assert found.columns == {"text": "Idée", "side": "Catégorie", "kind": "Catégorie"}
    names = StepNames(())
    assert [
        meaning_of(code, "Enchantements client", WORDS, names) for code in ("side", "kind", "step")
    ] == ["client", "enchantment", ""]
    assert meaning_of("side", "client et équipe", WORDS, names) == ""


def test_clusters_of_a_stormz_board_are_its_steps() -> None:
    found = proposed(board_files.STORMZ)
    assert found.tool == "Stormz"
    assert found.columns == {"head": "title", "text": "description", "step": "cluster"}


def test_a_title_and_a_content_make_one_card_and_neither_is_left_out(cast: Cast) -> None:
    found = proposed(board_files.KLAXOON_CARDS)
    assert found.columns == {"head": "Titre", "text": "Contenu", "kind": "Catégorie"}
    plain = "Idea,Comment,Likes\nThe badge,Never ready,2\n"
    assert proposed(plain).columns == {"head": "Idea", "text": "Comment"}
    workshops.save_settings(cast.house, cast.alice, language="fr")
    columns = dict(found.columns) | {"kind": ""}
    assert [card.text for card in plan(cast, board_files.KLAXOON_CARDS, columns).cards] == [
        "Le badge\u00a0: Il n’est jamais prêt le matin",
        "Un mot de bienvenue",
        "Trois formulaires pour une question",
        "Qui rappelle ? Personne ne le sait",
        "Le bruit du hall, toute la journée",
    ]
    workshops.save_settings(cast.house, cast.alice, language="en")
    english = plan(
        cast,
        "Title,Content\nThe badge,Never ready\nLong enough,Long\n",
        {
            "head": "Title",
            "text": "Content",
        },
    )
    assert [card.text for card in english.cards] == ["The badge: Never ready", "Long enough"]


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (("Ce qui coince", "Ce qui fait plaisir", "Idées"), ("irritant", "enchantment", "")),
        (("Ça coince", "J’aime"), ("irritant", "enchantment")),
        (("J’aime", "J’aime moins"), ("enchantment", "irritant")),
        (("Ce qui va", "Ce qui ne va pas"), ("enchantment", "irritant")),
        (("Ça va", "Ça va pas"), ("enchantment", "irritant")),
        (("Start", "Stop", "Continue"), ("", "irritant", "enchantment")),
        (("Mad", "Sad", "Glad"), ("irritant", "irritant", "enchantment")),
        (("What went well", "What didn't go well"), ("enchantment", "irritant")),
        (("What works", "What does not work"), ("enchantment", "irritant")),
        (("Liked", "Learned", "Lacked", "Pain points"), ("enchantment", "", "", "irritant")),
        (("Points positifs", "Points négatifs"), ("enchantment", "irritant")),
    ],
)
def test_everyday_names_of_columns_are_kinds_and_no_steps(
    names: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    rows = "".join(f"n{place},Somebody waits,{name}\n" for place, name in enumerate(names))
    listed = proposed(f"note_id,text,column\n{rows}")
    assert listed.columns == {"text": "text", "kind": "column"}
    wide = proposed(f"{','.join(names)}\n{','.join('Somebody waits' for _ in names)}\n")
    assert (wide.columns, wide.texts) == ({"kind": HEADING}, names)
    heard = tuple(meaning_of("kind", name, WORDS, StepNames(())) for name in names)
    assert heard == kinds


def test_where_a_table_says_what_each_line_is_the_frames_are_no_cards(cast: Cast) -> None:
    found = proposed(board_files.MIRO_NOTES)
    assert found.columns == {"made": "Type", "text": "Content", "step": "Frame", "side": "Tags"}
    sheet, names = read_table(board_files.MIRO_NOTES), StepNames(())
    meanings = {
        code: {
            value.key: meaning_of(code, value.shown, WORDS, names) or "any"
            for value in values_in(sheet, found.columns[code])
        }
        for code in ("made", "step")
    }
    assert meanings["made"] == {"frame": LEFT_OUT, "sticky_note": "card", "card": "card"}
    tags = ("client", "employee, urgent", "client and employee", "urgent")
    assert [meaning_of("side", tag, WORDS, names) for tag in tags] == ["client", "employee", "", ""]
    meanings["side"] = {"client": "client", "employee, urgent": "employee"}
    cards = plan(cast, sheet, dict(found.columns), meanings=meanings)
    assert (len(cards.cards), cards.left_out) == (3, 2)
    assert Counter(card.side for card in cards.cards) == {"client": 2, "employee": 1}
    with pytest.raises(ValueUnknown):
        plan(cast, sheet, dict(found.columns), meanings={"made": {"frame": "client"}})


def test_tags_that_tell_no_side_make_no_steps() -> None:
    assert proposed("Idea,Tags\nSlow,urgent\nLoud,later\n").columns == {"text": "Idea"}


def test_without_a_column_of_texts_each_cell_is_a_card() -> None:
    found = proposed(board_files.MIRO)
    assert found.columns == {"step": HEADING}
    assert found.texts == ("Ask", "Wait", "Pay")
    kinds = proposed("Irritants client,Enchantements client\nSlow,Kind\n")
    assert kinds.columns == {"side": HEADING, "kind": HEADING}
    single = proposed("Sticky\nSlow\n")
    assert (single.columns, single.texts) == ({"text": "Sticky"}, ())
    assert proposed("Remark on it\nSlow\n").columns == {"text": "Remark on it"}


def test_a_survey_keeps_the_columns_that_their_names_tell() -> None:
    found = proposed("Title,Comment,Step,Side,Kind\na,Slow,Ask,client,-\n")
    assert found.columns == {"text": "Comment", "step": "Step", "side": "Side", "kind": "Kind"}
    assert proposed("Author,Date\nMo,2026-01-01\n").columns == {}


def test_values_are_counted_whatever_their_case_the_empty_one_last() -> None:
    sheet = read_table("Text,Category\na,\nb,Ask\nc,ASK\n")
    assert [(value.shown, value.cards) for value in values_in(sheet, "Category")] == [
        ("Ask", 2),
        ("", 1),
    ]
    wide = read_table("Who,Enter,Wait\nclient,Slow,Loud\nteam,,Cold\n")
    texts = ("Enter", "Wait")
    assert [value.cards for value in values_in(wide, HEADING, texts)] == [1, 2]
    assert [value.cards for value in values_in(wide, "Who", texts)] == [2, 1]


def test_steps_are_known_by_title_and_number_and_everywhere(cast: Cast) -> None:
    names = StepNames(read_workshop_view(cast.house, cast.alice).steps)
    said = [meaning_of("step", said, WORDS, names) for said in ("ASK", "2", "everywhere", "Mars")]
    assert said == [str(cast.steps[1]), str(cast.steps[1]), "any", ""]


@pytest.mark.parametrize(("dots", "lines"), [(1_900, 1_000), (250, 4_900)])
def test_cells_that_only_begin_like_addresses_are_seen_through_at_once(
    dots: int, lines: int
) -> None:
    cells = [(f"a@{'.' * dots}@", "x")] * lines
    sheet = read_table("Text,Kind\n" + "\n".join(map(",".join, cells)))
    before = time.process_time()
    assert not is_personal(sheet, "Text", WORDS)
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("name", "cell", "personal"),
    [
        ("author_id", "a01", True),
        ("Creator", "Ana", True),
        ("Créatrice", "Ana", True),
        ("Créé par", "x", True),
        ("Created at", "x", True),
        ("Contact", "mo@example.org", True),
        ("Category", "Ask @ noon", False),
        ("Category", "mo@example.org and Ana", False),
        ("Category", "@example.org", False),
        ("Category", "mo@example", False),
        ("Category", "mo@example.", False),
        ("Category", "mo@ana@example.org", False),
        ("Empty", "", False),
    ],
)
def test_columns_about_people_are_never_taken_in(
    cast: Cast, name: str, cell: str, personal: bool
) -> None:
    sheet = read_table(f"Idea,{name}\nSlow,{cell}\n")
    assert is_personal(sheet, name, WORDS) is personal
    if personal:
        with pytest.raises(SheetColumnPersonal):
            plan(cast, sheet, {"text": name})
        with pytest.raises(SheetColumnPersonal):
            plan(cast, sheet, {"step": HEADING}, texts=("Idea", name))


def test_a_table_is_called_after_its_tool_and_its_file_however_often_it_was_downloaded() -> None:
    assert tool_of(read_table("Text\nSlow\n")) == ""
    assert source_of(read_table("Text\nSlow\n")) == ""
    assert source_of(read_table("Text\nSlow\n", "Desk (2).csv")) == "Desk"
    assert source_of(read_table(board_files.SCRUMLR, "desk.csv")) == "scrumlr · desk"
    assert source_of(read_table(board_files.SCRUMLR)) == "scrumlr"
