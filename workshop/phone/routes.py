"""The routes of the phones (DESIGN.md, "Contract: HTTP (phones)"); the app mounts them.

The way of a gesture is kept short, for a thousand of them a second: the room comes from memory,
the form is read by hand, the writer commits, and the answer is a few bytes of JSON.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop.domain.codes import read_room_code
from workshop.domain.errors import DoorClosed, TooFast, WorkshopError, WorkshopUnknown
from workshop.live import tally
from workshop.phone.acts import is_personal
from workshop.phone.answers import (
    NO_STORE,
    as_json,
    as_page,
    back_to_room,
    browser_words,
    json_bytes,
    refuse_as_json,
    wants_json,
    with_wait,
)
from workshop.phone.assets import serve_asset
from workshop.phone.bodies import Fields, read_fields
from workshop.phone.door import Door, Guest, check_origin, give_cookie
from workshop.phone.events import RoomEvents
from workshop.phone.gestures import GESTURES, Gesture
from workshop.phone.last import keep_last, read_last, remember
from workshop.phone.pace import Buckets
from workshop.phone.pages import (
    NO_PROBLEM,
    Choice,
    Problem,
    draw_join,
    draw_privacy,
    draw_room,
    fit_choice,
)
from workshop.phone.reading import in_thread
from workshop.phone.refusals import PageUnknown, Unavailable, status_of
from workshop.phone.rooms import Rooms
from workshop.phone.state import needs_me, own_state
from workshop.services.house import House
from workshop.services.views.room import Myself, SaidCard, read_myself, read_said
from workshop.services.writer import Apply, Writer, WriterBusy
from workshop.settings import Pace

SEARCHES_AT_ONCE = 2
SEARCHES_WAITING = 16
SIMILAR_TEXT_LIMIT = 400
TRY_AGAIN_SECONDS = 2
READINGS = 5
"""How often a phone's own part is read anew when the room moves each time meanwhile."""

_log = logging.getLogger("workshop.phone")

_KEPT = frozenset(
    {"votes", "mirror", "moods", "answers", "ratings", "places", "same", "help", "ready"}
)
"""Gestures whose form stays on the page: a plain form comes back to its place."""

Handler = Callable[[Request], Awaitable[Response]]


def phone_routes(house: House, writer: Writer, pace: Pace | None) -> list[BaseRoute]:
    """All routes of the participants' phones, for a plain router in one event loop.

    ``pace``: how fast one participant may send; None lifts the limit (load tests only).
    """
    rooms = Rooms(house)
    door = Door(house, rooms)
    phones = _Phones(house, writer, rooms, door, pace)
    posts = [
        Route(f"/j/{{code}}{path}", phones.gesture(gesture), methods=["POST"])
        for path, gesture in GESTURES.items()
    ]
    return [
        Route("/phone-static/{name}", serve_asset),
        Route("/j", join_page),
        Route("/j/{code}", _steady(phones.page)),
        Route("/j/{code}/state", _steady(phones.state)),
        Route("/j/{code}/events", RoomEvents(house, door), methods=["GET"]),
        Route("/j/{code}/similar", _steady(phones.similar)),
        Route("/j/{code}/privacy", _steady(phones.privacy)),
        *posts,
        Route("/j/{rest:path}", no_such_page, methods=["GET", "POST"]),
    ]


async def join_page(request: Request) -> Response:
    """The form for a room's code; a code typed into it leads on to the room, in any case."""
    typed = request.query_params.get("code", "")
    code = read_room_code(typed)
    if code is not None:
        return RedirectResponse(f"/j/{code}", 303, NO_STORE)
    spoken = browser_words(request)
    if typed.strip():
        refused = WorkshopUnknown(code=typed)
        return as_page(draw_join(spoken, typed=typed, message=spoken.error(refused)), 404)
    return as_page(draw_join(spoken))


async def no_such_page(request: Request) -> Response:
    """Any other address below ``/j``: a slash too many is forgiven, the rest is unknown."""
    path = request.url.path
    if path.endswith("/") and request.method in ("GET", "HEAD"):
        return RedirectResponse(path.rstrip("/"), 308, NO_STORE)
    return _refuse_without_room(request, PageUnknown())


