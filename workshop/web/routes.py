"""Our own routes beside the phones', as one small application in front of Streamlit."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from workshop.services.downloads import Download, PersonalDownload
from workshop.services.house import House
from workshop.web import pages
from workshop.web.board_stream import BoardChannel
from workshop.web.charters import Charters
from workshop.web.downloads import Counter
from workshop.web.entrance import Entrance
from workshop.web.forms import ForeignForm
from workshop.web.health import Health
from workshop.web.metrics import NOBODY_READS, Meter, Metrics
from workshop.web.organisation import OrganisationDoor
from workshop.web.personal import PersonalPages
from workshop.web.reception import Reception
from workshop.web.search import Search
from workshop.web.sheets import Sheets
from workshop.web.trails import Trails
from workshop.web.trickle import trickle

STATIC = Path(__file__).parent / "static"


def all_rooms(
    house: House,
    entrance: Entrance,
    *,
    phones: Sequence[BaseRoute],
    downloads: Mapping[str, Download],
    personal: Mapping[str, PersonalDownload],
    meter: Meter = NOBODY_READS,
    organisation: OrganisationDoor | None = None,
) -> ASGIApp:
    """Every route that is not Streamlit's."""
    ours = web_routes(
        house,
        entrance,
        downloads=downloads,
        personal=personal,
        meter=meter,
        organisation=organisation,
    )
    return ExceptionMiddleware(
        # It would write the address anew from ``Host``, which a proxy may have rewritten.
        Router([*phones, *ours], redirect_slashes=False),
        handlers={HTTPException: _refuse},
    )


def web_routes(
    house: House,
    entrance: Entrance,
    *,
    downloads: Mapping[str, Download],
    personal: Mapping[str, PersonalDownload],
    meter: Meter = NOBODY_READS,
    organisation: OrganisationDoor | None = None,
) -> list[BaseRoute]:
    """What a browser may ask for before, beside and after Streamlit."""
    health = Health(house, entrance)
    organisation = organisation or OrganisationDoor(house, None, "")
    return [
        trickle(),
        *BoardChannel(house).routes(),
        *Search(house).routes(),
        *Sheets(house).routes(),
        *Charters(house).routes(),
        *Trails(house).routes(),
        *Counter(house, downloads).routes(),
        *PersonalPages(house, entrance, personal).routes(),
        Route("/healthz", health.answer, methods=["GET"]),
        Route("/metrics", Metrics(house, health, meter).answer, methods=["GET"]),
        *Reception(house, entrance, organisation).routes(),
        *organisation.routes(),
        Route("/favicon.ico", _icon),
        Route("/favicon.png", _icon),
        Mount("/web-static", StaticFiles(directory=STATIC)),
    ]


async def _icon(request: Request) -> Response:
    return FileResponse(STATIC / "icon.png", headers={"Cache-Control": "public, max-age=86400"})


async def _refuse(request: Request, refused: Exception) -> Response:
    """A route's refusal: a page for people, a line for programs."""
    assert isinstance(refused, HTTPException)
    if refused.status_code == 404 and pages.wants_html(request):
        return pages.message(request, pages.NOTHING_HERE, status=404)
    if isinstance(refused, ForeignForm):
        return pages.message(request, pages.FOREIGN_FORM, status=403)
    return PlainTextResponse(f"{refused.detail}\n", refused.status_code, refused.headers)
