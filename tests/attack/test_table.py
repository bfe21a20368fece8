"""Roles × routes × verbs, from the route tables: each pair is asked, and answered as ``rules`` say.

Each answer of all of them is looked at besides: its headers, where it leads, what it tells.
"""

import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import MagicMock
from urllib.parse import urlsplit

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp
from streamlit import file_util
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from tests.attack.asking import Answer, ask
from tests.attack.rules import FACILITATORS, OWN, ROLES, SPONSOR, STREAMLITS, VERBS, Family
from tests.attack.scene import (
    ADDRESS,
    PROTECTED,
    SENTENCE,
    Stage,
    files,
    furnish,
    own_files,
    own_routes,
    streamlit,
)
from workshop.live import Hub
from workshop.phone.assets import address as asset_address
from workshop.phone.routes import phone_routes
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.settings import CHECKOUT, Settings
from workshop.storage.engine import open_database
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.hosts import Hosts
from workshop.web.personal import _DEEDS
from workshop.web.routes import all_rooms
from workshop.web.streamlit_page import StreamlitPage

Place = tuple[str, str]
"""The route as its table writes it, and an address that it answers."""

KEPT_BY_CACHES = ("/static/", "/phone-static/", "/web-static/", "/favicon.")


@pytest.fixture(scope="module")
def stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    file = tmp_path_factory.mktemp("attack") / "workshops.sqlite3"
    shutil.copy(sqlite_template, file)
    database = open_database(f"sqlite:///{file}")
    house = House(database, hub=Hub())
    writer = Writer(house)
    yield furnish(house, writer)
    writer.close()
    database.dispose()


@pytest.fixture(scope="module")
def entrance(stage: Stage) -> Entrance:
    settings = Settings(database_url="", public_url="", pace=None)
    entrance = Entrance(
        Hosts(settings, look=lambda: ("localhost",)),
        StreamlitPage(Path(file_util.get_static_dir())),
    )
    phones = phone_routes(stage.house, stage.writer, None)
    rooms = all_rooms(stage.house, entrance, phones=phones, downloads=files(), personal=own_files())
    entrance.open(stage.house, rooms)
    return entrance


@pytest.fixture(scope="module")
def door(entrance: Entrance) -> ASGIApp:
    return FrontDoor(streamlit, entrance=entrance)


# --- what there is -------------------------------------------------------------------------


def own_places(routes: list[BaseRoute], code: str) -> Iterator[Place]:
    for route in routes:
        if isinstance(route, Mount):
            yield route.path, f"{route.path}/web.css"
            continue
        assert isinstance(route, Route)
        for filled in _filled(route.path, code):
            yield route.path, filled


def _filled(path: str, code: str) -> list[str]:
    """Addresses of a route; a parameter that is not named here fails."""
    samples: Mapping[str, list[str]] = {
        "code": [code],
        "rest:path": [f"{code}/no/such/page"],
        "card_id": [str(uuid.uuid4())],
        "token": ["x" * 43],
        "name": [asset_address(name).rsplit("/", 1)[1] for name in ("phone.css", "phone.js")],
        "label": ["J1"] if "project" in path else ["A1"],
        "file": list(own_files() if path.startswith("/mine/") else files()),
        "deed": list(_DEEDS),
    }
    addresses = [path]
    for name in re.findall(r"\{([^}]+)\}", path):
        addresses = [
            address.replace(f"{{{name}}}", sample)
            for address in addresses
            for sample in samples[name]
        ]
    return addresses


def streamlits_places(code: str) -> Iterator[Place]:
    """Routes of the Streamlit that is installed, and our pages, which are scripts."""
    yield "/", "/"
    for page in sorted((CHECKOUT / "pages").glob("*/*.py")):
        if page.stem != "home":
            address = "sponsor" if page.parent.name == "sponsor" else page.stem
            yield f"/page/{page.parent.name}/{page.stem}", f"/{address}?w={code}"
    for route in create_streamlit_routes(MagicMock()):
        if isinstance(route, Route | WebSocketRoute):
            yield route.path, re.sub(r"\{[^}]+\}", "x", route.path)
        else:
            assert isinstance(route, Mount)
            yield "/static/{file}", "/static/js/index.x.js"


