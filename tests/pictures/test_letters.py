"""Words measured before they are drawn: nothing longer than its room, nothing lost unsaid."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.pictures.letters import ELLIPSIS, fits, printable, shorten, width, wrap

TITLES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=90)


@given(TITLES, st.floats(60, 400), st.integers(1, 4))
def test_lines_are_as_many_and_as_wide_as_they_may_be(text: str, room: float, lines: int) -> None:
    found = wrap(text, 28, room, lines=lines, bold=True)
    assert len(found) <= lines
    assert all(width(line, 28, bold=True) <= room for line in found)


@given(TITLES, st.floats(60, 400), st.integers(1, 4))
def test_what_fits_loses_no_letter(text: str, room: float, lines: int) -> None:
    if fits(text, 28, room, lines=lines) and not text.strip().endswith(ELLIPSIS):
        found = " ".join(wrap(text, 28, room, lines=lines))
        assert "".join(found.split()) == "".join(text.split())


def test_a_long_title_ends_where_its_room_ends() -> None:
    assert wrap("Comprendre la réponse reçue par courrier", 28, 200, lines=2) == [
        "Comprendre la",
        "réponse reçu…",
    ]
    assert not fits("Comprendre la réponse reçue par courrier", 28, 200, lines=2)


def test_a_word_longer_than_a_line_is_broken_with_a_hyphen() -> None:
    assert wrap("Anticonstitutionnellement", 28, 200, lines=3) == [
        "Anticonstitutio-",
        "nnellement",
    ]
    assert not fits("Anticonstitutionnellement", 28, 200, lines=3)


def test_a_hard_space_holds_a_number_to_its_title() -> None:
    assert wrap("7\u00a0Partir un jour", 28, 100, lines=3) == ["7\u00a0Partir", "un jour"]


def test_bold_words_are_wider_and_so_are_capitals() -> None:
    assert width("Accueil", 28, bold=True) > width("Accueil", 28)
    assert width("ACCUEIL", 28) > width("accueil", 28) > width("iiiiiii", 28)
    assert width("mmm", 28) > width("nnn", 28)


def test_a_line_is_cut_only_where_it_must() -> None:
    assert shorten("Accueil", 28, 300) == "Accueil"
    assert shorten("Accueil", 28, 1) == ELLIPSIS


def test_what_no_file_may_hold_is_taken_out() -> None:
    assert printable("a\x00b\x0bc\ud800d\ufffe") == "abcd"
    assert printable("a\tb\nc") == "a\tb\nc"
