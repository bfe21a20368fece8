"""The sentence model that whoever runs the app may have set; without one, words alone count.

It is loaded by the first suggestion that wants it, and told of before anybody writes.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workshop.settings import Settings, read_settings

REST_SECONDS = 60.0
"""After a failure the model is left alone so long: nobody waits for it again and again."""


@dataclass(frozen=True, slots=True)
class ModelNotice:
    """What people are told of the model before they write.

    ``kind``: "" without a model, "here" when it runs on this computer, "sent" when the text of
    cards goes to the machine ``host``.
    """

    kind: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """``vectors``: one row a text, None where the model is not heard; ``note``: the code of why,
    "" where none was asked for."""

    vectors: Any = None
    note: str = ""


def model_notice() -> ModelNotice:
    """Whether a model compares the cards, and where."""
    settings = read_settings()
    if settings.embeddings_folder:
        return ModelNotice("here")
    if not settings.embeddings_url:
        return ModelNotice()
    # numpy comes with it: processes that serve phones load it only where a model is set.
    from workshop.grouping.embeddings import destination

    host = destination(settings)
    return ModelNotice("sent", host) if host else ModelNotice("here")


def hear_model(texts: Sequence[str]) -> Heard:
    """The vectors of these texts, if a model is set and answers; never raises for its failures.

    It may take ten seconds a batch of sentences: call it outside of any transaction.
    """
    settings = read_settings()
    if not (settings.embeddings_folder or settings.embeddings_url) or not texts:
        return Heard()
    return _listener.hear(settings, texts)


class _Listener:
    """The model in use, by the settings that ask for it; one caller at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settings: Settings | None = None
        self._embedder: Any = None
        self._rest_until = 0.0
        self._note = ""

    def hear(self, settings: Settings, texts: Sequence[str]) -> Heard:
        from workshop.grouping.embeddings import ModelUnheard, read_embedder

        with self._lock:
            if settings != self._settings:
                self._settings, self._embedder, self._rest_until = settings, None, 0.0
            if time.monotonic() < self._rest_until:
                return Heard(note=self._note)
            try:
                if self._embedder is None:
                    self._embedder = read_embedder(settings)
                return Heard(vectors=self._embedder.vectors(texts))
            except ModelUnheard as silent:
                self._note = silent.code
                self._rest_until = time.monotonic() + REST_SECONDS
                return Heard(note=silent.code)


_listener = _Listener()
