"""An OpenID Connect provider on loopback: the library's own, and strict where it is lenient.

It asks for the code's verifier (PKCE), and signs each ID token anew with a key of its own, so that
a test can have it say something else, or sign with something else.
"""

import base64
import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import oidc_provider_mock as library
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "workshop", "a secret of thirty-two signs, yes"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class StrictProvider:
    """``facts`` and ``claims`` change what it says of itself and of people; None takes it out.

    ``asked``: by path, how often. ``handed_out``: codes and tokens. ``ways``: how the secret came.
    """

    def __init__(self, inner: Application, base: str) -> None:
        self._inner = inner
        self.base = base
        self.people = httpx.Client(timeout=20, verify=False)  # loopback, by plain http
        self.key = self.published = RSAKey.generate_key(2048, auto_kid=True)
        self.forge: Callable[[dict[str, Any]], str] | None = None
        self.facts: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.asked: Counter[str] = Counter()
        self.ways: list[str] = []
        self.handed_out: list[str] = []
        self.fails: dict[str, int] = {}
        self.hangs: threading.Event | None = None
        self._challenges: dict[str, str] = {}

    def sign_in(self, there: str, name: str) -> str:
        """What somebody does in the browser at the provider; gives where they are sent back to."""
        answer = self.people.post(there, data={"sub": name})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def knows(self, name: str, **claims: Any) -> None:
        self.people.put(f"{self.base}/users/{name}", json=claims).raise_for_status()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.asked[path] += 1
        if self.hangs is not None:
            self.hangs.wait(60)
        if path in self.fails:
            start_response(f"{self.fails[path]} failed", [("Content-Type", "text/html")])
            return [b"<html>out of order</html>"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if path == "/oauth2/token" and not self._proves(environ, body):
            start_response("400 refused", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def remember(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            told.append((status, headers))

        answer = b"".join(self._inner(environ, remember))
        status, headers = told[-1]
        answer = self._say(path, environ, dict(headers), answer)
        headers = [item for item in headers if item[0].lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(answer)))])
        return [answer]

    def _proves(self, environ: dict[str, Any], body: bytes) -> bool:
        sent = parse_qs(body.decode())
        self.ways.append("body" if "client_secret" in sent else "header")
        made = hashlib.sha256(sent.get("code_verifier", [""])[0].encode()).digest()
        proof = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
        return self._challenges.get(sent["code"][0]) == proof

    def _say(
        self, path: str, environ: dict[str, Any], headers: dict[str, str], answer: bytes
    ) -> bytes:
        if path == "/oauth2/authorize" and "Location" in headers:
            asked = parse_qs(environ["QUERY_STRING"])
            code = parse_qs(urlsplit(headers["Location"]).query).get("code", [""])[0]
            assert asked["code_challenge_method"] == ["S256"]
            self._challenges[code] = asked["code_challenge"][0]
            self.handed_out.append(code)
        elif path == "/.well-known/openid-configuration":
            return json.dumps(_changed(json.loads(answer), self.facts)).encode()
        elif path == "/jwks":
            return json.dumps({"keys": [self.published.as_dict(private=False)]}).encode()
        elif path == "/oauth2/token" and b"id_token" in answer:
            said = json.loads(answer)
            said["id_token"] = self._signed(said["id_token"])
            self.handed_out += [said["id_token"], said["access_token"]]
            return json.dumps(said).encode()
        return answer

    def _signed(self, id_token: str) -> str:
        payload = id_token.split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        claims = _changed(said, self.claims)
        if self.forge is not None:
            return self.forge(claims)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)


def packed(part: object) -> str:
    """A header or claims as they stand in a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _changed(said: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    both = {**said, **changes}
    return {name: value for name, value in both.items() if value is not None}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the addresses of this dance hold codes."""


@contextmanager
def running_provider() -> Iterator[StrictProvider]:
    inner = library.app(require_nonce=True)
    with make_server("localhost", 0, inner, _Server, _Quiet) as server:
        provider = StrictProvider(inner, f"http://localhost:{server.server_port}")
        server.set_app(provider)
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        try:
            with provider.people:
                yield provider
        finally:
            server.shutdown()
            serving.join()
