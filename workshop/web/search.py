"""``GET /live/{code}/search``: what a facilitator's palette finds, asked for when it is opened."""

import asyncio
import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.views.search import SearchView, read_search
from workshop.web.cookies import session_token


class Search:
    """Lists of things by their words; the right is looked up at each one."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[BaseRoute]:
        return [Route("/live/{code}/search", self.list, methods=["GET"])]

    async def list(self, request: Request) -> Response:
        """``{"revision", "things": [[kind, label, words, also], …]}`` as JSON.

        401 to everybody but the workshop's facilitators.
        """
        code, token = read_room_code(request.path_params["code"]), session_token(request)
        if code is None or token is None:
            raise HTTPException(401, "unauthorized")
        visitor = Visitor(code, token, Role.FACILITATOR)
        try:
            body = await asyncio.to_thread(lambda: _written(read_search(self._house, visitor)))
        except WorkshopUnknown:
            raise HTTPException(401, "unauthorized") from None
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})


def _written(view: SearchView) -> str:
    things = [[thing.kind, thing.label, thing.words, thing.also] for thing in view.things]
    told = {"revision": view.revision, "things": things}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
