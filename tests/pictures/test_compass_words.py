"""Each hint is said whole, in each language: what is so, and what one may do about it."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.domain.test_compass import CASES
from workshop.domain.compass import HintCode
from workshop.i18n import languages, words
from workshop.pictures.compass_words import hint_said, hint_why


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", HintCode)
def test_a_hint_has_its_sentence_and_its_reason(code: HintCode, language: str) -> None:
    view: Any = SimpleNamespace(
        topics=(), solutions=(), actions=(), step_title=lambda step: f"Step {step}"
    )
    t, hint = words(language), CASES[code].hint
    for said in (hint_said(t, view, hint), hint_why(t, view, hint)):
        assert said.endswith((".", "»", "”"))
        assert "{" not in said
        assert "compass." not in said
