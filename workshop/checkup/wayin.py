"""The public address, tried as browsers would: is it this app that answers, and whole?

Only for whoever asked for it on the command line: it is the one thing here that leaves this
computer, and goes no further than the address of the settings. Nothing of it can hang: each look
has its limit, an address that nobody answers included.
"""

import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import urlsplit

from workshop import __version__
from workshop.checkup.findings import Finding, bad, good, warning

ASK_SECONDS = 3.0
LOOK_SECONDS = 8.0
"""For one look, the name's own look-up included, which has no limit of its own."""
BETWEEN_SECONDS = 0.3
STREAM = "/live/check/events"
STREAM_TRIES = 3
"""A busy network may push two events together once."""
HEALTH = "/healthz"
WEBSOCKET = "/_stcore/stream"
STRANGER = "https://nobody.invalid"
"""An origin that a websocket is refused for, with another status than a plain question."""

Look = Callable[[], Finding]


class WayIn:
    """The public address ``url``.

    ``trust``: whose certificates count, the system's without. ``plain_port``: where whoever types
    the address without https knocks.
    """

    def __init__(
        self, url: str, *, trust: ssl.SSLContext | None = None, plain_port: int = 80
    ) -> None:
        parts = urlsplit(url)
        self._url = url
        self._host = parts.hostname or ""
        self._port = parts.port
        self._secure = parts.scheme == "https"
        self._trust = trust
        self._plain_port = plain_port

    def check(self) -> Iterator[Finding]:
        """What can be said of it; one line when it is not this app that answers."""
        first = self._in_time("public_app", self.check_app)
        yield first
        if first.key not in ("check.way.app", "check.way.version"):
            return
        yield self._in_time("public_websocket", self.check_websocket)
        yield self._in_time("public_stream", self.check_stream)
        if self._secure and self._port in (None, 443):
            yield self._in_time("public_redirect", self.check_redirect)

    def check_app(self) -> Finding:
        """This app answers, of this version, and is well."""
        try:
            status, body = self._ask(HEALTH)
        except ssl.SSLCertVerificationError:
            return bad("public_app", "check.way.certificate", url=self._url)
        except (OSError, http.client.HTTPException):
            return self._silent("public_app")
        if status == 421:
            return bad("public_app", "check.way.host", url=self._url)
        try:
            health = json.loads(body)
            found = str(health["version"])
        except (ValueError, KeyError, TypeError):
            key = "check.way.nobody" if status in (502, 503, 504) else "check.way.other"
            return bad("public_app", key, url=self._url)
        if status != 200:
            return bad("public_app", "check.way.unwell", url=self._url)
        if found != __version__:
            return warning("public_app", "check.way.version", found=found, known=__version__)
        return good("public_app", "check.way.app", url=self._url)

    def check_websocket(self) -> Finding:
        """A websocket arrives as one: without, the facilitators' pages stay empty."""
        asked = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": STRANGER,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        }
        status, _ = self._ask(WEBSOCKET, asked)
        if status == 403:
            return good("public_websocket", "check.way.websocket")
        return bad("public_websocket", "check.way.websocket.lost")

    def check_stream(self) -> Finding:
        """An event is passed on before the next one is written."""
        for _ in range(STREAM_TRIES):
            if self._gap() > BETWEEN_SECONDS / 2:
                return good("public_stream", "check.way.stream")
        return bad("public_stream", "check.way.stream.held")

    def check_redirect(self) -> Finding:
        """Whoever types the address without https is led there."""
        try:
            with closing(self._plain_line(self._plain_port)) as line:
                line.request("GET", "/j")
                answer = line.getresponse()
        except (OSError, http.client.HTTPException):
            return warning("public_redirect", "check.way.redirect.none")
        if 300 <= answer.status < 400 and answer.headers.get("Location", "").startswith("https:"):
            return good("public_redirect", "check.way.redirect")
        return warning("public_redirect", "check.way.redirect.plain")

    def _line(self) -> http.client.HTTPConnection:
        """Straight to the address, whatever proxy this computer goes out by."""
        if not self._secure:
            return self._plain_line(self._port)
        return http.client.HTTPSConnection(
            self._host,
            self._port,
            timeout=ASK_SECONDS,
            context=self._trust or ssl.create_default_context(),
        )

    def _plain_line(self, port: int | None) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._host, port, timeout=ASK_SECONDS)

    def _ask(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        with closing(self._line()) as line:
            line.request("GET", path, headers=headers or {})
            answer = line.getresponse()
            return answer.status, b"" if answer.status == 101 else answer.read(65_536)

    def _gap(self) -> float:
        """Seconds between the two events of the trickle, 0 where they do not come."""
        came: list[float] = []
        with closing(self._line()) as line:
            line.request("GET", STREAM, headers={"Accept-Encoding": "gzip"})
            answer = line.getresponse()
            while written := answer.readline(65_536):
                if written.startswith(b"data:"):
                    came.append(time.monotonic())
        return came[-1] - came[0] if len(came) > 1 else 0.0

    def _silent(self, check: str) -> Finding:
        return warning(check, "check.way.silent", url=self._url)

    def _in_time(self, check: str, look: Look) -> Finding:
        """What the look found; that nobody answered, where it takes too long or the line breaks."""
        found: list[Finding] = []

        def take_a_look() -> None:
            try:
                found.append(look())
            except (OSError, http.client.HTTPException):
                found.append(self._silent(check))

        looking = threading.Thread(target=take_a_look, daemon=True)
        looking.start()
        looking.join(LOOK_SECONDS)
        return found[0] if found else self._silent(check)
