"""Boards of other tools: proposed as they seem to be meant, taken in as somebody has said."""

import time
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from tests.services import board_files
from tests.services.cast import Cast
from tests.services.playing import whole_of
from tests.services.sheets.files import workbook
from tests.services.test_races import together
from workshop.domain.errors import (
    ScreenStale,
    SheetCellTooLong,
    SheetColumnMissing,
    SheetColumnPersonal,
    SheetOverflow,
    SheetTooLong,
    SheetUnreadable,
    StepUnknown,
    ValueUnknown,
)
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Source
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services import lanes, verbatims, workshops
from workshop.services.boards import (
    HEADING,
    LEFT_OUT,
    NEW_STEP,
    Proposal,
    StepNames,
    is_personal,
    meaning_of,
    propose,
    source_of,
    tool_of,
    values_in,
)
from workshop.services.sheets.reading import Sheet, read_table
from workshop.services.sheets.values import Vocabulary
from workshop.services.transaction import glance
from workshop.services.verbatims import (
    Preview,
    VerbatimMapping,
    guess_columns,
    plan_verbatims,
    take_verbatims,
)
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

WORDS = Vocabulary(ways_to_say(words("en"), verbatims.KEYS))
STEPS = "Enter,Wait\nSlow,Loud\n,Cold\n"
NEW = {"step": {"enter": NEW_STEP, "wait": NEW_STEP}}


def proposed(content: bytes | str) -> Proposal:
    sheet = read_table(content)
    return propose(sheet, guess_columns(sheet, WORDS), WORDS)


def plan(
    cast: Cast, content: bytes | str | Sheet, columns: dict[str, str], **values: Any
) -> Preview:
    sheet = content if isinstance(content, Sheet) else read_table(content)
    mapping = VerbatimMapping(columns, "A board", **values)
    return plan_verbatims(cast.house, cast.alice, sheet, mapping, WORDS)


def steps_plan(cast: Cast) -> Preview:
    return plan(cast, STEPS, {"step": HEADING}, texts=("Enter", "Wait"), meanings=NEW)


def titles(cast: Cast) -> list[str]:
    return [step.client_title for step in read_workshop_view(cast.house, cast.alice).steps]


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


def test_nothing_of_authors_addresses_dates_and_votes_is_stored(cast: Cast) -> None:
    meanings = {
        "side": {"irritants équipe": "employee", "enchantements client": "client", "": "client"},
        "kind": {"irritants équipe": "irritant", "enchantements client": "enchantment"},
    }
    meanings["kind"][""] = LEFT_OUT
    found = proposed(board_files.KLAXOON)
    sheet = read_table(board_files.KLAXOON)
    mapping = VerbatimMapping(found.columns, "Klaxoon", meanings=meanings)
    preview = plan_verbatims(cast.house, cast.alice, sheet, mapping, WORDS)
    assert preview.left_out == 1
    take_verbatims(cast.house, cast.alice, preview)
    view = read_workshop_view(cast.house, cast.alice)
    assert {(card.text, card.side, card.kind, card.source) for card in view.cards} == {
        ("Le badge n’est jamais prêt", "employee", "irritant", Source.DATA),
        ("Un mot de bienvenue", "client", "enchantment", Source.DATA),
    }
    with glance(cast.house) as connection:
        assert connection.execute(select(tables.me_too)).all() == []
        kept = str(connection.execute(select(tables.card)).all())
        kept += str(connection.execute(select(tables.participant)).all())
    for said in ("Camille", "example.org", "12/03/2026", "10:04"):
        assert said not in kept


def test_what_values_mean_is_what_was_said_and_the_rest_is_left_out(cast: Cast) -> None:
    meanings = {
        "kind": {"negative": "irritant", "positive": "enchantment", "actions": LEFT_OUT},
        "side": {"negative": "employee"},
    }
    columns = {"text": "text", "kind": "column", "side": "column"}
    found = plan(cast, board_files.SCRUMLR, columns, meanings=meanings)
    assert found.left_out == 1
    # "Positive" says no side of its own: it is named, not guessed.
    assert [(error.line, error.column) for error in found.errors] == [(4, "column")]
    meanings["side"]["positive"] = "client"
    found = plan(cast, board_files.SCRUMLR, columns, meanings=meanings)
    assert Counter((card.side, card.kind) for card in found.cards) == {
        ("employee", "irritant"): 2,
        ("client", "enchantment"): 1,
    }


def test_names_of_columns_become_steps_in_their_order_once(cast: Cast) -> None:
    before = titles(cast)
    found = steps_plan(cast)
    assert [title for title, _ in found.new_steps] == ["Enter", "Wait"]
    assert titles(cast) == before
    take_verbatims(cast.house, cast.alice, found)
    assert titles(cast) == [*before, "Enter", "Wait"]
    view = read_workshop_view(cast.house, cast.alice)
    places = {str(step.id): step.client_title for step in view.steps}
    assert {(card.text, places[card.step]) for card in view.cards} == {
        ("Slow", "Enter"),
        ("Loud", "Wait"),
        ("Cold", "Wait"),
    }
    again = steps_plan(cast)
    assert (again.cards, again.new_steps, again.already) == ((), (), 3)
    assert take_verbatims(cast.house, cast.alice, again) == []
    assert titles(cast) == [*before, "Enter", "Wait"]


