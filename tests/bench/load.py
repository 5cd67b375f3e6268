"""Eight browsers at once: requests a second, and what the workers hold before and after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from threading import Thread

from tests.bench.client import request_of, send
from tests.bench.results import Figure
from tests.bench.serving import Server, letter_worker
from tests.bench.stage import Stage

CONNECTIONS = 8
MEGABYTE = 1_000_000
LIST_PER_SECOND, WORKER_MEGABYTES = 200, 150


def measure_load(stage: Stage) -> Iterator[Figure]:
    listed = request_of("GET", f"/calls/{stage.scene.slug}/applications", cookie=stage.scene.manager)
    least = request_of("GET", "/list", cookie=stage.floor_cookie)
    before = stage.product.memory
    floor, own = [], []
    for _ in range(stage.effort.rounds):
        floor.append(_per_second(stage.floor, least, seconds=stage.effort.seconds))
        own.append(_per_second(stage.product, listed, seconds=stage.effort.seconds))
    rate, least_rate = round(median(own)), round(median(floor))
    yield Figure("list, 8 at once", rate, "requests/s", floor=least_rate, target=LIST_PER_SECOND,
                 rows=stage.rows, database=stage.database)  # fmt: skip
    for when, held in (("before", before), ("after", stage.product.memory)):
        yield Figure(f"page worker, {when} the load", _megabytes(held), "MB", target=WORKER_MEGABYTES,
                     rows=stage.rows, database=stage.database)  # fmt: skip


def measure_letter_worker(stage: Stage) -> Iterator[Figure]:
    """In its first rounds over all there is."""
    with letter_worker(settings=stage.settings) as process:
        most, until = 0, time.monotonic() + stage.effort.watch
        while time.monotonic() < until:
            most = max(most, process.memory_info().rss)
            time.sleep(0.2)
    yield Figure("letter worker, at most", _megabytes([most]), "MB", target=WORKER_MEGABYTES, rows=stage.rows,
                 database=stage.database)  # fmt: skip


def _per_second(server: Server, request: bytes, *, seconds: float) -> float:
    counts, failed = [0] * CONNECTIONS, list[int]()
    begins = time.perf_counter()

    def visit(number: int) -> None:
        while time.perf_counter() - begins < seconds:
            status = send(server.port, request).status
            if status != 200:
                failed.append(status)
                return
            counts[number] += 1

    threads = [Thread(target=visit, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"under load the page answered {failed[0]}")
    return sum(counts) / (time.perf_counter() - begins)


def _megabytes(sizes: list[int]) -> float:
    return round(max(sizes) / MEGABYTE, 1)