class _Phones:
    """The handlers, with what they share."""

    def __init__(
        self, house: House, writer: Writer, rooms: Rooms, door: Door, pace: Pace | None
    ) -> None:
        self._house = house
        self._writer = writer
        self._rooms = rooms
        self._door = door
        self._buckets = Buckets(pace)
        self._searches = asyncio.Semaphore(SEARCHES_AT_ONCE)
        self._searching = 0

    async def page(self, request: Request) -> Response:
        """The participant's page for the current phase; a new phone gets its cookie here."""
        typed = request.path_params["code"]
        code = read_room_code(typed)
        if code is not None and code != typed:  # the cookie's path knows one spelling only
            return RedirectResponse(f"/j/{code}", 308, NO_STORE)
        try:
            guest = await self._door.let_in(request)
        except WorkshopError as refused:
            return _refuse_without_room(request, refused)
        try:
            response = await self._room_page(request, guest)
        except WorkshopUnknown as refused:  # a device that was removed
            return _refuse_without_room(request, refused)
        give_cookie(request, response, guest)
        return response

    async def state(self, request: Request) -> Response:
        """What the room shows now, as JSON; with this phone's own answers where it is asked any.

        ``me=no`` leaves them out: a thousand phones that only look whether anything changed
        share one reading of the room.
        """
        try:
            guest = await self._door.let_in(request)
            if request.query_params.get("me") == "no" or not needs_me(guest.scene.room):
                return json_bytes(guest.scene.state)
            guest, myself = await self._with_own(guest)
        except WorkshopError as refused:
            return refuse_as_json(request, refused)
        return as_json(own_state(guest.scene.told, guest.scene.room, myself))

    async def privacy(self, request: Request) -> Response:
        """What is stored, for how long, who sees what."""
        try:
            guest = await self._door.let_in(request)
        except WorkshopError as refused:
            return _refuse_without_room(request, refused)
        response = as_page(draw_privacy(guest.scene))
        if guest.scene.room.sealed:  # it says that the cookie goes with this page
            give_cookie(request, response, guest)
        return response

    async def similar(self, request: Request) -> Response:
        """At most three cards of the room that look alike, when the phase shows cards.

        A help while typing, never worth a wait: nothing, when too many ask at once.
        """
        try:
            guest = await self._door.let_in(request)
            self._keep_pace("similar", guest)
        except WorkshopError as refused:
            return refuse_as_json(request, refused)
        found: tuple[SaidCard, ...] = ()
        if guest.scene.room.may("me_too") and self._searching < SEARCHES_WAITING:
            found = await self._search(
                guest,
                request.query_params.get("step", ""),
                request.query_params.get("text", "")[:SIMILAR_TEXT_LIMIT],
            )
        cards = [
            {
                "label": card.label,
                "side": card.side,
                "kind": card.kind,
                "text": card.text,
                "said": card.said,
            }
            for card in found
        ]
        return as_json({"cards": cards})

    def gesture(self, gesture: Gesture) -> Handler:
        """The handler of one POST."""

        async def handle(request: Request) -> Response:
            guest: Guest | None = None
            fields = Fields()
            outcome = "done"
            try:
                check_origin(request)
                fields = await read_fields(request)
                guest = await self._door.let_in(request)
                self._keep_pace(gesture.noun, guest)
                sent = gesture.read(request, guest.participant.token, fields)
                receipt = await self._write(guest, gesture.apply, sent)
            except DoorClosed as refused:
                outcome = self._refused(refused)
                response = self._refuse_newcomer(request, fields)
            except WorkshopError as refused:
                outcome = self._refused(refused)
                response = await self._refuse(request, guest, gesture, fields, refused)
            except Exception as error:
                outcome = "failed"
                _log_kind("a gesture", error)
                unavailable = Unavailable(seconds=TRY_AGAIN_SECONDS)
                response = _refuse_without_room(request, unavailable, fields)
            else:
                told, status = gesture.answer(receipt)
                if wants_json(request):
                    response = as_json(told, status)
                else:
                    place = gesture.place(request, fields) if gesture.noun in _KEPT else ""
                    response = back_to_room(guest.participant.code, place)
                    remember(request, response, guest, fields, told)
            self._house.tally.gesture("phone", gesture.noun, outcome)
            if guest is not None:
                give_cookie(request, response, guest)
            return response

        return handle

    def _refused(self, refused: WorkshopError) -> str:
        """The outcome of a gesture that was refused, or that may be sent again later."""
        self._house.tally.count("refusals", refused.code)
        return "busy" if isinstance(refused, Unavailable) else "refused"

    def _keep_pace(self, noun: str, guest: Guest) -> None:
        wait = self._buckets.take((noun, guest.participant))
        if wait > 0:
            raise TooFast(seconds=math.ceil(wait))

    async def _write(self, guest: Guest, apply: Apply, sent: object) -> Any:
        """The receipt of a gesture that is on disk. Raises its refusal, or Unavailable."""
        try:
            return await self._writer.send(guest.participant.code, apply, sent)
        except WorkshopError:
            raise
        except WriterBusy as error:  # a thousand lines a second would help nobody
            raise Unavailable(seconds=TRY_AGAIN_SECONDS) from error
        except Exception as error:
            _log_kind("a gesture", error)
            raise Unavailable(seconds=TRY_AGAIN_SECONDS) from error

    async def _search(self, guest: Guest, step: str, text: str) -> tuple[SaidCard, ...]:
        self._searching += 1
        try:
            async with self._searches:
                return await in_thread(
                    read_said, self._house, guest.participant, step=step, text=text
                )
        finally:
            self._searching -= 1

    async def _room_page(
        self,
        request: Request,
        guest: Guest,
        problem: Problem = NO_PROBLEM,
        status: int = 200,
        choice: Choice | None = None,
    ) -> Response:
        room = guest.scene.room
        sent = ""
        if choice is None:
            choice, sent = read_last(request, guest)
        myself: Myself | None = None
        said: tuple[SaidCard, ...] = ()
        if not room.sealed and (not guest.is_new or is_personal(room)):
            guest, myself = await self._with_own(guest)
            room = guest.scene.room
            if choice is not None and room.may("me_too"):
                said = await self._search(guest, choice.step, "")
        page = draw_room(
            guest.scene,
            now=self._house.clock(),
            myself=myself if myself and (myself.known or is_personal(room)) else None,
            choice=choice,
            said=said,
            problem=problem,
            sent=sent,
            opened=request.query_params.get("more", ""),
            away=await self._rooms.away(guest.scene) if myself and myself.away else None,
            receipt=await self._rooms.receipt(guest.scene),
            cards=await self._rooms.card_count(guest.scene) if room.rights.sees == "count" else 0,
        )
        response = as_page(page, status)
        if sent and choice:  # said once
            keep_last(request, response, guest, choice, "")
        return response

    async def _with_own(self, guest: Guest) -> tuple[Guest, Myself]:
        """What only this phone sees, and the room as it was at that moment.

        Read one after the other, the phase may change in between: a phone would be told of a vote
        in which it has no points left. Raises WorkshopUnknown for a device that was removed.
        """
        for _ in range(READINGS):
            myself = await self._myself(guest)
            if myself.room_revision == guest.scene.room.room_revision:
                break
            code = guest.participant.code
            scene = await self._rooms.scene(code, since=myself.room_revision)
            guest = replace(guest, scene=scene)
        return guest, myself

    async def _myself(self, guest: Guest) -> Myself:
        """What only this phone sees. Raises WorkshopUnknown for a device that was removed."""
        myself = await in_thread(read_myself, self._house, guest.participant)
        if myself.removed:
            raise WorkshopUnknown(code=guest.participant.code)
        return myself

    async def _refuse(
        self,
        request: Request,
        guest: Guest | None,
        gesture: Gesture,
        fields: Fields,
        refused: WorkshopError,
    ) -> Response:
        if guest is None:
            guest = await self._guest_or_none(request, refused)
        if guest is None:
            return _refuse_without_room(request, refused, fields)
        spoken = guest.scene.words
        if wants_json(request):
            return refuse_as_json(request, refused, spoken)
        problem = Problem(
            gesture.place(request, fields),
            spoken.error(refused),
            fields.one("text") or fields.one("code") or fields.one("name"),
            (*fields.all("topics"), *fields.all("causes")),
        )
        fresh = Guest(await self._rooms.scene(guest.participant.code), guest.participant, False)
        choice = None
        if fields.one("kind"):
            choice = fit_choice(
                fresh.scene.room, fields.one("kind"), fields.one("side"), fields.one("step")
            )
        try:
            page = await self._room_page(request, fresh, problem, status_of(refused), choice)
        except WorkshopUnknown as unknown:  # a device that was removed
            return _refuse_without_room(request, unknown, fields)
        return with_wait(page, refused)

    async def _guest_or_none(self, request: Request, refused: WorkshopError) -> Guest | None:
        if isinstance(refused, WorkshopUnknown):
            return None
        try:
            return await self._door.let_in(request)
        except WorkshopError:
            return None

    def _refuse_newcomer(self, request: Request, fields: Fields) -> Response:
        unknown = WorkshopUnknown(code=request.path_params["code"])
        return _refuse_without_room(request, unknown, fields)


def _steady(handler: Handler) -> Handler:
    """The handler, answering "try again" when the database does not answer."""

    async def steady(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as error:
            _log_kind("a page", error)
            return _refuse_without_room(request, Unavailable(seconds=TRY_AGAIN_SECONDS))

    return steady


def _log_kind(what: str, error: Exception) -> None:
    # Its text may hold what a participant wrote: the log gets the kind only.
    tally.count("mishaps", "phone")
    _log.error("%s of a phone failed (%s)", what, type(error).__name__)


def _refuse_without_room(
    request: Request, refused: WorkshopError, fields: Fields | None = None
) -> Response:
    """A refusal where there is no room to show: the form for the code, and what was typed."""
    spoken = browser_words(request)
    if wants_json(request):
        return refuse_as_json(request, refused, spoken)
    page = draw_join(
        spoken,
        typed=request.path_params.get("code", ""),
        message=spoken.error(refused),
        text=fields.one("text") if fields else "",
    )
    return with_wait(as_page(page, status_of(refused)), refused)
