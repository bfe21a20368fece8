"""A named person's own page, by their personal link: it opens this and nothing else.

``GET /p/{token}`` puts the link into a cookie that the browser sends to this page alone, and out
of the address. No page of Streamlit, no stream and no download of the workshop knows that cookie.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop.domain.codes import read_room_code
from workshop.domain.errors import (
    Invalid,
    LinkUnknown,
    NotFound,
    TooFast,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.ranking import MARK_HIGH, MARK_LOW
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import ItemReason
from workshop.i18n import words
from workshop.services import board, handling, stakeholders
from workshop.services.access import hash_token, new_token
from workshop.services.actors import Named
from workshop.services.board import ItemDraft
from workshop.services.downloads import PersonalDownload
from workshop.services.house import House
from workshop.services.people import open_person_link
from workshop.services.views.mine import MyPage, read_mine
from workshop.web import pages
from workshop.web.cookies import (
    chosen_language,
    forget_person,
    keep_person,
    person_token,
)
from workshop.web.entrance import Entrance
from workshop.web.forms import read_form, refuse_foreign
from workshop.web.throttle import Turns

FORM_LIMIT = 32 * 1024
"""Bytes: a thousand characters of any alphabet, written as a form writes them, and some more."""
MOST_FIELDS = 2000
"""Two for each idea, however many were adopted."""
MOST_KEPT = 4096
"""Forms that are remembered as sent."""

Form = Mapping[str, str]
FILES = {"calendar": "actions.ics"}


def _accept(house: House, actor: Named, form: Form) -> None:
    handling.accept_action(house, actor, form.get("action", ""))


def _move(house: House, actor: Named, form: Form) -> None:
    handling.set_action_status(
        house, actor, form.get("action", ""), form.get("status", ""), form.get("says", "")
    )


def _hand_over(house: House, actor: Named, form: Form) -> None:
    handling.hand_over(
        house, actor, form.get("action", ""), form.get("to", ""), form.get("says", "")
    )


def _say(house: House, actor: Named, form: Form) -> None:
    handling.say_of_action(house, actor, form.get("action", ""), form.get("says", ""))


def _rank(house: House, actor: Named, form: Form) -> None:
    stakeholders.rank_solutions(house, actor, stakeholders.read_marks(form))


def _bring(house: House, actor: Named, form: Form) -> None:
    reason = form.get("reason") or ItemReason.OTHER
    board.add_item(house, actor, ItemDraft(form.get("what", ""), reason))


_DEEDS: Mapping[str, Callable[[House, Named, Form], None]] = {
    "accept": _accept,
    "status": _move,
    "hand": _hand_over,
    "say": _say,
    "rank": _rank,
    "item": _bring,
}
"""What a person may do here, by the last part of the address."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal, said beside the form that was sent, with what was typed."""

    deed: str
    refused: WorkshopError
    typed: Form = field(default_factory=dict)

    def at(self, deed: str, action: str = "", status: str = "") -> bool:
        """True of the form that was refused."""
        sent = self.typed
        return (
            self.deed == deed
            and sent.get("action", "") == action
            and sent.get("status", "") == status
        )

    @property
    def http_status(self) -> int:
        if isinstance(self.refused, NotFound):
            return 404
        if isinstance(self.refused, TooFast):
            return 429
        return 422 if isinstance(self.refused, Invalid) else 409