def test_a_new_step_is_of_the_side_that_speaks_of_it_where_each_has_its_own(cast: Cast) -> None:
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    columns = {"text": "Text", "step": "Step"}
    meanings = {"step": {"train": NEW_STEP, "": "any"}}
    content = "Text,Step\nSlow,Train\nLoud,train\nCold,\n"
    found = plan(cast, content, columns, side="employee", meanings=meanings)
    assert [(title, str(side)) for title, side in found.new_steps] == [("Train", "employee")]
    assert [card.new_step for card in found.cards] == ["Train", "Train", ""]
    take_verbatims(cast.house, cast.alice, found)
    step = read_workshop_view(cast.house, cast.alice).steps[-1]
    assert (step.client_title, str(step.lane)) == ("Train", "employee")


def test_values_may_mean_a_step_that_is_there_or_any(cast: Cast) -> None:
    meanings = {"step": {"wait": str(cast.steps[0]), "pay": "any", "": NEW_STEP}}
    content = "Text,Step\na,Wait\nb,Pay\nc,\n"
    found = plan(cast, content, {"text": "Text", "step": "Step"}, meanings=meanings)
    assert [(card.step, card.new_step) for card in found.cards] == [
        (cast.steps[0], ""),
        (None, ""),
        (None, ""),
    ]


def test_steps_that_no_journey_holds_are_named_with_their_line(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "x" * (TITLE_LIMIT + 1)
    content = f"Text,Step\na,{long}\nb,New\nc,new\nd,Other\n"
    meanings = {"step": {long: NEW_STEP, "new": NEW_STEP, "other": NEW_STEP}}
    monkeypatch.setattr(verbatims, "STEP_LIMIT", len(titles(cast)) + 1)
    found = plan(cast, content, {"text": "Text", "step": "Step"}, meanings=meanings)
    assert [(error.line, error.error.code) for error in found.errors] == [
        (2, "text_too_long"),
        (5, "too_many"),
    ]


def test_a_mapping_that_makes_no_sense_is_refused(cast: Cast) -> None:
    columns = {"text": "Text", "step": "Step", "side": "Step"}
    content = "Text,Step\na,b\n"
    for meanings, error in (
        ({"side": {"b": "nobody"}}, ValueUnknown),
        ({"kind": {"b": "new"}}, ValueUnknown),
        ({"step": {"b": str(cast.their_step)}}, StepUnknown),
    ):
        with pytest.raises(error):
            plan(cast, content, columns, meanings=meanings)
    with pytest.raises(ValueUnknown):
        plan(cast, content, columns, side=LEFT_OUT)
    with pytest.raises(SheetColumnMissing):
        plan(cast, content, {"text": "Text", "step": HEADING})
    with pytest.raises(ValueUnknown):
        plan(cast, content, {"step": HEADING}, texts=("Elsewhere",))


def test_no_more_cells_than_lines_may_be_taken_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbatims, "ROW_LIMIT", 2)
    with pytest.raises(SheetTooLong):
        steps_plan(cast)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"Ask,Pay\n" + b"a,b\n" * 50_000, SheetTooLong),
        (b"Ask,Pay\n" + b"x" * 10_000 + b",b\n", SheetCellTooLong),
        (b"Ask,Pay\na,b,c\n", SheetOverflow),
        (b"Ask,Pay\na\0,b\n", SheetUnreadable),
        ("é".encode() * 9 + b"\xff,Pay\na,b\n", SheetUnreadable),
    ],
)
def test_a_hostile_board_is_refused_before_anything_is_read_from_it(
    content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_table(content)


def test_formulas_markup_and_turned_text_are_words_like_others(cast: Cast) -> None:
    cells = ("=HYPERLINK(1)", "<script>x</script>", "![x](http://x.example/y)", "\u202eabc\u0007")
    content = workbook(
        [("Ask",), *((cell,) for cell in cells[1:3]), ("ab\u202ec",)],
        lambda page: setattr(page.cell(row=5, column=1, value="x"), "data_type", "s"),
    )
    texts = {"texts": ("Ask",), "meanings": {"step": {"ask": "any"}}}
    found = plan(cast, content, {"step": HEADING}, **texts)
    assert [card.text for card in found.cards] == [*cells[1:3], "abc", "x"]
    found = plan(cast, "Ask\n" + "\n".join(cells), {"step": HEADING}, **texts)
    assert [card.text for card in found.cards] == [*cells[:3], "abc"]
    take_verbatims(cast.house, cast.alice, found)
    assert len(read_workshop_view(cast.house, cast.alice).cards) == 4


def test_of_two_who_bring_the_same_board_at_once_one_makes_its_steps(cast: Cast) -> None:
    before = titles(cast)
    plans = [steps_plan(cast), steps_plan(cast)]

    def taken(number: int) -> int:
        try:
            return len(take_verbatims(cast.house, (cast.alice, cast.bob)[number], plans[number]))
        except ScreenStale:
            return 0

    assert sorted(together(2, taken)) == [0, 3]
    assert titles(cast) == [*before, "Enter", "Wait"]


def test_a_plan_made_before_the_journey_changed_is_refused_whole(cast: Cast) -> None:
    found = steps_plan(cast)
    take_verbatims(cast.house, cast.alice, steps_plan(cast))
    before = whole_of(cast)
    with pytest.raises(ScreenStale):
        take_verbatims(cast.house, cast.alice, found)
    assert whole_of(cast) == before


def test_a_table_is_called_after_its_tool_and_its_file_however_often_it_was_downloaded() -> None:
    assert tool_of(read_table("Text\nSlow\n")) == ""
    assert source_of(read_table("Text\nSlow\n")) == ""
    assert source_of(read_table("Text\nSlow\n", "Desk (2).csv")) == "Desk"
    assert source_of(read_table(board_files.SCRUMLR, "desk.csv")) == "scrumlr · desk"
    assert source_of(read_table(board_files.SCRUMLR)) == "scrumlr"
