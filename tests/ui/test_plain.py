"""What a person typed, made harmless where Streamlit reads Markdown."""

from collections.abc import Callable

import pytest

from workshop.ui.plain import plain, plain_name

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Attente au téléphone, (encore) !", r"Attente au téléphone, (encore) \!"),
        ("![a](x.png)", r"\!\[a\](x.png)"),
        (":red[x] <b>", r"\:red\[x\] \<b\>"),
        ("- une liste", r"\- une liste"),
        ("12. un", r"12\. un"),
        ("un\n# deux", r"un \# deux"),
    ],
)
def test_marks_are_escaped_and_words_are_not(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@pytest.mark.parametrize("make", [plain, plain_name])
def test_no_address_becomes_a_link(make: Callable[[str], str]) -> None:
    assert f":{JOINER}//evil.example" in make("voir http://evil.example")
    assert make("WWW.evil.example") == f"WWW{JOINER}.evil.example"
    assert make("a@evil.example") == f"a@{JOINER}evil.example"
    assert make("24 h / 24, à 2 @ 3") == "24 h / 24, à 2 @ 3"


@pytest.mark.parametrize(
    "name", ["l’équipe R&D", "Accueil : étage n° 2", "agent·e·s", "SAV #1 (nuit) !", "back_office"]
)
def test_the_name_of_a_side_reads_the_same_on_every_screen(name: str) -> None:
    assert plain_name(name) == name


def test_the_name_of_a_side_brings_no_image_and_no_formula() -> None:
    assert plain_name("![a](x) :red[y] <b> $z$") == r"!\[a\](x) :red\[y\] \<b> \$z\$"