class _Sent:
    """Forms that were sent already: the second tap on a button, or a page sent anew."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def claim(self, key: str) -> bool:
        """True for the first one who comes with this key."""
        if key in self._keys:
            return False
        self._keys[key] = None
        while len(self._keys) > MOST_KEPT:
            self._keys.popitem(last=False)
        return True

    def release(self, key: str) -> None:
        """It was refused: what is mended may be sent again."""
        self._keys.pop(key, None)


class PersonalPages:
    """The routes ``/p/{token}`` and ``/mine/{code}``; the link is looked up at each request."""

    def __init__(
        self, house: House, entrance: Entrance, files: Mapping[str, PersonalDownload]
    ) -> None:
        self._house = house
        self._entrance = entrance
        self._files = files
        self._sent = _Sent()
        self._turns = Turns()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/p/{token}", self.open, methods=["GET"]),
            Route("/mine/{code}", self.show, methods=["GET"]),
            Route("/mine/{code}/leave", self.leave, methods=["POST"]),
            Route("/mine/{code}/{deed}", self.act, methods=["POST"]),
            Route("/mine/{code}/{file}", self.hand_out, methods=["GET"]),
        ]

    async def open(self, request: Request) -> Response:
        """Swap the link for the cookie. 404 for one that leads nowhere (any more)."""
        token = request.path_params["token"]
        try:
            code = await asyncio.to_thread(open_person_link, self._house, token)
        except LinkUnknown:
            return pages.message(request, pages.LINK_DEAD, status=404)
        answer = _go(code)
        keep_person(answer, token, code=code, secure=_is_secure(request))
        return answer

    async def show(self, request: Request) -> Response:
        """The page; 401 to everybody else, be there such a workshop or not."""
        actor = _actor(request)
        page = await self._read(actor)
        if page is None:
            return _closed(request)
        asked = request.query_params
        return self._page(request, page, ok=asked.get("ok", ""), at=asked.get("at", ""))

    async def act(self, request: Request) -> Response:
        """One gesture, then the page again; a refusal stands beside its form."""
        refuse_foreign(request, self._entrance.hosts)
        name, actor = request.path_params["deed"], _actor(request)
        page = await self._read(actor)
        if page is None or actor is None:
            return _closed(request)
        if name not in _DEEDS:
            raise HTTPException(404)
        form = await read_form(request, limit=FORM_LIMIT, fields=MOST_FIELDS)
        who = hash_token(actor.token)
        if seconds := self._turns.take(who):
            problem = Problem(name, TooFast(seconds=seconds), form)
            return self._page(request, page, problem=problem)
        # Of what may be as long as the form, only so much is remembered.
        key = f"{who} {hash_token(form.get('once', ''))}"
        if not form.get("once") or self._sent.claim(key):
            try:
                await asyncio.to_thread(_DEEDS[name], self._house, actor, form)
            except WorkshopUnknown:  # revoked in between
                return _closed(request)
            except WorkshopError as refused:
                self._sent.release(key)
                again = await self._read(actor) or page
                return self._page(request, again, problem=Problem(name, refused, form))
        return _go(page.code, ok=name, at=form.get("action", ""))

    async def leave(self, request: Request) -> Response:
        """This browser forgets whose page it was; the link opens it again."""
        refuse_foreign(request, self._entrance.hosts)
        code = read_room_code(request.path_params["code"])
        answer = pages.message(request, pages.PAGE_LEFT, status=200)
        forget_person(answer, code=code or "", secure=_is_secure(request))
        return answer

    async def hand_out(self, request: Request) -> Response:
        """A file of one's own. 401 without a live link, 404 for any other file."""
        actor, name = _actor(request), request.path_params["file"]
        if actor is None or await self._read(actor) is None:
            raise HTTPException(401, "unauthorized")
        if name in _DEEDS:  # the address of a form that was refused, opened anew
            return _go(actor.code)
        download = self._files.get(name)
        if download is None:
            raise HTTPException(404)
        try:
            content = await asyncio.to_thread(download.produce, self._house, actor)
        except WorkshopUnknown:  # revoked in between
            raise HTTPException(401, "unauthorized") from None
        return Response(
            content,
            media_type=download.media_type,
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{actor.code}-{name}"',
            },
        )

    async def _read(self, actor: Named | None) -> MyPage | None:
        if actor is None:
            return None
        try:
            return await asyncio.to_thread(read_mine, self._house, actor)
        except WorkshopUnknown:
            return None

    def _page(
        self,
        request: Request,
        page: MyPage,
        *,
        ok: str = "",
        at: str = "",
        problem: Problem | None = None,
    ) -> Response:
        spoken = chosen_language(request) or page.language
        return pages.render(
            request,
            "personal.html",
            status=problem.http_status if problem else 200,
            here=f"/mine/{page.code}",
            t=words(spoken, page.client_name, page.team_name),
            page=page,
            ok=ok if ok in _DEEDS else "",
            at=at if any(at == action.label for action in page.under_way) else "",
            problem=problem,
            once=new_token,
            files={name: file for name, file in FILES.items() if file in self._files},
            marks=range(MARK_LOW, MARK_HIGH + 1),
            reasons=tuple(ItemReason),
            note_limit=NOTE_LIMIT,
            name_limit=TITLE_LIMIT,
        )


def _actor(request: Request) -> Named | None:
    """Who this browser says it is, of which workshop; the services look whether that is true."""
    code, token = read_room_code(request.path_params["code"]), person_token(request)
    return Named(code, token) if code and token else None


def _go(code: str, **said: str) -> Response:
    query = urlencode({name: value for name, value in said.items() if value})
    address = f"/mine/{code}" + (f"?{query}" if query else "")
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _closed(request: Request) -> Response:
    return pages.message(request, pages.PAGE_CLOSED, status=401)


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
