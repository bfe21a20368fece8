"""The guide in ``docs/`` says what the screens say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def make_guide() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_guide", DOCS / "make_guide.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_guide_has_the_words_of_the_screens(language: str) -> None:
    maker = make_guide()
    written = (DOCS / maker.FILES[language]).read_text(encoding="utf-8")
    assert written == maker.guide(language), "run: python docs/make_guide.py"


def test_every_phase_has_a_section_and_so_have_the_time_before_and_what_always_holds() -> None:
    maker = make_guide()
    assert maker.guide("fr").count("\n## ") == len(maker.ROAD) + 2
