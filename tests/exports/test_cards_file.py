"""Cards from a file: read as it was meant, or refused with its line."""

from pathlib import Path

import pytest

from workshop.domain.errors import FileUnreadable
from workshop.exports import cards_file
from workshop.exports.refusals import sentence
from workshop.i18n import words
from workshop.services.capture import CardRow

FRENCH_CARDS = Path(__file__).resolve().parents[1] / "data" / "cartes_fr_40.csv"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_both_delimiters_and_marks_are_read(mark: bytes, delimiter: str, newline: str) -> None:
    lines = [
        delimiter.join(["text", "side", "kind", "step", "topic"]),
        delimiter.join(['"Slow, slow; slow"', "client", "irritant", "Ask", "x"]),
        "",
        delimiter.join(["Loud", " Employee ", "ENCHANTMENT", "any", ""]),
        delimiter.join(["Nice", "client", "enchantment", " ", ""]),
    ]
    found = cards_file.read(mark + newline.join(lines).encode())
    assert found.rows == (
        CardRow("Slow, slow; slow", "client", "irritant", "Ask"),
        CardRow("Loud", "employee", "enchantment", ""),
        CardRow("Nice", "client", "enchantment", ""),
    )
    assert found.lines == (2, 4, 5)


def test_columns_come_in_any_order_and_the_step_is_optional() -> None:
    found = cards_file.read(b"Kind,note,TEXT,side\nirritant,x,Slow,client\n")
    assert found.rows == (CardRow("Slow", "client", "irritant", ""),)


def test_a_text_of_several_lines_counts_them() -> None:
    found = cards_file.read(b'text,side,kind\n"Slow\nand loud",client,irritant\nx,y,z\n')
    assert found.lines == (2, 4)
    assert found.rows[0].text == "Slow\nand loud"


def test_equal_texts_are_kept_and_a_header_alone_is_no_card() -> None:
    assert cards_file.read(b"text,side,kind\n") == cards_file.CardsFile((), ())
    assert len(cards_file.read(b"text,side,kind\n" + b"Slow,client,irritant\n" * 3).rows) == 3


def test_the_french_cards_are_read() -> None:
    assert len(cards_file.read(FRENCH_CARDS.read_bytes()).rows) == 40


MALFORMED: list[tuple[str, int | None, bytes]] = [
    ("no_columns", 1, b""),
    ("no_columns", 1, b"text\tside\tkind\n"),
    ("no_columns", 1, b"text,side\nSlow,client\n"),
    ("not_utf8", 2, "text,side,kind\nDéjà,client,irritant\n".encode("latin-1")),
    ("too_many_cells", 3, b"text,side,kind\nSlow,client,irritant\nSlow, slow,client,irritant\n"),
    ("csv", 2, b'text,side,kind\n"Slow,client,irritant\nx,y,z\n'),
    ("csv", 3, b'text,side,kind\nSlow,client,irritant\n"Slow"ly,client,irritant\n'),
    ("csv", 1, b'"text'),
    ("csv", 2, b"text,side,kind\n" + b"x" * 200_000),
    ("too_many_rows", None, b"text,side,kind\n" + b"Slow,client,irritant\n" * 50_000),
    ("too_large", None, b"x" * (cards_file.SIZE_LIMIT + 1)),
]


@pytest.mark.parametrize(("reason", "line", "content"), MALFORMED)
def test_a_malformed_file_is_refused_with_its_line(
    reason: str, line: int | None, content: bytes
) -> None:
    with pytest.raises(FileUnreadable) as refused:
        cards_file.read(content)
    assert (refused.value.facts["reason"], refused.value.facts.get("line")) == (reason, line)
    for language in ("fr", "en"):
        said = sentence(words(language), refused.value)
        assert "{" not in said
        assert line is None or str(line) in said
