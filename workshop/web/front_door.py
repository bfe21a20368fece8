"""The front door: every request is sorted here before Streamlit sees it (TRUST.md).

Our own pages and routes are answered at once, outside Streamlit's stack, which is ten times
slower. Everything else is Streamlit's, and only for a browser whose cookie ``session`` opens
something: any Streamlit client can fill memory, clear caches and fetch other people's files.
"""

import asyncio
import logging
import re
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop.addresses import serve_on
from workshop.domain.errors import WorkshopError
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.live import tally
from workshop.logs import mishap_code
from workshop.services.access import SignedIn, hash_token
from workshop.services.signin import links_of, may_bring_files, role_in, who_is
from workshop.settings import CHECKOUT
from workshop.storage.engine import AWAY
from workshop.web import headers, pages
from workshop.web.configuration import BROWSER_HEADER
from workshop.web.cookies import language, session_token
from workshop.web.entrance import Entrance
from workshop.web.hosts import host_name
from workshop.web.sockets import Sockets, paced
from workshop.web.uploads import Uploads

_OWN = frozenset(
    {"/j", "/signin", "/signout", "/healthz", "/metrics", "/favicon.ico", "/favicon.png"}
)
_OWN_BELOW = (
    *("/j/", "/f/", "/s/", "/p/", "/mine/", "/x/", "/live/", "/signin/"),
    *("/phone-static/", "/web-static/"),
)

# Streamlit's own files, the same for everybody who has Streamlit: they tell nothing.
_PUBLIC_FILE = re.compile(r"/static/(?:[\w.-]+/)*[\w.-]+\.(?:js|css|woff2?|ttf|png|svg|gif|wasm)")
# Nobody needs these here, not even signed in: figures of the process, and other ways in.
_CLOSED = re.compile(
    r"/_stcore/(?:metrics|agent|script-health-check)(?:/|$)|.*/_stcore/agent"
    r"|/(?:auth|oauth2callback)(?:/|$)"
)
# Below these is no page. Anything with a dot in its last part is a file, not a page.
_NO_PAGE = re.compile(r"/(?:.*/)?(?:_stcore|media|component|app|auth|oauth2callback)(?:/|$)")
_WEBSOCKET = "/_stcore/stream"
_STREAMLIT_S = ("/_stcore", "/media", "/component", "/static")
_PAGES: dict[str, tuple[Role, ...]] = {
    f"/{page.stem}": (Role.FACILITATOR,)
    for page in (CHECKOUT / "pages" / "facilitator").glob("*.py")
    if page.stem != "home"
} | {"/sponsor": (Role.FACILITATOR, Role.SPONSOR)}
"""Which roles in the workshop ``?w=`` open which page; a page's address is its script's name."""
_UPLOAD = "/_stcore/upload_file"
_AWAY_SECONDS = 5
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")

_log = logging.getLogger("workshop.web")