def families(pattern_of: Mapping[str, Family], route: str) -> list[str]:
    return [name for name, family in pattern_of.items() if re.fullmatch(family.pattern, route)]


@pytest.fixture(scope="module")
def places(stage: Stage, entrance: Entrance) -> dict[Place, Family]:
    """Each route with its one family. Fails where there is none, or more than one."""
    found: dict[Place, Family] = {}
    tables = (
        (OWN, own_places(own_routes(stage, entrance), stage.code)),
        (STREAMLITS, streamlits_places(stage.code)),
    )
    for table, there in tables:
        for place in there:
            names = families(table, place[0])
            assert len(names) == 1, f"{place[0]} has {names or 'no rule'} in tests/attack/rules.py"
            found[place] = table[names[0]]
    return found


def test_every_rule_has_a_route(places: dict[Place, Family]) -> None:
    used = {family.pattern for family in places.values()}
    assert {family.pattern for family in (*OWN.values(), *STREAMLITS.values())} == used


# --- everything is asked -------------------------------------------------------------------------


async def test_everybody_is_answered_as_the_rules_say(
    stage: Stage, door: ASGIApp, places: dict[Place, Family]
) -> None:
    wrong: list[str] = []
    # Signing out comes last: it ends what a browser may.
    for route, address in sorted(places, key=lambda place: place[1] == "/signout"):
        family = places[route, address]
        for verb in VERBS:
            for role in ROLES:
                answer = await _knock(door, verb, address, stage.cookies[role])
                seen: list[object] = (
                    [] if answer.status in family.statuses(verb, role) else [answer.status]
                )
                seen += [*_amiss(answer, address), *_told(answer, address, role)]
                wrong += [f"{verb} {address} as {role}: {what}" for what in seen]
    assert not wrong, "\n".join(wrong[:60])


async def _knock(door: ASGIApp, verb: str, address: str, cookie: str) -> Answer:
    body = b"code=nonsense&recovery=x&text=x" if verb not in ("GET", "HEAD") else b""
    return await ask(
        door, verb, address, cookie=cookie, body=body, headers={"origin": "http://localhost"}
    )


def _amiss(answer: Answer, address: str) -> Iterator[str]:
    """What no answer may be, whoever asks for whatever."""
    said = answer.headers
    if answer.status >= 500:
        yield f"failed with {answer.status}"
    if said.get("x-content-type-options") != "nosniff":
        yield "may be sniffed"
    if said.get("referrer-policy") != "no-referrer":
        yield "tells where from"
    policy = said.get("content-security-policy", "")
    own_frame = address.startswith("/component/")
    if "default-src 'none'" not in policy or "unsafe-eval" in policy:
        yield f"policy {policy!r}"
    if f"frame-ancestors {chr(39)}{'self' if own_frame else 'none'}" not in policy:
        yield "may be framed"
    if any(name.startswith("access-control-") for name in said):
        yield "invites other sites"
    kept = address.startswith(KEPT_BY_CACHES) and answer.status in (200, 304)
    if "no-store" not in said.get("cache-control", "") and not kept:
        yield f"may be kept: {said.get('cache-control')}"
    leads = urlsplit(said.get("location", "/"))
    if leads.scheme or leads.netloc or not leads.path.startswith("/"):
        yield f"leads to {said['location']}"


def _told(answer: Answer, address: str, role: str) -> Iterator[str]:
    """Protected words in the answer. A room tells its title to its phones, a page to its person."""
    at_home = role == "person" and address.startswith("/mine/")
    if role in FACILITATORS or at_home or address.startswith("/j/"):
        return
    secret = (SENTENCE, ADDRESS) if role in SPONSOR else PROTECTED
    yield from (f"tells {word}" for word in secret if word in answer.text)
