"""A sentence model of the organisation's own: heard when it answers, done without when not."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread
from traceback import format_exception
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from workshop.grouping import embeddings
from workshop.grouping.embeddings import (
    BATCH,
    Embedder,
    ModelUnheard,
    destination,
    read_embedder,
)
from workshop.grouping.likeness import LONGEST_TEXT
from workshop.settings import Settings, read_settings

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]


@dataclass
class Service:
    """A model's service on loopback: what it was asked, and how it answers."""

    url: str = ""
    answer: Answer = lambda asked: (200, b"{}")
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    here = Service(answer=well)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append(asked)
            here.keys.append(self.headers["Authorization"])
            here.paths.append(self.path)
            status, body = here.answer(asked)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{here.url}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def well(asked: dict[str, Any]) -> tuple[int, bytes]:
    """The length of each sentence, last sentence first, as an order of its own is allowed."""
    rows = [
        {"index": at, "embedding": [float(len(text)), 1.0]}
        for at, text in enumerate(asked["input"])
    ]
    return 200, json.dumps({"data": rows[::-1]}).encode()


def wanting(**chosen: str) -> Settings:
    return replace(Settings(database_url="", public_url="", pace=None), **chosen)  # type: ignore[arg-type]


def of(service: Service, key: str = "") -> Embedder:
    found = read_embedder(
        wanting(embeddings_url=service.url, embeddings_model="small", embeddings_key=key)
    )
    assert found is not None
    return found


def test_without_a_setting_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOLDER", "URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"WORKSHOP_EMBEDDINGS_{name}", raising=False)
    assert read_embedder(read_settings()) is None
    assert destination(read_settings()) == ""


def test_settings_are_read_and_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_FOLDER", " /models/fr ")
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", "https://models.example.org/v1/")
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_MODEL", "small")
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_KEY", "a-secret")
    settings = read_settings()
    assert settings.embeddings_folder == "/models/fr"
    assert settings.embeddings_url == "https://models.example.org/v1"
    assert (settings.embeddings_model, settings.embeddings_key) == ("small", "a-secret")
    assert "a-secret" not in repr(settings)


def test_each_text_has_its_vector_in_its_place(service: Service) -> None:
    vectors = of(service, "a-secret").vectors(["a", "bbb", "cc", "bbb"])
    assert vectors[:, 0].tolist() == [1, 3, 2, 3]
    assert service.asked == [{"model": "small", "input": ["a", "bbb", "cc"]}]
    assert service.keys == ["Bearer a-secret"]
    assert service.paths == ["/v1/embeddings"]


def test_what_was_asked_before_is_not_asked_again(service: Service) -> None:
    model = of(service)
    model.vectors(["a", "bb"])
    model.vectors(["bb", "ccc"])
    assert [asked["input"] for asked in service.asked] == [["a", "bb"], ["ccc"]]
    assert service.keys == [None, None]


def test_many_texts_go_in_batches_and_long_ones_are_cut(service: Service) -> None:
    texts = ["x" * number for number in range(1, BATCH + 2)] + ["y" * 9_000]
    vectors = of(service).vectors(texts)
    assert [len(asked["input"]) for asked in service.asked] == [BATCH, 2]
    assert vectors.shape == (BATCH + 2, 2)
    assert vectors[-1, 0] == LONGEST_TEXT


def test_an_empty_text_is_no_error_and_nothing_asks_nothing(service: Service) -> None:
    assert of(service).vectors([""]).shape == (1, 2)
    assert of(service).vectors([]).shape[0] == 0
    assert len(service.asked) == 1


def test_only_a_few_vectors_are_kept(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "VECTORS_KEPT", 2)
    model = of(service)
    assert model.vectors(["a", "bb", "ccc"])[:, 0].tolist() == [1, 2, 3]
    model.vectors(["a"])
    assert [len(asked["input"]) for asked in service.asked] == [3, 1]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda asked: (401, b""), "model_refused"),
        (lambda asked: (500, b"no"), "model_refused"),
        (lambda asked: (302, b""), "model_refused"),
        (lambda asked: (200, b"<html>"), "model_answer_wrong"),
        (lambda asked: (200, b"[]"), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": []}'), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": [{"embedding": "abc"}]}'), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": [{"embedding": []}]}'), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": [{"embedding": [NaN]}]}'), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": [{"index": 5, "embedding": [1]}]}'), "model_answer_wrong"),
        (lambda asked: (200, b'{"data": 3}'), "model_answer_wrong"),
        (lambda asked: (200, b"\xff\xfe"), "model_answer_wrong"),
    ],
)
def test_a_service_that_fails_is_done_without_and_says_why(
    service: Service, answer: Answer, code: str
) -> None:
    service.answer = answer
    with pytest.raises(ModelUnheard) as caught:
        of(service, "a-secret").vectors(["une phrase de la salle"])
    assert caught.value.code == code
    assert "salle" not in str(caught.value)
    assert "a-secret" not in str(caught.value)
    assert len(service.asked) == 1  # a detour is not taken: nothing went "elsewhere"


