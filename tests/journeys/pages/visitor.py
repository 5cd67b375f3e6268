"""A person at a browser: what they press, what they see, and what went wrong behind their back."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.journeys.installation import Installation
from tests.journeys.texts import Texts

Role = Literal["button", "link"]


class Visitor:
    """One person, one browser profile, one language."""

    def __init__(
        self, house: Installation, browser: Browser, email: str, language: str, *, has_javascript: bool = True
    ) -> None:
        self.house, self.email, self.language = house, email, language
        self.say = Texts(language)
        self.context = browser.new_context(
            base_url=house.url, locale={"fr": "fr-FR", "en": "en-GB"}[language],
            java_script_enabled=has_javascript, viewport={"width": 1280, "height": 900},
            timezone_id="Europe/Paris", reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(10_000)
        self.problems: list[str] = []
        self.page = self._watched(self.context.new_page())

    # -- going somewhere

    def open(self, path: str) -> None:
        self.page.goto(path)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def follow(self, text: str, *, within: Locator | None = None, exact: bool = False) -> None:
        self._go("link", text, within=within, exact=exact)

    def press(self, text: str, *, within: Locator | None = None, exact: bool = False) -> None:
        self._go("button", text, within=within, exact=exact)

    def _go(self, role: Role, text: str, *, within: Locator | None, exact: bool) -> None:
        """Every link and button of the story leads to a page: wait until it is there."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            (within or self.page.locator("main")).get_by_role(role, name=text, exact=exact).first.click()

    def sign_in(self) -> None:
        """By the link in the mail, from wherever the page asks for it; nothing to do while it lasts."""
        if self.path != "/sign-in":
            self.open("/sign-in")
        if self.path != "/sign-in":
            return
        before = [kind for kind, _ in self.house.letters(self.email)].count("sign_in")
        self.fill(self.say("Your e-mail address"), self.email)
        self.press(self.say("Send me the link"))
        self.sees_heading(self.say("Check your mail"))
        text = self.house.letter(self.email, "sign_in", number=before + 1)
        link = re.search(r"http://\S+/auth/[\w-]+", text)
        assert link, text
        self.open(link.group())
        self.press(self.say("Sign in"), exact=True)
        assert not self.path.startswith(("/sign-in", "/auth")), self.page.url

    def sign_out(self) -> None:
        self.page.locator(".menu-account summary").click()
        self.press(self.say("Sign out"), within=self.page.locator("header"))

    # -- writing

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.field(label, within=within).fill(text)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """By its whole label, whether or not the page calls it optional."""
        pattern = re.compile(f"^{_spaced(label)}( \\([^)]*\\))?$")
        return (within or self.page.locator("main")).get_by_label(pattern).first

    def choose(self, question: str, answer: str) -> None:
        self.group(question).get_by_label(answer, exact=True).check()

    def group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question).last

    # -- seeing

    def sees(self, text: str, *, within: Locator | None = None) -> None:
        expect((within or self.page.locator("body")).get_by_text(text).first).to_be_visible()

    def sees_nothing_of(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def sees_heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def text(self) -> str:
        """What the page says, with plain spaces."""
        return plain(self.page.locator("body").inner_text())

    def reads(self, *texts: str) -> None:
        """All of these, in what the page says."""
        said = self.text()
        missing = [text for text in texts if plain(text) not in said]
        assert not missing, f"{missing} not on {self.page.url}:\n{said}"

    def row(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text)

    # -- behind their back

    def _watched(self, page: Page) -> Page:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.house.url, "data:", "blob:")):
            self.problems.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")

    def leave(self) -> None:
        self.context.close()
        assert self.problems == []


def plain(text: str) -> str:
    """Printers' spaces are for the eye."""
    return re.sub(r"\s+", " ", text)


def _spaced(text: str) -> str:
    return r"\s".join(re.escape(word) for word in text.split())
