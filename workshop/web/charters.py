"""``GET /x/{code}/project-{label}.html``: the charter of one project, to print."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.domain.codes import read_room_code
from workshop.domain.errors import ProjectUnknown, WorkshopUnknown
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.pictures.trail_words import set_out
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.views.projects import read_charter
from workshop.web import pages
from workshop.web.cookies import session_token


class Charters:
    """Charters to print; the right is looked up at each one."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[BaseRoute]:
        """To be asked before the route of the files, which would take the same address."""
        return [Route("/x/{code}/project-{label}.html", self.charter, methods=["GET"])]

    async def charter(self, request: Request) -> Response:
        """One project on a sheet. 401 to everybody but the workshop's facilitators, 404 for a
        project that is not theirs.
        """
        code, token = read_room_code(request.path_params["code"]), session_token(request)
        if code is None or token is None:
            raise HTTPException(401, "unauthorized")
        visitor = Visitor(code, token, Role.FACILITATOR)
        label = request.path_params["label"]
        try:
            charter = await asyncio.to_thread(read_charter, self._house, visitor, label)
        except WorkshopUnknown:
            raise HTTPException(401, "unauthorized") from None
        except ProjectUnknown:
            raise HTTPException(404) from None
        return pages.printed(
            "charter.html",
            words(charter.language, charter.client_name, charter.team_name),
            charter=charter,
            project=charter.project,
            set_out=set_out,
        )
