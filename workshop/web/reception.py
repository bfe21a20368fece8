"""Signing in and out: passwords, recovery codes, one-time links, links to one workshop."""

import asyncio
import hashlib
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop.addresses import serving_port
from workshop.domain.codes import read_room_code
from workshop.domain.errors import LinkUnknown, SigninRefused, WorkshopError
from workshop.domain.words import Role
from workshop.i18n import languages
from workshop.services import signin
from workshop.services.house import House
from workshop.services.signin import Opened
from workshop.settings import CHECKOUT, DEFAULT_PORT
from workshop.web import pages
from workshop.web.cookies import (
    forget_session,
    keep_language,
    keep_session,
    session_token,
)
from workshop.web.entrance import Entrance
from workshop.web.forms import read_form, refuse_foreign
from workshop.web.organisation import REASONS, OrganisationDoor
from workshop.web.throttle import Throttle, TooManyTries

MOST_CHECKS = 20
"""Passwords that may wait for their check: some two seconds of work, the last one's wait."""


class Reception:
    """The routes ``/signin``, ``/signout``, ``/f/{token}`` and ``/s/{token}``."""

    def __init__(
        self,
        house: House,
        entrance: Entrance,
        organisation: OrganisationDoor,
        throttle: Throttle | None = None,
    ) -> None:
        self._house = house
        self._entrance = entrance
        self._organisation = organisation
        self._throttle = throttle or Throttle()
        # One password at a time: each check takes 64 MB and a core, whoever asks for it.
        self._checks = ThreadPoolExecutor(1, thread_name_prefix="signin")
        self._checking = 0

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/signin", self.show, methods=["GET"]),
            Route("/signin", self.sign_in, methods=["POST"]),
            Route("/signout", self.sign_out, methods=["POST"]),
            Route("/f/{token}", self.open_as_facilitator, methods=["GET"]),
            Route("/s/{token}", self.open_as_sponsor, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page; with ``key`` the one-time link is used up, with ``lang`` the words change."""
        wanted = request.query_params
        if "lang" in wanted:
            return self._speak(request, wanted["lang"], pages.local_path(wanted.get("next")))
        if "key" in wanted and request.method == "GET":
            return await self._use_key(request, wanted["key"])
        return await self._page(request, next_page=pages.local_path(wanted.get("next")))

    async def sign_in(self, request: Request) -> Response:
        """An e-mail address and a password, or a room's code and its recovery code."""
        refuse_foreign(request, self._entrance.hosts)
        form = await read_form(request)
        next_page = pages.local_path(form.get("next"))
        try:
            if "recovery" in form:
                return await self._use_recovery_code(request, form)
            token = await self._use_password(request, form)
        except SigninRefused as refused:
            return await self._page(request, next_page=next_page, refused=refused, typed=form)
        except TooManyTries:
            answer = await self._page(request, next_page=next_page, busy=True, typed=form)
            answer.headers["Retry-After"] = "5"
            return answer
        return self._let_in(request, token, next_page)

    async def sign_out(self, request: Request) -> Response:
        """The cookie opens nothing any more, on pages that are still open too."""
        refuse_foreign(request, self._entrance.hosts)
        token = session_token(request)
        if token:
            await asyncio.to_thread(signin.sign_out, self._house, token)
        answer = RedirectResponse("/", 303, {"Cache-Control": "no-store"})
        forget_session(answer, secure=request.url.scheme == "https")
        return answer

    async def open_as_facilitator(self, request: Request) -> Response:
        return await self._open_link(request, Role.FACILITATOR, "/")

    async def open_as_sponsor(self, request: Request) -> Response:
        return await self._open_link(request, Role.SPONSOR, "/")

    async def _open_link(self, request: Request, role: Role, page: str) -> Response:
        def use() -> Opened:
            return signin.open_link(
                self._house,
                link_token=request.path_params["token"],
                role=role,
                token=session_token(request),
            )

        try:
            opened = await asyncio.to_thread(use)
        except LinkUnknown:
            return pages.message(request, pages.LINK_DEAD, status=404)
        return self._let_in(request, opened.token, f"{page}?{urlencode({'w': opened.code})}")

    async def _use_key(self, request: Request, key: str) -> Response:
        next_page = pages.local_path(request.query_params.get("next"))
        try:
            token = await asyncio.to_thread(signin.use_signin_link, self._house, key)
        except LinkUnknown:
            # Reloading the page of a link that has just worked is no mistake.
            if await self._is_known(request):
                return RedirectResponse(next_page, 303, {"Cache-Control": "no-store"})
            return pages.message(request, pages.LINK_DEAD, status=404)
        return self._let_in(request, token, next_page)

    async def _use_password(self, request: Request, form: dict[str, str]) -> str:
        email = form.get("email", "").strip().lower()
        name = "account " + hashlib.sha256(email.encode()).hexdigest()

        def use() -> str:
            return signin.use_password(
                self._house,
                email=email,
                password=form.get("password", ""),
                old_token=session_token(request),
            )

        async with self._throttle.one_try(name):
            if self._checking >= MOST_CHECKS:
                raise TooManyTries
            self._checking += 1
            try:
                loop = asyncio.get_running_loop()
                token = await loop.run_in_executor(self._checks, use)
            finally:
                self._checking -= 1
        self._throttle.succeeded(name)
        return token

    async def _use_recovery_code(self, request: Request, form: dict[str, str]) -> Response:
        code = read_room_code(form.get("code", ""))
        if code is None:
            raise SigninRefused

        def use() -> Opened:
            return signin.use_recovery_code(
                self._house,
                code=code,
                recovery_code=form["recovery"],
                token=session_token(request),
            )

        name = f"room {code}"
        async with self._throttle.one_try(name):
            # Not in the queue of the passwords: whoever fills it must not lock everybody out.
            opened = await asyncio.to_thread(use)
        self._throttle.succeeded(name)
        return self._let_in(request, opened.token, f"/?{urlencode({'w': opened.code})}")

    def _let_in(self, request: Request, token: str, page: str) -> Response:
        answer = RedirectResponse(page, 303, {"Cache-Control": "no-store"})
        keep_session(answer, token, secure=request.url.scheme == "https")
        return answer

    def _speak(self, request: Request, chosen: str, page: str) -> Response:
        answer = RedirectResponse(page, 303, {"Cache-Control": "no-store"})
        if chosen in languages():
            keep_language(answer, chosen, secure=request.url.scheme == "https")
        return answer

    async def _is_known(self, request: Request) -> bool:
        token = session_token(request)
        return await asyncio.to_thread(signin.who_is, self._house, token) is not None

    async def _page(
        self,
        request: Request,
        *,
        next_page: str,
        refused: WorkshopError | None = None,
        busy: bool = False,
        typed: Mapping[str, str] | None = None,
    ) -> Response:
        """The form; ``typed`` is shown again, but for what is secret."""
        here = "/signin" + (f"?{urlencode({'next': next_page})}" if next_page != "/" else "")
        organisation = self._organisation.button(next_page)
        why = request.query_params.get("because") if organisation else None
        return pages.render(
            request,
            "signin.html",
            status=429 if busy else 422 if refused else 200,
            here=here,
            next_page=next_page,
            refused=refused,
            busy=busy,
            organisation=organisation,
            because=why if why in REASONS and refused is None and not busy else None,
            email=(typed or {}).get("email", ""),
            code=(typed or {}).get("code", ""),
            command=_link_command(),
            known=await self._is_known(request),
            has_accounts=await asyncio.to_thread(signin.has_accounts, self._house),
        )


def _link_command() -> str:
    """What is typed in the project's folder to get a link: where this Python keeps the command."""
    place = Path(sys.executable).parent
    inside = place.relative_to(CHECKOUT) if place.is_relative_to(CHECKOUT) else Path()
    port = serving_port()
    return f"{inside / 'workshop'} link" + ("" if port == DEFAULT_PORT else f" --port {port}")
