"""A demo of its own, and everybody's way through it, some of them at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from incubator import create_app
from incubator.settings import Settings
from tests.journeys.installation import Installation
from tests.shots.chromium import launched
from tests.shots.scenes import Scene, furnished
from tests.shots.variants import PAIRS, Variant
from tests.shots.viewers import Viewer
from tests.shots.walk import Report, Walk

# whose ways are long, and whose letter has a link that lapses
EARLY = ("public", "manager", "admin")


@contextmanager
def demo() -> Iterator[tuple[Installation, Scene]]:
    """A demo of its own, with a crowd in it; nobody else's data is touched."""
    with TemporaryDirectory(prefix="incubator-shots-") as place, furnished(Path(place)) as found:
        yield found


def taken(
    viewers: Sequence[Viewer], variants: Sequence[Variant], folder: Path, only: Sequence[str], *, jobs: int
) -> tuple[list[Report], str]:
    """Everybody's report, the longest way first; and what pages and worker complained of, if anything."""
    order = sorted(viewers, key=lambda viewer: (bool(viewer.own), viewer.role not in EARLY))
    reports: dict[str, Report] = {}
    try:
        with demo() as (house, scene), ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            settings = house.running.settings
            ways = [pool.submit(walked, settings, one, scene, variants, folder, only) for one in order]
            for done in as_completed(ways):
                report = done.result()
                reports[report.viewer.key] = report
                print(
                    f"{report.viewer.key}: {len(report.shown)} pages, {len(report.problems)} problems",
                    flush=True,
                )
    except AssertionError as error:
        return [reports[viewer.key] for viewer in viewers if viewer.key in reports], str(error)
    return [reports[viewer.key] for viewer in viewers], ""


def walked(
    settings: Settings, viewer: Viewer, scene: Scene, variants: Sequence[Variant], folder: Path,
    only: Sequence[str],
) -> Report:  # fmt: skip
    """In a process of its own: one browser, one person."""
    app, url = create_app(settings), f"http://127.0.0.1:{settings.port}"
    thorough = PAIRS if len(variants) > 1 else variants
    with sync_playwright() as playwright:
        browser = launched(playwright)
        walk = Walk(app, browser, url, viewer, scene, variants=variants, thorough=thorough, folder=folder)
        report = walk.go(only=only)
        browser.close()
    return report
