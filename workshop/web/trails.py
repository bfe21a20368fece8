"""``GET /x/{code}/trail-A1.html``: the trail of an action, or of what belongs to it, on paper."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.domain.codes import read_room_code
from workshop.domain.errors import TrailUnknown, WorkshopUnknown
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.pictures.trail_words import chapters
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.views.trail import read_web
from workshop.web import pages
from workshop.web.cookies import session_token


class Trails:
    """Trails to print; the right is looked up at each one."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[BaseRoute]:
        """To be asked before the route of the files, which would take the same address."""
        return [Route("/x/{code}/trail-{label}.html", self.trail, methods=["GET"])]

    async def trail(self, request: Request) -> Response:
        """The trail, chapter by chapter. 401 to everybody but the workshop's facilitators, 404
        for what leaves no trail.
        """
        code, token = read_room_code(request.path_params["code"]), session_token(request)
        if code is None or token is None:
            raise HTTPException(401, "unauthorized")
        visitor = Visitor(code, token, Role.FACILITATOR)
        try:
            web = await asyncio.to_thread(read_web, self._house, visitor)
            trail = web.trail(request.path_params["label"])
        except WorkshopUnknown:
            raise HTTPException(401, "unauthorized") from None
        except TrailUnknown:
            raise HTTPException(404) from None
        shown = web.view.workshop
        spoken = words(shown.language, shown.client_name, shown.team_name)
        return pages.printed(
            "trail.html",
            spoken,
            trail=trail,
            workshop=shown.title,
            chapters=chapters(spoken, trail, web.view.steps),
        )
