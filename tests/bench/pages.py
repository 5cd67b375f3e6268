"""Pages over HTTP, each in turn with the floor: the middle of the ratios, the statements, the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from urllib.parse import quote

from tests.bench.client import Answer, get, warm
from tests.bench.results import Figure
from tests.bench.scene import Scene
from tests.bench.stage import Stage

LIST_QUERIES, LIST_BYTES, ONE_QUERIES = 8, 60_000, 10


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    cookie: str
    target: float
    floor: str = "/list"
    queries: int | None = None  # at most
    bytes: int | None = None


def pages(scene: Scene) -> tuple[Page, ...]:
    listed, one = f"/calls/{scene.slug}/applications", f"/a/{scene.ref}"
    staff = scene.manager

    def found(words: str) -> str:
        return f"{listed}?search={quote(words)}"

    return (
        Page("list, first page", listed, staff, 3, queries=LIST_QUERIES, bytes=LIST_BYTES),
        Page("list, nine tenths down", f"{listed}?key={quote(scene.deep_key)}", staff, 3,
             queries=LIST_QUERIES, bytes=LIST_BYTES),
        Page("list, one state", f"{listed}?state=in_review", staff, 4,
             queries=LIST_QUERIES, bytes=LIST_BYTES),
        Page("list, search of two words", found(scene.two_words), staff, 4, queries=LIST_QUERIES),
        Page("list, search with accents", found(scene.accents), staff, 4, queries=LIST_QUERIES),
        Page("list, search with a typo", found(scene.typo), staff, 4, queries=LIST_QUERIES),
        Page("application, summary", f"{one}/summary", staff, 3, queries=ONE_QUERIES),
        Page("application, answers", f"{one}/answers", staff, 3, queries=ONE_QUERIES),
        Page("application, eligibility", f"{one}/eligibility", staff, 3, queries=ONE_QUERIES),
        Page("application, history", f"{one}/history", staff, 3, queries=ONE_QUERIES),
        Page("Today", "/today", staff, 3),
        Page("every call", "/calls", staff, 3, queries=LIST_QUERIES),
        Page("one call", f"/calls/{scene.slug}", staff, 3, queries=LIST_QUERIES),
        Page("founder's home, under review", "/home", scene.founder, 3),
        Page("founder's home, in the programme", "/home", scene.enrolled, 3),
        Page("public page of a call", f"/fr/calls/{scene.open_slug}", "", 1.5, floor="/bare"),
    )  # fmt: skip


def measure_pages(stage: Stage) -> Iterator[Figure]:
    every = pages(stage.scene)
    counts = _statements(stage, every)
    for page in every:
        floor, own, answer = in_turn(stage, page)
        ratio = median(mine / least for least, mine in zip(floor, own, strict=True))
        figure = Figure(
            page.name, milliseconds(own), "ms", floor=milliseconds(floor), ratio=round(ratio, 2),
            target=page.target, rows=stage.rows, database=stage.database, queries=counts.get(page.name),
            bytes=len(answer.body),
        )  # fmt: skip
        yield figure
        yield from _counted(page, figure)


def in_turn(stage: Stage, page: Page) -> tuple[list[float], list[float], Answer]:
    """Floor, page, floor, page …: what slows the machine down for a moment slows down both."""

    def least() -> Answer:
        return get(stage.floor.port, page.floor, cookie=stage.floor_cookie)

    def own() -> Answer:
        return get(stage.product.port, page.path, cookie=page.cookie)

    warm(stage.floor.port, page.floor, cookie=stage.floor_cookie)
    warm(stage.product.port, page.path, cookie=page.cookie)
    turns = [(least(), own()) for _ in range(stage.effort.turns)]
    return [one.seconds for one, _ in turns], [other.seconds for _, other in turns], turns[-1][1]


def milliseconds(seconds: list[float]) -> float:
    return round(median(seconds) * 1000, 2)


def _statements(stage: Stage, every: tuple[Page, ...]) -> dict[str, int]:
    """Each page three times: a connection just opened asks for more than the page does."""
    if stage.log is None:
        return {}
    counts: dict[str, list[int]] = {page.name: [] for page in every}
    for page in every:
        warm(stage.product.port, page.path, cookie=page.cookie)
    with stage.log.writing():
        for page in every * 3:
            ask = partial(get, stage.product.port, page.path, cookie=page.cookie)
            counts[page.name].append(len(stage.log.of(ask)))
    return {name: int(median(of_page)) for name, of_page in counts.items()}


def _counted(page: Page, figure: Figure) -> Iterator[Figure]:
    """What has a limit of its own gets a line of its own."""
    if page.queries is not None and figure.queries is not None:
        yield _limit(figure, "statements", figure.queries, "statements", page.queries)
    if page.bytes is not None and figure.bytes is not None:
        yield _limit(figure, "size", round(figure.bytes / 1000, 1), "kB", page.bytes / 1000)


def _limit(figure: Figure, what: str, value: float, unit: str, most: float) -> Figure:
    name = f"{figure.name}: {what}"
    return Figure(name, value, unit, target=most, rows=figure.rows, database=figure.database)
