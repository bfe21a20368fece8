"""Codes that people read aloud, and labels that do not tell the order of arrival."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.codes import (
    CODE_ALPHABET,
    CODE_LENGTH,
    LABEL_BLOCK,
    card_number,
    label_of,
    new_recovery_code,
    new_room_code,
    new_vote_code,
    read_label,
    read_recovery_code,
    read_room_code,
    read_vote_code,
)

SEEDS = st.integers(1, 2**53)


def test_the_alphabet_has_31_characters_none_of_which_is_confused() -> None:
    assert len(CODE_ALPHABET) == len(set(CODE_ALPHABET)) == 31
    assert not set(CODE_ALPHABET) & set("01IOL")


@given(SEEDS)
def test_a_room_code_is_read_back_as_it_was_drawn(seed: int) -> None:
    code = new_room_code(random.Random(seed))
    assert len(code) == CODE_LENGTH
    assert read_room_code(code) == code
    assert read_room_code(f" {code[:3].lower()}-{code[3:].lower()}\u00a0") == code


@pytest.mark.parametrize(
    "typed", ["", "ABC23", "ABC2345", "ABC230", "ABC23I", "ABC23\x00", "ABC23\ud800", "Ａ" * 6]
)
def test_what_is_no_room_code_reads_as_none(typed: str) -> None:
    assert read_room_code(typed) is None


@given(SEEDS)
def test_a_recovery_code_is_read_with_or_without_its_dashes(seed: int) -> None:
    code = new_recovery_code(random.Random(seed))
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
    assert read_recovery_code(code) == code
    assert read_recovery_code(code.replace("-", "").lower()) == code
    assert read_recovery_code(code.replace("-", " – ")) == code


@given(SEEDS)
def test_the_code_of_a_slip_is_read_with_or_without_its_dash(seed: int) -> None:
    code = new_vote_code(random.Random(seed))
    assert [len(group) for group in code.split("-")] == [4, 4]
    assert read_vote_code(code) == code
    assert read_vote_code(f" {code.replace('-', '').lower()} ") == code


@given(SEEDS, st.integers(0, 40))
def test_labels_of_a_block_are_all_of_its_numbers_once_each(seed: int, block: int) -> None:
    arrivals = range(block * LABEL_BLOCK, (block + 1) * LABEL_BLOCK)
    numbers = [card_number(seed, arrival) for arrival in arrivals]
    assert sorted(numbers) == [arrival + 1 for arrival in arrivals]


def test_labels_are_not_in_the_order_of_arrival() -> None:
    in_order = [arrival + 1 for arrival in range(64)]
    assert [card_number(7, arrival) for arrival in range(64)] != in_order
    assert [card_number(7, arrival) for arrival in range(64)] != [
        card_number(8, arrival) for arrival in range(64)
    ]


@given(st.integers(1, 999_999_999))
def test_a_label_gives_its_number_back(number: int) -> None:
    label = label_of("C", number)
    assert label == f"C{number}"
    assert read_label(f" {label.lower()} ", "C") == number


def test_without_a_number_there_is_no_label() -> None:
    assert label_of("C", None) is None


@pytest.mark.parametrize(
    "typed", ["", "C", "C0", "C01", "T12", "C-1", "C1.5", "C99999999999", "C١٢", "C1\x00", "12"]
)
def test_what_is_no_label_reads_as_none(typed: str) -> None:
    assert read_label(typed, "C") is None
