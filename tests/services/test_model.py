"""A sentence model beside the words: off unless set, told of, and never in the way."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.services.cast import Cast
from workshop.grouping import embeddings
from workshop.grouping.embeddings import ModelUnheard
from workshop.services import model
from workshop.services.model import ModelNotice, model_notice
from workshop.services.suggesting import read_suggestion


class Model:
    """A model that knows nothing but the first letter, or fails as often as it is told."""

    def __init__(self, *failures: str) -> None:
        self.failures = list(failures)
        self.asked = 0

    def vectors(self, texts: Sequence[str]) -> Any:
        self.asked += 1
        if self.failures:
            raise ModelUnheard(self.failures.pop(0))
        return np.array([[1.0, float(text.startswith("A"))] for text in texts])


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOLDER", "URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"WORKSHOP_EMBEDDINGS_{name}", raising=False)
    monkeypatch.setattr(model, "_listener", model._Listener())


def _set(monkeypatch: pytest.MonkeyPatch, found: Model | ModelUnheard) -> None:
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", "https://models.example.org/v1")

    def read(_: object) -> Model:
        if isinstance(found, ModelUnheard):
            raise found
        return found

    monkeypatch.setattr(embeddings, "read_embedder", read)


@pytest.mark.parametrize(
    ("folder", "url", "told"),
    [
        ("", "", ModelNotice()),
        ("/models/small", "", ModelNotice("here")),
        ("", "https://models.example.org/v1", ModelNotice("sent", "models.example.org")),
        ("", "http://localhost:11434/v1", ModelNotice("here")),
        ("/models/small", "https://models.example.org/v1", ModelNotice("here")),
    ],
)
def test_people_are_told_where_sentences_go(
    monkeypatch: pytest.MonkeyPatch, folder: str, url: str, told: ModelNotice
) -> None:
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_FOLDER", folder)
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", url)
    assert model_notice() == told


def test_without_a_setting_words_alone_count_and_nothing_is_said(cast: Cast) -> None:
    cast.cards(3)
    found = read_suggestion(cast.house, cast.alice)
    assert (found.by, found.note) == ("words", "")


def test_a_model_that_is_set_is_heard(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Model()
    _set(monkeypatch, heard)
    cast.cards(3)
    found = read_suggestion(cast.house, cast.alice)
    assert (found.by, found.note, heard.asked) == ("model", "", 1)


def test_without_a_card_no_model_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Model()
    _set(monkeypatch, heard)
    read_suggestion(cast.house, cast.alice)
    assert heard.asked == 0


def test_a_model_that_fails_is_done_without_said_so_and_left_alone_for_a_while(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("workshop.services.model.time.monotonic", lambda: now[0])
    heard = Model("model_slow")
    _set(monkeypatch, heard)
    cast.cards(3)
    for _ in range(2):
        found = read_suggestion(cast.house, cast.alice)
        assert (found.by, found.note) == ("words", "model_slow")
        assert found.pairs
    assert heard.asked == 1
    now[0] += model.REST_SECONDS
    assert read_suggestion(cast.house, cast.alice).by == "model"


def test_a_folder_that_is_not_there_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, ModelUnheard("model_folder_missing"))
    cast.cards(2)
    assert read_suggestion(cast.house, cast.alice).note == "model_folder_missing"
