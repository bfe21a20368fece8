"""What is dragged is read as moves, and believed no further than what was drawn."""

from workshop.ui.columns import Column, moves

COLUMNS = (
    Column("", "Free", {"C1": "one", "C2": "two"}),
    Column("T1", "T1 · Topic", {"C3": "three"}),
)


def test_a_board_that_nobody_touched_is_no_move() -> None:
    assert moves(COLUMNS, []) == {}


def test_a_card_in_another_column_is_a_move() -> None:
    drags = [("C1", "", "T1"), ("C3", "T1", "")]
    assert moves(COLUMNS, drags) == {"C1": "T1", "C3": ""}


def test_dragged_there_and_back_is_no_move() -> None:
    assert moves(COLUMNS, [("C1", "", "T1"), ("C1", "T1", "")]) == {}


def test_what_lies_where_it_was_dropped_is_no_move_any_more() -> None:
    assert moves(COLUMNS, [("C3", "", "T1")]) == {}


def test_what_somebody_else_put_elsewhere_stays_there() -> None:
    assert moves(COLUMNS, [("C3", "T7", "")]) == {}


def test_labels_and_columns_that_were_not_drawn_are_not_believed() -> None:
    assert moves(COLUMNS, [("C9", "", "T1"), ("C1", "", "T9")]) == {}
