"""The people of the house at their browsers: manager, director, mentor."""

from __future__ import annotations

import re
from datetime import date, datetime

from playwright.sync_api import expect

from tests.journeys.pages.visitor import Visitor


class Manager(Visitor):
    """Runs calls, moves applications, decides extensions."""

    def create_call(self, facts: dict[str, str], *, edition: str) -> None:
        """The form of a new call, then its publication."""
        self.open("/calls/new")
        self.field(self.say("Programme and edition of the rules")).select_option(label=edition)
        for label, value in facts.items():
            self.fill(self.say(label), value)
        self.press(self.say("Save"))
        self.press(self.say("Publish this call"))

    def look_at_move(self, ref: str, move: str) -> None:
        """The consequence page of one application."""
        self.open(f"/a/{ref}/summary")
        self.press(self.say.label(f"move.application.{move}"), exact=True)
        self.sees(self.say("Nothing has changed yet."))

    def move(self, ref: str, move: str, **fields: str) -> None:
        """Look, fill what is asked for, do it."""
        self.look_at_move(ref, move)
        names = {"note": "Message to the founders", "reason": "Reason, for the history",
                 "starts_on": "First day of the programme"}  # fmt: skip
        for name, value in fields.items():
            self.fill(self.say(names[name]), value)
        self.press(self.say.many("Move %(num)s application", "Move %(num)s applications", 1))
        expect(self.page).to_have_url(re.compile("/batches/"))
        moved = self.say.label("state.batch_row.moved")
        expect(self.page.get_by_role("cell", name=moved, exact=True)).to_be_visible()

    def ask_waiver(self, ref: str, rule: str, reason: str) -> None:
        self.open(f"/a/{ref}/eligibility")
        self.page.locator(f"details:has(#ask-{rule}) > summary").click()
        self.page.locator(f"#ask-{rule}").fill(reason)
        self.press(self.say("Ask for a waiver"), within=self.page.locator(f"form:has(#ask-{rule})"))

    def judge(self, ref: str, rule: str, why: str) -> None:
        self.open(f"/a/{ref}/eligibility")
        self.page.locator(f"#judge-{rule}").fill(why)
        self.press(self.say("It holds"))

    def open_enrolment(self, venture: str, programme: str) -> None:
        self.open(f"/enrolments?programme={programme}")
        self.follow(venture)

    def name_mentor(self, venture: str, programme: str, mentor: str) -> None:
        self.open_enrolment(venture, programme)
        self.follow(self.say("Name a mentor"))
        self.field(self.say("Mentor")).select_option(label=mentor)
        self.press(self.say("Name this mentor"))

    def grant_extension(self, venture: str, reason: str) -> None:
        self.open("/extensions")
        self.follow(self.say("Decide"), within=self.row(venture))
        self.fill(self.say("Reason, which the founders read"), reason)
        self.press(self.say("Grant the extension"))


class Director(Visitor):
    """Signs decisions and waives rules."""

    def sign(self, ref: str) -> None:
        self.open("/decisions")
        self.sees(ref)
        self.press(self.say("Sign the decisions ticked"))

    def waive(self, reason: str) -> None:
        self.open("/decisions")
        self.fill(self.say("Reason for your decision"), reason)
        self.press(self.say("Waive this rule"))


class Mentor(Visitor):
    """Logs sessions."""

    def open_company(self, venture: str) -> None:
        self.open("/mentor")
        self.follow(self.say("Log a session"))
        self.sees_heading(venture)

    def log(self, on: date, *, half_days: int, topic: str) -> None:
        """On the page of the company."""
        self.fill(self.say("Day of the session"), on.isoformat())
        length = self.say("Half a day") if half_days == 1 else self.say("A whole day")
        self.choose(self.say("How long"), length)
        self.fill(self.say("Topic"), topic)
        self.press(self.say("Log this session"))


def local(at: datetime) -> str:
    """As the browser's own field for a day and an hour takes it."""
    return f"{at:%Y-%m-%dT%H:%M}"
