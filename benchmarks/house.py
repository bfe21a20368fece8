"""A server of our own for one measurement: started, asked, stopped, with what it cost."""

import contextlib
import io
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest.mock import patch
from urllib.request import urlopen

from workshop.cli import main

CHECKOUT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
STOP_SECONDS = 15


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Cost:
    """What the server process has used: CPU seconds since its start, resident megabytes now."""

    cpu_seconds: float
    memory_mb: float


class Server:
    """``workshop serve`` on loopback with a database of its own, in a folder of its own.

    ``database_url``: another one, which other processes may use too (see ``several``). ``port``: a
    free one without. ``public_url``: the address of a reverse proxy before it. ``settings``: more
    variables of its environment. ``module``: whose command line it is started by.
    """

    def __init__(
        self,
        *,
        database_url: str | None = None,
        pace: str = "",
        port: int | None = None,
        public_url: str = "",
        settings: Mapping[str, str] | None = None,
        module: str = "workshop",
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="regards-"))
        self.port = port or free_port()
        self.module = module
        self.environment = {
            **os.environ,
            "WORKSHOP_DATABASE_URL": database_url or f"sqlite:///{self.folder / 'w.sqlite3'}",
            "WORKSHOP_PUBLIC_URL": public_url or f"http://127.0.0.1:{self.port}",
            "WORKSHOP_PACE": pace,
            **(settings or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> float:
        """Start the process and wait until it is healthy; gives the seconds that took."""
        began = time.monotonic()
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    self.module,
                    "serve",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.port),
                    "--no-browser",
                ],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        while time.monotonic() - began < START_SECONDS:
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return time.monotonic() - began
            except OSError:
                time.sleep(0.05)
        self.kill()  # nobody would stop what never was healthy
        raise RuntimeError(f"not healthy after {START_SECONDS} s\n{self.log()}")

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> int | None:
        """Ask it to stop (SIGTERM) and wait; gives its exit code."""
        if self.process is None or not self.is_running:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def kill(self) -> None:
        """``kill -9``: nothing of the process gets a last word."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def workshop(self, *arguments: str) -> str:
        """One command of the command line on the running server's database; gives what it printed.

        In this process: to start another one for it takes longer than most commands do.
        """
        printed, refused = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, self.environment),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(refused),
        ):
            code = main(list(arguments))
        if code:
            raise RuntimeError(refused.getvalue())
        return printed.getvalue()

    def ask(self, *arguments: str) -> Any:
        """A command that prints JSON, read."""
        return json.loads(self.workshop(*arguments, "--json"))

    def cost(self) -> Cost:
        """CPU and memory of the server process so far (Linux)."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(fields[11]) + int(fields[12])
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return Cost(ticks / os.sysconf("SC_CLK_TCK"), int(resident.split()[1]) / 1024)


@contextlib.contextmanager
def several(
    count: int,
    *,
    server_url: str = "",
    ports: Sequence[int] = (),
    public_url: str = "",
    pace: str = "",
    settings: Mapping[str, str] | None = None,
) -> Iterator[list[Server]]:
    """So many app processes on one empty PostgreSQL database, all healthy; stopped afterwards.

    ``server_url``: a PostgreSQL server whose user may create databases (the tests' fixture
    ``postgres_url``); without one, the packaged server is started as PostgreSQL ships it (100
    connections, each commit on disk) and stopped again. ``ports``: of the processes, free ones
    without. ``public_url``: of the reverse proxy before all of them. They start at once, on a
    database without a table, as containers would.
    """
    from tests.databases import fresh_postgres_url, running_postgres

    with contextlib.ExitStack() as stack:
        home = server_url or stack.enter_context(running_postgres(as_shipped=True))
        url = stack.enter_context(fresh_postgres_url(home))
        servers = [
            Server(database_url=url, pace=pace, port=port, public_url=public_url, settings=settings)
            for port in (ports or [free_port() for _ in range(count)])
        ]
        for server in servers:
            stack.push(server)  # stopped even when its neighbour does not start
        with ThreadPoolExecutor(count) as starters:
            list(starters.map(Server.start, servers))
        yield servers


def driver_cpu_seconds() -> float:
    """What this process, the one that plays the phones, has used itself."""
    return time.process_time()


def headline() -> str:
    """The machine, the commit and the command, as every table begins."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    load = ", ".join(f"{minutes:.2f}" for minutes in os.getloadavg())
    return (
        f"machine: {os.cpu_count()} cores, {model}, Python {platform.python_version()}\n"
        f"load:    {load} before this run (1, 5, 15 minutes)\n"
        f"commit:  {commit}\n"
        f"command: python -m benchmarks.{Path(sys.argv[0]).stem} {' '.join(sys.argv[1:])}"
    )