class FrontDoor:
    """The outermost middleware of the app; see the module."""

    def __init__(self, app: ASGIApp, *, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance
        self._uploads = Uploads()
        self._sockets = Sockets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._start(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _start(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A refusal to start is one clear line, not a trace that tells nobody anything."""
        failed = False

        async def send_once(message: Message) -> None:
            nonlocal failed
            if message["type"] == "lifespan.startup.failed":
                failed = True
                return
            await send(message)

        line = ""
        try:
            await self._app(scope, receive, send_once)
        except WorkshopError as refused:
            line = words("en").error(refused)
        except Exception as error:
            if not failed:
                raise
            _log.exception("the app could not start")
            line = f"{type(error).__name__} at start"
        if failed:
            await send({"type": "lifespan.startup.failed", "message": line})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        hosts, sent = self._entrance.hosts, Headers(scope=scope)
        host, origin = _only(sent, "host"), _only(sent, "origin")
        if not hosts.allows(host):
            answer = PlainTextResponse("This computer does not answer to that name.\n", 421)
            secured = _dressed(scope, send, headers.FILES)
            await answer(scope, receive, secured)
            return
        self._remember_port(scope)
        if hosts.is_public_https(host):
            scope["scheme"] = "https"  # a proxy before us ended the encryption
        if origin is not None and hosts.same_origin(origin, host):
            host = _as_the_browser_sees_it(scope, origin, host)
        path: str = scope["path"]
        guard = _Guard(send)
        try:
            if path in _OWN or path.startswith(_OWN_BELOW):
                await self._own(scope, receive, guard, headers.OWN_PAGES)
            elif path == "/":
                await self._home(scope, receive, guard, host or "")
            else:
                await self._streamlit(scope, receive, guard, host or "")
        except Exception as error:
            await self._break_down(scope, receive, guard, error)

    async def _own(self, scope: Scope, receive: Receive, send: Send, policy: str) -> None:
        rooms = self._entrance.rooms
        secured = _dressed(scope, send, policy)
        if rooms is None:
            await PlainTextResponse("closed\n", 503)(scope, receive, secured)
            return
        await rooms(scope, receive, secured)

    async def _home(self, scope: Scope, receive: Receive, send: Send, host: str) -> None:
        """The workshops for those who are signed in, the form for a room's code for the others."""
        if await self._is_signed_in(scope):
            await self._page(scope, receive, send, host)
        else:
            joining = {**scope, "path": "/j", "raw_path": b"/j"}
            await self._own(joining, receive, send, headers.OWN_PAGES)

    async def _streamlit(self, scope: Scope, receive: Receive, send: Send, host: str) -> None:
        path: str = scope["path"]
        reads = scope["method"] in ("GET", "HEAD")
        secured = _dressed(scope, send, _policy(path))
        if path.startswith("//") or "\\" in path:
            await PlainTextResponse("Bad Request\n", 400)(scope, receive, secured)
        elif _CLOSED.match(path):
            await PlainTextResponse("Not Found\n", 404)(scope, receive, secured)
        elif reads and _PUBLIC_FILE.fullmatch(path):
            await self._app(scope, receive, secured)
        elif (visitor := await self._visitor(scope)) is None:
            await self._send_away(scope, receive, secured, is_page=reads and _is_page(path))
        elif path.startswith(_UPLOAD) and not await self._may_bring_files(visitor):
            # No page of a sponsor takes a file; what comes here is held in memory.
            await PlainTextResponse("Not Found\n", 404)(scope, receive, secured)
        elif path.startswith(_UPLOAD) and (refused := await self._too_much(scope, visitor)):
            await PlainTextResponse("Too much\n", refused)(scope, receive, secured)
        elif reads and _is_page(path):
            await self._page_or_home(scope, receive, send, host)
        else:
            await self._app(scope, receive, secured)

    async def _page_or_home(self, scope: Scope, receive: Receive, send: Send, host: str) -> None:
        """A page this browser may open; else home, which says what it may.

        Streamlit would say "Page not found" in English, over whatever it shows instead.
        """
        connection = HTTPConnection(scope)
        house, code = self._entrance.house, connection.query_params.get("w", "").upper()[:6]
        role = None
        if house is not None:
            token = session_token(connection)
            role = await asyncio.to_thread(role_in, house, code=code, token=token)
        if role in _PAGES.get(scope["path"], ()):
            await self._page(scope, receive, send, host)
            return
        home = RedirectResponse(f"/?w={quote(code)}" if code else "/", 303)
        home.headers["Cache-Control"] = "no-store"
        await home(scope, receive, _dressed(scope, send, headers.FILES))

    async def _page(self, scope: Scope, receive: Receive, send: Send, host: str) -> None:
        page = self._entrance.streamlit_page
        policy = headers.streamlit_pages(host, page.script_hashes)
        answer = Response(
            page.read(language(HTTPConnection(scope))),
            media_type="text/html",
            headers={"Cache-Control": "no-store", "Vary": "Cookie, Accept-Language"},
        )
        await answer(scope, receive, _dressed(scope, send, policy))

    async def _send_away(
        self, scope: Scope, receive: Receive, send: Send, *, is_page: bool
    ) -> None:
        answer: Response
        if is_page:
            query = scope.get("query_string", b"").decode("latin-1")
            wanted = scope["path"] + (f"?{query}" if query else "")
            answer = RedirectResponse(f"/signin?next={quote(wanted, safe='/')}", 303)
        else:
            answer = PlainTextResponse("Unauthorized\n", 401)
        answer.headers["Cache-Control"] = "no-store"
        await answer(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent = Headers(scope=scope)
        host, origin = _only(sent, "host"), _only(sent, "origin")
        hosts = self._entrance.hosts
        if not hosts.allows(host):
            await _deny(scope, receive, send, 421)
        elif scope["path"] != _WEBSOCKET:
            await _deny(scope, receive, send, 404)
        elif not hosts.same_origin(origin, host):
            await _deny(scope, receive, send, 403)
        elif (found := await self._who_opens_a_socket(scope)) is None:
            await _deny(scope, receive, send, 401)
        elif self._sockets.is_full(found[0].browser_id, found[1]):
            await _deny(scope, receive, send, 429)
        else:
            if origin is not None:
                _as_the_browser_sees_it(scope, origin, host)
            # Streamlit resumes a session only for the browser that began it.
            token = session_token(HTTPConnection(scope)) or ""
            MutableHeaders(scope=scope)[BROWSER_HEADER] = hash_token(token)
            with self._sockets.holding(found[0].browser_id, found[1]):
                await self._app(scope, paced(receive), send)

    async def _who_opens_a_socket(self, scope: Scope) -> tuple[SignedIn, tuple[int, ...]] | None:
        """Who it is and, of somebody without an account, by which links."""
        try:
            visitor, house = await self._visitor(scope), self._entrance.house
            if visitor is None or house is None:
                return None
            return visitor, await asyncio.to_thread(links_of, house, visitor)
        except Exception:
            _log.exception("the database did not say who opens a websocket")
            return None

    async def _is_signed_in(self, scope: Scope) -> bool:
        return await self._visitor(scope) is not None

    async def _visitor(self, scope: Scope) -> SignedIn | None:
        """Looked up at each request: a revoked link or account is shut out at once."""
        house = self._entrance.house
        token = session_token(HTTPConnection(scope))
        if house is None or token is None:
            return None
        return await asyncio.to_thread(who_is, house, token)

    async def _may_bring_files(self, visitor: SignedIn) -> bool:
        house = self._entrance.house
        return house is not None and await asyncio.to_thread(may_bring_files, house, visitor)

    async def _too_much(self, scope: Scope, visitor: SignedIn) -> int:
        """The status that refuses a file of somebody without an account, 0 for none."""
        house = self._entrance.house
        if visitor.account_id is not None or visitor.is_laptop or house is None:
            return 0
        links = await asyncio.to_thread(links_of, house, visitor, Role.FACILITATOR)
        return self._uploads.refusal(min(links, default=0), scope["method"], Headers(scope=scope))

    def _remember_port(self, scope: Scope) -> None:
        server = scope.get("server")
        if server and server[1]:
            serve_on(server[1])

    async def _break_down(
        self, scope: Scope, receive: Receive, guard: "_Guard", error: Exception
    ) -> None:
        """One page failed: the log says which and why, the browser only that it did, and a code."""
        tally.count("mishaps", "route")
        code, path = mishap_code(), _without_tokens(scope["path"])
        _log.error("%s %s failed", scope["method"], path, exc_info=error, extra={"code": code})
        if guard.started:
            return
        request = Request(scope, receive)
        away = isinstance(error, AWAY)
        status, says = (503, pages.AWAY) if away else (500, pages.FAILED)
        answer: Response = PlainTextResponse(f"internal error (code {code})\n", status)
        if pages.wants_html(request):
            answer = pages.message(request, says, status=status, code=code)
        if away:
            answer.headers["Retry-After"] = str(_AWAY_SECONDS)
        await answer(scope, receive, _dressed(scope, guard, headers.OWN_PAGES))


class _Guard:
    """A ``send`` that remembers whether the answer has begun, and counts how it did."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if not self.started:
            self.started = True
            tally.count("answers", f"{message.get('status', 0) // 100}xx")
        await self._send(message)


def _only(sent: Headers, name: str) -> str | None:
    """The header, None where there is none; "" where there are several, which nothing allows.

    Each program on the way may heed another one of them: no browser sends two.
    """
    found = sent.getlist(name)
    return "" if len(found) > 1 else sent.get(name)


def _as_the_browser_sees_it(scope: Scope, origin: str, host: str | None) -> str:
    """Put the origin's own place into ``Host``, where a proxy has rewritten it.

    Phones and Streamlit compare both once more; Streamlit asks an outside host for our address
    when they differ.
    """
    place = origin.split("://", 1)[1]
    if place != host:
        MutableHeaders(scope=scope)["host"] = place
    return place


async def _deny(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    """Refuse a websocket before it opens, with the status where the server can say it."""
    secured = _dressed(scope, send, headers.FILES)
    if "websocket.http.response" in scope.get("extensions", {}):
        await secured({"type": "websocket.http.response.start", "status": status, "headers": []})
        await secured({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1008})


def _dressed(scope: Scope, send: Send, policy: str) -> Send:
    secure = scope.get("scheme") in ("https", "wss")
    here = host_name(Headers(scope=scope).get("host")) in _THIS_COMPUTER
    return headers.with_headers(send, policy, secure=secure, trusted=secure or here)


def _policy(path: str) -> str:
    return headers.COMPONENT if path.startswith("/component/") else headers.FILES


def _is_page(path: str) -> bool:
    return not _NO_PAGE.match(path) and "." not in path.rsplit("/", 1)[-1]


def _without_tokens(path: str) -> str:
    """The first part of an address, where it is one of ours: what follows may be a secret link."""
    first = "/" + path.split("/")[1]
    known = first in {*_OWN, *_PAGES, *_STREAMLIT_S} or f"{first}/" in _OWN_BELOW
    return first if known else "/…"
