"""Pictures of every page for everybody, each page checked on the way: bin/shots --help."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from incubator import create_app
from incubator.cli.catalogues import compile_catalogues
from incubator.settings import Settings
from tests.house.rooms import ROOT
from tests.journeys.installation import Installation, installed
from tests.shots import gallery, readme
from tests.shots.chromium import launched
from tests.shots.scenes import Scene, set_up
from tests.shots.variants import EVERY, PAIRS, QUICK, Variant
from tests.shots.viewers import ROLES, VIEWERS, Viewer
from tests.shots.walk import Report, Walk

MARK = "gallery.css"  # a folder that holds it was made here and may be emptied


def main(words: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(words)
    compile_catalogues()
    if asked.readme:
        with demo() as (house, scene):
            return readme.write(house, scene)
    folder, began = _emptied(Path(asked.folder)), time.monotonic()
    viewers = [viewer for viewer in VIEWERS if not asked.role or {viewer.role, viewer.key} & set(asked.role)]
    variants = QUICK if asked.quick else EVERY
    reports = _reports(viewers, variants, folder, asked.page or [""], jobs=asked.jobs)
    seconds = time.monotonic() - began
    index = gallery.write(folder, reports, at=datetime.now().astimezone(), seconds=seconds)
    return _told(reports, index, seconds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/shots", description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(ROOT / "instance" / "shots"), help="where they go")
    keys = sorted({*ROLES, *(viewer.key for viewer in VIEWERS)})
    parser.add_argument(
        "--role", action="append", choices=keys, metavar="ROLE", help=f"one of {', '.join(keys)}"
    )
    parser.add_argument("--page", action="append", help="pages whose name holds this: staff.calls")
    parser.add_argument("--quick", action="store_true", help="French, light, wide: one picture of each page")
    parser.add_argument("--jobs", type=int, default=2, help="browsers at a time (2)")
    parser.add_argument("--readme", action="store_true", help="make the pictures of the README instead")
    return parser


def _emptied(folder: Path) -> Path:
    """Of earlier pictures only."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        sys.exit(f"{folder} holds something else than pictures of this command: choose another folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    return folder


@contextmanager
def demo() -> Iterator[tuple[Installation, Scene]]:
    """A demo of its own, with a crowd in it; nobody else's data is touched."""
    with (
        TemporaryDirectory(prefix="incubator-shots-") as place,
        installed(Path(place)) as house,
        house.started(with_demo=True),
    ):
        yield house, set_up(house)


def _reports(
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


def _told(reports: Sequence[Report], index: Path, seconds: float) -> int:
    problems = [problem for report in reports for problem in report.problems]
    pictures = sum(len(shown.pictures) for report in reports for shown in report.shown)
    for problem in problems:
        print(problem, file=sys.stderr)
    pages = sum(len(report.shown) for report in reports)
    print(f"{pages} pages, {pictures} pictures in {seconds:.0f} seconds, {len(problems)} problems: {index}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
