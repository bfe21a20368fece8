"""The public address, tried against things that answer as proxies do when a line is missing."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from workshop import __version__
from workshop.checkup import wayin
from workshop.checkup.findings import Level, sentence
from workshop.checkup.rounds import check_public_address
from workshop.checkup.wayin import HEALTH, STREAM, WEBSOCKET, WayIn
from workshop.i18n import languages, words
from workshop.settings import Settings

Answer = Callable[[BaseHTTPRequestHandler], None]


def say(status: int, body: str = "", **headers: str) -> Answer:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body.encode())

    return answer


def trickle(asked: BaseHTTPRequestHandler) -> None:
    asked.send_response(200)
    asked.end_headers()
    for number in (1, 2):
        asked.wfile.write(f"data: {number}\n\n".encode())
        asked.wfile.flush()
        time.sleep(wayin.BETWEEN_SECONDS)


def health(version: str = __version__) -> str:
    return json.dumps({"status": "ok", "database": "ok", "version": version})


WELL: dict[str, Answer] = {HEALTH: say(200, health()), WEBSOCKET: say(403), STREAM: trickle}


@contextmanager
def answering(answers: dict[str, Answer]) -> Iterator[int]:
    """The port of something on loopback that gives these answers, 404 elsewhere."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.get(self.path, say(404))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test looks at what is found."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def found(answers: dict[str, Answer]) -> list[tuple[str, Level]]:
    with answering({**WELL, **answers}) as port:
        findings = list(WayIn(f"http://127.0.0.1:{port}").check())
    for finding in findings:
        for language in languages():
            assert finding.key not in sentence(words(language), finding)
    return [(finding.key, finding.level) for finding in findings]


def test_an_address_that_leads_here_and_lets_everything_pass_is_well() -> None:
    assert found({}) == [
        ("check.way.app", Level.OK),
        ("check.way.websocket", Level.OK),
        ("check.way.stream", Level.OK),
    ]


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (say(421), "check.way.host"),
        (say(502, "Bad Gateway"), "check.way.nobody"),
        (say(503, health()), "check.way.unwell"),
        (say(200, "<html>"), "check.way.other"),
        (say(200, "[]"), "check.way.other"),
        (say(404, "{}"), "check.way.other"),
    ],
)
def test_what_else_may_answer_is_told_apart_and_nothing_more_is_asked(
    answer: Answer, key: str
) -> None:
    assert found({HEALTH: answer}) == [(key, Level.ERROR)]


def test_another_version_is_a_warning_and_the_rest_is_looked_at() -> None:
    first, *rest = found({HEALTH: say(200, health("0.0.1"))})
    assert first == ("check.way.version", Level.WARNING)
    assert len(rest) == 2


def test_a_websocket_that_arrives_as_a_plain_question_is_told() -> None:
    assert ("check.way.websocket.lost", Level.ERROR) in found({WEBSOCKET: say(401)})


def test_a_stream_that_comes_in_one_piece_is_told() -> None:
    held = say(200, "data: 1\n\ndata: 2\n\n")
    assert ("check.way.stream.held", Level.ERROR) in found({STREAM: held})
    assert ("check.way.stream.held", Level.ERROR) in found({STREAM: say(404)})


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (say(308, Location="https://x/j"), "check.way.redirect"),
        (say(302, Location="http://x/j"), "check.way.redirect.plain"),
        (say(200), "check.way.redirect.plain"),
    ],
)
def test_whether_http_leads_to_https_is_told(answer: Answer, key: str) -> None:
    with answering({"/j": answer}) as port:
        assert WayIn("https://127.0.0.1", plain_port=port).check_redirect().key == key


def test_a_closed_door_and_a_silent_one_are_warnings_in_bounded_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as listens:  # and takes nobody's call
        listens.bind(("127.0.0.1", 0))
        closed = listens.getsockname()[1]
        [finding] = WayIn(f"http://127.0.0.1:{closed}").check()
        assert (finding.key, finding.level) == ("check.way.silent", Level.WARNING)
        nobody = WayIn("https://127.0.0.1", plain_port=closed).check_redirect()
        assert (nobody.key, nobody.level) == ("check.way.redirect.none", Level.WARNING)

        monkeypatch.setattr(wayin, "LOOK_SECONDS", 0.2)
        listens.listen()
        [finding] = WayIn(f"http://127.0.0.1:{closed}").check()
        assert (finding.key, finding.level) == ("check.way.silent", Level.WARNING)


def test_a_line_that_breaks_after_the_first_look_is_no_failure() -> None:
    def hang_up(asked: BaseHTTPRequestHandler) -> None:
        asked.close_connection = True

    keys = [key for key, _ in found({WEBSOCKET: hang_up, STREAM: hang_up})]
    assert keys == ["check.way.app", "check.way.silent", "check.way.silent"]


def test_without_a_sound_public_address_nothing_is_asked() -> None:
    for url in ("", "http://localhost:1", "nonsense"):
        settings = Settings(database_url="", public_url=url, pace=None)
        assert list(check_public_address(settings)) == []


def test_with_one_the_way_in_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WayIn, "check_app", lambda way: way._silent("public_app"))
    settings = Settings(database_url="", public_url="https://rc.example", pace=None)
    assert [finding.key for finding in check_public_address(settings)] == ["check.way.silent"]
