"""The figures of a process: who may read them, and that they tell of no workshop and nobody."""

import asyncio
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.conftest import Browser, Cast, Streamlit
from workshop import __version__
from workshop.domain.errors import TextEmpty, WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Role
from workshop.live import Tally
from workshop.phone.gestures import GESTURES
from workshop.phone.routes import phone_routes
from workshop.services import workshops
from workshop.services.actors import Console, Visitor
from workshop.services.house import House
from workshop.services.views.room import read_room
from workshop.services.writer import Writer
from workshop.settings import CHECKOUT, read_settings
from workshop.storage.engine import Database
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.metrics import COUNTED, Meter
from workshop.web.routes import all_rooms, web_routes

TOKEN = "of-the-operator-0123456789"
READS = {"authorization": f"Bearer {TOKEN}"}
COUNTING = re.compile(r'tally\.count\(\s*"(\w+)"')


@pytest.fixture
def counted(house: House) -> House:
    """The same house with a tally of its own."""
    return replace(house, tally=Tally())


@pytest.fixture
def open_to_figures(
    counted: House, entrance: Entrance, streamlit: Streamlit
) -> Iterator[TestClient]:
    """A front door with phones, whose figures may be read."""
    writer = Writer(counted)
    rooms = all_rooms(
        counted,
        entrance,
        phones=phone_routes(counted, writer, None),
        downloads={},
        personal={},
        meter=Meter(TOKEN, lambda: writer.waiting),
    )
    entrance.open(counted, rooms)
    yield TestClient(FrontDoor(streamlit, entrance=entrance), base_url="http://localhost")
    writer.close()


def figures(client: TestClient) -> dict[str, float]:
    """Each sample as Prometheus reads it: name and labels, and the value."""
    answer = client.get("/metrics", headers=READS)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_without_a_token_there_are_no_figures(browser: Browser, cast: Cast) -> None:
    for session in (None, cast.alice, cast.laptop):
        for token in ("", "Bearer ", "Bearer x", "Bearer None", "Basic eDp5"):
            answer = await browser(session).get("/metrics", headers={"authorization": token})
            assert (answer.status_code, answer.text) == (404, "Not Found\n")


def test_figures_are_for_who_knows_the_token(open_to_figures: TestClient, cast: Cast) -> None:
    wrong = ("", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer é")
    for authorization in wrong:
        headers = {"authorization": authorization.encode(), "cookie": f"session={cast.laptop}"}
        assert open_to_figures.get("/metrics", headers=headers).status_code == 404
    assert open_to_figures.post("/metrics", headers=READS).status_code == 405
    assert open_to_figures.get("/_stcore/metrics", headers=READS).status_code == 404
    assert "workshop_database_up" in figures(open_to_figures)


def test_a_room_is_counted_and_not_named(
    open_to_figures: TestClient, counted: House, cast: Cast
) -> None:
    alice = Visitor(cast.code, cast.alice, Role.FACILITATOR)
    workshops.set_phase(counted, alice, "capture")
    with pytest.raises(WorkshopUnknown):
        workshops.set_phase(counted, Visitor(cast.code, cast.oscar, Role.FACILITATOR), "group")
    open_to_figures.get(f"/j/{cast.code}")
    card = {
        "side": "client",
        "kind": "irritant",
        "step": str(read_room(counted, cast.code).steps[0].id),
    }
    posting = {"origin": "http://localhost", "accept": "application/json"}
    for text, status in (("Personne ne rappelle", 201), (" ", 422)):
        sent = {**card, "card_id": str(uuid.uuid4()), "text": text}
        answer = open_to_figures.post(f"/j/{cast.code}/cards", data=sent, headers=posting)
        assert answer.status_code == status, answer.text
    told = figures(open_to_figures)
    assert told["workshop_gestures_total facilitator set_phase done"] == 1
    assert told["workshop_gestures_total facilitator set_phase refused"] == 1
    assert told["workshop_gestures_total phone cards done"] == 1
    assert told["workshop_gestures_total phone cards refused"] == 1
    assert told[f"workshop_refusals_total {TextEmpty.code}"] == 1
    assert told[f"workshop_refusals_total {WorkshopUnknown.code}"] == 1
    assert told["workshop_commit_seconds_count"] >= 1
    assert told["workshop_committed_gestures_total"] >= 1
    assert told["workshop_writer_waiting"] == 0
    assert told["workshop_database_up"] == 1
    assert told["workshop_streams board"] == told["workshop_streams room"] == 0
    assert any("build_info" in name and __version__ in name.split() for name in told)
    if sys.platform == "linux":
        assert told["process_resident_memory_bytes"] > 10_000_000
    written = open_to_figures.get("/metrics", headers=READS).text
    for word in (cast.code, cast.alice, "Alice", "rappelle", "127.0.0.1", "testclient", TOKEN):
        assert word not in written


def test_streams_that_are_open_are_counted(open_to_figures: TestClient, counted: House) -> None:
    async def listen() -> None:
        for channel in ("room", "room", "board"):
            counted.hub.listen("ABC234", channel)

    asyncio.run(listen())
    told = figures(open_to_figures)
    assert (told["workshop_streams room"], told["workshop_streams board"]) == (2, 1)


def test_a_database_that_is_away_is_a_figure(
    open_to_figures: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "ping", lambda self: False)
    assert figures(open_to_figures)["workshop_database_up"] == 0


def test_labels_are_words_of_the_code(
    open_to_figures: TestClient, counted: House, cast: Cast
) -> None:
    """However many ask for whatever: the number of series has an end."""
    for number in range(40):
        code = f"A{number:05}".translate(str.maketrans("01", "XY"))
        open_to_figures.get(f"/j/{code}")
        open_to_figures.get(f"/anything/{number}")
        with pytest.raises(WorkshopUnknown):
            workshops.set_phase(counted, Console(code), "capture")
    gestures = {*Gesture, *(gesture.noun for gesture in GESTURES.values())}
    for (what, labels), _ in counted.tally.counts().items():
        assert len(labels) == len(COUNTED[what][2])
        if what == "gestures":
            assert labels[0] in ("phone", "facilitator")
            assert labels[1] in gestures
            assert labels[2] in ("done", "refused", "busy", "failed")
    assert len(figures(open_to_figures)) < 150


def test_whatever_is_counted_is_shown() -> None:
    sources = [CHECKOUT / "app.py", *(CHECKOUT / "workshop").rglob("*.py")]
    counted = {
        what for file in sources for what in COUNTING.findall(file.read_text(encoding="utf-8"))
    }
    assert counted | {"gestures"} == set(COUNTED)


def test_a_server_without_figures_does_not_load_the_library() -> None:
    """Who gathers no figures pays nothing for them."""
    probe = "import sys, workshop.web.routes; print('prometheus_client' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", probe], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert said.stdout == "False\n"


@pytest.mark.parametrize("token", ["short", "x" * 23, "été" * 20, "a\tb" * 20])
def test_a_weak_token_is_refused_at_start(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_METRICS_TOKEN", token)
    with pytest.raises(ValueError, match="WORKSHOP_METRICS_TOKEN") as refused:
        read_settings()
    assert token not in str(refused.value)


def test_the_token_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_METRICS_TOKEN", f" {TOKEN} ")
    settings = read_settings()
    assert settings.metrics_token == TOKEN
    assert TOKEN not in repr(settings)


def test_nobody_else_has_this_route(house: House, entrance: Entrance) -> None:
    routes = web_routes(house, entrance, downloads={}, personal={})
    ours = [route for route in routes if isinstance(route, Route) and "metrics" in route.path]
    assert [route.path for route in ours] == ["/metrics"]
