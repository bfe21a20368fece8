"""From the settings to an open house, and back: what happens at start and at stop."""

import gc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager

from starlette.routing import BaseRoute

from workshop.services.house import House, set_house
from workshop.services.writer import Writer
from workshop.settings import Pace, Settings
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare
from workshop.storage.watch import watch
from workshop.web.entrance import Entrance
from workshop.web.routes import all_rooms

PhoneRoutes = Callable[[House, Writer, Pace | None], Sequence[BaseRoute]]


@asynccontextmanager
async def open_house(
    settings: Settings, entrance: Entrance, *, phones: PhoneRoutes
) -> AsyncIterator[House]:
    """Open the database (made or upgraded first), the writer and the watcher; then the door.

    ``phones``: the participants' routes. Raises WorkshopError when the database refuses: too
    new, half migrated, unreachable.
    """
    with ExitStack() as closing:
        database = open_database(settings.database_url)
        closing.callback(database.dispose)
        prepare(database)
        house = House(database)
        house.hub.reopen()
        closing.callback(watch(database, house.hub).stop)
        writer = Writer(house)
        closing.callback(writer.close)
        closing.callback(house.hub.close)
        set_house(house)
        closing.callback(set_house, None)
        routes = phones(house, writer, settings.pace)
        entrance.open(house, all_rooms(house, routes, entrance))
        closing.callback(entrance.close)
        # The heap of the start lives as long as the process: no collection need look at it.
        gc.collect()
        gc.freeze()
        with entrance.closing_on_signals(house.hub.close):
            yield house
