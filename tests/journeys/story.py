"""The story's own memory: who is there, which day it is, which references were given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from playwright.sync_api import Browser

from tests.journeys import stage
from tests.journeys.installation import Installation, wait_for
from tests.journeys.pages.applicant import Applicant
from tests.journeys.pages.office import Director, Manager, Mentor
from tests.journeys.pages.visitor import Visitor, plain
from tests.journeys.stage import at

SHE, HE = "ines.maurel@example.org", "paul.vernet@example.org"
V = TypeVar("V", bound=Visitor)


@dataclass
class Story:
    """Each person keeps a browser; one signs in again when a month has passed."""

    house: Installation
    she: Applicant
    he: Applicant
    manager: Manager
    director: Director
    mentor: Mentor
    refs: dict[str, str] = field(default_factory=dict)
    venture: str = ""

    @classmethod
    def prepared(cls, house: Installation, browser: Browser, language: str, *, has_javascript: bool) -> Story:
        stage.prepare(house, language)

        def person(kind: type[V], email: str) -> V:
            return kind(house, browser, email, language, has_javascript=has_javascript)

        return cls(
            house, person(Applicant, SHE), person(Applicant, HE), person(Manager, stage.MANAGER),
            person(Director, stage.DIRECTOR), person(Mentor, stage.MENTOR),
        )  # fmt: skip

    def it_is(self, on: date, hour: int = 10, minute: int = 0) -> datetime:
        """The clock is moved."""
        moment = at(on, hour, minute)
        self.house.set_clock(moment)
        return moment

    def letters_of(self, person: Visitor, kind: str) -> int:
        return sum(sort == kind for sort, _ in self.house.letters(person.email))

    def reload_until(self, person: Visitor, text: str) -> None:
        """The worker does it; the page says it."""

        def is_there() -> bool:
            person.page.reload()
            return plain(text) in person.text()

        wait_for(is_there, f"“{text}” on {person.page.url}")

    def end(self) -> None:
        for person in (self.she, self.he, self.manager, self.director, self.mentor):
            person.leave()
