"""``GET /metrics``: what an operator's Prometheus gathers of this process, if it knows the token.

Off unless ``WORKSHOP_METRICS_TOKEN`` is set: the answer is then the one of an address that does
not exist, as it is to whoever brings another token. Nothing in it names a workshop, a person, an
address or a text: labels are words of our code, of which there are a known number.
"""

import asyncio
import hmac
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from workshop import __version__
from workshop.live.tally import COMMIT_SECONDS
from workshop.services.house import House
from workshop.web.health import Health

if TYPE_CHECKING:
    from prometheus_client.core import Metric
    from prometheus_client.registry import CollectorRegistry

COUNTED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "gestures": (
        "workshop_gestures",
        "Gestures of phones and facilitators, by how they ended",
        ("by", "gesture", "outcome"),
    ),
    "refusals": ("workshop_refusals", "Gestures that a rule refused, by its code", ("code",)),
    "commits_lost": ("workshop_commits_lost", "Commits given up: the database was away", ()),
    "runs": ("workshop_page_runs", "Runs of the facilitators' and sponsors' pages", ("page",)),
    "mishaps": ("workshop_mishaps", "Unexpected errors, each with a line in the log", ("where",)),
    "answers": ("workshop_http_answers", "Answers to browsers, by kind of status", ("status",)),
}
"""What a tally counts: its name here, what it is, and what its labels are called."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Who may read, and the one figure that only the lifespan knows.

    ``token``: empty when nobody may. ``waiting``: gestures in the writer's queue.
    """

    token: str = ""
    waiting: Callable[[], int] = int


NOBODY_READS = Meter()


class Metrics:
    """The route; the library that writes the figures is loaded when they are first asked for."""

    def __init__(self, house: House, health: Health, meter: Meter) -> None:
        self._house = house
        self._health = health
        self._meter = meter
        self._registry: CollectorRegistry | None = None
        self._database_up = False

    async def answer(self, request: Request) -> Response:
        """The figures of this process; 404 without the token."""
        if not self._may_read(request.headers.get("authorization", "")):
            raise HTTPException(404)
        self._database_up = await self._health.database_answers()
        written, kind = await asyncio.to_thread(self._write)
        return Response(written, headers={"Content-Type": kind, "Cache-Control": "no-store"})

    def _may_read(self, authorization: str) -> bool:
        kind, _, token = authorization.partition(" ")
        wanted = self._meter.token
        same = hmac.compare_digest(token.strip().encode(), wanted.encode())
        return bool(wanted) and kind.lower() == "bearer" and same

    def _write(self) -> tuple[bytes, str]:
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        if self._registry is None:
            self._registry = self._new_registry()
        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    def _new_registry(self) -> "CollectorRegistry":
        """A registry of our own: in the library's, any package may put what it likes."""
        from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector

        registry = CollectorRegistry()
        registry.register(self)
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)
        return registry

    def collect(self) -> "Iterator[Metric]":
        """What the library asks for at each answer."""
        from prometheus_client.core import (
            GaugeMetricFamily,
            HistogramMetricFamily,
            InfoMetricFamily,
        )

        facts = {"version": __version__, "python": platform.python_version()}
        yield InfoMetricFamily("workshop_build", "Which release this is", facts)
        yield GaugeMetricFamily(
            "workshop_database_up", "1 while the database answers", float(self._database_up)
        )
        yield GaugeMetricFamily(
            "workshop_writer_waiting",
            "Phones' gestures that wait to be committed",
            float(self._meter.waiting()),
        )
        streams = GaugeMetricFamily(
            "workshop_streams",
            "Open live channels: phones (room), facilitators' and sponsors' screens (board)",
            labels=["channel"],
        )
        for channel, number in self._house.hub.streams().items():
            streams.add_metric([channel], number)
        yield streams
        commits = self._house.tally.commits()
        yield HistogramMetricFamily(
            "workshop_commit_seconds",
            "How long a commit of phones' gestures took",
            buckets=list(_cumulated(commits.classes)),
            sum_value=commits.seconds,
        )
        yield from self._counters(commits.gestures)

    def _counters(self, committed: int) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily

        yield CounterMetricFamily(
            "workshop_committed_gestures", "Phones' gestures in those commits", committed
        )
        counts = self._house.tally.counts()
        for what, (name, meaning, labels) in COUNTED.items():
            family = CounterMetricFamily(name, meaning, labels=labels)
            for (counted, values), number in counts.items():
                if counted == what:
                    family.add_metric(values, number)
            if not labels and not family.samples:
                family.add_metric((), 0)
            yield family


def _cumulated(classes: Iterable[int]) -> Iterator[tuple[str, float]]:
    """Each class with all below it, as Prometheus has it."""
    total = 0
    for end, number in zip((*map(str, COMMIT_SECONDS), "+Inf"), classes, strict=True):
        total += number
        yield end, float(total)
