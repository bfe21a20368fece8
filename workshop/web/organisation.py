"""In through an organisation: to its provider and back, with nothing kept here meanwhile.

What has to be the same when somebody comes back is derived from one random number in a cookie of
their browser and from the client secret, which every process of the app knows: the dance may begin
in one process and end in another. Neither the provider's tokens nor the code are kept or logged.
"""

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlencode

from itsdangerous import BadData, URLSafeSerializer
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop.domain.errors import AccountUnknown
from workshop.services import signin
from workshop.services.access import new_token
from workshop.services.accounts import use_identity
from workshop.services.house import House
from workshop.settings import Organisation
from workshop.web import pages
from workshop.web.cookies import keep_session, session_token
from workshop.web.openid import (
    EmailUnverified,
    IdentityRefused,
    Provider,
    ProviderDown,
    plain_code,
)

CALLBACK = "/signin/callback"
START = "/signin/organisation"
COOKIE = "signin"
DANCE_MINUTES = 15
"""To sign in at the organisation, with a second factor and a forgotten telephone."""
MOST_WAITING = 20
"""People on their way at one moment: a provider that hangs holds up nobody else."""
REASONS = ("busy", "declined", "down", "refused", "stale", "unknown", "unverified")
"""Why somebody is back on the sign-in page: words of its address, each with a sentence."""

_T = TypeVar("_T")
_log = logging.getLogger("workshop.web")


