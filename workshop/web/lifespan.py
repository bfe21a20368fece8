"""From the settings to an open house, and back: what happens at start and at stop."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager

from starlette.routing import BaseRoute

from workshop.services.downloads import Download, PersonalDownload
from workshop.services.house import House, set_house
from workshop.services.simulated import rehearsals
from workshop.services.writer import Writer
from workshop.settings import Pace, Settings
from workshop.storage.alone import serving
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare
from workshop.storage.watch import watch
from workshop.web.downloads import qr_code
from workshop.web.entrance import Entrance
from workshop.web.interpreter import tuned
from workshop.web.metrics import Meter
from workshop.web.organisation import OrganisationDoor
from workshop.web.recorder import recorded
from workshop.web.routes import all_rooms

PhoneRoutes = Callable[[House, Writer, Pace | None], Sequence[BaseRoute]]


@asynccontextmanager
async def open_house(
    settings: Settings,
    entrance: Entrance,
    *,
    phones: PhoneRoutes,
    downloads: Mapping[str, Download],
    personal: Mapping[str, PersonalDownload],
) -> AsyncIterator[House]:
    """Open the database (made or upgraded first), the writer and the watcher; then the door.

    ``phones``: the participants' routes. ``downloads``: the files of a workshop, by name, and
    ``personal`` those of a person's own page. Raises WorkshopError when the database refuses: too
    new, half migrated, unreachable, a file that another process serves.
    """
    with ExitStack() as closing:
        database = open_database(settings.database_url, connections=settings.connections)
        closing.callback(database.dispose)
        closing.enter_context(serving(database))
        prepare(database)
        house = House(database)
        house.hub.reopen()
        closing.callback(watch(database, house.hub).stop)
        writer = Writer(house)
        closing.callback(writer.close)
        closing.callback(house.hub.close)
        closing.callback(rehearsals.stop_all)
        set_house(house)
        closing.callback(set_house, None)
        rooms = all_rooms(
            house,
            entrance,
            phones=phones(house, writer, settings.pace),
            downloads={**downloads, "qr.svg": qr_code(settings)},
            personal=personal,
            meter=Meter(settings.metrics_token, lambda: writer.waiting),
            organisation=OrganisationDoor(house, settings.organisation, settings.public_url),
        )
        entrance.open(house, rooms)
        closing.callback(entrance.close)
        # The heap of the start lives as long as the process: no collection need look at it.
        gc.collect()
        gc.freeze()
        with entrance.closing_on_signals(house.hub.close):
            async with tuned(house.hub), recorded(house):
                yield house
