"""The guide in ``docs/`` says what the screens say."""

import pytest

from docs import make_guide
from workshop.domain.phases import ROAD
from workshop.domain.words import Phase

MADE = make_guide.pages()


@pytest.mark.parametrize("path", sorted(MADE))
def test_the_guide_has_the_words_of_the_screens(path: str) -> None:
    written = (make_guide.DOCS / path).read_text(encoding="utf-8")
    assert written == MADE[path], "run: python docs/make_guide.py"


def test_no_page_is_left_from_before() -> None:
    assert make_guide.written() == set(MADE), "run: python docs/make_guide.py"


def test_every_phase_has_a_page() -> None:
    assert set(ROAD) == set(Phase)
    for language in make_guide.INDEX:
        pages = [path for path in MADE if path.startswith(f"guide/{language}/")]
        assert len(pages) == len(Phase) + len(make_guide.AROUND)


def test_both_languages_have_the_same_chapters() -> None:
    def levels(path: str) -> list[str]:
        return [line.split(" ")[0] for line in MADE[path].splitlines() if line.startswith("#")]

    french, english = (make_guide.Guide(language) for language in ("fr", "en"))
    pairs = list(zip(french.pages(), english.pages(), strict=True))
    assert len(pairs) > len(Phase)
    assert [levels(one) for one, _ in pairs] == [levels(other) for _, other in pairs]


def test_nothing_is_left_to_be_filled() -> None:
    left = [path for path, text in MADE.items() if "{" in text or "(@" in text]
    assert left == []