@dataclass(frozen=True, slots=True)
class Dance:
    """One way to the provider and back; ``seed`` is in the browser, the rest follows from it."""

    seed: str
    next_page: str
    key: bytes

    @property
    def state(self) -> str:
        return self._derive("state")

    @property
    def nonce(self) -> str:
        return self._derive("nonce")

    @property
    def verifier(self) -> str:
        """What only this app knows: the browser, which holds the seed, has no key."""
        return self._derive("verifier")

    def _derive(self, purpose: str) -> str:
        made = hmac.digest(self.key, f"{purpose} {self.seed}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


class OrganisationDoor:
    """The routes ``/signin/organisation`` and ``/signin/callback``; not found without a provider.

    ``public_url``: where the provider sends people back to, and so where they have to begin.
    """

    def __init__(
        self,
        house: House,
        organisation: Organisation | None,
        public_url: str,
        *,
        provider: Provider | None = None,
    ) -> None:
        self._house = house
        self._organisation = organisation
        self._public_url = public_url
        self._secure = public_url.startswith("https://")
        self._waiting = 0
        if organisation is not None:
            self._provider = provider or Provider(organisation, public_url + CALLBACK)
            self._key = organisation.client_secret.encode()
            self._signer = URLSafeSerializer(
                self._key, salt="organisation", signer_kwargs={"digest_method": hashlib.sha256}
            )
            # Threads of its own: those of everybody else must not wait for a provider that hangs.
            self._threads = ThreadPoolExecutor(4, thread_name_prefix="organisation")

    def routes(self) -> list[BaseRoute]:
        return [
            Route(START, self.leave, methods=["GET"]),
            Route(CALLBACK, self.come_back, methods=["GET"]),
        ]

    def button(self, next_page: str) -> tuple[str, str] | None:
        """Where the button of the sign-in page leads and the name on it; None without a provider.

        To the public address, whatever the page was opened by: the cookie has to be there.
        """
        if self._organisation is None:
            return None
        asked = f"?{urlencode({'next': next_page})}" if next_page != pages.HOME else ""
        return f"{self._public_url}{START}{asked}", self._organisation.name

    async def leave(self, request: Request) -> Response:
        """To the provider, with a fresh seed in the browser."""
        self._refuse_without_provider()
        dance = Dance(new_token(), pages.local_path(request.query_params.get("next")), self._key)
        try:
            there = await self._in_a_thread(
                lambda: self._provider.authorization_url(
                    state=dance.state, nonce=dance.nonce, verifier=dance.verifier
                )
            )
        except ProviderDown as down:
            return self._back(dance.next_page, "down", down)
        except _Busy as busy:
            return self._back(dance.next_page, "busy", busy)
        answer = _redirect(there)
        until = self._house.clock() + timedelta(minutes=DANCE_MINUTES)
        written = self._signer.dumps([dance.seed, dance.next_page, int(until.timestamp())])
        answer.set_cookie(
            COOKIE,
            written if isinstance(written, str) else written.decode(),
            max_age=DANCE_MINUTES * 60,
            path=CALLBACK,
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """From the provider: a session of our own, or the sign-in page with the reason."""
        self._refuse_without_provider()
        dance = self._dance(request)
        state = request.query_params.get("state", "")
        if dance is None or not hmac.compare_digest(state.encode(), dance.state.encode()):
            # Whoever loads the page of their return once more, or goes back to it, is in already.
            if await self._has_account(request):
                return _redirect(pages.HOME)
            return self._back(pages.HOME, "stale", None)
        answer = await self._finish(request, dance)
        answer.delete_cookie(
            COOKIE, path=CALLBACK, httponly=True, samesite="lax", secure=self._secure
        )
        return answer

    async def _finish(self, request: Request, dance: Dance) -> Response:
        try:
            email = await self._identify(request, dance)
            token = await asyncio.to_thread(self._use, request, email)
        except ProviderDown as down:
            return self._back(dance.next_page, "down", down)
        except _Busy as busy:
            return self._back(dance.next_page, "busy", busy)
        except _Declined:
            return self._back(dance.next_page, "declined", None)
        except EmailUnverified as refused:
            return self._back(dance.next_page, "unverified", refused)
        except IdentityRefused as refused:
            return self._back(dance.next_page, "refused", refused)
        except AccountUnknown:
            return self._back(dance.next_page, "unknown", None)
        answer = _redirect(dance.next_page)
        keep_session(answer, token, secure=self._secure)
        return answer

    async def _identify(self, request: Request, dance: Dance) -> str:
        """Raises ProviderDown, IdentityRefused, _Declined, _Busy."""
        said = request.query_params
        if "error" in said:
            if said["error"] == "access_denied":
                raise _Declined
            if said["error"] in ("temporarily_unavailable", "server_error"):
                raise ProviderDown(said["error"])
            raise IdentityRefused(f"the provider sent back {plain_code(said['error'])}")
        code = said.get("code", "")
        if not code:
            raise IdentityRefused("no code")
        now = self._house.clock().timestamp()
        return await self._in_a_thread(
            lambda: self._provider.identify(
                code=code,
                nonce=dance.nonce,
                verifier=dance.verifier,
                issuer=said.get("iss"),
                now=now,
            )
        )

    def _use(self, request: Request, email: str) -> str:
        assert self._organisation is not None
        return use_identity(
            self._house,
            email=email,
            domains=self._organisation.domains,
            old_token=session_token(request),
        )

    def _dance(self, request: Request) -> Dance | None:
        """What this browser set out with, None without a cookie, one of ours, or in time."""
        try:
            seed, next_page, until = self._signer.loads(request.cookies.get(COOKIE, ""))
        except (BadData, TypeError, ValueError):
            return None
        late = self._house.clock().timestamp() >= until
        return None if late else Dance(seed, pages.local_path(next_page), self._key)

    def _back(self, next_page: str, why: str, error: Exception | None) -> Response:
        """To the sign-in page, out of an address with a code in it."""
        if error is not None:
            _log.warning("sign-in through the organisation: %s, %s", why, error)
        asked = {"because": why} | ({"next": next_page} if next_page != pages.HOME else {})
        return _redirect(f"/signin?{urlencode(asked)}")

    def _refuse_without_provider(self) -> None:
        if self._organisation is None:
            raise HTTPException(404)

    async def _has_account(self, request: Request) -> bool:
        found = await asyncio.to_thread(signin.who_is, self._house, session_token(request))
        return found is not None and found.account_id is not None

    async def _in_a_thread(self, ask: Callable[[], _T]) -> _T:
        if self._waiting >= MOST_WAITING:
            raise _Busy("too many at once")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        finally:
            self._waiting -= 1


class _Busy(Exception):
    """More people are on their way than we let wait."""


class _Declined(Exception):
    """Somebody changed their mind at the provider, or it does not let them in here."""


def _redirect(there: str) -> RedirectResponse:
    return RedirectResponse(there, 303, {"Cache-Control": "no-store"})
