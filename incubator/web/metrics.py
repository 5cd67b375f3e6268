"""Figures for the machine that watches: requests as they were counted, queues as the tables hold them.

The queues come from the database, so that any process answers the same; what each process counted
itself is gathered over the files of all of them when PROMETHEUS_MULTIPROC_DIR names their folder.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from incubator.clock import SystemClock
from incubator.errors import IncubatorError, NotFound
from incubator.health import silences
from incubator.last_backup import last_backup
from incubator.running import Running
from incubator.store.queries import figures
from incubator.web.intake import name_in
from incubator.web.site import site

KEY = "incubator.traffic"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
HERE = frozenset({"127.0.0.1", "::1"})
NAMES_OF_HERE = frozenset({"127.0.0.1", "[::1]", "localhost"})  # another name: somebody led a browser here
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Via")


class Traffic:
    """What this process was asked, by page; labels are our own words, never a visitor's."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "incubator_requests", "Requests by page, method and class of status",
            ("endpoint", "method", "status"), registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "incubator_request_seconds", "Time until the answer began", ("endpoint",), buckets=SECONDS,
            registry=self.registry,
        )  # fmt: skip

    def count(self, method: str, endpoint: str, status: int, seconds: float) -> None:
        self.requests.labels(endpoint, method, f"{status // 100}xx").inc()
        self.seconds.labels(endpoint).observe(seconds)

    def text(self) -> str:
        """Of all processes together when they share a folder."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return _said(self.registry)
        whole = CollectorRegistry()
        MultiProcessCollector(whole)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        return _said(whole)


class Queues(Collector):
    """What waits, as the tables hold it at this moment."""

    def __init__(self, running: Running) -> None:
        self.running = running

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("incubator_database_up", "1 when the database answers")
        try:
            yield from list(self._waiting())
            up.add_metric([], 1)
        except IncubatorError:
            up.add_metric([], 0)
        yield up
        yield from self._backup()

    def _waiting(self) -> Iterator[Metric]:
        with self.running.database.reading() as session:
            found = figures.waiting(session, at=self.running.clock.now())
        counted = f"counted up to {figures.AT_MOST}"
        yield _family("incubator_letters", f"Letters by state, {counted}", "state", found.letters)
        yield _one("incubator_letter_oldest_due_seconds", "Age of the oldest letter due", found.oldest_due)
        yield _family("incubator_reminders", f"Reminders by state, {counted}", "state", found.reminders)
        yield _family("incubator_applications", f"Open applications, {counted}", "state", found.applications)
        quiet = {name: ago.total_seconds() for name, ago in silences(self.running.database).items()}
        yield _family("incubator_worker_silence_seconds", "Since each part of the worker ended a round",
                      "part", quiet)  # fmt: skip

    def _backup(self) -> Iterator[Metric]:
        """Nothing is said where no backup was ever verified."""
        note = last_backup(self.running.settings)
        if note is not None:
            age = (SystemClock().now() - note.made_at).total_seconds()
            yield _one("incubator_backup_age_seconds", "Age of the newest verified backup", age)


def show() -> ResponseReturnValue:
    """For this machine, or for who holds the token; for anybody else there is no such page."""
    if not _may_read():
        raise NotFound()
    queues = CollectorRegistry()
    queues.register(Queues(site()))
    traffic: Traffic = current_app.extensions[KEY]
    return Response(traffic.text() + _said(queues), content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    token = site().settings.metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    is_passed_on = any(name in request.headers for name in FORWARDED)
    return request.remote_addr in HERE and name_in(request.host) in NAMES_OF_HERE and not is_passed_on


def _said(registry: CollectorRegistry) -> str:
    return generate_latest(registry).decode()


def _family(name: str, says: str, label: str, values: dict[str, int] | dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _one(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)
