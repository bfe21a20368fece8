"""All addresses there are, from the route tables themselves."""

import re
import uuid
from collections.abc import Iterator, Mapping
from unittest.mock import MagicMock

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from tests.attack.rules import OWN, STREAMLITS, Family
from tests.attack.scene import files, own_files
from workshop.phone.assets import address as asset_address
from workshop.settings import CHECKOUT
from workshop.web.personal import _DEEDS

Place = tuple[str, str]
"""The route as its table writes it, and an address that it answers."""


def all_places(own: list[BaseRoute], code: str) -> dict[Place, Family]:
    """Each with its one family of rules. Fails where there is none, or more than one."""
    found: dict[Place, Family] = {}
    for table, there in ((OWN, own_places(own, code)), (STREAMLITS, streamlits_places(code))):
        for place in there:
            names = [name for name, one in table.items() if re.fullmatch(one.pattern, place[0])]
            assert len(names) == 1, f"{place[0]} has {names or 'no rule'} in tests/attack/rules.py"
            found[place] = table[names[0]]
    return found


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
