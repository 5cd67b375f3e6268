"""One person's way through the pages: each looked at in every variant, checked, and kept as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page

from incubator.actions.people.demo_accounts import ACCOUNTS
from incubator.web import language, shell, sign_ins
from tests.shots.checks import Watch, sideways, violations
from tests.shots.crawl import Crawl
from tests.shots.scenes import Scene
from tests.shots.stops import Stop, starts, stops
from tests.shots.variants import EVERY, PAIRS, WIDTHS, Variant
from tests.shots.viewers import Viewer
from tests.shots.wording import untranslated

SEND = """typed => {
  const wanted = 'main form[method=post]:has(textarea, select, input:not([type=hidden]))';
  const form = document.querySelector(wanted);
  const fixed = "[type=hidden], [type=radio], [type=checkbox], [type=file]";
  for (const one of form.querySelectorAll(`textarea, input:not(${fixed})`)) one.value = "";
  for (const [name, value] of Object.entries(typed)) {
    const added = () => form.appendChild(Object.assign(document.createElement("input"), {name}));
    const one = form.elements.namedItem(name) ?? added();
    one.value = value;
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"


@dataclass(frozen=True, slots=True)
class Problem:
    viewer: str
    page: str
    path: str
    variant: Variant
    said: str

    def __str__(self) -> str:
        return f"{self.viewer}: {self.page} {self.path} ({self.variant}): {self.said}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that was looked at, and its pictures."""

    name: str
    path: str
    pictures: tuple[tuple[Variant, str], ...]


@dataclass
class Report:
    viewer: Viewer
    shown: list[Shown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


class Window:
    """A browser's window with its own cookies: one language, one theme, any width."""

    def __init__(self, browser: Browser, url: str, variant: Variant, cookies: Mapping[str, str]) -> None:
        self.language = variant.language
        self.context = browser.new_context(
            base_url=url, locale={"fr": "fr-FR", "en": "en-GB"}[variant.language],
            viewport={"width": variant.width, "height": WIDTHS[variant.width]},
            timezone_id="Europe/Paris", reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        kept = {language.COOKIE: variant.language, shell.THEME_COOKIE: variant.theme, **cookies}
        self.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in kept.items()])
        self.watch = Watch(self.context, url)
        self.page: Page = self.context.new_page()

    def open(self, stop: Stop, *, answer: int = 0) -> list[str]:
        """Load it, fill its form if asked to; says when the answer is not the one expected."""
        response = None if answer else self.page.goto(in_language(stop.path, self.language))
        if stop.typed is not None:
            with self.page.expect_navigation() as sent:
                self.page.evaluate(SEND, dict(stop.typed))
            response = sent.value
        status = response.status if response else answer
        return [] if status == stop.status else [f"answers {status}, not {stop.status}"]

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": WIDTHS[width]})


class Walk:
    """`thorough` are the variants in which the slow check runs too."""

    def __init__(
        self, app: Flask, browser: Browser, url: str, viewer: Viewer, scene: Scene,
        *, variants: Sequence[Variant] = EVERY, thorough: Sequence[Variant] = PAIRS,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        self.viewer, self.scene, self.folder = viewer, scene, folder
        self.variants, self.thorough = variants, thorough
        self.report, self.names = Report(viewer), Counter[str]()
        self.crawl = Crawl(app, url, most=viewer.most)
        cookies = self._signed_in(browser, url, variants[0])
        self.windows = {
            one.window: Window(browser, url, one, cookies) for one in reversed(variants)
        }  # fmt: skip

    def go(self, *, only: Sequence[str] = ("",)) -> Report:
        """`only`: pages whose name holds one of these."""
        first = self.windows[self.variants[0].window]
        for endpoint, path, answer in self.crawl.visit(first.page, *starts(self.viewer, self.scene)):
            if any(part in endpoint for part in only):
                self.look(Stop(endpoint, path), answer=answer)
        for stop in stops(self.viewer, self.scene):
            if any(part in stop.name for part in only):
                self.look(stop)
        return self.close()

    def close(self) -> Report:
        self.report.seen = self.crawl.seen + self.names
        for window in self.windows.values():
            window.context.close()
        return self.report

    def look(self, stop: Stop, *, answer: int = 0) -> None:
        """In every variant; `answer` is set when the first window shows it already."""
        self.names[stop.name] += 1
        pictures: list[tuple[Variant, str]] = []
        place = f"{self.viewer.key}/{stop.name.replace(' ', '-')}-{self.names[stop.name]}"
        for variant, said in self._views(stop, place, pictures, answer=answer):
            self.report.problems.append(Problem(self.viewer.key, stop.name, stop.path, variant, said))
        self.report.shown.append(Shown(stop.name, stop.path, tuple(pictures)))

    def _views(
        self, stop: Stop, place: str, pictures: list[tuple[Variant, str]], *, answer: int
    ) -> Iterator[tuple[Variant, str]]:
        open_in = ("", "")
        for variant in self.variants:
            window = self.windows[variant.window]
            window.resize(variant.width)
            if open_in != variant.window:
                yield from ((variant, said) for said in window.open(stop, answer=answer))
                answer = 0
                yield from ((variant, said) for said in untranslated(window.page, variant.language))
                open_in = variant.window
            if self.folder is not None:
                pictures.append((variant, self._picture(window.page, f"{place}-{variant.file}")))
            yield from ((variant, said) for said in self._checked(window.page, variant))
            yield from ((variant, said) for said in window.watch.taken())

    def _checked(self, page: Page, variant: Variant) -> Iterator[str]:
        """On a telephone with everything unfolded: nothing comes after it in this window."""
        if variant.width == 320:
            yield from sideways(page)
            page.evaluate(UNFOLD)
            yield from (f"unfolded: {said}" for said in sideways(page))
        if variant in self.thorough:
            yield from violations(page)

    def _picture(self, page: Page, name: str) -> str:
        assert self.folder is not None
        page.screenshot(path=self.folder / name, full_page=True)
        return name

    def _signed_in(self, browser: Browser, url: str, variant: Variant) -> dict[str, str]:
        """By the demo's button where there is one, as people come in."""
        if not self.viewer.email:
            return {}
        if self.viewer.key in self.scene.tokens:
            return {sign_ins.COOKIE: self.scene.tokens[self.viewer.key]}
        name = next(account.name for account in ACCOUNTS if account.email == self.viewer.email)
        window = Window(browser, url, variant, {})
        window.page.goto("/sign-in")
        with window.page.expect_navigation(wait_until="domcontentloaded"):
            window.page.get_by_role("button", name=name).click()
        cookies = {one["name"]: one["value"] for one in window.context.cookies()}
        window.context.close()
        assert urlsplit(window.page.url).path != "/sign-in"
        return {sign_ins.COOKIE: cookies[sign_ins.COOKIE]}


def in_language(path: str, wanted: str) -> str:
    """The same page in a language; where the address does not say it, the cookie does."""
    return f"/{wanted}/{path[4:]}" if path.startswith("/fr/") else path
