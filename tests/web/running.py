"""Real processes for tests: started on a free port, stopped whatever happens."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from workshop.settings import CHECKOUT

START_SECONDS = 60.0


class Running:
    """A server of ours: its address, its process and what it wrote."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.base = f"http://localhost:{port}"
        self._log = log

    def output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_until_open(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.process.poll() is None, self.output()
            try:
                if httpx.get(f"{self.base}/healthz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"not open after {START_SECONDS} s\n{self.output()}")

    def stop(self) -> tuple[int, float]:
        """SIGTERM; gives the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        return code, time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    *,
    port: int,
    database_url: str,
    folder: Path,
    cwd: Path = CHECKOUT,
    public_url: str = "",
) -> Iterator[Running]:
    """A process of this Python: ``command`` without the interpreter."""
    log = folder / f"server-{port}.log"
    environment = {
        **os.environ,
        "WORKSHOP_DATABASE_URL": database_url,
        "WORKSHOP_PUBLIC_URL": public_url,
        "WORKSHOP_PACE": "off",
        "PYTHONPATH": str(CHECKOUT),
    }
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=cwd,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Running(process, port, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def serve_command(port: int) -> list[str]:
    return ["-m", "workshop", "serve", "--host", "127.0.0.1", "--port", str(port), "--no-browser"]


def uvicorn_command(port: int) -> list[str]:
    return ["-m", "uvicorn", "app:app", "--app-dir", str(CHECKOUT), "--port", str(port)]
