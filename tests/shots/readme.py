"""The pictures of the README: what is worth seeing first, small enough to be kept with the text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from incubator import create_app
from tests.house.rooms import ROOT
from tests.journeys.installation import Installation
from tests.shots.chromium import launched
from tests.shots.scenes import Scene
from tests.shots.stops import Stop
from tests.shots.variants import Variant
from tests.shots.viewers import VIEWERS
from tests.shots.walk import Walk

FOLDER = ROOT / "docs" / "pictures"
MOST = 150_000  # bytes
LIGHT, DARK = Variant("en", "light", 1280), Variant("en", "dark", 1280)


@dataclass(frozen=True)
class Picture:
    name: str
    viewer: str
    variant: Variant
    path: Callable[[Scene], str]
    height: int


PICTURES = (
    Picture("consequences", "manager", LIGHT, lambda s: _several(s), 860),
    Picture("application", "founder-draft", LIGHT, lambda s: f"/applications/{s.refs['Algofer']}", 850),
    Picture("eligibility", "manager", DARK, lambda s: f"/a/{s.refs['Halobiote']}/eligibility", 850),
)


def write(house: Installation, scene: Scene) -> int:
    """Says what each weighs; too heavy is a failure."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        sizes = {picture.name: _taken(house, browser, scene, picture) for picture in PICTURES}
        browser.close()
    for name, size in sizes.items():
        print(
            f"docs/pictures/{name}.png: {size / 1000:.0f} kB", file=sys.stderr if size > MOST else sys.stdout
        )
    return 1 if max(sizes.values()) > MOST else 0


def _taken(house: Installation, browser: Browser, scene: Scene, picture: Picture) -> int:
    viewer = next(viewer for viewer in VIEWERS if viewer.key == picture.viewer)
    app = create_app(house.running.settings)
    walk = Walk(app, browser, house.url, viewer, scene, variants=(picture.variant,))
    window = walk.windows[picture.variant.window]
    window.open(Stop(picture.name, picture.path(scene)))
    window.page.set_viewport_size({"width": 1280, "height": picture.height})
    path = FOLDER / f"{picture.name}.png"
    window.page.screenshot(path=path)
    window.context.close()
    return path.stat().st_size


def _several(scene: Scene) -> str:
    """Three that move, and one whose letter would not arrive."""
    rows = "&".join(f"ref={ref}" for ref in scene.crowd[28:32])
    return f"/calls/{scene.calls['busy']}/move?move=start_review&{rows}"