def test_vectors_that_change_their_length_are_refused(service: Service) -> None:
    model = of(service)
    model.vectors(["a"])
    service.answer = lambda asked: (200, b'{"data": [{"embedding": [1, 2, 3]}]}')
    with pytest.raises(ModelUnheard, match="model_answer_wrong"):
        model.vectors(["a", "bb"])
    assert model.vectors(["a"]).shape == (1, 3)


def test_an_answer_without_end_is_cut(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "ANSWER_BYTES", 100)
    service.answer = lambda asked: (200, b" " * 200)
    with pytest.raises(ModelUnheard, match="too long"):
        of(service).vectors(["a"])


def test_a_slow_service_is_not_waited_for(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(asked: dict[str, Any]) -> tuple[int, bytes]:
        time.sleep(0.5)
        return well(asked)

    monkeypatch.setattr(embeddings, "TIMEOUT_SECONDS", 0.05)
    service.answer = late
    with pytest.raises(ModelUnheard, match="model_slow"):
        of(service).vectors(["a"])
    time.sleep(0.6)  # it answers into the void before the server goes


@pytest.mark.parametrize(
    "raw", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]
)
def test_what_is_no_answer_at_all_is_done_without(raw: bytes) -> None:
    with create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(raw)

        thread = Thread(target=answer)
        thread.start()
        model = read_embedder(
            wanting(embeddings_url=f"http://127.0.0.1:{listening.getsockname()[1]}")
        )
        assert model is not None
        with pytest.raises(ModelUnheard, match="model_unreachable"):
            model.vectors(["a"])
        thread.join()


def test_a_key_in_the_address_is_in_no_trace() -> None:
    model = read_embedder(wanting(embeddings_url="http://me:a-secret@127.0.0.1/v1"))
    assert model is not None
    with pytest.raises(ModelUnheard) as caught:
        model.vectors(["a"])
    assert caught.value.code == "model_unreachable"
    assert "a-secret" not in "".join(format_exception(caught.value))


def test_nobody_there_is_said(service: Service) -> None:
    settings = wanting(embeddings_url="http://127.0.0.1:9/v1")
    model = read_embedder(settings)
    assert model is not None
    with pytest.raises(ModelUnheard, match="model_unreachable"):
        model.vectors(["a"])


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "models.example.org/v1", "https://", "ftp://x", "http://[::1/v1"]
)
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ModelUnheard, match="model_address_wrong"):
        read_embedder(wanting(embeddings_url=url))


def test_people_are_told_where_sentences_go() -> None:
    far = wanting(embeddings_url="https://key@models.example.org:8443/v1")
    assert destination(far) == "models.example.org"
    model = read_embedder(far)
    assert model is not None
    assert model.announced == "models.example.org"
    for near in ("http://127.0.0.1:8000/v1", "http://localhost/v1", "http://[::1]/v1"):
        assert destination(wanting(embeddings_url=near)) == ""
    assert destination(wanting(embeddings_url="http://[::1/v1")) == ""
    assert destination(wanting(embeddings_folder="/m", embeddings_url="https://far.org")) == ""


# --- a folder -------------------------------------------------------------------------------------


class Lengths:
    """A package's model that knows how long sentences are."""

    def __init__(self, folder: str, local_files_only: bool) -> None:
        assert local_files_only
        if not list(Path(folder).iterdir()):
            raise OSError("no model in there")

    def encode(self, texts: list[str], show_progress_bar: bool) -> Any:
        if "boom" in texts:
            raise RuntimeError("out of memory")
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = ModuleType("sentence_transformers")
    fake.SentenceTransformer = Lengths  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", fake)


@pytest.mark.usefixtures("package")
def test_a_folder_is_heard_and_nothing_leaves_the_computer(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"1")
    model = read_embedder(wanting(embeddings_folder=str(tmp_path)))
    assert model is not None
    assert model.announced == ""
    assert model.vectors(["a", "bb"])[:, 0].tolist() == [1, 2]
    with pytest.raises(ModelUnheard, match="model_folder_unreadable"):
        model.vectors(["boom"])


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnheard, match="model_folder_missing"):
        read_embedder(wanting(embeddings_folder=str(tmp_path / "none")))


@pytest.mark.usefixtures("package")
def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnheard, match="model_folder_unreadable"):
        read_embedder(wanting(embeddings_folder=str(tmp_path)))


def test_the_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnheard, match="model_package_missing"):
        read_embedder(wanting(embeddings_folder=str(tmp_path)))
