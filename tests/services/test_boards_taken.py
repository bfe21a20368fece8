"""Boards of other tools, taken in as somebody has said, and nothing else of them."""

from collections import Counter

import pytest
from sqlalchemy import select

from tests.services import board_files
from tests.services.board_plans import WORDS, plan, proposed
from tests.services.cast import Cast
from tests.services.playing import whole_of
from tests.services.sheets.files import workbook
from tests.services.test_races import together
from workshop.domain.errors import (
    ScreenStale,
    SheetCellTooLong,
    SheetColumnMissing,
    SheetOverflow,
    SheetTooLong,
    SheetUnreadable,
    StepUnknown,
    ValueUnknown,
)
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Source
from workshop.services import lanes, verbatims
from workshop.services.boards import (
    HEADING,
    LEFT_OUT,
    NEW_STEP,
)
from workshop.services.sheets.reading import read_table
from workshop.services.transaction import glance
from workshop.services.verbatims import (
    Preview,
    VerbatimMapping,
    plan_verbatims,
    take_verbatims,
)
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

STEPS = "Enter,Wait\nSlow,Loud\n,Cold\n"
NEW = {"step": {"enter": NEW_STEP, "wait": NEW_STEP}}


def steps_plan(cast: Cast) -> Preview:
    return plan(cast, STEPS, {"step": HEADING}, texts=("Enter", "Wait"), meanings=NEW)


def titles(cast: Cast) -> list[str]:
    return [step.client_title for step in read_workshop_view(cast.house, cast.alice).steps]


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
