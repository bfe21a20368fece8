"""``GET /x/{code}/cards.html``: blank cards to print, for people without a phone."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.addresses import public_base
from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.views.sheets import read_sheet
from workshop.settings import read_settings
from workshop.web import pages
from workshop.web.cookies import session_token

CARDS_A_PAGE = 8
STEPS_TO_TICK = 8
"""More do not fit beside each other on an eighth of a page: their name is then written down."""


class Sheets:
    """Pages to print; the right is looked up at each one."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[BaseRoute]:
        """To be asked before the route of the files, which would take the same address."""
        return [Route("/x/{code}/cards.html", self.cards, methods=["GET"])]

    async def cards(self, request: Request) -> Response:
        """A page of eight blank cards. 401 to everybody but the workshop's facilitators."""
        code, token = read_room_code(request.path_params["code"]), session_token(request)
        if code is None or token is None:
            raise HTTPException(401, "unauthorized")
        visitor = Visitor(code, token, Role.FACILITATOR)
        try:
            sheet = await asyncio.to_thread(read_sheet, self._house, visitor)
        except WorkshopUnknown:
            raise HTTPException(401, "unauthorized") from None
        return pages.printed(
            "cards_sheet.html",
            words(sheet.language, sheet.client_name, sheet.team_name),
            sheet=sheet,
            cards=range(CARDS_A_PAGE),
            steps=sheet.steps if len(sheet.steps) <= STEPS_TO_TICK else (),
            address=public_base(read_settings()).split("://", 1)[-1] + "/j",
        )
