"""Something that listens where an app process would, and says what it was asked."""

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PADDING = "x" * 4096


class Stub:
    """One such process. ``is_well``: what /healthz says. ``release``: lets the second event go."""

    def __init__(self) -> None:
        self.is_well = True
        self.asked: list[str] = []
        self.release = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> "Stub":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.die()

    def die(self) -> None:
        """Nobody listens there any more."""
        if self._thread.is_alive():
            self.release.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/healthz":
                self._say(200 if stub.is_well else 503, "application/json", b"{}")
            elif self.path.endswith("/events"):
                self._tell()
            else:
                self._echo(0)

        def do_POST(self) -> None:
            self._echo(len(self.rfile.read(int(self.headers["Content-Length"]))))

        def _echo(self, length: int) -> None:
            stub.asked.append(self.path)
            told = {
                "port": stub.port,
                "length": length,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "padding": PADDING,
            }
            self._say(200, "text/html; charset=utf-8", json.dumps(told).encode())

        def _tell(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"data: first\n\n")
            self.wfile.flush()
            stub.release.wait(60)
            self.wfile.write(b"data: second\n\n")

        def _say(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # hung up meanwhile
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test looks at what was asked."""

    return Handler
