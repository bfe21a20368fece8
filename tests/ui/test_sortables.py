"""What a board gives back is read as moves, and believed no further than what was drawn."""

from workshop.ui.sortables import Column, moves

COLUMNS = (
    Column("", "Free", {"C1": "one", "C2": "two"}),
    Column("T1", "T1 · Topic", {"C3": "three"}),
)


def back(free: list[str], topic: list[str]) -> list[dict[str, object]]:
    return [{"header": "Free", "items": free}, {"header": "T1 · Topic", "items": topic}]


def test_the_same_board_is_no_move() -> None:
    assert moves(COLUMNS, back(["C1 · one", "C2 · two"], ["C3 · three"])) == {}


def test_another_order_in_a_column_is_no_move() -> None:
    assert moves(COLUMNS, back(["C2 · two", "C1 · one"], ["C3 · three"])) == {}


def test_a_card_in_another_column_is_a_move() -> None:
    assert moves(COLUMNS, back(["C2 · two"], ["C1 · one", "C3 · three"])) == {"C1": "T1"}
    assert moves(COLUMNS, back(["C1 · one", "C2 · two", "C3 · three"], [])) == {"C3": ""}


def test_labels_and_columns_that_were_not_drawn_are_not_believed() -> None:
    assert moves(COLUMNS, back(["C9 · x"], ["C9 · x"])) == {}
    assert moves(COLUMNS, [{"header": "Other", "items": ["C1 · one"]}]) == {}
    assert moves(COLUMNS, None) == {}
