"""The rooms of this process as phones see them, read again only when the hub says so."""

import asyncio
import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from workshop.domain.errors import WorkshopUnknown
from workshop.i18n import Words, words
from workshop.live import News
from workshop.phone.reading import in_thread
from workshop.phone.state import Told, shared_state
from workshop.services.house import House
from workshop.services.views.away import AwayView, read_away, read_card_count
from workshop.services.views.receipt import Receipt, has_receipt, read_receipt
from workshop.services.views.room import Room, read_door_key, read_room

ROOMS_LIMIT = 256
LATELY_SECONDS = 2.0


@dataclass(frozen=True)
class Scene:
    """One reading of a room, and what can be made of it once for all its phones.

    ``seen``: the last news of the workshop before the reading, None when there was none.
    ``door_key``: marks the cookies of those who come in (``participants.invite``).
    ``drawn``: pages that are the same for every stranger, kept by whoever draws them.
    ``lately``: readings that may be a little old, with the moment of each.
    """

    room: Room
    seen: News | None = None
    door_key: bytes = field(default=b"", compare=False, repr=False)
    drawn: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    lately: dict[str, tuple[float, Any]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def words(self) -> Words:
        """The workshop's language, with its own names for both sides."""
        return words(self.room.language, self.room.client_name, self.room.team_name)

    @cached_property
    def look(self) -> str:
        """Changes exactly when there is something else to do or to read on a phone's page.

        A short mark of all but the revision, the clock and what was moderated: those take their
        place on a page in use without asking for it.
        """
        calm = replace(
            self.room,
            room_revision=0,
            closes_at=None,
            paused_until=None,
            set_aside_count=0,
            removed_devices=0,
        )
        return _mark(calm)

    @cached_property
    def clock(self) -> str:
        """Changes exactly when the time left or the pause does."""
        return _mark((self.room.closes_at, self.room.paused_until))

    @cached_property
    def event(self) -> bytes:
        """The data of the event ``room`` that says where this room stands."""
        return room_event(self.room.room_revision, self.room.phase)

    @cached_property
    def told(self) -> Told:
        """What every phone of the room may be told, before it is put into bytes."""
        shared = shared_state(self.room, self.words)
        return {**shared, "look": self.look, "clock": self.clock}

    @cached_property
    def state(self) -> bytes:
        """The body of ``GET /j/{code}/state`` for whoever has nothing of their own to read."""
        return json.dumps(self.told).encode()

    def is_still_true(self, known: News | None, since: int = 0) -> bool:
        """Whether nothing was announced since that phones could see.

        A thousand votes move the workshop's revision a thousand times, and the room's not once.
        """
        if known is None or self.seen is None or known.revision < self.seen.revision:
            return False  # never announced, deleted, or another workshop under the same code
        return self.room.room_revision == max(known.room_revision, since)


class Rooms:
    """The scenes of the rooms this process has heard of, at most 256; safe in one event loop."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._scenes: OrderedDict[str, Scene] = OrderedDict()
        self._readings: dict[str, asyncio.Lock] = {}

    async def scene(self, code: str, *, since: int = 0) -> Scene:
        """The room as it is now. Raises WorkshopUnknown.

        ``since``: a room revision that was read from the database, perhaps before the word of it
        came to this process; nothing older is given.
        When a phase changes, a thousand phones ask at once: the first reads, the others wait for
        it, and look again whether what it read is still true.
        """
        known = self._house.hub.known(code)
        if known is None:  # a wrong code, or one the watcher has not come to: nothing to keep
            self._forget(code)
            return await self._read(code, None)
        scene = self._scenes.get(code)
        if scene is not None and scene.is_still_true(known, since):
            return scene
        async with self._readings.setdefault(code, asyncio.Lock()):
            known = self._house.hub.known(code)
            scene = self._scenes.get(code)
            if scene is not None and scene.is_still_true(known, since):
                return scene
            try:
                scene = await self._read(code, known)
            except WorkshopUnknown:
                self._forget(code)
                raise
            if known is not None:
                self._keep(code, scene)
            return scene

    async def _read(self, code: str, seen: News | None) -> Scene:
        room = await in_thread(read_room, self._house, code)
        key = await in_thread(read_door_key, self._house, code)
        return Scene(room, seen, key)

    async def card_count(self, scene: Scene) -> int:
        """How many cards the room has shown; as it was two seconds ago at the earliest."""
        return int(await self._lately(scene, "count", read_card_count))

    async def away(self, scene: Scene) -> AwayView:
        """What those read who see no projector; as it was two seconds ago at the earliest."""
        view: AwayView = await self._lately(scene, "away", read_away)
        return view

    async def receipt(self, scene: Scene) -> Receipt | None:
        """What became of the room's words, None while there is nothing of it to read.

        As it was two seconds ago at the earliest: an action moves no ``room_revision``.
        """
        if not has_receipt(scene.room):
            return None
        found: Receipt | None = await self._lately(scene, "receipt", read_receipt)
        return found

    async def _lately(self, scene: Scene, name: str, read: Callable[[House, str], object]) -> Any:
        # These move with every card: all the phones of a room share one reading now and then, also
        # those that ask while it is under way.
        then, reading = scene.lately.get(name, (-LATELY_SECONDS, None))
        now = time.monotonic()
        failed = reading is not None and reading.done() and reading.exception() is not None
        if reading is None or failed or now - then >= LATELY_SECONDS:
            reading = asyncio.ensure_future(in_thread(read, self._house, scene.room.code))
            scene.lately[name] = (now, reading)
        return await asyncio.shield(reading)

    def _keep(self, code: str, scene: Scene) -> None:
        self._scenes[code] = scene
        self._scenes.move_to_end(code)
        if len(self._scenes) > ROOMS_LIMIT:
            self._forget(next(iter(self._scenes)))

    def _forget(self, code: str) -> None:
        self._scenes.pop(code, None)
        reading = self._readings.get(code)
        if reading is not None and not reading.locked():
            del self._readings[code]


def room_event(room_revision: int, phase: str) -> bytes:
    """One event of the room channel, whole."""
    told = json.dumps({"room_revision": room_revision, "phase": phase})
    return f"event: room\ndata: {told}\n\n".encode()


def _mark(shown: object) -> str:
    return hashlib.blake2s(repr(shown).encode("utf-8", "replace"), digest_size=8).hexdigest()
