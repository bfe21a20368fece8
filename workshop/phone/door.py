"""Who comes in: the room's code, the door, and the cookie that makes a phone the same phone."""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.phone.pace import WrongCodes
from workshop.phone.reading import in_thread
from workshop.phone.refusals import ForeignOrigin
from workshop.phone.rooms import Rooms, Scene
from workshop.services.actors import Participant
from workshop.services.house import House
from workshop.services.participants import invite
from workshop.services.views.receipt import has_receipt
from workshop.services.views.room import is_known, is_removed

COOKIE = "participant"
COOKIE_DAYS = 180
KNOWN_LIMIT = 20_000

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,128}")


@dataclass(frozen=True, slots=True)
class Guest:
    """A phone at a room it may enter; ``is_new``: it has to be given its cookie."""

    scene: Scene
    participant: Participant
    is_new: bool


class Door:
    """Lets phones into rooms; a closed door answers newcomers as if there were no room."""

    def __init__(self, house: House, rooms: Rooms) -> None:
        self._house = house
        self._rooms = rooms
        self._wrong_codes = WrongCodes()
        self._known: OrderedDict[Participant, None] = OrderedDict()
        self._cleared: OrderedDict[Participant, int] = OrderedDict()

    async def let_in(self, request: HTTPConnection) -> Guest:
        """The guest behind a request. Raises WorkshopUnknown, after a while if many are wrong."""
        typed = request.path_params["code"]
        try:
            code = read_room_code(typed)
            if code is None:
                raise WorkshopUnknown(code=typed)
            scene = await self._rooms.scene(code)
            token = _read_token(request)
            participant = Participant(code, token or invite(scene.door_key))
            if scene.room.sealed:
                return _reader(scene, token)
            if not scene.room.door_open:
                await self._check_known(participant, is_new=token is None)
            if scene.room.removed_devices and token is not None:
                await self._check_removed(participant, scene.room.removed_devices)
        except WorkshopUnknown:
            await asyncio.sleep(self._wrong_codes.delay())
            # Said afresh: one sentence and one fact, whichever of the three it was.
            raise WorkshopUnknown(code=typed) from None
        return Guest(scene, participant, is_new=token is None)

    async def _check_known(self, participant: Participant, *, is_new: bool) -> None:
        if participant in self._known:
            self._known.move_to_end(participant)
            return
        if is_new or not await in_thread(is_known, self._house, participant):
            raise WorkshopUnknown(code=participant.code)
        self._known[participant] = None
        if len(self._known) > KNOWN_LIMIT:
            self._known.popitem(last=False)

    async def _check_removed(self, participant: Participant, removed: int) -> None:
        """Look whether it is this device that was removed, once for each that is."""
        if self._cleared.get(participant) == removed:
            return
        if await in_thread(is_removed, self._house, participant):
            raise WorkshopUnknown(code=participant.code)
        self._cleared[participant] = removed
        if len(self._cleared) > KNOWN_LIMIT:
            self._cleared.popitem(last=False)


def _reader(scene: Scene, token: str | None) -> Guest:
    """Whoever reads a sealed workshop, as nobody in particular. Raises WorkshopUnknown.

    Behind a closed door there is nobody left whom it would know.
    """
    if not scene.room.door_open:
        raise WorkshopUnknown(code=scene.room.code)
    participant = Participant(scene.room.code, token or invite(scene.door_key))
    return Guest(scene, participant, is_new=False)


def give_cookie(request: HTTPConnection, response: Response, guest: Guest) -> None:
    """Give a new phone the random token that it will show in this room, and only there.

    Its days count from the last look at the receipt, however many months the programme takes. Once
    the workshop is sealed the token says nothing: the phone forgets it too.
    """
    path = f"/j/{guest.participant.code}"
    if guest.scene.room.sealed:
        if COOKIE in request.cookies:
            response.delete_cookie(COOKIE, path=path, httponly=True, samesite="lax")
        return
    if guest.is_new or has_receipt(guest.scene.room):
        response.set_cookie(
            COOKIE,
            guest.participant.token,
            max_age=COOKIE_DAYS * 86_400,
            path=path,
            secure=is_secure(request),
            httponly=True,
            samesite="lax",
        )


def is_secure(request: HTTPConnection) -> bool:
    """Whether the phone came by https: the front door tells, no header that anybody may write."""
    return request.scope.get("scheme") == "https"


def check_origin(request: HTTPConnection) -> None:
    """Raise ForeignOrigin when another site's page sent this; no origin at all is fine."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise ForeignOrigin()
    if origin is None:
        return
    if origin == "null" and request.headers.get("sec-fetch-site") == "same-origin":
        return  # our own form, under a policy that tells no referrer
    try:
        sender = urlsplit(origin)
    except ValueError as error:
        raise ForeignOrigin() from error
    host = request.headers.get("host", "").lower()
    if sender.scheme not in ("http", "https") or not host or sender.netloc.lower() != host:
        raise ForeignOrigin()


def _read_token(request: HTTPConnection) -> str | None:
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else None
