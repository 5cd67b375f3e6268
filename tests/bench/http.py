"""Everything that is measured over HTTP, size by size; then how much the pages slow down as data grows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.load import measure_letter_worker, measure_load
from tests.bench.pages import measure_pages
from tests.bench.posts import measure_posts
from tests.bench.results import Figure, Setting
from tests.bench.stage import stage

FULL = ((1_000, "PostgreSQL"), (10_000, "PostgreSQL"), (10_000, "SQLite"), (100_000, "PostgreSQL"))
QUICK = ((1_000, "PostgreSQL"), (1_000, "SQLite"))
GROWTH = 1.2


def measure(setting: Setting) -> Iterator[Figure]:
    figures: list[Figure] = []
    for rows, database in sizes(setting):
        with stage(setting, rows=rows, database=database) as here:
            for part in (measure_pages, measure_load, measure_posts, measure_letter_worker):
                for figure in part(here):
                    figures.append(figure)
                    yield figure
    yield from growth(figures)


def sizes(setting: Setting) -> tuple[tuple[int, str], ...]:
    usual = QUICK if setting.is_quick else FULL
    return ((setting.rows, "PostgreSQL"),) if setting.rows else usual


def growth(figures: list[Figure]) -> Iterator[Figure]:
    """The ratio to the floor on the most data, divided by that on the least."""
    measured = [figure for figure in figures if figure.database == "PostgreSQL" and figure.ratio]
    sizes = sorted({figure.rows for figure in measured if figure.rows})
    if len(sizes) < 2:
        return
    least = {figure.name: figure.ratio for figure in measured if figure.rows == sizes[0]}
    for figure in measured:
        before = least.get(figure.name)
        if figure.rows == sizes[-1] and figure.ratio and before:
            name = f"growth from {sizes[0]:,} to {sizes[-1]:,}: {figure.name}"
            yield Figure(name, round(figure.ratio / before, 2), "times", target=GROWTH)
