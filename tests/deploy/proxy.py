"""Our Caddyfile in a real Caddy, with https on loopback, and what a test asks it."""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from benchmarks.house import CHECKOUT, free_port

CADDYFILE = CHECKOUT / "deploy" / "Caddyfile"
START_SECONDS = 60
STOP_SECONDS = 15
ASK_SECONDS = 60


class Proxy:
    """``caddy run`` with ``deploy/Caddyfile``, in front of these ports of 127.0.0.1."""

    def __init__(self, caddy: str, ports: Sequence[int], *, port: int | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="regards-caddy-"))
        self.port = port or free_port()
        self.plain_port = free_port()
        self.url = f"https://localhost:{self.port}"
        self._caddy = caddy
        self._environment = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "WORKSHOP_SITE": "https://localhost",
            "WORKSHOP_TLS": "tls internal",
            "WORKSHOP_HTTP_PORT": str(self.plain_port),
            "WORKSHOP_HTTPS_PORT": str(self.port),
            "WORKSHOP_APPS": " ".join(f"127.0.0.1:{port}" for port in ports),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Proxy":
        command = [self._caddy, "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
        with (self.folder / "caddy.log").open("wb") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not self._is_open():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log())
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:  # streams that are still open
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        return (self.folder / "caddy.log").read_text(encoding="utf-8", errors="replace")

    @property
    def authority(self) -> Path:
        """The certificate that signed the one it shows."""
        return self.folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"

    def line(self) -> http.client.HTTPSConnection:
        """A connection to it, whose certificate is checked."""
        trusting = ssl.create_default_context(cafile=self.authority)
        return http.client.HTTPSConnection(
            "localhost", self.port, timeout=ASK_SECONDS, context=trusting
        )

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "Answer":
        """One question on a connection of its own, answered whole."""
        line = self.line()
        try:
            line.request(method, path, body, dict(headers or {}))
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def _is_open(self) -> bool:
        try:
            return self.ask("/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def cookie(self, name: str) -> str:
        """The whole line that sets this cookie, "" where none does."""
        lines = self.headers.get_all("Set-Cookie") or []
        return next((line for line in lines if line.startswith(f"{name}=")), "")


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
