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
from tests.journeys.installation import Installation, installed
from tests.shots.chromium import launched
from tests.shots.scenes import Scene, set_up
from tests.shots.variants import PAIRS, Variant
from tests.shots.viewers import Viewer
from tests.shots.walk import Report, Walk


@contextmanager
def demo() -> Iterator[tuple[Installation, Scene]]:
    """A demo of its own, with a crowd in it; nobody else's data is touched."""
    with (
        TemporaryDirectory(prefix="incubator-shots-") as place,
        installed(Path(place)) as house,
        house.started(with_demo=True),
    ):
        yield house, set_up(house)


def taken(
    viewers: Sequence[Viewer], variants: Sequence[Variant], folder: Path, only: Sequence[str], *, jobs: int
) -> list[Report]:
    """The longest way first, so that no browser waits long for the other."""
    order = sorted(viewers, key=lambda viewer: (bool(viewer.own), viewer.role not in ("manager", "admin")))
    with demo() as (house, scene), ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        settings = house.running.settings
        waiting = [
            pool.submit(walked, settings, viewer, scene, variants, folder, only) for viewer in order
        ]  # fmt: skip
        for done in as_completed(waiting):
            report = done.result()
            print(
                f"{report.viewer.key}: {len(report.shown)} pages, {len(report.problems)} problems", flush=True
            )
        reports = {done.result().viewer.key: done.result() for done in waiting}
    return [reports[viewer.key] for viewer in viewers]


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
