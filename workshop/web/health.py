"""``GET /healthz``: may this process be sent visitors?"""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse

from workshop import __version__
from workshop.services.house import House
from workshop.web.entrance import Entrance


class Health:
    """Asks the database, once for all who wait for the answer."""

    def __init__(self, house: House, entrance: Entrance) -> None:
        self._house = house
        self._entrance = entrance
        self._asking: asyncio.Task[bool] | None = None

    async def answer(self, request: Request) -> JSONResponse:
        """200 when all is well; 503 when the database does not answer or a stop was asked."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._house.database.ping))
        answers = await asyncio.shield(self._asking)
        well = answers and not self._entrance.closing
        return JSONResponse(
            {
                "status": "ok" if well else ("closing" if answers else "down"),
                "database": "ok" if answers else "down",
                "version": __version__,
            },
            200 if well else 503,
            {"Cache-Control": "no-store"},
        )
