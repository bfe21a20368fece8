"""Answers in words: each scale has its five words, the same as on the phones."""

import pytest

from workshop.i18n import words
from workshop.services.answers import SCALE_WORDS
from workshop.ui.answers import scale_words


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scale", ["feeling", "ease", "agree"])
def test_each_scale_has_five_words(language: str, scale: str) -> None:
    t = words(language)
    assert all(t.has(f"phone.scale.{scale}.{word}") for word in SCALE_WORDS)


def test_a_mood_goes_from_the_hardest_to_the_most_pleasant() -> None:
    t = words("en")
    assert scale_words(t) == tuple(t(f"phone.scale.feeling.{word}") for word in SCALE_WORDS)
