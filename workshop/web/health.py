"""``GET /healthz``: may this process be sent visitors? What a load balancer asks.

It is both questions at once: a process that answers lives, and 200 says that it is ready. From
the signal to the end it says 503, before the door closes, so that nobody new is sent here.
"""

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
        answers = await self.database_answers()
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

    async def database_answers(self) -> bool:
        """Whether it does, within some two seconds; who asks meanwhile hears the same answer."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._house.database.ping))
        return await asyncio.shield(self._asking)
